//! What separates a firm from a criterion: ways out, each a list of changes that together suffice.
//!
//! A way is given for today's other figures: the R&D that 3 % needs is 3 % of today's revenue. Each branch of an “or” is a way of its own; a
//! score has one way for each minimal set of improvements. Facts that a firm cannot change give no way.

use super::domain::{Domain, Domains};
use super::drafts::{Draft, Least, of_score, product};
use super::level::Level;
use super::search::Search;
use crate::catalogue::{Catalogue, Change as Changeable, Node, NodeId};
use crate::facts::{FactId, FactKind, OptionSet};
use crate::units::Quantity;

/// What is known of a fact today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Have {
    /// Nothing.
    Unknown,
    /// Exactly this number, or a closed range.
    Range(Quantity, Quantity),
    /// This option.
    Option(u8),
    /// These options.
    Options(OptionSet),
}

/// What the criterion asks of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Need {
    /// To be known at all: which bound holds depends on it.
    Known,
    /// At least this number.
    AtLeast(Quantity),
    /// At most this number.
    AtMost(Quantity),
    /// At least this share (in 0.01 %) of another fact whose figure is not exact.
    ShareOf(FactId, Quantity),
    /// At least this together with another fact whose figure is not exact.
    TogetherWith(FactId, Quantity),
    /// This option.
    Option(u8),
    /// This option among those chosen.
    Including(u8),
    /// None of these chosen.
    Without(u32),
}

/// One change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// The fact.
    pub fact: FactId,
    /// Today.
    pub have: Have,
    /// What is needed.
    pub need: Need,
    /// How far apart, in steps of the unit: needed less held. `None` where that is no number or not known.
    pub delta: Option<i64>,
}

/// Changes that together suffice, in the order of the facts.
pub type Way = Vec<Change>;

/// More ways than anybody reads; a score alone can have many.
const MOST_WAYS: usize = 24;

/// The ways to make a condition hold (or be for the agency to judge). One empty way: nothing is needed. None: nothing the firm can do.
pub fn ways(search: &mut Search<'_>, node: NodeId) -> Vec<Way> {
    let found = drafts(search, node);
    found.iter().take(MOST_WAYS).map(|draft| way(search, draft)).collect()
}

/// A set of changes with what is held today.
pub fn way(search: &Search<'_>, draft: &Draft) -> Way {
    let change = |&(fact, need): &(FactId, Need)| {
        let have = have(search.domains(), search.catalogue(), fact);
        Change { fact, have, need, delta: delta(have, need) }
    };
    draft.iter().map(change).collect()
}

fn drafts(search: &mut Search<'_>, node: NodeId) -> Vec<Draft> {
    let levels = search.levels(&[node]);
    if !levels.has(Level::Fails) && !levels.has(Level::NotApplicable) {
        return vec![Draft::new()];
    }
    let catalogue = search.catalogue();
    match catalogue.node(node) {
        Node::Constant(_) | Node::Review | Node::ReviewIf(_) => Vec::new(),
        Node::Options { fact, options } => option_drafts(search, *fact, *options),
        Node::Compare { fact, min, max } => compare_drafts(search, *fact, *min, *max),
        Node::Ratio { numerator, denominator, percent } => match exact(search.domains(), *denominator) {
            // Of nothing there is no share.
            Some(of) if of <= 0 => Vec::new(),
            Some(of) => change(search, *numerator, Need::AtLeast(Quantity(share(percent.0, of)))),
            None => change(search, *numerator, Need::ShareOf(*denominator, *percent)),
        },
        Node::Sum { facts: [first, second], min } => {
            let beside = |fact: FactId, other: FactId| match exact(search.domains(), other) {
                Some(held) => change(search, fact, Need::AtLeast(Quantity(min.0 - held))),
                None => change(search, fact, Need::TogetherWith(other, *min)),
            };
            [beside(*first, *second), beside(*second, *first)].concat()
        }
        Node::Not(inner) => match catalogue.node(*inner) {
            Node::Options { fact, options } => change(search, *fact, Need::Without(options.0)),
            Node::Compare { fact, min: Some(min), max: None } => compare_drafts(search, *fact, None, Some(Quantity(min.0 - 1))),
            Node::Compare { fact, min: None, max: Some(max) } => compare_drafts(search, *fact, Some(Quantity(max.0 + 1)), None),
            _ => Vec::new(),
        },
        Node::Trigger(inner) => drafts(search, *inner),
        Node::All(inner) => inner.iter().fold(vec![Draft::new()], |so_far, &node| product(&so_far, &drafts(search, node))),
        Node::Any(inner) => {
            let mut found = Least::default();
            inner.iter().for_each(|&node| drafts(search, node).into_iter().for_each(|draft| found.add(draft)));
            found.sets()
        }
        Node::Switch { fact, cases } => match exact(search.domains(), *fact) {
            Some(option) => drafts(search, cases[option as usize]),
            None => vec![vec![(*fact, Need::Known)]],
        },
        Node::Score(score) => of_score(search, &catalogue.scores[score.index()], &drafts),
    }
}

/// What is known of a fact.
pub fn have(domains: &Domains, catalogue: &Catalogue, fact: FactId) -> Have {
    match domains.get(fact) {
        Domain::Options(set) if set.0.count_ones() == 1 => Have::Option(set.0.trailing_zeros() as u8),
        Domain::Set(set) => Have::Options(set),
        Domain::Range(low, high) => match catalogue.fact(fact).kind {
            FactKind::Number { min, max, .. } if (low, high) == (min.0, max.0) => Have::Unknown,
            _ => Have::Range(Quantity(low), Quantity(high)),
        },
        Domain::Options(_) | Domain::Subsets(_) => Have::Unknown,
    }
}

/// The smallest numerator that is at least `percent` (in 0.01 %) of the denominator.
pub fn share(percent: i64, of: i64) -> i64 {
    let product = i128::from(percent) * i128::from(of);
    i64::try_from(-(-product).div_euclid(10_000)).unwrap_or(i64::MAX)
}

fn exact(domains: &Domains, fact: FactId) -> Option<i64> {
    domains.get(fact).single()
}

fn option_drafts(search: &Search<'_>, fact: FactId, options: OptionSet) -> Vec<Draft> {
    let many = matches!(search.domains().get(fact), Domain::Subsets(_) | Domain::Set(_));
    let need = |option| if many { Need::Including(option) } else { Need::Option(option) };
    options.iter().flat_map(|option| change(search, fact, need(option))).collect()
}

/// Where a range misses both bounds the lower one names the condition.
fn compare_drafts(search: &Search<'_>, fact: FactId, min: Option<Quantity>, max: Option<Quantity>) -> Vec<Draft> {
    let Domain::Range(low, _) = search.domains().get(fact) else { return Vec::new() };
    match (min, max) {
        (Some(min), _) if low < min.0 => change(search, fact, Need::AtLeast(min)),
        (_, Some(max)) => change(search, fact, Need::AtMost(max)),
        _ => Vec::new(),
    }
}

/// One set with one change; none if the firm cannot change the fact and it is known, or if no firm has such a figure.
fn change(search: &Search<'_>, fact: FactId, need: Need) -> Vec<Draft> {
    let catalogue = search.catalogue();
    let about = catalogue.fact(fact);
    let stays = about.change == Changeable::Never && have(search.domains(), catalogue, fact) != Have::Unknown;
    let exists = match (need, about.kind) {
        (Need::AtLeast(target) | Need::AtMost(target), FactKind::Number { min, max, .. }) => min <= target && target <= max,
        _ => true,
    };
    if exists && !stays { vec![vec![(fact, need)]] } else { Vec::new() }
}

/// How far apart, in steps of the unit: needed less held.
pub fn delta(have: Have, need: Need) -> Option<i64> {
    match (have, need) {
        (Have::Range(low, high), Need::AtLeast(min)) if low == high => Some(min.0 - low.0),
        (Have::Range(low, high), Need::AtMost(max)) if low == high => Some(max.0 - low.0),
        _ => None,
    }
}
