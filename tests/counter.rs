//! The search of a counter: every question can be found.

use zice::counter::search::{MOST, entries, find};
use zice_core::catalogue::{Catalogue, Language};

fn found(written: &str) -> Vec<&'static str> {
    let catalogue: &'static Catalogue = Box::leak(Box::new(zice_pack::catalogue().expect("the pack opens")));
    // Stands for the browser's collation: enough letters for the test.
    let letter = |c: char| match c {
        '营' | '业' => 'Y',
        '收' => 'S',
        '入' => 'R',
        _ => '-',
    };
    let entries = entries(catalogue, |text| text.chars().map(letter).collect());
    find(&entries, written).into_iter().map(|fact| catalogue.fact(fact).id).collect()
}

#[test]
fn a_question_is_found_by_id_name_initials_and_words() {
    assert_eq!(found("revenue").first(), Some(&"revenue"));
    assert_eq!(found("YYSR").first(), Some(&"revenue"));
    assert_eq!(found("营业收入").first(), Some(&"revenue"));
    assert_eq!(found(" Debt_ratio ").first(), Some(&"debt_ratio"));
    assert_eq!(found("debt ratio").first(), Some(&"debt_ratio"));
    assert!(found("").is_empty() && found("  ").is_empty() && found("不存在的题").is_empty());
    assert!(found("a").len() == MOST, "never more than fit");
}

#[test]
fn every_question_is_found_by_its_id_and_its_name() {
    let catalogue = zice_pack::catalogue().expect("the pack opens");
    let entries = entries(&catalogue, |_| String::new());
    for (index, fact) in catalogue.facts.iter().enumerate() {
        assert_eq!(find(&entries, fact.id).first().map(|found| usize::from(found.0)), Some(index), "{}", fact.id);
        for language in [Language::Zh, Language::En] {
            let offered = find(&entries, fact.short.get(language));
            assert!(offered.iter().any(|found| usize::from(found.0) == index), "{}: {offered:?}", fact.short.get(language));
        }
    }
}
