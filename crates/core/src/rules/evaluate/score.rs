//! Scores: sums of points with a pass mark and sub-minima.
//!
//! The parts of a score add up independently once the facts they share are fixed; a part's possible points are found by fixing the facts of
//! those of its lines that can still matter.

use super::super::assignment::Change;
use super::super::outcome::{Outcome, OutcomePairs};
use super::super::search::Search;
use super::join::{shared, take_component};
use crate::catalogue::{NodeId, Score, ScoreId, ScorePart};
use crate::facts::{FactId, FactSet};
use crate::order;

/// Points in the two worlds, each pair once.
pub type PointPairs = Vec<(u16, u16)>;

/// A line of a part, and the points that it gives.
type Line = (NodeId, u8);

/// The points of a group below its sub-minimum: the score is missed whatever the rest brings.
const BELOW_MINIMUM: u16 = u16::MAX;

/// Whether a score is reached, given which lines hold.
pub fn passes(score: &Score, holds: impl Fn(NodeId) -> bool) -> bool {
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
    /// Pairs of outcomes that a score can have.
    pub(super) fn score(&mut self, node: NodeId, id: ScoreId) -> OutcomePairs {
        let facts = self.problem.catalogue.mask(node);
        self.get_or_compute_under(facts, |cache| &mut cache.scores[id.index()], |search| search.evaluate_score(node, id))
    }

    fn evaluate_score(&mut self, node: NodeId, id: ScoreId) -> OutcomePairs {
        let catalogue = self.problem.catalogue;
        let score = &catalogue.scores[id.index()];
        if let Some(fact) = self.shared_by_parts(score, None) {
            let choices = self.choices_of_parts(fact, score);
            return choices
                .into_iter()
                .fold(OutcomePairs::NONE, |union, choice| union.union(self.with(choice, |search| search.score(node, id))));
        }
        let mut place = catalogue.scores[..id.index()].iter().flat_map(|score| &score.groups).map(|group| group.parts.len()).sum();
        let mut total: PointPairs = vec![(0, 0)];
        for group in &score.groups {
            let mut sum: PointPairs = vec![(0, 0)];
            for part in &group.parts {
                sum = add(&sum, &self.points_of(part, place));
                place += 1;
            }
            let checked = |points: u16| if points < group.at_least { BELOW_MINIMUM } else { points };
            sum.iter_mut().for_each(|pair| *pair = (checked(pair.0), checked(pair.1)));
            total = add(&total, &sum);
        }
        let passes = |points: u16| Outcome::of(points != BELOW_MINIMUM && score.pass <= points);
        total.iter().fold(OutcomePairs::NONE, |set, &(a, b)| set.union(OutcomePairs::only(passes(a), passes(b))))
    }

    /// Choices that stand for all values of a fact that parts share.
    pub(in super::super) fn choices_of_parts(&self, fact: FactId, score: &Score) -> Vec<Change> {
        let parts = score.groups.iter().flat_map(|group| &group.parts);
        let lines: Vec<Vec<NodeId>> = parts.map(|part| part.lines.iter().map(|&(line, _)| line).collect()).collect();
        self.choices(fact, &lines.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    /// An open fact that two parts mention, if there is one.
    pub(in super::super) fn shared_by_parts(&self, score: &Score, except: Option<FactId>) -> Option<FactId> {
        let parts = score.groups.iter().flat_map(|group| &group.parts);
        shared(parts.map(|part| self.open_facts_of_lines(&part.lines))).iter().find(|&fact| Some(fact) != except)
    }

    fn open_facts_of_lines(&self, lines: &[Line]) -> FactSet {
        lines.iter().fold(FactSet::default(), |set, &(line, _)| set.union(self.open_facts(line)))
    }

    /// The possible points of a part; `place` counts the parts of all scores.
    fn points_of(&mut self, part: &ScorePart, place: usize) -> PointPairs {
        let otherwise = u16::from(part.otherwise);
        let compute = |search: &mut Self| search.points_of_lines(&part.lines, otherwise);
        if part.lines.iter().all(|&(line, _)| self.is_untouched(line)) {
            return self.get_or_compute(|cache| &mut cache.parts[place], compute);
        }
        let mask = |&(line, _): &Line| self.problem.catalogue.mask(line);
        let facts = part.lines.iter().map(mask).fold(FactSet::default(), FactSet::union);
        self.get_or_compute_under(facts, |cache| &mut cache.assumed_parts[place], compute)
    }

    /// Every pair of points that the best of these lines can give, at least `floor` in each world.
    fn points_of_lines(&mut self, lines: &[Line], floor: u16) -> PointPairs {
        self.steps += 1;
        let (floor, mut open) = self.sure_points(lines, floor);
        let mut best: PointPairs = vec![floor];
        while !open.is_empty() {
            let component = take_component(&mut open, |(line, _)| self.open_facts(line));
            let of_component = self.points_of_component(&component);
            best = combine(&best, &of_component, |a, b| a.max(b));
        }
        best
    }

    /// The points that the lines surely give in each world, and the lines that can still give more.
    fn sure_points(&mut self, lines: &[Line], floor: u16) -> ((u16, u16), Vec<Line>) {
        let mut floor = (floor, floor);
        let mut open: Vec<Line> = Vec::new();
        for &(line, points) in lines {
            let wide = u16::from(points);
            if wide <= floor.0.min(floor.1) {
                continue;
            }
            let is_known = self.open_facts(line).is_empty();
            let can = if is_known { self.known(line) } else { self.possible(line) };
            if can.is_only(Outcome::Fails, Outcome::Fails) {
                continue;
            }
            if is_known || can.is_only(Outcome::Holds, Outcome::Holds) {
                floor.0 = if can.iter().all(|(first, _)| first == Outcome::Holds) { floor.0.max(wide) } else { floor.0 };
                floor.1 = if can.iter().all(|(_, second)| second == Outcome::Holds) { floor.1.max(wide) } else { floor.1 };
            } else {
                open.push((line, points));
            }
        }
        open.retain(|&(_, points)| floor.0.min(floor.1) < u16::from(points));
        (floor, open)
    }

    /// The points of lines that open facts connect: the fact that most of them mention is fixed, value by value.
    fn points_of_component(&mut self, lines: &[Line]) -> PointPairs {
        let nodes: Vec<NodeId> = lines.iter().map(|&(line, _)| line).collect();
        let mut found = PointPairs::new();
        if let Some(fact) = self.most_mentioned(&nodes) {
            for value in self.representatives(fact, &nodes) {
                found.extend(self.with(Change::Value(fact, value), |search| search.points_of_lines(lines, 0)));
            }
        }
        order::sort(&mut found);
        found.dedup();
        found
    }

    /// The open fact that most of these mention.
    fn most_mentioned(&self, nodes: &[NodeId]) -> Option<FactId> {
        let mentions = |fact: FactId| nodes.iter().filter(|&&node| self.open_facts(node).has(fact)).count();
        self.open_facts_of(nodes).iter().max_by_key(|&fact| mentions(fact))
    }
}

fn add(sums: &PointPairs, points: &PointPairs) -> PointPairs {
    combine(sums, points, |a, b| if a == BELOW_MINIMUM || b == BELOW_MINIMUM { BELOW_MINIMUM } else { a + b })
}

/// Every pair of the first with every pair of the second, world by world, each result once.
fn combine(first: &PointPairs, second: &PointPairs, with: impl Fn(u16, u16) -> u16) -> PointPairs {
    let mut combined: PointPairs = Vec::with_capacity(first.len() * second.len());
    for &(a, b) in first {
        combined.extend(second.iter().map(|&(c, d)| (with(a, c), with(b, d))));
    }
    if combined.len() < 2 {
        return combined;
    }
    order::sort(&mut combined);
    combined.dedup();
    combined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Text;

    fn part(otherwise: u8, lines: &[(u16, u8)]) -> ScorePart {
        let lines = lines.iter().map(|&(line, points)| (NodeId(line), points)).collect();
        ScorePart { label: Text::default(), otherwise, lines }
    }

    #[test]
    fn the_best_line_that_holds_gives_the_points() {
        let part = part(1, &[(0, 5), (1, 3)]);
        assert_eq!(part_points(&part, |_| false), 1);
        assert_eq!(part_points(&part, |line| line == NodeId(1)), 3);
        assert_eq!(part_points(&part, |_| true), 5);
    }

    #[test]
    fn a_group_below_its_minimum_stays_below_whatever_is_added() {
        let below = vec![(BELOW_MINIMUM, 4)];
        assert_eq!(add(&below, &vec![(50, 6)]), vec![(BELOW_MINIMUM, 10)]);
    }

    #[test]
    fn each_sum_is_kept_once() {
        assert_eq!(add(&vec![(0, 0), (1, 1)], &vec![(0, 0), (1, 1)]), vec![(0, 0), (1, 1), (2, 2)]);
    }
}
