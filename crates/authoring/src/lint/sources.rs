//! Every document in the list is one that something rests on, with a confidence of A to D.

use super::Lint;
use super::place;
use crate::said::linting as said;

/// Looks for documents that nothing uses.
pub fn lint(lint: &mut Lint<'_>) {
    let seeds = lint.seeds;
    let mut used: Vec<&str> = Vec::new();
    for support in seeds.supports.values() {
        let of_worth = support.worth.iter().flat_map(|worth| worth.figures.keys());
        used.extend(support.sources.iter().chain(&support.cites).chain(support.figures.keys()).chain(of_worth).map(String::as_str));
    }
    used.extend(seeds.rules.values().flat_map(|rule| &rule.versions).flat_map(|version| &version.sources).map(String::as_str));
    used.extend(place::criteria(lint.folder, seeds).iter().map(|at| at.source));
    used.extend(seeds.terms.iter().map(|term| term.source.as_str()));
    used.extend(seeds.sizes.sources.iter().map(String::as_str));
    used.push(&seeds.sizes.scale_source);
    used.extend(seeds.sizes.industry.iter().filter_map(|row| row.scale.source.as_deref()));
    used.extend(seeds.sources.source.iter().filter_map(|source| source.follows.as_deref()));
    for source in &seeds.sources.source {
        let needle = format!("id = \"{}\"", source.id);
        if !used.contains(&source.id.as_str()) {
            lint.near("sources.toml", &needle, said::source_unused(&source.id));
        }
        if !matches!(source.confidence.as_str(), "A" | "B" | "C" | "D") {
            lint.near("sources.toml", &needle, said::confidence(&source.id));
        }
    }
    for name in seeds.sizes.industry.iter().filter_map(|row| row.scale.source.as_ref()).chain([&seeds.sizes.scale_source]) {
        if !seeds.sources.source.iter().any(|source| source.id == *name) {
            lint.near("sizes.toml", name, said::unknown_source(name));
        }
    }
}
