//! `dist/zice.html`: the whole site in one file that opens by double click.
//!
//! Everything the page would fetch stands in the file as text, and a `fetch` of its own in front of the start script reads it from there. The policy names each
//! script and style by its hash and allows no connection from the first moment on.
//!
//! Invariants: nothing in the file refers to another file; the plan stands in a `noscript`, which is the page itself where scripts do not run and text
//! where they do; the scripts are those of the site, unchanged.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use lol_html::html_content::ContentType;

use crate::files::{base64, files, policy_hash, read};
use crate::html::{self, fill};

/// What stands in front of the start script, with the files that it may ask for.
const IN_FILE: &str = include_str!("../../assets/single.js");

/// What the start script asks for on a site only: where another site shows it in a frame, where a server's policy refuses scripts inside a page, and where
/// a browser is too old for the page's policy.
const NOT_FROM_A_FILE: [&str; 4] = ["host-", "early-", "failed-", "older"];

/// Stands for the policy until all that it allows is known.
const POLICY: &str = "{{policy}}";

/// Writes the file; every other file of the site is as it stays.
pub fn write(dist: &Path) -> Result<()> {
    let html = read(&dist.join("index.html"))?;
    let plan = read(&dist.join("plan.html"))?;
    let text = Page { dist, policy: BTreeMap::new() }.assemble(&html, &plan)?;
    Ok(fs::write(dist.join("zice.html"), text)?)
}

struct Page<'a> {
    dist: &'a Path,
    /// Hashes of what may run and of what may style.
    policy: BTreeMap<&'static str, Vec<String>>,
}

impl Page<'_> {
    fn assemble(&mut self, html: &str, plan: &str) -> Result<String> {
        // The link to the plan leads to it in the same file: assets/single.js opens it, and without scripts it stands below. A file that needs no
        // network needs no page about that: base.css hides the link. (Before the scripts come in: their hashes are taken as they are.)
        let html = html.replace("href=\"plan.html\"", "href=\"#plan\"").replace("href=\"install.html\"", "href=\"#\"");
        for script in html::texts(&html, "script:not([src])")? {
            self.allow("script-src", &script);
        }
        let style = self.style()?;
        let (script, stored) = self.script(&html)?;
        let (head, body) = self.plan(plan)?;
        let html = html::rewrite(&html, "link[rel=preload], link[rel=manifest], link[rel=apple-touch-icon]", |link| {
            link.remove();
            Ok(())
        })?;
        // The style of the first view stands in the whole sheet too.
        let html = html::rewrite(&html, "style", |element| {
            element.set_inner_content(&style, ContentType::Html);
            Ok(())
        })?;
        let html = html::rewrite(&html, "script[src]", |element| {
            element.replace(&format!("<script type=\"module\">{script}</script>"), ContentType::Html);
            Ok(())
        })?;
        let html = html::rewrite(&html, "head", |element| {
            element.append(&head, ContentType::Html);
            Ok(())
        })?;
        // A module runs when all of the file has been read; the files stand at its end.
        let html = html::rewrite(&html, "body", |element| {
            element.append(&format!("{body}{stored}"), ContentType::Html);
            Ok(())
        })?;
        let html = html::rewrite(&html, "meta[http-equiv=Content-Security-Policy]", |meta| Ok(meta.set_attribute("content", POLICY)?))?;
        check(&html)?;
        check(&body.replace("noscript", "div"))?;
        fill(&html, POLICY, &self.policy())
    }

    /// The whole style sheet of the page.
    fn style(&mut self) -> Result<String> {
        let names = files(self.dist)?.into_iter().filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()));
        let sheets: Vec<String> = names.filter(|name| name.starts_with("zice-") && name.ends_with(".css")).collect();
        let [sheet] = &sheets[..] else { bail!("dist/ holds {} style sheets of the page instead of one.", sheets.len()) };
        let css = read(&self.dist.join(sheet))?;
        self.allow("style-src", &css);
        Ok(css)
    }

    /// The start script, and the files that it asks for, as text.
    fn script(&mut self, html: &str) -> Result<(String, String)> {
        let found = html::find(html, "script[src]")?;
        let [start] = &found[..] else { bail!("index.html names {} scripts instead of one.", found.len()) };
        let script = read(&self.dist.join(start.file("src").unwrap_or_default()))?;
        let mut stored = String::new();
        for file in files(self.dist)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let left_out = NOT_FROM_A_FILE.iter().any(|start| name.starts_with(start)) || name.ends_with(".css");
            if left_out || !script.contains(&format!("\"./{name}\"")) {
                continue;
            }
            ensure!(
                name.ends_with(".wasm") || name.ends_with(".bin"),
                "The start script names {name}, which cannot stand in the single file."
            );
            let content = base64(&fs::read(&file)?);
            stored += &format!("<script type=\"application/octet-stream\" data-file=\"{name}\">{content}</script>");
        }
        let script = format!("{IN_FILE}\n{}", script.trim()).trim().to_owned();
        self.allow("script-src", &script);
        Ok((script, stored))
    }

    /// The plan for a browser without scripts, and for the link to it: its style for the head, its text for the body.
    fn plan(&mut self, plan: &str) -> Result<(String, String)> {
        let found = html::find(plan, "link[rel=stylesheet]")?;
        let sheet = found.first().and_then(|sheet| sheet.file("href")).context("plan.html has no style sheet")?;
        let css = read(&self.dist.join(sheet))?.trim().to_owned();
        let found = html::find(plan, "body")?;
        let body = found.first().context("plan.html has no body")?;
        let end = plan.rfind("</body>").context("plan.html does not end")?;
        // The way back leads out of the plan, wherever it stands.
        let body = plan[body.span.end..end].replace("href=\"index.html\"", "href=\"#\" data-back");
        ensure!(!body.contains("noscript"), "plan.html holds a noscript of its own.");
        self.allow("style-src", &css);
        Ok((
            format!("<noscript id=\"plan-style\"><style>{css}</style></noscript>"),
            format!("<noscript id=\"plan-text\"><div id=\"plan\">{body}</div></noscript>"),
        ))
    }

    fn allow(&mut self, directive: &'static str, text: &str) {
        self.policy.entry(directive).or_default().push(policy_hash(text));
    }

    fn policy(&self) -> String {
        let hashes = |directive: &str| self.policy.get(directive).map(|hashes| hashes.join(" ")).unwrap_or_default();
        format!(
            "default-src 'none'; connect-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
            hashes("script-src"),
            hashes("style-src")
        )
    }
}

/// Nothing in the file leads to another file.
fn check(text: &str) -> Result<()> {
    for tag in html::find(text, "[src], [href]")? {
        let address = tag.get("src").or_else(|| tag.get("href")).unwrap_or_default();
        let inside =
            address.is_empty() || ["#", "data:", "tel:", "mailto:", "http://", "https://"].iter().any(|start| address.starts_with(start));
        ensure!(inside, "zice.html refers to {address} in a {}, which would not be beside it.", tag.name);
    }
    Ok(())
}
