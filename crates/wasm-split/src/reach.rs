//! Reachability: whatever is reachable without passing a gate, through calls, table slots and constants, must be in the first module; the rest can wait.
//!
//! A number in the code that equals the address of a constant or of a slot counts as a use of it, whatever it means: a false match costs bytes, no more. The
//! linker numbers slots from `TABLE_BASE`, where other numbers are rare. A constant waits only if something that waits uses it and nothing else does.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail, ensure};
use wasmparser::{ExternalKind, MemArg, Operator};

use super::Later;
use super::constants::Constants;
use super::program::Program;

/// Functions with which a panic begins.
const PANIC: &str = "core::panicking::panic_fmt";

/// Functions and constants.
#[derive(Default)]
pub struct Reached {
    /// Functions by their number, with the one that led to each first; none leads to the exported ones.
    pub functions: BTreeMap<u32, Option<u32>>,
    /// Constants by their place in the list.
    pub constants: BTreeSet<usize>,
}

/// Decides what must be in the first module.
pub fn parts(program: &Program<'_>, constants: &Constants, later: &Later) -> Result<(Reached, Reached)> {
    let mut unused: BTreeSet<&str> = later.names().collect();
    let mut gates = BTreeSet::new();
    for function in program.functions() {
        if let Some(line) = later.gate(&program.name(function)) {
            unused.remove(line);
            gates.insert(function);
        }
    }
    let mut closed = BTreeSet::new();
    for (index, constant) in constants.iter() {
        if let Some(line) = later.closed(&constant.name) {
            unused.remove(line);
            closed.insert(index);
        }
        // Only the functions of a panic read it, and they come with the rest.
        if later.gate(PANIC).is_some() && constants.is_location(index, program) {
            closed.insert(index);
        }
    }
    ensure!(unused.is_empty(), "The list of what can wait names what the program does not have: {unused:?}.");
    let mut first = Walk { program, constants, gates, closed, found: Reached::default(), open: Vec::new(), at: None };
    let exported = program.exports.iter().filter(|(_, kind, _)| *kind == ExternalKind::Func).map(|&(.., index)| index);
    exported.chain(program.start).for_each(|function| first.function(function));
    constants.iter().filter(|(_, constant)| !constant.is_read_only).for_each(|(index, _)| first.constant(index));
    first.finish()?;
    let first = first.found;

    let mut rest =
        Walk { program, constants, gates: BTreeSet::new(), closed: BTreeSet::new(), found: Reached::default(), open: Vec::new(), at: None };
    for function in program.functions().filter(|function| !first.functions.contains_key(function)) {
        rest.function(function);
    }
    rest.finish()?;
    let mut rest = rest.found;
    // The first module imports whatever either of them needs.
    rest.functions.retain(|function, _| program.functions().contains(function) && !first.functions.contains_key(function));
    rest.constants.retain(|index| constants.get(*index).is_read_only && !first.constants.contains(index));
    Ok((first, rest))
}

/// A walk through everything that is used.
struct Walk<'a> {
    program: &'a Program<'a>,
    constants: &'a Constants,
    gates: BTreeSet<u32>,
    closed: BTreeSet<usize>,
    found: Reached,
    /// Functions that were found but not read yet.
    open: Vec<u32>,
    /// The function being read.
    at: Option<u32>,
}

impl Walk<'_> {
    fn function(&mut self, function: u32) {
        if !self.gates.contains(&function)
            && let Entry::Vacant(place) = self.found.functions.entry(function)
        {
            place.insert(self.at);
            self.open.push(function);
        }
    }

    /// Visits a constant and whatever it refers to.
    fn constant(&mut self, index: usize) {
        if self.closed.contains(&index) || !self.found.constants.insert(index) {
            return;
        }
        let place = self.constants.get(index).place.clone();
        for address in (place.start.next_multiple_of(4)..place.end).step_by(4) {
            self.number(self.program.memory.word(address));
        }
    }

    /// Visits a number that may be an address or a slot.
    fn number(&mut self, number: u32) {
        if let Some(&function) = self.program.slots.get(&number) {
            self.function(function);
        }
        if let Some(index) = self.constants.at(number) {
            self.constant(index);
        }
    }

    fn finish(&mut self) -> Result<()> {
        while let Some(function) = self.open.pop() {
            let Some(body) = self.program.body(function) else { continue };
            self.at = Some(function);
            for operator in body.get_operators_reader()? {
                let operator = operator?;
                match operator {
                    Operator::Call { function_index } => self.function(function_index),
                    Operator::I32Const { value } => self.number(value.cast_unsigned()),
                    // Two numbers beside each other, as the address of a text and its length are.
                    Operator::I64Const { value } => {
                        let value = value.cast_unsigned();
                        self.number(value as u32);
                        self.number((value >> 32) as u32);
                    }
                    Operator::RefFunc { .. } | Operator::ReturnCall { .. } => {
                        bail!("The program refers to functions in a way that is not known.")
                    }
                    _ => {
                        if let Some(MemArg { offset, .. }) = accessed(&operator)
                            && let Ok(offset) = u32::try_from(offset)
                        {
                            self.number(offset);
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// Where an operator reads or writes memory.
fn accessed(operator: &Operator<'_>) -> Option<MemArg> {
    match *operator {
        Operator::I32Load { memarg }
        | Operator::I64Load { memarg }
        | Operator::F32Load { memarg }
        | Operator::F64Load { memarg }
        | Operator::I32Load8S { memarg }
        | Operator::I32Load8U { memarg }
        | Operator::I32Load16S { memarg }
        | Operator::I32Load16U { memarg }
        | Operator::I64Load8S { memarg }
        | Operator::I64Load8U { memarg }
        | Operator::I64Load16S { memarg }
        | Operator::I64Load16U { memarg }
        | Operator::I64Load32S { memarg }
        | Operator::I64Load32U { memarg }
        | Operator::I32Store { memarg }
        | Operator::I64Store { memarg }
        | Operator::F32Store { memarg }
        | Operator::F64Store { memarg }
        | Operator::I32Store8 { memarg }
        | Operator::I32Store16 { memarg }
        | Operator::I64Store8 { memarg }
        | Operator::I64Store16 { memarg }
        | Operator::I64Store32 { memarg } => Some(memarg),
        _ => None,
    }
}
