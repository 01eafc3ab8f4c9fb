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
use crate::facts::{Answer, Answers, FactId, FactKind, FactValue, OptionSet};
use crate::figures::MadeOf;
use crate::link::Restored;
use crate::report::Topics;
use crate::report::json::quoted;
use crate::units::{Quantity, Unit};
use json::{Item, Value};

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
    /// A value that the fact does not take, as written.
    Value(FactId, String),
    /// Something that is no topic, as written.
    Topics(String),
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

/// Reads a file.
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
    for (id, item) in facts.ok_or(ProfileError::NotAProfile)? {
        if let Some(place) = retired(catalogue, &id, &item.value) {
            restored.retired.push(place);
            continue;
        }
        let fact = catalogue.fact_by_id(&id).ok_or(ProfileError::UnknownFact(id))?;
        let answer = answer(catalogue, fact, &item.value).ok_or_else(|| ProfileError::Value(fact, item.written.to_owned()))?;
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

/// The answer that a value is; `None` when the fact does not take it.
fn answer(catalogue: &Catalogue, fact: FactId, value: &Value<'_>) -> Option<Answer> {
    let option = |value: &Value<'_>| match value {
        Value::Text(id) => catalogue.option_by_id(fact, id),
        _ => None,
    };
    let kind = catalogue.fact(fact).kind;
    let known = match (kind, value) {
        (_, Value::Null) => return Some(Answer::Unknown),
        (FactKind::One, value) => FactValue::Option(option(value)?),
        (FactKind::Yes, Value::Bool(yes)) => FactValue::Option(u8::from(!yes)),
        (FactKind::Many, Value::List(items)) => {
            let chosen: Option<Vec<u8>> = items.iter().map(|item| option(&item.value)).collect();
            FactValue::Options(OptionSet(chosen?.into_iter().fold(0, |set, option| set | OptionSet::only(option).0)))
        }
        (FactKind::Number { unit, min, max }, Value::Object(ends)) => {
            if let Some(percent) = made(catalogue, fact, unit, ends) {
                return kind.check(percent?).ok().map(|percent| Answer::Known(FactValue::exact(percent)));
            }
            let (mut low, mut high) = (min, max);
            for (key, item) in ends {
                let end = match key.as_str() {
                    "min" => &mut low,
                    "max" => &mut high,
                    _ => return None,
                };
                if item.value != Value::Null {
                    *end = quantity(kind, unit, &item.value)?;
                }
            }
            if high < low {
                return None;
            }
            FactValue::Range(low, high)
        }
        (FactKind::Number { unit, .. }, value) => FactValue::exact(quantity(kind, unit, value)?),
        (FactKind::Yes | FactKind::Many, _) => return None,
    };
    Some(Answer::Known(known))
}

/// A percentage given otherwise than as a number; the outer `None` where the keys are none of these forms.
fn made(catalogue: &Catalogue, fact: FactId, unit: Unit, members: &[(String, Item<'_>)]) -> Option<Option<Quantity>> {
    let of = |key: &str| members.iter().find(|(known, _)| known == key).map(|(_, item)| &item.value);
    let pair = |value: &Value<'_>, unit: Unit| match value {
        Value::List(items) => match &items[..] {
            [first, second] => Some((decimal(unit, &first.value)?, decimal(unit, &second.value)?)),
            _ => None,
        },
        _ => None,
    };
    let money = |value: &Value<'_>| decimal(Unit::WanYuan, value);
    let given = match members.len() {
        1 if let Some(ends) = of("between") => {
            let ends = pair(ends, unit).filter(|(below, above)| below.0 + 2 == above.0 && unit.written() == 2);
            return Some(ends.map(|(below, _)| Quantity(below.0 + 1)));
        }
        1 => of("of").map(|figures| (MadeOf::Share, pair(figures, Unit::WanYuan))),
        2 => of("from").zip(of("to")).map(|(from, to)| (MadeOf::Growth, money(from).zip(money(to)))),
        3 if of("years") == Some(&Value::Number("2")) => {
            of("from").zip(of("to")).map(|(from, to)| (MadeOf::Compound, money(from).zip(money(to))))
        }
        _ => None,
    };
    let (form, figures) = given?;
    let figures = figures.filter(|&(first, second)| {
        catalogue.fact(fact).made_of == Some(form) && MadeOf::FIGURES.contains(&first) && MadeOf::FIGURES.contains(&second)
    });
    Some(figures.and_then(|(first, second)| form.percent(first, second).ok()))
}

fn quantity(kind: FactKind, unit: Unit, value: &Value<'_>) -> Option<Quantity> {
    decimal(unit, value).and_then(|quantity| kind.check(quantity).ok())
}

fn decimal(unit: Unit, value: &Value<'_>) -> Option<Quantity> {
    let text = match value {
        Value::Number(number) => number,
        Value::Text(text) => text.as_str(),
        _ => return None,
    };
    Quantity::parse_decimal(text, unit).ok()
}
