//! `cargo xtask test`: everything that must hold, cheapest first; `.ci/run` is this and nothing else.
//!
//! Invariants: a step that fails hides no other, all failures stand together at the end; the last line on standard output reads
//! `N passed, N failed`, summed over cargo's and node's tests; a step that counts no tests and
//! fails counts as one failure. A step sets up only what it needs.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use std::{hint, thread};

use anyhow::{Context, Result, bail, ensure};

use crate::program::TARGET;
use crate::serve::Site;
use crate::setup::{self, Need};
use crate::shell::{Machine, Shell, run, sentences};
use crate::tally::{Tally, counted};
use crate::{browser, build, licences, reproduce, size};

type Work = fn(&mut Shell, &mut Tally) -> Result<()>;

/// One step: its name for `--only` and `--skip`, its headline, what it needs and does.
struct Step {
    name: &'static str,
    headline: &'static str,
    needs: &'static [Need],
    work: Work,
}

const STEPS: &[Step] = &[
    Step { name: "compiler", headline: "the compiler of the site", needs: &[Need::Compiler], work: |_, _| Ok(()) },
    Step { name: "fmt", headline: "the code is formatted", needs: &[Need::Lints], work: fmt },
    Step { name: "clippy", headline: "no warnings, native", needs: &[Need::Crates, Need::Lints], work: clippy },
    Step { name: "wasm", headline: "no warnings, browser", needs: &[Need::Crates, Need::Lints, Need::Target], work: wasm },
    Step { name: "core", headline: "the core needs neither Yew nor a clock", needs: &[Need::Crates, Need::Lints], work: core },
    Step { name: "licences", headline: "licences and origins", needs: &[Need::Crates], work: licences },
    Step { name: "pack", headline: "the pack holds what it must", needs: &[Need::Crates], work: pack },
    Step { name: "native", headline: "tests without a browser", needs: &[Need::Crates], work: native },
    Step { name: "build", headline: "the release site", needs: &[], work: site },
    Step { name: "size", headline: "the size budget", needs: &[], work: budget },
    Step { name: "reproduce", headline: "the same site from a copy elsewhere", needs: &[], work: reproduced },
    Step { name: "browser", headline: "tests in Chromium", needs: setup::BROWSER, work: in_chromium },
    Step { name: "firefox", headline: "tests in Firefox", needs: &[Need::NodePackages, Need::Chromium, Need::Firefox], work: in_firefox },
    Step { name: "webkit", headline: "tests in WebKitGTK", needs: &[Need::NodePackages, Need::Chromium, Need::WebKit], work: in_webkit },
];

/// Steps that run when they are named: they have not yet been green from end to end beside all the others.
const ON_REQUEST: [&str; 2] = ["firefox", "webkit"];

/// Runs the steps chosen by `--only a,b` and `--skip a,b`, the browser tests under load if that is asked for; whether all held.
pub fn test(shell: &mut Shell, only: Option<&str>, skip: Option<&str>, loaded: bool) -> Result<bool> {
    let chosen = choose(only, skip)?;
    if loaded {
        ensure!(chosen.iter().all(|step| step.name == "browser"), "--under-load goes with --only browser.");
        shell.set(UNDER_LOAD, "1".to_owned());
    }
    let mut tally = Tally::default();
    let begin = Instant::now();
    let mut failures = Vec::new();
    for step in chosen {
        eprintln!("\n── {} · {}", step.name, step.headline);
        let begin = Instant::now();
        let failed_before = tally.failed;
        let outcome = setup::ensure(shell, step.needs).and_then(|()| (step.work)(shell, &mut tally));
        let time = seconds(begin);
        match outcome {
            Ok(()) => eprintln!("── {} · {time}", step.name),
            Err(problem) => {
                tally.failed += u64::from(tally.failed == failed_before);
                eprintln!("── {} · FAILED after {time}", step.name);
                failures.push((step.name, sentences(&problem)));
            }
        }
    }
    eprintln!("\n── all · {}", seconds(begin));
    for (name, problem) in &failures {
        eprintln!("\n── {name} · FAILED: {problem}\n   Alone again: cargo xtask test --only {name}");
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(failures.is_empty())
}

fn choose(only: Option<&str>, skip: Option<&str>) -> Result<Vec<&'static Step>> {
    let names = |list: Option<&str>| -> Result<Option<Vec<String>>> {
        let Some(list) = list else { return Ok(None) };
        let names: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
            bail!("There is no step `{unknown}`; the steps are {}.", known.join(", "));
        }
        Ok(Some(names))
    };
    let (only, skip) = (names(only)?, names(skip)?.unwrap_or_default());
    let wanted = |name: &str| only.as_ref().map_or(!ON_REQUEST.contains(&name), |only| only.iter().any(|each| each == name));
    Ok(STEPS.iter().filter(|step| wanted(step.name) && !skip.iter().any(|name| name == step.name)).collect())
}

/// The names of all steps, for `--help`.
pub fn step_names() -> String {
    STEPS.iter().map(|step| step.name).collect::<Vec<_>>().join(", ")
}

fn fmt(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    cargo(shell, &["fmt", "--all", "--check"]).context("Some code is not formatted: run `cargo fmt --all`.")
}

fn clippy(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    cargo(shell, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).context("clippy has something to say, above.")
}

fn wasm(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    let target = ["--target", TARGET, "-p", "zice", "-p", "zice-core"];
    let code = ["--bin", "zice-page", "--lib"];
    cargo(shell, &[&["clippy"], &target[..], &code, &["--", "-D", "warnings"]].concat())
        .context("clippy has something to say about the code for the browser, above.")
}

fn core(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    cargo(shell, &["clippy", "--package", "zice-core", "--lib", "--", "-D", "warnings"])
        .context("The core uses something that only the page or the command may use (crates/core/clippy.toml).")
}

fn licences(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    licences::check(shell)
}

fn pack(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    cargo(shell, &["run", "--quiet", "--package", "zice-cli", "--bin", "zice", "--", "check", "seeds"])
        .context("The pack in seeds/ has problems, all listed above.")
}

fn native(shell: &mut Shell, tally: &mut Tally) -> Result<()> {
    counted(shell.command("cargo").args(["test", "--workspace", "--no-fail-fast"]), tally).context("A test failed, see above.")
}

fn site(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    build::build(shell).map(drop)
}

fn budget(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    size::check(&shell.root().join("dist"), &shell.root().join("xtask/budget.toml"))
}

fn reproduced(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    reproduce::reproduce(shell)
}

/// Asks for the browser tests three times, beside other work.
const UNDER_LOAD: &str = "ZICE_UNDER_LOAD";

fn in_chromium(shell: &mut Shell, tally: &mut Tally) -> Result<()> {
    in_engine(shell, tally, "chromium")
}

fn in_firefox(shell: &mut Shell, tally: &mut Tally) -> Result<()> {
    in_engine(shell, tally, "firefox")
}

fn in_webkit(shell: &mut Shell, tally: &mut Tally) -> Result<()> {
    in_engine(shell, tally, "webkit")
}

/// The one place that says what runs where, and why not.
const ENGINES: &str = "tests/browser/engines.mjs";

/// The files of tests that an engine runs, of those that `ZICE_TESTS` names.
fn files_for(shell: &Shell, engine: &str) -> Result<Vec<PathBuf>> {
    let listed = shell.read("node", &[ENGINES, "--files", engine]).with_context(|| format!("{ENGINES} does not list the tests"))?;
    let wanted = shell.variable("ZICE_TESTS");
    let is_wanted = |name: &&str| wanted.as_ref().is_none_or(|wanted| wanted.split(',').any(|wanted| wanted == *name));
    let files: Vec<&str> = listed.lines().filter(is_wanted).collect();
    ensure!(!files.is_empty(), "{ENGINES} lists no such file of tests for {engine}.");
    Ok(files.iter().map(|name| shell.root().join(format!("tests/browser/{name}.test.mjs"))).collect())
}

fn in_engine(shell: &mut Shell, tally: &mut Tally, engine: &str) -> Result<()> {
    let files = files_for(shell, engine)?;
    let counts = shell.root().join("target/engines");
    std::fs::create_dir_all(&counts).with_context(|| format!("{} cannot be made", counts.display()))?;
    let loaded = shell.variable(UNDER_LOAD).is_some();
    let _load = loaded.then(|| Load::begin(4));
    for run in 1..=if loaded { 3 } else { 1 } {
        if loaded {
            eprintln!("── browser · run {run} of 3, beside four busy loops");
        }
        let mut node = node(shell)?;
        node.env("ZICE_ENGINE", engine);
        // Two files at a time: while one waits for its browser the other works; more only make each other slow. A file whose browser answers no more fails
        // after half an hour, six times what the longest takes, instead of never ending.
        node.args(["--test", "--test-concurrency=2", "--test-timeout=1800000"]);
        node.args(["--test-reporter=spec", "--test-reporter-destination=stdout"]);
        node.arg("--test-reporter=./tests/browser/tally.mjs");
        node.arg(format!("--test-reporter-destination={}", counts.join(format!("{engine}.json")).display())).args(&files);
        let outcome = counted(&mut node, tally).context("A browser test failed, see above; pictures are in target/screens/.");
        // No test is left out in silence: test × engine, with the reasons.
        eprintln!("\n{}", shell.read("node", &[ENGINES, "--run"]).unwrap_or_default());
        outcome?;
    }
    Ok(())
}

/// Threads that do nothing but work, until this goes.
struct Load {
    ends: Arc<AtomicBool>,
}

impl Load {
    fn begin(threads: usize) -> Self {
        let ends = Arc::new(AtomicBool::new(false));
        for _ in 0..threads {
            let ends = Arc::clone(&ends);
            thread::spawn(move || {
                while !ends.load(Ordering::Relaxed) {
                    hint::spin_loop();
                }
            });
        }
        Self { ends }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
    }
}

/// node with the site being served, the browser and the command in its environment.
pub fn node(shell: &mut Shell) -> Result<Command> {
    let program = build::build_command(shell)?;
    let site = Site::start(&shell.root().join("dist"), 0, None)?;
    let chromium = browser::chromium_path(shell).context("No Chromium was found: set ZICE_CHROMIUM.")?;
    let mut node = shell.command("node");
    node.env("ZICE_URL", &site.address).env("ZICE_CHROMIUM", chromium).env("ZICE_BIN", program);
    node.env("ZICE_CHROMIUM_87", browser::old_chromium_folder(shell)?);
    Ok(node)
}

fn cargo(shell: &Shell, arguments: &[&str]) -> Result<()> {
    run(shell.command("cargo").args(arguments))
}

fn seconds(begin: Instant) -> String {
    let time = begin.elapsed();
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn steps_are_chosen_by_name_in_their_order() {
        let names = |only, skip| -> Vec<&str> { choose(only, skip).unwrap().iter().map(|step| step.name).collect() };
        assert_eq!(names(Some("size,fmt"), None), ["fmt", "size"]);
        assert!(!names(None, Some("browser")).contains(&"browser"));
        assert!(!names(None, None).contains(&"webkit") && names(Some("webkit"), None) == ["webkit"]);
        assert!(choose(Some("everything"), None).is_err());
    }
}
