//! The engine against an independent oracle that enumerates completions.
//!
//! `ZICE_ORACLE_CASES` sets the number of cases, `ZICE_ORACLE_SEED` the seed; a counter-example is shrunk and printed with its seed.

mod case;
mod check;
mod generate;
mod naive;
mod rng;
mod shrink;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use rng::Rng;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Runs `count` cases on all cores; each returns how many subjects it checked, or what went wrong.
fn in_threads(count: u64, run: impl Fn(u64) -> Result<u64, String> + Sync) -> u64 {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let (stop, checked) = (AtomicBool::new(false), AtomicU64::new(0));
    let work = |first: u64| {
        (first..)
            .step_by(threads as usize)
            .take_while(|_| !stop.load(Ordering::Relaxed) && checked.load(Ordering::Relaxed) < count)
            .try_for_each(|index| {
                let done = run(index).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
                checked.fetch_add(done, Ordering::Relaxed);
                Ok(())
            })
    };
    let results: Vec<Result<(), String>> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || work(first))).collect();
        running.into_iter().map(|thread| thread.join().expect("a thread that does not panic")).collect()
    });
    for result in results {
        if let Err(message) = result {
            panic!("{message}");
        }
    }
    checked.into_inner()
}

#[test]
fn generated_packs() {
    let start = Instant::now();
    let (seed, count) = (setting("ZICE_ORACLE_SEED", 47), setting("ZICE_ORACLE_CASES", 200_000));
    let checked = in_threads(count, |index| {
        let case = generate::case(&mut Rng::new(seed, index));
        match check::wrong(&case) {
            None => Ok(case.subjects.len() as u64),
            Some(_) => {
                let (smallest, message) = shrink::shrink(case, check::wrong);
                Err(format!("ZICE_ORACLE_SEED={seed}, case {index}: {message}\n{smallest}"))
            }
        }
    });
    println!("oracle: {checked} cases in generated packs, {:.1?}", start.elapsed());
}
