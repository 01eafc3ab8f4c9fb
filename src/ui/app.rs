//! The whole page: one reducer, one view at a time, and the effects that follow from the state.

use std::rc::Rc;

use yew::prelude::*;

use super::components::frame::{Bar, Foot};
use super::components::waiting::Waiting;
use super::counter::Counter;
use super::counter::desk::Desk;
use super::pages::intro::Intro;
use super::pages::link::{Carried, Link};
use super::pages::question::Question;
use super::pages::results::Results;
use super::pages::review::Review;
use super::store::Store;
use super::{Pack, effects};
use crate::catalogue::Language;
use crate::catalogue::packed::PackError;
use crate::date::Date;
use crate::session::{Msg, Session, Stage};
use crate::text::Words;
use crate::{link, profile};

#[derive(Properties, PartialEq, Clone)]
pub struct AppProps {
    pub pack: Pack,
    /// Whether it is another pack than the built-in one.
    pub foreign: bool,
    /// Why a pack that was asked for is not used.
    pub refused: Option<PackError>,
    /// Whether the texts of results and English did not come.
    pub unavailable: bool,
    /// What the address carried after `#p=`.
    pub fragment: Option<String>,
    pub language: Language,
    pub day: Date,
    /// Set at a service counter.
    pub counter: Option<Counter>,
}

#[component]
pub fn App(props: &AppProps) -> Html {
    let pack = props.pack;
    let (day, language) = (props.day, props.language);
    let store = use_reducer(|| Store::new(pack, Session::new(language, day)));
    let fragment = props.fragment.clone();
    let carried = use_state(|| fragment.map(|text| Carried::Link(link::decode(pack.0, &text))));
    let larger = use_state(|| false);
    let session = &store.session;
    let words = Words::of(session.language);

    // Chinese questions need nothing more than the core; results and English need the rest.
    let waits = !pack.0.complete && (session.language == Language::En || carried.is_none() && session.stage == Stage::Results);

    use_view_effects(words, session.stage, carried.is_some(), waits, props.counter.is_some());
    {
        let larger = *larger;
        use_effect_with(larger, |larger| effects::set_larger(*larger));
    }
    {
        let carried = carried.clone();
        use_effect_with((), move |()| {
            let listener = effects::on_fragment(move |text| carried.set(Some(Carried::Link(link::decode(pack.0, &text)))));
            move || drop(listener)
        });
    }
    let send = {
        let dispatcher = store.dispatcher();
        Callback::from(move |msg: Msg| dispatcher.dispatch(msg))
    };
    let on_file = {
        let carried = carried.clone();
        Callback::from(move |text: String| carried.set(Some(Carried::File(profile::read(pack.0, &text)))))
    };
    let (pending, on_language) = use_language(pack, session.language, &send);
    let view = match &*carried {
        _ if waits => html! { <Waiting language={session.language} unavailable={props.unavailable} whole=true /> },
        Some(result) => {
            let discard = {
                let carried = carried.clone();
                Callback::from(move |()| carried.set(None))
            };
            let use_it = {
                let (carried, send, result) = (carried.clone(), send.clone(), result.clone());
                Callback::from(move |()| {
                    if let Some(restored) = result.restored() {
                        send.emit(Msg::Restored(restored.answers.clone(), restored.topics));
                    }
                    carried.set(None);
                })
            };
            html! { <Link {pack} language={session.language} carried={result.clone()} on_use={use_it} on_discard={discard} /> }
        }
        None => view(pack, &store, &send, on_file),
    };
    let on_found = {
        let (carried, send, stage) = (carried.clone(), send.clone(), session.stage);
        Callback::from(move |fact| {
            carried.set(None);
            send.emit(Msg::OpenedQuestion(fact));
            if stage == Stage::Asking(fact) {
                effects::focus("heading");
            }
        })
    };
    let on_larger = {
        let larger = larger.clone();
        Callback::from(move |()| larger.set(!*larger))
    };
    html! {
        <>
            <Bar language={session.language} larger={*larger} {on_language} {on_larger} />
            if let Some(counter) = props.counter {
                <Desk {pack} language={session.language} {counter} on_question={on_found} />
            }
            if let Some(error) = &props.refused {
                <div class="zc-main zc-main--narrow zc-refused" role="alert" data-refused=""><p class="zc-note">{ (words.pack_refused)(error) }</p></div>
            }
            if pending {
                <Waiting language={session.language} unavailable={props.unavailable} whole=false />
            }
            { view }
            <Foot {pack} language={session.language} day={day.to_string()} foreign={props.foreign} />
        </>
    }
}

fn view(pack: Pack, store: &Store, send: &Callback<Msg>, on_file: Callback<String>) -> Html {
    let session = store.session.clone();
    let report = Rc::clone(&store.report);
    let on_results = send.reform(|()| Msg::OpenedResults);
    let on_question = send.reform(Msg::OpenedQuestion);
    let topics = session.topics;
    let on_continue = send.reform(move |()| Msg::Started(topics));
    let on_restart = {
        let (send, question) = (send.clone(), Words::of(session.language).restart_confirm);
        Callback::from(move |()| {
            if effects::confirm(question) {
                send.emit(Msg::Cleared);
            }
        })
    };
    match session.stage {
        Stage::Intro => html! {
            <Intro {pack} language={session.language} topics={session.topics} begun={!session.answers.is_empty()} {on_file} on_start={send.reform(Msg::Started)} />
        },
        Stage::Asking(fact) => html! {
            <Question key={fact.0} {pack} {session} {report} {fact} {on_results}
                on_answer={send.reform(|(fact, value)| Msg::Answered(fact, value))} on_pass={send.reform(Msg::PassedOver)} on_back={send.reform(|()| Msg::WentBack)} />
        },
        Stage::Reviewing => html! { <Review {pack} {session} {report} {on_question} {on_results} {on_continue} {on_restart} /> },
        Stage::Results => html! {
            <Results {pack} {session} {report} {on_question} {on_continue} {on_restart} on_review={send.reform(|()| Msg::OpenedReview)} on_msg={send.clone()} />
        },
    }
}

/// Title and language of the document; the focus on the heading of each new view, but not on the first, except at a counter, where the last visit ended.
#[hook]
fn use_view_effects(words: &'static Words, stage: Stage, carried: bool, waits: bool, counter: bool) {
    let first = use_mut_ref(|| true);
    use_effect_with(words.language.tag(), move |_| {
        effects::describe(words.language, words.product);
    });
    use_effect_with((stage, carried, waits), move |_| {
        let opening = first.replace_with(|first| *first && waits);
        if opening {
            if counter {
                effects::mark_counter();
                effects::focus("heading");
            }
            effects::mark_ready();
        } else {
            effects::scroll_to_top();
            effects::focus("heading");
        }
    });
}

/// The other language, at once or as soon as its texts have come; until then the page stays as it is, with what was typed.
#[hook]
fn use_language(pack: Pack, language: Language, send: &Callback<Msg>) -> (bool, Callback<()>) {
    let pending = use_state(|| false);
    let other = language.other();
    let ready = pack.0.complete || other == Language::Zh;
    {
        let (pending, send) = (pending.clone(), send.clone());
        use_effect_with((*pending, ready), move |&(wanted, ready)| {
            if wanted && ready {
                pending.set(false);
                send.emit(Msg::LanguageChosen(other));
            }
        });
    }
    let waits = *pending;
    let on_language = {
        let send = send.clone();
        Callback::from(move |()| {
            if ready {
                send.emit(Msg::LanguageChosen(other));
            } else {
                pending.set(!waits);
            }
        })
    };
    (waits, on_language)
}
