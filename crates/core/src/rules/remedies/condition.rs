//! The ways out of one line.

use super::rule::of_rule;
use super::{Change, Required, Way};
use crate::catalogue::{Catalogue, Change as Changeable, NodeId};
use crate::rules::search::Search;

/// More ways than anybody reads; a score alone can have many.
const MOST_WAYS: usize = 24;

/// The ways to make a condition hold (or be for the agency to judge): each is applied and judged by the engine before it is given. One empty way: nothing
/// is needed. None: nothing that the firm could do, or what is missing has to be known first.
pub fn of_condition(search: &mut Search<'_>, node: NodeId) -> Vec<Way> {
    let found = of_rule(search, &[vec![node]], MOST_WAYS).ways;
    found.into_iter().filter(|way| !goes_by_size(search.catalogue(), way)).collect()
}

/// Whether a way names how large the firm is, or asks for no more than that it be no larger: that is no distance anybody works on.
fn goes_by_size(catalogue: &Catalogue, way: &Way) -> bool {
    let about = |change: &Change| (catalogue.fact(change.fact).change, change.required);
    let no_larger = |change: &Change| matches!(about(change), (Changeable::Rise, Required::AtMost(_)));
    let size = |change: &Change| matches!(about(change), (Changeable::Never, Required::AtLeast(_) | Required::AtMost(_)));
    !way.is_empty() && (way.iter().any(size) || way.iter().all(no_larger))
}
