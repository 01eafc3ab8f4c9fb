//! Changes that bring one condition to a wanted set of outcomes, following the condition's own shape.

use super::change_set::{Antichain, ChangeSet, merge, product};
use super::{Required, score, share};
use crate::catalogue::{Change as Changeable, Node, NodeId};
use crate::facts::{FactId, FactKind, OptionSet};
use crate::order;
use crate::rules::assignment::Change;
use crate::rules::domain::Domain;
use crate::rules::evaluate::wrap::{review_if, trigger};
use crate::rules::outcome::{Outcome, OutcomeSet};
use crate::rules::search::Search;
use crate::units::Quantity;

const HOLDS: OutcomeSet = OutcomeSet::only(Outcome::Holds);

/// Sets of changes that bring every one of these conditions there.
pub fn for_all(search: &mut Search<'_>, nodes: &[NodeId], want: OutcomeSet) -> Vec<ChangeSet> {
    let mut found = vec![ChangeSet::new()];
    for &node in nodes {
        let of_node = candidates_for(search, node, want);
        found = product(&found, &of_node);
        if found.is_empty() {
            break;
        }
    }
    found
}

/// Sets of changes that bring the condition there; one empty set if it is there already, none if nothing does.
fn candidates_for(search: &mut Search<'_>, node: NodeId, want: OutcomeSet) -> Vec<ChangeSet> {
    if want == OutcomeSet::default() {
        return Vec::new();
    }
    if search.outcomes(&[node]).is_within(want) {
        return vec![ChangeSet::new()];
    }
    let holds = want.has(Outcome::Holds);
    let catalogue = search.catalogue();
    match catalogue.node(node) {
        Node::Constant(_) | Node::Review => Vec::new(),
        Node::Options { fact, options } => for_options(search, *fact, *options, holds),
        Node::Compare { fact, min, max } => for_compare(search, *fact, min.map(|q| q.0), max.map(|q| q.0), holds),
        Node::Ratio { numerator, denominator, percent } => for_ratio(search, *numerator, *denominator, percent.0, holds),
        Node::Sum { facts, min } => for_sum(search, *facts, min.0, holds),
        Node::Not(inner) => candidates_for(search, *inner, want.preimage(Outcome::not)),
        Node::ReviewIf(inner) => candidates_for(search, *inner, want.preimage(review_if)),
        Node::Trigger(inner) => candidates_for(search, *inner, want.preimage(trigger)),
        Node::All(inner) if holds => for_all(search, inner, want),
        Node::Any(inner) if !holds => for_all(search, inner, want),
        Node::All(inner) | Node::Any(inner) => {
            let mut found = Antichain::default();
            inner.iter().for_each(|&node| candidates_for(search, node, want).into_iter().for_each(|set| found.add(set)));
            found.sets()
        }
        Node::Switch { fact, cases } => for_switch(search, *fact, cases, want),
        // No rule asks for a score not to be reached.
        Node::Score(id) if holds => {
            score::of_score(search, &catalogue.scores[id.index()], &|search, line| candidates_for(search, line, HOLDS))
        }
        Node::Score(_) => Vec::new(),
    }
}

fn for_options(search: &Search<'_>, fact: FactId, options: OptionSet, holds: bool) -> Vec<ChangeSet> {
    let all = OptionSet::all(search.catalogue().fact(fact).options.len());
    let inside = OptionSet(options.0 & all.0);
    let barred = search.catalogue().fact(fact).out_of_reach;
    let reachable = OptionSet(inside.0 & !barred.0);
    match search.assignment.domain(fact) {
        Domain::Options(left) => {
            let wanted = if holds { inside } else { OptionSet(all.0 & !inside.0) };
            let fixed = search.catalogue().fact(fact).change == Changeable::Never;
            let allowed = if fixed { OptionSet(wanted.0 & left.0) } else { OptionSet(wanted.0 & !barred.0) };
            allowed.iter().map(|option| vec![(fact, Required::Option(option))]).collect()
        }
        Domain::Set(set) if can_move(search, fact) => {
            if holds {
                reachable.iter().map(|option| vec![(fact, Required::Including(option))]).collect()
            } else {
                vec![vec![(fact, Required::Without(inside.0 & set.0))]]
            }
        }
        Domain::Subsets(_) if holds => reachable.iter().map(|option| vec![(fact, Required::Including(option))]).collect(),
        Domain::Subsets(_) => vec![vec![(fact, Required::Without(inside.0))]],
        Domain::Set(_) | Domain::Range(..) => Vec::new(),
    }
}

fn for_compare(search: &Search<'_>, fact: FactId, min: Option<i64>, max: Option<i64>, holds: bool) -> Vec<ChangeSet> {
    let Domain::Range(low, _) = search.assignment.domain(fact) else { return Vec::new() };
    if holds {
        return match (min, max) {
            (Some(min), _) if low < min => number(search, fact, min, true),
            (_, Some(max)) => number(search, fact, max, false),
            _ => Vec::new(),
        };
    }
    let below = min.map(|min| number(search, fact, min - 1, false));
    let above = max.map(|max| number(search, fact, max + 1, true));
    below.into_iter().chain(above).flatten().collect()
}

fn for_ratio(search: &Search<'_>, numerator: FactId, denominator: FactId, percent: i64, holds: bool) -> Vec<ChangeSet> {
    let (Domain::Range(n_low, n_high), Domain::Range(d_low, d_high)) =
        (search.assignment.domain(numerator), search.assignment.domain(denominator))
    else {
        return Vec::new();
    };
    if holds {
        let at = |of: i64| {
            let needed = share(percent, of);
            if needed <= n_low { vec![ChangeSet::new()] } else { number(search, numerator, needed, true) }
        };
        return match () {
            () if d_low != d_high => {
                // Of the smallest figure that it may turn out to be, the share must be reachable.
                let moves = can_move(search, numerator) || n_low != n_high;
                let reachable =
                    moves && 1 <= d_high && !number(search, numerator, share(percent, d_low.max(1)).max(n_low), true).is_empty();
                reachable.then(|| vec![(numerator, Required::ShareOf(denominator, Quantity(percent)))]).into_iter().collect()
            }
            () if 0 < d_low => at(d_low),
            () => product(&number(search, denominator, 1, true), &at(1)),
        };
    }
    let mut found = Vec::new();
    if d_low == d_high && 0 < d_low {
        found.extend(number(search, numerator, share(percent, d_low) - 1, false));
    }
    if n_low == n_high {
        let passed = (10_000 * i128::from(n_high)).div_euclid(i128::from(percent.max(1))) + 1;
        found.extend(number(search, denominator, i64::try_from(passed).unwrap_or(i64::MAX).max(1), true));
    }
    found
}

fn for_sum(search: &Search<'_>, facts: [FactId; 2], min: i64, holds: bool) -> Vec<ChangeSet> {
    let range = |fact: FactId| match search.assignment.domain(fact) {
        Domain::Range(low, high) => (low, high),
        _ => (0, 0),
    };
    let mut found = Vec::new();
    for [fact, other] in [facts, [facts[1], facts[0]]] {
        let (low, high) = range(other);
        let needed = if holds { min - low } else { min - 1 - high };
        let alone = number(search, fact, needed, holds);
        if !alone.is_empty() {
            found.extend(alone);
            continue;
        }
        // As far as it goes, and the rest from the other.
        let FactKind::Number { min: least, max: most, .. } = search.catalogue().fact(fact).kind else { continue };
        let end = if holds { most.0 } else { least.0 };
        let rest = if holds { min - end } else { min - 1 - end };
        found.extend(product(&number(search, fact, end, holds), &number(search, other, rest, holds)));
    }
    found
}

/// One number moved up or down to a target.
fn number(search: &Search<'_>, fact: FactId, target: i64, up: bool) -> Vec<ChangeSet> {
    let FactKind::Number { min, max, .. } = search.catalogue().fact(fact).kind else { return Vec::new() };
    let Domain::Range(low, high) = search.assignment.domain(fact) else { return Vec::new() };
    let (least, most) = match search.catalogue().fact(fact).change {
        Changeable::Never => (low, high),
        Changeable::Rise | Changeable::Time => (low, max.0),
        Changeable::Fall => (min.0, high),
        Changeable::Grow | Changeable::Choose => (min.0, max.0),
    };
    if target < least || most < target {
        return Vec::new();
    }
    vec![vec![(fact, if up { Required::AtLeast(Quantity(target)) } else { Required::AtMost(Quantity(target)) })]]
}

fn can_move(search: &Search<'_>, fact: FactId) -> bool {
    search.catalogue().fact(fact).change != Changeable::Never
}

/// The case that applies today, or another with what it takes.
fn for_switch(search: &mut Search<'_>, selector: FactId, cases: &[NodeId], want: OutcomeSet) -> Vec<ChangeSet> {
    let Domain::Options(left) = search.assignment.domain(selector) else { return Vec::new() };
    let today = search.assignment.domain(selector).single();
    let mut found = Vec::new();
    for (option, &case) in (0_u8..).zip(cases) {
        if today == Some(i64::from(option)) {
            found.extend(candidates_for(search, case, want));
        } else if left.has(option) || can_move(search, selector) {
            let domain = Domain::Options(OptionSet::only(option));
            let of_case = search.with(Change::Domain(selector, domain), |search| candidates_for(search, case, want));
            found.extend(product(&[vec![(selector, Required::Option(option))]], &of_case));
        }
    }
    found
}

/// The set with shares of a figure that the set itself fixes turned into numbers; none where such a number is out of reach.
pub fn with_shares_resolved(search: &Search<'_>, set: ChangeSet) -> Option<ChangeSet> {
    let figure = |of: FactId| {
        set.iter().find_map(|&(fact, required)| match required {
            Required::AtLeast(value) | Required::AtMost(value) if fact == of => Some(value.0),
            _ => None,
        })
    };
    // A share of a figure that is itself asked for as a share is no advice anybody can follow.
    let is_share = |of: FactId| set.iter().any(|&(fact, required)| fact == of && matches!(required, Required::ShareOf(..)));
    if set.iter().any(|&(_, required)| matches!(required, Required::ShareOf(of, _) if is_share(of))) {
        return None;
    }
    let (shares, mut rest): (ChangeSet, ChangeSet) =
        set.iter().partition(|(_, required)| matches!(required, Required::ShareOf(of, _) if figure(*of).is_some()));
    for (fact, required) in shares {
        let Required::ShareOf(of, percent) = required else { continue };
        let of = figure(of)?;
        let needed = if 0 < of { share(percent.0, of) } else { return None };
        let step = number(search, fact, needed, true).pop()?;
        rest = merge(&rest, &step)?;
    }
    order::sort_by_key(&mut rest, |&(fact, required)| (fact, required));
    Some(rest)
}
