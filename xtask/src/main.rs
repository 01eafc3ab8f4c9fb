//! `cargo xtask …`: what a fresh machine needs to work on 惠企自测, as plain Rust.
//!
//! Invariants: standard output carries results alone (an address, a table, the last line of the
//! tests), everything else goes to standard error; a problem is one sentence that says what to do.
//! Absent: no shell scripts, no global installation beyond Debian packages, no network once set up.

mod bench;
mod browser;
mod build;
mod embed;
mod features;
mod files;
mod html;
mod kept;
mod licences;
mod minify;
mod offline;
mod page;
mod program;
mod release;
mod reproduce;
mod serve;
mod setup;
mod shell;
mod single;
mod size;
mod styles;
mod tally;
mod test;
mod watch;

use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};

use crate::program::Size;
use crate::setup::Need;
use crate::shell::{Machine, Shell};

const HELP: &str = "\
cargo xtask COMMAND

  serve [--watch] [--port N]
                     set up, build, and serve the page on 127.0.0.1 (8747, or the next free port); --watch: build quickly
                     instead of small, build again on each change, and load the page anew
  test [--only A,B] [--skip A,B]
                     set up, and run everything that must hold; the last line reads `N passed, N failed`
  test --only browser --under-load
                     the browser tests three times, beside four loops that do nothing but work: whether one of them races
  build [--small]    set up, and write the release site to dist/, with .br and .gz beside each file; --small: smaller, by an
                     unstable means of the compiler, and without the page that keeps the answers when the program stops
  release [--twice]  the archive for those who deploy without a compiler: site, single file, command, guide, licences, SBOM, sums, in
                     target/release-archive; --twice: made twice, and compared
  reproduce          build the site here and from a copy elsewhere, and compare every file
  size               what the first load fetches, in bytes, against xtask/budget.toml
  bench [--quick]    how long the engine takes, natively and in Chromium, and the page beside a plain one in the same run
  mutants [ARGUMENTS] changes the rules and the engine one place at a time: which change does no test notice? By cargo-mutants, with
                     these arguments: --in-diff FILE for a change, --shard K/N for a part of all
  setup              everything the other commands would set up, and nothing else

Set-up is part of each command and skips what is there. Tools go to ~/.cache/zice.
Environment: ZICE_CHROMIUM=PATH  another Chromium or Chrome
             ZICE_QUICK=1        build incrementally, neither small nor fast: for work on the page
             ZICE_TESTS=A,B      of the browser tests only tests/browser/A.test.mjs and B.test.mjs
             ZICE_NAMES=1        keep the names of the program's functions, for a profiler
             SOURCE_DATE_EPOCH   the day the first view is drawn for, in seconds since 1970, instead of the last commit's
             XDG_CACHE_HOME      another place than ~/.cache
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match command(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("cargo xtask: {}", shell::sentences(&problem));
            ExitCode::FAILURE
        }
    }
}

/// Runs a command; `false` when it has said itself what does not hold.
fn command(arguments: &[String]) -> Result<bool> {
    let (name, rest) = arguments.split_first().map_or(("help", &[][..]), |(name, rest)| (name.as_str(), rest));
    if matches!(name, "help" | "--help" | "-h") || rest.iter().any(|word| word == "--help" || word == "-h") {
        println!("{HELP}\nSteps of test: {}", test::step_names());
        return Ok(true);
    }
    let mut shell = Shell::new()?;
    match name {
        "setup" => {
            options(rest, &[])?;
            setup::ensure(&mut shell, setup::BUILD)?;
            setup::ensure(&mut shell, &[Need::Lints])?;
            setup::ensure(&mut shell, setup::BROWSER)?;
            setup::ensure(&mut shell, setup::ENGINES)?;
        }
        "build" => match rest {
            [small] if small == "--small" => drop(build::build_as(&mut shell, Size::Small)?),
            _ => {
                options(rest, &[])?;
                build::build(&mut shell)?;
            }
        },
        "serve" => serve(&mut shell, rest)?,
        "test" => {
            let (loaded, rest) = flag(rest, "--under-load");
            let found = options(&rest, &["--only", "--skip"])?;
            return test::test(&mut shell, found[0].as_deref(), found[1].as_deref(), loaded);
        }
        "reproduce" => {
            options(rest, &[])?;
            reproduce::reproduce(&mut shell)?;
        }
        "release" => match rest {
            [twice] if twice == "--twice" => release::release(&mut shell, true)?,
            _ => {
                options(rest, &[])?;
                release::release(&mut shell, false)?;
            }
        },
        "size" => {
            options(rest, &[])?;
            let dist = shell.root().join("dist");
            print!("{}", size::table(&dist)?);
            size::check(&dist, &shell.root().join("xtask/budget.toml"))?;
        }
        "bench" => bench(&mut shell, rest)?,
        "mutants" => mutants(&shell, rest)?,
        _ => bail!("There is no command `{name}`; see `cargo xtask --help`."),
    }
    Ok(true)
}

fn serve(shell: &mut Shell, arguments: &[String]) -> Result<()> {
    let (watches, arguments) = flag(arguments, "--watch");
    let found = options(&arguments, &["--port"])?;
    let port = match &found[0] {
        Some(port) => port.parse().with_context(|| format!("--port takes a number up to 65535, not `{port}`."))?,
        None => serve::PORT,
    };
    if watches {
        return watch::watch(shell, port);
    }
    let dist = build::build(shell)?;
    let site = serve::Site::start(&dist, port, None)?;
    println!("{}", site.address);
    site.wait();
    Ok(())
}

/// cargo-mutants with .cargo/mutants.toml; it is not installed by us.
fn mutants(shell: &Shell, arguments: &[String]) -> Result<()> {
    let there = shell.read("cargo", &["mutants", "--version"]).is_some();
    ensure!(there, "cargo-mutants is not installed: cargo install cargo-mutants --locked");
    let status = shell.command("cargo").arg("mutants").args(arguments).status().context("cargo could not be started")?;
    ensure!(status.success(), "A change survives, or cargo-mutants did not finish ({status}).");
    Ok(())
}

fn bench(shell: &mut Shell, arguments: &[String]) -> Result<()> {
    bench::engine(shell)?;
    build::build(shell)?;
    setup::ensure(shell, setup::BROWSER)?;
    // Its table is a result and keeps standard output.
    let script = shell.root().join("tests/browser/bench.mjs");
    let mut node = test::node(shell)?;
    if let Some(quiet) = browser::quiet_chromium(shell) {
        node.env("ZICE_CHROMIUM", quiet);
    }
    let status = node.arg(script).args(arguments).status().context("node could not be started")?;
    ensure!(status.success(), "The bench did not finish ({status}).");
    Ok(())
}

/// Whether a word is there, and the others.
fn flag(arguments: &[String], name: &str) -> (bool, Vec<String>) {
    let rest: Vec<String> = arguments.iter().filter(|word| *word != name).cloned().collect();
    (rest.len() < arguments.len(), rest)
}

/// The values of the options a command knows, in the order of `known`; anything else is an error.
fn options(arguments: &[String], known: &[&str]) -> Result<Vec<Option<String>>> {
    let mut values = vec![None; known.len()];
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        let (name, inline) = word.split_once('=').map_or((word.as_str(), None), |(name, value)| (name, Some(value)));
        let Some(index) = known.iter().position(|option| *option == name) else {
            bail!("`{word}` is not understood here; see `cargo xtask --help`.");
        };
        let value = inline.map(str::to_owned).or_else(|| rest.next().cloned());
        values[index] = Some(value.with_context(|| format!("{name} needs a value, such as {name} …"))?);
    }
    Ok(values)
}
