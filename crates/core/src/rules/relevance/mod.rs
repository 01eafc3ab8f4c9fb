//! Which facts can still change an outcome.
//!
//! A fact is *pivotal* if two completions that differ in it alone give two outcomes. The search runs in two worlds at once, which differ in that fact by
//! one step between neighbouring representatives: if any two values of a fact give different outcomes, some two neighbours do. A *target*, the pairs of
//! outcomes that would make a difference further up, prunes it, and the first witness ends it.

mod alternatives;
mod greedy;

use super::assignment::{Change, Profile};
use super::evaluate::join::{Join, each, take_component};
use super::evaluate::wrap::{review_if, trigger};
use super::outcome::{Outcome, OutcomePairs, OutcomeSet};
use super::search::Search;
use crate::catalogue::{Node, NodeId, ScoreId};
use crate::facts::{FactId, FactSet};

/// Steps that a search for a witness may take before whole firms are looked at.
const ALLOWANCE: u64 = 150;

/// What is looked for: two outcomes of one of these pairs that this fact alone leads between.
#[derive(Clone, Copy)]
struct Target {
    fact: FactId,
    pairs: OutcomePairs,
}

impl Target {
    /// The same of a condition that `change` turns into this one.
    fn before(self, change: impl Fn(Outcome) -> Outcome) -> Target {
        Target { pairs: self.pairs.preimage(change), ..self }
    }

    /// The same of one part, beside others that have these outcomes; `None` if nothing that the part does can lead there.
    fn beside(self, others: OutcomeSet, join: Join) -> Option<Target> {
        let leads_there = |&(a, b): &(Outcome, Outcome)| {
            others.iter().any(|other| OutcomePairs::only(join.of(a, other), join.of(b, other)).meets(self.pairs))
        };
        let pairs =
            OutcomePairs::ALL.iter().filter(leads_there).fold(OutcomePairs::NONE, |set, (a, b)| set.union(OutcomePairs::only(a, b)));
        (pairs != OutcomePairs::NONE).then_some(Target { pairs, ..self })
    }
}

impl Search<'_> {
    /// The facts that can change the outcome of the best of these lists: two completions that differ in the fact alone give two outcomes.
    pub fn depends_on(&mut self, lists: &[Vec<NodeId>]) -> FactSet {
        lists.iter().flatten().for_each(|&node| self.classify(node));
        let mask = lists.iter().fold(FactSet::default(), |set, list| set.union(self.open_facts_of(list)));
        let open: Vec<Vec<NodeId>> =
            lists.iter().filter(|list| lists.len() == 1 || !self.outcomes(list).is_only(Outcome::Fails)).cloned().collect();
        let mut found = FactSet::default();
        let mut richest: Option<Profile> = None;
        for fact in mask.iter() {
            if found.has(fact) {
                continue;
            }
            let target = Target { fact, pairs: OutcomePairs::DIFFERENT };
            self.limit = self.steps + ALLOWANCE;
            let mut matters = self.is_pivotal_for_best(&open, target);
            let cut = self.is_spent();
            self.limit = u64::MAX;
            if !matters && cut {
                let richest = richest.get_or_insert_with(|| self.maximal_profile(&open, mask));
                found = found.union(self.pivotal_by_descent(&open, richest, mask, fact));
                matters = found.has(fact) || self.is_pivotal_for_best(&open, target);
            }
            if matters {
                found = found.union(FactSet::only(fact));
            }
        }
        found
    }

    /// Whether the fact is pivotal for the best of these lists; no witness may also mean that the search was spent.
    fn is_pivotal_for_best(&mut self, lists: &[Vec<NodeId>], target: Target) -> bool {
        match lists {
            [] => false,
            [only] => self.is_pivotal(only, Join::All, target),
            several => self.is_pivotal_for_rules(several, target),
        }
    }

    /// Whether the fact is pivotal for the joined conditions.
    fn is_pivotal(&mut self, nodes: &[NodeId], join: Join, target: Target) -> bool {
        if self.is_spent() {
            return false;
        }
        let (component, others) = self.component_with(target.fact, nodes, join);
        if component.is_empty() {
            return false;
        }
        // Conditions without the fact have one outcome in both worlds: without a trigger among those with it, no one world alone is “not applicable”.
        let is_trigger = |&node: &NodeId| matches!(self.problem.catalogue.node(node), Node::Trigger(_));
        let moves_trigger = component.iter().any(|node| is_trigger(node) && self.open_facts(*node).has(target.fact));
        let Some(mut target) = target.beside(others, join) else { return false };
        if join == Join::All && !moves_trigger {
            target.pairs = target.pairs.without(OutcomePairs::ONE_NOT_APPLICABLE);
        }
        if target.pairs == OutcomePairs::NONE {
            return false;
        }
        if let [only] = component[..] {
            return self.is_pivotal_within(only, target);
        }
        let Some(shared) = self.most_shared(&component, Some(target.fact)) else {
            return self.is_pivotal_at(&component, target, &mut |search, nodes| search.join(nodes, join));
        };
        let choices = self.choices(shared, &each(&component));
        choices.into_iter().any(|choice| self.with(choice, |search| search.is_pivotal(&component, join, target)))
    }

    /// The conditions that open facts connect with this fact, and the outcomes of all others joined.
    fn component_with(&mut self, fact: FactId, nodes: &[NodeId], join: Join) -> (Vec<NodeId>, OutcomeSet) {
        let (known, mut rest) = self.join_known(nodes, join);
        let mut others = known.first();
        let mut component: Vec<NodeId> = Vec::new();
        while !rest.is_empty() {
            let taken = take_component(&mut rest, |node| self.open_facts(node));
            if taken.iter().any(|&node| self.open_facts(node).has(fact)) {
                component = taken;
            } else {
                let pairs = self.join_component(&taken, join);
                others = OutcomePairs::equal(others).combine(pairs, |a, b| join.of(a, b)).first();
            }
        }
        (component, others)
    }

    /// Whether the fact is pivotal for one condition.
    fn is_pivotal_within(&mut self, node: NodeId, target: Target) -> bool {
        let catalogue = self.problem.catalogue;
        match catalogue.node(node) {
            Node::All(inner) => self.is_pivotal(inner, Join::All, target),
            Node::Any(inner) => self.is_pivotal(inner, Join::Any, target),
            Node::Not(inner) => self.is_pivotal_within(*inner, target.before(Outcome::not)),
            Node::ReviewIf(inner) => self.is_pivotal_within(*inner, target.before(review_if)),
            Node::Trigger(inner) => self.is_pivotal_within(*inner, target.before(trigger)),
            Node::Switch { fact: selector, cases } if *selector != target.fact => self.is_pivotal_in_a_case(*selector, cases, target),
            Node::Score(score) => self.is_pivotal_for_score(*score, node, target),
            _ => self.is_pivotal_at(&[node], target, &mut |search, nodes| search.possible(nodes[0])),
        }
    }

    fn is_pivotal_in_a_case(&mut self, selector: FactId, cases: &[NodeId], target: Target) -> bool {
        if !self.assignment.open().has(selector) {
            let case = cases[self.assignment.values(selector).0 as usize];
            return self.open_facts(case).has(target.fact) && self.is_pivotal_within(case, target);
        }
        let cases = self.cases(selector, cases, |search, case| search.open_facts(case).has(target.fact));
        let mut is_pivotal = |(option, case)| self.with(Change::Value(selector, option), |search| search.is_pivotal_within(case, target));
        cases.into_iter().any(&mut is_pivotal)
    }

    /// A score is boolean: only a pair of true and false can be a target. Facts that its parts share are fixed first.
    fn is_pivotal_for_score(&mut self, score: ScoreId, node: NodeId, target: Target) -> bool {
        let (fails, holds) = (OutcomeSet::only(Outcome::Fails), OutcomeSet::only(Outcome::Holds));
        if !target.pairs.meets(fails.beside(holds).union(holds.beside(fails))) {
            return false;
        }
        let definition = &self.problem.catalogue.scores[score.index()];
        let Some(shared) = self.shared_by_parts(definition, Some(target.fact)) else {
            return self.is_pivotal_at(&[node], target, &mut |search, nodes| search.possible(nodes[0]));
        };
        let choices = self.choices_of_parts(shared, definition);
        choices.into_iter().any(|choice| self.with(choice, |search| search.is_pivotal_for_score(score, node, target)))
    }

    /// Whether some step from one representative of the fact to the next leads between two outcomes of the target. What the fact is weighed against
    /// is fixed first.
    fn is_pivotal_at(&mut self, nodes: &[NodeId], target: Target, evaluate: &mut dyn FnMut(&mut Self, &[NodeId]) -> OutcomePairs) -> bool {
        if self.is_spent() {
            return false;
        }
        // Both outcomes of a pair must be possible at all.
        let possible = evaluate(self, nodes).first();
        if !target.pairs.iter().any(|(a, b)| possible.has(a) && possible.has(b)) {
            return false;
        }
        let Target { fact, pairs } = target;
        if let Some(partner) = self.open_partner(fact, nodes) {
            let values = self.representatives(partner, nodes);
            return values
                .into_iter()
                .any(|value| self.with(Change::Value(partner, value), |search| search.is_pivotal_at(nodes, target, evaluate)));
        }
        let values = self.representatives(fact, nodes);
        values.windows(2).any(|step| self.with(Change::Step(fact, step[0], step[1]), |search| evaluate(search, nodes)).meets(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(a: Outcome, b: Outcome) -> Target {
        Target { fact: FactId(0), pairs: OutcomePairs::only(a, b) }
    }

    #[test]
    fn beside_what_fails_nothing_makes_all_hold() {
        let wanted = target(Outcome::Fails, Outcome::Holds);
        assert!(wanted.beside(OutcomeSet::only(Outcome::Fails), Join::All).is_none());
        let beside = wanted.beside(OutcomeSet::only(Outcome::Holds), Join::All).expect("a way there");
        assert_eq!(beside.pairs, wanted.pairs);
    }

    #[test]
    fn what_others_can_be_widens_the_target() {
        let others = OutcomeSet::only(Outcome::Fails).union(OutcomeSet::only(Outcome::Review));
        let beside = target(Outcome::Review, Outcome::Holds).beside(others, Join::Any).expect("a way there");
        let from = |a| OutcomePairs::only(a, Outcome::Holds);
        assert_eq!(beside.pairs, from(Outcome::NotApplicable).union(from(Outcome::Fails)).union(from(Outcome::Review)));
    }

    #[test]
    fn behind_a_negation_the_target_is_turned() {
        assert!(
            target(Outcome::Fails, Outcome::Holds).before(Outcome::not).pairs.meets(OutcomePairs::only(Outcome::Holds, Outcome::Fails))
        );
    }
}
