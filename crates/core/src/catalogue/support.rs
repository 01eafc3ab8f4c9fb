//! What a firm can get and where it can stand: supports, rungs, and the topics and articles they belong to.

use serde::{Deserialize, Serialize};

use super::text::{Str, Text};
use super::{AgencyId, CriterionId, NodeId, SourceId, SupportId, Worth};
use crate::date::Date;
use crate::facts::OptionSet;

/// One support of the plan.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Support {
    /// Stable id: the file's name.
    pub id: Str,
    /// Article of the plan.
    pub article: u8,
    /// Whether it is the prefecture's own.
    pub local: bool,
    /// Name.
    pub name: Text,
    /// What it gives.
    pub gives: Text,
    /// The clause that grants it, verbatim.
    #[serde(skip)]
    pub quote: Str,
    /// The part of the quote that decides.
    #[serde(skip)]
    pub deciding: Str,
    /// The situation it is for, with its label.
    pub trigger: Option<(NodeId, Text)>,
    /// Its lines, of all periods.
    pub criteria: Vec<CriterionId>,
    /// Who to contact first.
    pub lead: AgencyId,
    /// Who else.
    pub with: Vec<AgencyId>,
    /// Why an agency outside the article's 责任单位 is named.
    pub agency_note: Option<Text>,
    /// Documents it rests on.
    pub sources: Vec<SourceId>,
    /// Documents that its texts name besides; they never close it.
    pub cites: Vec<SourceId>,
    /// First day, where the plan names one.
    pub from: Option<Date>,
    /// What to do next.
    #[serde(with = "super::text::count")]
    pub steps: Vec<Text>,
    /// What to bring.
    #[serde(with = "super::text::count")]
    pub documents: Vec<Text>,
    /// What it is worth a year, where a document sets the rate.
    pub worth: Option<Worth>,
}

/// One rung of the ladder.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rung {
    /// Stable id.
    pub id: Str,
    /// Today's official name.
    pub name: Text,
    /// Name on the drawing.
    pub short: Text,
    /// The plan's own name.
    pub plan_name: Text,
    /// Who recognises it.
    pub recognised_by: Text,
    /// How long it is valid.
    pub valid: Text,
    /// What else to know.
    pub note: Option<Text>,
    /// Titles that put a firm on it.
    pub held_by: OptionSet,
    /// Rules, the better of which counts.
    pub rules: Vec<RungRule>,
}

/// One rule of a rung.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RungRule {
    /// The rule's id.
    pub id: Str,
    /// Its name.
    pub name: Text,
    /// Its lines, of all periods.
    pub criteria: Vec<CriterionId>,
}

/// A topic of the session.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Topic {
    /// Stable id.
    pub id: Str,
    /// Name.
    pub name: Text,
    /// Articles it covers.
    pub articles: Vec<u8>,
    /// Supports of other articles that it covers too.
    pub supports: Vec<SupportId>,
    /// Whether it covers the ladder.
    pub ladder: bool,
}

/// An article of the plan, extracted from its text.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Article {
    /// 1 to 25.
    pub number: u8,
    /// Its title.
    #[serde(skip)]
    pub title: Str,
    /// The agencies responsible.
    pub agencies: Vec<AgencyId>,
    /// Why a firm applies for nothing there.
    pub no_support: Option<Text>,
}
