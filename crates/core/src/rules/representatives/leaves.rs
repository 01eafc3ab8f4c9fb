//! The conditions on some facts below a list of nodes, and what they ask.

use super::super::assignment::AssumedRatio;
use super::super::search::Search;
use crate::catalogue::{Node, NodeId};
use crate::facts::{FactId, FactSet};
use crate::order;
use crate::units::Quantity;

/// The conditions on some facts below a list of nodes, each once, as far as facts are open.
pub(super) struct Leaves {
    about: FactSet,
    /// Conditions that have none below them.
    pub conditions: Vec<NodeId>,
    /// Conditions that pick a case by an open fact.
    pub switches: Vec<NodeId>,
}

/// The bounds on one ratio, and the part that asks about it.
struct Asked {
    numerator: FactId,
    denominator: FactId,
    /// `None` when several do.
    part: Option<usize>,
    bounds: Vec<Quantity>,
}

impl Search<'_> {
    pub(super) fn leaves(&self, about: FactSet, nodes: &[NodeId]) -> Leaves {
        self.cache.walk.set(self.cache.walk.get() + 1);
        let mut leaves = Leaves { about, conditions: Vec::new(), switches: Vec::new() };
        nodes.iter().for_each(|&node| self.collect(node, &mut leaves));
        leaves
    }

    fn collect(&self, node: NodeId, leaves: &mut Leaves) {
        let walk = self.cache.walk.get();
        if self.open_facts(node).and(leaves.about).is_empty() || self.cache.met_in[node.index()].replace(walk) == walk {
            return;
        }
        match self.problem.catalogue.node(node) {
            Node::Constant(_) | Node::Review => {}
            Node::Options { .. } | Node::Compare { .. } | Node::Ratio { .. } | Node::Sum { .. } => leaves.conditions.push(node),
            Node::Switch { fact, cases } if !self.assignment.open().has(*fact) => {
                let (first, second) = self.assignment.values(*fact);
                self.collect(cases[first as usize], leaves);
                if first != second {
                    self.collect(cases[second as usize], leaves);
                }
            }
            within => {
                if matches!(within, Node::Switch { .. }) {
                    leaves.switches.push(node);
                }
                within.each_below(&self.problem.catalogue.scores, &mut |inner| self.collect(inner, leaves));
            }
        }
    }

    /// An open fact that is weighed against this one in a ratio or a sum.
    pub(in super::super) fn open_partner(&self, fact: FactId, nodes: &[NodeId]) -> Option<FactId> {
        let leaves = self.leaves(FactSet::only(fact), nodes);
        leaves.conditions.iter().find_map(|&leaf| self.open_partner_in(leaf, fact))
    }

    /// The open fact that this condition weighs against another one.
    pub(super) fn open_partner_in(&self, leaf: NodeId, fact: FactId) -> Option<FactId> {
        self.problem.partner(leaf, fact).filter(|&partner| self.assignment.open().has(partner))
    }

    /// In how many of these parts the fact is weighed against another, and where plain comparisons cut it.
    pub(in super::super) fn comparisons(&self, fact: FactId, parts: &[&[NodeId]]) -> (usize, Vec<i64>) {
        let (mut weighed, mut bounds) = (0, Vec::new());
        for part in parts {
            let leaves = self.leaves(FactSet::only(fact), part);
            weighed += usize::from(leaves.conditions.iter().any(|&leaf| self.problem.partner(leaf, fact).is_some()));
            leaves.conditions.iter().for_each(|&leaf| bounds.extend(self.compared_at(leaf, fact).into_iter().flatten()));
        }
        order::sort(&mut bounds);
        (weighed, bounds)
    }

    /// The values of the fact from which on a plain comparison of it gives something else; `None` for another condition.
    pub(super) fn compared_at(&self, leaf: NodeId, fact: FactId) -> Option<impl Iterator<Item = i64> + use<>> {
        match self.problem.catalogue.node(leaf) {
            Node::Compare { fact: of, min, max } if *of == fact => Some(min.map(|min| min.0).into_iter().chain(max.map(|max| max.0 + 1))),
            _ => None,
        }
    }

    /// A ratio that two of these parts ask about, of two open numbers other than `except`: what it may be assumed to reach, nothing first.
    pub(in super::super) fn shared_ratio(&self, parts: &[&[NodeId]], except: FactId) -> Option<Vec<AssumedRatio>> {
        let mut asked: Vec<Asked> = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            for leaf in self.leaves(self.assignment.open(), part).conditions {
                let Node::Ratio { numerator, denominator, percent } = *self.problem.catalogue.node(leaf) else { continue };
                if ![numerator, denominator].iter().all(|&fact| fact != except && self.assignment.open().has(fact)) {
                    continue;
                }
                match asked.iter_mut().find(|known| known.numerator == numerator && known.denominator == denominator) {
                    Some(known) => {
                        known.part = known.part.filter(|&part| part == place);
                        known.bounds.push(percent);
                    }
                    None => asked.push(Asked { numerator, denominator, part: Some(place), bounds: vec![percent] }),
                }
            }
        }
        let Asked { numerator, denominator, mut bounds, .. } = asked.into_iter().find(|ratio| ratio.part.is_none())?;
        order::sort(&mut bounds);
        bounds.dedup();
        let reaches = core::iter::once(None).chain(bounds.into_iter().map(Some));
        Some(reaches.map(|reaches| AssumedRatio { numerator, denominator, reaches }).collect())
    }
}
