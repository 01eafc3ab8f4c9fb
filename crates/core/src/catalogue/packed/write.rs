//! Writing the compiled form.

use super::{Chunk, FORM, MAGIC, Part};
use crate::catalogue::texts;
use crate::catalogue::{Catalogue, Str};

impl Catalogue {
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

    fn chunk(&self, chunk: Chunk) -> Result<Vec<u8>, String> {
        let written = match chunk {
            Chunk::Asked => postcard::to_allocvec(&(&self.pack, &self.facts, &self.topics)),
            Chunk::Rules => postcard::to_allocvec(&(
                (&self.notes, &self.retired, &self.nodes, &self.scores, &self.sizes, &self.criteria, &self.terms, &self.supports),
                (
                    self.titles_fact,
                    &self.rungs,
                    &self.agencies,
                    &self.places,
                    self.place_fact,
                    &self.contacts,
                    &self.sources,
                    &self.articles,
                ),
                (self.plan_source, &self.age, &self.screens),
            )),
            Chunk::Outlook => postcard::to_allocvec(&self.outlook),
            Chunk::Opening => postcard::to_allocvec(&self.opening),
            Chunk::Texts(wanted) => {
                let mut texts = Texts::default();
                texts::each(&mut self.clone(), &mut |segment, text| texts.put(text, segment == wanted));
                return texts.written();
            }
            Chunk::NearTexts => {
                let mut texts = Texts::default();
                texts::asked(&mut self.clone(), self.near(), &mut |text| texts.put(text.zh, true));
                return texts.written();
            }
        };
        written.map_err(|error| format!("the pack cannot be encoded: {error}"))
    }

    fn chunks(&self, part: Part) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        for &chunk in part.layout() {
            let chunk = self.chunk(chunk)?;
            bytes.extend(u32::try_from(chunk.len()).map_err(|_| "the pack is too large")?.to_le_bytes());
            bytes.extend(chunk);
        }
        Ok(bytes)
    }
}

/// Texts, each ended by a zero byte.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    /// One that holds a zero byte itself.
    broken: Option<Str>,
}

impl Texts {
    fn put(&mut self, text: Str, wanted: bool) {
        if wanted {
            self.bytes.extend(text.bytes().chain([0]));
            self.broken = self.broken.or(text.contains('\0').then_some(text));
        }
    }

    fn written(self) -> Result<Vec<u8>, String> {
        self.broken.map_or(Ok(self.bytes), |text| Err(format!("a text holds a zero byte: {text:?}")))
    }
}
