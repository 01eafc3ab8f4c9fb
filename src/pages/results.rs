//! The results, at any moment.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::button::{PLAIN, PRIMARY, QUIET, button};
use crate::components::contacts::contacts;
use crate::components::criteria::Firm;
use crate::components::filters::filters;
use crate::components::ladder::ladder;
use crate::components::print_panel::print_panel;
use crate::components::qr::qr;
use crate::components::quick_note::quick_note;
use crate::components::share::Share;
use crate::components::sheet::{Part, Parts, sheet};
use crate::components::support_card::{SupportCard, brief, tone};
use crate::components::ways_out::WaysOut;
use crate::components::what_if::WhatIf;
use crate::place::Stays;
use crate::{Pack, effects};
use zice_core::explanations::founder::after_registration;
use zice_core::explanations::order::{self, Filter};
use zice_core::facts::FactId;
use zice_core::report::{Report, Status, SubjectId};
use zice_core::rules::verdict::Verdict;
use zice_core::session::{Msg, Session};
use zice_core::shown;
use zice_core::text::Words;

/// A panel that is open below the headline.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Panel {
    Share,
    Print,
}

#[derive(Properties)]
pub struct ResultsProps {
    pub pack: Pack,
    pub session: Session,
    pub report: Rc<Report>,
    pub on_question: Callback<FactId>,
    pub on_review: Callback<()>,
    pub on_continue: Callback<()>,
    /// Goes on with the full check.
    pub on_full: Callback<()>,
    pub on_restart: Callback<()>,
    /// For another answer that is tried.
    pub on_msg: Callback<Msg>,
    /// What the visitor filtered and unfolded.
    pub stays: Rc<Stays>,
}

impl PartialEq for ResultsProps {
    fn eq(&self, other: &ResultsProps) -> bool {
        self.session == other.session && Rc::ptr_eq(&self.report, &other.report)
    }
}

#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let catalogue = props.pack.0;
    let language = props.session.language;
    let words = Words::of(language);
    let panel = use_state(|| None::<Panel>);
    let parts = use_state(|| None::<Parts>);
    // The filter, and how often it was let go.
    let filter = use_state(|| (props.stays.filter.get(), 0_u32));
    let firm = Firm { catalogue, language, answers: &props.session.answers, report: &props.report };
    let left = props.session.left(catalogue, &props.report.open_sets);
    let chosen = parts.unwrap_or_else(|| Parts::usual(firm));
    let link = (*panel == Some(Panel::Share) || chosen.has(Part::Code)).then(|| {
        effects::address_with(&zice_core::link::encode_of_year(
            catalogue,
            &props.session.answers,
            props.session.topics,
            props.session.day.year().checked_sub(1),
        ))
    });
    let code = link.as_ref().filter(|_| chosen.has(Part::Code)).and_then(|link| qr(link, words.share_code_name));
    let show = |which: Option<Panel>| {
        let panel = panel.clone();
        Callback::from(move |()| {
            panel.set(which);
            if which.is_none() {
                effects::focus("heading");
            }
        })
    };
    let on_save = {
        let session = props.session.clone();
        move |()| {
            _ = effects::save_file(
                &format!("zice-{}.json", session.day),
                &zice_core::profile::write(catalogue, &session.answers, session.topics),
            )
        }
    };
    let on_part = {
        let parts = parts.clone();
        Callback::from(move |place: usize| parts.set(Some(chosen.toggled(place))))
    };
    let choose = |round: u32| {
        let (filter, stays) = (filter.clone(), Rc::clone(&props.stays));
        Callback::from(move |next: Filter| {
            stays.filter.set(next);
            filter.set((next, filter.1 + round));
        })
    };
    let (on_filter, on_all) = (choose(0), choose(1).reform(|()| Filter::default()));
    let on_print = Callback::from(|()| effects::print());
    let waiting = {
        let report = Rc::clone(&props.report);
        use_memo((props.session.answers.clone(), props.session.topics), move |(answers, topics)| {
            after_registration(catalogue, answers, *topics, &report)
        })
    };
    use_effect_with(*panel, |panel| match panel {
        Some(Panel::Share) => effects::focus("share-title"),
        Some(Panel::Print) => effects::focus("print-title"),
        None => {}
    });
    html! {
        <main class="zc-main" id="main" data-view="results">
            <section class="zc-headline">
                <h1 id="heading" tabindex="-1">{ phrases(words, &shown::headline(catalogue, words, &props.report)) }</h1>
                <p class="zc-muted">{ (words.results_day)(&props.session.day.to_string()) }</p>
                { counts(props, words) }
                { quick_note(catalogue, &props.session, &props.report, &props.on_full) }
                <div class="zc-actions zc-actions--screen">
                    if left != 0 {
                        { button(PRIMARY, "next", format!("{} · {}", words.go_on, (words.remaining_short)(left)).into(), &props.on_continue) }
                    }
                    { button(if left == 0 { PRIMARY } else { PLAIN }, "print", words.print.into(), &on_print) }
                    { button(PLAIN, "share", words.share.into(), &show(Some(Panel::Share))) }
                    { button(PLAIN, "review", words.check_answers.into(), &props.on_review) }
                    { button(QUIET, "print-choose", words.print_choose.into(), &show(Some(Panel::Print))) }
                    { button(QUIET, "restart", words.restart.into(), &props.on_restart) }
                </div>
            </section>
            { match (*panel, &link) {
                (Some(Panel::Share), Some(link)) => html! {
                    <Share pack={props.pack} {language} answers={props.session.answers.clone()} link={link.clone()} {on_save} on_close={show(None)} />
                },
                (Some(Panel::Print), _) => print_panel(words, &props.report, chosen, on_part, &on_print, &show(None)),
                (None | Some(Panel::Share), _) => Html::default(),
            } }
            <div class="zc-grid">
                <div class="zc-grid__main">
                    if let Some(report) = &props.report.ladder {
                        { ladder(firm, report, &|rung| html! {
                            <WaysOut pack={props.pack} {language} answers={props.session.answers.clone()} report={Rc::clone(&props.report)} of={SubjectId::Rung(rung)} />
                        }) }
                    }
                    <WhatIf pack={props.pack} session={props.session.clone()} report={Rc::clone(&props.report)} on_msg={props.on_msg.clone()} />
                    { filters(catalogue, words, &props.report, props.session.topics, *filter, (&on_filter, &on_all)) }
                    if props.report.supports.iter().any(|report| catalogue.supports[report.support.index()].local) {
                        <p class="zc-note" data-note="plan-age">{ catalogue.age.get(language) }</p>
                    }
                    { founder(props, words, &waiting, filter.0) }
                    { for Verdict::ALL[..4].iter().map(|verdict| group(props, words, *verdict, &waiting, filter.0)) }
                    { not_applicable(props, words, filter.0) }
                    { over(props, words, filter.0) }
                </div>
                <aside class="zc-grid__side">
                    { contacts(catalogue, language, &props.session.answers, &props.report) }
                    { still_needed(props, words) }
                </aside>
            </div>
            { sheet(firm, chosen, &waiting, code) }
        </main>
    }
}

/// A headline that breaks between phrases only.
fn phrases(words: &'static Words, headline: &str) -> Html {
    let mut left = headline;
    let mut parts: Vec<Html> = Vec::new();
    // What is at the very beginning has nothing to break from.
    let next = |left: &str| {
        words.headline_breaks.iter().filter_map(|phrase| left.match_indices(phrase).map(|(at, _)| at).find(|&at| at != 0)).min()
    };
    while let Some(at) = next(left) {
        let (before, after) = left.split_at(at);
        parts.push(html! { <>{ before }<span class="zc-break"></span></> });
        left = after;
    }
    html! { <>{ for parts }{ left }</> }
}

fn counts(props: &ResultsProps, words: &'static Words) -> Html {
    html! {
        <ul class="zc-counts">
            { for Verdict::ALL[..4].iter().map(|&verdict| html! {
                <li class={format!("zc-counts__one zc-counts__one--{}", tone(verdict))}><b>{ props.report.count(verdict) }</b><span>{ (words.verdict)(verdict) }</span></li>
            }) }
        </ul>
    }
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
fn founder(props: &ResultsProps, words: &'static Words, waiting: &[usize], filter: Filter) -> Html {
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

fn group(props: &ResultsProps, words: &'static Words, verdict: Verdict, waiting: &[usize], filter: Filter) -> Html {
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

fn not_applicable(props: &ResultsProps, words: &'static Words, filter: Filter) -> Html {
    let members = members(props, Verdict::NotApplicable, filter);
    if members.is_empty() {
        return Html::default();
    }
    html! {
        <details class="zc-more zc-group">
            <summary><h2>{ (words.verdict)(Verdict::NotApplicable) }{ " " }<span class="zc-group__count">{ members.len() }</span></h2></summary>
            <p class="zc-muted">{ (words.verdict_explained)(Verdict::NotApplicable) }</p>
            <ul class="zc-brief">{ for members.iter().map(|&index| brief(props.pack.0, props.session.language, &props.report.supports[index])) }</ul>
        </details>
    }
}

/// Supports whose documents are no longer in force: they count nowhere.
fn over(props: &ResultsProps, words: &'static Words, filter: Filter) -> Html {
    let supports = props.report.supports.iter().filter(|support| support.is_over() && filter.admits(props.pack.0, support));
    let supports: Vec<_> = supports.collect();
    if supports.is_empty() {
        return Html::default();
    }
    html! {
        <details class="zc-more zc-group">
            <summary><h2>{ (words.status)(Status::Expired) }{ " " }<span class="zc-group__count">{ supports.len() }</span></h2></summary>
            <p class="zc-muted">{ words.over_explained }</p>
            <ul class="zc-brief">{ for supports.iter().map(|support| brief(props.pack.0, props.session.language, support)) }</ul>
        </details>
    }
}

/// The questions whose answers would settle most, at most eight of them.
fn still_needed(props: &ResultsProps, words: &'static Words) -> Html {
    let catalogue = props.pack.0;
    let weights = zice_core::journey::weights(catalogue, &props.report.open_sets);
    let mut facts: Vec<FactId> = props.report.open.iter().collect();
    zice_core::order::sort_by_key(&mut facts, |fact| core::cmp::Reverse(weights[usize::from(fact.0)]));
    if facts.is_empty() {
        return html! { <section class="zc-panel zc-screen"><h2>{ words.still_needed }</h2><p>{ words.nothing_needed }</p></section> };
    }
    html! {
        <section class="zc-panel zc-screen" aria-labelledby="needed-title">
            <h2 id="needed-title">{ words.still_needed }</h2>
            <p class="zc-muted">{ words.still_needed_lead }</p>
            <ol class="zc-needed">
                { for facts.iter().take(8).map(|&fact| {
                    let on_click = props.on_question.reform(move |_: MouseEvent| fact);
                    let refine = props.session.answers.value(fact).is_some();
                    html! {
                        <li>
                            <button type="button" class="zc-link" data-open={catalogue.fact(fact).id} onclick={on_click}>{ catalogue.fact(fact).short.get(props.session.language) }</button>
                            if refine {
                                <span class="zc-muted zc-small">{ words.still_needed_refine }</span>
                            }
                        </li>
                    }
                }) }
            </ol>
        </section>
    }
}
