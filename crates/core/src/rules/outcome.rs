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
    const ALL: [Outcome; 4] = [Outcome::NotApplicable, Outcome::Fails, Outcome::Review, Outcome::Holds];

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

    /// The outcomes, weakest first.
    pub fn iter(self) -> impl Iterator<Item = Outcome> {
        Outcome::ALL.into_iter().filter(move |&outcome| self.has(outcome))
    }
}

impl OutcomePairs {
    /// No pair.
    pub const NONE: OutcomePairs = OutcomePairs(0);

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

    /// The outcomes of the first world.
    pub fn first(self) -> OutcomeSet {
        self.iter().fold(OutcomeSet::default(), |set, (first, _)| OutcomeSet(set.0 | OutcomeSet::only(first).0))
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
