//! What a support is worth, against the least and the most over enumerated completions.
//!
//! The conditions of the cases are enumerated over the grid of cells like those of verdicts; the figure that is counted takes every value of a short
//! range, and of a wide one its ends, both sides of every step of a rate, and values drawn from within.

use rng::Rng;
use zice_core::catalogue::{Catalogue, MOST_ASKED, NodeId, Worth, WorthAsks};
use zice_core::facts::{Answer, FactId, FactKind, FactValue};
use zice_core::units::Quantity;
use zice_core::worth;

use crate::real::SHORT;
use crate::{Tally, naive, profile, rng};

/// A firm of which one to four facts are open, and a figure that is exact, a range, or not answered.
pub fn check(rng: &mut Rng, pack: &Catalogue) -> Result<Tally, String> {
    let of_pack: Vec<(&str, &Worth)> = pack.supports.iter().filter_map(|s| s.worth.as_ref().map(|worth| (s.id, worth))).collect();
    let (id, about) = *rng.pick(&of_pack);
    if let Some(asks) = &about.asks {
        return asked(rng, id, about, asks);
    }
    let lists: Vec<Vec<NodeId>> = about.cases.iter().map(|case| case.when.clone()).collect();
    let firms = profile::draw(rng, pack, &lists);
    let mut answers = firms.answers();
    let mut figures: Vec<(FactId, Option<(i64, i64)>)> = Vec::new();
    for fact in about.cases.iter().filter_map(|case| case.of) {
        if figures.iter().any(|(known, _)| *known == fact) {
            continue;
        }
        let range = range(rng, pack, about, fact);
        if let Some((low, high)) = range {
            answers.set(fact, Answer::Known(FactValue::Range(Quantity(low), Quantity(high))));
        }
        figures.push((fact, range));
    }

    // Completions: every open fact over its grid, every figure over its values.
    let mut choices: Vec<(FactId, Vec<i64>)> = firms.open.iter().map(|open| (open.fact, firms.grid(open.fact, None))).collect();
    for &(fact, range) in &figures {
        choices.push((fact, range.map_or(vec![0], |(low, high)| values(rng, about, fact, low, high))));
    }
    let count: usize = choices.iter().map(|(_, values)| values.len()).product();
    let (mut least, mut most, mut known) = (i128::MAX, i128::MIN, true);
    let mut firm = firms.firm.clone();
    for completion in 0..count {
        let mut rest = completion;
        for (fact, values) in &choices {
            firm[usize::from(fact.0)] = values[rest % values.len()];
            rest /= values.len();
        }
        let value = naive::worth(pack, &firm, about);
        (least, most) = (least.min(value), most.max(value));
        let counted = naive::worth_case(pack, &firm, about).of;
        known &= counted.is_none_or(|fact| figures.iter().any(|(figure, range)| *figure == fact && range.is_some()));
    }

    let found = worth::value(pack, &answers, about).map(|value| (i128::from(value.min.0), i128::from(value.max.0)));
    let wanted = known.then_some((least, most));
    if found != wanted {
        return Err(format!("{id}: worth {found:?}, by enumeration {wanted:?}, of\n{}  figures {figures:?}", firms.text()));
    }
    Ok(Tally { cases: 1, undetermined: u64::from(found.is_none_or(|(min, max)| min != max)), completions: count as u64 })
}

/// A figure that only the card asks for: its ends against every step between them.
fn asked(rng: &mut Rng, id: &str, about: &Worth, asks: &WorthAsks) -> Result<Tally, String> {
    let mut near = vec![0, 1, MOST_ASKED.0];
    near.extend(asks.rates.iter().map(|(from, _)| from.0));
    let mut one = || (*rng.pick(&near) + rng.within(0, 400)).clamp(0, MOST_ASKED.0);
    let (a, b) = (one(), one());
    let (low, high) = (a.min(b), a.max(b));
    let found = worth::asked(asks, about.kind, about.years, Quantity(low), Quantity(high));
    let inside = [low, high, low.midpoint(high)].into_iter().chain(asks.rates.iter().map(|(from, _)| from.0));
    let values: Vec<i128> = inside.filter(|figure| (low..=high).contains(figure)).map(|figure| naive::rated(&asks.rates, figure)).collect();
    let ends = (values.iter().min().copied(), values.iter().max().copied());
    if ends != (Some(i128::from(found.min.0)), Some(i128::from(found.max.0))) {
        return Err(format!("{id}: {low} to {high} asked, worth {found:?}, by enumeration {ends:?}"));
    }
    Ok(Tally { cases: 1, undetermined: u64::from(found.min != found.max), completions: values.len() as u64 })
}

/// What is answered of a figure: nothing, a value, a short or a wide range, often near a step of a rate.
fn range(rng: &mut Rng, pack: &Catalogue, about: &Worth, fact: FactId) -> Option<(i64, i64)> {
    let FactKind::Number { min, max, .. } = pack.facts[usize::from(fact.0)].kind else { panic!("a figure is a number") };
    let mut near = vec![0, 1, 1_000, 123_456, min.0, max.0];
    near.extend(steps(about, fact));
    let mut one = || (*rng.pick(&near) + rng.within(-20, 20)).clamp(min.0, max.0);
    let (a, b) = (one(), one());
    match rng.within(0, 9) {
        0 => None,
        1..=3 => Some((a, a)),
        4..=5 => Some((a, (a + SHORT - 1).min(max.0))),
        _ => Some((a.min(b), a.max(b))),
    }
}

fn values(rng: &mut Rng, about: &Worth, fact: FactId, low: i64, high: i64) -> Vec<i64> {
    if high - low < SHORT {
        return (low..=high).collect();
    }
    let inside =
        [rng.within(0, 1_000), rng.within(0, 1_000)].map(|share| low + (i128::from(high - low) * i128::from(share) / 1_000) as i64);
    let mut values: Vec<i64> = steps(about, fact).flat_map(|step| [step - 1, step, step + 1]).chain(inside).chain([low, high]).collect();
    values.retain(|value| (low..=high).contains(value));
    values.sort_unstable();
    values.dedup();
    values
}

fn steps(about: &Worth, fact: FactId) -> impl Iterator<Item = i64> {
    let of_fact = about.cases.iter().filter(move |case| case.of == Some(fact));
    of_fact.flat_map(|case| &case.rates).map(|(from, _)| from.0)
}
