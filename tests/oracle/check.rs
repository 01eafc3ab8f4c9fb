//! Engine against oracle on one generated case.

use std::panic::{AssertUnwindSafe, catch_unwind};

use zice::facts::FactSet;
use zice::rules::domain::Domains;
use zice::rules::search::Search;
use zice::rules::verdict::Verdict;

use crate::Tally;
use crate::case::Case;
use crate::naive::{Firm, Table, verdict};

/// Compares levels, verdicts and `depends_on` of every subject, assessed one after the other in the same search.
///
/// # Errors
/// What is wrong, if anything is. A panic is.
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
        let levels = search.levels_of_best(lists);
        if levels.0 != table.levels() {
            return Err(format!("levels {:04b}, by enumeration {:04b} (not applicable is the lowest bit)", levels.0, table.levels()));
        }
        if Verdict::of(levels).id() != verdict(table.levels()) {
            return Err(format!("verdict {}, by enumeration {}", Verdict::of(levels).id(), verdict(table.levels())));
        }
        let depends_on = search.depends_on(lists);
        if depends_on.0 != table.flips() {
            return Err(format!("depends_on {}, by enumeration {}", names(depends_on.0), names(table.flips())));
        }
        let undetermined = u64::from(levels.0.count_ones() != 1);
        tally = tally.add(Tally { cases: 1, undetermined, completions: table.completions() as u64 });
    }
    Ok(tally)
}

/// The facts of a set, for people.
fn names(set: u128) -> String {
    let names: Vec<String> = FactSet(set).iter().map(|fact| format!("f{}", fact.0)).collect();
    format!("{{{}}}", names.join(", "))
}
