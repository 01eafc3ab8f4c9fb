//! A condition that depends on the option of a fact: one case for each.

use super::super::assignment::Change;
use super::super::domain::Domain;
use super::super::outcome::OutcomePairs;
use super::super::search::Search;
use crate::catalogue::NodeId;
use crate::facts::FactId;

impl Search<'_> {
    /// Pairs of outcomes that the case can have that the selector picks.
    pub(super) fn switch(&mut self, selector: FactId, cases: &[NodeId]) -> OutcomePairs {
        if !self.assignment.open().has(selector) {
            let (first, second) = self.assignment.values(selector);
            let (first, second) = (cases[first as usize], cases[second as usize]);
            return if first == second { self.possible(first) } else { self.in_two_cases(first, second) };
        }
        let mut union = OutcomePairs::NONE;
        for (option, case) in self.cases(selector, cases, |_, _| true) {
            union = union.union(self.with(Change::Value(selector, option), |search| search.possible(case)));
        }
        union
    }

    /// The options of an open selector with their cases, each case once unless it asks for the selector itself; only those that `counts` keeps.
    pub(in super::super) fn cases(&self, selector: FactId, cases: &[NodeId], counts: impl Fn(&Self, NodeId) -> bool) -> Vec<(i64, NodeId)> {
        let Domain::Options(left) = self.assignment.domain(selector) else { return Vec::new() };
        let mut found: Vec<(i64, NodeId)> = Vec::new();
        for option in left.iter() {
            let case = cases[usize::from(option)];
            let seen = found.iter().any(|&(_, known)| known == case) && !self.open_facts(case).has(selector);
            if counts(self, case) && !seen {
                found.push((i64::from(option), case));
            }
        }
        found
    }

    /// The first condition in the first world beside the second in the second.
    fn in_two_cases(&mut self, first: NodeId, second: NodeId) -> OutcomePairs {
        let shared = self.open_facts(first).and(self.open_facts(second));
        let Some(fact) = shared.iter().next() else {
            return self.possible(first).first().beside(self.possible(second).second());
        };
        let values = self.representatives(fact, &[first, second]);
        values.into_iter().fold(OutcomePairs::NONE, |union, value| {
            union.union(self.with(Change::Value(fact, value), |search| search.in_two_cases(first, second)))
        })
    }
}
