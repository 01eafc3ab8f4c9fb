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
use sha2::{Digest, Sha256};

use crate::finish::{base64, files, image_address};
use crate::html::{Tag, tags};

/// What stands in front of the start script, with the files that it may ask for.
const IN_FILE: &str = include_str!("../../assets/single.js");

/// What the start script asks for on a site only: where another site shows it in a frame, where a server's policy refuses scripts inside a page, and where
/// a browser is too old for the page's policy.
const NOT_FROM_A_FILE: [&str; 3] = ["host-", "early-", "older"];

/// Writes the file; every other file of the site is as it stays.
pub fn write(dist: &Path) -> Result<()> {
    let html = fs::read_to_string(dist.join("index.html")).context("dist/index.html is missing")?;
    let plan = fs::read_to_string(dist.join("plan.html")).context("dist/plan.html is missing")?;
    let mut page = Page { dist, policy: BTreeMap::new(), files: String::new() };
    let text = page.assemble(&html, &plan)?;
    check(&text)?;
    Ok(fs::write(dist.join("zice.html"), text)?)
}

struct Page<'a> {
    dist: &'a Path,
    /// Hashes of what may run and of what may style.
    policy: BTreeMap<&'static str, Vec<String>>,
    /// What the start script asks for, as text.
    files: String,
}

impl Page<'_> {
    fn assemble(&mut self, html: &str, plan: &str) -> Result<String> {
        // The link to the plan leads to it in the same file: assets/single.js opens it, and without scripts it stands below. A file that needs no
        // network needs no page about that: base.css hides the link. (Before the scripts come in: their hashes are taken as they are.)
        let html = html.replace("href=\"plan.html\"", "href=\"#plan\"").replace("href=plan.html", "href=#plan");
        let html = html.replace("href=\"install.html\"", "href=\"#\"");
        let html = replace_once(&html, "</head>", "<!--head--></head>")?;
        let html = &replace_once(&html, "</body>", "<!--body--></body>")?;
        let found = tags(html);
        let mut out = String::new();
        let mut at = 0;
        for tag in &found {
            if let Some(instead) = self.instead(tag, html)? {
                out += &html[at..tag.span.start];
                out += &instead;
                at = tag.span.end;
            }
        }
        out += &html[at..];
        let (head, body) = self.plan(plan)?;
        let out = replace_once(&out, "<!--head-->", &head)?;
        let files = std::mem::take(&mut self.files);
        let out = replace_once(&out, "<!--body-->", &format!("{body}{files}"))?;
        let policy = self.policy();
        replace_once(&out, "{{policy}}", &policy)
    }

    /// What stands in the file in place of a tag that names another file.
    fn instead(&mut self, tag: &Tag, html: &str) -> Result<Option<String>> {
        let equiv = tag.get("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"));
        if equiv {
            return Ok(Some("<meta http-equiv=\"Content-Security-Policy\" content=\"{{policy}}\" />".to_owned()));
        }
        if tag.is_link("icon") && tag.get("href").is_some_and(|href| href.starts_with("data:")) {
            return Ok(None);
        }
        if tag.is_link("icon") {
            let icon = self.text(tag.get("href"))?;
            return Ok(Some(format!("<link rel=\"icon\" href=\"{}\" />", image_address(&icon))));
        }
        if ["preload", "modulepreload", "manifest", "apple-touch-icon"].iter().any(|rel| tag.is_link(rel)) {
            return Ok(Some(String::new()));
        }
        if tag.name == "style" {
            // The style of the first view stands in the whole sheet too.
            let sheet = files(self.dist)?.into_iter().filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()));
            let sheets: Vec<String> = sheet.filter(|name| name.starts_with("zice-") && name.ends_with(".css")).collect();
            let [sheet] = &sheets[..] else { bail!("dist/ holds {} style sheets of the page instead of one.", sheets.len()) };
            let css = self.text(Some(sheet))?;
            return Ok(Some(self.inline("style", "style-src", &css)));
        }
        if tag.name == "script" {
            return match tag.get("src") {
                Some(_) => self.script(tag).map(Some),
                None => Ok(Some(self.inline("script", "script-src", &html[tag.text.clone()]))),
            };
        }
        ensure!(
            tag.name != "link" && tag.get("src").is_none(),
            "index.html names a file that the single file does not know what to do with: {}",
            &html[tag.span.clone()]
        );
        Ok(None)
    }

    /// A script with the files it names in front of it.
    fn script(&mut self, tag: &Tag) -> Result<String> {
        let script = self.text(tag.get("src"))?;
        let mut named = false;
        for file in files(self.dist)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if NOT_FROM_A_FILE.iter().any(|start| name.starts_with(start)) || name.ends_with(".css") {
                continue;
            }
            if script.contains(&format!("\"./{name}\"")) {
                ensure!(
                    name.ends_with(".wasm") || name.ends_with(".bin"),
                    "The start script names {name}, which cannot stand in the single file."
                );
                named = true;
                self.files +=
                    &format!("<script type=\"application/octet-stream\" data-file=\"{name}\">{}</script>", base64(&fs::read(&file)?));
            }
        }
        // A module runs when all of the file has been read; the files stand at its end.
        Ok(if named {
            self.inline("script type=\"module\"", "script-src", &format!("{IN_FILE}\n{script}"))
        } else {
            self.inline("script", "script-src", &script)
        })
    }

    /// The plan for a browser without scripts, and for the link to it: its style for the head, its text for the body.
    fn plan(&mut self, plan: &str) -> Result<(String, String)> {
        let found = tags(plan);
        let sheet = found.iter().find(|tag| tag.is_link("stylesheet")).context("plan.html has no style sheet")?;
        let css = self.text(sheet.get("href"))?;
        let body = found.iter().find(|tag| tag.name == "body").context("plan.html has no body")?;
        let end = plan.rfind("</body>").context("plan.html does not end")?;
        // The way back leads out of the plan, wherever it stands.
        let body = plan[body.span.end..end].replace("href=\"index.html\"", "href=\"#\" data-back");
        ensure!(!body.contains("noscript"), "plan.html holds a noscript of its own.");
        let style = self.inline("style", "style-src", &css);
        Ok((
            format!("<noscript id=\"plan-style\">{style}</noscript>"),
            format!("<noscript id=\"plan-text\"><div id=\"plan\">{body}</div></noscript>"),
        ))
    }

    fn inline(&mut self, open: &str, directive: &'static str, text: &str) -> String {
        let text = text.trim();
        self.policy.entry(directive).or_default().push(format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes()))));
        format!("<{open}>{text}</{}>", open.split(' ').next().unwrap_or(open))
    }

    fn policy(&self) -> String {
        let hashes = |directive: &str| self.policy.get(directive).map(|hashes| hashes.join(" ")).unwrap_or_default();
        format!(
            "default-src 'none'; connect-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
            hashes("script-src"),
            hashes("style-src")
        )
    }

    fn text(&self, address: Option<&str>) -> Result<String> {
        let name = address.unwrap_or_default().trim_start_matches("./");
        fs::read_to_string(self.dist.join(name)).with_context(|| format!("index.html names {name}, which is not in dist/."))
    }
}

/// Nothing in the file leads to another file.
fn check(text: &str) -> Result<()> {
    for tag in tags(text) {
        let address = tag.get("src").or_else(|| tag.get("href")).unwrap_or_default();
        let inside =
            address.is_empty() || ["#", "data:", "tel:", "mailto:", "http://", "https://"].iter().any(|start| address.starts_with(start));
        ensure!(inside, "zice.html refers to {address}, which would not be beside it.");
    }
    Ok(())
}

fn replace_once(text: &str, from: &str, to: &str) -> Result<String> {
    if text.matches(from).count() != 1 {
        bail!("{from} does not stand once in index.html; see xtask/src/single.rs.");
    }
    Ok(text.replacen(from, to, 1))
}
