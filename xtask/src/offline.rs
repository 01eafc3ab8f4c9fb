//! What makes the site work without a network: the worker with the list of its files, the manifest, the icons, the page that offers it.
//!
//! Invariants: the list holds every file a visit can ask for, with its hash; the worker's version is the hash of that list, so that two builds with the
//! same files are the same version; what only other sites and other ways of carrying the page need stays outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::files::{files, integrity, sha256, write_hashed};
use crate::html::{fill, fill_in};

const MANIFEST: &str = "manifest.webmanifest";
const ICONS: [&str; 3] = ["icon-192.png", "icon-512.png", "icon-mask-512.png"];
/// Files of the site that no visit of the page asks for.
const OUTSIDE: [&str; 8] = ["sw.js", "zice.html", "embed", "examples", "host-", "failed-", "check", "config/"];

/// Copies the manifest and its icons: before the files are compressed.
pub fn copy(dist: &Path, assets: &Path) -> Result<()> {
    let copy = |from: &Path, name: &str| fs::copy(from.join(name), dist.join(name)).with_context(|| format!("assets/…/{name} is missing"));
    copy(assets, MANIFEST)?;
    for icon in ICONS {
        copy(&assets.join("icons"), icon)?;
    }
    // What a portal writes beside the page, empty: files that are asked for and not there are errors in the browser's console.
    fs::create_dir_all(dist.join("config"))?;
    ["config/site.json", "config/contacts.csv"].into_iter().try_for_each(|name| copy(assets, name).map(drop))
}

/// Writes the page that says how to keep the site and how to install it; zice.html is beside it.
pub fn write_page(dist: &Path, assets: &Path) -> Result<()> {
    let read = |name: &str| fs::read_to_string(assets.join(name)).with_context(|| format!("assets/{name} is missing"));
    let css = read("styles/tokens.css")? + &read("styles/examples.css")?;
    let js = read("install.js")?;
    let size = fs::metadata(dist.join("zice.html")).context("dist/zice.html is missing")?.len();
    let values = [
        ("page.css", write_hashed(dist, "page", "css", css.as_bytes())?),
        ("page.css integrity", integrity(css.as_bytes())),
        ("install.js", write_hashed(dist, "install", "js", js.as_bytes())?),
        ("install.js integrity", integrity(js.as_bytes())),
        ("size", format!("{}.{}", size / 1_000_000, size / 100_000 % 10)),
    ];
    Ok(fs::write(dist.join("install.html"), fill_in(read("install.html")?, &values)?)?)
}

/// Writes sw.js: when every other file is as it stays.
pub fn write_worker(dist: &Path, assets: &Path) -> Result<()> {
    let source = fs::read_to_string(assets.join("sw.js")).context("assets/sw.js is missing")?;
    let list = serde_json::to_string(&list(dist)?)?;
    let version = sha256(list.as_bytes());
    let worker = fill(&fill(&source, "{{version}}", &version[..16])?, "\"{{files}}\"", &list).context("assets/sw.js does not fit")?;
    Ok(fs::write(dist.join("sw.js"), worker)?)
}

/// Every file of a visit, by its path from the worker, with its hash.
fn list(dist: &Path) -> Result<BTreeMap<String, String>> {
    let mut list = BTreeMap::new();
    for file in files(dist)? {
        let path = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        let copy = path.ends_with(".br") || path.ends_with(".gz");
        if copy || OUTSIDE.iter().any(|outside| path.starts_with(outside)) {
            continue;
        }
        let path = if path == "index.html" { String::new() } else { path };
        list.insert(path, sha256(&fs::read(&file)?));
    }
    ensure!(list.contains_key(""), "dist/index.html is missing.");
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_lists_what_a_visit_asks_for() {
        let folder = std::env::temp_dir().join(format!("zice-offline-{}", std::process::id()));
        let (dist, assets) = (folder.join("dist"), folder.join("assets"));
        fs::create_dir_all(dist.join("themes")).unwrap();
        fs::create_dir_all(&assets).unwrap();
        for name in ["index.html", "index.html.br", "a-0123456789abcdef.js", "embed.js", "zice.html", "themes/quiet.css", "plan.html"] {
            fs::write(dist.join(name), name).unwrap();
        }
        fs::write(assets.join("sw.js"), "const VERSION = \"{{version}}\"; const FILES = \"{{files}}\";").unwrap();
        write_worker(&dist, &assets).unwrap();
        let worker = fs::read_to_string(dist.join("sw.js")).unwrap();
        let list = &worker[worker.find('{').unwrap()..=worker.rfind('}').unwrap()];
        let list: BTreeMap<String, String> = serde_json::from_str(list).unwrap();
        assert_eq!(list.keys().map(String::as_str).collect::<Vec<_>>(), ["", "a-0123456789abcdef.js", "plan.html", "themes/quiet.css"]);
        assert_eq!(list[""], sha256(b"index.html"));
        // The same files are the same version, another byte is another.
        write_worker(&dist, &assets).unwrap();
        assert_eq!(fs::read_to_string(dist.join("sw.js")).unwrap(), worker);
        fs::write(dist.join("plan.html"), "another").unwrap();
        write_worker(&dist, &assets).unwrap();
        assert_ne!(fs::read_to_string(dist.join("sw.js")).unwrap()[..40], worker[..40]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
