//! Facts proven pivotal on whole firms that lie on the border between two outcomes.
//!
//! One firm is enough to show that a fact is pivotal, and it may show that of many facts at once. Such a firm is built rather than searched for: it
//! starts with everything it can have, and things are taken away as long as its outcome stays; whatever cannot be taken away is pivotal. The fact in
//! question is taken away last, so that the outcome may rest on it.
//!
//! Invariant: what is found here is proven, because two firms that differ in one fact alone have two outcomes; what is not found is left to the search.

use crate::catalogue::{Node, NodeId};
use crate::facts::{FactId, FactSet};
use crate::order;
use crate::rules::assignment::{Profile, World};
use crate::rules::domain::Domain;
use crate::rules::evaluate::score::part_points;
use crate::rules::outcome::Outcome;
use crate::rules::search::Search;

/// How often a firm is given all it can have: ratios follow the amounts that they are ratios of.
const ASCENTS: usize = 2;

/// How often things are taken away. The second time only tries each fact, because later moves can make earlier facts pivotal.
const DESCENTS: usize = 2;

/// The weight of one more outcome of a whole condition, beside what is reached within it.
const OUTCOME: i32 = 100;

/// The conditions that a fact can move, list by list.
struct Affected {
    nodes: Vec<NodeId>,
    /// For each list, the weakest outcome of its other conditions, and where its own end in `nodes`.
    ends: Vec<(Outcome, usize)>,
}

/// A firm as the conditions see it.
#[derive(Clone, Copy)]
struct Seen {
    /// The outcome of the best list.
    best: Outcome,
    /// The outcome of the list that is to be kept.
    kept: Outcome,
    /// The score by which firms are compared.
    score: i32,
}

/// The conditions around a fact, while a case is selected in which it counts.
struct Around {
    fact: FactId,
    /// The facts of each condition that contains it.
    masks: Vec<FactSet>,
    /// Selectors that were set for it.
    selected: FactSet,
}

impl Search<'_> {
    /// A firm that has all it can have of what these lists ask.
    pub(super) fn maximal_profile(&mut self, lists: &[Vec<NodeId>], mask: FactSet) -> Profile {
        let ascend = |search: &mut Self| {
            for _ in 0..ASCENTS {
                mask.iter().for_each(|fact| _ = search.move_to_best_value(lists, 0, fact, true));
            }
        };
        self.with_profile(self.assignment.profile(mask), ascend).1
    }

    /// Facts of `mask` that are seen to change the outcome of the best of these lists while firms are brought to where `fact` may count; others may
    /// change it too.
    pub(super) fn pivotal_by_descent(&mut self, lists: &[Vec<NodeId>], richest: &Profile, mask: FactSet, fact: FactId) -> FactSet {
        let mut found = FactSet::default();
        for (kept, list) in lists.iter().enumerate() {
            if !found.has(fact) && self.open_facts_of(list).has(fact) {
                let (seen, _) = self.with_profile(richest.clone(), |search| search.descend(lists, kept, mask, fact));
                found = found.union(seen);
            }
        }
        found
    }

    /// Takes things away from the firm at hand, while the list that is kept keeps its outcome.
    fn descend(&mut self, lists: &[Vec<NodeId>], kept: usize, mask: FactSet, fact: FactId) -> FactSet {
        let mut around = Around { fact, masks: Vec::new(), selected: FactSet::default() };
        lists[kept].iter().for_each(|&node| self.select_case(node, &mut around));
        let mut facts: Vec<FactId> = mask.without(around.selected).iter().collect();
        if !around.selected.is_empty() {
            facts.iter().for_each(|&other| _ = self.move_to_best_value(lists, kept, other, true));
        }
        // What can stand in for all that the fact counts in is taken before what counts together with it.
        let near = |other: FactId| around.masks.iter().filter(|mask| mask.has(other)).map(|mask| mask.len()).min().unwrap_or(u32::MAX);
        order::sort_by_key(&mut facts, |&other| core::cmp::Reverse((other != fact, near(other))));
        let mut found = FactSet::default();
        for _ in 0..DESCENTS {
            for &other in &facts {
                if self.move_to_best_value(lists, kept, other, false) {
                    found = found.union(FactSet::only(other));
                }
            }
        }
        found
    }

    /// Sets selectors to a case in which the fact counts.
    fn select_case(&mut self, node: NodeId, around: &mut Around) {
        let (mask, fact) = (self.open_facts(node), around.fact);
        if !mask.has(fact) {
            return;
        }
        around.masks.push(mask);
        let catalogue = self.problem.catalogue;
        let condition = catalogue.node(node);
        if let Node::Switch { fact: selector, cases } = condition
            && let Domain::Options(left) = self.assignment.domain(*selector)
            && !around.selected.has(*selector)
            && *selector != fact
            && !self.open_facts(cases[self.assignment.values(*selector).0 as usize]).has(fact)
            && let Some(option) = left.iter().find(|&option| self.open_facts(cases[usize::from(option)]).has(fact))
        {
            self.assignment.move_profile(*selector, i64::from(option));
            around.selected = around.selected.union(FactSet::only(*selector));
        }
        condition.each_below(&catalogue.scores, &mut |inner| self.select_case(inner, around));
    }

    /// Gives a fact of the firm at hand the value that earns most (`up`), or the one that earns least among those that keep the outcomes. Whether some
    /// value changes the outcome of the best list.
    fn move_to_best_value(&mut self, lists: &[Vec<NodeId>], kept: usize, fact: FactId, up: bool) -> bool {
        let affected = self.affected_by(fact, lists);
        let values = self.with_only_open(fact, |search| search.representatives(fact, &affected.nodes));
        let before = self.probe(&affected, kept);
        let mut best = (before.score, self.assignment.values(fact).0);
        let mut moves = false;
        for value in values {
            self.assignment.move_profile(fact, value);
            self.steps += affected.nodes.len() as u64;
            let now = self.probe(&affected, kept);
            moves |= now.best != before.best;
            let better = if up { best.0 < now.score } else { now.score < best.0 && now.best == before.best && now.kept == before.kept };
            if better {
                best = (now.score, value);
            }
        }
        self.assignment.move_profile(fact, best.1);
        moves
    }

    fn affected_by(&self, fact: FactId, lists: &[Vec<NodeId>]) -> Affected {
        let mut affected = Affected { nodes: Vec::new(), ends: Vec::new() };
        for list in lists {
            let mut floor = Outcome::Holds;
            for &node in list {
                if self.problem.catalogue.mask(node).has(fact) {
                    affected.nodes.push(node);
                } else {
                    floor = floor.min(self.outcome(node, World::First));
                }
            }
            affected.ends.push((floor, affected.nodes.len()));
        }
        affected
    }

    /// The firm at hand as the conditions see it.
    fn probe(&self, affected: &Affected, kept: usize) -> Seen {
        let mut seen = Seen { best: Outcome::NotApplicable, kept: Outcome::NotApplicable, score: 0 };
        let mut start = 0;
        for (index, &(floor, end)) in affected.ends.iter().enumerate() {
            let mut weakest = floor;
            for &node in &affected.nodes[start..end] {
                let outcome = self.outcome(node, World::First);
                weakest = weakest.min(outcome);
                seen.score += OUTCOME * outcome as i32 + self.score_of(node);
            }
            start = end;
            seen.best = seen.best.max(weakest);
            if index == kept {
                seen.kept = weakest;
            }
        }
        seen
    }

    /// How far the firm at hand reaches in a condition.
    fn score_of(&self, node: NodeId) -> i32 {
        match self.problem.catalogue.node(node) {
            Node::All(inner) | Node::Any(inner) => inner.iter().map(|&node| self.score_of(node)).sum(),
            Node::Trigger(inner) | Node::ReviewIf(inner) => self.score_of(*inner),
            Node::Not(inner) => -self.score_of(*inner),
            Node::Switch { fact, cases } => self.score_of(cases[self.assignment.values(*fact).0 as usize]),
            Node::Score(score) => {
                let parts = self.problem.catalogue.scores[score.index()].groups.iter().flat_map(|group| &group.parts);
                let holds = |line| self.outcome(line, World::First) == Outcome::Holds;
                parts.map(|part| i32::from(part_points(part, holds))).sum()
            }
            _ => self.outcome(node, World::First) as i32,
        }
    }
}
