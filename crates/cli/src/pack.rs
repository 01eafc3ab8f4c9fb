//! The pack a command works with: the built-in one, a folder, or a compiled file.

use std::path::Path;

use super::arguments;
use super::failure::Failure;
use super::input;
use zice_authoring::{self as authoring, Checked, Stage};
use zice_core::catalogue::Catalogue;

/// The most bytes of a compiled pack.
const LONGEST: u64 = 4 * 1024 * 1024;

/// A catalogue and the SHA-256 of its compiled form.
pub struct Opened {
    /// The pack.
    pub catalogue: Catalogue,
    /// In hexadecimal.
    pub sha256: String,
}

/// Opens the pack named on the command line, or the built-in one.
///
/// # Errors
/// What is wrong with it.
pub fn open(pack: &arguments::Pack) -> Result<Opened, Failure> {
    let Some(path) = pack.path.as_deref() else {
        let catalogue = zice_pack::catalogue().map_err(Failure::BuiltIn)?;
        return Ok(Opened { catalogue, sha256: zice_pack::SHA256.to_owned() });
    };
    if path.is_dir() {
        let catalogue = read(path)?;
        let encoded = authoring::encode(&catalogue).map_err(|error| Failure::Encode { folder: path.to_owned(), error })?;
        return Ok(Opened { catalogue, sha256: encoded.sha256 });
    }
    let bytes = input::bytes(path, LONGEST, "a pack")?;
    let catalogue = Catalogue::load(bytes.leak(), None).map_err(|error| Failure::Pack { file: path.to_owned(), error })?;
    Ok(Opened { sha256: catalogue.sha256.to_owned(), catalogue })
}

/// What `zice --version` prints: the program's version, and version and checksum of the built-in pack as the page's last line has them.
///
/// # Errors
/// Never for a program that passed its tests.
pub fn version() -> Result<String, Failure> {
    let Opened { catalogue, sha256 } = open(&arguments::Pack { path: None })?;
    Ok(format!(
        "zice {} · 数据版本 {} · 校验 {}\n",
        env!("CARGO_PKG_VERSION"),
        catalogue.pack.version,
        sha256.get(..12).unwrap_or_default()
    ))
}

/// Reads a folder.
///
/// # Errors
/// Every problem in it.
pub fn read(directory: &Path) -> Result<Catalogue, Failure> {
    match authoring::check(directory, Stage::Whole) {
        Checked { catalogue: Some(catalogue), problems, .. } if problems.is_empty() => Ok(catalogue),
        Checked { folder: files, problems, .. } => Err(Failure::Problems { folder: directory.to_owned(), files, problems }),
    }
}
