//! The end of a visit: on request, or because nobody is there any more.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::idle::{self, State};
use crate::effects;
use zice_core::catalogue::Language;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct NextProps {
    pub language: Language,
    /// The idle limit, in seconds.
    pub idle: u32,
    /// Whether the end of the visit was asked for.
    pub asked: bool,
    pub on_stay: Callback<()>,
}

/// Asks before everything is cleared, and warns with a countdown before it is cleared unasked.
#[component]
pub fn Next(props: &NextProps) -> Html {
    let words = Words::of(props.language);
    let left = use_state_eq(|| None::<u32>);
    {
        let left = left.setter();
        use_effect_with(props.idle, move |&limit| {
            let watch = idle::watch(limit, move |state| match state {
                State::Fine => left.set(None),
                State::Ending(seconds) => left.set(Some(seconds)),
                State::Over => effects::next_visitor(),
            });
            move || drop(watch)
        });
    }
    let dialogue = use_node_ref();
    let open = props.asked || left.is_some();
    {
        let dialogue = dialogue.clone();
        use_effect_with(open, move |&open| {
            let Some(dialogue) = dialogue.cast::<HtmlDialogElement>() else { return };
            if open {
                // A browser without modal dialogues shows it in the page.
                if dialogue.show_modal().is_err() {
                    dialogue.set_open(true);
                }
                effects::focus("visit-default");
            } else if dialogue.open() {
                dialogue.close();
            }
        });
    }
    let stay = {
        let (left, on_stay) = (left.setter(), props.on_stay.clone());
        Callback::from(move |()| {
            left.set(None);
            on_stay.emit(());
        })
    };
    // Escape closes a dialogue by itself; the state has to follow.
    let on_close = stay.clone().reform(|_: Event| ());
    let on_stay = stay.reform(|_: MouseEvent| ());
    html! {
        <dialog ref={dialogue} class="zc-dialog" role="alertdialog" aria-labelledby="visit-title" aria-describedby="visit-text" onclose={on_close}>
            { match (*left, open) {
                (Some(seconds), _) => ending(words, seconds, on_stay),
                (None, true) => asked(words, on_stay),
                (None, false) => Html::default(),
            } }
        </dialog>
    }
}

fn ending(words: &Words, seconds: u32, on_stay: Callback<MouseEvent>) -> Html {
    // Read out when the warning opens, and then only now and then.
    let said = if seconds.is_multiple_of(10) || seconds == 5 { (words.visit_ending)(seconds) } else { String::new() };
    html! {
        <>
            <h2 id="visit-title">{ words.visit_ending_title }</h2>
            <p class="zc-dialog__count" aria-hidden="true">{ seconds }</p>
            <p id="visit-text">{ (words.visit_ending)(seconds) }</p>
            <p class="zc-hidden" role="status">{ said }</p>
            <div class="zc-actions">
                <button type="button" id="visit-default" class="zc-button zc-button--primary" data-action="stay" onclick={on_stay}>{ words.visit_stay }</button>
                <button type="button" class="zc-button" data-action="clear" onclick={|_: MouseEvent| effects::next_visitor()}>{ words.visit_clear }</button>
            </div>
            <p class="zc-muted zc-small">{ words.visit_any_key }</p>
        </>
    }
}

fn asked(words: &Words, on_stay: Callback<MouseEvent>) -> Html {
    html! {
        <>
            <h2 id="visit-title">{ words.visit_asked_title }</h2>
            <p id="visit-text">{ words.visit_asked }</p>
            <p class="zc-muted zc-small">{ words.visit_clipboard }</p>
            <div class="zc-actions">
                <button type="button" id="visit-default" class="zc-button zc-button--primary" data-action="stay" onclick={on_stay}>{ words.visit_back }</button>
                <button type="button" class="zc-button" data-action="clear" onclick={|_: MouseEvent| effects::next_visitor()}>{ words.visit_clear }</button>
            </div>
        </>
    }
}
