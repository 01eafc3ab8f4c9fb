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
pub mod said;
mod screens;
pub mod seed;
mod unread;
mod worth;

use std::path::Path;

use problem::{Folder, Problem};
use zice_core::catalogue::Catalogue;
use zice_core::catalogue::packed::Part;

/// How strictly a pack is checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Everything that a page needs.
    Whole,
    /// Texts in Chinese alone: nothing is said of English.
    Draft,
}

/// A folder with what was found in it.
pub struct Checked {
    /// The files as they were read.
    pub folder: Folder,
    /// The pack; to be trusted when there are no problems.
    pub catalogue: Option<Catalogue>,
    /// Every problem, in the order of the files.
    pub problems: Vec<Problem>,
}

/// Reads, compiles and lints a folder.
pub fn check(directory: &Path, stage: Stage) -> Checked {
    let mut problems = Vec::new();
    let folder = Folder::read(directory, &mut problems);
    let catalogue = compile_at(&folder, stage, &mut problems);
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    problems.dedup();
    Checked { folder, catalogue, problems }
}

/// As [`check`], of a whole pack.
///
/// # Errors
/// Every problem found, in the order of the files.
pub fn load(directory: &Path) -> Result<Catalogue, Vec<Problem>> {
    match check(directory, Stage::Whole) {
        Checked { catalogue: Some(catalogue), problems, .. } if problems.is_empty() => Ok(catalogue),
        Checked { problems, .. } => Err(problems),
    }
}

/// Compiles and lints files already read; the catalogue is only to be trusted when no problem was added.
pub fn compile_folder(folder: &Folder, problems: &mut Vec<Problem>) -> Option<Catalogue> {
    compile_at(folder, Stage::Whole, problems)
}

fn compile_at(folder: &Folder, stage: Stage, problems: &mut Vec<Problem>) -> Option<Catalogue> {
    let seeds = seed::Seeds::parse(folder, problems);
    let plan = plan::Plan::extract(folder.text("plan/source.txt").unwrap_or_default());
    let plan = plan.unwrap_or_else(|message| {
        if !folder.is_unread("plan/source.txt") {
            problems.push(Problem::at("plan/source.txt", 0, message));
        }
        plan::Plan::default()
    });
    let seeds = seeds?;
    let catalogue = compile::compile(folder, &seeds, &plan, problems)?;
    lint::lint(folder, &seeds, &plan, &catalogue, stage, problems);
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

/// A catalogue that cannot be encoded, and why; no pack that passes its checks is one.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the pack cannot be encoded: {0}")]
pub struct EncodeError(String);

/// Compiles a catalogue.
///
/// # Errors
/// When it cannot be encoded.
pub fn encode(catalogue: &Catalogue) -> Result<Compiled, EncodeError> {
    let hash = digest(&catalogue.body().map_err(EncodeError)?);
    let file = |part| catalogue.file(part, hash).map_err(EncodeError);
    let sha256 = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Compiled { whole: file(Part::Whole)?, core: file(Part::Core)?, later: file(Part::Later)?, sha256 })
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}
