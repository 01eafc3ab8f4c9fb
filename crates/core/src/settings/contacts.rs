//! `contacts.csv`: one office a row, as a spreadsheet writes it.

use super::{Fault, File, Kind, Read, fits, kept};
use crate::catalogue::{AgencyId, Catalogue, LocalContact, Str, Text};

/// The columns, by the first row's names; the first two must be there.
pub const COLUMNS: [Str; 5] = ["部门", "电话", "县市", "地址", "办公时间"];

pub fn read(catalogue: &Catalogue, text: &str, read: &mut Read) {
    let mut rows = rows(text).into_iter();
    let Some((line, header)) = rows.next() else { return };
    let Some(header) = header else { return fault(read, line, Kind::OpenQuote) };
    let mut columns = Vec::new();
    for name in &header {
        let known = COLUMNS.iter().position(|column| *column == name.as_str());
        if known.is_none() && !name.is_empty() {
            fault(read, line, Kind::UnknownColumn(name.clone()));
        }
        columns.push(known);
    }
    for (place, column) in COLUMNS.iter().enumerate().take(2) {
        if !columns.contains(&Some(place)) {
            fault(read, line, Kind::NoColumn(column));
            return;
        }
    }
    let offices = offices(catalogue);
    let mut taken: Vec<(AgencyId, Option<u8>, usize)> = Vec::new();
    for (line, cells) in rows {
        let Some(cells) = cells else {
            fault(read, line, Kind::OpenQuote);
            continue;
        };
        if columns.len() < cells.len() && cells[columns.len()..].iter().any(|cell| !cell.is_empty()) {
            fault(read, line, Kind::TooManyCells);
            continue;
        }
        let cell = |place: usize| {
            let index = columns.iter().position(|column| *column == Some(place));
            index.and_then(|index| cells.get(index)).map_or("", String::as_str)
        };
        match office(catalogue, &offices, [cell(0), cell(1), cell(2), cell(3), cell(4)]) {
            Err(kind) => fault(read, line, kind),
            Ok(contact) => {
                let before = taken.iter().find(|(agency, place, _)| *agency == contact.agency && *place == contact.place);
                if let Some((_, _, first)) = before {
                    fault(read, line, Kind::TwiceInTable(cell(0).to_owned(), *first));
                } else {
                    taken.push((contact.agency, contact.place, line));
                    read.contacts.push(contact);
                }
            }
        }
    }
}

fn fault(read: &mut Read, line: usize, kind: Kind) {
    read.faults.push(Fault { file: File::Contacts, line, kind });
}

/// A name by which a table may call an agency; the place, where the name is that of a county's office.
struct Office {
    name: String,
    agency: AgencyId,
    place: Option<u8>,
}

fn offices(catalogue: &Catalogue) -> Vec<Office> {
    let mut offices = Vec::new();
    for (index, agency) in (0..).zip(&catalogue.agencies) {
        let id = AgencyId(index);
        let names =
            [agency.id, agency.name.zh].into_iter().chain(agency.today.map(|today| today.zh)).chain(agency.plan_names.iter().copied());
        offices.extend(names.map(|name| Office { name: plain(name), agency: id, place: None }));
        for (county, place) in agency.county.iter().flat_map(|office| catalogue.places.iter().map(move |place| (office, place))) {
            if let Some(name) = place.county {
                offices.push(Office { name: plain(&county.zh.replace("{county}", name.zh)), agency: id, place: Some(place.option) });
            }
        }
    }
    offices
}

/// A name as it is compared: without blanks.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

fn office(catalogue: &Catalogue, offices: &[Office], cells: [&str; 5]) -> Result<LocalContact, Kind> {
    let [name, telephone, county, address, hours] = cells;
    let asked = plain(name);
    let found = offices.iter().find(|office| office.name == asked).or_else(|| {
        // A name that only one agency's name holds.
        let mut holding = offices.iter().filter(|office| 6 < asked.len() && office.name.contains(&asked));
        let first = holding.next()?;
        holding.all(|other| other.agency == first.agency && other.place == first.place).then_some(first)
    });
    let Some(found) = found else {
        // The office whose name shares most characters, with the others of its kind.
        let common = |agency: &crate::catalogue::Agency| agency.name.zh.chars().filter(|c| asked.contains(*c)).count();
        let mut nearest: Vec<&crate::catalogue::Agency> = catalogue.agencies.iter().collect();
        nearest.sort_by_key(|agency| core::cmp::Reverse(common(agency)));
        return Err(Kind::Agency(name.to_owned(), nearest.iter().take(3).map(|agency| agency.name.zh).collect()));
    };
    let place = match place(catalogue, county) {
        Err(known) => return Err(Kind::Place(county.to_owned(), known)),
        Ok(place) => place,
    };
    if let (Some(of_name), Some(of_column)) = (found.place, place)
        && of_name != of_column
    {
        return Err(Kind::OtherPlace(name.to_owned(), county.to_owned()));
    }
    check_telephone(telephone)?;
    for (column, cell) in [(COLUMNS[3], address), (COLUMNS[4], hours)] {
        if !cell.is_empty() && !fits(cell, 80) {
            return Err(Kind::Cell(column, cell.to_owned()));
        }
    }
    let text = |cell: &str| {
        let kept = kept(cell);
        Text { zh: kept, en: kept }
    };
    Ok(LocalContact {
        agency: found.agency,
        place: found.place.or(place),
        telephone: kept(telephone),
        address: text(address),
        hours: text(hours),
    })
}

/// The option of the place fact that a cell names: the county, or the option's own label; none for the whole prefecture.
fn place(catalogue: &Catalogue, cell: &str) -> Result<Option<u8>, Vec<Str>> {
    let asked = plain(cell);
    if asked.is_empty() || asked == "全州" {
        return Ok(None);
    }
    let fact = catalogue.fact(catalogue.place_fact);
    let label = |option: u8| fact.options.get(usize::from(option)).map_or("", |option| option.label.zh);
    let named = |place: &&crate::catalogue::Place| {
        let id = fact.options.get(usize::from(place.option)).map_or("", |option| option.id);
        let names = [place.county.map_or("", |county| county.zh), label(place.option)].map(plain);
        id == asked || names.iter().any(|name| *name == asked || name.strip_suffix(['市', '县', '镇']) == Some(&asked))
    };
    match catalogue.places.iter().find(named) {
        Some(place) => Ok(Some(place.option)),
        None => Err(catalogue.places.iter().map(|place| place.county.map_or(label(place.option), |county| county.zh)).collect()),
    }
}

/// One number or several: digits, `-`, blanks and brackets, `转` before an extension; `、`, `/` or `;` between numbers.
fn check_telephone(cell: &str) -> Result<(), Kind> {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let scientific = |part: &str| part.contains(['E', 'e']) && part.contains(['.', '+']) && part.starts_with(|c: char| c.is_ascii_digit());
    if scientific(cell) {
        return Err(Kind::Scientific(cell.to_owned()));
    }
    let part_fits = |part: &str| {
        let count = part.bytes().filter(u8::is_ascii_digit).count();
        (3..=20).contains(&count)
            && part.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '(' | ')' | '（' | '）' | '+' | '转'))
    };
    if cell.len() > 120 || digits == 0 || !numbers(cell).all(part_fits) {
        return Err(Kind::Telephone(cell.to_owned()));
    }
    // 0691 is the prefecture's area: as a figure it loses the 0.
    if numbers(cell).any(|part| part.len() == 10 && part.starts_with("691") && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Kind::NoAreaZero(cell.to_owned()));
    }
    Ok(())
}

fn numbers(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['、', '/', ';', '；', '，']).map(str::trim)
}

impl LocalContact {
    /// Each number as it is shown, and as it is dialled: an extension is left to the caller's fingers.
    pub fn numbers(&self) -> Vec<(Str, String)> {
        let dialled = |shown: &str| {
            let number = shown.split('转').next().unwrap_or_default();
            number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
        };
        numbers(self.telephone).map(|shown| (shown, dialled(shown))).collect()
    }
}

/// Rows with the line they begin on, without those that are empty, their cells without blanks around; none for a row with a quote that nobody closed, which
/// costs its own line only.
fn rows(text: &str) -> Vec<(usize, Option<Vec<String>>)> {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let quotes = |line: &str| line.matches('"').count() % 2 == 1;
    let mut rows = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let begin = at;
        at += 1;
        let mut row = lines[begin].to_owned();
        if quotes(lines[begin]) {
            // A cell of a few lines at most.
            let end = (at..lines.len().min(begin + 12)).find(|&next| quotes(lines[next]));
            let Some(end) = end else {
                rows.push((begin + 1, None));
                continue;
            };
            for line in &lines[at..=end] {
                row += " ";
                row += line;
            }
            at = end + 1;
        }
        let cells = cells(&row);
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((begin + 1, Some(cells)));
        }
    }
    rows
}

/// Cells between commas, or between tabs where a row has those and no comma.
fn cells(row: &str) -> Vec<String> {
    let between = if row.contains('\t') && !row.contains(',') { '\t' } else { ',' };
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut characters = row.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            c if c == between && !quoted => cells.push(core::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    // Excel keeps a number as text behind an apostrophe, or as ="…".
    cells.iter().map(|cell| cell.trim().trim_start_matches(['\'', '=']).trim().to_owned()).collect()
}
