//! `zice batch`: many firms, one a row.
//!
//! The first row names the facts (and, if wanted, `name` and `topics`). An empty cell is unknown; `a..b` is a range with either end left out;
//! options of a set are separated by `|`, and `-` is the empty set. Rows are read, assessed and printed one after the other, so that a long table
//! needs no more memory than a short one. A row with errors is reported with its line and columns, and the others go on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use super::arguments::{BatchFormat, Options};
use super::progress::Progress;
use super::table::{Row, Table};
use super::{pack, profile};
use zice_core::catalogue::Catalogue;
use zice_core::date::Date;
use zice_core::facts::{Answer, Answers, FactKind};
use zice_core::ladder::Standing;
use zice_core::report::{self, Topics, json};
use zice_core::rules::verdict::Verdict;

/// What all rows have in common.
struct Batch<'a> {
    opened: &'a pack::Opened,
    header: Vec<String>,
    format: BatchFormat,
    day: Date,
}

/// Assesses every row and prints the results as they come.
///
/// # Errors
/// When the table cannot be read or its first row does not name facts. Errors of a row stand in its own output line.
pub fn run(options: &Options, format: BatchFormat, today: Date) -> Result<(), String> {
    let opened = pack::open(options.pack.as_deref())?;
    let day = options.as_of.unwrap_or(today);
    let shown = if options.file == "-" { "standard input" } else { &options.file };
    let unreadable = |error: io::Error| format!("{shown}: cannot be read: {error}");
    let (input, size): (Box<dyn BufRead>, Option<u64>) = if options.file == "-" {
        (Box::new(io::stdin().lock()), None)
    } else {
        let file = File::open(&options.file).map_err(unreadable)?;
        let size = file.metadata().ok().map(|about| about.len());
        (Box::new(BufReader::new(file)), size)
    };
    let mut table = Table::new(input);
    let Row { line, cells } = table.next_row().map_err(unreadable)?.ok_or_else(|| format!("{shown}: the table is empty"))?;
    let header = cells.and_then(|header| check(&opened.catalogue, header)).map_err(|message| format!("{shown}: line {line}: {message}"))?;
    let batch = Batch { opened: &opened, header, format, day };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut progress = Progress::new(size);
    if format == BatchFormat::Csv && writeln!(out, "line,name,error,size,stands_on,qualifies,review,undetermined,not_yet").is_err() {
        return Ok(());
    }
    while let Some(row) = table.next_row().map_err(unreadable)? {
        let (text, right) = batch.row(row);
        // A reader that has gone away is no error, but there is nothing left to do.
        if out.write_all(text.as_bytes()).is_err() {
            return Ok(());
        }
        *(if right { &mut progress.done } else { &mut progress.wrong }) += 1;
        progress.draw(table.bytes());
    }
    _ = out.flush();
    progress.end();
    Ok(())
}

/// How many rows of a table describe a firm; none of them is assessed.
///
/// # Errors
/// As [`run`].
pub fn firms(opened: &pack::Opened, input: &[u8]) -> Result<usize, String> {
    let mut table = Table::new(input);
    let next = |table: &mut Table<_>| table.next_row().map_err(|error| error.to_string());
    let cells = next(&mut table)?.ok_or("the table is empty")?.cells?;
    let header = check(&opened.catalogue, cells)?;
    let batch = Batch { opened, header, format: BatchFormat::Csv, day: Date::from_days_since_1970(0) };
    let mut count = 0;
    while let Some(row) = next(&mut table)? {
        count += usize::from(row.cells.and_then(|cells| batch.firm(&cells)).is_ok());
    }
    Ok(count)
}

/// The first row: facts, each once.
fn check(catalogue: &Catalogue, header: Vec<String>) -> Result<Vec<String>, String> {
    let header: Vec<String> = header.iter().map(|column| column.trim().to_owned()).collect();
    for (index, column) in header.iter().enumerate() {
        if !matches!(column.as_str(), "name" | "topics") && catalogue.fact_by_id(column).is_none() {
            let near = profile::suggest(column, catalogue.facts.iter().map(|fact| fact.id));
            return Err(format!("column {}: unknown fact {column:?}{near}", index + 1));
        }
        if header[..index].contains(column) {
            return Err(format!("column {}: {column:?} stands twice", index + 1));
        }
    }
    Ok(header)
}

impl Batch<'_> {
    /// The output of a row, and whether it is without errors.
    fn row(&self, Row { line, cells }: Row) -> (String, bool) {
        let catalogue = &self.opened.catalogue;
        let place = self.header.iter().position(|column| column == "name");
        let name = place.and_then(|place| cells.as_ref().ok()?.get(place)).cloned().unwrap_or_default();
        let firm = cells.and_then(|cells| self.firm(&cells));
        let right = firm.is_ok();
        let text = match (firm, self.format) {
            (Ok((answers, topics)), BatchFormat::Csv) => csv_row(catalogue, line, &name, &answers, topics, self.day),
            (Ok((answers, topics)), BatchFormat::JsonLines) => {
                let report = report::report(catalogue, &answers, topics, self.day);
                let object = json::report(catalogue, &self.opened.sha256, &answers, topics, &report);
                let object: String = object.lines().map(str::trim_start).collect();
                format!("{{\"line\": {line}, \"name\": {}, \"result\": {object}}}\n", json::quoted(&name))
            }
            (Err(message), BatchFormat::Csv) => format!("{line},{},{},,,,,,\n", quoted(&name), quoted(&message)),
            (Err(message), BatchFormat::JsonLines) => {
                format!("{{\"line\": {line}, \"name\": {}, \"error\": {}}}\n", json::quoted(&name), json::quoted(&message))
            }
        };
        (text, right)
    }

    /// What a row says of a firm, or everything that is wrong with it.
    fn firm(&self, cells: &[String]) -> Result<(Answers, Topics), String> {
        if cells.len() != self.header.len() {
            return Err(format!("{} cells; the first row has {}", cells.len(), self.header.len()));
        }
        let (mut answers, mut topics, mut wrong) = (Answers::default(), Topics::default(), Vec::new());
        for (index, (column, cell)) in self.header.iter().zip(cells).enumerate() {
            if let Err(message) = self.cell(column, cell.trim(), &mut answers, &mut topics) {
                wrong.push(format!("column {}, {column}: {message}", index + 1));
            }
        }
        if wrong.is_empty() { Ok((answers, topics)) } else { Err(wrong.join("; ")) }
    }

    fn cell(&self, column: &str, cell: &str, answers: &mut Answers, topics: &mut Topics) -> Result<(), String> {
        let catalogue = &self.opened.catalogue;
        if column == "name" || cell.is_empty() {
            return Ok(());
        }
        if column == "topics" {
            for id in cell.split('|') {
                let place = catalogue.topics.iter().position(|topic| topic.id == id);
                topics.0 |= 1 << place.ok_or_else(|| format!("unknown topic {id:?}"))?;
            }
            return Ok(());
        }
        let Some(fact) = catalogue.fact_by_id(column) else { return Ok(()) };
        if let Some(value) = profile::fact_value(catalogue, fact, &cell_value(catalogue.fact(fact).kind, cell))? {
            answers.set(fact, Answer::Known(value));
        }
        Ok(())
    }
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
            .filter(|support| support.assessment.verdict == verdict && !support.is_over())
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
