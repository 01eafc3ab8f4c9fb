//! The exact search: which outcomes conditions can have, and which facts can change them.
//!
//! A search joins what never changes ([`Problem`]), what is assumed for a moment ([`Assignment`]) and what was found ([`Cache`]); `evaluate` and
//! `relevance` say how they are used.

use super::assignment::{Assignment, Change};
use super::cache::Cache;
use super::domain::{Domain, Domains};
use super::evaluate::join::Join;
use super::outcome::{Outcome, OutcomeSet};
use super::problem::Problem;
use super::representatives::intervals;
use crate::catalogue::{Catalogue, NodeId};
use crate::facts::FactId;

/// A search over one pack and one set of answers.
pub struct Search<'a> {
    pub(super) problem: Problem<'a>,
    pub(super) assignment: Assignment,
    pub(super) cache: Cache,
    /// How many conditions were evaluated: for benchmarks, and for the tests that bound the effort.
    pub steps: u64,
    /// The number of steps at which a search for a witness gives up.
    pub(super) limit: u64,
}

impl<'a> Search<'a> {
    /// A search with nothing assumed.
    pub fn new(catalogue: &'a Catalogue, domains: &'a Domains) -> Search<'a> {
        let problem = Problem::new(catalogue, domains);
        let (assignment, cache) = (Assignment::new(&problem), Cache::new(&problem));
        Search { problem, assignment, cache, steps: 0, limit: u64::MAX }
    }

    /// The pack searched.
    pub fn catalogue(&self) -> &'a Catalogue {
        self.problem.catalogue
    }

    /// What the answers leave open.
    pub fn domains(&self) -> &'a Domains {
        self.problem.domains
    }

    /// The outcomes that the weakest of these can have.
    pub fn outcomes(&mut self, nodes: &[NodeId]) -> OutcomeSet {
        nodes.iter().for_each(|&node| self.classify(node));
        self.join(nodes, Join::All).first()
    }

    /// The outcomes that the best of several lists can have, each list taken by its weakest.
    pub fn outcomes_of_best(&mut self, lists: &[Vec<NodeId>]) -> OutcomeSet {
        if let [only] = lists {
            return self.outcomes(only);
        }
        let of_each: Vec<(&Vec<NodeId>, OutcomeSet)> = lists.iter().map(|list| (list, self.outcomes(list))).collect();
        let (left, outcomes): (Vec<Vec<NodeId>>, Vec<OutcomeSet>) = of_each
            .into_iter()
            .filter(|(_, outcomes)| !outcomes.is_only(Outcome::Fails))
            .map(|(list, outcomes)| (list.clone(), outcomes))
            .unzip();
        match outcomes[..] {
            [] => OutcomeSet::only(Outcome::Fails),
            [only] => only,
            _ if outcomes.iter().any(|outcomes| outcomes.is_only(Outcome::Holds)) => OutcomeSet::only(Outcome::Holds),
            _ => self.best(&left, &outcomes),
        }
    }

    /// Choices that stand for all values of a shared number or option. Where one part alone weighs the fact against another, it is enough to
    /// know for the rest between which of its bounds the number lies, and it stays open there.
    pub(super) fn choices(&self, fact: FactId, parts: &[&[NodeId]]) -> Vec<Change> {
        if let Domain::Range(low, high) = self.assignment.domain(fact) {
            let (weighed, bounds) = self.comparisons(fact, parts);
            let ranges = intervals(low, high, &bounds);
            if weighed == 1 && 1 < ranges.len() {
                return ranges.into_iter().map(|(low, high)| Change::Range(fact, low, high)).collect();
            }
        }
        self.representatives(fact, &parts.concat()).into_iter().map(|value| Change::Value(fact, value)).collect()
    }

    /// Whether no further step is allowed.
    pub(super) const fn is_spent(&self) -> bool {
        self.limit <= self.steps
    }
}
