//! What the browser tests need: Chromium, Firefox, WebKitGTK, a Chinese font, a few npm packages, and web servers.
//!
//! Invariants: a browser named by ZICE_CHROMIUM is taken as it is; packages of the system are
//! installed by apt-get alone, as root or by a sudo that asks nothing, and else named in a sentence.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::setup::{self, announced, skipped};
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
    setup::node(machine)?;
    let changed = |file: &str| machine.root().join(file).metadata().and_then(|data| data.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        skipped("node packages", "installed");
        return Ok(());
    }
    announced("node packages", "npm ci: what the browser tests drive and check Chromium with");
    setup::npm_ci(machine, machine.root())
}

/// Where the oldest browser is kept that the page is made for.
pub fn old_chromium_folder(machine: &dyn Machine) -> Result<PathBuf> {
    setup::npm_folder(machine, "chromium-87")
}

/// Chromium 87, to run the page in it; the test unpacks it.
pub fn old_chromium(machine: &dyn Machine) -> Result<()> {
    setup::npm_packages(machine, "chromium-87", "Chromium 87", "the page is run in the oldest browser that it is made for (47 MB, once)")
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
    install(machine, &missing).context("Or set ZICE_CHROMIUM to a Chromium or Chrome.")
}

/// The stock Firefox, driven by WebDriver BiDi. About 80 MB.
pub fn firefox(machine: &dyn Machine) -> Result<()> {
    let found = machine.variable("ZICE_FIREFOX").is_some() || ["firefox-esr", "firefox"].iter().any(|name| machine.which(name).is_some());
    if found {
        skipped("Firefox", "there");
        return Ok(());
    }
    announced("Firefox", "apt-get install firefox-esr: the page is tested in its engine too (80 MB, once)");
    install(machine, &["firefox-esr"]).context("Or set ZICE_FIREFOX to a Firefox, or leave it out: cargo xtask test --skip firefox")
}

/// WebKitGTK: the engine that Safari is made of, as far as it runs here. Its own browser has a driver of the W3C's protocol; that needs a screen, and has no command
/// for printing, which a few lines of Python do. About 40 MB.
pub fn webkit(machine: &dyn Machine) -> Result<()> {
    let is_there = |path: &str| machine.exists(Path::new(path));
    let wanted = [
        ("webkit2gtk-driver", "/usr/bin/WebKitWebDriver"),
        ("xvfb", "/usr/bin/Xvfb"),
        ("python3-gi", "/usr/lib/python3/dist-packages/gi/__init__.py"),
        ("gir1.2-webkit2-4.1", "/usr/lib/x86_64-linux-gnu/girepository-1.0/WebKit2-4.1.typelib"),
    ];
    let missing: Vec<&str> = wanted.iter().filter(|(_, path)| !is_there(path)).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        skipped("WebKitGTK", "there, with its driver and a screen");
        return Ok(());
    }
    announced("WebKitGTK", &format!("apt-get install {}: the page is tested in Safari's engine too (40 MB, once)", missing.join(" ")));
    install(machine, &missing).context("Or leave it out: cargo xtask test --skip webkit")
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
        if let Err(problem) = install(machine, &[SHELL]) {
            skipped("Chromium", &format!("{SHELL} is not there, so times are taken in a whole browser ({problem})"));
        }
    }
    machine.which(SHELL).map(|path| path.display().to_string()).or_else(|| chromium_path(machine))
}

/// nginx, Caddy, Apache and Tomcat; where packages can't be installed, the tests leave deploy/ out and say so.
pub fn web_servers(machine: &dyn Machine) -> Result<()> {
    let is_there = |name: &str| machine.which(name).is_some() || machine.exists(&Path::new("/usr/sbin").join(name));
    let brotli = machine.exists(Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"));
    let tomcat = machine.exists(Path::new("/usr/share/tomcat10/bin/catalina.sh"));
    let wanted = [
        ("nginx-light", is_there("nginx")),
        ("libnginx-mod-http-brotli-static", brotli),
        ("caddy", is_there("caddy")),
        ("apache2", is_there("apache2")),
        ("tomcat10", tomcat),
    ];
    let missing: Vec<&str> = wanted.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        skipped("web servers", "nginx, Caddy, Apache and Tomcat are there");
        return Ok(());
    }
    announced("web servers", &format!("apt-get install {}: the examples in deploy/ are really run", missing.join(" ")));
    match apt(machine) {
        Some(apt) => apt_install(machine, &apt, &missing),
        None => {
            skipped("web servers", &format!("not installed, so deploy/ is not tried out ({})", by_hand(&missing)));
            Ok(())
        }
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

/// How Debian packages can be installed here: as root, or with a sudo that asks for nothing. A lock that somebody else holds is waited for.
fn apt(machine: &dyn Machine) -> Option<Vec<&'static str>> {
    const APT: [&str; 7] = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes", "-o", "DPkg::Lock::Timeout=600", "--quiet"];
    machine.which("apt-get")?;
    let root = machine.read("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !root {
        machine.read("sudo", &["-n", "true"])?;
    }
    let sudo: &[&str] = if root { &[] } else { &["sudo", "-n"] };
    Some([sudo, &APT].concat())
}

fn by_hand(packages: &[&str]) -> String {
    format!("run this as root, then try again: apt-get install --yes --no-install-recommends {}", packages.join(" "))
}

fn install(machine: &dyn Machine, packages: &[&str]) -> Result<()> {
    let apt = apt(machine).with_context(|| format!("These packages are missing; {}", by_hand(packages)))?;
    apt_install(machine, &apt, packages)
}

fn apt_install(machine: &dyn Machine, apt: &[&str], packages: &[&str]) -> Result<()> {
    let run = |arguments: &[&str]| {
        let words = [apt, arguments].concat();
        machine.run(words[0], &words[1..])
    };
    let install = [&["install", "--no-install-recommends"], packages].concat();
    // Without lists (a fresh container) or with stale ones the installation cannot work.
    if has_package_lists() && run(&install).is_ok() {
        return Ok(());
    }
    // For the lists apt waits for no lock itself.
    let updated = (0..40).any(|_| {
        run(&["update"]).is_ok() || {
            std::thread::sleep(Duration::from_secs(15));
            false
        }
    });
    ensure!(updated, "apt-get update did not succeed within ten minutes; {}", by_hand(packages));
    run(&install).with_context(|| by_hand(packages))
}

/// Beside the lists themselves the folder holds a lock and half of what was broken off.
fn has_package_lists() -> bool {
    let entries = std::fs::read_dir("/var/lib/apt/lists").into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.file_name().to_string_lossy().contains("Packages"))
}
