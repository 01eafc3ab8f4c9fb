//! `site.json`.

use super::{Fault, File, IDLE, Kind, PlanState, Read, fits, kept};
use crate::catalogue::Catalogue;
use crate::profile::ProfileError;
use crate::profile::json::{self, Item, Value};

/// Every key.
pub const KEYS: [&str; 10] = ["portal", "phone", "address", "topics", "theme", "idle", "save", "plan_state", "plan_note", "pack"];

pub fn read(catalogue: &Catalogue, text: &str, read: &mut Read) {
    let line_of =
        |part: &str| text[..(part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())].matches('\n').count() + 1;
    let members = match json::parse(text) {
        Ok(Item { value: Value::Object(members), .. }) => members,
        Ok(_) => return fault(read, 1, Kind::NotAnObject),
        Err(ProfileError::Twice(key)) => {
            let second = text.rfind(&format!("\"{key}\"")).map_or(1, |at| line_of(&text[at..]));
            return fault(read, second, Kind::Twice(key));
        }
        Err(ProfileError::NotJson(line, character)) => return fault(read, line, Kind::NotJson(character)),
        Err(_) => return fault(read, 1, Kind::NotAnObject),
    };
    for (key, item) in members {
        let line = line_of(item.written);
        let written = item.written.to_owned();
        // A key without a value, as it is shipped, says nothing.
        if matches!(item.value, Value::Null) && KEYS.contains(&key.as_str()) {
            continue;
        }
        let kind = match (key.as_str(), item.value) {
            ("portal", Value::Text(name)) if fits(&name, 40) => {
                read.settings.portal = Some(kept(name.trim()));
                None
            }
            ("portal", _) => Some(Kind::Portal(written)),
            ("phone", Value::Text(number)) if fits(&number, 40) && number.bytes().any(|byte| byte.is_ascii_digit()) => {
                read.settings.phone = Some(kept(number.trim()));
                None
            }
            ("phone", _) => Some(Kind::Phone(written)),
            ("address", Value::Text(address)) if is_address(&address) => {
                read.settings.address = Some(kept(&address));
                None
            }
            ("address", _) => Some(Kind::Address(written)),
            ("topics", Value::List(items)) => {
                let known =
                    |item: &Item<'_>| matches!(&item.value, Value::Text(name) if catalogue.topics.iter().any(|topic| topic.id == *name));
                let stranger = items.iter().find(|item| !known(item));
                stranger.map(|item| Kind::Topic(item.written.to_owned(), topics(catalogue)))
            }
            ("topics", _) => Some(Kind::Topic(written, topics(catalogue))),
            ("theme", Value::Text(name)) if is_name(&name) => None,
            ("theme", _) => Some(Kind::Theme(written)),
            ("idle", Value::Number(digits)) => match digits.parse::<u32>() {
                Ok(seconds) if (IDLE.0..=IDLE.1).contains(&seconds) => {
                    read.settings.idle = Some(seconds);
                    None
                }
                _ => Some(Kind::Idle(written)),
            },
            ("idle", _) => Some(Kind::Idle(written)),
            ("save", Value::Bool(save)) => {
                read.settings.save = save;
                None
            }
            ("save", _) => Some(Kind::Save(written)),
            ("plan_state", Value::Text(state)) => match state.as_str() {
                "in_force" => None,
                "ended" => {
                    read.settings.state = Some(PlanState::Ended);
                    None
                }
                "replaced" => {
                    read.settings.state = Some(PlanState::Replaced);
                    None
                }
                _ => Some(Kind::State(written)),
            },
            ("plan_state", _) => Some(Kind::State(written)),
            ("plan_note", Value::Text(note)) if fits(&note, 120) => {
                read.settings.note = Some(kept(note.trim()));
                None
            }
            ("plan_note", _) => Some(Kind::Note(written)),
            ("pack", Value::Object(members)) if is_pack(&members) => None,
            ("pack", _) => Some(Kind::Pack(written)),
            (_, _) => Some(Kind::UnknownKey(key)),
        };
        if let Some(kind) = kind {
            fault(read, line, kind);
        }
    }
}

fn fault(read: &mut Read, line: usize, kind: Kind) {
    read.faults.push(Fault { file: File::Site, line, kind });
}

fn topics(catalogue: &Catalogue) -> Vec<&'static str> {
    catalogue.topics.iter().map(|topic| topic.id).collect()
}

/// A whole address that a fragment can be put behind.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or_default();
        !host.is_empty()
            && text.len() <= 200
            && rest.bytes().all(|byte| byte.is_ascii_graphic())
            && !rest.contains(['#', '?', '"', '<', '>', '\\', '@', '\''])
    })
}

/// The name of a theme: small letters, digits and `-`.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Another plan: a file beside the page, and its SHA-256.
fn is_pack(members: &[(String, Item<'_>)]) -> bool {
    members.len() == 2
        && members.iter().all(|(key, item)| match (key.as_str(), &item.value) {
            ("file", Value::Text(name)) => name.strip_suffix(".zice").is_some_and(|stem| {
                !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            }),
            ("sha256", Value::Text(hash)) => hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()),
            _ => false,
        })
}
