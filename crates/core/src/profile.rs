//! Answers as a file, and back: the JSON that the command reads, `{"facts": {…}, "topics": […]}`.
//!
//! Both are made by hand: the browser would pay 20 kB for a general reader, and no figure ever becomes a float. Nothing in a file is trusted: the
//! first thing that is wrong is an error that names what and where, nothing here panics on any input, and no half of a file is ever used. `null`
//! is 不清楚. What this room writes it reads back unchanged.

use crate::catalogue::Catalogue;
use crate::facts::{Answer, Answers, DomainError, FactId, FactKind, FactValue, OptionSet};
use crate::link::Restored;
use crate::report::Topics;
use crate::units::{Quantity, Unit};
use json::{Item, Value, quoted};

mod json;

/// Longest file that is read at all, in bytes.
pub const LONGEST: usize = 65_536;

/// Why a file cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProfileError {
    /// Longer than any profile.
    TooLong,
    /// No JSON from here on: line and character, from 1.
    NotJson(usize, usize),
    /// JSON, but no object with facts.
    NotAProfile,
    /// A key that no profile has.
    UnknownKey(String),
    /// A key that stands twice.
    Twice(String),
    /// A fact that this pack does not know.
    UnknownFact(String),
    /// A value that the fact does not take, as written, and why.
    Value(FactId, String, ValueError),
    /// Something that is no topic, as written.
    Topics(String),
}

impl core::error::Error for ProfileError {}

impl core::fmt::Display for ProfileError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            ProfileError::TooLong => write!(f, "longer than any profile"),
            ProfileError::NotJson(line, character) => write!(f, "no JSON from line {line}, character {character} on"),
            ProfileError::NotAProfile => write!(f, "a JSON object with \"facts\" is expected"),
            ProfileError::UnknownKey(key) => write!(f, "unknown key {key:?}"),
            ProfileError::Twice(key) => write!(f, "{key:?} stands twice"),
            ProfileError::UnknownFact(id) => write!(f, "unknown fact {id:?}"),
            ProfileError::Value(FactId(fact), written, _) => write!(f, "fact number {fact} does not take {written}"),
            ProfileError::Topics(written) => write!(f, "{written} is no topic"),
        }
    }
}

/// Why a fact does not take a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ValueError {
    /// Not of the fact's kind.
    Kind,
    /// An option that the fact does not have.
    Option(String),
    /// A number, as written, that cannot be read or lies outside the domain.
    Domain(String, DomainError),
    /// A range with another key than `min` and `max`.
    RangeKey(String),
    /// A range whose lower end is above its upper end.
    Reversed,
}

/// The file's text. What was put off is left out: whoever opens the file is asked.
pub fn write(catalogue: &Catalogue, answers: &Answers, topics: Topics) -> String {
    let given = answers.iter().filter(|(_, answer)| !matches!(answer, Answer::Skipped(_)));
    let facts = given.map(|(fact, answer)| format!("\n    {}: {}", quoted(catalogue.fact(fact).id), written(catalogue, fact, answer)));
    let chosen = catalogue.topics.iter().enumerate().filter(|(index, _)| topics != Topics::default() && topics.has(*index));
    let facts = facts.collect::<Vec<_>>().join(",");
    let chosen = chosen.map(|(_, topic)| quoted(topic.id)).collect::<Vec<_>>().join(", ");
    format!("{{\n  \"facts\": {{{facts}\n  }},\n  \"topics\": [{chosen}]\n}}\n")
}

fn written(catalogue: &Catalogue, fact: FactId, answer: Answer) -> String {
    let about = catalogue.fact(fact);
    let option = |option: u8| match about.kind {
        FactKind::Yes => about.options[usize::from(option)].id.to_owned(),
        _ => quoted(about.options[usize::from(option)].id),
    };
    let number = |quantity: Quantity| about.kind.unit().map_or_else(String::new, |unit| quantity.to_decimal(unit));
    match answer {
        Answer::Unknown | Answer::Skipped(_) => "null".to_owned(),
        Answer::Known(FactValue::Option(chosen)) => option(chosen),
        Answer::Known(FactValue::Options(chosen)) => format!("[{}]", chosen.iter().map(option).collect::<Vec<_>>().join(", ")),
        Answer::Known(FactValue::Range(low, high)) if low == high => number(low),
        Answer::Known(FactValue::Range(low, high)) => format!("{{\"min\": {}, \"max\": {}}}", number(low), number(high)),
    }
}

/// Reads a file, as the page does: one without facts is none that it wrote.
///
/// # Errors
/// The first thing that is wrong.
///
/// ```
/// use zice_core::facts::FactValue;
/// use zice_core::profile;
/// use zice_core::units::Quantity;
///
/// let pack = zice_pack::catalogue().expect("the built-in pack");
/// let firm = profile::read(&pack, r#"{"facts": {"employees": 120, "revenue": null}}"#).expect("a profile");
/// let employees = pack.fact_by_id("employees").expect("a fact");
/// assert_eq!(firm.answers.value(employees), Some(FactValue::exact(Quantity(120))));
/// // What cannot be read is named, never guessed.
/// assert!(profile::read(&pack, r#"{"facts": {"employees": "many"}}"#).is_err());
/// ```
#[inline(never)]
pub fn read(catalogue: &Catalogue, text: &str) -> Result<Restored, ProfileError> {
    read_facts(catalogue, text, true)
}

/// As [`read`], for the command: without `facts` nothing is known.
///
/// # Errors
/// The first thing that is wrong.
pub fn read_partial(catalogue: &Catalogue, text: &str) -> Result<Restored, ProfileError> {
    read_facts(catalogue, text, false)
}

fn read_facts(catalogue: &Catalogue, text: &str, required: bool) -> Result<Restored, ProfileError> {
    if LONGEST < text.len() {
        return Err(ProfileError::TooLong);
    }
    let Value::Object(members) = json::parse(text)?.value else { return Err(ProfileError::NotAProfile) };
    let mut restored = Restored { answers: Answers::default(), topics: Topics::default(), year: None, left_out: 0 };
    let mut facts = None;
    for (key, item) in members {
        match (key.as_str(), item.value) {
            ("facts", Value::Object(members)) => facts = Some(members),
            ("facts", _) => return Err(ProfileError::NotAProfile),
            ("topics", Value::Null) => {}
            ("topics", Value::List(items)) => restored.topics = topics(catalogue, &items)?,
            ("topics", _) => return Err(ProfileError::Topics(item.written.to_owned())),
            _ => return Err(ProfileError::UnknownKey(key)),
        }
    }
    if required && facts.is_none() {
        return Err(ProfileError::NotAProfile);
    }
    for (id, item) in facts.unwrap_or_default() {
        let fact = catalogue.fact_by_id(&id).ok_or(ProfileError::UnknownFact(id))?;
        let answer = answer(catalogue, fact, &item.value).map_err(|error| ProfileError::Value(fact, item.written.to_owned(), error))?;
        restored.answers.set(fact, answer);
    }
    Ok(restored)
}

fn topics(catalogue: &Catalogue, items: &[Item<'_>]) -> Result<Topics, ProfileError> {
    let place = |item: &Item<'_>| match &item.value {
        Value::Text(id) => catalogue.topics.iter().position(|topic| topic.id == id),
        _ => None,
    };
    items.iter().try_fold(Topics::default(), |topics, item| match place(item) {
        Some(place) => Ok(Topics(topics.0 | 1 << place)),
        None => Err(ProfileError::Topics(item.written.to_owned())),
    })
}

/// The answer that a value is.
fn answer(catalogue: &Catalogue, fact: FactId, value: &Value<'_>) -> Result<Answer, ValueError> {
    let option = |value: &Value<'_>| match value {
        Value::Text(id) => catalogue.option_by_id(fact, id).ok_or_else(|| ValueError::Option(id.clone())),
        _ => Err(ValueError::Kind),
    };
    let kind = catalogue.fact(fact).kind;
    let known = match (kind, value) {
        (_, Value::Null) => return Ok(Answer::Unknown),
        (FactKind::One, value) => FactValue::Option(option(value)?),
        (FactKind::Yes, Value::Bool(yes)) => FactValue::Option(u8::from(!yes)),
        (FactKind::Many, Value::List(items)) => {
            let chosen: Result<Vec<u8>, ValueError> = items.iter().map(|item| option(&item.value)).collect();
            FactValue::Options(OptionSet(chosen?.into_iter().fold(0, |set, option| set | OptionSet::only(option).0)))
        }
        (FactKind::Number { unit, min, max }, Value::Object(ends)) => {
            let (mut low, mut high) = (min, max);
            for (key, item) in ends {
                let end = match key.as_str() {
                    "min" => &mut low,
                    "max" => &mut high,
                    _ => return Err(ValueError::RangeKey(key.clone())),
                };
                if item.value != Value::Null {
                    *end = quantity(kind, unit, &item.value)?;
                }
            }
            if high < low {
                return Err(ValueError::Reversed);
            }
            FactValue::Range(low, high)
        }
        (FactKind::Number { unit, .. }, value) => FactValue::exact(quantity(kind, unit, value)?),
        (FactKind::Yes | FactKind::Many, _) => return Err(ValueError::Kind),
    };
    Ok(Answer::Known(known))
}

fn quantity(kind: FactKind, unit: Unit, value: &Value<'_>) -> Result<Quantity, ValueError> {
    let text = match value {
        Value::Number(number) => number,
        Value::Text(text) => text.as_str(),
        _ => return Err(ValueError::Kind),
    };
    let read = Quantity::parse_decimal(text, unit).map_err(DomainError::Number).and_then(|quantity| kind.check(quantity));
    read.map_err(|error| ValueError::Domain(text.to_owned(), error))
}
