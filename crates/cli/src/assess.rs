//! `zice assess` and `zice link`.

use super::arguments::Options;
use super::{pack, profile};
use zice_core::date::Date;
use zice_core::report;

/// Ways out that `--ways` prints.
const MOST_WAYS: usize = 100;

/// Assesses a profile; the JSON to print.
///
/// # Errors
/// A message for standard error.
pub fn run(options: &Options, today: Date) -> Result<String, String> {
    let opened = pack::open(options.pack.as_deref())?;
    let profile = profile::read(&opened.catalogue, &options.file)?;
    let day = options.as_of.unwrap_or(today);
    if let Some(id) = &options.ways {
        let of = report::Whole::by_id(&opened.catalogue, id)
            .ok_or_else(|| format!("--ways {id:?}: no support or rung has this id; `zice explain` lists them"))?;
        let ways = report::ways(&opened.catalogue, &profile.answers, of, day, MOST_WAYS);
        return Ok(report::json::ways(&opened.catalogue, &profile.answers, day, id, &ways));
    }
    let report = report::report(&opened.catalogue, &profile.answers, profile.topics, day);
    Ok(report::json::report(&opened.catalogue, &opened.sha256, &profile.answers, profile.topics, &report))
}

/// The share fragment of a profile.
///
/// # Errors
/// A message for standard error.
pub fn link(options: &Options) -> Result<String, String> {
    let opened = pack::open(options.pack.as_deref())?;
    let profile = profile::read(&opened.catalogue, &options.file)?;
    Ok(format!("#p={}\n", zice_core::link::encode(&opened.catalogue, &profile.answers, profile.topics)))
}
