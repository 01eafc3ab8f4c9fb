//! Which outcomes a condition can have: one module for each kind of condition.
//!
//! Each kind says two things: its outcome on one firm, and the pairs of outcomes that it can have while facts are open.

use super::assignment::World;
use super::outcome::{Outcome, OutcomePairs};
use super::search::Search;
use crate::catalogue::{Node, NodeId};
use join::Join;

pub(super) mod alternatives;
pub(super) mod compare;
pub(super) mod join;
pub(super) mod linear;
pub(super) mod options;
pub(super) mod score;
mod switch;
pub(super) mod wrap;

impl Search<'_> {
    /// Pairs of outcomes that the condition can have.
    pub(super) fn possible(&mut self, node: NodeId) -> OutcomePairs {
        if self.open_facts(node).is_empty() {
            return self.known(node);
        }
        if self.is_untouched(node) {
            self.get_or_compute(|cache| &mut cache.outcomes[node.index()], |search| search.evaluate(node))
        } else {
            self.evaluate(node)
        }
    }

    fn evaluate(&mut self, node: NodeId) -> OutcomePairs {
        self.steps += 1;
        let catalogue = self.problem.catalogue;
        match catalogue.node(node) {
            Node::Constant(_) | Node::Review => self.known(node),
            Node::Options { fact, options } => options::possible(self.assignment.domain(*fact), *options),
            Node::Compare { fact, min, max } => compare::possible(self.assignment.domain(*fact), *min, *max),
            Node::Ratio { .. } | Node::Sum { .. } => self.linear(node),
            Node::Not(inner) => self.possible(*inner).map(Outcome::not),
            Node::ReviewIf(inner) => self.possible(*inner).map(wrap::review_if),
            Node::Trigger(inner) => self.possible(*inner).map(wrap::trigger),
            Node::All(inner) => self.join(inner, Join::All),
            Node::Any(inner) => self.join(inner, Join::Any),
            Node::Switch { fact, cases } => self.switch(*fact, cases),
            Node::Score(score) => self.score(node, *score),
        }
    }

    /// The outcomes of a condition whose facts are all known or fixed.
    pub(super) fn known(&self, node: NodeId) -> OutcomePairs {
        let first = self.outcome(node, World::First);
        let differs = !self.problem.catalogue.mask(node).and(self.assignment.differing()).is_empty();
        OutcomePairs::only(first, if differs { self.outcome(node, World::Second) } else { first })
    }

    /// The outcome in one world; every fact of the condition is known or fixed, or its value makes no difference.
    pub(super) fn outcome(&self, node: NodeId, world: World) -> Outcome {
        let value = |fact| self.assignment.value(fact, world);
        match self.problem.catalogue.node(node) {
            Node::Constant(holds) => Outcome::of(*holds),
            Node::Review => Outcome::Review,
            Node::Options { fact, options } => Outcome::of(options::holds(self.assignment.domain(*fact), *options, value(*fact))),
            Node::Compare { fact, min, max } => Outcome::of(compare::holds(*min, *max, value(*fact))),
            Node::Ratio { numerator, denominator, percent } => Outcome::of(self.ratio_holds(*numerator, *denominator, *percent, world)),
            Node::Sum { facts, min } => Outcome::of(min.0 <= value(facts[0]) + value(facts[1])),
            Node::Not(inner) => self.outcome(*inner, world).not(),
            Node::ReviewIf(inner) => wrap::review_if(self.outcome(*inner, world)),
            Node::Trigger(inner) => wrap::trigger(self.outcome(*inner, world)),
            Node::All(inner) => inner.iter().map(|&n| self.outcome(n, world)).min().unwrap_or(Outcome::Holds),
            Node::Any(inner) => join::strongest(inner.iter().map(|&n| self.outcome(n, world))).unwrap_or(Outcome::Fails),
            Node::Switch { fact, cases } => self.outcome(cases[value(*fact) as usize], world),
            Node::Score(score) => {
                let score = &self.problem.catalogue.scores[score.index()];
                Outcome::of(score::passes(score, |line| self.outcome(line, world) == Outcome::Holds))
            }
        }
    }
}
