//! The program in two modules: what the first questions need, and the rest, which is loaded while the visitor reads.
//!
//! Both share memory and table. A call from the first module into the rest goes through a slot of the table that the second module fills when it is
//! instantiated; a slot that is called before that traps, so the page holds such clicks back until then (`assets/early.js`). Which functions are
//! for later is said by name (`xtask/later.txt`); what only they call goes with them.
//!
//! Longer than usual because reading, deciding and writing a module share one numbering.
//!
//! Invariants: every function is in exactly one module; exports, start function and data stay in the first; what is not understood (a second table of
//! functions, a `ref.func`) is an error, never a guess.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection,
    Instruction, Module, RawSection, SectionId, TableSection, TableType,
};
use wasmparser::{ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef};

/// The name under which the second module imports from the first.
pub const FIRST: &str = "p";

/// Which functions are for later, by name.
pub struct Later {
    gates: Vec<String>,
    entries: Vec<String>,
}

impl Later {
    /// Reads `xtask/later.txt`: a line is a part of a name; after `gate ` one that is left out even where the first part calls it directly.
    pub fn read(list: &str) -> Self {
        let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (gates, entries): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("gate "));
        let gates = gates.into_iter().filter_map(|line| line.strip_prefix("gate ")).map(str::to_owned).collect();
        Self { gates, entries: entries.into_iter().map(str::to_owned).collect() }
    }

    fn is_gate(&self, name: &str) -> bool {
        // What a library makes for a type of ours may serve other types too, under this name.
        let is_named = |part: &&String| if part.starts_with("zice::") { own(name).starts_with(*part) } else { name.contains(*part) };
        self.gates.iter().any(|part| is_named(&part))
    }

    fn is_entry(&self, name: &str) -> bool {
        let is_unique = own(name).starts_with("zice::") || name.ends_with("Stateful>::view");
        is_unique && self.entries.iter().any(|part| name.contains(part))
    }
}

/// A name from its first path on: of `<a::B as C>::d` that of `a::B`.
fn own(name: &str) -> &str {
    name.trim_start_matches('<')
}

/// Bytes of a function that is not short.
const LONG: usize = 400;

/// The two modules.
pub struct Parts {
    /// To start with.
    pub first: Vec<u8>,
    /// To be instantiated later, with the exports of the first as import `p`.
    pub later: Vec<u8>,
    /// What the bytes are, to read.
    pub report: String,
}

/// A program as it was read; functions are numbered with the imported ones first.
#[derive(Default)]
struct Program<'a> {
    raw: BTreeMap<u8, &'a [u8]>,
    imported: Vec<(TypeRef, u32)>,
    types_of: Vec<u32>,
    tables: Vec<wasmparser::TableType>,
    memories: Vec<wasmparser::MemoryType>,
    globals: Vec<wasmparser::GlobalType>,
    exports: Vec<(&'a str, ExternalKind, u32)>,
    start: Option<u32>,
    slots: BTreeMap<u32, u32>,
    bodies: Vec<FunctionBody<'a>>,
    names: BTreeMap<u32, &'a str>,
}

/// Splits a program that still has its names.
pub fn split(program: &[u8], names: &Later) -> Result<Parts> {
    let program = read(program)?;
    ensure!(!program.names.is_empty(), "The program has no names to split it by: wasm-opt must keep them (-g in index.html).");
    let later = later_functions(&program, names)?;
    let plan = Plan::new(&program, &later)?;
    Ok(Parts { first: plan.first()?, later: plan.later()?, report: report::report(&program, &later)? })
}

fn read(bytes: &[u8]) -> Result<Program<'_>> {
    let mut program = Program::default();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        if let Some((id, range)) = payload.as_section() {
            program.raw.insert(id, &bytes[range]);
        }
        match payload {
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    let ty = import?.ty;
                    match ty {
                        TypeRef::Func(kind) => program.types_of.push(kind),
                        _ => bail!("The program imports something else than functions: see xtask/src/split.rs."),
                    }
                    program.imported.push((ty, 0));
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
                    read_element(&mut program, element?)?;
                }
            }
            Payload::CodeSectionEntry(body) => program.bodies.push(body),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    read_names(&mut program, names)?;
                }
            }
            _ => {}
        }
    }
    Ok(program)
}

/// Functions in table 0 by their slot.
fn read_element(program: &mut Program<'_>, element: wasmparser::Element<'_>) -> Result<()> {
    let ElementKind::Active { table_index: None | Some(0), offset_expr } = element.kind else {
        bail!("The program fills its tables in a way that is not known: see xtask/src/split.rs.");
    };
    let mut operators = offset_expr.get_operators_reader();
    let Operator::I32Const { value } = operators.read()? else { bail!("The table's offset is no constant.") };
    let ElementItems::Functions(functions) = element.items else { bail!("The table holds expressions.") };
    for (slot, function) in (u32::try_from(value)?..).zip(functions) {
        program.slots.insert(slot, function?);
    }
    Ok(())
}

fn read_names<'a>(program: &mut Program<'a>, names: wasmparser::NameSectionReader<'a>) -> Result<()> {
    for part in names {
        if let Name::Function(map) = part? {
            for naming in map {
                let naming = naming?;
                program.names.insert(naming.index, naming.name);
            }
        }
    }
    Ok(())
}

/// Everything that is not reached from what must be there at the start. A function is left out by its name only where it is long (a gate: always): the
/// compiler makes one of short functions that are alike, under any of their names.
fn later_functions(program: &Program<'_>, names: &Later) -> Result<BTreeSet<u32>> {
    let imported = u32::try_from(program.imported.len())?;
    let name = |function: u32| program.names.get(&function).map(|name| plain(name)).unwrap_or_default();
    let is_long = |function: u32| function.checked_sub(imported).is_some_and(|body| LONG < program.bodies[body as usize].as_bytes().len());
    let left_out = |function: u32| names.is_gate(&name(function)) || is_long(function) && names.is_entry(&name(function));
    let exported = program.exports.iter().filter(|(_, kind, _)| *kind == ExternalKind::Func).map(|&(.., index)| index);
    let mut reached: BTreeSet<u32> = exported.chain(program.start).collect();
    let mut waiting: Vec<u32> = reached.iter().copied().collect();
    for &function in program.slots.values() {
        if !left_out(function) && reached.insert(function) {
            waiting.push(function);
        }
    }
    while let Some(function) = waiting.pop() {
        let Some(body) = function.checked_sub(imported) else { continue };
        for operator in program.bodies[body as usize].get_operators_reader()? {
            match operator? {
                Operator::Call { function_index: called } if !left_out(called) && reached.insert(called) => waiting.push(called),
                Operator::RefFunc { .. } | Operator::ReturnCall { .. } => {
                    bail!("The program refers to functions in a way that is not known.")
                }
                _ => {}
            }
        }
    }
    let all = imported..u32::try_from(program.types_of.len())?;
    Ok(all.filter(|function| !reached.contains(function)).collect())
}

/// A name without the hashes of the crates: `zice[a06fba42]::ui` is `zice::ui`.
fn plain(name: &str) -> String {
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

/// Where everything goes.
struct Plan<'a> {
    program: &'a Program<'a>,
    later: &'a BTreeSet<u32>,
    /// Number of a function in its own module.
    number: BTreeMap<u32, u32>,
    /// What the second module imports from the first, in order.
    borrowed: Vec<u32>,
    borrowed_globals: Vec<u32>,
    /// Slot of a function of the second module that the first calls.
    entry: BTreeMap<u32, u32>,
    first_new_slot: u32,
}

impl<'a> Plan<'a> {
    fn new(program: &'a Program<'a>, later: &'a BTreeSet<u32>) -> Result<Self> {
        let imported = u32::try_from(program.imported.len())?;
        let (mut borrowed, mut globals, mut entered) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (function, body) in (imported..).zip(&program.bodies) {
            let here = later.contains(&function);
            for operator in body.get_operators_reader()? {
                match operator? {
                    Operator::Call { function_index } if here && !later.contains(&function_index) => _ = borrowed.insert(function_index),
                    Operator::Call { function_index } if !here && later.contains(&function_index) => _ = entered.insert(function_index),
                    Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } if here => _ = globals.insert(global_index),
                    _ => {}
                }
            }
        }
        let table = program.tables.first().context("The program has no table.")?;
        let first_new_slot = u32::try_from(table.initial)?;
        let entry = entered.into_iter().zip(first_new_slot..).collect();
        let borrowed: Vec<u32> = borrowed.into_iter().collect();
        let mut number = BTreeMap::new();
        let all = 0..u32::try_from(program.types_of.len())?;
        number.extend(all.clone().filter(|function| !later.contains(function)).zip(0..));
        number.extend(later.iter().copied().zip(u32::try_from(borrowed.len())?..));
        Ok(Self { program, later, number, borrowed, borrowed_globals: globals.into_iter().collect(), entry, first_new_slot })
    }

    fn first(&self) -> Result<Vec<u8>> {
        let program = self.program;
        let mut module = Module::new();
        self.copy(&mut module, &[SectionId::Type, SectionId::Import]);
        module.section(&self.declared(|function| !self.later.contains(&function)));
        let mut tables = TableSection::new();
        for (index, table) in program.tables.iter().enumerate() {
            tables.table(self.table(index, table)?);
        }
        module.section(&tables);
        self.copy(&mut module, &[SectionId::Memory, SectionId::Global]);
        module.section(&self.exports()?);
        if let Some(start) = program.start {
            module.section(&wasm_encoder::StartSection { function_index: self.number[&start] });
        }
        module.section(&self.elements(|function| !self.later.contains(&function))?);
        self.copy(&mut module, &[SectionId::DataCount]);
        module.section(&self.code(false)?);
        self.copy(&mut module, &[SectionId::Data]);
        Ok(module.finish())
    }

    fn later(&self) -> Result<Vec<u8>> {
        let program = self.program;
        let mut module = Module::new();
        self.copy(&mut module, &[SectionId::Type]);
        let mut imports = ImportSection::new();
        for (index, function) in self.borrowed.iter().enumerate() {
            imports.import(FIRST, &short(index), EntityType::Function(program.types_of[*function as usize]));
        }
        for (index, global) in self.borrowed_globals.iter().enumerate() {
            let kind = RoundtripReencoder.global_type(program.globals[*global as usize])?;
            imports.import(FIRST, &format!("g{index}"), EntityType::Global(kind));
        }
        for (index, table) in program.tables.iter().enumerate() {
            imports.import(FIRST, &format!("t{index}"), EntityType::Table(self.table(index, table)?));
        }
        for memory in &program.memories {
            imports.import(FIRST, "memory", EntityType::Memory(RoundtripReencoder.memory_type(*memory)?));
        }
        module.section(&imports);
        module.section(&self.declared(|function| self.later.contains(&function)));
        module.section(&self.elements(|function| self.later.contains(&function))?);
        module.section(&self.code(true)?);
        Ok(module.finish())
    }

    fn copy(&self, module: &mut Module, sections: &[SectionId]) {
        for &section in sections {
            let id = section as u8;
            if let Some(data) = self.program.raw.get(&id) {
                module.section(&RawSection { id, data });
            }
        }
    }

    /// The types of the functions of a module.
    fn declared(&self, is_here: impl Fn(u32) -> bool) -> FunctionSection {
        let mut section = FunctionSection::new();
        let imported = self.program.imported.len();
        for (function, &kind) in (0_u32..).zip(&self.program.types_of).skip(imported) {
            if is_here(function) {
                section.function(kind);
            }
        }
        section
    }

    /// Table 0 with the new slots.
    fn table(&self, index: usize, table: &wasmparser::TableType) -> Result<TableType> {
        let mut table = RoundtripReencoder.table_type(*table)?;
        if index == 0 {
            let more = u64::try_from(self.entry.len())?;
            table.minimum += more;
            table.maximum = table.maximum.map(|maximum| maximum + more);
        }
        Ok(table)
    }

    fn exports(&self) -> Result<ExportSection> {
        let mut section = ExportSection::new();
        let mut taken = BTreeSet::new();
        for &(name, kind, index) in &self.program.exports {
            taken.insert(name.to_owned());
            let (kind, index) = match kind {
                ExternalKind::Func => (ExportKind::Func, self.number[&index]),
                ExternalKind::Table => (ExportKind::Table, index),
                ExternalKind::Memory => (ExportKind::Memory, index),
                ExternalKind::Global => (ExportKind::Global, index),
                _ => bail!("The program exports something that is not known: {name}."),
            };
            section.export(name, kind, index);
        }
        let mut add = |name: String, kind, index| -> Result<()> {
            ensure!(taken.insert(name.clone()), "The program itself exports `{name}`: choose other names in xtask/src/split.rs.");
            section.export(&name, kind, index);
            Ok(())
        };
        for (index, function) in self.borrowed.iter().enumerate() {
            add(short(index), ExportKind::Func, self.number[function])?;
        }
        for (index, &global) in self.borrowed_globals.iter().enumerate() {
            add(format!("g{index}"), ExportKind::Global, global)?;
        }
        for index in 0..self.program.tables.len() {
            add(format!("t{index}"), ExportKind::Table, u32::try_from(index)?)?;
        }
        ensure!(taken.contains("memory"), "The program does not export its memory.");
        Ok(section)
    }

    /// The slots of table 0 that a module fills, in runs.
    fn elements(&self, is_here: impl Fn(u32) -> bool) -> Result<ElementSection> {
        let entries = self.entry.iter().map(|(&function, &slot)| (slot, function));
        let slots: BTreeMap<u32, u32> = self.program.slots.iter().map(|(&slot, &function)| (slot, function)).chain(entries).collect();
        let mut runs: Vec<(Range<u32>, Vec<u32>)> = Vec::new();
        for (slot, function) in slots.into_iter().filter(|&(_, function)| is_here(function)) {
            match runs.last_mut() {
                Some((range, functions)) if range.end == slot => {
                    range.end += 1;
                    functions.push(self.number[&function]);
                }
                _ => runs.push((slot..slot + 1, vec![self.number[&function]])),
            }
        }
        let mut section = ElementSection::new();
        for (range, functions) in runs {
            let offset = ConstExpr::i32_const(i32::try_from(range.start)?);
            section.active(None, &offset, Elements::Functions(functions.into()));
        }
        ensure!(self.entry.is_empty() || self.first_new_slot > 0, "The table has no slots.");
        Ok(section)
    }

    fn code(&self, later: bool) -> Result<CodeSection> {
        let imported = u32::try_from(self.program.imported.len())?;
        let mut section = CodeSection::new();
        for (function, body) in (imported..).zip(&self.program.bodies) {
            if self.later.contains(&function) == later {
                section.function(&self.body(body, later)?);
            }
        }
        Ok(section)
    }

    fn body(&self, body: &FunctionBody<'_>, later: bool) -> Result<Function> {
        let mut locals = Vec::new();
        for group in body.get_locals_reader()? {
            let (count, kind) = group?;
            locals.push((count, RoundtripReencoder.val_type(kind)?));
        }
        let mut function = Function::new(locals);
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index: called } => match self.entry.get(&called) {
                    Some(&slot) if !later => {
                        function.instruction(&Instruction::I32Const(i32::try_from(slot)?));
                        let type_index = self.program.types_of[called as usize];
                        function.instruction(&Instruction::CallIndirect { type_index, table_index: 0 });
                    }
                    _ => _ = function.instruction(&Instruction::Call(self.called(called, later)?)),
                },
                Operator::GlobalGet { global_index } if later => {
                    _ = function.instruction(&Instruction::GlobalGet(self.global(global_index)?))
                }
                Operator::GlobalSet { global_index } if later => {
                    _ = function.instruction(&Instruction::GlobalSet(self.global(global_index)?))
                }
                operator => _ = function.instruction(&RoundtripReencoder.instruction(operator)?),
            }
        }
        Ok(function)
    }

    fn called(&self, function: u32, later: bool) -> Result<u32> {
        if later && !self.later.contains(&function) {
            let place = self.borrowed.binary_search(&function).ok().context("a function that is not borrowed")?;
            return Ok(u32::try_from(place)?);
        }
        Ok(self.number[&function])
    }

    fn global(&self, global: u32) -> Result<u32> {
        let place = self.borrowed_globals.binary_search(&global).ok().context("a global that is not borrowed")?;
        Ok(u32::try_from(place)?)
    }
}

/// 0, 1, … z, 10, …: names of one or two letters.
fn short(mut index: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut name = Vec::new();
    loop {
        name.insert(0, char::from(DIGITS[index % 36]));
        index /= 36;
        if index == 0 {
            return name.into_iter().collect();
        }
    }
}

mod report;
#[cfg(test)]
mod tests;
