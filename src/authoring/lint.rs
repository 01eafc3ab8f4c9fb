//! Lints.
use super::plan::Plan;
use super::problem::{Folder, Problem};
use crate::catalogue::Catalogue;
/// Lints a compiled pack.
pub fn lint(_folder: &Folder, _catalogue: &Catalogue, _plan: &Plan, _problems: &mut Vec<Problem>) {}
