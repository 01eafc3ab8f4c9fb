//! One support: a row that says what it gives, and unfolded, from top to bottom, the conditions, the plan's own words, whom to ask and what to bring.

use std::rc::Rc;

use yew::prelude::*;

use super::contacts::{office_name, telephones};
use super::criteria::{Firm, criteria, sign};
use super::ways_out::WaysOut;
use super::worth::{amount, ends, worth_of};
use crate::Pack;
use crate::place::Stays;
use zice_core::catalogue::{AgencyId, Catalogue, Language, Source, Support};
use zice_core::date::Date;
use zice_core::explanations::order;
use zice_core::facts::{Answers, FactId};
use zice_core::report::{Report, Status, SubjectId, SupportReport};
use zice_core::rules::verdict::{Line, Verdict};
use zice_core::shown;
use zice_core::text::Words;

#[derive(Properties)]
pub struct SupportCardProps {
    pub pack: Pack,
    pub language: Language,
    pub answers: Answers,
    pub report: Rc<Report>,
    /// Place in the report.
    pub index: usize,
    pub on_question: Callback<FactId>,
    /// Which supports are unfolded.
    pub stays: Rc<Stays>,
}

impl PartialEq for SupportCardProps {
    fn eq(&self, other: &SupportCardProps) -> bool {
        Rc::ptr_eq(&self.report, &other.report) && self.index == other.index && self.language == other.language
    }
}

/// The bar and tag of a verdict: `zc-tag--yes`.
pub const fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Qualifies => "yes",
        Verdict::Review => "review",
        Verdict::Undetermined => "open",
        Verdict::NotYet | Verdict::NotApplicable => "no",
    }
}

#[component]
pub fn SupportCard(props: &SupportCardProps) -> Html {
    let catalogue = props.pack.0;
    let words = Words::of(props.language);
    let report = &props.report.supports[props.index];
    let about = &catalogue.supports[report.support.index()];
    let verdict = report.assessment.prospect();
    let support = report.support;
    let unfolded = use_state(|| props.stays.is_unfolded(support));
    let on_turn = {
        let (unfolded, stays) = (unfolded.setter(), Rc::clone(&props.stays));
        move |_: MouseEvent| unfolded.set(stays.turn(support))
    };
    html! {
        <article class={format!("zc-card zc-card--{}", tone(verdict))} id={format!("support-{}", about.id)} data-support={about.id} data-verdict={verdict.id()} data-status={report.status.id()}>
            <header class="zc-card__head">
                <h3><button type="button" class="zc-card__turn" data-action="unfold" aria-expanded={unfolded.to_string()} onclick={on_turn}>{ about.name.get(props.language) }</button></h3>
                <span class="zc-card__tags">
                    if report.status != Status::InForce {
                        <span class="zc-tag zc-tag--status">{ (words.status)(report.status) }</span>
                    }
                    if let Some(days) = report.days_left {
                        <span class="zc-tag zc-tag--status">{ (words.days_left)(days) }</span>
                    }
                    // Folded, the heading of the group says it.
                    <span class={if *unfolded { format!("zc-tag zc-tag--{}", tone(verdict)) } else { "zc-tag zc-hidden".to_owned() }}>{ shown::verdict(catalogue, words, &report.assessment) }</span>
                </span>
            </header>
            { at_a_glance(props, report) }
            <p class={if *unfolded { "zc-card__gives" } else { "zc-card__gives zc-card__gives--folded" }}>{ about.gives.get(props.language) }</p>
            if *unfolded {
                { body(props, words, report, about) }
            }
        </article>
    }
}

/// Value, end and office: what a folded card says beside its name.
fn at_a_glance(props: &SupportCardProps, report: &SupportReport) -> Html {
    let firm = Firm { catalogue: props.pack.0, language: props.language, answers: &props.answers, report: &props.report };
    let office = report.agencies.first().map(|&agency| office_name(firm, agency));
    let worth = amount(firm, report).map(|worth| html! { <b>{ worth }</b> });
    let parts = worth.into_iter().chain(ends(firm, report).into_iter().chain(office).map(|part| html! { <span>{ part }</span> }));
    html! { <p class="zc-card__glance">{ for parts }</p> }
}

fn body(props: &SupportCardProps, words: &'static Words, report: &SupportReport, about: &Support) -> Html {
    let catalogue = props.pack.0;
    let firm = Firm { catalogue, language: props.language, answers: &props.answers, report: &props.report };
    let lines: Vec<Line> = report.assessment.lines().collect();
    let fails = lines.iter().any(|line| line.fails());
    let (pending, settled): (Vec<Line>, Vec<Line>) = lines.iter().partition(|line| line.is_open() || line.fails());
    html! {
        <>
            if let Some((_, label)) = about.trigger {
                <p class="zc-card__for">{ sign(words, trigger_outcomes(report)) }<span><b>{ words.situation }</b>{ " " }{ label.get(props.language) }</span></p>
            }
            { worth_of(firm, report, &props.stays) }
            { missing(props, words, report) }
            if report.assessment.prospect() == Verdict::Undetermined {
                { criteria(firm, &pending) }
                <WaysOut pack={props.pack} language={props.language} answers={props.answers.clone()} report={Rc::clone(&props.report)} of={SubjectId::Support(report.support)} />
                <details class="zc-more">
                    <summary>{ if settled.is_empty() { words.more_without } else { words.more } }</summary>
                    if !settled.is_empty() {
                        { criteria(firm, &settled) }
                    }
                    { clause(about, catalogue, words, props.report.day) }
                    { whom(report, firm, words) }
                    { what_next(about, words, props.language) }
                </details>
            } else {
                { criteria(firm, &lines) }
                if fails {
                    <WaysOut pack={props.pack} language={props.language} answers={props.answers.clone()} report={Rc::clone(&props.report)} of={SubjectId::Support(report.support)} />
                }
                { clause(about, catalogue, words, props.report.day) }
                { whom(report, firm, words) }
                <details class="zc-more">
                    <summary>{ words.what_next }</summary>
                    { what_next(about, words, props.language) }
                </details>
            }
        </>
    }
}

/// The trigger's outcomes, with “not applicable” shown as not met.
fn trigger_outcomes(report: &SupportReport) -> zice_core::rules::outcome::OutcomeSet {
    use zice_core::rules::outcome::{Outcome, OutcomeSet};
    let outcomes = report.assessment.trigger;
    if outcomes.is_only(Outcome::NotApplicable) { OutcomeSet::only(Outcome::Fails) } else { outcomes }
}

/// “还需要知道：…”, each a way to its question.
fn missing(props: &SupportCardProps, words: &Words, report: &SupportReport) -> Html {
    // Of what can no longer be met nothing more needs to be known.
    if report.assessment.worth_asking().is_empty() || report.is_over() {
        return Html::default();
    }
    html! {
        <p class="zc-card__missing">
            <b>{ words.still_needed }</b>
            { for report.assessment.depends_on.iter().map(|fact| {
                let on_click = props.on_question.reform(move |_: MouseEvent| fact);
                html! { <button type="button" class="zc-link" data-open={props.pack.0.fact(fact).id} onclick={on_click}>{ props.pack.0.fact(fact).short.get(props.language) }</button> }
            }) }
        </p>
    }
}

/// The clause, verbatim, with the deciding words marked and where the figures stand.
fn clause(about: &Support, catalogue: &Catalogue, words: &Words, day: Date) -> Html {
    let language = words.language;
    let (before, after) = about.quote.split_once(about.deciding).unwrap_or((about.quote, ""));
    let figures: Vec<String> = about
        .sources
        .iter()
        .chain(&about.cites)
        .map(|&id| catalogue.source(id))
        .filter(|source| source.number != catalogue.pack.number)
        .map(|source| document(source, words, day))
        .collect();
    html! {
        <blockquote class="zc-quote" lang="zh-CN">
            <p>{ "“" }{ before }<mark>{ about.deciding }</mark>{ after }{ "”" }</p>
            <footer lang={language.tag()}>
                { catalogue.pack.number }{ " · " }{ (words.article)(about.article) }
                if !figures.is_empty() {
                    { " · " }{ words.figures_from }{ " " }{ figures.join(words.list_and) }
                }
                if about.sources[..] == [catalogue.plan_source] {
                    <p class="zc-quote__age">{ catalogue.age.get(language) }</p>
                }
            </footer>
        </blockquote>
    }
}

/// A document as it is cited, with what a reader must know of its age and its figures.
fn document(source: &Source, words: &Words, day: Date) -> String {
    let age = if source.period.is_before(day) {
        Some((words.status)(Status::Expired))
    } else if source.period.is_after(day) {
        Some((words.status)(Status::Upcoming))
    } else {
        None
    };
    let latest = matches!(source.confidence, 'C' | 'D').then_some(words.use_latest);
    let marks: String = age.into_iter().chain(latest).map(words.in_brackets).collect();
    let title = source.title.get(words.language);
    // Many a title is the number with what it is about.
    let number = if title.contains(source.number) { "" } else { source.number };
    format!("{title} {number}{marks}")
}

fn whom(report: &SupportReport, firm: Firm<'_>, words: &Words) -> Html {
    let (catalogue, language) = (firm.catalogue, firm.language);
    let agency = |&id: &AgencyId| {
        let agency = catalogue.agency(id);
        html! {
            <span>
                { agency.name.get(language) }
                // The number of the firm's own county, where the portal has written one; else the national hotline.
                if let Some(office) = order::office(catalogue, firm.answers, id) {
                    { " " }{ telephones(office) }
                } else if let Some(hotline) = agency.hotline {
                    { " " }<a href={format!("tel:{hotline}")}>{ hotline }</a>
                }
            </span>
        }
    };
    html! { <p class="zc-card__whom"><b>{ words.contact }</b>{ for report.agencies.iter().map(agency) }</p> }
}

fn what_next(about: &Support, words: &Words, language: Language) -> Html {
    html! {
        <>
            <div class="zc-more__grid">
                <div>
                    <h4>{ words.next_steps }</h4>
                    <ol>{ for about.steps.iter().map(|step| html! { <li>{ step.get(language) }</li> }) }</ol>
                </div>
                <div>
                    <h4>{ words.documents }</h4>
                    <ul>{ for about.documents.iter().map(|document| html! { <li>{ document.get(language) }</li> }) }</ul>
                </div>
            </div>
            if let Some(note) = about.agency_note {
                <p class="zc-more__note">{ note.get(language) }</p>
            }
        </>
    }
}

/// Supports that are not the firm's situation: named, and no more.
pub fn brief(firm: Firm<'_>, report: &SupportReport) -> Html {
    let (catalogue, language) = (firm.catalogue, firm.language);
    let about = &catalogue.supports[report.support.index()];
    // Of what is over, when it ended.
    let ended = if report.is_over() { ends(firm, report) } else { None };
    let label = ended.unwrap_or_else(|| about.trigger.map_or("", |(_, label)| label.get(language)).to_owned());
    html! {
        <li data-support={about.id} data-verdict={report.assessment.prospect().id()} data-status={report.status.id()}>
            <b>{ about.name.get(language) }</b>{ " " }<span>{ label }</span>
        </li>
    }
}
