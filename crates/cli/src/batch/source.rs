//! Where the rows of a table come from: text in any of the encodings that spreadsheets write, or a workbook.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::table::{Row, Shape, Table};
use super::words::TableWords;
use super::workbook;
use crate::failure::Failure;

/// So many bytes are looked at to tell the encoding of what cannot be read twice.
const WINDOW: usize = 256 * 1024;
/// So many bytes of text are looked at to tell the separator.
const HEAD: usize = 64 * 1024;
/// So many rows are looked at to find the header.
pub const HEAD_ROWS: usize = 30;
/// Separators that are tried.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The rows of a table, in order.
pub struct Source {
    ahead: VecDeque<Row>,
    rest: Rest,
    /// How the text was encoded; `None` for a workbook.
    pub encoding: Option<&'static Encoding>,
    /// Whether the CSV that comes out needs a byte order mark for the program that wrote this table.
    pub marked: bool,
    /// How much there is to read, where it is known.
    pub size: Option<u64>,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
}

enum Rest {
    Text(Table<Box<dyn BufRead>>),
    Sheet(std::vec::IntoIter<Row>, u64),
}

impl Source {
    /// Opens a file, or standard input (`-`). `score` says how much of a header a row is.
    ///
    /// # Errors
    /// When it cannot be read, or is a workbook that cannot.
    pub fn open(file: &Path, sheet: Option<&str>, words: &TableWords, score: &dyn Fn(&Row) -> usize) -> Result<Source, Failure> {
        let unreadable = |error| Failure::Unreadable { file: file.to_owned(), error };
        if file == Path::new("-") {
            return Source::of_text(Box::new(io::stdin().lock()), None, None, score).map_err(unreadable);
        }
        let mut opened = File::open(file).map_err(unreadable)?;
        let mut start = [0_u8; 8];
        let read = read_up_to(&mut opened, &mut start).map_err(unreadable)?;
        if workbook::is_one(&start[..read], file) {
            let (name, rows) = workbook::rows(file, sheet, words, score)?;
            let size = u64::try_from(rows.len()).ok();
            let rest = Rest::Sheet(rows.into_iter(), 0);
            return Ok(Source { ahead: VecDeque::new(), rest, encoding: None, marked: true, size, sheet: Some(name) });
        }
        let encoding = encoding_of_file(file).map_err(unreadable)?;
        let opened = File::open(file).map_err(unreadable)?;
        let size = opened.metadata().ok().map(|about| about.len());
        Source::of_text(Box::new(opened), Some(encoding), size, score).map_err(unreadable)
    }

    /// A table of text.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_text(
        mut input: Box<dyn Read>,
        known: Option<(&'static Encoding, usize)>,
        size: Option<u64>,
        score: &dyn Fn(&Row) -> usize,
    ) -> Result<Source, io::Error> {
        let mut window = vec![0; if known.is_some() { 4 } else { WINDOW }];
        let read = read_up_to(&mut input, &mut window)?;
        window.truncate(read);
        let (encoding, mark) = known.unwrap_or_else(|| encoding_of(&window));
        let whole = Cursor::new(window.split_off(mark.min(read))).chain(input);
        let mut text: Box<dyn Read> = if encoding == UTF_8 {
            Box::new(whole)
        } else {
            Box::new(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(false).build(whole))
        };
        let mut head = vec![0; HEAD];
        let read = read_up_to(&mut text, &mut head)?;
        head.truncate(read);
        let (shape, skip) = shape(&head, score);
        let rest: Box<dyn BufRead> = Box::new(BufReader::new(Cursor::new(head.split_off(skip)).chain(text)));
        let mut table = Table::new(rest, shape);
        table.skip_lines(usize::from(skip != 0));
        let marked = mark != 0 || encoding != UTF_8;
        Ok(Source { ahead: VecDeque::new(), rest: Rest::Text(table), encoding: Some(encoding), marked, size, sheet: None })
    }

    /// The next row that is not empty.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn next_row(&mut self) -> Result<Option<Row>, io::Error> {
        match self.ahead.pop_front() {
            Some(row) => Ok(Some(row)),
            None => self.rest.next_row(),
        }
    }

    /// The first rows, which stay to be read.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn head(&mut self) -> Result<&[Row], io::Error> {
        while self.ahead.len() < HEAD_ROWS {
            match self.rest.next_row()? {
                Some(row) => self.ahead.push_back(row),
                None => break,
            }
        }
        Ok(self.ahead.make_contiguous())
    }

    /// How much has been read, as `size` counts.
    pub fn at(&self) -> u64 {
        match &self.rest {
            Rest::Text(table) => table.bytes(),
            Rest::Sheet(_, at) => *at,
        }
    }
}

impl Rest {
    fn next_row(&mut self) -> Result<Option<Row>, io::Error> {
        match self {
            Rest::Text(table) => table.next_row(),
            Rest::Sheet(rows, at) => {
                *at += 1;
                Ok(rows.next())
            }
        }
    }
}

/// Fills the buffer as far as there is input.
fn read_up_to(input: &mut impl Read, buffer: &mut [u8]) -> Result<usize, io::Error> {
    let mut read = 0;
    while read < buffer.len() {
        match input.read(&mut buffer[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// The encoding of the beginning of a text, and the length of its mark: marked, or UTF-16 by its zeros, or UTF-8 if it is that throughout, or else
/// GB18030, which contains GBK and GB 2312: what Chinese Excel and WPS write as “CSV”.
fn encoding_of(window: &[u8]) -> (&'static Encoding, usize) {
    if let Some(marked) = Encoding::for_bom(window) {
        return marked;
    }
    match window {
        [0, 1..=255, 0, 1..=255, ..] => return (UTF_16BE, 0),
        [1..=255, 0, 1..=255, 0, ..] => return (UTF_16LE, 0),
        _ => {}
    }
    match std::str::from_utf8(window) {
        Ok(_) => (UTF_8, 0),
        // A letter may be cut by the end of the window.
        Err(error) if error.error_len().is_none() => (UTF_8, 0),
        Err(_) => (GB18030, 0),
    }
}

/// As [`encoding_of`], for all of a file.
fn encoding_of_file(file: &Path) -> Result<(&'static Encoding, usize), io::Error> {
    let mut opened = File::open(file)?;
    let mut window = vec![0; WINDOW];
    let read = read_up_to(&mut opened, &mut window)?;
    let found = encoding_of(&window[..read]);
    if found != (UTF_8, 0) || read < WINDOW {
        return Ok(if found == (UTF_8, 0) && std::str::from_utf8(&window[..read]).is_err() { (GB18030, 0) } else { found });
    }
    // Letters cut by the end of a window are carried over to the next.
    let mut held = read;
    loop {
        let kept = match std::str::from_utf8(&window[..held]) {
            Ok(_) => held,
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Ok((GB18030, 0)),
        };
        window.copy_within(kept..held, 0);
        held -= kept;
        let more = read_up_to(&mut opened, &mut window[held..])?;
        if more == 0 {
            return Ok(if held == 0 { (UTF_8, 0) } else { (GB18030, 0) });
        }
        held += more;
    }
}

/// The separator under which a row is most of a header, and how many bytes the line `sep=;` takes that names it.
fn shape(head: &[u8], score: &dyn Fn(&Row) -> usize) -> (Shape, usize) {
    let line_end = if head.contains(&b'\n') || !head.contains(&b'\r') { b'\n' } else { b'\r' };
    let first = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(head);
    let named = first.get(..4).filter(|start| start.eq_ignore_ascii_case(b"sep=")).and_then(|_| first.get(4)).copied();
    if let Some(separator) = named {
        let skip = head.iter().position(|&byte| byte == line_end).map_or(head.len(), |end| end + 1);
        return (Shape { separator, line_end }, skip);
    }
    let of = |separator| {
        let mut table = Table::new(head, Shape { separator, line_end });
        let rows = core::iter::from_fn(|| table.next_row().ok().flatten()).take(HEAD_ROWS);
        rows.map(|row| score(&row)).max().unwrap_or(0)
    };
    let best = SEPARATORS.into_iter().fold((b',', 0), |best, separator| {
        let score = of(separator);
        if best.1 < score { (separator, score) } else { best }
    });
    (Shape { separator: best.0, line_end }, 0)
}
