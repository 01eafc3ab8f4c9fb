//! The size classes that a firm may have, by the national standard and its downward rule.
//!
//! A class is reached only when every indicator reaches its lower limit; otherwise the firm is one class down.

use super::domain::{Domain, Domains};
use crate::catalogue::{Catalogue, SizeClass, SizeRow};

const CLASSES: [SizeClass; 4] = [SizeClass::Micro, SizeClass::Small, SizeClass::Medium, SizeClass::Large];

/// Every class still possible, smallest first.
pub fn classes(catalogue: &Catalogue, domains: &Domains) -> Vec<SizeClass> {
    let mut found: Vec<SizeClass> = Vec::new();
    let Domain::Options(industries) = domains.get(catalogue.sizes.industry) else { return found };
    for industry in industries.iter() {
        let row = &catalogue.sizes.rows[usize::from(industry)];
        if row.limits.is_empty() {
            found.push(SizeClass::ByAuthority);
        } else {
            found.extend((0..4).filter(|&class| is_possible(row, class, domains)).map(|class| CLASSES[class]));
        }
    }
    crate::order::sort(&mut found);
    found.dedup();
    found
}

impl SizeClass {
    /// The stable id that the command prints.
    pub const fn id(self) -> &'static str {
        match self {
            SizeClass::Micro => "micro",
            SizeClass::Small => "small",
            SizeClass::Medium => "medium",
            SizeClass::Large => "large",
            SizeClass::ByAuthority => "by_authority",
        }
    }
}

/// Whether some completion has exactly this class (0 micro to 3 large): every indicator can reach its limit, and one can stay below the next.
fn is_possible(row: &SizeRow, class: usize, domains: &Domains) -> bool {
    let ranges = row.limits.iter().map(|(fact, limits)| {
        let Domain::Range(low, high) = domains.get(*fact) else { return (0, 0, i64::MAX, i64::MAX) };
        let from = if class == 0 { i64::MIN } else { limits[class - 1].0 };
        let below = limits.get(class).map_or(i64::MAX, |next| next.0);
        (low, high, from, below)
    });
    let ranges: Vec<(i64, i64, i64, i64)> = ranges.collect();
    let all_reach = ranges.iter().all(|&(_, high, from, _)| from <= high);
    let one_stays = class == 3 || ranges.iter().any(|&(low, high, from, below)| low.max(from) < below && low.max(from) <= high);
    all_reach && one_stays
}
