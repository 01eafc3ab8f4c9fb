//! The four outcomes on a firm of which everything is known, and sets of them.

/// The outcome of a condition, weakest first; `all` takes the weakest and `any` the strongest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// The situation that the support is for is not the firm's.
    NotApplicable = 0,
    /// False.
    Fails = 1,
    /// For the agency to judge.
    Review = 2,
    /// True.
    Holds = 3,
}

/// The levels a condition can have, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Levels(pub u8);

/// Pairs of levels that a condition can have in two worlds which differ in one fact alone, as bits `4 × first + second`.
///
/// Where no fact differs, both levels are equal and the set is a set of levels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pairs(pub u16);

impl Level {
    const ALL: [Level; 4] = [Level::NotApplicable, Level::Fails, Level::Review, Level::Holds];

    /// True or false.
    pub const fn of(holds: bool) -> Level {
        if holds { Level::Holds } else { Level::Fails }
    }

    /// The other way round; review stays review.
    pub const fn not(self) -> Level {
        match self {
            Level::Holds => Level::Fails,
            Level::Fails | Level::NotApplicable => Level::Holds,
            Level::Review => Level::Review,
        }
    }
}

impl Levels {
    /// The set of one level.
    pub const fn only(level: Level) -> Levels {
        Levels(1 << level as u8)
    }

    /// Whether the level is in the set.
    pub const fn has(self, level: Level) -> bool {
        self.0 >> (level as u8) & 1 == 1
    }

    /// Whether the set holds no more than this level.
    pub const fn is_only(self, level: Level) -> bool {
        self.0 == 1 << level as u8
    }

    /// The levels, weakest first.
    pub fn iter(self) -> impl Iterator<Item = Level> {
        Level::ALL.into_iter().filter(move |&level| self.has(level))
    }
}

impl Pairs {
    /// No pair.
    pub const NONE: Pairs = Pairs(0);

    /// The set of one pair.
    pub const fn only(first: Level, second: Level) -> Pairs {
        Pairs(1 << (4 * first as u8 + second as u8))
    }

    /// The same levels in both worlds.
    pub fn equal(levels: Levels) -> Pairs {
        levels.iter().fold(Pairs::NONE, |set, level| set.union(Pairs::only(level, level)))
    }

    /// Every pair of either set.
    pub const fn union(self, other: Pairs) -> Pairs {
        Pairs(self.0 | other.0)
    }

    /// The levels of the first world.
    pub fn first(self) -> Levels {
        self.iter().fold(Levels::default(), |set, (first, _)| Levels(set.0 | Levels::only(first).0))
    }

    /// Whether the two sets share a pair.
    pub const fn meets(self, other: Pairs) -> bool {
        self.0 & other.0 != 0
    }

    /// Every pair of both sets combined by `join`, world by world. Exact when the two conditions share no fact that is open.
    pub fn combine(self, other: Pairs, join: impl Fn(Level, Level) -> Level) -> Pairs {
        let mut set = Pairs::NONE;
        for (a, b) in self.iter() {
            for (c, d) in other.iter() {
                set = set.union(Pairs::only(join(a, c), join(b, d)));
            }
        }
        set
    }

    /// Every level replaced.
    pub fn map(self, change: impl Fn(Level) -> Level) -> Pairs {
        self.iter().fold(Pairs::NONE, |set, (a, b)| set.union(Pairs::only(change(a), change(b))))
    }

    /// The pairs.
    pub fn iter(self) -> impl Iterator<Item = (Level, Level)> {
        let mut bits = self.0;
        core::iter::from_fn(move || {
            (bits != 0).then(|| {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                (Level::ALL[bit / 4], Level::ALL[bit % 4])
            })
        })
    }
}
