//! Shrinking: a counter-example is reduced as far as it remains one, unless `ZICE_ORACLE_SHRINK=0`.

use zice_core::catalogue::{Node, NodeId};
use zice_core::facts::{FactKind, FactValue};
use zice_core::units::Quantity;

use crate::case::{Case, children};

/// The smallest case found for which `wrong` still says what is wrong, and what it says.
pub fn shrink(case: Case, wrong: impl Fn(&Case) -> Option<String>) -> (Case, String) {
    let mut message = wrong(&case).unwrap_or_default();
    let mut smallest = case;
    if std::env::var("ZICE_ORACLE_SHRINK").is_ok_and(|text| text == "0") {
        return (smallest, message);
    }
    loop {
        let better = smaller(&smallest).into_iter().find_map(|case| wrong(&case).map(|message| (case, message)));
        match better {
            Some((case, found)) => (smallest, message) = (case, found),
            None => return (smallest, message),
        }
    }
}

/// Every case that is smaller by one step.
fn smaller(case: &Case) -> Vec<Case> {
    let mut found = Vec::new();
    let mut with = |change: &dyn Fn(&mut Case)| {
        let mut copy = case.clone();
        change(&mut copy);
        found.push(copy);
    };
    for (at, subject) in case.subjects.iter().enumerate() {
        if 1 < case.subjects.len() {
            with(&|case| _ = case.subjects.remove(at));
        }
        for (of, list) in subject.iter().enumerate() {
            if 1 < subject.len() {
                with(&|case| _ = case.subjects[at].remove(of));
            }
            for place in 0..list.len() {
                if 1 < list.len() {
                    with(&|case| _ = case.subjects[at][of].remove(place));
                }
            }
        }
    }
    for fact in case.mentioned() {
        let values = case.values(fact);
        let [first, .., last] = values[..] else { continue };
        for value in values {
            with(&|case| set(case, fact, case.value(fact, value)));
        }
        if matches!(case.facts[usize::from(fact.0)].0, FactKind::Number { .. }) {
            let middle = first + (last - first) / 2;
            for (low, high) in [(first, middle), (middle, last), (first + 1, last), (first, last - 1)] {
                if low < high && (low, high) != (first, last) {
                    with(&|case| set(case, fact, FactValue::Range(Quantity(low), Quantity(high))));
                }
            }
        }
    }
    for place in reachable(case) {
        smaller_node(case, place, &mut with);
    }
    found
}

fn set(case: &mut Case, fact: zice_core::facts::FactId, value: FactValue) {
    case.answers.retain(|(known, _)| *known != fact);
    case.answers.push((fact, value));
}

fn smaller_node(case: &Case, place: usize, with: &mut impl FnMut(&dyn Fn(&mut Case))) {
    let node = &case.nodes[place];
    if matches!(node, Node::Constant(_)) {
        return;
    }
    let is_trigger = matches!(node, Node::Trigger(_));
    if !is_trigger {
        with(&|case| case.nodes[place] = Node::Constant(true));
        with(&|case| case.nodes[place] = Node::Constant(false));
        children(node, &case.scores, |child| with(&|case| case.nodes[place] = case.nodes[child.index()].clone()));
    }
    match node {
        Node::All(inner) | Node::Any(inner) if 1 < inner.len() => {
            for at in 0..inner.len() {
                with(&|case| {
                    if let Node::All(inner) | Node::Any(inner) = &mut case.nodes[place] {
                        inner.remove(at);
                    }
                });
            }
        }
        Node::Ratio { percent, .. } => {
            for round in [percent.0 - percent.0 % 1_000, percent.0 - percent.0 % 100, percent.0 - percent.0 % 10] {
                if 0 < round && round < percent.0 {
                    with(&|case| {
                        if let Node::Ratio { percent, .. } = &mut case.nodes[place] {
                            percent.0 = round;
                        }
                    });
                }
            }
        }
        Node::Score(score) => {
            let of = score.index();
            for (at, group) in case.scores[of].groups.iter().enumerate() {
                with(&|case| case.scores[of].groups[at].at_least = 0);
                with(&|case| _ = case.scores[of].groups.remove(at));
                for (part_at, part) in group.parts.iter().enumerate() {
                    with(&|case| _ = case.scores[of].groups[at].parts.remove(part_at));
                    if 0 < part.otherwise {
                        with(&|case| case.scores[of].groups[at].parts[part_at].otherwise = 0);
                    }
                    for line in 0..part.lines.len() {
                        with(&|case| _ = case.scores[of].groups[at].parts[part_at].lines.remove(line));
                    }
                }
            }
            if 0 < case.scores[of].pass {
                with(&|case| case.scores[of].pass -= 1);
            }
        }
        _ => {}
    }
}

/// The conditions below some subject.
fn reachable(case: &Case) -> Vec<usize> {
    let mut seen: Vec<NodeId> = case.subjects.iter().flatten().flatten().copied().collect();
    let mut at = 0;
    while at < seen.len() {
        children(&case.nodes[seen[at].index()], &case.scores, |child| {
            if !seen.contains(&child) {
                seen.push(child);
            }
        });
        at += 1;
    }
    seen.sort_unstable();
    seen.dedup();
    seen.iter().map(|node| node.index()).collect()
}
