//! What a firm could change, or what would have to be true, for a condition or a whole rule to be met: the smallest sets of changes, called *ways*.
//!
//! A way is a set of changes after which the rule holds, or is for the agency to judge, whatever else is missing. Laws, each a test:
//! - applying a way reaches that; no proper subset of its changes does;
//! - no smaller move of one of its numbers does, where the figure today is exact;
//! - on a firm of which everything is known, each smallest set of facts that could be changed has its way.
//!
//! A way is given for today's other figures: the R&D that 3 % needs is 3 % of today's revenue, or of what the same way makes of it. Ratios are reached
//! by their numerators: growing is what a firm wants, and a smaller revenue is no advice. Each branch of an “or” is a way of its own; a score has one
//! way for each minimal set of improvements. Facts that a firm cannot change give no way unless they are not known yet; then the way says what they
//! would have to be.
//!
//! Candidates are built along the rule (`candidates`), applied, completed where a change broke something else, reduced to their smallest sufficient
//! subsets, and each number is moved back as far as the rule allows (`rule`). The engine itself judges every set.

mod candidates;
mod change_set;
mod condition;
mod rule;
mod score;
mod years;

pub use condition::of_condition;
pub use rule::of_rule;
pub use years::years;

use super::domain::{Domain, Domains};
use super::search::Search;
use crate::catalogue::Catalogue;
use crate::facts::{FactId, FactKind, OptionSet};
use crate::units::Quantity;
use change_set::ChangeSet;

/// The present value of a fact, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Current {
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
pub enum Required {
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
    pub current: Current,
    /// The required value.
    pub required: Required,
    /// The difference in steps of the unit: required less present. `None` where that is no number or not known.
    pub delta: Option<i64>,
}

/// Changes that together suffice, in the order of the facts.
pub type Way = Vec<Change>;

/// The ways of a rule.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ways {
    /// Ways, those with the fewest changes first.
    pub ways: Vec<Way>,
    /// Whether there are, or may be, more than were asked for.
    pub more: bool,
}

/// A set of changes with what is true today.
fn way(search: &Search<'_>, set: &ChangeSet) -> Way {
    let change = |&(fact, required): &(FactId, Required)| {
        let current = current(search.domains(), search.catalogue(), fact);
        Change { fact, current, required, delta: delta(current, required) }
    };
    set.iter().map(change).collect()
}

/// What is known of a fact.
fn current(domains: &Domains, catalogue: &Catalogue, fact: FactId) -> Current {
    match domains.get(fact) {
        Domain::Options(set) if set.0.count_ones() == 1 => Current::Option(set.0.trailing_zeros() as u8),
        Domain::Set(set) => Current::Options(set),
        Domain::Range(low, high) => match catalogue.fact(fact).kind {
            FactKind::Number { min, max, .. } if (low, high) == (min.0, max.0) => Current::Unknown,
            _ => Current::Range(Quantity(low), Quantity(high)),
        },
        Domain::Options(_) | Domain::Subsets(_) => Current::Unknown,
    }
}

/// The difference in steps of the unit: required less present.
fn delta(current: Current, required: Required) -> Option<i64> {
    match (current, required) {
        (Current::Range(low, high), Required::AtLeast(min)) if low == high => Some(min.0 - low.0),
        (Current::Range(low, high), Required::AtMost(max)) if low == high => Some(max.0 - low.0),
        _ => None,
    }
}

/// The smallest numerator that is at least `percent` (in 0.01 %) of the denominator.
fn share(percent: i64, of: i64) -> i64 {
    let product = i128::from(percent) * i128::from(of);
    i64::try_from(-(-product).div_euclid(10_000)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_up() {
        assert_eq!((share(300, 1_000), share(300, 1_001), share(300, 0)), (30, 31, 0));
    }

    #[test]
    fn a_difference_is_known_of_an_exact_figure_alone() {
        let at_least = Required::AtLeast(Quantity(10));
        assert_eq!(delta(Current::Range(Quantity(4), Quantity(4)), at_least), Some(6));
        assert_eq!(delta(Current::Range(Quantity(4), Quantity(5)), at_least), None);
        assert_eq!(delta(Current::Unknown, at_least), None);
    }
}
