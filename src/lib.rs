//! 惠企自测 (zice): a firm checks itself against the supports of a plan, exactly, in its own browser.
//!
//! A pure core (units, facts, catalogue, rules, journey, report, session, text, link, profile) and two thin shells: `ui`, a Yew page, and `cli`, the
//! native command. See ARCHITECTURE.md.

pub mod catalogue;
pub mod date;
pub mod explanations;
pub mod facts;
pub mod figures;
pub mod journey;
pub mod ladder;
pub mod link;
pub mod order;
pub mod profile;
pub mod report;
pub mod rules;
pub mod session;
pub mod text;
#[cfg(feature = "ui")]
pub mod ui;
pub mod units;

#[cfg(feature = "cli")]
pub mod authoring;
#[cfg(feature = "cli")]
pub mod cli;

/// The pack that the command was built with. The page loads its parts as files of their own.
pub mod built_in {
    use crate::catalogue::Catalogue;
    use crate::catalogue::packed::PackError;

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
}
