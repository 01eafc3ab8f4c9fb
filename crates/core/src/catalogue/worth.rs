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
    /// How the amount is meant.
    pub kind: WorthKind,
    /// For how many years at most, where a document says so.
    pub years: Option<u8>,
    /// Supports with the same number relieve the same thing: a firm has one of them.
    pub exclusive: Option<u8>,
    /// Cases, of which one holds on every firm; none where everything rests on what the card asks.
    pub cases: Vec<WorthCase>,
    /// A figure that no condition needs and only the card asks for: a loan, a debt.
    pub asks: Option<WorthAsks>,
}

/// The most that a card takes: 1 亿亿元 would be no figure of a firm.
pub const MOST_ASKED: Quantity = Quantity(1_000_000_000);

/// An amount of money that a card asks for, and what each step of it is worth.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct WorthAsks {
    /// What is asked.
    pub label: Text,
    /// As [`WorthCase::rates`].
    pub rates: Vec<(Quantity, i64)>,
}

/// How an amount is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum WorthKind {
    /// So much is saved a year.
    Saves,
    /// So much at most: the tax that it is taken from may be less.
    AtMost,
    /// So much is lent at most, and paid back.
    Loan,
    /// So much is owed for each day.
    ADay,
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
