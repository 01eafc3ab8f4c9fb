//! A compiler for the browser: rustup's target, or else Debian's compiler with its own library source.
//!
//! The standard library for wasm32 is one download of rustup's. Where that address is closed but a
//! Debian mirror is open, `rustc-web`, `cargo-web` and `rust-web-src` (what Debian builds Chromium
//! and Firefox with) compile the library themselves: build-std needs the source of the very compiler
//! that compiles it, so the three are used together and never mixed with rustup's.
//!
//! Invariants: the fallback is taken only when rustup fails, is absent, or `ZICE_NO_RUSTUP` is set;
//! its variables reach only the commands that compile for the browser.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::browser::apt_install;
use crate::setup::{announced, skipped};
use crate::shell::{Machine, Shell, run};

const TARGET: &str = "wasm32-unknown-unknown";
const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";
const LIBRARY: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";
const LLD: &str = "/usr/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld";

/// What compiles the page.
#[derive(Debug, PartialEq, Eq)]
pub enum Compiler {
    /// The compiler on the PATH has the target.
    Installed,
    /// Debian's compiler builds the library with this linker.
    Debian {
        /// Full path of rust-lld or some wasm-ld.
        linker: PathBuf,
    },
}

/// Finds or installs a compiler for the browser.
pub fn compiler(machine: &dyn Machine) -> Result<Compiler> {
    if machine.variable("ZICE_NO_RUSTUP").is_some() {
        skipped("wasm target", "rustup is left out, ZICE_NO_RUSTUP is set");
        return debian(machine);
    }
    if has_target(machine) {
        skipped("wasm target", "installed");
        return Ok(Compiler::Installed);
    }
    if machine.which("rustup").is_some() {
        announced("wasm target", "rustup target add: the page is compiled for the browser");
        if machine.run("rustup", &["target", "add", TARGET]).is_ok() {
            return Ok(Compiler::Installed);
        }
    }
    debian(machine)
}

/// The variables with which Debian's compiler builds for the browser, library included.
pub fn environment(machine: &dyn Machine, linker: &Path) -> Result<Vec<(String, OsString)>> {
    let folder = machine.cache().join("debian");
    link(&folder, CARGO)?;
    link(&folder, RUSTC)?;
    let variables: [(&str, OsString); 7] = [
        // Trunk starts whatever `cargo` comes first.
        ("PATH", folder.into()),
        ("CARGO", CARGO.into()),
        ("RUSTC", RUSTC.into()),
        ("RUSTC_BOOTSTRAP", "1".into()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()),
        // Apart from rustup's results, or each build throws the other's away.
        ("CARGO_TARGET_DIR", machine.root().join("target/debian").into()),
    ];
    Ok(variables.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

/// Downloads what the standard library itself is built from; Trunk then builds without a network.
pub fn fetch_library(shell: &Shell) -> Result<()> {
    let fetch = |options: &[&str]| {
        let mut command = shell.wasm_command("cargo");
        command.args(["fetch", "--target", TARGET]).args(options);
        command
    };
    if fetch(&["--offline"]).output().is_ok_and(|output| output.status.success()) {
        skipped("library source", "its crates are downloaded");
        return Ok(());
    }
    announced("library source", "cargo fetch: the crates the standard library is made of");
    run(&mut fetch(&[])).context("Crates could not be downloaded: check the network and run again.")
}

/// Asks the compiler itself, so that a distribution's `libstd` for wasm32 counts too.
fn has_target(machine: &dyn Machine) -> bool {
    let arguments = ["--print", "target-libdir", "--target", TARGET];
    let folder = machine.read("rustc", &arguments).map(|text| PathBuf::from(text.trim()));
    folder.is_some_and(|folder| machine.exists(&folder))
}

fn debian(machine: &dyn Machine) -> Result<Compiler> {
    let wanted = [(CARGO, "cargo-web"), (RUSTC, "rustc-web"), (LIBRARY, "rust-web-src")];
    let missing = |file: &str| !machine.exists(Path::new(file));
    let packages: Vec<&str> = wanted.iter().filter(|(file, _)| missing(file)).map(|(_, name)| *name).collect();
    if !packages.is_empty() {
        announced("wasm target", "Debian's compiler and library source, as rustup gives none");
        // All three, so that their versions agree.
        apt_install(machine, &wanted.map(|(_, name)| name)).context(
            "Without rustup's target the page needs Debian's compiler. With rustup and a network: rustup target add wasm32-unknown-unknown",
        )?;
    }
    let linker = linker(machine)?;
    skipped("wasm target", &format!("Debian's compiler, library built from source, linker {}", linker.display()));
    Ok(Compiler::Debian { linker })
}

/// A linker that knows WebAssembly: the one of the compiler's own LLVM first, then any.
fn linker(machine: &dyn Machine) -> Result<PathBuf> {
    let version = llvm_version(machine);
    if let Some(version) = version {
        let same = format!("wasm-ld-{version}");
        if machine.which(&same).is_none() && !machine.exists(Path::new(LLD)) {
            let package = format!("lld-{version}");
            announced("wasm linker", &format!("apt-get install {package}: of the compiler's own LLVM"));
            if let Err(problem) = apt_install(machine, &[&package]) {
                skipped("wasm linker", &format!("{package} failed ({problem}), looking for another"));
            }
        }
        if let Some(found) = machine.which(&same) {
            return Ok(found);
        }
    }
    if machine.exists(Path::new(LLD)) {
        return Ok(PathBuf::from(LLD));
    }
    let numbered = (14..40).rev().map(|number| format!("wasm-ld-{number}"));
    let names = ["rust-lld", "wasm-ld"].map(str::to_owned).into_iter().chain(numbered);
    match names.into_iter().find_map(|name| machine.which(&name)) {
        Some(found) => Ok(found),
        None => bail!("No linker for WebAssembly was found: run `apt-get install lld` as root and try again."),
    }
}

fn llvm_version(machine: &dyn Machine) -> Option<u32> {
    let text = machine.read(RUSTC, &["--version", "--verbose"])?;
    let line = text.lines().find_map(|line| line.strip_prefix("LLVM version: "))?;
    line.split('.').next()?.parse().ok()
}

fn link(folder: &Path, program: &str) -> Result<()> {
    let name = Path::new(program).file_name().context("a program without a name")?;
    std::fs::create_dir_all(folder)?;
    let link = folder.join(name);
    if !link.exists() {
        #[cfg(unix)]
        std::os::unix::fs::symlink(program, &link)
            .with_context(|| format!("{} could not be written: is the folder yours?", link.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
