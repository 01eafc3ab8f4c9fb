//! Problems of a pack, and the files they are in.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Read;
use std::path::Path;

use super::said::{Said, files as said, parts};

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
    /// The bytes of the file that are meant, where they are known more closely than by the line.
    pub span: Option<Range<usize>>,
    /// What is wrong and, where it helps, what would be right.
    pub message: Said,
}

/// The files of a pack by their name within it.
#[derive(Clone, Default, Debug)]
pub struct Folder {
    files: BTreeMap<String, String>,
    /// Files that are there and cannot be read: nothing else is said of what they would hold.
    unread: BTreeSet<String>,
}

impl Problem {
    /// A problem in a file, at the first place that holds `needle` (none: the whole file).
    pub fn new(folder: &Folder, file: &str, needle: &str, message: Said) -> Problem {
        let line = folder.line_of(file, needle);
        let at = folder.text(file).and_then(|text| text.find(needle)).filter(|_| line != 0);
        Problem { file: file.to_owned(), line, span: at.map(|at| at..at + needle.len()), message }
    }

    /// A problem of a line (0: of the whole file).
    pub fn at(file: &str, line: usize, message: Said) -> Problem {
        Problem { file: file.to_owned(), line, span: None, message }
    }
}

/// In English: for tests and for the build.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message.en),
            line => write!(f, "{}:{line}: {}", self.file, self.message.en),
        }
    }
}

impl Folder {
    /// Reads every `.toml` and `.txt` of the folder and its subfolders.
    pub fn read(directory: &Path, problems: &mut Vec<Problem>) -> Folder {
        let mut folder = Folder::default();
        folder.read_below(directory, "", DEEPEST, problems);
        if folder.files.is_empty() && folder.unread.is_empty() {
            problems.push(Problem::at(&directory.display().to_string(), 0, said::no_pack()));
        }
        folder
    }

    /// A file's text.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(String::as_str)
    }

    /// Whether some of its files could not be read.
    pub fn is_partial(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Whether a file is there and could not be read.
    pub fn is_unread(&self, file: &str) -> bool {
        self.unread.contains(file)
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
                problems.push(Problem::at(&directory.display().to_string(), 0, unreadable(&error)));
                return;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let wrong = |message: Said| Problem::at(&name, 0, message);
            // The kind of the entry itself: a link may lead anywhere, also back to a folder above.
            let kind = match entry.file_type() {
                Ok(kind) => kind,
                Err(error) => {
                    problems.push(wrong(unreadable(&error)));
                    continue;
                }
            };
            let wanted = name.ends_with(".toml") || name.ends_with(".txt");
            if kind.is_symlink() {
                if wanted || path.is_dir() {
                    problems.push(wrong(said::is_a_link()));
                }
            } else if kind.is_dir() {
                if depth == 0 {
                    problems.push(wrong(said::too_deep(DEEPEST)));
                } else {
                    self.read_below(&path, &format!("{name}/"), depth - 1, problems);
                }
            } else if wanted {
                match read_text(&path) {
                    Ok(text) => self.set(&name, text),
                    Err(message) => {
                        problems.push(wrong(message));
                        self.unread.insert(name);
                    }
                }
            }
        }
    }
}

/// A file's text, if it is text in UTF-8 and no longer than a file of a pack can be; a byte order mark is left out.
fn read_text(path: &Path) -> Result<String, Said> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&error))?;
    if MOST < bytes.len() as u64 {
        return Err(said::too_long(MOST));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(said::is_utf16());
    }
    String::from_utf8(bytes).map_err(|error| if is_gbk(error.as_bytes()) { said::is_gbk() } else { said::no_text() })
}

/// Whether all that is not ASCII is pairs of bytes as GBK has them.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        let pair = || rest.clone().next().is_some_and(|next| matches!(next, 0x40..=0x7e | 0x80..=0xfe));
        match byte {
            0..=0x7f => {}
            0x81..=0xfe if pair() => _ = rest.next(),
            _ => return false,
        }
    }
    true
}

/// What the system says, in our words where it is one of the usual faults.
fn unreadable(error: &std::io::Error) -> Said {
    match error.kind() {
        std::io::ErrorKind::NotFound => said::unreadable(parts::not_there()),
        std::io::ErrorKind::PermissionDenied => said::unreadable(parts::not_permitted()),
        _ => said::unreadable(error),
    }
}

#[cfg(test)]
mod tests {
    use super::is_gbk;

    #[test]
    fn text_of_windows_is_known() {
        assert!(is_gbk(b"zh = \"\xb2\xe8\xb3\xa7\""));
        assert!(!is_gbk(b"\xff\xfe") && !is_gbk(b"\x80") && !is_gbk(b"a\xb2"));
    }
}
