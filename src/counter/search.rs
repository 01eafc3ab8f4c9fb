//! Finding a question, a support or an agency by what a clerk remembers of it: a word of either language, its id, the first letters of its pinyin; a
//! question also by its options.

use zice_core::catalogue::{AgencyId, Catalogue, Language, SupportId, Text};
use zice_core::facts::FactId;

/// How many are offered at once.
pub const MOST: usize = 8;

/// The target of a search.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A question.
    Question(FactId),
    /// A support.
    Support(SupportId),
    /// An agency.
    Agency(AgencyId),
}

/// The texts by which a target is found, best first.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    target: Target,
    /// Short names, their initials, the id; then the whole questions or what a support gives; then options, with their initials.
    names: Vec<String>,
    texts: Vec<String>,
    options: Vec<String>,
}

/// Everything in a pack that can be found. `initials` gives the first letters of Chinese text, or nothing where the browser does not know them.
pub fn entries(catalogue: &Catalogue, initials: impl Fn(&str) -> String) -> Vec<Entry> {
    let named = |text: Text, id: &str| -> Vec<String> {
        let words =
            [plain(text.get(Language::Zh)), plain(text.get(Language::En)), plain(id), initials(text.get(Language::Zh)).to_lowercase()];
        words.into_iter().filter(|name| !name.is_empty()).collect()
    };
    let both = |text: Text| [Language::Zh, Language::En].map(|language| plain(text.get(language))).to_vec();
    let questions = catalogue.facts.iter().enumerate().map(|(index, fact)| Entry {
        target: Target::Question(FactId(index as _)),
        names: named(fact.short, fact.id),
        texts: both(fact.question),
        options: fact
            .options
            .iter()
            .filter(|_| fact.kind != zice_core::facts::FactKind::Yes)
            .flat_map(|option| named(option.label, option.id))
            .collect(),
    });
    let supports = catalogue.supports.iter().enumerate().map(|(index, support)| Entry {
        target: Target::Support(SupportId(index as _)),
        names: named(support.name, support.id),
        texts: both(support.gives),
        options: Vec::new(),
    });
    let agencies = catalogue.agencies.iter().enumerate().map(|(index, agency)| Entry {
        target: Target::Agency(AgencyId(index as _)),
        names: [named(agency.name, agency.id), agency.today.map_or_else(Vec::new, |today| named(today, ""))].concat(),
        texts: both(agency.role),
        options: Vec::new(),
    });
    questions.chain(supports).chain(agencies).collect()
}

/// The targets that match the text, the closest first; none for an empty text.
pub fn find(entries: &[Entry], written: &str) -> Vec<Target> {
    let wanted = plain(written);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let rank = [
            entry.names.contains(&wanted),
            entry.names.iter().any(|name| name.starts_with(&wanted)),
            entry.options.iter().any(|option| option.starts_with(&wanted)),
            entry.names.iter().any(|name| name.contains(&wanted)),
            entry.options.iter().any(|option| option.contains(&wanted)),
            entry.texts.iter().any(|text| text.contains(&wanted)),
        ];
        found.extend(rank.iter().position(|fits| *fits).map(|rank| (rank, index)));
    }
    zice_core::order::sort(&mut found);
    found.into_iter().take(MOST).map(|(_, index)| entries[index].target).collect()
}

/// The text without spaces and underscores, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').flat_map(char::to_lowercase).collect()
}
