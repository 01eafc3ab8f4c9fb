//! The results, at any moment.

use std::rc::Rc;

use yew::prelude::*;

use crate::facts::FactId;
use crate::report::Report;
use crate::rules::verdict::Verdict;
use crate::session::Session;
use crate::text::Words;
use crate::ui::components::contacts::contacts;
use crate::ui::components::criteria::Firm;
use crate::ui::components::ladder::ladder;
use crate::ui::components::share::Share;
use crate::ui::components::support_card::{SupportCard, brief, tone};
use crate::ui::{Pack, effects, shown};

#[derive(Properties)]
pub struct ResultsProps {
    pub pack: Pack,
    pub session: Session,
    pub report: Rc<Report>,
    pub on_question: Callback<FactId>,
    pub on_review: Callback<()>,
    pub on_continue: Callback<()>,
    pub on_restart: Callback<()>,
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
    let sharing = use_state(|| false);
    let firm = Firm { catalogue, language, answers: &props.session.answers, report: &props.report };
    let left = crate::journey::remaining_max(&props.report.open_sets, props.session.answers.asked());
    let set_sharing = |on: bool| {
        let sharing = sharing.clone();
        Callback::from(move |()| sharing.set(on))
    };
    html! {
        <main class="zc-main" id="main" data-view="results">
            <section class="zc-headline">
                <h1 id="heading" tabindex="-1">{ shown::headline(catalogue, words, &props.report) }</h1>
                <p class="zc-muted">{ (words.results_day)(&props.session.day.to_string()) }</p>
                { counts(props, words) }
                <div class="zc-actions zc-actions--screen">
                    if left != 0 {
                        <button type="button" class="zc-button zc-button--primary" data-action="next"
                            onclick={props.on_continue.reform(|_: MouseEvent| ())}>{ words.go_on }{ " · " }{ (words.remaining_short)(left) }</button>
                    }
                    <button type="button" class={classes!("zc-button", (left == 0).then_some("zc-button--primary"))} data-action="print"
                        onclick={|_: MouseEvent| effects::print()}>{ words.print }</button>
                    <button type="button" class="zc-button" data-action="share" onclick={set_sharing(true).reform(|_: MouseEvent| ())}>{ words.share }</button>
                    <button type="button" class="zc-button" data-action="review" onclick={props.on_review.reform(|_: MouseEvent| ())}>{ words.check_answers }</button>
                    <button type="button" class="zc-link" data-action="restart" onclick={props.on_restart.reform(|_: MouseEvent| ())}>{ words.restart }</button>
                </div>
            </section>
            if *sharing {
                <Share {language} fragment={crate::link::encode(catalogue, &props.session.answers, props.session.topics)} on_close={set_sharing(false)} />
            }
            <div class="zc-grid">
                <div class="zc-grid__main">
                    if let Some(report) = &props.report.ladder {
                        { ladder(firm, report) }
                    }
                    { for [Verdict::Qualifies, Verdict::Review, Verdict::Undetermined, Verdict::NotYet].into_iter().map(|verdict| group(props, words, verdict)) }
                    { not_applicable(props, words) }
                </div>
                <aside class="zc-grid__side">
                    { contacts(catalogue, language, &props.session.answers, &props.report) }
                    { still_needed(props, words) }
                </aside>
            </div>
        </main>
    }
}

fn counts(props: &ResultsProps, words: &'static Words) -> Html {
    html! {
        <ul class="zc-counts">
            { for [Verdict::Qualifies, Verdict::Review, Verdict::Undetermined, Verdict::NotYet].into_iter().map(|verdict| html! {
                <li class={format!("zc-counts__one zc-counts__one--{}", tone(verdict))}><b>{ props.report.count(verdict) }</b><span>{ (words.verdict)(verdict) }</span></li>
            }) }
        </ul>
    }
}

fn group(props: &ResultsProps, words: &'static Words, verdict: Verdict) -> Html {
    let members: Vec<usize> =
        (0..props.report.supports.len()).filter(|&index| props.report.supports[index].assessment.verdict == verdict).collect();
    if members.is_empty() {
        return Html::default();
    }
    html! {
        <section class="zc-group" aria-labelledby={format!("group-{}", verdict.id())}>
            <h2 id={format!("group-{}", verdict.id())}>{ (words.verdict)(verdict) }{ " " }<span class="zc-group__count">{ members.len() }</span></h2>
            <p class="zc-muted">{ (words.verdict_explained)(verdict) }</p>
            { for members.iter().map(|&index| html! {
                <SupportCard key={props.report.supports[index].support.0} pack={props.pack} language={props.session.language} answers={props.session.answers.clone()}
                    report={Rc::clone(&props.report)} {index} on_question={props.on_question.clone()} />
            }) }
        </section>
    }
}

fn not_applicable(props: &ResultsProps, words: &'static Words) -> Html {
    let members: Vec<_> = props.report.supports.iter().filter(|support| support.assessment.verdict == Verdict::NotApplicable).collect();
    if members.is_empty() {
        return Html::default();
    }
    html! {
        <details class="zc-more zc-group">
            <summary><h2>{ (words.verdict)(Verdict::NotApplicable) }{ " " }<span class="zc-group__count">{ members.len() }</span></h2></summary>
            <p class="zc-muted">{ (words.verdict_explained)(Verdict::NotApplicable) }</p>
            <ul class="zc-brief">{ for members.iter().map(|support| brief(props.pack.0, props.session.language, support)) }</ul>
        </details>
    }
}

/// The questions whose answers would settle most, at most eight of them.
fn still_needed(props: &ResultsProps, words: &'static Words) -> Html {
    let catalogue = props.pack.0;
    let weights = crate::journey::weights(catalogue, &props.report.open_sets);
    let mut facts: Vec<FactId> = props.report.open.iter().collect();
    facts.sort_by_key(|fact| core::cmp::Reverse(weights[usize::from(fact.0)]));
    if facts.is_empty() {
        return html! { <section class="zc-panel zc-screen"><h2>{ words.still_needed }</h2><p>{ words.nothing_needed }</p></section> };
    }
    html! {
        <section class="zc-panel zc-screen" aria-labelledby="needed-title">
            <h2 id="needed-title">{ words.still_needed }</h2>
            <p class="zc-muted">{ (words.still_needed_lead)(props.report.open_sets.len()) }</p>
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
