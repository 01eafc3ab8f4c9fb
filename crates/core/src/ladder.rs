//! Where the firm stands on the ladder.

use crate::catalogue::Catalogue;
use crate::facts::{Answers, FactValue};
use crate::rules::verdict::{Assessment, Verdict};

/// Where a firm stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Not known: the titles were not answered, or it holds none and it is open whether it is an SME.
    Unknown,
    /// On no rung.
    Nowhere,
    /// On this rung: its place, lowest first.
    On(usize),
}

/// Whether the firm holds a rung's title; `None` when its titles are not known.
pub fn holds(catalogue: &Catalogue, answers: &Answers, rung: usize) -> Option<bool> {
    match answers.value(catalogue.titles_fact) {
        Some(FactValue::Options(titles)) => Some(titles.meets(catalogue.rungs[rung].held_by)),
        _ => None,
    }
}

/// The highest rung whose title the firm holds; with no title at all, the first rung if its rule is met.
pub fn stands_on(catalogue: &Catalogue, answers: &Answers, first_rung: &Assessment) -> Standing {
    if answers.value(catalogue.titles_fact).is_none() {
        return Standing::Unknown;
    }
    let highest = (0..catalogue.rungs.len()).rev().find(|&rung| holds(catalogue, answers, rung) == Some(true));
    match (highest, first_rung.prospect()) {
        (Some(rung), _) => Standing::On(rung),
        (None, Verdict::Qualifies) => Standing::On(0),
        (None, Verdict::NotYet) => Standing::Nowhere,
        (None, _) => Standing::Unknown,
    }
}
