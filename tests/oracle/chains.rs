//! Numbers weighed against each other one after the other, between bounds so close that small values decide: what the generated packs seldom hit.

use zice_core::catalogue::{Node, NodeId};
use zice_core::facts::{FactId, FactKind, FactSet, FactValue};
use zice_core::units::{Quantity, Unit};

use crate::case::Case;
use crate::rng::Rng;

/// Two to four numbers, each weighed against the next, and rules that hold in strips between two bounds.
pub fn case(rng: &mut Rng) -> Case {
    let mut case = Case { facts: vec![], nodes: vec![], scores: vec![], subjects: vec![], answers: vec![], fixed: FactSet::default() };
    let count = rng.within(2, 4) as u8;
    let widest = [60, 26, 12][usize::from(count) - 2];
    for _ in 0..count {
        let min = if rng.chance(25) { rng.within(-12, 4) } else { 0 };
        let max = min.max(0) + rng.within(2, widest);
        case.facts.push((FactKind::Number { unit: Unit::Persons, min: Quantity(min), max: Quantity(max) }, 0));
    }
    let mut lines: Vec<NodeId> = Vec::new();
    for fact in 1..count {
        let (a, b) = (FactId(fact - 1), FactId(fact));
        let link = rng.below(3);
        let near = rng.within(800, 26_000);
        for _ in 0..rng.within(1, 2) {
            let (first, second) = match link {
                2 => {
                    let min = rng.within(-4, 40);
                    let sum = |min: i64| Node::Sum { facts: [a, b], min: Quantity(min) };
                    (sum(min), sum(min + rng.within(1, 6)))
                }
                link => {
                    let (numerator, denominator) = if link == 0 { (a, b) } else { (b, a) };
                    // Nothing is divided by less than nothing (a lint).
                    if let FactKind::Number { min, .. } = &mut case.facts[usize::from(denominator.0)].0 {
                        min.0 = min.0.max(0);
                    }
                    let low = near + rng.within(-300, 300);
                    let share = |percent: i64| Node::Ratio { numerator, denominator, percent: Quantity(percent.max(1)) };
                    (share(low), share(low + 1 + low * rng.within(0, 12) / 100))
                }
            };
            let (reached, passed) = (store(&mut case, first), store(&mut case, second));
            let short = store(&mut case, Node::Not(passed));
            let strip = store(&mut case, Node::All(vec![reached, short]));
            lines.push(if rng.chance(15) { reached } else { strip });
        }
    }
    for fact in (0..count).map(FactId) {
        if rng.chance(25) {
            let value = Quantity(rng.within(0, widest));
            let (min, max) = if rng.chance(50) { (Some(value), None) } else { (None, Some(value)) };
            lines.push(store(&mut case, Node::Compare { fact, min, max }));
        }
        if rng.chance(20)
            && let FactKind::Number { min, max, .. } = case.facts[usize::from(fact.0)].0
        {
            let (a, b) = (rng.within(min.0, max.0), rng.within(min.0, max.0));
            case.answers.push((fact, FactValue::Range(Quantity(a.min(b)), Quantity(a.max(b)))));
        }
    }
    if rng.chance(30) {
        lines = vec![store(&mut case, Node::Any(lines))];
    }
    if rng.chance(30) {
        let all = store(&mut case, Node::All(lines));
        lines = vec![store(&mut case, Node::Not(all))];
    }
    // Some rules as one of two lists, for what holds beside another.
    let other = (1 < lines.len() && rng.chance(20)).then(|| lines.split_off(1));
    case.subjects = vec![core::iter::once(lines).chain(other).collect()];
    case
}

fn store(case: &mut Case, node: Node) -> NodeId {
    case.nodes.push(node);
    NodeId(case.nodes.len() as u16 - 1)
}
