//! Both languages are complete, each in its own script, plain text of a length that fits its place.
//!
//! English holds Chinese only where a reader needs the official term: 万元, 专精特新 and 规上 anywhere, anything in brackets or quotation marks.

use super::Lint;
use super::texts::{Role, TextAt, texts};
use crate::said::{Said, Tongue, linting as said};

const MARKUP: [&str; 9] = ["**", "`", "<", "](", "「", "」", "&nbsp;", "\n", "\t"];
/// Terms that English may hold without brackets.
const TERMS: [&str; 3] = ["万元", "专精特新", "规上"];

/// Checks every text.
pub fn lint(lint: &mut Lint<'_>) {
    for text in texts(lint.folder, lint.seeds) {
        for message in faults(&text, lint.tongues()) {
            lint.at(&text.file, text.line, message);
        }
    }
    for (id, support) in &lint.seeds.supports {
        let file = format!("supports/{id}.toml");
        let counts = [("steps", support.steps.len(), 2, 4), ("documents", support.documents.len(), 1, 5)];
        for (what, count, least, most) in counts {
            if !(least..=most).contains(&count) {
                lint.near(&file, &format!("[[{what}]]"), said::how_many(count, what, least, most));
            }
        }
    }
}

fn faults(text: &TextAt<'_>, tongues: &[Tongue]) -> Vec<Said> {
    let mut faults = Vec::new();
    for &tongue in tongues {
        let written = tongue.of(text.zh, text.en);
        if written.trim().is_empty() {
            faults.push(said::text_missing(tongue));
            continue;
        }
        if written.trim() != written || written.contains("  ") {
            faults.push(said::text_spaces(tongue));
        }
        if let Some(mark) = MARKUP.iter().find(|mark| written.contains(**mark)) {
            faults.push(said::text_markup(format!("{mark:?}"), tongue));
        }
        let (length, limit) = (written.chars().count(), limit(text.role, tongue));
        if limit < length {
            faults.push(said::text_long(tongue, length, limit));
        }
    }
    let has_words = text.zh.chars().any(|letter| letter.is_alphabetic());
    if text.zh == text.en && has_words {
        faults.push(said::text_same(text.zh));
    }
    if has_words && !text.zh.chars().any(is_chinese) {
        faults.push(said::text_no_chinese(text.zh));
    }
    if text.zh.contains('"') {
        faults.push(said::text_straight());
    }
    if let Some(stray) = stray_chinese(text.en) {
        faults.push(said::text_stray(stray));
    }
    faults
}

fn limit(role: Role, tongue: Tongue) -> usize {
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
    tongue.of(zh, en)
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
