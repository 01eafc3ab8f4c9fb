//! The result as a workbook to send on: a row a firm, counts by support and county, what the sheet is, and on request a sheet a firm.
//!
//! The same rows give the same bytes: no time of writing is kept. Rows are written out as they come, so that a long list needs no more memory than a
//! short one; only the sheets of single firms are held, which are few.

use std::io;
use std::path::PathBuf;

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError};

use super::slip;
use super::tally::{Tally, VERDICTS};
use super::told::Firm;
use super::words::BatchWords;
use crate::failure::Failure;
use zice_core::catalogue::Catalogue;
use zice_core::date::Date;
use zice_core::text::Words;

/// Sheets of single firms.
pub const MOST_SHEETS: usize = 500;
/// Rows of a sheet, by the format.
const MOST_ROWS: u32 = 1_048_576;
/// A cell holds no more letters.
const MOST_LETTERS: usize = 32_000;
/// A sheet's name holds no more letters.
const MOST_NAME: usize = 31;

/// The result as it grows.
pub struct Book<'a> {
    workbook: Workbook,
    catalogue: &'a Catalogue,
    words: &'static BatchWords,
    widths: Vec<u32>,
    row: u32,
    tally: Tally,
    slips: Option<usize>,
    formats: Formats,
    file: PathBuf,
}

/// How cells look.
pub struct Formats {
    /// A heading.
    pub head: Format,
    /// A text over several lines.
    pub text: Format,
    /// A count.
    pub number: Format,
    /// What is wrong.
    pub wrong: Format,
    /// A title.
    pub title: Format,
    /// A heading within a sheet.
    pub part: Format,
    /// A text without a frame.
    pub plain: Format,
}

impl Formats {
    fn new() -> Formats {
        let framed = || Format::new().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00BF_BFBF)).set_align(FormatAlign::Top);
        let text = framed().set_text_wrap();
        Formats {
            head: text.clone().set_bold().set_background_color(Color::RGB(0x00E8_EFEA)),
            number: framed(),
            wrong: text.clone().set_font_color(Color::RGB(0x00B4_2318)),
            text,
            title: Format::new().set_bold().set_font_size(16),
            part: Format::new().set_bold().set_font_size(12),
            plain: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

/// One row: its line, the firm's name, what passes through, and what is known of it.
pub struct Row<'r> {
    /// The line of the table.
    pub line: usize,
    /// The firm's name.
    pub name: &'r str,
    /// Cells that pass through.
    pub kept: Vec<&'r str>,
    /// The firm with its notes, or what is wrong.
    pub firm: Result<(Firm<'r>, String), &'r str>,
}

impl<'a> Book<'a> {
    /// A workbook with its header.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(
        catalogue: &'a Catalogue,
        words: &'static BatchWords,
        kept: &[&str],
        slips: bool,
        file: PathBuf,
    ) -> Result<Book<'a>, XlsxError> {
        let mut workbook = Workbook::new();
        // The format wants a time of writing: always the same one.
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2021, 1, 1)?));
        let formats = Formats::new();
        let [results, counts, about] = words.result.sheets;
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        page(sheet, results)?;
        let names = words.result.first.iter().copied().chain(kept.iter().copied()).chain(words.result.rest);
        let widths: Vec<u32> = [6, 28].into_iter().chain(kept.iter().map(|_| 18)).chain(WIDTHS).collect();
        // The widest of the sheets has the largest paper.
        sheet.set_paper_size(A3).set_row_height(0, height(words.result.rest.into_iter().zip(WIDTHS)))?;
        for ((column, name), &width) in (0_u16..).zip(names).zip(&widths) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, cut(name), &formats.head)?;
        }
        sheet.set_freeze_panes(1, 2)?.set_repeat_rows(0, 0)?;
        page(workbook.add_worksheet(), counts)?;
        page(workbook.add_worksheet(), about)?;
        let tally = Tally::new(catalogue);
        Ok(Book { workbook, catalogue, words, widths, row: 0, tally, slips: slips.then_some(0), formats, file })
    }

    /// One firm more.
    ///
    /// # Errors
    /// When it cannot be written, or there is no room for it.
    pub fn row(&mut self, row: &Row<'_>) -> Result<(), Failure> {
        if MOST_ROWS <= self.row + 1 {
            return Err(Failure::input(&self.file, self.words.table.too_many_rows));
        }
        if self.slips.is_some_and(|slips| MOST_SHEETS <= slips) {
            return Err(Failure::input(&self.file, (self.words.table.too_many_sheets)(MOST_SHEETS)));
        }
        self.write(row).map_err(|error| Failure::Unwritable { file: self.file.clone(), error: plainly(error) })
    }

    fn write(&mut self, row: &Row<'_>) -> Result<(), XlsxError> {
        self.row += 1;
        let slip = self.slip(row)?;
        let (at, formats) = (self.row, &self.formats);
        let cells = cells(row);
        let sheet = self.workbook.worksheet_from_index(0)?;
        let texts = cells.iter().zip(&self.widths).filter_map(|(cell, width)| cell.text().map(|text| (text, *width)));
        sheet.set_row_height(at, height(texts))?;
        for (column, cell) in (0_u16..).zip(&cells) {
            match (cell, &slip) {
                (Cell::Text(_), Some(slip)) if column == 1 => {
                    let link = Url::new(format!("internal:'{slip}'!A1")).set_text(cut(row.name));
                    sheet.write_url_with_format(at, column, link, &formats.text)?;
                }
                (Cell::Text(text), _) => _ = sheet.write_string_with_format(at, column, cut(text), &formats.text)?,
                (Cell::Wrong(text), _) => _ = sheet.write_string_with_format(at, column, cut(text), &formats.wrong)?,
                (Cell::Number(number), _) => {
                    sheet.write_number_with_format(at, column, u32::try_from(*number).unwrap_or(u32::MAX), &formats.number)?;
                }
            }
        }
        if let Ok((firm, _)) = &row.firm {
            self.tally.count(firm);
        }
        Ok(())
    }

    /// A firm's own sheet, where they are asked for; its name.
    fn slip(&mut self, row: &Row<'_>) -> Result<Option<String>, XlsxError> {
        let (Ok((firm, _)), Some(slips)) = (&row.firm, &mut self.slips) else { return Ok(None) };
        *slips += 1;
        let name = sheet_name(row.line, row.name);
        slip::write(page(self.workbook.add_worksheet(), &name)?, firm, row.name, &self.formats)?;
        Ok(Some(name))
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(mut self, table: &str, done: u64, wrong: u64, day: Date) -> Result<(), Failure> {
        let last = self.widths.len() - 1;
        let saved = (|| {
            self.workbook.worksheet_from_index(0)?.autofilter(0, 0, self.row, u16::try_from(last).unwrap_or(u16::MAX))?;
            self.counts()?;
            self.about(table, done, wrong, day)?;
            self.workbook.save(&self.file)
        })();
        saved.map_err(|error| Failure::Unwritable { file: self.file.clone(), error: plainly(error) })
    }

    fn counts(&mut self) -> Result<(), XlsxError> {
        let (words, formats, language) = (&self.words.result, &self.formats, self.words.language);
        let sheet = self.workbook.worksheet_from_index(1)?;
        let options = self.catalogue.fact(self.catalogue.place_fact).options.iter().map(|option| option.label.get(language));
        let places: Vec<&str> = [words.places[0]].into_iter().chain(options).chain([words.places[1]]).collect();
        sheet.set_column_width(0, 44)?.set_column_width(1, 12)?;
        for (column, name) in (0_u16..).zip(words.counts) {
            sheet.merge_range(0, column, 1, column, name, &formats.head)?;
        }
        let firms = [self.tally.firms.iter().sum::<u32>()].into_iter().chain(self.tally.firms.iter().copied());
        sheet.write_string_with_format(2, 0, words.firms, &formats.head)?.write_blank(2, 1, &formats.head)?;
        for ((column, place), firms) in (2_u16..).step_by(VERDICTS.len()).zip(&places).zip(firms) {
            sheet.merge_range(0, column, 0, column + 2, place, &formats.head)?;
            for (column, verdict) in (column..).zip(words.verdicts) {
                sheet.write_string_with_format(1, column, verdict, &formats.head)?.set_column_width(column, 9)?;
            }
            sheet.merge_range(2, column, 2, column + 2, "", &formats.number)?;
            sheet.write_number_with_format(2, column, firms, &formats.number)?;
        }
        for ((row, support), of_places) in (3_u32..).zip(&self.catalogue.supports).zip(&self.tally.supports) {
            sheet.write_string_with_format(row, 0, support.name.get(language), &formats.text)?;
            sheet.write_string_with_format(row, 1, (Words::of(language).article)(support.article), &formats.text)?;
            let counts = [Tally::all(of_places)].into_iter().chain(of_places.iter().copied()).flatten();
            for (column, count) in (2_u16..).zip(counts) {
                // Many places have none: an empty cell lets the others be seen.
                match count {
                    0 => _ = sheet.write_blank(row, column, &formats.number)?,
                    count => _ = sheet.write_number_with_format(row, column, count, &formats.number)?,
                }
            }
        }
        sheet.set_freeze_panes(3, 2)?.set_repeat_rows(0, 2)?;
        Ok(())
    }

    fn about(&mut self, table: &str, done: u64, wrong: u64, day: Date) -> Result<(), XlsxError> {
        let (words, language, pack) = (Words::of(self.words.language), self.words.language, &self.catalogue.pack);
        let sheet = self.workbook.worksheet_from_index(2)?;
        sheet.set_column_width(0, 100)?.set_portrait();
        let hash = self.catalogue.sha256.get(..12).unwrap_or_default();
        let day = day.to_string();
        let mut lines = vec![
            (self.words.result.about)(table, done, wrong),
            (words.results_day)(&day),
            self.words.result.no_record.to_owned(),
            pack.disclaimer.get(language).to_owned(),
            format!("{} {}", words.contacts_general, pack.general_hotline),
            format!("{} · {}", pack.number, (words.receipt)(pack.version, hash, &day)),
        ];
        let explained = super::told::COUNTED
            .map(|verdict| format!("{}{}{}", (words.verdict)(verdict), words.colon, (words.verdict_explained)(verdict)));
        lines.splice(3..3, explained);
        sheet.write_string_with_format(0, 0, pack.title.get(language), &self.formats.title)?;
        for (row, line) in (2_u32..).zip(&lines) {
            sheet.write_string_with_format(row, 0, cut(line), &self.formats.plain)?;
        }
        Ok(())
    }
}

/// A cell of the first sheet.
enum Cell {
    Text(String),
    Wrong(String),
    Number(usize),
}

impl Cell {
    fn text(&self) -> Option<&str> {
        match self {
            Cell::Text(text) | Cell::Wrong(text) => Some(text),
            Cell::Number(_) => None,
        }
    }
}

fn cells(row: &Row<'_>) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let start = [Cell::Number(row.line), text(row.name)].into_iter().chain(row.kept.iter().map(|cell| text(cell)));
    match &row.firm {
        Ok((firm, notes)) => {
            let (first, counts, texts) = firm.row();
            let first = [text("")].into_iter().chain(first.into_iter().map(Cell::Text));
            start.chain(first).chain(counts.map(Cell::Number)).chain(texts.into_iter().map(Cell::Text)).chain([text(notes)]).collect()
        }
        Err(wrong) => start.chain([Cell::Wrong((*wrong).to_owned())]).collect(),
    }
}

/// The widths of `ResultWords::rest`, in letters.
const WIDTHS: [u32; 12] = [20, 12, 18, 8, 8, 8, 8, 44, 44, 44, 32, 24];
const A3: u8 = 8;
const A4: u8 = 9;

/// The height of a row in which each of these texts has its width: not every program works it out when it opens a file.
pub fn height<'t>(texts: impl Iterator<Item = (&'t str, u32)>) -> f64 {
    let letters = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    // A line breaks before it is full.
    let lines =
        |(text, width): (&str, u32)| text.split('\n').map(|line| (letters(line) + 1).div_ceil(width.max(3) - 2).max(1)).sum::<u32>();
    f64::from((texts.map(lines).max().unwrap_or(1) * 15 + 3).min(TALLEST))
}

/// No row is taller, in points.
const TALLEST: u32 = 405;

/// A sheet's name, and A4 across with its width on one page.
fn page<'s>(sheet: &'s mut Worksheet, name: &str) -> Result<&'s mut Worksheet, XlsxError> {
    Ok(sheet
        .set_name(name)?
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3)
        .set_footer("&C&P / &N"))
}

/// A text that fits into a cell.
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}

/// A sheet's name: the line makes it the only one; what Excel refuses in names becomes a blank.
fn sheet_name(line: usize, name: &str) -> String {
    let allowed = |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') || c.is_control() { ' ' } else { c };
    let all = format!("{line} {}", name.chars().map(allowed).collect::<String>());
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= MOST_NAME
    };
    all.chars().take_while(fits).collect::<String>().trim_end().to_owned()
}

/// An error of the library: what the system says of the file, or that the workbook could not be made.
pub fn plainly(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_different() {
        assert_eq!(sheet_name(2, "甲/乙[1]'"), "2 甲 乙 1");
        assert_eq!(sheet_name(12, &"长".repeat(40)).chars().count(), 31);
        assert_ne!(sheet_name(12, "同名"), sheet_name(13, "同名"));
        assert_eq!(sheet_name(3, ""), "3");
        assert!(sheet_name(1, &"𠮷".repeat(30)).encode_utf16().count() <= 31);
        assert_eq!(cut(&"长".repeat(40_000)).chars().count(), MOST_LETTERS + 2);
    }
}
