//! The open facts that are precomputed in the first part of the pack, so that the first questions need no search.

use super::Topics;
use crate::catalogue::{Catalogue, Outlook};
use crate::date::Date;
use crate::facts::{Answers, FactId, FactSet, FactValue};

/// The facts that each open support and rung of these topics depends on. `None` unless at most the first question is answered, on a day with the same lines
/// in force.
pub(super) fn open_sets(catalogue: &Catalogue, answers: &Answers, topics: Topics, day: Date) -> Option<Vec<FactSet>> {
    sets_of(catalogue.outlook.as_ref()?, answers, topics, day)
}

/// The same for an outlook that has not been stored in the pack yet.
pub(super) fn sets_of(outlook: &Outlook, answers: &Answers, topics: Topics, day: Date) -> Option<Vec<FactSet>> {
    let known: Vec<(FactId, FactValue)> = answers.iter().filter_map(|(fact, _)| Some((fact, answers.value(fact)?))).collect();
    let option = match known[..] {
        [] => None,
        [(fact, FactValue::Option(option))] if outlook.first == Some(fact) => Some(usize::from(option)),
        _ => return None,
    };
    let chosen = if topics == Topics::default() { u32::MAX } else { topics.0 };
    let visible = outlook.hanging.iter().filter(|hanging| hanging.topics & chosen != 0);
    let sets = visible.map(|hanging| option.and_then(|option| hanging.after.get(option)).copied().unwrap_or(hanging.facts));
    outlook.days.contains(day).then(|| sets.filter(|set| !set.is_empty()).collect())
}
