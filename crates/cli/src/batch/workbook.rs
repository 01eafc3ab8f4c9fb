//! Workbooks: `.xlsx`, `.xls` and `.ods`.
//!
//! A number in a workbook is a float of the spreadsheet's; it is taken at the fifteen digits that spreadsheets show and becomes text at once, marked so
//! that a figure worked out by a formula is told from one that was written. A cell shown as a percentage holds the hundredth part: its format is read, so
//! that 55% is 55 % and not 0.55 %.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{Data, Range, Reader};
use quick_xml::events::{BytesStart, Event};

use super::biff;
use super::source::HEAD_ROWS;
use super::table::{Row, is_blank};
use super::words::TableWords;
use crate::failure::Failure;
use zice_core::units::Quantity;
use zice_core::written::Scale;

/// Stands before a number of the spreadsheet's own.
pub const NUMBER: char = '\u{e000}';
/// The most bytes of a part of a workbook that is read for its formats.
const MOST: u64 = 256 * 1024 * 1024;

/// Whether a file is a workbook, by its first bytes; an `.xlsx` that begins otherwise is no workbook.
pub fn is_one(start: &[u8], _file: &Path) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// The rows of a sheet: the one named, or the first with a header, or else the first. Its name, and its rows.
///
/// # Errors
/// When the workbook cannot be read, or has no such sheet.
pub fn rows(file: &Path, named: Option<&str>, words: &TableWords, score: &dyn Fn(&Row) -> usize) -> Result<(String, Vec<Row>), Failure> {
    let refused =
        |error: calamine::Error| Failure::input(file, if is_locked(file, &error) { words.locked_workbook } else { words.broken_workbook });
    let mut workbook = calamine::open_workbook_auto(file).map_err(refused)?;
    let sheets = workbook.sheet_names();
    if let Some(name) = named.filter(|name| !sheets.iter().any(|sheet| sheet == name)) {
        return Err(Failure::input(file, (words.no_sheet)(name, &sheets.join(", "))));
    }
    let mut first = None;
    for name in sheets.iter().filter(|sheet| named.is_none_or(|named| *sheet == named)) {
        let range = workbook.worksheet_range(name).map_err(refused)?;
        let percent = percent_cells(file, name).unwrap_or_default();
        let rows = of_range(&range, &percent);
        if named.is_some() || rows.iter().take(HEAD_ROWS).any(|row| 2 <= score(row)) {
            return Ok((name.clone(), rows));
        }
        first.get_or_insert((name.clone(), rows));
    }
    first.ok_or_else(|| Failure::input(file, words.no_sheets))
}

/// Whether a workbook that was refused is under a password.
fn is_locked(file: &Path, error: &calamine::Error) -> bool {
    matches!(error, calamine::Error::Xls(calamine::XlsError::Password) | calamine::Error::Ods(calamine::OdsError::Password))
        || biff::is_encrypted(file)
}

fn of_range(range: &Range<Data>, percent: &BTreeSet<(u32, u32)>) -> Vec<Row> {
    let (top, left) = range.start().unwrap_or((0, 0));
    let rows = range.rows().enumerate().map(|(row, cells)| {
        let row = top + u32::try_from(row).unwrap_or(0);
        // Columns are counted from the sheet's first, also where nothing stands in it.
        let before = core::iter::repeat_n(String::new(), usize::try_from(left).unwrap_or(0));
        let cells = cells.iter().enumerate().map(|(column, cell)| {
            let column = left + u32::try_from(column).unwrap_or(0);
            text(cell, percent.contains(&(row, column)))
        });
        Row { line: usize::try_from(row).unwrap_or(0) + 1, cells: Ok(before.chain(cells).collect()) }
    });
    rows.filter(|row| row.cells.as_ref().is_ok_and(|cells| !cells.iter().all(|cell| is_blank(cell)))).collect()
}

fn text(cell: &Data, percent: bool) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => yes.to_string(),
        Data::Int(value) => format!("{NUMBER}{value}"),
        Data::Float(value) => {
            let decimal = decimal(*value, if percent { 2 } else { 0 });
            if percent { format!("{NUMBER}{decimal}%") } else { format!("{NUMBER}{decimal}") }
        }
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(error) => error.to_string(),
    }
}

/// A float at fifteen digits, times a power of ten, as a plain decimal.
fn decimal(value: f64, power: i32) -> String {
    let written = format!("{value:.14e}");
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |mantissa| ("-", mantissa));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let point = exponent.parse::<i32>().unwrap_or(0) + power + 1;
    let length = i32::try_from(digits.len()).unwrap_or(0);
    let (whole, fraction) = if point <= 0 {
        ("0".to_owned(), format!("{}{digits}", "0".repeat(usize::try_from(-point).unwrap_or(0).min(400))))
    } else if length <= point {
        (format!("{digits}{}", "0".repeat(usize::try_from(point - length).unwrap_or(0).min(400))), String::new())
    } else {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
        (whole.to_owned(), fraction.to_owned())
    };
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The largest number that can be written and is not above a decimal, in steps.
pub fn floor(decimal: &str, scale: Scale) -> Option<i64> {
    let decimal = decimal.trim_end_matches('%');
    let (negative, digits) = decimal.strip_prefix('-').map_or((false, decimal), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let places = i32::try_from(scale.unit.decimals()).ok()? + if scale.unit == zice_core::units::Unit::WanYuan { scale.bare } else { 0 };
    let all = format!("{whole}{fraction}");
    let end = i32::try_from(whole.len()).ok()? + places;
    let kept = all.get(..usize::try_from(end.max(0)).ok()?.min(all.len()))?;
    let steps: i64 = if kept.is_empty() { 0 } else { kept.parse().ok()? };
    let Quantity(steps) = Quantity(if negative { -steps - 1 } else { steps });
    steps.checked_mul(scale.unit.written())
}

/// The cells of a sheet whose format shows a percentage: row and column from 0.
fn percent_cells(file: &Path, sheet: &str) -> Option<BTreeSet<(u32, u32)>> {
    if let Some(found) = biff::percent_cells(file, sheet) {
        return Some(found);
    }
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(file).ok()?)).ok()?;
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).ok()?.take(MOST).read_to_string(&mut text).ok()?;
        Some(text)
    };
    if let Some(content) = part("content.xml") {
        return Some(percent_of_ods(&content, sheet));
    }
    let styles = percent_styles(&part("xl/styles.xml")?);
    let relation = attributes(&part("xl/workbook.xml")?, "sheet")
        .into_iter()
        .find(|sheet_of| sheet_of.get("name").map(String::as_str) == Some(sheet))?;
    let id = relation.get("id")?;
    let target = attributes(&part("xl/_rels/workbook.xml.rels")?, "Relationship").into_iter().find(|of| of.get("Id") == Some(id))?;
    let target = target.get("Target")?.trim_start_matches("/xl/").trim_start_matches('/');
    let cells = attributes(&part(&format!("xl/{target}"))?, "c");
    let shown = cells.iter().filter(|cell| cell.get("s").and_then(|style| style.parse().ok()).is_some_and(|style| styles.contains(&style)));
    Some(shown.filter_map(|cell| place(cell.get("r")?)).collect())
}

/// The places of cell formats that show a percentage.
fn percent_styles(styles: &str) -> BTreeSet<usize> {
    let own: BTreeMap<String, String> = attributes(styles, "numFmt")
        .into_iter()
        .filter_map(|mut format| Some((format.remove("numFmtId")?, format.remove("formatCode")?)))
        .collect();
    // 9 and 10 are built in: 0% and 0.00%.
    let is_percent = |id: &str| matches!(id, "9" | "10") || own.get(id).is_some_and(|code| code.contains('%'));
    let cells = styles.split_once("<cellXfs").map_or("", |(_, rest)| rest.split("</cellXfs>").next().unwrap_or(rest));
    let formats = attributes(&format!("<cellXfs{cells}</cellXfs>"), "xf");
    formats
        .iter()
        .enumerate()
        .filter(|(_, format)| format.get("numFmtId").is_some_and(|id| is_percent(id)))
        .map(|(place, _)| place)
        .collect()
}

/// The attributes of every element of a name, without prefixes.
fn attributes(xml: &str, element: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == element => found.push(of_element(&start)),
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

fn of_element(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    let attributes = start.attributes().flatten();
    attributes
        .filter_map(|attribute| {
            let key = attribute.key.local_name().as_ref().to_owned();
            let value = quick_xml::escape::unescape(&attribute.value).ok()?.into_owned();
            Some((key, value))
        })
        .collect()
}

/// `B12` as row and column from 0.
fn place(reference: &str) -> Option<(u32, u32)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at(digits);
    let column = letters
        .bytes()
        .try_fold(0_u32, |column, letter| column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase().checked_sub(b'@')?)))?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// As [`percent_cells`], of an OpenDocument table.
fn percent_of_ods(content: &str, sheet: &str) -> BTreeSet<(u32, u32)> {
    let mut reader = quick_xml::Reader::from_str(content);
    let mut found = BTreeSet::new();
    let (mut within, mut row, mut column, mut again) = (false, 0_u32, 0_u32, 1_u32);
    while let Ok(event) = reader.read_event() {
        let (start, empty) = match &event {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(end) => {
                match end.local_name().as_ref() {
                    "table" => within = false,
                    "table-row" => row = row.saturating_add(again),
                    _ => {}
                }
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let about = of_element(start);
        let times = |name: &str| about.get(name).and_then(|times| times.parse().ok()).unwrap_or(1_u32);
        match start.local_name().as_ref() {
            "table" => (within, row) = (about.get("name").map(String::as_str) == Some(sheet), 0),
            "table-row" => {
                (column, again) = (0, times("number-rows-repeated"));
                row = row.saturating_add(if empty { again } else { 0 });
            }
            "table-cell" | "covered-table-cell" => {
                let wide = times("number-columns-repeated");
                if within && about.get("value-type").map(String::as_str) == Some("percentage") {
                    let rows = row..row.saturating_add(again.min(1000));
                    found.extend(rows.flat_map(|row| (column..column.saturating_add(wide.min(1000))).map(move |column| (row, column))));
                }
                column = column.saturating_add(wide);
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{decimal, floor, place};
    use zice_core::units::Unit;
    use zice_core::written::Scale;

    #[test]
    fn floats_become_the_decimals_that_a_spreadsheet_shows() {
        for (value, power, shown) in [
            (1500.0, 0, "1500"),
            (0.1 + 0.2, 0, "0.3"),
            (0.55, 2, "55"),
            (0.555, 2, "55.5"),
            (-0.05, 2, "-5"),
            (1e15, 0, "1000000000000000"),
            (1234.56, 0, "1234.56"),
            (0.0, 0, "0"),
            (1e-7, 0, "0.0000001"),
        ] {
            assert_eq!(decimal(value, power), shown);
        }
    }

    #[test]
    fn a_figure_with_too_many_decimals_lies_above_its_floor() {
        let scale = |unit, bare| Scale { unit, bare };
        for (text, scale, steps) in [
            ("333.33333", scale(Unit::WanYuan, 0), 33_333),
            ("-333.33333", scale(Unit::WanYuan, 0), -33_334),
            ("15234567.89", scale(Unit::WanYuan, -4), 152_345),
            ("55.5555%", scale(Unit::Percent, 0), 11_110),
            ("0.001", scale(Unit::WanYuan, 0), 0),
            ("12.5", scale(Unit::Persons, 0), 12),
        ] {
            assert_eq!(floor(text, scale), Some(steps), "{text}");
        }
        assert_eq!(place("B12"), Some((11, 1)));
        assert_eq!(place("AA1"), Some((0, 26)));
    }
}
