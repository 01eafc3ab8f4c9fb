//! The tools a command needs, each fetched once.
//!
//! Invariants: a step says in one line what it does and why; it is skipped when already done; it
//! fails with a sentence that says what to do. A command sets up only what it needs. Tools go to
//! the cache, never into the repository (but `node_modules`) and never into the user's PATH.

use std::path::Path;

use anyhow::{Context, Result};

use crate::browser;
use crate::fallback::{self, Compiler};
use crate::shell::{Machine, Shell, require};

const TRUNK: &str = "0.22.1";
const BINARYEN: &str = "132.0.0";
const ESBUILD: &str = "0.28.2";
/// Older releases do not know what Rust 1.82 and later write (trunk #904).
const OLDEST_BINARYEN: u32 = 116;

/// One thing a command cannot do without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// The packages of Cargo.lock, so that everything after works without a network.
    Crates,
    /// rustfmt and clippy.
    Lints,
    /// A compiler for wasm32-unknown-unknown.
    Wasm,
    /// The source of the standard library, to build it anew (`cargo xtask build --small`).
    LibrarySource,
    /// wasm-bindgen at the version of Cargo.lock.
    Bindgen,
    /// Trunk, which bundles the page.
    Trunk,
    /// wasm-opt, which makes the program smaller.
    WasmOpt,
    /// esbuild, which makes scripts and styles smaller.
    Esbuild,
    /// The packages of package-lock.json.
    NodePackages,
    /// Chromium, ChromeDriver and a font with Chinese characters.
    Chromium,
    /// The oldest Chromium that the page is made for.
    OldChromium,
    /// nginx and Caddy, which the examples in deploy/ are tried with.
    WebServers,
}

/// Everything `cargo xtask build` needs.
pub const BUILD: &[Need] = &[Need::Crates, Need::Wasm, Need::Bindgen, Need::Trunk, Need::WasmOpt, Need::Esbuild];

/// Everything the browser tests need beyond the build.
pub const BROWSER: &[Need] = &[Need::NodePackages, Need::Chromium, Need::OldChromium, Need::WebServers];

/// Sets up what is needed, in that order, each once in a run.
pub fn ensure(shell: &mut Shell, needs: &[Need]) -> Result<()> {
    for need in needs {
        if !shell.is_new(&format!("{need:?}")) {
            continue;
        }
        match need {
            Need::Crates => crates(shell)?,
            Need::Lints => lints(shell)?,
            Need::Wasm => match fallback::compiler(shell)? {
                Compiler::Installed => {}
                Compiler::Debian { linker } => {
                    shell.set_wasm_environment(fallback::environment(shell, &linker)?);
                    fallback::fetch_library(shell)?;
                }
            },
            Need::LibrarySource => library_source(shell)?,
            Need::Bindgen => bindgen(shell)?,
            Need::Trunk => trunk(shell)?,
            Need::WasmOpt => wasm_opt(shell)?,
            Need::Esbuild => esbuild(shell)?,
            Need::NodePackages => browser::node_packages(shell)?,
            Need::Chromium => browser::chromium(shell)?,
            Need::OldChromium => browser::old_chromium(shell)?,
            Need::WebServers => browser::web_servers(shell),
        }
    }
    Ok(())
}

/// Says that a step is done already.
pub fn skipped(step: &str, found: &str) {
    eprintln!("set-up · {step}: {found}");
}

/// Says what a step is about to do, and why.
pub fn announced(step: &str, action: &str) {
    eprintln!("set-up · {step} → {action}");
}

fn crates(machine: &dyn Machine) -> Result<()> {
    let metadata = ["metadata", "--offline", "--format-version", "1"];
    if machine.read("cargo", &metadata).is_some() {
        skipped("crates", "all downloaded");
        return Ok(());
    }
    announced("crates", "cargo fetch: downloads what Cargo.lock names, the rest then works offline");
    machine
        .run("cargo", &["fetch"])
        .context("Crates could not be downloaded: check the network (or the registry in ~/.cargo/config.toml) and run again.")
}

fn lints(machine: &dyn Machine) -> Result<()> {
    let has = |tool| machine.read("cargo", &[tool, "--version"]).is_some();
    if has("fmt") && has("clippy") {
        skipped("rustfmt and clippy", "there");
        return Ok(());
    }
    announced("rustfmt and clippy", "rustup component add: the tests check form and lints");
    machine
        .run("rustup", &["component", "add", "rustfmt", "clippy"])
        .context("Install rustfmt and clippy for your compiler, or leave them out: cargo xtask test --skip fmt,clippy,wasm")
}

fn library_source(shell: &mut Shell) -> Result<()> {
    if shell.wasm_by_fallback() {
        return Ok(());
    }
    let folder = shell.read("rustc", &["--print", "sysroot"]).context("rustc does not say where it stands")?;
    if shell.exists(&Path::new(folder.trim()).join("lib/rustlib/src/rust/library/Cargo.toml")) {
        skipped("library source", "there");
    } else {
        announced("library source", "rustup component add rust-src: --small builds the standard library anew");
        shell
            .run("rustup", &["component", "add", "rust-src"])
            .context("Without the library's source there is no smaller build: leave --small out.")?;
    }
    let environment = [("RUSTC_BOOTSTRAP", "1"), ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")];
    shell.set_wasm_environment(environment.map(|(name, value)| (name.to_owned(), value.into())).to_vec());
    fallback::fetch_library(shell)
}

fn bindgen(machine: &dyn Machine) -> Result<()> {
    let lock = std::fs::read_to_string(machine.root().join("Cargo.lock"))
        .context("There is no Cargo.lock: restore it with `git checkout Cargo.lock`.")?;
    let wanted = locked_version(&lock, "wasm-bindgen")?;
    let found = machine.read("wasm-bindgen", &["--version"]).and_then(|text| version_in(&text));
    if found.as_deref() == Some(wanted.as_str()) {
        skipped("wasm-bindgen", &wanted);
        return Ok(());
    }
    announced("wasm-bindgen", &format!("cargo install {wanted}: it must equal Cargo.lock's (minutes, once)"));
    install(machine, "wasm-bindgen-cli", &wanted)
}

fn trunk(machine: &dyn Machine) -> Result<()> {
    let found = machine.read("trunk", &["--version"]).and_then(|text| version_in(&text));
    if let Some(version) = found.filter(|version| numbers(version) >= [0, 22].to_vec()) {
        skipped("trunk", &version);
        return Ok(());
    }
    announced("trunk", &format!("cargo install {TRUNK}: it bundles the page (some minutes, once)"));
    install(machine, "trunk", TRUNK)
}

/// `cargo install` into the cache: with the tool's own lock file first, which its authors tested.
/// Its declared compiler is not insisted on: stable Rust 1.95 builds Trunk 0.22.1, which asks for 1.96.1.
fn install(machine: &dyn Machine, package: &str, version: &str) -> Result<()> {
    let root = machine.cache().display().to_string();
    let plain = ["install", package, "--version", version, "--root", &root, "--ignore-rust-version"];
    let locked = [&plain[..], &["--locked"]].concat();
    if machine.run("cargo", &locked).is_ok() {
        return Ok(());
    }
    announced(package, "once more with the newest dependencies instead of its own lock file");
    machine.run("cargo", &plain).with_context(|| {
        format!("Install {package} {version} yourself and put it on the PATH (cargo install {package} --version {version}).")
    })
}

fn wasm_opt(machine: &dyn Machine) -> Result<()> {
    let found = machine.read("wasm-opt", &["--version"]).and_then(|text| version_in(&text));
    if let Some(version) = found.filter(|version| numbers(version) >= [OLDEST_BINARYEN].to_vec()) {
        skipped("wasm-opt", &version);
        return Ok(());
    }
    announced("wasm-opt", &format!("npm: binaryen {BINARYEN}, it makes the program smaller"));
    npm(machine, &format!("binaryen@{BINARYEN}"))
        .context("Put a wasm-opt of version 116 or newer on the PATH (it belongs to binaryen) and run again.")
}

/// Another release writes other bytes: this one it is.
fn esbuild(machine: &dyn Machine) -> Result<()> {
    let found = machine.read("esbuild", &["--version"]).and_then(|text| version_in(&text));
    if let Some(version) = found.filter(|version| version == ESBUILD) {
        skipped("esbuild", &version);
        return Ok(());
    }
    announced("esbuild", &format!("npm: esbuild {ESBUILD}, it makes scripts and styles smaller"));
    npm(machine, &format!("esbuild@{ESBUILD}")).with_context(|| format!("Put esbuild {ESBUILD} on the PATH and run again."))
}

/// A package of npm's into the cache.
fn npm(machine: &dyn Machine, package: &str) -> Result<()> {
    require(machine, "npm", "install Node 20 or newer with npm (apt-get install nodejs npm).")?;
    let prefix = machine.cache().join("npm").display().to_string();
    machine.run("npm", &["install", "--prefix", &prefix, "--no-audit", "--no-fund", package])
}

fn locked_version(lock: &str, package: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not TOML: restore it from git.")?;
    let packages = lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock is empty")?;
    packages
        .iter()
        .find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .and_then(|entry| entry.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock names no {package}: run `cargo check` once."))
}

/// The first word of a `--version` answer that starts with a digit.
pub fn version_in(text: &str) -> Option<String> {
    let words = text.split_whitespace().map(|word| word.trim_start_matches('v'));
    words.into_iter().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

/// `0.22.0-beta.1` as 0, 22, 0: enough to compare with a lower bound.
pub fn numbers(version: &str) -> Vec<u32> {
    let plain = version.split(['-', '+']).next().unwrap_or_default();
    plain.split('.').map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{locked_version, numbers, version_in};

    #[test]
    fn versions_are_read_from_what_the_tools_print() {
        assert_eq!(version_in("wasm-opt version 132 (version_132)").unwrap(), "132");
        assert_eq!(version_in("trunk 0.22.0-beta.1\n").unwrap(), "0.22.0-beta.1");
        assert_eq!(version_in("v20.20.2").unwrap(), "20.20.2");
        assert!(numbers("0.22.0-beta.1") >= [0, 22].to_vec());
        assert!(numbers("0.21.14") < [0, 22].to_vec());
        assert!(numbers("99") < [116].to_vec());
    }

    #[test]
    fn the_lock_names_the_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").unwrap(), "0.2.130");
        assert!(locked_version(lock, "yew").is_err());
    }
}
