//! `cargo xtask size`: what the first load fetches, against `xtask/budget.toml`.
//!
//! Invariants: counted is what index.html itself names and the browser fetches before the first
//! question works (style sheets, scripts, preloads), each file once, as brotli sends it; a bound
//! that is passed by one byte is an error that names it, and so is one that leaves less than 1%.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::files::{files, read};
use crate::html;

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

/// Fails when the first load is over budget, and when a bound stands too close to what it was set by.
pub fn check(dist: &Path, budget: &Path) -> Result<()> {
    let mut used = BTreeMap::from([("requests".to_owned(), 0), ("total".to_owned(), 0)]);
    for file in measure(dist)?.iter().filter(|file| file.first) {
        let kind = file.name.rsplit('.').next().unwrap_or_default();
        for (name, amount) in [("requests", 1), ("total", file.brotli), (kind, file.brotli)] {
            *used.entry(name.to_owned()).or_insert(0) += amount;
        }
    }
    let problems = problems(&used, &read(budget)?)?;
    ensure!(problems.is_empty(), "The first load is over its budget: {}. See the table of `cargo xtask size`.", problems.join("; "));
    Ok(())
}

/// What does not fit a budget, in words.
fn problems(used: &BTreeMap<String, u64>, budget: &str) -> Result<Vec<String>> {
    let budget: toml::Table = budget.parse().context("xtask/budget.toml is not TOML")?;
    let bounds = budget.get("first_load").and_then(toml::Value::as_table).context("xtask/budget.toml has no [first_load]")?;
    let mut problems = Vec::new();
    for (name, amount) in used {
        let number = |field: &str| bounds.get(name)?.get(field)?.as_integer().and_then(|number| u64::try_from(number).ok());
        let (measured, bound) = number("measured")
            .zip(number("bound"))
            .with_context(|| format!("xtask/budget.toml needs `{name} = {{ measured = {amount}, bound = … }}` in [first_load]"))?;
        eprintln!("{name:<12}{amount:>8} of {bound}");
        if bound < *amount {
            problems.push(format!("{name} is {amount}, allowed are {bound}"));
        }
        if name != "requests" && bound * 100 < measured * 101 {
            problems.push(format!("the bound of {name}, {bound}, stands less than 1% above the {measured} that were measured"));
        }
    }
    Ok(problems)
}

fn measure(dist: &Path) -> Result<Vec<File>> {
    let html = fs::read_to_string(dist.join("index.html")).context("dist/index.html is missing: run `cargo xtask build` first.")?;
    let first = first_load(&html)?;
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
fn first_load(page: &str) -> Result<Vec<String>> {
    let mut names = vec!["index.html".to_owned()];
    for tag in html::find(page, "script[src], link[rel=stylesheet], link[rel=preload], link[rel=modulepreload]")? {
        let address = tag.file("src").or_else(|| tag.file("href")).unwrap_or_default();
        let name = address.split(['?', '#']).next().unwrap_or_default().to_owned();
        if !name.contains("//") && !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{first_load, problems};

    #[test]
    fn a_bound_is_kept_and_leaves_room() {
        let used = |wasm| BTreeMap::from([("requests".to_owned(), 4), ("wasm".to_owned(), wasm)]);
        let budget =
            |bound: u64| format!("[first_load]\nrequests = {{ measured = 4, bound = 4 }}\nwasm = {{ measured = 1000, bound = {bound} }}");
        assert!(problems(&used(1010), &budget(1010)).unwrap().is_empty());
        assert_eq!(problems(&used(1011), &budget(1010)).unwrap(), ["wasm is 1011, allowed are 1010"]);
        assert_eq!(
            problems(&used(900), &budget(1009)).unwrap(),
            ["the bound of wasm, 1009, stands less than 1% above the 1000 that were measured"]
        );
        assert!(problems(&BTreeMap::from([("css".to_owned(), 1)]), &budget(1010)).is_err());
    }

    #[test]
    fn the_first_load_is_what_the_page_names_once() {
        let html = "<link rel=icon href=i.svg><link rel=stylesheet href=./a.css><link rel=preload href=./p.wasm>\
            <link rel=modulepreload href=./p.js><script type=module src=./s.js></script><script src='./s.js'></script>";
        assert_eq!(first_load(html).unwrap(), ["index.html", "a.css", "p.wasm", "p.js", "s.js"]);
    }
}
