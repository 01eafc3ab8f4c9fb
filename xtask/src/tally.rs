//! How many tests passed, read from what cargo and node print while they print it.
//!
//! Invariant: a run whose summary cannot be read is a failure, never zero tests that all passed.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::shell::stream;

/// How many tests passed and failed so far.
#[derive(Default)]
pub struct Tally {
    /// Over all steps so far.
    pub passed: u64,
    /// Tests, or whole steps that count no tests.
    pub failed: u64,
}

/// Runs tests and adds them up; fails when one failed, and when none could be counted.
pub fn counted(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let before = (tally.passed, tally.failed);
    stream(command, |line| tally.add(line))?;
    ensure!(tally.failed == before.1, "{} tests failed.", tally.failed - before.1);
    ensure!(tally.passed > before.0, "No test ran, or its summary has changed its form.");
    Ok(())
}

impl Tally {
    /// Reads cargo's `test result: ok. 3 passed; 1 failed; …` and node's `ℹ pass 3` or `# pass 3`.
    fn add(&mut self, line: &str) {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            let words: Vec<&str> = result.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
            for pair in words.windows(2) {
                let number: u64 = pair[0].parse().unwrap_or_default();
                match pair[1] {
                    "passed" => self.passed += number,
                    "failed" => self.failed += number,
                    _ => {}
                }
            }
        } else if let Some(result) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            match result.split_once(' ').map(|(name, number)| (name, number.parse::<u64>())) {
                Some(("pass", Ok(number))) => self.passed += number,
                Some(("fail" | "cancelled", Ok(number))) => self.failed += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn summaries_of_cargo_and_node_are_summed() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured",
            "ℹ pass 4",
            "# fail 2",
            "ℹ tests 6",
            "the passport says pass 9",
        ] {
            tally.add(line);
        }
        assert_eq!((tally.passed, tally.failed), (19, 3));
    }
}
