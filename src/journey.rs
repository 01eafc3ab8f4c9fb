//! Which question comes next, and how many can still come.
//!
//! The questionnaire is nothing but the facts that something visible depends on. Narrowing an answer never adds such a fact, so the bound never
//! rises; it is 0 exactly when nothing is open.

use crate::catalogue::Catalogue;
use crate::facts::{Answers, FactId, FactSet};

/// How much hangs on a fact: the supports and rungs that depend on it.
pub fn weights(catalogue: &Catalogue, open: &[FactSet]) -> Vec<usize> {
    (0..catalogue.facts.len()).map(|index| open.iter().filter(|set| set.has(FactId(index as u8))).count()).collect()
}

/// The next question: what is known by heart before what needs a document, then what most hangs on, then the order of the pack. Facts in
/// `passed_over` (不清楚, skipped, or already given as a range) come only when `and_passed_over` asks for them, last.
pub fn next_question(catalogue: &Catalogue, open: &[FactSet], passed_over: FactSet, and_passed_over: bool) -> Option<FactId> {
    let all = open.iter().fold(FactSet::default(), |all, set| all.union(*set));
    let weights = weights(catalogue, open);
    let best = |candidates: FactSet| {
        candidates.iter().min_by_key(|&fact| (catalogue.fact(fact).effort, core::cmp::Reverse(weights[usize::from(fact.0)]), fact))
    };
    best(all.without(passed_over)).or_else(|| best(all.and(passed_over)).filter(|_| and_passed_over))
}

/// How many questions can still come: exact as an upper bound, and it never rises after an answer.
pub fn remaining_max(open: &[FactSet], passed_over: FactSet) -> u32 {
    open.iter().fold(FactSet::default(), |all, set| all.union(*set)).without(passed_over).len()
}

/// Facts that were answered in some way: they are not asked again by themselves.
pub fn passed_over(answers: &Answers) -> FactSet {
    answers.asked()
}
