//! `cargo xtask build`: the release site in `dist/`.
//!
//! Invariant: Trunk runs without a network; whatever it needs was fetched by `setup` before.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::setup::Need;
use crate::shell::{Machine, Shell, run};
use crate::split::{DATA_BASE, Later, TABLE_BASE};
use crate::{embed, features, finish, minify, offline, setup, single, size};

/// The profile of builds while one works: incremental, neither small nor fast.
const QUICK: &str = "quick";

/// No message, no place and no page after a panic: the program just stops, and the page leads to the plan.
const SMALL: &str = " -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// Whether `ZICE_QUICK=1` asks for such a build.
fn is_quick(machine: &dyn Machine) -> bool {
    machine.variable("ZICE_QUICK").is_some_and(|value| value == "1")
}

/// What the compiler is told beside what .cargo/config.toml says.
#[derive(Clone, Copy, PartialEq)]
pub enum Size {
    /// The site as it is tested.
    Usual,
    /// Smaller by means that the stable compiler does not offer: a standard library of our own, where a panic stops at once.
    Small,
}

/// Sets up, builds, finishes; says how large it became. Returns the folder of the site.
pub fn build(shell: &mut Shell) -> Result<PathBuf> {
    build_as(shell, Size::Usual)
}

/// The same in another size.
pub fn build_as(shell: &mut Shell, size: Size) -> Result<PathBuf> {
    setup::ensure(shell, setup::BUILD)?;
    if size == Size::Small {
        setup::ensure(shell, &[Need::LibrarySource])?;
    }
    let view = first_view(shell)?;
    let page = shell.root().join("index.html");
    ensure!(page.is_file(), "index.html is missing: restore it with `git checkout index.html`.");
    let mode: &[&str] = if is_quick(shell) { &["--release", "false", "--cargo-profile", QUICK] } else { &["--release"] };
    // Written when the program is linked, which a build without a change does not do again.
    let map = shell.target_folder()?.join(if size == Size::Small { "zice-small.map" } else { "zice.map" });
    let mut trunk = shell.wasm_command("trunk");
    if !is_quick(shell) {
        // The program is split by names that say which component or closure a function belongs to, and by what its numbers mean.
        let mut flags = format!(
            "-Csymbol-mangling-version=v0 -Clink-arg=--table-base={TABLE_BASE} -Clink-arg=--global-base={DATA_BASE} -Clink-arg=--Map={}",
            map.display()
        );
        flags += &shorter_paths(shell)?;
        if size == Size::Small {
            flags += SMALL;
        }
        trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    run(trunk.args(["build", "--offline"]).args(mode))
        .context("The page could not be built; what the compiler or Trunk said stands above.")?;
    let dist = shell.root().join("dist");
    let program = build_command(shell)?;
    write_plan(shell, &program, &dist)?;
    let mut parts = shell.command(&program.to_string_lossy());
    run(parts.args(["pack", "parts"]).arg(&dist)).context("The parts of the pack could not be written.")?;
    let read = |name: &str| fs::read_to_string(shell.root().join(name)).with_context(|| format!("{name} is missing"));
    let (themes, host) = embed::write(&dist, shell.root())?;
    let early = read("assets/early.js")?.replace("{{themes}}", &themes);
    let start = read("assets/start.js")?.replace("{{host}}", &format!("./{host}"));
    let assets = shell.root().join("assets");
    offline::copy(&dist, &assets)?;
    let later = if is_quick(shell) {
        None
    } else {
        let map = fs::read_to_string(&map).with_context(|| format!("The linker wrote no {}.", map.display()))?;
        let mut later = Later::read(&read("xtask/later.txt")?);
        later.stops_at_once = size == Size::Small;
        later.keeps_names = shell.variable("ZICE_NAMES").is_some_and(|value| value == "1");
        Some((later, map))
    };
    let minify = |kind: minify::Kind, text: &str| minify::minified(shell, kind, text);
    let ingredients = finish::Ingredients { start: &start, early: &early, view: &view, later: later.as_ref(), minify: &minify };
    finish::finish(&dist, &ingredients)?;
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

/// Flags with which the places named in a panic's message begin at the crate: whose machine it was built on is nobody's business, and costs bytes.
fn shorter_paths(shell: &Shell) -> Result<String> {
    let home = shell.variable("CARGO_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(shell.variable("HOME")?).join(".cargo")));
    let sources = home.map(|home| home.join("registry/src")).filter(|sources| sources.is_dir());
    let mut folders: Vec<PathBuf> = Vec::new();
    for registry in sources.iter().flat_map(fs::read_dir).flatten() {
        folders.push(registry?.path());
    }
    if let Some(compiler) = shell.read("rustc", &["--print", "sysroot"]) {
        folders.push(Path::new(compiler.trim()).join("lib/rustlib/src/rust/library"));
    }
    // A flag cannot hold a space.
    let folders = folders.iter().map(|folder| folder.display().to_string()).filter(|folder| !folder.contains(char::is_whitespace));
    Ok(folders.map(|folder| format!(" --remap-path-prefix={folder}=")).collect())
}

/// The first view as HTML: the page's own components, compiled for this machine. They need not be small.
fn first_view(shell: &Shell) -> Result<String> {
    let program = ["run", "--quiet", "--profile", QUICK, "--package", "zice", "--features", "prerender", "--bin", "zice-first"];
    let output =
        shell.command("cargo").args(program).stderr(std::process::Stdio::inherit()).output().context("cargo could not be started")?;
    ensure!(output.status.success(), "The first view could not be rendered; what the compiler said stands above.");
    Ok(String::from_utf8(output.stdout)?)
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
    let arguments = ["build", "--profile", profile, "--package", "zice-cli", "--bin", "zice"];
    run(shell.command("cargo").args(arguments)).context("The command `zice` could not be built.")?;
    let program = shell.target_folder()?.join(profile).join("zice");
    ensure!(program.is_file(), "{} is missing after a build that succeeded.", program.display());
    Ok(program)
}
