//! A copy of the crate in which every change is compiled, each behind its switch.
//!
//! Invariant: what the compiler refuses is left out and named, and nothing else is; the build script reads the sources as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::constants::Crate;
use super::rewrite::{Mutant, rewrite};

/// Rounds of leaving out what does not compile.
const MOST_ROUNDS: usize = 30;

/// The crate that is changed.
const CORE: &str = "crates/core";
const SWITCH: &str = include_str!("switch.rs");

/// The copy.
pub struct Scratch {
    /// Where its package lies.
    pub folder: PathBuf,
    /// Every source to be changed: its name below `src`, and its text.
    sources: Vec<(String, String)>,
    about: Crate,
}

/// What the copy was built with.
pub struct Built {
    /// Every change, by number.
    pub mutants: Vec<Mutant>,
    /// Those that do not compile.
    pub refused: BTreeSet<usize>,
    /// The programs of the tests, by name.
    pub programs: BTreeMap<String, PathBuf>,
}

impl Scratch {
    /// Copies the repository at `root` to `folder`; `files` are files and folders below `src` to be changed.
    pub fn new(root: &Path, folder: PathBuf, files: &[String]) -> Result<Scratch> {
        // Links to everything but what is written here.
        for (below, own) in [("", &["target", ".git", "crates", "Cargo.toml", "Cargo.lock"][..]), ("crates", &["core"]), (CORE, &["src"])] {
            fs::create_dir_all(folder.join(below))?;
            for entry in fs::read_dir(root.join(below))? {
                let entry = entry?;
                let name = entry.file_name();
                let link = folder.join(below).join(&name);
                if !own.iter().any(|own| name == *own) && fs::symlink_metadata(&link).is_err() {
                    std::os::unix::fs::symlink(entry.path(), link)?;
                }
            }
        }
        let read = |name: &str| fs::read_to_string(root.join(name)).with_context(|| format!("{name} cannot be read"));
        write(&folder.join("Cargo.toml"), &read("Cargo.toml")?)?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let (mut sources, mut parsed) = (Vec::new(), Vec::new());
        let mut names = BTreeSet::new();
        below(&root.join(CORE).join("src"), "", &mut names)?;
        for name in &names {
            let mut text = read(&format!("{CORE}/src/{name}"))?;
            let mutated =
                files.iter().any(|file| name == file || name.strip_prefix(file.as_str()).is_some_and(|rest| rest.starts_with('/')));
            if name.ends_with(".rs") {
                parsed.push((syn::parse_file(&text).with_context(|| format!("{CORE}/src/{name} is no Rust"))?, mutated));
            }
            if mutated {
                sources.push((name.clone(), text));
                continue;
            }
            if name == "lib.rs" {
                text += "\npub mod mutant;\n";
            }
            write(&folder.join(CORE).join("src").join(name), &text)?;
        }
        write(&folder.join(CORE).join("src/mutant.rs"), SWITCH)?;
        let about = Crate::read(parsed.iter().map(|(file, mutated)| (file, *mutated)));
        Ok(Scratch { folder, sources, about })
    }

    /// The sources to be changed, by name.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sources.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Writes every source with every change but the refused ones; all changes by number.
    pub fn write(&self, refused: &BTreeSet<usize>) -> Result<Vec<Mutant>> {
        let mut mutants = Vec::new();
        for (name, text) in &self.sources {
            let done = rewrite(name, text, &self.about, mutants.len(), refused).with_context(|| format!("{CORE}/src/{name} is no Rust"))?;
            write(&self.folder.join(CORE).join("src").join(name), &done.text)?;
            mutants.extend(done.mutants);
        }
        Ok(mutants)
    }

    /// Compiles the copy, leaving out what does not compile, and the tests with it.
    pub fn build(&self, command: &dyn Fn() -> Command, tests: &[String]) -> Result<Built> {
        let mut refused = BTreeSet::new();
        for _ in 0..MOST_ROUNDS {
            let mutants = self.write(&refused)?;
            let errors = self.cargo(command().args(["check", "--package", "zice-core", "--lib"]))?.1;
            if errors.is_empty() {
                eprintln!("{} changes, {} of them do not compile.", mutants.len(), refused.len());
                let programs = self.programs(command, tests)?;
                return Ok(Built { mutants, refused, programs });
            }
            let more = self.blamed(&errors)?;
            eprintln!("{} errors: {} more changes left out.", errors.len(), more.len());
            ensure!(
                !more.is_subset(&refused),
                "The compiler refuses what is left out already: {}",
                errors[0]["rendered"].as_str().unwrap_or_default()
            );
            refused.extend(more);
        }
        bail!("After {MOST_ROUNDS} rounds the changed crate still does not compile.")
    }

    fn programs(&self, command: &dyn Fn() -> Command, tests: &[String]) -> Result<BTreeMap<String, PathBuf>> {
        let mut messages = Vec::new();
        for packages in [&["zice-core"][..], &["zice", "zice-cli"]] {
            let mut cargo = command();
            cargo.args(["test", "--no-run"]).args(packages.iter().flat_map(|name| ["--package", *name]));
            for test in tests.iter().filter(|test| (*test == "lib") == (packages.len() == 1)) {
                if test == "lib" {
                    cargo.arg("--lib")
                } else {
                    cargo.args(["--test", test])
                };
            }
            let (said, errors) = self.cargo(&mut cargo)?;
            if let Some(error) = errors.first() {
                bail!("The tests do not compile: {}", error["rendered"].as_str().unwrap_or_default());
            }
            messages.extend(said);
        }
        let mut programs = BTreeMap::new();
        for message in messages.iter().filter(|message| message["reason"] == "compiler-artifact" && message["profile"]["test"] == true) {
            let Some(program) = message["executable"].as_str() else { continue };
            let name = if message["target"]["kind"][0] == "test" { message["target"]["name"].as_str().unwrap_or_default() } else { "lib" };
            // A copy, so that a later compilation changes nothing under a run.
            let copy = self.folder.with_file_name("programs").join(name);
            fs::create_dir_all(self.folder.with_file_name("programs"))?;
            fs::remove_file(&copy).ok();
            fs::copy(program, &copy)?;
            programs.insert(name.to_owned(), copy);
        }
        Ok(programs)
    }

    /// What cargo says, and the errors among it.
    fn cargo(&self, command: &mut Command) -> Result<(Vec<Value>, Vec<Value>)> {
        command.args(["--offline", "--message-format=json"]).current_dir(&self.folder).stdout(Stdio::piped());
        // Lints have nothing to say about changed code; values known in advance may well divide by nothing.
        command.env("RUSTFLAGS", "--cap-lints=allow").env("CARGO_TARGET_DIR", self.folder.with_file_name("built"));
        command.env("CARGO_PROFILE_TEST_OPT_LEVEL", "2").env("CARGO_PROFILE_TEST_DEBUG", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
        let output = command.stderr(Stdio::inherit()).output().context("cargo could not be started")?;
        let text = String::from_utf8_lossy(&output.stdout);
        let messages: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let is_error = |message: &&Value| message["reason"] == "compiler-message" && message["message"]["level"] == "error";
        let errors: Vec<Value> = messages.iter().filter(is_error).map(|message| message["message"].clone()).collect();
        ensure!(output.status.success() || !errors.is_empty(), "cargo failed ({}), see above.", output.status);
        Ok((messages, errors.into_iter().filter(|error| !error["spans"].as_array().is_none_or(Vec::is_empty)).collect()))
    }

    /// The changes that errors are about: those whose own text is named, else all at the innermost place named.
    fn blamed(&self, errors: &[Value]) -> Result<BTreeSet<usize>> {
        let mut marked: BTreeMap<String, Marks> = BTreeMap::new();
        for (name, _) in &self.sources {
            let text = fs::read_to_string(self.folder.join(CORE).join("src").join(name))?;
            marked.insert(format!("{CORE}/src/{name}"), Marks::read(&text));
        }
        let mut found = BTreeSet::new();
        for error in errors {
            let spans = spans_of(error);
            let inner = |span: &Span| innermost(&marked.get(&span.file)?.changes, &span.bytes);
            let around = |span: &Span| marked.get(&span.file).and_then(|marks| Some(marks.directly(innermost(&marks.sites, &span.bytes)?)));
            let mut blamed: Vec<usize> = spans.iter().filter_map(inner).collect();
            if blamed.is_empty() {
                blamed = spans.iter().filter(|span| span.is_main).filter_map(around).flatten().collect();
            }
            ensure!(!blamed.is_empty(), "An error stands outside of every change: {}", error["rendered"].as_str().unwrap_or_default());
            found.extend(blamed);
        }
        Ok(found)
    }
}

/// Where places and changes stand in a rewritten text.
#[derive(Default)]
struct Marks {
    sites: Marked,
    changes: Marked,
}

/// Numbers, and the bytes that each covers.
type Marked = Vec<(usize, Range<usize>)>;

/// A place that the compiler names.
struct Span {
    file: String,
    bytes: Range<usize>,
    is_main: bool,
}

impl Marks {
    fn read(text: &str) -> Marks {
        let mut marks = Marks::default();
        let mut open: BTreeMap<(bool, usize), usize> = BTreeMap::new();
        for (at, _) in text.match_indices("/*") {
            let Some(length) = text[at..].find("*/") else { break };
            let mark = &text[at + 2..at + length];
            let Some(sign) = mark.chars().next().filter(|sign| "[]<>".contains(*sign)) else { continue };
            let Ok(number) = mark[1..].parse::<usize>() else { continue };
            let is_site = "[]".contains(sign);
            if "[<".contains(sign) {
                open.insert((is_site, number), at);
            } else if let Some(start) = open.remove(&(is_site, number)) {
                let list = if is_site { &mut marks.sites } else { &mut marks.changes };
                list.push((number, start..at + length + 2));
            }
        }
        marks
    }

    /// A place with its changes, without those of places within it.
    fn directly(&self, site: usize) -> Vec<usize> {
        let owner = |bytes: &Range<usize>| innermost(&self.sites, bytes);
        let changes = self.changes.iter().filter(|(_, bytes)| owner(bytes) == Some(site)).map(|(number, _)| *number);
        core::iter::once(site).chain(changes).collect()
    }
}

/// The smallest that covers these bytes.
fn innermost(marked: &Marked, bytes: &Range<usize>) -> Option<usize> {
    let around = marked.iter().filter(|(_, range)| range.start <= bytes.start && bytes.end <= range.end);
    around.min_by_key(|(_, range)| range.len()).map(|(number, _)| *number)
}

/// Every span of an error; macros are taken back to where they were called.
fn spans_of(message: &Value) -> Vec<Span> {
    let mut found = Vec::new();
    for span in message["spans"].as_array().into_iter().flatten() {
        let mut span = span;
        loop {
            let number = |name: &str| span[name].as_u64().unwrap_or_default() as usize;
            let file = span["file_name"].as_str().unwrap_or_default().to_owned();
            found.push(Span { file, bytes: number("byte_start")..number("byte_end"), is_main: span["is_primary"] == true });
            match &span["expansion"]["span"] {
                Value::Null => break,
                outer => span = outer,
            }
        }
    }
    found
}

/// Every file below a folder, by its path from there.
fn below(folder: &Path, before: &str, names: &mut BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            below(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.insert(name);
        }
    }
    Ok(())
}

/// Writes what differs, so that cargo builds no more than it must.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}
