//! The best of several lists of conditions, which share facts and conditions: a rung with two rules.
//!
//! What all lists have in common is taken out; shared facts are then fixed, first at random for a quick witness, then exhaustively, so that
//! nothing is cut off.

use super::domain::Domain;
use super::level::{Level, Levels, Pairs};
use super::search::{Join, Search};
use crate::catalogue::NodeId;
use crate::facts::{FactId, FactSet};

/// Tries with random values before the exhaustive search for a witness.
const PROBES: usize = 48;

/// Where the random tries begin: the same every time.
const SEED: u64 = 0x2545_f491_4f6c_dd1d;

impl Search<'_> {
    /// The levels that the best of several lists can have. What all lists have in common is taken out first, for the weakest of all distributes
    /// over the best of any. `of_each` holds the levels of each list alone: nothing beyond their best can come, so the search may stop there.
    pub(super) fn best(&mut self, lists: &[Vec<NodeId>], of_each: &[Levels]) -> Levels {
        let independent = of_each.iter().fold(Join::Any.neutral(), |best, levels| best.combine(Pairs::equal(*levels), |a, b| a.max(b)));
        let (common, rests) = split_common(lists);
        let mut found = Pairs::NONE;
        let mut seed = SEED;
        for _ in 0..PROBES {
            found = found.union(self.probe_best(&common, &rests, &mut seed));
            if found == independent {
                return found.first();
            }
        }
        self.with_best(&common, &rests, independent).first()
    }

    /// One try with shared facts at values picked at random.
    pub(super) fn probe_best(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], seed: &mut u64) -> Pairs {
        let alive = self.alive(rests);
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        let shared = if alive.len() < 2 { None } else { self.first_to_fix(common, &alive, &all, None) };
        let Some(shared) = shared else { return self.with_best(common, rests, Pairs(!0)) };
        let value = self.any_value(shared, &all, seed);
        self.fix(shared, value, value);
        let found = self.probe_best(common, rests, seed);
        self.release(shared);
        found
    }

    pub(super) fn with_best(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], bound: Pairs) -> Pairs {
        let alive = self.alive(rests);
        if let [only] = alive[..] {
            let whole: Vec<NodeId> = common.iter().chain(only).copied().collect();
            return self.join(&whole, Join::All);
        }
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        let Some(fact) = self.first_to_fix(common, &alive, &all, None) else {
            let mut best = Join::Any.neutral();
            for rest in alive {
                best = best.combine(self.join(rest, Join::All), |a, b| a.max(b));
            }
            return best.combine(self.join(common, Join::All), |a, b| a.min(b));
        };
        let mut union = Pairs::NONE;
        for choice in self.choices(fact, &groups(common, &alive)) {
            let undo = self.put(fact, choice);
            union = union.union(self.with_best(common, rests, bound));
            self.undo(undo);
            if union == bound {
                break;
            }
        }
        union
    }

    /// A representative of the fact, at random. Options that open a direct way come less often: among them all, most firms would be past the
    /// scores.
    pub(super) fn any_value(&self, fact: FactId, nodes: &[NodeId], seed: &mut u64) -> i64 {
        let values = self.representatives(fact, nodes);
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let pick = (*seed >> 33) as usize;
        let plain = !matches!(self.domain(fact), Domain::Range(..)) && !pick.is_multiple_of(3);
        if plain { values[0] } else { values[(pick >> 2) % values.len()] }
    }

    /// Lists that can still do better than fail; all of them when none can, so that there is one to read the level from.
    pub(super) fn alive<'l>(&self, rests: &'l [Vec<NodeId>]) -> Vec<&'l Vec<NodeId>> {
        let fails = Pairs::only(Level::Fails, Level::Fails);
        let dead = |rest: &Vec<NodeId>| rest.iter().any(|&node| self.mask(node).is_empty() && self.known(node) == fails);
        let alive: Vec<&Vec<NodeId>> = rests.iter().filter(|rest| !dead(rest)).collect();
        if alive.is_empty() { rests.iter().take(1).collect() } else { alive }
    }

    /// The fact to fix next among those that two of the parts share: facts with options first, for they close most, then the most used.
    pub(super) fn first_to_fix(&self, common: &[NodeId], rests: &[&Vec<NodeId>], all: &[NodeId], except: Option<FactId>) -> Option<FactId> {
        let mask_of = |nodes: &[NodeId]| nodes.iter().fold(FactSet::default(), |set, &n| set.union(self.mask(n)));
        let (mut once, mut twice) = (mask_of(common), FactSet::default());
        for rest in rests {
            let mask = mask_of(rest);
            twice = twice.union(once.and(mask));
            once = once.union(mask);
        }
        let weight = |fact: &FactId| {
            let uses = all.iter().filter(|&&node| self.mask(node).has(*fact)).count();
            (!matches!(self.domain(*fact), Domain::Range(..)), uses)
        };
        twice.iter().filter(|&fact| Some(fact) != except).max_by_key(weight)
    }

    pub(super) fn best_flips(&mut self, lists: &[Vec<NodeId>], fact: FactId, goal: Pairs) -> bool {
        // What moves no list on its own does not move the best of them.
        if !lists.iter().any(|list| self.flips(list, Join::All, fact, goal)) {
            return false;
        }
        let (common, rests) = split_common(lists);
        let mut seed = SEED;
        (0..PROBES).any(|_| self.probe_flips(&common, &rests, fact, goal, &mut seed)) || self.with_best_flips(&common, &rests, fact, goal)
    }

    /// One try with shared facts at values picked at random: finds a witness fast where there are many; that it finds none says nothing.
    pub(super) fn probe_flips(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], fact: FactId, goal: Pairs, seed: &mut u64) -> bool {
        let alive = self.alive(rests);
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        if alive.len() < 2 {
            return self.flips(&all, Join::All, fact, goal);
        }
        let Some(shared) = self.first_to_fix(common, &alive, &all, Some(fact)) else {
            return self.steps_flip(&all, fact, goal, &mut |search, _| search.with_best(common, rests, Pairs(!0)));
        };
        let value = self.any_value(shared, &all, seed);
        self.fix(shared, value, value);
        let found = self.probe_flips(common, rests, fact, goal, seed);
        self.release(shared);
        found
    }

    pub(super) fn with_best_flips(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], fact: FactId, goal: Pairs) -> bool {
        let alive = self.alive(rests);
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        if !all.iter().any(|&node| self.mask(node).has(fact)) {
            return false;
        }
        if alive.len() < 2 {
            return self.flips(&all, Join::All, fact, goal);
        }
        // A list that holds whatever is missing leaves the outcome to what all lists have in common.
        let holds = Pairs::only(Level::Holds, Level::Holds);
        if alive.iter().any(|rest| rest.iter().all(|&node| self.pairs(node) == holds)) {
            return self.flips(common, Join::All, fact, goal);
        }
        let Some(shared) = self.first_to_fix(common, &alive, &all, Some(fact)) else {
            return self.steps_flip(&all, fact, goal, &mut |search, _| search.with_best(common, rests, Pairs(!0)));
        };
        for choice in self.choices(shared, &groups(common, &alive)) {
            let undo = self.put(shared, choice);
            let found = self.with_best_flips(common, rests, fact, goal);
            self.undo(undo);
            if found {
                return true;
            }
        }
        false
    }
}

fn groups<'l>(common: &'l [NodeId], rests: &[&'l Vec<NodeId>]) -> Vec<&'l [NodeId]> {
    core::iter::once(common).chain(rests.iter().map(|rest| rest.as_slice())).collect()
}

fn split_common(lists: &[Vec<NodeId>]) -> (Vec<NodeId>, Vec<Vec<NodeId>>) {
    let Some((first, others)) = lists.split_first() else { return (Vec::new(), Vec::new()) };
    let common: Vec<NodeId> = first.iter().copied().filter(|node| others.iter().all(|list| list.contains(node))).collect();
    let rests = lists.iter().map(|list| list.iter().copied().filter(|node| !common.contains(node)).collect()).collect();
    (common, rests)
}
