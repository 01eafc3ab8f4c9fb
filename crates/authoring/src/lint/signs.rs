//! A label compares the way its rule does: 不低于 over `at_least`, 不到 over `less_than`.

use super::Lint;
use super::bounds::Bounds;
use crate::said::linting as said;
use crate::seed::TextSeed;

/// The words of comparison must be those of the rule.
pub fn lint(lint: &mut Lint<'_>, file: &str, line: usize, text: &TextSeed, bounds: &Bounds) {
    if bounds.signs.is_empty() || bounds.turned {
        return;
    }
    let mut wanted = bounds.signs.clone();
    wanted.sort_unstable();
    wanted.dedup();
    for &tongue in lint.tongues() {
        let mut found = tongue.of(signs_of(&text.zh, &CHINESE), signs_of(&text.en.to_lowercase(), &ENGLISH));
        found.sort_unstable();
        found.dedup();
        if found != wanted {
            let (wanted, found): (String, String) = (wanted.iter().collect(), found.iter().collect());
            lint.at(file, line, said::signs(tongue, found, wanted));
        }
    }
}

/// Longer words come before those they contain.
const CHINESE: [(&str, char); 21] = [
    ("以下任一", ' '),
    ("不超过", '≤'),
    ("不高于", '≤'),
    ("不多于", '≤'),
    ("不大于", '≤'),
    ("以内", '≤'),
    ("≤", '≤'),
    ("不低于", '≥'),
    ("不少于", '≥'),
    ("不小于", '≥'),
    ("至少", '≥'),
    ("达到", '≥'),
    ("以上", '≥'),
    ("超过", '>'),
    ("大于", '>'),
    ("高于", '>'),
    ("多于", '>'),
    ("低于", '<'),
    ("少于", '<'),
    ("不到", '<'),
    ("不足", '<'),
];
const ENGLISH: [(&str, char); 14] = [
    ("no more than", '≤'),
    ("not more than", '≤'),
    ("at most", '≤'),
    ("up to", '≤'),
    ("or better", '≤'),
    ("≤", '≤'),
    ("no less than", '≥'),
    ("at least", '≥'),
    ("or more", '≥'),
    ("or above", '≥'),
    ("more than", '>'),
    ("above", '>'),
    ("less than", '<'),
    ("below", '<'),
];

fn signs_of(text: &str, words: &[(&str, char)]) -> Vec<char> {
    let mut text = text.to_owned();
    let mut found = Vec::new();
    for (word, sign) in words {
        if text.contains(word) {
            found.extend(Some(*sign).filter(|sign| *sign != ' '));
            text = text.replace(word, "·");
        }
    }
    found
}
