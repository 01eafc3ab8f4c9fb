//! Bands offered instead of an exact figure, cut exactly at the bounds of the rules that can still matter, so that no band straddles one.

use crate::catalogue::{Catalogue, CriterionId, Node, NodeId};
use crate::facts::{FactId, FactKind};
use crate::report::Report;
use crate::rules::domain::{Domain, Domains};
use crate::units::Quantity;

/// A closed range of steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Band {
    /// Smallest value.
    pub low: Quantity,
    /// Largest value.
    pub high: Quantity,
}

/// The bands of a number fact, smallest first; none when no rule that is still open compares it with a bound.
pub fn bands(catalogue: &Catalogue, domains: &Domains, report: &Report, fact: FactId) -> Vec<Band> {
    let FactKind::Number { unit, min, max } = catalogue.fact(fact).kind else { return Vec::new() };
    let mut cuts: Vec<i64> = Vec::new();
    let criteria = |lines: Vec<CriterionId>| lines.into_iter().map(|id| catalogue.criterion(id).node);
    for support in report.supports.iter().filter(|support| support.assessment.depends_on.has(fact)) {
        let trigger = catalogue.supports[support.support.index()].trigger.map(|(node, _)| node);
        for node in trigger.into_iter().chain(criteria(support.assessment.lines().map(|line| line.criterion).collect())) {
            collect(catalogue, domains, node, fact, &mut cuts);
        }
    }
    for rung in report.ladder.iter().flat_map(|ladder| &ladder.rungs).filter(|rung| rung.assessment.depends_on.has(fact)) {
        for node in criteria(rung.assessment.lines().map(|line| line.criterion).collect()) {
            collect(catalogue, domains, node, fact, &mut cuts);
        }
    }
    // What lies between two numbers that can be written belongs to no band: it is never typed.
    cuts.iter_mut().for_each(|cut| *cut = Quantity(*cut).between(unit).map_or(*cut, |(_, above)| above.0));
    cuts.retain(|&cut| min.0 < cut && cut <= max.0);
    crate::order::sort(&mut cuts);
    cuts.dedup();
    if cuts.is_empty() {
        return Vec::new();
    }
    let starts = core::iter::once(min.0).chain(cuts.iter().copied());
    let ends = cuts.iter().map(|&cut| cut - unit.written()).chain(core::iter::once(max.0));
    starts.zip(ends).map(|(low, high)| Band { low: Quantity(low), high: Quantity(high) }).collect()
}

/// The values at which a comparison of the fact changes; cases of a switch that the answers rule out are left out.
fn collect(catalogue: &Catalogue, domains: &Domains, node: NodeId, fact: FactId, cuts: &mut Vec<i64>) {
    if !catalogue.mask(node).has(fact) {
        return;
    }
    match catalogue.node(node) {
        Node::Compare { min, max, .. } => {
            cuts.extend(min.map(|min| min.0));
            cuts.extend(max.map(|max| max.0 + 1));
        }
        Node::Constant(_) | Node::Review | Node::Options { .. } => {}
        Node::Ratio { .. } | Node::Sum { .. } => {}
        Node::Not(inner) | Node::ReviewIf(inner) | Node::Trigger(inner) => collect(catalogue, domains, *inner, fact, cuts),
        Node::All(inner) | Node::Any(inner) => inner.iter().for_each(|&node| collect(catalogue, domains, node, fact, cuts)),
        Node::Switch { fact: selector, cases } => {
            if let Domain::Options(left) = domains.get(*selector) {
                left.iter().for_each(|option| collect(catalogue, domains, cases[usize::from(option)], fact, cuts));
            }
        }
        Node::Score(score) => {
            let groups = &catalogue.scores[score.index()].groups;
            groups
                .iter()
                .flat_map(|group| &group.parts)
                .flat_map(|part| &part.lines)
                .for_each(|&(line, _)| collect(catalogue, domains, line, fact, cuts));
        }
    }
}
