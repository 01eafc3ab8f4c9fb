//! Random answers for a generated case.

use zice_core::facts::{FactId, FactKind, FactValue};
use zice_core::units::Quantity;

use crate::case::{Case, known};
use crate::rng::Rng;

/// Exact values, ranges and unknowns: `unknown` percent of the facts are left out, but enough is known for the completions to be enumerated.
pub fn answer(rng: &mut Rng, unknown: u64, completions: usize, case: &mut Case) {
    for index in 0..case.facts.len() as u8 {
        let fact = FactId(index);
        let values = case.values(fact);
        let (first, last) = (values[0], values[values.len() - 1]);
        let number = matches!(case.facts[usize::from(index)].0, FactKind::Number { .. });
        match rng.below(5) {
            _ if rng.chance(unknown) => {}
            0..3 if number => {
                let (a, b) = (rng.within(first, last), rng.within(first, last));
                case.answers.push((fact, FactValue::Range(Quantity(a.min(b)), Quantity(a.max(b)))));
            }
            _ => case.answers.push((fact, case.value(fact, rng.within(first, last)))),
        }
    }
    let mentioned = case.mentioned();
    loop {
        let open: Vec<FactId> = mentioned.iter().copied().filter(|&fact| 1 < case.values(fact).len()).collect();
        if open.iter().map(|&fact| case.values(fact).len()).product::<usize>() <= completions {
            break;
        }
        let fact = *rng.pick(&open);
        let values = case.values(fact);
        let value = known(case.facts[usize::from(fact.0)].0, *rng.pick(&values));
        case.answers.retain(|(known, _)| *known != fact);
        case.answers.push((fact, value));
    }
    rng.shuffle(&mut case.answers);
}
