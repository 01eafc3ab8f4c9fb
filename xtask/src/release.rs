//! `cargo xtask release`: the archive for those who put the site online without a compiler.
//!
//! Longer than usual because everything that goes into the archive stands in one place.
//!
//! Invariants: the same commit gives the same bytes, of which `--twice` makes sure by making the archive twice; files are sorted and bear the day of the
//! source; the archive holds no `site/config`, so that unpacking it over an older one keeps what a portal has written.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::files::{files, read, sha256};
use crate::setup::{announced, skipped};
use crate::shell::{Machine, Shell, run};
use crate::{browser, build};

/// Targets of the command, and what it is called in the archive.
const COMMANDS: [(&str, &str); 2] =
    [("x86_64-unknown-linux-musl", "bin/linux-x86_64/zice"), ("x86_64-pc-windows-gnu", "bin/windows-x86_64/zice.exe")];
const GUIDE: &str = "部署说明";
const SECONDS_OF_A_DAY: i64 = 86_400;

/// Makes the archive in target/release-archive; `twice`: again, and compares.
pub fn release(shell: &mut Shell, twice: bool) -> Result<()> {
    let first = make(shell)?;
    if twice {
        let second = make(shell)?;
        ensure!(first == second, "Made twice, the archive is another: {first:?} and {second:?}.");
        eprintln!("Made twice: the same bytes.");
    }
    for (name, sum) in &first {
        println!("{sum}  {name}");
    }
    Ok(())
}

/// Makes it once; the sums of both forms by name.
fn make(shell: &mut Shell) -> Result<BTreeMap<String, String>> {
    let dist = build::build(shell)?;
    let root = shell.root().to_path_buf();
    let seconds: i64 =
        shell.variable("SOURCE_DATE_EPOCH").and_then(|text| text.trim().parse().ok()).context("The day of the source is not known.")?;
    let day = Day::of(seconds);
    let version = version(&root)?;
    let place = shell.target_folder()?.join("release-archive");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    let name = format!("zice-{version}");
    let folder = place.join(&name);
    copy(&dist, &folder.join("site"))?;
    // What a portal writes stands beside the site until somebody puts it in: unpacked over an older archive, its own stays.
    fs::rename(folder.join("site/config"), folder.join("config")).context("the site has no config folder")?;
    fs::copy(folder.join("site/zice.html"), folder.join("zice.html"))?;
    copy(&root.join("deploy"), &folder.join("deploy"))?;
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"] {
        fs::copy(root.join(file), folder.join(file)).with_context(|| format!("{file} is missing"))?;
    }
    let mut without = Vec::new();
    for (target, file) in COMMANDS {
        match command(shell, target) {
            Ok(program) => {
                let to = folder.join(file);
                fs::create_dir_all(to.parent().context("no folder")?)?;
                fs::copy(program, to)?;
            }
            Err(problem) => without.push(format!("{target}: {problem:#}")),
        }
    }
    for problem in &without {
        skipped("command", &format!("left out of the archive ({problem})"));
    }
    guide(shell, &folder, &read(&root.join("docs").join(format!("{GUIDE}.md")))?, &day)?;
    let packages = packages(shell)?;
    fs::write(folder.join("LICENCES.txt"), licences(&packages)?)?;
    fs::write(folder.join("sbom.cdx.json"), bill(&root, &packages, &version, &day)?)?;
    sums(&folder)?;
    let (zip, tar) = (place.join(format!("{name}.zip")), place.join(format!("{name}.tar.gz")));
    write_zip(&place, &folder, &zip, &day)?;
    write_tar(&place, &folder, &tar, seconds)?;
    let mut made = BTreeMap::new();
    let mut lines = String::new();
    for file in [tar, zip] {
        let (sum, name) = (sha256(&fs::read(&file)?), file.file_name().unwrap_or_default().to_string_lossy().into_owned());
        lines += &format!("{sum}  {name}\n");
        eprintln!("{} · {} bytes", file.display(), fs::metadata(&file)?.len());
        made.insert(name, sum);
    }
    fs::write(place.join("SHA256SUMS"), lines)?;
    Ok(made)
}

/// The version of the workspace.
pub fn version(root: &Path) -> Result<String> {
    let manifest: toml::Table = read(&root.join("Cargo.toml"))?.parse().context("Cargo.toml is not TOML")?;
    let version = manifest.get("workspace").and_then(|table| table.get("package")?.get("version")?.as_str());
    version.map(str::to_owned).context("Cargo.toml names no version of the workspace")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let place = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(place.parent().context("no folder")?)?;
        fs::copy(&file, place)?;
    }
    Ok(())
}

/// The command for another system than the one at hand: static, so that nothing needs to be installed beside it.
fn command(shell: &Shell, target: &str) -> Result<PathBuf> {
    let library = shell.read("rustc", &["--print", "target-libdir", "--target", target]).map(|text| PathBuf::from(text.trim()));
    if !library.is_some_and(|folder| shell.exists(&folder)) {
        announced("command", &format!("rustup target add {target}: the command in the archive"));
        shell.run("rustup", &["target", "add", target]).context("rustup could not add the target: check the network and run again")?;
    }
    if target.contains("windows") && shell.which("x86_64-w64-mingw32-gcc").is_none() {
        announced("command", "apt-get install gcc-mingw-w64-x86-64: links the command for Windows");
        shell
            .run("apt-get", &["install", "--yes", "--no-install-recommends", "gcc-mingw-w64-x86-64"])
            .context("Run this as root, then try again: apt-get install gcc-mingw-w64-x86-64")?;
    }
    let mut cargo = shell.command("cargo");
    cargo.args(["build", "--release", "--target", target, "--package", "zice-cli", "--bin", "zice"]);
    let mut flags = format!("--remap-path-prefix={}=", shell.root().display());
    if let Some(home) =
        shell.variable("CARGO_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(shell.variable("HOME")?).join(".cargo")))
    {
        flags += &format!("\u{1f}--remap-path-prefix={}=", home.display());
    }
    if target.contains("windows") {
        // The day of the build is no part of it.
        flags += "\u{1f}-Clink-arg=-Wl,--no-insert-timestamp";
    }
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags);
    run(&mut cargo).with_context(|| format!("the command could not be built for {target}"))?;
    let name = if target.contains("windows") { "zice.exe" } else { "zice" };
    Ok(shell.target_folder()?.join(target).join("release").join(name))
}

/// The guide as a page and, printed by Chromium, on paper.
fn guide(shell: &mut Shell, folder: &Path, text: &str, day: &Day) -> Result<()> {
    let mut body = String::new();
    let options = pulldown_cmark::Options::ENABLE_TABLES;
    pulldown_cmark::html::push_html(&mut body, pulldown_cmark::Parser::new_ext(text, options));
    const STYLE: &str = include_str!("guide.css");
    let html = format!(
        "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{GUIDE}</title><style>{STYLE}</style></head>\n<body>\n{body}</body></html>\n"
    );
    let page = folder.join(format!("{GUIDE}.html"));
    fs::write(&page, html)?;
    crate::setup::ensure(shell, &[crate::setup::Need::Chromium])?;
    let chromium = browser::chromium_path(shell).context("No Chromium was found: set ZICE_CHROMIUM.")?;
    let paper = folder.join(format!("{GUIDE}.pdf"));
    let profile = shell.target_folder()?.join("release-chromium");
    let mut print = shell.command(&chromium);
    print.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--no-pdf-header-footer",
    ]);
    print.arg(format!("--user-data-dir={}", profile.display())).arg(format!("--print-to-pdf={}", paper.display()));
    run(print.arg(format!("file://{}", page.display()))).context("Chromium could not print the guide.")?;
    fs::remove_dir_all(&profile).ok();
    // The moment of printing is no part of it.
    let bytes = fs::read(&paper).context("Chromium printed nothing.")?;
    Ok(fs::write(&paper, without_moment(bytes, day))?)
}

/// A PDF whose dates are that of the source; their lengths stay, and with them the places of everything else.
fn without_moment(mut pdf: Vec<u8>, day: &Day) -> Vec<u8> {
    let date = format!("{:04}{:02}{:02}000000", day.year, day.month, day.day);
    for key in [&b"/CreationDate (D:"[..], b"/ModDate (D:"] {
        let mut from = 0;
        while let Some(at) = pdf[from..].windows(key.len()).position(|window| window == key).map(|at| from + at + key.len()) {
            if pdf.len() < at + date.len() {
                break;
            }
            pdf[at..at + date.len()].copy_from_slice(date.as_bytes());
            from = at;
        }
    }
    pdf
}

/// A package that is part of what the archive holds.
struct Package {
    name: String,
    version: String,
    licence: String,
    folder: PathBuf,
    checksum: String,
}

/// What the page and the command are made of, without what only builds or tests them.
fn packages(shell: &Shell) -> Result<Vec<Package>> {
    let mut named = std::collections::BTreeSet::new();
    for (package, target) in [("zice", "wasm32-unknown-unknown"), ("zice-cli", COMMANDS[0].0), ("zice-cli", COMMANDS[1].0)] {
        let tree =
            ["tree", "--offline", "--package", package, "--target", target, "--edges", "normal", "--prefix", "none", "--format", "{p}"];
        let text =
            shell.read("cargo", &tree).with_context(|| format!("`cargo tree` of {package} failed: run `cargo fetch` and try again."))?;
        for line in text.lines() {
            let mut words = line.split(' ');
            if let (Some(name), Some(version)) = (words.next(), words.next()) {
                // Of proc macros and their like nothing is left in the program, but their licences cost nothing.
                named.insert((name.to_owned(), version.trim_start_matches('v').to_owned()));
            }
        }
    }
    let metadata = shell.read("cargo", &["metadata", "--format-version", "1", "--offline"]).context("`cargo metadata --offline` failed")?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let lock: toml::Table = read(&shell.root().join("Cargo.lock"))?.parse()?;
    let checksums: BTreeMap<(String, String), String> = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let text = |key: &str| entry.get(key)?.as_str().map(str::to_owned);
            Some(((text("name")?, text("version")?), text("checksum")?))
        })
        .collect();
    let mut packages = Vec::new();
    for about in metadata["packages"].as_array().context("cargo names no packages")? {
        let text = |key: &str| about[key].as_str().unwrap_or_default().to_owned();
        let key = (text("name"), text("version"));
        if about["source"].is_null() || !named.contains(&key) {
            continue;
        }
        let manifest = PathBuf::from(text("manifest_path"));
        packages.push(Package {
            folder: manifest.parent().context("a package without a folder")?.to_path_buf(),
            licence: text("license"),
            checksum: checksums.get(&key).cloned().unwrap_or_default(),
            name: key.0,
            version: key.1,
        });
    }
    packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    ensure!(!packages.is_empty(), "The archive would name no packages.");
    Ok(packages)
}

/// The licences of all of them, each text once.
fn licences(packages: &[Package]) -> Result<String> {
    let mut out = String::from(
        "惠企自测 (zice): MIT or Apache-2.0, see LICENSE-MIT and LICENSE-APACHE.\n\
         Rust's standard library: MIT or Apache-2.0, copyright The Rust Project Developers.\n\n\
         下面是其中用到的软件包和它们的许可。The packages within and their licences:\n\n",
    );
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages {
        let title = format!("{} {}", package.name, package.version);
        out += &format!("{title}: {}\n", package.licence);
        let mut names: Vec<PathBuf> = fs::read_dir(&package.folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        names.sort();
        for file in names {
            let name = file.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
            let is_licence = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start));
            if is_licence && let Ok(text) = fs::read_to_string(&file) {
                texts.entry(text.replace("\r\n", "\n").trim().to_owned()).or_default().push(title.clone());
            }
        }
    }
    let mut sorted: Vec<(String, String)> = texts.into_iter().map(|(text, of)| (of.join(", "), text)).collect();
    sorted.sort();
    for (of, text) in sorted {
        out += &format!("\n{}\n{of}\n{}\n{text}\n", "=".repeat(80), "-".repeat(80));
    }
    Ok(out)
}

/// The software bill of materials: CycloneDX 1.5. What builds and tests the site is named as excluded: nothing of it is in the archive.
fn bill(root: &Path, packages: &[Package], version: &str, day: &Day) -> Result<String> {
    let of_cargo = packages.iter().map(|package| {
        let reference = format!("pkg:cargo/{}@{}", package.name, package.version);
        json!({
            "type": "library", "bom-ref": reference, "name": package.name, "version": package.version, "purl": reference, "scope": "required",
            "hashes": [{"alg": "SHA-256", "content": package.checksum}],
            "licenses": [{"expression": package.licence.replace('/', " OR ")}],
        })
    });
    let mut components: Vec<Value> = of_cargo.collect();
    for lock in ["package-lock.json", "xtask/tools/build/package-lock.json"] {
        let text = read(&root.join(lock))?;
        let lock: Value = serde_json::from_str(&text).with_context(|| format!("{lock} is not JSON"))?;
        for (path, about) in lock["packages"].as_object().into_iter().flatten().filter(|(path, _)| !path.is_empty()) {
            let name = path.rsplit_once("node_modules/").map_or(path.as_str(), |(_, name)| name);
            let version = about["version"].as_str().unwrap_or_default();
            let reference = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
            if components.iter().any(|known| known["bom-ref"] == reference.as_str()) {
                continue;
            }
            components.push(
                json!({"type": "library", "bom-ref": reference, "name": name, "version": version, "purl": reference, "scope": "excluded"}),
            );
        }
    }
    let digest = sha256(serde_json::to_string(&components)?.as_bytes());
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": format!("urn:uuid:{}-{}-5{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32)),
        "version": 1,
        "metadata": {
            "timestamp": format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day),
            "component": {"type": "application", "bom-ref": format!("pkg:generic/zice@{version}"), "name": "zice", "version": version, "licenses": [{"expression": "MIT OR Apache-2.0"}]},
        },
        "components": components,
    });
    Ok(serde_json::to_string_pretty(&bill)? + "\n")
}

/// SHA256SUMS of every file in the folder, as `sha256sum -c` reads it.
fn sums(folder: &Path) -> Result<()> {
    let mut lines = String::new();
    for file in files(folder)? {
        let name = file.strip_prefix(folder)?.to_string_lossy().into_owned();
        lines += &format!("{}  {name}\n", sha256(&fs::read(&file)?));
    }
    Ok(fs::write(folder.join("SHA256SUMS"), lines)?)
}

fn is_program(file: &Path) -> bool {
    file.parent().is_some_and(|folder| folder.to_string_lossy().contains("bin/"))
}

fn name_in(place: &Path, file: &Path) -> Result<String> {
    let name = file.strip_prefix(place)?.to_str().context("a name that is no text")?;
    Ok(name.to_owned())
}

fn write_zip(place: &Path, folder: &Path, to: &Path, day: &Day) -> Result<()> {
    let moment = zip::DateTime::from_date_and_time(day.year, day.month, day.day, 0, 0, 0).context("no day that an archive can hold")?;
    let mut archive = zip::ZipWriter::new(fs::File::create(to)?);
    for file in files(folder)? {
        let mode = if is_program(&file) { 0o755 } else { 0o644 };
        let about = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(moment)
            .unix_permissions(mode);
        archive.start_file(name_in(place, &file)?, about)?;
        archive.write_all(&fs::read(&file)?)?;
    }
    archive.finish()?;
    Ok(())
}

fn write_tar(place: &Path, folder: &Path, to: &Path, seconds: i64) -> Result<()> {
    let packed = flate2::GzBuilder::new().mtime(0).write(fs::File::create(to)?, flate2::Compression::best());
    let mut archive = tar::Builder::new(packed);
    let seconds = u64::try_from(seconds.div_euclid(SECONDS_OF_A_DAY) * SECONDS_OF_A_DAY).unwrap_or_default();
    for file in files(folder)? {
        let content = fs::read(&file)?;
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(if is_program(&file) { 0o755 } else { 0o644 });
        header.set_mtime(seconds);
        archive.append_data(&mut header, name_in(place, &file)?, content.as_slice())?;
    }
    archive.into_inner()?.finish()?;
    Ok(())
}

/// A day of the calendar.
#[derive(PartialEq, Debug)]
struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day in UTC.
    fn of(seconds: i64) -> Day {
        let mut left = seconds.div_euclid(SECONDS_OF_A_DAY).max(0);
        let mut year: u16 = 1970;
        let leap = |year: u16| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = |year: u16| if leap(year) { 366 } else { 365 };
        while length(year) <= left && year < 2107 {
            left -= length(year);
            year += 1;
        }
        let months = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut month: u8 = 1;
        for days in months {
            if left < days {
                break;
            }
            left -= days;
            month += 1;
        }
        Day { year, month: month.min(12), day: u8::try_from(left + 1).unwrap_or(31).min(31) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, without_moment};

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        let day = |year, month, day| Day { year, month, day };
        assert_eq!(Day::of(0), day(1970, 1, 1));
        assert_eq!(Day::of(951_782_400), day(2000, 2, 29));
        assert_eq!(Day::of(1_795_996_800), day(2026, 11, 30));
        assert_eq!(Day::of(1_798_761_599), day(2026, 12, 31));
    }

    #[test]
    fn a_paper_does_not_say_when_it_was_printed() {
        let printed = b"<</CreationDate (D:20261130151617+00'00')\n/ModDate (D:20261130151617+00'00')>>".to_vec();
        let wanted = b"<</CreationDate (D:20261128000000+00'00')\n/ModDate (D:20261128000000+00'00')>>";
        assert_eq!(without_moment(printed, &Day { year: 2026, month: 11, day: 28 }), wanted);
    }
}
