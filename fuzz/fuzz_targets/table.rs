//! Hostile bytes as a table.
#![no_main]

#[path = "../../tests/hostile/targets.rs"]
#[expect(dead_code, reason = "each target uses one of them")]
mod targets;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zice::cli::pack::Opened;

static OPENED: LazyLock<Opened> = LazyLock::new(|| zice::cli::pack::open(None).expect("the built-in pack"));

fuzz_target!(|bytes: &[u8]| {
    targets::table(&OPENED, bytes);
});
