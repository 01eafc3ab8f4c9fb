//! What Trunk leaves to do: no inline script, one style sheet, compressed copies.
//!
//! Invariants: after this the page holds no inline script (its content security policy forbids
//! them); every file that may be cached for ever has a hash in its name; Trunk's preloads stay.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256, Sha384};

use crate::glue;
use crate::html::{Tag, tags};

/// Files smaller than this gain nothing from compression.
const SMALLEST_COMPRESSED: usize = 1000;
const COMPRESSED: &[&str] = &["bin", "html", "css", "js", "mjs", "wasm", "json", "svg", "txt", "webmanifest", "xml"];

/// Finishes the folder that Trunk and `zice pack parts` wrote; `start` is the text of assets/start.js.
pub fn finish(dist: &Path, start: &str) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).context("dist/index.html is missing: Trunk wrote no page.")?;
    let html = place_start_script(dist, &html, start)?;
    let html = join_style_sheets(dist, &html)?;
    let html = inline_icon(dist, &html)?;
    let html = drop_ignored_integrity(&html);
    fs::write(&page, html)?;
    let lock = dist.join(".trunk-lock");
    if lock.exists() {
        fs::remove_file(lock)?;
    }
    for file in files(dist)? {
        compress(&file)?;
    }
    Ok(())
}

/// Writes plan.html and its style sheet; the page names the sheet by its hash.
pub fn write_plan(dist: &Path, html: &str, css: &str) -> Result<()> {
    const PLAIN: &str = "<link rel=\"stylesheet\" href=\"plan.css\">";
    ensure!(html.contains(PLAIN), "`zice page` names no plan.css any more; see write_plan in xtask/src/finish.rs.");
    let name = write_hashed(dist, "plan", "css", css.as_bytes())?;
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{}\">", integrity(css.as_bytes()));
    Ok(fs::write(dist.join("plan.html"), html.replacen(PLAIN, &link, 1))?)
}

/// All files below a folder, sorted.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Trunk starts the program from an inline module; a file of ours does it instead, and the page preloads what that fetches.
fn place_start_script(dist: &Path, html: &str, start: &str) -> Result<String> {
    let found = tags(html);
    let is_inline = |tag: &&Tag| tag.name == "script" && tag.get("src").is_none() && is_code(tag);
    let inline: Vec<&Tag> = found.iter().filter(is_inline).collect();
    let [trunks] = inline[..] else {
        bail!("index.html holds {} inline scripts; only Trunk's own is expected, as the page forbids them.", inline.len());
    };
    let text = &html[trunks.text.clone()];
    let named = |ending: &str| {
        let mut quoted = text.split(['"', '\'', '`']);
        let name = quoted.find(|part| part.ends_with(ending) && !part.contains(char::is_whitespace));
        name.map(|name| name.trim_start_matches("./").to_owned())
    };
    let (Some(glue), Some(program)) = (named(".js"), named(".wasm")) else {
        bail!("Trunk's start script names no .js and .wasm any more; see place_start_script in xtask/src/finish.rs:\n{text}");
    };
    let (core, later) = (hash_in_name(dist, "pack-core", "bin")?, hash_in_name(dist, "pack-later", "bin")?);
    let module =
        fs::read_to_string(dist.join(&glue)).with_context(|| format!("Trunk's start script names {glue}, which is not in dist/."))?;
    let mut script = start.to_owned();
    for (place, name) in [("program", &program), ("core", &core), ("later", &later)] {
        ensure!(dist.join(name).is_file(), "The start script needs {name}, which is not in dist/.");
        script = fill(&script, &format!("{{{{{place}}}}}"), &format!("./{name}"))?;
    }
    ensure!(script.matches("{{").count() == 1, "assets/start.js has a place that the build does not know.");
    // In the same file: one request less, and a program for each visitor.
    let script = fill(&script, "\"{{glue}}\"", &glue::factory(&module)?)?;
    fs::remove_file(dist.join(&glue))?;
    let name = write_hashed(dist, "start", "js", script.as_bytes())?;
    let integrity = integrity(script.as_bytes());
    let tag = format!(
        "<link rel=\"preload\" href=\"./{core}\" as=\"fetch\" crossorigin=\"anonymous\"/>\
         <script type=\"module\" src=\"./{name}\" crossorigin=\"anonymous\" integrity=\"{integrity}\"></script>"
    );
    let html = [&html[..trunks.span.start], &tag, &html[trunks.span.end..]].concat();
    let found = tags(&html);
    let preload = found.iter().find(|tag| tag.is_link("modulepreload")).map_or(0..0, |tag| tag.span.clone());
    Ok([&html[..preload.start], &html[preload.end..]].concat())
}

/// Puts values in their `{{places}}` of a page.
pub fn fill_in(mut page: String, values: &[(&str, String)]) -> Result<String> {
    for (name, value) in values {
        let place = format!("{{{{{name}}}}}");
        ensure!(page.contains(&place), "The page has no place {place} any more.");
        page = page.replace(&place, value);
    }
    ensure!(!page.contains("{{"), "The page has a place that the build does not know.");
    Ok(page)
}

/// Puts a text in the one place that is written so.
fn fill(script: &str, place: &str, text: &str) -> Result<String> {
    ensure!(script.matches(place).count() == 1, "assets/start.js has no single place {place}.");
    Ok(script.replacen(place, text, 1))
}

/// Renames a file to one with its hash in the name.
fn hash_in_name(dist: &Path, stem: &str, extension: &str) -> Result<String> {
    let file = dist.join(format!("{stem}.{extension}"));
    let content = fs::read(&file).with_context(|| format!("{} is missing: `zice pack parts` writes it.", file.display()))?;
    fs::remove_file(file)?;
    write_hashed(dist, stem, extension, &content)
}

/// `application/json` and the like are data, which the policy does not forbid.
fn is_code(tag: &Tag) -> bool {
    matches!(tag.get("type"), None | Some("" | "module" | "text/javascript" | "importmap"))
}

/// Style sheets for all media become one file: one request instead of one each.
fn join_style_sheets(dist: &Path, html: &str) -> Result<String> {
    let found = tags(html);
    let for_all = |tag: &&Tag| {
        let local = tag.get("href").is_some_and(|href| !href.contains("//"));
        tag.is_link("stylesheet") && local && matches!(tag.get("media"), None | Some("all"))
    };
    let sheets: Vec<&Tag> = found.iter().filter(for_all).collect();
    let Some(first) = sheets.first() else {
        return Ok(html.to_owned());
    };
    let mut css = String::new();
    for sheet in &sheets {
        let file = dist.join(sheet.get("href").unwrap_or_default().trim_start_matches("./"));
        css += &without_comments(&fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?);
        fs::remove_file(file)?;
    }
    let name = write_hashed(dist, "zice", "css", css.as_bytes())?;
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{}\">", integrity(css.as_bytes()));
    let mut joined = String::new();
    let mut at = 0;
    for sheet in &sheets {
        joined += &html[at..sheet.span.start];
        joined += if sheet.span == first.span { &link } else { "" };
        at = sheet.span.end;
    }
    Ok(joined + &html[at..])
}

/// A style sheet without comments and indentation. Trunk's own minifier writes newer syntax than the oldest browser of the page knows.
fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain += part.split_once("*/").map_or("", |(_, after)| after);
    }
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// Browsers fetch the icon when they like, after the page closed its network too: it comes with the page instead.
fn inline_icon(dist: &Path, html: &str) -> Result<String> {
    let found = tags(html);
    let Some(icon) = found.iter().find(|tag| tag.is_link("icon")) else { return Ok(html.to_owned()) };
    let file = dist.join(icon.get("href").unwrap_or_default().trim_start_matches("./"));
    let content = fs::read(&file).with_context(|| format!("{} is missing", file.display()))?;
    fs::remove_file(file)?;
    let link = format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">", base64(&content));
    Ok([&html[..icon.span.start], &link, &html[icon.span.end..]].concat())
}

/// Chromium ignores `integrity` on a preload for `fetch` and warns on each visit (crbug.com/981419);
/// checking it in the start script instead would hold the program back until its last byte.
fn drop_ignored_integrity(html: &str) -> String {
    let found = tags(html);
    let mut preloads = found.iter().filter(|tag| tag.is_link("preload") && tag.get("as") == Some("fetch"));
    let Some((tag, value)) = preloads.find_map(|tag| Some((tag, tag.get("integrity")?))) else {
        return html.to_owned();
    };
    let mut kept = html[tag.span.clone()].to_owned();
    for quote in ["\"", "'", ""] {
        kept = kept.replace(&format!(" integrity={quote}{value}{quote}"), "");
    }
    [&html[..tag.span.start], &kept, &html[tag.span.end..]].concat()
}

/// Writes a file with its hash in its name; returns the name.
pub fn write_hashed(dist: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let hash: String = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{stem}-{hash}.{extension}");
    fs::write(dist.join(&name), content)?;
    Ok(name)
}

/// The value of an `integrity` attribute.
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(content)))
}

pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * index) & 63) as usize];
            text.push(if index <= group.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

/// Writes `.br` and `.gz` beside a file that has something to gain.
fn compress(file: &Path) -> Result<()> {
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    let content = fs::read(file)?;
    if !COMPRESSED.contains(&extension.as_ref()) || content.len() < SMALLEST_COMPRESSED {
        return Ok(());
    }
    let beside = |ending: &str| file.with_extension(format!("{extension}.{ending}"));
    fs::write(beside("br"), brotli(&content)?)?;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&content)?;
    fs::write(beside("gz"), encoder.finish()?)?;
    Ok(())
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    encoder.write_all(content)?;
    // Taking the buffer back ends the stream.
    Ok(encoder.into_inner())
}

#[cfg(test)]
mod tests;
