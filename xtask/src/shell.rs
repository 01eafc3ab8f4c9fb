//! Running other programs: which one, with which PATH, and a sentence when it fails.
//!
//! Invariants: every child starts in the repository's root;
//! nothing is run through a shell; `Machine` is all that `setup` sees, so that a test can fake it.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// What the set-up may ask of the machine it runs on.
pub trait Machine {
    /// The first executable of that name on the PATH of children.
    fn which(&self, program: &str) -> Option<PathBuf>;
    /// Standard output of a program that succeeded; `None` when it is missing or failed.
    fn read(&self, program: &str, arguments: &[&str]) -> Option<String>;
    /// Runs a program with the terminal as it is.
    fn run(&self, program: &str, arguments: &[&str]) -> Result<()>;
    /// Whether a file or folder exists.
    fn exists(&self, path: &Path) -> bool;
    /// An environment variable that is set and not empty.
    fn variable(&self, name: &str) -> Option<String>;
    /// Where downloaded tools are kept.
    fn cache(&self) -> &Path;
    /// The repository.
    fn root(&self) -> &Path;
}

/// The real machine.
pub struct Shell {
    root: PathBuf,
    cache: PathBuf,
    path: OsString,
    environment: Vec<(String, String)>,
    settled: Vec<String>,
}

impl Shell {
    /// The repository around this crate, and `~/.cache/zice` (or `$XDG_CACHE_HOME/zice`).
    pub fn new() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in no folder")?;
        let cache = env::var_os("XDG_CACHE_HOME")
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
            .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
            .context("Neither XDG_CACHE_HOME nor HOME is set: set one, tools are kept there.")?
            .join("zice");
        let path = env::var_os("PATH").unwrap_or_default();
        Ok(Self { root: root.to_path_buf(), cache, path, environment: Vec::new(), settled: Vec::new() })
    }

    /// The same machine with another copy of the repository, whose commands run with these variables.
    pub fn elsewhere(&self, root: PathBuf, environment: Vec<(String, String)>) -> Self {
        Self { root, cache: self.cache.clone(), path: self.path.clone(), environment, settled: self.settled.clone() }
    }

    /// Whether this is asked for the first time in this run.
    pub fn is_new(&mut self, step: &str) -> bool {
        let new = !self.settled.iter().any(|known| known == step);
        if new {
            self.settled.push(step.to_owned());
        }
        new
    }

    /// From now on all commands run with this variable.
    pub fn set(&mut self, name: &str, value: String) {
        self.environment.push((name.to_owned(), value));
    }

    /// A child in the repository.
    pub fn command(&self, program: &str) -> Command {
        let found = find(program, &self.path).unwrap_or_else(|| PathBuf::from(program));
        let mut command = Command::new(found);
        command.current_dir(&self.root).envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Where cargo writes, CARGO_TARGET_DIR and configuration included.
    pub fn target_folder(&self) -> Result<PathBuf> {
        let metadata = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
        let text = self.read("cargo", &metadata).context("`cargo metadata` failed: is Cargo.toml right?")?;
        let value: serde_json::Value = serde_json::from_str(&text)?;
        let folder = value["target_directory"].as_str().context("cargo names no target folder")?;
        Ok(PathBuf::from(folder))
    }
}

impl Machine for Shell {
    fn which(&self, program: &str) -> Option<PathBuf> {
        find(program, &self.path)
    }

    fn read(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = self.command(program).args(arguments).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        run(self.command(program).args(arguments))
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn variable(&self, name: &str) -> Option<String> {
        let own = self.environment.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        own.or_else(|| env::var(name).ok()).filter(|value| !value.is_empty())
    }

    fn cache(&self) -> &Path {
        &self.cache
    }

    fn root(&self) -> &Path {
        &self.root
    }
}

/// Runs a child whose standard output goes to our standard error: ours is for results alone.
pub fn run(command: &mut Command) -> Result<()> {
    stream(command, |_| ())
}

/// Runs a child, passes its standard output on (to standard error) and shows each line to `on_line`.
pub fn stream(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<()> {
    let name = name_of(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{name}` could not be started: is it installed and on the PATH?"))?;
    let output = child.stdout.take().context("the child has no output")?;
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        eprintln!("{line}");
        on_line(&line);
    }
    let status = child.wait()?;
    ensure!(status.success(), "`{name}` failed ({status}).");
    Ok(())
}

/// Fails with a sentence when the program is missing.
pub fn require(machine: &dyn Machine, program: &str, advice: &str) -> Result<PathBuf> {
    match machine.which(program) {
        Some(path) => Ok(path),
        None => bail!("`{program}` is not on the PATH: {advice}"),
    }
}

/// A problem and what led to it, one sentence to a line.
pub fn sentences(problem: &anyhow::Error) -> String {
    problem.chain().map(ToString::to_string).collect::<Vec<_>>().join("\n   ")
}

fn find(program: &str, path: &OsString) -> Option<PathBuf> {
    if program.contains('/') {
        return Some(PathBuf::from(program));
    }
    env::split_paths(path).map(|folder| folder.join(program)).find(|file| is_executable(file))
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        name.push(' ');
        name.push_str(&argument.to_string_lossy());
    }
    name
}
