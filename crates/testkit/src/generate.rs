//! Random tiny packs, subjects and answers.
//!
//! What the lints promise of a pack holds here too: ratios and sums link numbers to a forest, one kind of link a pair; divisors are never
//! negative; no review stands inside a score; a trigger stands at the head of a list only.

use zice_core::catalogue::{Node, NodeId, Score, ScoreGroup, ScoreId, ScorePart, Text};
use zice_core::facts::{FactId, FactKind, FactSet, OptionSet};
use zice_core::units::{Quantity, Unit};

use crate::answer::answer;
use crate::case::{Case, Subject, children};
use crate::rng::Rng;

/// The proportions of a generated case.
#[derive(Clone, Copy)]
struct Flavour {
    /// The percentage of facts that are numbers.
    numbers: u64,
    /// The percentage of numbers that are linked to an earlier one.
    linked: u64,
    /// The percentage of leaves that are ratios and sums where there are links.
    link_leaves: u64,
    /// The widest domain that most numbers have.
    width: i64,
    /// The percentage of facts of which nothing is known.
    unknown: u64,
    /// The largest number of completions of all mentioned facts together.
    completions: usize,
    /// The largest number of conditions in a list.
    lines: i64,
    /// The percentage of composites that keep a ratio between two bounds.
    strips: u64,
}

const FLAVOURS: [Flavour; 6] = [
    Flavour { numbers: 45, linked: 65, link_leaves: 40, width: 12, unknown: 50, completions: 1_500, lines: 4, strips: 0 },
    Flavour { numbers: 90, linked: 95, link_leaves: 70, width: 9, unknown: 60, completions: 4_000, lines: 5, strips: 20 },
    Flavour { numbers: 80, linked: 90, link_leaves: 75, width: 30, unknown: 30, completions: 4_000, lines: 3, strips: 20 },
    Flavour { numbers: 40, linked: 60, link_leaves: 30, width: 5, unknown: 80, completions: 3_000, lines: 6, strips: 0 },
    Flavour { numbers: 100, linked: 100, link_leaves: 85, width: 15, unknown: 80, completions: 5_000, lines: 3, strips: 70 },
    Flavour { numbers: 100, linked: 100, link_leaves: 95, width: 24, unknown: 50, completions: 5_000, lines: 3, strips: 80 },
];

/// How two numbers are weighed against each other.
#[derive(Clone, Copy)]
enum Link {
    Ratio { numerator: FactId, denominator: FactId, percent: i64 },
    Sum([FactId; 2]),
}

/// A pack under construction, children first.
struct Builder<'r> {
    rng: &'r mut Rng,
    flavour: Flavour,
    facts: Vec<(FactKind, usize)>,
    links: Vec<Link>,
    nodes: Vec<Node>,
    depth: Vec<u8>,
    review: Vec<bool>,
    scores: Vec<Score>,
}

/// A random case.
pub fn case(rng: &mut Rng) -> Case {
    let flavour = *rng.pick(&FLAVOURS);
    let mut builder = Builder {
        rng,
        flavour,
        facts: Vec::new(),
        links: Vec::new(),
        nodes: Vec::new(),
        depth: Vec::new(),
        review: Vec::new(),
        scores: Vec::new(),
    };
    builder.facts();
    for _ in 0..builder.rng.within(3, 9) {
        let node = builder.leaf();
        let leaf = builder.store(node);
        if builder.rng.chance(30) {
            builder.store(Node::Not(leaf));
        }
    }
    for _ in 0..builder.rng.within(1, 8) {
        builder.composite();
    }
    let subjects = (0..builder.rng.within(1, 3)).map(|_| builder.subject()).collect();
    let (facts, nodes, scores) = (builder.facts, builder.nodes, builder.scores);
    let mut case = Case { facts, nodes, scores, subjects, answers: Vec::new(), fixed: FactSet::default() };
    answer(rng, flavour.unknown, flavour.completions, &mut case);
    for fact in (0..case.facts.len() as u8).map(FactId) {
        if rng.chance(12) {
            case.fixed = case.fixed.union(FactSet::only(fact));
        }
    }
    case
}

impl Builder<'_> {
    fn facts(&mut self) {
        for index in 0..self.rng.within(2, 6) as u8 {
            let fact = match self.rng.below(4) {
                _ if self.rng.chance(self.flavour.numbers) => (self.number(), 0),
                0 | 1 => (FactKind::One, self.rng.within(2, 4) as usize),
                2 => (FactKind::Yes, 2),
                _ => (FactKind::Many, self.rng.within(1, 3) as usize),
            };
            self.facts.push(fact);
            if matches!(fact.0, FactKind::Number { .. }) && self.rng.chance(self.flavour.linked) {
                self.link(FactId(index));
            }
        }
    }

    fn number(&mut self) -> FactKind {
        let min = match self.rng.below(10) {
            0 => self.rng.within(-6, -1),
            1 => self.rng.within(1, 9),
            _ => 0,
        };
        let width = if self.rng.chance(15) { self.rng.within(12, 36) } else { self.rng.within(1, self.flavour.width) };
        FactKind::Number { unit: Unit::Persons, min: Quantity(min), max: Quantity(min + width) }
    }

    /// Links a number to an earlier one: a forest, for no number is linked to two earlier ones.
    fn link(&mut self, fact: FactId) {
        let earlier: Vec<FactId> =
            (0..fact.0).map(FactId).filter(|&id| matches!(self.facts[usize::from(id.0)].0, FactKind::Number { .. })).collect();
        if earlier.is_empty() {
            return;
        }
        let other = *self.rng.pick(&earlier);
        let percent = match self.rng.below(3) {
            0 => 500 * self.rng.within(1, 40),
            1 => self.rng.within(500, 20_000),
            _ => self.rng.within(1_500, 7_000),
        };
        let link = match self.rng.below(3) {
            0 => Link::Ratio { numerator: fact, denominator: other, percent },
            1 => Link::Ratio { numerator: other, denominator: fact, percent },
            _ => Link::Sum([fact, other]),
        };
        if let Link::Ratio { denominator, .. } = link
            && let FactKind::Number { min, max, .. } = &mut self.facts[usize::from(denominator.0)].0
            && min.0 < 0
        {
            (min.0, max.0) = (0, max.0 - min.0);
        }
        self.links.push(link);
    }

    fn leaf(&mut self) -> Node {
        if !self.links.is_empty() && self.rng.chance(self.flavour.link_leaves) {
            return match *self.rng.pick(&self.links) {
                Link::Ratio { numerator, denominator, percent } => {
                    let near = match self.rng.below(3) {
                        0 => percent,
                        1 => percent + self.rng.within(-400, 400),
                        _ => percent * self.rng.within(3, 20) / 10,
                    };
                    Node::Ratio { numerator, denominator, percent: Quantity(near.max(1)) }
                }
                Link::Sum(facts) => {
                    let (low, high) = facts.iter().map(|&fact| self.ends(fact)).fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
                    Node::Sum { facts, min: Quantity(self.rng.within(low, high + 1)) }
                }
            };
        }
        if self.rng.chance(6) {
            return if self.rng.chance(50) { Node::Review } else { Node::Constant(self.rng.chance(50)) };
        }
        let fact = FactId(self.rng.below(self.facts.len()) as u8);
        match self.facts[usize::from(fact.0)] {
            (FactKind::Number { .. }, _) => {
                let (low, high) = self.ends(fact);
                let (a, b) = (self.rng.within(low, high), self.rng.within(low, high));
                let (min, max) = match self.rng.below(5) {
                    0 | 1 => (Some(a), None),
                    2 | 3 => (None, Some(b)),
                    _ => (Some(a.min(b)), Some(a.max(b))),
                };
                Node::Compare { fact, min: min.map(Quantity), max: max.map(Quantity) }
            }
            (_, options) => Node::Options { fact, options: OptionSet(self.rng.within(1, (1 << options) - 1) as u32) },
        }
    }

    fn ends(&self, fact: FactId) -> (i64, i64) {
        match self.facts[usize::from(fact.0)].0 {
            FactKind::Number { min, max, .. } => (min.0, max.0),
            _ => (0, 0),
        }
    }

    fn store(&mut self, node: Node) -> NodeId {
        let (mut depth, mut review) = (0, matches!(node, Node::Review | Node::ReviewIf(_)));
        children(&node, &self.scores, |child| {
            depth = depth.max(self.depth[child.index()] + 1);
            review = review || self.review[child.index()];
        });
        self.nodes.push(node);
        self.depth.push(depth);
        self.review.push(review);
        NodeId(self.nodes.len() as u16 - 1)
    }

    /// One of the conditions so far, later ones more often; not too deep, and without review where none may be.
    fn child(&mut self, review: bool) -> NodeId {
        for _ in 0..20 {
            let count = self.nodes.len();
            let place = self.rng.below(count).max(self.rng.below(count));
            if self.depth[place] < 4 && (review || !self.review[place]) {
                return NodeId(place as u16);
            }
        }
        self.store(Node::Constant(true))
    }

    fn composite(&mut self) {
        let node = match self.rng.below(20) {
            _ if self.rng.chance(self.flavour.strips) && !self.links.is_empty() => self.strip(),
            0..6 => Node::All((0..self.rng.within(2, 4)).map(|_| self.child(true)).collect()),
            6..12 => Node::Any((0..self.rng.within(2, 4)).map(|_| self.child(true)).collect()),
            12 | 13 => Node::Not(self.child(true)),
            14 => Node::ReviewIf(self.child(true)),
            15 | 16 => {
                let selectors: Vec<u8> = (0..self.facts.len() as u8)
                    .filter(|&fact| matches!(self.facts[usize::from(fact)].0, FactKind::One | FactKind::Yes))
                    .collect();
                if selectors.is_empty() {
                    return;
                }
                let fact = *self.rng.pick(&selectors);
                let cases = (0..self.facts[usize::from(fact)].1).map(|_| self.child(true)).collect();
                Node::Switch { fact: FactId(fact), cases }
            }
            _ => {
                let score = self.score();
                self.scores.push(score);
                Node::Score(ScoreId(self.scores.len() as u8 - 1))
            }
        };
        self.store(node);
    }

    /// A ratio between two bounds that are so near each other that few small numbers lie between.
    fn strip(&mut self) -> Node {
        match *self.rng.pick(&self.links) {
            Link::Ratio { numerator, denominator, percent } => {
                let low = percent * self.rng.within(5, 15) / 10;
                let high = low + low * self.rng.within(2, 15) / 100;
                let bound = |percent: i64| Node::Ratio { numerator, denominator, percent: Quantity(percent.max(1)) };
                let (reached, passed) = (self.store(bound(low)), self.store(bound(high + 1)));
                Node::All(vec![reached, self.store(Node::Not(passed))])
            }
            Link::Sum(facts) => Node::Sum { facts, min: Quantity(self.rng.within(0, 12)) },
        }
    }

    fn score(&mut self) -> Score {
        let mut most = 0;
        let mut groups = Vec::new();
        for _ in 0..self.rng.within(1, 2) {
            let mut parts = Vec::new();
            let mut most_of_group = 0;
            for _ in 0..self.rng.within(1, 3) {
                let lines: Vec<(NodeId, u8)> =
                    (0..self.rng.within(1, 4)).map(|_| (self.child(false), self.rng.within(0, 8) as u8)).collect();
                let otherwise = if self.rng.chance(70) { 0 } else { self.rng.within(1, 3) as u8 };
                most_of_group += lines.iter().map(|&(_, points)| points).max().unwrap_or(0).max(otherwise);
                parts.push(ScorePart { label: Text::default(), otherwise, lines });
            }
            let at_least = if self.rng.chance(50) { 0 } else { self.rng.within(0, i64::from(most_of_group)) as u16 };
            most += i64::from(most_of_group);
            groups.push(ScoreGroup { label: Text::default(), at_least, parts });
        }
        Score { id: "", label: Text::default(), pass: self.rng.within(most / 4, most) as u16, groups }
    }

    fn subject(&mut self) -> Subject {
        let mut common = Vec::new();
        if self.rng.chance(35) {
            let situation = self.child(true);
            common.push(self.store(Node::Trigger(situation)));
        }
        let lists = if self.rng.chance(30) { self.rng.within(2, 3) } else { 1 };
        if 1 < lists {
            common.extend((0..self.rng.within(0, 2)).map(|_| self.line()));
        }
        (0..lists)
            .map(|_| {
                common.iter().copied().chain((0..self.rng.within(1, self.flavour.lines)).map(|_| self.line()).collect::<Vec<_>>()).collect()
            })
            .collect()
    }

    /// A condition that is no trigger.
    fn line(&mut self) -> NodeId {
        let node = self.child(true);
        if matches!(self.nodes[node.index()], Node::Trigger(_)) { self.line() } else { node }
    }
}
