//! What separates a firm from a criterion: ways out, each a list of changes that together suffice.
//!
//! A way is given for today's other figures: the R&D that 3 % needs is 3 % of today's revenue, or of what the same way makes of it. Each branch of an
//! “or” is a way of its own; a score has one way for each minimal set of improvements. Facts that a firm cannot change give no way.
//!
//! Law, a test on real and generated rules: after a way the condition holds, and nothing smaller does.

use super::domain::{Domain, Domains};
use super::drafts::Draft;
use super::search::Search;
use super::ways;
use crate::catalogue::{Catalogue, Change as Changeable, NodeId};
use crate::date::Date;
use crate::facts::{FactId, FactKind, OptionSet};
use crate::units::Quantity;

/// The present value of a fact, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Have {
    /// Nothing is known.
    Unknown,
    /// Exactly this number, or a closed range.
    Range(Quantity, Quantity),
    /// This option.
    Option(u8),
    /// These options.
    Options(OptionSet),
}

/// The value that the criterion requires of a fact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Need {
    /// At least this number.
    AtLeast(Quantity),
    /// At most this number.
    AtMost(Quantity),
    /// At least this share (in 0.01 %) of another fact whose figure is not exact.
    ShareOf(FactId, Quantity),
    /// This option.
    Option(u8),
    /// This option among those chosen.
    Including(u8),
    /// None of these chosen.
    Without(u32),
}

/// One change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// The fact.
    pub fact: FactId,
    /// Its present value.
    pub have: Have,
    /// The required value.
    pub need: Need,
    /// The difference in steps of the unit: required less present. `None` where that is no number or not known.
    pub delta: Option<i64>,
}

/// Changes that together suffice, in the order of the facts.
pub type Way = Vec<Change>;

/// More ways than anybody reads; a score alone can have many.
const MOST_WAYS: usize = 24;

/// The ways to make a condition hold (or be for the agency to judge): each is applied and judged by the engine before it is given. One empty way: nothing
/// is needed. None: nothing that the firm could do, or what is missing has to be known first.
pub fn ways(search: &mut Search<'_>, node: NodeId) -> Vec<Way> {
    let found = ways::ways(search, &[vec![node]], MOST_WAYS).ways;
    found.into_iter().filter(|way| !goes_by_size(search.catalogue(), way)).collect()
}

/// Whether a way names how large the firm is, or asks for no more than that it be no larger: that is no distance anybody works on.
fn goes_by_size(catalogue: &Catalogue, way: &Way) -> bool {
    let about = |change: &Change| (catalogue.fact(change.fact).change, change.need);
    let no_larger = |change: &Change| matches!(about(change), (Changeable::Rise, Need::AtMost(_)));
    let size = |change: &Change| matches!(about(change), (Changeable::Never, Need::AtLeast(_) | Need::AtMost(_)));
    !way.is_empty() && (way.iter().any(size) || way.iter().all(no_larger))
}

/// A set of changes with what is held today.
pub fn way(search: &Search<'_>, draft: &Draft) -> Way {
    let change = |&(fact, need): &(FactId, Need)| {
        let have = have(search.domains(), search.catalogue(), fact);
        Change { fact, have, need, delta: delta(have, need) }
    };
    draft.iter().map(change).collect()
}

/// What is known of a fact.
pub fn have(domains: &Domains, catalogue: &Catalogue, fact: FactId) -> Have {
    match domains.get(fact) {
        Domain::Options(set) if set.0.count_ones() == 1 => Have::Option(set.0.trailing_zeros() as u8),
        Domain::Set(set) => Have::Options(set),
        Domain::Range(low, high) => match catalogue.fact(fact).kind {
            FactKind::Number { min, max, .. } if (low, high) == (min.0, max.0) => Have::Unknown,
            _ => Have::Range(Quantity(low), Quantity(high)),
        },
        Domain::Options(_) | Domain::Subsets(_) => Have::Unknown,
    }
}

/// The smallest numerator that is at least `percent` (in 0.01 %) of the denominator.
pub fn share(percent: i64, of: i64) -> i64 {
    let product = i128::from(percent) * i128::from(of);
    i64::try_from(-(-product).div_euclid(10_000)).unwrap_or(i64::MAX)
}

/// The difference in steps of the unit: required less present.
pub fn delta(have: Have, need: Need) -> Option<i64> {
    match (have, need) {
        (Have::Range(low, high), Need::AtLeast(min)) if low == high => Some(min.0 - low.0),
        (Have::Range(low, high), Need::AtMost(max)) if low == high => Some(max.0 - low.0),
        _ => None,
    }
}

/// The earliest year of each change's figure, where the change is of a figure of a closed year or of the end of one, and today's surely does not do: the firm
/// applies once in a year in which all of the way's figures are those of years still to close.
pub fn years(catalogue: &Catalogue, domains: &Domains, day: Date, way: &[Change]) -> Vec<Option<i64>> {
    let now = i64::from(day.year());
    let falls_short = |change: &Change| match (change.have, change.need) {
        (Have::Range(_, high), Need::AtLeast(min)) => high < min,
        (Have::Range(low, _), Need::AtMost(max)) => max < low,
        (Have::Range(..), Need::ShareOf(..)) => true,
        _ => false,
    };
    let back = |change: &Change| {
        let fact = catalogue.fact(change.fact);
        if fact.year_end { 1 } else { i64::from(fact.years_back) }
    };
    // The first year whose figure can be as it must.
    let first = |change: &Change| {
        let fact = catalogue.fact(change.fact);
        let later = fact.year_after.filter(|later| way.iter().all(|other| other.fact != *later));
        let stands = |later: FactId| match (domains.get(later).single(), change.need) {
            (Some(figure), Need::AtLeast(min)) => min.0 <= figure,
            (Some(figure), Need::AtMost(max)) => figure <= max.0,
            _ => false,
        };
        match change.delta {
            Some(delta) if fact.year_end => now - 1 + delta,
            _ if later.is_some_and(stands) => now - 1,
            _ => now,
        }
    };
    let bound: Vec<bool> = way.iter().map(|change| 0 < back(change) && falls_short(change)).collect();
    let applies = way.iter().zip(&bound).filter(|(_, bound)| **bound).map(|(change, _)| first(change) + back(change)).max();
    way.iter().zip(bound).map(|(change, bound)| applies.filter(|_| bound).map(|year| year - back(change))).collect()
}
