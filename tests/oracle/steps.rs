//! The effort of the search: evaluated conditions are counted, not time. Much of the engine only saves steps; without it every verdict is the same, only
//! later. Fewer steps than the numbers here are welcome. More need a known reason, or the engine has lost something. Far fewer mean that the numbers
//! should be written down anew, or that steps are not counted.

use std::collections::BTreeMap;

use zice_core::catalogue::{Catalogue, SupportId};
use zice_core::date::Date;
use zice_core::facts::{Answers, FactId, FactSet};
use zice_core::report::{SubjectId, conditions};
use zice_core::rules::domain::Domains;
use zice_core::rules::search::Search;

use crate::rng::Rng;
use crate::visitor::answer_real;

/// Whole firms of `tests/scenarios`, from small to large.
const FIRMS: [&str; 7] = [
    "tea_shop_individual",
    "software_startup",
    "tea_processor_menghai",
    "srdi_exact",
    "little_giant_exact",
    "little_giant_possible",
    "champion_exact",
];

/// One fact in this many is unknown.
const DROPPED: [usize; 3] = [2, 3, 5];

/// The supports and rungs that take the most steps, with their steps for all firms together; "others" are all others.
// The rung with two rules takes three times what it took before both of them asked for the industry, the legal form and the latest incident.
const STEPS: [(&str, u64); 11] = [
    ("tech_innovative", 118_321),
    ("recognise_innovative_sme", 13_479),
    ("scale_up", 10_864),
    ("recognise_tech_sme", 11_398),
    ("key_firm_followup", 5_921),
    ("startup_loan_small_firm", 3_506),
    ("recognise_little_giant", 3_057),
    ("recognise_srdi", 2_994),
    ("little_giant", 2_991),
    ("srdi", 2_928),
    ("others", 61_582),
];

fn steps(catalogue: &Catalogue, answers: &Answers, of: SubjectId, day: Date) -> u64 {
    let lists = conditions(catalogue, of, day);
    let domains = Domains::new(catalogue, answers);
    let mut search = Search::new(catalogue, &domains);
    search.outcomes_of_best(&lists);
    search.depends_on(&lists);
    search.steps
}

#[test]
fn the_search_goes_no_further_than_it_must() {
    let catalogue = zice_pack::catalogue().expect("the built-in pack");
    let day = Date::parse("2026-11-23").expect("a day");
    let supports = catalogue.supports.iter().enumerate().map(|(index, support)| (support.id, SubjectId::Support(SupportId(index as u16))));
    let rungs = catalogue.rungs.iter().enumerate().map(|(index, rung)| (rung.id, SubjectId::Rung(index)));
    let subjects: Vec<(&str, SubjectId)> = supports.chain(rungs).collect();
    let mut visits = vec![Answers::default()];
    for name in FIRMS {
        let file = format!("{}/tests/scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let table: toml::Table = std::fs::read_to_string(file).expect("a scenario").parse().expect("TOML");
        let facts = serde_json::to_string(&table["facts"]).expect("JSON");
        let known = zice_cli::profile::parse(&catalogue, &format!("{{\"facts\": {facts}}}")).expect("a profile").answers;
        for (every, first) in DROPPED.into_iter().flat_map(|every| (0..every).map(move |first| (every, first))) {
            let mut answers = known.clone();
            known.iter().skip(first).step_by(every).for_each(|(fact, _)| answers.remove(fact));
            visits.push(answers);
        }
    }
    let mut taken: BTreeMap<&str, u64> = BTreeMap::new();
    for &(id, subject) in &subjects {
        let name = STEPS.iter().find(|(name, _)| *name == id).map_or("others", |(name, _)| *name);
        for answers in &visits {
            *taken.entry(name).or_default() += steps(&catalogue, answers, subject, day);
        }
    }
    let of = |name: &str| taken.get(name).copied().unwrap_or_default();
    assert_close(STEPS.iter().map(|&(name, most)| (name, of(name), most)));
}

fn assert_close<'a>(counts: impl IntoIterator<Item = (&'a str, u64, u64)>) {
    let far = counts.into_iter().filter(|&(_, taken, most)| most < taken || taken <= most / 4 * 3);
    let far: Vec<String> = far.map(|(name, taken, most)| format!("{name}: {taken} steps, {most} before")).collect();
    assert!(far.is_empty(), "{far:#?}");
}

/// Visitors who answer everything that the rung with two rules asks, one question after the other. For some of them a search in one fixed order, or in
/// another, takes many steps.
const VISITORS: [u64; 8] = [1, 2, 3, 16, 98, 162, 328, 360];

/// The steps they take in all, and the most after one answer.
const STEPS_OF_VISITORS: (u64, u64) = (798_968, 198_797);

#[test]
fn no_visitor_waits_long() {
    let catalogue = zice_pack::catalogue().expect("the built-in pack");
    let day = Date::parse("2026-11-23").expect("a day");
    let two_rules = catalogue.rungs.iter().position(|rung| 1 < rung.rules.len()).expect("a rung with two rules");
    let lists = conditions(&catalogue, SubjectId::Rung(two_rules), day);
    let mask = lists.iter().flatten().fold(FactSet::default(), |set, &node| set.union(catalogue.mask(node)));
    let (mut all, mut most) = (0, 0);
    for visitor in VISITORS {
        let rng = &mut Rng::new(77, visitor);
        let mut order: Vec<FactId> = mask.iter().collect();
        rng.shuffle(&mut order);
        let mut answers = Answers::default();
        for fact in order {
            let answer = answer_real(rng, &catalogue, fact);
            answers.set(fact, answer);
            let taken = steps(&catalogue, &answers, SubjectId::Rung(two_rules), day);
            (all, most) = (all + taken, most.max(taken));
        }
    }
    assert_close([("all", all, STEPS_OF_VISITORS.0), ("the most", most, STEPS_OF_VISITORS.1)]);
}
