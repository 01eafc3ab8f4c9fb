//! What the columns of a table are: found by their names, whatever rows stand above.

use std::collections::BTreeMap;

use super::table::{Row, RowError, is_blank};
use super::words::BatchWords;
use crate::profile;
use zice_core::catalogue::Catalogue;
use zice_core::date::Date;
use zice_core::facts::{FactId, FactKind};
use zice_core::units::Unit;

/// Names of the column with the firm's name.
const NAMES: [&str; 9] = ["name", "firm", "企业名称", "单位名称", "公司名称", "名称", "企业", "企业全称", "申报单位"];
/// Names of the column with the topics.
const TOPICS: [&str; 2] = ["topics", "方面"];
/// Columns that pass through to the result.
const KEPT: [&str; 7] = ["统一社会信用代码", "社会信用代码", "信用代码", "联系人", "联系电话", "联系方式", "电话"];
/// Words for last year, left out of names.
const LAST_YEAR: [&str; 6] = ["上年度", "上年末", "上年", "去年末", "去年", "年末"];
/// Further names of facts.
const FURTHER: &str = include_str!("columns.toml");
/// How many letters an unknown name may differ in from a fact's id to be taken for a slip.
const SLIP: usize = 2;

/// What a column is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The firm's name.
    Name,
    /// What it asks about.
    Topics,
    /// A fact; the power of ten by which a figure without a unit counts (money in 元: -4).
    Fact(FactId, i32),
    /// Passed through untouched.
    Kept,
    /// Not used.
    Unused,
}

/// The header of a table.
#[derive(Debug)]
pub struct Header {
    /// The line it begins on.
    pub line: usize,
    /// How many rows stand before the first firm.
    pub rows: usize,
    /// What each column is.
    pub columns: Vec<Column>,
    /// Each column's name as written.
    pub names: Vec<String>,
    /// The cells of its first row, to know it when it comes again.
    pub first: Vec<String>,
}

/// Why no header was found; said by [`HeaderError::told`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeaderError {
    /// No row at all.
    Empty,
    /// The first row cannot be read.
    Row {
        /// Where.
        line: usize,
        /// Why.
        error: RowError,
    },
    /// A name like a fact's, but not quite.
    UnknownFact {
        /// The header's line.
        line: usize,
        /// From 1.
        column: usize,
        /// As written.
        name: String,
        /// What may have been meant.
        near: Option<String>,
    },
    /// Two columns that are the same.
    Twice {
        /// The header's line.
        line: usize,
        /// From 1.
        column: usize,
        /// As written.
        name: String,
    },
    /// No fact among the names.
    NoFact {
        /// The first row's line.
        line: usize,
    },
}

impl HeaderError {
    /// As a sentence.
    pub fn told(&self, words: &BatchWords) -> String {
        let table = &words.table;
        match self {
            HeaderError::Empty => table.empty.to_owned(),
            HeaderError::Row { line, error } => (table.line)(*line, &error.told(words)),
            HeaderError::UnknownFact { line, column, name, near } => (table.unknown_fact)(*line, *column, name, near.as_deref()),
            HeaderError::Twice { line, column, name } => (table.twice)(*line, *column, name),
            HeaderError::NoFact { line } => (table.no_fact)(*line),
        }
    }
}

/// The names of a pack's facts.
pub struct Names<'a> {
    catalogue: &'a Catalogue,
    facts: BTreeMap<String, FactId>,
    keep: Vec<String>,
    day: Date,
}

impl<'a> Names<'a> {
    /// All of them; `keep` are columns to pass through.
    pub fn new(catalogue: &'a Catalogue, keep: &[String], day: Date) -> Names<'a> {
        let mut facts = BTreeMap::new();
        let further: BTreeMap<String, Vec<String>> = toml::from_str(FURTHER).unwrap_or_default();
        // Ids come first, then short names, then the further names: what is said first stays.
        let mut add = |name: &str, fact: FactId| {
            facts.entry(plain(name)).or_insert(fact);
        };
        let all = || (0_u8..).map(FactId).zip(&catalogue.facts);
        all().for_each(|(id, fact)| add(fact.id, id));
        all().for_each(|(id, fact)| [fact.short.zh, fact.short.en].into_iter().for_each(|name| add(name, id)));
        all().for_each(|(id, fact)| further.get(fact.id).into_iter().flatten().for_each(|name| add(name, id)));
        all().for_each(|(id, fact)| add(without_last_year(&plain(fact.short.zh)), id));
        Names { catalogue, facts, keep: keep.iter().map(|name| plain(name)).collect(), day }
    }

    /// How many columns a row names.
    pub fn score(&self, row: &Row) -> usize {
        let Ok(cells) = &row.cells else { return 0 };
        cells.iter().filter(|cell| matches!(self.column(cell), Some(Column::Name | Column::Topics | Column::Fact(..)))).count()
    }

    /// What a name stands for.
    fn column(&self, written: &str) -> Option<Column> {
        let (name, unit) = without_unit(&plain(written));
        if NAMES.contains(&name.as_str()) {
            return Some(Column::Name);
        }
        if TOPICS.contains(&name.as_str()) {
            return Some(Column::Topics);
        }
        if self.keep.contains(&name) || self.keep.contains(&plain(written)) || KEPT.contains(&name.as_str()) {
            return Some(Column::Kept);
        }
        let fact = self.fact(&name)?;
        let bare = unit.filter(|_| self.catalogue.fact(fact).kind.unit() == Some(Unit::WanYuan));
        Some(Column::Fact(fact, bare.unwrap_or(0)))
    }

    /// The fact of a name; a year in it must be the one that the fact is about.
    fn fact(&self, name: &str) -> Option<FactId> {
        if let Some(&fact) = self.facts.get(name) {
            return Some(fact);
        }
        let (year, rest) = year(name);
        let rest = without_last_year(rest);
        let previous = || self.facts.get(&format!("前年{rest}")).or_else(|| self.facts.get(&format!("前一年{rest}"))).copied();
        match year.map(|year| i32::from(self.day.year()) - year) {
            None | Some(1) => self.facts.get(rest).copied(),
            Some(2) => previous(),
            Some(_) => None,
        }
    }

    /// Finds the header among the first rows: the first that names two columns, or else one.
    ///
    /// # Errors
    /// When there is none, or a name in it is a slip or stands twice.
    pub fn header(&self, rows: &[Row]) -> Result<Header, HeaderError> {
        let first = rows.first().ok_or(HeaderError::Empty)?;
        if let Err(error) = first.cells {
            return Err(HeaderError::Row { line: first.line, error });
        }
        let place = (1..=2).rev().find_map(|least| rows.iter().position(|row| least <= self.score(row)));
        let Some(place) = place else { return Err(self.none(first)) };
        let row = &rows[place];
        let cells = row.cells.clone().unwrap_or_default();
        let below = rows.get(place + 1).and_then(|row| row.cells.as_ref().ok());
        let second = below.filter(|below| self.is_second_line(&cells, below));
        let width = cells.len().max(second.map_or(0, Vec::len));
        let general = rows[..place].iter().filter_map(|row| row.cells.as_ref().ok()).flatten().find_map(|cell| unit_of_title(cell));
        let mut header = Header {
            line: row.line,
            rows: place + 1 + usize::from(second.is_some()),
            columns: Vec::new(),
            names: Vec::new(),
            first: cells.clone(),
        };
        // A name over several columns stands in the first of them.
        let mut above = "";
        for index in 0..width {
            let top = cells.get(index).map_or("", |cell| cell.trim());
            let bottom = second.and_then(|second| second.get(index)).map_or("", |cell| cell.trim());
            if !top.is_empty() {
                above = top;
            }
            let both = [format!("{bottom}{above}"), format!("{above}{bottom}")];
            let candidates: &[&str] = if bottom.is_empty() { &[top] } else { &[&both[0], &both[1], bottom, top] };
            let found = candidates.iter().find_map(|name| self.column(name));
            // 2023 under 营业收入: a figure of that year is not asked for.
            let other_year =
                !bottom.is_empty() && year(&plain(bottom)).0.is_some() && candidates[..2].iter().all(|name| self.column(name).is_none());
            let column = if other_year { Column::Unused } else { found.unwrap_or(Column::Unused) };
            let name = if bottom.is_empty() { top.to_owned() } else { both[1].clone() };
            if column == Column::Unused {
                self.check_slip(row.line, index, if bottom.is_empty() { top } else { bottom })?;
            }
            let again = header.columns.iter().any(|known| match (known, column) {
                (Column::Fact(known, _), Column::Fact(fact, _)) => *known == fact,
                (Column::Name, Column::Name) | (Column::Topics, Column::Topics) => true,
                _ => false,
            });
            if again {
                return Err(HeaderError::Twice { line: row.line, column: index + 1, name });
            }
            header.columns.push(match column {
                // 单位：元 above the table holds for every money column that does not name its own.
                Column::Fact(fact, 0)
                    if self.catalogue.fact(fact).kind.unit() == Some(Unit::WanYuan) && without_unit(&plain(&name)).1.is_none() =>
                {
                    Column::Fact(fact, general.unwrap_or(0))
                }
                other => other,
            });
            header.names.push(name);
        }
        if header.columns.iter().any(|column| matches!(column, Column::Fact(..))) {
            Ok(header)
        } else {
            Err(HeaderError::NoFact { line: row.line })
        }
    }

    /// A row of names below the first: it names no firm, and what stands below facts is none of their values.
    fn is_second_line(&self, first: &[String], second: &[String]) -> bool {
        let filled = || second.iter().enumerate().filter(|(_, cell)| !is_blank(cell));
        let names_nobody = filled().all(|(index, _)| first.get(index).is_none_or(|name| self.column(name) != Some(Column::Name)));
        let no_value = filled().all(|(index, cell)| match first.get(index).and_then(|name| self.column(name)) {
            Some(Column::Fact(fact, _)) => match self.catalogue.fact(fact).kind {
                FactKind::Number { unit, .. } => zice_core::written::read(cell, unit).is_err(),
                FactKind::One | FactKind::Yes | FactKind::Many => false,
            },
            _ => !cell.trim().chars().all(|c| c.is_ascii_digit()),
        });
        first.iter().any(|name| self.column(name) == Some(Column::Name)) && filled().next().is_some() && names_nobody && no_value
    }

    fn check_slip(&self, line: usize, index: usize, name: &str) -> Result<(), HeaderError> {
        let written = plain(name);
        let ids = || self.catalogue.facts.iter().map(|fact| fact.id);
        let is_slip =
            written.is_ascii() && 4 < written.len() && written.len() < 64 && ids().any(|id| profile::distance(&written, id) <= SLIP);
        if is_slip {
            Err(HeaderError::UnknownFact { line, column: index + 1, name: name.to_owned(), near: profile::nearest(&written, ids()) })
        } else {
            Ok(())
        }
    }

    fn none(&self, first: &Row) -> HeaderError {
        let cells = first.cells.as_deref().unwrap_or_default();
        let slip = cells.iter().enumerate().find_map(|(index, cell)| self.check_slip(first.line, index, cell.trim()).err());
        slip.unwrap_or(HeaderError::NoFact { line: first.line })
    }
}

/// A name without what does not count: case, blanks, full-width forms, marks.
pub fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        let c = match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '【' | '〔' => '(',
            '】' | '〕' => ')',
            other => other,
        };
        if !(c.is_whitespace() || is_blank(&c.to_string()) || matches!(c, '*' | ':' | '"' | '\'')) {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// A name without the unit in brackets at its end, and the power of ten by which its figures count in 万元.
fn without_unit(name: &str) -> (String, Option<i32>) {
    let Some((before, unit)) = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else { return (name.to_owned(), None) };
    let unit = unit.strip_prefix("单位").unwrap_or(unit);
    match power(unit) {
        Some(power) => (before.to_owned(), Some(power)),
        None if matches!(unit, "人" | "%" | "个" | "件" | "项" | "年" | "天" | "分" | "名" | "是/否" | "人数") => {
            (before.to_owned(), None)
        }
        None => (name.to_owned(), None),
    }
}

fn power(unit: &str) -> Option<i32> {
    match unit {
        "元" | "人民币元" => Some(-4),
        "千元" => Some(-1),
        "万元" | "人民币万元" => Some(0),
        "百万元" => Some(2),
        "亿元" => Some(4),
        _ => None,
    }
}

/// `单位：元` above a table.
fn unit_of_title(cell: &str) -> Option<i32> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let at = plain.rfind("单位")?;
    let unit = plain[at + "单位".len()..].trim_start_matches(['：', ':']).trim_end_matches(['）', ')', '。']);
    power(unit)
}

/// The year in a name, and the name without it.
fn year(name: &str) -> (Option<i32>, &str) {
    let digits = |text: &str| text.get(..4).and_then(|year| year.parse::<i32>().ok()).filter(|year| (1990..2200).contains(year));
    if let Some(year) = digits(name) {
        let rest = name[4..].trim_start_matches("年度").trim_start_matches("年末").trim_start_matches('年');
        return (Some(year), rest);
    }
    (None, name)
}

fn without_last_year(name: &str) -> &str {
    LAST_YEAR.iter().find_map(|word| name.strip_prefix(word)).filter(|rest| !rest.is_empty()).unwrap_or(name)
}
