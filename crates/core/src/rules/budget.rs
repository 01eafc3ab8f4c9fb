//! How many choices one search over several rules may try, and in which order.

use super::assignment::Change;

/// Choices of a search at random.
const AT_FIRST: u64 = 12;

/// Choices of the first search in order; each further one may try twice as many.
const IN_ORDER: u64 = 256;

/// Searches at random before the first in order.
const AT_RANDOM: u64 = 2;

/// Searches at random before the second in order; before each further one twice as many.
const MORE_AT_RANDOM: u64 = 12;

/// The seed of the order of choices: the same every time.
const SEED: u64 = 0x2545_f491_4f6c_dd1d;

/// The budget of one search.
pub(super) struct Budget {
    left: u64,
    is_spent: bool,
    /// State of the random numbers; 0 for a search in order.
    seed: u64,
    /// Whether ratios are decided by the numbers themselves, not assumed.
    pub numbers_decide: bool,
    /// Whether the next choice may be followed without asking whether it can lead anywhere.
    pub skip_bound_check: bool,
}

impl Budget {
    const fn new(left: u64, seed: u64, numbers_decide: bool) -> Budget {
        Budget { left, is_spent: false, seed, numbers_decide, skip_bound_check: false }
    }

    /// Every choice, in the order of the pack.
    pub const fn unlimited() -> Budget {
        Budget::new(u64::MAX, 0, true)
    }

    /// The endless sequence of searches: some short ones at random, then one in order, and again with larger budgets.
    pub fn rounds() -> impl Iterator<Item = Budget> {
        (0_u32..).flat_map(|turn| {
            let at_random = if turn == 0 { AT_RANDOM } else { MORE_AT_RANDOM << (turn - 1).min(40) };
            let seed = move |round: u64| next(SEED ^ (u64::from(turn) << 48) ^ round);
            let short = (0..at_random).map(move |round| Budget::new(AT_FIRST, seed(round), true));
            short.chain(core::iter::once(Budget::new(IN_ORDER << turn.min(40), 0, false)))
        })
    }

    /// Whether choices are tried in order, not at random.
    pub const fn is_in_order(&self) -> bool {
        self.seed == 0
    }

    /// Whether a choice was left out because the budget was spent.
    pub const fn is_spent(&self) -> bool {
        self.is_spent
    }

    /// Whether one more choice may be tried.
    pub const fn take(&mut self) -> bool {
        self.is_spent |= self.left == 0;
        self.left = self.left.saturating_sub(1);
        !self.is_spent
    }

    /// Puts another choice first. Options that open a direct way come first less often: among them all, most firms would be past the scores.
    pub fn arrange(&mut self, choices: &mut [Change], are_options: bool) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_tries_no_more_than_it_may_leaves_nothing_out() {
        let mut budget = Budget::new(2, 0, true);
        assert!(budget.take() && budget.take() && !budget.is_spent());
        assert!(!budget.take() && budget.is_spent());
    }

    #[test]
    fn searches_in_order_may_try_more_each_time() {
        let in_order: Vec<u64> = Budget::rounds().filter(Budget::is_in_order).take(3).map(|budget| budget.left).collect();
        assert_eq!(in_order, [IN_ORDER, 2 * IN_ORDER, 4 * IN_ORDER]);
    }
}
