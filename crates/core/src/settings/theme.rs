//! `theme.css`: colours of assets/styles/tokens.css, for `:root`, in the light and in the dark, and nothing else.
//!
//! assets/start.js puts a theme into the page before this program is there, by the same grammar (`themed`); tests/settings/ holds both to the same files.

use super::{Fault, File, Kind, Read};

/// What a theme may set: colours; `radius` is a length in pixels.
pub const TOKENS: [&str; 26] = [
    "ink",
    "ink-2",
    "paper",
    "ground",
    "line",
    "line-strong",
    "brand",
    "brand-ink",
    "brand-soft",
    "on-brand",
    "focus",
    "mark",
    "error",
    "yes",
    "yes-soft",
    "review",
    "review-soft",
    "open",
    "open-soft",
    "open-line",
    "no",
    "no-soft",
    "no-line",
    "code-ink",
    "code-ground",
    "radius",
];

pub fn read(text: &str, read: &mut Read) {
    let text = without_comments(text);
    let mut fault = |at: usize, kind: Kind| {
        let line = text[..at].matches('\n').count() + 1;
        read.faults.push(Fault { file: File::Theme, line, kind });
    };
    let mut at = 0;
    // Whether a rule stands within the one at-rule that is allowed.
    let mut inside = false;
    loop {
        at += blanks(&text[at..]);
        let rest = &text[at..];
        if rest.is_empty() {
            if inside {
                fault(text.len(), Kind::NotARule(String::new()));
            }
            return;
        }
        if inside && rest.starts_with('}') {
            inside = false;
            at += 1;
            continue;
        }
        let Some(open) = rest.find('{') else { return fault(at, Kind::NotARule(short(rest))) };
        let selector: String = rest[..open].chars().filter(|c| !c.is_whitespace()).collect();
        if !inside && selector.eq_ignore_ascii_case("@media(prefers-color-scheme:dark)") {
            inside = true;
            at += open + 1;
            continue;
        }
        let end = rest[open..].find('}').map(|end| open + end);
        let (true, Some(end)) = (selector == ":root", end) else { return fault(at, Kind::NotARule(short(rest))) };
        let mut place = at + open + 1;
        for declaration in rest[open + 1..end].split(';') {
            let begin = place + blanks(declaration);
            place += declaration.len() + 1;
            let declaration = declaration.trim();
            if declaration.is_empty() {
                continue;
            }
            let (name, value) = declaration.split_once(':').unwrap_or((declaration, ""));
            let (name, value) = (name.trim(), value.trim());
            match name.strip_prefix("--zc-").filter(|token| TOKENS.contains(token)) {
                None => fault(begin, Kind::Property(short(name))),
                Some(token) if !takes(token, value) => fault(begin, Kind::Value(name.to_owned(), short(value))),
                Some(_) => {}
            }
        }
        at += end + 1;
    }
}

/// A colour as #rgb or #rrggbb, or so many pixels.
fn takes(token: &str, value: &str) -> bool {
    if token == "radius" {
        return value
            .strip_suffix("px")
            .is_some_and(|digits| !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    }
    value.strip_prefix('#').is_some_and(|digits| matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn short(text: &str) -> String {
    text.chars().take_while(|c| *c != '\n').take(40).collect::<String>().trim().to_owned()
}

/// Comments as blanks, so that lines keep their numbers.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out += before;
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        out.extend(comment.chars().filter(|c| *c == '\n'));
        out.push(' ');
        rest = after;
    }
    out + rest
}
