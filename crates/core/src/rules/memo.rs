//! What was found while facts were fixed or narrowed, for when they are so once more: a search comes back to the same values many times.
//!
//! Invariant: a state names everything that is taken for granted about its facts, and is compared as a whole, so that equal states have equal
//! results. It is not asked while facts may be what the answers do not allow.

use super::assumptions::Share;
use super::domain::Domain;
use super::search::Search;
use crate::facts::FactSet;

/// Results kept at once for one question; a power of two.
const PLACES: usize = 32;

/// What is taken for granted about a fact.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Its value in both worlds.
    Fixed(i64, i64),
    /// It is open, and this is left of its domain.
    Open(Domain),
    /// A share of it is taken to reach so far.
    Share(Share),
}

/// The last results of one question, each with its state.
#[derive(Clone)]
pub(super) struct Memo<T> {
    kept: Vec<Option<(Vec<State>, T)>>,
}

impl<T> Memo<T> {
    /// Nothing yet.
    pub(super) const fn new() -> Memo<T> {
        Memo { kept: Vec::new() }
    }

    /// What was found in this state.
    pub(super) fn get(&self, state: &[State]) -> Option<&T> {
        let (known, found) = self.kept.get(place(state))?.as_ref()?;
        (known == state).then_some(found)
    }

    /// Keeps what was found.
    pub(super) fn set(&mut self, state: Vec<State>, found: T) {
        if self.kept.is_empty() {
            self.kept.resize_with(PLACES, || None);
        }
        let place = place(&state);
        self.kept[place] = Some((state, found));
    }
}

impl Search<'_> {
    /// Writes down what is taken for granted about these facts; `false` where that cannot be said.
    pub(super) fn write_state(&self, facts: FactSet, state: &mut Vec<State>) -> bool {
        state.clear();
        if !facts.and(self.beyond).is_empty() {
            return false;
        }
        state.extend(facts.and(self.domains.open).iter().map(|fact| {
            let (first, second) = self.slots[usize::from(fact.0)];
            if self.open.has(fact) { State::Open(self.domain(fact)) } else { State::Fixed(first, second) }
        }));
        state.extend(self.shares.iter().filter(|share| facts.has(share.numerator)).copied().map(State::Share));
        true
    }
}

/// Where a result is kept.
fn place(state: &[State]) -> usize {
    let mixed = state.iter().fold(0_u32, |mixed, part| {
        let number = match *part {
            State::Fixed(first, second) => first ^ second.rotate_left(7),
            State::Open(Domain::Range(low, high)) => low ^ high.rotate_left(11),
            State::Open(_) => 0,
            State::Share(share) => share.reached.map_or(1, |reached| reached.0),
        };
        (mixed ^ number as u32 ^ (number >> 32) as u32).wrapping_mul(0x9e37_79b1).rotate_left(5)
    });
    (mixed >> 20) as usize % PLACES
}
