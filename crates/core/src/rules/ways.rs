//! What a firm could change, or what would have to be true, for a whole rule to be met: the smallest sets of changes.
//!
//! A way is a set of changes after which the rule holds, or is for the agency to judge, whatever else is missing. Laws, each a test:
//! - applying a way reaches that; no proper subset of its changes does;
//! - no smaller move of one of its numbers does, where the figure today is exact;
//! - on a firm of which everything is known, each smallest set of facts that could be changed has its way.
//!
//! Ratios are reached by their numerators: growing is what a firm wants, and a smaller revenue is no advice. Facts that a firm cannot change
//! give no way unless they are not known yet; then the way says what they would have to be.
//!
//! Candidates are built along the rule (`steps`), applied, completed where a change broke something else, reduced to their smallest sufficient
//! subsets, and each number is moved back as far as the rule allows. The engine itself judges every set.

use super::assumptions::Assumed;
use super::domain::Domain;
use super::drafts::{self, Draft, Least, MOST_CANDIDATES};
use super::gap::{self, Need, Way};
use super::outcome::{Outcome, OutcomeSet};
use super::search::Search;
use crate::catalogue::{Change as Changeable, NodeId};
use crate::facts::{FactId, FactKind, FactSet, OptionSet};
use crate::units::Quantity;

mod steps;

/// The ways of a rule.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ways {
    /// Ways, those with the fewest changes first.
    pub ways: Vec<Way>,
    /// Whether there are, or may be, more than were asked for.
    pub more: bool,
}

/// The outcomes that a way must lead to: met, or for the agency to judge.
const GOOD: OutcomeSet = OutcomeSet(0b1100);

/// How often a set of changes is completed after one of them broke another condition.
const REPAIRS: usize = 3;

/// How many sets are completed for one rule.
const MOST_REPAIRS: usize = 48;

/// Larger sets are reduced one change at a time instead of subset by subset.
const LARGEST_BY_SUBSETS: usize = 8;

/// The smallest sets of changes that make the best of these lists hold, at most `limit` of them.
pub fn ways(search: &mut Search<'_>, lists: &[Vec<NodeId>], limit: usize) -> Ways {
    let mut candidates = candidates(search, lists);
    let mut more = MOST_CANDIDATES <= candidates.len();
    let nodes: Vec<NodeId> = lists.iter().flatten().copied().collect();
    let mask = nodes.iter().fold(FactSet::default(), |set, &node| set.union(search.catalogue().mask(node)));
    for fact in mask.iter() {
        if search.domain(fact).single().is_some() {
            let of_fact = alone(search, lists, fact);
            candidates.extend(of_fact.into_iter().filter(|draft| suffices(search, lists, draft)));
        }
    }
    crate::order::sort_by_key(&mut candidates, Vec::len);
    let (mut seen, mut found): (Vec<Draft>, Vec<Draft>) = Default::default();
    for candidate in candidates {
        // A set that contains a way is not minimal.
        if found.iter().any(|way| drafts::asks_no_more(way, &candidate)) {
            continue;
        }
        if found.len() == limit {
            more = true;
            break;
        }
        let mut complete = Vec::new();
        repair(search, lists, candidate, REPAIRS, &mut seen, &mut complete);
        for draft in complete {
            for way in least(search, lists, &draft) {
                if !found.contains(&way) {
                    found.push(way);
                }
            }
        }
    }
    more |= MOST_REPAIRS <= seen.len();
    let all = found.clone();
    found.retain(|way| !all.iter().any(|other| other != way && drafts::asks_no_more(other, way)));
    crate::order::sort_by_key(&mut found, Vec::len);
    more |= limit < found.len();
    found.truncate(limit);
    Ways { ways: found.iter().map(|draft| gap::way(search, draft)).collect(), more }
}

/// Changes of one known fact that may do by themselves, also where it counts in several conditions and for and against.
fn alone(search: &mut Search<'_>, lists: &[Vec<NodeId>], fact: FactId) -> Vec<Draft> {
    let about = search.catalogue().fact(fact);
    if about.change == Changeable::Never {
        return Vec::new();
    }
    let (rises, falls) = (about.change != Changeable::Fall, !matches!(about.change, Changeable::Rise | Changeable::Time));
    let options = OptionSet::all(about.options.len()).iter().filter(|&option| !about.out_of_reach.has(option));
    match (search.domain(fact), about.kind) {
        (Domain::Options(_), _) => options.map(|option| vec![(fact, Need::Option(option))]).collect(),
        (Domain::Set(set), _) => {
            let more = options.filter(|&option| !set.has(option)).map(Need::Including);
            more.chain(set.iter().map(|option| Need::Without(1 << option))).map(|need| vec![(fact, need)]).collect()
        }
        (Domain::Range(today, _), FactKind::Number { min, max, .. }) => {
            let (most, least) = (if rises { max.0 } else { today }, if falls { min.0 } else { today });
            let up = nearest(search, lists, fact, (today + 1, most), true).map(|value| Need::AtLeast(Quantity(value)));
            let down = nearest(search, lists, fact, (least, today - 1), false).map(|value| Need::AtMost(Quantity(value)));
            up.into_iter().chain(down).map(|need| vec![(fact, need)]).collect()
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
    let assumed = search.assume(fact, Domain::Range(low, high));
    let possible = search.outcomes_of_best(lists).0 & GOOD.0 != 0;
    let ends = if possible && low < high { search.representatives(fact, &nodes) } else { vec![low] };
    let tiny = if smallest { i64::MIN } else { search.tiny_of(fact, &nodes) };
    search.forget(assumed);
    // A cell begins after the one before it ends.
    let starts = core::iter::once(low).chain(ends.iter().map(|end| end + 1)).filter(|&start| start <= high);
    let values: Vec<i64> = if smallest {
        starts.collect()
    } else {
        // While another figure is open, what the last value of a cell leaves open may be settled by smaller ones.
        let cells: Vec<(i64, i64)> = starts.zip(ends.iter().copied()).collect();
        cells.into_iter().rev().flat_map(|(start, end)| core::iter::once(end).chain((start..end.min(tiny + 1)).rev())).collect()
    };
    for value in values.into_iter().filter(|_| possible) {
        let assumed = search.assume(fact, Domain::Range(value, value));
        let met = is_met(search, lists);
        search.forget(assumed);
        if met {
            return Some(value);
        }
    }
    None
}

/// Sets of changes that meet the conditions of one of the lists, one by one; together they may still not suffice.
fn candidates(search: &mut Search<'_>, lists: &[Vec<NodeId>]) -> Vec<Draft> {
    let mut found = Least::default();
    for list in lists {
        for draft in steps::all_of(search, list, GOOD) {
            if let Some(draft) = steps::resolved(search, draft) {
                found.add(draft);
            }
        }
    }
    found.sets()
}

/// The set, or what it becomes when what its changes break is mended too.
fn repair(search: &mut Search<'_>, lists: &[Vec<NodeId>], draft: Draft, tries: usize, seen: &mut Vec<Draft>, complete: &mut Vec<Draft>) {
    let undo = apply(search, &draft);
    let met = is_met(search, lists);
    let look = !met && tries != 0 && seen.len() < MOST_REPAIRS && !seen.contains(&draft);
    let further = if look { candidates(search, lists) } else { Vec::new() };
    take_back(search, undo);
    if met {
        complete.push(draft);
        return;
    }
    if look {
        seen.push(draft.clone());
    }
    for step in further {
        if let Some(next) = drafts::merge(&draft, &step).and_then(|next| steps::resolved(search, next))
            && !complete.iter().any(|way| drafts::asks_no_more(way, &next))
        {
            repair(search, lists, next, tries - 1, seen, complete);
        }
    }
}

/// The smallest sufficient subsets, their numbers moved back; where that makes another change needless, the same again.
fn least(search: &mut Search<'_>, lists: &[Vec<NodeId>], draft: &Draft) -> Vec<Draft> {
    let mut found = Vec::new();
    for way in smallest(search, lists, draft) {
        let moved = moved_back(search, lists, way.clone());
        if moved == way {
            found.push(way);
        } else {
            found.extend(least(search, lists, &moved));
        }
    }
    found
}

/// Every smallest subset of the changes that suffices.
fn smallest(search: &mut Search<'_>, lists: &[Vec<NodeId>], draft: &Draft) -> Vec<Draft> {
    if LARGEST_BY_SUBSETS < draft.len() {
        let mut draft = draft.clone();
        let mut at = 0;
        while at < draft.len() {
            let mut fewer = draft.clone();
            fewer.remove(at);
            if suffices(search, lists, &fewer) {
                draft = fewer;
            } else {
                at += 1;
            }
        }
        return vec![draft];
    }
    let mut subsets: Vec<u32> = (0..1_u32 << draft.len()).collect();
    crate::order::sort_by_key(&mut subsets, |subset| subset.count_ones());
    let mut found: Vec<u32> = Vec::new();
    for subset in subsets {
        if found.iter().any(|smaller| smaller & subset == *smaller) {
            continue;
        }
        if suffices(search, lists, &chosen(draft, subset)) {
            found.push(subset);
        }
    }
    found.into_iter().map(|subset| chosen(draft, subset)).collect()
}

fn chosen(draft: &Draft, subset: u32) -> Draft {
    draft.iter().enumerate().filter(|(index, _)| subset >> index & 1 == 1).map(|(_, change)| *change).collect()
}

/// The same changes, each number moved no further from today's exact figure than the rule needs.
fn moved_back(search: &mut Search<'_>, lists: &[Vec<NodeId>], mut way: Draft) -> Draft {
    for at in 0..way.len() {
        let (fact, need) = way[at];
        let Domain::Range(today, high) = search.domain(fact) else { continue };
        let (between, up) = match need {
            Need::AtLeast(Quantity(target)) if today == high => ((today + 1, target - 1), true),
            Need::AtMost(Quantity(target)) if today == high => ((target + 1, today - 1), false),
            _ => continue,
        };
        let others: Draft = way.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, change)| *change).collect();
        let undo = apply(search, &others);
        let enough = nearest(search, lists, fact, between, up);
        take_back(search, undo);
        if let Some(value) = enough {
            way[at].1 = if up { Need::AtLeast(Quantity(value)) } else { Need::AtMost(Quantity(value)) };
        }
    }
    way
}

fn suffices(search: &mut Search<'_>, lists: &[Vec<NodeId>], draft: &Draft) -> bool {
    let undo = apply(search, draft);
    let met = is_met(search, lists);
    take_back(search, undo);
    met
}

fn is_met(search: &mut Search<'_>, lists: &[Vec<NodeId>]) -> bool {
    search.outcomes_of_best(lists).0 & !GOOD.0 == 0
}

/// Sets every fact to what the changes say, never on top of other changes.
fn apply(search: &mut Search<'_>, draft: &Draft) -> Vec<Assumed> {
    let mut assumed = Vec::new();
    for &(fact, need) in draft {
        let now = search.domain(fact);
        let sets = |set: OptionSet| Domain::Set(set);
        let held = match now {
            Domain::Set(set) => set,
            _ => OptionSet::default(),
        };
        let to = match need {
            Need::AtLeast(value) | Need::AtMost(value) => Domain::Range(value.0, value.0),
            Need::Option(option) => Domain::Options(OptionSet::only(option)),
            Need::Including(option) => sets(OptionSet(held.0 | OptionSet::only(option).0)),
            Need::Without(options) => sets(OptionSet(held.0 & !options)),
            Need::ShareOf(of, percent) => {
                // Which figure that is depends on the other; it is no less than today's.
                search.grant(fact, of, percent);
                let FactKind::Number { max, .. } = search.catalogue().fact(fact).kind else { continue };
                let (Domain::Range(least, _), Domain::Range(low, high)) = (now, search.domain(of)) else { continue };
                let reachable = (10_000 * i128::from(max.0)).div_euclid(i128::from(percent.0.max(1)));
                let high = i64::try_from(reachable).map_or(high, |reachable| high.min(reachable));
                let low = low.max(1);
                assumed.push(search.assume(of, Domain::Range(low, high.max(low))));
                Domain::Range(least.max(gap::share(percent.0, low)).min(max.0), max.0)
            }
        };
        assumed.push(search.assume(fact, to));
    }
    assumed
}

fn take_back(search: &mut Search<'_>, applied: Vec<Assumed>) {
    applied.into_iter().rev().for_each(|assumed| search.forget(assumed));
    search.ungrant();
}

impl OutcomeSet {
    /// The outcomes that a change of outcome turns into one of these.
    fn before(self, change: impl Fn(Outcome) -> Outcome) -> OutcomeSet {
        OutcomeSet(0b1111)
            .iter()
            .filter(|&outcome| self.has(change(outcome)))
            .fold(OutcomeSet::default(), |set, outcome| OutcomeSet(set.0 | OutcomeSet::only(outcome).0))
    }
}
