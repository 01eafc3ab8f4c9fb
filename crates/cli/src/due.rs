//! `zice due`: a calendar of the law. What begins, what ends, and what rests on a text that nobody has read twice, with the supports it concerns and what
//! to look for, in order of date; as text, JSON or iCalendar.

use super::arguments::Pack;
use super::failure::Failure;
use super::pack;
use super::told::Told;
use zice_core::catalogue::{Catalogue, CriterionId, Language, SourceId, Support};
use zice_core::date::{Date, Period};

/// What happens on a day, or waits to be looked up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    /// A document or a line holds for the first day.
    Begins,
    /// A document or a line holds for the last day.
    Ends,
    /// A document of confidence C or D.
    Unread,
}

/// One entry of the calendar.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Entry {
    /// The day; none where there is none to wait for.
    day: Option<Date>,
    kind: Kind,
    /// Id of the document.
    source: &'static str,
    /// Its title and number.
    title: String,
    /// The line that changes, where the document itself goes on.
    line: Option<&'static str>,
    /// Ids of the supports and rungs that rest on it.
    rests: Vec<&'static str>,
    /// Ids of the supports that only name it.
    named: Vec<&'static str>,
}

impl Kind {
    const fn id(self) -> &'static str {
        match self {
            Kind::Begins => "begins",
            Kind::Ends => "ends",
            Kind::Unread => "unread",
        }
    }

    /// What to look for, in Chinese and in English.
    const fn look(self) -> (&'static str, &'static str) {
        match self {
            Kind::Begins => (
                "施行当天核对原文：条款、数值和这里写的是否一致",
                "on the day it takes effect, compare the text with what stands here: clauses and figures",
            ),
            Kind::Ends => (
                "查有没有延长、修改或接替它的文件；有就改 sources.toml 和相关的条件，没有就让它到期",
                "look for a document that prolongs, amends or replaces it; if there is one, change sources.toml and the lines, if not, let it end",
            ),
            Kind::Unread => (
                "找到原文，核对条款、数值和起止日，再改可信度",
                "find the text itself, compare clauses, figures and dates, then raise its confidence",
            ),
        }
    }
}

/// How the calendar is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Lines to read.
    Text,
    /// One JSON object.
    Json,
    /// iCalendar.
    Calendar,
}

impl Form {
    /// The form that was asked for; at most one of the two is.
    pub const fn of(json: bool, ical: bool) -> Form {
        match (json, ical) {
            (true, _) => Form::Json,
            (false, true) => Form::Calendar,
            (false, false) => Form::Text,
        }
    }
}

/// The calendar.
///
/// # Errors
/// When the pack cannot be opened.
pub fn run(pack: &Pack, within: Option<u16>, form: Form, day: Date, told: &Told) -> Result<String, Failure> {
    let opened = pack::open(pack)?;
    let entries = entries(&opened.catalogue, day, within);
    Ok(match form {
        Form::Text => text(&entries, day, told),
        Form::Json => json(&entries, day),
        Form::Calendar => calendar(&opened.catalogue, &entries, day),
    })
}

/// What a verdict rests on and ends soon after the day, as sentences.
pub fn warnings(catalogue: &Catalogue, day: Date, told: &Told) -> Vec<String> {
    let ending = entries(catalogue, day, Some(zice_core::report::SOON))
        .into_iter()
        .filter(|entry| entry.kind == Kind::Ends && !entry.rests.is_empty());
    let sentence = |entry: Entry| {
        let end = entry.day.unwrap_or(day);
        (told.ends_soon)(entry.source, entry.line, end, end.days_after(day), &entry.rests.join(", "))
    };
    ending.map(sentence).collect()
}

fn entries(catalogue: &Catalogue, day: Date, within: Option<u16>) -> Vec<Entry> {
    let near = |other: &Date| {
        let left = other.days_after(day);
        0 <= left && within.is_none_or(|within| left <= i64::from(within))
    };
    let mut entries = Vec::new();
    for (index, source) in catalogue.sources.iter().enumerate() {
        let Ok(id) = u8::try_from(index).map(SourceId) else { continue };
        let entry = |day, kind| Entry {
            day,
            kind,
            source: source.id,
            title: format!("{} {}", source.title.zh, source.number),
            line: None,
            rests: rests(catalogue, id),
            named: catalogue.supports.iter().filter(|support| support.cites.contains(&id)).map(|support| support.id).collect(),
        };
        entries.extend(source.period.from.filter(near).map(|day| entry(Some(day), Kind::Begins)));
        entries.extend(source.period.until.filter(near).map(|day| entry(Some(day), Kind::Ends)));
        if !matches!(source.confidence, 'A' | 'B') {
            entries.push(entry(None, Kind::Unread));
        }
    }
    for (index, line) in catalogue.criteria.iter().enumerate() {
        let Ok(id) = u16::try_from(index).map(CriterionId) else { continue };
        let source = catalogue.source(line.source);
        let Period { from, until } = line.period;
        let entry = |day: Date, kind| Entry {
            day: Some(day),
            kind,
            source: source.id,
            title: format!("{} {}", source.title.zh, source.number),
            line: Some(line.id),
            rests: with_line(catalogue, id),
            named: Vec::new(),
        };
        entries.extend(from.filter(|day| near(day) && source.period.from != Some(*day)).map(|day| entry(day, Kind::Begins)));
        entries.extend(until.filter(|day| near(day) && source.period.until != Some(*day)).map(|day| entry(day, Kind::Ends)));
    }
    entries.extend(
        catalogue.supports.iter().filter_map(|support| starts(catalogue, support)).filter(|entry| entry.day.as_ref().is_some_and(near)),
    );
    entries.sort_by(|one, other| (one.day.is_none(), one).cmp(&(other.day.is_none(), other)));
    entries.dedup();
    entries
}

/// A support that begins later than its documents.
fn starts(catalogue: &Catalogue, support: &Support) -> Option<Entry> {
    let source = catalogue.source(*support.sources.first()?);
    Some(Entry {
        day: Some(support.from?),
        kind: Kind::Begins,
        source: source.id,
        title: format!("{} {}", source.title.zh, source.number),
        line: None,
        rests: vec![support.id],
        named: Vec::new(),
    })
}

/// The supports and rungs whose verdict rests on a document.
fn rests(catalogue: &Catalogue, id: SourceId) -> Vec<&'static str> {
    let by_line = |criteria: &[CriterionId]| criteria.iter().any(|&line| catalogue.criterion(line).source == id);
    let supports = catalogue.supports.iter().filter(|support| support.sources.contains(&id) || by_line(&support.criteria));
    let rungs = catalogue.rungs.iter().filter(|rung| rung.rules.iter().any(|rule| by_line(&rule.criteria)));
    supports.map(|support| support.id).chain(rungs.map(|rung| rung.id)).collect()
}

fn with_line(catalogue: &Catalogue, id: CriterionId) -> Vec<&'static str> {
    let supports = catalogue.supports.iter().filter(|support| support.criteria.contains(&id));
    let rungs = catalogue.rungs.iter().filter(|rung| rung.rules.iter().any(|rule| rule.criteria.contains(&id)));
    supports.map(|support| support.id).chain(rungs.map(|rung| rung.id)).collect()
}

fn text(entries: &[Entry], day: Date, told: &Told) -> String {
    const INDENT: &str = "            ";
    let mut out = String::new();
    for entry in entries {
        let when = entry.day.map_or_else(|| format!("{:<10}", told.undated), |day| day.to_string());
        let left = entry.day.map_or(String::new(), |then| format!("  {}", (told.in_days)(then.days_after(day))));
        let line = entry.line.map_or(String::new(), |line| format!("  {}", (told.line)(line)));
        let [begins, ends, unread] = told.kinds;
        let (kind, look) = match entry.kind {
            Kind::Begins => (begins, Kind::Begins.look()),
            Kind::Ends => (ends, Kind::Ends.look()),
            Kind::Unread => (unread, Kind::Unread.look()),
        };
        out += &format!("{when}  {kind:<6}  {}{line}{left}\n{INDENT}{}\n", entry.source, entry.title);
        if !entry.rests.is_empty() {
            out += &format!("{INDENT}{}\n", (told.supports)(&entry.rests.join(", ")));
        }
        if !entry.named.is_empty() {
            out += &format!("{INDENT}{}\n", (told.named)(&entry.named.join(", ")));
        }
        let look = if told.language == Language::Zh { look.0 } else { look.1 };
        out += &format!("{INDENT}{}\n", (told.look)(look));
    }
    if out.is_empty() { format!("{}\n", (told.nothing_due)(day)) } else { out }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(ids: &[&'static str]) -> String {
    ids.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", ")
}

fn json(entries: &[Entry], day: Date) -> String {
    let one = |entry: &Entry| {
        let (zh, en) = entry.kind.look();
        format!(
            "\n    {{\"day\": {}, \"in_days\": {}, \"kind\": {}, \"source\": {}, \"title\": {}, \"line\": {}, \"supports\": [{}], \"named_by\": [{}], \"look_for\": {{\"zh\": {}, \"en\": {}}}}}",
            entry.day.map_or("null".to_owned(), |day| quoted(&day.to_string())),
            entry.day.map_or("null".to_owned(), |then| then.days_after(day).to_string()),
            quoted(entry.kind.id()),
            quoted(entry.source),
            quoted(&entry.title),
            entry.line.map_or("null".to_owned(), quoted),
            list(&entry.rests),
            list(&entry.named),
            quoted(zh),
            quoted(en),
        )
    };
    let list = entries.iter().map(one).collect::<Vec<_>>().join(",");
    format!("{{\n  \"as_of\": \"{day}\",\n  \"due\": [{list}\n  ]\n}}\n")
}

/// All-day events; what has no day is a task without one. RFC 5545: lines end in CR LF and are folded at 75 octets.
fn calendar(catalogue: &Catalogue, entries: &[Entry], day: Date) -> String {
    let stamp = compact(day);
    let mut lines = vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".to_owned(), format!("PRODID:-//zice//{}//ZH", catalogue.pack.id)];
    for entry in entries {
        let what = if entry.day.is_some() { "VEVENT" } else { "VTODO" };
        let line = entry.line.map_or(String::new(), |line| format!("-{line}"));
        let when = entry.day.map_or("undated".to_owned(), compact);
        lines.push(format!("BEGIN:{what}"));
        lines.push(format!("UID:{}{line}-{}-{when}@{}", entry.source, entry.kind.id(), catalogue.pack.id));
        lines.push(format!("DTSTAMP:{stamp}T000000Z"));
        if let Some(day) = entry.day {
            lines.push(format!("DTSTART;VALUE=DATE:{}", compact(day)));
            lines.push(format!("DTEND;VALUE=DATE:{}", compact(day.next())));
        }
        let word = match entry.kind {
            Kind::Begins => "开始",
            Kind::Ends => "到期",
            Kind::Unread => "待核对原文",
        };
        lines.push(format!("SUMMARY:{}", escaped(&format!("{word}：{}", entry.title))));
        let (zh, en) = entry.kind.look();
        lines
            .push(format!("DESCRIPTION:{}", escaped(&format!("{}\n{zh}\n{en}", [&entry.rests[..], &entry.named[..]].concat().join(", ")))));
        lines.push(format!("END:{what}"));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// No line is longer than 75 octets; what follows on begins with a space. Letters are never cut.
fn folded(line: &str) -> String {
    let (mut out, mut length) = (String::new(), 0);
    for letter in line.chars() {
        if 75 < length + letter.len_utf8() {
            out += "\r\n ";
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_letters() {
        let line = "SUMMARY:".to_owned() + &"到期".repeat(40);
        let folded = folded(&line);
        assert!(folded.split("\r\n").all(|part| part.len() <= 75));
        assert_eq!(folded.replace("\r\n ", "").trim_end(), line);
        assert_eq!(escaped("一, 二; \\ \n"), "一\\, 二\\; \\\\ \\n");
    }
}
