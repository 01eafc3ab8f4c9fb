//! The tools a command needs, each fetched once.
//!
//! Invariants: a step says in one line what it does and why; it is skipped when already done; it
//! fails with a sentence that says what to do. A command sets up only what it needs. Tools go to
//! the cache, never into the repository (but `node_modules`) and never into the user's PATH.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::browser;
use crate::files::{read, sha256};
use crate::program::{OWN_LIBRARY, TARGET};
use crate::shell::{Machine, Shell, require, run};

/// Another release writes other bytes: this one it is.
const COMPILER: &str = "1.95.0";

/// One thing a command cannot do without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// The compiler that the site is built with.
    Compiler,
    /// The packages of Cargo.lock, so that everything after works without a network.
    Crates,
    /// rustfmt and clippy.
    Lints,
    /// The standard library for the browser.
    Target,
    /// The source of the standard library, to build it anew (`cargo xtask build --small`).
    LibrarySource,
    /// wasm-opt and esbuild, as xtask/tools/build/package-lock.json names them.
    Tools,
    /// The packages of package-lock.json.
    NodePackages,
    /// Chromium, ChromeDriver and a font with Chinese characters.
    Chromium,
    /// The oldest Chromium that the page is made for.
    OldChromium,
    /// nginx, Caddy, Apache and Tomcat, which the examples in deploy/ are tried with.
    WebServers,
    /// The stock Firefox.
    Firefox,
    /// WebKitGTK's browser, its driver, a screen that is not there, and what prints with it.
    WebKit,
}

/// Everything `cargo xtask build` needs.
pub const BUILD: &[Need] = &[Need::Compiler, Need::Crates, Need::Target, Need::Tools];

/// Everything the browser tests need beyond the build.
pub const BROWSER: &[Need] = &[Need::NodePackages, Need::Chromium, Need::OldChromium, Need::WebServers];

/// What the other two engines need.
pub const ENGINES: &[Need] = &[Need::Firefox, Need::WebKit];

/// Sets up what is needed, in that order, each once in a run.
pub fn ensure(shell: &mut Shell, needs: &[Need]) -> Result<()> {
    for need in needs {
        if !shell.is_new(&format!("{need:?}")) {
            continue;
        }
        match need {
            Need::Compiler => compiler(shell)?,
            Need::Crates => crates(shell)?,
            Need::Lints => lints(shell)?,
            Need::Target => target(shell)?,
            Need::LibrarySource => library_source(shell)?,
            Need::Tools => npm_packages(shell, "build", "wasm-opt and esbuild", "they make program, scripts and styles smaller")?,
            Need::NodePackages => browser::node_packages(shell)?,
            Need::Chromium => browser::chromium(shell)?,
            Need::OldChromium => browser::old_chromium(shell)?,
            Need::WebServers => browser::web_servers(shell)?,
            Need::Firefox => browser::firefox(shell)?,
            Need::WebKit => browser::webkit(shell)?,
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

/// rust-toolchain.toml names the channel alone, so that rustup never downloads anything by itself: it would bring a newer compiler along.
fn compiler(machine: &dyn Machine) -> Result<()> {
    let found = machine.read("rustc", &["--version"]).and_then(|text| version_in(&text));
    let found = found.context("There is no Rust compiler: install it from https://rustup.rs.")?;
    ensure!(
        found == COMPILER,
        "The compiler is {found}, but another one writes other bytes than {COMPILER}, which the site is built with. \
         Run `rustup toolchain install {COMPILER} --component clippy,rustfmt --target {TARGET}` and here `rustup override set {COMPILER}`."
    );
    skipped("compiler", COMPILER);
    Ok(())
}

/// Asks the compiler itself, so that a distribution's library for the browser counts too.
fn target(machine: &dyn Machine) -> Result<()> {
    let folder = machine.read("rustc", &["--print", "target-libdir", "--target", TARGET]).map(|text| PathBuf::from(text.trim()));
    if folder.is_some_and(|folder| machine.exists(&folder)) {
        skipped("wasm target", "installed");
        return Ok(());
    }
    announced("wasm target", "rustup target add: the page is compiled for the browser");
    machine
        .run("rustup", &["target", "add", TARGET])
        .context("The page needs rustup's target for the browser: check the network and run again.")
}

fn library_source(shell: &Shell) -> Result<()> {
    let folder = shell.read("rustc", &["--print", "sysroot"]).context("rustc does not say where it stands")?;
    if shell.exists(&Path::new(folder.trim()).join("lib/rustlib/src/rust/library/Cargo.toml")) {
        skipped("library source", "there");
    } else {
        announced("library source", "rustup component add rust-src: --small builds the standard library anew");
        let add = shell.run("rustup", &["component", "add", "rust-src"]);
        add.context("Without the library's source there is no smaller build: leave --small out.")?;
    }
    let mut fetch = shell.command("cargo");
    run(fetch.args(["fetch", "--target", TARGET]).envs(OWN_LIBRARY))
        .context("Crates could not be downloaded: check the network and run again.")
}

/// The programs of npm's packages that the build runs.
pub fn tools(machine: &dyn Machine) -> Result<PathBuf> {
    Ok(npm_folder(machine, "build")?.join("node_modules/.bin"))
}

/// Where a set of npm's packages is kept: the name holds the hash of its lock file, which names their versions and hashes.
pub fn npm_folder(machine: &dyn Machine, set: &str) -> Result<PathBuf> {
    let lock = read(&machine.root().join("xtask/tools").join(set).join("package-lock.json"))?;
    Ok(machine.cache().join(format!("{set}-{}", &sha256(lock.as_bytes())[..12])))
}

/// Installs a set of npm's packages, once, from xtask/tools/.
pub fn npm_packages(machine: &dyn Machine, set: &str, what: &str, why: &str) -> Result<()> {
    node(machine)?;
    let folder = npm_folder(machine, set)?;
    if machine.exists(&folder) {
        skipped(what, "there");
        return Ok(());
    }
    announced(what, &format!("npm ci: {why}"));
    // Under another name first: what is broken off is not taken for whole.
    let half = folder.with_extension("half");
    fs::create_dir_all(&half).with_context(|| format!("{} cannot be written", half.display()))?;
    for file in ["package.json", "package-lock.json"] {
        let from = machine.root().join("xtask/tools").join(set).join(file);
        fs::copy(&from, half.join(file)).with_context(|| format!("{} is missing", from.display()))?;
    }
    npm_ci(machine, &half)?;
    fs::rename(&half, &folder).with_context(|| format!("{} could not be put in its place", folder.display()))
}

/// Installs exactly what a lock file names, by version and hash, and runs none of it.
pub fn npm_ci(machine: &dyn Machine, folder: &Path) -> Result<()> {
    require(machine, "npm", "install Node 20 or newer with npm (apt-get install nodejs npm).")?;
    let prefix = folder.display().to_string();
    machine
        .run("npm", &["ci", "--prefix", &prefix, "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"])
        .context("npm could not install what package-lock.json names: check the network and run again.")
}

/// Fails with a sentence where Node is missing or too old.
pub fn node(machine: &dyn Machine) -> Result<()> {
    let version = machine.read("node", &["--version"]).and_then(|text| version_in(&text));
    let new_enough = version.as_deref().is_some_and(|version| numbers(version) >= [20].to_vec());
    ensure!(new_enough, "Node 20 or newer is needed on the PATH: apt-get install nodejs npm, or https://nodejs.org.");
    Ok(())
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
    use super::{numbers, version_in};

    #[test]
    fn versions_are_read_from_what_the_tools_print() {
        assert_eq!(version_in("wasm-opt version 132 (version_132)").unwrap(), "132");
        assert_eq!(version_in("tool 0.22.0-beta.1\n").unwrap(), "0.22.0-beta.1");
        assert_eq!(version_in("v20.20.2").unwrap(), "20.20.2");
        assert!(numbers("0.22.0-beta.1") >= [0, 22].to_vec());
        assert!(numbers("0.21.14") < [0, 22].to_vec());
        assert!(numbers("99") < [116].to_vec());
    }
}
