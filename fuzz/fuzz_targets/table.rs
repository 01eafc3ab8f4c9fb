//! Hostile bytes as a table.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zice_cli::pack::Opened;
use zice_testkit::hostile;

static OPENED: LazyLock<Opened> = LazyLock::new(|| Opened { catalogue: zice_pack::catalogue().expect("the built-in pack"), sha256: String::new() });

fuzz_target!(|bytes: &[u8]| {
    hostile::table(&OPENED, bytes);
});
