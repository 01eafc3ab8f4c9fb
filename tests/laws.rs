//! Laws of verdicts, on generated packs and on every support and rung of the real one: monotone, order-free, and open exactly when undecided.
//!
//! The profiles of the real pack leave much more open than the oracle could enumerate. `ZICE_LAWS_CASES` sets the number of cases,
//! `ZICE_LAWS_SEED` the seed.

use std::path::Path;
use std::time::Instant;

use zice_core::catalogue::{Catalogue, CriterionId, Effort, Node, NodeId, SupportId, WorthKind};
use zice_core::date::Date;
use zice_core::explanations::bands::bands;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue, OptionSet};
use zice_core::journey::Mode;
use zice_core::report::opening::{opening, outlook};
use zice_core::report::{Report, Status, SubjectId, Topics, ready, report};
use zice_core::rules::domain::Domains;
use zice_core::rules::outcome::OutcomeSet;
use zice_core::rules::remedies::{Change, Current, Required};
use zice_core::rules::search::Search;
use zice_core::rules::verdict::Verdict;
use zice_core::units::{Quantity, Unit};
use zice_core::worth;
use zice_testkit::case::{self, Case, known};
use zice_testkit::rng::Rng;
use zice_testkit::visitor::answer_real;
use zice_testkit::{generate, shrink, tell};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// OutcomeSet and open facts of every subject, in one search.
fn found(case: &Case) -> Vec<(OutcomeSet, FactSet)> {
    let (pack, answers) = (case.catalogue(), case.answers());
    let domains = Domains::new(&pack, &answers);
    let mut search = Search::new(&pack, &domains);
    case.subjects.iter().map(|lists| (search.outcomes_of_best(lists), search.depends_on(lists))).collect()
}

/// Leaves the fact less than it had: one half of its values, or one.
fn narrowed(rng: &mut Rng, case: &Case) -> Case {
    let mut case = case.clone();
    let open: Vec<FactId> = case.mentioned().into_iter().filter(|&fact| 1 < case.values(fact).len()).collect();
    if open.is_empty() {
        return case;
    }
    let fact = *rng.pick(&open);
    let values = case.values(fact);
    let (a, b) = (*rng.pick(&values), *rng.pick(&values));
    let value = match case.facts[usize::from(fact.0)].0 {
        FactKind::Number { .. } => FactValue::Range(Quantity(a.min(b)), Quantity(a.max(b))),
        kind => known(kind, a),
    };
    case.answers.retain(|(known, _)| *known != fact);
    case.answers.push((fact, value));
    case
}

/// The same in another order: answers, lists, lines, and conditions below “all” and “any”.
fn shuffled(rng: &mut Rng, case: &Case) -> Case {
    let mut case = case.clone();
    rng.shuffle(&mut case.answers);
    for node in &mut case.nodes {
        if let Node::All(inner) | Node::Any(inner) = node {
            rng.shuffle(inner);
        }
    }
    for subject in &mut case.subjects {
        rng.shuffle(subject);
        subject.iter_mut().for_each(|list| rng.shuffle(list));
    }
    for score in &mut case.scores {
        rng.shuffle(&mut score.groups);
        for group in &mut score.groups {
            rng.shuffle(&mut group.parts);
            group.parts.iter_mut().for_each(|part| rng.shuffle(&mut part.lines));
        }
    }
    case
}

/// What is broken, if anything is; the same seed narrows and shuffles alike while the case shrinks.
fn broken(case: &Case, seed: u64) -> Option<String> {
    let before = found(case);
    for (at, (outcomes, depends_on)) in before.iter().enumerate() {
        if depends_on.is_empty() != (Verdict::of(*outcomes) != Verdict::Undetermined) {
            return Some(format!("subject {at}: verdict {:?} with depends_on {depends_on:?}", Verdict::of(*outcomes)));
        }
    }
    let mut other = shuffled(&mut Rng::new(seed, 1), case);
    // The order of the subjects is kept, and sets have no order: everything must be equal.
    if found(&other) != before {
        return Some(format!("another order gives {:?} instead of {before:?}:\n{other}", found(&other)));
    }
    let rng = &mut Rng::new(seed, 2);
    let mut wide = before;
    for _ in 0..3 {
        other = narrowed(rng, &other);
        let narrow = found(&other);
        for (at, (now, then)) in narrow.iter().zip(&wide).enumerate() {
            if now.0.0 & !then.0.0 != 0 || !now.1.without(then.1).is_empty() {
                return Some(format!("subject {at}: narrowing gives {now:?} instead of {then:?}:\n{other}"));
            }
        }
        wide = narrow;
    }
    None
}

/// What a firm is told that it may keep in all counts no income twice: of reliefs that exclude each other one, and nothing that may fall short.
#[test]
fn the_sum_of_what_supports_are_worth_counts_nothing_twice() {
    let pack = zice_pack::catalogue().expect("the built-in pack");
    let (seed, day) = (setting("ZICE_LAWS_SEED", 47), Date::parse("2026-11-30").expect("a day"));
    let (mut sums, mut exclusive) = (0, 0);
    for index in 0..setting("ZICE_OVER_FIRMS", 240) {
        let rng = &mut Rng::new(seed, index);
        let mut answers = Answers::default();
        for place in 0..pack.facts.len() {
            if rng.chance(85) {
                let fact = FactId(place as u8);
                answers.set(fact, answer_real(rng, &pack, fact));
            }
        }
        let found = report(&pack, &answers, Topics::default(), day);
        let mut best: std::collections::BTreeMap<(Option<u8>, usize), (i64, i64)> = std::collections::BTreeMap::new();
        for support in &found.supports {
            let about = pack.supports[support.support.index()].worth.as_ref();
            let value = worth::of(&pack, &answers, support);
            let Some((about, value)) = about.zip(value).filter(|(about, value)| about.kind == WorthKind::Saves && value.max.0 != 0) else {
                continue;
            };
            let alone = if about.exclusive.is_some() { 0 } else { 1 + support.support.index() };
            let entry = best.entry((about.exclusive, alone)).or_insert((0, 0));
            exclusive += u64::from(*entry != (0, 0));
            *entry = (entry.0.max(value.min.0), entry.1.max(value.max.0));
        }
        let wanted = (!best.is_empty()).then(|| best.values().fold((0, 0), |sum, value| (sum.0 + value.0, sum.1 + value.1)));
        let total = worth::total(&pack, &answers, &found).map(|total| (total.value.min.0, total.value.max.0));
        assert_eq!(total, wanted, "ZICE_LAWS_SEED={seed}, firm {index}");
        sums += u64::from(total.is_some());
    }
    assert!(sums * exclusive != 0, "{sums} sums, {exclusive} reliefs beside another");
}

#[test]
fn laws_of_generated_packs() {
    let start = Instant::now();
    let (seed, count) = (setting("ZICE_LAWS_SEED", 47), setting("ZICE_LAWS_CASES", 40_000));
    for index in 0..count {
        let case = generate::case(&mut Rng::new(seed, index));
        if broken(&case, index).is_some() {
            let (smallest, message) = shrink::shrink(case, |case| broken(case, index));
            panic!("ZICE_LAWS_SEED={seed}, case {index}: {message}\n{smallest}");
        }
    }
    tell::tell(&format!("laws: {count} generated packs, {:.1?}", start.elapsed()));
}

/// Verdicts and open facts of everything visible.
fn outcomes(report: &Report) -> Vec<(Verdict, FactSet)> {
    let rungs = report.ladder.iter().flat_map(|ladder| &ladder.rungs).map(|rung| &rung.assessment);
    report.supports.iter().map(|support| &support.assessment).chain(rungs).map(|found| (found.verdict, found.depends_on)).collect()
}

/// One visitor, who answers everything in a random order, six facts at a time; how many steps there were.
fn visit(pack: &Catalogue, day: Date, seed: u64, index: u64) -> u64 {
    let rng = &mut Rng::new(seed, index);
    let mut order: Vec<u8> = (0..pack.facts.len() as u8).collect();
    rng.shuffle(&mut order);
    let mut answers = Answers::default();
    let (mut whole, mut answers_before) = (report(pack, &answers, Topics::default(), day), answers.clone());
    let mut before = outcomes(&whole);
    let chunks = order.chunks(6);
    let steps = chunks.len() as u64;
    for chunk in chunks {
        for &fact in chunk {
            let answer = answer_real(rng, pack, FactId(fact));
            answers.set(FactId(fact), answer);
        }
        let now = report(pack, &answers, Topics::default(), day);
        let taken_over = zice_core::report::after(&whole, &answers_before, pack, &answers, Topics::default());
        assert!(taken_over == now, "ZICE_LAWS_SEED={seed}, visitor {index}: taking over changes the report: {answers:?}");
        (whole, answers_before) = (now.clone(), answers.clone());
        let after = outcomes(&now);
        for (at, (then, now)) in before.iter().zip(&after).enumerate() {
            let place = format!("ZICE_LAWS_SEED={seed}, visitor {index}, subject {at}: {then:?} became {now:?} with {answers:?}");
            assert!(then.0 == Verdict::Undetermined || then.0 == now.0, "a definite verdict changed: {place}");
            assert!(now.1.without(then.1).is_empty(), "depends_on gained a fact: {place}");
            assert_eq!(
                now.0 == Verdict::Undetermined,
                !now.1.is_empty(),
                "open facts of a definite verdict, or none of an open one: {place}"
            );
        }
        let mut entries: Vec<(FactId, Answer)> = answers.iter().collect();
        rng.shuffle(&mut entries);
        let mut other = Answers::default();
        entries.into_iter().for_each(|(fact, answer)| other.set(fact, answer));
        let other = report(pack, &other, Topics::default(), day);
        assert!(other == now, "ZICE_LAWS_SEED={seed}, visitor {index}: the order of the answers matters: {answers:?}");
        before = after;
    }
    steps
}

#[test]
fn what_the_pack_says_before_anything_is_known_is_what_the_engine_finds() {
    let pack = zice_pack::catalogue().expect("the built-in pack");
    let mut opened = pack.clone();
    opened.opening = Some(opening(&pack));
    let seed = setting("ZICE_LAWS_SEED", 47);
    for (index, day) in ["2021-12-31", "2025-12-31", "2026-01-01", "2026-11-23", "2030-06-01"].into_iter().enumerate() {
        let (day, rng) = (Date::parse(day).expect("a day"), &mut Rng::new(seed, index as u64));
        let mut answers = Answers::default();
        for _ in 0..4 {
            let expected = report(&pack, &answers, Topics::default(), day);
            assert!(report(&opened, &answers, Topics::default(), day) == expected, "ZICE_LAWS_SEED={seed}, {day}: {answers:?}");
            let fact = FactId(rng.below(pack.facts.len()) as u8);
            let before = answers.clone();
            let answer = answer_real(rng, &pack, fact);
            answers.set(fact, answer);
            let after = zice_core::report::after(&expected, &before, &opened, &answers, Topics::default());
            assert!(after == report(&pack, &answers, Topics::default(), day), "ZICE_LAWS_SEED={seed}, {day}: {answers:?}");
        }
    }
}

/// What is over counts nowhere and is asked for nowhere; what cannot be met any more is not open, and no question hangs on it alone.
#[test]
fn nothing_over_counts_and_no_lost_cause_is_asked_for() {
    let pack = zice_authoring::load(Path::new("seeds")).unwrap_or_else(|problems| panic!("the seeds have problems: {problems:?}"));
    let (seed, count) = (setting("ZICE_LAWS_SEED", 47), setting("ZICE_OVER_FIRMS", 240));
    let days: Vec<Date> =
        ["2026-11-30", "2026-12-31", "2027-01-01", "2027-12-31", "2028-01-02", "2035-06-01"].into_iter().filter_map(Date::parse).collect();
    let (mut over, mut lost, mut spared, mut soon) = (0, 0, 0, 0);
    for index in 0..count {
        let rng = &mut Rng::new(seed, 20_000 + index);
        let day = *rng.pick(&days);
        let mut answers = Answers::default();
        for fact in (0..pack.facts.len() as u8).map(FactId) {
            if rng.chance([15, 40, 80][index as usize % 3]) {
                let answer = answer_real(rng, &pack, fact);
                answers.set(fact, answer);
            }
        }
        let found = report(&pack, &answers, Topics::default(), day);
        let place = || format!("ZICE_LAWS_SEED={seed}, firm {index}, {day}");
        let (mut worth, mut all) = (FactSet::default(), FactSet::default());
        for support in &found.supports {
            let id = pack.supports[support.support.index()].id;
            let assessed = &support.assessment;
            all = all.union(assessed.depends_on);
            let hopeful = assessed.outcomes.0 & 0b1100 != 0;
            if assessed.verdict == Verdict::Undetermined && !hopeful {
                lost += 1;
                assert_eq!(assessed.prospect(), Verdict::NotYet, "{id}: {}", place());
            } else {
                assert_eq!(assessed.prospect(), assessed.verdict, "{id}: {}", place());
            }
            if support.status == Status::Expired {
                over += 1;
                assert_eq!((support.verdict(), support.days_left), (None, None), "{id}: {}", place());
                assert!(found.contacts().iter().all(|contact| !contact.supports.contains(&support.support)), "{id}: {}", place());
            } else if hopeful {
                worth = worth.union(assessed.depends_on);
            }
            if let Some(days) = support.days_left {
                soon += 1;
                let on = |after: u16| {
                    let day = (0..after).fold(day, |day, _| day.next());
                    let again = report(&pack, &answers, Topics::default(), day);
                    again.supports.iter().find(|other| other.support == support.support).map(|other| other.status)
                };
                assert_eq!((on(days), on(days + 1)), (Some(Status::InForce), Some(Status::Expired)), "{id}: {}", place());
            }
        }
        for rung in found.ladder.iter().flat_map(|ladder| &ladder.rungs).map(|rung| &rung.assessment) {
            all = all.union(rung.depends_on);
            worth = if rung.outcomes.0 & 0b1100 != 0 { worth.union(rung.depends_on) } else { worth };
        }
        assert_eq!(found.open, worth, "{}", place());
        spared += all.without(worth).len();
        let counted: usize = Verdict::ALL.into_iter().map(|verdict| found.count(verdict)).sum();
        assert_eq!(counted, found.supports.iter().filter(|support| support.status != Status::Expired).count(), "{}", place());
        for mode in [Mode::Full, Mode::Quick] {
            assert!(found.next_question(&pack, &answers, mode).is_none_or(|fact| worth.has(fact)), "{}", place());
        }
    }
    tell::tell(&format!(
        "laws: {over} supports over, {lost} lost causes, {spared} questions spared by them, {soon} supports that end soon"
    ));
    assert!(over * lost * u64::from(spared) * soon != 0, "each of them occurs");
}

#[test]
fn what_the_core_says_is_what_the_engine_finds() {
    let pack = zice_pack::catalogue().expect("the built-in pack");
    let (mut opened, mut core) = (pack.clone(), pack.clone());
    let found = opening(&pack);
    core.outlook = Some(outlook(&pack, &found));
    opened.opening = Some(found);
    // As the page has it before the rest has come.
    core.complete = false;
    let first = core.outlook.as_ref().and_then(|outlook| outlook.first).expect("the first question has options");
    let near = core.outlook.as_ref().map(|outlook| outlook.near).expect("what is still open");
    let options = pack.fact(first).options.len() as u8;
    let last = core.outlook.as_ref().and_then(|outlook| outlook.days.from).expect("a first day of today's lines");
    for other in ["2021-12-31", "2027-01-01", "2030-06-01"].into_iter().filter_map(Date::parse).chain([last.previous()]) {
        let found = ready(&core, &Answers::default(), Topics::default(), other, None);
        assert!(found.is_none(), "other lines are in force, or other supports are over: {other}");
    }
    let open = |answers: &Answers, topics, day| ready(&core, answers, topics, day, None).map(|findings| findings.open_sets().to_vec());
    for day in ["2026-11-23", "2026-12-31"].into_iter().filter_map(Date::parse).chain([last]) {
        for topics in core::iter::once(0).chain((0..pack.topics.len()).map(|topic| 1 << topic)).chain([0b11, 0b1010]).map(Topics) {
            let blank = Answers::default();
            let before = report(&pack, &blank, topics, day);
            assert_eq!(open(&blank, topics, day).as_ref(), Some(&before.open_sets), "{day}, {topics:?}");
            let single = topics.0.count_ones() < 2;
            for mode in [Mode::Full, Mode::Quick] {
                assert!(!single || before.next_question(&pack, &blank, mode).is_none_or(|fact| near.has(fact)), "{topics:?}, {mode:?}");
            }
            for option in 0..options {
                let mut answers = Answers::default();
                answers.set(first, known_option(option));
                let place = || format!("{day}, {topics:?}, option {option}");
                let expected = report(&pack, &answers, topics, day);
                assert_eq!(open(&answers, topics, day).as_ref(), Some(&expected.open_sets), "{}", place());
                assert!(report(&opened, &answers, topics, day) == expected, "the results: {}", place());
                for mode in [Mode::Full, Mode::Quick] {
                    // Whatever is asked next can be answered with 不清楚 without a search, and with nothing else.
                    let Some(second) = expected.next_question(&pack, &answers, mode) else { continue };
                    assert!(topics != Topics::default() || near.has(second), "{}", place());
                    let mut unknown = answers.clone();
                    unknown.set(second, Answer::Unknown);
                    assert_eq!(open(&unknown, topics, day), Some(report(&pack, &unknown, topics, day).open_sets), "{}", place());
                    unknown.set(second, answer_real(&mut Rng::new(1, u64::from(option)), &pack, second));
                    assert!(open(&unknown, topics, day).is_none(), "waits: {}", place());
                }
            }
        }
    }
}

/// The time saved is the point of it, so nothing else would notice that it is worked out again.
#[test]
fn what_the_pack_or_an_earlier_report_says_is_not_worked_out_again() {
    let pack = zice_pack::catalogue().expect("the built-in pack");
    let day = Date::parse("2026-11-23").expect("a day");
    let mut marked = pack.clone();
    let mut said = opening(&pack);
    // No search would find this.
    let found = said.first.iter_mut().flat_map(|first| &mut first.changed).flat_map(|changed| &mut changed.found);
    said.found.iter_mut().chain(found).for_each(|found| found.depends_on = FactSet::default());
    let first = said.first.as_ref().map(|first| first.fact).expect("the first question has options");
    marked.opening = Some(said);
    let mut answers = Answers::default();
    assert_eq!(report(&marked, &answers, Topics::default(), day).open_sets, []);
    answers.set(first, known_option(0));
    assert_eq!(report(&marked, &answers, Topics::default(), day).open_sets, []);
    // What hangs on another answer is searched, and what an earlier report says of the rest is kept.
    let (before, other) = (answers.clone(), pack.fact_by_id("employees").expect("a fact"));
    let earlier = report(&marked, &answers, Topics::default(), day);
    answers.set(other, Answer::Known(FactValue::exact(Quantity(20))));
    let (now, kept) =
        (report(&pack, &answers, Topics::default(), day), zice_core::report::after(&earlier, &before, &pack, &answers, Topics::default()));
    let mut taken_over = 0;
    for (searched, (kept, earlier)) in now.supports.iter().zip(kept.supports.iter().zip(&earlier.supports)) {
        let hangs = mentions(&pack, searched.support).has(other);
        assert_eq!(kept.assessment, if hangs { &searched.assessment } else { &earlier.assessment }.clone());
        taken_over += usize::from(!hangs && kept.assessment != searched.assessment);
    }
    assert!(0 < taken_over && taken_over < now.supports.len());
}

/// The facts that a support's conditions mention, in force or not.
fn mentions(pack: &Catalogue, support: SupportId) -> FactSet {
    let support = &pack.supports[support.index()];
    let lines = support.criteria.iter().map(|&line| pack.criterion(line).node);
    lines.chain(support.trigger.map(|(node, _)| node)).fold(FactSet::default(), |set, node| set.union(pack.mask(node)))
}

#[test]
fn only_the_answer_to_the_first_question_is_foreseen() {
    let pack = zice_pack::catalogue().expect("the built-in pack");
    let mut core = pack.clone();
    core.outlook = Some(outlook(&pack, &opening(&pack)));
    core.complete = false;
    let day = Date::parse("2026-11-23").expect("a day");
    let first = core.outlook.as_ref().and_then(|outlook| outlook.first);
    let facts = (0..pack.facts.len()).map(|index| FactId(index as u8));
    for fact in facts.filter(|&fact| matches!(pack.fact(fact).kind, FactKind::One | FactKind::Yes)) {
        let mut answers = Answers::default();
        answers.set(fact, known_option(0));
        assert_eq!(ready(&core, &answers, Topics::default(), day, None).is_some(), Some(fact) == first, "{}", pack.fact(fact).id);
    }
}

/// In the built-in pack single topics begin with questions that others begin with too, so each article is a topic here, and what nearly all supports
/// depend on is hard to find out.
#[test]
fn whatever_single_topic_is_chosen_its_first_question_is_near() {
    let mut pack = zice_pack::catalogue().expect("the built-in pack").clone();
    let day = Date::parse("2026-11-23").expect("a day");
    let articles: std::collections::BTreeSet<u8> = pack.supports.iter().map(|support| support.article).collect();
    let topic = zice_core::catalogue::Topic { ladder: false, ..pack.topics[0].clone() };
    pack.topics =
        articles.iter().take(32).map(|&article| zice_core::catalogue::Topic { articles: vec![article], ..topic.clone() }).collect();
    let all = report(&pack, &Answers::default(), Topics::default(), day);
    let hangs = zice_core::journey::weights(&pack, &all.open_sets);
    for (fact, hangs) in pack.facts.iter_mut().zip(hangs) {
        fact.effort = if all.open_sets.len() < 2 * hangs { Effort::Document } else { Effort::Memory };
    }
    let near = outlook(&pack, &opening(&pack)).near;
    let mut firsts = FactSet::default();
    for topics in (0..pack.topics.len()).map(|topic| Topics(1 << topic)) {
        for mode in [Mode::Full, Mode::Quick] {
            let Some(first) = report(&pack, &Answers::default(), topics, day).next_question(&pack, &Answers::default(), mode) else {
                continue;
            };
            assert!(near.has(first), "{topics:?}, {mode:?}: {}", pack.fact(first).id);
            firsts = firsts.union(FactSet::only(first));
        }
    }
    assert!(4 < firsts.len(), "they differ: {firsts:?}");
}

fn known_option(option: u8) -> Answer {
    Answer::Known(FactValue::Option(option))
}

#[test]
fn laws_of_the_real_pack() {
    let start = Instant::now();
    let pack = zice_authoring::load(Path::new("seeds")).unwrap_or_else(|problems| panic!("the seeds have problems: {problems:?}"));
    let day = Date::parse("2026-11-23").expect("a day");
    let (seed, count) = (setting("ZICE_LAWS_SEED", 47), setting("ZICE_LAWS_VISITORS", 20));
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let steps: u64 = std::thread::scope(|scope| {
        let visits = |first: u64| (first..count).step_by(threads as usize).map(|index| visit(&pack, day, seed, index)).sum::<u64>();
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || visits(first))).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|broken| std::panic::resume_unwind(broken))).sum()
    });
    tell::tell(&format!("laws: {count} visitors of the real pack, {steps} steps, {:.1?}", start.elapsed()));
}

/// Applies a way to the answers, as a firm would that does what it says.
fn applied(pack: &Catalogue, answers: &Answers, way: &[Change]) -> Answers {
    let mut after = answers.clone();
    for change in way {
        let held = match after.value(change.fact) {
            Some(FactValue::Options(set)) => set.0,
            _ => 0,
        };
        let value = match change.required {
            Required::AtLeast(value) | Required::AtMost(value) => FactValue::exact(value),
            Required::Option(option) => FactValue::Option(option),
            Required::Including(option) => FactValue::Options(OptionSet(held | 1 << option)),
            Required::Without(options) => FactValue::Options(OptionSet(held & !options)),
            Required::ShareOf(..) => continue,
        };
        assert!(
            pack.fact(change.fact).change != zice_core::catalogue::Change::Never
                || change.current == Current::Unknown
                || answers.value(change.fact).is_none_or(|value| matches!(value, FactValue::Range(low, high) if low < high)),
            "a fact that nobody changes: {change:?}"
        );
        after.set(change.fact, Answer::Known(value));
    }
    after
}

/// The same way with one number moved one step less.
fn nearer(way: &[Change]) -> Vec<Vec<Change>> {
    let exact = |change: &Change| matches!(change.current, Current::Range(low, high) if low == high);
    let moved = (0..way.len()).filter(|&at| exact(&way[at])).filter_map(|at| {
        let mut nearer = way.to_vec();
        nearer[at].required = match way[at].required {
            Required::AtLeast(value) => Required::AtLeast(Quantity(value.0 - 1)),
            Required::AtMost(value) => Required::AtMost(Quantity(value.0 + 1)),
            _ => return None,
        };
        Some(nearer)
    });
    moved.collect()
}

#[test]
fn ways_of_each_line_of_the_real_pack() {
    let start = Instant::now();
    let pack = zice_authoring::load(Path::new("seeds")).unwrap_or_else(|problems| panic!("the seeds have problems: {problems:?}"));
    let day = Date::parse("2026-11-30").expect("a day");
    let (seed, count) = (setting("ZICE_LAWS_SEED", 47), setting("ZICE_LINES_FIRMS", 60));
    let (mut lines, mut all) = (0, 0);
    for index in 0..count {
        let rng = &mut Rng::new(seed, 10_000 + index);
        let unknown = [0, 0, 15, 40][index as usize % 4];
        let mut answers = Answers::default();
        for fact in (0..pack.facts.len() as u8).map(FactId) {
            if !rng.chance(unknown) {
                let answer = answer_real(rng, &pack, fact);
                answers.set(fact, answer);
            }
        }
        let found = report(&pack, &answers, Topics::default(), day);
        let rungs = found.ladder.iter().flat_map(|ladder| &ladder.rungs).map(|rung| &rung.assessment);
        let mut asking: Vec<_> =
            found.supports.iter().map(|support| &support.assessment).chain(rungs).flat_map(|found| found.lines()).collect();
        asking.retain(|line| line.fails() || line.is_open());
        asking.sort_by_key(|line| line.criterion);
        asking.dedup();
        let good = |answers: &Answers, criterion: CriterionId| {
            let domains = Domains::new(&pack, answers);
            Search::new(&pack, &domains).outcomes(&[pack.criterion(criterion).node]).0 & 0b0011 == 0
        };
        for gap in zice_core::report::gaps(&pack, &answers, &asking) {
            lines += 1;
            for way in &gap.ways {
                all += 1;
                let place = || format!("ZICE_LAWS_SEED={seed}, firm {index}, {}: {way:?}", pack.criterion(gap.criterion).id);
                let years = zice_core::rules::remedies::years(&pack, &Domains::new(&pack, &answers), day, way);
                for (change, year) in way.iter().zip(years) {
                    goes(&pack, change, year, day).unwrap_or_else(|wrong| panic!("{wrong}: {}", place()));
                }
                if way.iter().any(|change| matches!(change.required, Required::ShareOf(..))) {
                    continue;
                }
                assert!(good(&applied(&pack, &answers, way), gap.criterion), "the line does not hold after it: {}", place());
                for subset in (0..(1_u32 << way.len()) - 1).filter(|subset| way.len() < 6 || way.len() as u32 <= subset.count_ones() + 1) {
                    let part: Vec<Change> =
                        way.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, change)| *change).collect();
                    assert!(!good(&applied(&pack, &answers, &part), gap.criterion), "{part:?} is enough: {}", place());
                }
                for less in nearer(way) {
                    assert!(!good(&applied(&pack, &answers, &less), gap.criterion), "{less:?} is enough: {}", place());
                }
            }
        }
    }
    tell::tell(&format!("laws: {lines} lines not met or open, {all} ways out of them, {:.1?}", start.elapsed()));
    assert!(count < all);
}

/// Whether a firm can go there.
///
/// # Errors
/// Why not.
fn goes(pack: &Catalogue, change: &Change, year: Option<i64>, day: Date) -> Result<(), String> {
    use zice_core::catalogue::Change as How;
    let about = pack.fact(change.fact);
    if let Required::Option(option) | Required::Including(option) = change.required
        && about.out_of_reach.has(option)
    {
        return Err(format!("nobody can come to hold {}", about.options[usize::from(option)].id));
    }
    if matches!(about.change, How::Never) && about.kind.unit().is_some() {
        return Err(format!("size is no gap: {}", about.id));
    }
    let Some(delta) = change.delta else { return Ok(()) };
    if delta < 0 && matches!(about.kind.unit(), Some(Unit::WanYuan | Unit::Persons)) {
        return Err(format!("no firm is advised to have less money or fewer people: {}", about.id));
    }
    match about.change {
        How::Rise | How::Time if delta < 0 => return Err(format!("{} is to shrink", about.id)),
        How::Fall if 0 < delta => return Err(format!("{} is to grow", about.id)),
        _ => {}
    }
    let now = i64::from(day.year());
    match (year, about.years_back) {
        (None, 0) if !about.year_end => Ok(()),
        (None, _) => Err(format!("{} is of a closed year", about.id)),
        // Of the year before last, last year's figure may do as soon as that is the year before last.
        (Some(year), 2) if now - 1 <= year => Ok(()),
        (Some(year), _) if now <= year => Ok(()),
        (Some(year), _) => Err(format!("{} of {year} is closed", about.id)),
    }
}

#[test]
fn ways_of_the_real_pack() {
    let start = Instant::now();
    let pack = zice_authoring::load(Path::new("seeds")).unwrap_or_else(|problems| panic!("the seeds have problems: {problems:?}"));
    let day = Date::parse("2026-11-23").expect("a day");
    let (seed, count) = (setting("ZICE_LAWS_SEED", 47), setting("ZICE_WAYS_FIRMS", 40));
    let (mut rules, mut all, mut stuck) = (0, 0, 0);
    for index in 0..count {
        let rng = &mut Rng::new(seed, index);
        let unknown = [0, 0, 15, 40][index as usize % 4];
        let mut answers = Answers::default();
        for fact in (0..pack.facts.len() as u8).map(FactId) {
            if !rng.chance(unknown) {
                let answer = answer_real(rng, &pack, fact);
                answers.set(fact, answer);
            }
        }
        let verdicts = |answers: &Answers| {
            let report = report(&pack, answers, Topics::default(), day);
            let rungs = report.ladder.into_iter().flat_map(|ladder| ladder.rungs).map(|rung| rung.assessment.verdict);
            report.supports.iter().map(|support| support.assessment.verdict).chain(rungs).collect::<Vec<Verdict>>()
        };
        for (at, before) in verdicts(&answers).into_iter().enumerate() {
            if !matches!(before, Verdict::NotYet | Verdict::Undetermined) {
                continue;
            }
            let of = match at.checked_sub(pack.supports.len()) {
                Some(rung) => SubjectId::Rung(rung),
                None => SubjectId::Support(SupportId(at as u16)),
            };
            let met = |answers: &Answers| {
                let domains = Domains::new(&pack, answers);
                let lists = zice_core::report::conditions(&pack, of, day);
                Search::new(&pack, &domains).outcomes_of_best(&lists).0 & 0b0011 == 0
            };
            let found = zice_core::report::ways(&pack, &answers, of, day, 4);
            (rules, all, stuck) = (rules + 1, all + found.ways.len(), stuck + u64::from(found.ways.is_empty()));
            for way in found.ways.iter().filter(|way| !way.iter().any(|change| matches!(change.required, Required::ShareOf(..)))) {
                let place = || format!("ZICE_LAWS_SEED={seed}, firm {index}, {of:?}: {way:?}");
                assert!(met(&applied(&pack, &answers, way)), "does not suffice: {}", place());
                for subset in
                    (0..(1_u32 << way.len().min(10)) - 1).filter(|subset| way.len() < 6 || way.len() as u32 <= subset.count_ones() + 1)
                {
                    let part: Vec<Change> =
                        way.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, change)| *change).collect();
                    assert!(!met(&applied(&pack, &answers, &part)), "{part:?} suffices: {}", place());
                }
            }
        }
    }
    tell::tell(&format!("laws: {rules} rules of the real pack not met, {all} ways out, {stuck} without one, {:.1?}", start.elapsed()));
}

/// Whether the condition weighs the fact against another: then no bound of its own says where it changes.
fn weighs(pack: &Catalogue, node: NodeId, fact: FactId) -> bool {
    let mut found = match &pack.nodes[node.index()] {
        Node::Ratio { numerator, denominator, .. } => [*numerator, *denominator].contains(&fact),
        Node::Sum { facts, .. } => facts.contains(&fact),
        _ => false,
    };
    case::children(&pack.nodes[node.index()], &pack.scores, |child| found |= weighs(pack, child, fact));
    found
}

#[test]
fn no_band_straddles_a_bound() {
    let pack = zice_authoring::load(Path::new("seeds")).unwrap_or_else(|problems| panic!("the seeds have problems: {problems:?}"));
    let day = Date::parse("2026-11-23").expect("a day");
    let (seed, firms, mut bands_seen) = (setting("ZICE_LAWS_SEED", 47), setting("ZICE_BANDS_FIRMS", 60), 0);
    for index in 0..firms {
        let rng = &mut Rng::new(seed, index);
        let mut answers = Answers::default();
        for fact in (0..pack.facts.len() as u8).map(FactId) {
            if rng.chance(40) {
                let answer = answer_real(rng, &pack, fact);
                answers.set(fact, answer);
            }
        }
        let before = report(&pack, &answers, Topics::default(), day);
        let numbers: Vec<FactId> = before.open.iter().filter(|&fact| matches!(pack.fact(fact).kind, FactKind::Number { .. })).collect();
        let Some(&fact) = numbers.get(rng.below(numbers.len().max(1))) else { continue };
        answers.remove(fact);
        let before = report(&pack, &answers, Topics::default(), day);
        let FactKind::Number { unit, min, max } = pack.fact(fact).kind else { continue };
        let bands = bands(&pack, &Domains::new(&pack, &answers), &before, fact);
        bands_seen += bands.len() as u64;
        if let (Some(first), Some(last)) = (bands.first(), bands.last()) {
            assert_eq!((first.low, last.high), (min, max), "the bands of {} cover its domain", pack.fact(fact).id);
        }
        assert!(bands.windows(2).all(|pair| pair[0].high.0 + unit.written() == pair[1].low.0), "no gap and no overlap: {bands:?}");
        // Whatever figure lies behind a band, every condition with a bound on it comes out alike.
        let asking: Vec<CriterionId> = before
            .supports
            .iter()
            .map(|support| &support.assessment)
            .chain(before.ladder.iter().flat_map(|ladder| &ladder.rungs).map(|rung| &rung.assessment))
            .filter(|found| found.depends_on.has(fact))
            .flat_map(|found| found.lines().map(|line| line.criterion).collect::<Vec<_>>())
            .filter(|&id| !weighs(&pack, pack.criterion(id).node, fact))
            .collect();
        for band in bands {
            let mut outcomes = [band.low.0, rng.within(band.low.0, band.high.0), band.high.0].into_iter().map(|figure| {
                answers.set(fact, Answer::Known(FactValue::exact(Quantity(figure))));
                let domains = Domains::new(&pack, &answers);
                let mut search = Search::new(&pack, &domains);
                asking.iter().map(|&id| search.outcomes(&[pack.criterion(id).node])).collect::<Vec<OutcomeSet>>()
            });
            let first = outcomes.next();
            assert!(
                outcomes.all(|other| Some(&other) == first.as_ref()),
                "firm {index}: {} straddles a bound: {band:?}",
                pack.fact(fact).id
            );
        }
    }
    tell::tell(&format!("laws: {bands_seen} bands"));
    assert!(5 * firms / 3 < bands_seen);
}
