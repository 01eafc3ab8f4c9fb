//! Scripts and styles without what only people read, by esbuild, in the syntax of the oldest browsers of the page.

use std::io::Write;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::setup;
use crate::shell::Shell;

/// As README.md names them.
const BROWSERS: &str = "--target=chrome87,firefox83,safari14";

/// What a text is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A script that stands in the page.
    Script,
    /// A module.
    Module,
    /// A style sheet.
    Style,
}

/// The same, shorter.
///
/// # Errors
/// When esbuild is missing, or finds a mistake in the text, which it shows.
pub fn minified(shell: &Shell, kind: Kind, text: &str) -> Result<String> {
    let mut esbuild = shell.command(&setup::tools(shell)?.join("esbuild").to_string_lossy());
    // Of destructuring Safari 14 lacks a corner that nothing here uses.
    esbuild.args(["--minify", "--charset=utf8", "--legal-comments=none", BROWSERS, "--supported:destructuring=true"]);
    match kind {
        Kind::Script => esbuild.arg("--loader=js"),
        Kind::Module => esbuild.args(["--loader=js", "--format=esm"]),
        Kind::Style => esbuild.arg("--loader=css"),
    };
    let mut child = esbuild.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("esbuild could not be started: run again.")?;
    child.stdin.take().context("esbuild takes no text")?.write_all(text.as_bytes())?;
    let done = child.wait_with_output()?;
    ensure!(done.status.success(), "esbuild does not understand a {kind:?} of assets/, see above.");
    Ok(String::from_utf8(done.stdout)?.trim_end().to_owned())
}
