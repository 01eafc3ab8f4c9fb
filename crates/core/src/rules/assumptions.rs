//! Temporary assumptions of a search: fixed values, narrowed ranges, ratios taken as reached.
//!
//! Invariant: assumptions are undone in the order of a stack; results for conditions that they do not touch are kept.

use super::domain::Domain;
use super::search::Search;
use crate::catalogue::{Node, NodeId};
use crate::facts::{FactId, FactSet};
use crate::units::Quantity;

/// A temporary assumption about one fact.
#[derive(Clone, Copy)]
pub(super) enum Choice {
    /// One value.
    Value(i64),
    /// A number between two bounds.
    Range(i64, i64),
}

/// A ratio that is assumed to reach a share and no more, whatever the two numbers are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    pub numerator: FactId,
    pub denominator: FactId,
    /// The largest bound that it reaches, if any.
    pub reached: Option<Quantity>,
}

impl Share {
    /// Whether it reaches a bound.
    pub(super) fn holds(&self, percent: Quantity) -> bool {
        self.reached.is_some_and(|reached| percent <= reached)
    }

    fn facts(&self) -> FactSet {
        FactSet::only(self.numerator).union(FactSet::only(self.denominator))
    }
}

/// What is needed to undo a choice.
pub(super) struct Undo {
    fact: FactId,
    choice: Choice,
    before: Domain,
}

/// What is needed to undo an assumption.
pub(super) struct Assumed {
    fact: FactId,
    domain: Domain,
    slot: (i64, i64),
    open: FactSet,
    assumed: FactSet,
}

impl Search<'_> {
    /// The facts that are open below a condition.
    pub(super) fn mask(&self, node: NodeId) -> FactSet {
        let open = self.facts(node).and(self.open);
        if open.and(self.bent).is_empty() { open } else { self.live(node).and(self.open) }
    }

    /// The facts below a condition, but for comparisons that a narrowed range decides, and ratios that a share does.
    pub(super) fn live(&self, node: NodeId) -> FactSet {
        let all = self.facts(node);
        if all.and(self.bent).is_empty() {
            return all;
        }
        let (known_for, known) = self.live[node.index()].get();
        if known_for == self.narrowing {
            return known;
        }
        let live = match self.catalogue.node(node) {
            Node::Compare { fact, min, max } => match self.domain(*fact) {
                Domain::Range(low, high) => {
                    let (min, max) = (min.map_or(low, |q| q.0), max.map_or(high, |q| q.0));
                    let decided = min <= low && high <= max || high < min || max < low;
                    if decided { FactSet::default() } else { all }
                }
                _ => all,
            },
            Node::Ratio { numerator, denominator, .. } if self.share(*numerator, *denominator).is_some() => FactSet::default(),
            Node::Options { .. } | Node::Ratio { .. } | Node::Sum { .. } => all,
            within => self.below(within, &|node| self.live(node)),
        };
        self.live[node.index()].set((self.narrowing, live));
        live
    }

    /// The facts of everything directly below, and of the selector.
    fn below(&self, node: &Node, of: &dyn Fn(NodeId) -> FactSet) -> FactSet {
        let mut facts = match node {
            Node::Switch { fact, .. } => FactSet::only(*fact),
            _ => FactSet::default(),
        };
        node.each_below(&self.catalogue.scores, &mut |inner| facts = facts.union(of(inner)));
        facts
    }

    /// The facts below a condition, as far as the answers alone do not decide what they are below of.
    fn facts(&self, node: NodeId) -> FactSet {
        let all = self.catalogue.mask(node);
        if all.and(self.beyond).is_empty() { self.undecided[node.index()] } else { all }
    }

    /// Finds what the answers alone decide in a condition: it counts as known from then on, though facts below it are open.
    pub(super) fn settle(&mut self, node: NodeId) {
        if self.settled[node.index()] || !self.untouched(node) {
            return;
        }
        self.settled[node.index()] = true;
        let catalogue = self.catalogue;
        let condition = catalogue.node(node);
        condition.each_below(&catalogue.scores, &mut |inner| self.settle(inner));
        let is_decided = self.pairs(node).0.count_ones() == 1;
        let is_leaf = matches!(condition, Node::Options { .. } | Node::Compare { .. } | Node::Ratio { .. } | Node::Sum { .. });
        if is_decided {
            self.undecided[node.index()] = FactSet::default();
        } else if !is_leaf {
            self.undecided[node.index()] = self.below(condition, &|inner| self.undecided[inner.index()]);
        }
    }

    /// Takes a fact to be within a domain, whatever was answered, until it is forgotten; in the order of a stack.
    pub(super) fn assume(&mut self, fact: FactId, domain: Domain) -> Assumed {
        let before =
            Assumed { fact, domain: self.domain(fact), slot: self.slots[usize::from(fact.0)], open: self.open, assumed: self.assumed };
        let bit = FactSet::only(fact);
        match domain.single() {
            Some(value) => {
                self.slots[usize::from(fact.0)] = (value, value);
                self.open = self.open.without(bit);
            }
            None => self.open = self.open.union(bit),
        }
        if let Domain::Range(low, _) = domain {
            // Comparisons that the range decides are read off any of its values.
            self.slots[usize::from(fact.0)] = (low, low);
        }
        self.assumed = self.assumed.union(bit);
        self.find_beyond();
        self.narrow(fact, domain);
        before
    }

    pub(super) fn forget(&mut self, assumed: Assumed) {
        self.narrow(assumed.fact, assumed.domain);
        self.slots[usize::from(assumed.fact.0)] = assumed.slot;
        self.open = assumed.open;
        self.assumed = assumed.assumed;
        self.find_beyond();
    }

    fn find_beyond(&mut self) {
        self.beyond = self.grants.iter().fold(self.assumed, |set, &(fact, ..)| set.union(FactSet::only(fact)));
    }

    /// Takes every ratio of these two facts up to a share as reached, until it is taken back.
    pub(super) fn grant(&mut self, numerator: FactId, denominator: FactId, percent: Quantity) {
        self.grants.push((numerator, denominator, percent));
        self.find_beyond();
    }

    /// Takes every share back.
    pub(super) fn ungrant(&mut self) {
        self.grants.clear();
        self.find_beyond();
    }

    pub(super) fn is_granted(&self, of: FactId, over: FactId, percent: Quantity) -> bool {
        self.grants.iter().any(|&(numerator, denominator, most)| numerator == of && denominator == over && percent <= most)
    }

    /// The current domain of a fact.
    pub(super) fn domain(&self, fact: FactId) -> Domain {
        self.left[usize::from(fact.0)]
    }

    /// Whether a condition's facts are as the answers left them, so that what is known of it can be kept.
    pub(super) fn untouched(&self, node: NodeId) -> bool {
        self.facts(node).and(self.fixed.union(self.bent).union(self.beyond)).is_empty()
    }

    /// Fixes or narrows a fact until that is undone.
    pub(super) fn put(&mut self, fact: FactId, choice: Choice) -> Undo {
        let before = self.domain(fact);
        match choice {
            Choice::Value(value) => self.fix(fact, value, value),
            Choice::Range(low, high) => {
                // Comparisons that the range decides are read off any of its values.
                self.slots[usize::from(fact.0)] = (low, low);
                self.narrow(fact, Domain::Range(low, high));
            }
        }
        Undo { fact, choice, before }
    }

    pub(super) fn undo(&mut self, undo: Undo) {
        match undo.choice {
            Choice::Value(_) => self.release(undo.fact),
            Choice::Range(..) => self.narrow(undo.fact, undo.before),
        }
    }

    pub(super) fn narrow(&mut self, fact: FactId, to: Domain) {
        self.left[usize::from(fact.0)] = to;
        let bit = FactSet::only(fact);
        self.narrowed = if to == self.domains.get(fact) { self.narrowed.without(bit) } else { self.narrowed.union(bit) };
        self.renarrow();
    }

    /// What was known for the former ranges and shares is forgotten.
    pub(super) fn renarrow(&mut self) {
        self.narrowings += 1;
        self.narrowing = self.narrowings;
        self.bent = self.shares.iter().fold(self.narrowed, |set, share| set.union(share.facts()));
    }

    /// How far the share of one number in another is taken to reach.
    pub(super) fn share(&self, numerator: FactId, denominator: FactId) -> Option<&Share> {
        self.shares.iter().find(|share| share.numerator == numerator && share.denominator == denominator)
    }

    /// Choices that stand for all values of a shared number or option. Where one part alone weighs the fact against another, it is enough to
    /// know for the rest between which of its bounds the number lies, and it stays open there.
    pub(super) fn choices(&self, fact: FactId, parts: &[&[NodeId]]) -> Vec<Choice> {
        if let Domain::Range(low, high) = self.domain(fact) {
            let (linear, cuts) = self.comparisons(fact, parts);
            let ranges = super::representatives::cells(low, high, &cuts);
            if linear == 1 && 1 < ranges.len() {
                return ranges.into_iter().map(|(low, high)| Choice::Range(low, high)).collect();
            }
        }
        self.representatives(fact, &parts.concat()).into_iter().map(Choice::Value).collect()
    }

    /// Fixes a fact until that is undone.
    pub(super) fn fix(&mut self, fact: FactId, first: i64, second: i64) {
        let bit = FactSet::only(fact);
        self.slots[usize::from(fact.0)] = (first, second);
        self.open = self.open.without(bit);
        self.fixed = self.fixed.union(bit);
        self.split = if first == second { self.split.without(bit) } else { self.split.union(bit) };
    }

    pub(super) fn release(&mut self, fact: FactId) {
        let bit = FactSet::only(fact);
        self.open = self.open.union(bit);
        self.fixed = self.fixed.without(bit);
        self.split = self.split.without(bit);
    }
}
