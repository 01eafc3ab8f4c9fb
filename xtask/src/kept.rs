//! Results of slow steps, kept in the target folder by the hash of what went into them.
//!
//! Invariant: what the build before this one did not use either is removed.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::files::sha256;

/// The results at hand, and which of them this build used.
pub struct Kept {
    folder: PathBuf,
    used: RefCell<BTreeSet<String>>,
}

impl Kept {
    /// The results below a target folder.
    pub fn open(target: &Path) -> Result<Self> {
        let folder = target.join("kept");
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be written", folder.display()))?;
        Ok(Self { folder, used: RefCell::default() })
    }

    /// The result of a step (whose name says everything that it depends on beside `input`), by its work if it is not at hand.
    pub fn get(&self, step: &str, input: &[u8], work: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        let name = sha256(&[step.as_bytes(), b"\n", input].concat());
        let file = self.folder.join(&name);
        self.used.borrow_mut().insert(name);
        if let Ok(content) = fs::read(&file) {
            return Ok(content);
        }
        let content = work()?;
        // Under another name first: a run that is broken off leaves no half of a file.
        let half = self.folder.join("half");
        fs::write(&half, &content)?;
        fs::rename(half, file)?;
        Ok(content)
    }

    /// Removes what was not used.
    pub fn sweep(self) -> Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !self.used.borrow().contains(&*entry.file_name().to_string_lossy()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}
