//! Questions that are asked together: one view, one button on. All of it belongs to the deferred part of the program (xtask/later.txt).

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::Pack;
use crate::components::error_summary::ErrorSummary;
use crate::components::screen_lines::{self, Lines};
use crate::draft::{Kept, Unsent};
use crate::filled::{Base, Change, Filled, Refusal};
use crate::store::Store;
use zice_core::catalogue::{Form, Language, Screen as Catalogued};
use zice_core::explanations::bands::Band;
use zice_core::facts::{Answer, Answers, FactId, FactSet, Skip};
use zice_core::report;
use zice_core::screens;
use zice_core::session::{Msg, Session};
use zice_core::text::Words;

/// The view. A gate.
#[inline(never)]
pub fn view(store: &UseReducerHandle<Store>, screen: u8, send: &Callback<Msg>, unsent: &Rc<Unsent>) -> Html {
    html! { <Screen store={(**store).clone()} {screen} send={send.clone()} unsent={Rc::clone(unsent)} /> }
}

/// The heading of a screen, for the document's title.
#[inline(never)]
pub fn title(pack: Pack, screen: u8, language: Language) -> &'static str {
    pack.0.screens.get(usize::from(screen)).map_or("", |screen| screen.title.get(language))
}

/// Milliseconds without a change after which it is worked out what still matters.
const PAUSE: u32 = 150;

#[derive(Properties)]
pub struct ScreenProps {
    pub store: Store,
    pub screen: u8,
    pub send: Callback<Msg>,
    /// What stands in the fields and is no answer yet.
    pub unsent: Rc<Unsent>,
}

impl PartialEq for ScreenProps {
    fn eq(&self, other: &ScreenProps) -> bool {
        self.store == other.store && self.screen == other.screen
    }
}

/// What the visitor has done to the screen at hand.
#[derive(Clone)]
struct Work {
    filled: Filled,
    /// The lines that can still matter, as worked out last.
    live: FactSet,
    refused: Option<Refusal>,
    attempts: u32,
}

/// What the screen's answers are given to: the other answers, with their report and the bands of each figure.
struct Ground {
    base: Base,
    shown: FactSet,
    bands: Vec<(FactId, Vec<Band>)>,
}

#[component]
pub fn Screen(props: &ScreenProps) -> Html {
    let (catalogue, session) = (props.store.pack.0, &props.store.session);
    let words = Words::of(session.language);
    let about = &catalogue.screens[usize::from(props.screen)];
    let ground = use_memo((props.screen, session.answers.clone(), session.topics), |_| ground(&props.store, props.screen));
    let begin = |attempts| {
        let filled = Filled::of(catalogue, props.screen, ground.shown, &session.answers);
        let live = filled.live(catalogue, words, &ground.base);
        Work { filled, live, refused: None, attempts }
    };
    // It is kept beside the drawing, so that what is done at once finds what was done right before.
    let work = use_mut_ref(|| begin(0));
    let other = work.borrow().filled.screen != props.screen;
    if other {
        work.replace(begin(0));
    }
    let redraw = use_force_update();
    let now = work.borrow().clone();
    {
        let (work, ground, redraw) = (Rc::clone(&work), Rc::clone(&ground), redraw.clone());
        use_effect_with((now.filled.clone(), session.answers.clone()), move |_| {
            let timer = Timeout::new(PAUSE, move || {
                let live = work.borrow().filled.live(catalogue, words, &ground.base);
                if work.borrow().live != live {
                    work.borrow_mut().live = live;
                    redraw.force_update();
                }
            });
            move || drop(timer)
        });
    }
    let refuse = {
        let (work, redraw) = (Rc::clone(&work), redraw.clone());
        Callback::from(move |refusal: Refusal| {
            let mut work = work.borrow_mut();
            work.refused = Some(refusal);
            work.attempts += 1;
            redraw.force_update();
        })
    };
    let on_change = {
        let (work, unsent, refuse) = (Rc::clone(&work), Rc::clone(&props.unsent), refuse.clone());
        Callback::from(move |change: Change| {
            work.borrow_mut().filled.change(catalogue, change);
            let fault = fault(&work.borrow().filled, about, words, catalogue);
            let kept = if fault.is_none() { Some(Kept::Screen(work.borrow().filled.given(catalogue, words))) } else { None };
            let refuse = refuse.clone();
            unsent.put(kept, Callback::from(move |()| refuse.emit(fault.clone().unwrap_or_default())));
            redraw.force_update();
        })
    };
    let on_submit = {
        let (work, ground, send, refuse) = (Rc::clone(&work), Rc::clone(&ground), props.send.clone(), refuse);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let filled = work.borrow().filled.clone();
            let live = filled.live(catalogue, words, &ground.base);
            let figure = filled.figures.iter().zip(0..).find_map(|(_, number)| filled.figure_fault(words, number));
            match figure.map_or_else(|| filled.answers(catalogue, words, live), |message| Err((None, message))) {
                Ok(answers) => send.emit(Msg::Filled(answers)),
                Err(refusal) => refuse.emit(refusal),
            }
        })
    };
    let on_skip = {
        let (work, send) = (Rc::clone(&work), props.send.clone());
        Callback::from(move |_: MouseEvent| {
            let work = work.borrow();
            let given = work.filled.given(catalogue, words);
            let left = work.filled.shown.and(work.live).iter().filter(|fact| given.iter().all(|(known, _)| known != fact));
            let skipped = left.map(|fact| (fact, Answer::Skipped(Skip::Once)));
            send.emit(Msg::Filled(given.iter().copied().chain(skipped).collect()));
        })
    };
    let refusal = now.refused.as_ref().filter(|refusal| still_refused(refusal, &now.filled, about, words, catalogue, now.live));
    let lines = Lines { catalogue, about, session, filled: &now.filled, live: now.live, bands: &ground.bands, refused: refusal, on_change };
    let field =
        refusal.map(|(fact, _)| fact.map_or_else(|| screen_lines::first_field(&lines), |fact| screen_lines::field_of(&lines, fact)));
    let empty = if about.form == Form::Table { now.filled.empty(catalogue, words, now.live) } else { 0 };
    html! {
        <main class={classes!("zc-main", if about.form == Form::Table { "zc-main--table" } else { "zc-main--narrow" })} id="main" data-view="question"
            data-screen={about.id} data-step={session.question_number(catalogue).to_string()}>
            { progress(props, words, now.filled.shown.len()) }
            if let Some(((_, message), field)) = refusal.zip(field) {
                <ErrorSummary language={session.language} message={message.clone()} {field} attempt={now.attempts} />
            }
            <form autocomplete="off" novalidate=true onsubmit={on_submit}>
                <h1 id="heading" class="zc-screen__title" tabindex="-1">{ about.title.get(session.language) }</h1>
                <p class="zc-hint">{ about.hint.get(session.language) }</p>
                { screen_lines::lines(&lines) }
                <div class="zc-actions">
                    <button type="submit" class="zc-button zc-button--primary" data-action="next">{ words.screens().next }</button>
                    <button type="button" class="zc-button" data-action="skip" onclick={on_skip}>{ words.skip }</button>
                    <button type="button" class="zc-link" data-action="back" onclick={props.send.reform(|_: MouseEvent| Msg::WentBack)}>{ words.back }</button>
                </div>
                <p class="zc-muted zc-small zc-actions__hint" role="status" data-empty={empty.to_string()}>{ if empty == 0 { String::new() } else { (words.screens().empty)(empty) } }</p>
            </form>
        </main>
    }
}

/// What the screen is filled in against.
fn ground(store: &Store, screen: u8) -> Ground {
    let (catalogue, session) = (store.pack.0, &store.session);
    let known = store.findings.as_ref().and_then(|findings| findings.report());
    let known = known.map_or_else(|| session.report(catalogue), |report| (**report).clone());
    let shown = screens::shown(catalogue, &known, &session.answers, session.topics, screen);
    let answers: Answers = screens::without(&session.answers, screens::facts(catalogue, screen));
    let report = report::after(&known, &session.answers, catalogue, &answers, session.topics);
    let bands = shown.iter().map(|fact| (fact, screen_lines::bands_for(catalogue, &answers, &report, session.topics, fact))).collect();
    Ground { base: Base { report, answers, topics: session.topics }, shown, bands }
}

/// The first field that cannot be read.
fn fault(filled: &Filled, about: &Catalogued, words: &Words, catalogue: &'static zice_core::catalogue::Catalogue) -> Option<Refusal> {
    let of_facts = filled.shown.iter().find_map(|fact| filled.fault(catalogue, words, fact).map(|message| (Some(fact), message)));
    let figures = u8::try_from(about.figures()).unwrap_or(u8::MAX);
    of_facts.or_else(|| (0..figures).find_map(|number| filled.figure_fault(words, number)).map(|message| (None, message)))
}

/// Whether what was wrong still is.
fn still_refused(
    refusal: &Refusal,
    filled: &Filled,
    about: &Catalogued,
    words: &Words,
    catalogue: &'static zice_core::catalogue::Catalogue,
    live: FactSet,
) -> bool {
    let now = fault(filled, about, words, catalogue).or_else(|| filled.answers(catalogue, words, live).err());
    now.is_some_and(|now| now.0 == refusal.0)
}

/// How many questions stand here, an honest bound on the rest, the ways to the results, and the way to one question a view.
fn progress(props: &ScreenProps, words: &'static Words, shown: u32) -> Html {
    let session: &Session = &props.store.session;
    let catalogue = props.store.pack.0;
    let left = props.store.findings.as_ref().map_or(0, |findings| session.left(catalogue, findings.open_sets()));
    let done = session.question_number(catalogue) - 1;
    let total = done + left as usize;
    let says = (words.remaining)(left);
    html! {
        <div class="zc-progress">
            <p class="zc-progress__line">
                <span>{ (words.screens().count)(shown) }</span>
                <span class="zc-progress__left">{ says.clone() }</span>
            </p>
            <progress class="zc-progress__track" max={total.to_string()} value={done.to_string()} aria-label={says}></progress>
            <div class="zc-progress__ways">
                <button type="button" class="zc-link" data-action="results" onclick={props.send.reform(|_: MouseEvent| Msg::OpenedResults)}>{ words.see_results_now }</button>
                <button type="button" class="zc-link" data-action="one" onclick={props.send.reform(|_: MouseEvent| Msg::Together(false))}>{ words.screens().one_by_one }</button>
                <button type="button" class="zc-link" data-action="review" onclick={props.send.reform(|_: MouseEvent| Msg::OpenedReview)}>{ words.check_answers }</button>
            </div>
        </div>
    }
}
