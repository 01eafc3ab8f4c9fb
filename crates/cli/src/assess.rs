//! `zice assess` and `zice link`.

use std::path::Path;

use super::arguments;
use super::failure::Failure;
use super::{pack, profile, report_json};
use zice_core::date::Date;
use zice_core::report;

/// Ways out that `--ways` prints.
const MOST_WAYS: usize = 100;

/// Assesses a profile; the JSON to print.
///
/// # Errors
/// What is wrong with the profile, the pack or the id.
pub fn run(file: &Path, day: Date, pack: &arguments::Pack, ways: Option<&str>) -> Result<String, Failure> {
    let opened = pack::open(pack)?;
    let profile = profile::read(&opened.catalogue, file)?;
    if let Some(id) = ways {
        let of = report::SubjectId::by_id(&opened.catalogue, id).ok_or_else(|| profile::unknown_subject(&opened.catalogue, id))?;
        let ways = report::ways(&opened.catalogue, &profile.answers, of, day, MOST_WAYS);
        return Ok(report_json::ways(&opened.catalogue, &profile.answers, day, id, &ways));
    }
    let report = report::report(&opened.catalogue, &profile.answers, profile.topics, day);
    Ok(report_json::report(&opened.catalogue, &opened.sha256, &profile.answers, &report))
}

/// The share fragment of a profile.
///
/// # Errors
/// What is wrong with the profile or the pack.
pub fn link(file: &Path, pack: &arguments::Pack) -> Result<String, Failure> {
    let opened = pack::open(pack)?;
    let profile = profile::read(&opened.catalogue, file)?;
    Ok(format!("#p={}\n", zice_core::link::encode(&opened.catalogue, &profile.answers, profile.topics)))
}
