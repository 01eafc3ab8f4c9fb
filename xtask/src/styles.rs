//! The style sheets that index.html names: those of the first view for the page itself, all of them as one file.

use std::path::Path;

use anyhow::{Context, Result};

use crate::files::read;
use crate::html;

/// The style sheets that the intro and a question need.
const FIRST_SHEETS: &[&str] = &["tokens", "base", "question"];

/// What stands in the page, and what all sheets are together, both still as they are written. The first ones stand there once more: that serves
/// pages whose server refuses styles inside them.
pub fn joined(root: &Path, page: &str) -> Result<(String, String)> {
    let (mut here, mut all) = (String::new(), String::new());
    for sheet in html::find(page, "link[rel=stylesheet]")? {
        let name = sheet.file("href").context("a style sheet of index.html has no address")?;
        let text = plain(&read(&root.join(name))?);
        if FIRST_SHEETS.iter().any(|first| Path::new(name).file_stem().is_some_and(|stem| stem == *first)) {
            here += &text;
        }
        all += &text;
    }
    Ok((without_unused_tokens(&here), all))
}

/// A style sheet without comments and indentation, a declaration a line.
fn plain(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain += part.split_once("*/").map_or("", |(_, after)| after);
    }
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// A style sheet, one declaration a line, without the custom properties that nothing in it uses.
fn without_unused_tokens(css: &str) -> String {
    let mut left = css.to_owned();
    loop {
        // The first line opens a rule.
        let lines = left.lines().skip(1).filter_map(|line| line.strip_prefix("--")?.split_once(':'));
        let unused: Option<String> = lines.map(|(name, _)| format!("--{name}")).find(|name| {
            let used = left.match_indices(&format!("var({name}")).any(|(at, used)| left[at + used.len()..].starts_with([')', ',']));
            !used
        });
        let Some(name) = unused else { return left };
        while let Some(at) = left.find(&format!("\n{name}:")) {
            let end = left[at..].find(';').map_or(left.len(), |end| at + end + 1);
            left.replace_range(at..end, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::without_unused_tokens;

    #[test]
    fn tokens_that_nothing_uses_are_left_out_in_every_scheme() {
        let css = ":root {\n--a: 1px;\n--ab: \"x\",\n\"y\";\n--b: var(--c, 0);\n--c: red;\n}\nb {\nmargin: var(--a);\n}\n@media x {\n:root {\n--ab: 2;\n--a: 3;\n}\n}\n";
        let left = ":root {\n--a: 1px;\n}\nb {\nmargin: var(--a);\n}\n@media x {\n:root {\n--a: 3;\n}\n}\n";
        assert_eq!(without_unused_tokens(css), left);
    }
}
