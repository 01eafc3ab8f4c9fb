//! The compiled form of a pack: a structure without texts, and the texts in segments by when and in which language they are needed.
//!
//! A file is a header (magic, part, form, SHA-256 of the whole pack's chunks) and chunks, each after its length. The *whole* holds the structure and
//! all texts; the *core* holds what asks questions in Chinese and assesses, and at its end what is found before anything is known; *later* holds
//! what results and English need besides. The texts of a segment stand in the order of [`super::texts::each`], each ended by a zero byte, so the
//! structure names none of them and nothing is copied.
//!
//! Invariants: all parts of one pack carry the same hash, and parts of different packs are never joined; a segment that is not there leaves its
//! texts empty, and [`Catalogue::complete`] says so.

use core::fmt;

use super::check::Fault;
use super::digest::sha256;
use super::texts::{self, Segment};
use super::{Catalogue, SCHEMA};
use crate::facts::FactSet;

/// The form of the compiled pack that this program reads.
pub const FORM: u8 = 2;
const MAGIC: &[u8; 4] = b"zice";
/// Magic, part, form, hash.
const HEADER: usize = 4 + 1 + 1 + 32;

/// Which chunks a file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Everything.
    Whole,
    /// The structure, and what is needed to ask in Chinese.
    Core,
    /// What results and English need.
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

/// A file, taken apart.
struct Opened {
    part: Part,
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

    const fn has_structure(self) -> bool {
        !matches!(self, Part::Later)
    }

    /// Whether what is found before anything is known stands at the end.
    const fn has_opening(self) -> bool {
        matches!(self, Part::Core)
    }

    /// The segments in the file's order.
    const fn segments(self) -> &'static [Segment] {
        match self {
            Part::Whole => &Segment::ALL,
            Part::Core => &[Segment::AskZh],
            Part::Later => &[Segment::ShowZh, Segment::AskEn, Segment::ShowEn],
        }
    }
}

impl Catalogue {
    /// Opens a whole pack or its core; nothing but the form is checked, so the bytes are to be trusted.
    ///
    /// # Errors
    /// When the bytes are no pack, one of another form, or damaged.
    pub fn decode(bytes: &'static [u8]) -> Result<Catalogue, PackError> {
        let opened = Opened::read(bytes)?;
        if !opened.part.has_structure() {
            return Err(PackError::Part);
        }
        let (structure, texts) = opened.chunks.split_first().ok_or(PackError::Damaged)?;
        let (mut catalogue, rest): (Catalogue, _) = postcard::take_from_bytes(structure).map_err(|_| PackError::Damaged)?;
        if catalogue.pack.schema != SCHEMA {
            return Err(PackError::Schema(catalogue.pack.schema));
        }
        if !rest.is_empty() {
            return Err(PackError::Damaged);
        }
        catalogue.masks = masks(&catalogue).ok_or(PackError::Damaged)?;
        catalogue.sha256 = hexadecimal(&opened.hash).leak();
        catalogue.complete = opened.part == Part::Whole;
        if opened.part.has_opening() {
            let found = texts.last().ok_or(PackError::Damaged)?;
            catalogue.opening = postcard::from_bytes(found).map_err(|_| PackError::Damaged)?;
        }
        fill(&mut catalogue, opened.part.segments(), texts)?;
        Ok(catalogue)
    }

    /// Opens a whole pack that came from elsewhere: nothing in it is trusted.
    ///
    /// # Errors
    /// When it is no pack, too large, damaged, not the one whose hash was asked for, or holds something that cannot be.
    #[inline(never)]
    pub fn load(bytes: &'static [u8], asked: Option<&str>) -> Result<Catalogue, PackError> {
        if LARGEST_FILE < bytes.len() {
            return Err(PackError::TooLarge);
        }
        let opened = Opened::read(bytes)?;
        if opened.part != Part::Whole {
            return Err(PackError::Part);
        }
        if opened.chunks.first().is_none_or(|structure| LARGEST_STRUCTURE < structure.len()) {
            return Err(PackError::TooLarge);
        }
        let hash = sha256(&bytes[HEADER..]);
        if hash != opened.hash {
            return Err(PackError::Damaged);
        }
        if asked.is_some_and(|asked| !asked.eq_ignore_ascii_case(&hexadecimal(&hash))) {
            return Err(PackError::Hash(hexadecimal(&hash)));
        }
        let catalogue = Catalogue::decode(bytes)?;
        catalogue.check_loaded().map_err(PackError::Fault)?;
        Ok(catalogue)
    }

    /// This pack with the texts that came later.
    ///
    /// # Errors
    /// When the bytes are not the later part of this very pack.
    #[inline(never)]
    pub fn with_later(&self, bytes: &'static [u8]) -> Result<Catalogue, PackError> {
        let opened = Opened::read(bytes)?;
        if opened.part != Part::Later {
            return Err(PackError::Part);
        }
        if hexadecimal(&opened.hash) != self.sha256 {
            return Err(PackError::Stranger);
        }
        let mut catalogue = self.clone();
        fill(&mut catalogue, opened.part.segments(), &opened.chunks)?;
        catalogue.complete = true;
        Ok(catalogue)
    }

    /// The chunks of the whole pack, one after the other with their lengths: what its hash is taken of.
    ///
    /// # Errors
    /// When a text holds a zero byte, or the structure cannot be written.
    pub fn body(&self) -> Result<Vec<u8>, String> {
        self.chunks(Part::Whole)
    }

    /// A file of the pack whose body has this hash.
    ///
    /// # Errors
    /// As [`Catalogue::body`].
    pub fn file(&self, part: Part, hash: [u8; 32]) -> Result<Vec<u8>, String> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([part.letter(), FORM]);
        bytes.extend(hash);
        bytes.extend(self.chunks(part)?);
        Ok(bytes)
    }

    fn chunks(&self, part: Part) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let mut put = |chunk: &[u8]| -> Result<(), String> {
            bytes.extend(u32::try_from(chunk.len()).map_err(|_| "the pack is too large")?.to_le_bytes());
            bytes.extend(chunk);
            Ok(())
        };
        if part.has_structure() {
            put(&postcard::to_allocvec(self).map_err(|error| format!("the pack cannot be encoded: {error}"))?)?;
        }
        let mut segments: [Vec<u8>; Segment::ALL.len()] = Default::default();
        let mut copy = self.clone();
        let mut zero = None;
        texts::each(&mut copy, &mut |segment, text| {
            segments[segment as usize].extend(text.bytes().chain([0]));
            zero = zero.or(text.contains('\0').then_some(*text));
        });
        if let Some(text) = zero {
            return Err(format!("a text holds a zero byte: {text:?}"));
        }
        part.segments().iter().try_for_each(|&segment| put(&segments[segment as usize]))?;
        if part.has_opening() {
            put(&postcard::to_allocvec(&self.opening).map_err(|error| format!("the opening cannot be encoded: {error}"))?)?;
        }
        Ok(bytes)
    }
}

impl Opened {
    fn read(bytes: &'static [u8]) -> Result<Opened, PackError> {
        let (header, mut rest) = bytes.split_at_checked(HEADER).ok_or(PackError::NotAPack)?;
        let ([magic @ .., letter, form], hash) = header.split_at(HEADER - 32) else { return Err(PackError::NotAPack) };
        if magic != MAGIC {
            return Err(PackError::NotAPack);
        }
        if *form != FORM {
            return Err(PackError::Form(*form));
        }
        let part = [Part::Whole, Part::Core, Part::Later].into_iter().find(|part| part.letter() == *letter).ok_or(PackError::Damaged)?;
        let mut chunks = Vec::new();
        for _ in 0..part.segments().len() + usize::from(part.has_structure()) + usize::from(part.has_opening()) {
            let (length, after) = rest.split_first_chunk::<4>().ok_or(PackError::Damaged)?;
            let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| PackError::Damaged)?;
            let (chunk, after) = after.split_at_checked(length).ok_or(PackError::Damaged)?;
            chunks.push(chunk);
            rest = after;
        }
        match <[u8; 32]>::try_from(hash) {
            Ok(hash) if rest.is_empty() => Ok(Opened { part, hash, chunks }),
            _ => Err(PackError::Damaged),
        }
    }
}

/// Puts the texts of these segments in their places.
fn fill(catalogue: &mut Catalogue, segments: &[Segment], chunks: &[&'static [u8]]) -> Result<(), PackError> {
    let mut waiting = [const { None }; Segment::ALL.len()];
    for (&segment, chunk) in segments.iter().zip(chunks) {
        let text = core::str::from_utf8(chunk).map_err(|_| PackError::Damaged)?;
        waiting[segment as usize] = Some(text.split_terminator('\0'));
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

fn hexadecimal(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
