//! `cargo xtask build`: the release site in `dist/`.
//!
//! Invariant: Trunk runs without a network; whatever it needs was fetched by `setup` before.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::shell::{Machine, Shell, run};
use crate::{embed, features, finish, offline, setup, single, size};

/// The profile of builds while one works: incremental, neither small nor fast.
const QUICK: &str = "quick";

/// Whether `ZICE_QUICK=1` asks for such a build.
fn is_quick(machine: &dyn Machine) -> bool {
    machine.variable("ZICE_QUICK").is_some_and(|value| value == "1")
}

/// Sets up, builds, finishes; says how large it became. Returns the folder of the site.
pub fn build(shell: &mut Shell) -> Result<PathBuf> {
    setup::ensure(shell, setup::BUILD)?;
    let page = shell.root().join("index.html");
    ensure!(page.is_file(), "index.html is missing: restore it with `git checkout index.html`.");
    let mode: &[&str] = if is_quick(shell) { &["--release", "false", "--cargo-profile", QUICK] } else { &["--release"] };
    run(shell.wasm_command("trunk").args(["build", "--offline"]).args(mode))
        .context("The page could not be built; what the compiler or Trunk said stands above.")?;
    let dist = shell.root().join("dist");
    let program = build_command(shell)?;
    write_plan(shell, &program, &dist)?;
    let mut parts = shell.command(&program.to_string_lossy());
    run(parts.args(["pack", "parts"]).arg(&dist)).context("The parts of the pack could not be written.")?;
    let start = fs::read_to_string(shell.root().join("assets/start.js")).context("assets/start.js is missing")?;
    let start = embed::write(&dist, shell.root(), &start)?;
    let assets = shell.root().join("assets");
    offline::copy(&dist, &assets)?;
    finish::finish(&dist, &start)?;
    if is_quick(shell) {
        eprintln!("A quick build: wasm-opt, which lowers the program for older browsers, was left out.");
    } else {
        features::check(&dist)?;
    }
    single::write(&dist)?;
    offline::write_page(&dist, &assets)?;
    offline::write_worker(&dist, &assets)?;
    eprint!("{}", size::table(&dist)?);
    Ok(dist)
}

/// The pack as one page to read and print: for browsers without WebAssembly, and for paper.
fn write_plan(shell: &Shell, program: &Path, dist: &Path) -> Result<()> {
    let mut command = shell.command(&program.to_string_lossy());
    let output = command.arg("page").output().with_context(|| format!("{} could not be started", program.display()))?;
    ensure!(output.status.success(), "`zice page` failed: {}", String::from_utf8_lossy(&output.stderr));
    let styles = shell.root().join("assets/styles");
    let read = |name: &str| fs::read_to_string(styles.join(name)).with_context(|| format!("assets/styles/{name} is missing"));
    finish::write_plan(dist, &String::from_utf8(output.stdout)?, &(read("tokens.css")? + &read("plan.css")?))
}

/// The command `zice`, optimised; returns its path.
pub fn build_command(shell: &Shell) -> Result<PathBuf> {
    let profile = if is_quick(shell) { QUICK } else { "release" };
    let arguments = ["build", "--profile", profile, "--no-default-features", "--features", "cli", "--bin", "zice"];
    run(shell.command("cargo").args(arguments)).context("The command `zice` could not be built.")?;
    let program = shell.target_folder()?.join(profile).join("zice");
    ensure!(program.is_file(), "{} is missing after a build that succeeded.", program.display());
    Ok(program)
}
