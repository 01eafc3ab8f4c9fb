//! Whom a document excludes is a criterion, never a remark: every exclusion listed in `sources.toml` is decided by a line of each support that rests on
//! the document, or left to the agency by one.
//!
//! An exclusion names the facts that decide it, or the line that leaves it to the agency. And the words “方案未设数值” stand only where the plan decides: a
//! later document usually does set the figure.

use super::Lint;
use super::place;
use crate::said::linting as said;
use zice_core::catalogue::Node;
use zice_core::facts::FactSet;

const PLAN_SETS_NONE: &str = "方案未设数值";

/// Checks every exclusion of every support, and every claim that no figure is set.
pub fn lint(lint: &mut Lint<'_>) {
    exclusions(lint);
    unset(lint);
}

fn exclusions(lint: &mut Lint<'_>) {
    let (seeds, catalogue) = (lint.seeds, lint.catalogue);
    for exclusion in &seeds.sources.exclusion {
        let who = &exclusion.who.zh;
        if exclusion.facts.is_empty() && exclusion.line.is_none() {
            lint.near("sources.toml", who, said::exclusion_open(who));
        }
        for id in exclusion.facts.iter().filter(|id| catalogue.fact_by_id(id).is_none()) {
            lint.near("sources.toml", who, said::exclusion_fact(who, id));
        }
        if let Some(id) = exclusion.of.iter().find(|id| !seeds.supports.contains_key(*id)) {
            lint.near("sources.toml", who, said::exclusion_support(who, id));
        }
        let mut met = false;
        for support in &catalogue.supports {
            let lines: Vec<_> = support.criteria.iter().map(|&id| catalogue.criterion(id)).collect();
            let rests = support
                .sources
                .iter()
                .copied()
                .chain(lines.iter().map(|line| line.source))
                .any(|id| catalogue.source(id).id == exclusion.source);
            if !rests || !(exclusion.of.is_empty() || exclusion.of.iter().any(|id| id == support.id)) {
                continue;
            }
            met = true;
            let nodes = lines.iter().map(|line| line.node).chain(support.trigger.map(|(node, _)| node));
            let read = nodes.fold(FactSet::default(), |set, node| set.union(catalogue.mask(node)));
            let asks = |id: &String| catalogue.fact_by_id(id).is_some_and(|fact| read.has(fact));
            let missing: Vec<&str> = exclusion.facts.iter().filter(|id| !asks(id)).map(String::as_str).collect();
            let left = exclusion
                .line
                .as_ref()
                .is_some_and(|id| !lines.iter().any(|line| line.id == id && !matches!(catalogue.node(line.node), Node::Constant(_))));
            let file = format!("supports/{}.toml", support.id);
            if !missing.is_empty() {
                lint.at(&file, 0, said::excludes(&exclusion.source, who, missing.join(", ")));
            }
            if left {
                let line = exclusion.line.as_deref().unwrap_or_default();
                lint.at(&file, 0, said::excludes_line(&exclusion.source, who, line));
            }
        }
        if !met {
            lint.near("sources.toml", who, said::exclusion_rests(who, &exclusion.source));
        }
    }
}

fn unset(lint: &mut Lint<'_>) {
    let seeds = lint.seeds;
    let plan = seeds.pack.source.as_str();
    for at in place::criteria(lint.folder, seeds) {
        let labels = at.seed.label.iter().chain(at.seed.any.iter().map(|branch| &branch.label));
        if at.source != plan && labels.into_iter().any(|label| label.zh.contains(PLAN_SETS_NONE)) {
            lint.at(&at.file, at.line, said::unset_elsewhere(PLAN_SETS_NONE, at.source));
        }
    }
    for (id, support) in &seeds.supports {
        let says = [&support.gives].into_iter().chain(&support.steps).any(|text| text.zh.contains(PLAN_SETS_NONE));
        if says && !support.sources.iter().any(|source| source == plan) {
            lint.near(&format!("supports/{id}.toml"), PLAN_SETS_NONE, said::unset_without_plan(PLAN_SETS_NONE));
        }
    }
}
