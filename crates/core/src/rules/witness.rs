//! Firms that show what a rule can do: for each outcome, one firm that has it.

use super::assignment::Change;
use super::outcome::Outcome;
use super::search::Search;
use crate::catalogue::NodeId;
use crate::facts::{FactId, FactSet};

/// Values of the facts that the rule mentions, all of them, such that the best of the lists has this outcome. `None` when no completion has it.
pub fn witness(search: &mut Search<'_>, lists: &[Vec<NodeId>], outcome: Outcome) -> Option<Vec<(FactId, i64)>> {
    if !search.outcomes_of_best(lists).has(outcome) {
        return None;
    }
    let nodes: Vec<NodeId> = lists.iter().flatten().copied().collect();
    let mask = nodes.iter().fold(FactSet::default(), |set, &node| set.union(search.problem.catalogue.mask(node)));
    let facts: Vec<FactId> = mask.and(search.assignment.open()).iter().collect();
    let mut chosen = Vec::new();
    choose(search, lists, &nodes, outcome, &facts, &mut chosen).then_some(chosen)
}

/// Chooses a value for each of these facts; `false` where one of them has none that keeps the outcome possible.
fn choose(
    search: &mut Search<'_>,
    lists: &[Vec<NodeId>],
    nodes: &[NodeId],
    outcome: Outcome,
    facts: &[FactId],
    chosen: &mut Vec<(FactId, i64)>,
) -> bool {
    let Some((&fact, rest)) = facts.split_first() else { return true };
    for value in search.representatives(fact, nodes) {
        let found = search.with(Change::Value(fact, value), |search| {
            search.outcomes_of_best(lists).has(outcome).then(|| {
                chosen.push((fact, value));
                choose(search, lists, nodes, outcome, rest, chosen)
            })
        });
        // A value that keeps the outcome possible leaves some completion for the facts that follow.
        if let Some(found) = found {
            return found;
        }
    }
    false
}
