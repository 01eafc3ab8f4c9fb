//! A WebAssembly program, parsed.
//!
//! Invariant: a construct that is not understood (a second table of functions, memory filled in an unknown way) is an error, never a guess.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use wasmparser::{DataKind, ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef};

/// A program; functions are numbered with the imported ones first.
#[derive(Default)]
pub struct Program<'a> {
    /// Whole sections by their number, without it and their length.
    pub raw: BTreeMap<u8, &'a [u8]>,
    /// The imported functions: from where, and under which name.
    pub imports: Vec<(&'a str, &'a str)>,
    /// The type of each function.
    pub types_of: Vec<u32>,
    pub tables: Vec<wasmparser::TableType>,
    pub memories: Vec<wasmparser::MemoryType>,
    pub globals: Vec<wasmparser::GlobalType>,
    pub exports: Vec<(&'a str, ExternalKind, u32)>,
    pub start: Option<u32>,
    /// Functions in table 0 by their slot.
    pub slots: BTreeMap<u32, u32>,
    /// The initial content of memory.
    pub memory: Memory,
    pub bodies: Vec<FunctionBody<'a>>,
    names: BTreeMap<u32, &'a str>,
}

/// The initial content of memory; bytes that no segment sets are zero.
#[derive(Default)]
pub struct Memory {
    start: u32,
    bytes: Vec<u8>,
}

impl Memory {
    /// Adds the content of a data segment.
    pub fn put(&mut self, segment: &wasmparser::Data<'_>) -> Result<()> {
        let DataKind::Active { memory_index: 0, offset_expr } = &segment.kind else {
            bail!("The program fills its memory in a way that is not known: see crates/wasm-split/README.md.");
        };
        let (address, content) = (constant(offset_expr)?, segment.data);
        if self.bytes.is_empty() {
            self.start = address;
        } else if address < self.start {
            let before = vec![0; (self.start - address) as usize];
            self.bytes.splice(..0, before);
            self.start = address;
        }
        let from = (address - self.start) as usize;
        self.bytes.resize(self.bytes.len().max(from + content.len()), 0);
        self.bytes[from..][..content.len()].copy_from_slice(content);
        Ok(())
    }

    /// The byte at an address.
    pub fn byte(&self, address: u32) -> u8 {
        address.checked_sub(self.start).and_then(|at| self.bytes.get(at as usize)).copied().unwrap_or(0)
    }

    /// The number at an address.
    pub fn word(&self, address: u32) -> u32 {
        u32::from_le_bytes([0, 1, 2, 3].map(|at| self.byte(address + at)))
    }

    /// The bytes that are wanted and not zero, in runs; short gaps between two runs are included.
    pub fn runs(&self, wanted: impl Fn(u32) -> bool) -> Vec<(u32, &[u8])> {
        /// Below this length a gap is cheaper than a run of its own.
        const SHORT: usize = 12;
        let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
        for (at, address) in (0..self.bytes.len()).zip(self.start..) {
            if self.bytes[at] == 0 || !wanted(address) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if at - run.end < SHORT => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        runs.into_iter().map(|run| (self.start + run.start as u32, &self.bytes[run])).collect()
    }
}

impl<'a> Program<'a> {
    /// Reads a program that still has its names.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut program = Program::default();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            if let Some((id, range)) = payload.as_section() {
                program.raw.insert(id, &bytes[range]);
            }
            match payload {
                Payload::ImportSection(reader) => {
                    for import in reader.into_imports() {
                        let import = import?;
                        let TypeRef::Func(kind) = import.ty else {
                            bail!("The program imports something else than functions: see crates/wasm-split/README.md.");
                        };
                        program.types_of.push(kind);
                        program.imports.push((import.module, import.name));
                    }
                }
                Payload::FunctionSection(reader) => program.types_of.extend(reader.into_iter().collect::<Result<Vec<_>, _>>()?),
                Payload::TableSection(reader) => {
                    for table in reader {
                        program.tables.push(table?.ty);
                    }
                }
                Payload::MemorySection(reader) => program.memories = reader.into_iter().collect::<Result<_, _>>()?,
                Payload::GlobalSection(reader) => {
                    for global in reader {
                        program.globals.push(global?.ty);
                    }
                }
                Payload::ExportSection(reader) => {
                    for export in reader {
                        let export = export?;
                        program.exports.push((export.name, export.kind, export.index));
                    }
                }
                Payload::StartSection { func, .. } => program.start = Some(func),
                Payload::ElementSection(reader) => {
                    for element in reader {
                        program.read_element(element?)?;
                    }
                }
                Payload::DataCountSection { .. } => bail!("The program counts its data ahead: see crates/wasm-split/README.md."),
                Payload::DataSection(reader) => {
                    for segment in reader {
                        program.memory.put(&segment?)?;
                    }
                }
                Payload::CodeSectionEntry(body) => program.bodies.push(body),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        program.read_names(names)?;
                    }
                }
                _ => {}
            }
        }
        Ok(program)
    }

    fn read_element(&mut self, element: wasmparser::Element<'_>) -> Result<()> {
        let ElementKind::Active { table_index: None | Some(0), offset_expr } = element.kind else {
            bail!("The program fills its tables in a way that is not known: see crates/wasm-split/README.md.");
        };
        let ElementItems::Functions(functions) = element.items else { bail!("The table holds expressions.") };
        for (slot, function) in (constant(&offset_expr)?..).zip(functions) {
            self.slots.insert(slot, function?);
        }
        Ok(())
    }

    fn read_names(&mut self, names: wasmparser::NameSectionReader<'a>) -> Result<()> {
        for part in names {
            if let Name::Function(map) = part? {
                for naming in map {
                    let naming = naming?;
                    self.names.insert(naming.index, naming.name);
                }
            }
        }
        Ok(())
    }

    /// Whether its functions have names.
    pub fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// The name of a function, without the hashes of the crates; empty where it has none.
    pub fn name(&self, function: u32) -> String {
        self.names.get(&function).map(|name| plain(name)).unwrap_or_default()
    }

    /// The code of a function; `None` for an imported one.
    pub fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies.get(function.checked_sub(self.functions().start)? as usize)
    }

    /// The functions with code.
    pub fn functions(&self) -> std::ops::Range<u32> {
        self.imports.len() as u32..self.types_of.len() as u32
    }
}

/// The value of an offset expression.
fn constant(expression: &wasmparser::ConstExpr<'_>) -> Result<u32> {
    let Operator::I32Const { value } = expression.get_operators_reader().read()? else { bail!("An offset of the program is no constant.") };
    Ok(u32::try_from(value)?)
}

/// A name without the hashes of the crates: `zice[a06fba42]::ui` is `zice::ui`.
pub fn plain(name: &str) -> String {
    let mut plain = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        plain += before;
        match after.split_once(']') {
            Some((hash, tail)) if hash.len() > 8 && hash.chars().all(|c| c.is_ascii_hexdigit()) => rest = tail,
            _ => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain + rest
}
