//! The pack in `seeds/`, compiled once for everybody who carries it within: the command, the first view and the tests. The page loads its parts as
//! files of their own.
//!
//! It is a crate of its own so that the catalogue is read, checked and encoded in one build script: whatever links it has the same bytes.

use zice_core::catalogue::Catalogue;
use zice_core::catalogue::packed::PackError;

const WHOLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.whole"));
/// What the page loads first.
pub const CORE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.core"));
/// What it loads in the background.
pub const LATER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.later"));
/// SHA-256 of the built-in pack, in hexadecimal.
pub const SHA256: &str = include_str!(concat!(env!("OUT_DIR"), "/pack.sha256"));

/// Opens the built-in pack.
///
/// # Errors
/// Never for a program that passed its tests; the caller shows the message all the same.
pub fn catalogue() -> Result<Catalogue, PackError> {
    Catalogue::decode(WHOLE)
}
