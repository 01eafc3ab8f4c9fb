//! The engine's bench: natively, and the same code in Chromium.
//!
//! Invariant: what is built here is never part of `dist/`.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::browser;
use crate::program::{Size, bind, compile};
use crate::setup;
use crate::shell::{Machine, Shell, run};

/// Runs both and prints their tables.
pub fn engine(shell: &mut Shell) -> Result<()> {
    let native = ["bench", "--package", "zice", "--bench", "engine"];
    run(shell.command("cargo").args(native)).context("The engine's bench did not finish.")?;
    setup::ensure(shell, setup::BUILD)?;
    setup::ensure(shell, setup::BROWSER)?;
    let folder = shell.target_folder()?;
    let file = compile(shell, &["--features", "bench", "--bin", "zice-bench"], Size::Usual, &folder.join("zice-bench.map"))?;
    let (glue, program) = bind(shell, &file)?;
    let site = folder.join("bench-engine");
    fs::create_dir_all(&site)?;
    fs::write(site.join("zice-bench.js"), glue)?;
    fs::write(site.join("zice-bench_bg.wasm"), program)?;
    let script = shell.root().join("tests/browser/bench-engine.mjs");
    let chromium = browser::chromium_path(shell).context("No Chromium was found: set ZICE_CHROMIUM.")?;
    let mut node = shell.command("node");
    let status = node.arg(script).arg(&site).env("ZICE_CHROMIUM", chromium).status().context("node could not be started")?;
    ensure!(status.success(), "The engine's bench did not finish in Chromium ({status}).");
    Ok(())
}
