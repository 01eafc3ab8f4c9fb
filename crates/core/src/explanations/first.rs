//! What to do first: at most three supports that the firm may have, those with the most worth or the nearest end.

use super::order;
use crate::catalogue::{Catalogue, WorthKind};
use crate::facts::Answers;
use crate::order::sort_by_key;
use crate::report::{Report, Status, SupportReport};
use crate::rules::verdict::Verdict;
use crate::worth::{self, Value};

/// At most so many.
pub const MOST: usize = 3;

/// Places in the report's list: what is worth most, what ends first within [`crate::report::SOON`] days, what is worth most of the rest; where there
/// is no such thing, in the order of reading. Of supports that exclude each other only the one that is worth most; none that is not in force yet, and
/// none of which nothing was judged.
pub fn first(catalogue: &Catalogue, answers: &Answers, report: &Report) -> Vec<usize> {
    let granted = |support: &SupportReport| matches!(support.verdict(), Some(Verdict::Qualifies | Verdict::Review));
    let stands =
        |support: &SupportReport| granted(support) && support.status == Status::InForce && !support.assessment.decided_nothing(catalogue);
    let members: Vec<usize> = (0..report.supports.len()).filter(|&place| stands(&report.supports[place])).collect();
    let values: Vec<i64> = report.supports.iter().map(|support| worth::of(catalogue, answers, support).map_or(0, saved)).collect();
    let beaten = |place: usize| {
        let rivals = worth::rivals(catalogue, report, report.supports[place].support);
        let other = |other: usize| rivals.contains(&report.supports[other].support) && (values[place], other) < (values[other], place);
        members.iter().any(|&place| other(place))
    };
    let members: Vec<usize> = members.iter().copied().filter(|&place| !beaten(place)).collect();

    let mut by_worth: Vec<usize> = members.iter().copied().filter(|&place| values[place] != 0).collect();
    sort_by_key(&mut by_worth, |&place| (core::cmp::Reverse(values[place]), place));
    let mut by_end: Vec<usize> = members.iter().copied().filter(|&place| report.supports[place].days_left.is_some()).collect();
    sort_by_key(&mut by_end, |&place| (report.supports[place].days_left, place));
    let mut others = members;
    sort_by_key(&mut others, |&place| {
        let support = &report.supports[place];
        (order::topic(catalogue, support), support.verdict() == Some(Verdict::Review), place)
    });

    let mut chosen: Vec<usize> = Vec::new();
    let first_of = |list: &[usize], chosen: &[usize]| list.iter().copied().find(|place| !chosen.contains(place));
    for list in [&by_worth, &by_end, &by_worth, &by_worth, &by_end, &by_end, &others, &others, &others] {
        if chosen.len() < MOST {
            chosen.extend(first_of(list, &chosen));
        }
    }
    chosen
}

/// What counts as worth here: money that the firm keeps for certain or at most, not what it borrows.
const fn saved(value: Value) -> i64 {
    match value.kind {
        WorthKind::Saves | WorthKind::AtMost => value.min.0,
        WorthKind::Loan | WorthKind::ADay => 0,
    }
}
