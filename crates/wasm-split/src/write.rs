//! Writes the two modules.
//!
//! Invariants: every function is in exactly one of them; exports and start function stay in the first.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, Instruction, Module, NameMap, NameSection, RawSection, SectionId, TableSection, TableType,
};
use wasmparser::{ExternalKind, FunctionBody, Operator};

use super::FIRST;
use super::constants::Constants;
use super::program::Program;
use super::reach::Reached;

/// The layout of both modules.
pub struct Plan<'a> {
    program: &'a Program<'a>,
    constants: &'a Constants,
    later: &'a Reached,
    /// Names shared with scripts, and the short ones that replace them.
    renamed: &'a BTreeMap<String, String>,
    /// Number of a function in its own module.
    number: BTreeMap<u32, u32>,
    /// What the second module imports from the first, in order.
    borrowed: Vec<u32>,
    borrowed_globals: Vec<u32>,
    /// Slot of a function of the second module that the first calls.
    entry: BTreeMap<u32, u32>,
    first_new_slot: u32,
    keeps_names: bool,
}

impl<'a> Plan<'a> {
    /// Assigns every number.
    pub fn new(
        program: &'a Program<'a>,
        constants: &'a Constants,
        later: &'a Reached,
        renamed: &'a BTreeMap<String, String>,
        keeps_names: bool,
    ) -> Result<Self> {
        let (mut borrowed, mut globals, mut entered) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let waits = |function: u32| later.functions.contains_key(&function);
        for (function, body) in program.functions().zip(&program.bodies) {
            let here = waits(function);
            for operator in body.get_operators_reader()? {
                match operator? {
                    Operator::Call { function_index } if here && !waits(function_index) => _ = borrowed.insert(function_index),
                    Operator::Call { function_index } if !here && waits(function_index) => _ = entered.insert(function_index),
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
        number.extend(all.filter(|&function| !waits(function)).zip(0..));
        number.extend(later.functions.keys().copied().zip(u32::try_from(borrowed.len())?..));
        Ok(Self {
            program,
            constants,
            later,
            renamed,
            number,
            borrowed,
            borrowed_globals: globals.into_iter().collect(),
            entry,
            first_new_slot,
            keeps_names,
        })
    }

    /// Writes the first module.
    pub fn first(&self) -> Result<Vec<u8>> {
        let program = self.program;
        let mut module = Module::new();
        self.copy(&mut module, &[SectionId::Type]);
        let mut imports = ImportSection::new();
        for (&(from, name), &kind) in program.imports.iter().zip(&program.types_of) {
            imports.import(self.renamed(from), self.renamed(name), EntityType::Function(kind));
        }
        module.section(&imports);
        module.section(&self.declared(|function| !self.waits(function)));
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
        module.section(&self.elements(|function| !self.waits(function))?);
        module.section(&self.code(false)?);
        module.section(&self.data(|constant| !self.later.constants.contains(&constant))?);
        self.name(&mut module, false);
        Ok(module.finish())
    }

    /// Writes the deferred module.
    pub fn later(&self) -> Result<Vec<u8>> {
        let program = self.program;
        let mut module = Module::new();
        self.copy(&mut module, &[SectionId::Type]);
        let mut imports = ImportSection::new();
        for (index, function) in self.borrowed.iter().enumerate() {
            imports.import(FIRST, &short(index), EntityType::Function(program.types_of[*function as usize]));
        }
        for (index, global) in self.borrowed_globals.iter().enumerate() {
            let kind = RoundtripReencoder.global_type(program.globals[*global as usize])?;
            imports.import(FIRST, &format!("global{index}"), EntityType::Global(kind));
        }
        for (index, table) in program.tables.iter().enumerate() {
            imports.import(FIRST, &format!("table{index}"), EntityType::Table(self.table(index, table)?));
        }
        for memory in &program.memories {
            imports.import(FIRST, "memory", EntityType::Memory(RoundtripReencoder.memory_type(*memory)?));
        }
        module.section(&imports);
        module.section(&self.declared(|function| self.waits(function)));
        module.section(&self.elements(|function| self.waits(function))?);
        module.section(&self.code(true)?);
        module.section(&self.data(|constant| self.later.constants.contains(&constant))?);
        self.name(&mut module, true);
        Ok(module.finish())
    }

    /// The names of the functions, for a profiler.
    fn name(&self, module: &mut Module, later: bool) {
        if !self.keeps_names {
            return;
        }
        let mut functions = NameMap::new();
        for (&function, &number) in self.number.iter().filter(|(function, _)| self.waits(**function) == later) {
            functions.append(number, &self.program.name(function));
        }
        let mut names = NameSection::new();
        names.functions(&functions);
        module.section(&names);
    }

    fn renamed<'b>(&'b self, name: &'b str) -> &'b str {
        self.renamed.get(name).map_or(name, String::as_str)
    }

    fn waits(&self, function: u32) -> bool {
        self.later.functions.contains_key(&function)
    }

    /// The data section with some of the constants.
    fn data(&self, is_here: impl Fn(usize) -> bool) -> Result<DataSection> {
        let mut section = DataSection::new();
        for (address, bytes) in self.program.memory.runs(|address| self.constants.at(address).is_some_and(&is_here)) {
            section.active(0, &ConstExpr::i32_const(i32::try_from(address)?), bytes.iter().copied());
        }
        Ok(section)
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
        for function in self.program.functions() {
            if is_here(function) {
                section.function(self.program.types_of[function as usize]);
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
            section.export(self.renamed(name), kind, index);
        }
        let mut add = |name: String, kind, index| -> Result<()> {
            ensure!(taken.insert(name.clone()), "The program itself exports `{name}`: choose other names in crates/wasm-split/README.md.");
            section.export(&name, kind, index);
            Ok(())
        };
        for (index, function) in self.borrowed.iter().enumerate() {
            add(short(index), ExportKind::Func, self.number[function])?;
        }
        for (index, &global) in self.borrowed_globals.iter().enumerate() {
            add(format!("global{index}"), ExportKind::Global, global)?;
        }
        for index in 0..self.program.tables.len() {
            add(format!("table{index}"), ExportKind::Table, u32::try_from(index)?)?;
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
        let mut section = CodeSection::new();
        for (function, body) in self.program.functions().zip(&self.program.bodies) {
            if self.waits(function) == later {
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
        if later && !self.waits(function) {
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

/// Short names for the functions that program and scripts share, and for the script itself: the original ones contain hashes, which do not compress.
pub fn short_names(program: &Program<'_>) -> BTreeMap<String, String> {
    let has_hash = |name: &&str| name.split('_').any(|part| part.len() == 16 && part.chars().all(|c| c.is_ascii_hexdigit()));
    let names = program.imports.iter().map(|&(_, name)| name).chain(program.exports.iter().map(|&(name, ..)| name)).filter(has_hash);
    let scripts: BTreeSet<&str> = program.imports.iter().map(|&(from, _)| from).collect();
    let names = scripts.into_iter().chain(names.collect::<BTreeSet<_>>());
    names.enumerate().map(|(index, name)| (name.to_owned(), format!("${}", short(index)))).collect()
}

/// 0, 1, … z, 10, …: names of one or two letters.
pub fn short(mut index: usize) -> String {
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
