//! Scores: sums of points with a pass mark and sub-minima.
//!
//! The parts of a score add up independently once the facts they share are fixed; a part's possible points are found by fixing the facts of
//! those of its lines that can still matter.

use super::assumptions::Choice;
use super::outcome::{Outcome, OutcomePairs};
use super::search::Search;
use crate::catalogue::{NodeId, Score, ScoreId, ScorePart};
use crate::facts::{FactId, FactSet};
use crate::order;

/// Points in the two worlds, each pair once.
pub type Points = Vec<(u16, u16)>;

/// Points of a group below its sub-minimum: the score is missed whatever the rest brings.
const MISSED: u16 = u16::MAX;

/// Whether a score is reached, given which lines hold.
pub fn reached(score: &Score, holds: impl Fn(NodeId) -> bool) -> bool {
    let mut total = 0;
    for group in &score.groups {
        let sum: u16 = group.parts.iter().map(|part| u16::from(part_points(part, &holds))).sum();
        if sum < group.at_least {
            return false;
        }
        total += sum;
    }
    score.pass <= total
}

/// The points of a part, given which lines hold.
pub fn part_points(part: &ScorePart, holds: impl Fn(NodeId) -> bool) -> u8 {
    part.lines.iter().fold(part.otherwise, |best, &(line, points)| if best < points && holds(line) { points } else { best })
}

impl Search<'_> {
    pub(super) fn score(&mut self, node: NodeId, id: ScoreId) -> OutcomePairs {
        let mut state = core::mem::take(&mut self.state);
        if !self.write_state(self.catalogue.mask(node), &mut state) {
            self.state = state;
            return self.score_anew(node, id);
        }
        if let Some(&known) = self.score_memos[id.index()].get(&state) {
            self.state = state;
            return known;
        }
        let pairs = self.score_anew(node, id);
        self.score_memos[id.index()].set(state, pairs);
        pairs
    }

    fn score_anew(&mut self, node: NodeId, id: ScoreId) -> OutcomePairs {
        let catalogue = self.catalogue;
        let score = &catalogue.scores[id.index()];
        if let Some(fact) = self.shared_by_parts(score, None) {
            let mut union = OutcomePairs::NONE;
            for choice in self.choices_of_parts(fact, score) {
                let undo = self.put(fact, choice);
                union = union.union(self.score(node, id));
                self.undo(undo);
            }
            return union;
        }
        let mut place = catalogue.scores[..id.index()].iter().flat_map(|score| &score.groups).map(|group| group.parts.len()).sum();
        let mut total: Points = vec![(0, 0)];
        for group in &score.groups {
            let mut sum: Points = vec![(0, 0)];
            for part in &group.parts {
                let points = self.points_of(part, place);
                place += 1;
                sum = add(&sum, &points);
            }
            for pair in &mut sum {
                for world in [&mut pair.0, &mut pair.1] {
                    if *world < group.at_least {
                        *world = MISSED;
                    }
                }
            }
            total = add(&total, &sum);
        }
        let passes = |points: u16| Outcome::of(points != MISSED && score.pass <= points);
        total.iter().fold(OutcomePairs::NONE, |set, &(a, b)| set.union(OutcomePairs::only(passes(a), passes(b))))
    }

    /// Choices that stand for all values of a fact that parts share.
    pub(super) fn choices_of_parts(&self, fact: FactId, score: &Score) -> Vec<Choice> {
        let parts = score.groups.iter().flat_map(|group| &group.parts);
        let lines: Vec<Vec<NodeId>> = parts.map(|part| part.lines.iter().map(|&(line, _)| line).collect()).collect();
        self.choices(fact, &lines.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    /// An open fact that two parts mention, if there is one.
    pub(super) fn shared_by_parts(&self, score: &Score, except: Option<FactId>) -> Option<FactId> {
        let (mut once, mut twice) = (FactSet::default(), FactSet::default());
        for part in score.groups.iter().flat_map(|group| &group.parts) {
            let mask = part.lines.iter().fold(FactSet::default(), |set, &(line, _)| set.union(self.mask(line)));
            twice = twice.union(once.and(mask));
            once = once.union(mask);
        }
        twice.iter().find(|&fact| Some(fact) != except)
    }

    fn points_of(&mut self, part: &ScorePart, place: usize) -> Points {
        let untouched = part.lines.iter().all(|&(line, _)| self.untouched(line));
        let otherwise = u16::from(part.otherwise);
        if untouched {
            if let Some(known) = &self.part_memo[place] {
                return known.clone();
            }
            let points = self.points_of_lines(&part.lines, otherwise);
            self.part_memo[place] = Some(points.clone());
            return points;
        }
        let facts = part.lines.iter().fold(FactSet::default(), |set, &(line, _)| set.union(self.catalogue.mask(line)));
        let mut state = core::mem::take(&mut self.state);
        if !self.write_state(facts, &mut state) {
            self.state = state;
            return self.points_of_lines(&part.lines, otherwise);
        }
        if let Some(known) = self.part_memos[place].get(&state) {
            let known = known.clone();
            self.state = state;
            return known;
        }
        let points = self.points_of_lines(&part.lines, otherwise);
        self.part_memos[place].set(state, points.clone());
        points
    }

    /// Every pair of points that the best of these lines can give, at least `floor` in each world.
    fn points_of_lines(&mut self, lines: &[(NodeId, u8)], floor: u16) -> Points {
        self.steps += 1;
        let mut floor = (floor, floor);
        let mut open: Vec<(NodeId, u8)> = Vec::new();
        for &(line, points) in lines {
            let wide = u16::from(points);
            if wide <= floor.0.min(floor.1) {
                continue;
            }
            let can = if self.mask(line).is_empty() { self.known(line) } else { self.pairs(line) };
            let sure = |first: Outcome, second: Outcome| can.iter().all(|pair| pair == (first, second));
            if sure(Outcome::Fails, Outcome::Fails) {
                continue;
            }
            if self.mask(line).is_empty() || sure(Outcome::Holds, Outcome::Holds) {
                floor.0 = if can.iter().all(|(first, _)| first == Outcome::Holds) { floor.0.max(wide) } else { floor.0 };
                floor.1 = if can.iter().all(|(_, second)| second == Outcome::Holds) { floor.1.max(wide) } else { floor.1 };
            } else {
                open.push((line, points));
            }
        }
        open.retain(|&(_, points)| floor.0.min(floor.1) < u16::from(points));
        let mut best: Points = vec![floor];
        while !open.is_empty() {
            let component = self.take_lines(&mut open);
            let of_component = self.points_of_component(&component);
            best = join(&best, &of_component, |a, b| a.max(b));
        }
        best
    }

    /// Takes the lines that hang together with the last one by open facts.
    fn take_lines(&self, open: &mut Vec<(NodeId, u8)>) -> Vec<(NodeId, u8)> {
        let mut component: Vec<(NodeId, u8)> = open.pop().into_iter().collect();
        let mut mask = component.iter().fold(FactSet::default(), |set, &(line, _)| set.union(self.mask(line)));
        loop {
            let before = component.len();
            open.retain(|&line| {
                let joins = !self.mask(line.0).and(mask).is_empty();
                if joins {
                    component.push(line);
                    mask = mask.union(self.mask(line.0));
                }
                !joins
            });
            if component.len() == before {
                return component;
            }
        }
    }

    fn points_of_component(&mut self, lines: &[(NodeId, u8)]) -> Points {
        let nodes: Vec<NodeId> = lines.iter().map(|&(line, _)| line).collect();
        let mut found = Points::new();
        if let Some(fact) = self.most_used(&nodes) {
            for value in self.representatives(fact, &nodes) {
                self.fix(fact, value, value);
                found.extend(self.points_of_lines(lines, 0));
                self.release(fact);
            }
        }
        order::sort(&mut found);
        found.dedup();
        found
    }

    /// The open fact that most of these mention.
    fn most_used(&self, nodes: &[NodeId]) -> Option<FactId> {
        let mask = nodes.iter().fold(FactSet::default(), |set, &node| set.union(self.mask(node)));
        mask.iter().max_by_key(|&fact| nodes.iter().filter(|&&node| self.mask(node).has(fact)).count())
    }
}

fn add(sums: &Points, points: &Points) -> Points {
    join(sums, points, |a, b| if a == MISSED || b == MISSED { MISSED } else { a + b })
}

/// Every pair of the first with every pair of the second, world by world, each result once.
fn join(first: &Points, second: &Points, with: impl Fn(u16, u16) -> u16) -> Points {
    let mut joined: Points = Vec::with_capacity(first.len() * second.len());
    for &(a, b) in first {
        joined.extend(second.iter().map(|&(c, d)| (with(a, c), with(b, d))));
    }
    if joined.len() < 2 {
        return joined;
    }
    order::sort(&mut joined);
    joined.dedup();
    joined
}
