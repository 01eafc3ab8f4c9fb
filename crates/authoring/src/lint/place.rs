//! Where things stand in the files: the lines of criteria and of the conditions in them.
//!
//! TOML tables of one kind come in the order of the file, so a cursor that only moves forward finds each `id` at its own line even where two
//! versions of a rule use the same ids.

use crate::problem::Folder;
use crate::seed::{ConditionSeed, CriterionSeed, Seeds};

/// A criterion with its place.
pub struct CriterionAt<'a> {
    /// File.
    pub file: String,
    /// Line of its id.
    pub line: usize,
    /// The criterion.
    pub seed: &'a CriterionSeed,
    /// Its source, or the default of its file.
    pub source: &'a str,
}

/// A condition with its place: of a criterion, a branch, a trigger, a term or a line of a score.
pub struct ConditionAt<'a> {
    /// File.
    pub file: String,
    /// Line of the id above it.
    pub line: usize,
    /// The condition, with all that is inside.
    pub seed: &'a ConditionSeed,
}

/// A place in a file that only moves forward.
pub struct Cursor<'a> {
    folder: &'a Folder,
    file: String,
    line: usize,
}

impl<'a> Cursor<'a> {
    /// Before the first line.
    pub fn new(folder: &'a Folder, file: &str) -> Cursor<'a> {
        Cursor { folder, file: file.to_owned(), line: 0 }
    }

    /// The line of the next `id = "…"`.
    pub fn id(&mut self, id: &str) -> usize {
        self.line = self.folder.line_after(&self.file, &format!("id = \"{id}\""), self.line).unwrap_or(self.line);
        self.line
    }

    fn criterion<'s>(&mut self, seed: &'s CriterionSeed, source: &'s str) -> CriterionAt<'s> {
        CriterionAt { file: self.file.clone(), line: self.id(&seed.id), seed, source: seed.source.as_deref().unwrap_or(source) }
    }
}

/// The line of a text: the first from `from` on that holds it in quotation marks, else the first at all, else `from`.
pub fn line_of_text(folder: &Folder, file: &str, text: &str, from: usize) -> usize {
    let needle = format!("\"{text}\"");
    folder.line_after(file, &needle, from.saturating_sub(1)).or_else(|| folder.line_after(file, &needle, 0)).unwrap_or(from)
}

/// Every criterion of the pack.
pub fn criteria<'s>(folder: &Folder, seeds: &'s Seeds) -> Vec<CriterionAt<'s>> {
    let mut found = Vec::new();
    let mut pack = Cursor::new(folder, "pack.toml");
    for scope in &seeds.pack.scope {
        pack.id(&scope.id);
        found.extend(scope.criteria.iter().map(|seed| pack.criterion(seed, &seeds.pack.source)));
    }
    for (id, rule) in &seeds.rules {
        let mut cursor = Cursor::new(folder, &format!("rules/{id}.toml"));
        for version in &rule.versions {
            let source = version.sources.first().map_or("", String::as_str);
            found.extend(version.criteria.iter().map(|seed| cursor.criterion(seed, source)));
        }
    }
    for (id, support) in &seeds.supports {
        let mut cursor = Cursor::new(folder, &format!("supports/{id}.toml"));
        let source = support.sources.first().map_or("", String::as_str);
        found.extend(support.criteria.iter().map(|seed| cursor.criterion(seed, source)));
    }
    found
}

/// Every condition of the pack, outermost only.
pub fn conditions<'s>(folder: &Folder, seeds: &'s Seeds) -> Vec<ConditionAt<'s>> {
    let mut found = Vec::new();
    let mut terms = Cursor::new(folder, "terms.toml");
    for term in &seeds.terms {
        found.push(ConditionAt { file: "terms.toml".to_owned(), line: terms.id(&term.id), seed: &term.rule });
    }
    for at in criteria(folder, seeds) {
        for seed in at.seed.rule.iter().chain(at.seed.any.iter().map(|branch| &branch.rule)) {
            found.push(ConditionAt { file: at.file.clone(), line: at.line, seed });
        }
    }
    for (id, support) in &seeds.supports {
        let file = format!("supports/{id}.toml");
        let line = folder.line_after(&file, "when = ", 0).unwrap_or(0);
        found.extend(support.when.iter().map(|seed| ConditionAt { file: file.clone(), line, seed }));
        let line = folder.line_after(&file, "[[worth.cases]]", 0).unwrap_or(0);
        let of_worth = support.worth.iter().flat_map(|worth| &worth.cases).filter_map(|case| case.when.as_ref());
        found.extend(of_worth.map(|seed| ConditionAt { file: file.clone(), line, seed }));
    }
    for (id, rule) in &seeds.rules {
        let file = format!("rules/{id}.toml");
        let mut cursor = Cursor::new(folder, &file);
        for part in rule.scores.iter().flat_map(|score| &score.groups).flat_map(|group| &group.parts) {
            let line = cursor.id(&part.id);
            let inside = part.steps.iter().map(|steps| &steps.of).chain(part.when.iter().map(|points| &points.rule));
            found.extend(inside.map(|seed| ConditionAt { file: file.clone(), line, seed }));
        }
    }
    found
}

/// The condition itself and every condition inside it; terms are not followed.
pub fn within(seed: &ConditionSeed) -> Vec<&ConditionSeed> {
    let mut all = vec![seed];
    let lists = seed.all.iter().chain(&seed.any).flatten();
    for inner in lists.chain(seed.not.as_deref()).chain(seed.review_if.as_deref()) {
        all.extend(within(inner));
    }
    all
}
