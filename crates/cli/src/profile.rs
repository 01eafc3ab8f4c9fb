//! A profile: a firm's facts and the topics it asks about, as JSON.

use std::io::Read;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

use zice_core::catalogue::{Catalogue, Language};
use zice_core::facts::{Answer, Answers, DomainError, FactId, FactKind, FactValue, OptionSet};
use zice_core::figures::{FigureError, MadeOf};
use zice_core::report::Topics;
use zice_core::text;
use zice_core::units::{Quantity, Unit};

/// What a profile file holds.
pub struct Profile {
    /// Known facts; 不清楚 is not kept apart from not asked.
    pub answers: Answers,
    /// Topics; none means all.
    pub topics: Topics,
    /// What only an earlier edition asked, by its place in [`Catalogue::retired`]: it is left out.
    pub retired: Vec<usize>,
}

/// The members of a JSON object in their order, doubles included.
struct Members(Vec<(String, Box<RawValue>)>);

/// Reads a profile; `-` is standard input.
///
/// # Errors
/// A message that names the file, the fact and what is allowed.
pub fn read(catalogue: &Catalogue, file: &str) -> Result<Profile, String> {
    let shown = if file == "-" { "standard input" } else { file };
    let mut text = String::new();
    let read = if file == "-" {
        std::io::stdin().read_to_string(&mut text).map(|_| ())
    } else {
        std::fs::read_to_string(file).map(|read| text = read)
    };
    read.map_err(|error| format!("{shown}: cannot be read: {error}"))?;
    let profile = parse(catalogue, &text).map_err(|message| format!("{shown}: {message}"))?;
    for note in left_out(catalogue, &profile.retired) {
        eprintln!("{shown}: {note}");
    }
    Ok(profile)
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

/// Parses a profile.
///
/// # Errors
/// A message that names the fact and what is allowed.
pub fn parse(catalogue: &Catalogue, text: &str) -> Result<Profile, String> {
    let Members(members) = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| format!("not a profile: {error}"))?;
    let mut profile = Profile { answers: Answers::default(), topics: Topics::default(), retired: Vec::new() };
    for (key, value) in members {
        match key.as_str() {
            "facts" => {
                let Members(facts) = serde_json::from_str(value.get()).map_err(|error| format!("\"facts\": {error}"))?;
                for (id, value) in facts {
                    let given = json(&value)?;
                    let option = |wanted: &str| given.as_str() == Some(wanted);
                    let retired = catalogue.retired.iter().position(|known| known.fact == id && known.option.is_none_or(option));
                    if let Some(place) = retired {
                        profile.retired.push(place);
                        continue;
                    }
                    let fact = catalogue
                        .fact_by_id(&id)
                        .ok_or_else(|| format!("unknown fact {id:?}{}", suggest(&id, catalogue.facts.iter().map(|f| f.id))))?;
                    if let Some(value) = fact_value(catalogue, fact, &given).map_err(|message| format!("fact {id:?}: {message}"))? {
                        profile.answers.set(fact, Answer::Known(value));
                    }
                }
            }
            "topics" => profile.topics = topics(catalogue, &json(&value)?)?,
            other => return Err(format!("unknown key {other:?}: a profile has \"facts\" and \"topics\"")),
        }
    }
    Ok(profile)
}

fn json(raw: &RawValue) -> Result<Value, String> {
    serde_json::from_str(raw.get()).map_err(|error| error.to_string())
}

/// The value of one fact; `None` when it is not known.
///
/// # Errors
/// What is wrong and what is allowed.
pub fn fact_value(catalogue: &Catalogue, fact: FactId, value: &Value) -> Result<Option<FactValue>, String> {
    let about = catalogue.fact(fact);
    let option = |value: &Value| match value {
        Value::String(id) => catalogue.option_by_id(fact, id).ok_or_else(|| DomainError::UnknownOption(id.clone()).to_string()),
        other => Err(format!("{other} is no option")),
    };
    let allowed = || format!("; allowed: {}", about.options.iter().map(|option| option.id).collect::<Vec<_>>().join(", "));
    match (about.kind, value) {
        (_, Value::Null) => Ok(None),
        (FactKind::One, value) => option(value).map(|option| Some(FactValue::Option(option))).map_err(|message| message + &allowed()),
        (FactKind::Yes, Value::Bool(yes)) => Ok(Some(FactValue::Option(u8::from(!yes)))),
        (FactKind::Yes, other) => Err(format!("{other} is neither true nor false")),
        (FactKind::Many, Value::Array(items)) => {
            let mut set = OptionSet::default();
            for item in items {
                set.0 |= OptionSet::only(option(item).map_err(|message| message + &allowed())?).0;
            }
            Ok(Some(FactValue::Options(set)))
        }
        (FactKind::Many, other) => Err(format!("{other} is no list of options{}", allowed())),
        (FactKind::Number { unit, .. }, Value::Object(given))
            if about.kind.unit() == Some(Unit::Percent)
                && ["of", "from", "to", "years", "between"].iter().any(|key| given.contains_key(*key)) =>
        {
            let percent = made(about.made_of, unit, given)?;
            let shown = text::quantity(Language::En, percent, unit);
            about
                .kind
                .check(percent)
                .map(|percent| Some(FactValue::exact(percent)))
                .map_err(|error| format!("these figures make {shown}: {error}"))
        }
        (FactKind::Number { unit, .. }, value) => number_value(about.kind, unit, value).map(Some),
    }
}

fn number_value(kind: FactKind, unit: Unit, value: &Value) -> Result<FactValue, String> {
    let FactKind::Number { min, max, .. } = kind else { return Err("no number".to_owned()) };
    let Value::Object(range) = value else {
        return quantity(kind, unit, value).map(FactValue::exact);
    };
    if let Some(other) = range.keys().find(|key| !matches!(key.as_str(), "min" | "max")) {
        return Err(format!("unknown key {other:?}: a range has \"min\" and \"max\""));
    }
    let end = |key: &str, default: Quantity| match range.get(key) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => quantity(kind, unit, value),
    };
    let (low, high) = (end("min", min)?, end("max", max)?);
    if high < low {
        return Err(DomainError::Reversed.to_string());
    }
    Ok(FactValue::Range(low, high))
}

/// A percentage by the figures that it is made of, or as lying between two that can be written.
fn made(made_of: Option<MadeOf>, unit: Unit, given: &Map<String, Value>) -> Result<Quantity, String> {
    let pair = |key: &str, unit: Unit| match given.get(key).and_then(Value::as_array).map(Vec::as_slice) {
        Some([first, second]) => Ok((decimal(unit, first)?, decimal(unit, second)?)),
        _ => Err(format!("{key:?} is a list of two numbers")),
    };
    let keys: Vec<&str> = given.keys().map(String::as_str).collect();
    if keys == ["between"] && unit.written() == 2 {
        let (below, above) = pair("between", unit)?;
        return match above.0 - below.0 {
            2 => Ok(Quantity(below.0 + 1)),
            _ => Err("\"between\" is a percentage and the next one that can be written".to_owned()),
        };
    }
    let known: &[&str] = match made_of {
        Some(MadeOf::Share) => &["of"],
        Some(MadeOf::Growth) => &["from", "to"],
        Some(MadeOf::Compound) => &["from", "to", "years"],
        None => return Err("this fact is not made of other figures: give the number".to_owned()),
    };
    let form = match made_of {
        Some(MadeOf::Share) => "{\"of\": [part, whole]}",
        Some(MadeOf::Growth) => "{\"from\": figure, \"to\": figure}",
        _ => "{\"from\": figure, \"to\": figure, \"years\": 2}",
    };
    let complete = known.len() == keys.len() && known.iter().all(|key| given.contains_key(*key));
    if !complete || given.get("years").is_some_and(|years| years.as_u64() != Some(2)) {
        return Err(format!("its figures are written {form}"));
    }
    let (first, second) = if made_of == Some(MadeOf::Share) {
        pair("of", Unit::WanYuan)?
    } else {
        (decimal(Unit::WanYuan, &given["from"])?, decimal(Unit::WanYuan, &given["to"])?)
    };
    if let Some(outside) = [first, second].into_iter().find(|figure| !MadeOf::FIGURES.contains(figure)) {
        return Err(format!("{} must be between 0 and 100000000 {}", outside.to_decimal(Unit::WanYuan), Unit::WanYuan.symbol()));
    }
    made_of.map_or(Err(FigureError::TooLarge), |made_of| made_of.percent(first, second)).map_err(|error| {
        let what = match (error, made_of) {
            (FigureError::NothingToDivideBy, Some(MadeOf::Share)) => "the whole must be more than 0",
            (FigureError::NothingToDivideBy, _) => "the figure of the first year must be more than 0",
            (FigureError::BelowNothing, _) => "the figure of the last year must not be less than 0",
            (FigureError::TooLarge, _) => "the figures make too large a percentage",
        };
        what.to_owned()
    })
}

fn quantity(kind: FactKind, unit: Unit, value: &Value) -> Result<Quantity, String> {
    let quantity = decimal(unit, value)?;
    kind.check(quantity).map_err(|error| format!("{} {error}", quantity.to_decimal(unit)))
}

fn decimal(unit: Unit, value: &Value) -> Result<Quantity, String> {
    let text = match value {
        Value::Number(number) => plain_decimal(number),
        Value::String(text) => text.clone(),
        other => return Err(format!("{other} is no number")),
    };
    Quantity::parse_decimal(&text, unit).map_err(|error| format!("{text:?}: {error}"))
}

/// JSON numbers as written; an exponent is left in and refused later, for no figure of a firm needs one.
fn plain_decimal(number: &Number) -> String {
    number.to_string()
}

fn topics(catalogue: &Catalogue, value: &Value) -> Result<Topics, String> {
    let allowed = || catalogue.topics.iter().map(|topic| topic.id).collect::<Vec<_>>().join(", ");
    let items = match value {
        Value::Null => return Ok(Topics::default()),
        Value::Array(items) => items,
        other => return Err(format!("\"topics\": {other} is no list; allowed: {}", allowed())),
    };
    let mut topics = Topics::default();
    for item in items {
        let place = item.as_str().and_then(|id| catalogue.topics.iter().position(|topic| topic.id == id));
        topics.0 |= 1 << place.ok_or_else(|| format!("\"topics\": unknown topic {item}; allowed: {}", allowed()))?;
    }
    Ok(topics)
}

/// The id that differs in the fewest letters, if it is close.
pub fn suggest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> String {
    let closest = known.map(|id| (distance(written, id), id)).min();
    closest.filter(|&(distance, _)| distance <= 3).map_or(String::new(), |(_, id)| format!("; did you mean {id:?}?"))
}

fn distance(a: &str, b: &str) -> usize {
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

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "a JSON object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Members, M::Error> {
                let mut members: Vec<(String, Box<RawValue>)> = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    if members.iter().any(|(known, _)| *known == key) {
                        return Err(de::Error::custom(format!("{key:?} stands twice")));
                    }
                    members.push((key, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}
