//! `zice pack`: packs as files.

use std::path::Path;

use crate::built_in;

/// The names of the parts; the build of the page looks for them.
const PARTS: [(&str, &[u8]); 2] = [("pack-core.bin", built_in::CORE), ("pack-later.bin", built_in::LATER)];

/// Writes the parts of the built-in pack; says what it wrote.
///
/// # Errors
/// When a file cannot be written.
pub fn parts(directory: &Path) -> Result<String, String> {
    let mut said = String::new();
    for (name, bytes) in PARTS {
        let file = directory.join(name);
        std::fs::write(&file, bytes).map_err(|error| format!("{}: cannot be written: {error}", file.display()))?;
        said += &format!("{}: {} bytes\n", file.display(), bytes.len());
    }
    Ok(said)
}
