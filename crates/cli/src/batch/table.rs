//! A table of text, row by row: never more of it in memory than the row at hand.
//!
//! Cells in quotes may hold separators, doubled quotes and line ends. A quote that is never closed costs its own line only: the lines after it are
//! read again as rows of their own.

use std::collections::VecDeque;
use std::io::BufRead;

use super::words::BatchWords;

/// A row longer than this, in bytes, is a quote that somebody forgot to close.
const MOST: usize = 64 * 1024;

/// How a table's text is cut into rows and cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    /// Between two cells.
    pub separator: u8,
    /// At the end of a line: a line feed, or a carriage return where there is no line feed.
    pub line_end: u8,
}

/// The rows that are left.
pub struct Table<R> {
    input: R,
    shape: Shape,
    /// Lines that were read and are to be read again.
    again: VecDeque<Vec<u8>>,
    line: usize,
    bytes: u64,
}

/// A row with the line it begins on, counted from 1; or what keeps it from being one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Where it begins.
    pub line: usize,
    /// The cells.
    pub cells: Result<Vec<String>, RowError>,
}

/// What keeps a line from being a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowError {
    /// A quote that is not closed.
    OpenQuote,
    /// Bytes that are not of the table's encoding; the column.
    Encoding(usize),
}

impl RowError {
    /// As a sentence.
    pub fn told(self, words: &BatchWords) -> String {
        match self {
            RowError::OpenQuote => words.open_quote.to_owned(),
            RowError::Encoding(column) => (words.encoding)(column),
        }
    }
}

impl<R: BufRead> Table<R> {
    /// From the beginning.
    pub fn new(input: R, shape: Shape) -> Table<R> {
        Table { input, shape, again: VecDeque::new(), line: 0, bytes: 0 }
    }

    /// Counts lines that stood before the first.
    pub fn skip_lines(&mut self, lines: usize) {
        self.line += lines;
    }

    /// How many bytes have been read.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next row that is not empty.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn next_row(&mut self) -> Result<Option<Row>, std::io::Error> {
        while let Some(first) = self.next_line()? {
            let line = self.line;
            let mut open = quotes(&first);
            let mut row = first;
            let mut after = VecDeque::new();
            let mut length = row.len();
            while open && length < MOST {
                let Some(more) = self.next_line()? else { break };
                open ^= quotes(&more);
                length += more.len();
                after.push_back(more);
            }
            let cells = if open {
                self.line = line;
                after.append(&mut self.again);
                self.again = after;
                Err(RowError::OpenQuote)
            } else {
                after.iter().for_each(|more| row.extend(more));
                cells(&row, self.shape.separator)
            };
            if cells.as_ref().is_ok_and(|cells| cells.iter().all(|cell| is_blank(cell))) {
                continue;
            }
            return Ok(Some(Row { line, cells }));
        }
        Ok(None)
    }

    fn next_line(&mut self) -> Result<Option<Vec<u8>>, std::io::Error> {
        if let Some(line) = self.again.pop_front() {
            self.line += 1;
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        // A file without line ends must not fill the memory either.
        let mut part = std::io::Read::take(&mut self.input, MOST as u64);
        let read = part.read_until(self.shape.line_end, &mut line)?;
        if read == 0 {
            return Ok(None);
        }
        self.bytes += read as u64;
        self.line += 1;
        Ok(Some(line))
    }
}

/// Whether a cell holds nothing that is seen; the mark that ended files under DOS counts as nothing.
pub fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| c.is_whitespace() || matches!(c, '\u{1a}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
}

/// Whether a quote is open after this line that was not before: a doubled one opens nothing.
fn quotes(line: &[u8]) -> bool {
    line.iter().filter(|byte| **byte == b'"').count() % 2 == 1
}

fn cells(row: &[u8], separator: u8) -> Result<Vec<String>, RowError> {
    let (mut cells, mut cell, mut quotes) = (Vec::new(), Vec::new(), false);
    let mut bytes = row.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if quotes && bytes.peek() == Some(&b'"') => cell.extend(bytes.next()),
            b'"' => quotes = !quotes,
            byte if byte == separator && !quotes => cells.push(core::mem::take(&mut cell)),
            b'\r' | b'\n' if !quotes => {}
            byte => cell.push(byte),
        }
    }
    cells.push(cell);
    let text = |(index, cell): (usize, Vec<u8>)| String::from_utf8(cell).map_err(|_| RowError::Encoding(index + 1));
    cells.into_iter().enumerate().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Shape = Shape { separator: b',', line_end: b'\n' };

    fn rows(text: &[u8]) -> Vec<(usize, Result<Vec<String>, RowError>)> {
        let mut table = Table::new(text, COMMA);
        core::iter::from_fn(|| table.next_row().expect("bytes in memory can be read")).map(|row| (row.line, row.cells)).collect()
    }

    fn good(line: usize, cells: &[&str]) -> (usize, Result<Vec<String>, RowError>) {
        (line, Ok(cells.iter().map(|&cell| cell.to_owned()).collect()))
    }

    #[test]
    fn cells_and_lines_are_counted() {
        assert_eq!(
            rows(b"a,b\r\n\r\n1,\" x\"\"y,\nz \"\n,,\n3,4"),
            [good(1, &["a", "b"]), good(3, &["1", " x\"y,\nz "]), good(6, &["3", "4"])]
        );
        assert_eq!(rows(b""), []);
        assert_eq!(rows(b"\n\n"), []);
    }

    #[test]
    fn an_open_quote_costs_its_own_line() {
        let found = rows(b"a,b\n1,\"2\n3,4\n5,6\n");
        assert_eq!(found[0], good(1, &["a", "b"]));
        assert!(found[1].0 == 2 && found[1].1.is_err());
        assert_eq!(found[2..], [good(3, &["3", "4"]), good(4, &["5", "6"])]);
    }

    #[test]
    fn wrong_bytes_and_endless_lines_are_errors_of_their_row() {
        let found = rows(b"a\n\xb2\xe8\xb3\xa7\nb\n");
        assert_eq!(found[1].1, Err(RowError::Encoding(1)));
        assert_eq!(found[2], good(3, &["b"]));
        let endless = [b"a\n".to_vec(), vec![b'"'; 3 * MOST + 1], b"\nb\n".to_vec()].concat();
        assert_eq!(rows(&endless).last(), Some(&good(rows(&endless).last().map_or(0, |row| row.0), &["b"])));
    }
}
