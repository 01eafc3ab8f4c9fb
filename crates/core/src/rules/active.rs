//! The facts that still count below a condition.
//!
//! Facts leave a condition in three ways: they are known or fixed; all that mentions them is decided by the answers alone; or an assumed range or
//! ratio decides it for the moment.

use super::evaluate::compare;
use super::search::Search;
use crate::catalogue::{Node, NodeId};
use crate::facts::FactSet;

impl Search<'_> {
    /// The facts that are open below a condition.
    pub(super) fn open_facts(&self, node: NodeId) -> FactSet {
        let open = self.undecided_facts(node).and(self.assignment.open());
        if open.and(self.assignment.narrowed_or_ratio()).is_empty() { open } else { self.active_facts(node).and(self.assignment.open()) }
    }

    /// The facts that are open below any of these.
    pub(super) fn open_facts_of(&self, nodes: &[NodeId]) -> FactSet {
        nodes.iter().fold(FactSet::default(), |set, &node| set.union(self.open_facts(node)))
    }

    /// Whether a condition's facts are as the answers left them, so that what is found of it can be kept.
    pub(super) fn is_untouched(&self, node: NodeId) -> bool {
        self.undecided_facts(node).and(self.assignment.touched()).is_empty()
    }

    /// Finds what the answers alone decide in a condition: it counts as known from then on, though facts below it are open.
    pub(super) fn classify(&mut self, node: NodeId) {
        if self.cache.undecided[node.index()].is_some() || !self.is_untouched(node) {
            return;
        }
        let catalogue = self.problem.catalogue;
        let condition = catalogue.node(node);
        condition.each_below(&catalogue.scores, &mut |inner| self.classify(inner));
        let is_decided = self.possible(node).0.count_ones() == 1;
        let is_leaf = matches!(condition, Node::Options { .. } | Node::Compare { .. } | Node::Ratio { .. } | Node::Sum { .. });
        self.cache.undecided[node.index()] = Some(if is_decided {
            FactSet::default()
        } else if is_leaf {
            catalogue.mask(node)
        } else {
            self.problem.facts_below(condition, &|inner| self.classified_facts(inner))
        });
    }

    /// The facts below a condition, without those that only decided conditions mention, as far as that was found.
    fn classified_facts(&self, node: NodeId) -> FactSet {
        self.cache.undecided[node.index()].unwrap_or_else(|| self.problem.catalogue.mask(node))
    }

    /// The same; all of them while one of them may be what the answers do not allow.
    fn undecided_facts(&self, node: NodeId) -> FactSet {
        let all = self.problem.catalogue.mask(node);
        if all.and(self.assignment.out_of_domain()).is_empty() { self.classified_facts(node) } else { all }
    }

    /// The facts below a condition, but for comparisons that a narrowed range decides, and ratios that an assumption does.
    fn active_facts(&self, node: NodeId) -> FactSet {
        let all = self.undecided_facts(node);
        if all.and(self.assignment.narrowed_or_ratio()).is_empty() {
            return all;
        }
        let revision = self.assignment.revision();
        let (known_for, known) = self.cache.active[node.index()].get();
        if known_for == revision {
            return known;
        }
        let active = match self.problem.catalogue.node(node) {
            Node::Compare { fact, min, max } if compare::is_decided(self.assignment.domain(*fact), *min, *max) => FactSet::default(),
            Node::Ratio { numerator, denominator, .. } if self.assignment.ratio(*numerator, *denominator).is_some() => FactSet::default(),
            Node::Options { .. } | Node::Compare { .. } | Node::Ratio { .. } | Node::Sum { .. } => all,
            within => self.problem.facts_below(within, &|node| self.active_facts(node)),
        };
        self.cache.active[node.index()].set((revision, active));
        active
    }
}
