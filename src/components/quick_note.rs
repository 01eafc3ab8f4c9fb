//! Says that results come from the quick check, and offers to go on with the full one.

use yew::prelude::*;

use zice_core::catalogue::Catalogue;
use zice_core::journey::Mode;
use zice_core::report::Report;
use zice_core::session::Session;
use zice_core::text::Words;

/// Renders nothing after a full check.
pub fn quick_note(catalogue: &Catalogue, session: &Session, report: &Report, on_full: &Callback<()>) -> Html {
    if session.mode == Mode::Full {
        return Html::default();
    }
    let words = Words::of(session.language);
    let left = Session { mode: Mode::Full, ..session.clone() }.left(catalogue, &report.open_sets);
    html! {
        <div class="zc-note" data-quick="">
            <p>{ words.quick_note }</p>
            if left != 0 {
                <button type="button" class="zc-button zc-screen" data-action="full" onclick={on_full.reform(|_: MouseEvent| ())}>{ (words.quick_go_on)(left) }</button>
            }
        </div>
    }
}
