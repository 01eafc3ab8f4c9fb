//! `cargo xtask size`: what the first load fetches, against `xtask/budget.toml`.
//!
//! Invariants: counted is what index.html itself names and the browser fetches before the first
//! question works (style sheets, scripts, preloads), each file once, as brotli sends it; a bound
//! that is passed by one byte is an error that names it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::finish::files;
use crate::html::{Tag, tags};

/// One file of the site.
struct File {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
    first: bool,
}

/// The table of all files; those of the first load are marked and summed.
pub fn table(dist: &Path) -> Result<String> {
    let site = measure(dist)?;
    let mut text = format!("{:<44}{:>10}{:>10}{:>10}\n", "file (* first load)", "bytes", "gzip", "brotli");
    let mut row = |name: &str, raw: u64, gzip: u64, brotli: u64| {
        writeln!(text, "{name:<44}{raw:>10}{gzip:>10}{brotli:>10}").context("no memory for the table")
    };
    for file in &site {
        let mark = if file.first { "*" } else { " " };
        row(&format!("{mark} {}", file.name), file.raw, file.gzip, file.brotli)?;
    }
    let first = || site.iter().filter(|file| file.first);
    let name = format!("first load, {} requests", first().count());
    row(&name, first().map(|f| f.raw).sum(), first().map(|f| f.gzip).sum(), first().map(|f| f.brotli).sum())?;
    Ok(text)
}

/// Fails when the first load is over budget.
pub fn check(dist: &Path, budget: &Path) -> Result<()> {
    let budget: toml::Table = fs::read_to_string(budget)?.parse().context("xtask/budget.toml is not TOML")?;
    let budget = budget.get("first_load").and_then(toml::Value::as_table);
    let budget = budget.context("xtask/budget.toml has no [first_load]")?;
    let site = measure(dist)?;
    let mut used = BTreeMap::from([("requests".to_owned(), 0), ("total".to_owned(), 0)]);
    for file in site.iter().filter(|file| file.first) {
        let kind = file.name.rsplit('.').next().unwrap_or_default();
        *used.entry("requests".to_owned()).or_insert(0) += 1;
        *used.entry("total".to_owned()).or_insert(0) += file.brotli;
        *used.entry(format!("kinds.{kind}")).or_insert(0) += file.brotli;
    }
    let mut over = Vec::new();
    for (name, amount) in &used {
        let bound = match name.strip_prefix("kinds.") {
            Some(kind) => budget.get("kinds").and_then(|kinds| kinds.get(kind)),
            None => budget.get(name),
        };
        let bound = bound.and_then(toml::Value::as_integer).and_then(|bound| u64::try_from(bound).ok());
        let bound = bound.with_context(|| format!("xtask/budget.toml has no bound for first_load.{name}"))?;
        eprintln!("{name:<12}{amount:>8} of {bound}");
        if *amount > bound {
            over.push(format!("{name} is {amount}, allowed are {bound}"));
        }
    }
    if !over.is_empty() {
        bail!("The first load is over its budget: {}. See the table of `cargo xtask size`.", over.join("; "));
    }
    Ok(())
}

fn measure(dist: &Path) -> Result<Vec<File>> {
    let html = fs::read_to_string(dist.join("index.html")).context("dist/index.html is missing: run `cargo xtask build` first.")?;
    let first = first_load(&html);
    let mut site = Vec::new();
    for path in files(dist)? {
        if path.extension().is_some_and(|ending| ending == "br" || ending == "gz") {
            continue;
        }
        let name = path.strip_prefix(dist)?.display().to_string();
        let raw = path.metadata()?.len();
        let length = |ending: &str| {
            let beside = format!("{}.{ending}", path.display());
            fs::metadata(beside).map_or(raw, |data| data.len())
        };
        site.push(File { raw, gzip: length("gz"), brotli: length("br"), first: first.contains(&name), name });
    }
    if let Some(missing) = first.iter().find(|name| !site.iter().any(|file| file.name == **name)) {
        bail!("index.html names {missing}, which is not in dist/.");
    }
    site.sort_by_key(|file| (!file.first, std::cmp::Reverse(file.brotli)));
    Ok(site)
}

/// The files of the first load, the page itself included.
fn first_load(html: &str) -> Vec<String> {
    let mut names = vec!["index.html".to_owned()];
    for tag in tags(html) {
        let address = if tag.name == "script" { tag.get("src") } else { linked(&tag) };
        let Some(address) = address else { continue };
        let name = address.trim_start_matches("./").split(['?', '#']).next().unwrap_or_default().to_owned();
        if !name.contains("//") && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn linked(tag: &Tag) -> Option<&str> {
    let needed = ["stylesheet", "preload", "modulepreload"];
    tag.get("href").filter(|_| needed.iter().any(|rel| tag.is_link(rel)))
}

#[cfg(test)]
mod tests {
    use super::first_load;

    #[test]
    fn the_first_load_is_what_the_page_names_once() {
        let html = "<link rel=icon href=i.svg><link rel=stylesheet href=./a.css><link rel=preload href=./p.wasm>\
            <link rel=modulepreload href=./p.js><script type=module src=./s.js></script><script src='./s.js'></script>";
        assert_eq!(first_load(html), ["index.html", "a.css", "p.wasm", "p.js", "s.js"]);
    }
}
