//! Agencies, places, local contacts, and documents.

use serde::{Deserialize, Serialize};

use super::text::{Str, Text};
use super::{AgencyId, SourceId};
use crate::date::Period;

/// An agency.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Agency {
    /// Stable id.
    pub id: Str,
    /// The name as the plan's 责任单位 spell it.
    #[serde(with = "super::text::count")]
    pub plan_names: Vec<Str>,
    /// Name to show first.
    pub name: Text,
    /// Another name, shown beside it.
    pub today: Option<Text>,
    /// Confidence of today's name: A to D.
    pub confidence: char,
    /// Its own hotline.
    pub hotline: Option<Str>,
    /// Its county counterpart; `{county}` stands for the county.
    pub county: Option<Text>,
    /// What it does for a firm.
    pub role: Text,
    /// A further note for the reader.
    pub note: Option<Text>,
}

/// A place of the prefecture: an option of the place fact.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Place {
    /// The option.
    pub option: u8,
    /// The county.
    pub county: Option<Text>,
    /// An agency to ask before all others.
    pub first: Option<AgencyId>,
}

/// What a deploying portal filled in about an office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct LocalContact {
    /// The agency.
    pub agency: AgencyId,
    /// Only for firms of this place; for all when absent.
    pub place: Option<u8>,
    /// Telephone, as dialled.
    #[serde(skip)]
    pub telephone: Str,
    /// Street address.
    pub address: Text,
    /// Opening hours.
    pub hours: Text,
}

/// What became of the plan, as the portal says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlanState {
    /// It is no longer in force.
    Ended,
    /// Another plan stands in its place.
    Replaced,
}

/// What else such a portal has written beside the page (`settings`).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settings {
    /// Who provides the page.
    pub portal: Option<Str>,
    /// Its telephone.
    pub phone: Option<Str>,
    /// Where links and codes lead.
    pub address: Option<Str>,
    /// The idle limit at a counter, in seconds.
    pub idle: Option<u32>,
    /// Whether answers may be saved as a file at a counter.
    pub save: bool,
    /// What became of the plan.
    pub state: Option<PlanState>,
    /// What the portal says about that.
    pub note: Option<Str>,
}

/// A document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Source {
    /// Stable id.
    pub id: Str,
    /// Title.
    pub title: Text,
    /// Document number.
    #[serde(skip)]
    pub number: Str,
    /// The period in which it is in force.
    pub period: Period,
    /// Confidence of its figures: A to D.
    pub confidence: char,
    /// The document it continues without a break.
    pub follows: Option<SourceId>,
    /// A further note for the reader.
    pub note: Option<Text>,
}
