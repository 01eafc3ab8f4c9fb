//! Scores: sums of points with a pass mark and sub-minima.
//!
//! The parts of a score add up independently once the facts they share are fixed; a part's possible points are found by fixing the facts of
//! those of its lines that can still matter.

use super::level::{Level, Pairs};
use super::search::Search;
use crate::catalogue::{NodeId, Score, ScoreId, ScorePart};
use crate::facts::{FactId, FactSet};

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
    part.lines.iter().filter(|(line, _)| holds(*line)).map(|&(_, points)| points).max().unwrap_or(0).max(part.otherwise)
}

impl Search<'_> {
    pub(super) fn score(&mut self, id: ScoreId) -> Pairs {
        let catalogue = self.catalogue;
        let score = &catalogue.scores[id.index()];
        if let Some(fact) = self.shared_by_parts(score, None) {
            let lines: Vec<NodeId> = score.groups.iter().flat_map(|g| &g.parts).flat_map(|p| &p.lines).map(|&(line, _)| line).collect();
            let mut union = Pairs::NONE;
            for value in self.representatives(fact, &lines) {
                self.fix(fact, value, value);
                union = union.union(self.score(id));
                self.release(fact);
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
        let passes = |points: u16| Level::of(points != MISSED && score.pass <= points);
        total.iter().fold(Pairs::NONE, |set, &(a, b)| set.union(Pairs::only(passes(a), passes(b))))
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
        let untouched = part.lines.iter().all(|&(line, _)| self.catalogue.mask(line).and(self.fixed).is_empty());
        if untouched && let Some(known) = &self.part_memo[place] {
            return known.clone();
        }
        let mut points = Points::new();
        self.collect_points(&part.lines, (u16::from(part.otherwise), u16::from(part.otherwise)), &mut points);
        points.sort_unstable();
        points.dedup();
        if untouched {
            self.part_memo[place] = Some(points.clone());
        }
        points
    }

    /// Adds every pair of points the lines can give, at least `floor` in each world.
    fn collect_points(&mut self, lines: &[(NodeId, u8)], floor: (u16, u16), found: &mut Points) {
        self.steps += 1;
        let mut floor = floor;
        let mut open: Vec<(NodeId, u8)> = Vec::new();
        for &(line, points) in lines {
            let points_wide = u16::from(points);
            if self.mask(line).is_empty() {
                if self.level(line, false) == Level::Holds {
                    floor.0 = floor.0.max(points_wide);
                }
                if self.level(line, true) == Level::Holds {
                    floor.1 = floor.1.max(points_wide);
                }
            } else {
                let can = self.pairs(line);
                if can == Pairs::only(Level::Holds, Level::Holds) {
                    floor = (floor.0.max(points_wide), floor.1.max(points_wide));
                } else if can != Pairs::only(Level::Fails, Level::Fails) {
                    open.push((line, points));
                }
            }
        }
        open.retain(|&(_, points)| floor.0.min(floor.1) < u16::from(points));
        let nodes: Vec<NodeId> = open.iter().map(|&(line, _)| line).collect();
        let Some(fact) = self.most_used(&nodes) else {
            if !found.contains(&floor) {
                found.push(floor);
            }
            return;
        };
        for value in self.representatives(fact, &nodes) {
            self.fix(fact, value, value);
            self.collect_points(&open, floor, found);
            self.release(fact);
        }
    }

    /// The open fact that most of these mention.
    fn most_used(&self, nodes: &[NodeId]) -> Option<FactId> {
        let mask = nodes.iter().fold(FactSet::default(), |set, &node| set.union(self.mask(node)));
        mask.iter().max_by_key(|&fact| nodes.iter().filter(|&&node| self.mask(node).has(fact)).count())
    }
}

fn add(sums: &Points, points: &Points) -> Points {
    let plus = |a: u16, b: u16| if a == MISSED || b == MISSED { MISSED } else { a + b };
    let mut added: Points = sums.iter().flat_map(|&(a, b)| points.iter().map(move |&(c, d)| (plus(a, c), plus(b, d)))).collect();
    added.sort_unstable();
    added.dedup();
    added
}
