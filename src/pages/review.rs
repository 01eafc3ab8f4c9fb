//! All answers under their headings, to check and change, before the results and from them.

use std::rc::Rc;

use yew::prelude::*;

use crate::Pack;
use crate::components::restart::Restart;
use zice_core::catalogue::Group;
use zice_core::facts::{Answer, FactId};
use zice_core::report::{self, Report};
use zice_core::session::Session;
use zice_core::text::{self, Words};

#[derive(Properties)]
pub struct ReviewProps {
    pub pack: Pack,
    pub session: Session,
    pub report: Rc<Report>,
    pub on_question: Callback<FactId>,
    pub on_results: Callback<()>,
    pub on_continue: Callback<()>,
    pub on_restart: Callback<()>,
}

impl PartialEq for ReviewProps {
    fn eq(&self, other: &ReviewProps) -> bool {
        self.session == other.session && Rc::ptr_eq(&self.report, &other.report)
    }
}

#[component]
pub fn Review(props: &ReviewProps) -> Html {
    let catalogue = props.pack.0;
    let language = props.session.language;
    let words = Words::of(language);
    let left = props.session.left(catalogue, &props.report.open_sets);
    let skipped = props.session.answers.skipped().len() as usize;
    let notes: Vec<String> =
        report::implausible(catalogue, &props.session.answers).into_iter().map(|note| text::note(catalogue, words, note)).collect();
    html! {
        <main class="zc-main zc-main--narrow" id="main" data-view="review">
            <h1 id="heading" tabindex="-1">{ words.review_title }</h1>
            <p class="zc-hint">{ if props.session.answers.is_empty() { words.review_none } else { words.review_lead } }</p>
            if !notes.is_empty() {
                <div class="zc-note" role="note">
                    <b>{ words.notes_title }</b>
                    <ul>{ for notes.iter().map(|note| html! { <li>{ note.as_str() }</li> }) }</ul>
                </div>
            }
            if skipped != 0 {
                <p class="zc-note">{ (words.review_skipped_count)(skipped) }</p>
            }
            { groups(props, words) }
            <div class="zc-actions">
                <button type="button" class="zc-button zc-button--primary" data-action="results" onclick={props.on_results.reform(|_: MouseEvent| ())}>{ words.review_results }</button>
                if left != 0 {
                    <button type="button" class="zc-button" data-action="next" onclick={props.on_continue.reform(|_: MouseEvent| ())}>{ (words.review_continue)(left) }</button>
                }
                <Restart {language} on_restart={props.on_restart.clone()} />
            </div>
        </main>
    }
}

/// The answers in the order of the pack, each group under its heading.
fn groups(props: &ReviewProps, words: &'static Words) -> Html {
    let mut entries: Vec<(Group, FactId, Answer)> =
        props.session.answers.iter().map(|(fact, answer)| (props.pack.0.fact(fact).group, fact, answer)).collect();
    zice_core::order::sort_by_key(&mut entries, |&(group, fact, _)| (group, fact));
    let section = |group: &[(Group, FactId, Answer)]| {
        html! {
            <section class="zc-answers__group">
                <h2>{ (words.group)(group[0].0) }</h2>
                <dl class="zc-answers">
                    { for group.iter().map(|&(_, fact, answer)| entry(props, words, fact, answer)) }
                </dl>
            </section>
        }
    };
    entries.chunk_by(|a, b| a.0 == b.0).map(section).collect()
}

fn entry(props: &ReviewProps, words: &'static Words, fact: FactId, answer: Answer) -> Html {
    let catalogue = props.pack.0;
    let about = catalogue.fact(fact);
    let name = text::name_of_year(catalogue, words, fact, props.session.day);
    let on_click = props.on_question.reform(move |_: MouseEvent| fact);
    let change = if matches!(answer, Answer::Skipped(_)) { words.review_answer } else { words.review_change };
    html! {
        <div class="zc-answers__row" data-answer={about.id}>
            <dt>{ name.as_str() }</dt>
            <dd class={matches!(answer, Answer::Unknown | Answer::Skipped(_)).then_some("zc-answers__none")}>{ text::answer(catalogue, words, fact, answer) }</dd>
            <dd class="zc-answers__change">
                <button type="button" class="zc-link" data-change={about.id} onclick={on_click}>{ change }<span class="zc-hidden">{ " " }{ name }</span></button>
            </dd>
        </div>
    }
}
