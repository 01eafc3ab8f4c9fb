//! The best of several lists of conditions, which share facts and conditions: a rung with two rules.
//!
//! Whether a fact moves the best is asked of each list beside the outcomes of the others, and a branch where none can be moved is left. A share that
//! several lists ask about is first taken to be a fact of its own: that allows no less than the two numbers do, and asks far fewer values. What is
//! found so is then searched with the numbers, with all else as it was found.
//!
//! What all lists have in common is taken out; shared facts are then fixed. Which choice comes first is left to chance, and a search that has tried
//! many is begun anew elsewhere with twice as many allowed: a witness is seldom far from some beginning, and a search that comes to its end before
//! it is cut has cut off nothing.

use super::assumptions::{Choice, Share};
use super::domain::Domain;
use super::flips::goal_behind;
use super::outcome::{Outcome, OutcomePairs, OutcomeSet};
use super::search::{Join, Search};
use crate::catalogue::NodeId;
use crate::facts::{FactId, FactSet};

/// Choices of a search at random.
const FIRST_TRIES: u64 = 12;

/// Choices of the first search in order; each further one may try twice as many.
const IN_ORDER: u64 = 256;

/// Searches at random before the first in order.
const AT_RANDOM: u64 = 2;

/// Searches at random before the second in order; before each further one twice as many.
const MORE_AT_RANDOM: u64 = 12;

/// Options of a fact that are few enough for a search of their own each.
const FEW_OPTIONS: usize = 8;

/// The seed of the order of choices: the same every time.
const SEED: u64 = 0x2545_f491_4f6c_dd1d;

/// The budget of one search.
pub(super) struct Tries {
    left: u64,
    /// Whether a branch was cut off.
    cut: bool,
    seed: u64,
    /// Whether ratios are decided by the numbers themselves, not assumed.
    exact: bool,
    /// Whether the next choice may be followed without asking whether it can lead anywhere.
    trusted: bool,
}

impl Tries {
    const fn new(left: u64, seed: u64, exact: bool) -> Tries {
        Tries { left, cut: false, seed, exact, trusted: false }
    }

    /// Every choice, in the order of the pack.
    const fn all() -> Tries {
        Tries::new(u64::MAX, 0, true)
    }

    /// The endless sequence of searches: some short ones at random, then one in order, and again with larger budgets.
    fn rounds() -> impl Iterator<Item = Tries> {
        (0_u32..).flat_map(|turn| {
            let at_random = if turn == 0 { AT_RANDOM } else { MORE_AT_RANDOM << (turn - 1).min(40) };
            let seed = move |round: u64| next(SEED ^ (u64::from(turn) << 48) ^ round);
            let short = (0..at_random).map(move |round| Tries::new(FIRST_TRIES, seed(round), true));
            short.chain(core::iter::once(Tries::new(IN_ORDER << turn.min(40), 0, false)))
        })
    }

    /// Whether one more choice may be tried.
    const fn take(&mut self) -> bool {
        self.cut |= self.left == 0;
        self.left = self.left.saturating_sub(1);
        !self.cut
    }

    /// Puts another choice first. Options that open a direct way come first less often: among them all, most firms would be past the scores.
    fn arrange(&mut self, choices: &mut [Choice], are_options: bool) {
        self.seed = next(self.seed);
        let pick = (self.seed >> 33) as usize;
        if !choices.is_empty() && (!are_options || pick.is_multiple_of(3)) {
            choices.rotate_left((pick >> 2) % choices.len());
        }
    }
}

const fn next(seed: u64) -> u64 {
    seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407)
}

impl Search<'_> {
    /// The outcomes that the best of several lists can have. What all lists have in common is taken out first, for the weakest of all distributes
    /// over the best of any. `of_each` holds the outcomes of each list alone: nothing beyond their best can come, so the search may stop there.
    pub(super) fn best(&mut self, lists: &[Vec<NodeId>], of_each: &[OutcomeSet]) -> OutcomeSet {
        let independent = best_of(of_each);
        let (common, rests) = split_common(lists);
        let Some((shared, choices)) = self.few_options(&common, &rests, None) else {
            return self.rounds_of_outcomes(&common, &rests, independent).first();
        };
        let mut found = OutcomePairs::NONE;
        for choice in choices {
            let undo = self.put(shared, choice);
            // What each list can still be with this option: an outcome that none of them has left is not looked for.
            let of_each: Vec<OutcomeSet> = lists.iter().map(|list| self.join(list, Join::All).first()).collect();
            found = found.union(self.rounds_of_outcomes(&common, &rests, best_of(&of_each)));
            self.undo(undo);
            if found == independent {
                break;
            }
        }
        found.first()
    }

    fn rounds_of_outcomes(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], independent: OutcomePairs) -> OutcomePairs {
        let mut found = OutcomePairs::NONE;
        for mut tries in Tries::rounds() {
            found = found.union(self.with_best(common, rests, independent, &mut tries));
            if found == independent || !tries.cut {
                break;
            }
        }
        found
    }

    fn with_best(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], bound: OutcomePairs, tries: &mut Tries) -> OutcomePairs {
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
        let mut union = OutcomePairs::NONE;
        for choice in self.arranged(fact, common, &alive, &all, tries) {
            if !tries.take() {
                break;
            }
            let undo = self.put(fact, choice);
            union = union.union(self.with_best(common, rests, bound, tries));
            self.undo(undo);
            if union == bound {
                break;
            }
        }
        union
    }

    /// The choices for a fact that several parts share, in the order in which they are tried.
    fn arranged(&self, fact: FactId, common: &[NodeId], alive: &[&Vec<NodeId>], all: &[NodeId], tries: &mut Tries) -> Vec<Choice> {
        if tries.seed == 0 {
            let mut choices = self.choices(fact, &groups(common, alive));
            // The largest numbers leave most room for the shares that led here.
            if tries.exact {
                choices.reverse();
            }
            return choices;
        }
        let mut choices: Vec<Choice> = self.representatives(fact, all).into_iter().map(Choice::Value).collect();
        tries.arrange(&mut choices, !matches!(self.domain(fact), Domain::Range(..)));
        choices
    }

    /// Lists that can still do better than fail; all of them when none can, so that there is one to read the outcome from.
    pub(super) fn alive<'l>(&self, rests: &'l [Vec<NodeId>]) -> Vec<&'l Vec<NodeId>> {
        let fails = OutcomePairs::only(Outcome::Fails, Outcome::Fails);
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

    /// Whether the fact alone can move the best of these lists between two outcomes of a pair in `goal`.
    ///
    /// A shared fact with few options (a legal form) is tried option by option, each in a search of its own: what each option leaves is decided quickly,
    /// while one search over all of them returns to the same numbers under every option.
    pub(super) fn best_flips(&mut self, lists: &[Vec<NodeId>], fact: FactId, goal: OutcomePairs) -> bool {
        let (common, rests) = split_common(lists);
        let choices = self.few_options(&common, &rests, Some(fact));
        let Some((shared, choices)) = choices else { return self.rounds_of_flips(&common, &rests, fact, goal) };
        choices.into_iter().any(|choice| {
            let undo = self.put(shared, choice);
            let found = self.rounds_of_flips(&common, &rests, fact, goal);
            self.undo(undo);
            found
        })
    }

    /// The fact to fix first, if it has few options, and these.
    fn few_options(&self, common: &[NodeId], rests: &[Vec<NodeId>], except: Option<FactId>) -> Option<(FactId, Vec<Choice>)> {
        let alive = self.alive(rests);
        if alive.len() < 2 {
            return None;
        }
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        let shared = self.first_to_fix(common, &alive, &all, except)?;
        if matches!(self.domain(shared), Domain::Range(..)) {
            return None;
        }
        let choices = self.choices(shared, &groups(common, &alive));
        (choices.len() <= FEW_OPTIONS).then_some((shared, choices))
    }

    fn rounds_of_flips(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], fact: FactId, goal: OutcomePairs) -> bool {
        for mut tries in Tries::rounds() {
            if self.with_best_flips(common, rests, fact, goal, &mut tries) {
                return true;
            }
            if !tries.cut {
                break;
            }
        }
        false
    }

    fn with_best_flips(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], fact: FactId, goal: OutcomePairs, tries: &mut Tries) -> bool {
        let trusted = core::mem::replace(&mut tries.trusted, false);
        let alive = self.alive(rests);
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        if self.is_spent() || !all.iter().any(|&node| self.mask(node).has(fact)) {
            return false;
        }
        if alive.len() < 2 {
            return self.flips(&all, Join::All, fact, goal) && self.keeps(common, rests, fact, goal, tries);
        }
        // A list that holds whatever is missing leaves the outcome to what all lists have in common.
        let holds = OutcomePairs::only(Outcome::Holds, Outcome::Holds);
        if alive.iter().any(|rest| rest.iter().all(|&node| self.pairs(node) == holds)) {
            return self.flips(common, Join::All, fact, goal) && self.keeps(common, rests, fact, goal, tries);
        }
        // The first choice of all is followed to its end, for asking costs about as much.
        if tries.seed == 0 && !trusted && !self.may_flip(common, &alive, fact, goal) {
            return false;
        }
        if !tries.exact
            && let Some((numerator, denominator, bounds)) = self.shared_share(&groups(common, &alive), fact)
        {
            let shares =
                core::iter::once(None).chain(bounds.into_iter().map(Some)).map(|reached| Share { numerator, denominator, reached });
            return shares.into_iter().any(|share| self.with_share_flips(share, common, rests, fact, goal, tries));
        }
        let shared = self.first_to_fix(common, &alive, &all, Some(fact));
        // What the fact is weighed against is tried with all its values otherwise.
        let Some(shared) = shared.or_else(|| self.open_partner(fact, &all).filter(|_| tries.seed != 0)) else {
            return self
                .steps_flip(&all, fact, goal, &mut |search, _| search.with_best(common, rests, OutcomePairs(!0), &mut Tries::all()))
                && self.keeps(common, rests, fact, goal, tries);
        };
        let choices = if self.shares.is_empty() {
            self.arranged(shared, common, &alive, &all, tries)
        } else {
            match self.choices_beside_shares(shared, common, &alive) {
                Some(choices) => choices,
                None => return self.keeps(common, rests, fact, goal, tries),
            }
        };
        for (place, choice) in choices.into_iter().enumerate() {
            if !tries.take() {
                return false;
            }
            tries.trusted = place == 0;
            let undo = self.put(shared, choice);
            let found = self.with_best_flips(common, rests, fact, goal, tries);
            self.undo(undo);
            if found {
                return true;
            }
        }
        false
    }

    /// The same with one more ratio assumed.
    fn with_share_flips(
        &mut self,
        share: Share,
        common: &[NodeId],
        rests: &[Vec<NodeId>],
        fact: FactId,
        goal: OutcomePairs,
        tries: &mut Tries,
    ) -> bool {
        if !tries.take() {
            return false;
        }
        self.shares.push(share);
        self.renarrow();
        let found = self.with_best_flips(common, rests, fact, goal, tries);
        self.shares.pop();
        self.renarrow();
        found
    }

    /// Whether what was found with assumed ratios is also found when the numbers decide them.
    fn keeps(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], fact: FactId, goal: OutcomePairs, tries: &mut Tries) -> bool {
        if self.shares.is_empty() {
            return true;
        }
        let shares = core::mem::take(&mut self.shares);
        self.renarrow();
        (tries.exact, tries.trusted) = (true, true);
        let found = self.with_best_flips(common, rests, fact, goal, tries);
        tries.exact = false;
        self.shares = shares;
        self.renarrow();
        found
    }

    /// The choices for a fact that hold beside shares and without them: the values of a number that is weighed against others stand for others
    /// only as long as the shares are not asked, so that it is narrowed at most. `None` if that leaves it shared.
    fn choices_beside_shares(&self, fact: FactId, common: &[NodeId], alive: &[&Vec<NodeId>]) -> Option<Vec<Choice>> {
        let parts = groups(common, alive);
        let links = self.links[usize::from(fact.0)];
        if !self.shares.iter().any(|share| links.has(share.numerator)) {
            return Some(self.choices(fact, &parts));
        }
        let Domain::Range(low, high) = self.domain(fact) else { return None };
        let (linear, cuts) = self.comparisons(fact, &parts);
        let ranges = super::representatives::cells(low, high, &cuts);
        (linear < 2 && 1 < ranges.len()).then(|| ranges.into_iter().map(|(low, high)| Choice::Range(low, high)).collect())
    }

    /// Whether one of the lists can be moved while the others leave room for it: what moves the best moves the list that is best in one of the two
    /// worlds, and the others stay within what it is in the other.
    fn may_flip(&mut self, common: &[NodeId], alive: &[&Vec<NodeId>], fact: FactId, goal: OutcomePairs) -> bool {
        let wholes: Vec<Vec<NodeId>> = alive.iter().map(|rest| common.iter().chain(*rest).copied().collect()).collect();
        (0..wholes.len()).any(|place| {
            if !wholes[place].iter().any(|&node| self.mask(node).has(fact)) {
                return false;
            }
            let mut others = Join::Any.neutral();
            for other in (0..wholes.len()).filter(|&other| other != place) {
                let outcomes = OutcomePairs::equal(self.join(&wholes[other], Join::All).first());
                others = others.combine(outcomes, |a, b| a.max(b));
            }
            let goal = goal_behind(goal, others.first(), Join::Any);
            goal != OutcomePairs::NONE && self.flips(&wholes[place], Join::All, fact, goal)
        })
    }
}

/// The outcomes of the best of lists that were independent of each other.
fn best_of(of_each: &[OutcomeSet]) -> OutcomePairs {
    of_each.iter().fold(Join::Any.neutral(), |best, outcomes| best.combine(OutcomePairs::equal(*outcomes), |a, b| a.max(b)))
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
