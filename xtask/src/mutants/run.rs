//! Running the tests with one change switched on.
//!
//! Invariants: the first failure ends it; a program that takes far longer than without a change, or far more memory, has noticed the change.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// Memory that a test may take: no change may bring the machine down.
const MOST_MEMORY: &str = "--as=6000000000";

/// A program may take so many times as long as without a change, and some seconds more.
const PATIENCE: u32 = 4;
const MORE_PATIENCE: Duration = Duration::from_secs(5);

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A test failed.
    Caught(String),
    /// A test did not come to its end.
    Late(String),
    /// No test noticed.
    Survived,
}

/// One program of tests, with the time it may take.
pub struct Stage {
    name: String,
    program: PathBuf,
    environment: BTreeMap<String, String>,
    limit: Duration,
}

/// What a program did.
enum End {
    Passed,
    Failed(String),
    TooLate,
}

impl Stage {
    /// Runs the program as it is, which must pass, and sets its limit by that.
    pub fn measured(folder: &Path, name: &str, program: &Path, environment: BTreeMap<String, String>) -> Result<Stage> {
        let mut stage = Stage { name: name.to_owned(), program: program.to_path_buf(), environment, limit: Duration::from_secs(3_600) };
        let begin = Instant::now();
        let end = stage.run(folder, None)?;
        if let End::Failed(test) = &end {
            anyhow::bail!("Without any change, {name} fails: {test}.");
        }
        ensure!(matches!(end, End::Passed), "Without any change, {name} does not end.");
        let time = begin.elapsed();
        eprintln!("{name}: {:.1} s", time.as_secs_f32());
        stage.limit = time * PATIENCE + MORE_PATIENCE;
        Ok(stage)
    }

    fn run(&self, folder: &Path, mutant: Option<usize>) -> Result<End> {
        let mut command = Command::new("prlimit");
        command.arg(MOST_MEMORY).arg(&self.program).args(["--test-threads=1"]).current_dir(folder).envs(&self.environment);
        command.env("CARGO_MANIFEST_DIR", folder).env("INSTA_WORKSPACE_ROOT", folder).env("RUST_BACKTRACE", "0");
        if let Some(mutant) = mutant {
            command.env("ZICE_MUTANT", mutant.to_string());
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("prlimit could not be started: it comes with util-linux")?;
        let end = self.watch(&mut child);
        child.kill().ok();
        child.wait()?;
        end
    }

    /// Reads what the program prints until a test fails, the program ends or the time is over.
    fn watch(&self, child: &mut Child) -> Result<End> {
        let output = child.stdout.take().context("the test has no output")?;
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
                if send.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    break;
                }
            }
        });
        let end = Instant::now() + self.limit;
        loop {
            match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    if let Some(test) = line.strip_suffix(" ... FAILED").and_then(|line| line.strip_prefix("test ")) {
                        return Ok(End::Failed(test.to_owned()));
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Ok(End::TooLate),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(if child.wait()?.success() { End::Passed } else { End::Failed("the program broke off".to_owned()) })
    }
}

/// Runs the stages one after the other, until one notices the change.
pub fn outcome(folder: &Path, stages: &[&Stage], mutant: usize) -> Result<Outcome> {
    for stage in stages {
        match stage.run(folder, Some(mutant))? {
            End::Passed => {}
            End::Failed(test) => return Ok(Outcome::Caught(format!("{}: {test}", stage.name))),
            End::TooLate => return Ok(Outcome::Late(stage.name.clone())),
        }
    }
    Ok(Outcome::Survived)
}
