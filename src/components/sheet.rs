//! The sheet to take away: A4, black on white, signs and words instead of colours. It stands in the page for the printer alone.
//!
//! Invariants: whatever is chosen stands on it in full; it carries no hook of the results, so that nothing on the page is there twice; every text
//! is escaped. It is written as markup, not as a tree: nobody touches it, and a tree would be three times the program.

use yew::prelude::*;

use super::contacts::about_office;
use super::criteria::Firm;
use zice_core::explanations::order;
use zice_core::facts::Answer;
use zice_core::report::{Contact, Status};
use zice_core::rules::verdict::{Line, Verdict};
use zice_core::shown;
use zice_core::text::{self, Words};

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

/// The whole sheet. `waiting` are the places of the supports that wait until the firm is registered; `code` is the answers' code where it is chosen and fits.
pub fn sheet(firm: Firm<'_>, parts: Parts, waiting: &[usize], code: Option<String>) -> Html {
    let words = Words::of(firm.language);
    let pack = &firm.catalogue.pack;
    let chosen: Vec<Verdict> =
        (0..4).filter(|&place| parts.has(Part::Supports(place))).map(|place| Verdict::ALL[usize::from(place)]).collect();
    let mut out = Markup::default();
    out.raw("<section class=\"zc-sheet\" aria-labelledby=\"sheet-title\"><div class=\"zc-sheet__head\"><div><h2 id=\"sheet-title\">");
    out.text(pack.short_title.get(firm.language)).raw(" · ").text(words.sheet_title);
    out.raw("</h2><p class=\"zc-sheet__headline\">").text(&shown::headline(firm.catalogue, words, firm.report));
    out.raw("</p><p>").text(&(words.results_day)(&firm.report.day.to_string()));
    if let Some(portal) = firm.catalogue.settings.portal {
        out.raw(" · ").text(&(words.provided_by)(portal));
    }
    if let Some(state) = firm.catalogue.settings.state {
        out.raw("</p><p>").text((words.plan_state)(state)).text(firm.catalogue.settings.note.unwrap_or_default());
    }
    out.raw("</p></div>");
    if let Some(code) = code {
        out.raw("<div class=\"zc-sheet__code\">").raw(&code).raw("<p>").text(words.sheet_code).raw("</p></div>");
    }
    out.raw("</div>");
    founder(&mut out, firm, words, waiting);
    chosen.iter().for_each(|&verdict| supports(&mut out, firm, words, verdict));
    if parts.has(Part::Gaps) {
        gaps(&mut out, firm, words, &chosen);
    }
    if parts.has(Part::Agencies) {
        agencies(&mut out, firm, words, &chosen);
    }
    if parts.has(Part::Answers) {
        answers(&mut out, firm, words);
    }
    let hash = firm.catalogue.sha256.get(..12).unwrap_or_default();
    out.raw("<p class=\"zc-sheet__foot\">").text(pack.disclaimer.get(firm.language)).raw(" ").text(pack.number).raw(" · ");
    out.text(&(words.receipt)(pack.version, hash, &firm.report.day.to_string())).raw("</p></section>");
    Html::from_html_unchecked(out.0.into())
}

/// Markup as it grows.
#[derive(Default)]
struct Markup(String);

impl Markup {
    /// Markup that is written in the program.
    fn raw(&mut self, markup: &str) -> &mut Markup {
        self.0 += markup;
        self
    }

    /// A text of the pack, of the wording, or of an answer.
    fn text(&mut self, text: &str) -> &mut Markup {
        for c in text.chars() {
            match c {
                '&' => self.0 += "&amp;",
                '<' => self.0 += "&lt;",
                c => self.0.push(c),
            }
        }
        self
    }

    /// A heading of the sheet with a number behind it.
    fn heading(&mut self, text: &str, count: Option<usize>) {
        self.raw("<h3>").text(text);
        if let Some(count) = count {
            self.raw(" ").text(&count.to_string());
        }
        self.raw("</h3>");
    }
}

/// The sign of a verdict, the same as of a condition.
const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Qualifies => "✓ ",
        Verdict::Review => "◎ ",
        Verdict::Undetermined => "? ",
        Verdict::NotYet | Verdict::NotApplicable => "✕ ",
    }
}

fn supports(out: &mut Markup, firm: Firm<'_>, words: &'static Words, verdict: Verdict) {
    let members = order::by_use(firm.catalogue, firm.report, verdict);
    if members.is_empty() {
        return;
    }
    out.heading(&format!("{}{}", sign(verdict), (words.verdict)(verdict)), Some(members.len()));
    out.raw("<ul class=\"zc-sheet__columns\">");
    for support in members.iter().map(|&index| &firm.report.supports[index]) {
        let about = &firm.catalogue.supports[support.support.index()];
        out.raw("<li><b>").text(about.name.get(firm.language)).raw("</b> ").text(&(words.article)(about.article));
        if support.status != Status::InForce {
            out.raw(" · ").text((words.status)(support.status));
        }
        if let Some(days) = support.days_left {
            out.raw(" · ").text(&(words.days_left)(days));
        }
        out.raw("</li>");
    }
    out.raw("</ul>");
}

/// What waits until the firm is registered.
fn founder(out: &mut Markup, firm: Firm<'_>, words: &'static Words, waiting: &[usize]) {
    if waiting.is_empty() {
        return;
    }
    out.heading(words.founder_title, Some(waiting.len()));
    out.raw("<ul class=\"zc-sheet__columns\">");
    for &place in waiting {
        let about = &firm.catalogue.supports[firm.report.supports[place].support.index()];
        out.raw("<li><b>").text(about.name.get(firm.language)).raw("</b> ").text(&(words.article)(about.article)).raw("</li>");
    }
    out.raw("</ul>");
}

/// The way to the next rung, the ways out of what is chosen and not met, and the questions that are open; each only where there is something to say.
fn gaps(out: &mut Markup, firm: Firm<'_>, words: &'static Words, chosen: &[Verdict]) {
    let lacking = |name: String, lines: Vec<Line>| (!lines.is_empty()).then_some((name, lines));
    let rung = shown::next_rung(firm.report).filter(|_| !firm.report.unregistered).and_then(|(index, rung)| {
        let lines: Vec<Line> = rung.assessment.lines().collect();
        lacking((words.ladder_to)(firm.catalogue.rungs[index].name.get(firm.language)), shown::in_the_way(&lines))
    });
    let unmet = if chosen.contains(&Verdict::NotYet) { order::by_use(firm.catalogue, firm.report, Verdict::NotYet) } else { Vec::new() };
    let of_support = |&index: &usize| {
        let support = &firm.report.supports[index];
        let lines = support.assessment.lines().filter(|line| line.fails()).collect();
        lacking(firm.catalogue.supports[support.support.index()].name.get(firm.language).to_owned(), lines)
    };
    let gaps: Vec<(String, Vec<Line>)> = rung.into_iter().chain(unmet.iter().filter_map(of_support)).collect();
    let open: Vec<&str> = firm.report.open.iter().map(|fact| firm.catalogue.fact(fact).short.get(firm.language)).collect();
    if gaps.is_empty() && open.is_empty() {
        return;
    }
    out.heading(words.sheet_gaps, None);
    if !gaps.is_empty() {
        out.raw(if unmet.is_empty() { "<div>" } else { "<div class=\"zc-sheet__columns\">" });
    }
    let any = !gaps.is_empty();
    for (name, lines) in gaps {
        out.raw("<div class=\"zc-sheet__gap\"><b>").text(&name).raw("</b><ul>");
        for line in lines {
            let told = shown::way_out(firm.catalogue, words, firm.answers, firm.report.day, line);
            out.raw("<li>").text(&told).raw("</li>");
        }
        out.raw("</ul></div>");
    }
    if any {
        out.raw("</div>");
    }
    if !open.is_empty() {
        out.raw("<p><b>").text(words.still_needed).raw("</b>").text(words.colon).text(&open.join(words.list_and)).raw("</p>");
    }
}

/// Which agency for which supports, with room to tick off and to write.
fn agencies(out: &mut Markup, firm: Firm<'_>, words: &'static Words, chosen: &[Verdict]) {
    let contacts = firm.report.contacts_for(|verdict| chosen.contains(&verdict));
    if contacts.is_empty() {
        return;
    }
    out.heading(words.sheet_agencies, None);
    out.raw("<p>").text(words.contacts_general).raw(" ").text(firm.catalogue.pack.general_hotline);
    out.raw("</p><table class=\"zc-sheet__table\"><thead><tr>");
    for column in words.sheet_columns {
        out.raw("<th scope=\"col\">").text(column).raw("</th>");
    }
    out.raw("</tr></thead><tbody>");
    for contact in order::by_calling(firm.catalogue, firm.answers, contacts) {
        row(out, firm, words, &contact);
    }
    out.raw("</tbody></table>");
}

fn row(out: &mut Markup, firm: Firm<'_>, words: &'static Words, contact: &Contact) {
    let about = firm.catalogue.agency(contact.agency);
    let names: Vec<&str> =
        contact.supports.iter().map(|support| firm.catalogue.supports[support.index()].name.get(firm.language)).collect();
    let county = order::place(firm.catalogue, firm.answers).and_then(|place| place.county).zip(about.county);
    let today = about.today.map(|today| today.get(firm.language).to_owned());
    let hotline = about.hotline.map(|hotline| format!("{} {hotline}", words.contacts_hotline));
    let county =
        county.map(|(county, office)| (words.contacts_county)(&office.get(firm.language).replace("{county}", county.get(firm.language))));
    let local = order::office(firm.catalogue, firm.answers, contact.agency);
    let local = local.map(|local| format!("{}{}", local.telephone, about_office(local, firm.language)));
    out.raw("<tr><th scope=\"row\">").text(about.name.get(firm.language));
    for line in [today, local, hotline, county].into_iter().flatten() {
        out.raw("<span>").text(&line).raw("</span>");
    }
    out.raw("</th><td>").text(&names.join(words.list_and));
    out.raw("</td><td class=\"zc-sheet__tick\">☐</td><td class=\"zc-sheet__note\"></td></tr>");
}

fn answers(out: &mut Markup, firm: Firm<'_>, words: &'static Words) {
    let known = firm.answers.iter().filter_map(|(fact, answer)| match answer {
        Answer::Known(value) => Some((fact, value)),
        Answer::Unknown | Answer::Skipped(_) => None,
    });
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return;
    }
    out.heading(words.sheet_answers, Some(known.len()));
    out.raw("<dl class=\"zc-sheet__columns zc-sheet__columns--three\">");
    for (fact, value) in known {
        out.raw("<div><dt>").text(&text::name_of_year(firm.catalogue, words, fact, firm.report.day)).raw("</dt><dd>");
        out.text(&text::value(firm.catalogue, words, fact, value)).raw("</dd></div>");
    }
    out.raw("</dl>");
}
