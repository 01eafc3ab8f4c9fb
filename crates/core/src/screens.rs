//! Screens of a visit: which comes next, which of its lines are asked, and which of them can still matter.
//!
//! Invariant: a screen asks nothing that one question a view would not ask, and what is answered on it is the same answers; so verdicts are the same. The
//! screens come in the order of the pack, before what is asked alone: what they settle falls away from it.

use std::rc::Rc;

use crate::catalogue::Catalogue;
use crate::facts::{Answer, Answers, FactId, FactSet};
use crate::journey::{self, Mode};
use crate::report::{self, Report, Topics};

/// What is asked next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ask {
    /// One question.
    Question(FactId),
    /// A screen, by its place in the pack.
    Screen(u8),
}

/// The screen that asks for a fact.
pub fn of(catalogue: &Catalogue, fact: FactId) -> Option<u8> {
    catalogue.screens.iter().position(|screen| screen.facts().has(fact)).and_then(|place| u8::try_from(place).ok())
}

/// The facts of a screen; none of one that is not there.
pub fn facts(catalogue: &Catalogue, screen: u8) -> FactSet {
    catalogue.screens.get(usize::from(screen)).map_or_else(FactSet::default, |screen| screen.facts())
}

/// What is asked next of a full visit: the first screen with at least two questions that are new and can matter; then what is asked alone; then once more what
/// was put off.
pub fn next(catalogue: &Catalogue, open: &[FactSet], answers: &Answers) -> Option<Ask> {
    // What a visit begins with is asked alone: it opens the page before any screen could be there.
    let all = open.iter().fold(FactSet::default(), |all, set| all.union(*set));
    if let Some(screen) = with_two(catalogue, all.without(answers.asked())).filter(|_| !answers.is_empty()) {
        return Some(Ask::Screen(screen));
    }
    let fact = journey::next_question(catalogue, open, answers, Mode::Full)?;
    let again = of(catalogue, fact).filter(|_| answers.asked().has(fact));
    let again = again.filter(|&screen| 2 <= all.without(answers.settled()).and(facts(catalogue, screen)).len());
    Some(again.map_or(Ask::Question(fact), Ask::Screen))
}

fn with_two(catalogue: &Catalogue, among: FactSet) -> Option<u8> {
    let found = catalogue.screens.iter().position(|screen| 2 <= screen.facts().and(among).len());
    found.and_then(|place| u8::try_from(place).ok())
}

/// The lines that a screen shows: what was asked on it, and what could matter before anything was said on it.
pub fn shown(catalogue: &Catalogue, known: &Report, answers: &Answers, topics: Topics, screen: u8) -> FactSet {
    let facts = facts(catalogue, screen);
    let asked = facts.and(answers.asked());
    if asked.is_empty() {
        return known.open.and(facts);
    }
    let before = without(answers, asked);
    let open = report::after(known, answers, catalogue, &before, topics).open;
    asked.union(open.and(facts))
}

/// The lines that can still matter once these answers are given too: one without an answer, if some verdict depends on it; one with an answer, if some
/// would without it. `known` is the report of `answers`, in which nothing of the screen is answered.
pub fn live(
    catalogue: &Catalogue,
    known: &Report,
    answers: &Answers,
    topics: Topics,
    given: &[(FactId, Answer)],
    lines: FactSet,
) -> FactSet {
    let mut now = answers.clone();
    given.iter().for_each(|&(fact, answer)| now.set(fact, answer));
    let report = Rc::new(report::after(known, answers, catalogue, &now, topics));
    let matters = |fact: &FactId| {
        if report.open.has(*fact) {
            return true;
        }
        let answered = FactSet::only(*fact).and(now.asked());
        !answered.is_empty() && report::after(&report, &now, catalogue, &without(&now, answered), topics).open.has(*fact)
    };
    lines.iter().filter(matters).fold(FactSet::default(), |set, fact| set.union(FactSet::only(fact)))
}

/// The answers without those to these facts.
pub fn without(answers: &Answers, facts: FactSet) -> Answers {
    let mut left = answers.clone();
    facts.iter().for_each(|fact| left.remove(fact));
    left
}
