//! No rule is constant: found by the exact search, on every day on which the rules change.
//!
//! Every line and every way of an “or” can hold and can fail; every support can be gained and can be missed, and each verdict it can give has a
//! firm that shows it; every fact can matter to some verdict, so that its question is reachable.

use super::Lint;
use super::place::{self, CriterionAt};
use crate::said::{Said, linting as said, parts};
use zice_core::catalogue::{Catalogue, Criterion, CriterionId, NodeId};
use zice_core::date::Date;
use zice_core::facts::{Answers, FactId, FactSet};
use zice_core::rules::domain::Domains;
use zice_core::rules::outcome::{Outcome, OutcomeSet};
use zice_core::rules::search::Search;
use zice_core::rules::witness::witness;

/// Searches every line, support and fact.
pub fn lint(lint: &mut Lint<'_>) {
    let catalogue = lint.catalogue;
    let domains = Domains::new(catalogue, &Answers::default());
    let mut search = Search::new(catalogue, &domains);
    lines(lint, &mut search);
    let days = days(catalogue);
    supports(lint, &mut search, &days);
    questions(lint, &mut search, &days);
}

fn lines(lint: &mut Lint<'_>, search: &mut Search<'_>) {
    let catalogue = lint.catalogue;
    let seeds = place::criteria(lint.folder, lint.seeds);
    for criterion in &catalogue.criteria {
        let Some(at) = seeds.iter().find(|at| is(lint, at, criterion)) else { continue };
        if let Some(fault) = constant(search, criterion.node) {
            lint.at(&at.file, at.line, said::constant_line(criterion.id, fault));
        }
        for branch in &criterion.branches {
            if let Some(fault) = constant(search, branch.node) {
                let line = place::line_of_text(lint.folder, &at.file, branch.label.zh, at.line);
                lint.at(&at.file, line, said::constant_branch(branch.label.zh, fault));
            }
        }
        let mask = catalogue.mask(criterion.node);
        let matters = search.depends_on(&[vec![criterion.node]]);
        for fact in mask.without(matters).iter() {
            lint.at(&at.file, at.line, said::mentions(criterion.id, catalogue.fact(fact).id));
        }
    }
    for support in &catalogue.supports {
        if let Some((node, label)) = support.trigger
            && search.outcomes(&[node]).iter().count() < 2
        {
            lint.near(&format!("supports/{}.toml", support.id), "when = ", said::constant_situation(label.zh));
        }
    }
}

fn is(lint: &Lint<'_>, at: &CriterionAt<'_>, criterion: &Criterion) -> bool {
    let term = at.seed.rule.as_ref().and_then(|rule| rule.term.as_ref());
    let of_term = || lint.seeds.terms.iter().find(|known| Some(&known.id) == term).map(|known| &known.label);
    let label = at.seed.label.as_ref().or_else(of_term).map(|label| label.zh.as_str());
    at.seed.id == criterion.id && label == Some(criterion.label.zh) && at.source == lint.catalogue.source(criterion.source).id
}

/// What a condition always is; none where an agency may have to judge it.
fn constant(search: &mut Search<'_>, node: NodeId) -> Option<Said> {
    let outcomes = search.outcomes(&[node]);
    if outcomes.is_only(Outcome::Holds) {
        Some(parts::always_holds())
    } else if outcomes.is_only(Outcome::Fails) {
        Some(parts::never_holds())
    } else {
        None
    }
}

/// A day in each stretch of time in which the same lines hold.
fn days(catalogue: &Catalogue) -> Vec<Date> {
    let mut days: Vec<Date> = catalogue.criteria.iter().flat_map(|c| [c.period.from, c.period.until.map(Date::next)]).flatten().collect();
    days.extend(catalogue.criteria.iter().filter_map(|criterion| criterion.period.until).chain([catalogue.pack.issued]));
    days.sort_unstable();
    days.dedup();
    days
}

fn root(catalogue: &Catalogue, trigger: Option<NodeId>, criteria: &[CriterionId], day: Date) -> Vec<NodeId> {
    trigger.into_iter().chain(catalogue.in_force(criteria, day).map(|id| catalogue.criterion(id).node)).collect()
}

fn supports(lint: &mut Lint<'_>, search: &mut Search<'_>, days: &[Date]) {
    let catalogue = lint.catalogue;
    for support in &catalogue.supports {
        let file = format!("supports/{}.toml", support.id);
        let mut seen: Vec<Vec<NodeId>> = Vec::new();
        for &day in days {
            let nodes = root(catalogue, support.trigger.map(|(node, _)| node), &support.criteria, day);
            if seen.contains(&nodes) {
                continue;
            }
            let outcomes = search.outcomes(&nodes);
            let fault = match (gained(outcomes), missed(outcomes)) {
                (false, _) => Some(parts::nobody_qualifies()),
                (_, false) => Some(parts::everybody_qualifies()),
                _ => None,
            };
            if let Some(fault) = fault {
                lint.at(&file, 1, said::all_or_none(fault, day, support.id));
            }
            for outcome in outcomes.iter() {
                if witness(search, std::slice::from_ref(&nodes), outcome).is_none() {
                    lint.at(&file, 1, said::no_witness(format!("{outcome:?}"), day));
                }
            }
            seen.push(nodes);
        }
    }
}

const fn gained(outcomes: OutcomeSet) -> bool {
    outcomes.has(Outcome::Holds) || outcomes.has(Outcome::Review)
}

const fn missed(outcomes: OutcomeSet) -> bool {
    outcomes.has(Outcome::Fails) || outcomes.has(Outcome::NotApplicable)
}

/// Every fact can change some verdict while nothing is known: its question can be asked.
fn questions(lint: &mut Lint<'_>, search: &mut Search<'_>, days: &[Date]) {
    let catalogue = lint.catalogue;
    let mut subjects: Vec<Vec<Vec<NodeId>>> = Vec::new();
    for &day in days {
        for support in &catalogue.supports {
            subjects.push(vec![root(catalogue, support.trigger.map(|(node, _)| node), &support.criteria, day)]);
        }
        for rung in &catalogue.rungs {
            subjects.push(rung.rules.iter().map(|rule| root(catalogue, None, &rule.criteria, day)).collect());
        }
    }
    subjects.sort_unstable_by_key(|lists| lists.iter().map(Vec::len).sum::<usize>());
    subjects.dedup();
    let mut asked = FactSet::default();
    for lists in &subjects {
        let mask = lists.iter().flatten().fold(FactSet::default(), |set, &node| set.union(catalogue.mask(node)));
        if !mask.without(asked).is_empty() {
            asked = asked.union(search.depends_on(lists));
        }
    }
    for (index, fact) in catalogue.facts.iter().enumerate() {
        if u8::try_from(index).is_ok_and(|index| !asked.has(FactId(index))) {
            lint.near("facts.toml", &format!("id = \"{}\"", fact.id), said::never_asked(fact.id));
        }
    }
}
