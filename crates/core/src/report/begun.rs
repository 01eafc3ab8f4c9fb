//! A report in the making: what is known without a search, and the search for the rest.

use super::opening;
use super::{LadderReport, Report, RungReport, SubjectId, SupportReport, Topics, days_left, status};
use crate::catalogue::{AgencyId, Catalogue, SupportId};
use crate::date::Date;
use crate::facts::{Answers, FactId, FactSet, FactValue};
use crate::ladder::{self, Standing};
use crate::rules::domain::Domains;
use crate::rules::search::Search;
use crate::rules::size;
use crate::rules::verdict::{self, Assessment};

/// Everything visible, with what is known of it.
pub(super) struct Begun<'a> {
    catalogue: &'a Catalogue,
    answers: &'a Answers,
    topics: Topics,
    day: Date,
    /// Supports in the order of the pack, then rungs.
    subjects: Vec<SubjectId>,
    known: Vec<Option<Assessment>>,
}

impl<'a> Begun<'a> {
    /// Takes over what was found before if nothing of it hangs on a changed answer, else what the pack says. A gate, like the next: reports and the engine
    /// come with the rest of the program (xtask/later.txt).
    #[inline(never)]
    pub(super) fn new(
        catalogue: &'a Catalogue,
        answers: &'a Answers,
        topics: Topics,
        day: Date,
        before: Option<(&Report, &Answers)>,
    ) -> Begun<'a> {
        let supports = (0..catalogue.supports.len() as u16).map(SupportId).filter(|&support| topics.cover(catalogue, support));
        let rungs = if topics.cover_ladder(catalogue) { 0..catalogue.rungs.len() } else { 0..0 };
        let subjects: Vec<SubjectId> = supports.map(SubjectId::Support).chain(rungs.map(SubjectId::Rung)).collect();
        let before = before.map(|(report, earlier)| (report, facts_where(catalogue, |fact| earlier.value(fact) != answers.value(fact))));
        let taken_over = |of| {
            let (report, changed) = before?;
            let untouched = subject_facts(catalogue, of).and(changed).is_empty();
            report.assessment(of).filter(|_| untouched).cloned()
        };
        let known_facts = facts_where(catalogue, |fact| answers.value(fact).is_some());
        let stored = |of| opening::assessment(catalogue, of, day, answers, known_facts);
        let known = subjects.iter().map(|&of| taken_over(of).or_else(|| stored(of))).collect();
        Begun { catalogue, answers, topics, day, subjects, known }
    }

    /// The report.
    #[inline(never)]
    pub(super) fn finish(mut self) -> Report {
        let found = self.search();
        self.put_together(found)
    }

    /// Finds what is not known.
    fn search(&mut self) -> Vec<Assessment> {
        let domains = Domains::new(self.catalogue, self.answers);
        let mut search = Search::new(self.catalogue, &domains);
        let both = self.subjects.iter().zip(self.known.drain(..));
        both.map(|(of, known)| known.unwrap_or_else(|| verdict::assess(&mut search, &of.subject(self.catalogue), self.day))).collect()
    }

    fn put_together(self, found: Vec<Assessment>) -> Report {
        let Begun { catalogue, answers, topics, day, subjects, .. } = self;
        let asks = |(of, found): (&SubjectId, &Assessment)| {
            if of.is_over(catalogue, day) { FactSet::default() } else { found.worth_asking() }
        };
        let open_sets: Vec<FactSet> = subjects.iter().zip(&found).map(asks).filter(|set| !set.is_empty()).collect();
        let open = open_sets.iter().fold(FactSet::default(), |all, set| all.union(*set));
        let (mut supports, mut rungs) = (Vec::new(), Vec::new());
        for (of, assessment) in subjects.into_iter().zip(found) {
            match of {
                SubjectId::Support(id) => {
                    let support = &catalogue.supports[id.index()];
                    supports.push(SupportReport {
                        support: id,
                        assessment,
                        status: status(catalogue, &support.sources, support.from, day),
                        days_left: days_left(catalogue, &support.sources, support.from, day),
                        agencies: agencies(catalogue, answers, support.local, support.lead, &support.with),
                    });
                }
                SubjectId::Rung(index) => rungs.push(RungReport { assessment, held: ladder::holds(catalogue, answers, index) }),
            }
        }
        let standing = rungs.first().map_or(Standing::Unknown, |first| ladder::stands_on(catalogue, answers, &first.assessment));
        let ladder = topics.cover_ladder(catalogue).then_some(LadderReport { standing, rungs });
        let size = if has_no_class(catalogue, answers) { Vec::new() } else { size::classes(catalogue, &Domains::new(catalogue, answers)) };
        let unregistered = is_unregistered(catalogue, answers);
        Report { day, size, unregistered, supports, ladder, open, open_sets }
    }
}

fn subject_facts(catalogue: &Catalogue, of: SubjectId) -> FactSet {
    of.subject(catalogue).facts(catalogue)
}

fn facts_where(catalogue: &Catalogue, wanted: impl Fn(FactId) -> bool) -> FactSet {
    let facts = (0..catalogue.facts.len()).map(|index| FactId(index as u8));
    facts.filter(|&fact| wanted(fact)).fold(FactSet::default(), |set, fact| set.union(FactSet::only(fact)))
}

/// The committee of a place that is run by others comes first.
fn agencies(catalogue: &Catalogue, answers: &Answers, local: bool, lead: AgencyId, with: &[AgencyId]) -> Vec<AgencyId> {
    let place = match answers.value(catalogue.place_fact) {
        Some(FactValue::Option(option)) if local => catalogue.places.iter().find(|place| place.option == option),
        _ => None,
    };
    let first = place.and_then(|place| place.first);
    let mut all: Vec<AgencyId> = first.into_iter().collect();
    for &agency in core::iter::once(&lead).chain(with) {
        if !all.contains(&agency) {
            all.push(agency);
        }
    }
    all
}

/// A firm that is still to be founded.
fn is_unregistered(catalogue: &Catalogue, answers: &Answers) -> bool {
    let Some(((fact, _), option)) = catalogue.sizes.no_class.zip(catalogue.sizes.not_registered) else { return false };
    answers.value(fact) == Some(FactValue::Option(option))
}

/// A firm whose legal form certainly has no size class of its own.
fn has_no_class(catalogue: &Catalogue, answers: &Answers) -> bool {
    let Some((fact, options)) = catalogue.sizes.no_class else { return false };
    matches!(answers.value(fact), Some(FactValue::Option(option)) if options.has(option))
}
