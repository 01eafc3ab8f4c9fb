//! What is found before a search: while nothing of what a support or rung mentions is known, and once the first question is answered. It is worked out
//! when the parts of the pack are written, so that a visit begins without a search.
//!
//! The *outlook* comes with the core: what is still open, which is all that the first questions ask for. The *opening* comes with the rest: what stands
//! on the results.
//!
//! Invariant: both are what the engine itself finds (`report::opening`), for days on which the same lines are in force; whoever reads them makes sure of
//! that.

use serde::{Deserialize, Serialize};

use crate::date::{Date, Period};
use crate::facts::{FactId, FactSet};

/// What is still open, and what the core has to ask for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outlook {
    /// The days for which it holds.
    pub days: Period,
    /// The facts whose texts come with the core: whichever question a visit begins with, and those that may come second.
    pub near: FactSet,
    /// The first question of a visit, if it has options and only one of them is chosen.
    pub first: Option<FactId>,
    /// Supports in the order of the pack, then rungs, lowest first.
    pub hanging: Vec<Hanging>,
}

/// What one support or rung depends on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hanging {
    /// The topics that show it, as bits in the order of the pack.
    pub topics: u32,
    /// The facts, while nothing that it mentions is known.
    pub facts: FactSet,
    /// The same for each option of the first question; empty where it does not mention that.
    pub after: Vec<FactSet>,
}

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
