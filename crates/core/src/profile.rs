//! Answers as a file, and back: the JSON that the command reads, `{"facts": {…}, "topics": […]}`.
//!
//! Both are made by hand: the browser would pay 20 kB for a general reader, and no figure ever becomes a float. Nothing in a file is trusted: the
//! first thing that is wrong is an error that names what and where, nothing here panics on any input, and no half of a file is ever used. `null`
//! is 不清楚. What this room writes it reads back unchanged.
//!
//! A number is written as one, or as a range `{"min": …, "max": …}`; a percentage also by the figures that it is made of (`{"of": [part, whole]}`,
//! `{"from": …, "to": …}`, `{"from": …, "to": …, "years": 2}`, see [`crate::figures`]), or as lying between two that can be written
//! (`{"between": [79.99, 80]}`).

use crate::catalogue::Catalogue;
use crate::facts::{Answer, Answers, DomainError, FactId, FactKind, FactValue, OptionSet};
use crate::figures::{FigureError, MadeOf};
use crate::link::Restored;
use crate::report::Topics;
use crate::units::{Quantity, Unit};
use json::{Item, Value, quoted};

pub(crate) mod json;

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
    /// Figures that make no percentage, and why; none where they are not written as this fact's figures are.
    Figures(Option<FigureError>),
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
        Answer::Known(FactValue::Range(low, high)) if low == high => match about.kind.unit().and_then(|unit| low.between(unit)) {
            Some((below, above)) => format!("{{\"between\": [{}, {}]}}", number(below), number(above)),
            None => number(low),
        },
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
    let mut restored = Restored::default();
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
        if let Some(place) = retired(catalogue, &id, &item.value) {
            restored.retired.push(place);
            continue;
        }
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

/// What an earlier edition asked, by its place in [`Catalogue::retired`].
fn retired(catalogue: &Catalogue, id: &str, value: &Value<'_>) -> Option<usize> {
    let option = |wanted: &str| matches!(value, Value::Text(written) if written == wanted);
    catalogue.retired.iter().position(|retired| retired.fact == id && retired.option.is_none_or(option))
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
        (FactKind::Number { unit, .. }, Value::Object(members))
            if unit.written() == 2 && members.iter().any(|(key, _)| is_figures_key(key)) =>
        {
            let percent = made(catalogue.fact(fact).made_of, unit, members)?;
            let written = || percent.to_decimal(unit);
            FactValue::exact(kind.check(percent).map_err(|error| ValueError::Domain(written(), error))?)
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

fn is_figures_key(key: &str) -> bool {
    matches!(key, "of" | "from" | "to" | "years" | "between")
}

/// A percentage given otherwise than as a number.
fn made(made_of: Option<MadeOf>, unit: Unit, members: &[(String, Item<'_>)]) -> Result<Quantity, ValueError> {
    let of = |key: &str| members.iter().find(|(known, _)| known == key).map(|(_, item)| &item.value);
    let not_so = ValueError::Figures(None);
    let pair = |value: &Value<'_>, unit: Unit| match value {
        Value::List(items) => match &items[..] {
            [first, second] => Ok((decimal(unit, &first.value)?, decimal(unit, &second.value)?)),
            _ => Err(ValueError::Figures(None)),
        },
        _ => Err(ValueError::Figures(None)),
    };
    if let (1, Some(ends)) = (members.len(), of("between")) {
        let (below, above) = pair(ends, unit)?;
        return if below.0 + unit.written() == above.0 { Ok(Quantity(below.0 + 1)) } else { Err(not_so) };
    }
    let (first, second) = match (made_of, members.len(), of("of"), of("from"), of("to"), of("years")) {
        (Some(MadeOf::Share), 1, Some(figures), ..) => pair(figures, Unit::WanYuan)?,
        (Some(MadeOf::Growth), 2, None, Some(from), Some(to), None)
        | (Some(MadeOf::Compound), 3, None, Some(from), Some(to), Some(Value::Number("2"))) => {
            (decimal(Unit::WanYuan, from)?, decimal(Unit::WanYuan, to)?)
        }
        _ => return Err(not_so),
    };
    let made_of = made_of.filter(|_| MadeOf::FIGURES.contains(&first) && MadeOf::FIGURES.contains(&second)).ok_or(not_so)?;
    made_of.percent(first, second).map_err(|error| ValueError::Figures(Some(error)))
}

fn quantity(kind: FactKind, unit: Unit, value: &Value<'_>) -> Result<Quantity, ValueError> {
    let quantity = decimal(unit, value)?;
    kind.check(quantity).map_err(|error| ValueError::Domain(quantity.to_decimal(unit), error))
}

fn decimal(unit: Unit, value: &Value<'_>) -> Result<Quantity, ValueError> {
    let text = match value {
        Value::Number(number) => number,
        Value::Text(text) => text.as_str(),
        _ => return Err(ValueError::Kind),
    };
    Quantity::parse_decimal(text, unit).map_err(|error| ValueError::Domain(text.to_owned(), DomainError::Number(error)))
}
