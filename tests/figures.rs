//! Figures as people write them (`tests/figures/figures.toml`): each is read exactly or refused by name, and both languages say so.

use std::collections::BTreeMap;

use zice_core::catalogue::Language;
use zice_core::facts::{FactKind, FactValue};
use zice_core::text::{self, Words};
use zice_core::units::{Quantity, QuantityError, Unit};
use zice_core::written::{self, Written};

#[derive(serde::Deserialize)]
struct Cases {
    says: BTreeMap<String, [String; 2]>,
    #[serde(flatten)]
    units: BTreeMap<String, OfUnit>,
}

#[derive(serde::Deserialize)]
struct OfUnit {
    read: BTreeMap<String, String>,
    #[serde(default)]
    refused: BTreeMap<String, String>,
}

fn cases() -> Cases {
    toml::from_str(include_str!("figures/figures.toml")).expect("the cases are TOML")
}

fn unit(name: &str) -> Unit {
    match name {
        "money" => Unit::WanYuan,
        "persons" => Unit::Persons,
        "percent" => Unit::Percent,
        "years" => Unit::Years,
        "rank" => Unit::Rank,
        "points" => Unit::Points,
        other => panic!("no unit {other}"),
    }
}

fn name(error: QuantityError) -> &'static str {
    match error {
        QuantityError::Empty => "empty",
        QuantityError::NotANumber => "no number",
        QuantityError::TooManyDecimals(_) => "decimals",
        QuantityError::TooLong => "long",
        QuantityError::Approximate => "approximate",
        QuantityError::Reversed => "reversed",
        QuantityError::Date => "date",
        QuantityError::ForeignCurrency => "currency",
        QuantityError::Incomplete => "incomplete",
    }
}

/// `1500`, `1500..2000`, `1500..`, or the name of the refusal.
fn outcome(text: &str, unit: Unit) -> String {
    let end = |end: Option<Quantity>| end.map_or(String::new(), |end| end.to_decimal(unit));
    match written::read(text, unit) {
        Ok(Written { low: Some(low), high: Some(high), .. }) if low == high => low.to_decimal(unit),
        Ok(Written { low, high, .. }) => format!("{}..{}", end(low), end(high)),
        Err(error) => name(error).to_owned(),
    }
}

#[test]
fn every_figure_is_read_as_the_table_says() {
    let mut wrong = Vec::new();
    for (of, cases) in &cases().units {
        for (text, expected) in cases.read.iter().chain(&cases.refused) {
            let found = outcome(text, unit(of));
            if found != *expected {
                wrong.push(format!("{of} {text:?}: {found}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is read is shown back, what is refused is explained, in both languages; a range becomes a range of the fact.
#[test]
fn both_languages_say_what_was_read_or_refused() {
    let cases = cases();
    let wide = |unit| FactKind::Number { unit, min: Quantity(-i64::MAX / 4), max: Quantity(i64::MAX / 4) };
    for (place, language) in [Language::Zh, Language::En].into_iter().enumerate() {
        let words = Words::of(language);
        for (of, of_unit) in &cases.units {
            let kind = wide(unit(of));
            for (text, expected) in &of_unit.read {
                let back = text::read_back_written(words, kind, text).unwrap_or_default();
                assert!(back.chars().count() > 3, "{text:?}: {back:?}");
                let Ok(FactValue::Range(low, high)) = text::figure(words, kind, text) else { panic!("{text:?} is a figure") };
                assert_eq!(low == high, !expected.contains(".."), "{text:?}");
            }
            for (text, refusal) in &of_unit.refused {
                let says = text::figure(words, kind, text).expect_err("refused");
                let part = &cases.says[refusal.as_str()][place];
                let part = part.replace("“x”", "");
                let whole = refusal == "decimals" && unit(of) == Unit::Persons;
                assert!(whole || says.contains(&part), "{text:?} is {refusal}, and the page says {says:?}");
                assert_eq!(text::read_back_written(words, kind, text), None, "{text:?}");
            }
        }
    }
}

/// What the program writes it reads; and a thousand changes of each case neither panic nor overflow.
#[test]
fn figures_read_back_and_nothing_panics() {
    let mut state = 0x9e37_79b9_u32;
    let mut roll = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        usize::try_from(state).unwrap_or(0) % sides.max(1)
    };
    let cases = cases();
    let pieces: Vec<char> =
        cases.units.values().flat_map(|of| of.read.keys().chain(of.refused.keys())).flat_map(|text| text.chars()).collect();
    for (of, of_unit) in &cases.units {
        for text in of_unit.read.keys().chain(of_unit.refused.keys()) {
            for _ in 0..300 {
                let mut changed: Vec<char> = text.chars().collect();
                for _ in 0..=roll(4) {
                    let at = roll(changed.len() + 1);
                    match roll(3) {
                        0 if at < changed.len() => drop(changed.remove(at)),
                        1 if at < changed.len() => changed[at] = pieces[roll(pieces.len())],
                        _ => changed.insert(at, pieces[roll(pieces.len())]),
                    }
                }
                let changed: String = changed.into_iter().collect();
                if let Ok(Written { low: Some(low), high: Some(high), .. }) = written::read(&changed, unit(of)) {
                    assert!(low <= high, "{changed:?}");
                    let again = low.to_decimal(unit(of));
                    assert_eq!(written::read(&again, unit(of)).map(|read| read.low), Ok(Some(low)), "{changed:?} → {again}");
                }
            }
        }
    }
}
