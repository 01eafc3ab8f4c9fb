//! What became of every change, kept from one run to the next, and as a table.
//!
//! Invariant: what was found holds only while the file that was changed is the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::rewrite::Mutant;
use super::run::Outcome;

/// Outcomes by the name of the change.
pub struct Results {
    path: PathBuf,
    /// The digest of each file as it was changed.
    files: BTreeMap<String, String>,
    found: BTreeMap<String, Outcome>,
}

/// A change that no test notices, and why that is right.
pub struct Explained {
    place: String,
    change: String,
}

impl Mutant {
    /// The name that no line number is part of; alike changes of one function share it.
    pub fn name(&self) -> String {
        format!("{} {} {}", self.file, self.function, self.change)
    }

    fn key(&self) -> String {
        format!("{}:{}:{} {} {}", self.file, self.place.0, self.place.1, self.function, self.change)
    }
}

impl Results {
    /// What is known of these sources; nothing of those that are others now.
    pub fn open<'s>(path: PathBuf, sources: impl Iterator<Item = (&'s str, &'s str)>) -> Result<Results> {
        let digest = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let files: BTreeMap<String, String> = sources.map(|(name, text)| (name.to_owned(), digest(text))).collect();
        let mut results = Results { path, files, found: BTreeMap::new() };
        let Ok(text) = std::fs::read_to_string(&results.path) else { return Ok(results) };
        let known: Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON: remove it.", results.path.display()))?;
        for (key, found) in known["mutants"].as_object().into_iter().flatten() {
            let file = key.split(':').next().unwrap_or_default();
            let same = results.files.get(file).is_some_and(|digest| known["files"][file] == digest.as_str());
            let by = found["by"].as_str().unwrap_or_default().to_owned();
            let outcome = match found["outcome"].as_str() {
                Some("caught") => Outcome::Caught(by),
                Some("late") => Outcome::Late(by),
                _ => Outcome::Survived,
            };
            if same {
                results.found.insert(key.clone(), outcome);
            }
        }
        Ok(results)
    }

    /// What became of a change, if it was run.
    pub fn get(&self, mutant: &Mutant) -> Option<&Outcome> {
        self.found.get(&mutant.key())
    }

    /// Notes an outcome, in the file too.
    pub fn put(&mut self, mutant: &Mutant, outcome: Outcome) -> Result<()> {
        self.found.insert(mutant.key(), outcome);
        let mutants: serde_json::Map<String, Value> = self
            .found
            .iter()
            .map(|(key, outcome)| {
                let (outcome, by) = match outcome {
                    Outcome::Caught(by) => ("caught", by.as_str()),
                    Outcome::Late(by) => ("late", by.as_str()),
                    Outcome::Survived => ("survived", ""),
                };
                (key.clone(), json!({ "outcome": outcome, "by": by }))
            })
            .collect();
        let text = serde_json::to_string_pretty(&json!({ "files": self.files, "mutants": mutants }))?;
        let fresh = self.path.with_extension("new");
        std::fs::write(&fresh, text)?;
        std::fs::rename(&fresh, &self.path).with_context(|| format!("{} cannot be written", self.path.display()))
    }
}

/// The rows `| file, function | change | why |` of a table in Markdown.
pub fn explained(path: &Path) -> Result<Vec<Explained>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let cells =
        rows.map(|row| row.replace("\\|", "\0").split('|').map(|cell| cell.trim().replace('\0', "|").replace('`', "")).collect::<Vec<_>>());
    Ok(cells.filter(|cells| cells.len() == 5).map(|cells| Explained { place: cells[1].clone(), change: cells[2].clone() }).collect())
}

impl Explained {
    /// Whether the row is about this change.
    pub fn covers(&self, mutant: &Mutant) -> bool {
        self.place == format!("{}, {}", mutant.file, mutant.function) && self.change == mutant.change.replace('`', "")
    }
}

/// Counts by file, as Markdown, and every change that survives without an explanation; how many those are.
pub fn table(results: &Results, mutants: &[Mutant], refused: &dyn Fn(usize) -> bool, explained: &[Explained]) -> (String, usize) {
    let mut rows: BTreeMap<&str, [usize; 7]> = BTreeMap::new();
    let mut survivors = String::new();
    let mut unexplained = 0;
    for (number, mutant) in mutants.iter().enumerate() {
        let row = rows.entry(&mutant.file).or_default();
        row[0] += 1;
        let column = match results.get(mutant) {
            _ if refused(number) => 1,
            None => 6,
            Some(Outcome::Caught(_)) => 2,
            Some(Outcome::Late(_)) => 3,
            Some(Outcome::Survived) if explained.iter().any(|row| row.covers(mutant)) => 4,
            Some(Outcome::Survived) => {
                unexplained += 1;
                let (line, change) = (mutant.place.0, mutant.change.replace('|', "\\|"));
                _ = writeln!(survivors, "| `{}`, `{}` | {change} | line {line} |", mutant.file, mutant.function);
                5
            }
        };
        row[column] += 1;
    }
    let mut text = String::from(
        "| file | changes | do not compile | caught by a test | by the time limit | survive, explained | survive | not run |\n|---|---|---|---|---|---|---|---|\n",
    );
    let mut line = |name: &str, row: &[usize; 7]| {
        let cells: Vec<String> = row.iter().map(usize::to_string).collect();
        _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    };
    let mut all = [0; 7];
    for (file, row) in &rows {
        line(&format!("`{file}`"), row);
        all.iter_mut().zip(row).for_each(|(all, one)| *all += one);
    }
    line("all", &all);
    (format!("{text}\n{survivors}"), unexplained)
}
