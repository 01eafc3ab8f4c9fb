//! The real pack: every support and rung, on random firms of which one to four facts are unknown or a range.
//!
//! Short ranges are enumerated value by value. Of a wide number the grid holds both sides of every bound, and of every bound on a ratio or a
//! sum as seen from the other fact; to see whether a fact can change the outcome it also takes both sides of every bound as seen from the
//! very values that the others have at that moment.

use std::panic::{AssertUnwindSafe, catch_unwind};

use zice_core::catalogue::{Catalogue, Node, NodeId};
use zice_core::date::Date;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue, OptionSet};
use zice_core::rules::domain::Domains;
use zice_core::rules::search::Search;
use zice_core::rules::verdict::Verdict;

use crate::Tally;
use crate::case::known;
use crate::naive::{Firm, outcome, verdict};
use crate::subjects::{Real, bounds, images, mentioned};

/// Ranges up to so many values are enumerated in full.
pub const SHORT: i64 = 24;

/// What is left of one fact.
#[derive(Clone, Debug)]
pub struct Open {
    /// The fact.
    pub fact: FactId,
    /// What was answered; nothing for an unknown.
    pub answer: Option<FactValue>,
}

/// What is assessed, of which firm, and what is left open.
pub struct Firms<'a> {
    /// The pack.
    pub pack: &'a Catalogue,
    /// The exact values.
    pub firm: Firm,
    /// What is open.
    pub open: Vec<Open>,
    /// Conditions that matter.
    pub leaves: Vec<&'a Node>,
}

/// What enumeration finds.
struct All {
    /// Outcomes of the whole, as bits.
    outcomes: u8,
    /// Outcomes of every condition of every list, as bits.
    of_lines: Vec<Vec<u8>>,
    /// Facts that flip the whole, as bits.
    flips: u128,
    completions: u64,
}

impl Firms<'_> {
    /// The ends of what is left of a number.
    fn ends(&self, fact: FactId) -> (i64, i64) {
        let answer = self.open.iter().find(|open| open.fact == fact).map(|open| open.answer);
        let value = self.firm[usize::from(fact.0)];
        match (self.pack.facts[usize::from(fact.0)].kind, answer) {
            (_, Some(Some(FactValue::Range(low, high)))) => (low.0, high.0),
            (FactKind::Number { min, max, .. }, Some(_)) => (min.0, max.0),
            _ => (value, value),
        }
    }

    /// Values of an open fact: the grid. `from` is a link not to be followed back.
    pub fn grid(&self, fact: FactId, from: Option<FactId>) -> Vec<i64> {
        let about = &self.pack.facts[usize::from(fact.0)];
        match about.kind {
            FactKind::One | FactKind::Yes => (0..about.options.len() as i64).collect(),
            FactKind::Many => self.subsets(fact),
            FactKind::Number { .. } => {
                let (low, high) = self.ends(fact);
                if high - low < SHORT {
                    return (low..=high).collect();
                }
                let mut values = bounds(fact, &self.leaves);
                values.extend([low, high]);
                for other in mentioned(&self.leaves).into_iter().filter(|&other| other != fact && Some(other) != from) {
                    if !images(fact, other, 0, &self.leaves).is_empty() {
                        let values_of_other = if self.open.iter().any(|open| open.fact == other) {
                            self.grid(other, Some(fact))
                        } else {
                            vec![self.ends(other).0]
                        };
                        values_of_other.iter().for_each(|&value| values.extend(images(fact, other, value, &self.leaves)));
                    }
                }
                within(values, low, high)
            }
        }
    }

    /// Every set of the options that some condition names; the others change nothing.
    fn subsets(&self, fact: FactId) -> Vec<i64> {
        let mut named = 0;
        for leaf in &self.leaves {
            if let Node::Options { fact: of, options } = leaf
                && *of == fact
            {
                named |= options.0;
            }
        }
        let named: Vec<i64> = OptionSet(named).iter().map(|option| 1 << option).collect();
        (0..1 << named.len())
            .map(|choice: u32| named.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1).map(|(_, bit)| bit).sum())
            .collect()
    }

    /// Values of a fact where all others have the values of this firm.
    fn cuts(&self, fact: FactId, grid: &[i64], firm: &Firm) -> Vec<i64> {
        let (low, high) = self.ends(fact);
        if !matches!(self.pack.facts[usize::from(fact.0)].kind, FactKind::Number { .. }) || high - low < SHORT {
            return grid.to_vec();
        }
        let mut values = bounds(fact, &self.leaves);
        values.extend([low, high]);
        for other in mentioned(&self.leaves) {
            values.extend(images(fact, other, firm[usize::from(other.0)], &self.leaves));
        }
        within(values, low, high)
    }

    fn enumerate(&self, lists: &[Vec<NodeId>]) -> All {
        let grids: Vec<Vec<i64>> = self.open.iter().map(|open| self.grid(open.fact, None)).collect();
        let of_lines = lists.iter().map(|list| vec![0; list.len()]).collect();
        let mut all = All { outcomes: 0, of_lines, flips: 0, completions: 0 };
        for (moving, open) in self.open.iter().enumerate() {
            let others: usize = grids.iter().enumerate().filter(|(at, _)| *at != moving).map(|(_, grid)| grid.len()).product();
            for completion in 0..others {
                let mut firm = self.firm.clone();
                let mut rest = completion;
                for (at, grid) in grids.iter().enumerate().filter(|(at, _)| *at != moving) {
                    firm[usize::from(self.open[at].fact.0)] = grid[rest % grid.len()];
                    rest /= grid.len();
                }
                let mut here = 0;
                for value in self.cuts(open.fact, &grids[moving], &firm) {
                    firm[usize::from(open.fact.0)] = value;
                    here |= 1 << self.worth(&firm, lists, &mut all.of_lines);
                    all.completions += 1;
                }
                all.outcomes |= here;
                if here & (here - 1) != 0 {
                    all.flips |= 1 << open.fact.0;
                }
            }
        }
        if self.open.is_empty() {
            all.outcomes = 1 << self.worth(&self.firm, lists, &mut all.of_lines);
            all.completions = 1;
        }
        all
    }

    fn worth(&self, firm: &Firm, lists: &[Vec<NodeId>], of_lines: &mut [Vec<u8>]) -> u8 {
        let mut best = 0;
        for (list, bits) in lists.iter().zip(of_lines) {
            let mut weakest = 3;
            for (&node, bits) in list.iter().zip(bits) {
                let level = outcome(self.pack, firm, node);
                *bits |= 1 << level;
                weakest = weakest.min(level);
            }
            best = best.max(weakest);
        }
        best
    }

    /// What the visitor answered.
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for fact in mentioned(&self.leaves) {
            match self.open.iter().find(|open| open.fact == fact) {
                Some(Open { answer: None, .. }) => {}
                Some(Open { answer: Some(value), .. }) => answers.set(fact, Answer::Known(*value)),
                None => answers.set(fact, Answer::Known(known(self.pack.facts[usize::from(fact.0)].kind, self.firm[usize::from(fact.0)]))),
            }
        }
        answers
    }

    /// Compares verdict, `depends_on` and the outcomes of every line.
    ///
    /// # Errors
    /// What is wrong, if anything is. A panic is.
    pub fn check(&self, real: &Real, day: Date) -> Result<Tally, String> {
        catch_unwind(AssertUnwindSafe(|| self.compare(real, day))).unwrap_or_else(|_| Err("the engine panics".to_owned()))
    }

    fn compare(&self, real: &Real, day: Date) -> Result<Tally, String> {
        let answers = self.answers();
        let domains = Domains::new(self.pack, &answers);
        let mut search = Search::new(self.pack, &domains);
        let found = real.assess(&mut search, day);
        let all = self.enumerate(&real.lists(self.pack, day));
        let name = |set: u128| FactSet(set).iter().map(|fact| self.pack.facts[usize::from(fact.0)].id).collect::<Vec<_>>().join(" ");
        if found.verdict.id() != verdict(all.outcomes) {
            return Err(format!("verdict {}, by enumeration {}", found.verdict.id(), verdict(all.outcomes)));
        }
        if found.outcomes.0 != all.outcomes {
            return Err(format!("outcomes {:04b}, by enumeration {:04b}", found.outcomes.0, all.outcomes));
        }
        let hopeful = all.outcomes & 0b1100 != 0;
        if found.is_possible() != hopeful || (found.prospect() == Verdict::Undetermined) != (hopeful && all.outcomes.count_ones() != 1) {
            return Err(format!(
                "possible is {}, the prospect {:?}, by enumeration {:04b}",
                found.is_possible(),
                found.prospect(),
                all.outcomes
            ));
        }
        if found.depends_on.0 != all.flips {
            return Err(format!("depends_on {{{}}}, by enumeration {{{}}}", name(found.depends_on.0), name(all.flips)));
        }
        for (rule, bits) in found.rules.iter().zip(&all.of_lines) {
            let trigger = bits.len() - rule.len();
            for (line, &bits) in rule.iter().zip(&bits[trigger..]) {
                if line.outcomes.0 != bits {
                    let id = self.pack.criteria[usize::from(line.criterion.0)].id;
                    return Err(format!("line {id}: outcomes {:04b}, by enumeration {bits:04b}", line.outcomes.0));
                }
            }
        }
        if real.assess(&mut search, day) != found {
            return Err("the second assessment in the same search differs".to_owned());
        }
        Ok(Tally { cases: 1, undetermined: u64::from(all.outcomes.count_ones() != 1), completions: all.completions })
    }

    /// As much closed as can be for something still to be wrong; what is open, and what is wrong.
    pub fn shrunk(&self, real: &Real, day: Date) -> (String, String) {
        let mut smallest = Firms { pack: self.pack, firm: self.firm.clone(), open: self.open.clone(), leaves: self.leaves.clone() };
        let mut message = self.check(real, day).err().unwrap_or_default();
        loop {
            let better = smallest.closed_once().find_map(|firms| firms.check(real, day).err().map(|message| (firms, message)));
            match better {
                Some(found) => (smallest, message) = found,
                None => return (smallest.text(), message),
            }
        }
    }

    /// One open fact closed at any value of its grid; the leaves stay, for more of them do no harm.
    fn closed_once(&self) -> impl Iterator<Item = Self> {
        self.open.iter().enumerate().flat_map(move |(at, open)| {
            self.grid(open.fact, None).into_iter().map(move |value| {
                let mut closed = Firms { pack: self.pack, firm: self.firm.clone(), open: self.open.clone(), leaves: self.leaves.clone() };
                closed.open.remove(at);
                closed.firm[usize::from(open.fact.0)] = value;
                closed
            })
        })
    }

    /// The profile, for people.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (fact, answer) in self.answers().iter() {
            text += &format!("  {} = {answer:?}\n", self.pack.facts[usize::from(fact.0)].id);
        }
        for open in self.open.iter().filter(|open| open.answer.is_none()) {
            text += &format!("  {} unknown\n", self.pack.facts[usize::from(open.fact.0)].id);
        }
        text
    }
}

fn within(mut values: Vec<i64>, low: i64, high: i64) -> Vec<i64> {
    values.retain(|value| (low..=high).contains(value));
    values.sort_unstable();
    values.dedup();
    values
}
