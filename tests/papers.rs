//! The papers stay true where a program can tell: links lead to files, files that are named exist, and the five places of ARCHITECTURE.md are found by
//! the search that stands beside them.

use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Where a path in a paper may begin, beside the paper's own folder; the papers on the core leave its folder out.
const BASES: [&str; 3] = ["", "crates/core/src", "src"];
/// Folders that a build makes, and those of whoever deploys.
const MADE: [&str; 5] = ["dist/", "target/", "site/", "config/", "DIR/"];
/// What a path to a file of the repository ends with.
const ENDINGS: [&str; 10] = [".rs", ".md", ".toml", ".js", ".mjs", ".css", ".html", ".txt", ".conf", ".json"];

/// Every paper, with its text. Decisions tell what once was: the files they name may be gone.
fn papers() -> Vec<(PathBuf, String)> {
    let folders = ["", "docs", "docs/decisions", "benches", "crates/wasm-split", "deploy", "seeds", "xtask"];
    let files = folders.iter().filter_map(|folder| std::fs::read_dir(Path::new(ROOT).join(folder)).ok()).flatten();
    let paths = files.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.map(|path| (path.clone(), std::fs::read_to_string(path).expect("a paper"))).collect()
}

/// What stands between two marks, on one line.
fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines().flat_map(move |line| line.split(open).skip(1).filter_map(move |rest| rest.split_once(close).map(|(inside, _)| inside)))
}

#[test]
fn links_lead_to_files() {
    let mut broken = Vec::new();
    for (paper, text) in papers() {
        let folder = paper.parent().expect("a folder");
        for link in between(&text, "](", ")").filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let file = link.split('#').next().unwrap_or_default();
            if !folder.join(file).exists() {
                broken.push(format!("{}: {link}", paper.display()));
            }
        }
    }
    assert!(broken.is_empty(), "links to nothing:\n  {}", broken.join("\n  "));
}

#[test]
fn no_paper_is_half_merged() {
    let marked = |text: &str| text.lines().any(|line| ["<<<<<<< ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark)));
    let half: Vec<_> = papers().into_iter().filter(|(_, text)| marked(text)).map(|(paper, _)| paper).collect();
    assert!(half.is_empty(), "marks of a conflict are left in {half:?}");
}

#[test]
fn files_that_are_named_exist() {
    let mut missing = Vec::new();
    for (paper, text) in papers().iter().filter(|(paper, _)| !paper.starts_with(Path::new(ROOT).join("docs/decisions"))) {
        // Of code between single marks every second piece is inside.
        for named in text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)) {
            let plain = named.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-./".contains(letter));
            let file = plain && named.contains('/') && ENDINGS.iter().any(|ending| named.ends_with(ending));
            let made = MADE.iter().any(|folder| named.starts_with(folder)) || named.starts_with(['/', '.', '~']);
            let beside = paper.with_file_name(named).exists();
            if file && !made && !beside && !BASES.iter().any(|base| Path::new(ROOT).join(base).join(named).exists()) {
                missing.push(format!("{}: {named}", paper.display()));
            }
        }
    }
    assert!(missing.is_empty(), "files that are named and not there:\n  {}", missing.join("\n  "));
}

/// Files below a path that hold a text.
fn files_with(path: &Path, text: &str, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).expect("a folder").filter_map(Result::ok);
        entries.for_each(|entry| files_with(&entry.path(), text, found));
    } else if std::fs::read_to_string(path).is_ok_and(|content| content.contains(text)) {
        found.push(path.to_owned());
    }
}

#[test]
fn the_five_places_are_found_by_their_search() {
    let text = std::fs::read_to_string(Path::new(ROOT).join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let searches: Vec<(&str, &str)> = between(&text, "`git grep -n '", "`").filter_map(|search| search.split_once("' -- ")).collect();
    assert_eq!(searches.len(), 5, "{searches:?}");
    for (wanted, place) in searches {
        let mut found = Vec::new();
        files_with(&Path::new(ROOT).join(place), wanted, &mut found);
        assert!((1..=3).contains(&found.len()), "`{wanted}` is in {} files below {place}: {found:?}", found.len());
    }
}
