//! The sheet to take away: A4, black on white, signs and words instead of colours. It stands in the page for the printer alone.
//!
//! Invariants: whatever is chosen stands on it in full; it carries no hook of the results, so that nothing on the page is there twice.

use yew::prelude::*;

use super::criteria::Firm;
use crate::explanations::order;
use crate::facts::{Answer, Answers};
use crate::report::{self, Contact, Status, SupportReport};
use crate::rules::verdict::{Line, Verdict};
use crate::text::{self, Words};
use crate::ui::shown;

/// What is on the sheet, as bits of [`Part`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parts(pub u8);

/// A part of the sheet that can be left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The supports of a verdict, by its place in [`Verdict::ALL`].
    Supports(u8),
    /// The answers given.
    Answers,
    /// What separates the firm from the next rung and from supports not met, and what is not known.
    Gaps,
    /// The agencies, as a list to tick off.
    Agencies,
    /// The answers as a code.
    Code,
}

impl Part {
    /// Every part, in the order of the choices.
    pub const ALL: [Part; 8] =
        [Part::Answers, Part::Supports(0), Part::Supports(1), Part::Supports(2), Part::Supports(3), Part::Gaps, Part::Agencies, Part::Code];
}

impl Parts {
    /// What most visitors need: everything but what is open or not met, and the code. Where more is open than likely, what is open too.
    pub fn usual(firm: Firm<'_>) -> Parts {
        let likely = firm.report.count(Verdict::Qualifies) + firm.report.count(Verdict::Review);
        let with = |part: &Part| match part {
            Part::Answers | Part::Gaps | Part::Agencies | Part::Supports(0 | 1) => true,
            Part::Supports(2) => likely < firm.report.count(Verdict::Undetermined),
            Part::Supports(_) | Part::Code => false,
        };
        let bits = Part::ALL.iter().enumerate().filter(|(_, part)| with(part)).fold(0, |bits, (place, _)| bits | 1 << place);
        Parts(bits)
    }

    /// Whether the part is on the sheet.
    pub fn has(self, part: Part) -> bool {
        Part::ALL.iter().position(|&other| other == part).is_some_and(|place| self.0 >> place & 1 == 1)
    }

    /// With the part at this place put on, or taken off.
    pub const fn toggled(self, place: usize) -> Parts {
        Parts(self.0 ^ 1 << place)
    }
}

/// The whole sheet. `code` is the answers' code where it is chosen and fits.
pub fn sheet(firm: Firm<'_>, parts: Parts, code: Option<Html>) -> Html {
    let words = Words::of(firm.language);
    let pack = &firm.catalogue.pack;
    let chosen: Vec<Verdict> =
        (0..4).filter(|&place| parts.has(Part::Supports(place))).map(|place| Verdict::ALL[usize::from(place)]).collect();
    html! {
        <section class="zc-sheet" aria-labelledby="sheet-title">
            <div class="zc-sheet__head">
                <div>
                    <h2 id="sheet-title">{ pack.short_title.get(firm.language) }{ " · " }{ words.sheet_title }</h2>
                    <p class="zc-sheet__headline">{ shown::headline(firm.catalogue, words, firm.report) }</p>
                    <p>{ (words.results_day)(&firm.report.day.to_string()) }</p>
                </div>
                if let Some(code) = code {
                    <div class="zc-sheet__code">{ code }<p>{ words.sheet_code }</p></div>
                }
            </div>
            { for chosen.iter().map(|&verdict| supports(firm, words, verdict)) }
            if parts.has(Part::Gaps) {
                { gaps(firm, words, &chosen) }
            }
            if parts.has(Part::Agencies) {
                { agencies(firm, words, &chosen) }
            }
            if parts.has(Part::Answers) {
                { answers(firm, words) }
            }
            <p class="zc-sheet__foot">
                { pack.disclaimer.get(firm.language) }{ " " }{ pack.number }{ " · " }
                { (words.receipt)(pack.version, crate::built_in::SHA256.get(..12).unwrap_or_default(), &firm.report.day.to_string()) }
            </p>
        </section>
    }
}

/// The sign of a verdict, the same as of a condition.
const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Qualifies => "✓",
        Verdict::Review => "◎",
        Verdict::Undetermined => "?",
        Verdict::NotYet | Verdict::NotApplicable => "✕",
    }
}

fn supports(firm: Firm<'_>, words: &'static Words, verdict: Verdict) -> Html {
    let members = order::by_use(firm.catalogue, firm.report, verdict);
    if members.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ sign(verdict) }{ " " }{ (words.verdict)(verdict) }{ " " }{ members.len() }</h3>
            <ul class="zc-sheet__columns">
                { for members.iter().map(|&index| {
                    let support = &firm.report.supports[index];
                    let about = &firm.catalogue.supports[support.support.index()];
                    html! {
                        <li><b>{ about.name.get(firm.language) }</b>{ " " }<span>{ (words.article)(about.article) }{ status(words, support) }</span></li>
                    }
                }) }
            </ul>
        </>
    }
}

fn status(words: &'static Words, support: &SupportReport) -> Html {
    if support.status == Status::InForce {
        Html::default()
    } else {
        html! { <>{ " · " }{ (words.status)(support.status) }</> }
    }
}

/// The way to the next rung, the ways out of what is chosen and not met, and the questions that are open.
fn gaps(firm: Firm<'_>, words: &'static Words, chosen: &[Verdict]) -> Html {
    let next = shown::next_rung(firm.report);
    let open: Vec<&str> = firm.report.open.iter().map(|fact| firm.catalogue.fact(fact).short.get(firm.language)).collect();
    let unmet = if chosen.contains(&Verdict::NotYet) { order::by_use(firm.catalogue, firm.report, Verdict::NotYet) } else { Vec::new() };
    let of = |name: &str, lines: Vec<Line>| {
        html! {
            <div class="zc-sheet__gap">
                <b>{ name }</b>
                <ul>{ for lines.iter().map(|line| html! { <li>{ way_out(firm, words, *line) }</li> }) }</ul>
            </div>
        }
    };
    html! {
        <>
            <h3>{ words.sheet_gaps }</h3>
            <div class={(!unmet.is_empty()).then_some("zc-sheet__columns")}>
                { for next.into_iter().map(|(index, rung)| {
                    let lines: Vec<Line> = rung.assessment.lines().collect();
                    of(&(words.ladder_to)(firm.catalogue.rungs[index].name.get(firm.language)), shown::in_the_way(&lines))
                }) }
                { for unmet.iter().map(|&index| {
                    let support = &firm.report.supports[index];
                    let lines = support.assessment.lines().filter(|line| line.fails()).collect();
                    of(firm.catalogue.supports[support.support.index()].name.get(firm.language), lines)
                }) }
            </div>
            <p><b>{ words.still_needed }</b>{ words.colon }{ if open.is_empty() { words.nothing_needed.to_owned() } else { open.join(words.list_and) } }</p>
        </>
    }
}

/// A condition that is not met or not known, with its ways out.
fn way_out(firm: Firm<'_>, words: &'static Words, line: Line) -> String {
    let about = firm.catalogue.criterion(line.criterion);
    let label = about.label.get(firm.language);
    let Some(gap) = report::gap(firm.catalogue, firm.answers, line) else { return label.to_owned() };
    let points = shown::points_short(firm.catalogue, words, firm.answers, about.node);
    let ways = gap.ways.iter().take(6).map(|way| shown::way(firm.catalogue, words, firm.report, way));
    let ways =
        if gap.ways.is_empty() { words.gap_cannot.to_owned() } else { ways.collect::<Vec<_>>().join(&format!(" {} ", words.gap_or)) };
    let rest = points.into_iter().chain([ways]).collect::<Vec<_>>().join(" · ");
    format!("{label} — {rest}")
}

/// Which agency for which supports, with room to tick off and to write.
fn agencies(firm: Firm<'_>, words: &'static Words, chosen: &[Verdict]) -> Html {
    let contacts = firm.report.contacts_for(|verdict| chosen.contains(&verdict));
    let contacts = order::by_calling(firm.catalogue, firm.answers, contacts);
    html! {
        <>
            <h3>{ words.sheet_agencies }</h3>
            <p>{ words.contacts_general }{ " " }{ firm.catalogue.pack.general_hotline }</p>
            <table class="zc-sheet__table">
                <thead><tr>{ for words.sheet_columns.iter().map(|column| html! { <th scope="col">{ *column }</th> }) }</tr></thead>
                <tbody>{ for contacts.iter().map(|contact| row(firm, words, contact)) }</tbody>
            </table>
        </>
    }
}

fn row(firm: Firm<'_>, words: &'static Words, contact: &Contact) -> Html {
    let about = firm.catalogue.agency(contact.agency);
    let names: Vec<&str> =
        contact.supports.iter().map(|support| firm.catalogue.supports[support.index()].name.get(firm.language)).collect();
    let county = order::place(firm.catalogue, firm.answers).and_then(|place| place.county);
    let local = order::office(firm.catalogue, firm.answers, contact.agency);
    html! {
        <tr>
            <th scope="row">
                { about.name.get(firm.language) }
                if let Some(today) = about.today {
                    <span>{ today.get(firm.language) }</span>
                }
                if let Some(hotline) = about.hotline {
                    <span>{ words.contacts_hotline }{ " " }{ hotline }</span>
                }
                if let Some(office) = county.zip(about.county).map(|(county, office)| office.get(firm.language).replace("{county}", county.get(firm.language))) {
                    <span>{ (words.contacts_county)(&office) }</span>
                }
                if let Some(local) = local {
                    <span>{ local.telephone }{ " " }{ local.address.get(firm.language) }{ " " }{ local.hours.get(firm.language) }</span>
                }
            </th>
            <td>{ names.join(words.list_and) }</td>
            <td class="zc-sheet__tick">{ "☐" }</td>
            <td class="zc-sheet__note"></td>
        </tr>
    }
}

fn answers(firm: Firm<'_>, words: &'static Words) -> Html {
    let known = |answers: &Answers| answers.iter().filter(|(_, answer)| *answer != Answer::Unknown).count();
    html! {
        <>
            <h3>{ words.sheet_answers }{ " " }{ known(firm.answers) }</h3>
            <dl class="zc-sheet__columns zc-sheet__columns--three">
                { for firm.answers.iter().filter_map(|(fact, answer)| {
                    let Answer::Known(value) = answer else { return None };
                    let name = firm.catalogue.fact(fact).short.get(firm.language);
                    Some(html! { <div><dt>{ name }</dt><dd>{ text::value(firm.catalogue, words, fact, value) }</dd></div> })
                }) }
            </dl>
        </>
    }
}
