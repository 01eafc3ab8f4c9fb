//! 清空重来: the button, and the question that stands in its place until it is answered. No dialogue of the browser: some web views and frames show none
//! and answer "no", and at a counter one would stop the clock of the visit.

use yew::prelude::*;

use super::button::{QUIET, button};
use crate::effects;
use zice_core::catalogue::Language;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct RestartProps {
    pub language: Language,
    pub on_restart: Callback<()>,
}

/// The focus goes to the question's harmless answer, and back to the button.
#[component]
pub fn Restart(props: &RestartProps) -> Html {
    let words = Words::of(props.language);
    let asks = use_state(|| None::<bool>);
    use_effect_with(*asks, |asks| {
        if let Some(asks) = asks {
            effects::focus(if *asks { "restart-no" } else { "restart" });
        }
    });
    let set = |to: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(Some(to)))
    };
    if *asks != Some(true) {
        let on_click = set(true).reform(|_: MouseEvent| ());
        return html! { <button type="button" class={QUIET} id="restart" data-action="restart" onclick={on_click}>{ words.restart }</button> };
    }
    let on_no = set(false);
    html! {
        <span class="zc-ask" role="group" aria-labelledby="restart-question">
            <b id="restart-question">{ words.restart_confirm }</b>
            { button(QUIET, "restart-yes", words.restart_yes.into(), &props.on_restart) }
            <button type="button" class={QUIET} id="restart-no" data-action="restart-no" onclick={on_no.reform(|_: MouseEvent| ())}>{ words.restart_no }</button>
        </span>
    }
}
