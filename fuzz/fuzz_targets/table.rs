//! Hostile bytes as a table.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zice_cli::pack::Opened;
use zice_testkit::hostile;

static OPENED: LazyLock<Opened> = LazyLock::new(|| zice_cli::pack::open(None).expect("the built-in pack"));

fuzz_target!(|bytes: &[u8]| {
    hostile::table(&OPENED, bytes);
});
