//! Random firms for one support or rung: near its bounds, often near passing, with one to four facts open.

use zice_core::catalogue::{Catalogue, Node, NodeId};
use zice_core::facts::{FactId, FactKind, FactValue};
use zice_core::units::Quantity;

use crate::naive::{Firm, best};
use crate::real::{Firms, Open, SHORT};
use crate::rng::Rng;
use crate::subjects::{bounds, images, leaves, mentioned};

/// The largest number of completions, roughly.
const MOST_COMPLETIONS: usize = 8_000;

/// A random firm with some facts open.
pub fn draw<'a>(rng: &mut Rng, pack: &'a Catalogue, lists: &[Vec<NodeId>]) -> Firms<'a> {
    let mut firm: Firm = vec![0; pack.facts.len()];
    let every = leaves(pack, &firm, &|_| true, lists);
    let facts = mentioned(&every);
    for &fact in &facts {
        firm[usize::from(fact.0)] = value(rng, pack, &every, &firm, fact);
    }
    if rng.chance(80) && !facts.is_empty() {
        climb(rng, pack, lists, &every, &facts, &mut firm);
    }
    let mut open: Vec<Open> = Vec::new();
    for _ in 0..rng.within(1, 4) {
        if !facts.is_empty() {
            let fact = *rng.pick(&facts);
            if open.iter().all(|known| known.fact != fact) {
                open.push(Open { fact, answer: answer(rng, pack, &every, &firm, fact) });
            }
        }
    }
    loop {
        let is_open = |fact| open.iter().any(|open| open.fact == fact);
        let leaves = leaves(pack, &firm, &is_open, lists);
        let reached = mentioned(&leaves);
        open.retain(|open| reached.contains(&open.fact));
        let firms = Firms { pack, firm: firm.clone(), open: open.clone(), leaves };
        let sizes: Vec<usize> = open.iter().map(|open| firms.grid(open.fact, None).len()).collect();
        let all: usize = sizes.iter().product();
        if all <= MOST_COMPLETIONS {
            return firms;
        }
        open.remove(rng.below(open.len()));
    }
}

/// Changes one fact after the other as long as the outcome gets no worse.
fn climb(rng: &mut Rng, pack: &Catalogue, lists: &[Vec<NodeId>], every: &[&Node], facts: &[FactId], firm: &mut Firm) {
    let mut outcome = best(pack, firm, lists);
    let mut lines = passing(pack, firm, lists);
    for _ in 0..rng.within(5, 60) {
        let fact = *rng.pick(facts);
        let before = firm[usize::from(fact.0)];
        firm[usize::from(fact.0)] = value(rng, pack, every, firm, fact);
        let (outcome_now, lines_now) = (best(pack, firm, lists), passing(pack, firm, lists));
        if (outcome_now, lines_now) < (outcome, lines) {
            firm[usize::from(fact.0)] = before;
        } else {
            (outcome, lines) = (outcome_now, lines_now);
        }
    }
}

/// How many lines hold or are for review.
fn passing(pack: &Catalogue, firm: &Firm, lists: &[Vec<NodeId>]) -> usize {
    lists.iter().flatten().filter(|&&node| best(pack, firm, &[vec![node]]) >= 2).count()
}

/// A value of the fact near what the conditions ask.
fn value(rng: &mut Rng, pack: &Catalogue, every: &[&Node], firm: &Firm, fact: FactId) -> i64 {
    let about = &pack.facts[usize::from(fact.0)];
    let FactKind::Number { min, max, .. } = about.kind else {
        let count = about.options.len() as i64;
        return match about.kind {
            FactKind::Many if rng.chance(30) => 0,
            FactKind::Many => 1 << rng.within(0, count - 1) | if rng.chance(50) { 1 << rng.within(0, count - 1) } else { 0 },
            _ => rng.within(0, count - 1),
        };
    };
    let found = match rng.below(10) {
        0 => rng.within(0, 300),
        1 => 1 << rng.within(0, 33),
        2 => min.0,
        3..6 => {
            let from_others: Vec<i64> =
                mentioned(every).into_iter().flat_map(|other| images(fact, other, firm[usize::from(other.0)], every)).collect();
            if from_others.is_empty() { rng.within(0, 100) } else { *rng.pick(&from_others) }
        }
        _ => *rng.pick(&bounds(fact, every)) + rng.within(-1, 1),
    };
    found.clamp(min.0, max.0)
}

/// Nothing, or a range about the value: wide, short, or with one end.
fn answer(rng: &mut Rng, pack: &Catalogue, every: &[&Node], firm: &Firm, fact: FactId) -> Option<FactValue> {
    let FactKind::Number { min, max, .. } = pack.facts[usize::from(fact.0)].kind else { return None };
    let held = firm[usize::from(fact.0)];
    let (low, high) = match rng.below(10) {
        0..3 => return None,
        3..7 => (held - rng.within(0, SHORT / 2), held + rng.within(0, SHORT / 2 - 1)),
        7 => (min.0, held),
        8 => (held, max.0),
        _ => {
            let other = value(rng, pack, every, firm, fact);
            (held.min(other), held.max(other))
        }
    };
    Some(FactValue::Range(Quantity(low.max(min.0)), Quantity(high.min(max.0))))
}
