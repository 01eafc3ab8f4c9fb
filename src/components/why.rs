//! “为什么问这个”: two answers to the current question, and what each would change.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::Pack;
use zice_core::explanations::why::{self, Contrast};
use zice_core::facts::{Answers, FactId};
use zice_core::report::{Findings, Report, Topics};
use zice_core::text::{self, Words};

#[derive(Properties)]
pub struct WhyProps {
    pub pack: Pack,
    pub language: zice_core::catalogue::Language,
    pub answers: Answers,
    pub topics: Topics,
    pub findings: Findings,
    pub fact: FactId,
    /// The number of the question among those shown one after the other in the same fields.
    pub turn: u32,
}

impl PartialEq for WhyProps {
    fn eq(&self, other: &WhyProps) -> bool {
        self.pack == other.pack
            && self.findings.is(&other.findings)
            && self.language == other.language
            && self.turn == other.turn
            && self.fact == other.fact
    }
}

/// Closed until it is opened, and closed again by the next question; its content is worked out only when it is opened.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let words = Words::of(props.language);
    let opened = use_state(|| None::<u32>);
    let on_toggle = {
        let (opened, turn) = (opened.clone(), props.turn);
        move |event: Event| {
            let shown = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .is_some_and(|details| details.has_attribute("open"));
            opened.set(shown.then_some(turn));
        }
    };
    let open = *opened == Some(props.turn);
    let body = props.findings.report().filter(|_| open).map_or_else(Html::default, |report| explanation(props, words, report));
    html! {
        <details class="zc-why" {open} ontoggle={on_toggle}>
            <summary>{ words.why }</summary>
            { body }
        </details>
    }
}

/// Part of the deferred module: the first questions do not need it (xtask/later.txt).
#[inline(never)]
fn explanation(props: &WhyProps, words: &'static Words, report: &Report) -> Html {
    let catalogue = props.pack.0;
    let supports: Vec<&'static str> = report
        .supports
        .iter()
        .filter(|support| support.assessment.depends_on.has(props.fact))
        .map(|support| catalogue.supports[support.support.index()].name.get(props.language))
        .collect();
    let rungs: Vec<&'static str> = report
        .ladder
        .iter()
        .flat_map(|ladder| ladder.rungs.iter().zip(&catalogue.rungs))
        .filter(|(rung, _)| rung.assessment.depends_on.has(props.fact))
        .map(|(_, about)| about.name.get(props.language))
        .collect();
    if supports.is_empty() && rungs.is_empty() {
        return html! { <p>{ words.why_nothing }</p> };
    }
    let contrast = why::contrast(catalogue, &props.answers, props.topics, report, props.fact);
    html! {
        <>
            { for contrast.iter().map(|contrast| example(props, words, contrast)) }
            if !supports.is_empty() {
                <p>{ (words.why_lead)(supports.len()) }</p>
                <ul class="zc-why__all">{ for supports.iter().map(|name| html! { <li>{ *name }</li> }) }</ul>
            }
            if !rungs.is_empty() {
                <p>{ words.why_rungs }{ rungs.join(words.list_and) }</p>
            }
        </>
    }
}

fn example(props: &WhyProps, words: &'static Words, contrast: &Contrast) -> Html {
    let catalogue = props.pack.0;
    let one = |value, changes: &[why::Change]| {
        let shown = text::value(catalogue, words, props.fact, value);
        html! {
            <li>
                { (words.example_answer)(&shown) }
                <ul>{ for changes.iter().map(|change| {
                    let name = change.name(catalogue).get(props.language);
                    html! { <li>{ name }{ words.colon }<b>{ (words.verdict)(change.verdict) }</b></li> }
                }) }</ul>
            </li>
        }
    };
    html! {
        <ul class="zc-why__two">
            { one(contrast.first, &contrast.of_first) }
            { one(contrast.second, &contrast.of_second) }
        </ul>
    }
}
