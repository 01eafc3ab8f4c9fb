//! `cargo xtask build`: the site in `dist/`.
//!
//! Invariants: it needs no network, as whatever it uses was fetched by `setup` before; the same source gives the same bytes; `dist/` is replaced as a
//! whole when everything in it is written, never in part.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use wasm_split::Later;

use crate::files::{compress, files, read, sha256, write_hashed};
use crate::kept::Kept;
use crate::program::{self, Size};
use crate::setup::{self, Need};
use crate::shell::{Machine, Shell, run};
use crate::{embed, features, minify, offline, page, release, single, size};

/// Sets up, builds, says how large it became. Returns the folder of the site.
pub fn build(shell: &mut Shell) -> Result<PathBuf> {
    let quick = shell.variable("ZICE_QUICK").is_some_and(|value| value == "1");
    build_as(shell, if quick { Size::Quick } else { Size::Usual })
}

/// The same in a certain size.
pub fn build_as(shell: &mut Shell, size: Size) -> Result<PathBuf> {
    setup::ensure(shell, setup::BUILD)?;
    if size == Size::Small {
        setup::ensure(shell, &[Need::LibrarySource])?;
    }
    let dist = write_site(shell, size)?;
    if size == Size::Quick {
        eprintln!("A quick build: not made small, not lowered for older browsers, nothing compressed.");
    } else {
        features::check(&dist)?;
        eprint!("{}", size::table(&dist)?);
        eprintln!("SHA-256 of the site: {}", fingerprint(&dist)?);
    }
    Ok(dist)
}

/// Writes the site; where everything that is needed is there.
pub fn write_site(shell: &mut Shell, size: Size) -> Result<PathBuf> {
    set_day(shell);
    let root = shell.root().to_path_buf();
    let target = shell.target_folder()?;
    let kept = Kept::open(&target)?;
    let dist = root.join("dist.new");
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::create_dir(&dist).with_context(|| format!("{} cannot be written", dist.display()))?;

    let (command, first) = build_native(shell)?;
    let view = said_by(shell, &first, &[])?;
    let plan = said_by(shell, &command, &["page"])?;
    let assets = root.join("assets");
    let style = |name: &str| read(&assets.join("styles").join(name));
    page::write_plan(&dist, &plan, &(style("tokens.css")? + &style("plan.css")?))?;
    let mut parts = shell.command(&command.to_string_lossy());
    run(parts.args(["pack", "parts"]).arg(&dist)).context("The parts of the pack could not be written.")?;
    let (themes, host) = embed::write(&dist, &root)?;
    let failed = write_hashed(&dist, "failed", "js", read(&assets.join("failed.js"))?.as_bytes())?;
    offline::copy(&dist, &assets)?;

    let mut later = Later::read(&read(&root.join("xtask/later.txt"))?, &["zice", "zice_core"]);
    later.stops_at_once = size == Size::Small;
    later.keeps_names = shell.variable("ZICE_NAMES").is_some_and(|value| value == "1");
    let ingredients = page::Ingredients {
        start: &read(&assets.join("start.js"))?.replace("{{host}}", &format!("./{host}")),
        early: &read(&assets.join("early.js"))?.replace("{{themes}}", &themes).replace("{{failed}}", &format!("./{failed}")),
        check: page::Check {
            page: &read(&assets.join("check.html"))?,
            script: &read(&assets.join("check.js"))?,
            style: &(style("tokens.css")? + &style("examples.css")? + &style("check.css")?),
            themes: &themes,
            version: &release::version(&root)?,
        },
        view: &view,
        program: program::build(shell, &kept, size)?,
        later,
        report: &target.join("bytes.txt"),
        minify: &|kind, text| minify::minified(shell, kind, text),
    };
    page::write(&root, &dist, &ingredients)?;
    if size != Size::Quick {
        for file in files(&dist)? {
            compress(&kept, &file)?;
        }
    }
    single::write(&dist)?;
    offline::write_page(&dist, &assets)?;
    offline::write_worker(&dist, &assets)?;
    if size == Size::Usual {
        kept.sweep()?;
    }
    let place = root.join("dist");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::rename(&dist, &place).context("dist/ could not be put in its place")?;
    Ok(place)
}

/// The day that the first view is drawn for is the day of the source, not of the build: `SOURCE_DATE_EPOCH` (reproducible-builds.org), or the last
/// commit's. Without either it is today.
fn set_day(shell: &mut Shell) {
    const DAY: &str = "SOURCE_DATE_EPOCH";
    if shell.variable(DAY).is_none()
        && let Some(commit) = shell.read("git", &["log", "-1", "--format=%ct"])
    {
        shell.set(DAY, commit.trim().to_owned());
    }
}

/// The command `zice`, and the program that renders the first view by the page's own components; neither is part of the site.
fn build_native(shell: &Shell) -> Result<(PathBuf, PathBuf)> {
    let arguments =
        ["build", "--package", "zice", "--package", "zice-cli", "--features", "zice/prerender", "--bin", "zice", "--bin", "zice-first"];
    run(shell.command("cargo").args(arguments)).context("The command `zice` could not be built.")?;
    let folder = shell.target_folder()?.join("debug");
    Ok((folder.join("zice"), folder.join("zice-first")))
}

/// The command `zice`; returns its path.
pub fn build_command(shell: &Shell) -> Result<PathBuf> {
    Ok(build_native(shell)?.0)
}

/// What a program says.
fn said_by(shell: &Shell, program: &Path, arguments: &[&str]) -> Result<String> {
    let mut command = shell.command(&program.to_string_lossy());
    let output = command.args(arguments).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("{} could not be started", program.display()))?;
    ensure!(output.status.success(), "{} {} failed, see above.", program.display(), arguments.join(" "));
    Ok(String::from_utf8(output.stdout)?)
}

/// One hash for all files of a site, names included: of the lines that `sha256sum` would write for them, sorted by path.
pub fn fingerprint(dist: &Path) -> Result<String> {
    let mut lines = String::new();
    for file in files(dist)? {
        let path = file.strip_prefix(dist)?.to_string_lossy().into_owned();
        lines += &format!("{}  {path}\n", sha256(&fs::read(&file)?));
    }
    Ok(sha256(lines.as_bytes()))
}
