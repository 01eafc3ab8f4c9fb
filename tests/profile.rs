//! The profile as a file: what the page writes the command reads the same; what it cannot read it names; nothing panics.

use std::sync::LazyLock;

use proptest::prelude::*;
use zice_core::catalogue::Catalogue;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactValue, OptionSet};
use zice_core::profile::{self, ProfileError, ValueError};
use zice_core::report::Topics;
use zice_core::units::{Quantity, QuantityError, Unit};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| zice_pack::catalogue().expect("the built-in pack"));

/// A value of the fact, or 不清楚, drawn from two numbers.
fn answer(fact: FactId, draw: u64, other: u64) -> Answer {
    let about = CATALOGUE.fact(fact);
    if draw.is_multiple_of(7) {
        return Answer::Unknown;
    }
    let count = about.options.len();
    Answer::Known(match about.kind {
        FactKind::One | FactKind::Yes => FactValue::Option((other % count as u64) as u8),
        FactKind::Many => FactValue::Options(OptionSet(other as u32 & OptionSet::all(count).0)),
        FactKind::Number { unit, min, max } => {
            let figure = |draw: u64| Quantity(min.0 + (draw % (max.0 - min.0 + 1) as u64) as i64);
            // The ends of a range are numbers that somebody wrote; one figure alone may lie between two of them.
            let written = |figure: Quantity| figure.between(unit).map_or(figure, |(below, _)| below);
            let (a, b) = (figure(draw / 7), figure(other));
            let (low, high) = (written(a.min(b)), written(a.max(b)));
            if draw.is_multiple_of(3) || low == high { FactValue::exact(a) } else { FactValue::Range(low, high) }
        }
    })
}

fn known(answers: &Answers) -> Vec<(FactId, Answer)> {
    answers.iter().filter(|(_, answer)| *answer != Answer::Unknown).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_reads_back_and_the_command_reads_the_same(draws in proptest::collection::vec((any::<u8>(), any::<u64>(), any::<u64>()), 0..90), topics in 0_u32..2048) {
        let mut answers = Answers::default();
        for (fact, draw, other) in draws {
            let fact = FactId((usize::from(fact) % CATALOGUE.facts.len()) as u8);
            answers.set(fact, answer(fact, draw, other));
        }
        let topics = Topics(topics);
        let text = profile::write(&CATALOGUE, &answers, topics);
        let read = profile::read(&CATALOGUE, &text).expect("its own file");
        prop_assert_eq!(&read.answers, &answers);
        prop_assert_eq!(read.topics, topics);
        prop_assert_eq!(read.left_out, 0);
        let command = zice_cli::profile::parse(&CATALOGUE, &text).expect("the command reads it");
        prop_assert_eq!(known(&command.answers), known(&answers));
        prop_assert_eq!(command.topics, topics);
    }

    /// Bytes of a good file changed at random: an independent reader of JSON agrees on whether it is that, and on how much it says.
    #[test]
    fn a_damaged_file_is_refused_or_says_something_else(at in any::<usize>(), with in proptest::sample::select(vec!["", "\"", "{", "}", ",", "9", "x", "é", ".", "-", "null", "\\"])) {
        let good = r#"{"facts": {"location": "menghai", "revenue": {"min": 500, "max": 2000.5}, "titles": ["tech_sme"], "credit_listed": false, "employees": 12}, "topics": ["tax"]}"#;
        let at = at % good.len();
        let text = format!("{}{with}{}", &good[..at], &good[at + 1..]);
        // An independent reader says whether it is JSON at all.
        let json = serde_json::from_str::<serde_json::Value>(&text);
        match profile::read(&CATALOGUE, &text) {
            Err(ProfileError::NotJson(..)) => prop_assert!(json.is_err(), "{}", text),
            Ok(read) => {
                let facts = json.as_ref().ok().and_then(|json| json["facts"].as_object()).expect("JSON with facts");
                prop_assert_eq!(facts.len(), read.answers.len(), "{}", text);
            }
            Err(_) => {}
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}", noise in "[\\[\\]{}\",:0-9a-z\\\\ -]{0,60}") {
        _ = profile::read(&CATALOGUE, &text);
        _ = profile::read(&CATALOGUE, &noise);
        _ = profile::read(&CATALOGUE, &format!("{{\"facts\": {{{noise}}}}}"));
    }
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let fact = |id: &str| CATALOGUE.fact_by_id(id).expect("a fact");
    let value = |id: &str, written: &str| ProfileError::Value(fact(id), written.to_owned(), ValueError::Kind);
    let cases: Vec<(&str, ProfileError)> = vec![
        ("", ProfileError::NotJson(1, 1)),
        ("location,menghai", ProfileError::NotJson(1, 1)),
        ("{\"facts\": {}\n,,}", ProfileError::NotJson(2, 2)),
        ("{\"facts\": {}} x", ProfileError::NotJson(1, 15)),
        ("{\"facts\": {\"employees\": 012}}", ProfileError::NotJson(1, 25)),
        ("[]", ProfileError::NotAProfile),
        ("{}", ProfileError::NotAProfile),
        (r#"{"facts": 3}"#, ProfileError::NotAProfile),
        (r#"{"facts": {}, "name": "勐海茶厂"}"#, ProfileError::UnknownKey("name".to_owned())),
        (r#"{"facts": {"employees": 1, "employees": 2}}"#, ProfileError::Twice("employees".to_owned())),
        (r#"{"facts": {"turnover": 1}}"#, ProfileError::UnknownFact("turnover".to_owned())),
        (r#"{"facts": {"employees": -1}}"#, value("employees", "-1")),
        (r#"{"facts": {"employees": 1.5}}"#, value("employees", "1.5")),
        (r#"{"facts": {"revenue": 1.234}}"#, value("revenue", "1.234")),
        (r#"{"facts": {"revenue": "1,500"}}"#, value("revenue", "\"1,500\"")),
        (r#"{"facts": {"revenue": 1e3}}"#, value("revenue", "1e3")),
        (r#"{"facts": {"revenue": {"min": 5, "max": 4}}}"#, value("revenue", r#"{"min": 5, "max": 4}"#)),
        (r#"{"facts": {"revenue": {"from": 5}}}"#, value("revenue", r#"{"from": 5}"#)),
        (r#"{"facts": {"location": "kunming"}}"#, value("location", "\"kunming\"")),
        (r#"{"facts": {"credit_listed": "false"}}"#, value("credit_listed", "\"false\"")),
        (r#"{"facts": {"titles": "tech_sme"}}"#, value("titles", "\"tech_sme\"")),
        (r#"{"facts": {"titles": ["tech_sme", "best"]}}"#, value("titles", r#"["tech_sme", "best"]"#)),
        (r#"{"facts": {}, "topics": ["taxes"]}"#, ProfileError::Topics("\"taxes\"".to_owned())),
        (r#"{"facts": {}, "topics": 7}"#, ProfileError::Topics("7".to_owned())),
    ];
    for (text, error) in cases {
        let found = profile::read(&CATALOGUE, text).map_err(|error| match error {
            ProfileError::Value(fact, written, _) => ProfileError::Value(fact, written, ValueError::Kind),
            other => other,
        });
        assert_eq!(found, Err(error), "{text}");
    }
    let deep = format!("{{\"facts\": {}", "[".repeat(50_000));
    assert!(matches!(profile::read(&CATALOGUE, &deep), Err(ProfileError::NotJson(1, _))));
    assert_eq!(profile::read(&CATALOGUE, &" ".repeat(profile::LONGEST + 1)), Err(ProfileError::TooLong));
}

#[test]
fn what_the_command_takes_the_page_takes() {
    let text = "\u{feff}{\"topics\": null, \"facts\": {\"revenue\": \"1500.50\", \"assets\": {\"max\": 3000}, \"rd_expense\": null, \"titles\": [], \"\\u006cocation\": \"mohan\"}}";
    let read = profile::read(&CATALOGUE, text).expect("a profile");
    let command = zice_cli::profile::parse(&CATALOGUE, text).expect("a profile");
    assert_eq!(known(&read.answers), known(&command.answers));
    assert_eq!(read.answers.len(), 5, "null is 不清楚");
}

/// Figures are read up to a length that no figure needs; what is longer is refused and never added up.
#[test]
fn a_figure_may_be_long_and_not_longer() {
    let digits = |zeros: usize, end: &str| "0".repeat(zeros) + end;
    for (text, unit, read) in [
        (digits(22, "12"), Unit::Persons, Ok(Quantity(12))),
        (digits(23, "12"), Unit::Persons, Err(QuantityError::TooLong)),
        (digits(22, "1.5"), Unit::Points, Ok(Quantity(15))),
        (digits(23, "1.5"), Unit::Points, Err(QuantityError::TooLong)),
        ("9".repeat(60), Unit::Persons, Err(QuantityError::TooLong)),
    ] {
        assert_eq!(Quantity::parse_decimal(&text, unit), read, "{text}");
    }
}
