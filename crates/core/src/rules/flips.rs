//! Whether a fact alone can move a condition between two outcomes: the search in two worlds at once.
//!
//! A *goal* is the set of pairs of outcomes that would make a difference further up; it prunes the search, and the first witness ends it.

use super::domain::Domain;
use super::outcome::{Outcome, OutcomePairs, OutcomeSet};
use super::search::{Join, Search, each, review_if, trigger};
use crate::catalogue::{Node, NodeId, Score, ScoreId};
use crate::facts::FactId;

/// Pairs of which exactly one outcome is “not applicable”.
const ONE_NOT_APPLICABLE: u16 = 0b0001_0001_0001_1110;

impl<'a> Search<'a> {
    /// Whether the fact alone can move the joined conditions between two outcomes of a pair in `goal`.
    pub(super) fn flips(&mut self, nodes: &[NodeId], join: Join, fact: FactId, goal: OutcomePairs) -> bool {
        if self.is_spent() {
            return false;
        }
        let mut others = join.neutral().first();
        let mut component: Vec<NodeId> = Vec::new();
        let mut rest: Vec<NodeId> = Vec::new();
        for &node in nodes {
            if self.mask(node).is_empty() {
                others = OutcomePairs::equal(others).combine(self.known(node), |a, b| join.of(a, b)).first();
            } else {
                rest.push(node);
            }
        }
        while !rest.is_empty() {
            let taken = self.take_component(&mut rest);
            if taken.iter().any(|&node| self.mask(node).has(fact)) {
                component = taken;
            } else {
                let pairs = if let [only] = taken[..] { self.pairs(only) } else { self.joint(&taken, join) };
                others = OutcomePairs::equal(others).combine(pairs, |a, b| join.of(a, b)).first();
            }
        }
        if component.is_empty() {
            return false;
        }
        // Conditions without the fact have one outcome in both worlds: without a trigger among those with it, no one world alone is “not applicable”.
        let moves_trigger =
            component.iter().any(|&node| matches!(self.catalogue.node(node), Node::Trigger(_)) && self.mask(node).has(fact));
        let mut goal = goal_behind(goal, others, join);
        if join == Join::All && !moves_trigger {
            goal = OutcomePairs(goal.0 & !ONE_NOT_APPLICABLE);
        }
        if goal == OutcomePairs::NONE {
            return false;
        }
        if let [only] = component[..] {
            return self.node_flips(only, fact, goal);
        }
        match self.most_shared(&component, Some(fact)) {
            Some(shared) => {
                for choice in self.choices(shared, &each(&component)) {
                    let undo = self.put(shared, choice);
                    let found = self.flips(&component, join, fact, goal);
                    self.undo(undo);
                    if found {
                        return true;
                    }
                }
                false
            }
            None => self.steps_flip(&component, fact, goal, &mut |search, nodes| search.join(nodes, join)),
        }
    }

    pub(super) fn node_flips(&mut self, node: NodeId, fact: FactId, goal: OutcomePairs) -> bool {
        let catalogue = self.catalogue;
        match catalogue.node(node) {
            Node::All(inner) => self.flips(inner, Join::All, fact, goal),
            Node::Any(inner) => self.flips(inner, Join::Any, fact, goal),
            Node::Not(inner) => self.node_flips(*inner, fact, goal_before(goal, Outcome::not)),
            Node::ReviewIf(inner) => self.node_flips(*inner, fact, goal_before(goal, review_if)),
            Node::Trigger(inner) => self.node_flips(*inner, fact, goal_before(goal, trigger)),
            Node::Switch { fact: selector, cases } if *selector != fact => {
                if !self.open.has(*selector) {
                    let (option, _) = self.slots[usize::from(selector.0)];
                    return self.mask(cases[option as usize]).has(fact) && self.node_flips(cases[option as usize], fact, goal);
                }
                let Domain::Options(left) = self.domain(*selector) else { return false };
                let mut seen: Vec<NodeId> = Vec::new();
                for option in left.iter() {
                    let case = cases[usize::from(option)];
                    if !self.mask(case).has(fact) || seen.contains(&case) && !self.mask(case).has(*selector) {
                        continue;
                    }
                    seen.push(case);
                    self.fix(*selector, i64::from(option), i64::from(option));
                    let found = self.node_flips(case, fact, goal);
                    self.release(*selector);
                    if found {
                        return true;
                    }
                }
                false
            }
            Node::Score(score) => self.score_flips(*score, node, fact, goal),
            _ => self.steps_flip(&[node], fact, goal, &mut |search, nodes| search.pairs(nodes[0])),
        }
    }

    /// A score is boolean: only a pair of true and false can be a goal. Facts that its parts share are fixed first.
    pub(super) fn score_flips(&mut self, score: ScoreId, node: NodeId, fact: FactId, goal: OutcomePairs) -> bool {
        if !goal.meets(OutcomePairs::only(Outcome::Fails, Outcome::Holds).union(OutcomePairs::only(Outcome::Holds, Outcome::Fails))) {
            return false;
        }
        let definition: &'a Score = &self.catalogue.scores[score.index()];
        match self.shared_by_parts(definition, Some(fact)) {
            Some(shared) => {
                for choice in self.choices_of_parts(shared, definition) {
                    let undo = self.put(shared, choice);
                    let found = self.score_flips(score, node, fact, goal);
                    self.undo(undo);
                    if found {
                        return true;
                    }
                }
                false
            }
            None => self.steps_flip(&[node], fact, goal, &mut |search, nodes| search.pairs(nodes[0])),
        }
    }

    /// Steps from one representative of the fact to the next, in two worlds. What the fact is weighed against is fixed first.
    pub(super) fn steps_flip(
        &mut self,
        nodes: &[NodeId],
        fact: FactId,
        goal: OutcomePairs,
        evaluate: &mut dyn FnMut(&mut Self, &[NodeId]) -> OutcomePairs,
    ) -> bool {
        if self.is_spent() {
            return false;
        }
        // Both outcomes of a pair must be possible at all.
        let possible = evaluate(self, nodes).first();
        if !goal.iter().any(|(a, b)| possible.has(a) && possible.has(b)) {
            return false;
        }
        if let Some(partner) = self.open_partner(fact, nodes) {
            for value in self.representatives(partner, nodes) {
                self.fix(partner, value, value);
                let found = self.steps_flip(nodes, fact, goal, evaluate);
                self.release(partner);
                if found {
                    return true;
                }
            }
            return false;
        }
        let values = self.representatives(fact, nodes);
        for step in values.windows(2) {
            self.fix(fact, step[0], step[1]);
            let pairs = evaluate(self, nodes);
            self.release(fact);
            if pairs.meets(goal) {
                return true;
            }
        }
        false
    }
}

/// The pairs of one part that some outcome of the others turns into a pair of the goal.
pub(super) fn goal_behind(goal: OutcomePairs, others: OutcomeSet, join: Join) -> OutcomePairs {
    let mut behind = OutcomePairs::NONE;
    for (a, b) in OutcomePairs(!0).iter() {
        if others.iter().any(|other| OutcomePairs::only(join.of(a, other), join.of(b, other)).meets(goal)) {
            behind = behind.union(OutcomePairs::only(a, b));
        }
    }
    behind
}

fn goal_before(goal: OutcomePairs, change: impl Fn(Outcome) -> Outcome) -> OutcomePairs {
    OutcomePairs(!0)
        .iter()
        .filter(|&(a, b)| OutcomePairs::only(change(a), change(b)).meets(goal))
        .fold(OutcomePairs::NONE, |set, (a, b)| set.union(OutcomePairs::only(a, b)))
}
