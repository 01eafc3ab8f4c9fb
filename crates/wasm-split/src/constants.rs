//! The constants of the program as the linker placed them in memory, read from its map.

use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};

use super::program::Program;

/// One constant, or a variable with its first value.
#[derive(Debug, PartialEq)]
pub struct Constant {
    /// Its address.
    pub place: Range<u32>,
    /// Its name as the linker knows it; empty for a text.
    pub name: String,
    /// Whether it never changes.
    pub is_read_only: bool,
}

/// The constants, ordered by address.
pub struct Constants(Vec<Constant>);

impl Constants {
    /// Reads the map that wasm-ld wrote (`--Map`). Texts that it put together are taken apart at their ends.
    pub fn read(map: &str, program: &Program<'_>) -> Result<Self> {
        let (_, data) = map.split_once(" DATA\n").context("The linker's map has no data: see crates/wasm-split/src/constants.rs.")?;
        let mut constants = Vec::new();
        for line in data.lines() {
            let mut words = line.split_whitespace();
            let number = |word: Option<&str>| u32::from_str_radix(word.unwrap_or_default(), 16).ok();
            let (Some(address), Some(_), Some(length)) = (number(words.next()), words.next(), number(words.next())) else {
                continue;
            };
            // Lines without a section are the outputs, and the symbols, of which each section has one. A file's path may hold spaces.
            let Some((_, section)) = line.rsplit_once(":(") else { continue };
            let section = section.trim_end_matches(')');
            let is_read_only = section.starts_with(".rodata");
            let place = address..address + length;
            if section == ".rodata" {
                constants.extend(texts(program, place).map(|place| Constant { place, name: String::new(), is_read_only }));
            } else if length > 0 {
                constants.push(Constant { place, name: section.to_owned(), is_read_only });
            }
        }
        constants.sort_by_key(|constant| constant.place.start);
        ensure!(constants.is_sorted_by(|one, next| one.place.end <= next.place.start), "In the linker's map constants overlap.");
        let found = Self(constants);
        if let Some((address, _)) = program.memory.runs(|address| found.at(address).is_none()).first() {
            bail!("The linker's map is not this program's: nothing is known to stand at {address:#x}.");
        }
        Ok(found)
    }

    /// The number of the constant at an address.
    pub fn at(&self, address: u32) -> Option<usize> {
        let index = self.0.partition_point(|constant| constant.place.start <= address).checked_sub(1)?;
        self.0[index].place.contains(&address).then_some(index)
    }

    pub fn get(&self, index: usize) -> &Constant {
        &self.0[index]
    }

    /// Whether it is a `core::panic::Location`: address and length of a file's name, line and column.
    pub fn is_location(&self, index: usize, program: &Program<'_>) -> bool {
        let place = &self.0[index].place;
        let (name, length) = (program.memory.word(place.start), program.memory.word(place.start + 4));
        let text = self.at(name).map(|text| &self.0[text]).filter(|text| text.name.is_empty());
        let ends = text.is_some_and(|text| name.checked_add(length).is_some_and(|end| end + 1 == text.place.end));
        place.len() == 16 && ends && (1..4).all(|back| program.memory.byte(name + length - back) == b".rs"[3 - back as usize])
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &Constant)> {
        self.0.iter().enumerate()
    }
}

/// Splits zero-terminated texts.
fn texts<'a>(program: &'a Program<'_>, place: Range<u32>) -> impl Iterator<Item = Range<u32>> + 'a {
    let mut from = place.start;
    std::iter::from_fn(move || {
        if from >= place.end {
            return None;
        }
        let length = (from..place.end).position(|address| program.memory.byte(address) == 0);
        let text = from..length.map_or(place.end, |length| from + length as u32 + 1);
        from = text.end;
        Some(text)
    })
}
