//! Sets of changes: how they are joined and compared.
//!
//! Invariant: in a list of sets none asks for all that another asks for.

use super::Required;
use crate::facts::{FactId, FactSet};
use crate::order;

/// Changes without what is held today; several of one set of options may stand beside each other.
pub type ChangeSet = Vec<(FactId, Required)>;

/// The largest number of candidates for one rule. Real rules have hundreds while hardly anything is known.
pub const MOST_CANDIDATES: usize = 600;

/// Sets of which none asks for all that another asks for, each with the facts that it changes: most change others, which is seen at once.
#[derive(Default)]
pub struct Antichain {
    sets: Vec<ChangeSet>,
    facts: Vec<FactSet>,
}

impl Antichain {
    /// Adds a set unless a known one asks for no more; drops those that ask for more.
    pub fn add(&mut self, set: ChangeSet) {
        let facts = set.iter().fold(FactSet::default(), |set, &(fact, _)| set.union(FactSet::only(fact)));
        let mut known = self.facts.iter().zip(&self.sets);
        let asks_less = |(of, other): (&FactSet, &ChangeSet)| of.without(facts).is_empty() && asks_no_more(other, &set);
        if self.is_full() || known.any(asks_less) {
            return;
        }
        let mut at = 0;
        while at < self.sets.len() {
            if facts.without(self.facts[at]).is_empty() && asks_no_more(&set, &self.sets[at]) {
                self.sets.remove(at);
                self.facts.remove(at);
            } else {
                at += 1;
            }
        }
        self.sets.push(set);
        self.facts.push(facts);
    }

    /// Whether the list is full.
    pub const fn is_full(&self) -> bool {
        MOST_CANDIDATES <= self.sets.len()
    }

    /// The sets, in the order in which they came.
    pub fn sets(self) -> Vec<ChangeSet> {
        self.sets
    }
}

/// Every set of the first with every set of the second, without those that ask for more than another.
pub fn product(first: &[ChangeSet], second: &[ChangeSet]) -> Vec<ChangeSet> {
    let mut found = Antichain::default();
    for a in first {
        second.iter().filter_map(|b| merge(a, b)).for_each(|both| found.add(both));
    }
    found.sets()
}

/// Whether the larger set asks for every change of the smaller one, or for a further move of the same number.
pub fn asks_no_more(smaller: &ChangeSet, larger: &ChangeSet) -> bool {
    smaller.iter().all(|&(fact, required)| {
        larger.iter().any(|&(other, asked)| {
            fact == other
                && match (required, asked) {
                    (Required::AtLeast(x), Required::AtLeast(y)) => x <= y,
                    (Required::AtMost(x), Required::AtMost(y)) => y <= x,
                    (x, y) => x == y,
                }
        })
    })
}

/// Both sets in one; none where they contradict each other.
pub fn merge(a: &ChangeSet, b: &ChangeSet) -> Option<ChangeSet> {
    let mut merged = a.clone();
    for &(fact, required) in b {
        let mut is_new = true;
        for (_, known) in merged.iter_mut().filter(|(known_fact, _)| *known_fact == fact) {
            match both(*known, required) {
                Both::One(one) => (*known, is_new) = (one, false),
                Both::Beside => {}
                Both::Neither => return None,
            }
        }
        if is_new {
            merged.push((fact, required));
        }
    }
    order::sort_by_key(&mut merged, |&(fact, required)| (fact, required));
    Some(merged)
}

/// Two requirements on one fact.
enum Both {
    /// One requirement says both.
    One(Required),
    /// They stand beside each other.
    Beside,
    /// They contradict each other.
    Neither,
}

fn both(known: Required, other: Required) -> Both {
    match (known, other) {
        (Required::AtLeast(x), Required::AtLeast(y)) => Both::One(Required::AtLeast(x.max(y))),
        (Required::AtMost(x), Required::AtMost(y)) => Both::One(Required::AtMost(x.min(y))),
        // One value serves both if it lies between; the lower bound names it.
        (Required::AtLeast(x), Required::AtMost(y)) | (Required::AtMost(y), Required::AtLeast(x)) => {
            if x <= y {
                Both::One(Required::AtLeast(x))
            } else {
                Both::Neither
            }
        }
        (Required::Option(x), Required::Option(y)) if x != y => Both::Neither,
        (Required::Including(x), Required::Without(set)) | (Required::Without(set), Required::Including(x)) if set >> x & 1 == 1 => {
            Both::Neither
        }
        (Required::Without(x), Required::Without(y)) => Both::One(Required::Without(x | y)),
        (x, y) if x == y => Both::One(x),
        _ => Both::Beside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Quantity;

    fn at_least(fact: u8, value: i64) -> (FactId, Required) {
        (FactId(fact), Required::AtLeast(Quantity(value)))
    }

    fn at_most(fact: u8, value: i64) -> (FactId, Required) {
        (FactId(fact), Required::AtMost(Quantity(value)))
    }

    #[test]
    fn bounds_on_one_number_become_one() {
        assert_eq!(merge(&vec![at_least(0, 5)], &vec![at_least(0, 7)]), Some(vec![at_least(0, 7)]));
        assert_eq!(merge(&vec![at_most(0, 9)], &vec![at_least(0, 7)]), Some(vec![at_least(0, 7)]));
        assert_eq!(merge(&vec![at_most(0, 6)], &vec![at_least(0, 7)]), None);
    }

    #[test]
    fn what_asks_for_more_is_dropped() {
        let mut sets = Antichain::default();
        for set in [vec![at_least(0, 7), at_least(1, 1)], vec![at_least(0, 5)], vec![at_least(0, 6)]] {
            sets.add(set);
        }
        assert_eq!(sets.sets(), [vec![at_least(0, 5)]]);
    }

    #[test]
    fn a_product_keeps_what_does_not_contradict_itself() {
        let (first, second) = ([vec![at_least(0, 7)], vec![at_least(1, 1)]], [vec![at_most(0, 3)]]);
        assert_eq!(product(&first, &second), [vec![at_most(0, 3), at_least(1, 1)]]);
    }
}
