//! The first year in which a change can show.

use super::{Change, Current, Required};
use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::facts::FactId;
use crate::rules::domain::Domains;

/// The earliest year of each change's figure, where the change is of a figure of a closed year or of the end of one, and today's surely does not do: the firm
/// applies once in a year in which all of the way's figures are those of years still to close.
pub fn years(catalogue: &Catalogue, domains: &Domains, day: Date, way: &[Change]) -> Vec<Option<i64>> {
    let now = i64::from(day.year());
    let back = |change: &Change| {
        let fact = catalogue.fact(change.fact);
        if fact.year_end { 1 } else { i64::from(fact.years_back) }
    };
    // The first year whose figure can be as it must.
    let first = |change: &Change| {
        let fact = catalogue.fact(change.fact);
        let later = fact.year_after.filter(|later| way.iter().all(|other| other.fact != *later));
        match change.delta {
            Some(delta) if fact.year_end => now - 1 + delta,
            _ if later.is_some_and(|later| stands(domains, later, change.required)) => now - 1,
            _ => now,
        }
    };
    let bound: Vec<bool> = way.iter().map(|change| 0 < back(change) && falls_short(change)).collect();
    let applies = way.iter().zip(&bound).filter(|(_, bound)| **bound).map(|(change, _)| first(change) + back(change)).max();
    way.iter().zip(bound).map(|(change, bound)| applies.filter(|_| bound).map(|year| year - back(change))).collect()
}

/// Whether today's figure surely is not as it must be.
fn falls_short(change: &Change) -> bool {
    match (change.current, change.required) {
        (Current::Range(_, high), Required::AtLeast(min)) => high < min,
        (Current::Range(low, _), Required::AtMost(max)) => max < low,
        (Current::Range(..), Required::ShareOf(..)) => true,
        _ => false,
    }
}

/// Whether the figure of the year after already is as this one must be.
fn stands(domains: &Domains, later: FactId, required: Required) -> bool {
    match (domains.get(later).single(), required) {
        (Some(figure), Required::AtLeast(min)) => min.0 <= figure,
        (Some(figure), Required::AtMost(max)) => figure <= max.0,
        _ => false,
    }
}
