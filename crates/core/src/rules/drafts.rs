//! Sets of changes: how they are joined and compared, and which ones a score asks for.
//!
//! Invariant: in a list of sets none asks for all that another asks for.

use super::gap::Need;
use super::outcome::Outcome;
use super::search::Search;
use crate::catalogue::{NodeId, Score};
use crate::facts::{FactId, FactSet};

/// Changes without what is held today; several of one set of options may stand beside each other.
pub type Draft = Vec<(FactId, Need)>;

/// The largest number of candidates for one rule. Real rules have hundreds while hardly anything is known.
pub const MOST_CANDIDATES: usize = 600;

/// Sets of which none asks for all that another asks for, each with the facts that it changes: most change others, which is seen at once.
#[derive(Default)]
pub struct Least {
    sets: Vec<Draft>,
    facts: Vec<FactSet>,
}

impl Least {
    /// Adds a set unless a known one asks for no more; drops those that ask for more.
    pub fn add(&mut self, draft: Draft) {
        let facts = draft.iter().fold(FactSet::default(), |set, &(fact, _)| set.union(FactSet::only(fact)));
        let mut known = self.facts.iter().zip(&self.sets);
        let asks_less = |(of, set): (&FactSet, &Draft)| of.without(facts).is_empty() && asks_no_more(set, &draft);
        if self.is_full() || known.any(asks_less) {
            return;
        }
        let mut at = 0;
        while at < self.sets.len() {
            if facts.without(self.facts[at]).is_empty() && asks_no_more(&draft, &self.sets[at]) {
                self.sets.remove(at);
                self.facts.remove(at);
            } else {
                at += 1;
            }
        }
        self.sets.push(draft);
        self.facts.push(facts);
    }

    /// Whether the list is full.
    pub const fn is_full(&self) -> bool {
        MOST_CANDIDATES <= self.sets.len()
    }

    /// The sets, in the order in which they came.
    pub fn sets(self) -> Vec<Draft> {
        self.sets
    }
}

/// Every set of the first with every set of the second, without those that ask for more than another.
pub fn product(first: &[Draft], second: &[Draft]) -> Vec<Draft> {
    let mut found = Least::default();
    for a in first {
        second.iter().filter_map(|b| merge(a, b)).for_each(|both| found.add(both));
    }
    found.sets()
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

/// A number of points that a part of a score can be brought to.
struct Step {
    points: u16,
    ways: Vec<Draft>,
    /// The highest step below that asks for no more in each way: others ask for something else.
    below: usize,
}

/// The steps of a part, by points; at the first it surely stands.
type Raises = Vec<Step>;

/// Sets of improvements, at most one a part, that reach the pass mark and every sub-minimum, and of which none could be less; `of_line` finds the
/// sets that make one line hold.
pub fn of_score(search: &mut Search<'_>, score: &Score, of_line: &dyn Fn(&mut Search<'_>, NodeId) -> Vec<Draft>) -> Vec<Draft> {
    let mut parts: Vec<Raises> = Vec::new();
    let mut groups: Vec<(u16, core::ops::Range<usize>)> = Vec::new();
    for group in &score.groups {
        let first = parts.len();
        for part in &group.parts {
            let mut sure = u16::from(part.otherwise);
            for &(line, points) in &part.lines {
                if search.outcomes(&[line]).is_only(Outcome::Holds) {
                    sure = sure.max(u16::from(points));
                }
            }
            let mut raises: Raises = vec![Step { points: sure, ways: vec![Draft::new()], below: 0 }];
            let mut lines: Vec<(NodeId, u8)> = part.lines.iter().copied().filter(|&(_, points)| sure < u16::from(points)).collect();
            crate::order::sort_by_key(&mut lines, |&(_, points)| points);
            for (line, points) in lines {
                let ways = of_line(search, line);
                match raises.last_mut() {
                    _ if ways.is_empty() => {}
                    Some(same) if same.points == u16::from(points) => same.ways.extend(ways),
                    _ => raises.push(Step { points: u16::from(points), ways, below: 0 }),
                }
            }
            for step in 1..raises.len() {
                let asks_no_less = |below: &Step| raises[step].ways.iter().all(|way| below.ways.iter().any(|less| asks_no_more(less, way)));
                raises[step].below = raises[..step].iter().rposition(asks_no_less).unwrap_or(0);
            }
            parts.push(raises);
        }
        groups.push((group.at_least, first..parts.len()));
    }
    let reached = |choice: &[usize]| {
        let points = |range: core::ops::Range<usize>| range.map(|part| parts[part][choice[part]].points).sum::<u16>();
        groups.iter().all(|(at_least, range)| *at_least <= points(range.clone())) && score.pass <= points(0..parts.len())
    };
    let mut choices: Vec<Vec<usize>> = Vec::new();
    choose(&parts, &reached, &mut vec![0; parts.len()], 0, &mut choices);
    let mut found = Least::default();
    for choice in choices {
        let mut drafts = vec![Draft::new()];
        for (part, &step) in parts.iter().zip(&choice).filter(|&(_, &step)| 0 < step) {
            drafts = product(&drafts, &part[step].ways);
        }
        drafts.into_iter().for_each(|draft| found.add(draft));
        if found.is_full() {
            break;
        }
    }
    found.sets()
}

/// Every choice of one step a part that reaches the score while no step that asks for less does.
fn choose(parts: &[Raises], reached: &dyn Fn(&[usize]) -> bool, choice: &mut Vec<usize>, from: usize, found: &mut Vec<Vec<usize>>) {
    if MOST_CANDIDATES <= found.len() {
        return;
    }
    if reached(choice) {
        let is_least = (0..parts.len()).all(|part| {
            let step = choice[part];
            choice[part] = parts[part][step].below;
            let is_least = step == 0 || !reached(choice);
            choice[part] = step;
            is_least
        });
        if is_least {
            found.push(choice.clone());
        }
        return;
    }
    // Parts from here on are at their first step: with all of them at the last one, is there anything to find?
    (from..parts.len()).for_each(|part| choice[part] = parts[part].len() - 1);
    let reachable = reached(choice);
    choice[from..].fill(0);
    if !reachable {
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
