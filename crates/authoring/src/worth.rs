//! What a support is worth: the seeds' rates, caps and tax tables to amounts in 分 for each step of a figure.

use super::conditions::{Conditions, number};
use super::said::{Said, compiling as said};
use super::seed::{Number, WorthCaseSeed, WorthSeed};
use zice_core::catalogue::{NodeId, Term, WorthCase};
use zice_core::facts::FactId;
use zice_core::units::{Quantity, Unit};

/// 分 in 0.01 万元, the step of money.
const FEN_A_STEP: i64 = 10_000;
/// 100 %, in 0.01 %.
const WHOLE: i64 = 10_000;

/// The cases, each with the conditions that it is the first to meet.
///
/// # Errors
/// When a case is none of the forms, or the last does not hold on every firm that the others leave.
pub fn cases(conditions: &mut Conditions<'_>, terms: &[Term], worth: &WorthSeed) -> Result<Vec<WorthCase>, Said> {
    let mut earlier: Vec<NodeId> = Vec::new();
    let mut cases = Vec::new();
    for (place, seed) in worth.cases.iter().enumerate() {
        let is_last = place + 1 == worth.cases.len();
        if seed.when.is_some() == is_last {
            return Err(said::worth_when());
        }
        let mut when = earlier.clone();
        if let Some(condition) = &seed.when {
            let node = conditions.compile(condition, terms)?;
            when.push(node);
            earlier.push(conditions.not(node));
        }
        let of = seed.of.as_ref().map(|fact| conditions.number(fact)).transpose()?;
        if let Some((fact, _)) = of
            && when.iter().any(|&node| conditions.mask(node).has(fact))
        {
            return Err(said::worth_mentions());
        }
        cases.push(case(seed, when, of)?);
    }
    if cases.is_empty() && worth.asks.is_none() { Err(said::worth_empty()) } else { Ok(cases) }
}

fn case(seed: &WorthCaseSeed, when: Vec<NodeId>, of: Option<(FactId, Unit)>) -> Result<WorthCase, Said> {
    let times = i64::from(seed.periods.unwrap_or(1));
    let by_rate = seed.rate.is_some() || !seed.table.is_empty();
    let only_rate = seed.deducts.is_some() || seed.reduced_to.is_some() || seed.share.is_some();
    let (fixed, rates) = match (&seed.amount, &seed.each, of) {
        (Some(amount), None, None) if !by_rate && !only_rate && seed.at_most.is_none() => (fen(amount)? * times, Vec::new()),
        (None, Some(each), Some((_, unit))) if !by_rate && !only_rate && unit.steps() == 1 => {
            (0, capped(seed, unit, vec![(Quantity(0), fen(each)? * times)])?)
        }
        (None, None, Some((_, Unit::WanYuan))) if by_rate => (0, of_money(seed, times)?),
        _ => return Err(said::worth_forms()),
    };
    Ok(WorthCase { when, fixed, of: of.map(|(fact, _)| fact), rates })
}

/// The rates of a figure that the card asks for: money, and a rate or a table; it hangs on nothing.
///
/// # Errors
/// When it has any other form.
pub fn asked(seed: &WorthCaseSeed) -> Result<Vec<(Quantity, i64)>, Said> {
    let other = seed.when.is_some() || seed.of.is_some() || seed.each.is_some() || seed.amount.is_some() || seed.periods.is_some();
    if other || seed.rate.is_none() && seed.table.is_empty() {
        return Err(said::worth_asked());
    }
    of_money(seed, 1)
}

/// What each step of an amount of money is worth.
fn of_money(seed: &WorthCaseSeed, times: i64) -> Result<Vec<(Quantity, i64)>, Said> {
    let scale = [&seed.deducts, &seed.share].into_iter().flatten().map(percent).collect::<Result<Vec<i64>, Said>>()?;
    let scaled = |rate: i64| {
        scale.iter().try_fold(rate, |rate, share| {
            let product = rate * share;
            if product % WHOLE == 0 { Ok(product / WHOLE) } else { Err(said::worth_fine()) }
        })
    };
    let steps = match (&seed.rate, &seed.reduced_to) {
        (Some(rate), reduced) if seed.table.is_empty() => {
            let saved = percent(rate)? - reduced.as_ref().map_or(Ok(0), percent)?;
            if saved <= 0 {
                return Err(said::worth_reduced());
            }
            vec![(Quantity(0), saved)]
        }
        (None, None) => table(seed)?,
        _ => return Err(said::worth_rate_or_table()),
    };
    let rates = steps.into_iter().map(|(from, rate)| Ok((from, scaled(rate)? * times))).collect::<Result<Vec<_>, Said>>()?;
    capped(seed, Unit::WanYuan, rates)
}

/// Nothing more above the cap.
fn capped(seed: &WorthCaseSeed, unit: Unit, mut rates: Vec<(Quantity, i64)>) -> Result<Vec<(Quantity, i64)>, Said> {
    if let Some(cap) = &seed.at_most {
        let cap = number(cap, unit)?;
        rates.retain(|(from, _)| *from < cap);
        rates.push((cap, 0));
    }
    Ok(rates)
}

/// A tax table as it is printed: each step's upper end, rate, and what is taken off so that the rate may be applied to the whole.
fn table(seed: &WorthCaseSeed) -> Result<Vec<(Quantity, i64)>, Said> {
    let mut steps: Vec<(Quantity, i64)> = Vec::new();
    let (mut from, mut less) = (Some(Quantity(0)), 0_i64);
    for step in &seed.table {
        let rate = percent(&step.rate)?;
        let start = from.ok_or_else(said::worth_last_step)?;
        if let Some((_, before)) = steps.last() {
            less += start.0 * (rate - before);
        }
        // In 分: steps of money times hundredths of a percent.
        if fen(&step.less)? != less {
            return Err(said::worth_takes_off(start.to_decimal(Unit::WanYuan)));
        }
        steps.push((start, rate));
        from = step.up_to.as_ref().map(|up_to| number(up_to, Unit::WanYuan)).transpose()?;
    }
    if from.is_some() { Err(said::worth_open_end()) } else { Ok(steps) }
}

fn percent(written: &Number) -> Result<i64, Said> {
    number(written, Unit::Share).map(|share| share.0)
}

fn fen(written: &Number) -> Result<i64, Said> {
    number(written, Unit::WanYuan).map(|amount| amount.0 * FEN_A_STEP)
}
