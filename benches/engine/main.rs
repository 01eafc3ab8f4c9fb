//! How long assessments take, natively: random profiles from hardly anything known to nearly everything, whole visits, and the slowest profiles
//! of single supports and rungs, found by climbing.
//!
//! `cargo bench --bench engine`; `ZICE_WORST_PROFILES`, `ZICE_VISITS` and `ZICE_WORST_TRIES` set how far it looks. Measures; says nothing about
//! right and wrong.
#![expect(dead_code, reason = "the oracle's parts are used here only as far as they draw profiles")]

#[path = "../../tests/oracle/case.rs"]
mod case;
#[path = "../../tests/oracle/naive.rs"]
mod naive;
#[path = "../../tests/oracle/rng.rs"]
mod rng;
#[path = "../../tests/oracle/subjects.rs"]
mod subjects;
mod table;
mod visits;
mod worst;

use std::time::Instant;

use subjects::Real;
use table::Extent;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn main() {
    let start = Instant::now();
    let extent = Extent {
        profiles: setting("ZICE_WORST_PROFILES", Extent::USUAL.profiles),
        visits: setting("ZICE_VISITS", Extent::USUAL.visits),
        tries: setting("ZICE_WORST_TRIES", Extent::USUAL.tries as u64) as usize,
    };
    println!("natively\n{}", table::table(&|| start.elapsed(), &extent).expect("the built-in pack"));
}
