//! The witness on demand: two answers to a question and what each of them would decide differently.

use super::bands;
use crate::catalogue::{Catalogue, SupportId, Text};
use crate::facts::{Answer, Answers, FactId, FactKind, FactValue, OptionSet};
use crate::report::{self, Report, Topics};
use crate::rules::domain::Domains;
use crate::rules::verdict::Verdict;

/// Two answers whose results differ, with what differs.
#[derive(Clone, PartialEq, Debug)]
pub struct Contrast {
    /// One answer.
    pub first: FactValue,
    /// Another.
    pub second: FactValue,
    /// Verdicts after the first that the second does not give.
    pub of_first: Vec<Change>,
    /// The same things after the second.
    pub of_second: Vec<Change>,
}

/// A verdict of one support or rung.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// A support, or a rung by its place.
    pub subject: Subject,
    /// Its verdict.
    pub verdict: Verdict,
}

/// What a verdict is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A support.
    Support(SupportId),
    /// A rung.
    Rung(usize),
}

/// Most differences shown.
const MOST: usize = 4;

impl Change {
    /// The name of its subject.
    pub fn name(&self, catalogue: &Catalogue) -> Text {
        match self.subject {
            Subject::Support(support) => catalogue.supports[support.index()].name,
            Subject::Rung(rung) => catalogue.rungs[rung].name,
        }
    }
}

/// The two answers that differ most; none if no two answers give different verdicts on their own.
pub fn contrast(catalogue: &Catalogue, answers: &Answers, topics: Topics, report: &Report, fact: FactId) -> Option<Contrast> {
    let results: Vec<(FactValue, Vec<Change>)> = candidates(catalogue, answers, report, fact)
        .into_iter()
        .map(|value| {
            let mut with = answers.clone();
            with.set(fact, Answer::Known(value));
            (value, verdicts(&report::after(report, answers, catalogue, &with, topics)))
        })
        .collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for first in 0..results.len() {
        for second in first + 1..results.len() {
            let differ = results[first].1.iter().zip(&results[second].1).filter(|(a, b)| a != b).count();
            if 0 < differ && best.is_none_or(|(most, _, _)| most < differ) {
                best = Some((differ, first, second));
            }
        }
    }
    let (_, first, second) = best?;
    let pairs = || results[first].1.iter().zip(&results[second].1).filter(|(a, b)| a != b).take(MOST);
    Some(Contrast {
        first: results[first].0,
        second: results[second].0,
        of_first: pairs().map(|(a, _)| *a).collect(),
        of_second: pairs().map(|(_, b)| *b).collect(),
    })
}

/// Answers worth trying: every option, none and each single option of a set, every band.
fn candidates(catalogue: &Catalogue, answers: &Answers, report: &Report, fact: FactId) -> Vec<FactValue> {
    let about = catalogue.fact(fact);
    let options = 0..u8::try_from(about.options.len()).unwrap_or(0);
    match about.kind {
        FactKind::One | FactKind::Yes => options.map(FactValue::Option).collect(),
        FactKind::Many => core::iter::once(OptionSet::default()).chain(options.map(OptionSet::only)).map(FactValue::Options).collect(),
        FactKind::Number { min, max, .. } => {
            let bands = bands::bands(catalogue, &Domains::new(catalogue, answers), report, fact);
            if bands.is_empty() {
                return vec![FactValue::exact(min), FactValue::exact(max)];
            }
            bands.into_iter().map(|band| FactValue::Range(band.low, band.high)).collect()
        }
    }
}

fn verdicts(report: &Report) -> Vec<Change> {
    let supports = report
        .supports
        .iter()
        .filter(|support| !support.is_over())
        .map(|s| Change { subject: Subject::Support(s.support), verdict: s.assessment.prospect() });
    let rungs = report.ladder.iter().flat_map(|ladder| &ladder.rungs).enumerate();
    supports.chain(rungs.map(|(index, rung)| Change { subject: Subject::Rung(index), verdict: rung.assessment.prospect() })).collect()
}
