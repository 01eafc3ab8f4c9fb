//! A profile file: the core reads it (`zice_core::profile`); here it is opened, and what is wrong is said.

use std::path::Path;

use super::failure::Failure;
use super::input;
use zice_core::catalogue::Catalogue;
use zice_core::facts::{Answer, DomainError, FactId, FactKind};
use zice_core::figures::{FigureError, MadeOf};
use zice_core::link::Restored;
use zice_core::profile::{LONGEST, ProfileError, ValueError};

/// An id of more letters is not compared with others.
const LONGEST_ID: usize = 64;

/// Reads a profile; `-` is standard input.
///
/// # Errors
/// A message that names the file, the fact and what is allowed.
pub fn read(catalogue: &Catalogue, file: &Path) -> Result<Restored, Failure> {
    let limit = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    // UTF-16 takes twice the bytes; the core bounds the text.
    let bytes = input::bytes(file, 2 * limit, "a profile")?;
    let text = input::text(file, &bytes)?;
    let restored = parse(catalogue, &text).map_err(|error| match error {
        ProfileError::TooLong => Failure::TooLong { file: file.to_owned(), what: "a profile", limit },
        other => Failure::input(file, message(catalogue, &other)),
    })?;
    for note in left_out(catalogue, &restored.retired) {
        super::say(&format!("zice: {}: {note}\n", file.display()));
    }
    Ok(restored)
}

/// One sentence for each answer of an earlier edition that is not used.
pub fn left_out(catalogue: &Catalogue, retired: &[usize]) -> Vec<String> {
    let sentence = |&place: &usize| {
        let about = &catalogue.retired[place];
        let option = about.option.map_or(String::new(), |option| format!(": {option:?}"));
        format!("left out: fact {:?}{option} ({}) changed its meaning; answer its questions again", about.fact, about.name.zh)
    };
    retired.iter().map(sentence).collect()
}

/// The answers and topics of a profile's text; what it says is not known is not kept apart from what it leaves out.
///
/// # Errors
/// The first thing that is wrong.
pub fn parse(catalogue: &Catalogue, text: &str) -> Result<Restored, ProfileError> {
    let mut restored = zice_core::profile::read_partial(catalogue, text)?;
    let unknown: Vec<FactId> = restored.answers.iter().filter(|(_, answer)| *answer == Answer::Unknown).map(|(fact, _)| fact).collect();
    unknown.into_iter().for_each(|fact| restored.answers.remove(fact));
    Ok(restored)
}

/// What is wrong and what is allowed.
pub fn message(catalogue: &Catalogue, error: &ProfileError) -> String {
    let topics = || catalogue.topics.iter().map(|topic| topic.id).collect::<Vec<_>>().join(", ");
    match error {
        ProfileError::TooLong => "longer than any profile".to_owned(),
        ProfileError::NotJson(line, character) => format!("not a profile: no JSON from line {line}, character {character} on"),
        ProfileError::NotAProfile => "not a profile: a JSON object with \"facts\" is expected".to_owned(),
        ProfileError::UnknownKey(key) => format!("unknown key {key:?}: a profile has \"facts\" and \"topics\""),
        ProfileError::Twice(key) => format!("{key:?} stands twice"),
        ProfileError::UnknownFact(id) => format!("unknown fact {id:?}{}", suggest(id, catalogue.facts.iter().map(|fact| fact.id))),
        ProfileError::Value(fact, written, error) => {
            format!("fact {:?}: {}", catalogue.fact(*fact).id, value(catalogue, *fact, written, error))
        }
        ProfileError::Topics(written) if written.starts_with('"') => format!("\"topics\": unknown topic {written}; allowed: {}", topics()),
        ProfileError::Topics(written) => format!("\"topics\": {written} is no list of topics; allowed: {}", topics()),
    }
}

fn value(catalogue: &Catalogue, fact: FactId, written: &str, error: &ValueError) -> String {
    let about = catalogue.fact(fact);
    let ids = || about.options.iter().map(|option| option.id).collect::<Vec<_>>().join(", ");
    match error {
        ValueError::Option(id) => {
            format!("unknown option {id:?}{}; allowed: {}", suggest(id, about.options.iter().map(|option| option.id)), ids())
        }
        ValueError::RangeKey(key) => format!("unknown key {key:?}: a range has \"min\" and \"max\""),
        ValueError::Domain(text, error @ DomainError::Outside { .. }) => format!("{text} {error}"),
        ValueError::Domain(text, error) => format!("{text:?}: {error}"),
        ValueError::Reversed => DomainError::Reversed.to_string(),
        ValueError::Figures(error) => figures(about.made_of, *error),
        ValueError::Kind => match about.kind {
            FactKind::Yes => format!("{written} is neither true nor false"),
            FactKind::Many => format!("{written} is no list of options; allowed: {}", ids()),
            FactKind::One => format!("{written} is no option; allowed: {}", ids()),
            FactKind::Number { .. } => format!("{written} is no number"),
        },
    }
}

fn figures(made_of: Option<MadeOf>, error: Option<FigureError>) -> String {
    let form = match made_of {
        Some(MadeOf::Share) => "{\"of\": [part, whole]}",
        Some(MadeOf::Growth) => "{\"from\": figure, \"to\": figure}",
        Some(MadeOf::Compound) => "{\"from\": figure, \"to\": figure, \"years\": 2}",
        None => return "this fact is not made of other figures: give the number".to_owned(),
    };
    match (error, made_of) {
        (None, _) => format!("its figures are written {form}, in 万元 from 0 to 100000000 with at most 2 decimals"),
        (Some(FigureError::NothingToDivideBy), Some(MadeOf::Share)) => "the whole must be more than 0".to_owned(),
        (Some(FigureError::NothingToDivideBy), _) => "the figure of the first year must be more than 0".to_owned(),
        (Some(FigureError::BelowNothing), _) => "the figure of the last year must not be less than 0".to_owned(),
        (Some(FigureError::TooLarge), _) => "the figures make too large a percentage".to_owned(),
    }
}

/// The id that differs in the fewest letters, if it is close, as a question.
pub fn suggest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(written, known).map_or(String::new(), |id| format!("; did you mean {id:?}?"))
}

/// The id that differs in the fewest letters, if it is close.
pub fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    if LONGEST_ID < written.len() {
        return None;
    }
    let closest = known.map(|id| (distance(written, id), id)).min();
    closest.filter(|&(distance, _)| distance <= 3).map(|(_, id)| id.to_owned())
}

/// An id that no support and no rung has.
pub fn unknown_subject(catalogue: &Catalogue, id: &str) -> Failure {
    let known: Vec<&str> = catalogue.supports.iter().map(|support| support.id).chain(catalogue.rungs.iter().map(|rung| rung.id)).collect();
    Failure::UnknownSubject { id: id.to_owned(), known: known.join(", ") }
}

/// Letters to change, add or leave out.
pub fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let changed = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}
