//! index.html of the site: the first view, one start script, one style sheet, the icon.
//!
//! Invariants: the page holds one inline script and one inline style, whose hashes its content security policy names; every file that may be cached
//! for ever has a hash in its name; what the first question needs is preloaded.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use lol_html::html_content::ContentType;
use wasm_split::{Later, glue};

use crate::files::{hash_in_name, integrity, policy_hash, read, write_hashed};
use crate::html::{self, fill};
use crate::minify::Kind;
use crate::program::Program;
use crate::styles;

/// What the page is made of beside index.html and its style sheets.
pub struct Ingredients<'a> {
    /// The text of assets/start.js.
    pub start: &'a str,
    /// The text of assets/early.js.
    pub early: &'a str,
    /// The page for whoever deploys the site.
    pub check: Check<'a>,
    /// The first view, as the components render it.
    pub view: &'a str,
    /// The program, whole.
    pub program: Program,
    /// What is left for the second file of the program.
    pub later: Later,
    /// Where the sizes of the program's parts are written.
    pub report: &'a Path,
    /// Makes scripts and styles smaller.
    pub minify: &'a dyn Fn(Kind, &str) -> Result<String>,
}

/// What check.html is made of.
pub struct Check<'a> {
    /// The text of assets/check.html.
    pub page: &'a str,
    /// The text of assets/check.js.
    pub script: &'a str,
    /// Its style.
    pub style: &'a str,
    /// The names of the themes.
    pub themes: &'a str,
    /// The version of the whole.
    pub version: &'a str,
}

/// Writes index.html, older.html and the files that they name; the parts of the pack are in the folder already.
pub fn write(root: &Path, dist: &Path, with: &Ingredients<'_>) -> Result<()> {
    let page = html::without_indentation(&read(&root.join("index.html"))?)?;
    let (here, all) = styles::joined(root, &page)?;
    let here = (with.minify)(Kind::Style, &here)?;
    let early = (with.minify)(Kind::Script, with.early)?;
    let style = write_hashed(dist, "zice", "css", (with.minify)(Kind::Style, &all)?.as_bytes())?;
    let named = write_program(dist, with, &style, &early)?;
    let page = place_style(&page, &here)?;
    let page = place_icon(root, &page)?;
    // At the end of the head, assets/early.js sees what a site has written into it.
    let head = format!("{named}<script>{early}</script>");
    let page = once(&page, "head", |head_element| head_element.append(&head, ContentType::Html))?;
    let page = once(&page, "#app", |app| app.replace(with.view.trim(), ContentType::Html))?;
    let page = allow(&page, &here, &early)?;
    // Browsers that do not know 'wasm-unsafe-eval' yet: assets/start.js leads them there.
    fs::write(dist.join("older.html"), fill(&page, "'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'")?)?;
    Ok(fs::write(dist.join("index.html"), page)?)
}

/// Changes the one element that a selector means.
fn once(page: &str, selector: &str, mut change: impl FnMut(&mut lol_html::html_content::Element<'_, '_>)) -> Result<String> {
    let mut found = 0;
    let page = html::rewrite(page, selector, |element| {
        found += 1;
        change(element);
        Ok(())
    })?;
    ensure!(found == 1, "index.html must hold `{selector}` once; it stands there {found} times.");
    Ok(page)
}

/// The style of the first view instead of the first style sheet; the file with all of them is asked for by assets/start.js.
fn place_style(page: &str, css: &str) -> Result<String> {
    let mut first = true;
    html::rewrite(page, "link[rel=stylesheet]", |sheet| {
        if first {
            sheet.replace(&format!("<style>{css}</style>"), ContentType::Html);
        } else {
            sheet.remove();
        }
        first = false;
        Ok(())
    })
}

/// Browsers fetch the icon when they like, after the page closed its network too: it comes with the page instead, as text, which compresses better than
/// base64.
fn place_icon(root: &Path, page: &str) -> Result<String> {
    let found = html::find(page, "link[rel=icon]")?;
    let name = found.first().and_then(|icon| icon.file("href")).context("index.html names no icon")?;
    let address = image_address(&read(&root.join(name))?);
    once(page, "link[rel=icon]", |icon| icon.replace(&format!("<link rel=\"icon\" href=\"{address}\">"), ContentType::Html))
}

/// An SVG image as an address, to stand between double quotes.
fn image_address(svg: &str) -> String {
    let escaped = svg.trim().chars().map(|c| match c {
        '"' => "'".to_owned(),
        '<' | '>' | '#' | '%' | '\n' | '\r' | '\t' => format!("%{:02X}", u32::from(c)),
        _ => c.to_string(),
    });
    format!("data:image/svg+xml,{}", escaped.collect::<String>())
}

/// Adds the hashes of the inline style and script to the page's policy.
fn allow(page: &str, style: &str, script: &str) -> Result<String> {
    const POLICY: &str = "meta[http-equiv=Content-Security-Policy]";
    let found = html::find(page, POLICY)?;
    let policy = found.first().and_then(|meta| meta.get("content")).context("index.html has no content security policy")?;
    let policy = fill(policy, "style-src 'self'", &format!("style-src 'self' {}", policy_hash(style)))?;
    let policy = fill(&policy, "script-src 'self'", &format!("script-src 'self' {}", policy_hash(script)))?;
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    once(page, POLICY, |element| element.replace(&meta, ContentType::Html))
}

/// Writes the program and the script that starts it; what the head names of them.
fn write_program(dist: &Path, with: &Ingredients<'_>, style: &str, early: &str) -> Result<String> {
    let (core, later) = (hash_in_name(dist, "pack-core", "bin")?, hash_in_name(dist, "pack-later", "bin")?);
    let early = write_hashed(dist, "early", "js", early.as_bytes())?;
    let Program { glue, wasm, map } = &with.program;
    let (program, rest, renamed) = match map {
        None => (write_hashed(dist, "zice", "wasm", wasm)?, None, BTreeMap::new()),
        Some(map) => {
            let parts = wasm_split::split(wasm, map, &with.later)?;
            fs::write(with.report, &parts.report).with_context(|| format!("{} cannot be written", with.report.display()))?;
            let rest = write_hashed(dist, "zice-rest", "wasm", &parts.later)?;
            (write_hashed(dist, "zice", "wasm", &parts.first)?, Some(rest), parts.renamed)
        }
    };
    let start = fill(with.start, "{{style integrity}}", &integrity(&fs::read(dist.join(style))?))?;
    let files = [("program", Some(&program)), ("rest", rest.as_ref()), ("core", Some(&core)), ("later", Some(&later))];
    let more = [("early", Some(&early)), ("style", Some(&style.to_owned()))];
    // The glue stands in the same file: one request less, and a program for each visitor.
    let glue = glue::rename(&glue::factory(glue)?, &renamed);
    let filled = |script: &str, files: &[(&str, Option<&String>)], about: &str| -> Result<String> {
        let mut script = script.to_owned();
        for (place, name) in files {
            let address = name.map(|name| format!("./{name}")).unwrap_or_default();
            script =
                fill(&script, &format!("{{{{{place}}}}}"), &address).with_context(|| format!("{about} does not name what it loads"))?;
        }
        ensure!(script.matches("{{").count() == 1, "{about} has a place that the build does not know.");
        (with.minify)(Kind::Module, &fill(&script, "\"{{glue}}\"", &glue)?)
    };
    let script = filled(&start, &[&files[..], &more[..]].concat(), "assets/start.js")?;
    write_check(dist, &with.check, &filled(with.check.script, &files, "assets/check.js")?)?;
    let name = write_hashed(dist, "start", "js", script.as_bytes())?;
    // Without `crossorigin`, and asked for by the start script in the same way: the one form that all three engines use once.
    // A preload for `fetch` has no `integrity`: Chromium ignores it there and warns on each visit (crbug.com/981419), and checking it in the start
    // script instead would hold the program back until its last byte.
    Ok(format!(
        "<link rel=\"preload\" href=\"./{core}\" as=\"fetch\">\
         <script type=\"module\" src=\"./{name}\" crossorigin=\"anonymous\" integrity=\"{}\"></script>\
         <link rel=\"preload\" href=\"./{program}\" as=\"fetch\" type=\"application/wasm\">",
        integrity(script.as_bytes())
    ))
}

/// Writes check.html, with a program of its own from the same files.
fn write_check(dist: &Path, check: &Check<'_>, script: &str) -> Result<()> {
    let values = [
        ("check.css", write_hashed(dist, "check", "css", check.style.as_bytes())?),
        ("check.css integrity", integrity(check.style.as_bytes())),
        ("check.js", write_hashed(dist, "check", "js", script.as_bytes())?),
        ("check.js integrity", integrity(script.as_bytes())),
        ("embed.js integrity", integrity(&fs::read(dist.join("embed.js")).context("embed.js is missing")?)),
        ("themes", check.themes.to_owned()),
        ("version", check.version.to_owned()),
    ];
    Ok(fs::write(dist.join("check.html"), html::fill_in(check.page.to_owned(), &values)?)?)
}

/// Writes plan.html and its style sheet; the page names the sheet by its hash.
pub fn write_plan(dist: &Path, page: &str, css: &str) -> Result<()> {
    let name = write_hashed(dist, "plan", "css", css.as_bytes())?;
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{}\">", integrity(css.as_bytes()));
    let page = once(page, "link[rel=stylesheet][href=\"plan.css\"]", |sheet| sheet.replace(&link, ContentType::Html));
    Ok(fs::write(
        dist.join("plan.html"),
        page.context("`zice page` names its style sheet otherwise: see write_plan in xtask/src/page.rs")?,
    )?)
}

#[cfg(test)]
mod tests;
