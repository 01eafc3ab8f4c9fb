//! What the browser tests need: Chromium, a Chinese font, a few npm packages, and web servers.
//!
//! Invariants: a browser named by ZICE_CHROMIUM is taken as it is; packages of the system are
//! installed by apt-get alone, as root or by a sudo that asks nothing, and else named in a sentence.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::setup::{announced, numbers, skipped, version_in};
use crate::shell::Machine;

/// The browser the tests drive: `ZICE_CHROMIUM`, or Chromium or Chrome from the PATH.
pub fn chromium_path(machine: &dyn Machine) -> Option<String> {
    machine.variable("ZICE_CHROMIUM").or_else(|| {
        let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
        let found = names.iter().find_map(|name| machine.which(name));
        found.map(|path| path.display().to_string())
    })
}

/// The packages the browser tests are written with.
pub fn node_packages(machine: &dyn Machine) -> Result<()> {
    let node = machine.read("node", &["--version"]).and_then(|text| version_in(&text));
    if node.as_deref().map(numbers).is_none_or(|version| version < [20].to_vec()) {
        bail!("The browser tests need Node 20 or newer on the PATH: apt-get install nodejs npm, or https://nodejs.org.");
    }
    let changed = |file: &str| machine.root().join(file).metadata().and_then(|data| data.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        skipped("node packages", "installed");
        return Ok(());
    }
    announced("node packages", "npm ci: what the browser tests drive and check Chromium with");
    machine
        .run("npm", &["ci", "--no-audit", "--no-fund"])
        .context("npm could not install package-lock.json: check the network and npm's registry, then run `npm ci`.")
}

/// The package that carries Chromium 87.0.4272, the oldest that the page is made for.
const OLD_CHROMIUM: &str = "chrome-aws-lambda@5.4.0";

/// Where it is kept.
pub fn old_chromium_folder(machine: &dyn Machine) -> PathBuf {
    machine.cache().join("chromium-87")
}

/// Chromium 87, to run the page in it; the test unpacks it.
pub fn old_chromium(machine: &dyn Machine) -> Result<()> {
    let folder = old_chromium_folder(machine);
    if machine.exists(&folder.join("node_modules/chrome-aws-lambda/bin/chromium.br")) {
        skipped("Chromium 87", "there");
        return Ok(());
    }
    announced("Chromium 87", &format!("npm: {OLD_CHROMIUM} (47 MB, once): the page is run in the oldest browser that it is made for"));
    let prefix = folder.display().to_string();
    machine
        .run("npm", &["install", "--prefix", &prefix, "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", OLD_CHROMIUM])
        .context("npm could not fetch it: check the network and npm's registry, or leave the browser tests out: --skip browser")
}

/// Chromium itself, its driver, characters to draw, and a reader of what it prints.
pub fn chromium(machine: &dyn Machine) -> Result<()> {
    let mut missing = Vec::new();
    if chromium_path(machine).is_none() {
        missing.push("chromium");
    }
    if machine.which("chromedriver").is_none() && machine.variable("ZICE_CHROMIUM").is_none() {
        missing.push("chromium-driver");
    }
    if !has_chinese_font(machine) {
        missing.push("fonts-noto-cjk");
    }
    if !has_latin_font(machine) {
        // The approved screens are drawn with it.
        missing.push("fonts-liberation");
    }
    if machine.which("pdftotext").is_none() {
        // The printed sheet is read back as text.
        missing.push("poppler-utils");
    }
    if missing.is_empty() {
        skipped("Chromium", "there, with Chinese and Latin fonts and a reader of PDF");
        return Ok(());
    }
    announced("Chromium", &format!("apt-get install {}: the page is tested in a real browser", missing.join(" ")));
    apt_install(machine, &missing).context("Or set ZICE_CHROMIUM to a Chromium or Chrome.")
}

/// A Chromium that does nothing but draw pages, to measure in: around a page, a whole browser draws its own windows too, which disturbs cold starts.
/// `ZICE_CHROMIUM` goes before it; where it can't be had, the tests' browser serves.
pub fn quiet_chromium(machine: &dyn Machine) -> Option<String> {
    const SHELL: &str = "chromium-headless-shell";
    if let Some(chosen) = machine.variable("ZICE_CHROMIUM") {
        return Some(chosen);
    }
    if machine.which(SHELL).is_none() {
        announced("Chromium", &format!("apt-get install {SHELL}: times are taken in it, with nothing around the page"));
        if let Err(problem) = apt_install(machine, &[SHELL]) {
            skipped("Chromium", &format!("{SHELL} is not there, so times are taken in a whole browser ({problem})"));
        }
    }
    machine.which(SHELL).map(|path| path.display().to_string()).or_else(|| chromium_path(machine))
}

/// nginx and Caddy; without them the tests leave deploy/ out and say so.
pub fn web_servers(machine: &dyn Machine) {
    let is_there = |name: &str| machine.which(name).is_some() || machine.exists(&Path::new("/usr/sbin").join(name));
    let brotli = machine.exists(Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"));
    let wanted = [("nginx-light", is_there("nginx")), ("libnginx-mod-http-brotli-static", brotli), ("caddy", is_there("caddy"))];
    let missing: Vec<&str> = wanted.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        skipped("web servers", "nginx and Caddy are there");
        return;
    }
    announced("web servers", &format!("apt-get install {}: the examples in deploy/ are really run", missing.join(" ")));
    if let Err(problem) = apt_install(machine, &missing) {
        skipped("web servers", &format!("not installed, so deploy/ is not tried out ({problem})"));
    }
}

fn has_chinese_font(machine: &dyn Machine) -> bool {
    let noto = Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
    let known = || machine.read("fc-list", &[":lang=zh-cn", "family"]);
    machine.exists(noto) || known().is_some_and(|fonts| !fonts.trim().is_empty())
}

fn has_latin_font(machine: &dyn Machine) -> bool {
    let liberation = Path::new("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf");
    machine.exists(liberation) || machine.read("fc-list", &["Liberation Sans", "family"]).is_some_and(|fonts| !fonts.trim().is_empty())
}

/// Installs Debian packages as root, or with a sudo that asks for nothing.
pub fn apt_install(machine: &dyn Machine, packages: &[&str]) -> Result<()> {
    let by_hand = format!("apt-get install --yes --no-install-recommends {}", packages.join(" "));
    let failed = || anyhow!("Run this as root, then try again: {by_hand}");
    machine.which("apt-get").ok_or_else(failed)?;
    let root = machine.read("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !root && machine.read("sudo", &["-n", "true"]).is_none() {
        return Err(failed());
    }
    let apt = |arguments: &[&str]| {
        let words = [&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes"], arguments].concat();
        let words = if root { words } else { [&["sudo", "-n"], &words[..]].concat() };
        machine.run(words[0], &words[1..])
    };
    // Without lists (a fresh container) or with stale ones the installation cannot work.
    apt(&["update"]).map_err(|problem| problem.context(failed()))?;
    let install = [&["install", "--no-install-recommends"], packages].concat();
    apt(&install).map_err(|problem| problem.context(failed()))
}
