//! The pack in `seeds/`, compiled once for every program that contains it: the command, the renderer of the first view, and the tests. The page loads
//! the parts as separate files.
//!
//! It is a crate of its own so that the catalogue is read, checked and encoded in one build script: every program that links it contains the same bytes.

use zice_core::catalogue::Catalogue;
use zice_core::catalogue::packed::PackError;

const WHOLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.whole"));
/// The part that the page loads first.
pub const CORE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.core"));
/// The part that it loads in the background.
pub const LATER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.later"));
/// SHA-256 of the built-in pack, in hexadecimal.
pub const SHA256: &str = include_str!(concat!(env!("OUT_DIR"), "/pack.sha256"));

/// Opens the built-in pack.
///
/// # Errors
/// Never in a program that passed its tests; the caller shows the message nevertheless.
pub fn catalogue() -> Result<Catalogue, PackError> {
    Catalogue::decode(WHOLE)
}
