//! Another plan's pack: built from a folder, read back from a file, checked by hash, form, schema and content; and a folder to begin with.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use zice_authoring::{self as authoring, Compiled};
use zice_core::catalogue::digest::sha256;
use zice_core::catalogue::packed::{PackError, sha256_of};
use zice_core::catalogue::{AgencyId, Catalogue, CriterionId, Node, NodeId, Scale, SourceId, Text, Worth, WorthCase, WorthKind};
use zice_core::facts::{FactId, FactSet, OptionSet};
use zice_core::units::Quantity;

const SECOND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/second-pack");

fn second() -> Catalogue {
    authoring::load(Path::new(SECOND)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn compiled(catalogue: &Catalogue) -> Compiled {
    authoring::encode(catalogue).expect("it compiles")
}

fn zice(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zice")).args(arguments).output().expect("the command runs")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A folder of this test alone.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("zice-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn a_file_says_what_its_folder_says() {
    let folder = folder("build");
    let (file, firm) = (folder.join("second.zice"), folder.join("firm.json"));
    let (file, firm) = (file.to_str().expect("a path"), firm.to_str().expect("a path"));
    std::fs::write(firm, "{\"facts\": {\"county\": \"east\", \"trade\": \"shop\", \"staff\": 5}}").expect("a profile");
    let built = zice(&["pack", "build", SECOND, "-o", file]);
    assert!(built.status.success(), "{}", said(&built.stderr));
    assert!(said(&built.stdout).contains(&compiled(&second()).sha256), "it says the hash to name in the page");
    let print = |pack: &str| zice(&["assess", firm, "--as-of", "2026-11-23", "--pack", pack]);
    let (of_file, of_folder) = (print(file), print(SECOND));
    assert!(of_file.status.success(), "{}", said(&of_file.stderr));
    assert_eq!(said(&of_file.stdout), said(&of_folder.stdout));
    assert!(said(&of_file.stdout).contains("energy_audit"));

    let mut damaged = std::fs::read(file).expect("the file");
    let last = damaged.len() - 2;
    damaged[last] ^= 1;
    std::fs::write(file, damaged).expect("the file");
    let refused = print(file);
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stdout.is_empty() && said(&refused.stderr).contains("cut short, or changed on the way"), "{}", said(&refused.stderr));
    std::fs::remove_dir_all(folder).expect("it is ours");
}

#[test]
fn what_is_wrong_with_a_file_is_named() {
    let pack = compiled(&second());
    let load = |bytes: Vec<u8>, asked: Option<&str>| Catalogue::load(bytes.leak(), asked).map(|_| ());
    assert_eq!(load(pack.whole.clone(), Some(&pack.sha256.to_uppercase())), Ok(()));
    assert_eq!(load(pack.whole.clone(), Some("00")), Err(PackError::Hash(sha256_of(&pack.whole))));
    assert_eq!(load(pack.core, None), Err(PackError::Part));
    assert_eq!(load(b"PK\x03\x04".repeat(20), None), Err(PackError::NotAPack));
    assert_eq!(load(Vec::new(), None), Err(PackError::NotAPack));
    let mut newer = pack.whole.clone();
    newer[5] = 7;
    assert_eq!(load(newer, None), Err(PackError::Form(7)));
    let mut other = second();
    other.pack.schema = 9;
    assert_eq!(load(compiled(&other).whole, None), Err(PackError::Schema(9)));
    let mut long = pack.whole.clone();
    long.resize(5 << 20, 0);
    assert_eq!(load(long, None), Err(PackError::TooLarge));
    for length in (0..pack.whole.len()).step_by(61) {
        assert!(load(pack.whole[..length].to_vec(), None).is_err(), "cut to {length}");
    }
}

#[test]
fn the_built_in_pack_would_be_accepted_too() {
    let whole = compiled(&zice_pack::catalogue().expect("it opens")).whole;
    assert_eq!(Catalogue::load(whole.leak(), Some(zice_pack::SHA256)).map(|pack| pack.pack.id), Ok("xsbn-47-2021"));
}

type Fault = (&'static str, &'static str, fn(&mut Catalogue));

/// Each on its own, in a pack that is sound otherwise.
const FAULTS: &[Fault] = &[
    ("facts", "too many options", |pack| pack.facts[0].options = (0..33).map(|_| pack.facts[0].options[0].clone()).collect()),
    ("facts", "twice", |pack| pack.facts[1].id = pack.facts[0].id),
    ("facts", "no id", |pack| pack.facts[0].id = "a b"),
    ("conditions", "not there", |pack| pack.nodes.push(Node::Options { fact: FactId(99), options: OptionSet(1) })),
    // Just beyond what a set of facts can hold.
    ("conditions", "not there", |pack| pack.nodes.push(Node::Options { fact: FactId(128), options: OptionSet(1) })),
    ("conditions", "an option", |pack| pack.nodes.push(Node::Options { fact: FactId(0), options: OptionSet(1 << 20) })),
    ("conditions", "options of a number", |pack| pack.nodes.push(Node::Options { fact: FactId(2), options: OptionSet(1) })),
    ("conditions", "no number", |pack| pack.nodes.push(Node::Compare { fact: FactId(0), min: Some(Quantity(1)), max: None })),
    ("conditions", "too large", |pack| pack.nodes.push(Node::Compare { fact: FactId(3), min: Some(Quantity(i64::MAX)), max: None })),
    ("conditions", "one case", |pack| pack.nodes.push(Node::Switch { fact: FactId(1), cases: vec![NodeId(0)] })),
    ("conditions", "cannot be weighed", |pack| {
        pack.nodes.push(Node::Ratio { numerator: FactId(2), denominator: FactId(3), percent: Quantity(100) });
    }),
    ("conditions", "out of bounds", |pack| {
        pack.nodes.push(Node::Ratio { numerator: FactId(3), denominator: FactId(4), percent: Quantity(0) });
    }),
    ("facts", "close together", |pack| {
        for percent in [9_999_998, 9_999_999] {
            pack.nodes.push(Node::Ratio { numerator: FactId(3), denominator: FactId(4), percent: Quantity(percent) });
        }
    }),
    ("conditions", "in another way", |pack| {
        pack.nodes.push(Node::Ratio { numerator: FactId(3), denominator: FactId(4), percent: Quantity(100) });
        pack.nodes.push(Node::Ratio { numerator: FactId(4), denominator: FactId(3), percent: Quantity(100) });
    }),
    ("conditions", "in another way", |pack| {
        pack.nodes.push(Node::Ratio { numerator: FactId(3), denominator: FactId(4), percent: Quantity(100) });
        pack.nodes.push(Node::Sum { facts: [FactId(4), FactId(3)], min: Quantity(100) });
    }),
    ("conditions", "joins nothing", |pack| pack.nodes.push(Node::All(Vec::new()))),
    ("conditions", "too deep", |pack| {
        for _ in 0..40 {
            let last = NodeId(pack.nodes.len() as u16 - 1);
            pack.nodes.push(Node::Not(last));
        }
    }),
    ("conditions", "trigger", |pack| {
        let trigger = pack.supports[0].trigger.map(|(node, _)| node).expect("it has one");
        pack.nodes.push(Node::Not(trigger));
    }),
    ("sizes", "one row", |pack| drop(pack.sizes.rows.pop())),
    ("sizes", "rise", |pack| pack.sizes.rows[0].limits[0].1[2] = Quantity(0)),
    ("sizes", "one amount", |pack| pack.sizes.rows[0].scale = Scale::ByFact(FactId(0), Vec::new())),
    ("lines", "not there", |pack| pack.criteria[0].node = NodeId(u16::MAX)),
    ("lines", "not there", |pack| pack.criteria[0].source = SourceId(9)),
    ("supports", "not there", |pack| pack.supports[0].criteria.push(CriterionId(999))),
    ("supports", "not there", |pack| pack.supports[0].lead = AgencyId(9)),
    ("supports", "no trigger", |pack| pack.supports[0].trigger = pack.supports[0].trigger.map(|(_, label)| (NodeId(0), label))),
    ("supports", "twice", |pack| pack.supports[1].id = pack.supports[0].id),
    ("supports", "no case", |pack| spoilt_worth(pack, |worth| worth.cases.clear())),
    ("supports", "for no year", |pack| spoilt_worth(pack, |worth| worth.years = Some(0))),
    ("supports", "not there", |pack| spoilt_worth(pack, |worth| worth.sources = vec![SourceId(99)])),
    ("supports", "not there", |pack| spoilt_worth(pack, |worth| worth.cases[0].when = vec![NodeId(u16::MAX)])),
    ("supports", "no number", |pack| spoilt_worth(pack, |worth| worth.cases[0].of = Some(FactId(0)))),
    ("supports", "do not rise", |pack| spoilt_worth(pack, |worth| worth.cases[0].rates.push((Quantity(0), 1)))),
    ("supports", "less than nothing", |pack| spoilt_worth(pack, |worth| worth.cases[0].rates[0].1 = -1)),
    ("supports", "too large", |pack| spoilt_worth(pack, |worth| worth.cases[0].rates[0].1 = i64::MAX)),
    ("supports", "its own figure", |pack| {
        let node = Node::Compare { fact: FactId(3), min: Some(Quantity(1)), max: None };
        let at = pack.nodes.iter().position(|known| *known == node).unwrap_or(pack.nodes.len());
        pack.nodes.push(node);
        pack.masks.push(FactSet::only(FactId(3)));
        spoilt_worth(pack, |worth| worth.cases[0].when = vec![NodeId(at as u16)]);
    }),
    ("ladder", "no set", |pack| pack.titles_fact = FactId(0)),
    ("ladder", "an option", |pack| pack.rungs[1].held_by = OptionSet(1 << 9)),
    ("ladder", "one rule", |pack| pack.rungs[0].rules.clear()),
    ("places", "not there", |pack| pack.places[0].option = 30),
    ("topics", "too many", |pack| pack.topics = (0..40).map(|_| pack.topics[0].clone()).collect()),
    ("articles", "not there", |pack| pack.articles[0].agencies.push(AgencyId(200))),
    ("sources", "not there", |pack| pack.sources[0].follows = Some(SourceId(77))),
];

/// Gives the first support a worth, with one fault.
fn spoilt_worth(pack: &mut Catalogue, spoil: impl Fn(&mut Worth)) {
    let case = WorthCase { when: Vec::new(), fixed: 0, of: Some(FactId(3)), rates: vec![(Quantity(0), 5)] };
    let mut worth = Worth {
        formula: Text::default(),
        sources: vec![SourceId(0)],
        years: None,
        exclusive: None,
        kind: WorthKind::Saves,
        cases: vec![case],
        asks: None,
    };
    pack.supports[0].worth = Some(worth.clone());
    pack.check_loaded().unwrap_or_else(|fault| panic!("a worth without a fault: {fault}"));
    spoil(&mut worth);
    pack.supports[0].worth = Some(worth);
}

#[test]
fn each_fault_of_the_content_is_found() {
    second().check_loaded().unwrap_or_else(|fault| panic!("{fault}"));
    for (number, (list, what, spoil)) in FAULTS.iter().enumerate() {
        let mut pack = second();
        spoil(&mut pack);
        pack.masks.resize(pack.nodes.len(), pack.masks[0]);
        let fault = pack.check_loaded().expect_err(&format!("fault {number} ({list}: {what})"));
        assert!(fault.list == *list && fault.what.contains(what), "fault {number} ({list}: {what}): {fault}");
        // And through the file: refused there as well, by the check or before it.
        assert!(Catalogue::load(compiled(&pack).whole.leak(), None).is_err(), "fault {number} ({list}: {what})");
    }
}

#[test]
fn the_skeleton_passes_the_check_and_nothing_is_overwritten() {
    let folder = folder("new");
    let place = folder.join("plan");
    let place = place.to_str().expect("a path");
    let made = zice(&["pack", "new", place]);
    assert!(made.status.success(), "{}", said(&made.stderr));
    let checked = zice(&["check", place]);
    assert!(checked.status.success(), "{}", said(&checked.stderr));
    let again = zice(&["pack", "new", place]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again.stderr).contains("is not empty"), "{}", said(&again.stderr));
    std::fs::remove_dir_all(folder).expect("it is ours");
}

#[test]
fn digests_are_those_of_the_standard() {
    let hexadecimal = |bytes: &[u8]| sha256(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(hexadecimal(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(hexadecimal(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    let long = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_eq!(hexadecimal(long), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
