//! Which cells of an `.xls` are shown as percentages: calamine gives their values, and not their formats.
//!
//! An `.xls` is a compound file with a stream of records ([MS-XLS] 2.1.4): a type and a length in two bytes each, then the content. Formats (`FORMAT`) are
//! named by number, cell formats (`XF`) name a format, and a cell names its cell format. Excel 95 and before kept another stream, whose formats are not read.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

/// The most bytes of a workbook's stream that are read.
const MOST: u64 = 256 * 1024 * 1024;

const BOUND_SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041e;
const XF: u16 = 0x00e0;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027e;
const FORMULA: u16 = 0x0006;
const MULTIPLE_RK: u16 = 0x00bd;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;

/// Row and column, from 0, of every cell of a sheet that is shown as a percentage; `None` for what is no `.xls` of Excel 97 or later.
pub fn percent_cells(file: &Path, sheet: &str) -> Option<BTreeSet<(u32, u32)>> {
    let mut stream = Vec::new();
    let mut compound = cfb::open(file).ok()?;
    compound.open_stream("/Workbook").ok()?.take(MOST).read_to_end(&mut stream).ok()?;
    of_stream(&stream, sheet)
}

/// Whether a file is an `.xlsx` under a password, which is a compound file around what is encrypted.
pub fn is_encrypted(file: &Path) -> bool {
    cfb::open(file).is_ok_and(|compound| compound.is_stream("/EncryptedPackage"))
}

fn of_stream(stream: &[u8], sheet: &str) -> Option<BTreeSet<(u32, u32)>> {
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    let mut start = None;
    for (kind, data) in records(stream) {
        match kind {
            FORMAT => _ = own.insert(short(data, 0)?, letters(data.get(4..)?, usize::from(short(data, 2)?))?.contains('%')),
            XF => formats.push(short(data, 2)?),
            BOUND_SHEET if letters(data.get(7..)?, usize::from(*data.get(6)?))? == sheet => {
                start = Some(usize::from(short(data, 0)?) | usize::from(short(data, 2)?) << 16);
            }
            END => break,
            _ => {}
        }
    }
    // 9 and 10 are built in: 0% and 0.00%.
    let is_percent = |place: u16| {
        let format = formats.get(usize::from(place)).copied().unwrap_or_default();
        own.get(&format).copied().unwrap_or(matches!(format, 9 | 10))
    };
    Some(of_sheet(stream.get(start?..)?, is_percent))
}

fn of_sheet(stream: &[u8], is_percent: impl Fn(u16) -> bool) -> BTreeSet<(u32, u32)> {
    let mut found = BTreeSet::new();
    let mut depth = 0_usize;
    for (kind, data) in records(stream) {
        match kind {
            BEGIN => depth += 1,
            // A chart within the sheet has an end of its own.
            END if depth <= 1 => break,
            END => depth -= 1,
            NUMBER | RK | FORMULA => {
                if let (Some(row), Some(column), Some(format)) = (short(data, 0), short(data, 2), short(data, 4))
                    && is_percent(format)
                {
                    found.insert((row.into(), column.into()));
                }
            }
            MULTIPLE_RK => {
                let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
                let first = short(data, 2).map_or(0, u32::from);
                for (column, cell) in (first..).zip(cells) {
                    if let (Some(row), true) = (short(data, 0), short(cell, 0).is_some_and(&is_percent)) {
                        found.insert((row.into(), column));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The records of a stream, as far as they are whole.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    core::iter::from_fn(move || {
        let (kind, length) = (short(rest, 0)?, usize::from(short(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}

/// So many letters, in one byte each or in two, as the byte before them says.
fn letters(data: &[u8], count: usize) -> Option<String> {
    let (&wide, rest) = data.split_first()?;
    if wide & 1 == 0 {
        return Some(rest.get(..count)?.iter().copied().map(char::from).collect());
    }
    let units: Vec<u16> = rest.get(..2 * count)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(data.len()).expect("short").to_le_bytes(), data].concat()
    }

    fn shorts(numbers: &[u16]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    /// Own formats, built-in ones, several numbers in one record, a chart inside, and a stream that is cut anywhere.
    #[test]
    fn percentages_are_found_and_damage_is_none() {
        let name = "名单".encode_utf16().collect::<Vec<u16>>();
        let globals = |start: u16| {
            [
                record(BEGIN, &[0; 16]),
                record(FORMAT, &[shorts(&[164, 4]), vec![0], b"0.0%".to_vec()].concat()),
                record(FORMAT, &[shorts(&[165, 4]), vec![0], b"0.00".to_vec()].concat()),
                record(XF, &shorts(&[0, 0])),
                record(XF, &shorts(&[0, 164])),
                record(XF, &shorts(&[0, 10])),
                record(XF, &shorts(&[0, 165])),
                record(BOUND_SHEET, &[shorts(&[start, 0, 0]), vec![2, 1], shorts(&name)].concat()),
                record(END, &[]),
            ]
            .concat()
        };
        let start = u16::try_from(globals(0).len()).expect("short");
        let sheet = [
            record(BEGIN, &[0; 16]),
            record(BEGIN, &[0; 16]),
            record(END, &[]),
            record(NUMBER, &[shorts(&[1, 2, 1]), vec![0; 8]].concat()),
            record(RK, &[shorts(&[1, 3, 2]), vec![0; 4]].concat()),
            record(FORMULA, &[shorts(&[1, 4, 3]), vec![0; 16]].concat()),
            record(
                MULTIPLE_RK,
                &[shorts(&[2, 5, 1]), vec![0; 4], shorts(&[0]), vec![0; 4], shorts(&[2]), vec![0; 4], shorts(&[7])].concat(),
            ),
            record(END, &[]),
            record(NUMBER, &[shorts(&[9, 9, 1]), vec![0; 8]].concat()),
        ]
        .concat();
        let whole = [globals(start), sheet].concat();
        assert_eq!(of_stream(&whole, "名单"), Some(BTreeSet::from([(1, 2), (1, 3), (2, 5), (2, 7)])));
        assert_eq!(of_stream(&whole, "另一张"), None);
        for cut in 0..whole.len() {
            _ = of_stream(&whole[..cut], "名单");
        }
    }
}
