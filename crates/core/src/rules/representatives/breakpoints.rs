//! Where a number's domain is cut, and where its values lie too close to zero for one of them to stand for others.

use super::super::domain::Domain;
use super::super::search::Search;
use super::leaves::Leaves;
use crate::catalogue::{Node, NodeId};
use crate::facts::{FactId, FactSet};
use crate::order;
use crate::units::Quantity;

/// Longest run of values listed one by one below a sum's bound.
const LONGEST_LIST: i64 = 4_096;

/// A bound on a ratio of a fact: the other fact, whether this one is the numerator, and the bound in 0.01 %.
type RatioBound = (FactId, bool, i64);

impl Search<'_> {
    /// The values at which a new interval of the fact begins. `visited` keeps links from being followed back.
    pub(super) fn breakpoints(&self, fact: FactId, visited: FactSet, leaves: &Leaves) -> Vec<i64> {
        let mut breakpoints = Vec::new();
        let mut ends_of: Vec<(FactId, Vec<i64>)> = Vec::new();
        for &leaf in &leaves.conditions {
            if let Some(bounds) = self.compared_at(leaf, fact) {
                breakpoints.extend(bounds);
                continue;
            }
            let Some(partner) = self.problem.partner(leaf, fact).filter(|&partner| !visited.has(partner)) else { continue };
            let known = ends_of.iter().position(|(known, _)| *known == partner).unwrap_or_else(|| {
                ends_of.push((partner, self.interval_ends(partner, visited.union(FactSet::only(partner)), leaves)));
                ends_of.len() - 1
            });
            self.carry(leaf, fact, &ends_of[known].1, &mut breakpoints);
        }
        order::sort(&mut breakpoints);
        breakpoints.dedup();
        breakpoints
    }

    /// Where a ratio or a sum cuts the fact, for each of these values of the other one.
    fn carry(&self, leaf: NodeId, fact: FactId, ends: &[i64], breakpoints: &mut Vec<i64>) {
        match self.problem.catalogue.node(leaf) {
            Node::Ratio { numerator, percent, .. } if *numerator == fact => {
                let positive = ends.iter().filter(|&&denominator| 0 < denominator);
                breakpoints.extend(positive.map(|&denominator| ceiling(i128::from(percent.0) * i128::from(denominator), 10_000)));
            }
            Node::Ratio { percent, .. } => {
                breakpoints.push(1);
                breakpoints.extend(ends.iter().map(|&numerator| floor(10_000 * i128::from(numerator), i128::from(percent.0)) + 1));
            }
            Node::Sum { min, .. } => breakpoints.extend(ends.iter().map(|&other| min.0 - other)),
            _ => {}
        }
    }

    /// First and last value of every interval of a fact that is weighed against another.
    fn interval_ends(&self, fact: FactId, visited: FactSet, leaves: &Leaves) -> Vec<i64> {
        if !self.assignment.open().has(fact) {
            let (first, second) = self.assignment.values(fact);
            return if first == second { vec![first] } else { vec![first, second] };
        }
        let Domain::Range(low, high) = self.assignment.domain(fact) else { return Vec::new() };
        let mut breakpoints = self.breakpoints(fact, visited, leaves);
        let divides = |&leaf: &NodeId| matches!(self.problem.catalogue.node(leaf), Node::Ratio { denominator, .. } if *denominator == fact);
        if leaves.conditions.iter().any(divides) {
            breakpoints.push(1);
            order::sort(&mut breakpoints);
        }
        intervals(low, high, &breakpoints).into_iter().flat_map(|(start, end)| [start, end]).collect()
    }

    /// Values of a number that leave the other fact of a sum one below which it is listed value by value, wherever they lie.
    pub(super) fn near_sum_bounds(&self, fact: FactId, leaves: &Leaves) -> Vec<(i64, i64)> {
        let mut found = Vec::new();
        for &leaf in &leaves.conditions {
            if let Node::Sum { min, .. } = self.problem.catalogue.node(leaf)
                && let Some(partner) = self.open_partner_in(leaf, fact)
            {
                let dense_from = self.dense_from(partner, FactSet::only(fact).union(FactSet::only(partner)), leaves);
                if 0 < dense_from {
                    found.push((min.0 - dense_from, min.0));
                }
            }
        }
        found
    }

    /// From this value on, every strip between two bounds on a ratio of this fact holds an integer, and so does every strip that a linked fact's
    /// ratios leave once they are seen through the link: twice the image of the linked fact's own value, for both strips are to meet.
    pub(super) fn dense_from(&self, fact: FactId, visited: FactSet, leaves: &Leaves) -> i64 {
        let mut bounds: Vec<RatioBound> = Vec::new();
        let mut dense_from = i64::MIN;
        let mut of_partner: Vec<(FactId, i64)> = Vec::new();
        for &leaf in &leaves.conditions {
            // Against a value that is fixed the breakpoints are exact, and there are no strips.
            let Some(partner) = self.open_partner_in(leaf, fact) else { continue };
            let known = of_partner.iter().position(|(known, _)| *known == partner).unwrap_or_else(|| {
                let within = visited.union(FactSet::only(partner));
                of_partner.push((partner, if within == visited { i64::MIN } else { self.dense_from(partner, within, leaves) }));
                of_partner.len() - 1
            });
            let beyond = of_partner[known].1;
            match self.problem.catalogue.node(leaf) {
                Node::Ratio { numerator, percent, .. } => {
                    bounds.push((partner, *numerator == fact, percent.0));
                    dense_from = dense_from.max(through_ratio(*numerator == fact, *percent, beyond));
                }
                Node::Sum { min, .. } if 0 < beyond && min.0 <= LONGEST_LIST => dense_from = dense_from.max(min.0),
                _ => {}
            }
        }
        dense_from.max(widest_strip(bounds))
    }
}

/// Twice the image of a value through a ratio; nothing of one that is not positive.
fn through_ratio(is_numerator: bool, percent: Quantity, value: i64) -> i64 {
    if value <= 0 {
        return i64::MIN;
    }
    let (twice, percent) = (2 * i128::from(value), i128::from(percent.0));
    if is_numerator { ceiling(percent * twice, 10_000) } else { ceiling(10_000 * twice, percent) }
}

/// The value from which on each strip between two neighbouring bounds on one ratio holds an integer.
fn widest_strip(mut bounds: Vec<RatioBound>) -> i64 {
    order::sort_by_key(&mut bounds, |&(partner, is_numerator, percent)| (partner.0, is_numerator, percent));
    bounds.dedup();
    let strip = |pair: &[RatioBound]| match pair {
        [(a, is_numerator, low), (b, _, high)] if a == b && low < high => {
            let product = if *is_numerator { i128::from(*low) * i128::from(*high) } else { 10_000 };
            let width = i128::from(high - low);
            Some(ceiling(product, if *is_numerator { 10_000 * width } else { width }))
        }
        _ => None,
    };
    bounds.windows(2).filter_map(strip).max().unwrap_or(i64::MIN)
}

/// The intervals that the breakpoints divide a closed range into.
pub fn intervals(low: i64, high: i64, breakpoints: &[i64]) -> Vec<(i64, i64)> {
    let mut intervals = Vec::new();
    let mut start = low;
    for &breakpoint in breakpoints {
        if start < breakpoint && breakpoint <= high {
            intervals.push((start, breakpoint - 1));
            start = breakpoint;
        }
    }
    intervals.push((start, high));
    intervals
}

fn floor(dividend: i128, divisor: i128) -> i64 {
    clamp(dividend.div_euclid(divisor))
}

fn ceiling(dividend: i128, divisor: i128) -> i64 {
    clamp(-(-dividend).div_euclid(divisor))
}

fn clamp(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN / 4 } else { i64::MAX / 4 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breakpoints_outside_the_range_cut_nothing() {
        assert_eq!(intervals(0, 9, &[-3, 0, 4, 4, 9, 10]), [(0, 3), (4, 8), (9, 9)]);
        assert_eq!(intervals(5, 5, &[]), [(5, 5)]);
    }

    #[test]
    fn every_strip_between_two_bounds_holds_an_integer_from_there_on() {
        let (low, high) = (300, 500);
        let is_within = |n: i64, d: i64| low * d <= 10_000 * n && 10_000 * n < high * d;
        let from = widest_strip(vec![(FactId(1), false, high), (FactId(1), false, low)]);
        assert!((from..from + 1_000).all(|d| (0..=d).any(|n| is_within(n, d))), "as a denominator, from {from}");
        let from = widest_strip(vec![(FactId(1), true, low), (FactId(1), true, high)]);
        assert!((from..from + 1_000).all(|n| (n..40 * n).any(|d| is_within(n, d))), "as a numerator, from {from}");
    }

    #[test]
    fn rounding_goes_down_or_up_also_below_zero() {
        assert_eq!((floor(7, 2), floor(-7, 2)), (3, -4));
        assert_eq!((ceiling(7, 2), ceiling(-7, 2)), (4, -3));
    }
}
