//! Laws of the share link: every profile survives the way through a link; no text makes the reader panic.

use proptest::prelude::*;
use zice_core::catalogue::Catalogue;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactValue, OptionSet};
use zice_core::link;
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
            Err(error) => prop_assert!(matches!(error, link::LinkError::Damaged)),
        }
    }

    #[test]
    fn a_cut_link_is_noticed(answers in any_answers(), cut in 1_usize..40) {
        let good = link::encode(catalogue(), &answers, Topics::default());
        let kept = good.len().saturating_sub(cut);
        prop_assert!(link::decode(catalogue(), &good[..kept]).is_err());
    }
}
