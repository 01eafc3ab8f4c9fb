//! Nothing lies about: every fact, term, rule and score is used by something that is shown.

use super::Lint;
use super::place::{self, conditions, within};
use zice_core::catalogue::{Catalogue, CriterionId, NodeId};
use zice_core::facts::{FactId, FactSet};

/// Looks for what no support and no rung uses.
pub fn lint(lint: &mut Lint<'_>) {
    let catalogue = lint.catalogue;
    let used = roots(catalogue).into_iter().fold(FactSet::default(), |set, node| set.union(catalogue.mask(node)));
    for (index, fact) in catalogue.facts.iter().enumerate() {
        if !u8::try_from(index).is_ok_and(|index| used.has(FactId(index))) {
            lint.near(
                "facts.toml",
                &format!("id = \"{}\"", fact.id),
                format!("no rule uses the fact {}: it would never be asked", fact.id),
            );
        }
    }
    let seeds = lint.seeds;
    let all = conditions(lint.folder, seeds);
    let parts: Vec<_> = all.iter().flat_map(|at| within(at.seed)).collect();
    for term in &seeds.terms {
        let by_rung = seeds.ladder.rung.iter().any(|rung| rung.term.as_ref() == Some(&term.id));
        if !by_rung && !parts.iter().any(|part| part.term.as_ref() == Some(&term.id)) {
            lint.near("terms.toml", &format!("id = \"{}\"", term.id), format!("nothing uses the term {}", term.id));
        }
    }
    for (id, rule) in &seeds.rules {
        let file = format!("rules/{id}.toml");
        let by_rung = seeds.ladder.rung.iter().any(|rung| rung.rules.contains(id));
        if !by_rung && !seeds.supports.values().any(|support| support.criteria_of.as_ref() == Some(id)) {
            lint.at(&file, 0, format!("no rung and no support uses the rule {id}"));
        }
        for score in rule.scores.iter().filter(|score| !parts.iter().any(|part| part.score.as_ref() == Some(&score.id))) {
            lint.near(&file, &format!("id = \"{}\"", score.id), format!("nothing uses the score {}", score.id));
        }
    }
    unshown(lint);
}

/// The conditions of everything that is assessed.
fn roots(catalogue: &Catalogue) -> Vec<NodeId> {
    let lines = |ids: &[CriterionId]| ids.iter().map(|&id| catalogue.criterion(id).node).collect::<Vec<_>>();
    let supports = catalogue.supports.iter().flat_map(|support| {
        let mut nodes = lines(&support.criteria);
        nodes.extend(support.trigger.map(|(node, _)| node));
        nodes
    });
    supports.chain(catalogue.rungs.iter().flat_map(|rung| &rung.rules).flat_map(|rule| lines(&rule.criteria))).collect()
}

/// A trigger is a situation the firm knows; an agency judges criteria, not situations.
fn unshown(lint: &mut Lint<'_>) {
    for (id, support) in &lint.seeds.supports {
        if support.when.as_ref().is_some_and(|when| super::scores::reviews(lint.seeds, when)) {
            lint.near(&format!("supports/{id}.toml"), "when = ", "a situation has nothing for an agency to judge: make it a criterion");
        }
    }
    for at in place::criteria(lint.folder, lint.seeds) {
        let double = at
            .seed
            .any
            .iter()
            .enumerate()
            .any(|(index, branch)| at.seed.any[..index].iter().any(|other| other.label.zh == branch.label.zh));
        if double {
            lint.at(&at.file, at.line, format!("criterion {:?} has two branches with one label", at.seed.id));
        }
    }
}
