//! Changes that bring one condition to a wanted set of levels, following the condition's own shape.

use super::super::domain::Domain;
use super::super::gap::{Need, share};
use super::super::level::{Level, Levels};
use super::super::search::{Search, review_if, trigger};
use super::{Draft, MOST_CANDIDATES};
use crate::catalogue::{Change, Node, NodeId, Score};
use crate::facts::{FactId, FactKind, OptionSet};
use crate::units::Quantity;

/// Sets of changes that bring every one of these conditions there.
pub fn all_of(search: &mut Search<'_>, nodes: &[NodeId], want: Levels) -> Vec<Draft> {
    let mut found = vec![Draft::new()];
    for &node in nodes {
        let of_node = towards(search, node, want);
        found = product(&found, &of_node);
        if found.is_empty() {
            break;
        }
    }
    found
}

/// Sets of changes that bring the condition there; one empty set if it is there already, none if nothing does.
fn towards(search: &mut Search<'_>, node: NodeId, want: Levels) -> Vec<Draft> {
    if want.0 == 0 {
        return Vec::new();
    }
    if search.levels(&[node]).0 & !want.0 == 0 {
        return vec![Draft::new()];
    }
    let holds = want.has(Level::Holds);
    let catalogue = search.catalogue();
    match catalogue.node(node) {
        Node::Constant(_) | Node::Review => Vec::new(),
        Node::Options { fact, options } => options_steps(search, *fact, *options, holds),
        Node::Compare { fact, min, max } => compare_steps(search, *fact, min.map(|q| q.0), max.map(|q| q.0), holds),
        Node::Ratio { numerator, denominator, percent } => ratio_steps(search, *numerator, *denominator, percent.0, holds),
        Node::Sum { facts, min } => sum_steps(search, *facts, min.0, holds),
        Node::Not(inner) => towards(search, *inner, want.before(Level::not)),
        Node::ReviewIf(inner) => towards(search, *inner, want.before(review_if)),
        Node::Trigger(inner) => towards(search, *inner, want.before(trigger)),
        Node::All(inner) if holds => all_of(search, inner, want),
        Node::Any(inner) if !holds => all_of(search, inner, want),
        Node::All(inner) | Node::Any(inner) => {
            let mut found = Vec::new();
            inner.iter().for_each(|&node| towards(search, node, want).into_iter().for_each(|draft| add(&mut found, draft)));
            found
        }
        Node::Switch { fact, cases } => switch_steps(search, *fact, cases, want),
        // No rule asks for a score not to be reached.
        Node::Score(score) if holds => score_steps(search, &catalogue.scores[score.index()]),
        Node::Score(_) => Vec::new(),
    }
}

fn options_steps(search: &Search<'_>, fact: FactId, options: OptionSet, holds: bool) -> Vec<Draft> {
    let all = OptionSet::all(search.catalogue().fact(fact).options.len());
    let inside = OptionSet(options.0 & all.0);
    match search.domain(fact) {
        Domain::Options(left) => {
            let wanted = if holds { inside } else { OptionSet(all.0 & !inside.0) };
            let fixed = search.catalogue().fact(fact).change == Change::Never;
            let allowed = if fixed { OptionSet(wanted.0 & left.0) } else { wanted };
            allowed.iter().map(|option| vec![(fact, Need::Option(option))]).collect()
        }
        Domain::Set(set) if can_move(search, fact) => {
            if holds {
                inside.iter().map(|option| vec![(fact, Need::Including(option))]).collect()
            } else {
                vec![vec![(fact, Need::Without(inside.0 & set.0))]]
            }
        }
        Domain::Subsets(_) if holds => inside.iter().map(|option| vec![(fact, Need::Including(option))]).collect(),
        Domain::Subsets(_) => vec![vec![(fact, Need::Without(inside.0))]],
        Domain::Set(_) | Domain::Range(..) => Vec::new(),
    }
}

fn compare_steps(search: &Search<'_>, fact: FactId, min: Option<i64>, max: Option<i64>, holds: bool) -> Vec<Draft> {
    let Domain::Range(low, high) = search.domain(fact) else { return Vec::new() };
    if holds {
        return match (min, max) {
            (Some(min), _) if low < min => number(search, fact, min, true),
            (_, Some(max)) if max < high => number(search, fact, max, false),
            _ => Vec::new(),
        };
    }
    let below = min.map(|min| number(search, fact, min - 1, false));
    let above = max.map(|max| number(search, fact, max + 1, true));
    below.into_iter().chain(above).flatten().collect()
}

fn ratio_steps(search: &Search<'_>, numerator: FactId, denominator: FactId, percent: i64, holds: bool) -> Vec<Draft> {
    let (Domain::Range(n_low, n_high), Domain::Range(d_low, d_high)) = (search.domain(numerator), search.domain(denominator)) else {
        return Vec::new();
    };
    if holds {
        let at = |of: i64| {
            let needed = share(percent, of);
            if needed <= n_low { vec![Draft::new()] } else { number(search, numerator, needed, true) }
        };
        return match () {
            () if d_low != d_high => {
                // Of the smallest figure that it may turn out to be, the share must be reachable.
                let reachable = 1 <= d_high && !number(search, numerator, share(percent, d_low.max(1)).max(n_low), true).is_empty();
                reachable.then(|| vec![(numerator, Need::ShareOf(denominator, Quantity(percent)))]).into_iter().collect()
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

fn sum_steps(search: &Search<'_>, facts: [FactId; 2], min: i64, holds: bool) -> Vec<Draft> {
    let range = |fact: FactId| match search.domain(fact) {
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
fn number(search: &Search<'_>, fact: FactId, target: i64, up: bool) -> Vec<Draft> {
    let FactKind::Number { min, max, .. } = search.catalogue().fact(fact).kind else { return Vec::new() };
    let Domain::Range(low, high) = search.domain(fact) else { return Vec::new() };
    let fixed = search.catalogue().fact(fact).change == Change::Never;
    let (least, most) = if fixed { (low, high) } else { (min.0, max.0) };
    if target < least || most < target {
        return Vec::new();
    }
    vec![vec![(fact, if up { Need::AtLeast(Quantity(target)) } else { Need::AtMost(Quantity(target)) })]]
}

fn can_move(search: &Search<'_>, fact: FactId) -> bool {
    search.catalogue().fact(fact).change != Change::Never
}

/// The case that applies today, or another with what it takes.
fn switch_steps(search: &mut Search<'_>, selector: FactId, cases: &[NodeId], want: Levels) -> Vec<Draft> {
    let Domain::Options(left) = search.domain(selector) else { return Vec::new() };
    let today = search.domain(selector).single();
    let mut found = Vec::new();
    for (option, &case) in (0_u8..).zip(cases) {
        if today == Some(i64::from(option)) {
            found.extend(towards(search, case, want));
        } else if left.has(option) || can_move(search, selector) {
            let assumed = search.assume(selector, Domain::Options(OptionSet::only(option)));
            let of_case = towards(search, case, want);
            search.forget(assumed);
            found.extend(product(&[vec![(selector, Need::Option(option))]], &of_case));
        }
    }
    found
}

/// What a part of a score can be brought to: points, and the ways there; the first is where it surely stands.
type Raises = Vec<(u16, Vec<Draft>)>;

/// Sets of improvements, at most one a part, that reach the pass mark and every sub-minimum, and of which none could be less.
fn score_steps(search: &mut Search<'_>, score: &Score) -> Vec<Draft> {
    let mut parts: Vec<Raises> = Vec::new();
    let mut groups: Vec<(u16, core::ops::Range<usize>)> = Vec::new();
    for group in &score.groups {
        let first = parts.len();
        for part in &group.parts {
            let mut sure = u16::from(part.otherwise);
            for &(line, points) in &part.lines {
                if search.levels(&[line]).is_only(Level::Holds) {
                    sure = sure.max(u16::from(points));
                }
            }
            let mut raises: Raises = vec![(sure, vec![Draft::new()])];
            let mut lines: Vec<(NodeId, u8)> = part.lines.iter().copied().filter(|&(_, points)| sure < u16::from(points)).collect();
            crate::order::sort_by_key(&mut lines, |&(_, points)| points);
            for (line, points) in lines {
                let ways = towards(search, line, Levels::only(Level::Holds));
                match raises.last_mut() {
                    _ if ways.is_empty() => {}
                    Some((same, known)) if *same == u16::from(points) => known.extend(ways),
                    _ => raises.push((u16::from(points), ways)),
                }
            }
            parts.push(raises);
        }
        groups.push((group.at_least, first..parts.len()));
    }
    let reached = |choice: &[usize]| {
        let points = |range: core::ops::Range<usize>| range.map(|part| parts[part][choice[part]].0).sum::<u16>();
        groups.iter().all(|(at_least, range)| *at_least <= points(range.clone())) && score.pass <= points(0..parts.len())
    };
    let mut choices: Vec<Vec<usize>> = Vec::new();
    choose(&parts, &reached, &mut vec![0; parts.len()], 0, &mut choices);
    let mut found = Vec::new();
    for choice in choices {
        let mut drafts = vec![Draft::new()];
        for (part, &step) in parts.iter().zip(&choice) {
            drafts = product(&drafts, &part[step].1);
        }
        drafts.into_iter().for_each(|draft| add(&mut found, draft));
        if MOST_CANDIDATES <= found.len() {
            break;
        }
    }
    found
}

/// Every choice of one step a part that reaches the score while no lower step of any part does.
fn choose(parts: &[Raises], reached: &dyn Fn(&[usize]) -> bool, choice: &mut Vec<usize>, from: usize, found: &mut Vec<Vec<usize>>) {
    if MOST_CANDIDATES <= found.len() {
        return;
    }
    if reached(choice) {
        let lower = |part: usize| {
            let mut less = choice.clone();
            less[part] -= 1;
            reached(&less)
        };
        if (0..parts.len()).all(|part| choice[part] == 0 || !lower(part)) {
            found.push(choice.clone());
        }
        return;
    }
    let mut most = choice.clone();
    (from..parts.len()).for_each(|part| most[part] = parts[part].len() - 1);
    if !reached(&most) {
        return;
    }
    for part in from..parts.len() {
        for step in 1..parts[part].len() {
            choice[part] = step;
            choose(parts, reached, choice, part + 1, found);
        }
        choice[part] = 0;
    }
}

/// The set with shares of a figure that the set itself fixes turned into numbers; none where such a number is out of reach.
pub fn resolved(search: &Search<'_>, draft: Draft) -> Option<Draft> {
    let figure = |of: FactId| {
        draft.iter().find_map(|&(fact, need)| match need {
            Need::AtLeast(value) | Need::AtMost(value) if fact == of => Some(value.0),
            _ => None,
        })
    };
    // A share of a figure that is itself asked for as a share is no advice anybody can follow.
    let is_share = |of: FactId| draft.iter().any(|&(fact, need)| fact == of && matches!(need, Need::ShareOf(..)));
    if draft.iter().any(|&(_, need)| matches!(need, Need::ShareOf(of, _) if is_share(of))) {
        return None;
    }
    let (shares, mut rest): (Draft, Draft) =
        draft.iter().partition(|(_, need)| matches!(need, Need::ShareOf(of, _) if figure(*of).is_some()));
    for (fact, need) in shares {
        let Need::ShareOf(of, percent) = need else { continue };
        let of = figure(of)?;
        let needed = if 0 < of { share(percent.0, of) } else { return None };
        let step = number(search, fact, needed, true).pop()?;
        rest = merge(&rest, &step)?;
    }
    crate::order::sort_by_key(&mut rest, |&(fact, need)| (fact, need));
    Some(rest)
}

/// Every set of the first with every set of the second, without those that ask for more than another.
fn product(first: &[Draft], second: &[Draft]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for a in first {
        for b in second {
            if let Some(both) = merge(a, b) {
                add(&mut found, both);
            }
        }
    }
    found
}

/// Adds a set unless a known one asks for no more; drops those that ask for more.
pub fn add(found: &mut Vec<Draft>, draft: Draft) {
    if found.len() < MOST_CANDIDATES && !found.iter().any(|known| asks_no_more(known, &draft)) {
        found.retain(|known| !asks_no_more(&draft, known));
        found.push(draft);
    }
}

/// Whether the larger set asks for every change of the smaller one, or for a further move of the same number.
pub fn asks_no_more(smaller: &Draft, larger: &Draft) -> bool {
    smaller.iter().all(|&(fact, need)| {
        larger.iter().any(|&(other, asked)| {
            fact == other
                && match (need, asked) {
                    (Need::AtLeast(x), Need::AtLeast(y)) => x <= y,
                    (Need::AtMost(x), Need::AtMost(y)) => y <= x,
                    (x, y) => x == y,
                }
        })
    })
}

/// Both sets in one; none where they contradict each other.
pub fn merge(a: &Draft, b: &Draft) -> Option<Draft> {
    let mut merged = a.clone();
    for &(fact, need) in b {
        let mut fresh = true;
        for (known_fact, known) in &mut merged {
            if *known_fact != fact {
                continue;
            }
            match (*known, need) {
                (Need::AtLeast(x), Need::AtLeast(y)) => (*known, fresh) = (Need::AtLeast(x.max(y)), false),
                (Need::AtMost(x), Need::AtMost(y)) => (*known, fresh) = (Need::AtMost(x.min(y)), false),
                // One value serves both if it lies between; the lower bound names it.
                (Need::AtLeast(x), Need::AtMost(y)) if x <= y => fresh = false,
                (Need::AtMost(y), Need::AtLeast(x)) if x <= y => (*known, fresh) = (need, false),
                (Need::AtLeast(_), Need::AtMost(_)) | (Need::AtMost(_), Need::AtLeast(_)) => return None,
                (Need::Option(x), Need::Option(y)) if x != y => return None,
                (Need::Including(x), Need::Without(set)) | (Need::Without(set), Need::Including(x)) if set >> x & 1 == 1 => return None,
                (Need::Without(x), Need::Without(y)) => (*known, fresh) = (Need::Without(x | y), false),
                (x, y) if x == y => fresh = false,
                _ => {}
            }
        }
        if fresh {
            merged.push((fact, need));
        }
    }
    crate::order::sort_by_key(&mut merged, |&(fact, need)| (fact, need));
    Some(merged)
}
