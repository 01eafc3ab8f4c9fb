//! Which question comes next, and how many can still come.
//!
//! The questionnaire is nothing but the facts that something visible depends on. Narrowing an answer never adds such a fact and never
//! increases a fact's weight, so the bound of either journey never rises; it is 0 exactly when the journey is over.
//!
//! The quick journey asks only what a shop owner knows by heart. An open support counts one, shared among the questions it still depends on, and the
//! question with the largest sum of shares comes first: the one that brings most supports closest to a verdict. It ends when fewer than
//! [`QUICK_LEAST_WEIGHT`] supports and rungs depend on each such question, or after [`QUICK_MOST`] of them. It decides nothing differently: its results
//! are those of the same answers on the full journey. (The order may look at shares, which can grow; the end must not, or the bound could rise.)

use crate::catalogue::{Catalogue, Effort};
use crate::facts::{Answers, FactId, FactSet};

/// How many questions a visitor wants to answer.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Mode {
    /// Everything that can matter.
    #[default]
    Full,
    /// Only the few questions on which most verdicts depend.
    Quick,
}

/// The largest number of questions in a quick journey.
pub const QUICK_MOST: u32 = 10;
/// The smallest number of supports and rungs that must depend on a question for the quick journey to ask it.
pub const QUICK_LEAST_WEIGHT: usize = 3;

/// The weight of each fact: the number of supports and rungs that depend on it.
pub fn weights(catalogue: &Catalogue, open: &[FactSet]) -> Vec<usize> {
    (0..catalogue.facts.len()).map(|index| open.iter().filter(|set| set.has(FactId(index as u8))).count()).collect()
}

/// The question to ask first among these: what is known by heart before what needs a document, then the largest weight, then the order of the pack.
pub fn easiest(catalogue: &Catalogue, open: &[FactSet], among: FactSet) -> Option<FactId> {
    let weights = weights(catalogue, open);
    among.iter().min_by_key(|&fact| (catalogue.fact(fact).effort, core::cmp::Reverse(weights[usize::from(fact.0)]), fact))
}

/// The next question of a visitor: on the full journey each once, then once more those that were put off; none when the journey is over.
pub fn next_question(catalogue: &Catalogue, open: &[FactSet], answers: &Answers, mode: Mode) -> Option<FactId> {
    match mode {
        Mode::Full => {
            let all = union(open);
            easiest(catalogue, open, all.without(answers.asked())).or_else(|| easiest(catalogue, open, all.without(answers.settled())))
        }
        Mode::Quick if quick_budget(answers) == 0 => None,
        Mode::Quick => quick_facts(catalogue, open, answers).iter().max_by_key(|&fact| (share(open, fact), core::cmp::Reverse(fact))),
    }
}

/// How many questions can still come: exact as an upper bound, and it never rises after an answer.
pub fn remaining_max(catalogue: &Catalogue, open: &[FactSet], answers: &Answers, mode: Mode) -> u32 {
    match mode {
        Mode::Full => union(open).without(answers.settled()).len(),
        Mode::Quick => quick_facts(catalogue, open, answers).len().min(quick_budget(answers)),
    }
}

/// The facts a quick journey may still ask about: known by heart, not asked yet, and of sufficient weight.
fn quick_facts(catalogue: &Catalogue, open: &[FactSet], answers: &Answers) -> FactSet {
    let weights = weights(catalogue, open);
    let wanted = |&fact: &FactId| catalogue.fact(fact).effort == Effort::Memory && QUICK_LEAST_WEIGHT <= weights[usize::from(fact.0)];
    union(open).without(answers.asked()).iter().filter(wanted).fold(FactSet::default(), |set, fact| set.union(FactSet::only(fact)))
}

/// The sum of a fact's shares of the open supports, in parts of a number that most sizes of a set divide.
fn share(open: &[FactSet], fact: FactId) -> u32 {
    open.iter().filter(|set| set.has(fact)).map(|set| 720_720 / set.len()).sum()
}

fn quick_budget(answers: &Answers) -> u32 {
    QUICK_MOST.saturating_sub(u32::try_from(answers.len()).unwrap_or(u32::MAX))
}

fn union(open: &[FactSet]) -> FactSet {
    open.iter().fold(FactSet::default(), |all, set| all.union(*set))
}
