//! Where programs of this kind went wrong, row by row. Each was seen in a published self-check or benefit finder:
//!
//! 1. “Any one of” is evaluated as “all of”: a *no* to one direct route removes a rung although its scoring route is open.
//! 2. No class I intellectual property removes 专精特新 although the route by an award or a research institution is open.
//! 3. Revenue below its bound counts as failed although the route by equity is not answered yet.
//! 4. A band that straddles a bound is judged by one of its ends.
//! 5. R&D of two years is added up where each year must reach the bound; software copyrights count as class I, invention patents do not.
//! 6. A condition is shown that no rule decides.
//! 7. An unknown answer counts as eligible, as false, or as zero.
//! 8. The order of questions is written by hand beside the rules, so that a question that decides can never be asked.
//! 9. Questions go on after a score is reached or out of reach, or while “20 or more, or fewer than 20” is open.
//!
//! Most rows are firms: `tests/scenarios/field_row_N_*.toml`, each compared with the real pack. Here is what is true of the whole pack.

use std::path::Path;
use std::sync::LazyLock;

use zice_core::catalogue::{Catalogue, CriterionId, NodeId};
use zice_core::date::Date;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactValue};
use zice_core::journey::{self, Mode};
use zice_core::report::{self, Report, Topics};
use zice_core::rules::domain::Domains;
use zice_core::rules::outcome::Outcome;
use zice_core::rules::search::Search;
use zice_core::rules::verdict::Verdict;
use zice_core::units::Quantity;

/// Rows that are firms.
const ROWS_OF_FIRMS: [u8; 8] = [1, 2, 3, 4, 5, 7, 8, 9];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| zice_pack::catalogue().expect("the built-in pack"));

fn report_of(answers: &Answers) -> Report {
    report::report(&CATALOGUE, answers, Topics::default(), Date::parse("2026-11-23").expect("a day"))
}

#[test]
fn every_row_about_firms_has_a_firm() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder of scenarios")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    for row in ROWS_OF_FIRMS {
        assert!(names.iter().any(|name| name.starts_with(&format!("field_row_{row}_"))), "row {row} has no firm");
    }
}

/// Every line of a support or rung, with every branch of an “or”: what a visitor may read as a condition.
fn shown() -> Vec<(String, NodeId)> {
    let rungs = CATALOGUE.rungs.iter().flat_map(|rung| rung.rules.iter().map(|rule| (rung.id, &rule.criteria)));
    let rules = CATALOGUE.supports.iter().map(|support| (support.id, &support.criteria)).chain(rungs);
    let nodes = |id: &CriterionId| {
        let criterion = CATALOGUE.criterion(*id);
        let branches = criterion.branches.iter().enumerate().map(|(at, branch)| (format!("{} {at}", criterion.id), branch.node));
        core::iter::once((criterion.id.to_string(), criterion.node)).chain(branches).collect::<Vec<_>>()
    };
    rules.flat_map(|(whole, criteria)| criteria.iter().flat_map(nodes).map(move |(id, node)| (format!("{whole}.{id}"), node))).collect()
}

#[test]
fn row_6_every_displayed_condition_has_a_rule_that_decides() {
    let nothing = Answers::default();
    let domains = Domains::new(&CATALOGUE, &nothing);
    let mut search = Search::new(&CATALOGUE, &domains);
    let lines = shown();
    assert!(100 < lines.len());
    for (name, node) in lines {
        let outcomes = search.outcomes(&[node]);
        assert!(1 < outcomes.0.count_ones() || outcomes.is_only(Outcome::Review), "{name} is {outcomes:?} whatever the firm is");
    }
}

#[test]
fn row_7_of_a_firm_that_said_nothing_nothing_is_said() {
    let report = report_of(&Answers::default());
    let rungs = report.ladder.iter().flat_map(|ladder| &ladder.rungs).map(|rung| &rung.assessment);
    for found in report.supports.iter().map(|support| &support.assessment).chain(rungs) {
        let open = found.lines().any(|line| line.is_open());
        let expected = if open { Verdict::Undetermined } else { found.verdict };
        assert!(found.verdict == expected && found.verdict != Verdict::Qualifies && found.verdict != Verdict::NotYet, "{found:?}");
    }
}

#[test]
fn row_7_an_unknown_number_is_not_zero() {
    let unknown = report_of(&Answers::default());
    for fact in (0..CATALOGUE.facts.len()).map(|index| FactId(index as u8)) {
        let mut answers = Answers::default();
        answers.set(fact, Answer::Unknown);
        assert_eq!(report_of(&answers), unknown, "{}: not known is the same as not answered", CATALOGUE.fact(fact).id);
        let FactKind::Number { min, .. } = CATALOGUE.fact(fact).kind else { continue };
        answers.set(fact, Answer::Known(FactValue::exact(Quantity(min.0.max(0)))));
        let zero = report_of(&answers);
        assert!(unknown.open.has(fact) && !zero.open.has(fact), "{}: still open unless it is answered", CATALOGUE.fact(fact).id);
    }
}

#[test]
fn row_8_a_question_comes_until_none_can_matter() {
    let mut answers = Answers::default();
    let mut report = report_of(&answers);
    let mut asked = 0;
    while let Some(fact) = report.next_question(&CATALOGUE, &answers, Mode::Full) {
        let before = journey::remaining_max(&CATALOGUE, &report.open_sets, &answers, Mode::Full);
        answers.set(fact, Answer::Unknown);
        report = report_of(&answers);
        let after = journey::remaining_max(&CATALOGUE, &report.open_sets, &answers, Mode::Full);
        assert!(after < before, "{} is settled", CATALOGUE.fact(fact).id);
        asked += 1;
    }
    assert_eq!(journey::remaining_max(&CATALOGUE, &report.open_sets, &answers, Mode::Full), 0);
    assert_eq!(asked, report.open.len(), "whoever knows nothing is asked everything that matters, once");
}
