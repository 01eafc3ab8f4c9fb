//! `all` and `any`: conditions joined, component by component.
//!
//! Conditions that share no open fact are independent, and independent sets of outcomes combine exactly. Where conditions share a fact, it is fixed to
//! one choice after the other until what is left is independent.

use super::super::domain::Domain;
use super::super::outcome::{Outcome, OutcomePairs};
use super::super::search::Search;
use crate::catalogue::{Node, NodeId};
use crate::facts::{FactId, FactSet};

/// How conditions join.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// The weakest.
    All,
    /// The strongest.
    Any,
}

impl Join {
    /// Two outcomes joined.
    pub fn of(self, a: Outcome, b: Outcome) -> Outcome {
        match self {
            Join::All => a.min(b),
            Join::Any => a.max(b),
        }
    }

    /// What changes nothing that it is joined with.
    pub const fn neutral(self) -> OutcomePairs {
        match self {
            Join::All => OutcomePairs::only(Outcome::Holds, Outcome::Holds),
            Join::Any => OutcomePairs::only(Outcome::NotApplicable, Outcome::NotApplicable),
        }
    }
}

/// The strongest of these outcomes, evaluated no further than necessary.
pub fn strongest(mut outcomes: impl Iterator<Item = Outcome>) -> Option<Outcome> {
    let mut strongest = None;
    outcomes.any(|outcome| {
        strongest = strongest.max(Some(outcome));
        outcome == Outcome::Holds
    });
    strongest
}

/// Each condition as a list of its own.
pub fn each(nodes: &[NodeId]) -> Vec<&[NodeId]> {
    nodes.iter().map(core::slice::from_ref).collect()
}

/// The facts that two of these sets share.
pub fn shared(masks: impl Iterator<Item = FactSet>) -> FactSet {
    let (mut once, mut twice) = (FactSet::default(), FactSet::default());
    for mask in masks {
        twice = twice.union(once.and(mask));
        once = once.union(mask);
    }
    twice
}

/// Removes the last of the items from the list, with those that are connected with it by the facts of their masks, and returns them.
pub fn take_component<T: Copy>(rest: &mut Vec<T>, mask_of: impl Fn(T) -> FactSet) -> Vec<T> {
    let mut component: Vec<T> = rest.pop().into_iter().collect();
    let mut mask = component.iter().fold(FactSet::default(), |set, &item| set.union(mask_of(item)));
    loop {
        let before = component.len();
        rest.retain(|&item| {
            let joins = !mask_of(item).and(mask).is_empty();
            if joins {
                component.push(item);
                mask = mask.union(mask_of(item));
            }
            !joins
        });
        if component.len() == before {
            return component;
        }
    }
}

impl Search<'_> {
    /// Pairs of outcomes that the joined conditions can have.
    pub(in super::super) fn join(&mut self, nodes: &[NodeId], join: Join) -> OutcomePairs {
        let (mut joined, mut rest) = self.join_known(nodes, join);
        let absorbing = match join {
            Join::Any => Outcome::Holds,
            Join::All if nodes.iter().any(|&node| matches!(self.problem.catalogue.node(node), Node::Trigger(_))) => Outcome::NotApplicable,
            Join::All => Outcome::Fails,
        };
        while joined != OutcomePairs::only(absorbing, absorbing) && !rest.is_empty() {
            let component = take_component(&mut rest, |node| self.open_facts(node));
            joined = joined.combine(self.join_component(&component, join), |a, b| join.of(a, b));
        }
        joined
    }

    /// The outcomes of those that are known, joined, and those that are not.
    pub(in super::super) fn join_known(&self, nodes: &[NodeId], join: Join) -> (OutcomePairs, Vec<NodeId>) {
        let mut joined = join.neutral();
        let mut rest: Vec<NodeId> = Vec::new();
        for &node in nodes {
            if self.open_facts(node).is_empty() {
                joined = joined.combine(self.known(node), |a, b| join.of(a, b));
            } else {
                rest.push(node);
            }
        }
        (joined, rest)
    }

    /// Conditions that open facts connect: the one that most of them share is fixed, choice by choice.
    pub(in super::super) fn join_component(&mut self, nodes: &[NodeId], join: Join) -> OutcomePairs {
        if let [only] = nodes[..] {
            return self.possible(only);
        }
        let Some(fact) = self.most_shared(nodes, None) else { return self.join(nodes, join) };
        if nodes.iter().all(|&node| self.is_untouched(node)) {
            let place = self.cache.place_of(nodes, join);
            self.get_or_compute(|cache| cache.joint(place), |search| search.join_by_choices(fact, nodes, join))
        } else {
            self.join_by_choices(fact, nodes, join)
        }
    }

    fn join_by_choices(&mut self, fact: FactId, nodes: &[NodeId], join: Join) -> OutcomePairs {
        let bound = self.independent_bound(nodes, join);
        let mut union = OutcomePairs::NONE;
        for choice in self.choices(fact, &each(nodes)) {
            union = union.union(self.with(choice, |search| search.join(nodes, join)));
            if union == bound {
                break;
            }
        }
        union
    }

    /// A superset of the joint outcomes: what the conditions could give if they shared nothing. Read from the cache alone; every pair where it has none.
    fn independent_bound(&self, nodes: &[NodeId], join: Join) -> OutcomePairs {
        let mut bound = join.neutral();
        for &node in nodes {
            match self.cache.outcomes[node.index()] {
                Some(pairs) if self.is_untouched(node) => bound = bound.combine(pairs, |a, b| join.of(a, b)),
                _ => return OutcomePairs::ALL,
            }
        }
        bound
    }

    /// The open fact that the largest number of these share, facts with options first; `None` if no two share one.
    pub(in super::super) fn most_shared(&self, nodes: &[NodeId], except: Option<FactId>) -> Option<FactId> {
        let weight = |fact: &FactId| {
            let uses = nodes.iter().filter(|&&node| self.open_facts(node).has(*fact)).count();
            (uses, !matches!(self.assignment.domain(*fact), Domain::Range(..)))
        };
        let shared = shared(nodes.iter().map(|&node| self.open_facts(node)));
        shared.iter().filter(|&fact| Some(fact) != except).max_by_key(weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neutral_outcome_changes_nothing() {
        for join in [Join::All, Join::Any] {
            for outcome in Outcome::ALL {
                let only = OutcomePairs::only(outcome, outcome);
                assert_eq!(only.combine(join.neutral(), |a, b| join.of(a, b)), only);
            }
        }
    }

    #[test]
    fn the_strongest_is_looked_for_no_further_than_necessary() {
        let mut asked = 0;
        let outcomes = [Outcome::Fails, Outcome::Holds, Outcome::Review];
        let found = strongest(outcomes.into_iter().inspect(|_| asked += 1));
        assert_eq!((found, asked), (Some(Outcome::Holds), 2));
        assert_eq!(strongest([].into_iter()), None);
    }

    #[test]
    fn a_component_is_what_hangs_together() {
        let masks = [FactSet(0b0011), FactSet(0b1000), FactSet(0b0110), FactSet(0b0100)];
        let mut rest: Vec<usize> = vec![0, 1, 2, 3];
        let mut component = take_component(&mut rest, |item| masks[item]);
        component.sort_unstable();
        assert_eq!((component, rest), (vec![0, 2, 3], vec![1]));
        assert_eq!(shared(masks.into_iter()), FactSet(0b0110));
    }
}
