//! `zice batch`: many firms, one a row.
//!
//! A row of names says what the columns are (`columns`): facts by id or Chinese name, `name` or 企业名称, `topics`; rows above it are passed over. An empty
//! cell is unknown; figures are read as the page reads them, with `a..b` for a range; options of a set are separated by `|`, and `-` is the empty set. Rows
//! are read, assessed and printed one after the other, so that a long table needs no more memory than a short one (a workbook is held whole). A row with
//! errors is reported with its line and columns, the others go on, and the exit status is then 1.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use super::arguments::{self, Spoken};
use super::failure::{Failure, name as file_name, printable};
use super::pack;
use super::progress::Progress;
use super::report_json::{self, ReportJson};
use cells::{Cells, Firm};
use columns::{Column, Header, Names};
use output::Output;
use source::Source;
use table::{Row, RowError, is_blank};
use words::BatchWords;
use zice_core::catalogue::{Catalogue, Language};
use zice_core::date::Date;
use zice_core::ladder::Standing;
use zice_core::report::{self, Report};
use zice_core::rules::verdict::Verdict;
use zice_core::text::{self, Words};

pub mod cells;
pub mod columns;
pub mod output;
pub mod source;
pub mod table;
pub mod words;
pub mod workbook;

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    line: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<ReportJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    kept: serde_json::Map<String, serde_json::Value>,
}

/// Where results go.
enum Results<W: Write> {
    Csv(Box<Output<W>>),
    Json(W),
}

/// What all rows have in common.
struct Batch<'a> {
    opened: &'a pack::Opened,
    header: &'a Header,
    words: &'static BatchWords,
    day: Date,
}

/// Assesses every row and prints the results as they come.
///
/// # Errors
/// When the table cannot be read or names no facts, the output cannot be written, or a row is wrong.
pub fn run(arguments: &arguments::Batch, day: Date) -> Result<(), Failure> {
    let opened = pack::open(&arguments.pack)?;
    let names = Names::new(&opened.catalogue, &arguments.keep, day);
    let mut source = Source::open(&arguments.file, arguments.sheet.as_deref(), &|row| names.score(row))?;
    let unreadable = |error| Failure::Unreadable { file: arguments.file.clone(), error };
    let header = names.header(source.head().map_err(unreadable)?).map_err(|error| Failure::input(&arguments.file, error.to_string()))?;
    tell(&arguments.file, &source, &header);
    let kept: Vec<&str> =
        header.columns.iter().zip(&header.names).filter(|(column, _)| **column == Column::Kept).map(|(_, name)| name.as_str()).collect();
    let out = BufWriter::new(io::stdout().lock());
    let mut results =
        if arguments.json { Results::Json(out) } else { Results::Csv(Box::new(Output::new(out, arguments.bom || source.marked, &kept)?)) };
    let batch = Batch { opened: &opened, header: &header, words: BatchWords::of(Spoken::language(arguments.lang)), day };
    let mut progress = Progress::new(source.size);
    for _ in 0..header.rows {
        source.next_row().map_err(unreadable)?;
    }
    let mut passed_over = Vec::new();
    while let Some(row) = source.next_row().map_err(unreadable)? {
        if batch.is_no_firm(&row) {
            passed_over.push(row.line);
            continue;
        }
        let right = batch.row(&row, &mut results)?;
        *(if right { &mut progress.done } else { &mut progress.wrong }) += 1;
        progress.draw(source.at());
    }
    match &mut results {
        Results::Csv(output) => output.flush()?,
        Results::Json(out) => out.flush()?,
    }
    if !passed_over.is_empty() {
        let lines: Vec<String> = passed_over.iter().map(ToString::to_string).collect();
        say(&arguments.file, &format!("no firms, passed over: line {}", lines.join(", ")));
    }
    progress.end();
    if progress.wrong == 0 { Ok(()) } else { Err(Failure::Rows) }
}

/// What the table was taken for, where that is not what a plain table says of itself.
fn tell(file: &Path, source: &Source, header: &Header) {
    if let Some(encoding) = source.encoding.filter(|encoding| *encoding != encoding_rs::UTF_8) {
        say(file, &format!("read as {}", encoding.name().to_uppercase()));
    }
    if let Some(sheet) = &source.sheet {
        say(file, &format!("sheet {sheet}"));
    }
    if 1 < header.line || 1 < header.rows {
        say(file, &format!("the names of the columns stand in line {}", header.line));
    }
    let unused: Vec<&str> = header
        .columns
        .iter()
        .zip(&header.names)
        .filter(|(column, name)| **column == Column::Unused && !name.is_empty())
        .map(|(_, name)| name.as_str())
        .collect();
    if !unused.is_empty() {
        say(file, &format!("columns not used: {}", unused.join(", ")));
    }
}

fn say(file: &Path, what: &str) {
    _ = writeln!(io::stderr(), "{}: {}", file_name(file), printable(what));
}

/// How many rows of a table describe a firm; none of them is assessed.
///
/// # Errors
/// As [`run`].
pub fn firms(opened: &pack::Opened, input: &[u8]) -> Result<usize, Failure> {
    let day = Date::from_days_since_1970(20_000);
    let names = Names::new(&opened.catalogue, &[], day);
    let mut source = Source::of_text(Box::new(io::Cursor::new(input.to_vec())), None, None, &|row| names.score(row))?;
    let header = names.header(source.head()?).map_err(|error| Failure::input(Path::new("-"), error.to_string()))?;
    let batch = Batch { opened, header: &header, words: BatchWords::of(Language::En), day };
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
        let cells = row.cells.as_ref().map_err(|error| match error {
            RowError::OpenQuote => self.words.open_quote.to_owned(),
            RowError::Encoding(column) => (self.words.encoding)(*column),
        })?;
        Cells { catalogue: &self.opened.catalogue, header: self.header, words: self.words }.firm(cells)
    }

    /// Assesses a row and prints the result; whether it was without errors.
    fn row<W: Write>(&self, row: &Row, results: &mut Results<W>) -> Result<bool, Failure> {
        let catalogue = &self.opened.catalogue;
        let cell = |place: usize| {
            row.cells.as_ref().ok().and_then(|cells| cells.get(place)).map_or("", |cell| cell.trim_start_matches(workbook::NUMBER))
        };
        let name = self.header.columns.iter().position(|column| *column == Column::Name).map_or("", cell);
        let kept =
            || self.header.columns.iter().enumerate().filter(|(_, column)| **column == Column::Kept).map(|(place, _)| (place, cell(place)));
        let firm = self.firm(row);
        let assessed = firm.as_ref().map(|firm| (firm, report::report(catalogue, &firm.answers, firm.topics, self.day)));
        match (results, &assessed) {
            (Results::Csv(output), Ok((firm, report))) => {
                let line = row.line.to_string();
                let cells = csv_cells(catalogue, report);
                let notes = self.notes(firm).join(if self.words.language == Language::Zh { "；" } else { "; " });
                let before = [line.as_str(), name, ""];
                output.row(
                    before.into_iter().chain(cells.iter().map(String::as_str)).chain([notes.as_str()]).chain(kept().map(|(_, cell)| cell)),
                )?;
            }
            (Results::Csv(output), Err(message)) => {
                let line = row.line.to_string();
                output.row([line.as_str(), name, message, "", "", "", "", "", "", ""].into_iter().chain(kept().map(|(_, cell)| cell)))?;
            }
            (Results::Json(out), _) => {
                let kept = kept().map(|(place, cell)| (self.header.names[place].clone(), cell.into())).collect();
                let mut line = Line { line: row.line, name, error: None, result: None, notes: Vec::new(), kept };
                match &assessed {
                    Ok((firm, report)) => {
                        line.notes = self.notes(firm);
                        line.result = Some(report_json::object(catalogue, &self.opened.sha256, &firm.answers, report));
                    }
                    Err(message) => line.error = Some(message),
                }
                serde_json::to_writer(&mut *out, &line).map_err(|error| Failure::Output(error.into()))?;
                out.write_all(b"\n")?;
            }
        }
        Ok(assessed.is_ok())
    }

    /// What was read with a doubt, and what looks implausible.
    fn notes(&self, firm: &Firm) -> Vec<String> {
        let catalogue = &self.opened.catalogue;
        let words = Words::of(self.words.language);
        let odd = report::implausible(catalogue, &firm.answers).into_iter().map(|note| text::note(catalogue, words, note));
        firm.notes.iter().cloned().chain(odd).collect()
    }
}

/// Size, rung, and the supports of each verdict.
fn csv_cells(catalogue: &Catalogue, report: &Report) -> Vec<String> {
    let of = |verdict: Verdict| {
        let supports = report.supports.iter().filter(|support| support.assessment.verdict == verdict && !support.is_over());
        supports.map(|support| catalogue.supports[support.support.index()].id).collect::<Vec<_>>().join("|")
    };
    let size = report.size.iter().map(|class| class.id()).collect::<Vec<_>>().join("|");
    let stands_on = match report.ladder.as_ref().map(|ladder| ladder.standing) {
        Some(Standing::On(rung)) => catalogue.rungs[rung].id,
        _ => "",
    };
    let verdicts = [Verdict::Qualifies, Verdict::Review, Verdict::Undetermined, Verdict::NotYet].map(of);
    [size, stands_on.to_owned()].into_iter().chain(verdicts).collect()
}
