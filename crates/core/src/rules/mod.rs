//! Verdicts, exact under unknown answers and ranges.
//!
//! One support is one root node: the weakest of its trigger and its criteria. On a firm of which everything is known the root has one
//! [`Level`]; with facts missing it has a set of levels, one for each completion. [`search`] finds that set, and which facts can change the
//! level, exactly; everything else reads from it.

pub mod assumptions;
pub mod best;
pub mod borders;
pub mod domain;
pub mod drafts;
pub mod flips;
pub mod gap;
pub mod level;
pub mod memo;
pub mod points;
pub mod representatives;
pub mod search;
pub mod size;
pub mod verdict;
pub mod ways;
pub mod witness;
