//! Hostile bytes as a pack.
#![no_main]

#[path = "../../tests/hostile/targets.rs"]
#[expect(dead_code, reason = "each target uses one of them")]
mod targets;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    targets::pack(bytes);
});
