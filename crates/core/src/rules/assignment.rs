//! Everything that a search assumes for a moment, and the only thing in it that changes: fixed values, narrowed ranges, assumed ratios.
//!
//! Invariant: a change holds while the closure given with it runs, and is taken back when that returns. Nothing else can change an assignment, so that
//! it is after every call as it was before.
//!
//! Two *worlds* are kept at once: two firms that differ in the facts of [`Change::Step`] alone, and in nothing while there is none.

use core::mem;

use super::domain::Domain;
use super::problem::Problem;
use super::search::Search;
use crate::facts::{FactId, FactSet};
use crate::units::Quantity;

/// One of the two firms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum World {
    /// The first, and the only one while nothing differs.
    First,
    /// The second.
    Second,
}

/// Something to assume for a moment.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// An open fact has this value.
    Value(FactId, i64),
    /// An open fact has the first value in the first world and the second in the second.
    Step(FactId, i64, i64),
    /// An open number lies in this part of its domain. It stays open.
    Range(FactId, i64, i64),
    /// A fact has this domain, whatever was answered.
    Domain(FactId, Domain),
    /// A ratio reaches so far and no further, whatever the two numbers are.
    Ratio(AssumedRatio),
    /// A ratio reaches every bound up to this one (in 0.01 %): the numerator is taken to be as large as that needs.
    AtLeastRatio(FactId, FactId, Quantity),
    /// No ratio is assumed to reach so far and no further: the numbers decide them again.
    NumbersDecide,
}

/// A ratio that is assumed to reach a bound and no more, whatever the two numbers are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct AssumedRatio {
    pub numerator: FactId,
    pub denominator: FactId,
    /// The largest bound that it reaches, in 0.01 %, if any.
    pub reaches: Option<Quantity>,
}

impl AssumedRatio {
    /// Whether it reaches a bound.
    pub fn holds(&self, percent: Quantity) -> bool {
        self.reaches.is_some_and(|reaches| percent <= reaches)
    }

    fn facts(&self) -> FactSet {
        FactSet::only(self.numerator).union(FactSet::only(self.denominator))
    }
}

/// A value for every fact, in both worlds.
pub(super) type Profile = Vec<(i64, i64)>;

/// The present assumptions.
pub(super) struct Assignment {
    /// The domain that each fact has at the moment.
    domains: Vec<Domain>,
    /// The value of every fact that is not open, in both worlds; of an open one, some value that it may take.
    values: Profile,
    sets: Sets,
    /// Ratios assumed to reach a bound and no more.
    ratios: Vec<AssumedRatio>,
    /// Ratios assumed to reach every bound up to one: numerator, denominator, bound.
    least_ratios: Vec<(FactId, FactId, Quantity)>,
    /// How many revisions there have been: see [`Sets::revision`].
    revisions: u32,
}

/// The facts about which something is assumed, by kind.
#[derive(Clone, Copy)]
struct Sets {
    /// Neither known nor fixed.
    open: FactSet,
    /// Fixed to a value although the answers leave them open.
    fixed: FactSet,
    /// Fixed to two different values in the two worlds.
    differing: FactSet,
    /// Restricted to another domain than the answers leave.
    narrowed: FactSet,
    /// Restricted, whatever was answered.
    assumed: FactSet,
    /// Possibly outside their answered domain: the assumed ones, and the numerators of ratios assumed to reach at least so far.
    out_of_domain: FactSet,
    /// Narrowed, or in an assumed ratio.
    narrowed_or_ratio: FactSet,
    /// Names the state of domains and ratios. A new state gets a new number; the one before comes back with its state.
    revision: u32,
}

/// What is to be put back.
enum Before {
    Fact(FactId, Domain, (i64, i64)),
    Ratio,
    LeastRatio,
    Ratios(Vec<AssumedRatio>),
}

impl Assignment {
    /// Nothing assumed.
    pub fn new(problem: &Problem<'_>) -> Assignment {
        let domains: Vec<Domain> = (0..problem.catalogue.facts.len()).map(|index| problem.domains.get(FactId(index as u8))).collect();
        let none = FactSet::default();
        let sets = Sets {
            open: problem.domains.open,
            fixed: none,
            differing: none,
            narrowed: none,
            assumed: none,
            out_of_domain: none,
            narrowed_or_ratio: none,
            revision: 0,
        };
        let values = domains.iter().map(|domain| (domain.some(), domain.some())).collect();
        Assignment { domains, values, sets, ratios: Vec::new(), least_ratios: Vec::new(), revisions: 0 }
    }

    /// Facts that are neither known nor fixed at the moment.
    pub const fn open(&self) -> FactSet {
        self.sets.open
    }

    /// Fixed facts whose value differs between the worlds.
    pub const fn differing(&self) -> FactSet {
        self.sets.differing
    }

    /// Facts that may be what the answers do not allow.
    pub const fn out_of_domain(&self) -> FactSet {
        self.sets.out_of_domain
    }

    /// Facts that are narrowed to a range or bound by an assumed ratio, but not fixed.
    pub const fn narrowed_or_ratio(&self) -> FactSet {
        self.sets.narrowed_or_ratio
    }

    /// Facts that are not as the answers left them.
    pub const fn touched(&self) -> FactSet {
        self.sets.fixed.union(self.sets.narrowed_or_ratio).union(self.sets.out_of_domain)
    }

    /// The number of the present state of domains and ratios.
    pub const fn revision(&self) -> u32 {
        self.sets.revision
    }

    /// The domain of a fact at the moment.
    pub fn domain(&self, fact: FactId) -> Domain {
        self.domains[usize::from(fact.0)]
    }

    /// The value of a fact in both worlds; of an open one, some value that it may take.
    pub fn values(&self, fact: FactId) -> (i64, i64) {
        self.values[usize::from(fact.0)]
    }

    /// The value of a fact in one world.
    pub fn value(&self, fact: FactId, world: World) -> i64 {
        let (first, second) = self.values(fact);
        if world == World::First { first } else { second }
    }

    /// Smallest and largest value of a number at the moment (in the first world).
    pub fn ends(&self, fact: FactId) -> (i64, i64) {
        if !self.open().has(fact) {
            let (value, _) = self.values(fact);
            return (value, value);
        }
        match self.domain(fact) {
            Domain::Range(low, high) => (low, high),
            _ => (0, 0),
        }
    }

    /// Every ratio assumed to reach a bound and no more.
    pub fn ratios(&self) -> &[AssumedRatio] {
        &self.ratios
    }

    /// How far the ratio of these two is assumed to reach.
    pub fn ratio(&self, numerator: FactId, denominator: FactId) -> Option<&AssumedRatio> {
        self.ratios.iter().find(|ratio| ratio.numerator == numerator && ratio.denominator == denominator)
    }

    /// Whether the ratio of these two is assumed to reach at least this bound.
    pub fn has_at_least_ratio(&self, of: FactId, over: FactId, percent: Quantity) -> bool {
        self.least_ratios.iter().any(|&(numerator, denominator, most)| numerator == of && denominator == over && percent <= most)
    }

    /// A firm that is as the assignment says, with one of the possible values of each of these facts.
    pub fn profile(&self, facts: FactSet) -> Profile {
        let mut profile = self.values.clone();
        for fact in facts.iter() {
            let value = self.domain(fact).some();
            profile[usize::from(fact.0)] = (value, value);
        }
        profile
    }

    /// Gives the profile at hand another value of an open fact, in both worlds; only within [`Search::with_profile`].
    pub fn move_profile(&mut self, fact: FactId, value: i64) {
        debug_assert!(self.open().has(fact), "a profile says nothing of facts that are fixed");
        self.values[usize::from(fact.0)] = (value, value);
    }

    #[inline(never)]
    fn apply(&mut self, problem: &Problem<'_>, change: Change) -> (Sets, Before) {
        let sets = self.sets;
        let of_fact = |fact: FactId| Before::Fact(fact, self.domain(fact), self.values(fact));
        let before = match change {
            Change::Value(fact, ..) | Change::Step(fact, ..) | Change::Range(fact, ..) | Change::Domain(fact, _) => of_fact(fact),
            Change::Ratio(_) => Before::Ratio,
            Change::AtLeastRatio(..) => Before::LeastRatio,
            Change::NumbersDecide => Before::Ratios(mem::take(&mut self.ratios)),
        };
        match change {
            Change::Value(fact, value) => self.fix(fact, value, value),
            Change::Step(fact, first, second) => self.fix(fact, first, second),
            Change::Range(fact, low, high) => self.narrow(problem, fact, Domain::Range(low, high)),
            Change::Domain(fact, domain) => self.assume(problem, fact, domain),
            Change::Ratio(ratio) => self.ratios.push(ratio),
            Change::AtLeastRatio(numerator, denominator, percent) => self.least_ratios.push((numerator, denominator, percent)),
            Change::NumbersDecide => {}
        }
        if !matches!(change, Change::Value(..) | Change::Step(..)) {
            self.revise();
        }
        (sets, before)
    }

    #[inline(never)]
    fn restore(&mut self, (sets, before): (Sets, Before)) {
        self.sets = sets;
        match before {
            Before::Fact(fact, domain, values) => {
                self.domains[usize::from(fact.0)] = domain;
                self.values[usize::from(fact.0)] = values;
            }
            Before::Ratio => _ = self.ratios.pop(),
            Before::LeastRatio => _ = self.least_ratios.pop(),
            Before::Ratios(ratios) => self.ratios = ratios,
        }
    }

    fn fix(&mut self, fact: FactId, first: i64, second: i64) {
        let bit = FactSet::only(fact);
        self.values[usize::from(fact.0)] = (first, second);
        self.sets.open = self.sets.open.without(bit);
        self.sets.fixed = self.sets.fixed.union(bit);
        self.sets.differing = if first == second { self.sets.differing.without(bit) } else { self.sets.differing.union(bit) };
    }

    fn narrow(&mut self, problem: &Problem<'_>, fact: FactId, to: Domain) {
        let bit = FactSet::only(fact);
        self.domains[usize::from(fact.0)] = to;
        self.sets.narrowed = if to == problem.domains.get(fact) { self.sets.narrowed.without(bit) } else { self.sets.narrowed.union(bit) };
        if let Domain::Range(low, _) = to {
            // Comparisons that the range decides are read off any of its values.
            self.values[usize::from(fact.0)] = (low, low);
        }
    }

    fn assume(&mut self, problem: &Problem<'_>, fact: FactId, domain: Domain) {
        let bit = FactSet::only(fact);
        self.narrow(problem, fact, domain);
        match domain.single() {
            Some(value) => {
                self.values[usize::from(fact.0)] = (value, value);
                self.sets.open = self.sets.open.without(bit);
            }
            None => self.sets.open = self.sets.open.union(bit),
        }
        self.sets.assumed = self.sets.assumed.union(bit);
    }

    /// A new state of domains and ratios.
    fn revise(&mut self) {
        self.revisions += 1;
        self.sets.revision = self.revisions;
        self.sets.narrowed_or_ratio = self.ratios.iter().fold(self.sets.narrowed, |set, ratio| set.union(ratio.facts()));
        self.sets.out_of_domain =
            self.least_ratios.iter().fold(self.sets.assumed, |set, &(numerator, ..)| set.union(FactSet::only(numerator)));
    }
}

impl Search<'_> {
    /// What `then` finds under one more assumption.
    pub(super) fn with<R>(&mut self, change: Change, then: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.assignment.apply(&self.problem, change);
        let found = then(self);
        self.assignment.restore(before);
        found
    }

    /// What `then` finds while this fact alone is open.
    pub(super) fn with_only_open<R>(&mut self, fact: FactId, then: impl FnOnce(&mut Self) -> R) -> R {
        let open = mem::replace(&mut self.assignment.sets.open, FactSet::only(fact));
        let found = then(self);
        self.assignment.sets.open = open;
        found
    }

    /// What `then` finds on one firm, and the firm as `then` left it: it may move it step by step.
    pub(super) fn with_profile<R>(&mut self, profile: Profile, then: impl FnOnce(&mut Self) -> R) -> (R, Profile) {
        let before = mem::replace(&mut self.assignment.values, profile);
        let found = then(self);
        (found, mem::replace(&mut self.assignment.values, before))
    }
}
