//! The slowest supports and rungs, found by search; not part of the normal run.

use std::hint::black_box;
use std::time::Duration;

use zice_core::catalogue::Catalogue;
use zice_core::date::Date;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactValue};
use zice_core::rules::domain::Domains;
use zice_core::rules::search::Search;
use zice_core::units::Quantity;

use crate::case::known;
use crate::rng::Rng;
use crate::subjects::{Real, bounds, leaves, mentioned};
use crate::table::{Clock, shortest};

/// Climbing stops at a profile that takes more steps than this.
const ENOUGH: u64 = 2_000_000;

/// One measurement.
pub struct Slow {
    /// How long it took.
    pub time: Duration,
    /// How many conditions were evaluated.
    pub steps: u64,
    /// The support or rung.
    pub name: String,
    /// The profile.
    pub answers: Answers,
}

/// Everything assessed with these answers, in one search.
fn total(clock: Clock<'_>, pack: &Catalogue, subjects: &[Real], day: Date, answers: &Answers) -> Duration {
    let assess = || {
        let domains = Domains::new(pack, answers);
        let mut search = Search::new(pack, &domains);
        for real in subjects {
            black_box(real.assess(&mut search, day));
        }
    };
    shortest(clock, assess).0
}

/// Everything assessed for a random profile, and its slowest support or rung; of some nearly everything is known, of others hardly anything.
pub fn whole(rng: &mut Rng, clock: Clock<'_>, pack: &Catalogue, subjects: &[Real], day: Date) -> (Duration, Option<Slow>) {
    let mut answers = Answers::default();
    let unknown = rng.within(0, 95) as u64;
    let lists: Vec<_> = subjects.iter().flat_map(|real| real.lists(pack, day)).collect();
    let every = leaves(pack, &vec![0; pack.facts.len()], &|_| true, &lists);
    for fact in mentioned(&every) {
        if !rng.chance(unknown) {
            change(rng, pack, fact, &bounds(fact, &every), &mut answers);
        }
    }
    let all = total(clock, pack, subjects, day, &answers);
    let slowest = subjects.iter().max_by_key(|real| measure(clock, pack, real, day, &answers).steps);
    (all, slowest.map(|real| measure(clock, pack, real, day, &only_mentioned(pack, real, day, &answers))))
}

fn only_mentioned(pack: &Catalogue, real: &Real, day: Date, answers: &Answers) -> Answers {
    let every = leaves(pack, &vec![0; pack.facts.len()], &|_| true, &real.lists(pack, day));
    let mut kept = answers.clone();
    answers.iter().filter(|(fact, _)| !mentioned(&every).contains(fact)).for_each(|(fact, _)| kept.remove(fact));
    kept
}

fn measure(clock: Clock<'_>, pack: &Catalogue, real: &Real, day: Date, answers: &Answers) -> Slow {
    let (time, steps) = shortest(clock, || {
        let domains = Domains::new(pack, answers);
        let mut search = Search::new(pack, &domains);
        black_box(real.assess(&mut search, day));
        search.steps
    });
    Slow { time, steps, name: real.name.clone(), answers: answers.clone() }
}

/// Changes random answers as long as the search takes no fewer steps.
pub fn climb(rng: &mut Rng, clock: Clock<'_>, pack: &Catalogue, real: &Real, day: Date, tries: usize) -> Slow {
    let every = leaves(pack, &vec![0; pack.facts.len()], &|_| true, &real.lists(pack, day));
    let facts = mentioned(&every);
    let mut worst = measure(clock, pack, real, day, &Answers::default());
    for _ in 0..tries {
        if facts.is_empty() || ENOUGH < worst.steps {
            break;
        }
        let mut answers = worst.answers.clone();
        for _ in 0..rng.within(1, 2) {
            let fact = *rng.pick(&facts);
            change(rng, pack, fact, &bounds(fact, &every), &mut answers);
        }
        let slow = measure(clock, pack, real, day, &answers);
        if worst.steps <= slow.steps {
            worst = slow;
        }
    }
    worst
}

fn change(rng: &mut Rng, pack: &Catalogue, fact: FactId, near: &[i64], answers: &mut Answers) {
    let about = pack.fact(fact);
    let value = match about.kind {
        _ if rng.chance(30) => return answers.remove(fact),
        FactKind::Number { min, max, .. } => {
            let mut value = || if rng.chance(30) { 1 << rng.within(0, 33) } else { *rng.pick(near) };
            let (a, b) = (value().clamp(min.0, max.0), value().clamp(min.0, max.0));
            FactValue::Range(Quantity(a.min(b)), Quantity(if rng.chance(50) { a.max(b) } else { a.min(b) }))
        }
        FactKind::Many if rng.chance(50) => known(about.kind, 0),
        FactKind::Many => known(about.kind, 1 << rng.below(about.options.len())),
        kind => known(kind, rng.below(about.options.len()) as i64),
    };
    answers.set(fact, Answer::Known(value));
}

/// The answers as a person reads them.
pub fn text(pack: &Catalogue, answers: &Answers) -> String {
    let line = |(fact, answer): (FactId, Answer)| {
        let text = match answer {
            Answer::Known(FactValue::Range(low, high)) => format!("{}..={}", low.0, high.0),
            Answer::Known(FactValue::Option(option)) => pack.fact(fact).options[usize::from(option)].id.to_owned(),
            Answer::Known(FactValue::Options(set)) => {
                set.iter().map(|option| pack.fact(fact).options[usize::from(option)].id).collect::<Vec<_>>().join("+")
            }
            Answer::Unknown | Answer::Skipped(_) => "unknown".to_owned(),
        };
        format!("  {} = {text}\n", pack.fact(fact).id)
    };
    answers.iter().map(line).collect()
}
