//! What waits for a firm that is still to be founded.

use crate::catalogue::Catalogue;
use crate::facts::Answers;
use crate::report::{self, Report, Topics};
use crate::rules::verdict::Verdict;

/// Places in the report's list of the supports that are out of reach now and could be met once the firm is registered, whatever its form, with
/// everything else as it is said. None for a firm that is registered.
pub fn after_registration(catalogue: &Catalogue, answers: &Answers, topics: Topics, report: &Report) -> Vec<usize> {
    let Some((form, _)) = catalogue.sizes.no_class.filter(|_| report.unregistered) else { return Vec::new() };
    let mut open = answers.clone();
    open.remove(form);
    let then = report::after(report, answers, catalogue, &open, topics);
    let both = report.supports.iter().zip(&then.supports).enumerate();
    let waits = both.filter(|(_, (now, then))| now.verdict() == Some(Verdict::NotYet) && then.assessment.is_possible());
    waits.map(|(place, _)| place).collect()
}
