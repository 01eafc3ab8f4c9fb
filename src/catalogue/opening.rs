//! What is found of each support and rung while nothing of what it mentions is known: worked out when the parts of the pack are written, so that a
//! visit begins without a search.
//!
//! Invariant: it is what the engine itself finds (`report::opening`), for one day; whoever reads it makes sure that the same lines are in force.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::facts::FactSet;

/// What was found for a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// The day.
    pub day: Date,
    /// Supports in the order of the pack, then rungs, lowest first.
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
