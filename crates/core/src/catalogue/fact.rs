//! Facts as the pack describes them: what is asked, in which order, how it can be changed.

use serde::{Deserialize, Serialize};

use super::text::{Str, Text};
use crate::facts::{FactId, FactKind, OptionSet};
use crate::figures::MadeOf;
use crate::units::Quantity;

/// One fact about a firm.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Fact {
    /// Stable id.
    pub id: Str,
    /// What values it takes.
    pub kind: FactKind,
    /// Options of `One`, `Yes` and `Many`.
    pub options: Vec<FactOption>,
    /// Heading under which it is asked.
    pub group: Group,
    /// How hard it is to know.
    pub effort: Effort,
    /// How a firm can change it.
    pub change: Change,
    /// Options that no firm can newly come to hold, whatever it does: a title no longer awarded, a form that nobody takes on purpose.
    pub out_of_reach: OptionSet,
    /// Whether the figure is as of the end of last year, so that missing years end at a year's end.
    pub year_end: bool,
    /// A fact whose answer often does for this one too; it is offered, never assumed.
    pub same_as: Option<FactId>,
    /// What it is made of, where a firm may give those figures instead.
    pub made_of: Option<MadeOf>,
    /// How many years before the day of assessment the year lies that the figure is about: 1 for last year's, 2 for that of the year before. Such a
    /// year is closed and its figure can no longer change. 0 where the figure is about no year.
    pub years_back: u8,
    /// The fact that says the same of the year after.
    pub year_after: Option<FactId>,
    /// Name in tables.
    pub short: Text,
    /// The question.
    pub question: Text,
    /// Where to find the answer.
    pub hint: Text,
}

/// One option of a fact.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FactOption {
    /// Stable id.
    pub id: Str,
    /// Its label.
    pub label: Text,
}

/// Headings of the questionnaire, in the order of asking.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Who and where.
    Basics,
    /// What the size class rests on.
    Size,
    /// Tax.
    Tax,
    /// Research and intellectual property.
    Innovation,
    /// Specialisation and market.
    Market,
    /// Money needed.
    Finance,
    /// Starting a business.
    Startup,
    /// What the firm wants to do.
    Wishes,
    /// Trouble it is in.
    Situation,
}

/// How hard a fact is to know; easier ones are asked first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    /// Known by heart.
    Memory,
    /// A glance at a certificate.
    Lookup,
    /// Needs a statement.
    Document,
}

/// How a firm can change a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// By growing or shrinking.
    Grow,
    /// By growing alone: shrinking is no advice.
    Rise,
    /// By shrinking alone.
    Fall,
    /// Only by waiting.
    Time,
    /// By deciding or applying.
    Choose,
    /// Not at all.
    Never,
}

/// A fact, or an option of one, that an earlier edition asked: files and links that still hold it are told by its name that it was left out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Retired {
    /// The fact's id.
    pub fact: Str,
    /// The option's id, where the fact itself is still asked.
    pub option: Option<Str>,
    /// What it was called in tables.
    pub name: Text,
}

/// A note shown beside the answers when one fact is certainly greater than another, or than so many times the other. It never changes a verdict.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct PlausibilityNote {
    /// The fact that looks too large.
    pub greater: FactId,
    /// The fact it should not exceed.
    pub than: FactId,
    /// How many steps of the first one step of the other may stand for.
    pub times: i64,
    /// What is odd.
    pub text: Text,
}

impl PlausibilityNote {
    /// Whether a value of at least `low` is too large beside one of at most `high`.
    pub fn exceeded(&self, low: Quantity, high: Quantity) -> bool {
        i128::from(high.0.max(0)) * i128::from(self.times) < i128::from(low.0)
    }
}
