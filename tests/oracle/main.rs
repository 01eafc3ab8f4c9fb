//! The engine against an independent oracle that enumerates completions.
//!
//! `ZICE_ORACLE_CASES` sets the number of cases, `ZICE_ORACLE_SEED` the seed; a counter-example is shrunk and printed with its seed.

mod chains;
mod check;
mod gap;
mod profile;
mod real;
mod small;
mod steps;
mod ways;
mod worth;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use rng::Rng;
use zice_core::catalogue::Catalogue;
use zice_core::date::Date;
use zice_testkit::{case, generate, naive, rng, shrink, subjects, tell, visitor};

/// Cases of a normal run: three of four in generated packs, one in the real pack.
const CASES: u64 = 240_000;

/// How much was checked.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// Subjects assessed.
    cases: u64,
    /// Of these, undetermined.
    undetermined: u64,
    /// Completions enumerated.
    completions: u64,
}

impl Tally {
    fn add(self, other: Tally) -> Tally {
        Tally {
            cases: self.cases + other.cases,
            undetermined: self.undetermined + other.undetermined,
            completions: self.completions + other.completions,
        }
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn cases() -> u64 {
    setting("ZICE_ORACLE_CASES", CASES)
}

fn seed() -> u64 {
    setting("ZICE_ORACLE_SEED", 47)
}

/// Runs cases on all cores until `count` subjects were checked; each says how much it checked, or what is wrong.
fn in_threads(count: u64, run: impl Fn(u64) -> Result<Tally, String> + Sync) -> Tally {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let stop = AtomicBool::new(false);
    let work = |first: u64| {
        let mut tally = Tally::default();
        for index in (first..).step_by(threads as usize) {
            if count / threads < tally.cases || stop.load(Ordering::Relaxed) {
                break;
            }
            tally = tally.add(run(index).inspect_err(|_| stop.store(true, Ordering::Relaxed))?);
        }
        Ok(tally)
    };
    let results: Vec<Result<Tally, String>> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || work(first))).collect();
        running.into_iter().map(|thread| thread.join().expect("a thread that does not panic")).collect()
    });
    let tallies = results.into_iter().map(|result| result.unwrap_or_else(|message| panic!("{message}")));
    tallies.fold(Tally::default(), Tally::add)
}

fn report(place: &str, tally: Tally, start: Instant) {
    let Tally { cases, undetermined, completions } = tally;
    tell::tell(&format!(
        "oracle: {cases} cases in {place} ({undetermined} undetermined, {completions} completions), {:.1?}, seed {}",
        start.elapsed(),
        seed()
    ));
}

/// The pack of the repository; prints what is wrong with it where something is.
fn pack() -> Catalogue {
    zice_authoring::load(Path::new("seeds")).unwrap_or_else(|problems| {
        problems.iter().for_each(|problem| println!("{problem}"));
        panic!("the seeds have {} problems", problems.len());
    })
}

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

#[test]
fn generated_packs() {
    let start = Instant::now();
    let tally = in_threads(cases() / 4 * 3, |index| {
        let case = generate::case(&mut Rng::new(seed(), index));
        check::check(&case).map_err(|_| {
            let (smallest, message) = shrink::shrink(case, |case| check::check(case).err());
            format!("ZICE_ORACLE_SEED={}, generated case {index}: {message}\n{smallest}", seed())
        })
    });
    report("generated packs", tally, start);
}

#[test]
fn chains_of_numbers() {
    let start = Instant::now();
    let tally = in_threads(cases() / 8, |index| {
        let case = chains::case(&mut Rng::new(seed(), index));
        check::check(&case).map_err(|_| {
            let (smallest, message) = shrink::shrink(case, |case| check::check(case).err());
            format!("ZICE_ORACLE_SEED={}, chain {index}: {message}\n{smallest}", seed())
        })
    });
    report("chains of numbers", tally, start);
}

#[test]
fn real_pack() {
    let start = Instant::now();
    let pack = pack();
    let days = [day("2026-11-23"), day("2026-03-31"), day("2025-12-31")];
    let subjects = subjects::all(&pack);
    let tally = in_threads(cases() / 4, |index| {
        let rng = &mut Rng::new(seed(), index);
        let (real, day) = (rng.pick(&subjects), *rng.pick(&days));
        let firms = profile::draw(rng, &pack, &real.lists(&pack, day));
        firms.check(real, day).map_err(|_| {
            let (smallest, message) = firms.shrunk(real, day);
            format!("ZICE_ORACLE_SEED={}, real case {index}: {} on {day}: {message}\n{smallest}", seed(), real.name)
        })
    });
    report("the real pack", tally, start);
}

#[test]
fn what_supports_are_worth() {
    let start = Instant::now();
    let pack = pack();
    let tally = in_threads(setting("ZICE_WORTH_CASES", 20_000), |index| {
        worth::check(&mut Rng::new(seed(), index), &pack)
            .map_err(|message| format!("ZICE_ORACLE_SEED={}, worth case {index}: {message}", seed()))
    });
    report("what supports are worth", tally, start);
}

#[test]
fn ways_out() {
    let start = Instant::now();
    let tally = in_threads(setting("ZICE_WAYS_CASES", 20_000), |index| {
        // Of every other firm everything is known.
        let case = match generate::case(&mut Rng::new(seed(), index)) {
            case if index % 4 < 2 => ways::all_known(case, &mut Rng::new(seed() + 1, index)),
            case => case,
        };
        ways::check(&case).map_err(|_| {
            let (smallest, message) = shrink::shrink(case, |case| ways::check(case).err());
            format!("ZICE_ORACLE_SEED={}, ways of generated case {index}: {message}\n{smallest}", seed())
        })
    });
    let Tally { cases, undetermined, completions } = tally;
    tell::tell(&format!(
        "ways: {cases} rules, {completions} ways, {undetermined} sets with both figures of a sum without a way, {:.1?}, seed {}",
        start.elapsed(),
        seed()
    ));
}

#[test]
fn ways_out_of_single_conditions() {
    let start = Instant::now();
    let tally = in_threads(setting("ZICE_WAYS_CASES", 20_000), |index| {
        let case = match generate::case(&mut Rng::new(seed(), index)) {
            case if index % 4 < 2 => gap::all_known(case, &mut Rng::new(seed() + 1, index)),
            case => case,
        };
        gap::check(&case).map_err(|_| {
            let (smallest, message) = shrink::shrink(case, |case| gap::check(case).err());
            format!("ZICE_ORACLE_SEED={}, gaps of generated case {index}: {message}\n{smallest}", seed())
        })
    });
    tell::tell(&format!("gaps: {} conditions, {} ways, {:.1?}, seed {}", tally.cases, tally.completions, start.elapsed(), seed()));
}
