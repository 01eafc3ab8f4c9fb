//! What Trunk leaves to do: the first view, one start script, one style sheet, compressed copies.
//!
//! Invariants: after this the page holds one inline script and one inline style, whose hashes its content security policy names; every file that may be
//! cached for ever has a hash in its name; what the first question needs is preloaded.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256, Sha384};

use crate::glue;
use crate::html::{Tag, tags};
use crate::minify::Kind;
use crate::split::{self, Later};

/// Files smaller than this gain nothing from compression.
const SMALLEST_COMPRESSED: usize = 1000;
/// The style sheets that the intro and a question need.
const FIRST_SHEETS: &[&str] = &["tokens", "base", "question"];
const COMPRESSED: &[&str] = &["bin", "html", "css", "js", "mjs", "wasm", "json", "svg", "txt", "webmanifest", "xml"];

/// What the build puts into the page beside what Trunk wrote.
pub struct Ingredients<'a> {
    /// The text of assets/start.js.
    pub start: &'a str,
    /// The text of assets/early.js.
    pub early: &'a str,
    /// The first view, as the components render it.
    pub view: &'a str,
    /// What is left for the second file of the program, and the linker's map of it, where it is to be split.
    pub later: Option<&'a (Later, String)>,
    /// Makes scripts and styles smaller.
    pub minify: &'a dyn Fn(Kind, &str) -> Result<String>,
}

/// Finishes the folder that Trunk and `zice pack parts` wrote.
pub fn finish(dist: &Path, with: &Ingredients<'_>) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).context("dist/index.html is missing: Trunk wrote no page.")?;
    let (html, style) = join_style_sheets(dist, &html, with)?;
    let html = place_start_script(dist, &html, with, &style)?;
    let html = inline_icon(dist, &html)?;
    let html = place_first_view(&drop_ignored_integrity(&html), with)?;
    // Browsers that do not know 'wasm-unsafe-eval' yet: assets/start.js leads them there.
    fs::write(dist.join("older.html"), html.replacen("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'", 1))?;
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

/// The first view into the page, and the script that keeps it alive, which the page's policy allows by its hash.
fn place_first_view(html: &str, with: &Ingredients<'_>) -> Result<String> {
    const PLACE: &str = "<div id=app></div>";
    ensure!(html.matches(PLACE).count() == 1, "dist/index.html has no single {PLACE} for the first view.");
    let html = html.replace(PLACE, with.view.trim());
    let early = (with.minify)(Kind::Script, with.early)?;
    // At the end of the head, where it sees what a site has written into it.
    let html = html.replacen("</head>", &format!("<script>{early}</script></head>"), 1);
    ensure!(html.contains(&early), "dist/index.html has no head, at whose end assets/early.js is to stand.");
    allow(&html, "script-src 'self'", &early)
}

/// Adds the hash of an inline script or style to the page's policy.
fn allow(html: &str, directive: &str, content: &str) -> Result<String> {
    ensure!(html.matches(directive).count() == 1, "The page's policy has no single `{directive}`.");
    let hash = base64(&Sha256::digest(content.as_bytes()));
    Ok(html.replacen(directive, &format!("{directive} 'sha256-{hash}'"), 1))
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

/// The files of the program.
struct Files {
    /// What wasm-bindgen wrote to call the program with.
    glue: String,
    /// The program, or the part of it that the first questions need.
    program: String,
    /// The rest of it.
    rest: Option<String>,
    /// Names in the glue that are others now.
    renamed: BTreeMap<String, String>,
}

/// Trunk starts the program from an inline module; a file of ours does it instead, with the glue in it, and the page preloads what that fetches.
fn place_start_script(dist: &Path, html: &str, with: &Ingredients<'_>, style: &str) -> Result<String> {
    let found = tags(html);
    let is_inline = |tag: &&Tag| tag.name == "script" && tag.get("src").is_none() && tag.get("type") == Some("module");
    let inline: Vec<&Tag> = found.iter().filter(is_inline).collect();
    let [trunks] = inline[..] else {
        bail!("index.html holds {} inline modules; only Trunk's own is expected, as the page forbids them.", inline.len());
    };
    let named = files_named(&html[trunks.text.clone()])?;
    let files = Files { glue: named.glue, ..split_program(dist, &named.program, with.later)? };
    let script = start_script(dist, with, &files, style)?;
    let name = write_hashed(dist, "start", "js", script.as_bytes())?;
    let integrity = integrity(script.as_bytes());
    let core = script.split('"').find(|part| part.starts_with("./pack-core-")).context("the start script names no core")?;
    let tag = format!(
        "<link rel=\"preload\" href=\"{core}\" as=\"fetch\" crossorigin=\"anonymous\"/>\
         <script type=\"module\" src=\"./{name}\" crossorigin=\"anonymous\" integrity=\"{integrity}\"></script>"
    );
    let html = [&html[..trunks.span.start], tag.as_str(), &html[trunks.span.end..]].concat().replace(&named.program, &files.program);
    // The glue has no file of its own any more.
    let glue = tags(&html).iter().find(|tag| tag.is_link("modulepreload")).map_or(0..0, |tag| tag.span.clone());
    Ok([&html[..glue.start], &html[glue.end..]].concat())
}

/// The names in Trunk's start script.
fn files_named(text: &str) -> Result<Files> {
    let named = |ending: &str| {
        let mut quoted = text.split(['"', '\'', '`']);
        let name = quoted.find(|part| part.ends_with(ending) && !part.contains(char::is_whitespace));
        name.map(|name| name.trim_start_matches("./").to_owned())
    };
    match (named(".js"), named(".wasm")) {
        (Some(glue), Some(program)) => Ok(Files { glue, program, rest: None, renamed: BTreeMap::new() }),
        _ => bail!("Trunk's start script names no .js and .wasm any more; see place_start_script in xtask/src/finish.rs:\n{text}"),
    }
}

/// The program in two files, where it is to be split.
fn split_program(dist: &Path, program: &str, later: Option<&(Later, String)>) -> Result<Files> {
    let file = dist.join(program);
    let content = fs::read(&file).with_context(|| format!("Trunk's start script names {program}, which is not in dist/."))?;
    let Some((later, map)) = later else {
        return Ok(Files { glue: String::new(), program: program.to_owned(), rest: None, renamed: BTreeMap::new() });
    };
    let parts = split::split(&content, map, later)?;
    fs::write(dist.with_file_name("target").join("bytes.txt"), &parts.report).context("target/bytes.txt cannot be written")?;
    fs::remove_file(file)?;
    let (program, rest) = (write_hashed(dist, "zice", "wasm", &parts.first)?, write_hashed(dist, "zice-rest", "wasm", &parts.later)?);
    Ok(Files { glue: String::new(), program, rest: Some(rest), renamed: parts.renamed })
}

/// assets/start.js with the names of the files in it, behind the glue whose functions it calls: one request instead of two.
fn start_script(dist: &Path, with: &Ingredients<'_>, files: &Files, style: &str) -> Result<String> {
    let (core, later) = (hash_in_name(dist, "pack-core", "bin")?, hash_in_name(dist, "pack-later", "bin")?);
    let early = write_hashed(dist, "early", "js", (with.minify)(Kind::Script, with.early)?.as_bytes())?;
    let named = [
        ("program", Some(&files.program)),
        ("rest", files.rest.as_ref()),
        ("core", Some(&core)),
        ("later", Some(&later)),
        ("early", Some(&early)),
        ("style", Some(&style.to_owned())),
    ];
    let mut script = fill(with.start, "{{style integrity}}", &integrity(&fs::read(dist.join(style))?))?;
    for (place, name) in named {
        script = fill(&script, &format!("{{{{{place}}}}}"), &name.map(|name| format!("./{name}")).unwrap_or_default())?;
    }
    ensure!(script.matches("{{").count() == 1, "assets/start.js has a place that the build does not know.");
    // In the same file: one request less, and a program for each visitor.
    let glue = dist.join(&files.glue);
    let text = fs::read_to_string(&glue).with_context(|| format!("Trunk's start script names {}, which is not in dist/.", files.glue))?;
    fs::remove_file(glue)?;
    (with.minify)(Kind::Module, &fill(&script, "\"{{glue}}\"", &glue::rename(&glue::factory(&text)?, &files.renamed))?)
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

/// The style of the first view goes into the page; all sheets become one file, which assets/start.js asks for later: the page, and the file's name.
/// That the first ones stand there once more serves pages whose server refuses styles inside them.
fn join_style_sheets(dist: &Path, html: &str, with: &Ingredients<'_>) -> Result<(String, String)> {
    let found = tags(html);
    let local = |tag: &&Tag| tag.is_link("stylesheet") && tag.get("href").is_some_and(|href| !href.contains("//"));
    let sheets: Vec<&Tag> = found.iter().filter(local).collect();
    let first = sheets.first().context("dist/index.html has no style sheet")?;
    let (mut here, mut all) = (String::new(), String::new());
    for sheet in &sheets {
        let name = sheet.get("href").unwrap_or_default().trim_start_matches("./");
        let file = dist.join(name);
        let text = without_comments(&fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?);
        if FIRST_SHEETS.iter().any(|stem| name.split(['-', '.']).next() == Some(stem)) {
            here += &text;
        }
        all += &text;
        fs::remove_file(file)?;
    }
    let here = (with.minify)(Kind::Style, &without_unused_tokens(&here))?;
    let name = write_hashed(dist, "zice", "css", (with.minify)(Kind::Style, &all)?.as_bytes())?;
    let mut joined = String::new();
    let mut at = 0;
    for sheet in &sheets {
        joined += &html[at..sheet.span.start];
        if sheet.span == first.span {
            joined += &format!("<style>{here}</style>");
        }
        at = sheet.span.end;
    }
    Ok((allow(&(joined + &html[at..]), "style-src 'self'", &here)?, name))
}

/// A style sheet without comments and indentation, a declaration a line. Trunk's own minifier writes newer syntax than the oldest browser of the page knows.
fn without_comments(css: &str) -> String {
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

/// Browsers fetch the icon when they like, after the page closed its network too: it comes with the page instead, as text, which compresses better than
/// base64.
fn inline_icon(dist: &Path, html: &str) -> Result<String> {
    let found = tags(html);
    let Some(icon) = found.iter().find(|tag| tag.is_link("icon")) else { return Ok(html.to_owned()) };
    let file = dist.join(icon.get("href").unwrap_or_default().trim_start_matches("./"));
    let content = fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?;
    fs::remove_file(file)?;
    let link = format!("<link rel=\"icon\" href=\"{}\">", image_address(&content));
    Ok([&html[..icon.span.start], &link, &html[icon.span.end..]].concat())
}

/// An SVG image as an address, to stand between double quotes.
pub fn image_address(svg: &str) -> String {
    let escaped = svg.trim().chars().map(|c| match c {
        '"' => "'".to_owned(),
        '<' | '>' | '#' | '%' | '\n' | '\r' | '\t' => format!("%{:02X}", u32::from(c)),
        _ => c.to_string(),
    });
    format!("data:image/svg+xml,{}", escaped.collect::<String>())
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
