//! “换一个答案会怎样”: one answer tried on the results, and only what it changes.
//!
//! The answers stay as they are until the visitor keeps the trial.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::answer_fields::{Asked, answer_fields, bands_for};
use super::button::{PLAIN, PRIMARY, button};
use super::error_summary::ErrorSummary;
use super::turns::turns;
use crate::draft::Draft;
use crate::{Pack, effects};
use zice_core::explanations::changes::{self, Changes};
use zice_core::facts::{FactId, FactKind, FactValue};
use zice_core::report::Report;
use zice_core::session::{Msg, Session};
use zice_core::text::{self, Words};

#[derive(Properties)]
pub struct WhatIfProps {
    pub pack: Pack,
    pub session: Session,
    pub report: Rc<Report>,
    pub on_msg: Callback<Msg>,
}

impl PartialEq for WhatIfProps {
    fn eq(&self, other: &WhatIfProps) -> bool {
        self.session == other.session && Rc::ptr_eq(&self.report, &other.report)
    }
}

/// A list of the answers to choose from, then the fields of the one chosen.
#[component]
pub fn WhatIf(props: &WhatIfProps) -> Html {
    let words = Words::of(props.session.language);
    let chosen = use_state(|| None::<FactId>);
    let fact = props.session.trial.map(|(fact, _)| fact).or(*chosen);
    let on_close = {
        let (chosen, on_msg) = (chosen.clone(), props.on_msg.clone());
        Callback::from(move |msg: Msg| {
            chosen.set(None);
            effects::focus(if msg == Msg::TrialKept { "heading" } else { "try-title" });
            on_msg.emit(msg);
        })
    };
    html! {
        <section class="zc-panel zc-try zc-screen" aria-labelledby="try-title">
            <h2 id="try-title" tabindex="-1">{ words.trial_title }</h2>
            <p class="zc-muted">{ words.trial_lead }</p>
            { which(props, words, fact, &chosen) }
            if let Some(fact) = fact {
                <Trial key={fact.0} pack={props.pack} session={props.session.clone()} report={Rc::clone(&props.report)} {fact}
                    on_msg={props.on_msg.clone()} {on_close} />
            }
        </section>
    }
}

/// Every answer, and every question that is still open. Choosing one does nothing until the button is pressed.
fn which(props: &WhatIfProps, words: &'static Words, fact: Option<FactId>, chosen: &UseStateHandle<Option<FactId>>) -> Html {
    let catalogue = props.pack.0;
    let answers = &props.session.answers;
    let list = NodeRef::default();
    let on_open = {
        let (chosen, list, on_msg) = (chosen.clone(), list.clone(), props.on_msg.clone());
        move |_: MouseEvent| {
            if let Some(fact) = list.cast::<HtmlSelectElement>().and_then(|list| list.value().parse().ok()).map(FactId) {
                on_msg.emit(Msg::TrialDropped);
                chosen.set(Some(fact));
            }
        }
    };
    let open = props.report.open.without(answers.asked());
    let first = answers.iter().map(|(fact, _)| fact).chain(open.iter()).next();
    let entry = |fact: FactId, value: String| {
        let name = catalogue.fact(fact).short.get(words.language);
        // Entries are put in from the last to the first, and the last would stay chosen.
        html! { <option key={fact.0} value={fact.0.to_string()} selected={Some(fact) == first}>{ format!("{name}{}{value}", words.colon) }</option> }
    };
    let given = answers.iter().map(|(fact, answer)| entry(fact, text::answer(catalogue, words, fact, answer)));
    html! {
        <div class="zc-filters">
            <div class="zc-filters__one zc-filters__one--wide">
                <label for="try-which">{ words.trial_which }</label>
                <select id="try-which" class="zc-select" autocomplete="off" ref={list}>
                    if !answers.is_empty() {
                        <optgroup label={words.trial_answered}>{ for given }</optgroup>
                    }
                    if !open.is_empty() {
                        <optgroup label={words.trial_unanswered}>{ for open.iter().map(|fact| entry(fact, words.not_given.to_owned())) }</optgroup>
                    }
                </select>
            </div>
            <button type="button" class="zc-button" data-action="try" aria-expanded={fact.is_some().to_string()} onclick={on_open}>{ words.trial_open }</button>
        </div>
    }
}

#[derive(Properties)]
struct TrialProps {
    pack: Pack,
    session: Session,
    report: Rc<Report>,
    fact: FactId,
    on_msg: Callback<Msg>,
    /// Ends the trial: `TrialKept` or `TrialDropped`.
    on_close: Callback<Msg>,
}

impl PartialEq for TrialProps {
    fn eq(&self, other: &TrialProps) -> bool {
        self.session == other.session && Rc::ptr_eq(&self.report, &other.report) && self.fact == other.fact
    }
}

/// The question with its fields, and below them what the answer tried would change.
#[component]
fn Trial(props: &TrialProps) -> Html {
    let catalogue = props.pack.0;
    let session = &props.session;
    let fact = props.fact;
    let words = Words::of(session.language);
    let draft = use_state(|| Draft::of(catalogue, fact, session.answers.get(fact)));
    let refused = use_state(|| None::<Draft>);
    let attempts = use_state(|| 0_u32);
    let error: Option<AttrValue> = refused.as_ref().and_then(|refused| refused.value(catalogue, words, fact).err()).map(AttrValue::from);
    let number = matches!(catalogue.fact(fact).kind, FactKind::Number { .. });
    let bands = use_memo((session.answers.clone(), session.topics), |(given, topics)| {
        if number { bands_for(catalogue, given, &props.report, *topics, fact) } else { Vec::new() }
    });
    let changed = use_memo((session.answers.clone(), session.trial), |_| {
        session.tried(catalogue, &props.report).map(|after| changes::compare(&props.report, &after))
    });
    // The question takes the focus when it opens, and each outcome after it.
    use_effect_with(session.trial, |trial| effects::focus(if trial.is_some() { "try-outcome" } else { "try-question" }));
    let on_submit = {
        let (draft, refused, attempts, on_msg) = (draft.clone(), refused.clone(), attempts.clone(), props.on_msg.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match draft.value(catalogue, words, fact) {
                Ok(value) => {
                    refused.set(None);
                    on_msg.emit(Msg::Tried(fact, value));
                }
                Err(_) => {
                    refused.set(Some((*draft).clone()));
                    attempts.set(*attempts + 1);
                }
            }
        })
    };
    let on_edit = {
        let draft = draft.clone();
        Callback::from(move |edit| {
            let mut next = (*draft).clone();
            next.edit(edit);
            draft.set(next);
        })
    };
    let asked =
        Asked { ahead: false, catalogue, answers: &session.answers, day: session.day, language: session.language, fact, bands: &bands };
    html! {
        <>
            if let Some(message) = &error {
                <ErrorSummary language={session.language} message={message.clone()} field={if number { "figure" } else { "answer-0" }} attempt={*attempts} />
            }
            <form class="zc-try__form" data-trial={catalogue.fact(fact).id} autocomplete="off" novalidate=true onsubmit={on_submit}>
                <fieldset class="zc-fieldset" aria-describedby={if error.is_some() && !number { "try-hint answer-error" } else { "try-hint" }}>
                    <legend><h3 id="try-question" tabindex="-1">{ catalogue.fact(fact).question.get(session.language) }</h3></legend>
                    <p class="zc-hint" id="try-hint">{ catalogue.fact(fact).hint.get(session.language) }</p>
                    if let Some(message) = error.as_ref().filter(|_| !number) {
                        <p class="zc-error" id="answer-error"><span class="zc-hidden">{ words.error_prefix }</span>{ message.clone() }</p>
                    }
                    { answer_fields(asked, &draft, &on_edit, error.as_ref()) }
                </fieldset>
                <div class="zc-actions">
                    <button type="submit" class="zc-button zc-button--primary" data-action="try-answer">{ words.trial_see }</button>
                    { button(PLAIN, "try-close", words.trial_close.into(), &props.on_close.reform(|()| Msg::TrialDropped)) }
                </div>
            </form>
            if let (Some((_, value)), Some(changes)) = (session.trial, changed.as_ref()) {
                { outcome(props, words, value, changes) }
            }
        </>
    }
}

/// What the trial changes, and nothing else.
fn outcome(props: &TrialProps, words: &'static Words, value: FactValue, changes: &Changes) -> Html {
    let catalogue = props.pack.0;
    let fact = props.fact;
    let name = catalogue.fact(fact).short.get(words.language);
    let before = props.session.answers.value(fact).map_or(words.not_given.to_owned(), |value| text::value(catalogue, words, fact, value));
    html! {
        <div class="zc-try__outcome" role="group" aria-labelledby="try-outcome">
            <h3 id="try-outcome" tabindex="-1">{ (words.trial_if)(name, &before, &text::value(catalogue, words, fact, value)) }</h3>
            { turns(catalogue, words, changes) }
            <div class="zc-actions">
                { button(PRIMARY, "try-keep", words.trial_keep.into(), &props.on_close.reform(|()| Msg::TrialKept)) }
                { button(PLAIN, "try-drop", words.trial_drop.into(), &props.on_close.reform(|()| Msg::TrialDropped)) }
            </div>
        </div>
    }
}
