//! The search of a counter: every question can be found.

use zice::counter::search::{MOST, Target, entries, find};
use zice_core::catalogue::{Catalogue, Language};
use zice_core::facts::FactId;

fn found(written: &str) -> Vec<&'static str> {
    let catalogue: &'static Catalogue = Box::leak(Box::new(zice_pack::catalogue().expect("the pack opens")));
    // Stands for the browser's collation: enough letters for the test.
    let letter = |c: char| match c {
        '营' | '业' => 'Y',
        '收' => 'S',
        '入' => 'R',
        '贷' => 'D',
        '款' => 'K',
        _ => '-',
    };
    let entries = entries(catalogue, |text| text.chars().map(letter).collect());
    let id = |target| match target {
        Target::Question(fact) => catalogue.fact(fact).id,
        Target::Support(support) => catalogue.supports[support.index()].id,
        Target::Agency(agency) => catalogue.agency(agency).id,
    };
    find(&entries, written).into_iter().map(id).collect()
}

#[test]
fn a_question_is_found_by_id_name_initials_and_words() {
    assert_eq!(found("revenue").first(), Some(&"revenue"));
    assert_eq!(found("YYSR").first(), Some(&"revenue"));
    assert_eq!(found("营业收入").first(), Some(&"revenue"));
    assert_eq!(found(" Debt_ratio ").first(), Some(&"debt_ratio"));
    assert_eq!(found("debt ratio").first(), Some(&"debt_ratio"));
    assert!(found("").is_empty() && found("  ").is_empty() && found("不存在的东西").is_empty());
    assert!(found("a").len() == MOST, "never more than fit");
}

#[test]
fn every_question_is_found_by_its_id_and_its_name() {
    let catalogue = zice_pack::catalogue().expect("the pack opens");
    let entries = entries(&catalogue, |_| String::new());
    for (index, fact) in catalogue.facts.iter().enumerate() {
        let this = Target::Question(FactId(index as u8));
        assert!(find(&entries, fact.id).contains(&this), "{}", fact.id);
        for language in [Language::Zh, Language::En] {
            let offered = find(&entries, fact.short.get(language));
            assert!(offered.contains(&this), "{}: {offered:?}", fact.short.get(language));
        }
    }
}

#[test]
fn supports_agencies_and_options_are_found_too() {
    let has = |written: &str, id: &str| assert!(found(written).contains(&id), "{written} finds {id}: {:?}", found(written));
    has("创业担保贷款", "startup_loan_person");
    has("startup loan", "startup_loan_person");
    has("taxation", "taxation");
    has("个体工商户", "entity");
    assert!(!found("dk").is_empty() && !found("贷款").is_empty(), "loans are found by initials and by name");
}

#[test]
fn every_support_and_agency_is_found_by_its_id_and_its_name() {
    let catalogue = zice_pack::catalogue().expect("the pack opens");
    let entries = entries(&catalogue, |_| String::new());
    let supports = (0..).zip(&catalogue.supports).map(|(at, it)| (Target::Support(zice_core::catalogue::SupportId(at)), it.id, it.name));
    let agencies = (0..).zip(&catalogue.agencies).map(|(at, it)| (Target::Agency(zice_core::catalogue::AgencyId(at)), it.id, it.name));
    for (target, id, name) in supports.chain(agencies) {
        for written in [id, name.get(Language::Zh), name.get(Language::En)] {
            assert!(find(&entries, written).contains(&target), "{written}: {:?}", find(&entries, written));
        }
    }
}
