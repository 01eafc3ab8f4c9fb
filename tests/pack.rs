//! The compiled form: what is written is read back, the parts belong together, and damage is noticed.

use zice_authoring as authoring;
use zice_core::catalogue::packed::{PackError, Part};
use zice_core::catalogue::texts::{self, Segment};
use zice_core::catalogue::{Catalogue, Str};
use zice_core::date::Date;
use zice_core::facts::{Answers, FactId};
use zice_core::report::opening::{opening, outlook};
use zice_core::report::{Topics, report};

fn seeds() -> Catalogue {
    authoring::load(std::path::Path::new("seeds")).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn of(catalogue: &Catalogue) -> Vec<(Segment, Str)> {
    let mut found = Vec::new();
    texts::each(&mut catalogue.clone(), &mut |segment, text| found.push((segment, *text)));
    found
}

#[test]
fn what_is_written_is_read_back() {
    let seeds = seeds();
    let compiled = authoring::encode(&seeds).expect("it compiles");
    assert_eq!(compiled.sha256, zice_pack::SHA256, "the pack of the build is the pack of the folder");
    let read = Catalogue::decode(compiled.whole.leak()).expect("it opens");
    assert_eq!(read.sha256, compiled.sha256);
    assert_eq!(Catalogue { sha256: "", ..read }, seeds);
}

/// The core of the built-in pack as the page has it, from bytes.
fn core() -> Catalogue {
    let mut whole = zice_pack::catalogue().expect("it opens");
    let found = opening(&whole);
    whole.outlook = Some(outlook(&whole, &found));
    Catalogue::core(authoring::encode(&whole).expect("it compiles").core.leak()).expect("it opens")
}

#[test]
fn the_core_holds_what_the_first_questions_say_in_chinese_and_no_rule() {
    let (core, whole) = (core(), zice_pack::catalogue().expect("it opens"));
    assert!(!core.complete && core.nodes.is_empty() && core.supports.is_empty() && core.rungs.is_empty());
    let outlook = core.outlook.as_ref().expect("what is still open");
    assert!(outlook.near.has(outlook.first.expect("the first question has options")) && outlook.near.len() < 20, "{:?}", outlook.near);
    for (segment, text) in of(&core) {
        assert!(segment == Segment::Zh || text.is_empty(), "{segment:?}: {text}");
    }
    for (index, (fact, full)) in (0..).zip(core.facts.iter().zip(&whole.facts)) {
        let near = outlook.near.has(FactId(index));
        let texts = [(fact.question, full.question), (fact.hint, full.hint), (fact.short, full.short)];
        for (text, full) in texts.into_iter().chain(fact.options.iter().zip(&full.options).map(|(one, full)| (one.label, full.label))) {
            assert_eq!(text.zh, if near { full.zh } else { "" }, "{}", fact.id);
        }
        assert_eq!((fact.id, fact.kind, fact.effort), (full.id, full.kind, full.effort));
    }
    assert_eq!(
        core.topics.iter().map(|topic| topic.name.zh).collect::<Vec<_>>(),
        whole.topics.iter().map(|topic| topic.name.zh).collect::<Vec<_>>()
    );
}

#[test]
fn a_core_without_an_outlook_holds_every_question() {
    let core = Catalogue::core(zice_pack::CORE).expect("it opens");
    assert!(core.outlook.is_none() && core.facts.iter().all(|fact| !fact.question.zh.is_empty() && fact.question.en.is_empty()));
}

#[test]
fn the_parts_make_the_pack_of_the_page() {
    let core = core();
    let page = core.with_later(zice_pack::LATER).expect("it is the rest of it");
    let whole = zice_pack::catalogue().expect("it opens");
    assert!(page.complete && page.sha256 == zice_pack::SHA256);
    for ((segment, here), (_, there)) in of(&page).into_iter().zip(of(&whole)) {
        let refer = matches!(segment, Segment::ReferZh | Segment::ReferEn);
        assert_eq!(here, if refer { "" } else { there }, "{segment:?}");
    }
    let day = Date::parse("2026-11-23").expect("a day");
    let print = |catalogue: &Catalogue| {
        let report = report(catalogue, &Answers::default(), Topics::default(), day);
        zice_cli::report_json::report(catalogue, catalogue.sha256, &Answers::default(), &report)
    };
    assert_eq!(print(&page), print(&whole));
}

#[test]
fn parts_of_different_packs_are_never_joined() {
    let mut other = seeds();
    other.pack.version = "2030.1.0";
    let other = authoring::encode(&other).expect("it compiles");
    let core = core();
    assert_eq!(core.with_later(other.later.leak()), Err(PackError::Stranger));
    assert_eq!(core.with_later(zice_pack::CORE), Err(PackError::Part));
    assert_eq!(Catalogue::core(zice_pack::LATER), Err(PackError::Part));
    assert_eq!(Catalogue::decode(zice_pack::CORE), Err(PackError::Part));
}

#[test]
fn damage_is_noticed() {
    for part in [zice_pack::CORE, zice_pack::LATER] {
        for length in (0..part.len()).step_by(97) {
            let cut: &'static [u8] = &part[..length];
            assert!(matches!(Catalogue::core(cut), Err(PackError::NotAPack | PackError::Damaged | PackError::Part)), "cut to {length}");
        }
    }
    let longer = [zice_pack::CORE, &[0]].concat();
    assert_eq!(Catalogue::core(longer.leak()), Err(PackError::Damaged));
    let mut newer = zice_pack::CORE.to_vec();
    newer[5] = 9;
    assert_eq!(Catalogue::core(newer.leak()), Err(PackError::Form(9)));
    let mut seeds = seeds();
    seeds.topics[0].name.zh = "a\0b";
    assert!(seeds.file(Part::Core, [0; 32]).is_err_and(|message| message.contains("zero byte")));
}
