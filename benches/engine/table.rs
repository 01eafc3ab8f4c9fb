//! The cases and their table: the same natively and in Chromium. The shell around it has the clock.
//!
//! Invariant: draws and climbs are steered by seeds and counted steps, never by time, so that both measure the same.

use std::hint::black_box;
use std::time::Duration;

use zice_core::catalogue::Catalogue;
use zice_core::date::Date;
use zice_core::facts::Answers;
use zice_core::report::{self, Topics};

use crate::rng::Rng;
use crate::visits;
use crate::worst::{self, Slow};
use crate::{Real, subjects};

/// The time since some fixed moment.
pub type Clock<'a> = &'a dyn Fn() -> Duration;

/// How much is measured.
pub struct Extent {
    /// Random profiles.
    pub profiles: u64,
    /// Visits from the first question to the last.
    pub visits: u64,
    /// Changes that a climb to a slow profile tries.
    pub tries: usize,
}

impl Extent {
    /// The extent of the printed table.
    pub const USUAL: Extent = Extent { profiles: 200, visits: 24, tries: 60 };
}

/// How often each case is measured; the shortest time counts, because the machine has other work too.
const TIMES: usize = 3;

/// Times of opening the pack.
const OPENINGS: usize = 50;

/// The shortest of a few runs, and what came out.
pub fn shortest<T>(clock: Clock<'_>, mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut timed = || {
        let start = clock();
        let found = run();
        (clock().saturating_sub(start), found)
    };
    let mut best = timed();
    for _ in 1..TIMES {
        let again = timed();
        if again.0 < best.0 {
            best = again;
        }
    }
    best
}

/// Every case as a line of a table, then the slowest profiles found.
pub fn table(clock: Clock<'_>, extent: &Extent) -> Result<String, String> {
    let pack = zice_pack::catalogue().map_err(|error| error.to_string())?;
    let day = Date::parse("2026-11-23").ok_or("no day")?;
    let subjects = subjects::all(&pack);
    let mut text = format!("{:<44}{:>10}{:>10}{:>10}{:>8}\n", "milliseconds", "median", "p95", "worst", "of");
    let mut add = |name: &str, times: Vec<Duration>| text += &row(name, times);
    add("opening the pack, first part", openings(clock)?);
    let nothing = (0..20).map(|_| shortest(clock, || everything(&pack, day, &Answers::default())).0).collect();
    add("everything, nothing known", nothing);
    let rng = &mut Rng::new(47, 0);
    let (mut totals, mut found): (Vec<Duration>, Vec<Slow>) = Default::default();
    for _ in 0..extent.profiles {
        let (total, slowest) = worst::whole(rng, clock, &pack, &subjects, day);
        totals.push(total);
        found.extend(slowest);
    }
    add("everything, random profiles", totals);
    for (name, pack, visits) in [("", &pack, extent.visits), (", ten times the supports", &tenfold(&pack), extent.visits.div_ceil(8))] {
        let times = visits::visits(clock, pack, day, visits);
        add(&format!("after one answer{name}"), times.taken_over);
        add(&format!("  the same from scratch{name}"), times.fresh);
    }
    found.extend(subjects.iter().map(|real: &Real| worst::climb(rng, clock, &pack, real, day, extent.tries)));
    add("one support or rung, slowest profile found", found.iter().map(|slow| slow.time).collect());
    Ok(text + "\n" + &slowest(&pack, found))
}

fn everything(pack: &Catalogue, day: Date, answers: &Answers) {
    visits::distances(pack, answers, &report::report(pack, answers, Topics::default(), day));
}

/// The time from the bytes of the pack to the first question.
fn openings(clock: Clock<'_>) -> Result<Vec<Duration>, String> {
    let open = || {
        let (time, opened) = shortest(clock, || Catalogue::core(zice_pack::CORE));
        opened.map(|pack| (time, black_box(pack)).0).map_err(|error| error.to_string())
    };
    (0..OPENINGS).map(|_| open()).collect()
}

fn tenfold(pack: &Catalogue) -> Catalogue {
    let mut large = pack.clone();
    for _ in 1..10 {
        large.supports.extend(pack.supports.iter().cloned());
    }
    large
}

fn row(name: &str, mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default();
    format!("{name:<44}{:>10}{:>10}{:>10}{:>8}\n", milliseconds(at(50)), milliseconds(at(95)), milliseconds(at(100)), times.len())
}

/// Thousandths without a float.
fn milliseconds(time: Duration) -> String {
    let micros = time.as_micros();
    format!("{}.{:03}", micros / 1_000, micros % 1_000)
}

/// The three slowest supports and rungs, with their profiles.
fn slowest(pack: &Catalogue, mut found: Vec<Slow>) -> String {
    found.sort_by_key(|slow| std::cmp::Reverse(slow.steps));
    let mut names: Vec<&str> = Vec::new();
    let mut text = String::new();
    for slow in &found {
        if names.len() < 3 && !names.contains(&slow.name.as_str()) {
            names.push(&slow.name);
            text += &format!("{} ms, {} steps: {}, numbers in steps\n", milliseconds(slow.time), slow.steps, slow.name);
            text += &worst::text(pack, &slow.answers);
        }
    }
    text
}
