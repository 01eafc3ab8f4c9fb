//! From an author's folder of TOML to the trusted catalogue.
//!
//! Used by `build.rs`, by `zice check` and by the tests; it never travels to the browser. Every problem of a pack is collected and reported at
//! once with its file and line, so an author mends them in one go.

pub mod compile;
pub mod conditions;
pub mod intern;
pub mod lint;
pub mod plan;
pub mod problem;
mod screens;
pub mod seed;
mod worth;

use std::path::Path;

use problem::{Folder, Problem};
use zice_core::catalogue::Catalogue;
use zice_core::catalogue::packed::Part;

/// Reads, compiles and lints a folder.
///
/// # Errors
/// Every problem found, in the order of the files.
pub fn load(directory: &Path) -> Result<Catalogue, Vec<Problem>> {
    let mut problems = Vec::new();
    let folder = Folder::read(directory, &mut problems);
    let catalogue = compile_folder(&folder, &mut problems);
    match catalogue {
        Some(catalogue) if problems.is_empty() => Ok(catalogue),
        _ => {
            problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            problems.dedup();
            Err(problems)
        }
    }
}

/// Compiles and lints files already read; the catalogue is only to be trusted when no problem was added.
pub fn compile_folder(folder: &Folder, problems: &mut Vec<Problem>) -> Option<Catalogue> {
    let seeds = seed::Seeds::parse(folder, problems);
    let plan = plan::Plan::extract(folder.text("plan/source.txt").unwrap_or_default());
    if let Err(message) = &plan {
        problems.push(Problem::new(folder, "plan/source.txt", "", message));
    }
    let plan = plan.unwrap_or_default();
    let seeds = seeds?;
    let catalogue = compile::compile(folder, &seeds, &plan, problems)?;
    lint::lint(folder, &seeds, &plan, &catalogue, problems);
    Some(catalogue)
}

/// The files of a small pack to start from; it passes every lint.
pub const SKELETON: [(&str, &str); 12] = [
    ("pack.toml", include_str!("skeleton/pack.toml")),
    ("facts.toml", include_str!("skeleton/facts.toml")),
    ("terms.toml", include_str!("skeleton/terms.toml")),
    ("sizes.toml", include_str!("skeleton/sizes.toml")),
    ("agencies.toml", include_str!("skeleton/agencies.toml")),
    ("contacts.toml", include_str!("skeleton/contacts.toml")),
    ("sources.toml", include_str!("skeleton/sources.toml")),
    ("ladder.toml", include_str!("skeleton/ladder.toml")),
    ("rules/green_shop.toml", include_str!("skeleton/rules/green_shop.toml")),
    ("supports/energy_audit.toml", include_str!("skeleton/supports/energy_audit.toml")),
    ("supports/green_award.toml", include_str!("skeleton/supports/green_award.toml")),
    ("plan/source.txt", include_str!("skeleton/plan/source.txt")),
];

/// The compiled form of a pack.
pub struct Compiled {
    /// Everything in one file.
    pub whole: Vec<u8>,
    /// What the page loads first.
    pub core: Vec<u8>,
    /// What it loads in the background.
    pub later: Vec<u8>,
    /// SHA-256 of the pack, in hexadecimal.
    pub sha256: String,
}

/// Compiles a catalogue.
///
/// # Errors
/// When it cannot be encoded; says why.
pub fn encode(catalogue: &Catalogue) -> Result<Compiled, String> {
    let hash = digest(&catalogue.body()?);
    let file = |part| catalogue.file(part, hash);
    let sha256 = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Compiled { whole: file(Part::Whole)?, core: file(Part::Core)?, later: file(Part::Later)?, sha256 })
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}
