//! What was found, for when it is asked again: a search comes back to the same conditions and to the same values many times.
//!
//! Invariant: a result is kept either for facts that are as the answers left them, or under a key that names everything assumed about its facts and is
//! compared as a whole; equal keys have equal results. Nothing is kept while facts may be what the answers do not allow.

use core::cell::Cell;

use super::assignment::AssumedRatio;
use super::domain::Domain;
use super::evaluate::join::Join;
use super::evaluate::score::PointPairs;
use super::outcome::OutcomePairs;
use super::problem::Problem;
use super::search::Search;
use crate::catalogue::NodeId;
use crate::facts::FactSet;

/// Results kept at once under one question's keys; a power of two.
const BUCKETS: usize = 32;

/// Everything that was found so far.
pub(super) struct Cache {
    /// Of each condition whose facts are untouched: its possible outcomes.
    pub outcomes: Vec<Option<OutcomePairs>>,
    /// Of conditions that share facts, all untouched: their joint outcomes.
    joint: Vec<Joint>,
    /// Of each score: its possible outcomes under assumptions.
    pub scores: Vec<Keyed<OutcomePairs>>,
    /// Of each part of a score, untouched: its possible points.
    pub parts: Vec<Option<PointPairs>>,
    /// Of each part of a score: its possible points under assumptions.
    pub assumed_parts: Vec<Keyed<PointPairs>>,
    /// Of each condition, once it was classified: its facts without those that only decided conditions mention.
    pub undecided: Vec<Option<FactSet>>,
    /// Of each condition: its active facts, and the revision of the assignment that they belong to.
    pub active: Vec<Cell<(u32, FactSet)>>,
    /// Of each condition: the walk that met it last. Walks are numbered from 1.
    pub met_in: Vec<Cell<u32>>,
    /// The number of the present walk.
    pub walk: Cell<u32>,
    /// A buffer for the key asked last, kept to avoid allocating again.
    key: Key,
}

/// Conditions that share facts, with how they are joined and what that gives.
struct Joint {
    nodes: Vec<NodeId>,
    join: Join,
    outcomes: Option<OutcomePairs>,
}

/// What is assumed about the facts of a question.
type Key = Vec<Assumed>;

/// What is assumed about one fact, or one ratio.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Assumed {
    /// Its value in both worlds.
    Fixed(i64, i64),
    /// It is open within this domain.
    Open(Domain),
    /// A ratio of it reaches so far.
    Ratio(AssumedRatio),
}

/// The last results of one question, each under its key.
#[derive(Clone)]
pub(super) struct Keyed<T> {
    buckets: Vec<Option<(Key, T)>>,
}

impl<T> Keyed<T> {
    const EMPTY: Keyed<T> = Keyed { buckets: Vec::new() };

    fn get(&self, key: &[Assumed]) -> Option<&T> {
        let (known, found) = self.buckets.get(bucket(key))?.as_ref()?;
        (known == key).then_some(found)
    }

    fn set(&mut self, key: Key, found: T) {
        if self.buckets.is_empty() {
            self.buckets.resize_with(BUCKETS, || None);
        }
        let bucket = bucket(&key);
        self.buckets[bucket] = Some((key, found));
    }
}

impl Cache {
    /// Nothing found yet.
    pub fn new(problem: &Problem<'_>) -> Cache {
        let (nodes, scores) = (problem.catalogue.nodes.len(), &problem.catalogue.scores);
        let parts = scores.iter().flat_map(|score| &score.groups).map(|group| group.parts.len()).sum();
        Cache {
            outcomes: vec![None; nodes],
            joint: Vec::new(),
            scores: vec![Keyed::EMPTY; scores.len()],
            parts: vec![None; parts],
            assumed_parts: vec![Keyed::EMPTY; parts],
            undecided: vec![None; nodes],
            active: vec![Cell::new((0, FactSet::default())); nodes],
            met_in: vec![Cell::new(0); nodes],
            walk: Cell::new(0),
            key: Key::new(),
        }
    }

    /// The place of conditions joined in one way.
    pub fn place_of(&mut self, nodes: &[NodeId], join: Join) -> usize {
        let known = self.joint.iter().position(|joint| joint.join == join && joint.nodes == nodes);
        known.unwrap_or_else(|| {
            self.joint.push(Joint { nodes: nodes.to_vec(), join, outcomes: None });
            self.joint.len() - 1
        })
    }

    /// The joint outcomes kept at a place.
    pub fn joint(&mut self, place: usize) -> &mut Option<OutcomePairs> {
        &mut self.joint[place].outcomes
    }
}

impl Search<'_> {
    /// What is known of a question whose facts are untouched, or what `compute` finds, which is kept.
    pub(super) fn get_or_compute<T: Clone>(
        &mut self,
        kept: impl Fn(&mut Cache) -> &mut Option<T>,
        compute: impl FnOnce(&mut Self) -> T,
    ) -> T {
        if let Some(known) = kept(&mut self.cache) {
            return known.clone();
        }
        let found = compute(self);
        *kept(&mut self.cache) = Some(found.clone());
        found
    }

    /// What is known of a question under what is assumed about its facts, or what `compute` finds, which is kept if the key can be said.
    pub(super) fn get_or_compute_under<T: Clone>(
        &mut self,
        facts: FactSet,
        kept: impl Fn(&mut Cache) -> &mut Keyed<T>,
        compute: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mut key = core::mem::take(&mut self.cache.key);
        if !self.write_key(facts, &mut key) {
            self.cache.key = key;
            return compute(self);
        }
        if let Some(known) = kept(&mut self.cache).get(&key) {
            let known = known.clone();
            self.cache.key = key;
            return known;
        }
        let found = compute(self);
        kept(&mut self.cache).set(key, found.clone());
        found
    }

    /// Writes down what is assumed about these facts; `false` where that cannot be said.
    fn write_key(&self, facts: FactSet, key: &mut Key) -> bool {
        key.clear();
        if !facts.and(self.assignment.out_of_domain()).is_empty() {
            return false;
        }
        key.extend(facts.and(self.problem.domains.open).iter().map(|fact| {
            let (first, second) = self.assignment.values(fact);
            if self.assignment.open().has(fact) { Assumed::Open(self.assignment.domain(fact)) } else { Assumed::Fixed(first, second) }
        }));
        key.extend(self.assignment.ratios().iter().filter(|ratio| facts.has(ratio.numerator)).copied().map(Assumed::Ratio));
        true
    }
}

/// Where the result of a key is kept.
fn bucket(key: &[Assumed]) -> usize {
    let mixed = key.iter().fold(0_u32, |mixed, part| {
        let number = match *part {
            Assumed::Fixed(first, second) => first ^ second.rotate_left(7),
            Assumed::Open(Domain::Range(low, high)) => low ^ high.rotate_left(11),
            Assumed::Open(_) => 0,
            Assumed::Ratio(ratio) => ratio.reaches.map_or(1, |reaches| reaches.0),
        };
        (mixed ^ number as u32 ^ (number >> 32) as u32).wrapping_mul(0x9e37_79b1).rotate_left(5)
    });
    (mixed >> 20) as usize % BUCKETS
}
