//! The end of a visit: on request, or because nobody is there any more.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::idle::{self, State};
use super::parked;
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
    pub visits: Visits,
}

/// What can be done with visits set aside.
#[derive(Clone, PartialEq)]
pub struct Visits {
    /// Whether the visit at hand has anything to set aside.
    pub may_park: bool,
    /// Sets the visit at hand aside and begins another.
    pub on_park: Callback<()>,
    /// Takes up the visit with this number; the one at hand is set aside.
    pub on_take: Callback<u32>,
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
                State::Over => {
                    // Nobody is there for those who wait either.
                    parked::clear();
                    effects::next_visitor();
                }
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
        <dialog ref={dialogue} class="zc-dialog" role="alertdialog" aria-labelledby="visit-title" aria-describedby="visit-text" onclose={on_close} onkeydown={press}>
            { match (*left, open) {
                (Some(seconds), _) => ending(words, seconds, on_stay),
                (None, true) => asked(words, on_stay, &props.visits),
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

/// A digit presses the button that carries it.
fn press(event: KeyboardEvent) {
    let key = event.key();
    if event.ctrl_key() || event.alt_key() || event.meta_key() || key.len() != 1 || !key.as_bytes()[0].is_ascii_digit() {
        return;
    }
    let dialogue = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let button = dialogue.and_then(|dialogue| dialogue.query_selector(&format!("[data-digit=\"{key}\"]")).ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        button.click();
    }
}

fn asked(words: &Words, on_stay: Callback<MouseEvent>, visits: &Visits) -> Html {
    // As many as there are digits left.
    let waiting = parked::all().into_iter().take(6).enumerate().map(|(place, parked)| {
        let on_take = visits.on_take.reform(move |_: MouseEvent| parked.number);
        let label = (words.visit_take)(parked.number, parked.answers);
        html! { <button type="button" class="zc-button" data-action="take" data-number={parked.number.to_string()} data-digit={(place + 4).to_string()} onclick={on_take}>{ label }</button> }
    });
    let waiting: Vec<Html> = waiting.collect();
    html! {
        <>
            <h2 id="visit-title">{ words.visit_asked_title }</h2>
            <p id="visit-text">{ words.visit_asked }</p>
            <div class="zc-actions">
                <button type="button" id="visit-default" class="zc-button zc-button--primary" data-action="stay" data-digit="1" onclick={on_stay}>{ words.visit_back }</button>
                if visits.may_park {
                    <button type="button" class="zc-button" data-action="park" data-digit="2" onclick={visits.on_park.reform(|_: MouseEvent| ())}>{ words.visit_park }</button>
                }
                <button type="button" class="zc-button" data-action="clear" data-digit="3" onclick={|_: MouseEvent| effects::next_visitor()}>{ words.visit_clear }</button>
            </div>
            if !waiting.is_empty() {
                <p><b>{ words.visit_parked }</b></p>
                <div class="zc-actions">{ for waiting }</div>
            }
            <p class="zc-muted zc-small">{ words.visit_clipboard }</p>
        </>
    }
}
