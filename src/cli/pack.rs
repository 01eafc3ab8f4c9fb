//! The pack a command works with: the built-in one, a folder, or a compiled file.

use std::path::Path;

use crate::authoring;
use crate::built_in;
use crate::catalogue::packed::{FORM, PackError};
use crate::catalogue::{Catalogue, SCHEMA};

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
        let catalogue = built_in::catalogue().map_err(|error| format!("the built-in pack: {}", describe(&error)))?;
        return Ok(Opened { catalogue, sha256: built_in::SHA256.to_owned() });
    };
    if path.is_dir() {
        let catalogue = authoring::load(path).map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(|problem| format!("  {}/{problem}", path.display())).collect();
            format!("the pack {} has {} problems:\n{}", path.display(), problems.len(), lines.join("\n"))
        })?;
        let sha256 = authoring::encode(&catalogue)?.sha256;
        return Ok(Opened { catalogue, sha256 });
    }
    let bytes = std::fs::read(path).map_err(|error| format!("the pack {} cannot be read: {error}", path.display()))?;
    let catalogue = Catalogue::decode(bytes.leak()).map_err(|error| format!("the pack {}: {}", path.display(), describe(&error)))?;
    Ok(Opened { sha256: catalogue.sha256.to_owned(), catalogue })
}

fn describe(error: &PackError) -> String {
    match error {
        PackError::NotAPack => "not a pack: write one with zice pack build".to_owned(),
        PackError::Form(found) => format!("a pack of form {found}; this program reads form {FORM}"),
        PackError::Part => "a part of a pack, not the whole".to_owned(),
        PackError::Damaged => "cut short, or changed on the way".to_owned(),
        PackError::Stranger => "a part of another pack".to_owned(),
        PackError::Schema(found) => format!("written by schema {found}; this program reads schema {SCHEMA}"),
    }
}
