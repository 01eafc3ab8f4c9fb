//! Hostile bytes as a figure.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zice_testkit::hostile;

fuzz_target!(|bytes: &[u8]| {
    hostile::figure(bytes);
});
