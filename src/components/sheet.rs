//! The sheet to take away: A4, black on white, signs and words instead of colours. It stands in the page for the printer alone.
//!
//! Invariants: whatever is chosen stands on it in full; it carries no hook of the results, so that nothing on the page is there twice; every text
//! is escaped. It is written as markup, not as a tree: nobody touches it, and a tree would be three times the program.

use yew::prelude::*;

use super::contacts::{about_office, office_line};
use super::criteria::Firm;
use super::worth::{amount, ends};
use zice_core::explanations::{first, order};
use zice_core::facts::Answer;
use zice_core::report::{Contact, Status, SupportReport};
use zice_core::rules::verdict::{Line, Verdict};
use zice_core::shown;
use zice_core::text::{self, Words};
use zice_core::worth;

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
    /// What most visitors need: everything but what is open or not met. Where more is open than likely, what is open too.
    pub fn usual(firm: Firm<'_>) -> Parts {
        let likely = firm.report.count(Verdict::Qualifies) + firm.report.count(Verdict::Review);
        let with = |part: &Part| match part {
            Part::Answers | Part::Gaps | Part::Agencies | Part::Code | Part::Supports(0 | 1) => true,
            Part::Supports(2) => likely < firm.report.count(Verdict::Undetermined),
            Part::Supports(_) => false,
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
    head(&mut out, firm, words, code.as_deref());
    let things = if chosen.is_empty() { Vec::new() } else { first::first(firm.catalogue, firm.answers, firm.report) };
    let things: Vec<usize> = things
        .into_iter()
        .filter(|&place| firm.report.supports[place].verdict().is_some_and(|verdict| chosen.contains(&verdict)))
        .collect();
    first_things(&mut out, firm, words, &things);
    founder(&mut out, firm, words, waiting);
    let (first, rest) = documents(firm, &things, &chosen);
    to_bring(&mut out, words.sheet_documents, Some((words.sheet_documents_lead)(things.len())), &first);
    chosen.iter().for_each(|&verdict| supports(&mut out, firm, words, &things, verdict));
    if parts.has(Part::Gaps) {
        gaps(&mut out, firm, words, &chosen);
    }
    if parts.has(Part::Agencies) {
        agencies(&mut out, firm, words, &chosen);
    }
    // On a page of its own.
    out.raw("<div class=\"zc-sheet__page\">");
    to_bring(&mut out, words.sheet_documents_rest, None, &rest);
    if parts.has(Part::Answers) {
        answers(&mut out, firm, words);
    }
    out.raw("</div>");
    let hash = firm.catalogue.sha256.get(..12).unwrap_or_default();
    out.raw("<p class=\"zc-sheet__foot\">").text(pack.disclaimer.get(firm.language)).raw(" ").text(pack.number).raw(" · ");
    out.text(&(words.receipt)(pack.version, hash, &firm.report.day.to_string())).raw("</p></section>");
    Html::from_html_unchecked(out.0.into())
}

/// Whose sheet it is, what it says in one sentence, and the code.
fn head(out: &mut Markup, firm: Firm<'_>, words: &'static Words, code: Option<&str>) {
    let settings = &firm.catalogue.settings;
    out.raw("<section class=\"zc-sheet\" aria-labelledby=\"sheet-title\"><div class=\"zc-sheet__head\"><div><h2 id=\"sheet-title\">");
    out.text(firm.catalogue.pack.short_title.get(firm.language)).raw(" · ").text(words.sheet_title).raw("</h2>");
    if let Some(portal) = settings.portal {
        out.raw("<p class=\"zc-sheet__portal\">").text(&(words.provided_by)(portal));
        settings.phone.iter().for_each(|phone| _ = out.raw(" · ").text(phone));
        out.raw("</p>");
    }
    out.raw("<p class=\"zc-sheet__headline\">").text(&shown::headline(firm.catalogue, words, firm.report)).raw("</p>");
    if let Some(total) = worth::total(firm.catalogue, firm.answers, firm.report) {
        out.raw("<p><b>").text(&(words.worth_total)(&text::worth(words, total.value), total.of.len())).raw("</b></p>");
    }
    out.raw("<p>").text(&(words.results_day)(&firm.report.day.to_string())).raw("</p>");
    if let Some(state) = settings.state {
        out.raw("<p>").text((words.plan_state)(state)).text(settings.note.unwrap_or_default()).raw("</p>");
    }
    out.raw("</div>");
    if let Some(code) = code {
        out.raw("<div class=\"zc-sheet__code\">").raw(code).raw("<p>").text(words.sheet_code).raw("</p></div>");
    }
    out.raw("</div>");
}

/// What to do first: name, worth, end, first step and office, side by side, each with a box to tick when it is done.
fn first_things(out: &mut Markup, firm: Firm<'_>, words: &'static Words, things: &[usize]) {
    if things.is_empty() {
        return;
    }
    out.heading(&(words.first_title)(things.len()), None);
    out.raw("<ol class=\"zc-sheet__things\">");
    for (place, &thing) in things.iter().enumerate() {
        let report = &firm.report.supports[thing];
        let about = &firm.catalogue.supports[report.support.index()];
        out.raw("<li><b class=\"zc-sheet__name\">").text(&circled(place)).raw(" ").text(about.name.get(firm.language)).raw("</b>");
        let worth = amount(firm, report).into_iter().chain(ends(firm, report)).chain(report.days_left.map(words.days_left));
        let worth: Vec<String> = worth.collect();
        if !worth.is_empty() {
            out.raw("<p><b>").text(&worth.join(" · ")).raw("</b></p>");
        }
        if let Some(step) = about.steps.first() {
            out.raw("<p><b>").text(words.first_step).raw("</b> ").text(step.get(firm.language)).raw("</p>");
        }
        if let Some(&agency) = report.agencies.first() {
            out.raw("<p><b>").text(words.contact).raw("</b> ").text(&office_line(firm, agency)).raw("</p>");
        }
        out.raw("<p>☐ ").text(words.sheet_done).raw("</p></li>");
    }
    out.raw("</ol>");
}

/// A document to bring, and the numbers of the first things that it is for.
type Documents = Vec<(&'static str, String)>;

/// Everything to bring for the first things, each once; then what other supports that are chosen need besides.
fn documents(firm: Firm<'_>, things: &[usize], chosen: &[Verdict]) -> (Documents, Documents) {
    let granted = [Verdict::Qualifies, Verdict::Review].into_iter().filter(|verdict| chosen.contains(verdict));
    let others = granted.flat_map(|verdict| order::by_use(firm.catalogue, firm.report, verdict)).filter(|place| !things.contains(place));
    let of = |support: usize| firm.catalogue.supports[firm.report.supports[support].support.index()].documents.iter();
    let (mut first, mut rest): (Documents, Documents) = Default::default();
    for (place, &support) in things.iter().enumerate() {
        for name in of(support).map(|document| document.get(firm.language)) {
            match first.iter_mut().find(|(known, _)| *known == name) {
                Some((_, marks)) => *marks += &circled(place),
                None => first.push((name, circled(place))),
            }
        }
    }
    for name in others.flat_map(of).map(|document| document.get(firm.language)) {
        if first.iter().chain(&rest).all(|(known, _)| *known != name) {
            rest.push((name, String::new()));
        }
    }
    (first, rest)
}

/// Documents under a heading, each with a box to tick.
fn to_bring(out: &mut Markup, heading: &str, lead: Option<String>, documents: &Documents) {
    if documents.is_empty() {
        return;
    }
    out.heading(heading, Some(documents.len()));
    lead.iter().for_each(|lead| _ = out.raw("<p>").text(lead).raw("</p>"));
    out.raw("<ul class=\"zc-sheet__columns zc-sheet__columns--three\">");
    for (name, marks) in documents {
        out.raw("<li>☐ ").text(name).raw(" ").text(marks).raw("</li>");
    }
    out.raw("</ul>");
}

/// The number of one of the first things.
fn circled(place: usize) -> String {
    char::from_u32(0x2460 + place as u32).map_or_else(String::new, String::from)
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

/// The other supports of a verdict, with value and end.
fn supports(out: &mut Markup, firm: Firm<'_>, words: &'static Words, things: &[usize], verdict: Verdict) {
    let mut members = order::by_use(firm.catalogue, firm.report, verdict);
    members.retain(|place| !things.contains(place));
    if members.is_empty() {
        return;
    }
    out.heading(&format!("{}{}", sign(verdict), (words.verdict)(verdict)), Some(members.len()));
    let told = |support: &SupportReport| {
        let status = (support.status != Status::InForce).then(|| (words.status)(support.status).to_owned());
        let worth = amount(firm, support).into_iter().chain(ends(firm, support)).chain(support.days_left.map(words.days_left));
        status.into_iter().chain(worth).collect::<Vec<String>>().join(" · ")
    };
    let (plain, more): (Vec<&SupportReport>, Vec<&SupportReport>) =
        members.iter().map(|&place| &firm.report.supports[place]).partition(|support| told(support).is_empty());
    if !more.is_empty() {
        out.raw("<ul class=\"zc-sheet__columns\">");
        for support in more {
            out.raw("<li><b>").text(&named(firm, words, support)).raw("</b> ").text(&told(support)).raw("</li>");
        }
        out.raw("</ul>");
    }
    run_in(out, firm, words, &plain);
}

/// A support's name with its article.
fn named(firm: Firm<'_>, words: &Words, support: &SupportReport) -> String {
    let about = &firm.catalogue.supports[support.support.index()];
    format!("{}{}", about.name.get(firm.language), (words.in_brackets)(&(words.article)(about.article)))
}

/// Supports of which nothing but the name is said, in one paragraph.
fn run_in(out: &mut Markup, firm: Firm<'_>, words: &'static Words, supports: &[&SupportReport]) {
    if !supports.is_empty() {
        let names: Vec<String> = supports.iter().map(|support| named(firm, words, support)).collect();
        out.raw("<p>").text(&names.join(words.list_and)).raw("</p>");
    }
}

/// What waits until the firm is registered.
fn founder(out: &mut Markup, firm: Firm<'_>, words: &'static Words, waiting: &[usize]) {
    if waiting.is_empty() {
        return;
    }
    out.heading(words.founder_title, Some(waiting.len()));
    let waiting: Vec<&SupportReport> = waiting.iter().map(|&place| &firm.report.supports[place]).collect();
    run_in(out, firm, words, &waiting);
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

/// Whom to ask about how many supports: numbers, address and hours, with a box to tick.
fn agencies(out: &mut Markup, firm: Firm<'_>, words: &'static Words, chosen: &[Verdict]) {
    let contacts = firm.report.contacts_for(|verdict| chosen.contains(&verdict));
    if contacts.is_empty() {
        return;
    }
    out.heading(words.sheet_agencies, None);
    out.raw("<p>").text(words.contacts_general).raw(" ").text(firm.catalogue.pack.general_hotline);
    out.raw("</p><ul class=\"zc-sheet__columns\">");
    for contact in order::by_calling(firm.catalogue, firm.answers, contacts) {
        agency(out, firm, words, &contact);
    }
    out.raw("</ul>");
}

fn agency(out: &mut Markup, firm: Firm<'_>, words: &'static Words, contact: &Contact) {
    let about = firm.catalogue.agency(contact.agency);
    let local = order::office(firm.catalogue, firm.answers, contact.agency);
    let local = local.map(|local| format!("{}{}", local.telephone, about_office(local, firm.language)));
    let hotline = about.hotline.map(|hotline| format!("{} {hotline}", words.contacts_hotline));
    let county = order::place(firm.catalogue, firm.answers).and_then(|place| place.county).zip(about.county);
    let county =
        county.map(|(county, office)| (words.contacts_county)(&office.get(firm.language).replace("{county}", county.get(firm.language))));
    out.raw("<li>☐ <b>").text(about.name.get(firm.language)).raw("</b> ").text(&(words.contacts_count)(contact.supports.len()));
    for line in [local, hotline, about.today.map(|today| today.get(firm.language).to_owned()), county].into_iter().flatten() {
        out.raw(" · ").text(&line);
    }
    out.raw("</li>");
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
