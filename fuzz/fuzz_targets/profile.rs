//! Hostile bytes as a profile.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zice_core::catalogue::Catalogue;
use zice_testkit::hostile;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| zice_pack::catalogue().expect("the built-in pack"));

fuzz_target!(|bytes: &[u8]| {
    hostile::profile(&CATALOGUE, bytes);
});
