//! The results as data: the same pack, answers and day give the same report, natively and in the browser.
//!
//! Longer than usual because what a report is made of stands beside what makes it; the notes on implausible answers belong to it too.

use std::rc::Rc;

use begun::Begun;

use crate::catalogue::{AgencyId, Catalogue, CriterionId, NodeId, PlausibilityNote, SizeClass, Source, SourceId, SupportId};
use crate::date::Date;
use crate::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue};
use crate::journey::{self, Mode};
use crate::ladder::Standing;
use crate::rules::domain::Domains;
use crate::rules::remedies::{self, Way, Ways};
use crate::rules::search::Search;
use crate::rules::verdict::{Assessment, Line, Subject, Verdict};
use crate::units::{Quantity, Unit};

mod begun;
pub mod opening;
mod outlook;

/// A support or a rung: what an assessment is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SubjectId {
    /// A support.
    Support(SupportId),
    /// A rung of the ladder, lowest first.
    Rung(usize),
}

/// Topics chosen, as bits in the order of the pack; none means all.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Topics(pub u32);

/// Whether a support's documents are in force on the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// In force.
    InForce,
    /// Not in force yet.
    Upcoming,
    /// No longer in force.
    Expired,
}

/// Everything a firm can learn from its answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// The day of assessment.
    pub day: Date,
    /// Size classes still possible; none for a firm that has no class of its own.
    pub size: Vec<SizeClass>,
    /// Whether the firm is still to be founded.
    pub unregistered: bool,
    /// Supports of the topics, in the order of the pack.
    pub supports: Vec<SupportReport>,
    /// The ladder, if it is among the topics.
    pub ladder: Option<LadderReport>,
    /// Every fact that matters to a visible support or rung that can still be met and is not over.
    pub open: FactSet,
    /// For each support and rung that is open, can still be met and is not over: the facts it depends on.
    pub open_sets: Vec<FactSet>,
}

/// Either the full report, or only the open facts, which are all that the first questions need.
#[derive(Clone, PartialEq, Debug)]
pub enum Findings {
    /// The facts that each open support and rung depends on.
    Open(Rc<Vec<FactSet>>),
    /// The full report.
    Report(Rc<Report>),
}

/// One support.
#[derive(Clone, PartialEq, Debug)]
pub struct SupportReport {
    /// Which support it is.
    pub support: SupportId,
    /// Its verdict and lines.
    pub assessment: Assessment,
    /// Whether its documents are in force.
    pub status: Status,
    /// The number of days that it is still in force after this one, if it ends soon ([`SOON`]).
    pub days_left: Option<u16>,
    /// Agencies, the first to contact first.
    pub agencies: Vec<AgencyId>,
}

/// The ladder.
#[derive(Clone, PartialEq, Debug)]
pub struct LadderReport {
    /// Where the firm stands.
    pub standing: Standing,
    /// Every rung, lowest first.
    pub rungs: Vec<RungReport>,
}

/// One rung.
#[derive(Clone, PartialEq, Debug)]
pub struct RungReport {
    /// Its verdict and lines.
    pub assessment: Assessment,
    /// Whether the firm holds its title; `None` when its titles are not known.
    pub held: Option<bool>,
}

/// A line that separates the firm from a verdict, with its ways out.
#[derive(Clone, PartialEq, Debug)]
pub struct Gap {
    /// The line.
    pub criterion: CriterionId,
    /// Ways out; none if the firm cannot change it.
    pub ways: Vec<Way>,
}

/// One agency and the supports it is contacted for.
#[derive(Clone, PartialEq, Debug)]
pub struct Contact {
    /// The agency.
    pub agency: AgencyId,
    /// Supports, in the order of the pack.
    pub supports: Vec<SupportId>,
}

impl SubjectId {
    /// The support or rung with this id.
    pub fn by_id(catalogue: &Catalogue, id: &str) -> Option<SubjectId> {
        let support = catalogue.supports.iter().position(|support| support.id == id);
        let rung = || catalogue.rungs.iter().position(|rung| rung.id == id).map(SubjectId::Rung);
        support.map(|index| SubjectId::Support(SupportId(index as u16))).or_else(rung)
    }

    /// Its index among all: supports in the order of the pack, then rungs.
    const fn place(self, catalogue: &Catalogue) -> usize {
        match self {
            SubjectId::Support(id) => id.index(),
            SubjectId::Rung(index) => catalogue.supports.len() + index,
        }
    }

    /// Whether it is a support whose documents are no longer in force.
    pub fn is_over(self, catalogue: &Catalogue, day: Date) -> bool {
        let SubjectId::Support(id) = self else { return false };
        let support = &catalogue.supports[id.index()];
        status(catalogue, &support.sources, support.from, day) == Status::Expired
    }

    fn subject(self, catalogue: &Catalogue) -> Subject<'_> {
        match self {
            SubjectId::Support(id) => {
                let support = &catalogue.supports[id.index()];
                Subject { trigger: support.trigger.map(|(node, _)| node), rules: vec![&support.criteria] }
            }
            SubjectId::Rung(index) => {
                Subject { trigger: None, rules: catalogue.rungs[index].rules.iter().map(|rule| rule.criteria.as_slice()).collect() }
            }
        }
    }
}

impl Topics {
    /// Whether the topic is chosen.
    pub const fn has(self, topic: usize) -> bool {
        self.0 == 0 || self.0 >> topic & 1 == 1
    }

    /// Whether a support is visible.
    pub fn cover(self, catalogue: &Catalogue, support: SupportId) -> bool {
        (0..catalogue.topics.len()).any(|topic| self.has(topic) && catalogue.is_of_topic(topic, support))
    }

    /// Whether the ladder is visible.
    pub fn cover_ladder(self, catalogue: &Catalogue) -> bool {
        catalogue.topics.iter().enumerate().any(|(index, topic)| self.has(index) && topic.ladder)
    }
}

impl Status {
    /// The stable id that the command prints.
    pub const fn id(self) -> &'static str {
        match self {
            Status::InForce => "in_force",
            Status::Upcoming => "upcoming",
            Status::Expired => "expired",
        }
    }
}

/// Assesses everything visible. [`crate::rules`] works an example.
pub fn report(catalogue: &Catalogue, answers: &Answers, topics: Topics, day: Date) -> Report {
    Begun::new(catalogue, answers, topics, day, None).finish()
}

/// The same after some answers changed: assessments that mention none of them are taken over.
pub fn after(before: &Report, answers_before: &Answers, catalogue: &Catalogue, answers: &Answers, topics: Topics) -> Report {
    Begun::new(catalogue, answers, topics, before.day, Some((before, answers_before))).finish()
}

/// The same for the page, after earlier findings if there are any: the full report once the whole pack has been loaded, until then the precomputed open facts,
/// and `None` where the initial pack holds none. Whatever is shown before everything is loaded asks here.
pub fn ready(
    catalogue: &Catalogue,
    answers: &Answers,
    topics: Topics,
    day: Date,
    before: Option<(&Findings, &Answers)>,
) -> Option<Findings> {
    if catalogue.complete {
        let before = before.and_then(|(findings, answers)| Some((&**findings.report()?, answers)));
        Some(Findings::Report(Rc::new(Begun::new(catalogue, answers, topics, day, before).finish())))
    } else {
        outlook::open_sets(catalogue, answers, topics, day).map(|open| Findings::Open(Rc::new(open)))
    }
}

/// The ways out of each of these lines, one by one; lines that ask for nothing are left out.
pub fn gaps(catalogue: &Catalogue, answers: &Answers, lines: &[Line]) -> Vec<Gap> {
    let domains = Domains::new(catalogue, answers);
    let mut search = Search::new(catalogue, &domains);
    let asking = lines.iter().filter(|line| line.fails() || line.is_open());
    asking
        .map(|line| Gap { criterion: line.criterion, ways: remedies::of_condition(&mut search, catalogue.criterion(line.criterion).node) })
        .collect()
}

/// The smallest sets of changes after which a support or a rung is met, at most `limit` of them; see [`ways`].
pub fn ways(catalogue: &Catalogue, answers: &Answers, of: SubjectId, day: Date, limit: usize) -> Ways {
    let domains = Domains::new(catalogue, answers);
    let mut search = Search::new(catalogue, &domains);
    remedies::of_rule(&mut search, &conditions(catalogue, of, day), limit)
}

/// The conditions of a support or a rung on a day: lists of which the best counts.
pub fn conditions(catalogue: &Catalogue, of: SubjectId, day: Date) -> Vec<Vec<NodeId>> {
    of.subject(catalogue).lists(catalogue, day)
}

impl Findings {
    /// The facts that each open support and rung depends on.
    pub fn open_sets(&self) -> &[FactSet] {
        match self {
            Findings::Open(sets) => sets,
            Findings::Report(report) => &report.open_sets,
        }
    }

    /// The full report, if it is one.
    pub const fn report(&self) -> Option<&Rc<Report>> {
        match self {
            Findings::Report(report) => Some(report),
            Findings::Open(_) => None,
        }
    }

    /// Whether both are the same value in memory, not merely equal.
    pub fn is(&self, other: &Findings) -> bool {
        match (self, other) {
            (Findings::Open(one), Findings::Open(other)) => Rc::ptr_eq(one, other),
            (Findings::Report(one), Findings::Report(other)) => Rc::ptr_eq(one, other),
            (Findings::Open(_), Findings::Report(_)) | (Findings::Report(_), Findings::Open(_)) => false,
        }
    }
}

impl SupportReport {
    /// Whether its documents are no longer in force. It stands in a group of its own, and counts nowhere.
    pub fn is_over(&self) -> bool {
        self.status == Status::Expired
    }

    /// The verdict that it counts under, if it is not over.
    pub fn verdict(&self) -> Option<Verdict> {
        (!self.is_over()).then(|| self.assessment.prospect())
    }
}

impl Report {
    /// The assessment of a support or a rung, if it is visible.
    fn assessment(&self, of: SubjectId) -> Option<&Assessment> {
        match of {
            SubjectId::Support(id) => self.supports.iter().find(|report| report.support == id).map(|report| &report.assessment),
            SubjectId::Rung(index) => self.ladder.as_ref()?.rungs.get(index).map(|rung| &rung.assessment),
        }
    }

    /// The agencies to contact, for supports that the firm may qualify for, in the order in which they first appear.
    pub fn contacts(&self) -> Vec<Contact> {
        self.contacts_for(|verdict| !matches!(verdict, Verdict::NotYet | Verdict::NotApplicable))
    }

    /// The same for the supports of other verdicts; nobody is called for what is over.
    pub fn contacts_for(&self, wanted: impl Fn(Verdict) -> bool) -> Vec<Contact> {
        let mut contacts: Vec<Contact> = Vec::new();
        for report in self.supports.iter().filter(|report| report.verdict().is_some_and(&wanted)) {
            for &agency in &report.agencies {
                match contacts.iter_mut().find(|contact| contact.agency == agency) {
                    Some(contact) => contact.supports.push(report.support),
                    None => contacts.push(Contact { agency, supports: vec![report.support] }),
                }
            }
        }
        contacts
    }

    /// How many supports that are not over have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.supports.iter().filter(|support| support.verdict() == Some(verdict)).count()
    }

    /// The next question of a visitor's journey.
    pub fn next_question(&self, catalogue: &Catalogue, answers: &Answers, mode: Mode) -> Option<FactId> {
        journey::next_question(catalogue, &self.open_sets, answers, mode)
    }

    /// The most useful fact still open, unknown ones before ranges.
    pub fn most_useful_fact(&self, catalogue: &Catalogue, answers: &Answers) -> Option<FactId> {
        let ranges = self
            .open
            .iter()
            .filter(|&fact| answers.value(fact).is_some())
            .fold(FactSet::default(), |set, fact| set.union(FactSet::only(fact)));
        let easiest = |among| journey::easiest(catalogue, &self.open_sets, among);
        easiest(self.open.without(ranges)).or_else(|| easiest(self.open.and(ranges)))
    }
}

/// A document and those it continues count as one; a support is in force when all its documents are.
pub fn status(catalogue: &Catalogue, sources: &[SourceId], from: Option<Date>, day: Date) -> Status {
    if from.is_some_and(|from| day < from) {
        return Status::Upcoming;
    }
    let mut status = Status::InForce;
    for &id in sources {
        let source = catalogue.source(id);
        let continued = sources
            .iter()
            .map(|&other| catalogue.source(other))
            .any(|other: &Source| other.follows == Some(id) && !other.period.is_after(day));
        let follows = source.follows.filter(|earlier| sources.contains(earlier)).map(|earlier| catalogue.source(earlier));
        if source.period.is_before(day) && !continued {
            return Status::Expired;
        }
        if source.period.is_after(day) && follows.is_none_or(|earlier| earlier.period.is_after(day)) {
            status = Status::Upcoming;
        }
    }
    status
}

/// The last day on which a support is, or was, in force, if its documents have one: the next one from this day on, or the one that it ended with.
pub fn last_day(catalogue: &Catalogue, sources: &[SourceId], from: Option<Date>, day: Date) -> Option<Date> {
    let over = status(catalogue, sources, from, day) == Status::Expired;
    let ends = sources.iter().filter_map(|&id| catalogue.source(id).period.until).filter(|until| (*until < day) == over);
    ends.filter(|until| status(catalogue, sources, from, until.next()) == Status::Expired).min()
}

/// A support that ends within this many days says how many are left.
pub const SOON: u16 = 60;

/// How many days after this one a support is still in force, if it is, and not longer than [`SOON`]; 0 on its last day.
pub fn days_left(catalogue: &Catalogue, sources: &[SourceId], from: Option<Date>, day: Date) -> Option<u16> {
    if status(catalogue, sources, from, day) != Status::InForce {
        return None;
    }
    let last = last_day(catalogue, sources, from, day);
    let mut at = day;
    (0..=SOON).find(|_| {
        let found = Some(at) == last;
        at = at.next();
        found
    })
}

/// What looks implausible in the answers; it never changes a verdict, and no answer is changed by it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Implausible<'a> {
    /// Answers that do not fit together, as the pack says.
    Together(&'a PlausibilityNote),
    /// A percentage of at most 1 % that is not 0: the fraction may have been written (0.55 for 55 %).
    Fraction(FactId, Quantity),
}

impl Implausible<'_> {
    /// The facts that it is about.
    pub fn facts(self) -> impl Iterator<Item = FactId> {
        let (first, second) = match self {
            Implausible::Together(note) => (note.greater, Some(note.than)),
            Implausible::Fraction(fact, _) => (fact, None),
        };
        core::iter::once(first).chain(second)
    }
}

/// Everything that looks implausible in the answers.
pub fn implausible<'a>(catalogue: &'a Catalogue, answers: &Answers) -> Vec<Implausible<'a>> {
    let range = |fact| match answers.value(fact) {
        Some(FactValue::Range(low, high)) => Some((low, high)),
        _ => None,
    };
    let together = catalogue.notes.iter().filter(|note| match (range(note.greater), range(note.than)) {
        (Some((low, _)), Some((_, high))) => note.exceeded(low, high),
        _ => false,
    });
    let one = Unit::Percent.steps();
    let fractions = answers.iter().filter_map(|(fact, answer)| match (answer, catalogue.fact(fact).kind) {
        (Answer::Known(FactValue::Range(low, high)), FactKind::Number { unit: Unit::Percent, .. }) => {
            (low == high && low.0 != 0 && low.0.abs() <= one).then_some(Implausible::Fraction(fact, low))
        }
        _ => None,
    });
    together.map(Implausible::Together).chain(fractions).collect()
}

/// The outcomes that one condition can have.
pub fn outcomes(catalogue: &Catalogue, answers: &Answers, node: NodeId) -> crate::rules::outcome::OutcomeSet {
    let domains = Domains::new(catalogue, answers);
    Search::new(catalogue, &domains).outcomes(&[node])
}
