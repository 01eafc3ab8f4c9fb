//! What is found before a search, while nothing is known and after the first answer: made for the pack, and read from it.

use super::SubjectId;
use crate::catalogue::{Catalogue, Changed, CriterionId, First, Found, Hanging, Opening, Outlook, SupportId};
use crate::date::{Date, Period};
use crate::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue};
use crate::journey::{self, Mode};
use crate::report::{Topics, outlook};
use crate::rules::domain::Domains;
use crate::rules::outcome::OutcomeSet;
use crate::rules::search::Search;
use crate::rules::verdict::{self, Assessment, Line, Verdict};

/// What is found while nothing is known, and after each answer to the question that is asked first; for the day on which the last of the pack's lines
/// came into force before the pack was last compared with the documents.
pub fn opening(catalogue: &Catalogue) -> Opening {
    let checked = catalogue.pack.checked;
    let turns = catalogue.criteria.iter().flat_map(|criterion| [criterion.period.from, criterion.period.until.map(Date::next)]);
    let day = turns.flatten().filter(|&turn| turn <= checked).fold(catalogue.pack.issued, Date::max);
    let blank = Answers::default();
    let subjects = all(catalogue);
    let found = find(catalogue, &subjects, &blank, day);
    let both = subjects.iter().zip(&found);
    let open: Vec<FactSet> = both.map(|(&of, found)| worth_asking(catalogue, of, found, day)).filter(|set| !set.is_empty()).collect();
    let first = journey::next_question(catalogue, &open, &blank, Mode::Full).and_then(|fact| first(catalogue, &subjects, fact, day));
    Opening { day, found, first }
}

/// The part of an opening that the first questions need.
pub fn outlook(catalogue: &Catalogue, opening: &Opening) -> Outlook {
    let topics = |of: &SubjectId| {
        let shows = |topic: &usize| match of {
            SubjectId::Support(id) => catalogue.is_of_topic(*topic, *id),
            SubjectId::Rung(_) => catalogue.topics[*topic].ladder,
        };
        (0..catalogue.topics.len()).filter(shows).fold(0, |topics, topic| topics | 1 << topic)
    };
    let asks = |of: SubjectId, found: &Found| worth_asking(catalogue, of, found, opening.day);
    let after = |place: usize, of: SubjectId| {
        let changed = opening.first.iter().flat_map(|first| &first.changed).find(|changed| usize::from(changed.place) == place);
        changed.map_or_else(Vec::new, |changed| changed.options.iter().map(|&at| asks(of, &changed.found[usize::from(at)])).collect())
    };
    let found = all(catalogue).into_iter().zip(&opening.found).enumerate();
    let hanging = found.map(|(place, (of, found))| Hanging { topics: topics(&of), facts: asks(of, found), after: after(place, of) });
    let mut outlook = Outlook {
        days: same_lines(catalogue, opening.day),
        near: FactSet::default(),
        first: opening.first.as_ref().map(|first| first.fact),
        hanging: hanging.collect(),
    };
    outlook.near = near(catalogue, &outlook, opening.day);
    outlook
}

/// The facts that it is worth asking for: none where it cannot be met, or is over.
fn worth_asking(catalogue: &Catalogue, of: SubjectId, found: &Found, day: Date) -> FactSet {
    if verdict::can_be_met(OutcomeSet(found.outcomes)) && !of.is_over(catalogue, day) { found.depends_on } else { FactSet::default() }
}

/// The days around this one on which the same lines are in force, and the same supports are over.
fn same_lines(catalogue: &Catalogue, day: Date) -> Period {
    let over = |day: Date| all(catalogue).into_iter().map(|of| of.is_over(catalogue, day)).collect::<Vec<bool>>();
    // A line is in force from one of these days on, or no longer; so is a document.
    let turns = |period: &Period| period.from.into_iter().chain(period.until.map(Date::next)).collect::<Vec<Date>>();
    let of_lines = catalogue.criteria.iter().flat_map(|criterion| turns(&criterion.period));
    let documents = catalogue.sources.iter().flat_map(|source| turns(&source.period));
    let of_supports = documents.filter(|turn| over(turn.previous()) != over(*turn));
    let mut days = Period::default();
    for turn in of_lines.chain(of_supports) {
        if turn <= day {
            days.from = days.from.max(Some(turn));
        } else {
            days.until = days.until.map_or(Some(turn.previous()), |until| Some(until.min(turn.previous())));
        }
    }
    days
}

/// The facts that may be asked first, whatever single topic is chosen, and with all of them those that may come second.
fn near(catalogue: &Catalogue, outlook: &Outlook, day: Date) -> FactSet {
    let mut near = FactSet::default();
    let mut ask = |answers: &Answers, topics: Topics, mode: Mode| {
        let open = outlook::sets_of(outlook, answers, topics, day)?;
        let next = journey::next_question(catalogue, &open, answers, mode)?;
        near = near.union(FactSet::only(next));
        Some(next)
    };
    for mode in [Mode::Full, Mode::Quick] {
        for topic in 0..catalogue.topics.len() {
            ask(&Answers::default(), Topics(1 << topic), mode);
        }
        let Some(first) = ask(&Answers::default(), Topics::default(), mode) else { continue };
        let mut answers = Answers::default();
        answers.skip(first);
        ask(&answers, Topics::default(), mode);
        answers.set(first, Answer::Unknown);
        ask(&answers, Topics::default(), mode);
        for (option, _) in (0..).zip(&catalogue.fact(first).options) {
            answers.set(first, Answer::Known(FactValue::Option(option)));
            ask(&answers, Topics::default(), mode);
        }
    }
    near
}

fn all(catalogue: &Catalogue) -> Vec<SubjectId> {
    let supports = (0..).zip(&catalogue.supports).map(|(index, _)| SubjectId::Support(SupportId(index)));
    supports.chain((0..catalogue.rungs.len()).map(SubjectId::Rung)).collect()
}

/// What each option of a fact changes; none for a fact of another kind.
fn first(catalogue: &Catalogue, subjects: &[SubjectId], fact: FactId, day: Date) -> Option<First> {
    let about = catalogue.fact(fact);
    if !matches!(about.kind, FactKind::One | FactKind::Yes) {
        return None;
    }
    let known = (0..).zip(&about.options).map(|(option, _)| {
        let mut answers = Answers::default();
        answers.set(fact, Answer::Known(FactValue::Option(option)));
        answers
    });
    let known: Vec<Answers> = known.collect();
    let mention = (0..).zip(subjects).filter(|(_, of)| of.subject(catalogue).facts(catalogue).has(fact));
    let changed = |(place, of): (u8, &SubjectId)| {
        let (mut options, mut found) = (Vec::new(), Vec::new());
        for answers in &known {
            for now in find(catalogue, core::slice::from_ref(of), answers, day) {
                let at = found.iter().position(|before| *before == now).unwrap_or(found.len());
                options.push(at as u8);
                if at == found.len() {
                    found.push(now);
                }
            }
        }
        Changed { place, options, found }
    };
    Some(First { fact, changed: mention.map(changed).collect() })
}

fn find(catalogue: &Catalogue, subjects: &[SubjectId], answers: &Answers, day: Date) -> Vec<Found> {
    let domains = Domains::new(catalogue, answers);
    let mut search = Search::new(catalogue, &domains);
    let found = |of: &SubjectId| {
        let subject = of.subject(catalogue);
        let outcomes = search.outcomes_of_best(&subject.lists(catalogue, day));
        let Assessment { depends_on, trigger, rules, .. } = verdict::assess(&mut search, &subject, day);
        Found { outcomes: outcomes.0, depends_on, trigger: trigger.0, lines: rules.iter().flatten().map(|line| line.outcomes.0).collect() }
    };
    subjects.iter().map(found).collect()
}

/// What the pack says of a support or rung, if none of its facts is known or only the first one; and the lines in force are those it was found for.
pub(super) fn assessment(catalogue: &Catalogue, of: SubjectId, day: Date, answers: &Answers, known: FactSet) -> Option<Assessment> {
    let opening = catalogue.opening.as_ref()?;
    let subject = of.subject(catalogue);
    let same = |rule: &&[CriterionId]| catalogue.in_force(rule, day).eq(catalogue.in_force(rule, opening.day));
    if !subject.rules.iter().all(same) {
        return None;
    }
    let found = found(opening, of.place(catalogue), subject.facts(catalogue).and(known), answers)?;
    let mut outcomes = found.lines.iter();
    let mut rules = Vec::new();
    for rule in &subject.rules {
        let mut lines = Vec::new();
        for criterion in catalogue.in_force(rule, day) {
            lines.push(Line { criterion, outcomes: OutcomeSet(*outcomes.next()?) });
        }
        rules.push(lines);
    }
    let outcomes = OutcomeSet(found.outcomes);
    Some(Assessment { verdict: Verdict::of(outcomes), outcomes, depends_on: found.depends_on, trigger: OutcomeSet(found.trigger), rules })
}

/// What was found at a place with these of its facts known.
fn found<'a>(opening: &'a Opening, place: usize, known: FactSet, answers: &Answers) -> Option<&'a Found> {
    if known.is_empty() {
        return opening.found.get(place);
    }
    let first = opening.first.as_ref().filter(|first| known == FactSet::only(first.fact))?;
    let FactValue::Option(option) = answers.value(first.fact)? else { return None };
    let changed = first.changed.iter().find(|changed| usize::from(changed.place) == place)?;
    changed.found.get(usize::from(*changed.options.get(usize::from(option))?))
}
