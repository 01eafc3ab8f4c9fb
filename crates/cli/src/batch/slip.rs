//! The sheet of one firm, to print and take along: what it may have with steps, papers and office, what it lacks for the next rung, its answers.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::book::{Formats, cut, height};
use super::told::Firm;
use zice_core::facts::Answer;
use zice_core::report::SupportReport;
use zice_core::rules::verdict::Verdict;
use zice_core::{shown, text, worth};

/// Columns: support, what it gives, next steps, what to bring, whom to call.
const WIDTHS: [u32; 5] = [24, 34, 40, 34, 30];

/// A sheet as it grows downwards.
struct Slip<'s> {
    sheet: &'s mut Worksheet,
    formats: &'s Formats,
    row: u32,
}

/// Writes a firm's sheet.
///
/// # Errors
/// When the workbook cannot be made.
pub fn write(sheet: &mut Worksheet, firm: &Firm<'_>, name: &str, formats: &Formats) -> Result<(), XlsxError> {
    let words = firm.page();
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let mut slip = Slip { sheet, formats, row: 0 };
    let title = firm.catalogue.pack.short_title.get(words.language);
    slip.sheet.write_string_with_format(0, 0, cut(&format!("{title} · {} · {name}", words.sheet_title)), &formats.title)?;
    slip.row = 1;
    slip.line(&shown::headline(firm.catalogue, words, firm.report))?;
    slip.line(&(words.results_day)(&firm.day.to_string()))?;
    for verdict in [Verdict::Qualifies, Verdict::Review] {
        slip.supports(firm, verdict)?;
    }
    if let Some((rung, lines)) = firm.next_rung().filter(|(_, lines)| !lines.is_empty()) {
        slip.part(&format!("{}{}{}", words.sheet_gaps, words.colon, (words.ladder_to)(rung)))?;
        for line in lines {
            slip.line(&line)?;
        }
    }
    let open: Vec<&str> = firm.report.open.iter().map(|fact| firm.catalogue.fact(fact).short.get(words.language)).collect();
    if !open.is_empty() {
        slip.part(words.still_needed)?;
        slip.line(&open.join(words.list_and))?;
    }
    slip.agencies(firm)?;
    slip.answers(firm)?;
    slip.row += 1;
    slip.line(firm.catalogue.pack.disclaimer.get(words.language))
}

impl Slip<'_> {
    /// A heading after an empty row.
    fn part(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row + 1, 0, cut(text), &self.formats.part)?;
        self.row += 2;
        Ok(())
    }

    /// A line over the whole width. Merged cells do not grow by themselves: their height is what the text needs.
    fn line(&mut self, text: &str) -> Result<(), XlsxError> {
        let last = u16::try_from(WIDTHS.len() - 1).unwrap_or(0);
        self.sheet.merge_range(self.row, 0, self.row, last, &cut(text), &self.formats.plain)?;
        self.sheet.set_row_height(self.row, height([(text, WIDTHS.iter().sum())].into_iter()))?;
        self.row += 1;
        Ok(())
    }

    fn cells(&mut self, cells: &[String], head: bool) -> Result<(), XlsxError> {
        let format = if head { &self.formats.head } else { &self.formats.text };
        self.sheet.set_row_height(self.row, height(cells.iter().map(String::as_str).zip(WIDTHS)))?;
        for (column, cell) in (0_u16..).zip(cells) {
            self.sheet.write_string_with_format(self.row, column, cut(cell), format)?;
        }
        self.row += 1;
        Ok(())
    }

    fn supports(&mut self, firm: &Firm<'_>, verdict: Verdict) -> Result<(), XlsxError> {
        let words = firm.page();
        let supports: Vec<&SupportReport> = firm.supports(verdict).collect();
        if supports.is_empty() {
            return Ok(());
        }
        self.part(&format!("{} {}", (words.verdict)(verdict), supports.len()))?;
        let [support, ..] = firm.words.result.counts;
        let head = [support, firm.words.result.gives, words.next_steps, words.documents, words.contact];
        self.cells(&head.map(str::to_owned), true)?;
        for support in supports {
            let about = &firm.catalogue.supports[support.support.index()];
            let listed = |texts: &[zice_core::catalogue::Text]| {
                let numbered = (1..).zip(texts).map(|(number, text): (usize, _)| format!("{number}. {}", text.get(words.language)));
                numbered.collect::<Vec<_>>().join("\n")
            };
            let worth = worth::of(firm.catalogue, firm.answers, support).map(|value| {
                let (min, max) = (value.min.to_wan(), value.max.to_wan());
                (firm.words.result.worth)(&if min == max { min } else { format!("{min}–{max}") })
            });
            let gives = [Some(about.gives.get(words.language).to_owned()), worth].into_iter().flatten().collect::<Vec<_>>().join("\n");
            let agencies = support.agencies.iter().map(|&agency| firm.agency(agency)).collect::<Vec<_>>().join("\n");
            let name = format!("{}\n{}", firm.name(support), (words.article)(about.article));
            self.cells(&[name, gives, listed(&about.steps), listed(&about.documents), agencies], false)?;
        }
        Ok(())
    }

    fn agencies(&mut self, firm: &Firm<'_>) -> Result<(), XlsxError> {
        let contacts = firm.contacts();
        if contacts.is_empty() {
            return Ok(());
        }
        let words = firm.page();
        self.part(words.sheet_agencies)?;
        self.line(&format!("{} {}", words.contacts_general, firm.catalogue.pack.general_hotline))?;
        for (agency, supports) in contacts {
            self.line(&format!("☐ {}{}{}", firm.agency(agency), words.colon, supports.join(words.list_and)))?;
        }
        Ok(())
    }

    fn answers(&mut self, firm: &Firm<'_>) -> Result<(), XlsxError> {
        let words = firm.page();
        let known = firm.answers.iter().filter_map(|(fact, answer)| match answer {
            Answer::Known(value) => Some(format!(
                "{}{}{}",
                text::name_of_year(firm.catalogue, words, fact, firm.day),
                words.colon,
                text::value(firm.catalogue, words, fact, value)
            )),
            Answer::Unknown | Answer::Skipped(_) => None,
        });
        let known: Vec<String> = known.collect();
        if known.is_empty() {
            return Ok(());
        }
        self.part(firm.words.result.given)?;
        self.line(&known.join(firm.words.and))
    }
}
