//! The strip above every view at a counter: search, 下一位, and what the keys do.

use gloo::events::EventListener;
use yew::prelude::*;

use super::finder::Finder;
use super::next::{Next, Visits};
use super::search::Target;
use super::{Counter, keys, parked};
use crate::{Pack, effects};
use zice_core::catalogue::Language;
use zice_core::link::{self, Restored};
use zice_core::session::Session;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct DeskProps {
    pub pack: Pack,
    pub language: Language,
    pub counter: Counter,
    pub on_found: Callback<Target>,
    /// The visit at hand.
    pub session: Session,
    /// Takes a visit up that was set aside.
    pub on_resume: Callback<Restored>,
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
    let visits = {
        let (pack, session) = (props.pack.0, props.session.clone());
        let park = move || {
            let (answers, topics) = (&session.answers, session.topics);
            if !answers.is_empty() {
                parked::park(answers.len(), link::encode_of_year(pack, answers, topics, session.day.year().checked_sub(1)));
            }
        };
        let on_park = {
            let park = park.clone();
            Callback::from(move |()| {
                park();
                effects::next_visitor();
            })
        };
        let (asked, on_resume) = (asked.setter(), props.on_resume.clone());
        let on_take = Callback::from(move |number: u32| {
            // First, so that no number comes back while its visitor waits.
            park();
            let Some(taken) = parked::take(number) else { return };
            asked.set(false);
            if let Ok(restored) = link::decode(pack, &taken.fragment) {
                on_resume.emit(restored);
            }
        });
        Visits { may_park: !props.session.answers.is_empty(), on_park, on_take }
    };
    use_effect_with((), |()| {
        // A page that is left keeps nothing of anybody.
        let listener = web_sys::window().map(|window| EventListener::new(&window, "pagehide", |_| parked::clear()));
        move || drop(listener)
    });
    let waiting = parked::all().len();
    html! {
        <section class={classes!("zc-desk", by_keys.then_some("zc-desk--keys"))} aria-label={words.counter}>
            <div class="zc-desk__inner">
                <Finder pack={props.pack} language={props.language} on_found={props.on_found.clone()} />
                <button type="button" class="zc-button zc-desk__next" data-action="next-visitor"
                    onclick={set_asked(true).reform(|_: MouseEvent| ())}>{ words.counter_next }
                    if waiting != 0 {
                        <span class="zc-desk__parked" data-parked={waiting.to_string()}>{ (words.counter_parked)(waiting) }</span>
                    }
                </button>
                <div class="zc-desk__help">
                    <button type="button" class="zc-pill" aria-pressed={by_keys.to_string()} data-action="keys" onclick={toggle}>{ words.counter_keys }</button>
                    if *by_keys {
                        <ul class="zc-keys">
                            { for words.counter_help.iter().map(|(key, does)| html! { <li><kbd>{ *key }</kbd>{ *does }</li> }) }
                        </ul>
                    }
                    <span class="zc-desk__typed" role="status">{ match typed.as_str() {
                        "" => String::new(),
                        keys::NUM_LOCK => words.counter_numlock.to_owned(),
                        typed => (words.counter_typed)(typed),
                    } }</span>
                </div>
            </div>
            <Next language={props.language} idle={props.counter.idle} asked={*asked} on_stay={set_asked(false)} {visits} />
        </section>
    }
}
