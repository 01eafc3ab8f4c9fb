//! The whole page: one reducer, one view at a time, and the effects that follow from the state.
//!
//! Longer than usual because every way that something comes into the page (link, file, day, language, counter) is tied to the store in one place.

use std::rc::Rc;

use yew::prelude::*;

use super::clock::use_today;
use super::components::frame::{Bar, Foot};
use super::components::waiting::Waiting;
use super::counter::Counter;
use super::counter::desk::Desk;
use super::counter::found;
use super::counter::search::Target;
use super::draft::Unsent;
use super::failure::Kept;
use super::pages::asking::Asking;
use super::pages::intro::Intro;
use super::pages::link::{Carried, Link};
use super::pages::question::place as place_of;
use super::pages::results::Results;
use super::pages::review::Review;
use super::pages::screen;
use super::place::Stays;
use super::store::{Store, Told};
use super::trail::{Said, Spot, use_kept, use_resumed, use_trail};
use super::{Pack, clock, effects, failure, place};
use zice_core::catalogue::Language;
use zice_core::catalogue::packed::PackError;
use zice_core::date::Date;
use zice_core::facts::FactId;
use zice_core::journey::Mode;
use zice_core::link::Restored;
use zice_core::report::{Findings, Report, Topics};
use zice_core::session::{Msg, Session, Stage};
use zice_core::settings::PlanState;
use zice_core::text::Words;
use zice_core::{link, profile};

#[derive(Properties, PartialEq, Clone)]
pub struct AppProps {
    pub pack: Pack,
    /// Whether it is another pack than the built-in one.
    pub foreign: bool,
    /// Why a pack that was asked for is not used.
    pub refused: Option<PackError>,
    /// Whether the texts of results and English did not come.
    pub unavailable: bool,
    /// What the address carried after `#p=`, or what the browser's history kept.
    pub carried: Option<Raw>,
    pub language: Language,
    /// The topics that the address asks for.
    pub topics: Topics,
    pub day: Date,
    /// Whether questions are asked together where the pack says so.
    pub together: bool,
    /// Set at a service counter.
    pub counter: Option<Counter>,
}

/// Answers from outside the page, as they came: they are read when everything they may need is there.
#[derive(Clone, PartialEq)]
pub enum Raw {
    Link(String),
    File(String),
    /// The visit that the page lost when it was loaded again, as the browser's history holds it (trail.rs).
    Kept(String),
    /// The address is that of a link, but what stood behind its `#` was lost on the way.
    Lost,
}

#[component]
pub fn App(props: &AppProps) -> Html {
    let (day, language, topics) = (props.day, props.language, props.topics);
    let store = use_reducer(|| Store::new(props.pack, Session { together: props.together, ..Session::offering(topics, language, day) }));
    let pack = store.pack;
    let carried = use_state(|| props.carried.clone());
    let larger = use_state(|| false);
    let session = &store.session;
    let words = Words::of(session.language);

    // The first Chinese questions need nothing more than the core until a second one is answered (`Store::pending`); everything else needs the rest.
    let asks = carried.is_none() && matches!(session.stage, Stage::Intro | Stage::Asking(_)) && !session.asks_for_more(pack.0);
    let waits = store.findings.is_none() || !pack.0.complete && (session.language == Language::En || !asks);
    let decoded = use_memo((carried.clone(), waits), |(carried, waits)| {
        carried.as_ref().filter(|_| !waits).and_then(|raw| match raw {
            Raw::Link(text) => Some(Carried::Link(link::decode(pack.0, text))),
            Raw::File(text) => Some(Carried::File(profile::read(pack.0, text))),
            Raw::Lost => Some(Carried::Lost),
            Raw::Kept(_) => None,
        })
    });

    let stays = use_memo((), |()| Stays::default());
    let unsent = use_memo((), |()| Unsent::default());
    let title = title(pack, session, carried.is_some());
    let kept = use_kept(pack, session, &carried);
    // Before the title, which is that of an entry of the history.
    use_trail(
        Said { pack, spot: Spot { stage: session.stage, return_to: session.return_to }, kept },
        &carried,
        (store.dispatcher(), &unsent),
        props.counter.is_none(),
    );
    use_view_effects(words, title, (session.stage, carried.is_some(), waits), props.counter.is_some(), &stays);
    use_failure_page(pack, session);
    use_resumed(&store, &carried, waits);
    let on_day = {
        let dispatcher = store.dispatcher();
        Callback::from(move |today| dispatcher.dispatch(Told::Happened(Msg::DayCame(today))))
    };
    use_today(session.day, carried.is_none() && session.stage == Stage::Intro && session.answers.is_empty(), on_day.clone());
    {
        let larger = *larger;
        use_effect_with(larger, |larger| effects::set_larger(*larger));
    }
    // What comes from outside waits until what is in the fields is kept: it drops no answer.
    let on_carried = {
        let (carried, dispatcher, unsent) = (carried.setter(), store.dispatcher(), Rc::clone(&unsent));
        Callback::from(move |raw: Raw| {
            if let Ok(kept) = unsent.kept() {
                kept.into_iter().for_each(|msg| dispatcher.dispatch(Told::Happened(msg)));
                carried.set(Some(raw));
            }
        })
    };
    {
        let on_carried = on_carried.clone();
        use_effect_with((), move |()| {
            let listener = effects::on_fragment(move |text| on_carried.emit(Raw::Link(text)));
            move || drop(listener)
        });
    }
    let send = {
        let (dispatcher, unsent, day) = (store.dispatcher(), Rc::clone(&unsent), session.day);
        Callback::from(move |msg: Msg| {
            clock::come(day).into_iter().for_each(|today| on_day.emit(today));
            if let Some(msg) = unsent.with(msg) {
                dispatcher.dispatch(Told::Happened(msg));
            }
        })
    };
    {
        let store = store.clone();
        use_effect_with(props.pack, move |&pack| {
            if store.pack != pack {
                store.dispatch(Told::Has(pack));
            }
        });
    }
    let on_change = {
        let store = store.clone();
        Callback::from(move |()| {
            if store.pending.is_some() {
                store.dispatch(Told::Withdrawn);
            }
        })
    };
    let on_file = on_carried.reform(Raw::File);
    let (pending, on_language) = use_language(pack, session.language, &send);
    {
        let (shown, on_language) = (session.language, on_language.clone());
        use_effect_with((pack, shown, pending), move |&(_, shown, pending)| {
            // What the button does: ask for the other language, or take that back while it is still on its way.
            let listener = effects::on_language(move |asked| {
                if (asked != shown) != pending {
                    on_language.emit(())
                }
            });
            move || drop(listener)
        });
    }
    let view = match (&*decoded, &store.findings) {
        (Some(result), _) => link(pack, (session.language, session.day), result, &carried, &send),
        (None, Some(findings)) if !waits && !matches!(*carried, Some(Raw::Kept(_))) => {
            let on_question = |fact| html! { <Asking store={(*store).clone()} {fact} unavailable={props.unavailable} send={send.clone()} {on_change} unsent={Rc::clone(&unsent)} /> };
            view(pack, &store, findings, &send, (on_question, |screen| screen::view(&store, screen, &send, &unsent)), on_file, &stays)
        }
        (None, _) => html! { <Waiting language={session.language} unavailable={props.unavailable} whole=true /> },
    };
    let on_found = {
        let (carried, send, stage) = (carried.clone(), send.clone(), session.stage);
        let stays = Rc::clone(&stays);
        Callback::from(move |target| {
            carried.set(None);
            let Target::Question(fact) = target else { return found::show(pack, target, stage, &send, &stays) };
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
            <Bar language={session.language} whole={pack.0.complete} larger={*larger} {on_language} {on_larger} />
            if let Some(counter) = props.counter {
                { desk(pack, session, counter, on_found, &send) }
            }
            if let Some(error) = &props.refused {
                { refused(words, error) }
            }
            { clock::note(pack, words, session.day) }
            if let Some(state) = pack.0.settings.state {
                { told(words, state, pack.0.settings.note) }
            }
            if pending {
                <Waiting language={session.language} unavailable={props.unavailable} whole=false />
            }
            { view }
            <p class="zc-hidden" role="status" id="progress">{ announcement(pack, &store, carried.is_some()) }</p>
            <Foot {pack} language={session.language} day={session.day.to_string()} foreign={props.foreign} />
        </>
    }
}

/// The document's title: the view, then the product.
fn title(pack: Pack, session: &Session, carried: bool) -> String {
    let words = Words::of(session.language);
    let view = match session.stage {
        _ if carried => words.link_title,
        Stage::Intro => return words.product.to_owned(),
        Stage::Asking(fact) => pack.0.fact(fact).question.get(session.language),
        Stage::Screen(screen) => screen::title(pack, screen, session.language),
        Stage::Reviewing => words.review_title,
        Stage::Results => words.results_title_bar,
    };
    format!("{view} · {}", words.product)
}

/// Which question it is and how many can still come, for those who hear the page.
fn announcement(pack: Pack, store: &Store, carried: bool) -> String {
    let (Stage::Asking(fact), false, Some(findings)) = (store.session.stage, carried, &store.findings) else { return String::new() };
    let (which, left) = place_of(pack, &store.session, findings.open_sets(), fact);
    (Words::of(store.session.language).announced)(&which, &left)
}

fn view(
    pack: Pack,
    store: &Store,
    findings: &Findings,
    send: &Callback<Msg>,
    (on_question, on_screen): (impl FnOnce(FactId) -> Html, impl FnOnce(u8) -> Html),
    on_file: Callback<String>,
    stays: &Rc<Stays>,
) -> Html {
    let session = store.session.clone();
    match (session.stage, findings.report()) {
        (Stage::Intro, _) => html! {
            <Intro {pack} language={session.language} topics={session.topics} begun={!session.answers.is_empty()} {on_file}
                on_start={send.reform(|(topics, mode)| Msg::Started(topics, mode))} />
        },
        (Stage::Asking(fact), _) => on_question(fact),
        (Stage::Screen(screen), _) => on_screen(screen),
        (_, Some(report)) => found(pack, session, report, send, stays),
        (Stage::Reviewing | Stage::Results, None) => Html::default(),
    }
}

/// The list of answers, or the results. A gate, like the next two: what only it leads to comes after the first questions (xtask/later.txt).
#[inline(never)]
fn found(pack: Pack, session: Session, report: &Rc<Report>, send: &Callback<Msg>, stays: &Rc<Stays>) -> Html {
    let report = Rc::clone(report);
    let on_results = send.reform(|()| Msg::OpenedResults);
    let on_review = send.reform(|()| Msg::OpenedReview);
    let (topics, mode, stage) = (session.topics, session.mode, session.stage);
    let on_question = {
        let stays = Rc::clone(stays);
        send.reform(move |fact| {
            *stays.mark.borrow_mut() = place::mark(stage, pack.0.fact(fact).id);
            Msg::OpenedQuestion(fact)
        })
    };
    let on_continue = send.reform(move |()| Msg::Started(topics, mode));
    let on_full = send.reform(move |()| Msg::Started(topics, Mode::Full));
    let on_restart = send.reform(|()| Msg::Cleared);
    if stage == Stage::Reviewing {
        html! { <Review {pack} {session} {report} {on_question} {on_results} {on_continue} {on_restart} /> }
    } else {
        html! {
            <Results {pack} {session} {report} {on_question} {on_continue} {on_full} {on_restart} {on_review} on_msg={send.clone()} stays={Rc::clone(stays)} />
        }
    }
}

/// What a link or a file carries, before it is used.
#[inline(never)]
fn link(
    pack: Pack,
    (language, day): (Language, Date),
    carries: &Carried,
    carried: &UseStateHandle<Option<Raw>>,
    send: &Callback<Msg>,
) -> Html {
    let on_discard = {
        let carried = carried.clone();
        Callback::from(move |()| carried.set(None))
    };
    let on_use = {
        let (carried, send, result) = (carried.clone(), send.clone(), carries.clone());
        Callback::from(move |()| {
            if let Some(restored) = result.restored() {
                send.emit(Msg::Restored(restored.answers.clone(), restored.topics));
            }
            carried.set(None);
        })
    };
    html! { <Link {pack} {language} {day} carried={carries.clone()} {on_use} {on_discard} /> }
}

/// Why the pack that was asked for is not used; whoever asks for one waits for the rest of the program (assets/start.js).
#[inline(never)]
fn refused(words: &'static Words, error: &PackError) -> Html {
    html! { <div class="zc-main zc-main--narrow zc-refused" role="alert" data-refused=""><p class="zc-note">{ (words.pack_refused)(error) }</p></div> }
}

/// What the portal says has become of the plan.
#[inline(never)]
fn told(words: &'static Words, state: PlanState, note: Option<&'static str>) -> Html {
    html! {
        <div class="zc-main zc-main--narrow zc-refused" role="note" data-plan-state="">
            <p class="zc-note">{ (words.plan_state)(state) }{ note.unwrap_or_default() }</p>
        </div>
    }
}

/// What stands above every view at a counter.
#[inline(never)]
fn desk(pack: Pack, session: &Session, counter: Counter, on_found: Callback<Target>, send: &Callback<Msg>) -> Html {
    let on_resume = send.reform(|restored: Restored| Msg::Restored(restored.answers, restored.topics));
    html! { <Desk {pack} language={session.language} {counter} {on_found} session={session.clone()} {on_resume} /> }
}

/// After each change of the answers: what the page needs should the program stop.
#[hook]
fn use_failure_page(pack: Pack, session: &Session) {
    use_effect_with((pack, session.answers.clone(), session.topics, session.language.tag()), {
        let words = Words::of(session.language);
        // Before that there is no such page either.
        move |&(pack, ref answers, topics, _)| {
            if pack.0.complete {
                let known = answers.len() - answers.skipped().len() as usize;
                let fragment = link::encode(pack.0, answers, topics);
                failure::keep(Kept { words, fragment, answers: known, hotline: pack.0.pack.general_hotline });
            }
        }
    });
}

/// Title and language of the document; the focus on the heading of each new view, but not on the first (except at a counter, where the last visit ended), and on
/// the way back to where it was.
#[hook]
fn use_view_effects(words: &'static Words, title: String, view: (Stage, bool, bool), counter: bool, stays: &Rc<Stays>) {
    let first = use_mut_ref(|| true);
    let stays = Rc::clone(stays);
    use_effect_with((words.language.tag(), title), move |(_, title)| effects::describe(words.language, title.clone()));
    use_effect_with(view, move |&(stage, carried, waits)| {
        if carried || stage == Stage::Intro {
            stays.forget();
        }
        if counter {
            place::unfold_topics();
        }
        let opening = first.replace_with(|first| *first && waits);
        if opening {
            if counter {
                effects::mark_counter();
            }
            effects::mark_ready();
            if counter {
                // A page that was not ready may have been hidden.
                effects::focus("heading");
            }
            return;
        }
        let back = if matches!(stage, Stage::Asking(_) | Stage::Screen(_)) { None } else { stays.mark.take() };
        if !back.is_some_and(|back| back.stage == stage && place::go_back(&back)) {
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
