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
