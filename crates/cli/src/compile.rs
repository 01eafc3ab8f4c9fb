//! `zice pack`: packs as files.

use std::path::Path;

use zice_authoring as authoring;
use zice_core::catalogue::Catalogue;
use zice_core::report::opening::{opening, outlook};

/// Compiles a folder; says what it wrote and the hash to name in the page.
///
/// # Errors
/// Every problem of the folder, or a file that cannot be written.
pub fn build(directory: &Path, file: &Path) -> Result<String, String> {
    let catalogue = super::pack::read(directory)?;
    let pack = authoring::encode(&catalogue)?;
    let bytes = pack.whole.len();
    // What the page would refuse is not written.
    Catalogue::load(pack.whole.clone().leak(), Some(&pack.sha256)).map_err(|error| format!("{}: {error}", directory.display()))?;
    write(file, &pack.whole)?;
    Ok(format!("{}: {bytes} bytes\nsha256 {}\n", file.display(), pack.sha256))
}

/// Writes a small pack with comments, to be filled in.
///
/// # Errors
/// When the folder holds something already, or cannot be written.
pub fn new(directory: &Path) -> Result<String, String> {
    let occupied = std::fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        return Err(format!("{} is not empty: name a new folder", directory.display()));
    }
    for (name, text) in authoring::SKELETON {
        let file = directory.join(name);
        let folder = file.parent().unwrap_or(directory);
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: cannot be made: {error}", folder.display()))?;
        write(&file, text.as_bytes())?;
    }
    let shown = directory.display();
    Ok(format!(
        "{shown}: {} files. Fill them in, then: zice check {shown}; zice pack build {shown} -o pack.zice\n",
        authoring::SKELETON.len()
    ))
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(file, bytes).map_err(|error| format!("{}: cannot be written: {error}", file.display()))
}

/// Writes the parts of the built-in pack, each with what is found before a search; says what it wrote. The build of the page looks for the names.
///
/// # Errors
/// When a file cannot be written.
pub fn parts(directory: &Path) -> Result<String, String> {
    let mut catalogue = zice_pack::catalogue().map_err(|error| format!("the built-in pack: {error}"))?;
    let opening = opening(&catalogue);
    catalogue.outlook = Some(outlook(&catalogue, &opening));
    catalogue.opening = Some(opening);
    let pack = authoring::encode(&catalogue)?;
    let mut said = String::new();
    for (name, bytes) in [("pack-core.bin", pack.core), ("pack-later.bin", pack.later)] {
        let file = directory.join(name);
        write(&file, &bytes)?;
        said += &format!("{}: {} bytes\n", file.display(), bytes.len());
    }
    Ok(said)
}
