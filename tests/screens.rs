//! Laws of screens: a visit that answers several questions a view ends with the verdicts of one question a view, asks nothing twice and nothing that cannot
//! matter; and how long five usual firms' visits are, counted in views and touches.
//!
//! `ZICE_SCREENS_FIRMS` sets the number of random firms, `ZICE_SCREENS_SEED` the seed.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use zice_core::catalogue::{Catalogue, Form, Language};
use zice_core::date::Date;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue, OptionSet};
use zice_core::profile;
use zice_core::report::{self, Report, SubjectId, Topics};
use zice_core::rules::verdict::{Assessment, Verdict};
use zice_core::screens;
use zice_core::session::{Msg, Session, Stage};
use zice_core::units::Unit;
use zice_testkit::rng::Rng;
use zice_testkit::visitor::answer_real;

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| zice_pack::catalogue().expect("the built-in pack opens"))
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn day() -> Date {
    Date::parse("2026-11-30").expect("a day")
}

/// What a firm says to a question.
type Firm = BTreeMap<u8, Answer>;

fn say(firm: &Firm, fact: FactId) -> Answer {
    firm.get(&fact.0).copied().unwrap_or(Answer::Unknown)
}

fn one(firm: &Firm, fact: FactId) -> Msg {
    match say(firm, fact) {
        Answer::Known(value) => Msg::Answered(fact, value),
        Answer::Unknown => Msg::DidNotKnow(fact),
        Answer::Skipped(_) => Msg::Skipped(fact),
    }
}

/// A view of a visit.
enum View {
    Question(FactId),
    Screen(u8, FactSet),
}

/// Goes through a whole visit; the answers and the views.
fn visit(firm: &Firm, together: bool, topics: Topics) -> (Session, Vec<View>) {
    let mut session = Session { together, ..Session::offering(topics, Language::Zh, day()) };
    session = session.update(catalogue(), Msg::Started(topics, Default::default())).expect("a start");
    let mut views = Vec::new();
    loop {
        assert!(views.len() <= 2 * catalogue().facts.len(), "the questions never end");
        session = match session.stage {
            Stage::Asking(fact) => {
                views.push(View::Question(fact));
                session.update(catalogue(), one(firm, fact)).expect("a change")
            }
            Stage::Screen(screen) => {
                let known = session.report(catalogue());
                let shown = screens::shown(catalogue(), &known, &session.answers, topics, screen);
                views.push(View::Screen(screen, shown));
                let mut given = Vec::new();
                let mut settled = known.clone();
                let mut before = session.answers.clone();
                for fact in shown.iter() {
                    // A line that has faded by then is left empty.
                    if settled.open.has(fact) {
                        given.push((fact, say(firm, fact)));
                        let mut now = before.clone();
                        now.set(fact, say(firm, fact));
                        settled = report::after(&settled, &before, catalogue(), &now, topics);
                        before = now;
                    }
                }
                session.update(catalogue(), Msg::Filled(given)).expect("a change")
            }
            _ => return (session, views),
        };
    }
}

/// Verdicts; of what is lost no question is asked, so whether it is “not yet” or “not applicable” depends on what else was said.
fn verdicts(report: &Report) -> Vec<(SubjectId, Verdict)> {
    let read = |assessment: &Assessment| match assessment.prospect() {
        Verdict::NotApplicable => Verdict::NotYet,
        verdict => verdict,
    };
    let supports = report.supports.iter().map(|support| (SubjectId::Support(support.support), read(&support.assessment)));
    let rungs = report.ladder.iter().flat_map(|ladder| &ladder.rungs).enumerate();
    supports.chain(rungs.map(|(index, rung)| (SubjectId::Rung(index), read(&rung.assessment)))).collect()
}

/// What is asked of those that can still be met.
fn settled(report: &Report) -> bool {
    report.open_sets.is_empty()
}

#[test]
fn several_questions_a_view_give_the_verdicts_of_one_a_view() {
    let (seed, count) = (setting("ZICE_SCREENS_SEED", 47), setting("ZICE_SCREENS_FIRMS", 40));
    for index in 0..count {
        let rng = &mut Rng::new(seed, index);
        let draw = |rng: &mut Rng, fact| if rng.chance(12) { Answer::Unknown } else { answer_real(rng, catalogue(), fact) };
        let firm: Firm = catalogue().all_facts().iter().map(|fact| (fact.0, draw(rng, fact))).collect();
        let topics = if rng.chance(30) { Topics(1 << rng.within(0, catalogue().topics.len() as i64 - 1)) } else { Topics::default() };
        let (single, (grouped, views)) = (visit(&firm, false, topics).0, visit(&firm, true, topics));
        let (one, several) = (single.report(catalogue()), grouped.report(catalogue()));
        assert_eq!(verdicts(&one), verdicts(&several), "firm {index} of seed {seed}");
        assert_eq!(settled(&one), settled(&several));
        let mut asked = FactSet::default();
        for view in &views {
            let facts = match view {
                View::Question(fact) => FactSet::only(*fact),
                View::Screen(screen, shown) => {
                    assert!(2 <= shown.len(), "a screen of one line: {}", catalogue().screens[usize::from(*screen)].id);
                    *shown
                }
            };
            assert!(
                facts.and(asked).is_empty(),
                "firm {index}: asked twice: {:?}",
                facts.and(asked).iter().map(|f| catalogue().fact(f).id).collect::<Vec<_>>()
            );
            let answered = facts.and(grouped.answers.asked());
            asked = asked.union(answered);
        }
    }
}

#[test]
fn a_line_that_has_faded_changes_no_verdict() {
    let (seed, count) = (setting("ZICE_SCREENS_SEED", 47), setting("ZICE_SCREENS_FIRMS", 40));
    for index in 0..count {
        let rng = &mut Rng::new(seed, 1_000 + index);
        let screen = rng.within(0, catalogue().screens.len() as i64 - 1) as u8;
        let facts = screens::facts(catalogue(), screen);
        let mut answers = Answers::default();
        for fact in catalogue().all_facts().without(facts).iter() {
            if rng.chance(60) {
                answers.set(fact, answer_real(rng, catalogue(), fact));
            }
        }
        let known = report::report(catalogue(), &answers, Topics::default(), day());
        let shown = screens::shown(catalogue(), &known, &answers, Topics::default(), screen);
        let mut given: Vec<(FactId, Answer)> = Vec::new();
        for fact in shown.iter() {
            if rng.chance(70) {
                given.push((fact, answer_real(rng, catalogue(), fact)));
            }
        }
        let live = screens::live(catalogue(), &known, &answers, Topics::default(), &given, shown);
        let mut all = answers.clone();
        given.iter().for_each(|&(fact, answer)| all.set(fact, answer));
        let before = verdicts(&report::report(catalogue(), &all, Topics::default(), day()));
        for fact in shown.without(live).iter() {
            let mut other = all.clone();
            other.set(fact, answer_real(rng, catalogue(), fact));
            let after = report::report(catalogue(), &other, Topics::default(), day());
            let over = |whole: SubjectId| whole.is_over(catalogue(), day());
            let both = before.iter().zip(verdicts(&after));
            let real: Vec<_> = both.filter(|(one, other)| one.1 != other.1 && !over(one.0)).collect();
            assert!(
                real.is_empty(),
                "firm {index}: {} has faded on {} and changes {real:?}",
                catalogue().fact(fact).id,
                catalogue().screens[usize::from(screen)].id
            );
        }
    }
}

// ---- how long five usual visits are

/// The taps that an answer takes beside the button on: options chosen, keys of a figure.
fn taps(fact: FactId, answer: Answer) -> u32 {
    let about = catalogue().fact(fact);
    match answer {
        Answer::Known(FactValue::Option(_)) | Answer::Unknown | Answer::Skipped(_) => 1,
        Answer::Known(FactValue::Options(options)) => options.0.count_ones(),
        Answer::Known(FactValue::Range(low, _)) => about.kind.unit().map_or(0, |unit| low.to_decimal(unit).len() as u32),
    }
}

/// The taps of one line of a screen; `pasted`: what stands in the income statement and the balance sheet comes out of a spreadsheet.
fn line_taps(screen: u8, firm: &Firm, fact: FactId, pasted: bool) -> u32 {
    let (about, screen, answer) = (catalogue().fact(fact), &catalogue().screens[usize::from(screen)], say(firm, fact));
    let line = screen.lines.iter().find(|line| line.facts().has(fact)).expect("its line");
    let same = about.same_as.is_some_and(|other| answer != Answer::Unknown && say(firm, other) == answer);
    let in_statement = line.of.is_some() || about.kind.unit() == Some(Unit::WanYuan) && about.same_as.is_none();
    match (screen.form, answer) {
        (Form::List, Answer::Known(FactValue::Option(1))) if about.kind == FactKind::Yes => 0,
        (Form::List, Answer::Known(FactValue::Option(option))) if Some(option) == line.unticked => 0,
        (Form::List, Answer::Known(FactValue::Options(options))) if options == OptionSet::default() => 0,
        (Form::List, Answer::Known(value)) => 1 + if about.kind == FactKind::Yes { 0 } else { taps(fact, Answer::Known(value)) },
        (Form::Fields, Answer::Known(FactValue::Option(_))) if 8 < about.options.len() => 2,
        // An empty cell counts as not known.
        (Form::Table, Answer::Unknown) => 0,
        (Form::Table, _) if same => 1,
        (Form::Table, _) if pasted && in_statement => 0,
        (_, answer) => taps(fact, answer),
    }
}

/// Views, taps, and the names of the views.
fn length(firm: &Firm, together: bool, pasted: bool) -> (usize, u32, String) {
    let (_, views) = visit(firm, together, Topics::default());
    let (mut all, mut names) = (0, Vec::new());
    for view in &views {
        all += 1;
        match view {
            View::Question(fact) => {
                names.push(catalogue().fact(*fact).id.to_owned());
                // 不清楚 is a button on.
                all += if say(firm, *fact) == Answer::Unknown { 0 } else { taps(*fact, say(firm, *fact)) };
            }
            View::Screen(screen, shown) => {
                let about = &catalogue().screens[usize::from(*screen)];
                names.push(format!("[{}: {}]", about.id, shown.len()));
                let sum: u32 = shown.iter().map(|fact| line_taps(*screen, firm, fact, pasted)).sum();
                // Nothing of a list: 都没有 is ticked; a paste opens its box first.
                all += if about.none.is_some() { sum.max(1) } else { sum } + if pasted && about.form == Form::Table { 2 } else { 0 };
            }
        }
    }
    (views.len(), all, names.join(" "))
}

fn firm(file: &str) -> Firm {
    let path = format!("{}/tests/journeys/{file}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let read = profile::read(catalogue(), &text).unwrap_or_else(|error| panic!("{path}: {error:?}"));
    read.answers.iter().map(|(fact, answer)| (fact.0, answer)).collect()
}

#[test]
fn five_usual_visits_are_short() {
    // Views at most, and taps at most where the two statements are pasted.
    let mut long = Vec::new();
    for (name, most_views, most_taps) in [("factory", 15, 65), ("homestay", 10, 60), ("founder", 6, 60), ("shop", 10, 60), ("farm", 12, 60)]
    {
        let firm = firm(name);
        let (before, typed, pasted) = (length(&firm, false, false), length(&firm, true, false), length(&firm, true, true));
        let says = format!(
            "{name}: {} views and {} taps one by one; {} views and {} taps together, {} with a paste: {}",
            before.0, before.1, typed.0, typed.1, pasted.1, typed.2
        );
        println!("{says}");
        if most_views < typed.0 || most_taps < pasted.1 {
            long.push(says);
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}
