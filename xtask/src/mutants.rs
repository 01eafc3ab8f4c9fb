//! `cargo xtask mutants`: does some test notice every change of the rules and the engine?
//!
//! All changes are compiled at once, each behind a switch that an environment variable turns on: a change costs a run of the tests and no
//! compilation. What survives a run with few cases is run again with as many as `cargo test` runs.

mod constants;
mod results;
mod rewrite;
mod run;
mod scratch;
mod syntax;
#[cfg(test)]
mod tests;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::shell::{Machine, Shell};
use results::Results;
use rewrite::Mutant;
use run::{Outcome, Stage};
use scratch::{Built, Scratch};

/// What is asked for on the command line.
#[derive(Default)]
pub struct Asked {
    /// Only changes whose name (file, function, change) contains one of these, in this order: `rules/gap.rs,rules/ways`.
    pub only: Option<String>,
    /// Only every so-manieth: `0/16`.
    pub shard: Option<String>,
    /// Changes run at the same time.
    pub jobs: Option<String>,
    /// `all`, `survivors` or `none`; else what is new and what survived.
    pub again: Option<String>,
    /// Only the first tests, with few cases.
    pub quick: bool,
}

/// What `xtask/mutants.toml` says.
struct Settings {
    files: Vec<String>,
    tests: Vec<String>,
    first: Vec<(String, Vec<String>)>,
    few: BTreeMap<String, String>,
    always: BTreeMap<String, String>,
}

impl Settings {
    fn read(path: &Path) -> Result<Settings> {
        let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let table: toml::Table = toml::from_str(&text).with_context(|| format!("{} is no TOML", path.display()))?;
        let words = |value: Option<&toml::Value>| -> Vec<String> {
            value.and_then(toml::Value::as_array).into_iter().flatten().filter_map(|word| Some(word.as_str()?.to_owned())).collect()
        };
        let entries = |name: &str| table.get(name).and_then(toml::Value::as_table).into_iter().flatten();
        let variables = |name: &str| entries(name).filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        Ok(Settings {
            files: words(table.get("files")),
            tests: words(table.get("tests")),
            first: entries("first").map(|(file, names)| (file.clone(), words(Some(names)))).collect(),
            few: variables("few").chain(variables("always")).collect(),
            always: variables("always").collect(),
        })
    }

    /// The tests that are run first when this file is changed.
    fn first(&self, file: &str) -> &[String] {
        let named = self.first.iter().filter(|(name, _)| file.starts_with(name.as_str()));
        named.max_by_key(|(name, _)| name.len()).map_or(&[], |(_, tests)| tests)
    }
}

/// Runs what was not run, and prints the table; whether every change was noticed or is explained.
pub fn mutants(shell: &Shell, asked: &Asked) -> Result<bool> {
    let settings = Settings::read(&shell.root().join("xtask/mutants.toml"))?;
    let folder = shell.target_folder()?.join("mutants");
    let scratch = Scratch::new(shell.root(), folder.join("crate"), &settings.files)?;
    let built = scratch.build(&|| shell.command("cargo"), &settings.tests)?;
    let mut results = Results::open(folder.join("results.json"), scratch.sources())?;
    let chosen = chosen(&built, &results, asked)?;
    eprintln!("{} changes to run.", chosen.len());
    if !chosen.is_empty() {
        let stages = |environment: &BTreeMap<String, String>, names: &BTreeSet<&String>| -> Result<BTreeMap<String, Stage>> {
            let measured = |name: &&String| {
                let program = built.programs.get(*name).with_context(|| format!("There is no test {name}."))?;
                Ok(((*name).clone(), Stage::measured(&scratch.folder, name, program, environment.clone())?))
            };
            names.iter().map(measured).collect()
        };
        let few = stages(&settings.few, &chosen.iter().flat_map(|&number| settings.first(&built.mutants[number].file)).collect())?;
        let many = if asked.quick { BTreeMap::new() } else { stages(&settings.always, &settings.tests.iter().collect())? };
        let plan = |mutant: &Mutant| -> Vec<&Stage> {
            let first = settings.first(&mutant.file);
            first.iter().filter_map(|name| few.get(name)).chain(settings.tests.iter().filter_map(|name| many.get(name))).collect()
        };
        let jobs = asked.jobs.as_deref().unwrap_or("1").parse().context("--jobs takes a number")?;
        run_all(&scratch, &built.mutants, &chosen, &plan, &mut results, jobs)?;
    }
    let explained = results::explained(&shell.root().join("tests/mutants.md"))?;
    let (table, unexplained) = results::table(&results, &built.mutants, &|number| built.refused.contains(&number), &explained);
    std::fs::write(folder.join("table.md"), &table)?;
    println!("{table}");
    Ok(unexplained == 0)
}

/// The numbers of the changes to run.
fn chosen(built: &Built, results: &Results, asked: &Asked) -> Result<Vec<usize>> {
    let (shard, shards) = match &asked.shard {
        None => (0, 1),
        Some(text) => {
            let (shard, shards) = text.split_once('/').context("--shard takes a part and their number, such as 0/16")?;
            (shard.parse::<usize>()?, shards.parse::<usize>()?)
        }
    };
    ensure!(shard < shards, "--shard takes a part below their number, such as 0/16");
    let wanted = |mutant: &Mutant| match (asked.again.as_deref(), results.get(mutant)) {
        (Some("all"), _) => true,
        (Some("none"), _) => false,
        (Some("new"), known) => known.is_none(),
        (Some("survivors"), known) => known == Some(&Outcome::Survived),
        (_, known) => known.is_none_or(|known| *known == Outcome::Survived),
    };
    let names: Vec<&str> = asked.only.as_deref().unwrap_or_default().split(',').collect();
    let all = built.mutants.iter().enumerate().filter(|(number, mutant)| !built.refused.contains(number) && wanted(mutant));
    let place = |mutant: &Mutant| names.iter().position(|name| mutant.name().contains(name));
    let mut chosen: Vec<(usize, usize)> =
        all.filter(|(number, _)| number % shards == shard).filter_map(|(number, mutant)| Some((place(mutant)?, number))).collect();
    chosen.sort_unstable();
    Ok(chosen.into_iter().map(|(_, number)| number).collect())
}

/// Runs changes, so many at the same time, and notes what became of each.
fn run_all<'s>(
    scratch: &Scratch,
    mutants: &[Mutant],
    chosen: &[usize],
    plan: &(dyn Fn(&Mutant) -> Vec<&'s Stage> + Sync),
    results: &mut Results,
    jobs: usize,
) -> Result<()> {
    let begin = Instant::now();
    let state = Mutex::new((chosen.iter().enumerate(), results));
    let work = || -> Result<()> {
        loop {
            let next = state.lock().map_err(|_| anyhow::anyhow!("another thread stopped"))?.0.next();
            let Some((place, &number)) = next else { return Ok(()) };
            let mutant = &mutants[number];
            let outcome = run::outcome(&scratch.folder, &plan(mutant), number)?;
            let (time, of) = (begin.elapsed().as_secs(), chosen.len());
            eprintln!("{}/{of} {time} s · {}:{} {} · {outcome:?}", place + 1, mutant.file, mutant.place.0, mutant.change);
            state.lock().map_err(|_| anyhow::anyhow!("another thread stopped"))?.1.put(mutant, outcome)?;
        }
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(work)).collect();
        running.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow::anyhow!("a thread stopped"))?)
    })
}
