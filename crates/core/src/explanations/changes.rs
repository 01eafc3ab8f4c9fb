//! What one changed answer does: two reports side by side, and only what differs.
//!
//! Invariants: a report compared with itself gives nothing; what differs is listed once, in the order of the pack, supports before rungs; every
//! support and rung that is not listed has the same verdict in both.

use super::why::Subject;
use crate::catalogue::SizeClass;
use crate::ladder::Standing;
use crate::report::Report;
use crate::rules::verdict::Verdict;

/// A verdict that differs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn {
    /// A support, or a rung by its place.
    pub subject: Subject,
    /// The verdict now.
    pub before: Verdict,
    /// The verdict with the other answer.
    pub after: Verdict,
}

/// Everything that differs between two reports of the same pack, topics and day.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Changes {
    /// Verdicts, supports first.
    pub turns: Vec<Turn>,
    /// Where the firm stands on the ladder.
    pub standing: Option<(Standing, Standing)>,
    /// Size classes still possible.
    pub size: Option<(Vec<SizeClass>, Vec<SizeClass>)>,
}

impl Changes {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many things differ.
    pub fn len(&self) -> usize {
        self.turns.len() + usize::from(self.standing.is_some()) + usize::from(self.size.is_some())
    }
}

/// Compares two reports; subjects that only one of them has are left out.
pub fn compare(before: &Report, after: &Report) -> Changes {
    let mut turns = Vec::new();
    let mut turn = |subject, before: Verdict, after: Verdict| {
        if before != after {
            turns.push(Turn { subject, before, after });
        }
    };
    for was in before.supports.iter().filter(|support| !support.is_over()) {
        if let Some(is) = after.supports.iter().find(|is| is.support == was.support) {
            turn(Subject::Support(was.support), was.assessment.prospect(), is.assessment.prospect());
        }
    }
    let mut standing = None;
    if let (Some(was), Some(is)) = (&before.ladder, &after.ladder) {
        for (rung, (was, is)) in was.rungs.iter().zip(&is.rungs).enumerate() {
            turn(Subject::Rung(rung), was.assessment.prospect(), is.assessment.prospect());
        }
        standing = (was.standing != is.standing).then_some((was.standing, is.standing));
    }
    let size = (before.size != after.size).then(|| (before.size.clone(), after.size.clone()));
    Changes { turns, standing, size }
}
