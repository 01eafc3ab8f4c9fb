//! Laws of verdicts, on generated packs and on every support and rung of the real one: monotone, order-free, and open exactly when undecided.
//!
//! The profiles of the real pack leave much more open than the oracle could enumerate. `ZICE_LAWS_CASES` sets the number of cases,
//! `ZICE_LAWS_SEED` the seed.

#[path = "oracle/answer.rs"]
mod answer;
#[path = "oracle/case.rs"]
mod case;
#[path = "oracle/generate.rs"]
mod generate;
#[path = "oracle/rng.rs"]
mod rng;
#[path = "oracle/shrink.rs"]
mod shrink;

use std::path::Path;
use std::time::Instant;

use case::{Case, known};
use rng::Rng;
use zice::catalogue::{Catalogue, Node};
use zice::date::Date;
use zice::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue};
use zice::report::{Report, Topics, report};
use zice::rules::domain::Domains;
use zice::rules::level::Levels;
use zice::rules::search::Search;
use zice::rules::verdict::Verdict;
use zice::units::Quantity;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Levels and open facts of every subject, in one search.
fn found(case: &Case) -> Vec<(Levels, FactSet)> {
    let (pack, answers) = (case.catalogue(), case.answers());
    let domains = Domains::new(&pack, &answers);
    let mut search = Search::new(&pack, &domains);
    case.subjects.iter().map(|lists| (search.levels_of_best(lists), search.depends_on(lists))).collect()
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
    for (at, (levels, depends_on)) in before.iter().enumerate() {
        if depends_on.is_empty() != (Verdict::of(*levels) != Verdict::Undetermined) {
            return Some(format!("subject {at}: verdict {:?} with depends_on {depends_on:?}", Verdict::of(*levels)));
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
    println!("laws: {count} generated packs, {:.1?}", start.elapsed());
}

/// A random value or range of a fact of the real pack, near a bound of some condition.
fn answer_real(rng: &mut Rng, pack: &Catalogue, fact: FactId) -> Answer {
    let about = pack.fact(fact);
    let count = about.options.len() as i64;
    let value = match about.kind {
        FactKind::Number { min, max, .. } => {
            let bound = |node: &Node| match node {
                Node::Compare { fact: of, min, max } if *of == fact => min.or(*max).map(|bound| bound.0),
                _ => None,
            };
            let bounds: Vec<i64> = pack.nodes.iter().filter_map(bound).collect();
            let mut near = || {
                let far = bounds.is_empty() || rng.chance(30);
                let value = if far { 1 << rng.within(0, 33) } else { rng.pick(&bounds) + rng.within(-1, 1) };
                value.clamp(min.0, max.0)
            };
            let (a, b) = (near(), near());
            if rng.chance(50) { FactValue::exact(Quantity(a)) } else { FactValue::Range(Quantity(a.min(b)), Quantity(a.max(b))) }
        }
        FactKind::Many => known(about.kind, rng.within(0, (1 << count) - 1) & rng.within(0, (1 << count) - 1)),
        kind => known(kind, rng.within(0, count - 1)),
    };
    Answer::Known(value)
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
    let mut before = outcomes(&report(pack, &answers, Topics::default(), day));
    let chunks = order.chunks(6);
    let steps = chunks.len() as u64;
    for chunk in chunks {
        for &fact in chunk {
            let answer = answer_real(rng, pack, FactId(fact));
            answers.set(FactId(fact), answer);
        }
        let now = report(pack, &answers, Topics::default(), day);
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
fn laws_of_the_real_pack() {
    let start = Instant::now();
    let pack = zice::authoring::load(Path::new("seeds")).unwrap_or_else(|problems| panic!("the seeds have problems: {problems:?}"));
    let day = Date::parse("2026-11-23").expect("a day");
    let (seed, count) = (setting("ZICE_LAWS_SEED", 47), setting("ZICE_LAWS_VISITORS", 20));
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let steps: u64 = std::thread::scope(|scope| {
        let visits = |first: u64| (first..count).step_by(threads as usize).map(|index| visit(&pack, day, seed, index)).sum::<u64>();
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || visits(first))).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|broken| std::panic::resume_unwind(broken))).sum()
    });
    println!("laws: {count} visitors of the real pack, {steps} steps, {:.1?}", start.elapsed());
}
