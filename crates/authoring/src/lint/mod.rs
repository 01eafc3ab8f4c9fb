//! What a pack must satisfy beyond being understood: text and rule say the same, the law is quoted, nothing is promised or invented.
//!
//! Every lint looks at the whole pack and adds every problem it finds, with the file, the line, and what would be right. Invariant: each lint
//! is proven by at least one seeded fault in `tests/faults/`. The seeds are linted where an author can mend a line; the compiled catalogue where
//! only the meaning counts (levels, agencies, links).

mod agencies;
mod articles;
mod bounds;
mod contacts;
mod exclusions;
mod figures;
mod languages;
mod links;
mod numerals;
mod periods;
mod place;
mod prose;
mod quotes;
mod reachability;
mod scores;
mod signs;
mod sources;
mod texts;
mod unused;
mod wording;
mod worth;

use super::Stage;
use super::plan::Plan;
use super::problem::{Folder, Problem};
use super::said::{Said, Tongue};
use super::seed::Seeds;
use zice_core::catalogue::Catalogue;

/// A pack under inspection.
pub struct Lint<'a> {
    folder: &'a Folder,
    seeds: &'a Seeds,
    plan: &'a Plan,
    catalogue: &'a Catalogue,
    stage: Stage,
    problems: &'a mut Vec<Problem>,
}

impl Lint<'_> {
    /// The languages that are looked at.
    fn tongues(&self) -> &'static [Tongue] {
        match self.stage {
            Stage::Whole => &Tongue::BOTH,
            Stage::Draft => &[Tongue::Zh],
        }
    }

    /// A problem at a line.
    fn at(&mut self, file: &str, line: usize, message: Said) {
        self.problems.push(Problem::at(file, line, message));
    }

    /// A problem at the first line that holds the needle.
    fn near(&mut self, file: &str, needle: &str, message: Said) {
        self.problems.push(Problem::new(self.folder, file, needle, message));
    }
}

/// Lints a pack. Which verdicts a rule can give is searched only where everything was understood: a rule that was left out would make others
/// look constant.
pub fn lint(folder: &Folder, seeds: &Seeds, plan: &Plan, catalogue: &Catalogue, stage: Stage, problems: &mut Vec<Problem>) {
    let understood = problems.is_empty();
    let mut lint = Lint { folder, seeds, plan, catalogue, stage, problems };
    quotes::lint(&mut lint);
    agencies::lint(&mut lint);
    articles::lint(&mut lint);
    bounds::lint(&mut lint);
    prose::lint(&mut lint);
    languages::lint(&mut lint);
    wording::lint(&mut lint);
    contacts::lint(&mut lint);
    periods::lint(&mut lint);
    sources::lint(&mut lint);
    exclusions::lint(&mut lint);
    scores::lint(&mut lint);
    worth::lint(&mut lint);
    let searchable = links::lint(&mut lint);
    if understood {
        unused::lint(&mut lint);
        if searchable {
            reachability::lint(&mut lint);
        }
    }
}
