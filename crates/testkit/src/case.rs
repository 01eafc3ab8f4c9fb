//! A generated case: a tiny pack, what is to be assessed in it, and answers.

use std::fmt;

use zice_core::catalogue::{
    Catalogue, Change, Effort, Fact, FactOption, Group, Node, NodeId, Pack, SCHEMA, Score, SizeStandard, SourceId, Text,
};
use zice_core::date::Date;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue};

/// What is assessed: the best of several lists, each taken by its weakest.
pub type Subject = Vec<Vec<NodeId>>;

/// A pack in a nutshell, subjects and answers.
#[derive(Clone, Debug)]
pub struct Case {
    /// Kinds, with the number of options.
    pub facts: Vec<(FactKind, usize)>,
    /// Conditions, children first.
    pub nodes: Vec<Node>,
    /// Scores.
    pub scores: Vec<Score>,
    /// What is assessed, one after the other in the same search.
    pub subjects: Vec<Subject>,
    /// What is known.
    pub answers: Vec<(FactId, FactValue)>,
    /// Facts that nobody changes.
    pub fixed: FactSet,
}

impl Case {
    /// The case as a pack.
    pub fn catalogue(&self) -> Catalogue {
        let mut masks: Vec<FactSet> = Vec::new();
        for node in &self.nodes {
            let mut mask = 0_u128;
            own_facts(node, |fact| mask |= 1 << fact.0);
            children(node, &self.scores, |child| mask |= masks[child.index()].0);
            masks.push(FactSet(mask));
        }
        let mut catalogue = empty();
        catalogue.facts = self.facts.iter().map(|&(kind, options)| fact(kind, options)).collect();
        for fact in self.fixed.iter() {
            catalogue.facts[usize::from(fact.0)].change = Change::Never;
        }
        catalogue.nodes.clone_from(&self.nodes);
        catalogue.masks = masks;
        catalogue.scores.clone_from(&self.scores);
        catalogue
    }

    /// The answers in their order.
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for &(fact, value) in &self.answers {
            answers.set(fact, Answer::Known(value));
        }
        answers
    }

    /// The values that a fact may still take, every one.
    pub fn values(&self, fact: FactId) -> Vec<i64> {
        let known = self.answers.iter().find(|(of, _)| *of == fact).map(|&(_, value)| value);
        match known {
            Some(FactValue::Option(option)) => vec![i64::from(option)],
            Some(FactValue::Options(set)) => vec![i64::from(set.0)],
            Some(FactValue::Range(low, high)) => (low.0..=high.0).collect(),
            None => self.domain(fact),
        }
    }

    /// Every value of a fact's kind.
    pub fn domain(&self, fact: FactId) -> Vec<i64> {
        let (kind, options) = self.facts[usize::from(fact.0)];
        match kind {
            FactKind::One | FactKind::Yes => (0..options as i64).collect(),
            FactKind::Many => (0..1 << options).collect(),
            FactKind::Number { min, max, .. } => (min.0..=max.0).collect(),
        }
    }

    /// The facts that some subject mentions.
    pub fn mentioned(&self) -> Vec<FactId> {
        let masks = self.catalogue().masks;
        let all = self.subjects.iter().flatten().flatten().fold(0, |set, node| set | masks[node.index()].0);
        FactSet(all).iter().collect()
    }

    /// The value that stands for `number` in the form of the fact's kind.
    pub fn value(&self, fact: FactId, number: i64) -> FactValue {
        known(self.facts[usize::from(fact.0)].0, number)
    }
}

/// A number as a value of this kind.
pub fn known(kind: FactKind, number: i64) -> FactValue {
    match kind {
        FactKind::One | FactKind::Yes => FactValue::Option(number as u8),
        FactKind::Many => FactValue::Options(zice_core::facts::OptionSet(number as u32)),
        FactKind::Number { .. } => FactValue::exact(zice_core::units::Quantity(number)),
    }
}

/// Calls `visit` with the facts that the condition names itself.
pub fn own_facts(node: &Node, mut visit: impl FnMut(FactId)) {
    match node {
        Node::Options { fact, .. } | Node::Compare { fact, .. } | Node::Switch { fact, .. } => visit(*fact),
        Node::Ratio { numerator, denominator, .. } => [*numerator, *denominator].into_iter().for_each(visit),
        Node::Sum { facts, .. } => facts.iter().copied().for_each(visit),
        _ => {}
    }
}

/// Calls `visit` with the conditions directly below.
pub fn children(node: &Node, scores: &[Score], mut visit: impl FnMut(NodeId)) {
    match node {
        Node::Not(inner) | Node::ReviewIf(inner) | Node::Trigger(inner) => visit(*inner),
        Node::All(inner) | Node::Any(inner) | Node::Switch { cases: inner, .. } => inner.iter().copied().for_each(visit),
        Node::Score(score) => {
            scores[score.index()]
                .groups
                .iter()
                .flat_map(|group| &group.parts)
                .flat_map(|part| &part.lines)
                .for_each(|&(line, _)| visit(line));
        }
        _ => {}
    }
}

fn fact(kind: FactKind, options: usize) -> Fact {
    let option = FactOption { id: "", label: Text::default() };
    Fact {
        out_of_reach: zice_core::facts::OptionSet::default(),
        year_end: false,
        same_as: None,
        made_of: None,
        years_back: 0,
        year_after: None,
        id: "",
        kind,
        options: vec![option; options],
        group: Group::Basics,
        effort: Effort::Memory,
        change: Change::Grow,
        short: Text::default(),
        question: Text::default(),
        hint: Text::default(),
    }
}

fn empty() -> Catalogue {
    Catalogue {
        pack: Pack {
            id: "",
            version: "",
            schema: SCHEMA,
            title: Text::default(),
            short_title: Text::default(),
            number: "",
            issued: Date::parse("2021-09-30").expect("a day"),
            checked: Date::parse("2021-09-30").expect("a day"),
            disclaimer: Text::default(),
            general_hotline: "",
        },
        facts: Vec::new(),
        screens: Vec::new(),
        notes: Vec::new(),
        retired: Vec::new(),
        nodes: Vec::new(),
        masks: Vec::new(),
        scores: Vec::new(),
        sizes: SizeStandard { industry: FactId(0), rows: Vec::new(), sources: Vec::new(), no_class: None, not_registered: None },
        criteria: Vec::new(),
        terms: Vec::new(),
        supports: Vec::new(),
        titles_fact: FactId(0),
        rungs: Vec::new(),
        agencies: Vec::new(),
        places: Vec::new(),
        place_fact: FactId(0),
        contacts: Vec::new(),
        settings: Default::default(),
        sources: Vec::new(),
        topics: Vec::new(),
        articles: Vec::new(),
        plan_source: SourceId(0),
        age: Text::default(),
        sha256: "",
        complete: true,
        outlook: None,
        opening: None,
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fact in self.mentioned() {
            let (kind, options) = self.facts[usize::from(fact.0)];
            let values = self.values(fact);
            let known =
                if values.len() == 1 { format!("= {}", values[0]) } else { format!("in {}..={}", values[0], values[values.len() - 1]) };
            let name = match kind {
                FactKind::Number { min, max, .. } => format!("number {}..={}", min.0, max.0),
                other => format!("{other:?} of {options}"),
            };
            let fixed = if self.fixed.has(fact) { ", and nobody changes it" } else { "" };
            writeln!(f, "  f{}: {name}; {known}{fixed}", fact.0)?;
        }
        for subject in &self.subjects {
            writeln!(f, "  subject: best of {} list(s)", subject.len())?;
            for list in subject {
                let texts: Vec<String> = list.iter().map(|&node| self.text(node)).collect();
                writeln!(f, "    weakest of [{}]", texts.join(", "))?;
            }
        }
        Ok(())
    }
}

impl Case {
    fn text(&self, node: NodeId) -> String {
        let of = |ids: &[NodeId]| ids.iter().map(|&id| self.text(id)).collect::<Vec<String>>().join(", ");
        let text = match &self.nodes[node.index()] {
            Node::Constant(holds) => holds.to_string(),
            Node::Review => "review".to_owned(),
            Node::Options { fact, options } => format!("f{} among {:b}", fact.0, options.0),
            Node::Compare { fact, min, max } => format!("{:?} <= f{} <= {:?}", min.map(|q| q.0), fact.0, max.map(|q| q.0)),
            Node::Ratio { numerator, denominator, percent } => format!("f{}/f{} >= {}/10000", numerator.0, denominator.0, percent.0),
            Node::Sum { facts, min } => format!("f{}+f{} >= {}", facts[0].0, facts[1].0, min.0),
            Node::Not(inner) => format!("not({})", self.text(*inner)),
            Node::ReviewIf(inner) => format!("review_if({})", self.text(*inner)),
            Node::Trigger(inner) => format!("trigger({})", self.text(*inner)),
            Node::All(inner) => format!("all({})", of(inner)),
            Node::Any(inner) => format!("any({})", of(inner)),
            Node::Switch { fact, cases } => format!("switch f{}({})", fact.0, of(cases)),
            Node::Score(score) => {
                let score = &self.scores[score.index()];
                let mut text = format!("score(pass {}", score.pass);
                for group in &score.groups {
                    text += &format!("; group at least {}:", group.at_least);
                    for part in &group.parts {
                        let lines: Vec<String> =
                            part.lines.iter().map(|&(line, points)| format!("{} => {points}", self.text(line))).collect();
                        text += &format!(" part(else {}: {})", part.otherwise, lines.join(", "));
                    }
                }
                text + ")"
            }
        };
        format!("#{}:{text}", node.0)
    }
}
