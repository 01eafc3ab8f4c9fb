//! Firms that show what a rule can do: for each outcome, one firm that has it.

use super::outcome::{Outcome, OutcomeSet};
use super::search::Search;
use crate::catalogue::NodeId;
use crate::facts::{FactId, FactSet};

/// Values of the facts that the rule mentions, all of them, such that the best of the lists has this outcome. `None` when no completion has it.
pub fn witness(search: &mut Search<'_>, lists: &[Vec<NodeId>], outcome: Outcome) -> Option<Vec<(FactId, i64)>> {
    if !search.outcomes_of_best(lists).has(outcome) {
        return None;
    }
    let nodes: Vec<NodeId> = lists.iter().flatten().copied().collect();
    let mut chosen = Vec::new();
    let mask = nodes.iter().fold(FactSet::default(), |set, &node| set.union(search.catalogue.mask(node))).and(search.open);
    for fact in mask.iter() {
        let values = search.representatives(fact, &nodes);
        let value = values.into_iter().find(|&value| {
            search.fix(fact, value, value);
            let keeps: OutcomeSet = search.outcomes_of_best(lists);
            if !keeps.has(outcome) {
                search.release(fact);
            }
            keeps.has(outcome)
        });
        match value {
            Some(value) => chosen.push((fact, value)),
            None => break,
        }
    }
    for &(fact, _) in &chosen {
        search.release(fact);
    }
    (chosen.len() as u32 == mask.len()).then_some(chosen)
}
