//! Engine against oracle on one generated case.

use std::panic::{AssertUnwindSafe, catch_unwind};

use zice_core::catalogue::{Catalogue, NodeId};
use zice_core::facts::{FactId, FactSet};
use zice_core::rules::domain::Domains;
use zice_core::rules::outcome::{Outcome, OutcomeSet};
use zice_core::rules::search::Search;
use zice_core::rules::verdict::Verdict;
use zice_core::rules::witness::witness;

use crate::Tally;
use crate::case::Case;
use crate::naive::{Firm, Table, best, verdict};

/// Firms that show an outcome are asked for where there are fewer completions.
const MOST_FOR_WITNESSES: usize = 60;

/// Compares outcomes, verdicts and `depends_on` of every subject, assessed one after the other in the same search.
///
/// # Errors
/// A description of the difference. A panic counts as one.
pub fn check(case: &Case) -> Result<Tally, String> {
    catch_unwind(AssertUnwindSafe(|| compare(case))).unwrap_or_else(|_| Err("the engine panics".to_owned()))
}

fn compare(case: &Case) -> Result<Tally, String> {
    let pack = case.catalogue();
    let answers = case.answers();
    let domains = Domains::new(&pack, &answers);
    let mut search = Search::new(&pack, &domains);
    let firm: Firm = vec![0; pack.facts.len()];
    let mut tally = Tally::default();
    for lists in &case.subjects {
        let mask = lists.iter().flatten().fold(0, |set, node| set | pack.masks[node.index()].0);
        let choices = FactSet(mask).iter().map(|fact| (fact, case.values(fact))).collect();
        let table = Table::new(&pack, &firm, choices, lists);
        let outcomes = search.outcomes_of_best(lists);
        if outcomes.0 != table.outcomes() {
            return Err(format!("outcomes {:04b}, by enumeration {:04b} (not applicable is the lowest bit)", outcomes.0, table.outcomes()));
        }
        if Verdict::of(outcomes).id() != verdict(table.outcomes()) {
            return Err(format!("verdict {}, by enumeration {}", Verdict::of(outcomes).id(), verdict(table.outcomes())));
        }
        let depends_on = search.depends_on(lists);
        if depends_on.0 != table.flips() {
            return Err(format!("depends_on {}, by enumeration {}", names(depends_on.0), names(table.flips())));
        }
        if table.completions() < MOST_FOR_WITNESSES {
            witnesses(&pack, &mut search, &firm, lists, mask, outcomes)?;
        }
        let undetermined = u64::from(outcomes.0.count_ones() != 1);
        tally = tally.add(Tally { cases: 1, undetermined, completions: table.completions() as u64 });
    }
    Ok(tally)
}

/// For each outcome that there is a firm that has it, and for no other.
fn witnesses(
    pack: &Catalogue,
    search: &mut Search<'_>,
    firm: &Firm,
    lists: &[Vec<NodeId>],
    mask: u128,
    outcomes: OutcomeSet,
) -> Result<(), String> {
    for (worth, outcome) in (0..).zip([Outcome::NotApplicable, Outcome::Fails, Outcome::Review, Outcome::Holds]) {
        let found = witness(search, lists, outcome);
        let Some(values) = &found else {
            if outcomes.has(outcome) {
                return Err(format!("no firm for {outcome:?}"));
            }
            continue;
        };
        let mut firm = firm.clone();
        values.iter().for_each(|&(fact, value)| firm[usize::from(fact.0)] = value);
        let open = search.domains().open.and(FactSet(mask));
        let complete = open == values.iter().fold(FactSet::default(), |set, &(fact, _)| set.union(FactSet::only(fact)));
        FactSet(mask).without(open).iter().for_each(|fact| firm[usize::from(fact.0)] = single(search.domains(), fact));
        if !outcomes.has(outcome) || !complete || best(pack, &firm, lists) != worth {
            return Err(format!("for {outcome:?} the firm {found:?}"));
        }
    }
    Ok(())
}

fn single(domains: &Domains, fact: FactId) -> i64 {
    domains.get(fact).single().unwrap_or_default()
}

/// The facts of a set, as a person reads them.
fn names(set: u128) -> String {
    let names: Vec<String> = FactSet(set).iter().map(|fact| format!("f{}", fact.0)).collect();
    format!("{{{}}}", names.join(", "))
}
