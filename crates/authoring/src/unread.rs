//! What is wrong with a file that is no TOML, or not of its shape: the library's errors, told apart and said in our words.

use core::ops::Range;

use super::said::{Said, files as said};

/// What an error of the library means, and the bytes that it is about.
pub fn of(error: &toml::de::Error, text: &str) -> (Said, Option<Range<usize>>) {
    let span = error.span().map(|span| span.start.min(text.len())..span.end.min(text.len()));
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (first, others) = (quoted.first().copied().unwrap_or_default(), quoted.get(1..).unwrap_or_default().join(", "));
    let said = if message.starts_with("missing field") {
        said::missing_field(first)
    } else if message.starts_with("unknown field") {
        said::unknown_field(first, others)
    } else if message.starts_with("unknown variant") {
        said::unknown_variant(first, others)
    } else if message.starts_with("duplicate") {
        said::duplicate()
    } else if message.contains("untagged enum Number") {
        said::number_form()
    } else if let Some((_, expected)) = message.split_once("expected ").filter(|_| is_of_value(message)) {
        said::wrong_kind(kind(expected))
    } else if span.as_ref().is_some_and(|span| has_wide_signs(line(text, span.start))) {
        said::chinese_quotes()
    } else {
        said::syntax()
    };
    (said, span)
}

/// Whether an error is about a value that was read, and not about how it is written.
fn is_of_value(message: &str) -> bool {
    ["invalid type", "invalid value", "invalid length"].iter().any(|start| message.starts_with(start))
}

/// What the library expected, as an author writes it.
fn kind(expected: &str) -> Said {
    let is = |words: &[&str]| words.iter().any(|word| expected.contains(word));
    // “struct” begins like “str”: texts come last.
    if is(&["bool"]) {
        said::a_boolean()
    } else if is(&["sequence", "array", "tuple"]) {
        said::a_list()
    } else if is(&["struct", "map", "table"]) {
        said::a_table()
    } else if is(&["integer", "u8", "u16", "u32", "u64", "i64", "usize"]) {
        said::an_integer()
    } else if is(&["string", "str", "char"]) {
        said::a_text()
    } else {
        said::another_value()
    }
}

/// The line around a byte.
fn line(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

/// Signs of a Chinese keyboard outside quotation marks.
fn has_wide_signs(line: &str) -> bool {
    let outside = line.split('"').step_by(2).collect::<String>();
    outside.contains(['“', '”', '‘', '’', '＂', '＝', '，', '［', '］', '｛', '｝', '【', '】', '、'])
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::seed::{ConditionSeed, FactsFile, OptionSeed};

    fn said<T: serde::de::DeserializeOwned>(text: &str) -> String {
        let Err(error) = toml::from_str::<T>(text) else { panic!("{text} is right") };
        let (said, span) = of(&error, text);
        assert!(span.is_some(), "{text}: no place");
        said.zh
    }

    #[test]
    fn errors_of_the_library_are_said_in_our_words() {
        for (text, says) in [
            ("fact = “revenue”", "中文引号"),
            ("fact ＝ \"revenue\"", "全角"),
            ("fact = revenue", "不是 TOML 的写法"),
            ("fact = \"revenue", "不是 TOML 的写法"),
            ("fact = \"a\"\nfact = \"b\"", "写了两次"),
            ("fact = 5", "加引号的文字"),
            ("at_least = 0.5", "加引号的小数"),
            ("any_of = \"a\"", "方括号"),
            ("not_empty = \"yes\"", "true 或 false"),
            ("not = 5", "花括号"),
            ("facts = \"revenue\"", "没有“facts”这一项；可以写：fact, ratio"),
        ] {
            assert!(said::<ConditionSeed>(text).contains(says), "{text}: {}", said::<ConditionSeed>(text));
        }
        assert!(said::<OptionSeed>("id = \"a\"\nen = \"a\"").contains("缺少“zh”"));
        let fact = "[[fact]]\nid = \"a\"\nkind = \"one\"\ngroup = \"basic\"";
        assert!(said::<FactsFile>(fact).contains("不能写“basic”；可以写：basics"), "{}", said::<FactsFile>(fact));
    }
}
