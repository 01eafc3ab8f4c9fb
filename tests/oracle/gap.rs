//! Ways out of single conditions against enumeration.
//!
//! After a way the condition holds, nothing less does, and no smaller move of one of its numbers; a condition that surely holds asks for nothing, and where
//! no fact is named twice and one alone would do, a way says so.

use std::panic::{AssertUnwindSafe, catch_unwind};

use zice_core::catalogue::{Catalogue, Node, NodeId};
use zice_core::facts::{FactId, FactKind, FactSet, FactValue};
use zice_core::rules::domain::Domains;
use zice_core::rules::remedies::{Change, Current, Required, Way, of_condition};
use zice_core::rules::search::Search;

use crate::Tally;
use crate::case::{Case, children, own_facts};
use crate::naive::{Firm, Table};
use crate::rng::Rng;
use crate::ways::{nearer, suffices};

/// Most completions of one condition.
const MOST: usize = 3_000;

/// The same firm with one of its possible values for every fact.
pub fn all_known(mut case: Case, rng: &mut Rng) -> Case {
    for fact in (0..case.facts.len() as u8).map(FactId) {
        let value = case.value(fact, *rng.pick(&case.values(fact)));
        case.answers.retain(|(known, _)| *known != fact);
        case.answers.push((fact, value));
    }
    case
}

/// Checks the ways of every condition.
///
/// # Errors
/// What is wrong, if anything is.
pub fn check(case: &Case) -> Result<Tally, String> {
    catch_unwind(AssertUnwindSafe(|| compare(case))).unwrap_or_else(|_| Err("the engine panics".to_owned()))
}

fn compare(case: &Case) -> Result<Tally, String> {
    let (pack, answers) = (case.catalogue(), case.answers());
    let domains = Domains::new(&pack, &answers);
    let mut search = Search::new(&pack, &domains);
    let mut tally = Tally::default();
    for node in (0..case.nodes.len() as u16).map(NodeId) {
        let facts = pack.masks[node.index()];
        if MOST < facts.iter().map(|fact| case.values(fact).len()).product() {
            continue;
        }
        let mut alone = case.clone();
        alone.subjects = vec![vec![vec![node]]];
        let found = of_condition(&mut search, node);
        check_ways(&alone, &pack, node, &found).map_err(|message| format!("condition {alone}: {message}"))?;
        tally = tally.add(Tally { cases: 1, undetermined: 0, completions: found.len() as u64 });
    }
    Ok(tally)
}

fn check_ways(case: &Case, pack: &Catalogue, node: NodeId, found: &[Way]) -> Result<(), String> {
    let lists = vec![vec![node]];
    let firm: Firm = vec![0; pack.facts.len()];
    let choices = pack.masks[node.index()].iter().map(|fact| (fact, case.values(fact))).collect();
    let good = Table::new(pack, &firm, choices, &lists).outcomes() & 0b0011 == 0;
    if good != (found == [Way::new()]) || !good && found.iter().any(Vec::is_empty) {
        return Err(format!("good is {good}, and the ways are {found:?}"));
    }
    for change in found.iter().flatten() {
        check_change(case, change).map_err(|message| format!("{change:?}: {message}"))?;
    }
    if good {
        return Ok(());
    }
    for way in found {
        if !way.is_sorted_by(|a, b| a.fact <= b.fact) {
            return Err(format!("{way:?} is not in the order of the facts"));
        }
        if !suffices(case, pack, &lists, way) {
            return Err(format!("{way:?} does not suffice"));
        }
        // With single-digit numbers a share of an open figure can force more than it says; real figures have thousands of steps.
        if way.iter().any(|change| matches!(change.required, Required::ShareOf(..))) {
            continue;
        }
        for subset in 0..(1_u32 << way.len()) - 1 {
            let part: Way = way.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, change)| *change).collect();
            if suffices(case, pack, &lists, &part) {
                return Err(format!("of {way:?} {part:?} suffices"));
            }
        }
        if let Some(nearer) = nearer(case, way).iter().find(|nearer| suffices(case, pack, &lists, nearer)) {
            return Err(format!("nearer than {way:?} is {nearer:?}"));
        }
    }
    for (place, way) in found.iter().enumerate() {
        if found.iter().take(place).any(|other| other == way) {
            return Err(format!("{way:?} is there twice"));
        }
    }
    let mut named = Vec::new();
    if read_once(case, node, &mut named) { missing(case, pack, node, found) } else { Ok(()) }
}

/// What is said of today, and how far it is from what is needed.
fn check_change(case: &Case, change: &Change) -> Result<(), String> {
    let values = case.values(change.fact);
    let (first, last) = (values[0], values[values.len() - 1]);
    let (kind, _) = case.facts[usize::from(change.fact.0)];
    let known = values.len() == 1;
    let expected = match kind {
        FactKind::Number { .. } if !known && values.len() == case.domain(change.fact).len() => Current::Unknown,
        FactKind::Number { .. } => Current::Range(zice_core::units::Quantity(first), zice_core::units::Quantity(last)),
        FactKind::Many if !case.answers.iter().any(|(fact, _)| *fact == change.fact) => Current::Unknown,
        _ if !known => Current::Unknown,
        kind => match crate::case::known(kind, first) {
            FactValue::Option(option) => Current::Option(option),
            FactValue::Options(set) => Current::Options(set),
            FactValue::Range(..) => Current::Unknown,
        },
    };
    let delta = match change.required {
        Required::AtLeast(target) | Required::AtMost(target) if known => Some(target.0 - first),
        _ => None,
    };
    if change.current != expected || change.delta != delta {
        return Err(format!("expected {expected:?} and {delta:?}"));
    }
    let away = match change.required {
        Required::AtLeast(target) => first < target.0,
        Required::AtMost(target) => target.0 < last,
        _ => true,
    };
    if !away {
        return Err("it is so already".to_owned());
    }
    if case.fixed.has(change.fact) && known {
        return Err("nobody changes it".to_owned());
    }
    Ok(())
}

/// Whether no fact is named twice, and every condition is of a kind whose ways are complete.
fn read_once(case: &Case, node: NodeId, named: &mut Vec<FactId>) -> bool {
    let node = &case.nodes[node.index()];
    // No rule asks for none of all options there are.
    let mut once = !matches!(node, Node::Options { fact, options } if {
        let (kind, count) = case.facts[usize::from(fact.0)];
        kind != FactKind::Many && options.0.count_ones() as usize == count
    });
    own_facts(node, |fact| {
        once &= !named.contains(&fact);
        named.push(fact);
    });
    children(node, &case.scores, |child| once &= read_once(case, child, named));
    once
}

/// Facts of which one change could do and a way would say so: no divisors, no selectors, nothing below a “not” but a plain bound or options.
fn changeable(case: &Case, node: NodeId, found: &mut FactSet) {
    match &case.nodes[node.index()] {
        Node::Options { fact, .. } | Node::Compare { fact, .. } | Node::Ratio { numerator: fact, .. } => {
            *found = found.union(FactSet::only(*fact))
        }
        Node::Sum { facts, .. } => *found = facts.iter().fold(*found, |set, &fact| set.union(FactSet::only(fact))),
        Node::Not(inner) => match &case.nodes[inner.index()] {
            Node::Options { fact, .. } => *found = found.union(FactSet::only(*fact)),
            Node::Compare { fact, min, max } if min.is_none() || max.is_none() => *found = found.union(FactSet::only(*fact)),
            _ => {}
        },
        Node::ReviewIf(_) => {}
        node => children(node, &case.scores, |child| changeable(case, child, found)),
    }
}

/// One fact alone that would do, of which everything is known, and no way says so.
fn missing(case: &Case, pack: &Catalogue, node: NodeId, found: &[Way]) -> Result<(), String> {
    let mut facts = FactSet::default();
    changeable(case, node, &mut facts);
    let mask = pack.masks[node.index()];
    if mask.iter().any(|fact| 1 < case.values(fact).len()) {
        return Ok(());
    }
    let mut firm: Firm = vec![0; pack.facts.len()];
    mask.iter().for_each(|fact| firm[usize::from(fact.0)] = case.values(fact)[0]);
    for fact in facts.without(case.fixed).iter() {
        let choices = vec![(fact, case.domain(fact))];
        let can = Table::new(pack, &firm, choices, &[vec![node]]).outcomes() & 0b1100 != 0;
        if can && !found.iter().any(|way| way.iter().all(|change| change.fact == fact)) {
            return Err(format!("f{} alone would do, and no way says so: {found:?}", fact.0));
        }
    }
    Ok(())
}
