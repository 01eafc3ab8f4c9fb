//! The native command `zice`.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use zice_core::date::Date;

fn main() -> ExitCode {
    zice_cli::run(std::env::args_os().skip(1), today())
}

/// Today in China, where the plan applies (UTC+8); the core itself has no clock.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()) + 8 * 3600;
    Date::from_days_since_1970(seconds / 86_400)
}
