//! The strip above every view at a counter: search, 下一位, and what the keys do.

use yew::prelude::*;

use super::finder::Finder;
use super::next::Next;
use super::search::Target;
use super::{Counter, keys};
use crate::Pack;
use zice_core::catalogue::Language;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct DeskProps {
    pub pack: Pack,
    pub language: Language,
    pub counter: Counter,
    pub on_found: Callback<Target>,
}

/// Keys can be switched off, for those who speak to their computer or press keys unawares.
#[component]
pub fn Desk(props: &DeskProps) -> Html {
    let words = Words::of(props.language);
    let by_keys = use_state(|| true);
    let typed = use_state(String::new);
    let asked = use_state(|| false);
    {
        let typed = typed.setter();
        use_effect_with(*by_keys, move |&by_keys| {
            typed.set(String::new());
            let listener = by_keys.then(|| keys::listen(move |digits| typed.set(digits)));
            move || drop(listener)
        });
    }
    let toggle = {
        let by_keys = by_keys.clone();
        move |_: MouseEvent| by_keys.set(!*by_keys)
    };
    let set_asked = |on: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(on))
    };
    html! {
        <section class={classes!("zc-desk", by_keys.then_some("zc-desk--keys"))} aria-label={words.counter}>
            <div class="zc-desk__inner">
                <Finder pack={props.pack} language={props.language} on_found={props.on_found.clone()} />
                <button type="button" class="zc-button zc-desk__next" data-action="next-visitor"
                    onclick={set_asked(true).reform(|_: MouseEvent| ())}>{ words.counter_next }</button>
                <div class="zc-desk__help">
                    <button type="button" class="zc-pill" aria-pressed={by_keys.to_string()} data-action="keys" onclick={toggle}>{ words.counter_keys }</button>
                    if *by_keys {
                        <ul class="zc-keys">
                            { for words.counter_help.iter().map(|(key, does)| html! { <li><kbd>{ *key }</kbd>{ *does }</li> }) }
                        </ul>
                    }
                    <span class="zc-desk__typed" role="status">{ if typed.is_empty() { String::new() } else { (words.counter_typed)(&typed) } }</span>
                </div>
            </div>
            <Next language={props.language} idle={props.counter.idle} asked={*asked} on_stay={set_asked(false)} />
        </section>
    }
}
