//! The files of the site: names with hashes, checksums, compressed copies.
//!
//! Invariant: what is written depends on the content alone.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine as _;
use sha2::{Digest, Sha256, Sha384};

use crate::kept::Kept;

/// Files smaller than this gain nothing from compression.
const SMALLEST_COMPRESSED: usize = 1000;
const COMPRESSED: &[&str] = &["bin", "html", "css", "js", "mjs", "wasm", "json", "svg", "txt", "webmanifest", "xml"];

/// All files below a folder, sorted.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a text, or says which one is missing.
pub fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} is missing", file.display()))
}

/// Writes a file with its hash in its name; returns the name.
pub fn write_hashed(dist: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}.{extension}", &sha256(content)[..16]);
    fs::write(dist.join(&name), content)?;
    Ok(name)
}

/// Renames a file to one with its hash in the name; returns the name.
pub fn hash_in_name(dist: &Path, stem: &str, extension: &str) -> Result<String> {
    let file = dist.join(format!("{stem}.{extension}"));
    let content = fs::read(&file).with_context(|| format!("{} is missing", file.display()))?;
    fs::remove_file(file)?;
    write_hashed(dist, stem, extension, &content)
}

/// SHA-256 as hexadecimal digits.
pub fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The value of an `integrity` attribute.
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(content)))
}

/// What allows an inline script or style in a policy.
pub fn policy_hash(content: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(content.as_bytes())))
}

/// Base64, with `+`, `/` and padding.
pub fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Writes `.br` and `.gz` beside a file that has something to gain.
pub fn compress(kept: &Kept, file: &Path) -> Result<()> {
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    let content = fs::read(file)?;
    // A portal changes its own files, and a copy compressed beforehand would hide that.
    let own = file.parent().is_some_and(|folder| folder.ends_with("config"));
    if own || !COMPRESSED.contains(&extension.as_ref()) || content.len() < SMALLEST_COMPRESSED {
        return Ok(());
    }
    let beside = |ending: &str| file.with_extension(format!("{extension}.{ending}"));
    fs::write(beside("br"), kept.get("brotli", &content, || brotli(&content))?)?;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&content)?;
    fs::write(beside("gz"), encoder.finish()?)?;
    Ok(())
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    encoder.write_all(content)?;
    // Taking the buffer back ends the stream.
    Ok(encoder.into_inner())
}

#[cfg(test)]
mod tests {
    use super::integrity;

    #[test]
    fn digests_are_written_as_browsers_expect_them() {
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(integrity(b""), empty);
    }
}
