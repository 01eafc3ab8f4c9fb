//! Firms as data: every file of `tests/scenarios` is one firm with what must come out for it.
//!
//! `[facts]` and `topics` are the profile, `as_of` the day. Under `[expect]` only what is written is compared:
//!
//! | key | compared |
//! |---|---|
//! | `size` | the classes still possible, in order |
//! | `stands_on`, `ladder`, `next_question` | the id, `"none"` for `null` |
//! | `remaining_max` | the number |
//! | `absent` | supports that the topics leave out |
//! | `supports`, `rungs` | the verdict |
//! | `status`, `first_agency`, `held` | of a support; of a rung |
//! | `unmet`, `review`, `depends_on` | the exact set, of a rung or a support |
//! | `worth` | of a support: `min` and `max` in 万元 a year, `years` where they are limited; `"none"` where nothing is worked out |
//! | `gaps` | `"srdi.capital" = [[{ fact = …, need = … }], …]`: the ways out in any order, of each change only the keys that are written |

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use zice_core::catalogue::Catalogue;
use zice_core::date::Date;
use zice_core::facts::Answers;
use zice_core::report::{SubjectId, conditions};
use zice_core::rules::domain::Domains;
use zice_core::rules::outcome::Outcome;
use zice_core::rules::search::Search;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios");
const EXPECT_KEYS: [&str; 16] = [
    "size",
    "stands_on",
    "ladder",
    "next_question",
    "remaining_max",
    "absent",
    "supports",
    "rungs",
    "status",
    "first_agency",
    "held",
    "unmet",
    "review",
    "depends_on",
    "gaps",
    "worth",
];

/// What the scenarios expect, all together.
#[derive(Default)]
struct Coverage {
    /// Verdicts expected of each support.
    supports: BTreeMap<String, BTreeSet<String>>,
    /// Verdicts expected of each rung.
    rungs: BTreeMap<String, BTreeSet<String>>,
}

/// One scenario being compared; differences are collected, each with its path.
struct Check<'a> {
    expect: &'a toml::Table,
    got: &'a Value,
    differences: Vec<String>,
}

#[test]
fn every_firm_gets_what_its_file_says() {
    let catalogue = zice_pack::catalogue().expect("the built-in pack");
    let (mut report, mut coverage, mut differing) = (String::new(), Coverage::default(), 0);
    let files = files(FOLDER);
    let mut slowest = (Duration::ZERO, "none");
    for (name, text) in &files {
        let start = Instant::now();
        let differences = match scenario(&catalogue, text, &mut coverage) {
            Ok(differences) => differences,
            Err(message) => vec![message],
        };
        slowest = slowest.max((start.elapsed(), name));
        differing += usize::from(!differences.is_empty());
        for difference in differences {
            writeln!(report, "  {name}.toml: {difference}").expect("writing to a string");
        }
    }
    println!("scenarios: {} firms, {differing} of them differ; the slowest is {} ({:.1?})", files.len(), slowest.1, slowest.0);
    for gap in uncovered(&catalogue, &coverage) {
        writeln!(report, "  coverage: {gap}").expect("writing to a string");
    }
    assert!(report.is_empty(), "{} scenarios, {differing} differ:\n{report}", files.len());
}

/// Another prefecture's made-up plan, with its own facts, trades and titles: nothing in the program knows it.
#[test]
fn another_plan_works_without_a_change_of_the_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/second-pack");
    let catalogue = zice_authoring::load(Path::new(folder)).unwrap_or_else(|problems| panic!("{problems:?}"));
    let files = files(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/second-scenarios"));
    assert!(!files.is_empty());
    for (name, text) in files {
        let differences = scenario(&catalogue, &text, &mut Coverage::default());
        assert_eq!(differences, Ok(Vec::new()), "{name}");
    }
}

/// Name and text of every scenario, by name.
fn files(folder: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(Path::new(folder))
        .expect("the folder of scenarios")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a readable scenario"))
        })
        .collect();
    files.sort();
    files
}

/// Every difference between one scenario and the report.
fn scenario(catalogue: &Catalogue, text: &str, coverage: &mut Coverage) -> Result<Vec<String>, String> {
    let table: toml::Table = text.parse().map_err(|error| format!("{error}"))?;
    if let Some(key) = table.keys().find(|key| !matches!(key.as_str(), "title" | "as_of" | "topics" | "facts" | "expect")) {
        return Err(format!("unknown key {key:?}"));
    }
    if table.get("title").and_then(toml::Value::as_str).is_none_or(str::is_empty) {
        return Err("no title".to_owned());
    }
    let day = table.get("as_of").and_then(toml::Value::as_str).and_then(Date::parse).ok_or("as_of is no day")?;
    let expect = table.get("expect").and_then(toml::Value::as_table).ok_or("no [expect]")?;
    if let Some(key) = expect.keys().find(|key| !EXPECT_KEYS.contains(&key.as_str())) {
        return Err(format!("unknown key expect.{key}"));
    }

    let mut profile = Map::new();
    for key in ["facts", "topics"] {
        profile.insert(key.to_owned(), json(table.get(key).ok_or_else(|| format!("no {key}"))?));
    }
    let profile = zice_cli::profile::parse(catalogue, &Value::Object(profile).to_string())
        .map_err(|error| zice_cli::profile::message(catalogue, &error))?;
    let report = zice_core::report::report(catalogue, &profile.answers, profile.topics, day);
    let printed = zice_cli::report_json::report(catalogue, zice_pack::SHA256, &profile.answers, &report);
    let got: Value = serde_json::from_str(&printed).map_err(|error| format!("the report is no JSON: {error}"))?;

    let mut check = Check { expect, got: &got, differences: Vec::new() };
    check.whole();
    check.parts(coverage);
    check.gaps();
    let worth_asking: BTreeSet<&str> = report.open.iter().map(|fact| catalogue.fact(fact).id).collect();
    check.laws(table.get("facts").and_then(toml::Value::as_table).ok_or("facts is no table")?, &worth_asking);
    Ok(check.differences)
}

impl<'a> Check<'a> {
    fn differ(&mut self, path: &str, expected: impl std::fmt::Display, got: impl std::fmt::Display) {
        self.differences.push(format!("{path}: expected {expected}, got {got}"));
    }

    /// What is said of the whole report.
    fn whole(&mut self) {
        let ladder = &self.got["ladder"];
        for (key, got) in [("size", &self.got["size"]), ("stands_on", &ladder["stands_on"]), ("next_question", &self.got["next_question"])]
        {
            if let Some(wanted) = self.expect.get(key)
                && or_null(wanted) != *got
            {
                self.differ(key, or_null(wanted), got);
            }
        }
        if let Some(wanted) = self.expect.get("ladder")
            && or_null(wanted) != *ladder
        {
            self.differ("ladder", or_null(wanted), "a ladder");
        }
        if let Some(wanted) = self.expect.get("remaining_max")
            && json(wanted) != self.got["remaining_max"]
        {
            self.differ("remaining_max", wanted, &self.got["remaining_max"]);
        }
        for id in self.expect.get("absent").and_then(toml::Value::as_array).into_iter().flatten() {
            let id = id.as_str().expect("an id");
            if self.support(id).is_some() {
                self.differ(&format!("supports.{id}"), "none", "one");
            }
        }
    }

    /// Verdicts and sets of single supports and rungs.
    fn parts(&mut self, coverage: &mut Coverage) {
        for (id, wanted) in self.table("supports") {
            note(&mut coverage.supports, id, wanted);
            self.member(&format!("supports.{id}.verdict"), self.support(id), "verdict", &json(wanted));
        }
        for (id, wanted) in self.table("rungs") {
            note(&mut coverage.rungs, id, wanted);
            self.member(&format!("rungs.{id}.verdict"), self.rung(id), "verdict", &json(wanted));
        }
        for (id, wanted) in self.table("status") {
            self.member(&format!("supports.{id}.status"), self.support(id), "status", &json(wanted));
        }
        for (id, wanted) in self.table("held") {
            self.member(&format!("rungs.{id}.held"), self.rung(id), "held", &json(wanted));
        }
        for (id, wanted) in self.table("worth") {
            let mut wanted = or_null(wanted);
            if let Some(worth) = wanted.as_object_mut() {
                worth.entry("years").or_insert(Value::Null);
            }
            self.member(&format!("supports.{id}.worth"), self.support(id), "worth", &wanted);
        }
        for (id, wanted) in self.table("first_agency") {
            let first = self.support(id).map_or(Value::Null, |support| support["agencies"][0].clone());
            if json(wanted) != first {
                self.differ(&format!("supports.{id}.agencies[0]"), wanted, first);
            }
        }
        for key in ["unmet", "review", "depends_on"] {
            for (id, wanted) in self.table(key) {
                let wanted: BTreeSet<&str> = wanted.as_array().expect("a list").iter().map(|item| item.as_str().expect("an id")).collect();
                let Some(part) = self.rung(id).or_else(|| self.support(id)) else {
                    self.differ(&format!("{id}.{key}"), format!("{wanted:?}"), "no such support or rung");
                    continue;
                };
                let items = part[key].as_array().expect("a list").iter();
                let got: BTreeSet<&str> = items.filter_map(|item| item.as_str().or_else(|| item["criterion"].as_str())).collect();
                if wanted != got {
                    self.differ(&format!("{id}.{key}"), format!("{wanted:?}"), format!("{got:?}"));
                }
            }
        }
    }

    /// Ways out: as many as expected, each expected one among them.
    fn gaps(&mut self) {
        for (path, wanted) in self.table("gaps") {
            let (id, criterion) = path.split_once('.').expect("support_or_rung.criterion");
            let unmet = self.rung(id).or_else(|| self.support(id)).and_then(|part| part["unmet"].as_array());
            let line = unmet.into_iter().flatten().find(|line| line["criterion"] == criterion);
            let Some(got) = line.and_then(|line| line["gaps"].as_array()) else {
                self.differ(&format!("gaps.{path}"), wanted, "no such line in unmet");
                continue;
            };
            let wanted = wanted.as_array().expect("a list of ways");
            let all_there = wanted.iter().all(|way| got.iter().filter(|other| same_way(way, other)).count() == 1);
            if !all_there || wanted.len() != got.len() {
                self.differ(&format!("gaps.{path}"), json(&toml::Value::Array(wanted.clone())), Value::Array(got.clone()));
            }
        }
    }

    /// What holds of every report: open facts are unknown or ranges; a question is asked only where it can matter.
    fn laws(&mut self, facts: &toml::Table, worth_asking: &BTreeSet<&str>) {
        let is_open = |fact: &str| facts.get(fact).is_none_or(toml::Value::is_table);
        let mut open: BTreeSet<&str> = BTreeSet::new();
        let supports = self.got["supports"].as_array().expect("supports").iter();
        let rungs = self.got["ladder"]["rungs"].as_array().into_iter().flatten();
        let mut broken = Vec::new();
        for part in supports.chain(rungs) {
            let id = part["id"].as_str().expect("an id");
            let depends: Vec<&str> =
                part["depends_on"].as_array().expect("a list").iter().map(|fact| fact.as_str().expect("a fact")).collect();
            if (part["verdict"] == "undetermined") == depends.is_empty() {
                broken.push(format!("{id}: verdict {} with depends_on {depends:?}", part["verdict"]));
            }
            if let Some(known) = depends.iter().find(|fact| !is_open(fact)) {
                broken.push(format!("{id}: depends_on {known}, which is known exactly"));
            }
            if part["verdict"] == "review" && part["review"].as_array().is_none_or(Vec::is_empty) {
                broken.push(format!("{id}: review with no criterion to review"));
            }
            let lacks = ["unmet", "open"].iter().any(|key| part[key].as_array().is_none_or(|lines| !lines.is_empty()));
            if lacks && !["not_yet", "undetermined"].iter().any(|verdict| part["verdict"] == *verdict) {
                broken.push(format!("{id}: {} and yet something is lacking", part["verdict"]));
            }
            open.extend(depends);
        }
        let next = self.got["next_question"].as_str();
        if !worth_asking.is_subset(&open) {
            broken.push("a question is asked that nothing depends on".to_owned());
        }
        if next.is_some_and(|fact| !worth_asking.contains(fact)) {
            broken.push(format!("next_question {next:?} is not worth asking"));
        }
        if next.is_none() && worth_asking.iter().any(|fact| !facts.contains_key(*fact)) {
            broken.push("next_question is null though an unknown fact matters".to_owned());
        }
        if self.got["remaining_max"].as_u64() != u64::try_from(worth_asking.len()).ok() {
            broken.push("remaining_max is not the number of questions worth asking".to_owned());
        }
        self.differences.extend(broken.into_iter().map(|law| format!("law: {law}")));
    }

    fn table(&self, key: &str) -> impl Iterator<Item = (&'a String, &'a toml::Value)> + use<'a> {
        self.expect.get(key).and_then(toml::Value::as_table).into_iter().flatten()
    }

    fn member(&mut self, path: &str, part: Option<&'a Value>, key: &str, wanted: &Value) {
        match part {
            None => self.differ(path, wanted, "no such entry"),
            Some(part) if part[key] != *wanted => self.differ(path, wanted, &part[key]),
            Some(_) => {}
        }
    }

    fn support(&self, id: &str) -> Option<&'a Value> {
        self.got["supports"].as_array()?.iter().find(|support| support["id"] == id)
    }

    fn rung(&self, id: &str) -> Option<&'a Value> {
        self.got["ladder"]["rungs"].as_array()?.iter().find(|rung| rung["id"] == id)
    }
}

/// Whether some firm fails it: a rung of review lines alone never fails, nor does a relief that is only reduced by tiers.
fn can_fail(catalogue: &Catalogue, id: &str) -> bool {
    let day = Date::parse("2026-11-30").expect("a day");
    let of = SubjectId::by_id(catalogue, id).expect("its own id");
    let domains = Domains::new(catalogue, &Answers::default());
    Search::new(catalogue, &domains).outcomes_of_best(&conditions(catalogue, of, day)).has(Outcome::Fails)
}

/// Supports, rungs and verdicts that no scenario tests on both sides.
fn uncovered(catalogue: &Catalogue, coverage: &Coverage) -> Vec<String> {
    let mut missing = Vec::new();
    let mut verdicts: BTreeSet<&str> = BTreeSet::new();
    let none = BTreeSet::new();
    for support in &catalogue.supports {
        let seen = coverage.supports.get(support.id).unwrap_or(&none);
        if !["qualifies", "review"].iter().any(|verdict| seen.contains(*verdict)) {
            missing.push(format!("no scenario expects {} to qualify or be for review", support.id));
        }
        if !["not_yet", "not_applicable"].iter().any(|verdict| seen.contains(*verdict)) {
            missing.push(format!("no scenario expects {} to fail", support.id));
        }
        if can_fail(catalogue, support.id) && !seen.contains("not_yet") {
            missing.push(format!("no scenario expects {} to be not_yet", support.id));
        }
    }
    for rung in &catalogue.rungs {
        let seen = coverage.rungs.get(rung.id).unwrap_or(&none);
        if !["qualifies", "review"].iter().any(|verdict| seen.contains(*verdict)) {
            missing.push(format!("no scenario passes the rung {}", rung.id));
        }
        if can_fail(catalogue, rung.id) && !seen.contains("not_yet") {
            missing.push(format!("no scenario fails the rung {}", rung.id));
        }
    }
    for seen in coverage.supports.values() {
        verdicts.extend(seen.iter().map(String::as_str));
    }
    for verdict in zice_core::rules::verdict::Verdict::ALL {
        if !verdicts.contains(verdict.id()) {
            missing.push(format!("no scenario expects {} of a support", verdict.id()));
        }
    }
    missing
}

fn note(seen: &mut BTreeMap<String, BTreeSet<String>>, id: &str, verdict: &toml::Value) {
    let verdict = verdict.as_str().expect("a verdict").to_owned();
    seen.entry(id.to_owned()).or_default().insert(verdict);
}

/// Whether a way of the report changes exactly the facts of the expected way, as far as that is written.
fn same_way(wanted: &toml::Value, got: &Value) -> bool {
    let (wanted, got) = (wanted.as_array().expect("a way"), got.as_array().expect("a way"));
    wanted.len() == got.len()
        && wanted.iter().all(|change| {
            let change = change.as_table().expect("a change");
            got.iter().any(|other| change.iter().all(|(key, value)| json(value) == other[key.as_str()]))
        })
}

/// `"none"` stands for `null`, which TOML has not.
fn or_null(value: &toml::Value) -> Value {
    if value.as_str() == Some("none") { Value::Null } else { json(value) }
}

/// The same value as JSON; decimals as they are written.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text.clone()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => serde_json::from_str(&number.to_string()).expect("a number"),
        toml::Value::Boolean(yes) => Value::Bool(*yes),
        toml::Value::Datetime(day) => Value::String(day.to_string()),
        toml::Value::Array(items) => Value::Array(items.iter().map(json).collect()),
        toml::Value::Table(members) => Value::Object(members.iter().map(|(key, value)| (key.clone(), json(value))).collect()),
    }
}
