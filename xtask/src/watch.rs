//! `cargo xtask serve --watch`: the page as it is being written, built quickly after each change and loaded anew.
//!
//! Invariants: nothing of this is in `dist/`; a build that fails says why and leaves the page as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::Result;

use crate::build;
use crate::program::Size;
use crate::serve::Site;
use crate::shell::{Machine, Shell, sentences};

/// What the site is made of.
const WATCHED: &[&str] = &["src", "crates", "assets", "seeds", "xtask/later.txt", "index.html", "Cargo.toml", "Cargo.lock"];
/// How often is looked.
const PAUSE: Duration = Duration::from_millis(250);
/// How often the site was built.
#[derive(Default)]
pub struct Builds {
    count: Mutex<u64>,
    changed: Condvar,
}

impl Builds {
    fn add(&self) {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    fn count(&self) -> u64 {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there are more builds than those that are known.
    fn wait(&self, known: u64) {
        let count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_while(count, |count| *count <= known));
    }
}

/// What is answered while one watches: the page with a script more; the script; and to what it asks, once, before the page closes its network, an answer
/// when there is another build.
pub fn answer(builds: &Builds, folder: &Path, url: &str) -> Option<(&'static str, String)> {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    match path.trim_start_matches('/') {
        "reload" => {
            builds.wait(query.parse().unwrap_or_default());
            Some(("text/plain", String::new()))
        }
        "reload.js" => {
            let script = format!("fetch(\"reload?{}\").then((answer) => answer.ok && location.reload(), () => {{}});\n", builds.count());
            Some(("text/javascript; charset=utf-8", script))
        }
        "" | "index.html" => {
            let page = fs::read_to_string(folder.join("index.html")).ok()?;
            Some(("text/html; charset=utf-8", page.replacen("<style>", "<script src=\"./reload.js\"></script><style>", 1)))
        }
        _ => None,
    }
}

/// Builds, serves, and builds again after each change, until the process is stopped.
pub fn watch(shell: &mut Shell, port: u16) -> Result<()> {
    let builds = Arc::new(Builds::default());
    let mut seen = state(shell.root());
    let dist = build::build_as(shell, Size::Quick)?;
    let site = Site::start(&dist, port, Some(Arc::clone(&builds)))?;
    println!("{}", site.address);
    loop {
        thread::sleep(PAUSE);
        let now = state(shell.root());
        if now == seen {
            continue;
        }
        let begin = Instant::now();
        let changed = now
            .iter()
            .find(|(file, time)| seen.get(*file) != Some(time))
            .or_else(|| seen.iter().find(|(file, _)| !now.contains_key(*file)));
        eprintln!("\n{} has changed.", changed.map_or_else(Default::default, |(file, _)| file.display().to_string()));
        seen = now;
        match build::build_as(shell, Size::Quick) {
            Ok(_) => {
                builds.add();
                eprintln!("Built again in {} ms; the page is loaded anew.", begin.elapsed().as_millis());
            }
            Err(problem) => eprintln!("{}\nThe page stays as it was.", sentences(&problem)),
        }
    }
}

/// Every watched file and when it was changed.
fn state(root: &Path) -> BTreeMap<PathBuf, Option<SystemTime>> {
    let mut found = BTreeMap::new();
    let mut left: Vec<PathBuf> = WATCHED.iter().map(|name| root.join(name)).collect();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else if let Ok(data) = path.metadata() {
            found.insert(path, data.modified().ok());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Builds;

    #[test]
    fn a_page_hears_of_the_next_build() {
        let builds = Builds::default();
        assert_eq!(builds.count(), 0);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| builds.wait(0));
            assert!(!waiting.is_finished());
            builds.add();
            waiting.join().unwrap();
        });
        builds.wait(0);
    }
}
