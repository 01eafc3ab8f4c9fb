//! Ways out against enumeration: a way suffices, nothing less does, and none is missing where everything is known.

use std::panic::{AssertUnwindSafe, catch_unwind};

use zice_core::catalogue::{Catalogue, Node, NodeId};
use zice_core::facts::{FactId, FactKind};
use zice_core::rules::domain::Domains;
use zice_core::rules::remedies::{Change, Required, of_rule};
use zice_core::rules::search::Search;

use crate::Tally;
use crate::case::{Case, children};
use crate::naive::{Firm, best};
use crate::rng::Rng;

/// Every value a fact may have after some changes; a share granted narrows pairs of values instead.
struct World {
    values: Vec<(FactId, Vec<i64>)>,
    shares: Vec<(FactId, FactId, i64)>,
}

/// Checks the ways of every subject.
///
/// # Errors
/// What is wrong, if anything is.
pub fn check(case: &Case) -> Result<Tally, String> {
    catch_unwind(AssertUnwindSafe(|| compare(case))).unwrap_or_else(|_| Err("the engine panics".to_owned()))
}

/// The same firm with one of its possible values for each fact.
pub fn all_known(mut case: Case, rng: &mut Rng) -> Case {
    for fact in case.mentioned() {
        let value = case.value(fact, *rng.pick(&case.values(fact)));
        case.answers.retain(|(known, _)| *known != fact);
        case.answers.push((fact, value));
    }
    case
}

fn compare(case: &Case) -> Result<Tally, String> {
    let (pack, answers) = (case.catalogue(), case.answers());
    let domains = Domains::new(&pack, &answers);
    let mut search = Search::new(&pack, &domains);
    let mut tally = Tally::default();
    for lists in &case.subjects {
        let found = of_rule(&mut search, lists, 400);
        for way in &found.ways {
            let text = || format!("the way {way:?}");
            if !suffices(case, &pack, lists, way) {
                return Err(format!("{} does not suffice", text()));
            }
            if let Some(change) = way.iter().find(|change| case.fixed.has(change.fact) && case.values(change.fact).len() == 1) {
                return Err(format!("{} changes what nobody changes: {change:?}", text()));
            }
            // With single-digit numbers a share of an open figure can force more than it says; real figures have thousands of steps.
            if way.iter().any(|change| matches!(change.required, Required::ShareOf(..))) {
                continue;
            }
            for subset in 0..(1_u32 << way.len()) - 1 {
                let part: Vec<Change> = way.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, change)| *change).collect();
                if suffices(case, &pack, lists, &part) {
                    return Err(format!("of {} {part:?} suffices", text()));
                }
            }
            for nearer in nearer(case, way) {
                if suffices(case, &pack, lists, &nearer) {
                    return Err(format!("nearer than {} is {nearer:?}", text()));
                }
            }
        }
        let mask = lists.iter().flatten().fold(0, |set, node| set | pack.masks[node.index()].0);
        let mentioned: Vec<FactId> = case.mentioned().into_iter().filter(|fact| mask >> fact.0 & 1 == 1).collect();
        let known = mentioned.iter().all(|&fact| case.values(fact).len() == 1);
        let missed = if known && !found.more { missing(case, &pack, lists, &mentioned, &found.ways)? } else { 0 };
        tally = tally.add(Tally { cases: 1, undetermined: missed, completions: found.ways.len() as u64 });
    }
    Ok(tally)
}

/// The way with one number moved less.
pub fn nearer(case: &Case, way: &[Change]) -> Vec<Vec<Change>> {
    let mut found = Vec::new();
    for (at, change) in way.iter().enumerate() {
        let [today] = case.values(change.fact)[..] else { continue };
        let targets: Vec<Required> = match change.required {
            Required::AtLeast(target) => (today + 1..target.0).map(|value| Required::AtLeast(zice_core::units::Quantity(value))).collect(),
            Required::AtMost(target) => (target.0 + 1..today).map(|value| Required::AtMost(zice_core::units::Quantity(value))).collect(),
            _ => continue,
        };
        for need in targets {
            let mut nearer = way.to_vec();
            nearer[at].required = need;
            found.push(nearer);
        }
    }
    found
}

fn world(case: &Case, pack: &Catalogue, lists: &[Vec<NodeId>], way: &[Change]) -> World {
    let mask = lists.iter().flatten().fold(0, |set, node| set | pack.masks[node.index()].0);
    let mut world = World { values: Vec::new(), shares: Vec::new() };
    for fact in case.mentioned() {
        let of_fact: Vec<Required> = way.iter().filter(|change| change.fact == fact).map(|change| change.required).collect();
        if mask >> fact.0 & 1 == 0 {
            continue;
        }
        let mut values = case.values(fact);
        if case.facts[usize::from(fact.0)].0 == FactKind::Many && !of_fact.is_empty() && 1 < values.len() {
            values = vec![0];
        }
        for need in of_fact {
            match need {
                Required::AtLeast(value) | Required::AtMost(value) => values = vec![value.0],
                Required::Option(option) => values = vec![i64::from(option)],
                Required::Including(option) => values = vec![values[0] | 1 << option],
                Required::Without(options) if case.facts[usize::from(fact.0)].0 == FactKind::Many => {
                    values = vec![values[0] & !i64::from(options)];
                }
                Required::Without(options) => values = case.domain(fact).into_iter().filter(|option| options >> option & 1 == 0).collect(),
                Required::ShareOf(of, percent) => {
                    world.shares.push((fact, of, percent.0));
                    values = case.domain(fact).into_iter().filter(|&value| values[0] <= value).collect();
                }
            }
        }
        world.values.push((fact, values));
    }
    world
}

/// Whether the best of the lists is met, or for the agency to judge, after these changes, whatever is missing.
pub fn suffices(case: &Case, pack: &Catalogue, lists: &[Vec<NodeId>], way: &[Change]) -> bool {
    let world = world(case, pack, lists, way);
    let mut firm: Firm = vec![0; pack.facts.len()];
    let mut any = false;
    let all = every(&world.values, &mut firm, &mut |firm| {
        let value = |fact: FactId| firm[usize::from(fact.0)];
        let possible = world.shares.iter().all(|&(n, d, percent)| 0 < value(d) && percent * value(d) <= 10_000 * value(n));
        any |= possible;
        !possible || 2 <= best(pack, firm, lists)
    });
    any && all
}

/// Whether the test holds for every combination of the values.
fn every(values: &[(FactId, Vec<i64>)], firm: &mut Firm, test: &mut dyn FnMut(&Firm) -> bool) -> bool {
    let Some(((fact, of_fact), rest)) = values.split_first() else { return test(firm) };
    of_fact.iter().all(|&value| {
        firm[usize::from(fact.0)] = value;
        every(rest, firm, test)
    })
}

/// Each smallest set of facts whose change would do, divisors growing at most, has a way; how many have none that hold both figures of a sum, which
/// can share it in many ways while other conditions bound each from above (no rule does).
///
/// # Errors
/// When another has none.
fn missing(case: &Case, pack: &Catalogue, lists: &[Vec<NodeId>], mentioned: &[FactId], found: &[Vec<Change>]) -> Result<u64, String> {
    let whole: Vec<(FactId, Vec<i64>)> =
        mentioned.iter().map(|&fact| (fact, if case.fixed.has(fact) { case.values(fact) } else { case.domain(fact) })).collect();
    if 4_000 < whole.iter().map(|(_, values)| values.len()).product::<usize>() || below_not(case, lists) {
        return Ok(0);
    }
    let divisors: u128 = pack.nodes.iter().fold(0, |set, node| match node {
        Node::Ratio { denominator, .. } => set | 1 << denominator.0,
        _ => set,
    });
    let sum =
        |node: &Node| if let Node::Sum { facts, .. } = node { Some(facts.iter().fold(0, |set, fact| set | 1 << fact.0)) } else { None };
    let sums: Vec<u128> = pack.nodes.iter().filter_map(sum).collect();
    let mut missed = 0;
    let today: Vec<i64> = mentioned.iter().map(|&fact| case.values(fact)[0]).collect();
    let mut sets: Vec<u128> = Vec::new();
    let mut firm: Firm = vec![0; pack.facts.len()];
    every(&whole, &mut firm, &mut |firm| {
        let value = |fact: FactId| firm[usize::from(fact.0)];
        let shrinks = mentioned.iter().zip(&today).any(|(&fact, &now)| divisors >> fact.0 & 1 == 1 && value(fact) < now);
        if !shrinks && 2 <= best(pack, firm, lists) {
            let set = mentioned.iter().zip(&today).filter(|&(&fact, &now)| value(fact) != now).fold(0, |set, (fact, _)| set | 1 << fact.0);
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
        true
    });
    let of_ways: Vec<u128> = found.iter().map(|way| way.iter().fold(0, |set, change| set | 1 << change.fact.0)).collect();
    for &set in &sets {
        let smallest = !sets.iter().any(|&other| other != set && other & set == other);
        if !smallest || of_ways.iter().any(|&way| way & !set == 0) {
            continue;
        }
        if sums.iter().all(|&sum| set & sum != sum) {
            return Err(format!("no way changes {set:b} and no more, though that would do; found {found:?}"));
        }
        missed += 1;
    }
    Ok(missed)
}

/// Whether a ratio, a sum or a score stands below a “not”, which no rule has.
fn below_not(case: &Case, lists: &[Vec<NodeId>]) -> bool {
    fn has_one(case: &Case, node: NodeId, below: bool) -> bool {
        let node = &case.nodes[node.index()];
        let below = below || matches!(node, Node::Not(_) | Node::ReviewIf(_));
        let mut found = below && matches!(node, Node::Score(_) | Node::Ratio { .. } | Node::Sum { .. });
        children(node, &case.scores, |child| found |= has_one(case, child, below));
        found
    }
    lists.iter().flatten().any(|&node| has_one(case, node, false))
}
