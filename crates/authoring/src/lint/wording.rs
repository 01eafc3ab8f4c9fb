//! Nothing is promised, every question has a hint that helps, and figures of low confidence carry their caution.

use super::Lint;
use super::place::Cursor;
use super::texts::texts;
use crate::Stage;
use crate::said::{Tongue, linting as said};

/// Words that promise, with the longer words in which they are harmless.
const PROMISES: [(&str, &[&str]); 14] = [
    ("保证", &["保证金", "保证贷款", "保证保险", "保证人", "保证担保"]),
    ("一定", &["不一定", "一定比例", "一定期限", "一定条件"]),
    ("必然", &[]),
    ("必定", &[]),
    ("确保", &[]),
    ("肯定", &[]),
    ("绝对", &[]),
    ("包过", &["“包过费”"]),
    ("guarantee", &GUARANTEES),
    ("certainly", &[]),
    ("definitely", &[]),
    ("ensure", &[]),
    ("will receive", &[]),
    ("will get", &[]),
];
/// A guarantee for a loan is no promise.
const GUARANTEES: [&str; 10] = [
    "guarantee loan",
    "guarantee compan",
    "financing guarantee",
    "guarantees given",
    "guarantee for a loan",
    "counter-guarantee",
    "loan guarantee",
    "guarantee bod",
    "guarantee plan",
    "-backed guarantee",
];
const CAUTION: &str = "以主管部门最新文件为准";
const CAUTION_ENGLISH: &str = "subject to the authority's latest document";

/// Checks every text, every hint and every support.
pub fn lint(lint: &mut Lint<'_>) {
    for text in texts(lint.folder, lint.seeds) {
        for written in [text.zh.to_owned(), text.en.to_lowercase()] {
            for word in promises(&written) {
                lint.at(&text.file, text.line, said::promise(word));
            }
        }
    }
    hints(lint);
    cautions(lint);
}

fn promises(written: &str) -> Vec<&'static str> {
    let holds = |(word, harmless): &(&'static str, &[&str])| {
        let rest = harmless.iter().fold(written.to_owned(), |rest, name| rest.replace(name, ""));
        rest.contains(word).then_some(*word)
    };
    PROMISES.iter().filter_map(holds).collect()
}

/// A hint says where to find the answer; it does not ask again.
fn hints(lint: &mut Lint<'_>) {
    let tongues = lint.tongues();
    let mut cursor = Cursor::new(lint.folder, "facts.toml");
    for fact in &lint.seeds.facts.fact {
        let line = cursor.id(&fact.id);
        for option in &fact.options {
            cursor.id(&option.id);
        }
        let pairs = [(Tongue::Zh, &fact.hint.zh, &fact.question.zh, 8), (Tongue::En, &fact.hint.en, &fact.question.en, 20)];
        for (tongue, hint, question, least) in pairs.into_iter().filter(|(tongue, ..)| tongues.contains(tongue)) {
            let (hint, question) = (letters(hint), letters(question));
            if hint.is_empty() {
                continue; // reported as a missing text
            }
            if hint.contains(&question) || question.contains(&hint) {
                lint.at("facts.toml", line, said::hint_repeats(tongue, &fact.id));
            } else if hint.chars().count() < least {
                lint.at("facts.toml", line, said::hint_short(tongue, &fact.id));
            }
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A support that rests on a source of confidence C or D says so beside what it gives.
fn cautions(lint: &mut Lint<'_>) {
    for (id, support) in &lint.seeds.supports {
        let rule = support.criteria_of.as_ref().and_then(|rule| lint.seeds.rules.get(rule));
        let of_rule = rule.iter().flat_map(|rule| &rule.versions).flat_map(|version| &version.sources);
        let named: Vec<&String> = support
            .sources
            .iter()
            .chain(&support.cites)
            .chain(support.figures.keys())
            .chain(support.worth.iter().flat_map(|worth| worth.figures.keys()))
            .chain(of_rule)
            .chain(support.criteria.iter().filter_map(|c| c.source.as_ref()))
            .collect();
        let weak =
            lint.seeds.sources.source.iter().find(|source| named.contains(&&source.id) && !matches!(source.confidence.as_str(), "A" | "B"));
        let Some(weak) = weak else { continue };
        let said =
            support.gives.zh.contains(CAUTION) && (lint.stage == Stage::Draft || support.gives.en.to_lowercase().contains(CAUTION_ENGLISH));
        if !said {
            let message = said::caution(&weak.id, &weak.confidence, CAUTION, CAUTION_ENGLISH);
            lint.near(&format!("supports/{id}.toml"), "[gives]", message);
        }
    }
}
