//! Dated lines tile time: no overlap, no hole; and a line holds only while its source does.

use super::Lint;
use super::place::{self, CriterionAt, Cursor};
use crate::said::{Said, linting as said, parts};
use crate::seed::SourceSeed;
use zice_core::date::{Date, Period};

/// Checks versions, criteria of one id, and the sources behind them.
pub fn lint(lint: &mut Lint<'_>) {
    versions(lint);
    lines(lint);
    chains(lint);
}

fn period(from: Option<&String>, until: Option<&String>) -> Period {
    let day = |written: Option<&String>| written.and_then(|day| Date::parse(day));
    Period { from: day(from), until: day(until) }
}

/// What keeps these periods, in order, from covering the whole exactly once.
fn untiled(periods: &[Period], whole: Period) -> Option<Said> {
    let (first, last) = (periods.first()?, periods.last()?);
    let end = |day: Option<Date>| day.map_or_else(parts::always, |day| Said { zh: day.to_string(), en: day.to_string() });
    if first.from != whole.from {
        return Some(parts::hole_before(end(first.from)));
    }
    for pair in periods.windows(2) {
        match (pair[0].until, pair[1].from) {
            (Some(until), Some(from)) if until.next() < from => return Some(parts::hole_between(until, from)),
            (Some(until), Some(from)) if until.next() == from => {}
            (until, from) => return Some(parts::overlap(end(until), end(from))),
        }
    }
    (last.until != whole.until).then(|| parts::hole_after(end(last.until)))
}

fn versions(lint: &mut Lint<'_>) {
    for (id, rule) in &lint.seeds.rules {
        let file = format!("rules/{id}.toml");
        let periods: Vec<Period> = rule.versions.iter().map(|version| period(version.from.as_ref(), version.until.as_ref())).collect();
        if let Some(message) = untiled(&periods, Period::default()) {
            let named = rule.versions.iter().skip(1).find_map(|version| version.from.as_ref());
            lint.near(&file, named.map_or("[[versions]]", String::as_str), said::versions(message));
        }
        let mut cursor = Cursor::new(lint.folder, &file);
        for version in &rule.versions {
            let mut seen: Vec<&str> = Vec::new();
            for criterion in &version.criteria {
                let line = cursor.id(&criterion.id);
                if seen.contains(&criterion.id.as_str()) {
                    lint.at(&file, line, said::criterion_twice(&criterion.id));
                }
                if criterion.from.is_some() || criterion.until.is_some() {
                    lint.at(&file, line, said::line_period());
                }
                seen.push(&criterion.id);
            }
        }
    }
}

/// Lines of one id in a support, and every line against its source.
fn lines(lint: &mut Lint<'_>) {
    let all = place::criteria(lint.folder, lint.seeds);
    let of_supports: Vec<&CriterionAt<'_>> = all.iter().filter(|at| at.file.starts_with("supports/")).collect();
    let of = |at: &CriterionAt<'_>| period(at.seed.from.as_ref(), at.seed.until.as_ref());
    for (index, at) in of_supports.iter().enumerate() {
        let same: Vec<&&CriterionAt<'_>> =
            of_supports.iter().filter(|other| other.file == at.file && other.seed.id == at.seed.id).collect();
        if of_supports[..index].iter().any(|earlier| earlier.file == at.file && earlier.seed.id == at.seed.id) {
            continue;
        }
        let mut periods: Vec<Period> = same.iter().map(|other| of(other)).collect();
        periods.sort_by_key(|period| period.from);
        if let Some(message) = untiled(&periods, Period::default()) {
            lint.at(&at.file, at.line, said::lines(&at.seed.id, message));
        }
    }
    for at in &all {
        let source = lint.seeds.sources.source.iter().find(|source| source.id == at.source);
        let Some(in_force) = source.map(in_force) else { continue };
        for day in [of(at).from, of(at).until].into_iter().flatten().filter(|&day| !in_force.contains(day)) {
            lint.at(&at.file, at.line, said::not_in_force(at.source, day));
        }
    }
}

fn in_force(source: &SourceSeed) -> Period {
    period(source.from.as_ref(), source.until.as_ref())
}

/// A document that follows another begins on the day after, or takes over part of one that goes on.
fn chains(lint: &mut Lint<'_>) {
    let sources = &lint.seeds.sources.source;
    for source in sources {
        let Some(earlier) = source.follows.as_ref().and_then(|id| sources.iter().find(|other| other.id == *id)) else { continue };
        let needle = format!("id = \"{}\"", source.id);
        let Some(from) = in_force(source).from else {
            lint.near("sources.toml", &needle, said::follows_without_day(&source.id, &earlier.id));
            continue;
        };
        let before = in_force(earlier);
        let fault = match (before.from, before.until) {
            (Some(start), _) if from <= start => Some(parts::begins_before(from, start)),
            (_, Some(end)) if end.next() < from => Some(parts::leaves_hole(end, from)),
            (_, Some(end)) if from <= end => Some(parts::overlaps_it(from, end)),
            _ => None,
        };
        if let Some(fault) = fault {
            lint.near("sources.toml", &needle, said::follows_badly(&source.id, &earlier.id, fault));
        }
    }
}
