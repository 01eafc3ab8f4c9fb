//! A figure's fields drawn once where nobody sees them. Browsers compile a function when it is called first, and the first question for a figure would wait
//! for some sixty of them.

use yew::prelude::*;

use super::components::answer_fields::{Asked, answer_fields};
use super::draft::Draft;
use super::{Pack, effects};
use crate::catalogue::Language;
use crate::explanations::bands::Band;
use crate::facts::{FactId, FactKind};
use crate::units::Quantity;

#[derive(Properties, PartialEq)]
struct FieldsProps {
    pack: Pack,
    fact: FactId,
    low: Quantity,
    high: Quantity,
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let bands = [Band { low: props.low, high: props.high }];
    let asked = Asked { catalogue: props.pack.0, language: Language::Zh, fact: props.fact, bands: &bands };
    answer_fields(asked, &Draft::default(), &Callback::noop(), None)
}

/// Draws them in an element outside the page, when nothing else waits to be painted, and throws it away.
///
/// A gate (xtask/later.txt).
#[inline(never)]
pub fn rehearse(pack: Pack) {
    let figure = pack.0.all_facts().iter().find_map(|fact| match pack.0.fact(fact).kind {
        FactKind::Number { min, max, .. } => Some(FieldsProps { pack, fact, low: min, high: max }),
        _ => None,
    });
    let Some(props) = figure else { return };
    effects::after_paint(move || {
        let Some(outside) = effects::element_outside() else { return };
        let fields = yew::Renderer::<Fields>::with_root_and_props(outside, props).render();
        effects::after_paint(move || fields.destroy());
    });
}
