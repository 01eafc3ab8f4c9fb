//! An empty table to fill in: a column a fact, lists to choose from, the page's questions and hints as comments, and an example that the command reads.

use std::collections::BTreeMap;
use std::path::Path;

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note, Workbook, XlsxError,
};

use super::book;
use super::words::BatchWords;
use crate::failure::Failure;
use zice_core::catalogue::{Catalogue, Fact, Language};
use zice_core::facts::FactKind;
use zice_core::units::Unit;

/// Rows with lists to choose from.
const ROWS: u32 = 1000;
/// The example's answers.
const EXAMPLE: &str = include_str!("example.toml");
/// Columns that pass through, kept as text so that no digit is lost.
const PASSED: [&str; 3] = ["统一社会信用代码", "联系人", "联系电话"];

/// Writes the template.
///
/// # Errors
/// When the name has another ending than `.xlsx`, or the file cannot be written.
pub fn write(catalogue: &Catalogue, words: &'static BatchWords, file: &Path) -> Result<(), Failure> {
    if !file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Failure::input(file, words.table.template_ending));
    }
    let saved = (Template { catalogue, words }).workbook().and_then(|mut workbook| workbook.save(file));
    saved.map_err(|error| Failure::Unwritable { file: file.to_owned(), error: book::plainly(error) })
}

struct Template<'a> {
    catalogue: &'a Catalogue,
    words: &'static BatchWords,
}

impl Template<'_> {
    fn workbook(&self) -> Result<Workbook, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2021, 1, 1)?));
        let example: BTreeMap<String, String> = toml::from_str(EXAMPLE).unwrap_or_default();
        let [list, filled, how, _] = self.words.result.template;
        self.table(&mut workbook, list, None)?;
        self.table(&mut workbook, filled, Some(&example))?;
        let sheet = workbook.add_worksheet().set_name(how)?;
        sheet.set_column_width(0, 100)?;
        for (row, line) in (0_u32..).zip(self.words.result.how) {
            sheet.write_string_with_format(row, 0, *line, &Format::new().set_text_wrap())?;
        }
        self.options(&mut workbook)?;
        Ok(workbook)
    }

    /// A header with comments, and below it rows with lists; or the example's row.
    fn table(&self, workbook: &mut Workbook, name: &str, example: Option<&BTreeMap<String, String>>) -> Result<(), XlsxError> {
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_background_color(Color::RGB(0x00E8_EFEA));
        let text = Format::new().set_num_format("@");
        let sheet = workbook.add_worksheet().set_name(name)?;
        sheet.set_freeze_panes(1, 1)?.set_row_height(0, 48)?.set_column_width(0, 30)?;
        let firm = if self.words.language == Language::Zh { self.words.result.first[1] } else { "Name" };
        sheet.write_string_with_format(0, 0, firm, &head)?;
        for (column, name) in (1_u16..).zip(PASSED) {
            sheet.write_string_with_format(0, column, name, &head)?.set_column_width(column, 20)?.set_column_format(column, &text)?;
        }
        if example.is_some() {
            sheet.write_string(1, 0, self.words.result.example)?;
        }
        for ((place, column), fact) in (0_usize..).zip(4_u16..).zip(&self.catalogue.facts) {
            sheet.write_string_with_format(0, column, self.name(fact), &head)?.set_column_width(column, 15)?;
            let note = Note::new(self.comment(fact)).add_author_prefix(false).set_width(360).set_height(220);
            sheet.insert_note(0, column, &note)?;
            if let Some(list) = self.list(place, fact) {
                sheet.add_data_validation(1, column, ROWS, column, &list)?;
            }
            let written = example.and_then(|example| example.get(fact.id)).and_then(|value| self.cell(fact, value));
            match written {
                Some(Cell::Number(number)) => _ = sheet.write_number(1, column, number)?,
                Some(Cell::Text(text)) => _ = sheet.write_string(1, column, text)?,
                None => {}
            }
        }
        Ok(())
    }

    /// A fact's name with its unit in brackets, as the reader of headers understands it.
    fn name(&self, fact: &Fact) -> String {
        let name = fact.short.get(self.words.language);
        match (fact.kind.unit(), self.words.language) {
            (Some(unit), Language::Zh) => format!("{name}（{}）", unit.symbol()),
            (Some(unit @ (Unit::WanYuan | Unit::Percent)), Language::En) => format!("{name} ({})", unit.symbol()),
            (Some(_), Language::En) | (None, _) => name.to_owned(),
        }
    }

    fn comment(&self, fact: &Fact) -> String {
        let (language, words) = (self.words.language, &self.words.result);
        let labels = || fact.options.iter().map(|option| option.label.get(language)).collect::<Vec<_>>().join(self.words.list);
        let allowed = match fact.kind {
            FactKind::One => (words.one_of)(&labels()),
            FactKind::Many => (words.several)(&labels()),
            FactKind::Yes => (words.one_of)(&words.yes_no.join(self.words.list)),
            FactKind::Number { unit, min, max } => {
                (words.number)(zice_core::text::symbol(language, unit, max), &min.to_decimal(unit), &max.to_decimal(unit))
            }
        };
        format!("{}\n\n{}\n\n{allowed}", fact.question.get(language), fact.hint.get(language))
    }

    /// The list to choose from; where several may be chosen, more may be written than the list holds.
    fn list(&self, place: usize, fact: &Fact) -> Option<DataValidation> {
        let sheet = self.words.result.template[3];
        let column = letters(place);
        let of_options = || Formula::new(format!("='{sheet}'!${column}$2:${column}${}", fact.options.len() + 1));
        match fact.kind {
            FactKind::One => Some(DataValidation::new().allow_list_formula(of_options())),
            FactKind::Many => Some(DataValidation::new().allow_list_formula(of_options()).show_error_message(false)),
            FactKind::Yes => DataValidation::new().allow_list_strings(&self.words.result.yes_no).ok(),
            FactKind::Number { .. } => None,
        }
    }

    /// All options, a column a fact.
    fn options(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet().set_name(self.words.result.template[3])?;
        for (column, fact) in (0_u16..).zip(&self.catalogue.facts) {
            sheet.write_string_with_format(0, column, fact.short.get(self.words.language), &Format::new().set_bold())?;
            if fact.kind.unit().is_none() && fact.kind != FactKind::Yes {
                for (row, option) in (1_u32..).zip(&fact.options) {
                    sheet.write_string(row, column, option.label.get(self.words.language))?;
                }
            }
        }
        Ok(())
    }

    fn cell(&self, fact: &Fact, value: &str) -> Option<Cell> {
        let label = |id: &str| fact.options.iter().find(|option| option.id == id).map(|option| option.label.get(self.words.language));
        match fact.kind {
            FactKind::Number { .. } => value.parse().ok().map(Cell::Number),
            FactKind::Yes => Some(Cell::Text(self.words.result.yes_no[usize::from(value == "false")].to_owned())),
            FactKind::One | FactKind::Many => {
                let labels: Option<Vec<&str>> = value.split('|').map(label).collect();
                labels.map(|labels| Cell::Text(labels.join(if self.words.language == Language::Zh { "、" } else { "|" })))
            }
        }
    }
}

enum Cell {
    Number(f64),
    Text(String),
}

/// A column's letters: 0 is A, 26 is AA.
fn letters(column: usize) -> String {
    let before = if column < 26 { String::new() } else { letters(column / 26 - 1) };
    let last = u8::try_from(column % 26).map_or('A', |place| char::from(b'A' + place));
    before + &last.to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(super::letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
