//! Where the results of a table go: CSV for people or for programs, JSON lines, or a workbook.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::book::{self, Book};
use super::cells::Firm;
use super::output::{self, Output};
use super::told;
use super::words::BatchWords;
use crate::arguments;
use crate::failure::Failure;
use crate::pack::Opened;
use crate::report_json::{self, ReportJson};
use zice_core::catalogue::Catalogue;
use zice_core::date::Date;
use zice_core::ladder::Standing;
use zice_core::report::Report;

/// One row with what came of it.
pub struct Assessed<'r> {
    /// The pack.
    pub opened: &'r Opened,
    /// The day of assessment.
    pub day: Date,
    /// The language.
    pub words: &'static BatchWords,
    /// The line of the table.
    pub line: usize,
    /// The firm's name.
    pub name: &'r str,
    /// Names and cells of the columns that pass through.
    pub kept: Vec<(&'r str, &'r str)>,
    /// The firm, its report and what should be looked at; or what is wrong with the row.
    pub firm: &'r Result<(Firm, Report, Vec<String>), String>,
}

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    line: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<ReportJson>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    kept: serde_json::Map<String, serde_json::Value>,
}

/// Where results go.
pub struct Results<'a> {
    form: Form<'a>,
    file: Option<PathBuf>,
}

enum Form<'a> {
    /// Names in words.
    Words(Box<Output<Box<dyn Write>>>),
    /// Ids.
    Ids(Box<Output<Box<dyn Write>>>),
    Json(Box<dyn Write>),
    Book(Box<Book<'a>>),
}

impl<'a> Results<'a> {
    /// Opens what the arguments ask for; nothing is written over the table that is read.
    ///
    /// # Errors
    /// When it cannot be written, or its name has another ending.
    pub fn open(
        arguments: &arguments::Batch,
        table: &Path,
        catalogue: &'a Catalogue,
        words: &'static BatchWords,
        marked: bool,
        kept: &[&str],
    ) -> Result<Results<'a>, Failure> {
        let Some(file) = &arguments.out else {
            let out: Box<dyn Write> = Box::new(BufWriter::new(io::stdout()));
            let form = if arguments.json { Form::Json(out) } else { csv(out, arguments, words, marked, kept)? };
            return Ok(Results { form, file: None });
        };
        if file.canonicalize().is_ok_and(|file| table.canonicalize().is_ok_and(|table| file == table)) {
            return Err(Failure::input(file, words.table.out_is_input));
        }
        let unwritable = |error| Failure::Unwritable { file: file.clone(), error };
        let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        let form = match ending.as_deref() {
            Some("xlsx") if !arguments.ids => {
                let book = Book::new(catalogue, words, kept, arguments.sheets, file.clone());
                Form::Book(Box::new(book.map_err(|error| unwritable(book::plainly(error)))?))
            }
            Some("csv") if !arguments.sheets => {
                let out: Box<dyn Write> = Box::new(BufWriter::new(File::create(file).map_err(unwritable)?));
                csv(out, arguments, words, marked, kept)?
            }
            _ => return Err(Failure::input(file, words.table.out_ending)),
        };
        Ok(Results { form, file: Some(file.clone()) })
    }

    /// One row.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, row: &Assessed<'_>) -> Result<(), Failure> {
        match &mut self.form {
            Form::Ids(output) => output.row(ids(row).iter().map(String::as_str)),
            Form::Words(output) => output.row(in_words(row).iter().map(String::as_str)),
            Form::Json(out) => json(out, row),
            Form::Book(book) => {
                let firm = row.firm.as_ref().map(|(firm, report, notes)| (row.told(firm, report), notes.join(row.words.and)));
                let kept = row.kept.iter().map(|(_, cell)| *cell).collect();
                book.row(&book::Row { line: row.line, name: row.name, kept, firm: firm.map_err(String::as_str) })
            }
        }
    }

    /// Everything to its end. The file that was written, where there is one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(self, table: &str, done: u64, wrong: u64, day: Date) -> Result<Option<PathBuf>, Failure> {
        match self.form {
            Form::Ids(mut output) | Form::Words(mut output) => output.flush()?,
            Form::Json(mut out) => out.flush()?,
            Form::Book(book) => book.save(table, done, wrong, day)?,
        }
        Ok(self.file)
    }
}

fn csv<'a>(
    out: Box<dyn Write>,
    arguments: &arguments::Batch,
    words: &'static BatchWords,
    marked: bool,
    kept: &[&str],
) -> Result<Form<'a>, Failure> {
    let mark = arguments.bom || marked;
    let kept = kept.iter().copied();
    Ok(if arguments.ids {
        Form::Ids(Box::new(Output::new(out, mark, output::COLUMNS.into_iter().chain(kept))?))
    } else {
        Form::Words(Box::new(Output::new(out, mark, words.result.first.into_iter().chain(kept).chain(words.result.rest))?))
    })
}

impl<'r> Assessed<'r> {
    fn told(&self, firm: &'r Firm, report: &'r Report) -> told::Firm<'r> {
        told::Firm { catalogue: &self.opened.catalogue, answers: &firm.answers, report, day: self.day, words: self.words }
    }
}

fn in_words(row: &Assessed<'_>) -> Vec<String> {
    let kept = row.kept.iter().map(|(_, cell)| (*cell).to_owned());
    let start = [row.line.to_string(), row.name.to_owned()].into_iter().chain(kept);
    match row.firm {
        Ok((firm, report, notes)) => {
            let (first, counts, texts) = row.told(firm, report).row();
            let counts = counts.map(|count| count.to_string());
            start.chain([String::new()]).chain(first).chain(counts).chain(texts).chain([notes.join(row.words.and)]).collect()
        }
        Err(wrong) => start.chain([wrong.clone()]).chain(core::iter::repeat_n(String::new(), row.words.result.rest.len() - 1)).collect(),
    }
}

/// Size, rung, and the supports of each verdict, by their ids.
fn ids(row: &Assessed<'_>) -> Vec<String> {
    let kept = row.kept.iter().map(|(_, cell)| (*cell).to_owned());
    let start = [row.line.to_string(), row.name.to_owned()].into_iter();
    match row.firm {
        Ok((_, report, notes)) => {
            let cells = of_report(&row.opened.catalogue, report);
            start.chain([String::new()]).chain(cells).chain([notes.join(row.words.and)]).chain(kept).collect()
        }
        Err(wrong) => start.chain([wrong.clone()]).chain(core::iter::repeat_n(String::new(), 7)).chain(kept).collect(),
    }
}

fn of_report(catalogue: &Catalogue, report: &Report) -> Vec<String> {
    let of = |verdict| {
        let supports = report.supports.iter().filter(|support| support.assessment.verdict == verdict && !support.is_over());
        supports.map(|support| catalogue.supports[support.support.index()].id).collect::<Vec<_>>().join("|")
    };
    let size = report.size.iter().map(|class| class.id()).collect::<Vec<_>>().join("|");
    let stands_on = match report.ladder.as_ref().map(|ladder| ladder.standing) {
        Some(Standing::On(rung)) => catalogue.rungs[rung].id,
        _ => "",
    };
    [size, stands_on.to_owned()].into_iter().chain(told::COUNTED.map(of)).collect()
}

fn json(out: &mut dyn Write, row: &Assessed<'_>) -> Result<(), Failure> {
    let kept = row.kept.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).into())).collect();
    let mut line = Line { line: row.line, name: row.name, error: None, result: None, notes: &[], kept };
    match row.firm {
        Ok((firm, report, notes)) => {
            line.notes = notes;
            line.result = Some(report_json::object(&row.opened.catalogue, &row.opened.sha256, &firm.answers, report));
        }
        Err(message) => line.error = Some(message),
    }
    serde_json::to_writer(&mut *out, &line).map_err(|error| Failure::Output(error.into()))?;
    Ok(out.write_all(b"\n")?)
}
