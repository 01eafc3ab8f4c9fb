//! The compiled form of a pack: a structure without texts, and the texts in segments by when and in which language they are needed.
//!
//! A file is a header (magic, part, form, SHA-256 of the whole pack's chunks) and chunks, each after its length. The structure is in two: what is
//! asked (facts and topics), and the rules with all that results show. The *whole* holds both and all texts; the *core* holds what is asked, what is
//! still open before a search, and the Chinese texts of the questions that may come first; *later* holds the rules, what is found before a search,
//! and all texts of the page. The texts of a segment stand in the order of [`super::texts::each`], each ended by a zero byte, so the structure names
//! none of them and nothing is copied.
//!
//! Invariants: all parts of one pack carry the same hash, and parts of different packs are never joined; what is not there leaves lists and texts
//! empty, and [`Catalogue::complete`] says so.

use core::fmt;

use serde::Deserialize;

use super::check::Fault;
use super::digest::sha256;
use super::texts::{self, Segment};
use super::{Catalogue, Fact, Pack, SCHEMA, SizeStandard, SourceId, Str, Text, Topic};
use crate::facts::{FactId, FactSet};

mod write;

/// The form of the compiled pack that this program reads.
pub const FORM: u8 = 6;
const MAGIC: &[u8; 4] = b"zice";
/// Magic, part, form, hash.
const HEADER: usize = 4 + 1 + 1 + 32;

/// Which chunks a file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Everything.
    Whole,
    /// What a visit begins with, in Chinese.
    Core,
    /// What answers, results and English need.
    Later,
}

/// Why a pack could not be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PackError {
    /// It could not be fetched.
    Missing,
    /// Not a pack.
    NotAPack,
    /// A pack of another form; the form found.
    Form(u8),
    /// Another part of a pack than the one needed.
    Part,
    /// Cut short, or changed on the way.
    Damaged,
    /// A part of another pack.
    Stranger,
    /// Written by another schema; the schema found.
    Schema(u32),
    /// Its hash is not the one that was asked for; the hash it has, in hexadecimal.
    Hash(String),
    /// Larger than any pack.
    TooLarge,
    /// Something in it cannot be.
    Fault(Fault),
}

/// Largest file of a pack from elsewhere, and largest structure in it: what it unfolds to stays within some tens of megabytes.
const LARGEST_FILE: usize = 4 << 20;
const LARGEST_STRUCTURE: usize = 256 << 10;

/// What a chunk holds.
#[derive(Clone, Copy)]
enum Chunk {
    /// Name, facts and topics.
    Asked,
    /// The rest of the structure.
    Rules,
    /// Texts.
    Texts(Segment),
    /// Chinese texts of the frame, the intro and the questions that are near.
    NearTexts,
    /// What is still open before a search.
    Outlook,
    /// What is found before a search.
    Opening,
}

/// A file, taken apart.
struct Opened {
    hash: [u8; 32],
    chunks: Vec<&'static [u8]>,
}

impl Part {
    const fn letter(self) -> u8 {
        match self {
            Part::Whole => b'w',
            Part::Core => b'c',
            Part::Later => b'l',
        }
    }

    /// What the chunks are, in the file's order.
    const fn layout(self) -> &'static [Chunk] {
        match self {
            Part::Whole => &[
                Chunk::Asked,
                Chunk::Rules,
                Chunk::Texts(Segment::Zh),
                Chunk::Texts(Segment::En),
                Chunk::Texts(Segment::ReferZh),
                Chunk::Texts(Segment::ReferEn),
            ],
            Part::Core => &[Chunk::Asked, Chunk::Outlook, Chunk::NearTexts],
            Part::Later => &[Chunk::Rules, Chunk::Texts(Segment::Zh), Chunk::Texts(Segment::En), Chunk::Opening],
        }
    }
}

impl Catalogue {
    /// Opens a whole pack; nothing but the form is checked, so the bytes are to be trusted.
    ///
    /// # Errors
    /// When the bytes are no whole pack, one of another form, or damaged.
    pub fn decode(bytes: &'static [u8]) -> Result<Catalogue, PackError> {
        let opened = Opened::read(bytes, Part::Whole)?;
        let [asked, rules, texts @ ..] = opened.chunks.as_slice() else { return Err(PackError::Damaged) };
        let mut catalogue = Catalogue::asked(asked, opened.hash)?;
        catalogue.add_rules(rules)?;
        fill(&mut catalogue, &Segment::ALL, texts)?;
        catalogue.complete = true;
        Ok(catalogue)
    }

    /// Opens the core of a pack, trusted like [`Catalogue::decode`].
    ///
    /// # Errors
    /// When the bytes are no core, one of another form, or damaged.
    pub fn core(bytes: &'static [u8]) -> Result<Catalogue, PackError> {
        let opened = Opened::read(bytes, Part::Core)?;
        let [asked, outlook, texts] = opened.chunks[..] else { return Err(PackError::Damaged) };
        let mut catalogue = Catalogue::asked(asked, opened.hash)?;
        catalogue.outlook = read(outlook)?;
        let near = catalogue.near();
        let (mut texts, mut whole) = (split(texts)?, true);
        texts::asked(&mut catalogue, near, &mut |text| match texts.next() {
            Some(zh) => text.zh = zh,
            None => whole = false,
        });
        if whole && texts.next().is_none() { Ok(catalogue) } else { Err(PackError::Damaged) }
    }

    /// Opens a whole pack that came from elsewhere: nothing in it is trusted.
    ///
    /// # Errors
    /// When it is no pack, too large, damaged, not the one whose hash was asked for, or holds something that cannot be.
    ///
    /// ```
    /// use zice_core::catalogue::Catalogue;
    ///
    /// assert!(Catalogue::load(b"<!doctype html>", None).is_err());
    /// ```
    #[inline(never)]
    pub fn load(bytes: &'static [u8], asked: Option<&str>) -> Result<Catalogue, PackError> {
        if LARGEST_FILE < bytes.len() {
            return Err(PackError::TooLarge);
        }
        let opened = Opened::read(bytes, Part::Whole)?;
        if opened.chunks.iter().take(2).any(|structure| LARGEST_STRUCTURE < structure.len()) {
            return Err(PackError::TooLarge);
        }
        let hash = sha256(&bytes[HEADER..]);
        if hash != opened.hash {
            return Err(PackError::Damaged);
        }
        // What `sha256sum` says of the file; that of the content alone, which results carry as their receipt, will do too.
        let of_file = sha256_of(bytes);
        let is = |hash: &str| asked.is_none_or(|asked| asked.eq_ignore_ascii_case(hash));
        if !is(&of_file) && !is(&hexadecimal(&hash)) {
            return Err(PackError::Hash(of_file));
        }
        let catalogue = Catalogue::decode(bytes)?;
        catalogue.check_loaded().map_err(PackError::Fault)?;
        Ok(catalogue)
    }

    /// This core with what came later.
    ///
    /// # Errors
    /// When the bytes are not the later part of this very pack.
    #[inline(never)]
    pub fn with_later(&self, bytes: &'static [u8]) -> Result<Catalogue, PackError> {
        let opened = Opened::read(bytes, Part::Later)?;
        if hexadecimal(&opened.hash) != self.sha256 {
            return Err(PackError::Stranger);
        }
        let [rules, zh, en, opening] = opened.chunks[..] else { return Err(PackError::Damaged) };
        let mut catalogue = self.clone();
        catalogue.add_rules(rules)?;
        fill(&mut catalogue, &[Segment::Zh, Segment::En], &[zh, en])?;
        catalogue.opening = read(opening)?;
        catalogue.complete = true;
        Ok(catalogue)
    }

    /// What is asked, with all other lists empty.
    fn asked(structure: &'static [u8], hash: [u8; 32]) -> Result<Catalogue, PackError> {
        let (pack, facts, topics): (Pack, Vec<Fact>, Vec<Topic>) = read(structure)?;
        if pack.schema != SCHEMA {
            return Err(PackError::Schema(pack.schema));
        }
        Ok(Catalogue {
            pack,
            facts,
            topics,
            screens: Vec::new(),
            notes: Vec::new(),
            retired: Vec::new(),
            nodes: Vec::new(),
            masks: Vec::new(),
            scores: Vec::new(),
            sizes: SizeStandard { industry: FactId(0), rows: Vec::new(), sources: Vec::new(), no_class: None, not_registered: None },
            criteria: Vec::new(),
            terms: Vec::new(),
            supports: Vec::new(),
            titles_fact: FactId(0),
            rungs: Vec::new(),
            agencies: Vec::new(),
            places: Vec::new(),
            place_fact: FactId(0),
            contacts: Vec::new(),
            settings: Default::default(),
            sources: Vec::new(),
            articles: Vec::new(),
            plan_source: SourceId(0),
            age: Text::default(),
            sha256: hexadecimal(&hash).leak(),
            complete: false,
            outlook: None,
            opening: None,
        })
    }

    /// The facts whose texts come with the core.
    fn near(&self) -> FactSet {
        self.outlook.as_ref().map_or_else(|| self.all_facts(), |outlook| outlook.near)
    }

    /// The rest of the structure.
    fn add_rules(&mut self, structure: &'static [u8]) -> Result<(), PackError> {
        (
            (self.notes, self.retired, self.nodes, self.scores, self.sizes, self.criteria, self.terms, self.supports),
            (self.titles_fact, self.rungs, self.agencies, self.places, self.place_fact, self.contacts, self.sources, self.articles),
            (self.plan_source, self.age, self.screens),
        ) = read(structure)?;
        self.masks = masks(self).ok_or(PackError::Damaged)?;
        Ok(())
    }
}

impl Opened {
    fn read(bytes: &'static [u8], part: Part) -> Result<Opened, PackError> {
        let (header, mut rest) = bytes.split_at_checked(HEADER).ok_or(PackError::NotAPack)?;
        let ([magic @ .., letter, form], hash) = header.split_at(HEADER - 32) else { return Err(PackError::NotAPack) };
        if magic != MAGIC {
            return Err(PackError::NotAPack);
        }
        if *form != FORM {
            return Err(PackError::Form(*form));
        }
        if *letter != part.letter() {
            let known = [Part::Whole, Part::Core, Part::Later].into_iter().any(|part| part.letter() == *letter);
            return Err(if known { PackError::Part } else { PackError::Damaged });
        }
        let mut chunks = Vec::new();
        for _ in part.layout() {
            let (length, after) = rest.split_first_chunk::<4>().ok_or(PackError::Damaged)?;
            let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| PackError::Damaged)?;
            let (chunk, after) = after.split_at_checked(length).ok_or(PackError::Damaged)?;
            chunks.push(chunk);
            rest = after;
        }
        match <[u8; 32]>::try_from(hash) {
            Ok(hash) if rest.is_empty() => Ok(Opened { hash, chunks }),
            _ => Err(PackError::Damaged),
        }
    }
}

/// One value, to the last byte.
fn read<T: Deserialize<'static>>(bytes: &'static [u8]) -> Result<T, PackError> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(PackError::Damaged),
    }
}

/// The texts of a segment.
fn split(chunk: &'static [u8]) -> Result<impl Iterator<Item = Str>, PackError> {
    core::str::from_utf8(chunk).map(|text| text.split_terminator('\0')).map_err(|_| PackError::Damaged)
}

/// Puts the texts of these segments in their places.
fn fill(catalogue: &mut Catalogue, segments: &[Segment], chunks: &[&'static [u8]]) -> Result<(), PackError> {
    let mut waiting = [const { None }; Segment::ALL.len()];
    for (&segment, chunk) in segments.iter().zip(chunks) {
        waiting[segment as usize] = Some(split(chunk)?);
    }
    let mut whole = true;
    texts::each(catalogue, &mut |segment, place| {
        if let Some(texts) = &mut waiting[segment as usize] {
            match texts.next() {
                Some(text) => *place = text,
                None => whole = false,
            }
        }
    });
    let left = waiting.iter_mut().flatten().any(|texts| texts.next().is_some());
    if whole && !left { Ok(()) } else { Err(PackError::Damaged) }
}

/// The facts that each condition mentions; none when a condition names one that does not stand before it.
fn masks(catalogue: &Catalogue) -> Option<Vec<FactSet>> {
    let mut masks = Vec::with_capacity(catalogue.nodes.len());
    for node in &catalogue.nodes {
        let mask = node.mask(&masks, &catalogue.scores)?;
        masks.push(mask);
    }
    Some(masks)
}

impl core::error::Error for PackError {}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Missing => write!(f, "it could not be fetched"),
            PackError::NotAPack => write!(f, "not a pack: write one with zice pack build"),
            PackError::Form(found) => write!(f, "a pack of form {found}; this program reads form {FORM}"),
            PackError::Part => write!(f, "a part of a pack, not the whole"),
            PackError::Damaged => write!(f, "cut short, or changed on the way"),
            PackError::Stranger => write!(f, "a part of another pack"),
            PackError::Schema(found) => write!(f, "written by schema {found}; this program reads schema {SCHEMA}"),
            PackError::Hash(found) => write!(f, "not the pack that was asked for: its SHA-256 is {found}"),
            PackError::TooLarge => write!(f, "too large for a pack"),
            PackError::Fault(fault) => write!(f, "not to be used: {fault}"),
        }
    }
}

/// The SHA-256 of a whole file, in hexadecimal, as `sha256sum` prints it.
pub fn sha256_of(file: &[u8]) -> String {
    hexadecimal(&sha256(file))
}

fn hexadecimal(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
