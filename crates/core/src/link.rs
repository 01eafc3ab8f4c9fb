//! Answers as a short text for a link's fragment, and back.
//!
//! Version, entries, checksum, in base64url. Facts, options and topics are named by short keys made from their ids, so that a link survives a
//! pack whose facts were reordered or extended; a lint keeps the keys apart. What an earlier edition asked and this one does not is left out and
//! named. Nothing in a link is trusted: a value outside its domain is left out and counted, a damaged link is an error, and nothing here panics on
//! any input.
//!
//! Version 1 counted percentages in 0.01 %, version 2 in halves of that.

use core::fmt;

use crate::catalogue::Catalogue;
use crate::facts::{Answer, Answers, FactId, FactKind, FactValue, OptionSet};
use crate::report::Topics;
use crate::units::{Quantity, Unit};

/// Version of the form below; links of other versions are refused with a message.
const VERSION: u8 = 2;
/// Longest text that is read at all.
const LONGEST: usize = 8_192;
/// So many blanks are tried as the link's end.
const MOST_BLANKS: usize = 16;
/// Blanks, a soft hyphen and a zero-width space as apps escape them in an address.
const ESCAPED_BLANKS: [&str; 6] = ["%20", "%0a", "%0d", "%09", "%c2%ad", "%e2%80%8b"];
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The key of the entry that holds the topics; no fact has it (a lint).
pub const TOPICS_KEY: u16 = 0;
/// The key of the entry that holds the year of the figures for “last year”; no fact has it.
pub const YEAR_KEY: u16 = 1;

/// What a link carries.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Restored {
    /// The answers.
    pub answers: Answers,
    /// The topics.
    pub topics: Topics,
    /// The year that figures for “last year” are of, where the link says it.
    pub year: Option<u16>,
    /// Entries that this pack does not know, or whose value is outside its domain.
    pub left_out: usize,
    /// Entries that only an earlier edition asked, by their place in [`Catalogue::retired`].
    pub retired: Vec<usize>,
}

/// Why a link cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// Letters that no link has, cut short, or changed on the way.
    Damaged,
    /// Made by a newer program; its version.
    Newer(u8),
    /// Longer than any link.
    TooLong,
}

impl core::error::Error for LinkError {}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::Damaged => write!(f, "the link is damaged or incomplete"),
            LinkError::Newer(version) => write!(f, "the link was made by a newer version ({version})"),
            LinkError::TooLong => write!(f, "the link is too long"),
        }
    }
}

/// The short key of a fact: 16 bits of its id.
pub fn fact_key(id: &str) -> u16 {
    let hash = fnv(id.as_bytes());
    ((hash >> 16) ^ (hash & 0xffff)) as u16
}

/// The short key of an option or a topic, made like a fact's.
pub fn option_key(id: &str) -> u16 {
    fact_key(id)
}

/// The fragment's value, without `#p=`. What was put off is left out: whoever opens the link is asked.
///
/// ```
/// use zice_core::{link, profile};
///
/// let pack = zice_pack::catalogue().expect("the built-in pack");
/// let firm = profile::read(&pack, r#"{"facts": {"location": "menghai", "employees": 120}}"#).expect("a profile");
/// let text = link::encode(&pack, &firm.answers, firm.topics);
/// assert_eq!(link::decode(&pack, &text).expect("a whole link").answers, firm.answers);
/// // A link that lost its last characters on the way is refused, never half read.
/// assert!(link::decode(&pack, &text[..text.len() - 2]).is_err());
/// ```
pub fn encode(catalogue: &Catalogue, answers: &Answers, topics: Topics) -> String {
    encode_of_year(catalogue, answers, topics, None)
}

/// As [`encode`], with the year that figures for “last year” are of: opened in another year, the link says so.
pub fn encode_of_year(catalogue: &Catalogue, answers: &Answers, topics: Topics, year: Option<u16>) -> String {
    let mut bytes = vec![VERSION];
    for (fact, answer) in answers.iter().filter(|(_, answer)| !matches!(answer, Answer::Skipped(_))) {
        let about = catalogue.fact(fact);
        bytes.extend(fact_key(about.id).to_be_bytes());
        let key = |option: u8| option_key(about.options[usize::from(option)].id);
        match answer {
            Answer::Unknown | Answer::Skipped(_) => bytes.push(0),
            Answer::Known(FactValue::Option(option)) => {
                bytes.push(1);
                bytes.extend(key(option).to_be_bytes());
            }
            Answer::Known(FactValue::Options(options)) => {
                put_keys(&mut bytes, options.iter().map(key));
            }
            Answer::Known(FactValue::Range(low, high)) if low == high => {
                bytes.push(3);
                put_number(&mut bytes, low.0);
            }
            Answer::Known(FactValue::Range(low, high)) => {
                bytes.push(4);
                put_number(&mut bytes, low.0);
                put_number(&mut bytes, high.0);
            }
        }
    }
    if topics != Topics::default() {
        bytes.extend(TOPICS_KEY.to_be_bytes());
        let chosen = catalogue.topics.iter().enumerate().filter(|(index, _)| topics.has(*index));
        put_keys(&mut bytes, chosen.map(|(_, topic)| option_key(topic.id)));
    }
    let of_a_year = |fact: FactId| catalogue.fact(fact).years_back != 0 && answers.value(fact).is_some();
    if let Some(year) = year.filter(|_| answers.iter().any(|(fact, _)| of_a_year(fact))) {
        bytes.extend(YEAR_KEY.to_be_bytes());
        bytes.push(3);
        put_number(&mut bytes, i64::from(year));
    }
    let checksum = fnv(&bytes);
    bytes.extend(checksum.to_be_bytes());
    to_base64(&bytes)
}

/// What a fragment (without its `#`) carries, if it is that of a share link. One that was changed before its letters (`P=`, `/p=`) is returned as it
/// is: it reads as damaged, so that nobody sees an empty page instead of their answers without a word.
pub fn carried(fragment: &str) -> Option<&str> {
    let inner = fragment.trim_start_matches(|c: char| !c.is_alphanumeric());
    match fragment.strip_prefix("p=") {
        Some(letters) => Some(letters),
        None => inner.get(..2).filter(|start| start.eq_ignore_ascii_case("p=")).map(|_| fragment),
    }
}

/// Reads a fragment's value. Text that an app or a writer glued to it (`。`, `，请查收`, `&from=…`) is not part of it: the letters end at the first that no
/// link has, and the checksum decides. Blanks and soft hyphens that a line break brought in are passed over.
///
/// # Errors
/// When the link is damaged, too long, or of a newer version.
#[inline(never)]
pub fn decode(catalogue: &Catalogue, text: &str) -> Result<Restored, LinkError> {
    let (letters, blanks) = letters(text);
    if LONGEST < letters.len() {
        return Err(LinkError::TooLong);
    }
    // Behind a blank there may be more of the link, or other text: the longest beginning whose checksum fits is the link.
    let ends = core::iter::once(letters.len()).chain(blanks.into_iter().rev().take(MOST_BLANKS));
    let body = ends.filter_map(|end| from_base64(&letters[..end])).find_map(checked).ok_or(LinkError::Damaged)?;
    let (version, mut rest) = header(&body)?;
    let mut restored = Restored::default();
    while !rest.is_empty() {
        let mut entry = Entry::read(&mut rest).ok_or(LinkError::Damaged)?;
        if version == 1 {
            entry.in_halves(catalogue);
        }
        if restored.take(catalogue, &entry) {
            continue;
        }
        match retired(catalogue, &entry) {
            Some(place) => restored.retired.push(place),
            None => restored.left_out += 1,
        }
    }
    Ok(restored)
}

/// The bytes before a checksum that fits.
fn checked(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let (body, checksum) = bytes.split_last_chunk::<4>()?;
    let whole = fnv(body) == u32::from_be_bytes(*checksum);
    bytes.truncate(bytes.len() - 4);
    whole.then_some(bytes)
}

/// Reads the version; what is left are the entries.
fn header(body: &[u8]) -> Result<(u8, &[u8]), LinkError> {
    match body.split_first() {
        None => Err(LinkError::Damaged),
        Some((&version, _)) if VERSION < version => Err(LinkError::Newer(version)),
        Some((&version, entries)) => Ok((version, entries)),
    }
}

/// The letters of the alphabet up to the first other one, without blanks and marks that are not seen, and where these stood.
fn letters(text: &str) -> (String, Vec<usize>) {
    let (mut letters, mut blanks) = (String::new(), Vec::new());
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let escaped = ESCAPED_BLANKS.iter().find(|blank| rest.get(..blank.len()).is_some_and(|start| start.eq_ignore_ascii_case(blank)));
        let blank = c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
        if escaped.is_some() || blank {
            blanks.push(letters.len());
        } else if c.is_ascii() && ALPHABET.contains(&(c as u8)) && letters.len() <= LONGEST {
            letters.push(c);
        } else {
            break;
        }
        rest = &rest[escaped.map_or(c.len_utf8(), |escape| escape.len())..];
    }
    (letters, blanks)
}

struct Entry {
    key: u16,
    value: EntryValue,
}

enum EntryValue {
    Unknown,
    Option(u16),
    Options(Vec<u16>),
    Range(i64, i64),
}

/// What an earlier edition asked.
fn retired(catalogue: &Catalogue, entry: &Entry) -> Option<usize> {
    let option = |id: &str| matches!(entry.value, EntryValue::Option(key) if key == option_key(id));
    catalogue.retired.iter().position(|retired| fact_key(retired.fact) == entry.key && retired.option.is_none_or(option))
}

impl Entry {
    /// A percentage of version 1 in the steps of version 2.
    fn in_halves(&mut self, catalogue: &Catalogue) {
        let percent = catalogue.facts.iter().any(|fact| fact_key(fact.id) == self.key && fact.kind.unit() == Some(Unit::Percent));
        if let (true, EntryValue::Range(low, high)) = (percent, &mut self.value) {
            (*low, *high) = (low.saturating_mul(2), high.saturating_mul(2));
        }
    }

    fn read(rest: &mut &[u8]) -> Option<Entry> {
        let key = take_key(rest)?;
        let value = match take(rest)? {
            0 => EntryValue::Unknown,
            1 => EntryValue::Option(take_key(rest)?),
            2 => {
                let count = take(rest)?;
                EntryValue::Options((0..count).map(|_| take_key(rest)).collect::<Option<Vec<u16>>>()?)
            }
            3 => {
                let value = take_number(rest)?;
                EntryValue::Range(value, value)
            }
            4 => EntryValue::Range(take_number(rest)?, take_number(rest)?),
            _ => return None,
        };
        Some(Entry { key, value })
    }
}

impl Restored {
    /// Takes an entry over; false when this pack cannot.
    fn take(&mut self, catalogue: &Catalogue, entry: &Entry) -> bool {
        if entry.key == TOPICS_KEY {
            let EntryValue::Options(keys) = &entry.value else { return false };
            for (index, topic) in catalogue.topics.iter().enumerate() {
                self.topics.0 |= u32::from(keys.contains(&option_key(topic.id))) << index;
            }
            return true;
        }
        if entry.key == YEAR_KEY {
            let EntryValue::Range(year, same) = entry.value else { return false };
            self.year = u16::try_from(year).ok().filter(|_| year == same);
            return self.year.is_some();
        }
        let Some(place) = catalogue.facts.iter().position(|fact| fact_key(fact.id) == entry.key) else { return false };
        let fact = FactId(place as u8);
        match value(catalogue, fact, &entry.value) {
            Some(answer) => {
                self.answers.set(fact, answer);
                true
            }
            None => false,
        }
    }
}

fn value(catalogue: &Catalogue, fact: FactId, value: &EntryValue) -> Option<Answer> {
    let about = catalogue.fact(fact);
    let option = |key: u16| about.options.iter().position(|option| option_key(option.id) == key).map(|place| place as u8);
    let known = match (about.kind, value) {
        (_, EntryValue::Unknown) => return Some(Answer::Unknown),
        (FactKind::One | FactKind::Yes, &EntryValue::Option(key)) => FactValue::Option(option(key)?),
        (FactKind::Many, EntryValue::Options(keys)) => {
            let options: Option<Vec<u8>> = keys.iter().map(|&key| option(key)).collect();
            FactValue::Options(options?.into_iter().fold(OptionSet::default(), |set, option| OptionSet(set.0 | OptionSet::only(option).0)))
        }
        (FactKind::Number { min, max, .. }, &EntryValue::Range(low, high)) if min.0 <= low && low <= high && high <= max.0 => {
            FactValue::Range(Quantity(low), Quantity(high))
        }
        _ => return None,
    };
    Some(Answer::Known(known))
}

fn take(rest: &mut &[u8]) -> Option<u8> {
    let (&first, tail) = rest.split_first()?;
    *rest = tail;
    Some(first)
}

fn take_key(rest: &mut &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes([take(rest)?, take(rest)?]))
}

/// A set of options or topics: how many, then their keys.
fn put_keys(bytes: &mut Vec<u8>, keys: impl Iterator<Item = u16>) {
    let keys: Vec<u16> = keys.collect();
    bytes.extend([2, keys.len() as u8]);
    bytes.extend(keys.into_iter().flat_map(u16::to_be_bytes));
}

/// Zigzag, then seven bits a byte.
fn put_number(bytes: &mut Vec<u8>, value: i64) {
    let mut left = ((value << 1) ^ (value >> 63)) as u64;
    while 0x80 <= left {
        bytes.push(left as u8 | 0x80);
        left >>= 7;
    }
    bytes.push(left as u8);
}

fn take_number(rest: &mut &[u8]) -> Option<i64> {
    let mut value: u64 = 0;
    for shift in (0..63).step_by(7) {
        let byte = take(rest)?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some((value >> 1) as i64 ^ -((value & 1) as i64));
        }
    }
    None
}

/// FNV-1a, 32 bits.
fn fnv(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn to_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for index in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(group >> (18 - 6 * index) & 63) as usize]));
        }
    }
    text
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        if chunk.len() == 1 {
            return None;
        }
        let mut group = 0_u32;
        for &letter in chunk {
            group = group << 6 | ALPHABET.iter().position(|&known| known == letter)? as u32;
        }
        group <<= 6 * (4 - chunk.len());
        bytes.extend(&group.to_be_bytes()[1..chunk.len()]);
    }
    Some(bytes)
}
