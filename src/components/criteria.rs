//! Conditions, one a line: sign, label with the bound, the firm's own value at the right edge.

use yew::prelude::*;

use crate::shown;
use zice_core::catalogue::{Catalogue, Language};
use zice_core::facts::Answers;
use zice_core::report::{self, Gap, Report};
use zice_core::rules::level::{Level, Levels};
use zice_core::rules::verdict::Line;
use zice_core::text::Words;

/// What the lines are shown against.
#[derive(Clone, Copy)]
pub struct Firm<'a> {
    pub catalogue: &'static Catalogue,
    pub language: Language,
    pub answers: &'a Answers,
    pub report: &'a Report,
}

/// The lines of a support or a rung.
pub fn criteria(firm: Firm<'_>, lines: &[Line]) -> Html {
    let shown = lines.iter().filter(|line| !shown::is_beside_the_point(firm.catalogue, **line));
    html! { <ul class="zc-conditions">{ for shown.map(|line| criterion(firm, *line)) }</ul> }
}

/// Sign and words of a state; never a colour alone.
pub fn sign(words: &Words, levels: Levels) -> Html {
    let (class, sign, word) = match shown::state(levels) {
        Level::Holds => ("zc-sign zc-sign--yes", "✓", words.met),
        Level::Fails => ("zc-sign zc-sign--no", "✕", words.unmet),
        Level::Review => ("zc-sign zc-sign--review", "◎", words.review),
        Level::NotApplicable => ("zc-sign zc-sign--open", "?", words.open),
    };
    html! { <span {class}><span aria-hidden="true">{ sign }</span><span class="zc-hidden">{ word }</span></span> }
}

fn criterion(firm: Firm<'_>, line: Line) -> Html {
    let words = Words::of(firm.language);
    let about = firm.catalogue.criterion(line.criterion);
    let value = |node| match shown::held(firm.catalogue, words, firm.answers, firm.report, node) {
        held if held.is_empty() && line.levels.is_only(Level::Review) => words.review.to_owned(),
        held if held.is_empty() && line.is_open() => words.not_given.to_owned(),
        held => held,
    };
    let open_way = about.branches.is_empty();
    let doubtful = matches!(firm.catalogue.source(about.source).confidence, 'C' | 'D');
    html! {
        <li class="zc-conditions__line" data-criterion={about.id}>
            { sign(words, line.levels) }
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
                            { sign(words, report::levels(firm.catalogue, firm.answers, branch.node)) }
                            <span class="zc-conditions__label">{ branch.label.get(firm.language) }</span>
                            <span class="zc-conditions__value">{ shown::held(firm.catalogue, words, firm.answers, firm.report, branch.node) }</span>
                        </li>
                    }) }
                </ul>
            }
        </li>
    }
}

/// What separates the firm from the lines that are not met or not known, each with its ways out.
pub fn gaps(firm: Firm<'_>, lines: &[Line]) -> Html {
    let words = Words::of(firm.language);
    let found = report::gaps(firm.catalogue, firm.answers, lines);
    let line = |gap: &Gap| lines.iter().find(|line| line.criterion == gap.criterion).copied();
    let items = found.into_iter().filter_map(|gap| Some((line(&gap)?, gap)));
    html! {
        <ul class="zc-gaps">
            { for items.map(|(line, gap)| {
                let about = firm.catalogue.criterion(gap.criterion);
                html! {
                    <li class="zc-gaps__line" data-gap={about.id}>
                        { sign(words, line.levels) }
                        <div>
                            <p class="zc-gaps__label">{ about.label.get(firm.language) }</p>
                            if let Some(points) = shown::points_short(firm.catalogue, words, firm.answers, about.node) {
                                <p class="zc-gaps__points">{ points }</p>
                            }
                            if gap.ways.is_empty() {
                                <p class="zc-gaps__way">{ words.gap_cannot }</p>
                            }
                            { for gap.ways.iter().take(6).enumerate().map(|(index, way)| html! {
                                <p class="zc-gaps__way">
                                    if index != 0 {
                                        <span class="zc-gaps__or">{ words.gap_or }</span>
                                    }
                                    { shown::way(firm.catalogue, words, firm.report, way) }
                                </p>
                            }) }
                        </div>
                    </li>
                }
            }) }
        </ul>
    }
}
