//! `zice pack`: packs as files.

use std::path::Path;

use super::failure::Failure;
use super::told::Told;
use zice_authoring as authoring;
use zice_core::catalogue::Catalogue;
use zice_core::catalogue::packed::sha256_of;
use zice_core::report::opening::{opening, outlook};

/// Compiles a folder; says what it wrote and the hash to name in the page.
///
/// # Errors
/// Every problem of the folder, or a file that cannot be written.
pub fn build(directory: &Path, file: &Path, told: &Told) -> Result<String, Failure> {
    is_no_input(directory, file)?;
    let catalogue = super::pack::read(directory)?;
    let pack = authoring::encode(&catalogue).map_err(|error| Failure::Encode { folder: directory.to_owned(), error })?;
    let bytes = pack.whole.len();
    // What the page would refuse is not written.
    Catalogue::load(pack.whole.clone().leak(), Some(&sha256_of(&pack.whole)))
        .map_err(|error| Failure::Pack { file: directory.to_owned(), error })?;
    write(file, &pack.whole)?;
    Ok((told.built)(&file.display().to_string(), bytes, &pack.sha256))
}

/// What is read is never written over: no source of the pack, and nothing else that has such a name.
fn is_no_input(directory: &Path, file: &Path) -> Result<(), Failure> {
    let source = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml") || ending.eq_ignore_ascii_case("txt"));
    let below = match (directory.canonicalize(), file.canonicalize()) {
        (Ok(directory), Ok(file)) => file.starts_with(&directory) && source,
        _ => false,
    };
    // A link may lead to a source by another name.
    let linked = file.canonicalize().is_ok_and(|target| target.extension().is_some_and(|ending| ending == "toml" || ending == "txt"));
    if below || linked || source { Err(Failure::OverInput(file.to_owned())) } else { Ok(()) }
}

/// Writes a small pack with comments, to be filled in.
///
/// # Errors
/// When the folder holds something already, or cannot be written.
pub fn new(directory: &Path, told: &Told) -> Result<String, Failure> {
    let occupied = std::fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        return Err(Failure::Occupied(directory.to_owned()));
    }
    for (name, text) in authoring::SKELETON {
        let file = directory.join(name);
        let folder = file.parent().unwrap_or(directory);
        std::fs::create_dir_all(folder).map_err(|error| Failure::Unwritable { file: folder.to_owned(), error })?;
        write(&file, text.as_bytes())?;
    }
    Ok((told.begun)(&directory.display().to_string(), authoring::SKELETON.len()))
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(file, bytes).map_err(|error| Failure::Unwritable { file: file.to_owned(), error })
}

/// Writes the parts of the built-in pack, each with what is found before a search; says what it wrote. The build of the page looks for the names.
///
/// # Errors
/// When a file cannot be written.
pub fn parts(directory: &Path) -> Result<String, Failure> {
    let mut catalogue = zice_pack::catalogue().map_err(Failure::BuiltIn)?;
    let opening = opening(&catalogue);
    catalogue.outlook = Some(outlook(&catalogue, &opening));
    catalogue.opening = Some(opening);
    let pack = authoring::encode(&catalogue).map_err(|error| Failure::Encode { folder: directory.to_owned(), error })?;
    let mut said = String::new();
    for (name, bytes) in [("pack-core.bin", pack.core), ("pack-later.bin", pack.later)] {
        let file = directory.join(name);
        write(&file, &bytes)?;
        said += &format!("{}: {} bytes\n", file.display(), bytes.len());
    }
    Ok(said)
}
