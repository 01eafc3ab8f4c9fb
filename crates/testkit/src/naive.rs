//! The oracle: the outcome of a condition on a firm of which everything is known, and nothing but enumeration beyond that.
//!
//! It shares no code with the engine; only the pack's own types. Outcomes are plain numbers: 0 not applicable, 1 fails, 2 review, 3 holds.

use zice_core::catalogue::{Catalogue, Node, NodeId, Score, Worth, WorthCase};
use zice_core::facts::{FactId, FactKind};
use zice_core::units::Quantity;

/// The value of every fact: numbers in steps, options by index, sets of options as bits.
pub type Firm = Vec<i64>;

/// The outcome of a condition on a firm.
pub fn outcome(pack: &Catalogue, firm: &Firm, node: NodeId) -> u8 {
    let value = |fact: FactId| firm[usize::from(fact.0)];
    let holds = |yes: bool| if yes { 3 } else { 1 };
    match &pack.nodes[usize::from(node.0)] {
        Node::Constant(yes) => holds(*yes),
        Node::Review => 2,
        Node::Options { fact, options } => {
            let bits = match pack.facts[usize::from(fact.0)].kind {
                FactKind::Many => value(*fact),
                _ => 1 << value(*fact),
            };
            holds(bits & i64::from(options.0) > 0)
        }
        Node::Compare { fact, min, max } => {
            let low_enough = match max {
                Some(max) => value(*fact) <= max.0,
                None => true,
            };
            let high_enough = match min {
                Some(min) => value(*fact) >= min.0,
                None => true,
            };
            holds(low_enough && high_enough)
        }
        Node::Ratio { numerator, denominator, percent } => {
            let (n, d) = (i128::from(value(*numerator)), i128::from(value(*denominator)));
            holds(d != 0 && n * 10_000 >= d * i128::from(percent.0))
        }
        Node::Sum { facts, min } => holds(facts.iter().map(|&fact| value(fact)).sum::<i64>() >= min.0),
        Node::Not(inner) => match outcome(pack, firm, *inner) {
            0 | 1 => 3,
            2 => 2,
            _ => 1,
        },
        Node::ReviewIf(inner) => {
            if outcome(pack, firm, *inner) >= 2 {
                2
            } else {
                3
            }
        }
        Node::Trigger(inner) => {
            if outcome(pack, firm, *inner) >= 2 {
                3
            } else {
                0
            }
        }
        Node::All(inner) => weakest(pack, firm, inner),
        Node::Any(inner) => {
            let mut best = 0;
            for &node in inner {
                best = best.max(outcome(pack, firm, node));
            }
            best
        }
        Node::Switch { fact, cases } => outcome(pack, firm, cases[value(*fact) as usize]),
        Node::Score(score) => holds(score_passes(pack, firm, &pack.scores[usize::from(score.0)])),
    }
}

fn weakest(pack: &Catalogue, firm: &Firm, nodes: &[NodeId]) -> u8 {
    let mut weakest = 3;
    for &node in nodes {
        weakest = weakest.min(outcome(pack, firm, node));
    }
    weakest
}

fn score_passes(pack: &Catalogue, firm: &Firm, score: &Score) -> bool {
    let mut total = 0;
    let mut every_group = true;
    for group in &score.groups {
        let mut points_of_group = 0;
        for part in &group.parts {
            let mut points = u32::from(part.otherwise);
            for (line, worth) in &part.lines {
                if outcome(pack, firm, *line) == 3 && u32::from(*worth) > points {
                    points = u32::from(*worth);
                }
            }
            points_of_group += points;
        }
        every_group = every_group && points_of_group >= u32::from(group.at_least);
        total += points_of_group;
    }
    every_group && total >= u32::from(score.pass)
}

/// The best of several lists, each taken by its weakest.
pub fn best(pack: &Catalogue, firm: &Firm, lists: &[Vec<NodeId>]) -> u8 {
    let mut best = 0;
    for list in lists {
        best = best.max(weakest(pack, firm, list));
    }
    best
}

/// The case by which a support's worth is worked out on a firm: the first of which every condition holds or is the agency's to judge.
pub fn worth_case<'a>(pack: &Catalogue, firm: &Firm, worth: &'a Worth) -> &'a WorthCase {
    worth.cases.iter().find(|case| weakest(pack, firm, &case.when) >= 2).expect("one case holds on every firm")
}

/// What a support is worth on a firm, in 分: the rates are applied from the highest step down.
pub fn worth(pack: &Catalogue, firm: &Firm, worth: &Worth) -> i128 {
    let case = worth_case(pack, firm, worth);
    i128::from(case.fixed) + case.of.map_or(0, |fact| rated(&case.rates, firm[usize::from(fact.0)]))
}

/// What the rates make of a figure, from the highest step down.
pub fn rated(rates: &[(Quantity, i64)], figure: i64) -> i128 {
    let (mut value, mut left) = (0, i128::from(figure));
    for (from, rate) in rates.iter().rev() {
        let from = i128::from(from.0);
        if from < left {
            value += (left - from) * i128::from(*rate);
            left = from;
        }
    }
    value
}

/// Every completion of some facts, with its outcome.
pub struct Table {
    /// The facts with every value considered.
    pub choices: Vec<(FactId, Vec<i64>)>,
    worth: Vec<u8>,
}

impl Table {
    /// Enumerates; `firm` holds the values of all other facts.
    pub fn new(pack: &Catalogue, firm: &Firm, choices: Vec<(FactId, Vec<i64>)>, lists: &[Vec<NodeId>]) -> Table {
        let mut firm = firm.clone();
        let count = choices.iter().map(|(_, values)| values.len()).product();
        let mut worth = Vec::with_capacity(count);
        for completion in 0..count {
            let mut rest = completion;
            for (fact, values) in &choices {
                firm[usize::from(fact.0)] = values[rest % values.len()];
                rest /= values.len();
            }
            worth.push(best(pack, &firm, lists));
        }
        Table { choices, worth }
    }

    /// The outcomes that occur, as bits.
    pub fn outcomes(&self) -> u8 {
        self.worth.iter().fold(0, |set, level| set | 1 << level)
    }

    /// The facts for which two completions that differ in that fact alone have two outcomes, as bits.
    pub fn flips(&self) -> u128 {
        let mut found = 0;
        let mut stride = 1;
        for (fact, values) in &self.choices {
            let flips = (0..self.worth.len()).any(|at| at / stride % values.len() > 0 && self.worth[at] != self.worth[at - stride]);
            if flips {
                found |= 1 << fact.0;
            }
            stride *= values.len();
        }
        found
    }

    /// How many completions there were.
    pub fn completions(&self) -> usize {
        self.worth.len()
    }
}

/// The name of the verdict that a set of outcomes means.
pub fn verdict(outcomes: u8) -> &'static str {
    match outcomes {
        0b0001 => "not_applicable",
        0b0010 => "not_yet",
        0b0100 => "review",
        0b1000 => "qualifies",
        _ => "undetermined",
    }
}
