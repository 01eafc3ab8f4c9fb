//! What a support gives, its steps and its documents hold no figure that does not come from somewhere.
//!
//! A figure there is a bound of the support's own rules, the period of a fact they mention, a day or year in which its rules or sources begin or
//! end, or stands in the support's `figures`, under the source it was read in. Both languages state the same figures.

use super::Lint;
use super::bounds::Bounds;
use super::figures::{Figures, Measures, Words, figures, measure, measures};
use super::texts::{Role, TextAt, texts};
use crate::Stage;
use crate::said::linting as said;
use crate::seed::{CriterionSeed, SupportFile};

/// Checks the prose of every support.
pub fn lint(lint: &mut Lint<'_>) {
    let (folder, seeds) = (lint.folder, lint.seeds);
    let texts = texts(folder, seeds);
    for text in &texts {
        same_in_both(lint, text);
    }
    for (id, support) in &seeds.supports {
        let file = format!("supports/{id}.toml");
        let (mut allowed, known) = from_rules(lint, support);
        let listed = listed(lint, &file, support);
        let mut used = Measures::new();
        allowed.extend(listed.iter().map(|(figure, _)| figure.clone()));
        for text in texts.iter().filter(|text| text.file == file && is_prose(text.role)) {
            let stated: Measures = [text.zh, text.en].into_iter().flat_map(|written| measures(written, Words::WithUnit)).collect();
            for one in &stated {
                let (figure, unit) = one;
                let right = if unit.is_empty() { allowed.contains(figure) } else { known.contains(one) || listed.contains(one) };
                if !right {
                    lint.at(&file, text.line, said::figure_unsourced(format!("{figure}{unit}")));
                }
            }
            used.extend(stated);
        }
        for (figure, unit) in listed.difference(&used) {
            lint.near(&file, "figures", said::figure_unused(format!("{figure}{unit}")));
        }
    }
}

const fn is_prose(role: Role) -> bool {
    matches!(role, Role::Name | Role::Gives | Role::Step | Role::Document)
}

fn same_in_both(lint: &mut Lint<'_>, text: &TextAt<'_>) {
    let (zh, en) = (figures(text.zh, Words::WithUnit), figures(text.en, Words::WithUnit));
    let list = |figures: Vec<&String>| figures.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    if lint.stage == Stage::Whole && zh != en && (is_prose(text.role) || matches!(text.role, Role::Short | Role::Question)) {
        let (more, less) = (list(zh.difference(&en).collect()), list(en.difference(&zh).collect()));
        lint.at(&text.file, text.line, said::figures_differ(more, less));
    }
}

/// Bounds, periods and dates of the support's own rules and sources, and the hotlines.
fn from_rules(lint: &Lint<'_>, support: &SupportFile) -> (Figures, Measures) {
    let seeds = lint.seeds;
    let mut allowed: Figures = seeds.sources.hotline.iter().map(|hotline| hotline.number.clone()).collect();
    let mut bounds = Bounds::default();
    let rule = support.criteria_of.as_ref().and_then(|id| seeds.rules.get(id));
    let versions = rule.iter().flat_map(|rule| &rule.versions);
    let criteria: Vec<&CriterionSeed> = versions.clone().flat_map(|version| &version.criteria).chain(&support.criteria).collect();
    for criterion in &criteria {
        for condition in criterion.rule.iter().chain(criterion.any.iter().map(|branch| &branch.rule)) {
            bounds.add(seeds, condition);
        }
    }
    if let Some(when) = &support.when {
        bounds.add(seeds, when);
    }
    allowed.append(&mut bounds.required);
    allowed.append(&mut bounds.allowed);
    let sources = seeds.sources.source.iter().filter(|source| support.sources.contains(&source.id) || support.cites.contains(&source.id));
    let days = sources
        .flat_map(|source| source.from.iter().chain(&source.until))
        .chain(versions.flat_map(|version| version.from.iter().chain(&version.until)))
        .chain(criteria.iter().flat_map(|criterion| criterion.from.iter().chain(&criterion.until)))
        .chain(&support.from)
        .chain([&seeds.pack.issued]);
    for day in days {
        allowed.extend([day.clone(), day.chars().take(4).collect()]);
    }
    (allowed, bounds.measures)
}

/// The figures that the support names, each under the source it was read in.
fn listed(lint: &mut Lint<'_>, file: &str, support: &SupportFile) -> Measures {
    let mut listed = Measures::new();
    for (source, written) in &support.figures {
        if !lint.seeds.sources.source.iter().any(|known| known.id == *source) {
            lint.near(file, source, said::figures_source(source));
        }
        for one in written {
            match measure(one) {
                Some(figure) => _ = listed.insert(figure),
                None => lint.near(file, one, said::figures_figure(one)),
            }
        }
    }
    listed
}
