//! The engine's bench: natively, and the same code in Chromium.
//!
//! Invariant: what is built here is never part of `dist/`.

use anyhow::{Context, Result, ensure};

use crate::browser;
use crate::setup::{self, Need};
use crate::shell::{Machine, Shell, run};

/// Runs both and prints their tables.
pub fn engine(shell: &mut Shell) -> Result<()> {
    let native = ["bench", "--package", "zice", "--bench", "engine"];
    run(shell.command("cargo").args(native)).context("The engine's bench did not finish.")?;
    setup::ensure(shell, &[Need::Wasm, Need::Bindgen])?;
    setup::ensure(shell, setup::BROWSER)?;
    let target = ["--target", "wasm32-unknown-unknown", "--release", "--package", "zice", "--features", "bench", "--bin", "zice-bench"];
    run(shell.wasm_command("cargo").arg("build").args(target)).context("The engine's bench could not be built for the browser.")?;
    let folder = shell.target_folder()?;
    let program = folder.join("wasm32-unknown-unknown/release/zice-bench.wasm");
    let glue = folder.join("bench-engine");
    run(shell.command("wasm-bindgen").args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&glue).arg(program))
        .context("wasm-bindgen could not prepare the engine's bench.")?;
    let script = shell.root().join("tests/browser/bench-engine.mjs");
    let chromium = browser::chromium_path(shell).context("No Chromium was found: set ZICE_CHROMIUM.")?;
    let mut node = shell.command("node");
    let status = node.arg(script).arg(&glue).env("ZICE_CHROMIUM", chromium).status().context("node could not be started")?;
    ensure!(status.success(), "The engine's bench did not finish in Chromium ({status}).");
    Ok(())
}
