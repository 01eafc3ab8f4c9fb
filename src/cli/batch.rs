//! `zice batch`: many firms, one a row.
//!
//! The first row names the facts (and, if wanted, `name` and `topics`). An empty cell is unknown; `a..b` is a range with either end left out;
//! options of a set are separated by `|`, and `-` is the empty set. A row with an error is reported with its line and fact, and the others go on.

use std::io::Read;

use super::arguments::{BatchFormat, Options};
use super::{pack, profile};
use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::facts::{Answer, Answers, FactKind};
use crate::ladder::Standing;
use crate::report::{self, Topics, json};
use crate::rules::verdict::Verdict;

/// Assesses every row.
///
/// # Errors
/// When the table cannot be read or its first row names an unknown fact. Errors of a row stand in its own output line.
pub fn run(options: &Options, format: BatchFormat, today: Date) -> Result<String, String> {
    let opened = pack::open(options.pack.as_deref())?;
    let catalogue = &opened.catalogue;
    let day = options.as_of.unwrap_or(today);
    let mut text = String::new();
    if options.file == "-" {
        std::io::stdin().read_to_string(&mut text).map_err(|error| format!("standard input: cannot be read: {error}"))?;
    } else {
        text = std::fs::read_to_string(&options.file).map_err(|error| format!("{}: cannot be read: {error}", options.file))?;
    }
    let mut rows = rows(text.trim_start_matches('\u{feff}')).into_iter();
    let (_, header) = rows.next().ok_or_else(|| format!("{}: the table is empty", options.file))?;
    let known = |column: &&String| !matches!(column.as_str(), "name" | "topics") && catalogue.fact_by_id(column).is_none();
    if let Some(unknown) = header.iter().find(known) {
        return Err(format!("{}: line 1: unknown fact {unknown:?}", options.file));
    }
    let mut out = String::new();
    if format == BatchFormat::Csv {
        out += "line,name,error,size,stands_on,qualifies,review,undetermined,not_yet\n";
    }
    for (line, cells) in rows {
        let name = header.iter().position(|column| column == "name").and_then(|place| cells.get(place)).cloned().unwrap_or_default();
        let firm = if cells.len() == header.len() {
            firm(catalogue, &header, &cells)
        } else {
            Err(format!("{} cells; the first row has {}", cells.len(), header.len()))
        };
        out += &match (firm, format) {
            (Ok((answers, topics)), BatchFormat::Csv) => csv_row(catalogue, line, &name, &answers, topics, day),
            (Ok((answers, topics)), BatchFormat::JsonLines) => {
                let report = report::report(catalogue, &answers, topics, day);
                let object =
                    json::report(catalogue, &opened.sha256, &answers, topics, &report).lines().map(str::trim_start).collect::<String>();
                format!("{{\"line\": {line}, \"name\": {}, \"result\": {object}}}\n", json::quoted(&name))
            }
            (Err(message), BatchFormat::Csv) => format!("{line},{},{},,,,,,\n", quoted(&name), quoted(&message)),
            (Err(message), BatchFormat::JsonLines) => {
                format!("{{\"line\": {line}, \"name\": {}, \"error\": {}}}\n", json::quoted(&name), json::quoted(&message))
            }
        };
    }
    Ok(out)
}

fn firm(catalogue: &Catalogue, header: &[String], cells: &[String]) -> Result<(Answers, Topics), String> {
    let mut answers = Answers::default();
    let mut topics = Topics::default();
    for (column, cell) in header.iter().zip(cells) {
        let cell = cell.trim();
        if column == "name" || cell.is_empty() {
            continue;
        }
        if column == "topics" {
            for id in cell.split('|') {
                topics.0 |=
                    1 << catalogue.topics.iter().position(|topic| topic.id == id).ok_or_else(|| format!("topics: unknown topic {id:?}"))?;
            }
            continue;
        }
        let Some(fact) = catalogue.fact_by_id(column) else { continue };
        let value = profile::fact_value(catalogue, fact, &cell_value(catalogue.fact(fact).kind, cell))
            .map_err(|message| format!("{column}: {message}"))?;
        if let Some(value) = value {
            answers.set(fact, Answer::Known(value));
        }
    }
    Ok((answers, topics))
}

/// The JSON that a cell stands for.
fn cell_value(kind: FactKind, cell: &str) -> serde_json::Value {
    use serde_json::{Value, json};
    match kind {
        FactKind::Yes if cell == "true" => Value::Bool(true),
        FactKind::Yes if cell == "false" => Value::Bool(false),
        FactKind::Many if cell == "-" => json!([]),
        FactKind::Many => json!(cell.split('|').collect::<Vec<_>>()),
        FactKind::Number { .. } => match cell.split_once("..") {
            Some((low, high)) => {
                let end = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
                json!({"min": end(low), "max": end(high)})
            }
            None => Value::from(cell),
        },
        FactKind::One | FactKind::Yes => Value::from(cell),
    }
}

fn csv_row(catalogue: &Catalogue, line: usize, name: &str, answers: &Answers, topics: Topics, day: Date) -> String {
    let report = report::report(catalogue, answers, topics, day);
    let of = |verdict: Verdict| {
        let ids = report
            .supports
            .iter()
            .filter(|support| support.assessment.verdict == verdict)
            .map(|support| catalogue.supports[support.support.index()].id);
        ids.collect::<Vec<_>>().join("|")
    };
    let size = report.size.iter().map(|class| class.id()).collect::<Vec<_>>().join("|");
    let stands_on = match report.ladder.as_ref().map(|ladder| ladder.standing) {
        Some(Standing::On(rung)) => catalogue.rungs[rung].id,
        _ => "",
    };
    let verdicts = [Verdict::Qualifies, Verdict::Review, Verdict::Undetermined, Verdict::NotYet].map(of);
    format!("{line},{},,{size},{stands_on},{}\n", quoted(name), verdicts.join(","))
}

fn quoted(cell: &str) -> String {
    // A leading = + - @ would be read as a formula by a spreadsheet.
    let guard = if cell.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    if cell.contains([',', '"', '\n']) { format!("\"{guard}{}\"", cell.replace('"', "\"\"")) } else { format!("{guard}{cell}") }
}

/// The rows of a CSV text with the line each begins on; empty lines are left out.
fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    let (mut cells, mut cell, mut quotes, mut line, mut begun) = (Vec::new(), String::new(), false, 1, 1);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quotes && letters.peek() == Some(&'"') => cell.push(letters.next().unwrap_or('"')),
            '"' => quotes = !quotes,
            ',' if !quotes => cells.push(core::mem::take(&mut cell)),
            '\r' if !quotes => {}
            '\n' if !quotes => {
                cells.push(core::mem::take(&mut cell));
                rows.push((begun, core::mem::take(&mut cells)));
                line += 1;
                begun = line;
            }
            c => {
                line += usize::from(c == '\n');
                cell.push(c);
            }
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        rows.push((begun, cells));
    }
    rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    rows
}
