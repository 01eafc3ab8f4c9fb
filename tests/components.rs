//! The page without a browser: every view is rendered natively and read as a tree of elements.
//!
//! Snapshots hold the whole markup of the small views and an outline of the results, so that new wording does not drown a changed result. The
//! laws below them hold for every question and for every firm of `tests/scenarios`, in both languages. New snapshots: `INSTA_UPDATE=always`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::sync::LazyLock;

use yew::{BaseComponent, Callback, Html, LocalServerRenderer, Properties, component};
use zice::Pack;
use zice::app::{App, AppProps};
use zice::components::criteria;
use zice::components::error_summary::{ErrorSummary, ErrorSummaryProps};
use zice::components::frame::{Bar, BarProps, Foot, FootProps};
use zice::components::number_field::{NumberField, NumberFieldProps};
use zice::components::print_panel::print_panel;
use zice::components::share::{Share, ShareProps};
use zice::components::sheet::{Part, Parts, sheet};
use zice::components::what_if::{WhatIf, WhatIfProps};
use zice::pages::intro::{Intro, IntroProps};
use zice::pages::link::{Carried, Link, LinkProps};
use zice::pages::question::{Question, QuestionProps};
use zice::pages::results::{Results, ResultsProps};
use zice::pages::review::{Review, ReviewProps};
use zice::place::Stays;
use zice_core::catalogue::{Catalogue, FactOption, Language};
use zice_core::date::Date;
use zice_core::explanations::bands;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactValue, OptionSet};
use zice_core::link::{self, LinkError, Restored};
use zice_core::profile::{ProfileError, ValueError};
use zice_core::report::{self, Findings, Report, Topics};
use zice_core::rules::domain::Domains;
use zice_core::rules::verdict::Verdict;
use zice_core::session::{Place, Session, Stage};
use zice_core::text;
use zice_core::units::Quantity;

const SCENARIOS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios");
const LANGUAGES: [Language; 2] = [Language::Zh, Language::En];
/// Elements without an end tag.
const VOID: [&str; 4] = ["input", "br", "hr", "img"];
/// Chinese that an English page keeps: names and units that have no English of their own.
const KEPT_CHINESE: [&str; 4] = ["惠企自测", "专精特新", "规上", "万元"];

/// As the page has it: the core, and then the texts of results and English.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| CORE.with_later(zice_pack::LATER).expect("the rest of it"));
static CORE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::core(zice_pack::CORE).expect("the core of the built-in pack"));

/// An element with its attributes in order of name.
#[derive(Default, Debug)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Child>,
}

#[derive(Debug)]
enum Child {
    Element(Element),
    Text(String),
}

/// A firm of `tests/scenarios` on its day.
struct Firm {
    answers: Answers,
    topics: Topics,
    day: Date,
}

// ---- snapshots ----

#[test]
fn intro() {
    insta::assert_snapshot!("intro_zh", pretty(main_part(&intro_page(Language::Zh, false))));
    insta::assert_snapshot!("intro_en", pretty(main_part(&intro_page(Language::En, false))));
}

#[test]
fn questions() {
    let blank = Firm::blank();
    let ask =
        |firm: &Firm, id: &str, language| pretty(main_part(&question_page(&firm.session(language), &Rc::new(firm.report()), fact(id))));
    insta::assert_snapshot!("question_one_zh", ask(&blank, "location", Language::Zh));
    insta::assert_snapshot!("question_yes_en", ask(&blank, "credit_listed", Language::En));
    insta::assert_snapshot!("question_many_zh", ask(&blank, "finance_needs", Language::Zh));
    insta::assert_snapshot!("question_number_zh", ask(&blank.with(r#"{"industry": "industry"}"#), "employees", Language::Zh));
    insta::assert_snapshot!("question_money_en", ask(&blank.with(r#"{"industry": "industry"}"#), "revenue", Language::En));
}

#[test]
fn questions_with_an_earlier_answer() {
    let firm = Firm::blank().with(r#"{"industry": "industry", "employees": 80, "titles": ["tech_sme", "srdi"]}"#);
    let report = Rc::new(firm.report());
    let mut session = firm.session(Language::Zh);
    insta::assert_snapshot!("question_number_answered_zh", pretty(main_part(&question_page(&session, &report, fact("employees")))));
    session.return_to = Some(Place::Review);
    insta::assert_snapshot!("question_many_from_review_zh", pretty(main_part(&question_page(&session, &report, fact("titles")))));
}

#[test]
fn review() {
    let firm = implausible_firm();
    insta::assert_snapshot!("review_zh", pretty(main_part(&review_page(&firm.session(Language::Zh), &Rc::new(firm.report())))));
    insta::assert_snapshot!("review_en", pretty(main_part(&review_page(&firm.session(Language::En), &Rc::new(firm.report())))));
}

#[test]
fn results_of_the_tea_factory() {
    let firm = Firm::scenario("tea_processor_menghai");
    for (name, language) in [("results_outline_zh", Language::Zh), ("results_outline_en", Language::En)] {
        insta::assert_snapshot!(name, outline(main_part(&results_page(&firm.session(language), &Rc::new(firm.report())))));
    }
}

#[test]
fn links() {
    let firm = Firm::blank().with(r#"{"location": "menghai", "employees": {"min": 20, "max": 299}, "titles": []}"#);
    let good = link::encode(&CATALOGUE, &firm.answers, Topics(1));
    insta::assert_snapshot!("link_good_zh", pretty(main_part(&link_page(Language::Zh, link::decode(&CATALOGUE, &good)))));
    let cut = link::decode(&CATALOGUE, &good[..good.len() - 3]);
    insta::assert_snapshot!("link_damaged_zh", pretty(main_part(&link_page(Language::Zh, cut))));
    insta::assert_snapshot!("link_newer_en", pretty(main_part(&link_page(Language::En, Err(LinkError::Newer(2))))));
}

/// Which year “last year” is stands in the question, in what a figure is read as, in the review and on the sheet; a link from another year says so.
#[test]
fn the_year_asked_for_is_named_wherever_its_figure_stands() {
    let mut firm = Firm::blank().with(r#"{"industry": "industry", "employees": 120, "revenue": 1500, "revenue_previous": 900}"#);
    let report = Rc::new(firm.report());
    let ask = |firm: &Firm, id: &str| question_page(&firm.session(Language::Zh), &Rc::new(firm.report()), fact(id)).text();
    assert!(ask(&firm, "revenue").contains("这里问的是 2025 年度的数。"));
    assert!(ask(&firm, "revenue").contains("读作 1,500 万元（2025 年度）"));
    assert!(ask(&firm, "revenue_previous").contains("这里问的是 2024 年度的数。"));
    assert!(!ask(&firm, "years_operating").contains("年度的数"));
    let review = review_page(&firm.session(Language::Zh), &report).text();
    assert!(review.contains("上年营业收入（2025 年度）") && review.contains("前年营业收入（2024 年度）"), "{review}");
    let results = results_page(&firm.session(Language::Zh), &report).text();
    assert!(results.contains("上年营业收入（2025 年度）"), "the sheet");
    let link = link::encode_of_year(&CATALOGUE, &firm.answers, Topics::default(), Some(2024));
    let other = link_page(Language::Zh, link::decode(&CATALOGUE, &link)).text();
    assert!(other.contains("是 2024 年度的，现在问的“上年”是 2025 年度"), "{other}");
    let link = link::encode_of_year(&CATALOGUE, &firm.answers, Topics::default(), Some(2025));
    assert!(!link_page(Language::Zh, link::decode(&CATALOGUE, &link)).text().contains("现在问的“上年”"));
    // Until May last year's statements may not be ready, and the page says what to do.
    for (day, year, early) in [("2027-01-05", "2026", true), ("2027-05-31", "2026", true), ("2027-06-01", "2026", false)] {
        firm.day = Date::parse(day).expect("a day");
        let page = ask(&firm, "revenue");
        assert!(page.contains(&format!("这里问的是 {year} 年度的数。")), "{day}");
        assert_eq!(page.contains("可以先填 2025 年度的数看个大概"), early, "{day}");
    }
}

#[test]
fn an_error_beside_its_field_and_in_the_summary() {
    let message = "不是数字";
    let field = render::<NumberField>(NumberFieldProps {
        language: Language::Zh,
        kind: CATALOGUE.fact(fact("revenue")).kind,
        year: None,
        value: "十几万".into(),
        error: Some(message.into()),
        ahead: false,
        on_input: Callback::noop(),
    });
    let summary =
        render::<ErrorSummary>(ErrorSummaryProps { language: Language::Zh, message: message.into(), field: "figure".into(), attempt: 1 });
    insta::assert_snapshot!("error_field_zh", pretty(&field));
    insta::assert_snapshot!("error_summary_zh", pretty(&summary));
    let page = Element { name: "body".to_owned(), children: vec![Child::Element(summary), Child::Element(field)], ..Element::default() };
    assert_eq!(broken_references(&page), Vec::<String>::new());
    let input = page.find(|element| element.name == "input").expect("the input");
    assert_eq!(input.get("value"), "十几万", "what was typed stays");
    assert_eq!(input.get("aria-invalid"), "true");
}

// ---- laws ----

/// What holds of every view: labels, ids, references, headings, buttons, language.
#[test]
fn every_view_is_well_made() {
    let mut problems = String::new();
    for (name, language, page) in views() {
        for problem in faults(&page, language) {
            writeln!(problems, "  {name} ({}): {problem}", language.tag()).expect("writing to a string");
        }
    }
    assert!(problems.is_empty(), "views with problems:\n{problems}");
}

/// The page says what the report says, of every firm there is.
#[test]
fn results_are_the_report() {
    for (name, firm) in Firm::all() {
        let report = Rc::new(firm.report());
        let page = results_page(&firm.session(Language::Zh), &report);
        let shown: BTreeMap<String, (String, String)> = page
            .all(|element| element.has("data-support"))
            .into_iter()
            .map(|element| {
                (element.get("data-support").to_owned(), (element.get("data-verdict").to_owned(), element.get("data-status").to_owned()))
            })
            .collect();
        let count = page.all(|element| element.has("data-support")).len();
        assert_eq!(count, report.supports.len(), "{name}: each support exactly once");
        let expected: BTreeMap<String, (String, String)> = report
            .supports
            .iter()
            .map(|support| {
                let id = CATALOGUE.supports[support.support.index()].id.to_owned();
                (id, (support.assessment.prospect().id().to_owned(), support.status.id().to_owned()))
            })
            .collect();
        assert_eq!(shown, expected, "{name}: supports");

        let triple =
            |element: &Element| [element.get("data-rung"), element.get("data-verdict"), element.get("data-held")].map(str::to_owned);
        let rungs: Vec<[String; 3]> = page.all(|element| element.has("data-rung")).into_iter().map(triple).collect();
        let expected: Vec<[String; 3]> = CATALOGUE
            .rungs
            .iter()
            .zip(report.ladder.iter().flat_map(|ladder| &ladder.rungs))
            .map(|(about, rung)| [about.id.to_owned(), rung.assessment.prospect().id().to_owned(), (rung.held == Some(true)).to_string()])
            .collect();
        assert_eq!(rungs, expected, "{name}: rungs");

        let agencies: Vec<String> =
            page.all(|element| element.has("data-agency")).iter().map(|e| e.get("data-agency").to_owned()).collect();
        let expected: BTreeSet<String> = report.contacts().iter().map(|contact| CATALOGUE.agency(contact.agency).id.to_owned()).collect();
        assert_eq!(agencies.len(), expected.len(), "{name}: each agency once");
        assert_eq!(agencies.into_iter().collect::<BTreeSet<_>>(), expected, "{name}: agencies");
    }
}

/// A quote stands on the page word for word, and a card's conditions are those of the report.
#[test]
fn cards_carry_the_quote_and_the_conditions() {
    let firm = Firm::scenario("tea_processor_menghai");
    let report = Rc::new(firm.report());
    for language in LANGUAGES {
        let page = results_page(&firm.session(language), &report);
        for support in &report.supports {
            let about = &CATALOGUE.supports[support.support.index()];
            let card = page.find(|element| element.get("data-support") == about.id).expect("shown");
            assert!(card.text().contains(about.name.get(language)), "{}: its name", about.id);
            if card.name != "article" {
                continue;
            }
            let quote = card.find(|element| element.name == "blockquote").expect("a quote");
            assert_eq!(quote.get("lang"), "zh-CN");
            assert!(quote.text().contains(about.quote), "{}: the quote, whole", about.id);
            assert_eq!(quote.find(|element| element.name == "mark").map(Element::text).unwrap_or_default(), about.deciding, "{}", about.id);
            let lines: Vec<&str> =
                card.all(|element| element.has("data-criterion")).iter().map(|line| line.get("data-criterion")).collect();
            let known: Vec<&str> = support.assessment.lines().map(|line| CATALOGUE.criterion(line.criterion).id).collect();
            assert!(lines.iter().all(|line| known.contains(line)), "{}: {lines:?} of {known:?}", about.id);
            let failing = support.assessment.lines().filter(|line| line.fails()).count();
            assert_eq!(card.all(|element| element.has("data-gap")).len(), failing, "{}: a way out for each condition not met", about.id);
            let open: Vec<&str> = card.all(|element| element.has("data-open")).iter().map(|button| button.get("data-open")).collect();
            let depends: Vec<&str> = support.assessment.worth_asking().iter().map(|fact| CATALOGUE.fact(fact).id).collect();
            assert_eq!(open, depends, "{}: a way to each missing fact", about.id);
        }
    }
}

/// The choices of a question are the options of its fact, by id; nothing is chosen before the visitor chooses.
#[test]
fn questions_offer_the_options_of_their_fact() {
    let firm = Firm::blank();
    let report = Rc::new(firm.report());
    for (id, about) in facts() {
        let page = question_page(&firm.session(Language::Zh), &report, id);
        assert_eq!(page.find(|element| element.has("data-question")).map(|form| form.get("data-question")), Some(about.id));
        let inputs = page.all(|element| element.name == "input");
        assert!(inputs.iter().all(|input| !input.has("checked")), "{}: chosen beforehand", about.id);
        let chosen =
            |kind: &str| -> Vec<&str> { inputs.iter().filter(|input| input.get("type") == kind).map(|input| input.get("value")).collect() };
        let options: Vec<&str> = about.options.iter().map(|option| option.id).collect();
        match about.kind {
            FactKind::One | FactKind::Yes => assert_eq!(chosen("radio"), options, "{}", about.id),
            FactKind::Many => assert_eq!(chosen("checkbox"), options, "{}", about.id),
            FactKind::Number { .. } => {
                let figures: Vec<&&Element> = inputs.iter().filter(|input| input.has("inputmode")).collect();
                // A percentage may be worked out of two more.
                assert_eq!(figures.len(), if about.made_of.is_some() { 3 } else { 1 }, "{}: one field for the figure", about.id);
                assert_eq!(figures[0].get("value"), "", "{}", about.id);
            }
        }
        for action in ["next", "unknown", "back", "skip", "results"] {
            let count = page.all(|element| element.get("data-action") == action).len();
            assert_eq!(count, 1, "{}: one way to {action}", about.id);
        }
    }
}

/// An answer given before is shown where it was given.
#[test]
fn an_earlier_answer_stands_in_its_field() {
    let mut problems = String::new();
    let blank = Firm::blank();
    let report_of_none = Rc::new(blank.report());
    for (id, about) in facts() {
        let mut values: Vec<(FactValue, Vec<String>)> = Vec::new();
        match about.kind {
            FactKind::One | FactKind::Yes => {
                values.extend((0_u8..).zip(&about.options).map(|(place, option)| (FactValue::Option(place), vec![option.id.to_owned()])));
            }
            FactKind::Many => {
                let only = |(place, option): (u8, &FactOption)| (FactValue::Options(OptionSet::only(place)), vec![option.id.to_owned()]);
                values.extend((0_u8..).zip(&about.options).map(only));
            }
            FactKind::Number { unit, min, .. } => {
                values.push((FactValue::exact(min), vec![min.to_decimal(unit)]));
                for band in bands::bands(&CATALOGUE, &Domains::new(&CATALOGUE, &blank.answers), &report_of_none, id) {
                    let value = format!("{}..{}", band.low.to_decimal(unit), band.high.to_decimal(unit));
                    // A band of one value is an exact figure.
                    let shown = if band.low == band.high { band.low.to_decimal(unit) } else { value };
                    values.push((FactValue::Range(band.low, band.high), vec![shown]));
                }
            }
        }
        for (value, expected) in values {
            let mut firm = Firm::blank();
            firm.answers.set(id, Answer::Known(value));
            // Only bands are cut from the report.
            let report = if matches!(about.kind, FactKind::Number { .. }) { Rc::new(firm.report()) } else { Rc::clone(&report_of_none) };
            let page = question_page(&firm.session(Language::Zh), &report, id);
            let inputs = page.all(|element| element.name == "input");
            let shown: Vec<String> = inputs
                .iter()
                .filter(|input| input.has("checked") || input.has("inputmode") && !input.get("value").is_empty())
                .map(|input| input.get("value").to_owned())
                .collect();
            if shown != expected {
                writeln!(problems, "  {}: answered {expected:?}, shown {shown:?}", about.id).expect("writing to a string");
            }
        }
    }
    assert!(problems.is_empty(), "answers that are not shown again:\n{problems}");
}

/// The list of answers names each once, in the order of the pack under its headings, and each can be changed.
#[test]
fn the_review_lists_every_answer() {
    let mut firm = implausible_firm();
    firm.answers.set(fact("wage_arrears"), Answer::Unknown);
    firm.answers.skip(fact("trade"));
    let page = review_page(&firm.session(Language::Zh), &Rc::new(firm.report()));
    let mut asked: Vec<FactId> = firm.answers.iter().map(|(id, _)| id).collect();
    asked.sort_by_key(|&id| (CATALOGUE.fact(id).group, id));
    let asked: Vec<&str> = asked.into_iter().map(|id| CATALOGUE.fact(id).id).collect();
    let shown: Vec<&str> = page.all(|element| element.has("data-answer")).iter().map(|row| row.get("data-answer")).collect();
    let buttons: Vec<&str> = page.all(|element| element.has("data-change")).iter().map(|button| button.get("data-change")).collect();
    assert_eq!(shown, asked);
    assert_eq!(buttons, asked);
    let words = text::Words::of(Language::Zh);
    let notes: Vec<String> =
        report::implausible(&CATALOGUE, &firm.answers).into_iter().map(|note| text::note(&CATALOGUE, words, note)).collect();
    assert_eq!(notes.len(), 1, "the firm is meant to look odd in one way");
    let note = page.find(|element| element.get("role") == "note").expect("a note");
    assert!(note.text().contains(notes[0].as_str()));
    let calm = Firm::blank().with(r#"{"location": "menghai"}"#);
    let page = review_page(&calm.session(Language::Zh), &Rc::new(calm.report()));
    assert!(page.find(|element| element.get("role") == "note").is_none(), "no note without a reason");
}

/// A link's answers are shown before any is used, and a bad link uses none.
#[test]
fn a_link_is_shown_before_it_is_used() {
    let firm = Firm::scenario("tea_processor_menghai");
    let fragment = link::encode(&CATALOGUE, &firm.answers, firm.topics);
    let app = |fragment: &str| {
        let props = AppProps {
            pack: pack(),
            foreign: false,
            refused: None,
            unavailable: false,
            carried: Some(zice::app::Raw::Link(fragment.to_owned())),
            language: Language::Zh,
            topics: Topics::default(),
            day: firm.day,
            together: true,
            counter: None,
        };
        render::<App>(props)
    };
    let good = app(&fragment);
    let words = text::Words::of(Language::Zh);
    let texts: Vec<String> = good.all(|element| element.name == "dd").iter().map(|value| value.text()).collect();
    let expected: Vec<String> = firm
        .answers
        .iter()
        .filter_map(|(id, answer)| match answer {
            Answer::Known(value) => Some(text::value(&CATALOGUE, words, id, value)),
            Answer::Unknown | Answer::Skipped(_) => None,
        })
        .collect();
    assert_eq!(texts.len(), expected.len());
    for (shown, expected) in texts.iter().zip(&expected) {
        assert_eq!(shown, expected);
    }
    assert!(good.find(|element| element.get("data-action") == "use-link").is_some());
    for bad in ["", "A", &fragment[..fragment.len() - 1], &fragment[1..], "%%%", &"A".repeat(9_000)] {
        let page = app(bad);
        assert!(page.find(|element| element.get("role") == "alert").is_some(), "{bad:.20}: says that it is damaged");
        assert!(page.find(|element| element.get("data-action") == "use-link").is_none(), "{bad:.20}: nothing to use");
        assert!(page.all(|element| element.name == "dd").is_empty(), "{bad:.20}: shows no answer");
    }
}

/// A card says what is not in force, whose figures are uncertain, and what is open or not met without being opened.
#[test]
fn cards_show_what_is_out_of_force_uncertain_and_open() {
    let zh = text::Words::of(Language::Zh);
    let (mut out_of_force, mut uncertain, mut pending) = (0, 0, 0);
    for name in ["first_answers", "equipment_loan_2027_01_01", "fund_upcoming", "tea_processor_menghai", "field_row_7_nothing_known"] {
        let firm = Firm::scenario(name);
        let report = Rc::new(firm.report());
        let page = results_page(&firm.session(Language::Zh), &report);
        for support in &report.supports {
            let about = &CATALOGUE.supports[support.support.index()];
            let Some(card) = page.find(|element| element.name == "article" && element.get("data-support") == about.id) else { continue };
            if support.status != report::Status::InForce {
                out_of_force += 1;
                assert!(card.text().contains((zh.status)(support.status)), "{name}: {} is {:?}", about.id, support.status);
            }
            let quote = card.find(|element| element.name == "blockquote").expect("a quote").text();
            for source in about.sources.iter().map(|&id| CATALOGUE.source(id)).filter(|source| source.number != CATALOGUE.pack.number) {
                assert!(quote.contains(source.title.zh), "{}: the document is named", about.id);
                if matches!(source.confidence, 'C' | 'D') {
                    uncertain += 1;
                    assert!(quote.contains(zh.use_latest), "{}: {}", about.id, source.title.zh);
                }
                let expired = source.period.is_before(report.day);
                assert!(!expired || quote.contains((zh.status)(report::Status::Expired)), "{}: {}", about.id, source.title.zh);
            }
            let closed: Vec<&str> = card
                .all(|element| element.name == "details")
                .iter()
                .flat_map(|details| details.all(|element| element.has("data-criterion")))
                .map(|line| line.get("data-criterion"))
                .collect();
            for line in support.assessment.lines().filter(|line| line.is_open() || line.fails()) {
                pending += 1;
                let id = CATALOGUE.criterion(line.criterion).id;
                assert!(!closed.contains(&id), "{name}: {} shows {id} without being opened", about.id);
                assert!(card.find(|element| element.get("data-criterion") == id).is_some(), "{name}: {} shows {id}", about.id);
            }
        }
    }
    assert!(0 < out_of_force && 0 < uncertain && 50 < pending, "{out_of_force}, {uncertain}, {pending}: the firms show each case");
}

/// Folded, a support is a row: its name, what it gives, its verdict. Of what is open or not met ten rows stand there at once.
#[test]
fn folded_supports_are_rows() {
    for (name, firm) in
        [("first_answers", Firm::scenario("first_answers")), ("tea_processor_menghai", Firm::scenario("tea_processor_menghai"))]
    {
        let report = Rc::new(firm.report());
        for language in LANGUAGES {
            let page = results_as(&firm.session(language), &report, Stays::default());
            let words = text::Words::of(language);
            for card in page.all(|element| element.name == "article") {
                let about = CATALOGUE.supports.iter().find(|about| about.id == card.get("data-support")).expect("a support");
                let turn = card.find(|element| element.has("aria-expanded")).expect("a button");
                assert_eq!((turn.get("aria-expanded"), turn.text().as_str()), ("false", about.name.get(language)));
                assert!(card.text().contains(about.gives.get(language)), "{name}: {}", about.id);
                let inside = card.find(|element| element.name == "blockquote" || element.has("data-criterion") || element.has("data-open"));
                assert!(inside.is_none(), "{name}: {}", about.id);
            }
            for verdict in [Verdict::Undetermined, Verdict::NotYet] {
                let count = report.count(verdict);
                let of = |element: &Element| element.name == "article" && element.get("data-verdict") == verdict.id();
                assert_eq!(page.all(of).len(), count, "{name}: all are there");
                let later: usize = page.all(|element| element.name == "details").iter().map(|details| details.all(of).len()).sum();
                assert_eq!(count - later, count.min(10), "{name}: ten at once");
                assert!(later == 0 || page.text().contains(&(words.supports_more)(later)), "{name}: the others are counted");
            }
        }
    }
}

/// Each agency names the supports it is asked about, and its hotline can be dialled.
#[test]
fn contacts_say_which_agency_for_which_supports() {
    let firm = Firm::scenario("tea_processor_menghai");
    let report = Rc::new(firm.report());
    for language in LANGUAGES {
        let page = results_page(&firm.session(language), &report);
        for contact in report.contacts() {
            let about = CATALOGUE.agency(contact.agency);
            let entry = page.find(|element| element.get("data-agency") == about.id).expect("shown");
            let named: Vec<String> = entry
                .all(|element| element.name == "details")
                .iter()
                .flat_map(|details| details.all(|element| element.name == "li"))
                .map(|line| line.text())
                .collect();
            let expected: Vec<&str> =
                contact.supports.iter().map(|support| CATALOGUE.supports[support.index()].name.get(language)).collect();
            assert_eq!(named, expected, "{}", about.id);
            if let Some(hotline) = about.hotline {
                assert!(entry.find(|element| element.get("href") == format!("tel:{hotline}")).is_some(), "{}", about.id);
            }
        }
    }
}

/// The printed sheet carries each support and agency chosen, the answers and the receipt; by default the likely ones.
#[test]
fn the_sheet_has_everything_that_is_chosen() {
    for name in ["tea_processor_menghai", "first_answers", "elsewhere_only"] {
        let firm = Firm::scenario(name);
        let report = firm.report();
        for language in LANGUAGES {
            let shown = criteria::Firm { catalogue: &CATALOGUE, language, answers: &firm.answers, report: &report };
            for parts in [Parts::usual(shown), Parts(0xff), Parts(0)] {
                let page = fragment(sheet(shown, parts, &[], None));
                let text = page.text();
                let chosen = |verdict: Verdict| {
                    Verdict::ALL.iter().position(|&one| one == verdict).is_some_and(|place| parts.has(Part::Supports(place as u8)))
                };
                for support in &report.supports {
                    let about = &CATALOGUE.supports[support.support.index()];
                    assert!(!support.verdict().is_some_and(&chosen) || text.contains(about.name.get(language)), "{name}: {}", about.id);
                }
                for contact in report.contacts_for(chosen) {
                    let agency = CATALOGUE.agency(contact.agency).name.get(language);
                    assert_eq!(text.contains(agency), parts.has(Part::Agencies), "{name}: {agency}");
                }
                let answers = firm.answers.iter().filter(|_| parts.has(Part::Answers));
                for (fact, _) in answers {
                    assert!(text.contains(CATALOGUE.fact(fact).short.get(language)), "{name}: an answer");
                }
                assert!(text.contains(&zice_pack::SHA256[..12]) && text.contains(CATALOGUE.pack.version), "the receipt");
                assert!(text.contains(&report.day.to_string()), "the day");
                assert!(!text.contains("{county}"));
                assert_eq!(foreign_words(&page, language), Vec::<String>::new());
                assert_eq!(skipped_headings(&page), Vec::<String>::new());
                for hook in ["data-support", "data-agency", "data-rung"] {
                    assert!(page.find(|element| element.has(hook)).is_none(), "{hook} stands on the page once");
                }
            }
        }
    }
}

/// Below each heading of the sheet, and each name of a gap, stands something, of any firm.
#[test]
fn no_heading_of_the_sheet_stands_alone() {
    let mut firms: Vec<(String, Answers)> = Firm::all().into_iter().map(|(name, firm)| (name, firm.answers)).collect();
    let mut draw = 47_u64;
    let mut next = |below: u64| {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (draw >> 33) % below
    };
    for index in 0..60 {
        let mut answers = Answers::default();
        for (place, fact) in CATALOGUE.facts.iter().enumerate() {
            if next(100) < [0, 10, 50, 100][index % 4] {
                let value = match fact.kind {
                    FactKind::Number { min, max, .. } => FactValue::exact(Quantity((1_i64 << next(30)).clamp(min.0, max.0))),
                    FactKind::Many => FactValue::Options(OptionSet((next(1 << 30) as u32) & OptionSet::all(fact.options.len()).0)),
                    FactKind::One | FactKind::Yes => FactValue::Option(next(fact.options.len() as u64) as u8),
                };
                answers.set(FactId(place as u8), Answer::Known(value));
            }
        }
        firms.push((format!("firm {index}"), answers));
    }
    for (name, answers) in &firms {
        for day in ["2026-11-23", "2028-01-02"].into_iter().filter_map(Date::parse) {
            let report = report::report(&CATALOGUE, answers, Topics::default(), day);
            let waiting = zice_core::explanations::founder::after_registration(&CATALOGUE, answers, Topics::default(), &report);
            let shown = criteria::Firm { catalogue: &CATALOGUE, language: Language::Zh, answers, report: &report };
            for parts in [Parts::usual(shown), Parts(0xff)] {
                let page = fragment(sheet(shown, parts, &waiting, None));
                let bare = bare_headings(&page);
                assert!(bare.is_empty(), "{name} on {day}: nothing stands below {bare:?}");
            }
        }
    }
}

/// Headings that another heading or the end follows, and names of gaps with an empty list.
fn bare_headings(element: &Element) -> Vec<String> {
    let mut found = Vec::new();
    let children: Vec<&Element> =
        element.children.iter().filter_map(|child| if let Child::Element(child) = child { Some(child) } else { None }).collect();
    for (place, child) in children.iter().enumerate() {
        if child.name == "h3" {
            let below = children.get(place + 1);
            if below.is_none_or(|below| below.name == "h3" || below.text().trim().is_empty() && below.name != "table") {
                found.push(child.text());
            }
        }
        if child.get("class") == "zc-sheet__gap" && child.find(|inner| inner.name == "li").is_none() {
            found.push(child.text());
        }
        found.extend(bare_headings(child));
    }
    found
}

/// Panels of the results, each as it opens.
#[test]
fn panels_are_well_made() {
    let firm = Firm::scenario("tea_processor_menghai");
    let report = Rc::new(firm.report());
    for language in LANGUAGES {
        let mut session = Session { stage: Stage::Results, ..firm.session(language) };
        session.trial = Some((fact("employees"), FactValue::exact(Quantity(2000))));
        let link = format!("https://zice.example/#p={}", link::encode(&CATALOGUE, &firm.answers, firm.topics));
        let (noop, save, close) = (Callback::noop(), Callback::noop(), Callback::noop());
        let share = ShareProps { pack: pack(), language, answers: firm.answers.clone(), link: link.into(), on_save: save, on_close: close };
        let print = print_panel(text::Words::of(language), &report, Parts(3), Callback::noop(), &Callback::noop(), &Callback::noop());
        let panels = [
            render::<Share>(share),
            fragment(print),
            render::<WhatIf>(WhatIfProps { pack: pack(), session, report: Rc::clone(&report), on_msg: noop }),
        ];
        for panel in &panels {
            let mut faults = faults(panel, language);
            faults.retain(|fault| !fault.contains("h1, not one") && !fault.contains("data-view") && !fault.contains("https://"));
            assert_eq!(faults, Vec::<String>::new());
        }
        let turns = panels[2].all(|element| element.has("data-before"));
        assert!(!turns.is_empty() && turns.iter().all(|turn| turn.get("data-before") != turn.get("data-after")), "only what changes");
        let ticked: Vec<&str> = panels[1].all(|input| input.has("checked")).iter().map(|input| input.get("value")).collect();
        assert_eq!(ticked, ["answers", "qualifies"]);
    }
}

/// Whatever is wrong with a file is said in words, with the fact's name and what is allowed; nothing of it can be used.
#[test]
fn a_bad_file_says_what_and_where() {
    let revenue = fact("revenue");
    let cases = [
        (ProfileError::TooLong, vec![]),
        (ProfileError::NotJson(3, 14), vec!["3", "14", "JSON"]),
        (ProfileError::NotAProfile, vec!["facts"]),
        (ProfileError::UnknownKey("name".to_owned()), vec!["name", "facts", "topics"]),
        (ProfileError::Twice("revenue".to_owned()), vec!["revenue"]),
        (ProfileError::UnknownFact("turnover".to_owned()), vec!["turnover"]),
        (ProfileError::Value(revenue, "-5".to_owned(), ValueError::Kind), vec!["revenue", "-5", "0", "100000000", "万元"]),
        (
            ProfileError::Value(fact("location"), "\"kunming\"".to_owned(), ValueError::Kind),
            vec!["location", "kunming", "\"jinghong\"", "\"elsewhere\""],
        ),
        (ProfileError::Value(fact("credit_listed"), "1".to_owned(), ValueError::Kind), vec!["credit_listed", "true", "false"]),
        (ProfileError::Value(fact("titles"), "[7]".to_owned(), ValueError::Kind), vec!["titles", "[7]", "\"tech_sme\""]),
        (ProfileError::Topics("[1]".to_owned()), vec!["topics", "[1]", "\"tax\""]),
    ];
    for (error, parts) in cases {
        for language in LANGUAGES {
            let page = carried_page(language, Carried::File(Err(error.clone())));
            let alert = page.find(|element| element.get("role") == "alert").expect("an alert").text();
            assert!(parts.iter().all(|part| alert.contains(part)), "{alert}");
            assert!(page.find(|element| element.get("data-action") == "use-link").is_none());
            let mut faults = faults(&page, language);
            // Ids of options stand beside their English names.
            faults.retain(|fault| !fault.starts_with("Chinese on the English page"));
            assert_eq!(faults, Vec::<String>::new());
        }
    }
}

// ---- views ----

/// Every view worth looking at, with its name: each question before and after an answer, a few firms' lists and results, the links.
fn views() -> Vec<(String, Language, Element)> {
    let (blank, tea, odd) = (Firm::blank(), Firm::scenario("tea_processor_menghai"), implausible_firm());
    let firms = [("blank", &blank, Rc::new(blank.report())), ("tea", &tea, Rc::new(tea.report())), ("odd", &odd, Rc::new(odd.report()))];
    let mut views = Vec::new();
    for language in LANGUAGES {
        for begun in [false, true] {
            views.push((format!("intro, begun {begun}"), language, intro_page(language, begun)));
        }
        for (name, firm, report) in &firms {
            let session = firm.session(language);
            views.push((format!("review of {name}"), language, review_page(&session, report)));
            views.push((format!("results of {name}"), language, results_page(&session, report)));
            for (id, about) in facts() {
                views.push((format!("question {} of {name}", about.id), language, question_page(&session, report, id)));
            }
        }
        let fragment = link::encode(&CATALOGUE, &tea.answers, tea.topics);
        let carried = [
            ("good", link::decode(&CATALOGUE, &fragment)),
            (
                "left out",
                Ok(Restored { answers: odd.answers.clone(), topics: Topics::default(), year: None, left_out: 2, retired: vec![0] }),
            ),
            ("damaged", Err(LinkError::Damaged)),
            ("too long", Err(LinkError::TooLong)),
            ("newer", Err(LinkError::Newer(2))),
        ];
        for (name, carried) in carried {
            views.push((format!("link, {name}"), language, link_page(language, carried)));
        }
    }
    views
}

fn intro_page(language: Language, begun: bool) -> Element {
    page::<Intro>(
        language,
        IntroProps { pack: pack(), language, topics: Topics(0), begun, on_start: Callback::noop(), on_file: Callback::noop() },
    )
}

fn question_page(session: &Session, report: &Rc<Report>, fact: FactId) -> Element {
    let session = Session { stage: Stage::Asking(fact), ..session.clone() };
    let props = QuestionProps {
        pack: pack(),
        session: session.clone(),
        findings: Findings::Report(Rc::clone(report)),
        fact,
        ahead: false,
        waits: None,
        on_likely: Callback::noop(),
        on_change: Callback::noop(),
        on_answer: Callback::noop(),
        on_unknown: Callback::noop(),
        on_skip: Callback::noop(),
        on_back: Callback::noop(),
        unsent: Rc::default(),
        on_review: Callback::noop(),
        on_results: Callback::noop(),
        on_together: Callback::noop(),
    };
    page::<Question>(session.language, props)
}

fn review_page(session: &Session, report: &Rc<Report>) -> Element {
    let props = ReviewProps {
        pack: pack(),
        session: Session { stage: Stage::Reviewing, ..session.clone() },
        report: Rc::clone(report),
        on_question: Callback::noop(),
        on_results: Callback::noop(),
        on_continue: Callback::noop(),
        on_restart: Callback::noop(),
    };
    page::<Review>(session.language, props)
}

/// The results with every support unfolded.
fn results_page(session: &Session, report: &Rc<Report>) -> Element {
    let stays = Stays::default();
    for support in &report.supports {
        assert!(stays.turn(support.support), "folded before");
    }
    results_as(session, report, stays)
}

fn results_as(session: &Session, report: &Rc<Report>, stays: Stays) -> Element {
    let props = ResultsProps {
        pack: pack(),
        session: Session { stage: Stage::Results, ..session.clone() },
        report: Rc::clone(report),
        on_question: Callback::noop(),
        on_review: Callback::noop(),
        on_continue: Callback::noop(),
        on_full: Callback::noop(),
        on_restart: Callback::noop(),
        on_msg: Callback::noop(),
        stays: Rc::new(stays),
    };
    page::<Results>(session.language, props)
}

fn link_page(language: Language, carried: Result<Restored, LinkError>) -> Element {
    carried_page(language, Carried::Link(carried))
}

fn carried_page(language: Language, carried: Carried) -> Element {
    page::<Link>(
        language,
        LinkProps {
            pack: pack(),
            language,
            day: Date::parse("2026-11-23").expect("a day"),
            carried,
            on_use: Callback::noop(),
            on_discard: Callback::noop(),
        },
    )
}

/// A view between the bar and the foot, as the visitor has it.
fn page<C: BaseComponent>(language: Language, props: C::Properties) -> Element {
    let bar = render::<Bar>(BarProps { language, larger: false, whole: true, on_language: Callback::noop(), on_larger: Callback::noop() });
    let foot = render::<Foot>(FootProps { pack: pack(), language, day: "2026-11-23".into(), foreign: false });
    let children = [bar, render::<C>(props), foot].into_iter().map(Child::Element).collect();
    Element { name: "body".to_owned(), attributes: BTreeMap::from([("lang".to_owned(), language.tag().to_owned())]), children }
}

/// Renders a component and reads what came out; malformed markup is a failure of the test.
fn render<C: BaseComponent>(props: C::Properties) -> Element {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let renderer = LocalServerRenderer::<C>::with_props(props).hydratable(false);
    let html = tokio::task::LocalSet::new().block_on(&runtime, renderer.render());
    let mut roots = parse(&html);
    if roots.len() == 1
        && let Some(Child::Element(root)) = roots.pop_if(|root| matches!(root, Child::Element(_)))
    {
        return root;
    }
    Element { name: "body".to_owned(), children: roots, ..Element::default() }
}

/// A part of a page that is no component.
fn fragment(html: Html) -> Element {
    #[derive(Properties, PartialEq)]
    struct FragmentProps {
        html: Html,
    }
    #[component]
    fn Fragment(props: &FragmentProps) -> Html {
        props.html.clone()
    }
    render::<Fragment>(FragmentProps { html })
}

fn pack() -> Pack {
    Pack(&CATALOGUE)
}

// ---- firms ----

impl Firm {
    fn blank() -> Firm {
        Firm { answers: Answers::default(), topics: Topics::default(), day: Date::parse("2026-11-23").expect("a day") }
    }

    /// The same firm with more facts, as a profile writes them.
    fn with(&self, facts: &str) -> Firm {
        let profile = zice_cli::profile::parse(&CATALOGUE, &format!("{{\"facts\": {facts}}}")).expect("a profile");
        let mut answers = self.answers.clone();
        profile.answers.iter().for_each(|(fact, answer)| answers.set(fact, answer));
        Firm { answers, ..*self }
    }

    fn scenario(name: &str) -> Firm {
        let file = Path::new(SCENARIOS).join(format!("{name}.toml"));
        let table: toml::Table = std::fs::read_to_string(file).expect("a scenario").parse().expect("a TOML file");
        let part = |key: &str| serde_json::to_string(table.get(key).expect("a key of every scenario")).expect("JSON");
        let json = format!("{{\"facts\": {}, \"topics\": {}}}", part("facts"), part("topics"));
        let profile = zice_cli::profile::parse(&CATALOGUE, &json).expect("a profile");
        let day = table.get("as_of").and_then(toml::Value::as_str).and_then(Date::parse).expect("a day");
        Firm { answers: profile.answers, topics: profile.topics, day }
    }

    /// Every firm of `tests/scenarios`, by name.
    fn all() -> Vec<(String, Firm)> {
        let files = std::fs::read_dir(SCENARIOS).expect("the folder of scenarios").map(|entry| entry.expect("an entry").path());
        let names = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
        let mut names: Vec<String> = names.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
        names.sort();
        names.into_iter().map(|name| (name.clone(), Firm::scenario(&name))).collect()
    }

    fn session(&self, language: Language) -> Session {
        Session { answers: self.answers.clone(), topics: self.topics, ..Session::new(language, self.day) }
    }

    fn report(&self) -> Report {
        report::report(&CATALOGUE, &self.answers, self.topics, self.day)
    }
}

/// A firm with known, open and passed-over answers, and more research staff than people.
fn implausible_firm() -> Firm {
    let mut firm = Firm::blank().with(
        r#"{"location": "menghai", "industry": "industry", "employees": 20, "tech_staff": 25, "revenue": {"min": 300, "max": 1999.99},
            "titles": [], "credit_listed": false}"#,
    );
    firm.answers.set(fact("rd_expense"), Answer::Unknown);
    firm.answers.skip(fact("vat_status"));
    firm
}

fn fact(id: &str) -> FactId {
    CATALOGUE.fact_by_id(id).unwrap_or_else(|| panic!("no fact {id}"))
}

fn facts() -> impl Iterator<Item = (FactId, &'static zice_core::catalogue::Fact)> {
    (0_u8..).map(FactId).zip(&CATALOGUE.facts)
}

// ---- what is wrong with a view ----

fn faults(page: &Element, language: Language) -> Vec<String> {
    let mut faults = broken_references(page);
    let headings = page.all(|element| element.name == "h1");
    if headings.len() != 1
        || headings[0].get("id") != "heading"
        || headings[0].get("tabindex") != "-1"
        || headings[0].text().trim().is_empty()
    {
        faults.push(format!("{} h1, not one with id=heading that can take the focus", headings.len()));
    }
    faults.extend(skipped_headings(page));
    if page.all(|element| element.has("data-view")).len() != 1 {
        faults.push("not one data-view".to_owned());
    }
    for input in page.all(|element| matches!(element.name.as_str(), "input" | "textarea" | "select")) {
        let id = input.get("id");
        let labels = page.all(|element| element.name == "label" && element.get("for") == id);
        let named = labels.len() == 1 && !labels[0].text().trim().is_empty();
        if id.is_empty() || !(named || input.has("aria-labelledby")) {
            faults.push(format!("the input {id:?} has {} labels", labels.len()));
        }
    }
    for button in page.all(|element| element.name == "button") {
        let name = button.text();
        if !["data-action", "data-open", "data-change"].iter().any(|hook| button.has(hook)) {
            faults.push(format!("the button {name:?} has no hook"));
        }
        if name.trim().is_empty() || !matches!(button.get("type"), "button" | "submit") {
            faults.push(format!("the button {name:?} has no name or no type"));
        }
    }
    for link in page.all(|element| element.name == "a") {
        let name = link.text();
        if name.trim().is_empty() || link.get("href").is_empty() {
            faults.push(format!("the link {name:?} has no name or leads nowhere"));
        }
    }
    for group in page.all(|element| element.name == "fieldset") {
        if group.all(|element| element.name == "legend").len() != 1 {
            faults.push("a fieldset without its legend".to_owned());
        }
    }
    faults.extend(foreign_words(page, language));
    faults
}

/// Ids that stand twice, and references to ids that stand nowhere.
fn broken_references(page: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for element in page.all(|element| element.has("id")) {
        let id = element.get("id");
        if id.is_empty() || id.contains(char::is_whitespace) || !ids.insert(id) {
            faults.push(format!("the id {id:?} is empty, broken or stands twice"));
        }
    }
    for element in page.all(|_| true) {
        let fragment = element.get("href").strip_prefix('#').unwrap_or_default();
        let references = ["for", "aria-describedby", "aria-labelledby", "aria-controls"].map(|name| element.get(name));
        for id in references.iter().flat_map(|ids| ids.split_whitespace()).chain((!fragment.is_empty()).then_some(fragment)) {
            if !ids.contains(id) {
                faults.push(format!("{} refers to {id:?}, which is not there", element.name));
            }
        }
    }
    faults
}

/// Headings that go down by more than one level.
fn skipped_headings(page: &Element) -> Vec<String> {
    let level = |element: &Element| element.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
    let headings = page.all(|element| level(element).is_some());
    let pairs = headings.windows(2).filter(|pair| level(pair[0]).zip(level(pair[1])).is_some_and(|(first, second)| first + 1 < second));
    pairs.map(|pair| format!("from <{}> to <{}> {:?}", pair[0].name, pair[1].name, pair[1].text())).collect()
}

/// Texts in the other language that do not say so.
fn foreign_words(page: &Element, language: Language) -> Vec<String> {
    let mut texts = Vec::new();
    page.texts("", &mut texts);
    let mut faults = Vec::new();
    for (tag, text) in texts {
        match if tag.is_empty() { language.tag() } else { tag } {
            "en" => {
                let left = without_glosses(text);
                if left.contains(is_chinese) || left.contains(['，', '。', '：', '；', '（', '）', '、']) {
                    faults.push(format!("Chinese on the English page: {text:?}"));
                }
            }
            _ if text.contains(|c: char| c.is_ascii_alphabetic())
                && !text.contains(is_chinese)
                && !text.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                faults.push(format!("no Chinese on the Chinese page: {text:?}"));
            }
            _ => {}
        }
    }
    faults
}

/// An English text without the Chinese that belongs in one: names that stay as they are, numbers of documents, a term in brackets or quotation
/// marks beside its English, and amounts as people write them.
fn without_glosses(text: &str) -> String {
    let numbers = CATALOGUE.sources.iter().map(|source| source.number).chain([CATALOGUE.pack.number]).filter(|number| !number.is_empty());
    let mut numbers: Vec<&str> = numbers.collect();
    numbers.sort_by_key(|number| core::cmp::Reverse(number.len()));
    let mut left = numbers.into_iter().chain(KEPT_CHINESE).fold(text.to_owned(), |left, kept| left.replace(kept, ""));
    for (opening, closing) in [('(', ')'), ('“', '”')] {
        let mut kept = String::new();
        let mut rest = left.as_str();
        while let Some((before, after)) = rest.split_once(opening) {
            let Some((inner, after)) = after.split_once(closing) else { break };
            kept += before;
            if inner.chars().filter(|&c| is_chinese(c)).count() == 1 {
                kept += inner;
            }
            rest = after;
        }
        kept += rest;
        left = kept;
    }
    for digit in '0'..='9' {
        left = left.replace(&format!("{digit}万"), "").replace(&format!("{digit}亿"), "");
    }
    left
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

// ---- elements ----

fn main_part(page: &Element) -> &Element {
    page.find(|element| element.name == "main").expect("a main element")
}

impl Element {
    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// Itself and what is in it, in the order of the page.
    fn all(&self, wanted: impl Fn(&Element) -> bool + Copy) -> Vec<&Element> {
        let mut found: Vec<&Element> = wanted(self).then_some(self).into_iter().collect();
        self.elements().for_each(|element| found.extend(element.all(wanted)));
        found
    }

    fn find(&self, wanted: impl Fn(&Element) -> bool + Copy) -> Option<&Element> {
        if wanted(self) { Some(self) } else { self.elements().find_map(|element| element.find(wanted)) }
    }

    fn text(&self) -> String {
        let piece = |child: &Child| match child {
            Child::Element(element) => element.text(),
            Child::Text(text) => text.clone(),
        };
        self.children.iter().map(piece).collect()
    }

    /// Every text with the language tag that it stands under, empty for the page's own.
    fn texts<'a>(&'a self, tag: &'a str, texts: &mut Vec<(&'a str, &'a str)>) {
        let tag = self.attributes.get("lang").map_or(tag, String::as_str);
        let spoken = ["aria-label", "title", "placeholder", "alt"].map(|name| self.get(name));
        texts.extend(spoken.into_iter().filter(|text| !text.is_empty()).map(|text| (tag, text)));
        for child in &self.children {
            match child {
                Child::Element(element) => element.texts(tag, texts),
                Child::Text(text) => texts.push((tag, text)),
            }
        }
    }

    fn tag(&self) -> String {
        let mut tag = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            tag += &if value.is_empty() { format!(" {name}") } else { format!(" {name}={value:?}") };
        }
        tag + ">"
    }
}

/// One element a line, its texts behind it or below it, children indented; end tags are left out.
fn pretty(element: &Element) -> String {
    let mut out = String::new();
    write_pretty(element, 0, &mut out);
    out
}

fn write_pretty(element: &Element, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let only_text = element.elements().next().is_none();
    let text = if only_text { element.text() } else { String::new() };
    let space = if text.is_empty() { "" } else { " " };
    writeln!(out, "{indent}{}{space}{text}", element.tag()).expect("writing to a string");
    for child in element.children.iter().filter(|_| !only_text) {
        match child {
            Child::Element(element) => write_pretty(element, depth + 1, out),
            Child::Text(text) if text.trim().is_empty() => {}
            Child::Text(text) => writeln!(out, "{indent}  {}", text.trim()).expect("writing to a string"),
        }
    }
}

/// The results in short: headings outside the cards, supports, rungs and agencies in the order of the page, and how much stands on each.
fn outline(element: &Element) -> String {
    let mut out = String::new();
    write_outline(element, &mut out);
    out
}

fn write_outline(element: &Element, out: &mut String) {
    let count = |hook: &str| element.all(|inner| inner.has(hook)).len();
    let line = if element.has("data-support") {
        let [id, verdict, status] = ["data-support", "data-verdict", "data-status"].map(|name| element.get(name));
        let (conditions, gaps, open) = (count("data-criterion"), count("data-gap"), count("data-open"));
        Some(format!("support {id}: {verdict}, {status}; {conditions} conditions, {gaps} gaps, {open} open"))
    } else if element.has("data-rung") {
        let [id, verdict, held] = ["data-rung", "data-verdict", "data-held"].map(|name| element.get(name));
        Some(format!("rung {id}: {verdict}, held {held}; {} conditions, {} gaps", count("data-criterion"), count("data-gap")))
    } else if element.has("data-agency") {
        Some(format!("agency {}", element.get("data-agency")))
    } else if element.has("data-gap") {
        Some(format!("gap {}", element.get("data-gap")))
    } else if matches!(element.name.as_str(), "h1" | "h2" | "h3" | "h4") {
        Some(format!("{} {}", element.name, element.text()))
    } else {
        element.has("data-open").then(|| format!("open {}", element.get("data-open")))
    };
    match line {
        Some(line) => writeln!(out, "{line}").expect("writing to a string"),
        None => element.elements().for_each(|element| write_outline(element, out)),
    }
}

/// Reads the renderer's markup: it closes every element but the void ones and quotes every value.
fn parse(html: &str) -> Vec<Child> {
    let mut open: Vec<Element> = vec![Element::default()];
    let mut rest = html;
    while !rest.is_empty() {
        let top = open.last_mut().expect("the root");
        if let Some(after) = rest.strip_prefix("</") {
            let (name, after) = after.split_once('>').expect("a closed end tag");
            let element = open.pop().expect("an open element");
            assert_eq!(element.name, name, "elements cross each other");
            open.last_mut().expect("the root").children.push(Child::Element(element));
            rest = after;
        } else if let Some(after) = rest.strip_prefix('<') {
            let (element, after) = start_tag(after);
            if VOID.contains(&element.name.as_str()) {
                top.children.push(Child::Element(element));
            } else {
                open.push(element);
            }
            rest = after;
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            top.children.push(Child::Text(unescaped(&rest[..end])));
            rest = &rest[end..];
        }
    }
    assert_eq!(open.len(), 1, "an element is never closed");
    open.remove(0).children
}

fn start_tag(html: &str) -> (Element, &str) {
    let end = html.find([' ', '>', '/']).expect("a closed tag");
    let mut element = Element { name: html[..end].to_owned(), ..Element::default() };
    let mut rest = html[end..].trim_start();
    while !rest.starts_with('>') {
        rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(['=', ' ', '>']).expect("a closed tag");
        let name = rest[..end].to_owned();
        let mut value = String::new();
        rest = &rest[end..];
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let (inner, after) = quoted.split_once('"').expect("a closed value");
            (value, rest) = (unescaped(inner), after);
        }
        if !name.is_empty() {
            assert!(element.attributes.insert(name.clone(), value).is_none(), "{name} stands twice on <{}>", element.name);
        }
        rest = rest.trim_start();
    }
    (element, &rest[1..])
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}
