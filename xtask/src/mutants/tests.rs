//! The rewriting of a small file: every change is found, and the file does what it did until one is switched on.

use std::collections::BTreeSet;
use std::process::Command;

use super::constants::Crate;
use super::rewrite::{Mutant, rewrite};

/// Everything that is changed, in a few lines; `main` prints what they come to.
const SAMPLE: &str = r#"
#[derive(Debug)]
pub enum Colour { Red, Blue }
const TEN: i64 = ten();
const fn ten() -> i64 { 5 + 5 }
const fn half(n: i64) -> i64 { n / 2 }
pub fn colour(n: i64) -> Colour { if n < TEN && half(n) != 3 { Colour::Red } else { Colour::Blue } }
pub fn small(n: i64) -> impl Iterator<Item = i64> { (0..n).filter(|&each| !(each == 1)) }
pub fn kind(n: Option<i64>) -> &'static str {
    match n {
        Some(n) if n > 2 => "large",
        Some(_) => "some",
        _ => "none",
    }
}
pub fn count(mut n: i64) -> i64 {
    if let Some(more) = Some(n) && more == 4 { n += -1; }
    n
}
fn main() {
    print!("{:?} {:?} {:?} {:?} {} {} {} {}", colour(6), colour(9), colour(10), small(3).collect::<Vec<_>>(), kind(Some(3)), kind(Some(2)), kind(None), count(4));
}
"#;

const SAID: &str = "Blue Red Blue [0, 2] large some none 3";

fn rewritten(dropped: &[usize]) -> (Vec<Mutant>, String) {
    let file = syn::parse_file(SAMPLE).unwrap();
    let about = Crate::read(std::iter::once((&file, true)));
    let done = rewrite("sample.rs", SAMPLE, &about, 0, &dropped.iter().copied().collect::<BTreeSet<usize>>()).unwrap();
    (done.mutants, done.text)
}

#[test]
fn every_change_is_named_by_its_function() {
    let (mutants, _) = rewritten(&[]);
    let names: Vec<String> = mutants.iter().map(|mutant| format!("{} {}", mutant.function, mutant.change)).collect();
    for expected in [
        "half body → `-1`",
        "half `n / 2`: `/` → `*`",
        "colour body → `Colour::Blue`",
        "colour `n < TEN && half(n) != 3`: `&&` → `||`",
        "colour `n < TEN`: `<` → `<=`",
        "small body → `None.into_iter()`",
        "small `!(each == 1)`: `!` removed",
        "kind arm `Some(n) if n > 2` removed",
        "kind guard `n > 2` → `false`",
        "count `more == 4`: `==` → `!=`",
        "count `n += -1`: `+=` → `-=`",
        "count `-1`: `-` removed",
    ] {
        assert!(names.iter().any(|name| name == expected), "{expected} is not among {names:#?}");
    }
    assert!(!names.iter().any(|name| name.starts_with("ten ")), "a constant needs it as it is");
}

#[test]
fn what_is_left_out_leaves_the_text_as_it_was() {
    let (mutants, _) = rewritten(&[]);
    let (_, text) = rewritten(&(0..mutants.len()).collect::<Vec<_>>());
    assert_eq!(text, SAMPLE.replace("const fn half", " fn half"));
}

#[test]
fn nothing_changes_until_it_is_switched_on() {
    let (mutants, text) = rewritten(&[]);
    let folder = std::env::temp_dir().join(format!("zice-mutants-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("mutant.rs"), include_str!("switch.rs")).unwrap();
    std::fs::write(folder.join("sample.rs"), format!("#![allow(dead_code)]\nmod mutant;\n{text}")).unwrap();
    let compiled = Command::new("rustc").args(["--edition=2024", "--cap-lints=allow", "sample.rs"]).current_dir(&folder).output().unwrap();
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let said = |mutant: Option<usize>| {
        let mut command = Command::new(folder.join("sample"));
        command.envs(mutant.map(|mutant| ("ZICE_MUTANT", mutant.to_string())));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert_eq!(said(None), SAID);
    let unnoticed: Vec<&str> =
        (0..mutants.len()).filter(|&number| said(Some(number)) == SAID).map(|number| mutants[number].change.as_str()).collect();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}
