//! The values that each fact may still take: its domain narrowed by the answers.

use crate::catalogue::Catalogue;
use crate::facts::{Answers, FactId, FactKind, FactSet, FactValue, OptionSet};

/// The values a fact may still take. Numbers are steps of the unit, options their place, sets of options their bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Domain {
    /// Every option among these (`One`, `Yes`).
    Options(OptionSet),
    /// Every subset of these (`Many`, not known).
    Subsets(OptionSet),
    /// Exactly these options (`Many`, known).
    Set(OptionSet),
    /// Every integer of the closed range.
    Range(i64, i64),
}

/// The domains of all facts.
#[derive(Clone, Debug)]
pub struct Domains {
    domains: Vec<Domain>,
    /// Facts that may still take more than one value.
    pub open: FactSet,
}

impl Domain {
    /// The value, if only one is left.
    pub fn single(self) -> Option<i64> {
        match self {
            Domain::Options(set) if set.0.count_ones() == 1 => Some(i64::from(set.0.trailing_zeros())),
            Domain::Set(set) => Some(i64::from(set.0)),
            Domain::Range(low, high) if low == high => Some(low),
            Domain::Options(_) | Domain::Subsets(_) | Domain::Range(..) => None,
        }
    }

    /// One of the remaining values.
    pub const fn some(self) -> i64 {
        match self {
            Domain::Options(set) => set.0.trailing_zeros() as i64,
            Domain::Subsets(_) => 0,
            Domain::Set(set) => set.0 as i64,
            // A ratio over 0 is never reached, so the largest value is the more telling one.
            Domain::Range(_, high) => high,
        }
    }
}

impl Domains {
    /// The domains narrowed by these answers.
    pub fn new(catalogue: &Catalogue, answers: &Answers) -> Domains {
        let mut domains: Vec<Domain> = catalogue
            .facts
            .iter()
            .map(|fact| match fact.kind {
                FactKind::One | FactKind::Yes => Domain::Options(OptionSet::all(fact.options.len())),
                FactKind::Many => Domain::Subsets(OptionSet::all(fact.options.len())),
                FactKind::Number { min, max, .. } => Domain::Range(min.0, max.0),
            })
            .collect();
        for (fact, _) in answers.iter() {
            let domain = &mut domains[usize::from(fact.0)];
            match (*domain, answers.value(fact)) {
                (Domain::Options(_), Some(FactValue::Option(option))) => *domain = Domain::Options(OptionSet::only(option)),
                (Domain::Subsets(_), Some(FactValue::Options(set))) => *domain = Domain::Set(set),
                (Domain::Range(low, high), Some(FactValue::Range(min, max))) => *domain = Domain::Range(low.max(min.0), high.min(max.0)),
                _ => {}
            }
        }
        let open = domains
            .iter()
            .enumerate()
            .filter(|(_, domain)| domain.single().is_none())
            .fold(FactSet::default(), |set, (index, _)| FactSet(set.0 | 1 << index));
        Domains { domains, open }
    }

    /// The fact's domain.
    pub fn get(&self, fact: FactId) -> Domain {
        self.domains[usize::from(fact.0)]
    }
}
