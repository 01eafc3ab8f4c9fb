//! Finding a question by what a clerk remembers of it: a word of either language, its id, or the first letters of its pinyin.

use crate::catalogue::{Catalogue, Language};
use crate::facts::FactId;

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
    let entry = |(index, fact): (usize, &crate::catalogue::Fact)| Entry {
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
    found.sort_unstable();
    found.into_iter().take(MOST).map(|(_, index)| entries[index].fact).collect()
}

/// Without spaces, underscores and capitals: `R&D expense` is found by `rd_` no more than by `r&d`.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole pack, as no visitor's page holds it from the start.
    fn pack() -> Catalogue {
        Catalogue::decode(include_bytes!(concat!(env!("OUT_DIR"), "/pack.whole"))).expect("the pack opens")
    }

    fn found(written: &str) -> Vec<&'static str> {
        let catalogue: &'static Catalogue = Box::leak(Box::new(pack()));
        // Stands for the browser's collation: enough letters for the test.
        let letter = |c: char| match c {
            '营' | '业' => 'Y',
            '收' => 'S',
            '入' => 'R',
            _ => '-',
        };
        let entries = entries(catalogue, |text| text.chars().map(letter).collect());
        find(&entries, written).into_iter().map(|fact| catalogue.fact(fact).id).collect()
    }

    #[test]
    fn a_question_is_found_by_id_name_initials_and_words() {
        assert_eq!(found("revenue").first(), Some(&"revenue"));
        assert_eq!(found("YYSR").first(), Some(&"revenue"));
        assert_eq!(found("营业收入").first(), Some(&"revenue"));
        assert_eq!(found(" Debt_ratio ").first(), Some(&"debt_ratio"));
        assert_eq!(found("debt ratio").first(), Some(&"debt_ratio"));
        assert!(found("").is_empty() && found("  ").is_empty() && found("不存在的题").is_empty());
        assert!(found("a").len() == MOST, "never more than fit");
    }

    #[test]
    fn every_question_is_found_by_its_id_and_its_name() {
        let catalogue = pack();
        let entries = entries(&catalogue, |_| String::new());
        for (index, fact) in catalogue.facts.iter().enumerate() {
            assert_eq!(find(&entries, fact.id).first().map(|found| usize::from(found.0)), Some(index), "{}", fact.id);
            for language in [Language::Zh, Language::En] {
                let offered = find(&entries, fact.short.get(language));
                assert!(offered.iter().any(|found| usize::from(found.0) == index), "{}: {offered:?}", fact.short.get(language));
            }
        }
    }
}
