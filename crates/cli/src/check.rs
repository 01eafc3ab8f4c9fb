//! `zice check`: every problem of a pack at once.

use std::path::Path;
use std::process::ExitCode;

use zice_authoring as authoring;

/// Checks a folder. Exit status 1 when it has problems.
pub fn run(directory: &Path) -> ExitCode {
    match authoring::load(directory) {
        Ok(catalogue) => {
            let text = format!(
                "{}: no problems; {} facts, {} supports, {} rungs, {} agencies, {} sources, {} articles\n",
                directory.display(),
                catalogue.facts.len(),
                catalogue.supports.len(),
                catalogue.rungs.len(),
                catalogue.agencies.len(),
                catalogue.sources.len(),
                catalogue.articles.len()
            );
            super::done(super::print(&super::printable(&text)))
        }
        Err(problems) => {
            for problem in &problems {
                super::say(&format!("{}/{problem}\n", directory.display()));
            }
            super::say(&format!("{} problems\n", problems.len()));
            ExitCode::from(1)
        }
    }
}
