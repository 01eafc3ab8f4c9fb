//! The files of a deploying portal, tests/settings/*.toml: what is read, which faults are named with file and line, and no panic on any input.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use zice_core::catalogue::{Catalogue, Language};
use zice_core::settings::{self, File, Read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[expect(dead_code, reason = "for those who read the file")]
    about: String,
    #[serde(default)]
    site: String,
    site_file: Option<String>,
    #[serde(default)]
    contacts: String,
    contacts_file: Option<String>,
    #[serde(default)]
    theme: String,
    /// File, line and a part of the sentence.
    faults: Vec<String>,
    /// Agency, place and the numbers as they are dialled.
    contacts_read: Vec<String>,
    portal: Option<String>,
    idle: Option<u32>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn cases() -> Vec<(String, Case)> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/settings"))
        .expect("tests/settings")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    let case = |file: PathBuf| {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut case: Case =
            toml::from_str(&fs::read_to_string(&file).expect("a text")).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let shipped = |named: &Option<String>| named.as_ref().map(|named| fs::read_to_string(root().join(named)).expect("a shipped file"));
        case.site = shipped(&case.site_file).unwrap_or(case.site);
        case.contacts = shipped(&case.contacts_file).unwrap_or(case.contacts);
        (name, case)
    };
    files.into_iter().map(case).collect()
}

fn offices(catalogue: &Catalogue, read: &Read) -> Vec<String> {
    let places = &catalogue.fact(catalogue.place_fact).options;
    let office = |contact: &zice_core::catalogue::LocalContact| {
        let place = contact.place.map_or("*", |place| places[usize::from(place)].id);
        let numbers: Vec<String> = contact.numbers().into_iter().map(|(_, dialled)| dialled).collect();
        format!("{} {place} {}", catalogue.agency(contact.agency).id, numbers.join("|"))
    };
    read.contacts.iter().map(office).collect()
}

#[test]
fn every_fault_has_file_line_and_what_is_allowed() {
    let catalogue = zice_pack::catalogue().unwrap();
    let without_hyphens = |text: &str| text.replace('-', "");
    for (name, case) in cases() {
        let read = settings::read(&catalogue, &case.site, &case.contacts, &case.theme);
        let said: Vec<String> = read
            .faults
            .iter()
            .map(|fault| {
                let (wrong, allowed) = settings::say(fault, Language::Zh);
                let (english, and) = settings::say(fault, Language::En);
                assert!(!wrong.is_empty() && !allowed.is_empty() && !english.is_empty() && !and.is_empty(), "{name}: {fault:?}");
                format!("{} {} {wrong}：{allowed}", fault.file.name(), fault.line)
            })
            .collect();
        assert_eq!(said.len(), case.faults.len(), "{name}: {said:#?}");
        for (said, wanted) in said.iter().zip(&case.faults) {
            let (file, line_and) = wanted.split_once(' ').unwrap();
            let (line, part) = line_and.split_once(' ').unwrap();
            assert!(said.starts_with(&format!("{file} {line} ")) && said.contains(part), "{name}: {said:?} instead of {wanted:?}");
        }
        let wanted: Vec<String> = case.contacts_read.iter().map(|office| without_hyphens(office)).collect();
        assert_eq!(offices(&catalogue, &read), wanted, "{name}");
        assert_eq!(read.settings.portal, case.portal.as_deref(), "{name}");
        assert_eq!(read.settings.idle, case.idle, "{name}");
        let report: serde_json::Value =
            serde_json::from_str(&settings::report(&catalogue, &read)).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert_eq!(report["faults"].as_array().unwrap().len(), case.faults.len(), "{name}");
        assert_eq!(report["contacts"].as_array().unwrap().len(), case.contacts_read.len(), "{name}");
    }
}

#[test]
fn no_input_stops_the_program() {
    let catalogue = zice_pack::catalogue().unwrap();
    let hostile =
        ["", "\"", "{", "}", ",", "\n", "\u{feff}", "\u{0}", "：", "🏭", "/*", "[[[[[[[[[[[[[[[[", "@media(prefers-color-scheme:dark){"];
    for (_, case) in cases() {
        for (file, text) in File::ALL.into_iter().zip([&case.site, &case.contacts, &case.theme]) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for &at in &places {
                for strange in hostile {
                    let changed = format!("{}{strange}{}", &text[..at], text[at..].chars().skip(1).collect::<String>());
                    let mut texts = ["", "", ""];
                    texts[file as usize] = &changed;
                    let read = settings::read(&catalogue, texts[0], texts[1], texts[2]);
                    let lines = changed.matches('\n').count() + 1;
                    assert!(
                        read.faults.iter().all(|fault| fault.file == file && (1..=lines).contains(&fault.line)),
                        "{changed:?}: {:?}",
                        read.faults
                    );
                    read.faults.iter().for_each(|fault| assert!(!settings::say(fault, Language::Zh).1.is_empty()));
                }
            }
        }
    }
    let long = "x".repeat(settings::LONGEST + 1);
    assert_eq!(settings::read(&catalogue, &long, &long, &long).faults.len(), 3);
}

#[test]
fn a_theme_may_set_what_the_pages_tokens_are() {
    let tokens = fs::read_to_string(root().join("assets/styles/tokens.css")).unwrap();
    for token in settings::TOKENS {
        assert!(tokens.contains(&format!("--zc-{token}:")), "assets/styles/tokens.css has no --zc-{token}");
    }
    // The themes of the site hold to the same grammar.
    let catalogue = zice_pack::catalogue().unwrap();
    for entry in fs::read_dir(root().join("assets/themes")).unwrap() {
        let file = entry.unwrap().path();
        let read = settings::read(&catalogue, "", "", &fs::read_to_string(&file).unwrap());
        assert_eq!(read.faults, [], "{}", file.display());
    }
}
