//! What is found of each support and rung while nothing of what it mentions is known, and once the first question is answered: worked out when the
//! parts of the pack are written, so that a visit begins without a search.
//!
//! Invariant: it is what the engine itself finds (`report::opening`), for one day; whoever reads it makes sure that the same lines are in force.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::facts::{FactId, FactSet};

/// What was found for a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// The day.
    pub day: Date,
    /// Supports in the order of the pack, then rungs, lowest first.
    pub found: Vec<Found>,
    /// The first question of a visit, if it has options and only one of them is chosen.
    pub first: Option<First>,
}

/// What is found when one fact is known and no other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct First {
    /// The fact.
    pub fact: FactId,
    /// The supports and rungs that mention it.
    pub changed: Vec<Changed>,
}

/// What is found of one support or rung for each option of a fact: seldom more than two things.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Changed {
    /// Its place in [`Opening::found`].
    pub place: u8,
    /// For each option, the place of what is found in the list below.
    pub options: Vec<u8>,
    /// Each found once.
    pub found: Vec<Found>,
}

/// One support or rung; levels as the engine's bits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Found {
    /// Levels of the whole.
    pub levels: u8,
    /// The facts that can change them.
    pub depends_on: FactSet,
    /// Levels of the trigger.
    pub trigger: u8,
    /// Levels of the lines in force, rule after rule.
    pub lines: Vec<u8>,
}
