//! Splits a WebAssembly module in two: what runs before the second one has come, and the rest.
#![doc = ""]
#![doc = include_str!("../README.md")]

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

mod constants;
pub mod glue;
mod program;
mod reach;
mod report;
mod write;

use constants::Constants;
use program::Program;
use write::Plan;

/// The name under which the second module imports from the first.
pub const FIRST: &str = "p";

/// Where the linker lets the slots of functions begin, and the constants. A number of the code that is in their range counts as a use of what is there: both
/// ranges are ones from which the code has hardly any number that means something else (the constants would begin at 0x100000, and 0x110000 is what the
/// compiler writes for “no character”).
pub const TABLE_BASE: u32 = 17_000;
/// See [`TABLE_BASE`]; the stack, of one mebibyte, stands before it.
pub const DATA_BASE: u32 = 0x14_0000;

/// The list of gates: what the page calls only where it waits for the deferred module.
pub struct Later {
    gates: Vec<String>,
    /// Gates of a program that prints a message before it stops on a panic; `--small` has none.
    of_panics: Vec<String>,
    /// Whether the program stops at once on a panic.
    pub stops_at_once: bool,
    /// Paths of statics, as they are written in the list and as the compiler mangles them (each part after its length).
    closed: Vec<(String, String)>,
    /// Whether functions keep their names, for a profiler.
    pub keeps_names: bool,
    /// Beginnings of the names of the program's own functions, such as `page::`.
    own: Vec<String>,
}

impl Later {
    /// Reads a list: a line is a part of a function's name, or of one of the program's `own` crates its beginning; after `static ` stands the path of a
    /// static, after `panic ` what only a panic leads to.
    pub fn read(list: &str, own: &[&str]) -> Self {
        let own = own.iter().map(|name| format!("{name}::")).collect();
        let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (closed, gates): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("static "));
        let mangled = |path: &str| path.split("::").map(|part| format!("{}{part}", part.len())).collect();
        let closed =
            closed.into_iter().filter_map(|line| line.strip_prefix("static ")).map(|path| (path.to_owned(), mangled(path))).collect();
        let of_panics = gates.iter().filter_map(|line| line.strip_prefix("panic ")).map(str::to_owned).collect();
        let gates = gates.into_iter().map(|line| line.strip_prefix("panic ").unwrap_or(line).to_owned()).collect();
        Self { gates, of_panics, stops_at_once: false, closed, keeps_names: false, own }
    }

    /// The line of the list that makes a function of this name a gate.
    fn gate(&self, name: &str) -> Option<&str> {
        // What a library makes for a type of ours may serve other types too, under this name.
        let own = name.trim_start_matches('<');
        let is_meant = |part: &&String| {
            if self.own.iter().any(|begin| part.starts_with(begin)) { own.starts_with(*part) } else { name.contains(*part) }
        };
        self.gates.iter().find(is_meant).map(String::as_str)
    }

    /// The path that means a static of this name, as the linker knows it.
    fn closed(&self, name: &str) -> Option<&str> {
        self.closed.iter().find(|(_, mangled)| name.ends_with(mangled)).map(|(path, _)| path.as_str())
    }

    /// The lines that must match something in the program.
    fn names(&self) -> impl Iterator<Item = &str> {
        let gates = self.gates.iter().filter(|gate| !self.stops_at_once || !self.of_panics.contains(gate));
        gates.chain(self.closed.iter().map(|(path, _)| path)).map(String::as_str)
    }
}

/// The two modules.
pub struct Parts {
    /// The first module, with which the page starts.
    pub first: Vec<u8>,
    /// The deferred module, instantiated with the exports of the first as import `p`.
    pub later: Vec<u8>,
    /// The report on what the bytes are.
    pub report: String,
    /// Names that were shortened, for the scripts that use them.
    pub renamed: BTreeMap<String, String>,
}

/// Splits a program that still has its names; `map` is what the linker wrote about it.
pub fn split(program: &[u8], map: &str, names: &Later) -> Result<Parts> {
    let program = Program::read(program)?;
    ensure!(program.is_named(), "The program has no names to split it by: wasm-opt must keep them (-g).");
    let constants = Constants::read(map, &program)?;
    let (first, later) = reach::parts(&program, &constants, names)?;
    let renamed = write::short_names(&program);
    let plan = Plan::new(&program, &constants, &later, &renamed, names.keeps_names)?;
    Ok(Parts {
        first: plan.first()?,
        later: plan.later()?,
        report: report::report(&program, &constants, (&first, &later), &names.own)?,
        renamed,
    })
}

#[cfg(test)]
mod tests;
