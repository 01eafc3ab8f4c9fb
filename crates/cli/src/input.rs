//! Files and standard input, never more of them than their kind needs.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::failure::Failure;

/// The bytes of a file (`-`: of standard input), at most `limit`; `what` is what it should be, with its article.
///
/// # Errors
/// When it cannot be read or is longer.
pub fn bytes(file: &Path, limit: u64, what: &'static str) -> Result<Vec<u8>, Failure> {
    let unreadable = |error| Failure::Unreadable { file: file.to_owned(), error };
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        File::open(file).and_then(|opened| opened.take(limit + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) <= limit {
        Ok(bytes)
    } else {
        Err(Failure::TooLong { file: file.to_owned(), what, limit })
    }
}

/// The text of bytes: UTF-8, or UTF-16 with its mark, as PowerShell and Notepad write it.
///
/// # Errors
/// When it is neither.
pub fn text(file: &Path, bytes: &[u8]) -> Result<String, Failure> {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    let (text, _, malformed) = encoding.decode(bytes);
    if malformed { Err(Failure::Encoding(file.to_owned())) } else { Ok(text.into_owned()) }
}
