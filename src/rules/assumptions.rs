//! What a search takes for granted for a moment: fixed values, narrowed ranges, shares taken as reached.
//!
//! Invariant: everything is taken back in the order of a stack; what is known of untouched conditions is kept.

use super::domain::Domain;
use super::search::Search;
use crate::catalogue::{Node, NodeId};
use crate::facts::{FactId, FactSet};
use crate::units::Quantity;

/// What a fact is taken to be for a moment.
#[derive(Clone, Copy)]
pub(super) enum Choice {
    /// One value.
    Value(i64),
    /// A number between two bounds.
    Range(i64, i64),
}

/// How to take a choice back.
pub(super) struct Undo {
    fact: FactId,
    choice: Choice,
    before: Domain,
}

/// How to forget what was assumed.
pub(super) struct Assumed {
    fact: FactId,
    domain: Domain,
    slot: (i64, i64),
    open: FactSet,
}

impl Search<'_> {
    /// The facts that are open below a condition.
    pub(super) fn mask(&self, node: NodeId) -> FactSet {
        let open = self.catalogue.mask(node).and(self.open);
        if open.and(self.narrowed).is_empty() { open } else { self.live(node).and(self.open) }
    }

    /// The facts below a condition, but for comparisons that a narrowed range decides.
    pub(super) fn live(&self, node: NodeId) -> FactSet {
        let all = self.catalogue.mask(node);
        if all.and(self.narrowed).is_empty() {
            return all;
        }
        let (known_for, known) = self.live[node.index()].get();
        if known_for == self.narrowing {
            return known;
        }
        let below = |nodes: &[NodeId]| nodes.iter().fold(FactSet::default(), |set, &inner| set.union(self.live(inner)));
        let live = match self.catalogue.node(node) {
            Node::Compare { fact, min, max } => match self.domain(*fact) {
                Domain::Range(low, high) => {
                    let (min, max) = (min.map_or(low, |q| q.0), max.map_or(high, |q| q.0));
                    let decided = min <= low && high <= max || high < min || max < low;
                    if decided { FactSet::default() } else { all }
                }
                _ => all,
            },
            Node::Not(inner) | Node::ReviewIf(inner) | Node::Trigger(inner) => self.live(*inner),
            Node::All(inner) | Node::Any(inner) => below(inner),
            Node::Switch { fact, cases } => below(cases).union(FactSet::only(*fact)),
            Node::Score(score) => {
                let parts = self.catalogue.scores[score.index()].groups.iter().flat_map(|group| &group.parts);
                parts.flat_map(|part| &part.lines).fold(FactSet::default(), |set, &(line, _)| set.union(self.live(line)))
            }
            Node::Constant(_) | Node::Review | Node::Options { .. } | Node::Ratio { .. } | Node::Sum { .. } => all,
        };
        self.live[node.index()].set((self.narrowing, live));
        live
    }

    /// Takes a fact to be within a domain, whatever was answered, until it is forgotten; in the order of a stack.
    pub(super) fn assume(&mut self, fact: FactId, domain: Domain) -> Assumed {
        let before = Assumed { fact, domain: self.domain(fact), slot: self.slots[usize::from(fact.0)], open: self.open };
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
        self.narrow(fact, domain);
        before
    }

    pub(super) fn forget(&mut self, assumed: Assumed) {
        self.narrow(assumed.fact, assumed.domain);
        self.slots[usize::from(assumed.fact.0)] = assumed.slot;
        self.open = assumed.open;
    }

    /// Takes every ratio of these two facts up to a share as reached, until it is taken back.
    pub(super) fn grant(&mut self, numerator: FactId, denominator: FactId, percent: Quantity) {
        self.grants.push((numerator, denominator, percent));
    }

    /// Takes every share back.
    pub(super) fn ungrant(&mut self) {
        self.grants.clear();
    }

    pub(super) fn is_granted(&self, of: FactId, over: FactId, percent: Quantity) -> bool {
        self.grants.iter().any(|&(numerator, denominator, most)| numerator == of && denominator == over && percent <= most)
    }

    /// What is left of a domain at the moment.
    pub(super) fn domain(&self, fact: FactId) -> Domain {
        self.left[usize::from(fact.0)]
    }

    /// Whether a condition's facts are as the answers left them, so that what is known of it can be kept.
    pub(super) fn untouched(&self, node: NodeId) -> bool {
        let granted = self.grants.iter().fold(FactSet::default(), |set, &(fact, ..)| set.union(FactSet::only(fact)));
        self.catalogue.mask(node).and(self.fixed.union(self.narrowed).union(granted)).is_empty()
    }

    /// Sets or narrows a fact for a moment.
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
        self.narrowings += 1;
        self.narrowing = self.narrowings;
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

    /// Sets a fact for a moment.
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
