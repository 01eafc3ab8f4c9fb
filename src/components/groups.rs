//! Supports by verdict: folded cards, the most useful first.

use std::rc::Rc;

use yew::prelude::*;

use super::criteria::Firm;
use super::support_card::{SupportCard, brief};
use crate::pages::results::ResultsProps;
use zice_core::explanations::order::{self, Filter};
use zice_core::report::Status;
use zice_core::rules::verdict::Verdict;
use zice_core::text::Words;

fn firm(props: &ResultsProps) -> Firm<'_> {
    Firm { catalogue: props.pack.0, language: props.session.language, answers: &props.session.answers, report: &props.report }
}

/// Places of the supports of a verdict that the filter shows, the most useful first.
fn members(props: &ResultsProps, verdict: Verdict, filter: Filter) -> Vec<usize> {
    let mut members = order::by_use(props.pack.0, &props.report, verdict);
    members.retain(|&index| filter.admits(props.pack.0, &props.report.supports[index]));
    members
}

/// Of supports that are open or not met so many are shown at once; the others open on demand.
const MOST: usize = 10;

/// What waits until the firm is registered, for who is about to found one.
pub fn founder(props: &ResultsProps, words: &'static Words, waiting: &[usize], filter: Filter) -> Html {
    let mut members = members(props, Verdict::NotYet, filter);
    members.retain(|index| waiting.contains(index));
    if members.is_empty() {
        return Html::default();
    }
    html! {
        <section class="zc-group" aria-labelledby="group-founder">
            <h2 id="group-founder">{ words.founder_title }{ " " }<span class="zc-group__count">{ members.len() }</span></h2>
            <p class="zc-muted">{ words.founder_lead }</p>
            { rows(props, words, &members, MOST) }
        </section>
    }
}

pub fn group(props: &ResultsProps, words: &'static Words, verdict: Verdict, waiting: &[usize], filter: Filter) -> Html {
    let mut members = members(props, verdict, filter);
    members.retain(|index| !waiting.contains(index));
    if members.is_empty() {
        return Html::default();
    }
    let most = if matches!(verdict, Verdict::Undetermined | Verdict::NotYet) { MOST.min(members.len()) } else { members.len() };
    html! {
        <section class="zc-group" aria-labelledby={format!("group-{}", verdict.id())}>
            <h2 id={format!("group-{}", verdict.id())}>{ (words.verdict)(verdict) }{ " " }<span class="zc-group__count">{ members.len() }</span></h2>
            <p class="zc-muted">{ (words.verdict_explained)(verdict) }</p>
            { rows(props, words, &members, most) }
        </section>
    }
}

/// Cards, at most so many of them at once.
fn rows(props: &ResultsProps, words: &'static Words, members: &[usize], most: usize) -> Html {
    let (first, rest) = members.split_at(most.min(members.len()));
    let row = |&index: &usize| {
        html! {
            <SupportCard key={props.report.supports[index].support.0} pack={props.pack} language={props.session.language} answers={props.session.answers.clone()}
                report={Rc::clone(&props.report)} {index} on_question={props.on_question.clone()} stays={Rc::clone(&props.stays)} />
        }
    };
    html! {
        <>
            <div>{ for first.iter().map(row) }</div>
            if !rest.is_empty() {
                <details class="zc-more">
                    <summary>{ (words.supports_more)(rest.len()) }</summary>
                    <div>{ for rest.iter().map(row) }</div>
                </details>
            }
        </>
    }
}

pub fn not_applicable(props: &ResultsProps, words: &'static Words, filter: Filter) -> Html {
    let members = members(props, Verdict::NotApplicable, filter);
    if members.is_empty() {
        return Html::default();
    }
    html! {
        <details class="zc-more zc-group">
            <summary><h2>{ (words.verdict)(Verdict::NotApplicable) }{ " " }<span class="zc-group__count">{ members.len() }</span></h2></summary>
            <p class="zc-muted">{ (words.verdict_explained)(Verdict::NotApplicable) }</p>
            <ul class="zc-brief">{ for members.iter().map(|&index| brief(firm(props), &props.report.supports[index])) }</ul>
        </details>
    }
}

/// Supports whose documents are no longer in force: they count nowhere.
pub fn over(props: &ResultsProps, words: &'static Words, filter: Filter) -> Html {
    let supports = props.report.supports.iter().filter(|support| support.is_over() && filter.admits(props.pack.0, support));
    let supports: Vec<_> = supports.collect();
    if supports.is_empty() {
        return Html::default();
    }
    html! {
        <details class="zc-more zc-group">
            <summary><h2>{ (words.status)(Status::Expired) }{ " " }<span class="zc-group__count">{ supports.len() }</span></h2></summary>
            <p class="zc-muted">{ words.over_explained }</p>
            <ul class="zc-brief">{ for supports.iter().map(|support| brief(firm(props), support)) }</ul>
        </details>
    }
}
