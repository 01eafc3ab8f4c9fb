//! What is searched: the pack and what the answers leave open. It never changes during a search.

use super::domain::Domains;
use crate::catalogue::{Catalogue, Node, NodeId};
use crate::facts::{FactId, FactSet};

/// One pack and one set of answers.
pub(super) struct Problem<'a> {
    /// The pack.
    pub catalogue: &'a Catalogue,
    /// The values that each fact may take by the answers alone.
    pub domains: &'a Domains,
    /// For each fact, those weighed against it in a ratio or a sum, directly or through others, and itself.
    links: Vec<FactSet>,
}

impl<'a> Problem<'a> {
    /// The problem that these answers pose.
    pub fn new(catalogue: &'a Catalogue, domains: &'a Domains) -> Problem<'a> {
        Problem { catalogue, domains, links: links(catalogue) }
    }

    /// The facts weighed against this one, directly or through others, and itself.
    pub fn linked(&self, fact: FactId) -> FactSet {
        self.links[usize::from(fact.0)]
    }

    /// The fact that a ratio or a sum weighs against this one; `None` for any other condition, and for one that does not mention it.
    pub fn partner(&self, leaf: NodeId, fact: FactId) -> Option<FactId> {
        let [a, b] = weighed(self.catalogue.node(leaf))?;
        if a == fact {
            Some(b)
        } else if b == fact {
            Some(a)
        } else {
            None
        }
    }

    /// The facts of everything directly below a condition, as `of` says them, and of the selector.
    pub fn facts_below(&self, node: &Node, of: &dyn Fn(NodeId) -> FactSet) -> FactSet {
        let mut facts = match node {
            Node::Switch { fact, .. } => FactSet::only(*fact),
            _ => FactSet::default(),
        };
        node.each_below(&self.catalogue.scores, &mut |inner| facts = facts.union(of(inner)));
        facts
    }
}

/// The two facts that a ratio or a sum weighs against each other.
fn weighed(node: &Node) -> Option<[FactId; 2]> {
    match node {
        Node::Ratio { numerator, denominator, .. } => Some([*numerator, *denominator]),
        Node::Sum { facts, .. } => Some(*facts),
        _ => None,
    }
}

fn links(catalogue: &Catalogue) -> Vec<FactSet> {
    let mut links: Vec<FactSet> = (0..catalogue.facts.len()).map(|index| FactSet::only(FactId(index as u8))).collect();
    for [a, b] in catalogue.nodes.iter().filter_map(weighed) {
        let both = links[usize::from(a.0)].union(links[usize::from(b.0)]);
        if both != links[usize::from(a.0)] {
            both.iter().for_each(|fact| links[usize::from(fact.0)] = both);
        }
    }
    links
}
