//! `cargo xtask reproduce`: does a copy of this folder, elsewhere and under other circumstances, give the same site?
//!
//! The site is built here, and from a copy of every file that git knows or would take (changes that are not committed included) in a folder of another
//! depth and name, with its own results, its own way to the packages' source, another time zone and another language. Then all files are compared.
//!
//! Invariant: nothing that a build leaves behind is shared by the two; the packages as they were downloaded, the tools and the compiler are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::build;
use crate::files::files;
use crate::program::Size;
use crate::setup;
use crate::shell::{Machine, Shell};

/// Below the cache: the name holds a space, which paths on other machines do too.
const COPY: &str = "reproduce/a folder/of another/depth/惠企";

/// Builds both and compares; the hash of the site on standard output.
pub fn reproduce(shell: &mut Shell) -> Result<()> {
    setup::ensure(shell, setup::BUILD)?;
    let here = build::write_site(shell, Size::Usual)?;
    let place = shell.cache().join(COPY);
    let day = shell.variable("SOURCE_DATE_EPOCH").context("The day of the source is not known: set SOURCE_DATE_EPOCH.")?;
    let copy = place.join("copy");
    renew(shell, &copy)?;
    let packages = place.join("packages");
    link_packages(shell, &packages)?;
    let environment = [
        ("CARGO_TARGET_DIR", place.join("results").display().to_string()),
        ("CARGO_HOME", packages.display().to_string()),
        ("SOURCE_DATE_EPOCH", day),
        ("TZ", "Pacific/Kiritimati".to_owned()),
        ("LC_ALL", "C.UTF-8".to_owned()),
    ];
    eprintln!("The copy is built in {}.", copy.display());
    let mut elsewhere = shell.elsewhere(copy, environment.map(|(name, value)| (name.to_owned(), value)).to_vec());
    let there = build::write_site(&mut elsewhere, Size::Usual)?;
    compare(&here, &there)?;
    println!("Both builds are the same, byte for byte: {}", build::fingerprint(&here)?);
    Ok(())
}

/// Makes the copy what this folder is; what stands there already and is the same stays, so that it is not compiled again.
fn renew(shell: &Shell, copy: &Path) -> Result<()> {
    let list = shell.read("git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let list = list.context("git does not name the files of this folder: the comparison copies what git knows or would take.")?;
    let names: BTreeSet<&str> = list.split('\0').filter(|name| !name.is_empty() && shell.root().join(name).is_file()).collect();
    for name in &names {
        let (from, to) = (fs::read(shell.root().join(name))?, copy.join(name));
        if fs::read(&to).ok().as_ref() != Some(&from) {
            fs::create_dir_all(to.parent().context("a file without a folder")?)?;
            fs::write(&to, from)?;
        }
    }
    for file in files(copy)? {
        if !names.contains(&*file.strip_prefix(copy)?.to_string_lossy()) {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

/// The downloaded packages under another path.
fn link_packages(shell: &Shell, packages: &Path) -> Result<()> {
    let home = shell.variable("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(shell.variable("HOME")?).join(".cargo"))).context("HOME is not set")?;
    fs::create_dir_all(packages)?;
    for name in ["registry", "config.toml", "git"] {
        let link = packages.join(name);
        if link.symlink_metadata().is_ok() {
            fs::remove_file(&link)?;
        }
        #[cfg(unix)]
        if home.join(name).exists() {
            std::os::unix::fs::symlink(home.join(name), link)?;
        }
    }
    Ok(())
}

/// Fails with the first file that differs, and where.
fn compare(one: &Path, other: &Path) -> Result<()> {
    let names =
        |dist: &Path| -> Result<Vec<PathBuf>> { files(dist)?.into_iter().map(|file| Ok(file.strip_prefix(dist)?.to_path_buf())).collect() };
    let (here, there) = (names(one)?, names(other)?);
    let only = |all: &[PathBuf], others: &[PathBuf]| all.iter().find(|name| !others.contains(name)).map(|name| name.display().to_string());
    // What a name's hash is made of differs: the programs first, as scripts and pages name them.
    let first = |all: &[PathBuf], others: &[PathBuf]| {
        only(&all.iter().filter(|name| name.extension().is_some_and(|end| end == "wasm")).cloned().collect::<Vec<_>>(), others)
            .or_else(|| only(all, others))
    };
    if let Some(name) = first(&here, &there) {
        anyhow::bail!(
            "The two builds differ: {name} is in {} alone; in the other there is {}.",
            one.display(),
            first(&there, &here).unwrap_or_default()
        );
    }
    for name in &here {
        let (left, right) = (fs::read(one.join(name))?, fs::read(other.join(name))?);
        let place = left.iter().zip(&right).position(|(left, right)| left != right).unwrap_or(left.len().min(right.len()));
        ensure!(
            left == right,
            "The two builds differ: {} in {} and {}, from byte {place} on.",
            name.display(),
            one.display(),
            other.display()
        );
    }
    ensure!(here.len() == there.len(), "The two builds differ: {} has files that {} has not.", other.display(), one.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::compare;

    #[test]
    fn the_first_difference_is_named() {
        let folder = std::env::temp_dir().join(format!("zice-reproduce-{}", std::process::id()));
        let (one, other) = (folder.join("one"), folder.join("other"));
        for dist in [&one, &other] {
            fs::create_dir_all(dist.join("themes")).unwrap();
            fs::write(dist.join("themes/a.css"), "same").unwrap();
        }
        compare(&one, &other).unwrap();
        fs::write(other.join("themes/a.css"), "sane").unwrap();
        assert!(compare(&one, &other).unwrap_err().to_string().contains("themes/a.css"));
        assert!(compare(&one, &other).unwrap_err().to_string().contains("from byte 2 on"));
        fs::write(one.join("b-1.wasm"), "").unwrap();
        assert!(compare(&one, &other).unwrap_err().to_string().contains("b-1.wasm is in"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
