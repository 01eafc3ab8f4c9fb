//! Why a command stops, and its exit status.

use std::io;
use std::path::{Path, PathBuf};

use super::told::Told;
use zice_authoring::EncodeError;
use zice_authoring::problem::{Folder, Problem};
use zice_core::catalogue::Language;
use zice_core::catalogue::packed::PackError;
use zice_core::text::Words;

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
    #[error("{}", all_problems(.folder, .files, .problems, Told::of(Language::En)))]
    Problems {
        /// Which.
        folder: PathBuf,
        /// Its files as they were read.
        files: Folder,
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
    #[error("{}: {error}", name(.folder))]
    Encode {
        /// Which.
        folder: PathBuf,
        /// Why.
        error: EncodeError,
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

    /// In a language. Arguments and profiles are said in English alone.
    pub fn told(&self, told: &Told) -> String {
        match told.language {
            Language::En => self.to_string(),
            Language::Zh => self.chinese(told),
        }
    }

    fn chinese(&self, told: &Told) -> String {
        let refused = |error: &PackError| (Words::of(Language::Zh).pack_refused)(error);
        match self {
            Failure::Unreadable { file, error } => format!("{}：读不了：{}", name(file), system(error)),
            Failure::TooLong { file, limit, .. } => format!("{}：超过 {limit} 字节；这种文件不会这么长", name(file)),
            Failure::Encoding(file) => format!("{}：既不是 UTF-8，也不是带标记的 UTF-16；请存成 UTF-8", name(file)),
            Failure::Input { file, message } => format!("{}：{message}", name(file)),
            Failure::Pack { file, error } => format!("数据包 {}：{}", name(file), refused(error)),
            Failure::Problems { folder, files, problems } => all_problems(folder, files, problems, told),
            Failure::Settings { folder, problems } => format!("{}：{} 处要改\n  {}", name(folder), problems.len(), problems.join("\n  ")),
            Failure::Encode { folder, .. } => format!("{}：数据包编不成", name(folder)),
            Failure::BuiltIn(error) => format!("内置数据包：{}", refused(error)),
            Failure::UnknownSubject { id, known } => format!("没有“{id}”这项支持或这一级；有：{known}"),
            Failure::Occupied(folder) => format!("{} 里已经有东西：请换一个新文件夹", name(folder)),
            Failure::OverInput(file) => format!("{}：是正在读的数据包的一部分；请换一个文件名", name(file)),
            Failure::Unwritable { file, error } => format!("{}：写不了：{}", name(file), system(error)),
            Failure::Output(error) => format!("标准输出写不了：{}", system(error)),
            Failure::Rows => "有错误的行".to_owned(),
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

fn all_problems(folder: &Path, files: &Folder, problems: &[Problem], told: &Told) -> String {
    format!("{}{}{}\n{}", name(folder), told.colon, (told.problems)(problems.len()), super::check::listed(folder, files, problems, told))
}

/// What the system says of a file, in Chinese where it is one of the usual faults.
fn system(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "找不到".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        io::ErrorKind::StorageFull => "磁盘满了".to_owned(),
        _ => error.to_string(),
    }
}
