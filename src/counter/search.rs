//! Finding a question by what a clerk remembers of it: a word of either language, its id, or the first letters of its pinyin.

use zice_core::catalogue::{Catalogue, Language};
use zice_core::facts::FactId;

/// At most so many are offered at once.
pub const MOST: usize = 8;

/// What one question is found by, best first.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    fact: FactId,
    /// Short names, their initials, the id; then the whole questions.
    names: Vec<String>,
    texts: Vec<String>,
}

/// All questions of a pack. `initials` gives the first letters of Chinese text, or nothing where the browser does not know them.
pub fn entries(catalogue: &Catalogue, initials: impl Fn(&str) -> String) -> Vec<Entry> {
    let entry = |(index, fact): (usize, &zice_core::catalogue::Fact)| Entry {
        fact: FactId(index as _),
        names: [
            plain(fact.short.get(Language::Zh)),
            plain(fact.short.get(Language::En)),
            plain(fact.id),
            initials(fact.short.get(Language::Zh)).to_lowercase(),
        ]
        .into_iter()
        .filter(|name| !name.is_empty())
        .collect(),
        texts: [Language::Zh, Language::En].map(|language| plain(fact.question.get(language))).to_vec(),
    };
    catalogue.facts.iter().enumerate().map(entry).collect()
}

/// The questions that fit what was written, the closest first; nothing for nothing.
pub fn find(entries: &[Entry], written: &str) -> Vec<FactId> {
    let wanted = plain(written);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let rank = [
            entry.names.contains(&wanted),
            entry.names.iter().any(|name| name.starts_with(&wanted)),
            entry.names.iter().any(|name| name.contains(&wanted)),
            entry.texts.iter().any(|text| text.contains(&wanted)),
        ];
        found.extend(rank.iter().position(|fits| *fits).map(|rank| (rank, index)));
    }
    zice_core::order::sort(&mut found);
    found.into_iter().take(MOST).map(|(_, index)| entries[index].fact).collect()
}

/// Without spaces, underscores and capitals: `R&D expense` is found by `rd_` no more than by `r&d`.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').flat_map(char::to_lowercase).collect()
}
