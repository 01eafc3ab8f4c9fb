//! The pack a command works with: the built-in one, a folder, or a compiled file.

use std::path::Path;

use zice_authoring as authoring;
use zice_core::catalogue::Catalogue;

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
/// A message that names the pack and what is wrong with it.
pub fn open(path: Option<&Path>) -> Result<Opened, String> {
    let Some(path) = path else {
        let catalogue = zice_pack::catalogue().map_err(|error| format!("the built-in pack: {error}"))?;
        return Ok(Opened { catalogue, sha256: zice_pack::SHA256.to_owned() });
    };
    if path.is_dir() {
        let catalogue = read(path)?;
        let sha256 = authoring::encode(&catalogue)?.sha256;
        return Ok(Opened { catalogue, sha256 });
    }
    let bytes = std::fs::read(path).map_err(|error| format!("the pack {} cannot be read: {error}", path.display()))?;
    let catalogue = Catalogue::load(bytes.leak(), None).map_err(|error| format!("the pack {}: {error}", path.display()))?;
    Ok(Opened { sha256: catalogue.sha256.to_owned(), catalogue })
}

/// Reads a folder.
///
/// # Errors
/// Every problem in it.
pub fn read(directory: &Path) -> Result<Catalogue, String> {
    authoring::load(directory).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("  {}/{problem}", directory.display())).collect();
        format!("the pack {} has {} problems:\n{}", directory.display(), problems.len(), lines.join("\n"))
    })
}
