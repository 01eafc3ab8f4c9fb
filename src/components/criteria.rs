//! Conditions, one a line: sign, label with the bound, the firm's own value at the right edge.

use yew::prelude::*;

use zice_core::catalogue::{Catalogue, Language};
use zice_core::facts::Answers;
use zice_core::report::{self, Gap, Report};
use zice_core::rules::outcome::{Outcome, OutcomeSet};
use zice_core::rules::remedies::Way;
use zice_core::rules::verdict::Line;
use zice_core::shown;
use zice_core::text::Words;

/// The data against which the lines are shown.
#[derive(Clone, Copy)]
pub struct Firm<'a> {
    pub catalogue: &'static Catalogue,
    pub language: Language,
    pub answers: &'a Answers,
    pub report: &'a Report,
}

/// The lines of a support or a rung: condition, the firm's value, and below them what separates it from a condition that is not met.
pub fn criteria(firm: Firm<'_>, lines: &[Line]) -> Html {
    listed(firm, lines, |line| line.fails())
}

/// The same, where unknown answers also separate the firm from the whole.
pub fn in_the_way(firm: Firm<'_>, lines: &[Line]) -> Html {
    listed(firm, lines, |line| line.fails() || line.is_open())
}

fn listed(firm: Firm<'_>, lines: &[Line], separates: impl Fn(&Line) -> bool) -> Html {
    let separating: Vec<Line> = lines.iter().filter(|line| separates(line)).copied().collect();
    let gaps = report::gaps(firm.catalogue, firm.answers, &separating);
    let gap = |line: Line| gaps.iter().find(|gap| gap.criterion == line.criterion);
    let shown = lines.iter().filter(|line| !shown::is_beside_the_point(firm.catalogue, **line));
    html! { <ul class="zc-conditions">{ for shown.map(|line| criterion(firm, *line, gap(*line))) }</ul> }
}

/// A state as a sign with words, never as a colour alone.
pub fn sign(words: &Words, outcomes: OutcomeSet) -> Html {
    let (class, sign, word) = match shown::state(outcomes) {
        Outcome::Holds => ("zc-sign zc-sign--yes", "✓", words.met),
        Outcome::Fails => ("zc-sign zc-sign--no", "✕", words.unmet),
        Outcome::Review => ("zc-sign zc-sign--review", "◎", words.review),
        Outcome::NotApplicable => ("zc-sign zc-sign--open", "?", words.open),
    };
    html! { <span {class}><span aria-hidden="true">{ sign }</span><span class="zc-hidden">{ word }</span></span> }
}

fn criterion(firm: Firm<'_>, line: Line, gap: Option<&Gap>) -> Html {
    let words = Words::of(firm.language);
    let about = firm.catalogue.criterion(line.criterion);
    let value = |node| match shown::held(firm.catalogue, words, firm.answers, firm.report, node) {
        held if held.is_empty() && line.outcomes.is_only(Outcome::Review) => words.review.to_owned(),
        held if held.is_empty() && line.is_open() => words.not_given.to_owned(),
        held => shown::beside_sign(firm.catalogue, words, firm.answers, node, line.outcomes).unwrap_or(held),
    };
    let of_branch = |node| {
        let outcomes = report::outcomes(firm.catalogue, firm.answers, node);
        let told = shown::beside_sign(firm.catalogue, words, firm.answers, node, outcomes);
        told.unwrap_or_else(|| shown::held(firm.catalogue, words, firm.answers, firm.report, node))
    };
    let open_way = about.branches.is_empty();
    let doubtful = matches!(firm.catalogue.source(about.source).confidence, 'C' | 'D');
    html! {
        <li class="zc-conditions__line" data-criterion={about.id}>
            { sign(words, line.outcomes) }
            <span class="zc-conditions__label">
                { about.label.get(firm.language) }
                if doubtful {
                    <span class="zc-conditions__latest">{ words.use_latest }</span>
                }
            </span>
            if open_way {
                <span class="zc-conditions__value">{ value(about.node) }</span>
            }
            if !about.branches.is_empty() {
                <ul class="zc-conditions__ways">
                    { for about.branches.iter().map(|branch| html! {
                        <li class="zc-conditions__line">
                            { sign(words, report::outcomes(firm.catalogue, firm.answers, branch.node)) }
                            <span class="zc-conditions__label">{ branch.label.get(firm.language) }</span>
                            <span class="zc-conditions__value">{ of_branch(branch.node) }</span>
                        </li>
                    }) }
                </ul>
            }
            if let Some(gap) = gap {
                <div class="zc-conditions__gap" data-gap={about.id}>
                    if let Some(points) = shown::points_short(firm.catalogue, words, firm.answers, about.node) {
                        <p class="zc-gaps__points">{ points }</p>
                    }
                    { told(firm, line, &gap.ways) }
                </div>
            }
        </li>
    }
}

/// The ways out of a line: what all of them ask for, then the choices.
pub fn told(firm: Firm<'_>, line: Line, ways: &[Way]) -> Html {
    let words = Words::of(firm.language);
    if ways.is_empty() {
        return html! { <p class="zc-gaps__way">{ shown::without_way(firm.catalogue, words, firm.answers, line) }</p> };
    }
    choices(words, &shown::ways_told(firm.catalogue, words, firm.answers, firm.report.day, ways))
}

/// The ways, worded.
pub fn choices(words: &Words, told: &shown::WaysTold) -> Html {
    let one = told.choices.is_empty();
    html! {
        <>
            if let Some(always) = &told.always {
                <p class="zc-gaps__way">
                    if !one {
                        <b>{ words.gap_all }</b>
                    }
                    { always }
                </p>
            }
            if !one {
                <p class="zc-gaps__way"><b>{ if told.always.is_some() { words.gap_then_any } else { words.gap_any } }</b></p>
                <ul class="zc-gaps__choices">{ for told.choices.iter().map(|choice| html! { <li class="zc-gaps__way">{ choice }</li> }) }</ul>
            }
            if told.more {
                <p class="zc-gaps__way zc-muted">{ words.gap_more_ways }</p>
            }
        </>
    }
}
