//! What it would take to meet a whole support or rung: each way is a smallest sufficient set of changes. Worked out when it is opened.

use std::rc::Rc;

use web_sys::HtmlDetailsElement;
use yew::prelude::*;

use crate::Pack;
use crate::components::criteria::choices;
use zice_core::catalogue::Language;
use zice_core::facts::Answers;
use zice_core::report::{self, Report, SubjectId};
use zice_core::shown;
use zice_core::text::Words;

/// How many ways are searched for; those with the fewest changes are shown.
const FOUND: usize = 12;

#[derive(Properties)]
pub struct WaysOutProps {
    pub pack: Pack,
    pub language: Language,
    pub answers: Answers,
    pub report: Rc<Report>,
    pub of: SubjectId,
}

impl PartialEq for WaysOutProps {
    fn eq(&self, other: &WaysOutProps) -> bool {
        Rc::ptr_eq(&self.report, &other.report) && self.of == other.of && self.language == other.language
    }
}

#[component]
pub fn WaysOut(props: &WaysOutProps) -> Html {
    let words = Words::of(props.language);
    let open = use_state(|| false);
    let on_toggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            if event.target_dyn_into::<HtmlDetailsElement>().is_some_and(|details| details.open()) {
                open.set(true);
            }
        })
    };
    html! {
        <details class="zc-more zc-ways" ontoggle={on_toggle}>
            <summary>{ words.ways_title }</summary>
            if *open {
                { list(props, words) }
            }
        </details>
    }
}

fn list(props: &WaysOutProps, words: &'static Words) -> Html {
    let found = report::ways(props.pack.0, &props.answers, props.of, props.report.day, FOUND);
    if found.ways.is_empty() {
        return html! { <p>{ words.ways_none }</p> };
    }
    let mut told = shown::ways_told(props.pack.0, words, &props.answers, props.report.day, &found.ways);
    told.more |= found.more;
    html! {
        <>
            <p class="zc-muted">{ words.ways_lead }</p>
            <div data-ways={found.ways.len().to_string()}>{ choices(words, &told) }</div>
        </>
    }
}
