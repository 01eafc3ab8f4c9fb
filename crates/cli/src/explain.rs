//! `zice explain`: one support or rung, its rule, its sources, and a firm for each outcome.

use super::failure::Failure;
use super::told::Told;
use super::{arguments, pack, profile};
use zice_core::catalogue::{Catalogue, CriterionId, Language, NodeId, SourceId};
use zice_core::date::Date;
use zice_core::facts::{Answers, FactId, FactKind, OptionSet};
use zice_core::report;
use zice_core::rules::domain::Domains;
use zice_core::rules::outcome::Outcome;
use zice_core::rules::outcome::OutcomeSet;
use zice_core::rules::search::Search;
use zice_core::rules::verdict::Verdict;
use zice_core::rules::witness::witness;
use zice_core::text::Words;
use zice_core::units::Quantity;

/// The explanation, as text.
///
/// # Errors
/// When the pack cannot be opened or has no such support or rung.
pub fn run(id: &str, day: Date, pack: &arguments::Pack, told: &Told) -> Result<String, Failure> {
    let opened = pack::open(pack)?;
    let catalogue = &opened.catalogue;
    if let Some(support) = catalogue.supports.iter().find(|support| support.id == id) {
        let (name, gives) = (support.name.get(told.language), support.gives.get(told.language));
        let mut out = format!("{} · {} · {name}\n{gives}\n\n“{}”\n", support.id, (told.article)(support.article), support.quote);
        if let Some((_, label)) = support.trigger {
            let facts = support.trigger.map_or(String::new(), |(node, _)| facts(catalogue, node));
            out += &format!("\n{}   {}  [{facts}]\n", told.when, label.get(told.language));
        }
        out += &criteria(catalogue, &support.criteria, day, told);
        let named: Vec<SourceId> = support.sources.iter().chain(&support.cites).copied().collect();
        out += &sources(catalogue, &named, day, told);
        let status = report::status(catalogue, &support.sources, support.from, day);
        let status = if told.language == Language::Zh { (Words::of(told.language).status)(status) } else { status.id() };
        out += &format!("\n{}\n", (told.status)(day, status));
        let nodes: Vec<NodeId> =
            support.trigger.map(|(node, _)| node).into_iter().chain(in_force(catalogue, &support.criteria, day)).collect();
        return Ok(out + &witnesses(catalogue, &[nodes], told));
    }
    if let Some(rung) = catalogue.rungs.iter().find(|rung| rung.id == id) {
        let mut out = format!("{} · {} · {}\n", rung.id, rung.name.get(told.language), rung.plan_name.get(told.language));
        for rule in &rung.rules {
            out += &format!("\n{} {} ({})", told.rule, rule.id, rule.name.get(told.language));
            out += &criteria(catalogue, &rule.criteria, day, told);
        }
        let lists: Vec<Vec<NodeId>> = rung.rules.iter().map(|rule| in_force(catalogue, &rule.criteria, day).collect()).collect();
        return Ok(out + &witnesses(catalogue, &lists, told));
    }
    Err(profile::unknown_subject(catalogue, id))
}

fn in_force<'a>(catalogue: &'a Catalogue, criteria: &'a [CriterionId], day: Date) -> impl Iterator<Item = NodeId> + 'a {
    catalogue.in_force(criteria, day).map(|id| catalogue.criterion(id).node)
}

fn criteria(catalogue: &Catalogue, criteria: &[CriterionId], day: Date, told: &Told) -> String {
    let mut out = String::from("\n");
    for &id in criteria {
        let criterion = catalogue.criterion(id);
        let now = if criterion.period.contains(day) { "" } else { told.not_in_force };
        out += &format!(
            "  {:<26} {}  [{}] {}{now}\n",
            criterion.id,
            criterion.label.get(told.language),
            facts(catalogue, criterion.node),
            catalogue.source(criterion.source).id
        );
        for branch in &criterion.branches {
            let (or, label) = (told.or, branch.label.get(told.language));
            out += &format!("  {:<26}   {or} {label}  [{}]\n", "", facts(catalogue, branch.node));
        }
    }
    out
}

fn facts(catalogue: &Catalogue, node: NodeId) -> String {
    catalogue.mask(node).iter().map(|fact| catalogue.fact(fact).id).collect::<Vec<_>>().join(" ")
}

fn sources(catalogue: &Catalogue, sources: &[SourceId], day: Date, told: &Told) -> String {
    let mut out = String::from("\n");
    for &id in sources {
        let source = catalogue.source(id);
        let end = |date: Option<Date>| date.map_or("…".to_owned(), |date| date.to_string());
        let now = if source.period.contains(day) { "" } else { told.not_in_force };
        out += &format!(
            "{} {:<10} {} {}  {} – {}  {}{now}\n",
            told.source,
            source.id,
            source.title.get(told.language),
            source.number,
            end(source.period.from),
            end(source.period.until),
            (told.confidence)(source.confidence)
        );
    }
    out
}

fn witnesses(catalogue: &Catalogue, lists: &[Vec<NodeId>], told: &Told) -> String {
    let answers = Answers::default();
    let domains = Domains::new(catalogue, &answers);
    let mut search = Search::new(catalogue, &domains);
    let mut out = format!("\n{}\n", told.witnesses);
    for outcome in [Outcome::Holds, Outcome::Review, Outcome::Fails, Outcome::NotApplicable] {
        if let Some(firm) = witness(&mut search, lists, outcome) {
            let shown: Vec<String> =
                firm.iter().map(|&(fact, value)| format!("{}={}", catalogue.fact(fact).id, shown(catalogue, fact, value))).collect();
            let verdict = Verdict::of(OutcomeSet::only(outcome));
            let verdict = if told.language == Language::Zh { (Words::of(told.language).verdict)(verdict) } else { verdict.id() };
            out += &format!("  {verdict:<15} {}\n", shown.join(" "));
        }
    }
    out
}

/// A value as a person would write it in a profile.
pub fn shown(catalogue: &Catalogue, fact: FactId, value: i64) -> String {
    let about = catalogue.fact(fact);
    match about.kind {
        FactKind::One | FactKind::Yes => {
            about.options.get(usize::try_from(value).unwrap_or(0)).map_or(String::new(), |option| option.id.to_owned())
        }
        FactKind::Many => {
            let set = OptionSet(u32::try_from(value).unwrap_or(0));
            format!(
                "[{}]",
                set.iter()
                    .filter_map(|option| about.options.get(usize::from(option)))
                    .map(|option| option.id)
                    .collect::<Vec<_>>()
                    .join(",")
            )
        }
        FactKind::Number { unit, .. } => Quantity(value).to_decimal(unit),
    }
}
