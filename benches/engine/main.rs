//! How long assessments take, natively: random profiles from hardly anything known to nearly everything, whole visits, and the slowest profiles
//! of single supports and rungs, found by climbing.
//!
//! `cargo bench --bench engine`; `ZICE_WORST_PROFILES`, `ZICE_VISITS` and `ZICE_WORST_TRIES` set how far it looks. Measures; says nothing about
//! right and wrong.

mod table;
mod visits;
mod worst;

use std::time::Instant;

use subjects::Real;
use table::Extent;
use zice_testkit::{case, rng, subjects};

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
