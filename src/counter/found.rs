//! Opens what a search found: the results, at a support or an agency.

use yew::Callback;
use zice_core::explanations::order::Filter;
use zice_core::session::{Msg, Stage};

use super::search::Target;
use crate::place::Stays;
use crate::{Pack, effects, place};

/// Shows the results at the support or agency that was found.
#[inline(never)]
pub fn show(pack: Pack, target: Target, stage: Stage, send: &Callback<Msg>, stays: &Stays) {
    let mark = match target {
        Target::Question(_) => return,
        Target::Support(support) => place::card(pack.0.supports[support.index()].id),
        Target::Agency(_) => place::agencies(),
    };
    if stage == Stage::Results {
        // The view is already shown, and keeps its own state of filters and unfolded cards.
        match target {
            Target::Agency(agency) => place::choose_agency(agency),
            Target::Support(_) | Target::Question(_) => place::show_all(),
        }
        effects::after_paint(move || place::unfold(&mark));
        return;
    }
    match target {
        Target::Support(support) => stays.show(support),
        Target::Agency(agency) => stays.filter.set(Filter { agency: Some(agency), ..Filter::default() }),
        Target::Question(_) => {}
    }
    *stays.mark.borrow_mut() = Some(mark);
    send.emit(Msg::OpenedResults);
}
