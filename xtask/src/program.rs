//! The program for the browser: compiled, given its glue by wasm-bindgen's own library, made small by wasm-opt.
//!
//! Invariants: its bytes depend on the source alone, wherever and by whomever it is built; nothing here needs a network.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split::{DATA_BASE, TABLE_BASE};

use crate::kept::Kept;
use crate::setup;
use crate::shell::{Machine, Shell, run};

/// The target of the browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// What the compiler is told beside what .cargo/config.toml says.
#[derive(Clone, Copy, PartialEq)]
pub enum Size {
    /// Quickly built, neither small nor fast, and only for browsers of today.
    Quick,
    /// The site as it is tested.
    Usual,
    /// Smaller by means that the stable compiler does not offer: a standard library of our own, where a panic stops at once.
    Small,
}

/// No message, no place and no page after a panic: the program just stops, and the page leads to the plan.
const SMALL: [&str; 4] = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];
/// With these, cargo builds that library.
pub const OWN_LIBRARY: [(&str, &str); 2] = [("RUSTC_BOOTSTRAP", "1"), ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")];

/// Names stay for the splitter (-g). What the standard library has that browsers of 2020 lack is lowered (.cargo/config.toml).
const WASM_OPT: [&str; 9] = [
    "-Oz",
    "-g",
    "--one-caller-inline-max-function-size=100",
    "--low-memory-unused",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
    "-Oz",
    "-Oz",
];

/// A program and what belongs to it.
pub struct Program {
    /// The module that calls it, as wasm-bindgen wrote it.
    pub glue: String,
    /// The program itself.
    pub wasm: Vec<u8>,
    /// What the linker wrote about it; nothing for a quick build.
    pub map: Option<String>,
}

/// Builds the page's program.
pub fn build(shell: &Shell, kept: &Kept, size: Size) -> Result<Program> {
    let map = shell.target_folder()?.join(if size == Size::Small { "zice-small.map" } else { "zice.map" });
    let file = compile(shell, &["--bin", "zice-page"], size, &map)?;
    let (glue, wasm) = bind(shell, &file)?;
    if size == Size::Quick {
        return Ok(Program { glue, wasm, map: None });
    }
    let tools = setup::tools(shell)?;
    let step = format!("{} {}", tools.display(), WASM_OPT.join(" "));
    let wasm = kept.get(&step, &wasm, || optimise(shell, &tools, &wasm))?;
    // Written when the program is linked, which a build without a change does not do again.
    let map = fs::read_to_string(&map).with_context(|| format!("The linker wrote no {}.", map.display()))?;
    Ok(Program { glue, wasm, map: Some(map) })
}

/// Compiles a program of the root package for the browser; where it lies.
pub fn compile(shell: &Shell, what: &[&str], size: Size, map: &Path) -> Result<PathBuf> {
    let mut cargo = shell.command("cargo");
    cargo.args(["build", "--target", TARGET, "--package", "zice"]).args(what);
    if size != Size::Quick {
        // As a TOML array, a flag may hold a space.
        let flags: Vec<toml::Value> = flags(shell, size, map)?.into_iter().map(toml::Value::String).collect();
        cargo.arg("--release").arg(format!("--config=target.{TARGET}.rustflags={}", toml::Value::Array(flags)));
    }
    if size == Size::Small {
        cargo.envs(OWN_LIBRARY);
    }
    run(&mut cargo).context("The page could not be compiled; what the compiler said stands above.")?;
    let name = what.last().context("no program is named")?;
    let profile = if size == Size::Quick { "debug" } else { "release" };
    Ok(shell.target_folder()?.join(TARGET).join(profile).join(format!("{name}.wasm")))
}

/// What the release build is told.
fn flags(shell: &Shell, size: Size, map: &Path) -> Result<Vec<String>> {
    // The program is split by names that say which component or closure a function belongs to, and by what its numbers mean.
    let mut flags = vec![
        "-Csymbol-mangling-version=v0".to_owned(),
        format!("-Clink-arg=--table-base={TABLE_BASE}"),
        format!("-Clink-arg=--global-base={DATA_BASE}"),
        format!("-Clink-arg=--Map={}", map.display()),
    ];
    for (folder, name) in places(shell)? {
        flags.push(format!("--remap-path-prefix={}={name}", folder.display()));
    }
    if size == Size::Small {
        flags.extend(SMALL.map(str::to_owned));
    }
    Ok(flags)
}

/// Where source stands on this machine, and what the program calls it instead: whose machine it was built on is nobody's business, and costs bytes.
fn places(shell: &Shell) -> Result<Vec<(PathBuf, String)>> {
    let mut places = vec![(shell.root().to_path_buf(), String::new()), (shell.target_folder()?, "target".to_owned())];
    let home = shell.variable("CARGO_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(shell.variable("HOME")?).join(".cargo")));
    let sources = home.map(|home| home.join("registry/src")).filter(|sources| sources.is_dir());
    for registry in sources.iter().flat_map(fs::read_dir).flatten() {
        places.push((registry?.path(), String::new()));
    }
    // The standard library names its source by the compiler's commit, unless that source is installed: then it is called so again.
    let about = shell.read("rustc", &["--version", "--verbose"]).context("rustc does not say which one it is")?;
    let commit = about.lines().find_map(|line| line.strip_prefix("commit-hash: ")).context("rustc does not name its commit")?;
    let library = shell.read("rustc", &["--print", "sysroot"]).context("rustc does not say where it stands")?;
    places.push((Path::new(library.trim()).join("lib/rustlib/src/rust/library"), format!("/rustc/{commit}/library")));
    Ok(places)
}

/// The glue of a program, and the program that it fits.
pub fn bind(shell: &Shell, file: &Path) -> Result<(String, Vec<u8>)> {
    let lock = crate::files::read(&shell.root().join("Cargo.lock"))?;
    let (program, library) = (locked(&lock, "wasm-bindgen")?, locked(&lock, "wasm-bindgen-cli-support")?);
    ensure!(
        program == library,
        "Cargo.lock holds wasm-bindgen {program} and wasm-bindgen-cli-support {library}, which must be the same: \
         name {program} in xtask/Cargo.toml and run again."
    );
    let mut bindgen = Bindgen::new();
    let mut made = bindgen
        .input_path(file)
        .out_name("zice")
        .web(true)
        .and_then(|bindgen| bindgen.typescript(false).generate_output())
        .with_context(|| format!("wasm-bindgen does not understand {}.", file.display()))?;
    ensure!(
        made.snippets().values().all(Vec::is_empty) && made.local_modules().is_empty() && made.npm_dependencies().is_empty(),
        "A package brings scripts of its own, which the build does not put into the site: see bind in xtask/src/program.rs."
    );
    Ok((made.js().to_owned(), made.wasm_mut().emit_wasm()))
}

fn optimise(shell: &Shell, tools: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    let folder = shell.target_folder()?;
    let (from, to) = (folder.join("before-wasm-opt.wasm"), folder.join("after-wasm-opt.wasm"));
    fs::write(&from, wasm)?;
    let mut wasm_opt = shell.command(&tools.join("wasm-opt").to_string_lossy());
    run(wasm_opt.arg(&from).args(WASM_OPT).arg("--output").arg(&to)).context("wasm-opt could not make the program small.")?;
    Ok(fs::read(to)?)
}

fn locked(lock: &str, package: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not TOML: restore it from git.")?;
    let packages = lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock is empty")?;
    let name = |entry: &&toml::Value| entry.get("name").and_then(toml::Value::as_str) == Some(package);
    let version = packages.iter().find(name).and_then(|entry| entry.get("version")?.as_str());
    version.map(str::to_owned).with_context(|| format!("Cargo.lock names no {package}: run `cargo check` once."))
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn the_lock_names_the_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen").unwrap(), "0.2.130");
        assert!(locked(lock, "yew").is_err());
    }
}
