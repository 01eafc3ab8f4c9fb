//! The page's store while the deferred parts of program and pack are still being loaded: a message that needs them waits, and none is lost.

use std::rc::Rc;

use yew::Reducible;
use zice::Pack;
use zice::store::{Store, Told};
use zice_core::catalogue::{Catalogue, Language};
use zice_core::date::Date;
use zice_core::facts::{FactId, FactValue, OptionSet};
use zice_core::journey::Mode;
use zice_core::report::Topics;
use zice_core::session::{Msg, Session, Stage};

/// The initial pack of the page, and the full one.
fn packs() -> (Pack, Pack) {
    let whole = zice_pack::catalogue().expect("the built-in pack");
    let mut full = whole.clone();
    let opening = zice_core::report::opening::opening(&whole);
    full.outlook = Some(zice_core::report::opening::outlook(&whole, &opening));
    let core = Catalogue::core(zice_authoring::encode(&full).expect("it compiles").core.leak()).expect("it opens");
    (Pack(Box::leak(Box::new(core))), Pack(Box::leak(Box::new(whole))))
}

fn begin(pack: Pack, day: &str) -> Rc<Store> {
    Rc::new(Store::new(pack, Session::new(Language::Zh, Date::parse(day).expect("a day"))))
}

fn tell(store: Rc<Store>, msg: Msg) -> Rc<Store> {
    store.reduce(Told::Happened(msg))
}

fn asked(store: &Store) -> FactId {
    let Stage::Asking(fact) = store.session.stage else { panic!("no question: {:?}", store.session.stage) };
    fact
}

/// Some answer to the current question.
fn answer(store: &Store) -> Msg {
    let fact = asked(store);
    let about = store.pack.0.fact(fact);
    let value = match about.kind {
        zice_core::facts::FactKind::Number { min, .. } => FactValue::exact(min),
        zice_core::facts::FactKind::Many => FactValue::Options(OptionSet::only(0)),
        _ => FactValue::Option(0),
    };
    Msg::Answered(fact, value)
}

/// Asserts that the store equals that of a page which had everything from the start.
fn assert_whole(store: &Store) {
    assert!(store.pending.is_none());
    let report = store.findings.as_ref().and_then(|findings| findings.report());
    assert_eq!(report.map(|report| &**report), Some(&store.session.report(store.pack.0)));
}

#[test]
fn the_second_answer_waits_for_the_rest_and_is_carried_out_when_it_comes() {
    let (core, whole) = packs();
    for mode in [Mode::Full, Mode::Quick] {
        let store = tell(begin(core, "2026-11-23"), Msg::Started(Topics::default(), mode));
        let first = answer(&store);
        store.prepare(first.clone());
        let second = tell(store, first);
        assert!(second.pending.is_none(), "the first answer does not wait: {mode:?}");
        let waiting = tell(Rc::clone(&second), answer(&second));
        assert!(waiting.pending.is_some() && waiting.session == second.session, "nothing is shown of it yet");
        let third = waiting.reduce(Told::Has(whole));
        assert_ne!(asked(&third), asked(&second));
        assert_eq!(third.session.answers.len(), 2);
        assert_whole(&third);
    }
}

#[test]
fn what_is_not_meant_any_more_is_not_carried_out() {
    let (core, whole) = packs();
    let started = tell(begin(core, "2026-11-23"), Msg::Started(Topics::default(), Mode::Full));
    let second = tell(Rc::clone(&started), answer(&started));
    let waiting = tell(Rc::clone(&second), answer(&second));
    let changed = Rc::clone(&waiting).reduce(Told::Withdrawn).reduce(Told::Has(whole));
    assert_eq!(changed.session, second.session, "a field was changed");
    let unknown = tell(Rc::clone(&waiting), Msg::DidNotKnow(asked(&waiting)));
    assert_eq!(unknown.session.answers.len(), 2, "不清楚 takes no search");
    assert!(unknown.pending.is_none());
    let back = tell(waiting, Msg::WentBack);
    assert_eq!(asked(&back), asked(&started));
    assert_whole(&back.reduce(Told::Has(whole)));
}

#[test]
fn what_was_prepared_before_the_rest_came_keeps_nothing_from_going_on_after_it() {
    let (core, whole) = packs();
    let started = tell(begin(core, "2026-11-23"), Msg::Started(Topics::default(), Mode::Full));
    started.prepare(answer(&started));
    let mut store = Rc::clone(&started).reduce(Told::Has(whole));
    for _ in 0..3 {
        let msg = answer(&store);
        store = tell(store, msg);
        assert_whole(&store);
    }
}

#[test]
fn on_a_day_with_other_lines_in_force_everything_waits() {
    let (core, whole) = packs();
    let store = begin(core, "2025-11-23");
    assert!(store.findings.is_none());
    let waiting = tell(store, Msg::Started(Topics::default(), Mode::Full));
    let begun = waiting.reduce(Told::Has(whole));
    asked(&begun);
    assert_whole(&begun);
}

#[test]
fn the_question_ahead_belongs_to_the_answers_at_hand() {
    let (_, whole) = packs();
    let started = || tell(begin(whole, "2026-11-23"), Msg::Started(Topics::default(), Mode::Full));
    let store = started();
    assert!(store.ahead().is_none(), "nothing is prepared yet");
    let first = answer(&store);
    assert!(store.prepare(first.clone()) && !store.prepare(first.clone()), "news once");
    let next = store.ahead().expect("a question follows");
    let same = tell(Rc::clone(&store), Msg::OpenedQuestion(asked(&store)));
    assert!(Rc::ptr_eq(&same, &store) && same.ahead().is_some(), "what changes nothing takes nothing away");
    let second = tell(Rc::clone(&store), first);
    assert_eq!((next.fact, &next.session), (asked(&second), &second.session));
    assert!(next.findings.is(second.findings.as_ref().expect("it is whole")), "nothing is worked out twice");
    assert!(second.ahead().is_none());
    assert!(!store.prepare(Msg::DidNotKnow(asked(&store))), "what was left prepares nothing");
    for msg in [Msg::WentBack, Msg::LanguageChosen(Language::En), Msg::OpenedResults] {
        let store = tell(started(), answer(&started()));
        assert!(store.prepare(answer(&store)) && store.ahead().is_some());
        assert!(tell(store, msg.clone()).ahead().is_none(), "{msg:?}");
    }
}
