//! Which compiler is chosen on machines of which we say what they have.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{CARGO, Compiler, LIBRARY, LLD, RUSTC, compiler};
use crate::shell::Machine;

/// A machine of which we say what is there, what works and what an installation brings.
#[derive(Default)]
struct Fake {
    programs: RefCell<BTreeSet<String>>,
    files: RefCell<BTreeSet<String>>,
    works: BTreeSet<&'static str>,
    no_rustup: bool,
    ran: RefCell<Vec<String>>,
}

impl Fake {
    fn with(programs: &[&str], files: &[&str], works: &[&'static str]) -> Self {
        let owned = |list: &[&str]| RefCell::new(list.iter().map(|s| (*s).to_owned()).collect());
        Self { programs: owned(programs), files: owned(files), works: works.iter().copied().collect(), ..Self::default() }
    }

    fn ran(&self, part: &str) -> bool {
        self.ran.borrow().iter().any(|line| line.contains(part))
    }
}

impl Machine for Fake {
    fn which(&self, program: &str) -> Option<PathBuf> {
        self.programs.borrow().contains(program).then(|| Path::new("/usr/bin").join(program))
    }
    fn read(&self, program: &str, arguments: &[&str]) -> Option<String> {
        match (program, arguments) {
            ("rustc", ["--print", "target-libdir", ..]) => Some("/rust/wasm32/lib\n".to_owned()),
            (RUSTC, _) => Some("rustc 1.96.0\nLLVM version: 22.1.8\n".to_owned()),
            ("id", _) => Some("0\n".to_owned()),
            _ => None,
        }
    }
    fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let line = format!("{program} {}", arguments.join(" "));
        let works = self.works.iter().any(|part| line.contains(part));
        self.ran.borrow_mut().push(line.clone());
        if !works {
            bail!("{line} fails here");
        }
        if line.contains("install") && line.contains("rustc-web") {
            self.files.borrow_mut().extend([CARGO, RUSTC, LIBRARY].map(str::to_owned));
        }
        if line.contains("install") && line.contains("lld-22") {
            self.programs.borrow_mut().insert("wasm-ld-22".to_owned());
        }
        Ok(())
    }
    fn exists(&self, path: &Path) -> bool {
        self.files.borrow().contains(&path.display().to_string())
    }
    fn variable(&self, name: &str) -> Option<String> {
        (name == "ZICE_NO_RUSTUP" && self.no_rustup).then(|| "1".to_owned())
    }
    fn cache(&self) -> &Path {
        Path::new("/cache")
    }
    fn root(&self) -> &Path {
        Path::new("/repository")
    }
}

#[test]
fn an_installed_target_runs_nothing() {
    let machine = Fake::with(&["rustup", "apt-get"], &["/rust/wasm32/lib"], &[]);
    assert_eq!(compiler(&machine).unwrap(), Compiler::Installed);
    assert!(machine.ran.borrow().is_empty());
}

#[test]
fn rustup_is_asked_before_debian() {
    let machine = Fake::with(&["rustup", "apt-get"], &[], &["rustup target add"]);
    assert_eq!(compiler(&machine).unwrap(), Compiler::Installed);
    assert!(!machine.ran("apt-get"));
}

#[test]
fn when_rustup_fails_debian_brings_compiler_source_and_linker() {
    let machine = Fake::with(&["rustup", "apt-get"], &[], &["apt-get"]);
    let linker = PathBuf::from("/usr/bin/wasm-ld-22");
    assert_eq!(compiler(&machine).unwrap(), Compiler::Debian { linker });
    assert!(machine.ran("rustup target add") && machine.ran("rustc-web rust-web-src"));
}

#[test]
fn the_variable_forbids_rustup_and_present_packages_are_kept() {
    let mut machine = Fake::with(&["rustup"], &[CARGO, RUSTC, LIBRARY, LLD, "/rust/wasm32/lib"], &[]);
    machine.no_rustup = true;
    assert_eq!(compiler(&machine).unwrap(), Compiler::Debian { linker: PathBuf::from(LLD) });
    assert!(machine.ran.borrow().is_empty());
}

#[test]
fn an_older_linker_serves_and_none_is_a_sentence() {
    let files = [CARGO, RUSTC, LIBRARY];
    let older = Fake::with(&["wasm-ld-19"], &files, &[]);
    assert_eq!(compiler(&older).unwrap(), Compiler::Debian { linker: PathBuf::from("/usr/bin/wasm-ld-19") });
    let none = compiler(&Fake::with(&[], &files, &[])).unwrap_err().to_string();
    assert!(none.contains("apt-get install lld"), "{none}");
}

#[test]
fn without_rustup_and_apt_the_sentence_names_the_command() {
    let problem = format!("{:#}", compiler(&Fake::default()).unwrap_err());
    assert!(problem.contains("rustup target add") && problem.contains("rustc-web"), "{problem}");
}
