//! Precomputed results: what holds while nothing that a support or rung mentions is known, and after each option of the first question. They are
//! computed when the parts of the pack are written, so that a visit begins without a search.
//!
//! The *outlook* is in the first part: the facts that are still open, which is all that the first questions need. The *opening* is in the second part: the
//! assessments that the results show.
//!
//! Invariant: both equal what the engine itself finds (`report::opening`) on days on which the same lines are in force; the reader checks the day.

use serde::{Deserialize, Serialize};

use crate::date::{Date, Period};
use crate::facts::{FactId, FactSet};

/// The open facts, and the questions whose texts the first part needs for them.
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

/// The assessments of a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// The day.
    pub day: Date,
    /// Supports in the order of the pack, then rungs, lowest first.
    pub found: Vec<Found>,
    /// The first question of a visit, if it has options and only one of them is chosen.
    pub first: Option<First>,
}

/// The assessments when one fact is known and no other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct First {
    /// The fact.
    pub fact: FactId,
    /// The supports and rungs that mention it.
    pub changed: Vec<Changed>,
}

/// The assessments of one support or rung for each option of a fact: seldom more than two different ones.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Changed {
    /// Its place in [`Opening::found`].
    pub place: u8,
    /// For each option, the index of its assessment in the list below.
    pub options: Vec<u8>,
    /// The different assessments.
    pub found: Vec<Found>,
}

/// One support or rung; outcomes as the engine's bits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Found {
    /// Outcomes of the whole.
    pub outcomes: u8,
    /// The facts that can change them.
    pub depends_on: FactSet,
    /// Outcomes of the trigger.
    pub trigger: u8,
    /// Outcomes of the lines in force, rule after rule.
    pub lines: Vec<u8>,
}
