//! Facts proven to matter on whole firms that lie on the border between two outcomes.
//!
//! One firm is enough to show that a fact matters, and it may show that of many facts at once. Such a firm is built rather than searched for: it starts
//! with everything it can have, and things are taken away as long as its outcome stays; whatever cannot be taken away matters. The fact in question is
//! taken away last, so that the outcome may rest on it.
//!
//! Invariants: what is found here is proven, because two firms that differ in one fact alone have two outcomes; what is not found is left to the search.
//! Nothing is fixed: only the slots of open facts are written, which the search does not read.

use super::domain::Domain;
use super::outcome::Outcome;
use super::points::part_points;
use super::search::Search;
use crate::catalogue::{Node, NodeId};
use crate::facts::{FactId, FactSet};
use crate::order;

/// How often a firm is given all it can have: shares follow the amounts they are shares of.
const ASCENTS: usize = 2;

/// The weight of one more outcome of a whole condition, beside what is reached within it.
const LEVEL: i32 = 100;

/// Every value of a firm, in both worlds.
pub(super) type Firm = Vec<(i64, i64)>;

/// A firm as the conditions see it.
struct Seen {
    /// The outcome of the best list.
    best: Outcome,
    /// The outcome of the list that is to be kept.
    kept: Outcome,
    /// The score by which firms are compared.
    merit: i32,
}

impl Search<'_> {
    /// A firm that has all it can have of what these lists ask.
    pub(super) fn rich_firm(&mut self, lists: &[Vec<NodeId>], mask: FactSet) -> Firm {
        for fact in mask.iter() {
            let slot = self.domain(fact).some();
            self.slots[usize::from(fact.0)] = (slot, slot);
        }
        for _ in 0..ASCENTS {
            mask.iter().for_each(|fact| _ = self.move_one(lists, 0, fact, true));
        }
        self.slots.clone()
    }

    /// Facts of `mask` that are seen to change the outcome of the best of these lists while firms are brought to where `fact` may count, with those
    /// seen before; others may change it too.
    pub(super) fn seen_to_matter(&mut self, lists: &[Vec<NodeId>], rich: &Firm, mask: FactSet, seen: FactSet, fact: FactId) -> FactSet {
        let mut now = seen;
        for (kept, list) in lists.iter().enumerate() {
            if now.has(fact) || !list.iter().any(|&node| self.mask(node).has(fact)) {
                continue;
            }
            self.slots.clone_from(rich);
            let mut around: Vec<FactSet> = Vec::new();
            let mut turned = FactSet::default();
            list.iter().for_each(|&node| self.turn(node, fact, &mut around, &mut turned));
            let mut facts: Vec<FactId> = mask.without(turned).iter().collect();
            if !turned.is_empty() {
                facts.iter().for_each(|&other| _ = self.move_one(lists, kept, other, true));
            }
            // What can stand in for all that the fact counts in is taken before what counts together with it.
            let near = |other: FactId| around.iter().filter(|mask| mask.has(other)).map(|mask| mask.len()).min().unwrap_or(u32::MAX);
            order::sort_by_key(&mut facts, |&other| core::cmp::Reverse((other != fact, near(other))));
            // The first pass moves each fact; the second only probes, because later moves can make earlier facts matter.
            for _ in 0..2 {
                for &other in &facts {
                    if self.move_one(lists, kept, other, false) {
                        now = now.union(FactSet::only(other));
                    }
                }
            }
        }
        now
    }

    /// Sets selectors to a case in which the fact counts. `around` receives the facts of each condition that contains it.
    fn turn(&mut self, node: NodeId, fact: FactId, around: &mut Vec<FactSet>, turned: &mut FactSet) {
        let mask = self.mask(node);
        if !mask.has(fact) {
            return;
        }
        around.push(mask);
        let catalogue = self.catalogue;
        let condition = catalogue.node(node);
        if let Node::Switch { fact: selector, cases } = condition
            && let Domain::Options(left) = self.domain(*selector)
            && let place = usize::from(selector.0)
            && !turned.has(*selector)
            && *selector != fact
            && !self.mask(cases[self.slots[place].0 as usize]).has(fact)
            && let Some(option) = left.iter().find(|&option| self.mask(cases[usize::from(option)]).has(fact))
        {
            self.slots[place] = (i64::from(option), i64::from(option));
            *turned = turned.union(FactSet::only(*selector));
        }
        condition.each_below(&catalogue.scores, &mut |inner| self.turn(inner, fact, around, turned));
    }

    /// Gives a fact the value that earns most, or the one that earns least among those that keep the outcomes. Whether some value changes the outcome
    /// of the best list.
    fn move_one(&mut self, lists: &[Vec<NodeId>], kept: usize, fact: FactId, up: bool) -> bool {
        let mut touched: Vec<NodeId> = Vec::new();
        let mut ends: Vec<(Outcome, usize)> = Vec::new();
        for list in lists {
            let mut floor = Outcome::Holds;
            for &node in list {
                if self.catalogue.mask(node).has(fact) {
                    touched.push(node);
                } else {
                    floor = floor.min(self.outcome(node, false));
                }
            }
            ends.push((floor, touched.len()));
        }
        let open = core::mem::replace(&mut self.open, FactSet::only(fact));
        let values = self.representatives(fact, &touched);
        self.open = open;
        let place = usize::from(fact.0);
        let before = self.look(&touched, &ends, kept);
        let mut best = (before.merit, self.slots[place]);
        let mut moves = false;
        for value in values {
            self.slots[place] = (value, value);
            self.steps += touched.len() as u64;
            let now = self.look(&touched, &ends, kept);
            moves |= now.best != before.best;
            let better = if up { best.0 < now.merit } else { now.merit < best.0 && now.best == before.best && now.kept == before.kept };
            if better {
                best = (now.merit, (value, value));
            }
        }
        self.slots[place] = best.1;
        moves
    }

    fn look(&self, touched: &[NodeId], ends: &[(Outcome, usize)], kept: usize) -> Seen {
        let mut seen = Seen { best: Outcome::NotApplicable, kept: Outcome::NotApplicable, merit: 0 };
        let mut start = 0;
        for (index, &(floor, end)) in ends.iter().enumerate() {
            let mut weakest = floor;
            for &node in &touched[start..end] {
                let outcome = self.outcome(node, false);
                weakest = weakest.min(outcome);
                seen.merit += LEVEL * outcome as i32 + self.reached(node);
            }
            start = end;
            seen.best = seen.best.max(weakest);
            if index == kept {
                seen.kept = weakest;
            }
        }
        seen
    }

    /// The score of a firm on a condition.
    fn reached(&self, node: NodeId) -> i32 {
        match self.catalogue.node(node) {
            Node::All(inner) | Node::Any(inner) => inner.iter().map(|&node| self.reached(node)).sum(),
            Node::Trigger(inner) | Node::ReviewIf(inner) => self.reached(*inner),
            Node::Not(inner) => -self.reached(*inner),
            Node::Switch { fact, cases } => self.reached(cases[self.slots[usize::from(fact.0)].0 as usize]),
            Node::Score(score) => {
                let parts = self.catalogue.scores[score.index()].groups.iter().flat_map(|group| &group.parts);
                let holds = |line| self.outcome(line, false) == Outcome::Holds;
                parts.map(|part| i32::from(part_points(part, holds))).sum()
            }
            _ => self.outcome(node, false) as i32,
        }
    }
}
