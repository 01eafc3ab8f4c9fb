//! `cargo xtask test`: everything that must hold, cheapest first; `.ci/run` is this and nothing else.
//!
//! Invariants: the first failure ends it with a sentence; the last line on standard output reads
//! `N passed, N failed`, summed over cargo's and node's tests; a step that counts no tests and
//! fails counts as one failure. A step sets up only what it needs.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::serve::Site;
use crate::setup::{self, Need};
use crate::shell::{Machine, Shell, run, sentences};
use crate::tally::{Tally, counted};
use crate::{browser, build, licences, size};

type Work = fn(&mut Shell, &mut Tally) -> Result<()>;

/// One step: its name for `--only` and `--skip`, its headline, what it needs and does.
struct Step {
    name: &'static str,
    headline: &'static str,
    needs: &'static [Need],
    work: Work,
}

const STEPS: &[Step] = &[
    Step { name: "fmt", headline: "the code is formatted", needs: &[Need::Lints], work: fmt },
    Step { name: "clippy", headline: "no warnings, native", needs: &[Need::Crates, Need::Lints], work: clippy },
    Step { name: "wasm", headline: "no warnings, browser", needs: &[Need::Crates, Need::Lints, Need::Wasm], work: wasm },
    Step { name: "core", headline: "the core needs neither Yew nor a clock", needs: &[Need::Crates, Need::Lints], work: core },
    Step { name: "licences", headline: "licences and origins", needs: &[Need::Crates], work: licences },
    Step { name: "pack", headline: "the pack holds what it must", needs: &[Need::Crates], work: pack },
    Step { name: "native", headline: "tests without a browser", needs: &[Need::Crates], work: native },
    Step { name: "build", headline: "the release site", needs: &[], work: site },
    Step { name: "size", headline: "the size budget", needs: &[], work: budget },
    Step { name: "browser", headline: "tests in Chromium", needs: setup::BROWSER, work: in_chromium },
];

/// Runs the steps chosen by `--only a,b` and `--skip a,b`; whether all held.
pub fn test(shell: &mut Shell, only: Option<&str>, skip: Option<&str>) -> Result<bool> {
    let chosen = choose(only, skip)?;
    let mut tally = Tally::default();
    let begin = Instant::now();
    let mut held = true;
    for step in chosen {
        eprintln!("\n── {} · {}", step.name, step.headline);
        let begin = Instant::now();
        let failed_before = tally.failed;
        let outcome = setup::ensure(shell, step.needs).and_then(|()| (step.work)(shell, &mut tally));
        let time = seconds(begin);
        if let Err(problem) = outcome {
            tally.failed += u64::from(tally.failed == failed_before);
            eprintln!("── {} · FAILED after {time}: {}", step.name, sentences(&problem));
            eprintln!("   Alone again: cargo xtask test --only {}", step.name);
            held = false;
            break;
        }
        eprintln!("── {} · {time}", step.name);
    }
    eprintln!("\n── all · {}", seconds(begin));
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(held)
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
    let wanted = |name: &str| only.as_ref().is_none_or(|only| only.iter().any(|each| each == name));
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
    let target = ["--target", "wasm32-unknown-unknown", "-p", "zice", "-p", "zice-core"];
    let code = ["--bin", "zice-page", "--lib"];
    if shell.wasm_by_fallback() {
        eprintln!("Debian's compiler brings no matching clippy: checked without lints.");
        return run(shell.wasm_command("cargo").arg("check").args(target).args(code));
    }
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
    counted(shell.command("cargo").args(["test", "--workspace"]), tally).context("A test failed, see above.")
}

fn site(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    build::build(shell).map(drop)
}

fn budget(shell: &mut Shell, _: &mut Tally) -> Result<()> {
    size::check(&shell.root().join("dist"), &shell.root().join("xtask/budget.toml"))
}

fn in_chromium(shell: &mut Shell, tally: &mut Tally) -> Result<()> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(shell.root().join("tests/browser"))
        .context("tests/browser is missing")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    ensure!(!files.is_empty(), "tests/browser holds no *.test.mjs.");
    let mut node = node(shell)?;
    // One at a time: several Chromiums at once make each other slow, and slow is flaky.
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(files);
    counted(&mut node, tally).context("A browser test failed, see above; pictures are in target/screens/.")
}

/// node with the site being served, the browser and the command in its environment.
pub fn node(shell: &mut Shell) -> Result<Command> {
    let program = build::build_command(shell)?;
    let site = Site::start(&shell.root().join("dist"), 0)?;
    let chromium = browser::chromium_path(shell).context("No Chromium was found: set ZICE_CHROMIUM.")?;
    let mut node = shell.command("node");
    node.env("ZICE_URL", &site.address).env("ZICE_CHROMIUM", chromium).env("ZICE_BIN", program);
    node.env("ZICE_CHROMIUM_87", browser::old_chromium_folder(shell));
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
        assert!(choose(Some("everything"), None).is_err());
    }
}
