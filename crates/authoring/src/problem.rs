//! Problems of a pack, and the files they are in.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::path::Path;

/// Folders within folders of a pack.
const DEEPEST: usize = 4;
/// The most bytes of one file of a pack.
const MOST: u64 = 4 * 1024 * 1024;

/// Something wrong with a pack, with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// File within the pack, with forward slashes.
    pub file: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// What is wrong and, where it helps, what would be right.
    pub message: String,
}

/// The files of a pack by their name within it.
#[derive(Clone, Default, Debug)]
pub struct Folder {
    files: BTreeMap<String, String>,
}

impl Problem {
    /// A problem in a file, at the first line that holds `needle` (none: the whole file).
    pub fn new(folder: &Folder, file: &str, needle: &str, message: impl Into<String>) -> Problem {
        Problem { file: file.to_owned(), line: folder.line_of(file, needle), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

impl Folder {
    /// Reads every `.toml` and `.txt` of the folder and its subfolders.
    pub fn read(directory: &Path, problems: &mut Vec<Problem>) -> Folder {
        let mut folder = Folder::default();
        folder.read_below(directory, "", DEEPEST, problems);
        if folder.files.is_empty() {
            problems.push(Problem {
                file: directory.display().to_string(),
                line: 0,
                message: "no pack here: no .toml file was found".into(),
            });
        }
        folder
    }

    /// A file's text.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(String::as_str)
    }

    /// Adds or replaces a file: seeded faults and packs made in memory.
    pub fn set(&mut self, file: &str, text: String) {
        self.files.insert(file.to_owned(), text);
    }

    /// Takes a file away.
    pub fn remove(&mut self, file: &str) {
        self.files.remove(file);
    }

    /// The files of a subfolder, by name.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().filter(move |(name, _)| name.starts_with(prefix)).map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The first line after this one that holds `needle`.
    pub fn line_after(&self, file: &str, needle: &str, after: usize) -> Option<usize> {
        self.text(file)?.lines().skip(after).position(|line| line.contains(needle)).map(|index| after + index + 1)
    }

    fn line_of(&self, file: &str, needle: &str) -> usize {
        if needle.is_empty() { 0 } else { self.line_after(file, needle, 0).unwrap_or(0) }
    }

    fn read_below(&mut self, directory: &Path, prefix: &str, depth: usize, problems: &mut Vec<Problem>) {
        let entries = match std::fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(Problem { file: directory.display().to_string(), line: 0, message: format!("cannot be read: {error}") });
                return;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let wrong = |message: String| Problem { file: name.clone(), line: 0, message };
            // The kind of the entry itself: a link may lead anywhere, also back to a folder above.
            let kind = match entry.file_type() {
                Ok(kind) => kind,
                Err(error) => {
                    problems.push(wrong(format!("cannot be read: {error}")));
                    continue;
                }
            };
            let wanted = name.ends_with(".toml") || name.ends_with(".txt");
            if kind.is_symlink() {
                if wanted || path.is_dir() {
                    problems.push(wrong("is a link: links are not followed; put the file itself here".to_owned()));
                }
            } else if kind.is_dir() {
                if depth == 0 {
                    problems.push(wrong(format!("a pack has no folders more than {DEEPEST} deep")));
                } else {
                    self.read_below(&path, &format!("{name}/"), depth - 1, problems);
                }
            } else if wanted {
                match read_text(&path) {
                    Ok(text) => self.set(&name, text),
                    Err(error) => problems.push(wrong(format!("cannot be read: {error}"))),
                }
            }
        }
    }
}

/// A file's text, if it is no longer than a file of a pack can be.
fn read_text(path: &Path) -> Result<String, std::io::Error> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(MOST + 1).read_to_string(&mut text)?;
    if MOST < text.len() as u64 { Err(std::io::Error::other(format!("longer than {MOST} bytes"))) } else { Ok(text) }
}
