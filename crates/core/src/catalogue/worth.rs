//! What a support is worth a year, as a document's rate on a figure of the firm.
//!
//! Amounts are in 分 (0.01 元), so that a rate of whole hundredths of a percent on money in steps of 100 元 is exact.

use serde::{Deserialize, Serialize};

use super::text::Text;
use super::{NodeId, SourceId};
use crate::facts::FactId;
use crate::units::Quantity;

/// What a support is worth a year: what its case says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Worth {
    /// How it is worked out, for people.
    pub formula: Text,
    /// The documents that its figures stand in.
    pub sources: Vec<SourceId>,
    /// For how many years at most, where a document says so.
    pub years: Option<u8>,
    /// Supports with the same number relieve the same thing: a firm has one of them.
    pub exclusive: Option<u8>,
    /// Cases, of which one holds on every firm.
    pub cases: Vec<WorthCase>,
}

/// One way to work it out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WorthCase {
    /// Conditions that all hold where this case applies. None of them mentions the case's own figure, so that both can be looked at apart.
    pub when: Vec<NodeId>,
    /// An amount that depends on no figure.
    pub fixed: i64,
    /// The figure that the rates apply to.
    pub of: Option<FactId>,
    /// From which value of the figure on (in its steps, rising from 0 or more), how much each further step is worth.
    pub rates: Vec<(Quantity, i64)>,
}
