//! Hostile bytes as a profile.
#![no_main]

#[path = "../../tests/hostile/targets.rs"]
#[expect(dead_code, reason = "each target uses one of them")]
mod targets;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zice::catalogue::Catalogue;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| zice::built_in::catalogue().expect("the built-in pack"));

fuzz_target!(|bytes: &[u8]| {
    targets::profile(&CATALOGUE, bytes);
});
