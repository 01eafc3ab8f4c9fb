//! `zice assess` and `zice link`.

use super::arguments::Options;
use super::{pack, profile};
use crate::date::Date;
use crate::report;

/// Assesses a profile; the JSON to print.
///
/// # Errors
/// A message for standard error.
pub fn run(options: &Options, today: Date) -> Result<String, String> {
    let opened = pack::open(options.pack.as_deref())?;
    let profile = profile::read(&opened.catalogue, &options.file)?;
    let report = report::report(&opened.catalogue, &profile.answers, profile.topics, options.as_of.unwrap_or(today));
    Ok(report::json::report(&opened.catalogue, &opened.sha256, &profile.answers, profile.topics, &report))
}

/// The share fragment of a profile.
///
/// # Errors
/// A message for standard error.
pub fn link(options: &Options) -> Result<String, String> {
    let opened = pack::open(options.pack.as_deref())?;
    let profile = profile::read(&opened.catalogue, &options.file)?;
    Ok(format!("#p={}\n", crate::link::encode(&opened.catalogue, &profile.answers, profile.topics)))
}
