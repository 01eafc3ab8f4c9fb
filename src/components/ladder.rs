//! Where the firm stands, what the next rung asks, and every rung with its conditions.

use yew::prelude::*;

use super::criteria::{Firm, criteria, in_the_way};
use super::staircase::{Staircase, Step, StepState};
use super::support_card::tone;
use zice_core::catalogue::Rung;
use zice_core::ladder::Standing;
use zice_core::report::{LadderReport, RungReport};
use zice_core::rules::outcome::Outcome;
use zice_core::rules::verdict::{Line, Verdict};
use zice_core::shown;
use zice_core::text::Words;

/// The whole section; `ways` shows what a rung as a whole would take.
pub fn ladder(firm: Firm<'_>, report: &LadderReport, ways: &dyn Fn(usize) -> Html) -> Html {
    let words = Words::of(firm.language);
    let catalogue = firm.catalogue;
    let next = shown::next_rung(firm.report);
    let here = match report.standing {
        Standing::On(rung) => (words.ladder_on)(catalogue.rungs[rung].name.get(firm.language)),
        Standing::Nowhere => words.ladder_nowhere.to_owned(),
        Standing::Unknown => words.ladder_unknown.to_owned(),
    };
    let to_next = next.map_or(String::new(), |(index, _)| (words.ladder_to)(catalogue.rungs[index].name.get(firm.language)));
    html! {
        <section class="zc-panel zc-ladder" aria-labelledby="ladder-title">
            <h2 id="ladder-title">{ words.ladder_title }</h2>
            <p class="zc-ladder__here"><b>{ here.clone() }</b></p>
            <Staircase steps={steps(firm, report)} name={(words.ladder_alt)(&here, &to_next)} />
            if firm.report.unregistered {
                <p class="zc-ladder__next">{ words.founder_ladder }</p>
            } else if let Some((index, rung)) = next {
                { distance(firm, &catalogue.rungs[index], rung) }
                if matches!(rung.assessment.prospect(), Verdict::NotYet | Verdict::Undetermined) {
                    { ways(index) }
                }
            }
            <details class="zc-more">
                <summary>{ words.ladder_all_rungs }</summary>
                <ol class="zc-rungs">
                    { for catalogue.rungs.iter().zip(&report.rungs).map(|(about, rung)| rung_entry(firm, about, rung)) }
                </ol>
            </details>
        </section>
    }
}

fn steps(firm: Firm<'_>, report: &LadderReport) -> Vec<Step> {
    let here = match report.standing {
        Standing::On(rung) => Some(rung),
        Standing::Nowhere | Standing::Unknown => None,
    };
    let next = shown::next_rung(firm.report).map(|(index, _)| index);
    let state = |index: usize| match here {
        Some(rung) if index < rung => StepState::Walked,
        Some(rung) if index == rung => StepState::Here,
        _ if next == Some(index) => StepState::Next,
        _ => StepState::Above,
    };
    let rungs = firm.catalogue.rungs.iter().enumerate();
    rungs.map(|(index, rung)| Step { label: rung.short.get(firm.language).into(), state: state(index) }).collect()
}

/// The distance to the next rung, written out.
fn distance(firm: Firm<'_>, about: &Rung, rung: &RungReport) -> Html {
    let words = Words::of(firm.language);
    html! {
        <div class="zc-ladder__next">
            <h3>
                { (words.ladder_to)(about.name.get(firm.language)) }
                { " " }<span class={format!("zc-tag zc-tag--{}", tone(rung.assessment.prospect()))}>{ shown::verdict(firm.catalogue, words, &rung.assessment) }</span>
            </h3>
            { for rung.assessment.rules.iter().enumerate().map(|(index, lines)| {
                let lacking = shown::in_the_way(lines);
                let judged: Vec<Line> = lines.iter().filter(|line| line.outcomes.is_only(Outcome::Review)).copied().collect();
                html! {
                    <>
                        if 1 < rung.assessment.rules.len() {
                            if index == 0 {
                                <p class="zc-muted">{ words.ladder_either_rule }</p>
                            }
                            <h4>{ about.rules[index].name.get(firm.language) }</h4>
                        }
                        if lacking.is_empty() {
                            <p>{ words.ladder_nothing_missing }</p>
                        } else {
                            { in_the_way(firm, &lacking) }
                        }
                        if !judged.is_empty() {
                            { criteria(firm, &judged) }
                        }
                    </>
                }
            }) }
        </div>
    }
}

fn rung_entry(firm: Firm<'_>, about: &Rung, rung: &RungReport) -> Html {
    let words = Words::of(firm.language);
    let verdict = rung.assessment.prospect();
    let held = rung.held == Some(true);
    html! {
        <li data-rung={about.id} data-verdict={verdict.id()} data-held={held.to_string()}>
            <h3>
                { about.name.get(firm.language) }{ " " }
                if held {
                    <span class="zc-tag zc-tag--yes">{ words.ladder_held }</span>{ " " }
                }
                <span class={format!("zc-tag zc-tag--{}", tone(verdict))}>{ shown::verdict(firm.catalogue, words, &rung.assessment) }</span>
            </h3>
            <dl class="zc-facts">
                <div><dt>{ words.ladder_plan_name }</dt><dd>{ about.plan_name.get(firm.language) }</dd></div>
                <div><dt>{ words.ladder_recognised_by }</dt><dd>{ about.recognised_by.get(firm.language) }</dd></div>
                <div><dt>{ words.ladder_valid }</dt><dd>{ about.valid.get(firm.language) }</dd></div>
            </dl>
            if let Some(note) = about.note {
                <p class="zc-muted">{ note.get(firm.language) }</p>
            }
            { for rung.assessment.rules.iter().enumerate().map(|(index, lines)| html! {
                <>
                    if 1 < rung.assessment.rules.len() {
                        <h4>{ about.rules[index].name.get(firm.language) }</h4>
                    }
                    { in_the_way(firm, lines) }
                </>
            }) }
        </li>
    }
}
