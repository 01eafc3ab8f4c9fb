//! The seal: what the browser now refuses, why, and a way to try it.
//!
//! The start script closes the page's network and marks the document (`data-sealed`); the style sheet shows the words for it only then.

use yew::prelude::*;

use crate::attempt::{Attempt, attempt_connection};
use zice_core::catalogue::Language;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct SealProps {
    pub language: Language,
    /// Whether the program is: what the seal is comes with its rest, and is true only after that.
    pub whole: bool,
}

#[component]
pub fn Seal(props: &SealProps) -> Html {
    let words = Words::of(props.language);
    html! {
        <details class="zc-seal">
            <summary class="zc-seal__sign">
                <span class="zc-seal__before">{ words.sealed }</span>
                <span class="zc-seal__after">{ words.seal_closed }</span>
            </summary>
            <div class="zc-seal__more">
                <p class="zc-seal__before">{ words.sealed_more }</p>
                if props.whole {
                    <Closed language={props.language} />
                }
            </div>
        </details>
    }
}

#[derive(Properties, PartialEq)]
pub struct ClosedProps {
    pub language: Language,
}

/// What the browser refuses, and a way to try it.
#[component]
pub fn Closed(props: &ClosedProps) -> Html {
    let words = Words::of(props.language);
    let attempt = use_state(|| None::<Attempt>);
    let on_try = {
        let attempt = attempt.clone();
        Callback::from(move |_: MouseEvent| {
            let attempt = attempt.clone();
            attempt.set(Some(Attempt::Tried));
            attempt_connection(move |outcome| attempt.set(Some(outcome)));
        })
    };
    let outcome = match *attempt {
        None => "",
        Some(Attempt::Tried) => words.seal_tried,
        Some(Attempt::Failed) => words.seal_failed,
        Some(Attempt::Refused) => words.seal_refused,
        Some(Attempt::Passed) => words.seal_passed,
    };
    html! {
        <div class="zc-seal__after">
            <p>{ words.seal_what }</p>
            <p class="zc-muted">{ words.seal_limits }</p>
            <div class="zc-seal__try">
                <button type="button" class="zc-button" data-action="try-seal" onclick={on_try}>{ words.seal_try }</button>
                <p class="zc-seal__outcome" role="status">{ outcome }</p>
            </div>
        </div>
    }
}
