//! The compiled form: what is written is read back, the parts belong together, and damage is noticed.

use zice::authoring;
use zice::built_in;
use zice::catalogue::packed::{PackError, Part};
use zice::catalogue::texts::{self, Segment};
use zice::catalogue::{Catalogue, Str};
use zice::date::Date;
use zice::facts::Answers;
use zice::report::{Topics, json, report};

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
    assert_eq!(compiled.sha256, built_in::SHA256, "the pack of the build is the pack of the folder");
    let read = Catalogue::decode(compiled.whole.leak()).expect("it opens");
    assert_eq!(read.sha256, compiled.sha256);
    assert_eq!(Catalogue { sha256: "", ..read }, seeds);
}

#[test]
fn the_core_asks_in_chinese_and_assesses() {
    let core = Catalogue::decode(built_in::CORE).expect("it opens");
    assert!(!core.complete);
    for (segment, text) in of(&core) {
        assert_eq!(!text.is_empty(), segment == Segment::AskZh, "{segment:?}: {text}");
    }
    let whole = built_in::catalogue().expect("it opens");
    let day = Date::parse("2026-11-23").expect("a day");
    let of = |catalogue: &Catalogue| report(catalogue, &Answers::default(), Topics::default(), day);
    assert_eq!(of(&core), of(&whole));
}

#[test]
fn the_parts_make_the_pack_of_the_page() {
    let core = Catalogue::decode(built_in::CORE).expect("it opens");
    let page = core.with_later(built_in::LATER).expect("it is the rest of it");
    let whole = built_in::catalogue().expect("it opens");
    assert!(page.complete && page.sha256 == built_in::SHA256);
    for ((segment, here), (_, there)) in of(&page).into_iter().zip(of(&whole)) {
        let refer = matches!(segment, Segment::ReferZh | Segment::ReferEn);
        assert_eq!(here, if refer { "" } else { there }, "{segment:?}");
    }
    let day = Date::parse("2026-11-23").expect("a day");
    let print = |catalogue: &Catalogue| {
        let report = report(catalogue, &Answers::default(), Topics::default(), day);
        json::report(catalogue, catalogue.sha256, &Answers::default(), Topics::default(), &report)
    };
    assert_eq!(print(&page), print(&whole));
}

#[test]
fn parts_of_different_packs_are_never_joined() {
    let mut other = seeds();
    other.pack.version = "2030.1.0";
    let other = authoring::encode(&other).expect("it compiles");
    let core = Catalogue::decode(built_in::CORE).expect("it opens");
    assert_eq!(core.with_later(other.later.leak()), Err(PackError::Stranger));
    assert_eq!(core.with_later(built_in::CORE), Err(PackError::Part));
    assert_eq!(Catalogue::decode(built_in::LATER), Err(PackError::Part));
}

#[test]
fn damage_is_noticed() {
    for part in [built_in::CORE, built_in::LATER] {
        for length in (0..part.len()).step_by(97) {
            let cut: &'static [u8] = &part[..length];
            assert!(matches!(Catalogue::decode(cut), Err(PackError::NotAPack | PackError::Damaged | PackError::Part)), "cut to {length}");
        }
    }
    let longer = [built_in::CORE, &[0]].concat();
    assert_eq!(Catalogue::decode(longer.leak()), Err(PackError::Damaged));
    let mut newer = built_in::CORE.to_vec();
    newer[5] = 9;
    assert_eq!(Catalogue::decode(newer.leak()), Err(PackError::Form(9)));
    let mut seeds = seeds();
    seeds.topics[0].name.zh = "a\0b";
    assert!(seeds.file(Part::Core, [0; 32]).is_err_and(|message| message.contains("zero byte")));
}
