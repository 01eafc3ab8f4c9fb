//! Which improvements a score asks for.

use super::change_set::{Antichain, ChangeSet, MOST_CANDIDATES, asks_no_more, product};
use crate::catalogue::{NodeId, Score, ScorePart};
use crate::order;
use crate::rules::outcome::Outcome;
use crate::rules::search::Search;

/// A number of points that a part of a score can be brought to.
struct Step {
    points: u16,
    sets: Vec<ChangeSet>,
    /// The highest step below that asks for no more in each set: others ask for something else.
    below: usize,
}

/// The steps of a part, by points; at the first it surely stands.
type Steps = Vec<Step>;

/// How the parts of a score can be improved.
struct Improvements<'a> {
    score: &'a Score,
    /// For each part, group after group.
    parts: Vec<Steps>,
}

impl Improvements<'_> {
    /// Whether one step a part reaches the pass mark and every sub-minimum.
    fn reaches(&self, choice: &[usize]) -> bool {
        let mut points = self.parts.iter().zip(choice).map(|(steps, &step)| steps[step].points);
        let mut total = 0;
        for group in &self.score.groups {
            let sum: u16 = points.by_ref().take(group.parts.len()).sum();
            if sum < group.at_least {
                return false;
            }
            total += sum;
        }
        self.score.pass <= total
    }

    /// Whether no step of the choice could be a lower one that asks for less.
    fn is_least(&self, choice: &mut [usize]) -> bool {
        (0..self.parts.len()).all(|part| {
            let step = choice[part];
            choice[part] = self.parts[part][step].below;
            let is_least = step == 0 || !self.reaches(choice);
            choice[part] = step;
            is_least
        })
    }

    /// Finds every choice of one step a part that reaches the score while no step that asks for less does.
    fn choose(&self, choice: &mut Vec<usize>, from: usize, found: &mut Vec<Vec<usize>>) {
        if MOST_CANDIDATES <= found.len() {
            return;
        }
        if self.reaches(choice) {
            if self.is_least(choice) {
                found.push(choice.clone());
            }
            return;
        }
        // Parts from here on are at their first step: with all of them at the last one, is there anything to find?
        (from..self.parts.len()).for_each(|part| choice[part] = self.parts[part].len() - 1);
        let reachable = self.reaches(choice);
        choice[from..].fill(0);
        if !reachable {
            return;
        }
        for part in from..self.parts.len() {
            for step in 1..self.parts[part].len() {
                choice[part] = step;
                self.choose(choice, part + 1, found);
            }
            choice[part] = 0;
        }
    }
}

/// Sets of improvements, at most one a part, that reach the pass mark and every sub-minimum, and of which none could be less; `of_line` finds the
/// sets that make one line hold.
pub fn of_score(search: &mut Search<'_>, score: &Score, of_line: &dyn Fn(&mut Search<'_>, NodeId) -> Vec<ChangeSet>) -> Vec<ChangeSet> {
    let parts = score.groups.iter().flat_map(|group| &group.parts).map(|part| steps(search, part, of_line)).collect();
    let improvements = Improvements { score, parts };
    let mut choices: Vec<Vec<usize>> = Vec::new();
    improvements.choose(&mut vec![0; improvements.parts.len()], 0, &mut choices);
    let mut found = Antichain::default();
    for choice in choices {
        let mut sets = vec![ChangeSet::new()];
        for (part, &step) in improvements.parts.iter().zip(&choice).filter(|&(_, &step)| 0 < step) {
            sets = product(&sets, &part[step].sets);
        }
        sets.into_iter().for_each(|set| found.add(set));
        if found.is_full() {
            break;
        }
    }
    found.sets()
}

/// The steps that a part can be brought to.
fn steps(search: &mut Search<'_>, part: &ScorePart, of_line: &dyn Fn(&mut Search<'_>, NodeId) -> Vec<ChangeSet>) -> Steps {
    let mut sure = u16::from(part.otherwise);
    for &(line, points) in &part.lines {
        if search.outcomes(&[line]).is_only(Outcome::Holds) {
            sure = sure.max(u16::from(points));
        }
    }
    let mut steps: Steps = vec![Step { points: sure, sets: vec![ChangeSet::new()], below: 0 }];
    let mut lines: Vec<(NodeId, u8)> = part.lines.iter().copied().filter(|&(_, points)| sure < u16::from(points)).collect();
    order::sort_by_key(&mut lines, |&(_, points)| points);
    for (line, points) in lines {
        let sets = of_line(search, line);
        match steps.last_mut() {
            _ if sets.is_empty() => {}
            Some(same) if same.points == u16::from(points) => same.sets.extend(sets),
            _ => steps.push(Step { points: u16::from(points), sets, below: 0 }),
        }
    }
    for step in 1..steps.len() {
        let asks_no_less = |below: &Step| steps[step].sets.iter().all(|set| below.sets.iter().any(|less| asks_no_more(less, set)));
        steps[step].below = steps[..step].iter().rposition(asks_no_less).unwrap_or(0);
    }
    steps
}
