//! Conditions of the seeds to nodes, each stored once.
//!
//! The size standard and the 规上 thresholds become switches over the industry here, so that the engine knows only a dozen kinds of node.

use std::collections::HashMap;

use super::compile::text;
use super::intern::intern;
use super::said::{Said, compiling as said, parts};
use super::seed::{ConditionSeed, Number, PartSeed, ScoreSeed, StepsSeed};
use zice_core::catalogue::{Fact, Node, NodeId, Scale, Score, ScoreGroup, ScoreId, ScorePart, SizeStandard, Term};
use zice_core::facts::{FactId, FactKind, FactSet, OptionSet};
use zice_core::units::{Quantity, Unit};

/// The growing list of nodes.
pub struct Conditions<'a> {
    facts: &'a [Fact],
    sizes: SizeStandard,
    nodes: Vec<Node>,
    masks: Vec<FactSet>,
    known: HashMap<Node, NodeId>,
    scores: Vec<Score>,
}

/// What an industry's 规上 notion is.
enum Threshold {
    Amount(Quantity),
    All,
    Authority,
    None,
}

type Outcome<T = NodeId> = Result<T, Said>;

/// Reads a bound in steps of the unit.
///
/// # Errors
/// When it is no number of this unit.
pub fn number(written: &Number, unit: Unit) -> Outcome<Quantity> {
    match written {
        Number::Integer(n) => n.checked_mul(unit.steps()).map(Quantity).ok_or_else(|| said::too_large(n)),
        Number::Decimal(decimal) => Quantity::parse_decimal(decimal, unit).map_err(|_| said::no_decimal(decimal, unit.decimals())),
    }
}

impl<'a> Conditions<'a> {
    /// No node yet.
    pub fn new(facts: &'a [Fact], sizes: SizeStandard) -> Conditions<'a> {
        Conditions { facts, sizes, nodes: Vec::new(), masks: Vec::new(), known: HashMap::new(), scores: Vec::new() }
    }

    /// Everything compiled: nodes, the facts of each, scores, the size standard.
    pub fn finish(self) -> (Vec<Node>, Vec<FactSet>, Vec<Score>, SizeStandard) {
        (self.nodes, self.masks, self.scores, self.sizes)
    }

    /// The situation of a support.
    pub fn trigger(&mut self, node: NodeId) -> NodeId {
        self.store(Node::Trigger(node))
    }

    /// A condition, negated.
    pub fn not(&mut self, node: NodeId) -> NodeId {
        self.store(Node::Not(node))
    }

    /// The facts that a condition mentions.
    pub fn mask(&self, node: NodeId) -> FactSet {
        self.masks[node.index()]
    }

    /// A number fact and its unit.
    ///
    /// # Errors
    /// When it does not exist, or is no number.
    pub fn number(&self, id: &str) -> Outcome<(FactId, Unit)> {
        let fact = self.fact(id)?;
        Ok((fact, self.unit(fact)?))
    }

    /// The best of several.
    pub fn any(&mut self, nodes: Vec<NodeId>) -> NodeId {
        self.many(nodes, true)
    }

    /// A condition of the seeds.
    ///
    /// # Errors
    /// When it is not exactly one of the forms, or names something that does not exist.
    pub fn compile(&mut self, seed: &ConditionSeed, terms: &[Term]) -> Outcome {
        let forms = [
            seed.fact.is_some(),
            seed.ratio.is_some(),
            seed.sum.is_some(),
            seed.term.is_some(),
            seed.size_at_most.is_some(),
            seed.above_scale.is_some(),
            seed.below_scale.is_some(),
            seed.has_scale.is_some(),
            seed.score.is_some(),
            seed.review.is_some(),
            seed.review_if.is_some(),
            seed.all.is_some(),
            seed.any.is_some(),
            seed.not.is_some(),
        ];
        if forms.iter().filter(|&&given| given).count() != 1 {
            return Err(said::condition_forms());
        }
        if let Some(fact) = &seed.fact {
            return self.about_fact(fact, seed);
        }
        if seed.any_of.is_some() || seed.none_of.is_some() || seed.not_empty.is_some() || seed.is.is_some() {
            return Err(said::of_a_fact());
        }
        if let Some([numerator, denominator]) = &seed.ratio {
            let (numerator, denominator) = self.same_unit(numerator, denominator)?;
            let percent = seed.at_least.as_ref().filter(|_| only_at_least(seed)).ok_or_else(said::ratio_bound)?;
            return Ok(self.store(Node::Ratio { numerator, denominator, percent: number(percent, Unit::Share)? }));
        }
        if let Some([first, second]) = &seed.sum {
            let (first, second) = self.same_unit(first, second)?;
            let min = seed.at_least.as_ref().filter(|_| only_at_least(seed)).ok_or_else(said::sum_bound)?;
            let unit = self.unit(first)?;
            return Ok(self.store(Node::Sum { facts: [first, second], min: number(min, unit)? }));
        }
        if seed.at_least.is_some() || seed.more_than.is_some() || seed.at_most.is_some() || seed.less_than.is_some() {
            return Err(said::bound_of());
        }
        if let Some(id) = &seed.term {
            return terms.iter().find(|term| term.id == id).map(|term| term.node).ok_or_else(|| said::unknown_term(id));
        }
        if let Some(class) = &seed.size_at_most {
            return self.size_at_most(class);
        }
        if let Some(fact) = &seed.above_scale {
            let fact = self.fact(fact)?;
            return self.scale(&|this, threshold| match threshold {
                Threshold::Amount(min) => this.store(Node::Compare { fact, min: Some(min), max: None }),
                Threshold::All => this.store(Node::Constant(true)),
                Threshold::Authority => this.store(Node::Review),
                Threshold::None => this.store(Node::Constant(false)),
            });
        }
        if let Some(fact) = &seed.below_scale {
            let fact = self.fact(fact)?;
            return self.scale(&|this, threshold| match threshold {
                Threshold::Amount(min) => this.store(Node::Compare { fact, min: None, max: Some(Quantity(min.0 - 1)) }),
                Threshold::All | Threshold::Authority | Threshold::None => this.store(Node::Constant(false)),
            });
        }
        if seed.has_scale == Some(true) {
            return self.scale(&|this, threshold| this.store(Node::Constant(matches!(threshold, Threshold::Amount(_)))));
        }
        if let Some(id) = &seed.score {
            let place = self.scores.iter().position(|score| score.id == id).ok_or_else(|| said::unknown_score(id))?;
            return Ok(self.store(Node::Score(ScoreId(u8::try_from(place).map_err(|_| said::too_many_scores())?))));
        }
        if seed.review == Some(true) {
            return Ok(self.store(Node::Review));
        }
        if let Some(inner) = &seed.review_if {
            let inner = self.compile(inner, terms)?;
            return Ok(self.store(Node::ReviewIf(inner)));
        }
        if let Some(inner) = &seed.not {
            let inner = self.compile(inner, terms)?;
            return Ok(self.store(Node::Not(inner)));
        }
        if let Some(inner) = seed.all.as_ref().or(seed.any.as_ref()) {
            let nodes = inner.iter().map(|condition| self.compile(condition, terms)).collect::<Outcome<Vec<NodeId>>>()?;
            return if nodes.is_empty() { Err(said::empty_list()) } else { Ok(self.many(nodes, seed.any.is_some())) };
        }
        Err(said::only_true())
    }

    /// A score of a rule file.
    ///
    /// # Errors
    /// When a part is not understood, or the score could never be reached.
    pub fn score(&mut self, seed: &ScoreSeed, terms: &[Term]) -> Outcome<()> {
        if self.scores.iter().any(|score| score.id == seed.id) {
            return Err(said::score_twice(&seed.id));
        }
        let mut groups = Vec::new();
        for group in &seed.groups {
            let mut parts = Vec::new();
            for part in &group.parts {
                let lines = self.part_lines(part, terms).map_err(|what| said::part(&part.id, what))?;
                parts.push(ScorePart { label: text(&part.label), otherwise: part.otherwise, lines });
            }
            groups.push(ScoreGroup { label: text(&group.label), at_least: group.at_least.unwrap_or(0), parts });
        }
        self.scores.push(Score { id: intern(&seed.id), label: text(&seed.label), pass: seed.pass, groups });
        Ok(())
    }

    fn part_lines(&mut self, part: &PartSeed, terms: &[Term]) -> Outcome<Vec<(NodeId, u8)>> {
        let mut lines = Vec::new();
        for steps in &part.steps {
            self.steps(steps, terms, &mut lines)?;
        }
        for line in &part.when {
            lines.push((self.compile(&line.rule, terms)?, line.points));
        }
        if lines.is_empty() {
            return Err(said::part_empty());
        }
        Ok(lines)
    }

    fn steps(&mut self, steps: &StepsSeed, terms: &[Term], lines: &mut Vec<(NodeId, u8)>) -> Outcome<()> {
        for (bound, points) in &steps.at_least {
            lines.push((self.compile(&ConditionSeed { at_least: Some(bound.clone()), ..steps.of.clone() }, terms)?, *points));
        }
        for (bound, points) in &steps.at_most {
            lines.push((self.compile(&ConditionSeed { at_most: Some(bound.clone()), ..steps.of.clone() }, terms)?, *points));
        }
        Ok(())
    }

    fn about_fact(&mut self, id: &str, seed: &ConditionSeed) -> Outcome {
        let fact = self.fact(id)?;
        let about = &self.facts[usize::from(fact.0)];
        match about.kind {
            FactKind::Number { unit, min: lowest, max: highest } => {
                let bound =
                    |written: &Option<Number>, off: i64| written.as_ref().map(|n| number(n, unit).map(|q| Quantity(q.0 + off))).transpose();
                let min = bound(&seed.at_least, 0)?.or(bound(&seed.more_than, 1)?);
                let max = bound(&seed.at_most, 0)?.or(bound(&seed.less_than, -1)?);
                if min.is_none() && max.is_none() {
                    return Err(said::needs_bound(id));
                }
                if min.is_some_and(|min| min <= lowest || highest < min) || max.is_some_and(|max| max < lowest || highest <= max) {
                    return Err(said::bound_divides_nothing(id));
                }
                Ok(self.store(Node::Compare { fact, min, max }))
            }
            FactKind::Yes => match seed.is {
                Some(value) => Ok(self.store(Node::Options { fact, options: OptionSet::only(u8::from(!value)) })),
                None => Err(said::needs_is(id)),
            },
            FactKind::One | FactKind::Many => {
                let all = OptionSet::all(about.options.len());
                let named = |ids: &[String]| -> Outcome<OptionSet> {
                    let mut set = OptionSet::default();
                    for option in ids {
                        let place =
                            about.options.iter().position(|known| known.id == option).ok_or_else(|| said::has_no_option(id, option))?;
                        set.0 |= 1 << place;
                    }
                    Ok(set)
                };
                match (&seed.any_of, &seed.none_of, seed.not_empty) {
                    (Some(ids), None, None) => {
                        let options = named(ids)?;
                        Ok(self.store(Node::Options { fact, options }))
                    }
                    (None, Some(ids), None) => {
                        let options = named(ids)?;
                        if about.kind == FactKind::One {
                            return Ok(self.store(Node::Options { fact, options: OptionSet(all.0 & !options.0) }));
                        }
                        let inner = self.store(Node::Options { fact, options });
                        Ok(self.store(Node::Not(inner)))
                    }
                    (None, None, Some(true)) if about.kind == FactKind::Many => Ok(self.store(Node::Options { fact, options: all })),
                    _ => Err(said::needs_options(id, if about.kind == FactKind::Many { parts::or_not_empty() } else { parts::nothing() })),
                }
            }
        }
    }

    fn size_at_most(&mut self, class: &str) -> Outcome {
        let next = ["micro", "small", "medium"].iter().position(|known| *known == class).ok_or_else(|| said::unknown_class(class))?;
        let mut cases = Vec::new();
        for row in self.sizes.rows.clone() {
            let below: Vec<NodeId> = row
                .limits
                .iter()
                .map(|(fact, limits)| self.store(Node::Compare { fact: *fact, min: None, max: Some(Quantity(limits[next].0 - 1)) }))
                .collect();
            cases.push(if below.is_empty() { self.store(Node::Review) } else { self.many(below, true) });
        }
        Ok(self.store(Node::Switch { fact: self.sizes.industry, cases }))
    }

    fn scale(&mut self, case: &dyn Fn(&mut Self, Threshold) -> NodeId) -> Outcome {
        let mut cases = Vec::new();
        for row in self.sizes.rows.clone() {
            cases.push(match row.scale {
                Scale::AtLeast(min) => case(self, Threshold::Amount(min)),
                Scale::All => case(self, Threshold::All),
                Scale::ByAuthority => case(self, Threshold::Authority),
                Scale::None => case(self, Threshold::None),
                Scale::ByFact(fact, amounts) => {
                    let inner = amounts.iter().map(|amount| case(self, amount.map_or(Threshold::Authority, Threshold::Amount))).collect();
                    self.store(Node::Switch { fact, cases: inner })
                }
            });
        }
        Ok(self.store(Node::Switch { fact: self.sizes.industry, cases }))
    }

    /// Flattens, drops doubles, and stores; a single condition is itself.
    fn many(&mut self, nodes: Vec<NodeId>, any: bool) -> NodeId {
        let mut flat: Vec<NodeId> = Vec::new();
        for node in nodes {
            let inner = match &self.nodes[node.index()] {
                Node::Any(inner) if any => inner.clone(),
                Node::All(inner) if !any => inner.clone(),
                _ => vec![node],
            };
            for node in inner {
                if !flat.contains(&node) {
                    flat.push(node);
                }
            }
        }
        match flat[..] {
            [only] => only,
            _ => self.store(if any { Node::Any(flat) } else { Node::All(flat) }),
        }
    }

    fn fact(&self, id: &str) -> Outcome<FactId> {
        let place = self.facts.iter().position(|fact| fact.id == id).ok_or_else(|| said::unknown_fact(id))?;
        u8::try_from(place).map(FactId).map_err(|_| said::facts_do_not_fit())
    }

    fn unit(&self, fact: FactId) -> Outcome<Unit> {
        let about = &self.facts[usize::from(fact.0)];
        about.kind.unit().ok_or_else(|| said::is_no_number(about.id))
    }

    fn same_unit(&self, first: &str, second: &str) -> Outcome<(FactId, FactId)> {
        let (first, second) = (self.fact(first)?, self.fact(second)?);
        if first == second || self.unit(first)? != self.unit(second)? {
            return Err(said::two_of_one_unit());
        }
        Ok((first, second))
    }

    fn store(&mut self, node: Node) -> NodeId {
        if let Some(&known) = self.known.get(&node) {
            return known;
        }
        // Its parts were stored before it.
        let mask = node.mask(&self.masks, &self.scores).unwrap_or_default();
        let id = NodeId(u16::try_from(self.nodes.len()).unwrap_or(u16::MAX));
        self.nodes.push(node.clone());
        self.masks.push(mask);
        self.known.insert(node, id);
        id
    }
}

fn only_at_least(seed: &ConditionSeed) -> bool {
    seed.more_than.is_none() && seed.at_most.is_none() && seed.less_than.is_none()
}
