//! What other sites need to show the page in a frame: `embed.js`, themes, and the page of examples.
//!
//! Invariants: `embed.js` and themes keep their names, as other sites write them down; the examples hold the real checksum of the
//! `embed.js` beside them, and name the themes and topics that there are.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::files::{integrity, write_hashed};
use crate::html::fill_in;

/// What stands in the examples for the site's address until `examples.js` puts in the real one.
const BASE: &str = "https://zice.example/";

/// Writes all of it; what the page's own scripts must know of it: the names of the themes, and of the script that speaks with the other site.
pub fn write(dist: &Path, root: &Path) -> Result<(String, String)> {
    let assets = root.join("assets");
    let read = |name: &str| fs::read_to_string(assets.join(name)).with_context(|| format!("assets/{name} is missing"));
    let themes = copy_themes(dist, &assets)?;
    let script = read("embed.js")?;
    fs::write(dist.join("embed.js"), &script)?;
    let css = read("styles/tokens.css")? + &read("styles/examples.css")?;
    let js = read("examples.js")?;
    let values = [
        ("base", BASE.to_owned()),
        ("origin", BASE.trim_end_matches('/').to_owned()),
        ("embed.js integrity", integrity(script.as_bytes())),
        ("examples.css", write_hashed(dist, "examples", "css", css.as_bytes())?),
        ("examples.css integrity", integrity(css.as_bytes())),
        ("examples.js", write_hashed(dist, "examples", "js", js.as_bytes())?),
        ("examples.js integrity", integrity(js.as_bytes())),
        ("themes", codes(&themes)),
        ("topics", codes(&topics(root)?)),
    ];
    fs::write(dist.join("embed-examples.html"), fill_in(read("embed-examples.html")?, &values)?)?;
    let host = write_hashed(dist, "host", "js", read("host.js")?.as_bytes())?;
    Ok((themes.join(" "), host))
}

fn copy_themes(dist: &Path, assets: &Path) -> Result<Vec<String>> {
    fs::create_dir_all(dist.join("themes"))?;
    let mut names = Vec::new();
    for entry in fs::read_dir(assets.join("themes")).context("assets/themes is missing")? {
        let file = entry?.path();
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        ensure!(
            plain && file.extension().is_some_and(|ending| ending == "css"),
            "{}: a theme is NAME.css, with small letters, digits and - in NAME.",
            file.display()
        );
        fs::copy(&file, dist.join("themes").join(format!("{name}.css")))?;
        names.push(name);
    }
    names.sort();
    Ok(names)
}

/// The ids of the pack's topics.
fn topics(root: &Path) -> Result<Vec<String>> {
    let pack: toml::Table = fs::read_to_string(root.join("seeds/pack.toml")).context("seeds/pack.toml is missing")?.parse()?;
    let topics = pack.get("topic").and_then(toml::Value::as_array).context("seeds/pack.toml names no topics")?;
    let id = |topic: &toml::Value| topic.get("id").and_then(toml::Value::as_str).map(str::to_owned);
    topics.iter().map(id).collect::<Option<_>>().context("a topic in seeds/pack.toml has no id")
}

fn codes(names: &[String]) -> String {
    names.iter().map(|name| format!("<code>{name}</code>")).collect::<Vec<_>>().join("、")
}
