//! Laws of the share link: every profile survives the way through a link; no text makes the reader panic.

use proptest::prelude::*;
use zice_core::catalogue::Catalogue;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactValue, OptionSet};
use zice_core::link::{self, LinkError};
use zice_core::report::Topics;
use zice_core::units::Quantity;

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(|| zice_pack::catalogue().expect("the built-in pack opens"))
}

/// Any answers at all: for each fact nothing, 不清楚, or a value of its domain.
fn any_answers() -> impl Strategy<Value = Answers> {
    let count = catalogue().facts.len();
    proptest::collection::vec((0_u8..4, any::<u64>(), any::<u64>()), count).prop_map(|draws| {
        let mut answers = Answers::default();
        for (index, (kind, a, b)) in draws.into_iter().enumerate() {
            let fact = FactId(index as u8);
            let about = catalogue().fact(fact);
            let options = about.options.len().max(1) as u64;
            let value = match about.kind {
                FactKind::One | FactKind::Yes => FactValue::Option((a % options) as u8),
                FactKind::Many => FactValue::Options(OptionSet(a as u32 & OptionSet::all(about.options.len()).0)),
                FactKind::Number { min, max, .. } => {
                    let span = (max.0 - min.0) as u64 + 1;
                    let (low, high) = (min.0 + (a % span) as i64, min.0 + (b % span) as i64);
                    if kind == 2 {
                        FactValue::exact(Quantity(low))
                    } else {
                        FactValue::Range(Quantity(low.min(high)), Quantity(low.max(high)))
                    }
                }
            };
            match kind {
                0 => {}
                1 => answers.set(fact, Answer::Unknown),
                _ => answers.set(fact, Answer::Known(value)),
            }
        }
        answers
    })
}

fn any_topics() -> impl Strategy<Value = Topics> {
    (0_u32..1 << catalogue().topics.len()).prop_map(Topics)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_profile_survives_a_link(answers in any_answers(), topics in any_topics()) {
        let restored = link::decode(catalogue(), &link::encode(catalogue(), &answers, topics)).expect("a good link");
        prop_assert_eq!(restored.left_out, 0);
        prop_assert_eq!(restored.answers, answers);
        prop_assert_eq!(restored.topics, topics);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,200}") {
        _ = link::decode(catalogue(), &text);
    }

    #[test]
    fn a_damaged_link_is_noticed(answers in any_answers(), place in any::<usize>(), letter in "[A-Za-z0-9_-]") {
        let good = link::encode(catalogue(), &answers, Topics::default());
        let at = place % good.len();
        let mut damaged = good.clone();
        damaged.replace_range(at..=at, &letter);
        // The last letter may carry bits that no byte uses: then nothing was damaged.
        match link::decode(catalogue(), &damaged) {
            Ok(restored) => prop_assert_eq!(restored.answers, answers),
            Err(error) => prop_assert!(matches!(error, LinkError::Damaged)),
        }
    }

    #[test]
    fn a_cut_link_is_noticed(answers in any_answers(), cut in 1_usize..40) {
        let good = link::encode(catalogue(), &answers, Topics::default());
        let kept = good.len().saturating_sub(cut);
        prop_assert!(link::decode(catalogue(), &good[..kept]).is_err());
    }
}

/// What apps and writers glue to a link is no part of it; what is lost or changed inside it is noticed.
#[test]
fn text_glued_to_a_link_is_left_out() {
    let facts = [("location", 1), ("industry", 1), ("credit_listed", 1)];
    let mut answers = Answers::default();
    for (id, option) in facts {
        answers.set(catalogue().fact_by_id(id).expect("a fact"), Answer::Known(FactValue::Option(option)));
    }
    let good = link::encode(catalogue(), &answers, Topics::default());
    let glued = [
        "。",
        "，请查收",
        "，",
        ".",
        ",",
        "、",
        "）",
        ")",
        "】",
        "”",
        "\"",
        "'",
        ">",
        "】请打开",
        " ",
        "%20",
        "%20%20",
        "\n",
        "\r\n",
        "\u{3000}",
        "&from=timeline",
        "&isappinstalled=0",
        "?from=singlemessage",
        "#",
        "/",
        "=",
        "==",
        "%E3%80%82",
        "%EF%BC%8C",
        "…",
        "！",
        ";",
        "； 谢谢",
        " 谢谢",
        " thanks for reading",
        "\nSent from my phone",
        "\u{200b}",
        "\u{ad}",
        "<br>",
        "|",
        "~",
        "*",
        "**",
        "`",
    ];
    for end in glued {
        let read = link::decode(catalogue(), &format!("{good}{end}"));
        assert_eq!(read.as_ref().map(|restored| &restored.answers), Ok(&answers), "{end:?}");
    }
    for inside in [" ", "%20", "\u{ad}", "\u{200b}", "\r\n", "%0D%0A", "\u{a0}", "%C2%AD", " \n "] {
        let (a, b) = good.split_at(good.len() / 2);
        let read = link::decode(catalogue(), &format!("{a}{inside}{b}"));
        assert_eq!(read.as_ref().map(|restored| &restored.answers), Ok(&answers), "{inside:?} inside");
        let read = link::decode(catalogue(), &format!(" {a}{inside}{b}，谢谢"));
        assert_eq!(read.as_ref().map(|restored| &restored.answers), Ok(&answers), "{inside:?} inside, and text behind");
    }
    for (a, b) in (1..good.len()).map(|at| good.split_at(at)) {
        assert!(matches!(link::decode(catalogue(), &format!("{a}。{b}")), Err(LinkError::Damaged)), "cut at {}", a.len());
    }
    assert!(matches!(link::decode(catalogue(), &"A".repeat(10_000)), Err(LinkError::TooLong)));
    assert!(matches!(link::decode(catalogue(), &format!("{}{}", "A ".repeat(4_000), "%20".repeat(100_000))), Err(LinkError::Damaged)));
}

#[test]
fn a_fragment_that_was_changed_is_damaged_and_not_passed_over() {
    assert_eq!(link::carried("p=AQ"), Some("AQ"));
    for changed in ["P=AQ", "/p=AQ", "!/p=AQ", "?p=AQ", "#p=AQ", "/P=AQ"] {
        let carried = link::carried(changed).expect("it is not silent");
        assert!(matches!(link::decode(catalogue(), carried), Err(LinkError::Damaged)), "{changed}");
    }
    for other in ["", "support-x", "p", "plan=1", "q=AQ", "main"] {
        assert_eq!(link::carried(other), None, "{other}");
    }
}

/// A link says which year its figures for “last year” are of, if it has any; the year is no fact and no entry left out.
#[test]
fn a_link_says_of_which_year_its_figures_are() {
    let mut answers = Answers::default();
    answers.set(catalogue().fact_by_id("location").expect("a fact"), Answer::Known(FactValue::Option(1)));
    let of = |answers: &Answers| {
        link::decode(catalogue(), &link::encode_of_year(catalogue(), answers, Topics::default(), Some(2025))).expect("a good link")
    };
    assert_eq!(of(&answers).year, None, "no figure of a year");
    answers.set(catalogue().fact_by_id("revenue").expect("a fact"), Answer::Known(FactValue::exact(Quantity(150_000))));
    let restored = of(&answers);
    assert_eq!((restored.year, restored.left_out), (Some(2025), 0));
    assert_eq!(restored.answers, answers);
    assert_eq!(link::decode(catalogue(), &link::encode(catalogue(), &answers, Topics::default())).expect("a good link").year, None);
}
