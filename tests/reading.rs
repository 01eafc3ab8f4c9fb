//! Reading finished reports: what another answer changes, in which order supports are read, what a filter leaves, what the headline says.

use std::sync::LazyLock;

use proptest::prelude::*;
use zice_core::catalogue::{AgencyId, Catalogue, Language, LocalContact, Node, Text};
use zice_core::date::Date;
use zice_core::explanations::order::{self, Filter};
use zice_core::explanations::why::{self, Subject};
use zice_core::explanations::{bands, changes};
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactValue, OptionSet};
use zice_core::ladder::Standing;
use zice_core::report::{self, Contact, Implausible, Report, Status, Topics};
use zice_core::rules::domain::Domains;
use zice_core::rules::outcome::Outcome;
use zice_core::rules::verdict::{Line, Verdict};
use zice_core::text::Words;
use zice_core::units::Quantity;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| zice_pack::catalogue().expect("the built-in pack"));

fn report_of(answers: &Answers) -> Report {
    report::report(&CATALOGUE, answers, Topics::default(), Date::parse("2026-11-23").expect("a day"))
}

/// A value near what rules ask for.
fn value(fact: FactId, draw: u64) -> FactValue {
    let about = CATALOGUE.fact(fact);
    let count = about.options.len();
    match about.kind {
        FactKind::One | FactKind::Yes => FactValue::Option((draw % count as u64) as u8),
        FactKind::Many => FactValue::Options(OptionSet(draw as u32 & OptionSet::all(count).0)),
        FactKind::Number { unit, min, max } => {
            FactValue::exact(Quantity(([0, 1, 5, 20, 60, 100, 300, 1500, 5000][(draw % 9) as usize] * unit.steps()).clamp(min.0, max.0)))
        }
    }
}

fn answers(draws: &[(u8, u64)]) -> Answers {
    let mut answers = Answers::default();
    for &(fact, draw) in draws {
        let fact = FactId((usize::from(fact) % CATALOGUE.facts.len()) as u8);
        answers.set(fact, Answer::Known(value(fact, draw)));
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is listed turned as it says; what is not listed did not turn; nothing is listed twice.
    #[test]
    fn only_what_changes_is_listed(draws in proptest::collection::vec((any::<u8>(), any::<u64>()), 1..60), which in any::<u8>(), draw in any::<u64>()) {
        let before = answers(&draws);
        let fact = FactId((usize::from(which) % CATALOGUE.facts.len()) as u8);
        let mut other = before.clone();
        other.set(fact, Answer::Known(value(fact, draw)));
        let (before, after) = (report_of(&before), report_of(&other));
        prop_assert!(changes::compare(&before, &before).is_empty());
        let changes = changes::compare(&before, &after);
        for (was, is) in before.supports.iter().zip(&after.supports) {
            let turns: Vec<_> = changes.turns.iter().filter(|turn| turn.subject == Subject::Support(was.support)).collect();
            let (was, is) = (was.assessment.prospect(), is.assessment.prospect());
            prop_assert_eq!(turns.iter().map(|turn| (turn.before, turn.after)).collect::<Vec<_>>(), if was == is { vec![] } else { vec![(was, is)] });
        }
        let (was, is) = (before.ladder.as_ref().expect("a ladder"), after.ladder.as_ref().expect("a ladder"));
        for rung in 0..was.rungs.len() {
            let listed = changes.turns.iter().any(|turn| turn.subject == Subject::Rung(rung));
            prop_assert_eq!(listed, was.rungs[rung].assessment.prospect() != is.rungs[rung].assessment.prospect());
        }
        prop_assert_eq!(changes.standing.is_some(), was.standing != is.standing);
        prop_assert_eq!(changes.size.is_some(), before.size != after.size);
        let all = [changes.standing.is_some(), changes.size.is_some()].into_iter().filter(|&differs| differs).count() + changes.turns.len();
        prop_assert_eq!((changes.len(), changes.is_empty()), (all, all == 0));
    }

    /// The order leaves nothing out and puts what is in force, and nearest to being settled or met, first; then the topics in their order.
    #[test]
    fn the_most_useful_comes_first(draws in proptest::collection::vec((any::<u8>(), any::<u64>()), 0..60), day in 0_usize..4) {
        let day = Date::parse(["2021-12-31", "2025-12-31", "2026-11-23", "2030-06-01"][day]).expect("a day");
        let report = report::report(&CATALOGUE, &answers(&draws), Topics::default(), day);
        let mut all = Vec::new();
        for verdict in Verdict::ALL {
            let places = order::by_use(&CATALOGUE, &report, verdict);
            prop_assert!(places.iter().all(|&place| report.supports[place].verdict() == Some(verdict)));
            let key = |&place: &usize| {
                let support = &report.supports[place];
                let found = &support.assessment;
                let lines = found.lines();
                let (failing, open) = lines.fold((0, 0), |(failing, open), line| match line.outcomes.0 {
                    0b1000 => (failing, open),
                    0b0010 => (failing + 1, open),
                    _ => (failing, open + 1),
                });
                let far = match verdict {
                    Verdict::Undetermined => (found.depends_on.len(), 0),
                    Verdict::NotYet => (failing, open),
                    _ => (0, 0),
                };
                let topic = (0..CATALOGUE.topics.len()).take_while(|&topic| !CATALOGUE.is_of_topic(topic, support.support)).count();
                (support.status != Status::InForce, far, topic, place)
            };
            prop_assert!(places.is_sorted_by_key(key), "{verdict:?} on {day}");
            all.extend(places);
        }
        all.sort_unstable();
        prop_assert_eq!(all, (0..report.supports.len()).filter(|&place| !report.supports[place].is_over()).collect::<Vec<_>>());
    }
}

#[test]
fn a_filter_leaves_what_belongs_to_the_topic_and_the_agency() {
    let report = report_of(&Answers::default());
    let shown = |filter: Filter| {
        report.supports.iter().filter(|support| filter.admits(&CATALOGUE, support)).map(|support| support.support).collect::<Vec<_>>()
    };
    assert_eq!(shown(Filter::default()).len(), CATALOGUE.supports.len());
    for topic in 0..CATALOGUE.topics.len() {
        let chosen = report::report(&CATALOGUE, &Answers::default(), Topics(1 << topic), report.day);
        let expected: Vec<_> = chosen.supports.iter().map(|support| support.support).collect();
        assert_eq!(shown(Filter { topic: Some(topic), agency: None }), expected, "{}", CATALOGUE.topics[topic].id);
    }
    for contact in report.contacts_for(|_| true) {
        assert_eq!(shown(Filter { topic: None, agency: Some(contact.agency) }), contact.supports);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// A judgement of the agency on top of what the firm met counts in the headline; where every line is the agency's alone, nothing was decided here.
    #[test]
    fn a_review_on_top_of_what_is_met_is_a_judgement(draws in proptest::collection::vec((any::<u8>(), any::<u64>()), 20..90)) {
        let nothing = report_of(&Answers::default());
        let can_fail = |index: usize, line: &Line| {
            let before = nothing.supports[index].assessment.lines().find(|other| other.criterion == line.criterion);
            before.is_some_and(|before| before.outcomes.has(Outcome::Fails))
        };
        for (index, support) in report_of(&answers(&draws)).supports.iter().enumerate() {
            let assessment = &support.assessment;
            let met = assessment.lines().any(|line| line.holds() || can_fail(index, &line));
            let alone = assessment.lines().all(|line| matches!(CATALOGUE.node(CATALOGUE.criterion(line.criterion).node), Node::Review | Node::ReviewIf(_)));
            let id = CATALOGUE.supports[support.support.index()].id;
            prop_assert!(!(met && assessment.decided_nothing(&CATALOGUE)), "{id}: something was met");
            let all_left = assessment.verdict == Verdict::Review && alone && !met;
            prop_assert!(!all_left || assessment.decided_nothing(&CATALOGUE), "{id}: nothing was decided");
        }
    }
}

#[test]
fn the_headline_never_counts_to_none() {
    for (language, counts, said) in [
        (Language::Zh, (0, 3), "3 项支持条件符合、须部门认定"),
        (Language::Zh, (0, 0), "目前还没有能确定符合条件的支持"),
        (Language::Zh, (2, 0), "可能符合 2 项支持的条件"),
        (Language::En, (0, 1), "1 support measure for the agency to judge"),
        (Language::En, (1, 0), "may qualify for 1 support measure"),
    ] {
        let headline = (Words::of(language).headline)(&[], counts.0, counts.1);
        assert_eq!(headline.to_lowercase(), said.to_lowercase());
    }
}

#[test]
fn one_is_one_in_english() {
    let words = Words::of(Language::En);
    let one = [
        ((words.link_contains)(1), "1 answer."),
        ((words.file_contains)(1), "1 answer."),
        ((words.link_left_out)(1), "One more is"),
        ((words.gap_points)("2", "1"), "1 point short"),
        ((words.share_inside)(1), "1 answer and"),
        ((words.contacts_count)(1), "1 support"),
        ((words.contacts_more)(1), "1 more agency"),
        ((words.trial_count)(1), "One thing changes"),
    ];
    for (text, part) in one {
        assert!(text.contains(part), "{text}");
    }
    assert!((words.link_contains)(2).contains("2 answers"));
    assert!((words.gap_points)("2", "0.5").contains("0.5 points"));
}

/// The ladder is one word in Chinese, wherever it stands.
#[test]
fn the_ladder_has_one_name() {
    let zh = Words::of(Language::Zh);
    assert!([zh.ladder_title, zh.ladder_nowhere, zh.trial_standing].iter().all(|text| text.contains("梯度")));
    for topic in &CATALOGUE.topics {
        assert!(!topic.name.zh.contains("阶梯"), "{}", topic.id);
    }
}

/// Every band but the first begins at a bound of the figure itself, also where a pack from elsewhere has bounds at the ends of its domain.
#[test]
fn bands_are_cut_at_bounds_of_the_figure_and_nowhere_else() {
    let nothing = Answers::default();
    let mut seen = 0;
    for fact in (0..CATALOGUE.facts.len()).map(|index| FactId(index as u8)) {
        let FactKind::Number { unit, min, max } = CATALOGUE.fact(fact).kind else { continue };
        // A band begins with a number that can be written.
        let written = |value: i64| Quantity(value).between(unit).map_or(value, |(_, above)| above.0);
        let mut pack = CATALOGUE.clone();
        let ends = [(Some(min), None), (None, Some(max)), (Some(max), None)];
        let of_fact = pack.nodes.iter_mut().filter_map(|node| match node {
            Node::Compare { fact: of, min, max } if *of == fact => Some((min, max)),
            _ => None,
        });
        for ((low, high), end) in of_fact.zip(ends) {
            (*low, *high) = end;
        }
        let report = report::report(&pack, &nothing, Topics::default(), Date::parse("2026-11-23").expect("a day"));
        let bands = bands::bands(&pack, &Domains::new(&pack, &nothing), &report, fact);
        let bounds = pack.nodes.iter().flat_map(|node| match node {
            Node::Compare { fact: of, min, max } if *of == fact => vec![min.map(|min| written(min.0)), max.map(|max| written(max.0 + 1))],
            _ => vec![],
        });
        let bounds: Vec<i64> = bounds.flatten().collect();
        assert!(bands.iter().all(|band| band.low <= band.high), "{}: {bands:?}", CATALOGUE.fact(fact).id);
        assert!(bands.iter().skip(1).all(|band| bounds.contains(&band.low.0)), "{}: {bands:?}", CATALOGUE.fact(fact).id);
        if let (Some(first), Some(last)) = (bands.first(), bands.last()) {
            assert_eq!((first.low, last.high), (min, max));
            seen += usize::from(last.low == max);
        }
    }
    assert!(3 < seen, "bands that hold the largest figure alone: {seen}");
}

fn at_place(option: u8) -> Answers {
    let mut answers = Answers::default();
    answers.set(CATALOGUE.place_fact, Answer::Known(FactValue::Option(option)));
    answers
}

#[test]
fn whom_to_call_first_depends_on_the_place() {
    let report = report_of(&Answers::default());
    let contacts = report.contacts_for(|_| true);
    let options = 0..CATALOGUE.fact(CATALOGUE.place_fact).options.len() as u8;
    for answers in core::iter::once(Answers::default()).chain(options.map(at_place)) {
        let place = order::place(&CATALOGUE, &answers);
        let option = match answers.value(CATALOGUE.place_fact) {
            Some(FactValue::Option(option)) => Some(option),
            _ => None,
        };
        assert_eq!(place.map(|place| place.option), option.filter(|&option| CATALOGUE.places.iter().any(|place| place.option == option)));
        let first = place.and_then(|place| place.first);
        // The last of all, if nothing else put it first.
        let of_place = first.into_iter().map(|agency| Contact { agency, supports: Vec::new() });
        let contacts: Vec<Contact> = contacts.iter().filter(|contact| Some(contact.agency) != first).cloned().chain(of_place).collect();
        let called = order::by_calling(&CATALOGUE, &answers, contacts.clone());
        let rest = if contacts.iter().any(|contact| Some(contact.agency) == first) {
            assert_eq!(Some(called[0].agency), first);
            &called[1..]
        } else {
            &called[..]
        };
        assert_eq!(called.len(), contacts.len());
        assert!(rest.is_sorted_by_key(|contact| core::cmp::Reverse(contact.supports.len())));
    }
    assert!(CATALOGUE.places.iter().any(|place| place.first.is_some()));
}

#[test]
fn an_office_is_that_of_the_agency_and_of_the_place() {
    let (here, there) = (CATALOGUE.places[0].option, CATALOGUE.places[1].option);
    let (of_all, of_one, of_none) = (AgencyId(0), AgencyId(1), AgencyId(2));
    let office = |agency, place| LocalContact { agency, place, telephone: "", address: Text::default(), hours: Text::default() };
    let mut pack = CATALOGUE.clone();
    pack.contacts = vec![office(of_one, Some(here)), office(of_all, None)];
    for (answers, agency, expected) in [
        (at_place(here), of_one, Some(of_one)),
        (at_place(there), of_one, None),
        (Answers::default(), of_one, None),
        (at_place(here), of_all, Some(of_all)),
        (Answers::default(), of_all, Some(of_all)),
        (at_place(here), of_none, None),
    ] {
        assert_eq!(order::office(&pack, &answers, agency).map(|office| office.agency), expected);
    }
}

/// Both answers are tried, and what is listed is what comes out of each; nothing that comes out of both is listed.
#[test]
fn a_contrast_says_what_each_answer_decides() {
    let nothing = Answers::default();
    let report = report_of(&nothing);
    let mut seen = 0;
    for fact in report.open.iter() {
        let Some(found) = why::contrast(&CATALOGUE, &nothing, Topics::default(), &report, fact) else { continue };
        assert!(!found.of_first.is_empty() && found.of_first.len() <= 4 && found.of_first.len() == found.of_second.len());
        for (value, listed, others) in [(found.first, &found.of_first, &found.of_second), (found.second, &found.of_second, &found.of_first)]
        {
            let mut answers = Answers::default();
            answers.set(fact, Answer::Known(value));
            let with = report_of(&answers);
            for (change, other) in listed.iter().zip(others) {
                let verdict = match change.subject {
                    Subject::Support(support) => {
                        with.supports.iter().find(|report| report.support == support).expect("it").assessment.prospect()
                    }
                    Subject::Rung(rung) => with.ladder.as_ref().expect("a ladder").rungs[rung].assessment.prospect(),
                };
                let name = match change.subject {
                    Subject::Support(support) => CATALOGUE.supports[support.index()].name,
                    Subject::Rung(rung) => CATALOGUE.rungs[rung].name,
                };
                assert_eq!((change.verdict, change.subject, change.name(&CATALOGUE)), (verdict, other.subject, name));
                assert_ne!(change.verdict, other.verdict);
            }
        }
        seen += 1;
    }
    assert!(10 < seen, "{seen}");
}

#[test]
fn standing_and_size_count_as_changes_of_their_own() {
    let standing = Some((Standing::Unknown, Standing::Nowhere));
    let size = Some((Vec::new(), Vec::new()));
    let changes = [(None, None), (standing, None), (None, size.clone()), (standing, size)];
    let counts = changes.map(|(standing, size)| changes::Changes { turns: Vec::new(), standing, size }.len());
    assert_eq!(counts, [0, 1, 1, 2]);
}

/// Of a pair of figures only the one that is larger than it can be is odd; as large as the other is fine.
#[test]
fn a_figure_as_large_as_the_other_is_not_odd() {
    for note in &CATALOGUE.notes {
        for (figure, odd) in [(99 * note.times, false), (100 * note.times, false), (100 * note.times + 1, true)] {
            let mut answers = Answers::default();
            answers.set(note.greater, Answer::Known(FactValue::exact(Quantity(figure))));
            answers.set(note.than, Answer::Known(FactValue::Range(Quantity(50), Quantity(100))));
            let found = report::implausible(&CATALOGUE, &answers).contains(&Implausible::Together(note));
            assert_eq!(found, odd, "{}: {figure}", note.text.zh);
        }
    }
    assert!(!CATALOGUE.notes.is_empty());
}

/// What the page shows of a part of a line is what the line itself would be.
#[test]
fn the_levels_of_a_condition_are_those_of_its_line() {
    for answers in [Answers::default(), at_place(0)] {
        for support in &report_of(&answers).supports {
            for line in support.assessment.lines() {
                let node = CATALOGUE.criterion(line.criterion).node;
                assert_eq!(report::outcomes(&CATALOGUE, &answers, node), line.outcomes, "{}", CATALOGUE.criterion(line.criterion).id);
            }
        }
    }
}

/// The page draws again what is not the same, and compares no reports for it.
#[test]
fn findings_are_the_same_only_if_they_are_one() {
    use std::rc::Rc;
    use zice_core::report::Findings;
    let report = report_of(&Answers::default());
    let (open, whole) = (Rc::new(report.open_sets.clone()), Rc::new(report.clone()));
    let all = [
        Findings::Open(open.clone()),
        Findings::Open(Rc::new(report.open_sets.clone())),
        Findings::Report(whole.clone()),
        Findings::Report(Rc::new(report)),
    ];
    for (place, one) in all.iter().enumerate() {
        for (other_place, other) in all.iter().enumerate() {
            assert_eq!(one.is(other), place == other_place, "{place} and {other_place}");
        }
        assert!(one.is(&one.clone()));
    }
    assert!(all[0].is(&Findings::Open(open)) && all[2].is(&Findings::Report(whole)));
}
