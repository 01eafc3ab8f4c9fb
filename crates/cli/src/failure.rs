//! Why a command stops, and its exit status.

use std::io;
use std::path::{Path, PathBuf};

use zice_authoring::problem::Problem;
use zice_core::catalogue::packed::PackError;

/// Why a command stops.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// An input that cannot be read.
    #[error("{}: cannot be read: {error}", name(.file))]
    Unreadable {
        /// Which.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// An input that is longer than any of its kind.
    #[error("{}: more than {limit} bytes; {what} is never as long", name(.file))]
    TooLong {
        /// Which.
        file: PathBuf,
        /// What it should be.
        what: &'static str,
        /// The most bytes it may have.
        limit: u64,
    },
    /// Text in an encoding that cannot be told.
    #[error("{}: the text is neither UTF-8 nor marked as UTF-16; save it as UTF-8", name(.0))]
    Encoding(PathBuf),
    /// Something wrong in an input, said with its place.
    #[error("{}: {message}", name(.file))]
    Input {
        /// Which.
        file: PathBuf,
        /// What and where.
        message: String,
    },
    /// A compiled pack that cannot be used.
    #[error("the pack {}: {error}", name(.file))]
    Pack {
        /// Which.
        file: PathBuf,
        /// Why.
        error: PackError,
    },
    /// A folder with problems.
    #[error("{}", all_problems(.folder, .problems))]
    Problems {
        /// Which.
        folder: PathBuf,
        /// Every problem.
        problems: Vec<Problem>,
    },
    /// What a portal has written beside the page, with faults; each names file, line and what is allowed.
    #[error("{} 处要改 faults in {}:\n  {}", .problems.len(), name(.folder), .problems.join("\n  "))]
    Settings {
        /// The site's folder.
        folder: PathBuf,
        /// Every fault.
        problems: Vec<String>,
    },
    /// A pack that cannot be encoded.
    #[error("{}: {message}", name(.folder))]
    Encode {
        /// Which.
        folder: PathBuf,
        /// Why.
        message: String,
    },
    /// The built-in pack, which cannot be used.
    #[error("the built-in pack: {0}")]
    BuiltIn(PackError),
    /// An id that nothing has.
    #[error("no support or rung {id:?}; there are: {known}")]
    UnknownSubject {
        /// As written.
        id: String,
        /// All ids.
        known: String,
    },
    /// A folder that holds something already.
    #[error("{} is not empty: name a new folder", name(.0))]
    Occupied(PathBuf),
    /// A file that would be written over what is read.
    #[error("{}: is part of the pack that is read; name another file", name(.0))]
    OverInput(PathBuf),
    /// An output that cannot be written.
    #[error("{}: cannot be written: {error}", name(.file))]
    Unwritable {
        /// Which.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Standard output that cannot be written.
    #[error("standard output: cannot be written: {0}")]
    Output(#[from] io::Error),
    /// Rows of a table that are wrong; they are named in the result.
    #[error("rows with errors")]
    Rows,
}

impl Failure {
    /// The exit status: 1 problems of a pack or a row, 2 bad input, 3 an output that cannot be written.
    pub const fn status(&self) -> u8 {
        match self {
            Failure::Rows | Failure::Settings { .. } => 1,
            Failure::Output(_) | Failure::Unwritable { .. } => 3,
            _ => 2,
        }
    }

    /// Whether there is nothing to say: the reader of the output has gone away, or it has been said.
    pub fn is_silent(&self) -> bool {
        match self {
            Failure::Output(error) => error.kind() == io::ErrorKind::BrokenPipe,
            Failure::Rows => true,
            _ => false,
        }
    }

    /// Something wrong in an input.
    pub fn input(file: &Path, message: impl Into<String>) -> Failure {
        Failure::Input { file: file.to_owned(), message: message.into() }
    }
}

/// How a file is named in a message; `-` is standard input.
pub fn name(file: &Path) -> String {
    if file == Path::new("-") { "standard input".to_owned() } else { printable(&file.to_string_lossy()) }
}

/// Text with its control characters escaped, so that a file's content or name cannot steer a terminal. Line ends stay.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let hidden = c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if hidden && c != '\n' {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

fn all_problems(folder: &Path, problems: &[Problem]) -> String {
    let shown = name(folder);
    let lines: Vec<String> = problems.iter().map(|problem| format!("  {shown}/{problem}")).collect();
    format!("the pack {shown} has {} problems:\n{}", problems.len(), lines.join("\n"))
}
