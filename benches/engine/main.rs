//! How long a full assessment of every support and rung takes, natively: random profiles from hardly anything known to nearly everything, and
//! the slowest single supports and rungs, found by climbing.
//!
//! `cargo bench --bench engine`; `ZICE_WORST_PROFILES` and `ZICE_WORST_TRIES` set how far it looks. Measures; says nothing about right and wrong.
#![expect(dead_code, reason = "the oracle's parts are used here only as far as they draw profiles")]

#[path = "../../tests/oracle/case.rs"]
mod case;
#[path = "../../tests/oracle/naive.rs"]
mod naive;
#[path = "../../tests/oracle/rng.rs"]
mod rng;
#[path = "../../tests/oracle/subjects.rs"]
mod subjects;
mod visits;
mod worst;

use std::path::Path;
use std::time::Duration;

use rng::Rng;
use zice::date::Date;
use zice::facts::Answers;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn main() {
    let pack = zice::authoring::load(Path::new("seeds")).expect("a pack without problems");
    let day = Date::parse("2026-11-23").expect("a day");
    let subjects = subjects::all(&pack);
    let rng = &mut Rng::new(47, 0);
    let (mut totals, mut found): (Vec<Duration>, Vec<worst::Slow>) = Default::default();
    for _ in 0..setting("ZICE_WORST_PROFILES", 200) {
        let (total, slowest) = worst::whole(rng, &pack, &subjects, day);
        totals.push(total);
        found.extend(slowest);
    }
    totals.sort_unstable();
    let (median, most) = (totals[totals.len() / 2], totals[totals.len() - 1]);
    println!("all {} subjects, {} random profiles: median {median:?}, worst {most:?}", subjects.len(), totals.len());
    println!("all subjects, nothing known: {:?}", worst::total(&pack, &subjects, day, &Answers::default()));
    println!("{}", visits::table(&pack, day, setting("ZICE_VISITS", 40)));
    let tries = setting("ZICE_WORST_TRIES", 60) as usize;
    found.extend(subjects.iter().map(|real| worst::climb(rng, &pack, real, day, tries)));
    found.sort_by_key(|slow| std::cmp::Reverse(slow.time));
    let mut names: Vec<&str> = Vec::new();
    for slow in &found {
        if names.len() == 5 || names.contains(&slow.name.as_str()) {
            continue;
        }
        names.push(&slow.name);
        println!("{:?}, {} steps: {}, numbers in steps\n{}", slow.time, slow.steps, slow.name, worst::text(&pack, &slow.answers));
    }
}
