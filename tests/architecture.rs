//! The house rules that a compiler does not hold: which room may import which, who may touch the browser, files and the clock, and tidiness.
//!
//! The source is read as tokens, comments and strings left out, so a rule sees `use` trees and paths written out in an expression alike. Every
//! offence is named as `file:line`. That the rules find what they must is proven below by sources that break them.

use std::path::Path;

/// The rooms, lowest first, and what each may import beside itself.
///
/// `explanations` reads a finished report, so it stands above it, while `journey` stands below. `built_in` is the module in `lib.rs` that opens the pack; `page` is `main.rs`, `command` the files of `bin`.
const ROOMS: &[(&str, &str)] = &[
    ("order", ""),
    ("units", ""),
    ("date", ""),
    ("facts", "units"),
    ("catalogue", "order units date facts"),
    ("rules", "order units date facts catalogue"),
    ("journey", "units date facts catalogue rules"),
    ("ladder", "units date facts catalogue rules"),
    ("report", "units date facts catalogue rules journey ladder"),
    ("session", "units date facts catalogue rules journey ladder report"),
    ("explanations", "order units date facts catalogue rules journey ladder report"),
    ("text", "units date facts catalogue rules journey ladder report explanations"),
    ("link", "units date facts catalogue rules journey ladder report"),
    ("profile", "units date facts catalogue rules journey ladder report link"),
    ("built_in", "catalogue"),
    ("authoring", "order units date facts catalogue rules"),
    ("ui", "order units date facts catalogue rules journey ladder report session explanations text link profile built_in"),
    ("cli", "units date facts catalogue rules journey ladder report session explanations text link built_in authoring"),
    ("page", "ui"),
    ("command", "date built_in cli ui"),
];

/// What comes from outside, and the only rooms that may use it. What is not named here is free (`serde`, `core`, the rest of `std`).
const OUTSIDE: &[(&str, &str)] = &[
    ("web_sys", "ui"),
    ("js_sys", "ui"),
    ("gloo", "ui"),
    ("wasm_bindgen", "ui page"),
    ("yew", "ui"),
    ("qrcodegen", "ui"),
    ("toml", "authoring cli"),
    ("serde_json", "cli"),
    ("sha2", "authoring"),
    ("postcard", "authoring catalogue"),
    ("std::fs", "authoring cli command"),
    ("std::io", "authoring cli command"),
    ("std::env", "authoring cli command"),
    ("std::process", "authoring cli command"),
    ("std::net", ""),
    ("std::thread", ""),
    ("std::time", "command"),
];

/// Names that only these rooms may write at all, however they came by them.
const NAMES: &[(&str, &str)] =
    &[("SystemTime", "command"), ("Instant", "command"), ("println", "authoring cli command"), ("eprintln", "authoring cli command")];

/// What no source file contains.
const NEVER: &[(&str, &str)] = &[
    ("#[allow(", "write #[expect(…, reason = …)]"),
    ("#![allow(", "write #![expect(…, reason = …)]"),
    ("todo!", "finish it"),
    ("function_component]", "write #[component]"),
    ("#[ignore", "a test runs or is not there"),
];

/// A file beyond this many lines says in its opening comment why; a line beyond this many characters is broken.
const MOST_LINES: usize = 400;
const MOST_CHARACTERS: usize = 200;
/// How the opening comment of a longer file begins to say why.
const LONG_BECAUSE: &str = "Longer than usual because";

/// A source file: its path below `src`, and its text.
struct Source {
    path: String,
    text: String,
}

/// A word or a sign of the source, with its line.
#[derive(Clone, PartialEq, Debug)]
struct Token {
    text: String,
    line: usize,
}

/// A path as written (`crate::report::Report`), its first segment resolved, with its line.
#[derive(PartialEq, Debug)]
struct Mention {
    segments: Vec<String>,
    line: usize,
    /// The inline module it stands in, if any.
    within: Option<String>,
}

#[test]
fn imports_go_up_the_house_only() {
    expect_none("imports", sources().iter().flat_map(imports));
}

#[test]
fn the_browser_files_and_the_clock_stay_in_their_rooms() {
    expect_none("use of what is outside", sources().iter().flat_map(outside));
}

#[test]
fn the_source_is_tidy() {
    expect_none("tidiness", sources().iter().flat_map(tidiness));
}

#[test]
fn long_files_say_why() {
    expect_none("length", sources().iter().flat_map(length));
}

#[test]
fn every_room_is_in_the_table() {
    let unknown = sources().into_iter().filter(|source| ROOMS.iter().all(|(room, _)| *room != room_of_file(&source.path)));
    expect_none("rooms", unknown.map(|source| format!("{}:1: no room of the table; add it where it belongs", source.path)));
    for (place, (room, allowed)) in ROOMS.iter().enumerate() {
        for import in allowed.split_whitespace() {
            assert!(
                ROOMS[..place].iter().any(|(below, _)| *below == import),
                "the table lets {room} import {import}, which is not below it"
            );
        }
    }
}

#[test]
fn ui_and_cli_are_strangers() {
    let allowed = |room: &str| ROOMS.iter().find(|(name, _)| *name == room).map_or("", |(_, allowed)| allowed);
    assert!(allowed("ui").split_whitespace().all(|room| room != "cli" && room != "authoring"));
    assert!(allowed("cli").split_whitespace().all(|room| room != "ui"));
}

/// Each fault on its own, in a small source, with the line it must be named at.
#[test]
fn a_seeded_fault_is_named_with_its_line() {
    let cases: &[(&str, &str, usize)] = &[
        ("facts.rs", "//! Doc.\nuse crate::catalogue::Text;\n", 2),
        ("rules/size.rs", "//! Doc.\n\nuse crate::{facts::FactId, report};\n", 3),
        ("rules/size.rs", "//! Doc.\nfn f() { let _ = crate::session::Stage::Intro; }\n", 2),
        ("rules/size.rs", "//! Doc.\nuse super::super::text::Words;\n", 2),
        ("report.rs", "//! Doc.\nuse super::text;\n", 2),
        ("report.rs", "//! Doc.\nuse crate::explanations::bands;\nuse crate::journey;\n", 2),
        ("ui/app.rs", "//! Doc.\nuse crate::{\n    facts,\n    cli::profile,\n};\n", 4),
        ("cli/assess.rs", "//! Doc.\nuse crate::ui::shown;\n", 2),
        ("authoring/seed.rs", "//! Doc.\nuse crate::report::Topics;\n", 2),
        ("authoring/seed.rs", "//! Doc.\nuse crate::*;\n", 2),
        ("bin/zice.rs", "//! Doc.\nfn main() { zice::report::report() }\n", 2),
        ("main.rs", "//! Doc.\nfn main() { zice::cli::run() }\n", 2),
        ("units.rs", "//! Doc.\nmod tests {\n    use super::*;\n    use crate::facts::FactId;\n}\n", 4),
        ("session.rs", "//! Doc.\nfn f() { web_sys::window(); }\n", 2),
        ("text/mod.rs", "//! Doc.\nuse yew::prelude::*;\n", 2),
        ("link.rs", "//! Doc.\nuse std::{collections::BTreeMap, fs};\n", 2),
        ("ui/store.rs", "//! Doc.\nfn f() { std::env::var(\"X\"); }\n", 2),
        ("cli/batch.rs", "//! Doc.\nuse std::time::Duration;\n", 2),
        ("report.rs", "//! Doc.\nfn now(at: SystemTime) {}\n", 2),
        ("ui/app.rs", "//! Doc.\nuse serde_json::Value;\n", 2),
        ("ui/app.rs", "//! Doc.\nfn f() { println!(); }\n", 2),
        ("date.rs", "// Doc.\n", 1),
        ("date.rs", "//! Doc.\n#[allow(dead_code)]\nfn f() {}\n", 2),
        ("date.rs", "//! Doc.\nfn f() { todo!() }\n", 2),
        ("ui/app.rs", "//! Doc.\n#[function_component]\nfn F() {}\n", 2),
        ("date.rs", "//! Doc.\n#[test]\n#[ignore = \"slow\"]\nfn f() {}\n", 3),
    ];
    for (path, text, line) in cases {
        let source = Source { path: (*path).to_owned(), text: (*text).to_owned() };
        let found: Vec<String> = imports(&source).into_iter().chain(outside(&source)).chain(tidiness(&source)).collect();
        assert!(
            found.iter().any(|offence| offence.starts_with(&format!("{path}:{line}: "))),
            "nothing at line {line} of:\n{text}\nbut {found:?}"
        );
        assert!(found.iter().all(|offence| offence.starts_with(&format!("{path}:{line}: "))), "too much in:\n{text}\n{found:?}");
    }
    let long = |header: &str| Source { path: "date.rs".to_owned(), text: format!("//! {header}\n{}", "fn f() {}\n".repeat(MOST_LINES)) };
    assert_eq!(length(&long("Dates.")).len(), 1);
    assert_eq!(length(&long("Longer than usual because it holds a table.")), Vec::<String>::new());
    let wide = Source { path: "date.rs".to_owned(), text: format!("//! Doc.\n// {}\n", "长".repeat(MOST_CHARACTERS)) };
    assert_eq!(tidiness(&wide).len(), 1);
}

/// What is said in a comment or a string, or looks like a fault and is none.
#[test]
fn words_about_a_fault_are_none() {
    let text = "//! Uses crate::report, std::fs and yew.\n/* crate::ui /* nested */ yew */\nuse crate::units::Unit;\n\
        const A: &str = \"crate::cli \\\" std::fs\";\nconst B: &str = r#\"crate::ui \" yew\"#;\nconst C: char = '\"';\nfn f<'a>(x: &'a str) {}\n\
        const D: u8 = b'\\'';\nmod tests {\n    use super::*;\n}\nfn g() { let yew_tree = env!(\"X\"); }\n";
    let source = Source { path: "facts.rs".to_owned(), text: text.to_owned() };
    assert_eq!(imports(&source), Vec::<String>::new());
    assert_eq!(outside(&source), Vec::<String>::new());
    assert_eq!(tidiness(&source), Vec::<String>::new());
}

fn imports(source: &Source) -> Vec<String> {
    let mut offences = Vec::new();
    for mention in mentions(source) {
        let from = match &mention.within {
            Some(module) if source.path == "lib.rs" => module.as_str(),
            _ => room_of_file(&source.path),
        };
        let Some((first, rest)) = mention.segments.split_first() else { continue };
        let to = match (first.as_str(), rest) {
            ("crate" | "zice", [star]) if star == "*" => "the whole house",
            ("crate" | "zice", [room, ..]) => room.as_str(),
            _ => continue,
        };
        let allowed = ROOMS.iter().find(|(room, _)| *room == from).map_or("", |(_, allowed)| allowed);
        if to != from && !allowed.split_whitespace().any(|room| room == to) {
            offences.push(format!("{}:{}: {from} must not import {to} ({})", source.path, mention.line, mention.segments.join("::")));
        }
    }
    offences.dedup();
    offences
}

fn outside(source: &Source) -> Vec<String> {
    let room = room_of_file(&source.path);
    let may = |rooms: &str| rooms.split_whitespace().any(|allowed| allowed == room);
    let mut offences = Vec::new();
    for mention in mentions(source) {
        let path = mention.segments.join("::");
        for (name, rooms) in OUTSIDE {
            let named = path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
            if named && !may(rooms) {
                offences.push(format!("{}:{}: {room} must not use {name} ({path})", source.path, mention.line));
            }
        }
    }
    for token in tokens(&source.text) {
        if let Some((name, _)) = NAMES.iter().find(|(name, rooms)| *name == token.text && !may(rooms)) {
            offences.push(format!("{}:{}: {room} must not use {name}", source.path, token.line));
        }
    }
    offences
}

fn tidiness(source: &Source) -> Vec<String> {
    let mut offences = Vec::new();
    if !source.text.starts_with("//! ") {
        offences.push(format!("{}:1: does not open with //! and what it is for", source.path));
    }
    let bare = without_comments_and_strings(&source.text);
    for (index, (line, code)) in source.text.lines().zip(bare.lines()).enumerate() {
        for (fault, instead) in NEVER {
            if code.contains(fault) {
                offences.push(format!("{}:{}: {fault} stands here: {instead}", source.path, index + 1));
            }
        }
        let characters = line.chars().count();
        if MOST_CHARACTERS < characters {
            offences.push(format!("{}:{}: {characters} characters, at most {MOST_CHARACTERS}", source.path, index + 1));
        }
    }
    offences
}

fn length(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let says_why = source.text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.contains(LONG_BECAUSE));
    let offence = || format!("{}:1: {lines} lines, more than {MOST_LINES}: split it, or say in its //! “{LONG_BECAUSE} …”", source.path);
    (MOST_LINES < lines && !says_why).then(offence).into_iter().collect()
}

/// The room that a file below `src` belongs to.
fn room_of_file(path: &str) -> &str {
    match path {
        "lib.rs" => "built_in",
        "main.rs" => "page",
        _ if path.starts_with("bin/") => "command",
        _ => path.split(['/', '.']).next().unwrap_or(path),
    }
}

/// Every path of a source with its `use` trees taken apart; `self` and `super` are written out from the crate's root.
fn mentions(source: &Source) -> Vec<Mention> {
    let tokens = tokens(&source.text);
    let module = module_of_file(&source.path);
    let mut found = Vec::new();
    // Inline modules that are open, each with the depth of its brace.
    let (mut inline, mut depth): (Vec<(String, usize)>, usize) = (Vec::new(), 0);
    let mut at = 0;
    while at < tokens.len() {
        let text = tokens[at].text.as_str();
        match text {
            "{" => {
                depth += 1;
                if 2 <= at && tokens[at - 2].text == "mod" {
                    inline.push((tokens[at - 1].text.clone(), depth));
                }
            }
            "}" => {
                inline.retain(|(_, opened)| *opened != depth);
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        let starts = is_word(text) && (at == 0 || tokens[at - 1].text != "::") && tokens.get(at + 1).is_some_and(|next| next.text == "::");
        if starts {
            let here: Vec<String> = module.iter().cloned().chain(inline.iter().map(|(name, _)| name.clone())).collect();
            let within = inline.first().map(|(name, _)| name.clone());
            let mut paths = Vec::new();
            at = tree(&tokens, at, &[], &mut paths);
            for (segments, line) in paths {
                found.push(Mention { segments: rooted(segments, &here), line, within: within.clone() });
            }
        } else {
            at += 1;
        }
    }
    found
}

/// Reads one path or `use` tree from `at` on; the place after it.
fn tree(tokens: &[Token], mut at: usize, before: &[String], paths: &mut Vec<(Vec<String>, usize)>) -> usize {
    let mut segments = before.to_vec();
    while let Some(token) = tokens.get(at) {
        if token.text == "{" {
            at += 1;
            while tokens.get(at).is_some_and(|token| token.text != "}") {
                at = if tokens[at].text == "," { at + 1 } else { tree(tokens, at, &segments, paths).max(at + 1) };
            }
            return at + 1;
        }
        if !is_word(&token.text) && token.text != "*" {
            break;
        }
        if token.text != "self" || segments.is_empty() {
            segments.push(token.text.clone());
        }
        let line = token.line;
        let on = tokens.get(at + 1).is_some_and(|next| next.text == "::");
        let further = tokens.get(at + 2).is_some_and(|next| is_word(&next.text) || next.text == "{" || next.text == "*");
        if !(on && further) {
            paths.push((segments, line));
            return at + if on { 2 } else { 1 };
        }
        at += 2;
    }
    at
}

/// A path with `self` and `super` resolved from the module it stands in.
fn rooted(segments: Vec<String>, here: &[String]) -> Vec<String> {
    let ups = segments.iter().take_while(|segment| *segment == "super").count();
    let skipped = ups + usize::from(segments.first().is_some_and(|first| first == "self"));
    if skipped == 0 {
        return segments;
    }
    let base = &here[..here.len().saturating_sub(ups)];
    std::iter::once("crate".to_owned()).chain(base.iter().cloned()).chain(segments.into_iter().skip(skipped)).collect()
}

/// The module path of a file, below the crate.
fn module_of_file(path: &str) -> Vec<String> {
    let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
    if matches!(stem, "lib" | "main") || stem.starts_with("bin/") { Vec::new() } else { stem.split('/').map(str::to_owned).collect() }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, line) in without_comments_and_strings(text).lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if first.is_alphanumeric() || first == '_' {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            tokens.push(Token { text: rest[..length].to_owned(), line: index + 1 });
            rest = rest[length..].trim_start();
        }
    }
    tokens
}

/// The code alone: what stands in comments, strings and characters becomes spaces; lines stay where they are.
fn without_comments_and_strings(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let starts = |at: usize, with: &str| with.chars().enumerate().all(|(offset, c)| characters.get(at + offset) == Some(&c));
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        let from = at;
        let word_before = at.checked_sub(1).is_some_and(|before| characters[before].is_alphanumeric() || characters[before] == '_');
        let hashes = characters[at + 1..].iter().take_while(|&&c| c == '#').count();
        if starts(at, "//") {
            at += characters[at..].iter().take_while(|&&c| c != '\n').count();
        } else if starts(at, "/*") {
            let mut depth = 0;
            while at < characters.len() {
                if starts(at, "/*") {
                    (depth, at) = (depth + 1, at + 2);
                } else if starts(at, "*/") {
                    (depth, at) = (depth - 1, at + 2);
                } else {
                    at += 1;
                }
                if depth == 0 {
                    break;
                }
            }
        } else if characters[at] == 'r' && !word_before && starts(at + 1 + hashes, "\"") {
            let end = format!("\"{}", "#".repeat(hashes));
            at += hashes + 2;
            while at < characters.len() && !starts(at, &end) {
                at += 1;
            }
            at += end.chars().count();
        } else if characters[at] == '"' {
            at += 1;
            while at < characters.len() && characters[at] != '"' {
                at += if characters[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
        } else if characters[at] == '\'' && (starts(at + 1, "\\") || characters.get(at + 2) == Some(&'\'')) {
            // A character, not a lifetime.
            at += if starts(at + 1, "\\") { 3 } else { 2 };
            while at < characters.len() && characters[at] != '\'' {
                at += 1;
            }
            at += 1;
        } else {
            code.push(characters[at]);
            at += 1;
            continue;
        }
        code.extend(characters[from..at.min(characters.len())].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
    }
    code
}

fn expect_none(what: &str, offences: impl Iterator<Item = String>) {
    let offences: Vec<String> = offences.collect();
    assert!(offences.is_empty(), "{what}: {} in src/:\n  {}\n", offences.len(), offences.join("\n  "));
}

/// Every Rust file below `src`, by path.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut sources, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the source") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a readable source");
                let below = path.strip_prefix(&root).expect("below src");
                sources.push(Source {
                    path: below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"),
                    text,
                });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(40 < sources.len(), "only {} files below src: the test looks in the wrong place", sources.len());
    sources
}
