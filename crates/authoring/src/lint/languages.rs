//! Both languages are complete, each in its own script, plain text of a length that fits its place.
//!
//! English holds Chinese only where a reader needs the official term: 万元, 专精特新 and 规上 anywhere, anything in brackets or quotation marks.

use super::Lint;
use super::texts::{Role, TextAt, texts};

const MARKUP: [&str; 9] = ["**", "`", "<", "](", "「", "」", "&nbsp;", "\n", "\t"];
/// Terms that English may hold without brackets.
const TERMS: [&str; 3] = ["万元", "专精特新", "规上"];

/// Checks every text.
pub fn lint(lint: &mut Lint<'_>) {
    for text in texts(lint.folder, lint.seeds) {
        for message in faults(&text) {
            lint.at(&text.file, text.line, message);
        }
    }
    for (id, support) in &lint.seeds.supports {
        let file = format!("supports/{id}.toml");
        let counts = [("steps", support.steps.len(), 2, 4), ("documents", support.documents.len(), 1, 5)];
        for (what, count, least, most) in counts {
            if !(least..=most).contains(&count) {
                lint.near(&file, &format!("[[{what}]]"), format!("{count} {what}: {least} to {most} are right"));
            }
        }
    }
}

fn faults(text: &TextAt<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for (language, written) in [("zh", text.zh), ("en", text.en)] {
        if written.trim().is_empty() {
            faults.push(format!("the {language} text is missing"));
            continue;
        }
        if written.trim() != written || written.contains("  ") {
            faults.push(format!("spaces too many in the {language} text"));
        }
        if let Some(mark) = MARKUP.iter().find(|mark| written.contains(**mark)) {
            faults.push(format!("{mark:?} in the {language} text: texts are plain, and Chinese quotation marks are “ ”"));
        }
        let (length, limit) = (written.chars().count(), limit(text.role, language));
        if limit < length {
            faults.push(format!("the {language} text has {length} characters; {limit} is the limit for this place"));
        }
    }
    let has_words = text.zh.chars().any(|letter| letter.is_alphabetic());
    if text.zh == text.en && has_words {
        faults.push(format!("both languages say the same: {}", text.zh));
    }
    if has_words && !text.zh.chars().any(is_chinese) {
        faults.push(format!("the zh text holds no Chinese: {}", text.zh));
    }
    if text.zh.contains('"') {
        faults.push("straight quotation marks in the zh text: write “ ”".to_owned());
    }
    if let Some(stray) = stray_chinese(text.en) {
        faults.push(format!("Chinese {stray:?} in the en text outside brackets and quotation marks"));
    }
    faults
}

fn limit(role: Role, language: &str) -> usize {
    let (zh, en) = match role {
        Role::Name => (30, 80),
        Role::Title => (60, 130),
        Role::Gives => (120, 320),
        Role::Label => (48, 130),
        Role::Step => (80, 220),
        Role::Document => (40, 110),
        Role::Short => (14, 40),
        Role::Question => (60, 160),
        Role::Hint => (120, 320),
        Role::Option => (40, 130),
        Role::Note => (120, 330),
    };
    if language == "zh" { zh } else { en }
}

const fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// The first run of Chinese that English should not hold.
fn stray_chinese(english: &str) -> Option<String> {
    let mut plain = english.to_owned();
    for term in TERMS {
        plain = plain.replace(term, "");
    }
    let mut depth = 0_i32;
    let mut stray = String::new();
    for letter in plain.chars() {
        match letter {
            '(' | '（' | '“' | '《' | '〔' => depth += 1,
            ')' | '）' | '”' | '》' | '〕' => depth -= 1,
            _ if depth <= 0 && is_chinese(letter) => stray.push(letter),
            _ if !stray.is_empty() => break,
            _ => {}
        }
    }
    Some(stray).filter(|stray| !stray.is_empty())
}
