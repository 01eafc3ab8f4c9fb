//! `cargo xtask …`: what a fresh machine needs to work on 惠企自测, as plain Rust.
//!
//! Invariants: standard output carries results alone (an address, a table, the last line of the
//! tests), everything else goes to standard error; a problem is one sentence that says what to do.
//! Absent: no shell scripts, no global installation beyond Debian packages, no network once set up.

mod bench;
mod browser;
mod build;
mod embed;
mod fallback;
mod features;
mod finish;
mod glue;
mod html;
mod licences;
mod minify;
mod mutants;
mod offline;
mod serve;
mod setup;
mod shell;
mod single;
mod size;
mod split;
mod tally;
mod test;

use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};

use crate::build::Size;
use crate::setup::Need;
use crate::shell::{Machine, Shell};

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N]   set up, build, and serve the page on 127.0.0.1 (8747, or the next free port)
  test [--only A,B] [--skip A,B]
                     set up, and run everything that must hold; the last line reads `N passed, N failed`
  build [--small]    set up, and write the release site to dist/, with .br and .gz beside each file; --small: smaller, by an
                     unstable means of the compiler, and without the page that keeps the answers when the program stops
  size               what the first load fetches, in bytes, against xtask/budget.toml
  bench [--quick]    how long the engine takes, natively and in Chromium, and the page beside a plain one in the same run
  mutants [--quick] [--only TEXT,TEXT] [--shard K/N] [--jobs N] [--again all|new|survivors|none]
                     changes the rules and the engine one place at a time: which change does no test notice? (hours the first time)
  setup              everything the other commands would set up, and nothing else

Set-up is part of each command and skips what is there. Tools go to ~/.cache/zice.
Environment: ZICE_CHROMIUM=PATH  another Chromium or Chrome
             ZICE_NO_RUSTUP=1    Debian's compiler and library source instead of rustup's wasm target
             ZICE_QUICK=1        build incrementally, neither small nor fast: for work on the page
             ZICE_NAMES=1        keep the names of the program's functions, for a profiler
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
            let found = options(rest, &["--only", "--skip"])?;
            return test::test(&mut shell, found[0].as_deref(), found[1].as_deref());
        }
        "size" => {
            options(rest, &[])?;
            let dist = shell.root().join("dist");
            print!("{}", size::table(&dist)?);
            size::check(&dist, &shell.root().join("xtask/budget.toml"))?;
        }
        "bench" => bench(&mut shell, rest)?,
        "mutants" => {
            setup::ensure(&mut shell, &[Need::Crates])?;
            let (quick, rest): (Vec<String>, Vec<String>) = rest.iter().cloned().partition(|word| word == "--quick");
            let mut found = options(&rest, &["--only", "--shard", "--jobs", "--again"])?.into_iter();
            let mut next = || found.next().flatten();
            let asked = mutants::Asked { only: next(), shard: next(), jobs: next(), again: next(), quick: !quick.is_empty() };
            return mutants::mutants(&shell, &asked);
        }
        _ => bail!("There is no command `{name}`; see `cargo xtask --help`."),
    }
    Ok(true)
}

fn serve(shell: &mut Shell, arguments: &[String]) -> Result<()> {
    let found = options(arguments, &["--port"])?;
    let port = match &found[0] {
        Some(port) => port.parse().with_context(|| format!("--port takes a number up to 65535, not `{port}`."))?,
        None => serve::PORT,
    };
    let dist = build::build(shell)?;
    let site = serve::Site::start(&dist, port)?;
    println!("{}", site.address);
    site.wait();
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
