//! `zice batch`: many firms, one a row.
//!
//! A row of names says what the columns are (`columns`): facts by id or Chinese name, `name` or 企业名称, `topics`; rows above it are passed over. An empty
//! cell is unknown; figures are read as the page reads them, with `a..b` for a range; options of a set are separated by `|`, and `-` is the empty set. Rows
//! are read, assessed and written one after the other, so that a long table needs no more memory than a short one (a workbook is held whole when it is
//! read, not when it is written). A row with errors is reported with its line and columns, the others go on, and the exit status is then 1.

use std::io::{self, Write};
use std::path::Path;

use super::arguments;
use super::failure::{Failure, name as file_name, printable};
use super::pack;
use super::progress::Progress;
use cells::{Cells, Firm};
use columns::{Column, Header, Names};
use results::{Assessed, Results};
use source::Source;
use table::{Row, is_blank};
use words::BatchWords;
use zice_core::catalogue::Language;
use zice_core::date::Date;
use zice_core::report;
use zice_core::text::{self, Words};

mod biff;
pub mod book;
pub mod cells;
pub mod columns;
pub mod output;
pub mod results;
mod slip;
pub mod source;
pub mod table;
mod tally;
pub mod template;
pub mod told;
pub mod words;
pub mod workbook;

/// What all rows have in common.
struct Batch<'a> {
    opened: &'a pack::Opened,
    header: &'a Header,
    words: &'static BatchWords,
    day: Date,
}

/// Assesses every row and writes the results as they come, or writes an empty table to fill in.
///
/// # Errors
/// When the table cannot be read or names no facts, the output cannot be written, or a row is wrong.
pub fn run(arguments: &arguments::Batch, day: Date, language: Language) -> Result<(), Failure> {
    let opened = pack::open(&arguments.pack)?;
    let words = BatchWords::of(language);
    match (&arguments.template, &arguments.file) {
        (Some(template), _) => {
            template::write(&opened.catalogue, words, template)?;
            say_written(template, words);
            Ok(())
        }
        (None, Some(file)) => table_of_firms(arguments, &opened, words, file, day),
        // clap asks for one of them.
        (None, None) => Ok(()),
    }
}

fn table_of_firms(
    arguments: &arguments::Batch,
    opened: &pack::Opened,
    words: &'static BatchWords,
    file: &Path,
    day: Date,
) -> Result<(), Failure> {
    let names = Names::new(&opened.catalogue, &arguments.keep, day);
    let unreadable = |error| Failure::Unreadable { file: file.to_owned(), error };
    let mut source = Source::open(file, arguments.sheet.as_deref(), &words.table, &|row| names.score(row))?;
    let header = names.header(source.head().map_err(unreadable)?).map_err(|error| Failure::input(file, error.told(words)))?;
    tell(file, &source, &header, words);
    let of = |(column, name)| (column == Column::Kept).then_some(name);
    let kept: Vec<&str> = header.columns.iter().copied().zip(header.names.iter().map(String::as_str)).filter_map(of).collect();
    let mut results = Results::open(arguments, file, &opened.catalogue, words, source.marked, &kept)?;
    let batch = Batch { opened, header: &header, words, day };
    let mut progress = Progress::new(source.size, &words.table);
    for _ in 0..header.rows {
        source.next_row().map_err(unreadable)?;
    }
    let mut passed_over = Vec::new();
    while let Some(row) = source.next_row().map_err(unreadable)? {
        if batch.is_no_firm(&row) {
            passed_over.push(row.line.to_string());
            continue;
        }
        let right = batch.row(&row, &mut results)?;
        *(if right { &mut progress.done } else { &mut progress.wrong }) += 1;
        progress.draw(source.at());
    }
    // Of its path only the name goes into what is sent on.
    let table = file.file_name().map_or_else(|| file_name(file), |name| name.to_string_lossy().into_owned());
    let written = results.end(&table, progress.done, progress.wrong, day)?;
    if !passed_over.is_empty() {
        say(file, &(words.table.passed_over)(&passed_over.join(", ")));
    }
    progress.end();
    if let Some(written) = written {
        say_written(&written, words);
    }
    if progress.wrong == 0 { Ok(()) } else { Err(Failure::Rows) }
}

/// What the table was taken for, where that is not what a plain table says of itself.
fn tell(file: &Path, source: &Source, header: &Header, words: &BatchWords) {
    let table = &words.table;
    if let Some(encoding) = source.encoding.filter(|encoding| *encoding != encoding_rs::UTF_8) {
        say(file, &(table.read_as)(&encoding.name().to_uppercase()));
    }
    if let Some(sheet) = &source.sheet {
        say(file, &(table.sheet)(sheet));
    }
    if 1 < header.line || 1 < header.rows {
        say(file, &(table.header_line)(header.line));
    }
    let unused = header.columns.iter().zip(&header.names).filter(|(column, name)| **column == Column::Unused && !name.is_empty());
    let unused: Vec<&str> = unused.map(|(_, name)| name.as_str()).collect();
    if !unused.is_empty() {
        say(file, &(table.unused)(&unused.join(words.list)));
    }
}

fn say(file: &Path, what: &str) {
    _ = writeln!(io::stderr(), "{}: {}", file_name(file), printable(what));
}

fn say_written(file: &Path, words: &BatchWords) {
    _ = writeln!(io::stderr(), "{}", (words.table.written)(&file_name(file)));
}

/// How many rows of a table describe a firm; none of them is assessed.
///
/// # Errors
/// As [`run`].
pub fn firms(opened: &pack::Opened, input: &[u8]) -> Result<usize, Failure> {
    let day = Date::from_days_since_1970(20_000);
    let words = BatchWords::of(Language::En);
    let names = Names::new(&opened.catalogue, &[], day);
    let mut source = Source::of_text(Box::new(io::Cursor::new(input.to_vec())), None, None, &|row| names.score(row))?;
    let header = names.header(source.head()?).map_err(|error| Failure::input(Path::new("-"), error.told(words)))?;
    let batch = Batch { opened, header: &header, words, day };
    for _ in 0..header.rows {
        source.next_row()?;
    }
    let mut count = 0;
    while let Some(row) = source.next_row()? {
        count += usize::from(!batch.is_no_firm(&row) && batch.firm(&row).is_ok());
    }
    Ok(count)
}

impl Batch<'_> {
    /// Totals, notes and signatures below a table, and its header where that comes again on a further page.
    fn is_no_firm(&self, row: &Row) -> bool {
        let Ok(cells) = &row.cells else { return false };
        let first = cells.iter().find(|cell| !is_blank(cell)).map_or(String::new(), |cell| columns::plain(cell));
        let total = matches!(first.as_str(), "合计" | "总计" | "小计" | "共计" | "total" | "sum");
        let remark = ["注", "备注", "说明", "填表人", "填报人", "制表人", "审核人", "负责人", "填报日期"];
        let raw = cells.iter().find(|cell| !is_blank(cell)).map_or("", |cell| cell.trim());
        let noted = remark.iter().any(|word| raw.strip_prefix(word).is_some_and(|rest| rest.starts_with(['：', ':'])));
        total || noted || *cells == self.header.first
    }

    fn firm(&self, row: &Row) -> Result<Firm, String> {
        let cells = row.cells.as_ref().map_err(|error| error.told(self.words))?;
        Cells { catalogue: &self.opened.catalogue, header: self.header, words: self.words }.firm(cells)
    }

    /// Assesses a row and writes the result; whether it was without errors.
    fn row(&self, row: &Row, results: &mut Results<'_>) -> Result<bool, Failure> {
        let cell = |place: usize| {
            row.cells.as_ref().ok().and_then(|cells| cells.get(place)).map_or("", |cell| cell.trim_start_matches(workbook::NUMBER))
        };
        let name = self.header.columns.iter().position(|column| *column == Column::Name).map_or("", cell);
        let kept = self.header.columns.iter().enumerate().filter(|(_, column)| **column == Column::Kept);
        let kept: Vec<(&str, &str)> = kept.map(|(place, _)| (self.header.names[place].as_str(), cell(place))).collect();
        let firm = self.firm(row).map(|firm| {
            let report = report::report(&self.opened.catalogue, &firm.answers, firm.topics, self.day);
            let notes = self.notes(&firm);
            (firm, report, notes)
        });
        results.row(&Assessed { opened: self.opened, day: self.day, words: self.words, line: row.line, name, kept, firm: &firm })?;
        Ok(firm.is_ok())
    }

    /// What was read with a doubt, and what looks implausible.
    fn notes(&self, firm: &Firm) -> Vec<String> {
        let catalogue = &self.opened.catalogue;
        let words = Words::of(self.words.language);
        let odd = report::implausible(catalogue, &firm.answers).into_iter().map(|note| text::note(catalogue, words, note));
        firm.notes.iter().cloned().chain(odd).collect()
    }
}
