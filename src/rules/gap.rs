//! What separates a firm from a criterion: ways out, each a list of changes that together suffice.
//!
//! A way is given for today's other figures: the R&D that 3 % needs is 3 % of today's revenue. Each branch of an “or” is a way of its own; a
//! score has one way for each minimal set of improvements. Facts that a firm cannot change give no way.

use super::domain::{Domain, Domains};
use super::level::Level;
use super::search::Search;
use crate::catalogue::{Catalogue, Change as Changeable, Node, NodeId, Score};
use crate::facts::{FactId, OptionSet};
use crate::order;
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
    let levels = search.levels(&[node]);
    if !levels.has(Level::Fails) && !levels.has(Level::NotApplicable) {
        return vec![Vec::new()];
    }
    let catalogue = search.catalogue();
    let found = match catalogue.node(node) {
        Node::Constant(_) | Node::Review | Node::ReviewIf(_) => Vec::new(),
        Node::Options { fact, options } => option_ways(search, *fact, *options),
        Node::Compare { fact, min, max } => compare_ways(search, *fact, *min, *max),
        Node::Ratio { numerator, denominator, percent } => {
            let need = match exact(search.domains(), *denominator) {
                Some(of) if 0 < of => Need::AtLeast(Quantity(share(percent.0, of))),
                Some(_) => return Vec::new(),
                None => Need::ShareOf(*denominator, *percent),
            };
            change(search, *numerator, need)
        }
        Node::Sum { facts, min } => {
            let mut found = Vec::new();
            for (fact, other) in [(facts[0], facts[1]), (facts[1], facts[0])] {
                let need =
                    exact(search.domains(), other).map_or(Need::TogetherWith(other, *min), |held| Need::AtLeast(Quantity(min.0 - held)));
                found.extend(change(search, fact, need));
            }
            found
        }
        Node::Not(inner) => match catalogue.node(*inner) {
            Node::Options { fact, options } => change(search, *fact, Need::Without(options.0)),
            Node::Compare { fact, min: Some(min), max: None } => compare_ways(search, *fact, None, Some(Quantity(min.0 - 1))),
            Node::Compare { fact, min: None, max: Some(max) } => compare_ways(search, *fact, Some(Quantity(max.0 + 1)), None),
            _ => Vec::new(),
        },
        Node::Trigger(inner) => ways(search, *inner),
        Node::All(inner) => inner.iter().fold(vec![Vec::new()], |so_far, &node| {
            let of_node = ways(search, node);
            product(&so_far, &of_node)
        }),
        Node::Any(inner) => inner.iter().flat_map(|&node| ways(search, node)).collect(),
        Node::Switch { fact, cases } => match exact(search.domains(), *fact) {
            Some(option) => ways(search, cases[usize::try_from(option).unwrap_or(0)]),
            None => vec![vec![Change { fact: *fact, have: Have::Unknown, need: Need::Known, delta: None }]],
        },
        Node::Score(score) => score_ways(search, &catalogue.scores[score.index()]),
    };
    minimal(found)
}

/// What is known of a fact.
pub fn have(domains: &Domains, catalogue: &Catalogue, fact: FactId) -> Have {
    match domains.get(fact) {
        Domain::Options(set) if set.0.count_ones() == 1 => Have::Option(set.0.trailing_zeros() as u8),
        Domain::Set(set) => Have::Options(set),
        Domain::Range(low, high) => match catalogue.fact(fact).kind {
            crate::facts::FactKind::Number { min, max, .. } if (low, high) == (min.0, max.0) && low != high => Have::Unknown,
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

fn option_ways(search: &Search<'_>, fact: FactId, options: OptionSet) -> Vec<Way> {
    let many = matches!(search.domains().get(fact), Domain::Subsets(_) | Domain::Set(_));
    let count = u8::try_from(search.catalogue().fact(fact).options.len()).unwrap_or(32);
    let wanted = options.iter().filter(|&option| option < count);
    wanted.flat_map(|option| change(search, fact, if many { Need::Including(option) } else { Need::Option(option) })).collect()
}

fn compare_ways(search: &Search<'_>, fact: FactId, min: Option<Quantity>, max: Option<Quantity>) -> Vec<Way> {
    let Domain::Range(low, high) = search.domains().get(fact) else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(min) = min.filter(|min| low < min.0) {
        found.extend(change(search, fact, Need::AtLeast(min)));
    }
    if let Some(max) = max.filter(|max| max.0 < high) {
        found.extend(change(search, fact, Need::AtMost(max)));
    }
    if min.is_some() && max.is_some() && found.len() == 2 {
        found.truncate(1); // an open range: the lower bound names the criterion
    }
    found
}

/// One way with one change; none if the firm cannot change the fact and it is known.
fn change(search: &Search<'_>, fact: FactId, need: Need) -> Vec<Way> {
    let catalogue = search.catalogue();
    let have = have(search.domains(), catalogue, fact);
    if catalogue.fact(fact).change == Changeable::Never && have != Have::Unknown {
        return Vec::new();
    }
    vec![vec![Change { fact, have, need, delta: delta(have, need) }]]
}

/// How far apart, in steps of the unit: needed less held.
pub fn delta(have: Have, need: Need) -> Option<i64> {
    match (have, need) {
        (Have::Range(low, high), Need::AtLeast(min)) if low == high => Some(min.0 - low.0),
        (Have::Range(low, high), Need::AtMost(max)) if low == high => Some(max.0 - low.0),
        _ => None,
    }
}

/// Every way of the first with every way of the second; changes of one fact are merged, and contradictions dropped.
fn product(first: &[Way], second: &[Way]) -> Vec<Way> {
    let mut found = Vec::new();
    for a in first {
        for b in second {
            found.extend(merge(a, b));
        }
    }
    found
}

fn merge(a: &Way, b: &Way) -> Option<Way> {
    let mut merged = a.clone();
    for change in b {
        let rival = merged
            .iter()
            .position(|known| known.fact == change.fact && core::mem::discriminant(&known.need) == core::mem::discriminant(&change.need));
        match rival {
            Some(place) => match (merged[place].need, change.need) {
                (Need::AtLeast(x), Need::AtLeast(y)) if x < y => merged[place] = *change,
                (Need::AtMost(x), Need::AtMost(y)) if y < x => merged[place] = *change,
                (Need::Option(x), Need::Option(y)) if x != y => return None,
                (x, y) if x == y => {}
                (Need::AtLeast(_), _) | (Need::AtMost(_), _) => {}
                _ => merged.push(*change),
            },
            None => merged.push(*change),
        }
    }
    order::sort_by_key(&mut merged, |change| change.fact);
    Some(merged)
}

/// Ways none of which contains another, without doubles.
fn minimal(ways: Vec<Way>) -> Vec<Way> {
    let asks_no_more = |small: &Way, large: &Way| {
        small.iter().all(|a| {
            large.iter().any(|b| {
                a.fact == b.fact
                    && match (a.need, b.need) {
                        (Need::AtLeast(x), Need::AtLeast(y)) => x <= y,
                        (Need::AtMost(x), Need::AtMost(y)) => y <= x,
                        (x, y) => x == y,
                    }
            })
        })
    };
    let mut kept: Vec<Way> = Vec::new();
    for way in ways {
        if !kept.iter().any(|known| asks_no_more(known, &way)) {
            kept.retain(|known| !asks_no_more(&way, known));
            kept.push(way);
        }
    }
    kept.truncate(MOST_WAYS);
    kept
}

/// What a part of a score can be brought to: points, and the ways there; the first is where it stands.
type Steps = Vec<(u16, Vec<Way>)>;

/// Minimal sets of improvements, at most one a part, that reach the pass mark and every sub-minimum.
fn score_ways(search: &mut Search<'_>, score: &Score) -> Vec<Way> {
    // For each part: the points it is sure to have, and what each higher step would take.
    let mut groups: Vec<(u16, Vec<Steps>)> = Vec::new();
    for group in &score.groups {
        let mut parts = Vec::new();
        for part in &group.parts {
            let sure = |search: &mut Search<'_>, line: NodeId| search.levels(&[line]).is_only(Level::Holds);
            let now =
                part.lines.iter().filter(|(line, _)| sure(search, *line)).map(|&(_, points)| points).max().unwrap_or(0).max(part.otherwise);
            let mut choices = vec![(u16::from(now), vec![Vec::new()])];
            let mut lines = part.lines.clone();
            order::sort_by_key(&mut lines, |&(_, points)| points);
            for (line, points) in lines {
                if now < points {
                    let of_line = ways(search, line);
                    if !of_line.is_empty() {
                        choices.push((u16::from(points), of_line));
                    }
                }
            }
            parts.push(choices);
        }
        groups.push((group.at_least, parts));
    }
    let mut found = Vec::new();
    choose(&groups, score.pass, &mut Vec::new(), &mut found);
    let mut all = Vec::new();
    for chosen in found {
        let mut ways_of_choice = vec![Vec::new()];
        let parts = groups.iter().flat_map(|(_, parts)| parts);
        for (part, &choice) in parts.zip(&chosen) {
            ways_of_choice = product(&ways_of_choice, &part[choice].1);
        }
        all.extend(ways_of_choice);
    }
    all
}

/// Every choice of one step a part that reaches the score, and that no step less anywhere does: points only rise from step to step.
fn choose(groups: &[(u16, Vec<Steps>)], pass: u16, chosen: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if !can_reach(groups, pass, chosen) {
        return;
    }
    let next = groups.iter().flat_map(|(_, parts)| parts).nth(chosen.len());
    let Some(part) = next else {
        if is_minimal(groups, pass, chosen) {
            found.push(chosen.clone());
        }
        return;
    };
    for choice in 0..part.len() {
        chosen.push(choice);
        choose(groups, pass, chosen, found);
        chosen.pop();
    }
}

/// Whether the pass mark and every sub-minimum are reached if the parts not chosen yet bring the most they can.
fn can_reach(groups: &[(u16, Vec<Steps>)], pass: u16, chosen: &[usize]) -> bool {
    let mut choices = chosen.iter();
    let mut total = 0;
    for (at_least, parts) in groups {
        let points = |part: &Steps| choices.next().map_or(part.last(), |&choice| part.get(choice)).map_or(0, |step| step.0);
        let sum: u16 = parts.iter().map(points).sum();
        if sum < *at_least {
            return false;
        }
        total += sum;
    }
    pass <= total
}

/// Whether the score is reached, but no longer with one step less in any part.
fn is_minimal(groups: &[(u16, Vec<Steps>)], pass: u16, chosen: &[usize]) -> bool {
    let mut fewer = chosen.to_vec();
    (0..chosen.len()).filter(|&part| chosen[part] != 0).all(|part| {
        fewer[part] -= 1;
        let reached = can_reach(groups, pass, &fewer);
        fewer[part] += 1;
        !reached
    })
}
