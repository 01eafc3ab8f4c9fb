//! Laws of the visit: whatever is answered, the bound on the questions left never rises and ends at none; nothing answered is lost; a question put
//! off comes once more, a question not known does not; the quick journey is short and settles most.

use proptest::prelude::*;
use zice_core::catalogue::{Catalogue, Effort, Language};
use zice_core::date::Date;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue, OptionSet, Skip};
use zice_core::journey::{Mode, QUICK_MOST, next_question, remaining_max};
use zice_core::report::Topics;
use zice_core::rules::verdict::Verdict;
use zice_core::session::{Msg, Place, Session, Stage};
use zice_core::units::Quantity;

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(|| zice_pack::catalogue().expect("the built-in pack opens"))
}

fn new_session() -> Session {
    Session::new(Language::Zh, Date::parse("2026-11-23").expect("a day"))
}

/// An answer to a question, drawn from a number: an option, a set, a figure near what rules ask, 不清楚 or 跳过.
fn answer(fact: FactId, draw: u64) -> Msg {
    let about = catalogue().fact(fact);
    match draw % 6 {
        0 => return Msg::DidNotKnow(fact),
        1 => return Msg::Skipped(fact),
        _ => {}
    }
    let draw = draw / 6;
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
    session.left(catalogue(), &session.report(catalogue()).open_sets)
}

fn begin(topics: Topics, mode: Mode) -> Session {
    new_session().update(catalogue(), Msg::Started(topics, mode)).expect("a start")
}

/// Goes on until the results; every question asked, in order.
fn finish(mut session: Session, say: impl Fn(FactId) -> Msg) -> (Session, Vec<FactId>) {
    let mut asked = Vec::new();
    while let Stage::Asking(fact) = session.stage {
        asked.push(fact);
        assert!(asked.len() <= 2 * catalogue().facts.len(), "the questions never end");
        session = session.update(catalogue(), say(fact)).expect("something changed");
    }
    (session, asked)
}

fn only(facts: impl IntoIterator<Item = FactId>) -> FactSet {
    facts.into_iter().fold(FactSet::default(), |set, fact| set.union(FactSet::only(fact)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Elsewhere the counter rises as conditional questions appear, or ends before it says so.
    #[test]
    fn the_bound_never_rises_and_ends_at_none(draws in proptest::collection::vec(any::<u64>(), 160), topics in 0_u32..2048, quick in any::<bool>()) {
        let mode = if quick { Mode::Quick } else { Mode::Full };
        let mut session = begin(Topics(topics), mode);
        let mut bound = u32::MAX;
        let (mut asked, mut put_off, mut count) = (FactSet::default(), FactSet::default(), 0);
        for draw in draws {
            let Stage::Asking(fact) = session.stage else { break };
            let about = catalogue().fact(fact).id;
            let report = session.report(catalogue());
            prop_assert!(report.open.has(fact), "{about} cannot matter");
            prop_assert!(!asked.has(fact) || put_off.has(fact), "{about} was asked twice");
            let (now, after) = (left(&session), session.left_after(catalogue(), &report.open_sets, fact));
            prop_assert!(after < now && now <= bound, "{about}: {now} questions left, {after} after it, {bound} before");
            bound = now;
            let msg = answer(fact, draw);
            let again = asked.has(fact);
            put_off = if msg == Msg::Skipped(fact) && !again && !quick { put_off.union(FactSet::only(fact)) } else { put_off.without(FactSet::only(fact)) };
            asked = asked.union(FactSet::only(fact));
            count += 1;
            let skips = msg == Msg::Skipped(fact);
            session = session.update(catalogue(), msg).expect("something changed");
            prop_assert!(left(&session) <= if skips { now } else { after }, "{about}: more left than was said");
        }
        prop_assert_eq!(session.stage, Stage::Results);
        prop_assert_eq!(left(&session), 0);
        prop_assert!(!quick || count <= QUICK_MOST);
    }

    #[test]
    fn changing_one_answer_keeps_the_others(draws in proptest::collection::vec(any::<u64>(), 12), which in any::<usize>(), draw in any::<u64>()) {
        let mut session = begin(Topics::default(), Mode::Full);
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
        prop_assert_eq!(changed.answers.len(), session.answers.len());
        prop_assert_eq!(changed.stage, Stage::Reviewing);
        for other in facts.into_iter().filter(|&other| other != fact) {
            prop_assert_eq!(changed.answers.get(other), session.answers.get(other));
        }
    }
}

#[test]
fn going_back_shows_the_question_before_with_its_answer() {
    let first = begin(Topics::default(), Mode::Full);
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
    let begun = new_session().update(catalogue(), Msg::Started(Topics::default(), Mode::Full)).expect("a start");
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
    assert_eq!(
        trying.tried(catalogue(), &session.report(catalogue())),
        Some(with.report(catalogue())),
        "the trial is the report of the other answer"
    );
    assert_eq!(trying.update(catalogue(), Msg::TrialDropped), Some(session.clone()), "dropped, nothing is left of it");
    assert_eq!(trying.update(catalogue(), Msg::TrialKept), Some(with), "kept, it is the answer");
    assert_eq!(session.update(catalogue(), Msg::TrialDropped), None);
    assert_eq!(session.update(catalogue(), Msg::TrialKept), None);
    assert_eq!(session.tried(catalogue(), &session.report(catalogue())), None);
}

#[test]
fn a_trial_ends_with_the_results_and_takes_only_what_fits() {
    let (session, fact) = at_results();
    let trying = session.update(catalogue(), Msg::Tried(fact, FactValue::exact(Quantity(1)))).expect("a trial");
    let away = [
        Msg::Started(Topics::default(), Mode::Full),
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

/// Elsewhere a branch whose condition misspells an id can never be asked.
#[test]
fn who_knows_nothing_is_asked_every_question_of_the_pack_once() {
    let (session, asked) = finish(begin(Topics::default(), Mode::Full), Msg::DidNotKnow);
    assert_eq!(asked.len(), catalogue().facts.len());
    assert_eq!(only(asked).len() as usize, catalogue().facts.len());
    assert!(session.answers.iter().all(|(_, answer)| answer == Answer::Unknown));
}

#[test]
fn what_was_put_off_comes_once_more_after_the_others() {
    let (session, asked) = finish(begin(Topics::default(), Mode::Full), Msg::Skipped);
    let all = catalogue().facts.len();
    assert_eq!(asked.len(), 2 * all);
    assert_eq!(only(asked[..all].iter().copied()).len() as usize, all, "first each once");
    assert_eq!(only(asked[all..].iter().copied()).len() as usize, all, "then each once more");
    assert!(session.answers.iter().all(|(_, answer)| answer == Answer::Skipped(Skip::Twice)));
}

#[test]
fn what_was_put_off_is_not_settled_until_it_came_again() {
    let session = begin(Topics::default(), Mode::Full);
    let Stage::Asking(first) = session.stage else { panic!("no question") };
    let before = left(&session);
    let skipped = session.update(catalogue(), Msg::Skipped(first)).expect("skipped");
    assert_eq!(left(&skipped), before, "it is still to come");
    assert_ne!(skipped.stage, session.stage);
    let (_, asked) = finish(skipped, |fact| if fact == first { Msg::Answered(fact, FactValue::Option(0)) } else { Msg::DidNotKnow(fact) });
    assert_eq!(asked.last(), Some(&first), "it comes last");
    assert_eq!(asked.iter().filter(|&&fact| fact == first).count(), 1);
    // Leaving for the results in the middle of it loses nothing: going on asks it again.
    let mut session = finish(session.update(catalogue(), Msg::Skipped(first)).expect("skipped"), |fact| match fact {
        fact if fact == first => Msg::OpenedResults,
        fact => Msg::DidNotKnow(fact),
    })
    .0;
    assert_eq!(left(&session), 1);
    session = session.update(catalogue(), Msg::Started(Topics::default(), Mode::Full)).expect("going on");
    assert_eq!(session.stage, Stage::Asking(first));
}

#[test]
fn a_question_put_off_can_be_gone_back_to_and_answered_where_it_stood() {
    let first = begin(Topics::default(), Mode::Full);
    let Stage::Asking(fact) = first.stage else { panic!("no question") };
    let second = first.update(catalogue(), Msg::Skipped(fact)).expect("skipped");
    let Stage::Asking(next) = second.stage else { panic!("no question") };
    let back = second.update(catalogue(), Msg::WentBack).expect("back");
    assert_eq!(back.stage, Stage::Asking(fact));
    let answered = back.update(catalogue(), Msg::Answered(fact, FactValue::Option(0))).expect("an answer");
    assert!(matches!(answered.stage, Stage::Asking(_)));
    assert_eq!(answered.answers.get(fact), Some(Answer::Known(FactValue::Option(0))));
    assert_ne!(answered.stage, Stage::Asking(fact));
    assert!(!matches!(answered.answers.get(next), Some(Answer::Skipped(_))));
}

/// What hangs on each fact is written down here instead of searched for.
#[test]
fn the_quick_journey_asks_what_is_known_by_heart_and_enough_hangs_on() {
    let with =
        |effort| (0..catalogue().facts.len()).map(|index| FactId(index as u8)).filter(move |&fact| catalogue().fact(fact).effort == effort);
    let by_heart: Vec<FactId> = with(Effort::Memory).collect();
    let (a, b, c) = (by_heart[0], by_heart[1], by_heart[2]);
    let paper = with(Effort::Document).next().expect("a figure of the books");
    let none = Answers::default();
    let left = |open: &[FactSet], answers: &Answers| remaining_max(catalogue(), open, answers, Mode::Quick);
    let next = |open: &[FactSet], answers: &Answers| next_question(catalogue(), open, answers, Mode::Quick);
    for (fact, hangs, asked) in [(a, 2, false), (a, 3, true), (a, 4, true), (paper, 3, false), (paper, 9, false)] {
        let open = vec![only([fact]); hangs];
        assert_eq!((left(&open, &none), next(&open, &none)), (u32::from(asked), asked.then_some(fact)), "{hangs} hang on it");
        assert_eq!(next_question(catalogue(), &open, &none, Mode::Full), Some(fact), "in full everything is asked");
    }
    // Two and a half are more than four halves, though less hangs on it; of equals the first comes first.
    let open = [only([a, b]), only([a, b]), only([a, b]), only([b, c]), only([c]), only([c])];
    assert_eq!((left(&open, &none), next(&open, &none)), (3, Some(c)));
    assert_eq!(next(&[only([a, b]); 3], &none), Some(a));
    // What was put off does not come again, and ten are enough, whatever was said.
    let mut answers = Answers::default();
    answers.skip(c);
    assert_eq!((left(&open, &answers), next(&open, &answers)), (2, Some(b)));
    let open: Vec<FactSet> = by_heart.iter().flat_map(|&fact| [only([fact]); 3]).collect();
    let mut answers = Answers::default();
    for (count, &fact) in (0..).zip(&by_heart) {
        assert_eq!(left(&open, &answers), (by_heart.len() as u32 - count).min(QUICK_MOST.saturating_sub(count)));
        assert_eq!(next(&open, &answers), (count < QUICK_MOST).then_some(fact));
        answers.set(fact, Answer::Unknown);
    }
}

/// Whole firms of `tests/scenarios`: ten questions known by heart settle half of the supports.
#[test]
fn the_quick_journey_asks_little_and_settles_half() {
    for name in
        ["tea_processor_menghai", "tea_shop_individual", "software_startup", "village_bank", "restaurant_partnership", "tea_cooperative"]
    {
        let file = format!("{}/tests/scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let table: toml::Table = std::fs::read_to_string(file).expect("a scenario").parse().expect("TOML");
        let facts = serde_json::to_string(&table["facts"]).expect("JSON");
        let known = zice_cli::profile::parse(catalogue(), &format!("{{\"facts\": {facts}}}")).expect("a profile").answers;
        let say = |fact| known.value(fact).map_or(Msg::DidNotKnow(fact), |value| Msg::Answered(fact, value));
        let (quick, asked) = finish(begin(Topics::default(), Mode::Quick), say);
        let report = quick.report(catalogue());
        assert!(asked.len() <= QUICK_MOST as usize, "{name}: {} questions", asked.len());
        assert!(report.count(Verdict::Undetermined) * 2 <= report.supports.len(), "{name}: {} open", report.count(Verdict::Undetermined));
        // Going on in full asks the rest, and nothing twice.
        let (full, rest) = finish(quick.update(catalogue(), Msg::Started(Topics::default(), Mode::Full)).expect("going on"), say);
        assert!(only(asked.iter().copied()).and(only(rest.iter().copied())).is_empty(), "{name}: asked twice");
        let (straight, _) = finish(begin(Topics::default(), Mode::Full), say);
        let verdicts =
            |session: &Session| -> Vec<Verdict> { session.report(catalogue()).supports.iter().map(|s| s.assessment.verdict).collect() };
        assert_eq!(verdicts(&full), verdicts(&straight), "{name}: the way there makes no difference");
    }
}

#[test]
fn back_by_the_browser_keeps_every_answer() {
    let mut session = begin(Topics::default(), Mode::Full);
    let mut asked = Vec::new();
    for _ in 0..4 {
        let Stage::Asking(fact) = session.stage else { panic!("a question") };
        asked.push(fact);
        session = session.update(catalogue(), Msg::DidNotKnow(fact)).expect("the next question");
    }
    let back = session.update(catalogue(), Msg::Returned(Stage::Asking(asked[1]), None)).expect("another view");
    assert_eq!((back.stage, &back.answers, back.question_number(catalogue())), (Stage::Asking(asked[1]), &session.answers, 2));
    assert_eq!(back.before(catalogue()), Stage::Asking(asked[0]));
    let changing = session.update(catalogue(), Msg::Returned(Stage::Asking(asked[1]), Some(Place::Review))).expect("another view");
    assert_eq!(changing.before(catalogue()), Stage::Reviewing);
    assert_eq!(session.update(catalogue(), Msg::Returned(session.stage, None)), None);
}

/// The page checks what is typed; what comes otherwise is checked here, to the last figure and option of each fact.
#[test]
fn the_ends_of_a_domain_fit_and_what_is_beyond_does_not() {
    let session = new_session();
    for fact in (0..catalogue().facts.len()).map(|index| FactId(index as u8)) {
        let about = catalogue().fact(fact);
        let count = about.options.len();
        let (fitting, others) = match about.kind {
            FactKind::One | FactKind::Yes => (
                vec![FactValue::Option(0), FactValue::Option(count as u8 - 1)],
                vec![FactValue::Option(count as u8), FactValue::Options(OptionSet(1))],
            ),
            FactKind::Many => (
                vec![FactValue::Options(OptionSet(0)), FactValue::Options(OptionSet::all(count))],
                vec![FactValue::Options(OptionSet(1 << count)), FactValue::Option(0)],
            ),
            FactKind::Number { min, max, .. } => {
                let (below, above) = (Quantity(min.0 - 1), Quantity(max.0 + 1));
                (
                    vec![FactValue::Range(min, max), FactValue::exact(min), FactValue::exact(max)],
                    vec![
                        FactValue::Range(below, max),
                        FactValue::Range(min, above),
                        FactValue::Range(max, min),
                        FactValue::Options(OptionSet(0)),
                    ],
                )
            }
        };
        for (value, fits) in fitting.into_iter().map(|value| (value, true)).chain(others.into_iter().map(|value| (value, false))) {
            let answered = session.update(catalogue(), Msg::Answered(fact, value));
            assert_eq!(answered.and_then(|next| next.answers.value(fact)), fits.then_some(value), "{}", about.id);
        }
        let asking = session.update(catalogue(), Msg::OpenedQuestion(fact)).expect("a question");
        assert_eq!(asking.asks_for_more(catalogue()), matches!(about.kind, FactKind::Number { .. }), "{}", about.id);
    }
    assert!(!session.asks_for_more(catalogue()));
}

#[test]
fn questions_are_counted_from_one_and_gone_back_over_one_by_one() {
    let mut session = begin(Topics::default(), Mode::Full);
    let mut asked = Vec::new();
    for number in 1..=4 {
        let Stage::Asking(fact) = session.stage else { panic!("a question") };
        assert_eq!(session.question_number(catalogue()), number);
        assert_eq!(session.before(catalogue()), asked.last().map_or(Stage::Intro, |&fact| Stage::Asking(fact)));
        asked.push(fact);
        session = session.update(catalogue(), Msg::DidNotKnow(fact)).expect("the next question");
    }
    let results = session.update(catalogue(), Msg::OpenedResults).expect("the results");
    assert_eq!((results.question_number(catalogue()), results.before(catalogue())), (4, Stage::Intro));
    let changing = results.update(catalogue(), Msg::OpenedQuestion(asked[1])).expect("a question");
    assert_eq!((changing.return_to, changing.before(catalogue())), (Some(Place::Results), Stage::Results));
    let changed = changing.update(catalogue(), Msg::Skipped(asked[1])).expect("an answer");
    assert_eq!((changed.stage, changed.return_to), (Stage::Results, None));
}

#[test]
fn what_stands_in_the_fields_is_kept_on_every_way_out() {
    let first = begin(Topics::default(), Mode::Full);
    let Stage::Asking(fact) = first.stage else { panic!("no question") };
    let value = FactValue::Option(0);
    let ways = [
        (Msg::OpenedResults, Stage::Results),
        (Msg::OpenedReview, Stage::Reviewing),
        (Msg::WentBack, Stage::Intro),
        (Msg::OpenedQuestion(FactId(5)), Stage::Asking(FactId(5))),
        (Msg::Returned(Stage::Intro, None), Stage::Intro),
    ];
    for (way, stage) in ways {
        let next = first.update(catalogue(), Msg::Left(fact, value, Box::new(way.clone()))).expect("something changed");
        assert_eq!((next.answers.value(fact), next.stage), (Some(value), stage), "{way:?}");
        let gone = first.update(catalogue(), way).expect("something changed");
        assert_eq!((gone.return_to, gone.mode, gone.topics), (next.return_to, next.mode, next.topics), "all else is the same");
    }
    let foreign = Msg::Left(fact, FactValue::Option(99), Box::new(Msg::OpenedResults));
    assert_eq!(first.update(catalogue(), foreign), None, "what is no answer is none here either");
}
