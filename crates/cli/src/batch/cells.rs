//! What the cells of a row say of a firm.

use super::columns::{Column, Header, plain};
use super::table::is_blank;
use super::words::BatchWords;
use zice_core::catalogue::{Catalogue, FactOption, Language};
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactValue, OptionSet};
use zice_core::report::Topics;
use zice_core::text::{self, Words};
use zice_core::units::{Quantity, QuantityError};
use zice_core::written::{self, Scale};

/// A firm as a row describes it.
#[derive(Default)]
pub struct Firm {
    /// Its name.
    pub name: String,
    /// What is known of it.
    pub answers: Answers,
    /// What it asks about.
    pub topics: Topics,
    /// What the reader of the result should look at.
    pub notes: Vec<String>,
}

/// Marks for a cell without a value. Not known is what they mean for a figure, a choice and a yes or no; an empty set where several may be chosen.
const PLACEHOLDERS: [&str; 17] =
    ["-", "--", "—", "——", "－", "–", "/", "\\", "n/a", "#n/a", "na", "null", "none", "nan", "不详", "未知", "…"];
/// A cell that says so is simply not known.
const UNKNOWN: [&str; 3] = ["不清楚", "不知道", "unknown"];
const YES: [&str; 9] = ["true", "是", "有", "yes", "y", "1", "√", "✓", "对"];
const NO: [&str; 11] = ["false", "否", "无", "没有", "no", "n", "0", "×", "✗", "x", "不是"];
const EMPTY_SET: [&str; 5] = ["无", "没有", "都没有", "none", "[]"];

/// Reads rows under one header.
pub struct Cells<'a> {
    /// The pack.
    pub catalogue: &'a Catalogue,
    /// What the columns are.
    pub header: &'a Header,
    /// The language of errors and notes.
    pub words: &'static BatchWords,
}

impl Cells<'_> {
    /// What a row says of a firm, or everything that is wrong with it.
    ///
    /// # Errors
    /// One sentence for each wrong cell.
    pub fn firm(&self, cells: &[String]) -> Result<Firm, String> {
        let width = self.header.columns.len();
        if cells.iter().skip(width).any(|cell| !is_blank(cell)) {
            return Err((self.words.too_many_cells)(cells.len(), width));
        }
        let mut firm = Firm::default();
        let mut wrong = Vec::new();
        for (index, (column, cell)) in self.header.columns.iter().zip(cells).enumerate() {
            let cell = cell.trim_matches(|c: char| is_blank(c.encode_utf8(&mut [0; 4])));
            let name = &self.header.names[index];
            let is_figure = matches!(column, Column::Fact(fact, _) if self.catalogue.fact(*fact).kind.unit().is_some());
            let cell = if is_figure { cell } else { cell.trim_start_matches(super::workbook::NUMBER) };
            let read = match column {
                _ if cell.is_empty() => Ok(()),
                Column::Kept | Column::Unused => Ok(()),
                Column::Name => {
                    cell.clone_into(&mut firm.name);
                    Ok(())
                }
                Column::Topics => self.topics(cell).map(|topics| firm.topics = topics),
                Column::Fact(fact, bare) => self.fact(*fact, *bare, name, cell, &mut firm.notes).map(|value| {
                    if let Some(value) = value {
                        firm.answers.set(*fact, Answer::Known(value));
                    }
                }),
            };
            if let Err(message) = read {
                wrong.push((self.words.column)(index + 1, name, &message));
            }
        }
        if wrong.is_empty() { Ok(firm) } else { Err(wrong.join(if self.words.language == Language::Zh { "；" } else { "; " })) }
    }

    fn topics(&self, cell: &str) -> Result<Topics, String> {
        let mut topics = Topics::default();
        for name in cell.split(['|', '、', ';', '；', ',', '，']) {
            let wanted = plain(name);
            let place = self
                .catalogue
                .topics
                .iter()
                .position(|topic| topic.id == wanted || plain(topic.name.zh) == wanted || plain(topic.name.en) == wanted);
            let allowed = || self.catalogue.topics.iter().map(|topic| topic.id).collect::<Vec<_>>().join(", ");
            topics.0 |= 1 << place.ok_or_else(|| (self.words.unknown_topic)(name, &allowed()))?;
        }
        Ok(topics)
    }

    fn fact(&self, fact: FactId, bare: i32, name: &str, cell: &str, notes: &mut Vec<String>) -> Result<Option<FactValue>, String> {
        let about = self.catalogue.fact(fact);
        let lower = cell.to_lowercase();
        if UNKNOWN.contains(&lower.as_str()) {
            return Ok(None);
        }
        let placeholder = PLACEHOLDERS.contains(&lower.as_str());
        match about.kind {
            FactKind::Many if placeholder || EMPTY_SET.contains(&lower.as_str()) => {
                return Ok(Some(FactValue::Options(OptionSet::default())));
            }
            FactKind::One if about.options.iter().any(|option| option.id == lower) => {}
            _ if placeholder => {
                notes.push((self.words.placeholder)(name, cell));
                return Ok(None);
            }
            _ => {}
        }
        match about.kind {
            FactKind::Yes if YES.contains(&lower.as_str()) => Ok(Some(FactValue::Option(0))),
            FactKind::Yes if NO.contains(&lower.as_str()) => Ok(Some(FactValue::Option(1))),
            FactKind::Yes => Err((self.words.neither)(cell)),
            FactKind::One => self.option(fact, cell).map(|option| Some(FactValue::Option(option))),
            FactKind::Many => self.options(fact, cell).map(|options| Some(FactValue::Options(options))),
            FactKind::Number { unit, .. } => self.figure(about.kind, Scale { unit, bare }, name, cell, notes).map(Some),
        }
    }

    /// An option by its id, its label in either language, or its label without what stands in brackets.
    fn option(&self, fact: FactId, text: &str) -> Result<u8, String> {
        let about = self.catalogue.fact(fact);
        let wanted = plain(text);
        let short = |label: &str| plain(label.split(['（', '(']).next().unwrap_or(label));
        let ways: [&dyn Fn(&FactOption) -> bool; 3] =
            [&|option| option.id == wanted, &|option| plain(option.label.zh) == wanted || plain(option.label.en) == wanted, &|option| {
                short(option.label.zh) == wanted || short(option.label.en) == wanted
            }];
        for way in ways {
            let mut found = about.options.iter().enumerate().filter(|(_, option)| way(option)).map(|(place, _)| place);
            if let (Some(place), None) = (found.next(), found.next()) {
                return u8::try_from(place).map_err(|_| String::new());
            }
        }
        let allowed: Vec<&str> = match self.words.language {
            Language::Zh => about.options.iter().map(|option| option.label.zh.split('（').next().unwrap_or(option.label.zh)).collect(),
            Language::En => about.options.iter().map(|option| option.id).collect(),
        };
        Err((self.words.unknown_option)(text, &allowed.join(if self.words.language == Language::Zh { "、" } else { ", " })))
    }

    /// Several options: by `|`, or by what else separates a list, as long as every part is an option.
    fn options(&self, fact: FactId, cell: &str) -> Result<OptionSet, String> {
        let of = |parts: &mut dyn Iterator<Item = &str>| {
            parts.filter(|part| !is_blank(part)).try_fold(OptionSet::default(), |set, part| {
                self.option(fact, part.trim()).map(|option| OptionSet(set.0 | OptionSet::only(option).0))
            })
        };
        if let Ok(option) = self.option(fact, cell) {
            return Ok(OptionSet::only(option));
        }
        for separators in [&['|', '\n'][..], &['|', '\n', ';', '；'], &['|', '\n', ';', '；', '、', ',', '，']] {
            if let Ok(options) = of(&mut cell.split(separators)) {
                return Ok(options);
            }
        }
        of(&mut cell.split(['|', '\n', ';', '；', '、', ',', '，']))
    }

    fn figure(&self, kind: FactKind, scale: Scale, name: &str, cell: &str, notes: &mut Vec<String>) -> Result<FactValue, String> {
        let words = Words::of(self.words.language);
        if let Some(exact) = cell.strip_prefix(super::workbook::NUMBER) {
            return match text::figure_in(words, kind, exact, scale.bare) {
                Err(_) if written::read_in(exact, scale) == Err(QuantityError::TooManyDecimals(scale.unit.decimals())) => {
                    // What a formula works out has more decimals than any rule: it lies between two steps, and the range claims no more than that.
                    let steps = super::workbook::floor(exact, scale).ok_or(QuantityError::TooLong.to_string())?;
                    let (low, high) = (Quantity(steps), Quantity(steps.saturating_add(scale.unit.written())));
                    let value = written::Written { low: Some(low), high: Some(high), scientific: false }.value(kind);
                    let shown = format!("{}–{}", low.to_decimal(scale.unit), text::quantity(words.language, high, scale.unit));
                    notes.push((self.words.between)(name, exact, &shown));
                    value.map_err(|error| error.to_string())
                }
                other => other,
            };
        }
        let value = text::figure_in(words, kind, cell, scale.bare)?;
        if written::read_in(cell, scale).is_ok_and(|read| read.scientific)
            && let FactValue::Range(low, _) = value
        {
            notes.push((self.words.scientific)(name, cell, &text::quantity(words.language, low, scale.unit)));
        }
        Ok(value)
    }
}
