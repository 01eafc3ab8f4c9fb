//! Finitely many values of a fact that stand for all of them.
//!
//! Each condition on one fact cuts its domain at its bounds; a ratio or a sum cuts it where a value of the other fact would, so breakpoints are carried
//! across such links, from every end of every interval of the other fact. Between two neighbouring breakpoints, which combinations of conditions the
//! *other* facts can realise is the same for every value, so that one value stands for the interval.
//!
//! Two bounds on one ratio leave a strip between them that may hold no integer while the numbers are small. From a certain value on every strip holds
//! one ([`Search::dense_from`]), so that the largest value of an interval realises all that any of its values does; intervals that end below are listed
//! value by value.
//!
//! Carrying breakpoints ends because links form a forest (a lint); what is fixed is a breakpoint of its own.

mod breakpoints;
mod leaves;

pub(super) use breakpoints::intervals;
use leaves::Leaves;

use super::domain::Domain;
use super::evaluate::options;
use super::search::Search;
use crate::catalogue::{Node, NodeId};
use crate::facts::{FactId, FactSet};
use crate::order;

impl Search<'_> {
    /// Values of an open fact that realise everything any of its values can, with respect to these conditions.
    pub(super) fn representatives(&self, fact: FactId, nodes: &[NodeId]) -> Vec<i64> {
        // What another fact cuts matters only through ratios and sums.
        let leaves = self.leaves(self.problem.linked(fact), nodes);
        match self.assignment.domain(fact) {
            Domain::Options(left) => self.told_apart(fact, left.iter().map(i64::from), &leaves),
            Domain::Subsets(_) => self.subsets(fact, &leaves),
            Domain::Set(set) => vec![i64::from(set.0)],
            Domain::Range(low, high) => self.numbers(fact, low, high, &leaves),
        }
    }

    fn numbers(&self, fact: FactId, low: i64, high: i64, leaves: &Leaves) -> Vec<i64> {
        let only = FactSet::only(fact);
        let breakpoints = self.breakpoints(fact, only, leaves);
        let dense_from = self.dense_from(fact, only, leaves);
        let mut values = Vec::new();
        for (start, end) in intervals(low, high, &breakpoints) {
            if end <= dense_from {
                // No ratio tells negative values apart.
                values.extend((start < 0).then_some(end.min(-1)));
                values.extend(start.max(0)..=end);
            } else {
                values.push(end);
            }
        }
        let near = self.near_sum_bounds(fact, leaves);
        if !near.is_empty() {
            values.extend(near.into_iter().flat_map(|(from, to)| from.max(low)..=to.min(high)));
            order::sort(&mut values);
            values.dedup();
        }
        values
    }

    /// Up to this value of a number, one that realises less than the last of its interval may stand before it.
    pub(super) fn listed_up_to(&self, fact: FactId, nodes: &[NodeId]) -> i64 {
        self.dense_from(fact, FactSet::only(fact), &self.leaves(self.problem.linked(fact), nodes))
    }

    /// One of these values for each outcome of the conditions on the fact.
    fn told_apart(&self, fact: FactId, values: impl Iterator<Item = i64>, leaves: &Leaves) -> Vec<i64> {
        let mut seen: Vec<Vec<u16>> = Vec::new();
        let mut found = Vec::new();
        for value in values {
            let signature = self.signature(fact, value, leaves);
            if !seen.contains(&signature) {
                seen.push(signature);
                found.push(value);
            }
        }
        found
    }

    /// What a value does to every condition on its fact.
    fn signature(&self, fact: FactId, value: i64, leaves: &Leaves) -> Vec<u16> {
        let domain = self.assignment.domain(fact);
        let of_leaf = |&leaf: &NodeId| match self.problem.catalogue.node(leaf) {
            Node::Options { fact: of, options } if *of == fact => Some(u16::from(options::holds(domain, *options, value))),
            _ => None,
        };
        let of_switch = |&switch: &NodeId| match self.problem.catalogue.node(switch) {
            Node::Switch { fact: of, cases } if *of == fact => Some(cases[value as usize].0),
            _ => None,
        };
        leaves.conditions.iter().filter_map(of_leaf).chain(leaves.switches.iter().filter_map(of_switch)).collect()
    }

    /// Sets of options: one option stands for all that the same conditions name; of the sets of those, one for each outcome of the conditions.
    fn subsets(&self, fact: FactId, leaves: &Leaves) -> Vec<i64> {
        let Domain::Subsets(all) = self.assignment.domain(fact) else { return Vec::new() };
        let named = all.iter().map(|option| 1 << option).filter(|&option| self.signature(fact, option, leaves).contains(&1));
        let kinds = self.told_apart(fact, named, leaves);
        let set_of = |choice: u32| kinds.iter().enumerate().filter(|(index, _)| choice >> index & 1 == 1).map(|(_, option)| option).sum();
        self.told_apart(fact, (0..1_u32 << kinds.len()).map(set_of), leaves)
    }
}
