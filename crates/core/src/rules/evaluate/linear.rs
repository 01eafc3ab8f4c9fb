//! Two numbers weighed against each other: a share that one of them must be of the other, or a sum that both must reach.

use super::super::assignment::{Change, World};
use super::super::outcome::OutcomePairs;
use super::super::search::Search;
use crate::catalogue::{Node, NodeId};
use crate::facts::FactId;
use crate::units::Quantity;

/// `10000 × numerator ≥ percent × denominator` with a positive denominator.
pub fn reaches(numerator: i64, denominator: i64, percent: Quantity) -> bool {
    0 < denominator && i128::from(percent.0) * i128::from(denominator) <= 10_000 * i128::from(numerator)
}

/// What a share can be while its numbers lie between these ends.
fn possible_ratio((n_low, n_high): (i64, i64), (d_low, d_high): (i64, i64), percent: Quantity) -> OutcomePairs {
    let can_hold = 1 <= d_high && reaches(n_high, d_low.max(1), percent);
    OutcomePairs::truths(can_hold, d_low <= 0 || !reaches(n_low, d_high, percent))
}

/// What a sum can be while its numbers lie between these ends.
fn possible_sum((a_low, a_high): (i64, i64), (b_low, b_high): (i64, i64), min: Quantity) -> OutcomePairs {
    OutcomePairs::truths(min.0 <= a_high + b_high, a_low + b_low < min.0)
}

impl Search<'_> {
    /// Whether a share is reached in one world: as it is assumed, or else by the two numbers.
    pub(super) fn ratio_holds(&self, numerator: FactId, denominator: FactId, percent: Quantity, world: World) -> bool {
        match self.assignment.ratio(numerator, denominator) {
            Some(ratio) => ratio.holds(percent),
            None => {
                let value = |fact| self.assignment.value(fact, world);
                self.assignment.has_at_least_ratio(numerator, denominator, percent)
                    || reaches(value(numerator), value(denominator), percent)
            }
        }
    }

    /// A ratio or a sum with one open fact or two.
    pub(super) fn linear(&mut self, node: NodeId) -> OutcomePairs {
        let catalogue = self.problem.catalogue;
        if !catalogue.mask(node).and(self.assignment.differing()).is_empty() {
            let Some(fact) = self.open_facts(node).iter().next() else { return self.known(node) };
            let values = self.representatives(fact, &[node]);
            return values
                .into_iter()
                .fold(OutcomePairs::NONE, |union, value| union.union(self.with(Change::Value(fact, value), |search| search.known(node))));
        }
        let ends = |fact: FactId| self.assignment.ends(fact);
        match catalogue.node(node) {
            Node::Ratio { numerator, denominator, percent } => {
                if self.assignment.has_at_least_ratio(*numerator, *denominator, *percent) {
                    OutcomePairs::truths(true, false)
                } else {
                    possible_ratio(ends(*numerator), ends(*denominator), *percent)
                }
            }
            Node::Sum { facts, min } => possible_sum(ends(facts[0]), ends(facts[1]), *min),
            _ => OutcomePairs::NONE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THIRD: Quantity = Quantity(3_333);

    #[test]
    fn a_share_is_compared_without_rounding() {
        assert!(reaches(3_333, 10_000, THIRD) && !reaches(3_332, 10_000, THIRD));
        assert!(reaches(i64::MAX, i64::MAX, Quantity(10_000)));
    }

    #[test]
    fn of_nothing_no_share_is_reached() {
        assert!(!reaches(1, 0, Quantity(0)) && !reaches(1, -5, THIRD));
        assert_eq!(possible_ratio((0, 9), (0, 0), Quantity(0)), OutcomePairs::truths(false, true));
    }

    #[test]
    fn ranges_leave_what_their_ends_leave() {
        assert_eq!(possible_ratio((50, 60), (100, 100), Quantity(5_000)), OutcomePairs::truths(true, false));
        assert_eq!(possible_ratio((49, 60), (100, 100), Quantity(5_000)), OutcomePairs::truths(true, true));
        assert_eq!(possible_sum((1, 4), (2, 5), Quantity(9)), OutcomePairs::truths(true, true));
        assert_eq!(possible_sum((1, 4), (2, 5), Quantity(10)), OutcomePairs::truths(false, true));
    }
}
