//! The line shown in place of results or English until their texts have been loaded.

use yew::prelude::*;

use crate::effects;
use zice_core::catalogue::Language;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct WaitingProps {
    pub language: Language,
    /// Whether loading the texts failed.
    pub unavailable: bool,
    /// Whether it takes the place of a whole view.
    pub whole: bool,
}

/// A calm line; where loading failed, a button that asks again. The answers are kept.
#[component]
pub fn Waiting(props: &WaitingProps) -> Html {
    let words = Words::of(props.language);
    let says = if props.unavailable { words.rest_failed } else { words.rest_opening };
    let again = html! {
        if props.unavailable {
            <p class="zc-lead">{ words.rest_unavailable }</p>
            <div class="zc-actions">
                <button type="button" class="zc-button zc-button--primary" data-action="again" onclick={|_: MouseEvent| effects::ask_again()}>{ words.rest_again }</button>
            </div>
        }
    };
    if props.whole {
        html! { <main class="zc-main zc-main--narrow zc-waiting" id="main" data-waiting=""><h1 id="heading" tabindex="-1" role="status">{ says }</h1>{ again }</main> }
    } else {
        html! { <div class="zc-main zc-main--narrow zc-waiting" data-waiting=""><p role="status">{ says }</p>{ again }</div> }
    }
}
