//! No telephone number, web address or mail address that is not known to be real.
//!
//! Hotlines are those of `sources.toml`; local numbers stand in `contacts.toml` alone, where the portal that deploys the check enters them.

use super::Lint;
use super::texts::texts;
use crate::said::linting as said;

const ADDRESSES: [&str; 7] = ["http", "www.", "@", ".com", ".cn", ".org", ".net"];
/// What comes before a number to dial.
const DIALLING: [&str; 8] = ["拨打", "拨", "致电", "电话", "热线", "call ", "phone ", "dial "];

/// Checks every text and every agency.
pub fn lint(lint: &mut Lint<'_>) {
    let known: Vec<&str> = lint.seeds.sources.hotline.iter().map(|hotline| hotline.number.as_str()).collect();
    let list = known.join(", ");
    for text in texts(lint.folder, lint.seeds) {
        for written in [text.zh, text.en] {
            for number in telephones(written).into_iter().filter(|number| !known.contains(&number.as_str())) {
                lint.at(&text.file, text.line, said::telephone(number, &list));
            }
            let lower = written.to_lowercase();
            if let Some(address) = ADDRESSES.iter().find(|address| lower.contains(**address)) {
                lint.at(&text.file, text.line, said::address(address));
            }
        }
    }
    let agencies = &lint.seeds.agencies;
    for number in agencies.agency.iter().filter_map(|agency| agency.hotline.as_ref()).chain([&agencies.general_hotline]) {
        if !known.contains(&number.as_str()) {
            lint.near("agencies.toml", &format!("\"{number}\""), said::hotline(number, &list));
        }
    }
    for hotline in &lint.seeds.sources.hotline {
        if hotline.number.len() != 5 || !hotline.number.starts_with("12") || !hotline.number.bytes().all(|b| b.is_ascii_digit()) {
            lint.near("sources.toml", &format!("\"{}\"", hotline.number), said::hotline_form(&hotline.number));
        }
    }
}

/// Digits that read like a number to dial: seven and more, five that begin like a service number, or any after “call”.
fn telephones(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut digits = String::new();
        let mut groups = vec![0_usize];
        loop {
            match letters.get(at) {
                Some(digit) if digit.is_ascii_digit() => {
                    digits.push(*digit);
                    *groups.last_mut().unwrap_or(&mut 0) += 1;
                }
                Some('-' | ' ') if letters.get(at + 1).is_some_and(char::is_ascii_digit) => groups.push(0),
                _ => break,
            }
            at += 1;
        }
        let day = groups == [4, 2, 2] || groups == [4, 2];
        let money = letters[at..].iter().find(|letter| **letter != ' ').is_some_and(|letter| "万元亿".contains(*letter));
        let before: String = letters[..start].iter().collect::<String>().trim_end_matches(' ').to_lowercase() + " ";
        let dialled = 3 <= digits.len() && DIALLING.iter().any(|word| before.trim_end().ends_with(word.trim_end()));
        let service = digits.len() == 5 && ["10", "12", "95", "96"].iter().any(|start| digits.starts_with(start)) && !money;
        if dialled || service || (7 <= digits.len() && !day && !money) {
            found.push(digits);
        }
    }
    found
}
