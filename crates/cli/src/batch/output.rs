//! The results of a table as CSV.

use std::io::Write;

use crate::failure::Failure;

/// The columns of a result in ids, before those that are passed through.
pub const COLUMNS: [&str; 10] = ["line", "name", "error", "size", "stands_on", "qualifies", "review", "undetermined", "not_yet", "note"];

/// A CSV that a spreadsheet opens without running anything in it.
pub struct Output<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> Output<W> {
    /// `mark` puts a byte order mark before the header, by which Excel knows UTF-8.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new<'c>(mut out: W, mark: bool, columns: impl Iterator<Item = &'c str>) -> Result<Output<W>, Failure> {
        if mark {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut output = Output { writer: csv::WriterBuilder::new().flexible(true).from_writer(out) };
        output.row(columns)?;
        Ok(output)
    }

    /// A row.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> Result<(), Failure> {
        let cells: Vec<String> = cells.map(guarded).collect();
        self.writer.write_record(&cells).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => Failure::Output(error),
            other => Failure::Output(std::io::Error::other(format!("{other:?}"))),
        })
    }

    /// Everything to its end.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.writer.flush()?)
    }
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe; blanks and marks before the sign do not hide it.
fn guarded(cell: &str) -> String {
    let inner = cell.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\'')
    });
    let formula = inner.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let control = cell.starts_with(['\t', '\r', '\n']);
    if formula || control { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written is read back as it was, but for the guard.
    #[test]
    fn formulas_are_guarded_and_line_ends_quoted() {
        for (cell, guard) in [
            ("=1+1", true),
            ("+86 691", true),
            ("-5", true),
            ("@SUM(A1)", true),
            ("\t=1+1", true),
            ("\r=1+1", true),
            ("\n=1+1", true),
            (" =1+1", true),
            ("\u{3000}=1+1", true),
            ("\u{feff}=1+1", true),
            ("＝1+1", true),
            ("＠x", true),
            ("\t1", true),
            ("a\rb", false),
            ("a\nb", false),
            ("a,\"b\"", false),
            ("茶厂", false),
            ("1-2", false),
        ] {
            let mut bytes = Vec::new();
            let mut output = Output::new(&mut bytes, false, COLUMNS.into_iter()).expect("memory can be written");
            output.row([cell, "end"].into_iter()).expect("memory can be written");
            output.flush().expect("memory can be written");
            drop(output);
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
            let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("CSV");
            assert_eq!(rows.len(), 1, "{cell:?}");
            let expected = if guard { format!("'{cell}") } else { cell.to_owned() };
            assert_eq!(rows[0].get(0), Some(expected.as_str()), "{cell:?}");
            assert_eq!(rows[0].get(1), Some("end"));
        }
    }
}
