//! What wasm-bindgen wrote to call the program with, as a function that can be called more than once.
//!
//! A module is evaluated once for a page, and with it there would be one program for a page. At a counter each visitor gets a program of their own, so that
//! nothing of the one before is left in its memory; the single file has no modules at all.
//!
//! Invariants: the text between stays as it is; an export that is not understood is an error, never a guess.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

/// A function of what the program is started and delayed with, which returns the exports, the default one as `start_program`:
/// `function (WebAssembly, setTimeout) { … }`.
pub fn factory(module: &str) -> Result<String> {
    let mut body = String::new();
    let mut exports: Vec<(String, String)> = Vec::new();
    let mut rest = module;
    while let Some(at) = find_export(rest) {
        body += &rest[..at];
        let after = rest[at + "export".len()..].trim_start();
        if let Some(list) = after.strip_prefix('{') {
            let (list, behind) = list.split_once('}').context("an export of the glue does not end")?;
            for item in list.split(',').map(str::trim).filter(|item| !item.is_empty()) {
                let (inner, outer) = item.split_once(" as ").unwrap_or((item, item));
                exports.push((outer.trim().to_owned(), inner.trim().to_owned()));
            }
            rest = behind.strip_prefix(';').unwrap_or(behind);
        } else if after.starts_with("function ") || after.starts_with("async function ") {
            let name = after.split_once("function ").map_or("", |(_, name)| name);
            let name: String = name.chars().take_while(|&c| c.is_alphanumeric() || c == '_' || c == '$').collect();
            exports.push((name.clone(), name));
            rest = after;
        } else {
            bail!("The glue exports something unknown: {}", after.chars().take(60).collect::<String>());
        }
    }
    body += rest;
    ensure!(
        !body.contains("\nimport ") && !body.starts_with("import "),
        "The glue imports other files: see crates/wasm-split/src/glue.rs."
    );
    ensure!(exports.iter().any(|(outer, _)| outer == "default"), "The glue has no default export: see crates/wasm-split/src/glue.rs.");
    let named: Vec<String> =
        exports.iter().map(|(outer, inner)| format!("{}: {inner}", if outer == "default" { "start_program" } else { outer })).collect();
    Ok(format!("function (WebAssembly, setTimeout) {{\n{body}\nreturn {{ {} }};\n}}", named.join(", ")))
}

/// The same text with other names: of functions, and of the script that the program imports them from, which stands there as a text.
pub fn rename(text: &str, names: &BTreeMap<String, String>) -> String {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let mut renamed = String::new();
    for part in text.split_inclusive(|c| !is_word(c)) {
        let word = part.trim_end_matches(|c| !is_word(c));
        renamed += names.get(word).map_or(word, String::as_str);
        renamed += &part[word.len()..];
    }
    let scripts = names.iter().filter(|(name, _)| !name.chars().all(is_word));
    scripts.fold(renamed, |text, (name, short)| text.replace(&format!("\"{name}\""), &format!("\"{short}\"")))
}

/// Where the next word `export` begins.
fn find_export(text: &str) -> Option<usize> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
    let mut from = 0;
    while let Some(found) = text[from..].find("export") {
        let at = from + found;
        let before = text[..at].chars().next_back();
        let after = text[at + "export".len()..].chars().next();
        if !before.is_some_and(is_word) && after.is_some_and(|c| c.is_whitespace() || c == '{') {
            return Some(at);
        }
        from = at + "export".len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{factory, rename};

    #[test]
    fn exports_become_what_the_function_returns() {
        let text =
            "let wasm;\nexport function start(core) {\n    wasm.exports;\n}\nfunction f() {}\nexport { f as initSync, g as default };\n";
        let made = factory(text).unwrap();
        assert!(made.starts_with("function (WebAssembly, setTimeout) {\nlet wasm;\nfunction start(core) {"), "{made}");
        assert!(made.ends_with("return { start: start, initSync: f, start_program: g };\n}"), "{made}");
        let small = factory("let a=b.exports;async function c(){}export function d(){}export{c as default}").unwrap();
        assert!(small.contains("function d(){}") && small.ends_with("return { d: d, start_program: c };\n}"), "{small}");
    }

    #[test]
    fn whole_words_are_renamed_and_the_script() {
        let names = [("./a_bg.js", "$0"), ("f_1234", "$1"), ("g_1234", "$2")].map(|(name, short)| (name.to_owned(), short.to_owned()));
        let text = "return{\"./a_bg.js\":{f_1234:function(e){g_1234(e);},f_12345:0,of_1234:\"a_bg.js\"}}function g_1234(){}";
        let renamed = "return{\"$0\":{$1:function(e){$2(e);},f_12345:0,of_1234:\"a_bg.js\"}}function $2(){}";
        assert_eq!(rename(text, &names.into()), renamed);
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for text in [
            "export const a = 1;",
            "export default function a() {}",
            "import x from './y.js';\nexport { a as default }",
            "let a;",
            "export { a",
        ] {
            assert!(factory(text).is_err(), "{text}");
        }
    }
}
