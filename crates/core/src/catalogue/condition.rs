//! Conditions, scores, the size standard and the lines that show them.

use serde::{Deserialize, Serialize};

use super::text::{Str, Text};
use super::{NodeId, ScoreId, SourceId};
use crate::date::Period;
use crate::facts::{FactId, FactSet, OptionSet};
use crate::units::Quantity;

/// A condition. On a given firm it is false, true, or for the agency to judge.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Node {
    /// Always true or always false (an industry without a threshold, say).
    Constant(bool),
    /// Only the agency can judge.
    Review,
    /// `One`, `Yes`: the option is among these. `Many`: at least one of these is chosen.
    Options {
        /// The fact.
        fact: FactId,
        /// The options.
        options: OptionSet,
    },
    /// The number is within the closed range; in steps of the fact's unit.
    Compare {
        /// The fact.
        fact: FactId,
        /// Smallest value that passes.
        min: Option<Quantity>,
        /// Largest value that passes.
        max: Option<Quantity>,
    },
    /// `10000 × numerator ≥ percent × denominator`, the percentage in 0.01 %; a denominator of 0 fails.
    Ratio {
        /// Dividend.
        numerator: FactId,
        /// Divisor, in the same unit.
        denominator: FactId,
        /// Bound, in steps of 0.01 %.
        percent: Quantity,
    },
    /// The two facts add up to at least this much.
    Sum {
        /// The facts, in the same unit.
        facts: [FactId; 2],
        /// Smallest sum that passes, in steps of the unit.
        min: Quantity,
    },
    /// Another condition, negated; review stays review.
    Not(NodeId),
    /// True where the other is false; for the agency to judge where it is not.
    ReviewIf(NodeId),
    /// The situation that a support is for: not applicable where the other is false.
    Trigger(NodeId),
    /// The weakest of these.
    All(Vec<NodeId>),
    /// The best of these.
    Any(Vec<NodeId>),
    /// The condition that stands at the option's place.
    Switch {
        /// A fact of kind `One`.
        fact: FactId,
        /// One condition an option.
        cases: Vec<NodeId>,
    },
    /// A score reaches its pass mark and every sub-minimum.
    Score(ScoreId),
}

impl Node {
    /// The facts it mentions, from those of the conditions before it; none when it names one that is not there.
    pub fn mask(&self, before: &[FactSet], scores: &[Score]) -> Option<FactSet> {
        let only = |fact: FactId| (fact.0 < 128).then(|| FactSet::only(fact));
        Some(match self {
            Node::Constant(_) | Node::Review => FactSet::default(),
            Node::Options { fact, .. } | Node::Compare { fact, .. } => only(*fact)?,
            Node::Ratio { numerator, denominator, .. } => only(*numerator)?.union(only(*denominator)?),
            Node::Sum { facts, .. } => only(facts[0])?.union(only(facts[1])?),
            Node::Not(inner) | Node::ReviewIf(inner) | Node::Trigger(inner) => *before.get(inner.index())?,
            Node::All(inner) | Node::Any(inner) => union(before, inner.iter())?,
            Node::Switch { fact, cases } => only(*fact)?.union(union(before, cases.iter())?),
            Node::Score(score) => {
                let parts = scores.get(score.index())?.groups.iter().flat_map(|group| &group.parts);
                union(before, parts.flat_map(|part| &part.lines).map(|(node, _)| node))?
            }
        })
    }

    /// Calls for every condition directly below.
    pub fn each_below(&self, scores: &[Score], call: &mut dyn FnMut(NodeId)) {
        match self {
            Node::Constant(_) | Node::Review | Node::Options { .. } | Node::Compare { .. } | Node::Ratio { .. } | Node::Sum { .. } => {}
            Node::Not(inner) | Node::ReviewIf(inner) | Node::Trigger(inner) => call(*inner),
            Node::All(inner) | Node::Any(inner) | Node::Switch { cases: inner, .. } => inner.iter().for_each(|&node| call(node)),
            Node::Score(score) => {
                let parts = scores[score.index()].groups.iter().flat_map(|group| &group.parts);
                parts.flat_map(|part| &part.lines).for_each(|&(line, _)| call(line));
            }
        }
    }
}

fn union<'a>(before: &[FactSet], mut ids: impl Iterator<Item = &'a NodeId>) -> Option<FactSet> {
    ids.try_fold(FactSet::default(), |set, id| before.get(id.index()).map(|mask| set.union(*mask)))
}

/// A sum of points with a pass mark and sub-minima.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Score {
    /// Stable id.
    pub id: Str,
    /// Its name.
    pub label: Text,
    /// Points needed in all.
    pub pass: u16,
    /// Groups of parts.
    pub groups: Vec<ScoreGroup>,
}

/// Parts that may have a minimum together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ScoreGroup {
    /// Its name.
    pub label: Text,
    /// Points needed in this group; 0 for none.
    pub at_least: u16,
    /// What adds up.
    pub parts: Vec<ScorePart>,
}

/// The best of its lines, else the points given otherwise.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ScorePart {
    /// Its name.
    pub label: Text,
    /// Points where no line holds.
    pub otherwise: u8,
    /// Conditions and their points; none has a review inside.
    pub lines: Vec<(NodeId, u8)>,
}

/// Size classes of the national standard, smallest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeClass {
    /// 微型
    Micro,
    /// 小型
    Small,
    /// 中型
    Medium,
    /// 大型
    Large,
    /// The standard has no class for the industry: 由主管部门确定.
    ByAuthority,
}

/// The size standard: one row per option of the industry fact.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct SizeStandard {
    /// The fact that names the industry.
    pub industry: FactId,
    /// One row an option, in their order.
    pub rows: Vec<SizeRow>,
    /// Documents it rests on.
    pub sources: Vec<SourceId>,
    /// Legal forms that have no class of their own (a branch, a firm not yet registered).
    pub no_class: Option<(FactId, OptionSet)>,
    /// Of these, the option that means that the firm is still to be founded.
    pub not_registered: Option<u8>,
}

/// Lower limits of an industry: pairs of an indicator and, for small, medium and large in this order, the smallest value of the class.
/// Empty where an authority decides.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct SizeRow {
    /// Indicators that the standard names for the industry.
    pub limits: Vec<(FactId, [Quantity; 3])>,
    /// The 规上 threshold of the industry.
    pub scale: Scale,
}

/// The 规上 threshold of an industry, in steps of 万元.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Scale {
    /// From this revenue on.
    AtLeast(Quantity),
    /// No amount: an authority decides.
    ByAuthority,
    /// Every firm of the industry.
    All,
    /// The industry has no such notion.
    None,
    /// By the option of another fact; options left out have no amount.
    ByFact(FactId, Vec<Option<Quantity>>),
}

/// One line on the results page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Criterion {
    /// Stable id within its support or rung.
    pub id: Str,
    /// What it says, with its bound.
    pub label: Text,
    /// The condition.
    pub node: NodeId,
    /// Ways of an “or”, each with its own label; empty for a plain line.
    pub branches: Vec<Branch>,
    /// Where the number stands.
    pub source: SourceId,
    /// When the line holds.
    pub period: Period,
}

/// One way of an “or”.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Branch {
    /// What it says, with its bound.
    pub label: Text,
    /// The condition.
    pub node: NodeId,
}

/// A named condition.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Term {
    /// Stable id.
    pub id: Str,
    /// Its label.
    pub label: Text,
    /// What it means.
    pub explain: Text,
    /// The condition.
    pub node: NodeId,
}
