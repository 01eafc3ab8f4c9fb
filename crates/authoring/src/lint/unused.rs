//! Nothing lies about: every fact, term, rule and score is used by something that is shown.

use super::Lint;
use super::place::{self, conditions, within};
use crate::said::linting as said;
use zice_core::catalogue::{Catalogue, CriterionId, Node, NodeId};
use zice_core::facts::{Answers, FactId, FactSet};
use zice_core::rules::domain::Domains;
use zice_core::rules::outcome::Outcome;
use zice_core::rules::search::Search;

/// Looks for what no support and no rung uses.
pub fn lint(lint: &mut Lint<'_>) {
    let catalogue = lint.catalogue;
    let used = roots(catalogue).into_iter().fold(FactSet::default(), |set, node| set.union(catalogue.mask(node)));
    for (index, fact) in catalogue.facts.iter().enumerate() {
        if !u8::try_from(index).is_ok_and(|index| used.has(FactId(index))) {
            lint.near("facts.toml", &format!("id = \"{}\"", fact.id), said::fact_unused(fact.id));
        }
    }
    let seeds = lint.seeds;
    let all = conditions(lint.folder, seeds);
    let parts: Vec<_> = all.iter().flat_map(|at| within(at.seed)).collect();
    for term in &seeds.terms {
        let by_rung = seeds.ladder.rung.iter().any(|rung| rung.term.as_ref() == Some(&term.id));
        if !by_rung && !parts.iter().any(|part| part.term.as_ref() == Some(&term.id)) {
            lint.near("terms.toml", &format!("id = \"{}\"", term.id), said::term_unused(&term.id));
        }
    }
    for (id, rule) in &seeds.rules {
        let file = format!("rules/{id}.toml");
        let by_rung = seeds.ladder.rung.iter().any(|rung| rung.rules.contains(id));
        if !by_rung && !seeds.supports.values().any(|support| support.criteria_of.as_ref() == Some(id)) {
            lint.at(&file, 0, said::rule_unused(id));
        }
        for score in rule.scores.iter().filter(|score| !parts.iter().any(|part| part.score.as_ref() == Some(&score.id))) {
            lint.near(&file, &format!("id = \"{}\"", score.id), said::score_unused(&score.id));
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

/// A trigger is a situation the firm knows; where an agency has to judge part of it (the size class of some industries), a line of the support says so.
fn unshown(lint: &mut Lint<'_>) {
    let catalogue = lint.catalogue;
    let domains = Domains::new(catalogue, &Answers::default());
    let mut search = Search::new(catalogue, &domains);
    for support in &catalogue.supports {
        let Some((trigger, _)) = support.trigger else { continue };
        let mut parts = vec![trigger];
        let mut at = 0;
        while let Some(&part) = parts.get(at) {
            catalogue.node(part).each_below(&catalogue.scores, &mut |below| parts.push(below));
            at += 1;
        }
        let mut judged = |node: NodeId| search.outcomes(&[node]).has(Outcome::Review);
        let situation = parts.iter().skip(1).take(1).any(|&node| judged(node));
        let said = support.criteria.iter().map(|&id| catalogue.criterion(id).node).any(|node| {
            let whole = !matches!(catalogue.node(node), Node::Review);
            whole && parts.contains(&node) && judged(node)
        });
        if situation && !said {
            lint.near(&format!("supports/{}.toml", support.id), "when = ", said::unshown());
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
            lint.at(&at.file, at.line, said::branches_alike(&at.seed.id));
        }
    }
}
