//! A number between two bounds, each included; either may be missing.

use super::super::domain::Domain;
use super::super::outcome::OutcomePairs;
use crate::units::Quantity;

/// Whether a value lies between the bounds.
pub fn holds(min: Option<Quantity>, max: Option<Quantity>, value: i64) -> bool {
    min.is_none_or(|min| min.0 <= value) && max.is_none_or(|max| value <= max.0)
}

/// What it can be while the number is open.
pub fn possible(domain: Domain, min: Option<Quantity>, max: Option<Quantity>) -> OutcomePairs {
    let Domain::Range(low, high) = domain else { return OutcomePairs::NONE };
    let (min, max) = ends(low, high, min, max);
    OutcomePairs::truths(low.max(min) <= high.min(max), low < min || max < high)
}

/// Whether every value of the domain gives the same.
pub fn is_decided(domain: Domain, min: Option<Quantity>, max: Option<Quantity>) -> bool {
    let Domain::Range(low, high) = domain else { return false };
    let (min, max) = ends(low, high, min, max);
    min <= low && high <= max || high < min || max < low
}

fn ends(low: i64, high: i64, min: Option<Quantity>, max: Option<Quantity>) -> (i64, i64) {
    (min.map_or(low, |min| min.0), max.map_or(high, |max| max.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: (Option<Quantity>, Option<Quantity>) = (Some(Quantity(10)), Some(Quantity(20)));

    #[test]
    fn bounds_are_included() {
        let (min, max) = BOUNDS;
        assert!(holds(min, max, 10) && holds(min, max, 20) && !holds(min, max, 9) && !holds(min, max, 21));
        assert!(holds(None, None, i64::MIN));
    }

    #[test]
    fn a_range_that_crosses_a_bound_leaves_both() {
        let (min, max) = BOUNDS;
        for (low, high, can_hold, can_fail) in [
            (10, 20, true, false),
            (9, 20, true, true),
            (10, 21, true, true),
            (21, 30, false, true),
            (0, 9, false, true),
            (0, 30, true, true),
        ] {
            let domain = Domain::Range(low, high);
            assert_eq!(possible(domain, min, max), OutcomePairs::truths(can_hold, can_fail), "{low} to {high}");
            assert_eq!(is_decided(domain, min, max), can_hold != can_fail, "{low} to {high}");
        }
    }
}
