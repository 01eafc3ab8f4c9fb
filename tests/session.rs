//! Laws of the visit: whatever is answered, the bound on the questions left never rises and ends at none; nothing answered is lost.

use proptest::prelude::*;
use zice::catalogue::{Catalogue, Language};
use zice::date::Date;
use zice::facts::{Answer, FactId, FactKind, FactSet, FactValue, OptionSet};
use zice::journey;
use zice::report::Topics;
use zice::session::{Msg, Session, Stage};
use zice::units::Quantity;

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(|| zice::built_in::catalogue().expect("the built-in pack opens"))
}

fn new_session() -> Session {
    Session::new(Language::Zh, Date::parse("2026-11-23").expect("a day"))
}

/// An answer to a question, drawn from a number: an option, a set, a figure near what rules ask, or 不清楚.
fn answer(fact: FactId, draw: u64) -> Msg {
    let about = catalogue().fact(fact);
    if draw.is_multiple_of(5) {
        return Msg::PassedOver(fact);
    }
    let draw = draw / 5;
    let value = match about.kind {
        FactKind::One | FactKind::Yes => FactValue::Option((draw % about.options.len() as u64) as u8),
        FactKind::Many => FactValue::Options(OptionSet(draw as u32 & OptionSet::all(about.options.len()).0)),
        FactKind::Number { unit, min, max } => {
            let figure = |draw: u64| {
                Quantity(([0, 1, 5, 20, 60, 100, 300, 1500, 5000, 40_000][(draw % 10) as usize] * unit.steps()).clamp(min.0, max.0))
            };
            if draw.is_multiple_of(3) {
                FactValue::exact(figure(draw / 3))
            } else {
                let (a, b) = (figure(draw / 3), figure(draw / 30));
                FactValue::Range(a.min(b), a.max(b))
            }
        }
    };
    Msg::Answered(fact, value)
}

fn left(session: &Session) -> u32 {
    journey::remaining_max(&session.report(catalogue()).open_sets, session.answers.asked())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_bound_never_rises_and_ends_at_none(draws in proptest::collection::vec(any::<u64>(), 80), topics in 0_u32..2048) {
        let mut session = new_session().update(catalogue(), Msg::Started(Topics(topics))).expect("a start");
        let mut bound = u32::MAX;
        let mut asked = FactSet::default();
        for draw in draws {
            let Stage::Asking(fact) = session.stage else { break };
            let report = session.report(catalogue());
            prop_assert!(report.open.has(fact), "{} cannot matter", catalogue().fact(fact).id);
            prop_assert!(!asked.has(fact), "{} was asked twice", catalogue().fact(fact).id);
            let now = left(&session);
            prop_assert!(now < bound, "{now} questions left after {bound}");
            bound = now;
            asked = asked.union(FactSet::only(fact));
            session = session.update(catalogue(), answer(fact, draw)).expect("something changed");
        }
        prop_assert_eq!(session.stage, Stage::Results);
        prop_assert_eq!(left(&session), 0);
    }

    #[test]
    fn changing_one_answer_keeps_the_others(draws in proptest::collection::vec(any::<u64>(), 12), which in any::<usize>(), draw in any::<u64>()) {
        let mut session = new_session().update(catalogue(), Msg::Started(Topics::default())).expect("a start");
        for draw in draws {
            let Stage::Asking(fact) = session.stage else { break };
            session = session.update(catalogue(), answer(fact, draw)).expect("something changed");
        }
        let facts: Vec<FactId> = session.answers.iter().map(|(fact, _)| fact).collect();
        let fact = facts[which % facts.len()];
        let reviewing = session.update(catalogue(), Msg::OpenedReview).expect("the list");
        let opened = reviewing.update(catalogue(), Msg::OpenedQuestion(fact)).expect("the question");
        let back = opened.update(catalogue(), Msg::WentBack).expect("back to the list");
        prop_assert_eq!(&back, &reviewing);
        let changed = opened.update(catalogue(), answer(fact, draw)).expect("back to the list");
        prop_assert_eq!(changed.stage, Stage::Reviewing);
        for other in facts.into_iter().filter(|&other| other != fact) {
            prop_assert_eq!(changed.answers.get(other), session.answers.get(other));
        }
    }
}

#[test]
fn going_back_shows_the_question_before_with_its_answer() {
    let first = new_session().update(catalogue(), Msg::Started(Topics::default())).expect("a start");
    let Stage::Asking(fact) = first.stage else { panic!("no question") };
    let second = first.update(catalogue(), Msg::Answered(fact, FactValue::Option(0))).expect("an answer");
    assert_ne!(second.stage, first.stage);
    let back = second.update(catalogue(), Msg::WentBack).expect("back");
    assert_eq!(back.stage, Stage::Asking(fact));
    assert_eq!(back.answers.get(fact), Some(Answer::Known(FactValue::Option(0))));
    assert_eq!(back.update(catalogue(), Msg::WentBack).expect("back").stage, Stage::Intro);
}

/// A visit at its results, with one answer.
fn at_results() -> (Session, FactId) {
    let fact = catalogue().fact_by_id("employees").expect("a fact");
    let begun = new_session().update(catalogue(), Msg::Started(Topics::default())).expect("a start");
    let mut session = begun.update(catalogue(), Msg::OpenedResults).expect("the results");
    session.answers.set(fact, Answer::Known(FactValue::exact(Quantity(120))));
    (session, fact)
}

#[test]
fn a_trial_changes_no_answer_until_it_is_kept() {
    let (session, fact) = at_results();
    let other = FactValue::exact(Quantity(5000));
    let trying = session.update(catalogue(), Msg::Tried(fact, other)).expect("a trial");
    assert_eq!((trying.stage, &trying.answers), (Stage::Results, &session.answers));
    assert_eq!(trying.report(catalogue()), session.report(catalogue()), "the results stay those of the answers");
    let mut with = session.clone();
    with.answers.set(fact, Answer::Known(other));
    assert_eq!(trying.tried(catalogue()), Some(with.report(catalogue())), "the trial is the report of the other answer");
    assert_eq!(trying.update(catalogue(), Msg::TrialDropped), Some(session.clone()), "dropped, nothing is left of it");
    assert_eq!(trying.update(catalogue(), Msg::TrialKept), Some(with), "kept, it is the answer");
    assert_eq!(session.update(catalogue(), Msg::TrialDropped), None);
    assert_eq!(session.update(catalogue(), Msg::TrialKept), None);
    assert_eq!(session.tried(catalogue()), None);
}

#[test]
fn a_trial_ends_with_the_results_and_takes_only_what_fits() {
    let (session, fact) = at_results();
    let trying = session.update(catalogue(), Msg::Tried(fact, FactValue::exact(Quantity(1)))).expect("a trial");
    let away = [
        Msg::Started(Topics::default()),
        Msg::WentBack,
        Msg::OpenedQuestion(fact),
        Msg::OpenedReview,
        Msg::Restored(session.answers.clone(), Topics(1)),
        Msg::Cleared,
    ];
    for msg in away {
        assert_eq!(trying.update(catalogue(), msg.clone()).expect("a change").trial, None, "{msg:?}");
    }
    let english = trying.update(catalogue(), Msg::LanguageChosen(Language::En)).expect("a change");
    assert_eq!(english.trial, trying.trial, "another language keeps it");
    for value in [FactValue::Option(0), FactValue::exact(Quantity(-1)), FactValue::Options(OptionSet(1))] {
        assert_eq!(session.update(catalogue(), Msg::Tried(fact, value)), None);
    }
    let asking = session.update(catalogue(), Msg::OpenedQuestion(fact)).expect("a question");
    assert_eq!(asking.update(catalogue(), Msg::Tried(fact, FactValue::exact(Quantity(1)))), None, "only on the results");
}

#[test]
fn what_is_no_value_of_a_fact_is_not_stored() {
    let session = new_session();
    let employees = catalogue().fact_by_id("employees").expect("a fact");
    for value in
        [FactValue::Option(0), FactValue::exact(Quantity(-1)), FactValue::Range(Quantity(5), Quantity(4)), FactValue::Options(OptionSet(1))]
    {
        assert_eq!(session.update(catalogue(), Msg::Answered(employees, value)), None);
    }
    assert_eq!(session.update(catalogue(), Msg::Cleared), None);
}
