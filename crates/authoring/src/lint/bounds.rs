//! A displayed condition states exactly the bounds of its rule, in both languages, with their unit and their direction.
//!
//! Bounds come from the rule; besides them a label may hold only figures that name the period of a fact the rule mentions (`period`), or that
//! stand in the label of an option the rule names. A bound of 0 may go without saying. A named term states its own bounds in its own label.

use super::Lint;
use super::figures::{Figures, MONEY, Measures, SHARE, Words, figures, measure, measures};
use super::place::{self, CriterionAt, line_of_text};
use super::signs;
use crate::Stage;
use crate::said::{linting as said, parts};
use crate::seed::{ConditionSeed, FactSeed, Number, Seeds, TextSeed};

/// What a rule states.
#[derive(Default)]
pub struct Bounds {
    /// Figures that must be shown.
    pub required: Figures,
    /// Figures that may be shown.
    pub allowed: Figures,
    /// All of these with their units.
    pub measures: Measures,
    /// Signs of the bounds: `≥`, `>`, `≤`, `<`.
    pub signs: Vec<char>,
    units: Vec<&'static str>,
    sum: bool,
    /// Whether a part is negated, so that its words of comparison say the contrary.
    pub turned: bool,
    only_review: bool,
}

/// Compares every label with its rule.
pub fn lint(lint: &mut Lint<'_>) {
    let (folder, seeds) = (lint.folder, lint.seeds);
    for term in &seeds.terms {
        let line = line_of_text(folder, "terms.toml", &term.label.zh, 0);
        label(lint, "terms.toml", line, &term.label, &Bounds::of(seeds, &term.rule));
    }
    for at in place::criteria(folder, seeds) {
        criterion(lint, &at);
    }
    for (id, support) in &seeds.supports {
        if let (Some(when), Some(text)) = (&support.when, &support.when_label) {
            let file = format!("supports/{id}.toml");
            let line = line_of_text(folder, &file, &text.zh, 0);
            label(lint, &file, line, text, &Bounds::of(seeds, when));
        }
    }
}

fn criterion(lint: &mut Lint<'_>, at: &CriterionAt<'_>) {
    let (folder, seeds) = (lint.folder, lint.seeds);
    if let (Some(rule), Some(text)) = (&at.seed.rule, &at.seed.label) {
        let line = line_of_text(folder, &at.file, &text.zh, at.line);
        label(lint, &at.file, line, text, &Bounds::of(seeds, rule));
    }
    let mut together = Bounds::default();
    for branch in &at.seed.any {
        let line = line_of_text(folder, &at.file, &branch.label.zh, at.line);
        label(lint, &at.file, line, &branch.label, &Bounds::of(seeds, &branch.rule));
        together.add(seeds, &branch.rule);
    }
    let Some(text) = &at.seed.label else { return };
    let either = text.zh.contains("任一");
    let english = text.en.to_lowercase();
    let either_english =
        lint.stage == Stage::Draft || english.contains("either") || english.contains("any one") || english.contains("any of");
    if at.seed.any.is_empty() {
        if either {
            lint.at(&at.file, at.line, said::either_without_branches(&at.seed.id));
        }
        return;
    }
    if at.seed.any.len() < 2 || !either || !either_english {
        lint.at(&at.file, at.line, said::branches_without_either(&at.seed.id));
    }
    together.allowed.append(&mut together.required);
    together.signs.clear();
    together.units.clear();
    together.sum = false;
    label(lint, &at.file, at.line, text, &together);
}

fn label(lint: &mut Lint<'_>, file: &str, line: usize, text: &TextSeed, bounds: &Bounds) {
    for &tongue in lint.tongues() {
        let written = tongue.of(&text.zh, &text.en);
        let stated = figures(written, Words::All);
        for figure in bounds.required.difference(&stated) {
            lint.at(file, line, said::label_lacks(tongue, figure, written));
        }
        for figure in &stated {
            if bounds.required.contains(figure) || bounds.allowed.contains(figure) {
                continue;
            }
            let known: Vec<&str> = bounds.required.iter().map(String::as_str).collect();
            let right = match known[..] {
                [] if bounds.only_review => parts::only_an_agency(),
                [] => parts::no_bound(),
                _ => parts::bounds_are(known.join(", ")),
            };
            lint.at(file, line, said::label_states(tongue, figure, right, written));
        }
    }
    signs::lint(lint, file, line, text, bounds);
    for unit in &bounds.units {
        let english = if matches!(*unit, "万元" | "%") { *unit } else { "" };
        if !text.zh.contains(unit) || (lint.stage == Stage::Whole && !text.en.contains(english)) {
            lint.at(file, line, said::label_unit(unit));
        }
    }
    let english = text.en.to_lowercase();
    if bounds.sum
        && !(text.zh.contains("合计") && (lint.stage == Stage::Draft || english.contains("total") || english.contains("together")))
    {
        lint.at(file, line, said::label_sum());
    }
}

impl Bounds {
    /// What one rule states.
    pub fn of(seeds: &Seeds, rule: &ConditionSeed) -> Bounds {
        let mut bounds = Bounds { only_review: rule.review == Some(true), ..Bounds::default() };
        bounds.add(seeds, rule);
        bounds
    }

    /// Adds what another rule states.
    pub fn add(&mut self, seeds: &Seeds, rule: &ConditionSeed) {
        for part in place::within(rule) {
            self.turned |= part.not.is_some();
            self.sum |= part.sum.is_some();
            let facts: Vec<&FactSeed> =
                named(part).into_iter().filter_map(|id| seeds.facts.fact.iter().find(|fact| fact.id == *id)).collect();
            for fact in &facts {
                self.mention(part, fact);
            }
            let unit = if part.ratio.is_some() { "%" } else { facts.first().map_or("", |fact| unit(fact)) };
            self.bounds(part, unit);
            if let Some(term) = part.term.as_ref().and_then(|id| seeds.terms.iter().find(|term| term.id == *id)) {
                let inner = Bounds::of(seeds, &term.rule);
                self.allowed.extend(inner.required.into_iter().chain(inner.allowed));
                self.measures.extend(inner.measures);
            }
        }
    }

    fn mention(&mut self, part: &ConditionSeed, fact: &FactSeed) {
        if fact.options.is_empty() {
            self.allowed.extend(fact.period.iter().map(u32::to_string));
            self.measures.extend(measures(&fact.question.zh, Words::All).into_iter().filter(|(figure, _)| self.allowed.contains(figure)));
        }
        let chosen = part.any_of.iter().chain(&part.none_of).flatten();
        for option in chosen.filter_map(|id| fact.options.iter().find(|option| option.id == *id)) {
            self.allowed.extend(figures(&option.zh, Words::All));
        }
    }

    fn bounds(&mut self, part: &ConditionSeed, unit: &'static str) {
        let written = [(&part.at_least, '≥'), (&part.more_than, '>'), (&part.at_most, '≤'), (&part.less_than, '<')];
        for (number, sign) in written.into_iter().filter_map(|(number, sign)| number.as_ref().map(|number| (number, sign))) {
            let figure = canonical(number);
            if figure == "0" {
                self.allowed.insert(figure);
                continue;
            }
            self.measures.insert((figure.clone(), if unit == SHARE || unit == MONEY { unit } else { "" }));
            self.required.insert(figure);
            self.signs.push(sign);
            if !unit.is_empty() && !self.units.contains(&unit) {
                self.units.push(unit);
            }
        }
    }
}

/// The facts a condition names itself.
fn named(part: &ConditionSeed) -> Vec<&String> {
    let pairs = part.ratio.iter().chain(&part.sum).flatten();
    part.fact.iter().chain(pairs).chain(&part.above_scale).chain(&part.below_scale).collect()
}

fn unit(fact: &FactSeed) -> &'static str {
    match (fact.kind.as_str(), fact.unit.as_deref()) {
        ("money", _) => "万元",
        ("percent", _) => "%",
        ("score", _) => "分",
        ("count", Some("years")) => "年",
        ("count", Some("days")) => "天",
        ("count", Some("items")) => "项",
        ("count", Some("rank")) => "名",
        _ => "",
    }
}

fn canonical(number: &Number) -> String {
    match number {
        Number::Integer(integer) => integer.to_string(),
        Number::Decimal(decimal) => measure(decimal).map_or_else(|| decimal.clone(), |(figure, _)| figure),
    }
}
