//! The four outcomes on a firm of which everything is known, and sets of them.

/// The outcome of a condition, weakest first; `all` takes the weakest and `any` the strongest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
    /// The situation that the support is for is not the firm's.
    NotApplicable = 0,
    /// False.
    Fails = 1,
    /// For the agency to judge.
    Review = 2,
    /// True.
    Holds = 3,
}

/// The outcomes a condition can have, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OutcomeSet(pub u8);

/// Pairs of outcomes that a condition can have in two worlds which differ in one fact alone, as bits `4 × first + second`.
///
/// Where no fact differs, both outcomes are equal and the set is a set of outcomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OutcomePairs(pub u16);

impl Outcome {
    /// Every outcome, weakest first.
    pub const ALL: [Outcome; 4] = [Outcome::NotApplicable, Outcome::Fails, Outcome::Review, Outcome::Holds];

    /// True or false.
    pub const fn of(holds: bool) -> Outcome {
        if holds { Outcome::Holds } else { Outcome::Fails }
    }

    /// The other way round; review stays review.
    pub const fn not(self) -> Outcome {
        match self {
            Outcome::Holds => Outcome::Fails,
            Outcome::Fails | Outcome::NotApplicable => Outcome::Holds,
            Outcome::Review => Outcome::Review,
        }
    }
}

impl OutcomeSet {
    /// The set of one outcome.
    pub const fn only(outcome: Outcome) -> OutcomeSet {
        OutcomeSet(1 << outcome as u8)
    }

    /// Whether the outcome is in the set.
    pub const fn has(self, outcome: Outcome) -> bool {
        self.0 >> (outcome as u8) & 1 == 1
    }

    /// Whether the set holds no more than this outcome.
    pub const fn is_only(self, outcome: Outcome) -> bool {
        self.0 == 1 << outcome as u8
    }

    /// Whether one of them is in the other set too.
    pub const fn meets(self, other: OutcomeSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of them are in the other set.
    pub const fn is_within(self, other: OutcomeSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// Every outcome of either set.
    pub const fn union(self, other: OutcomeSet) -> OutcomeSet {
        OutcomeSet(self.0 | other.0)
    }

    /// The outcomes that `change` turns into one of these.
    pub fn preimage(self, change: impl Fn(Outcome) -> Outcome) -> OutcomeSet {
        let into = Outcome::ALL.into_iter().filter(|&outcome| self.has(change(outcome)));
        into.fold(OutcomeSet::default(), |set, outcome| set.union(OutcomeSet::only(outcome)))
    }

    /// Every pair of one of these in the first world and one of the others in the second.
    pub fn beside(self, second: OutcomeSet) -> OutcomePairs {
        let of_first = |a| second.iter().fold(OutcomePairs::NONE, move |set, b| set.union(OutcomePairs::only(a, b)));
        self.iter().map(of_first).fold(OutcomePairs::NONE, OutcomePairs::union)
    }

    /// The outcomes, weakest first.
    pub fn iter(self) -> impl Iterator<Item = Outcome> {
        Outcome::ALL.into_iter().filter(move |&outcome| self.has(outcome))
    }
}

impl OutcomePairs {
    /// No pair.
    pub const NONE: OutcomePairs = OutcomePairs(0);

    /// Every pair.
    pub const ALL: OutcomePairs = OutcomePairs(!0);

    /// Every pair of two different outcomes.
    pub const DIFFERENT: OutcomePairs = OutcomePairs(!0b1000_0100_0010_0001);

    /// Pairs of which exactly one outcome is “not applicable”.
    pub const ONE_NOT_APPLICABLE: OutcomePairs = OutcomePairs(0b0001_0001_0001_1110);

    /// The pairs of a condition that is true or false, and the same in both worlds.
    pub const fn truths(can_hold: bool, can_fail: bool) -> OutcomePairs {
        let holds = if can_hold { OutcomePairs::only(Outcome::Holds, Outcome::Holds) } else { OutcomePairs::NONE };
        let fails = if can_fail { OutcomePairs::only(Outcome::Fails, Outcome::Fails) } else { OutcomePairs::NONE };
        holds.union(fails)
    }

    /// The set of one pair.
    pub const fn only(first: Outcome, second: Outcome) -> OutcomePairs {
        OutcomePairs(1 << (4 * first as u8 + second as u8))
    }

    /// The same outcomes in both worlds.
    pub fn equal(outcomes: OutcomeSet) -> OutcomePairs {
        outcomes.iter().fold(OutcomePairs::NONE, |set, outcome| set.union(OutcomePairs::only(outcome, outcome)))
    }

    /// Every pair of either set.
    pub const fn union(self, other: OutcomePairs) -> OutcomePairs {
        OutcomePairs(self.0 | other.0)
    }

    /// Every pair of this set that is not in the other.
    pub const fn without(self, other: OutcomePairs) -> OutcomePairs {
        OutcomePairs(self.0 & !other.0)
    }

    /// Whether there is a pair, and no other than this one.
    pub const fn is_only(self, first: Outcome, second: Outcome) -> bool {
        self.0 == OutcomePairs::only(first, second).0
    }

    /// The outcomes of the first world.
    pub fn first(self) -> OutcomeSet {
        self.iter().fold(OutcomeSet::default(), |set, (first, _)| set.union(OutcomeSet::only(first)))
    }

    /// The outcomes of the second world.
    pub fn second(self) -> OutcomeSet {
        self.iter().fold(OutcomeSet::default(), |set, (_, second)| set.union(OutcomeSet::only(second)))
    }

    /// Whether the two sets share a pair.
    pub const fn meets(self, other: OutcomePairs) -> bool {
        self.0 & other.0 != 0
    }

    /// Every pair of both sets combined by `join`, world by world. Exact when the two conditions share no fact that is open.
    pub fn combine(self, other: OutcomePairs, join: impl Fn(Outcome, Outcome) -> Outcome) -> OutcomePairs {
        let mut set = OutcomePairs::NONE;
        for (a, b) in self.iter() {
            for (c, d) in other.iter() {
                set = set.union(OutcomePairs::only(join(a, c), join(b, d)));
            }
        }
        set
    }

    /// The pairs that `change` turns into one of these.
    pub fn preimage(self, change: impl Fn(Outcome) -> Outcome) -> OutcomePairs {
        let into = OutcomePairs::ALL.iter().filter(|&(a, b)| OutcomePairs::only(change(a), change(b)).meets(self));
        into.fold(OutcomePairs::NONE, |set, (a, b)| set.union(OutcomePairs::only(a, b)))
    }

    /// Every outcome replaced.
    pub fn map(self, change: impl Fn(Outcome) -> Outcome) -> OutcomePairs {
        self.iter().fold(OutcomePairs::NONE, |set, (a, b)| set.union(OutcomePairs::only(change(a), change(b))))
    }

    /// The pairs.
    pub fn iter(self) -> impl Iterator<Item = (Outcome, Outcome)> {
        let mut bits = self.0;
        core::iter::from_fn(move || {
            (bits != 0).then(|| {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                (Outcome::ALL[bit / 4], Outcome::ALL[bit % 4])
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_sets_are_what_their_names_say() {
        for (a, b) in OutcomePairs::ALL.iter() {
            let pair = OutcomePairs::only(a, b);
            assert_eq!(pair.meets(OutcomePairs::DIFFERENT), a != b, "{a:?}, {b:?}");
            let one = (a == Outcome::NotApplicable) != (b == Outcome::NotApplicable);
            assert_eq!(pair.meets(OutcomePairs::ONE_NOT_APPLICABLE), one, "{a:?}, {b:?}");
            assert_eq!((pair.first(), pair.second()), (OutcomeSet::only(a), OutcomeSet::only(b)));
            assert_eq!(OutcomeSet::only(a).beside(OutcomeSet::only(b)), pair);
        }
    }

    #[test]
    fn a_preimage_is_what_leads_there() {
        let fails = OutcomeSet::only(Outcome::Fails);
        assert_eq!(fails.preimage(Outcome::not), OutcomeSet::only(Outcome::Holds));
        let pairs = OutcomePairs::only(Outcome::Fails, Outcome::Holds);
        let before = OutcomePairs::only(Outcome::Holds, Outcome::Fails).union(OutcomePairs::only(Outcome::Holds, Outcome::NotApplicable));
        assert_eq!(pairs.preimage(Outcome::not), before);
    }
}
