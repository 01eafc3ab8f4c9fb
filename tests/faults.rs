//! Every lint catches the fault it is for: each fault of `faults/faults.toml` is made in the real pack, in memory, and exactly the problem that
//! it names is reported, at the right file and line. The real pack has no problem.

use std::path::Path;

use serde::Deserialize;
use zice_authoring::compile_folder;
use zice_authoring::problem::{Folder, Problem};
use zice_core::link::{TOPICS_KEY, fact_key, option_key};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Faults {
    fault: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    name: String,
    file: String,
    find: String,
    replace: String,
    says: String,
    at: Option<String>,
    on: Option<String>,
    #[serde(default)]
    also: Vec<String>,
}

fn seeds() -> Folder {
    let mut problems = Vec::new();
    let folder = Folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), &mut problems);
    assert_eq!(problems, []);
    folder
}

fn problems(folder: &Folder) -> Vec<Problem> {
    let mut problems = Vec::new();
    compile_folder(folder, &mut problems);
    problems
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("\n    {problem}")).collect()
}

impl Fault {
    /// Why the fault was not caught as described, if it was not.
    fn missed(&self, seeds: &Folder) -> Option<String> {
        let before = seeds.text(&self.file).unwrap_or_default();
        let after = before.replacen(&self.find, &self.replace, 1);
        if before == after {
            return Some(format!("{} does not hold {:?}", self.file, self.find));
        }
        let mut folder = seeds.clone();
        folder.set(&self.file, after);
        let found = problems(&folder);
        let file = self.at.as_ref().unwrap_or(&self.file);
        let reported = found.iter().find(|problem| problem.message.en.contains(&self.says));
        let Some(problem) = reported else { return Some(format!("not reported; instead:{}", listed(&found))) };
        if !problem.message.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
            return Some(format!("said in English alone: {}", problem.message.zh));
        }
        if problem.file != *file {
            return Some(format!("reported in {}, not in {file}", problem.file));
        }
        let line = folder.text(file).and_then(|text| text.lines().nth(problem.line.saturating_sub(1))).unwrap_or_default();
        if let Some(on) = self.on.as_ref().filter(|on| !line.contains(on.as_str())) {
            return Some(format!("reported on line {} ({line:?}), which does not hold {on:?}", problem.line));
        }
        let expected = |problem: &Problem| [&self.says].into_iter().chain(&self.also).any(|part| problem.message.en.contains(part));
        let others: Vec<Problem> = found.iter().filter(|problem| !expected(problem)).cloned().collect();
        (!others.is_empty()).then(|| format!("more is reported than the fault:{}", listed(&others)))
    }
}

#[test]
fn the_real_pack_has_no_problem() {
    let found = problems(&seeds());
    assert!(found.is_empty(), "{}", listed(&found));
}

#[test]
fn every_fault_is_reported_where_it_is() {
    let faults: Faults = toml::from_str(include_str!("faults/faults.toml")).expect("tests/faults/faults.toml");
    let seeds = seeds();
    let missed: Vec<String> =
        faults.fault.iter().filter_map(|fault| fault.missed(&seeds).map(|why| format!("{}: {why}", fault.name))).collect();
    assert!(missed.is_empty(), "{} of {} faults:\n{}", missed.len(), faults.fault.len(), missed.join("\n"));
    assert!(30 <= faults.fault.len(), "only {} faults are left", faults.fault.len());
}

#[test]
fn a_support_under_a_name_that_is_no_id_is_reported() {
    let mut folder = seeds();
    let text = folder.text("supports/renewal_loan.toml").map(str::to_owned).unwrap_or_default();
    folder.remove("supports/renewal_loan.toml");
    folder.set("supports/Renewal-Loan.toml", text);
    let found = problems(&folder);
    let says = |file: &str, part: &str| found.iter().any(|problem| problem.file == file && problem.message.en.contains(part));
    assert!(says("supports/Renewal-Loan.toml", "the file's name is an id"), "{}", listed(&found));
    assert!(says("pack.toml", "order names renewal_loan, but there is no supports/renewal_loan.toml"), "{}", listed(&found));
}

#[test]
fn many_faults_are_reported_at_once() {
    let mut folder = seeds();
    for (file, find, replace) in [
        ("supports/renewal_loan.toml", "12378", "12381"),
        ("rules/srdi.toml", "1500 万元", "1600 万元"),
        ("supports/ip_protection.toml", "严厉打击", "严历打击"),
    ] {
        let text = folder.text(file).unwrap_or_default().replacen(find, replace, 1);
        folder.set(file, text);
    }
    let mut files: Vec<String> = problems(&folder).into_iter().map(|problem| problem.file).collect();
    files.sort_unstable();
    files.dedup();
    assert_eq!(files, ["rules/srdi.toml", "supports/ip_protection.toml", "supports/renewal_loan.toml"]);
}

/// Links name facts, options and topics by short keys: two with one key would be mixed up.
#[test]
fn short_keys_of_links_are_unique() {
    let catalogue = zice_pack::catalogue().expect("the built-in pack");
    let mut kinds = vec![("facts", catalogue.facts.iter().map(|fact| (fact_key(fact.id), fact.id)).collect::<Vec<_>>())];
    kinds[0].1.push((TOPICS_KEY, "the topics"));
    kinds.push(("topics", catalogue.topics.iter().map(|topic| (option_key(topic.id), topic.id)).collect()));
    for fact in &catalogue.facts {
        kinds.push((fact.id, fact.options.iter().map(|option| (option_key(option.id), option.id)).collect()));
    }
    let mut mixed = String::new();
    for (what, mut keys) in kinds {
        keys.sort_unstable();
        for pair in keys.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            mixed += &format!("\n    {what}: {} and {} have the key {}", pair[0].1, pair[1].1, pair[0].0);
        }
    }
    assert_eq!(mixed, "");
}
