//! Prints the first view of the page as HTML, which the build writes into index.html: as of `SOURCE_DATE_EPOCH`, so that the same source gives the same
//! page on every day, or of today where that is not set.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use zice_core::date::Date;

fn main() -> ExitCode {
    // Today in China (UTC+8): which sources are in force decides what is asked first.
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or_else(now);
    let today = Date::from_days_since_1970((seconds + 8 * 3600) / 86_400);
    match zice_pack::catalogue().ok().and_then(|catalogue| zice::first::markup(catalogue, today)) {
        Some(markup) => {
            println!("{markup}");
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}
