//! The house rules that neither crates nor lints hold: which module of the core may import which, and tidiness.
//!
//! Which crate may use which, and what each takes from outside, stands in the Cargo.toml files; that the core knows no files and no clock, in
//! `crates/core/clippy.toml`. Every offence is named as `file:line`; that the rules find what they must is shown below by sources that break them.

use std::path::Path;

/// The modules of the core, lowest first, and what each may import beside itself.
const MODULES: &[(&str, &str)] = &[
    ("order", ""),
    ("units", ""),
    ("date", ""),
    ("facts", "units"),
    ("figures", "units facts"),
    ("written", "units facts"),
    ("catalogue", "order units date facts figures"),
    ("rules", "order units date facts catalogue"),
    ("journey", "units date facts catalogue rules"),
    ("ladder", "units date facts catalogue rules"),
    ("report", "units date facts catalogue rules journey ladder"),
    ("worth", "units facts catalogue rules report"),
    ("screens", "facts catalogue journey report"),
    ("session", "units date facts catalogue rules journey ladder report screens"),
    ("explanations", "order units date facts catalogue rules journey ladder report worth"),
    ("text", "units date facts figures written catalogue rules journey ladder report worth explanations"),
    ("shown", "order units date facts catalogue rules ladder report text"),
    ("link", "units date facts catalogue rules journey ladder report"),
    ("profile", "units date facts figures catalogue rules journey ladder report link"),
    ("settings", "catalogue profile"),
];

/// What no source file contains.
const NEVER: &[(&str, &str)] = &[("function_component]", "write #[component]"), ("#[ignore", "a test runs or is not there")];

/// A file beyond this many lines says in its opening comment why; a line beyond this many characters is broken.
const MOST_LINES: usize = 400;
const MOST_CHARACTERS: usize = 200;
/// How the opening comment of a longer file begins to say why.
const LONG_BECAUSE: &str = "Longer than usual because";
const CORE: &str = "crates/core/src/";

#[test]
fn the_source_is_tidy_and_imports_point_downwards() {
    let offences: Vec<String> = sources().iter().flat_map(|(path, text)| [imports(path, text), tidiness(path, text)].concat()).collect();
    assert!(offences.is_empty(), "{} offences:\n  {}\n", offences.len(), offences.join("\n  "));
}

#[test]
fn every_module_of_the_core_stands_in_the_table_above_what_it_imports() {
    for (path, _) in sources().iter().filter(|(path, _)| path.starts_with(CORE) && !path.ends_with("/lib.rs")) {
        assert!(MODULES.iter().any(|(module, _)| *module == module_of(path)), "{path}: no module of the table; add it where it belongs");
    }
    for (place, (module, allowed)) in MODULES.iter().enumerate() {
        for lower in allowed.split_whitespace() {
            assert!(MODULES[..place].iter().any(|(name, _)| *name == lower), "{module} may import {lower}, which does not stand below it");
        }
    }
}

#[test]
fn every_rule_finds_what_breaks_it() {
    for (path, text, line) in [
        ("rules/size.rs", "//! Doc.\n\nuse crate::report::Report;\n", 3),
        ("rules/size.rs", "//! Doc.\n\nuse crate::{facts::FactId, report};\n", 3),
        ("report.rs", "//! Doc.\nfn f() { crate::text::words() }\n", 2),
        ("catalogue/check.rs", "//! Doc.\nuse super::super::rules::outcome::Outcome;\n", 2),
        ("units.rs", "//! Doc.\nmod tests {\n    use crate::facts::FactId;\n}\n", 3),
        ("report.rs", "//! Doc.\nuse crate::*;\n", 2),
        ("date.rs", "// Doc.\n", 1),
        ("date.rs", "//! Doc.\n#[function_component]\nfn F() {}\n", 2),
        ("date.rs", "//! Doc.\n#[test]\n#[ignore = \"slow\"]\nfn f() {}\n", 3),
    ] {
        let path = format!("{CORE}{path}");
        let found = [imports(&path, text), tidiness(&path, text)].concat();
        assert!(found.len() == 1 && found[0].starts_with(&format!("{path}:{line}: ")), "not line {line} alone of:\n{text}\n{found:?}");
    }
    let long = |header: &str| tidiness("src/app.rs", &format!("//! {header}\n{}", "fn f() {}\n".repeat(MOST_LINES)));
    assert_eq!((long("Dates.").len(), long("Longer than usual because it holds a table.").len()), (1, 0));
    assert_eq!(tidiness("src/app.rs", &format!("//! Doc.\n// {}\n", "长".repeat(MOST_CHARACTERS))).len(), 1);
    let fine = "//! Uses crate::report.\n// crate::text\nuse crate::units::Unit;\nuse super::Domains;\n";
    assert_eq!(imports(&format!("{CORE}rules/size.rs"), fine), Vec::<String>::new());
}

/// Imports of a file of the core that its module may not have.
fn imports(path: &str, text: &str) -> Vec<String> {
    let module = module_of(path);
    let Some((_, allowed)) = MODULES.iter().find(|(name, _)| *name == module && path.starts_with(CORE)) else { return Vec::new() };
    let mut offences = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for start in ["crate::", "super::super::"] {
            for name in code.match_indices(start).map(|(at, _)| word(&code[at + start.len()..])) {
                // Behind a brace or a star could stand anything.
                let is_known = name.is_empty() || MODULES.iter().any(|(known, _)| *known == name);
                if is_known && name != module && allowed.split_whitespace().all(|each| each != name) {
                    offences.push(format!("{path}:{}: {module} must not import {start}{name}", index + 1));
                }
            }
        }
    }
    offences
}

fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

fn tidiness(path: &str, text: &str) -> Vec<String> {
    let mut offences = Vec::new();
    let mut offence = |index: usize, what: String| offences.push(format!("{path}:{}: {what}", index + 1));
    if !text.starts_with("//! ") {
        offence(0, "does not open with //! and what it is for".to_owned());
    }
    for (index, line) in text.lines().enumerate() {
        if let Some((fault, instead)) = NEVER.iter().find(|(fault, _)| line.trim_start().starts_with("#[") && line.contains(fault)) {
            offence(index, format!("{fault} stands here: {instead}"));
        }
        if MOST_CHARACTERS < line.chars().count() {
            offence(index, format!("more than {MOST_CHARACTERS} characters"));
        }
    }
    let says_why = text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.contains(LONG_BECAUSE));
    if MOST_LINES < text.lines().count() && !says_why {
        offence(0, format!("more than {MOST_LINES} lines: split it, or say in its //! “{LONG_BECAUSE} …”"));
    }
    offences
}

/// The module of the core that a file belongs to.
fn module_of(path: &str) -> &str {
    path.strip_prefix(CORE).unwrap_or_default().split(['/', '.']).next().unwrap_or_default()
}

/// Every Rust file of the page and the crates, by its path from the root.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut sources, mut folders) = (Vec::new(), vec![root.join("src"), root.join("crates")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the source") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                sources.push((below, std::fs::read_to_string(&path).expect("a readable source")));
            }
        }
    }
    assert!(40 < sources.len(), "only {} files: the test looks in the wrong place", sources.len());
    sources
}
