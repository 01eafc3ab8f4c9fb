//! The ways out of a whole rule.

use super::change_set::{Antichain, ChangeSet, MOST_CANDIDATES, asks_no_more, merge};
use super::{Required, Ways, candidates, share, way};
use crate::catalogue::{Change as Changeable, NodeId};
use crate::facts::{FactId, FactKind, FactSet, OptionSet};
use crate::order;
use crate::rules::assignment::Change;
use crate::rules::domain::Domain;
use crate::rules::outcome::OutcomeSet;
use crate::rules::search::Search;
use crate::units::Quantity;

/// The outcomes that a way must lead to: met, or for the agency to judge.
const GOOD: OutcomeSet = OutcomeSet(0b1100);

/// How often a set of changes is completed after one of them broke another condition.
const REPAIRS: usize = 3;

/// How many sets are completed for one rule.
const MOST_REPAIRS: usize = 48;

/// Larger sets are reduced one change at a time instead of subset by subset.
const LARGEST_BY_SUBSETS: usize = 8;

/// Sets of changes that were tried, and those that turned out to suffice.
#[derive(Default)]
struct Repairs {
    tried: Vec<ChangeSet>,
    sufficient: Vec<ChangeSet>,
}

/// The smallest sets of changes that make the best of these lists hold, at most `limit` of them.
pub fn of_rule(search: &mut Search<'_>, lists: &[Vec<NodeId>], limit: usize) -> Ways {
    let candidates = all_candidates(search, lists);
    let mut more = candidates.may_be_more;
    let mut found: Vec<ChangeSet> = Vec::new();
    let mut repairs = Repairs::default();
    for candidate in candidates.sets {
        // A set that contains a way is not minimal.
        if found.iter().any(|way| asks_no_more(way, &candidate)) {
            continue;
        }
        if found.len() == limit {
            more = true;
            break;
        }
        repair(search, lists, candidate, REPAIRS, &mut repairs);
        for set in core::mem::take(&mut repairs.sufficient) {
            for way in minimal(search, lists, &set) {
                if !found.contains(&way) {
                    found.push(way);
                }
            }
        }
    }
    more |= MOST_REPAIRS <= repairs.tried.len();
    let all = found.clone();
    found.retain(|way| !all.iter().any(|other| other != way && asks_no_more(other, way)));
    order::sort_by_key(&mut found, Vec::len);
    more |= limit < found.len();
    found.truncate(limit);
    Ways { ways: found.iter().map(|set| way(search, set)).collect(), more }
}

/// Candidates, those with the fewest changes first.
struct Candidates {
    sets: Vec<ChangeSet>,
    /// Whether the list was full.
    may_be_more: bool,
}

fn all_candidates(search: &mut Search<'_>, lists: &[Vec<NodeId>]) -> Candidates {
    let mut sets = candidates(search, lists);
    let may_be_more = MOST_CANDIDATES <= sets.len();
    let mask = lists.iter().flatten().fold(FactSet::default(), |set, &node| set.union(search.catalogue().mask(node)));
    for fact in mask.iter() {
        if search.assignment.domain(fact).single().is_some() {
            let of_fact = alone(search, lists, fact);
            sets.extend(of_fact.into_iter().filter(|set| suffices(search, lists, set)));
        }
    }
    order::sort_by_key(&mut sets, Vec::len);
    Candidates { sets, may_be_more }
}

/// Sets of changes that meet the conditions of one of the lists, one by one; together they may still not suffice.
fn candidates(search: &mut Search<'_>, lists: &[Vec<NodeId>]) -> Vec<ChangeSet> {
    let mut found = Antichain::default();
    for list in lists {
        for set in candidates::for_all(search, list, GOOD) {
            if let Some(set) = candidates::with_shares_resolved(search, set) {
                found.add(set);
            }
        }
    }
    found.sets()
}

/// Changes of one known fact that may do by themselves, also where it counts in several conditions and for and against.
fn alone(search: &mut Search<'_>, lists: &[Vec<NodeId>], fact: FactId) -> Vec<ChangeSet> {
    let about = search.catalogue().fact(fact);
    if about.change == Changeable::Never {
        return Vec::new();
    }
    let (rises, falls) = (about.change != Changeable::Fall, !matches!(about.change, Changeable::Rise | Changeable::Time));
    let options = OptionSet::all(about.options.len()).iter().filter(|&option| !about.out_of_reach.has(option));
    match (search.assignment.domain(fact), about.kind) {
        (Domain::Options(_), _) => options.map(|option| vec![(fact, Required::Option(option))]).collect(),
        (Domain::Set(set), _) => {
            let more = options.filter(|&option| !set.has(option)).map(Required::Including);
            let fewer = set.iter().map(|option| Required::Without(1 << option));
            more.chain(fewer).map(|required| vec![(fact, required)]).collect()
        }
        (Domain::Range(today, _), FactKind::Number { min, max, .. }) => {
            let (most, least) = (if rises { max.0 } else { today }, if falls { min.0 } else { today });
            let up = nearest(search, lists, fact, (today + 1, most), true).map(|value| Required::AtLeast(Quantity(value)));
            let down = nearest(search, lists, fact, (least, today - 1), false).map(|value| Required::AtMost(Quantity(value)));
            up.into_iter().chain(down).map(|required| vec![(fact, required)]).collect()
        }
        _ => Vec::new(),
    }
}

/// The smallest (or largest) number in a closed range that suffices.
fn nearest(search: &mut Search<'_>, lists: &[Vec<NodeId>], fact: FactId, (low, high): (i64, i64), smallest: bool) -> Option<i64> {
    if high < low {
        return None;
    }
    let nodes: Vec<NodeId> = lists.iter().flatten().copied().collect();
    let (possible, ends, listed_up_to) = search.with(Change::Domain(fact, Domain::Range(low, high)), |search| {
        let possible = search.outcomes_of_best(lists).meets(GOOD);
        let ends = if possible && low < high { search.representatives(fact, &nodes) } else { vec![low] };
        (possible, ends, if smallest { i64::MIN } else { search.listed_up_to(fact, &nodes) })
    });
    if !possible {
        return None;
    }
    // An interval begins after the one before it ends.
    let starts = core::iter::once(low).chain(ends.iter().map(|end| end + 1)).filter(|&start| start <= high);
    let values: Vec<i64> = if smallest {
        starts.collect()
    } else {
        // While another figure is open, what the last value of an interval leaves open may be settled by smaller ones.
        let intervals: Vec<(i64, i64)> = starts.zip(ends.iter().copied()).collect();
        let of_interval = |(start, end): (i64, i64)| core::iter::once(end).chain((start..end.min(listed_up_to + 1)).rev());
        intervals.into_iter().rev().flat_map(of_interval).collect()
    };
    let met = |&value: &i64| search.with(Change::Domain(fact, Domain::Range(value, value)), |search| is_met(search, lists));
    values.into_iter().find(met)
}

/// Finds the set, or what it becomes when what its changes break is mended too.
fn repair(search: &mut Search<'_>, lists: &[Vec<NodeId>], set: ChangeSet, tries: usize, repairs: &mut Repairs) {
    let look = tries != 0 && repairs.tried.len() < MOST_REPAIRS && !repairs.tried.contains(&set);
    let further = with_changes(search, &set, &mut |search| match is_met(search, lists) {
        true => None,
        false => Some(if look { candidates(search, lists) } else { Vec::new() }),
    });
    let Some(further) = further else {
        repairs.sufficient.push(set);
        return;
    };
    if look {
        repairs.tried.push(set.clone());
    }
    for step in further {
        if let Some(next) = merge(&set, &step).and_then(|next| candidates::with_shares_resolved(search, next))
            && !repairs.sufficient.iter().any(|way| asks_no_more(way, &next))
        {
            repair(search, lists, next, tries - 1, repairs);
        }
    }
}

/// The smallest sufficient subsets, their numbers moved back; where that makes another change needless, the same again.
fn minimal(search: &mut Search<'_>, lists: &[Vec<NodeId>], set: &ChangeSet) -> Vec<ChangeSet> {
    let mut found = Vec::new();
    for way in smallest(search, lists, set) {
        let moved = minimise_numbers(search, lists, way.clone());
        if moved == way {
            found.push(way);
        } else {
            found.extend(minimal(search, lists, &moved));
        }
    }
    found
}

/// Every smallest subset of the changes that suffices.
fn smallest(search: &mut Search<'_>, lists: &[Vec<NodeId>], set: &ChangeSet) -> Vec<ChangeSet> {
    if LARGEST_BY_SUBSETS < set.len() {
        let mut set = set.clone();
        let mut at = 0;
        while at < set.len() {
            let mut fewer = set.clone();
            fewer.remove(at);
            if suffices(search, lists, &fewer) {
                set = fewer;
            } else {
                at += 1;
            }
        }
        return vec![set];
    }
    let mut subsets: Vec<u32> = (0..1_u32 << set.len()).collect();
    order::sort_by_key(&mut subsets, |subset| subset.count_ones());
    let mut found: Vec<u32> = Vec::new();
    for subset in subsets {
        if found.iter().any(|smaller| smaller & subset == *smaller) {
            continue;
        }
        if suffices(search, lists, &chosen(set, subset)) {
            found.push(subset);
        }
    }
    found.into_iter().map(|subset| chosen(set, subset)).collect()
}

fn chosen(set: &ChangeSet, subset: u32) -> ChangeSet {
    set.iter().enumerate().filter(|(index, _)| subset >> index & 1 == 1).map(|(_, change)| *change).collect()
}

/// The same changes, each number moved no further from today's exact figure than the rule needs.
fn minimise_numbers(search: &mut Search<'_>, lists: &[Vec<NodeId>], mut way: ChangeSet) -> ChangeSet {
    for at in 0..way.len() {
        let (fact, required) = way[at];
        let Domain::Range(today, high) = search.assignment.domain(fact) else { continue };
        let (between, up) = match required {
            Required::AtLeast(Quantity(target)) if today == high => ((today + 1, target - 1), true),
            Required::AtMost(Quantity(target)) if today == high => ((target + 1, today - 1), false),
            _ => continue,
        };
        let others: ChangeSet = way.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, change)| *change).collect();
        let enough = with_changes(search, &others, &mut |search| nearest(search, lists, fact, between, up));
        if let Some(value) = enough {
            way[at].1 = if up { Required::AtLeast(Quantity(value)) } else { Required::AtMost(Quantity(value)) };
        }
    }
    way
}

fn suffices(search: &mut Search<'_>, lists: &[Vec<NodeId>], set: &ChangeSet) -> bool {
    with_changes(search, set, &mut |search| is_met(search, lists))
}

fn is_met(search: &mut Search<'_>, lists: &[Vec<NodeId>]) -> bool {
    search.outcomes_of_best(lists).is_within(GOOD)
}

/// What `then` finds after these changes: every fact is what they say.
fn with_changes<R>(search: &mut Search<'_>, set: &[(FactId, Required)], then: &mut dyn FnMut(&mut Search<'_>) -> R) -> R {
    let Some((&(fact, required), rest)) = set.split_first() else { return then(search) };
    let now = search.assignment.domain(fact);
    let held = match now {
        Domain::Set(set) => set,
        _ => OptionSet::default(),
    };
    let to = match required {
        Required::AtLeast(value) | Required::AtMost(value) => Domain::Range(value.0, value.0),
        Required::Option(option) => Domain::Options(OptionSet::only(option)),
        Required::Including(option) => Domain::Set(OptionSet(held.0 | OptionSet::only(option).0)),
        Required::Without(options) => Domain::Set(OptionSet(held.0 & !options)),
        Required::ShareOf(of, percent) => {
            return search.with(Change::AtLeastRatio(fact, of, percent), |search| match share_domains(search, fact, of, percent) {
                None => with_changes(search, rest, then),
                Some((of_whole, of_part)) => search.with(Change::Domain(of, of_whole), |search| {
                    search.with(Change::Domain(fact, of_part), |search| with_changes(search, rest, then))
                }),
            });
        }
    };
    search.with(Change::Domain(fact, to), |search| with_changes(search, rest, then))
}

/// What the two numbers may be when the first is a share of the second: the second as large as the share allows, the first no less than today.
fn share_domains(search: &Search<'_>, fact: FactId, of: FactId, percent: Quantity) -> Option<(Domain, Domain)> {
    let FactKind::Number { max, .. } = search.catalogue().fact(fact).kind else { return None };
    let (Domain::Range(least, _), Domain::Range(low, high)) = (search.assignment.domain(fact), search.assignment.domain(of)) else {
        return None;
    };
    let reachable = (10_000 * i128::from(max.0)).div_euclid(i128::from(percent.0.max(1)));
    let high = i64::try_from(reachable).map_or(high, |reachable| high.min(reachable));
    let low = low.max(1);
    Some((Domain::Range(low, high.max(low)), Domain::Range(least.max(share(percent.0, low)).min(max.0), max.0)))
}
