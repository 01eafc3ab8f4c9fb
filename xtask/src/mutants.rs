//! `cargo xtask mutants`: does some test notice every change of the rules and the engine?
//!
//! All changes are compiled at once, each behind a switch that an environment variable turns on: a change costs a run of the tests and no
//! compilation. What survives a run with few cases is run again with as many as `cargo test` runs.

mod constants;
mod results;
mod rewrite;
mod run;
mod scratch;
mod values;

use std::collections::BTreeMap;
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
    /// Only changes whose name (file, function, change) contains this.
    pub only: Option<String>,
    /// Only every so-manieth: `0/16`.
    pub shard: Option<String>,
    /// Tests at the same time.
    pub jobs: Option<String>,
    /// `all`, `survivors` or `none`; else what is new and what survived.
    pub again: Option<String>,
}

/// Runs what was not run, and prints the table; whether every change was noticed or is explained.
pub fn mutants(shell: &Shell, asked: &Asked) -> Result<bool> {
    let text = std::fs::read_to_string(shell.root().join("xtask/mutants.toml")).context("xtask/mutants.toml cannot be read")?;
    let settings: toml::Table = toml::from_str(&text).context("xtask/mutants.toml is no TOML")?;
    let words = |name: &str| -> Vec<String> {
        settings.get(name).and_then(toml::Value::as_array).into_iter().flatten().filter_map(|word| Some(word.as_str()?.to_owned())).collect()
    };
    let variables = |name: &str| -> BTreeMap<String, String> {
        let table = settings.get(name).and_then(toml::Value::as_table);
        table.into_iter().flatten().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
    };
    let tests = words("tests");
    let folder = shell.target_folder()?.join("mutants");
    let scratch = Scratch::new(shell.root(), folder.join("crate"), &words("files"))?;
    let built = scratch.build(&|| shell.command("cargo"), &tests)?;
    let mut results = Results::open(folder.join("results.json"), scratch.sources())?;
    let chosen = chosen(&built, &results, asked)?;
    eprintln!("{} changes to run.", chosen.len());
    if !chosen.is_empty() {
        let (quick, always) = (variables("quick"), variables("always"));
        let stages = |environment: &BTreeMap<String, String>, names: &[String]| -> Result<Vec<Stage>> {
            let programs = names.iter().filter_map(|name| Some((name, built.programs.get(name)?)));
            programs.map(|(name, program)| Stage::measured(&scratch.folder, name, program, environment.clone())).collect()
        };
        let with_cases: Vec<String> = tests.iter().filter(|test| ["oracle", "laws"].contains(&test.as_str())).cloned().collect();
        let first = stages(&always.iter().chain(&quick).map(|(name, value)| (name.clone(), value.clone())).collect(), &tests)?;
        let again = stages(&always, &with_cases)?;
        let jobs = asked.jobs.as_deref().unwrap_or("1").parse().context("--jobs takes a number")?;
        run_all(&scratch, &built.mutants, &chosen, [&first, &again], &mut results, jobs)?;
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
    let named = |mutant: &Mutant| asked.only.as_ref().is_none_or(|only| mutant.name().contains(only.as_str()));
    let all = built.mutants.iter().enumerate().filter(|(number, _)| !built.refused.contains(number));
    Ok(all.filter(|(number, mutant)| number % shards == shard && named(mutant) && wanted(mutant)).map(|(number, _)| number).collect())
}

/// Runs changes, so many at the same time, and notes what became of each.
fn run_all(scratch: &Scratch, mutants: &[Mutant], chosen: &[usize], stages: [&[Stage]; 2], results: &mut Results, jobs: usize) -> Result<()> {
    let begin = Instant::now();
    let state = Mutex::new((chosen.iter().enumerate(), results));
    let work = || -> Result<()> {
        loop {
            let next = state.lock().map_err(|_| anyhow::anyhow!("another thread stopped"))?.0.next();
            let Some((place, &number)) = next else { return Ok(()) };
            let mut outcome = Outcome::Survived;
            for stages in stages {
                if outcome == Outcome::Survived {
                    outcome = run::outcome(&scratch.folder, stages, number)?;
                }
            }
            let mutant = &mutants[number];
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
