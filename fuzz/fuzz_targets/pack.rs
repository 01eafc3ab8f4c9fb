//! Hostile bytes as a pack.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zice_testkit::hostile;

fuzz_target!(|bytes: &[u8]| {
    hostile::pack(bytes);
});
