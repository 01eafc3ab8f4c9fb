//! What a support is worth a year, from the firm's own answers.
//!
//! Exact: the ends are the smallest and the largest amount over every completion of what is not known. A case's conditions do not mention the figure
//! that its rates apply to (checked when a pack is loaded), and an amount never falls as its figure rises; so a case's ends are the amounts at the ends
//! of the figure, and the whole's are the outermost of the cases that can apply. It is never part of a verdict.

use crate::catalogue::{Catalogue, SupportId, Worth, WorthAsks, WorthCase, WorthKind};
use crate::facts::{Answers, FactKind, FactValue};
use crate::report::{Report, SupportReport};
use crate::rules::domain::Domains;
use crate::rules::outcome::Outcome;
use crate::rules::search::Search;
use crate::rules::verdict::Verdict;
use crate::units::Quantity;

/// An amount of money in 分 (0.01 元).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Fen(pub i64);

/// What a support is worth a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Value {
    /// At least.
    pub min: Fen,
    /// At most.
    pub max: Fen,
    /// Whether the upper end is only that of the question: the answer says “at least so much”, and what is above is not known.
    pub is_open: bool,
    /// For how many years at most, where a document says so.
    pub years: Option<u8>,
    /// How the amount is meant.
    pub kind: WorthKind,
}

/// What several supports save a year together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Total {
    /// The sum.
    pub value: Value,
    /// The supports that are in it: of those that exclude each other all, though only the best of them is counted.
    pub of: Vec<SupportId>,
}

impl Fen {
    /// 分 in 万元.
    const WAN: i64 = 1_000_000;

    /// The exact amount in 万元, without trailing zeros: `0.325`.
    pub fn to_wan(self) -> String {
        let (whole, rest) = (self.0 / Fen::WAN, self.0 % Fen::WAN);
        let decimals = format!("{rest:06}");
        let decimals = decimals.trim_end_matches('0');
        if decimals.is_empty() { whole.to_string() } else { format!("{whole}.{decimals}") }
    }
}

/// What a support of a report is worth: where the firm may have it, a document sets a rate, and every figure that the rate applies to was answered.
pub fn of(catalogue: &Catalogue, answers: &Answers, report: &SupportReport) -> Option<Value> {
    let granted = matches!(report.assessment.verdict, Verdict::Qualifies | Verdict::Review);
    let worth = about(catalogue, report.support).filter(|_| granted && !report.is_over())?;
    value(catalogue, answers, worth)
}

/// The same whatever the verdict.
pub fn value(catalogue: &Catalogue, answers: &Answers, worth: &Worth) -> Option<Value> {
    let domains = Domains::new(catalogue, answers);
    let mut search = Search::new(catalogue, &domains);
    let mut found: Option<Value> = None;
    for case in &worth.cases {
        let outcomes = search.outcomes(&case.when);
        if !outcomes.has(Outcome::Holds) && !outcomes.has(Outcome::Review) {
            continue;
        }
        let (min, max, is_open) = ends(catalogue, answers, case)?;
        found = Some(found.map_or(Value { min, max, is_open, years: worth.years, kind: worth.kind }, |other| Value {
            min: other.min.min(min),
            max: other.max.max(max),
            is_open: other.is_open || is_open,
            ..other
        }));
    }
    found
}

/// Of the supports that relieve the same thing as this one, itself among them, the ones that the firm may have, in the order of the report.
pub fn rivals(catalogue: &Catalogue, report: &Report, support: SupportId) -> Vec<SupportId> {
    let group = |support| about(catalogue, support).and_then(|worth| worth.exclusive);
    let Some(own) = group(support) else { return Vec::new() };
    let granted = |report: &&SupportReport| matches!(report.verdict(), Some(Verdict::Qualifies | Verdict::Review));
    let rivals = report.supports.iter().filter(granted).map(|report| report.support);
    let rivals: Vec<SupportId> = rivals.filter(|&other| group(other) == Some(own)).collect();
    if rivals.len() < 2 || !rivals.contains(&support) { Vec::new() } else { rivals }
}

/// The one of these that is worth more than every other whatever is not known; none where that is not certain.
pub fn best(catalogue: &Catalogue, answers: &Answers, rivals: &[SupportId]) -> Option<SupportId> {
    let values: Vec<(SupportId, Value)> =
        rivals.iter().map(|&rival| Some((rival, value(catalogue, answers, about(catalogue, rival)?)?))).collect::<Option<_>>()?;
    let beats = |of: SupportId, own: Value| values.iter().all(|&(other, value)| other == of || value.max < own.min);
    values.iter().find(|&&(support, own)| beats(support, own)).map(|&(support, _)| support)
}

/// What the supports that the firm may have save a year together; none where nothing can be added up.
///
/// Of supports that relieve the same thing the best one counts: whatever is not known, it saves at least the largest of the least amounts and at most the
/// largest of the most. An amount that the tax may fall short of, and a loan, are in no sum.
pub fn total(catalogue: &Catalogue, answers: &Answers, report: &Report) -> Option<Total> {
    let mut groups: Vec<(Option<u8>, Value)> = Vec::new();
    let mut counted = Vec::new();
    for support in &report.supports {
        let Some(value) = of(catalogue, answers, support).filter(|value| value.kind == WorthKind::Saves && value.max.0 != 0) else {
            continue;
        };
        let group = about(catalogue, support.support).and_then(|worth| worth.exclusive);
        counted.push(support.support);
        match groups.iter_mut().find(|(other, _)| group.is_some() && *other == group) {
            Some((_, best)) => {
                *best =
                    Value { min: best.min.max(value.min), max: best.max.max(value.max), is_open: best.is_open || value.is_open, ..*best };
            }
            None => groups.push((group, value)),
        }
    }
    let sum = |one: fn(&Value) -> Fen| Fen(groups.iter().map(|(_, value)| one(value).0).fold(0, i64::saturating_add));
    let is_open = groups.iter().any(|(_, value)| value.is_open);
    let value = Value { min: sum(|value| value.min), max: sum(|value| value.max), is_open, years: None, kind: WorthKind::Saves };
    (!counted.is_empty()).then_some(Total { value, of: counted })
}

/// What is said of a support's worth in the pack.
pub fn about(catalogue: &Catalogue, support: SupportId) -> Option<&Worth> {
    catalogue.supports[support.index()].worth.as_ref()
}

/// What a figure that the card asked for is worth: exact, or from the least to the most of a range.
pub fn asked(asks: &WorthAsks, kind: WorthKind, years: Option<u8>, low: Quantity, high: Quantity) -> Value {
    let amount = |figure: Quantity| Fen(rated(&asks.rates, figure.0));
    Value { min: amount(low), max: amount(high), is_open: false, years, kind }
}

/// The ends of a case, and whether the upper one is only the question's own.
fn ends(catalogue: &Catalogue, answers: &Answers, case: &WorthCase) -> Option<(Fen, Fen, bool)> {
    let Some(fact) = case.of else { return Some((Fen(case.fixed), Fen(case.fixed), false)) };
    let Some(FactValue::Range(low, high)) = answers.value(fact) else { return None };
    let (min, max) = (amount(case, low.0), amount(case, high.0));
    let bound = matches!(catalogue.fact(fact).kind, FactKind::Number { max, .. } if max <= high);
    Some((Fen(min), Fen(max), bound && min < max && case.rates.last().is_some_and(|&(_, rate)| rate != 0)))
}

/// What a figure is worth.
fn amount(case: &WorthCase, figure: i64) -> i64 {
    case.fixed + rated(&case.rates, figure)
}

/// What the steps of a figure are worth.
fn rated(rates: &[(Quantity, i64)], figure: i64) -> i64 {
    let next = rates.iter().skip(1).map(|&(from, _)| from.0).chain([i64::MAX]);
    rates.iter().zip(next).map(|(&(from, rate), next)| (figure.min(next) - from.0).max(0) * rate).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_exactly() {
        for (fen, written) in [(0, "0"), (1, "0.000001"), (325_000, "0.325"), (1_000_000, "1"), (12_345_600, "12.3456")] {
            assert_eq!(Fen(fen).to_wan(), written);
        }
    }

    #[test]
    fn each_step_is_worth_its_own_rate() {
        let rates = vec![(Quantity(0), 5), (Quantity(10), 20), (Quantity(30), 0)];
        let case = WorthCase { when: Vec::new(), fixed: 7, of: None, rates };
        for (figure, worth) in [(-5, 7), (0, 7), (1, 12), (10, 57), (11, 77), (30, 457), (31, 457), (1_000, 457)] {
            assert_eq!(amount(&case, figure), worth, "{figure}");
        }
    }
}
