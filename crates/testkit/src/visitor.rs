//! Random answers to the questions of the real pack.

use zice_core::catalogue::{Catalogue, Node};
use zice_core::facts::{Answer, FactId, FactKind, FactValue};
use zice_core::units::Quantity;

use crate::case::known;
use crate::rng::Rng;

/// A random value or range of a fact of the real pack, near a bound of some condition.
pub fn answer_real(rng: &mut Rng, pack: &Catalogue, fact: FactId) -> Answer {
    let about = pack.fact(fact);
    let count = about.options.len() as i64;
    let value = match about.kind {
        FactKind::Number { min, max, .. } => {
            let bound = |node: &Node| match node {
                Node::Compare { fact: of, min, max } if *of == fact => min.or(*max).map(|bound| bound.0),
                _ => None,
            };
            let bounds: Vec<i64> = pack.nodes.iter().filter_map(bound).collect();
            let mut near = || {
                let far = bounds.is_empty() || rng.chance(30);
                let value = if far { 1 << rng.within(0, 33) } else { rng.pick(&bounds) + rng.within(-1, 1) };
                value.clamp(min.0, max.0)
            };
            let (a, b) = (near(), near());
            if rng.chance(50) { FactValue::exact(Quantity(a)) } else { FactValue::Range(Quantity(a.min(b)), Quantity(a.max(b))) }
        }
        FactKind::Many => known(about.kind, rng.within(0, (1 << count) - 1) & rng.within(0, (1 << count) - 1)),
        kind => known(kind, rng.within(0, count - 1)),
    };
    Answer::Known(value)
}
