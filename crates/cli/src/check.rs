//! `zice check`: every problem of a pack at once, and what a verdict rests on that ends soon.

use std::path::Path;
use std::process::ExitCode;

use super::due;
use zice_authoring as authoring;
use zice_core::date::Date;

/// Checks a folder. Exit status 1 when it has problems.
pub fn run(directory: &Path, day: Date) -> ExitCode {
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
            let warnings = due::warnings(&catalogue, day);
            let warnings: String = warnings.iter().map(|warning| format!("{}: warning: {warning}\n", directory.display())).collect();
            super::done(super::print(&super::printable(&(text + &warnings))))
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
