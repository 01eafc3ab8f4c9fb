//! A report on the program's bytes: by crate and module, the longest functions, and the calls that lead from the first module into the deferred one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::Result;
use wasmparser::Operator;

use super::constants::Constants;
use super::program::Program;
use super::reach::Reached;

/// How many of the longest functions are listed.
const LONGEST: usize = 60;
/// How many of the functions that lead to one are listed.
const NEAR: usize = 4;

/// The whole report; bytes are those of the functions' code before compression.
pub fn report(program: &Program<'_>, constants: &Constants, (first, later): (&Reached, &Reached), own: &[String]) -> Result<String> {
    let waits = |function: &u32| later.functions.contains_key(function);
    let name = |function: u32| program.name(function);
    let size = |function: u32| program.body(function).map_or(0, |body| body.as_bytes().len());
    let functions: Vec<u32> = program.functions().collect();

    let mut crates: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for &function in &functions {
        crates.entry(crate_of(&name(function), own)).or_default()[usize::from(waits(&function))] += size(function);
    }
    let mut crates: Vec<(String, [usize; 2])> = crates.into_iter().collect();
    crates.sort_by_key(|(_, [first, rest])| std::cmp::Reverse(first + rest));
    let mut text = format!("{:<28}{:>12}{:>12}\n", "code of crate", "first part", "rest");
    for (name, [first, rest]) in &crates {
        writeln!(text, "{name:<28}{first:>12}{rest:>12}")?;
    }

    let bytes = |wanted: bool| {
        constants.iter().filter(move |(index, _)| later.constants.contains(index) == wanted).map(|(_, constant)| constant.place.len())
    };
    writeln!(text, "{:<28}{:>12}{:>12}", "constants", bytes(false).sum::<usize>(), bytes(true).sum::<usize>())?;

    let mut longest: Vec<u32> = functions.iter().copied().filter(|function| !waits(function)).collect();
    longest.sort_by_key(|&function| std::cmp::Reverse(size(function)));
    text += "\nlongest functions of the first part ← what leads to them\n";
    for function in longest.into_iter().take(LONGEST) {
        write!(text, "{:>8}  {}", size(function), name(function))?;
        for by in std::iter::successors(first.functions[&function], |by| first.functions[by]).take(NEAR) {
            write!(text, " ← {}", name(by))?;
        }
        text.push('\n');
    }

    text += "\ncalls from the first part into the rest: they wait in the page or are never made before it is there\n";
    for &function in functions.iter().filter(|function| !waits(function)) {
        let mut called = BTreeSet::new();
        let Some(body) = program.body(function) else { continue };
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index } = operator?
                && waits(&function_index)
            {
                called.insert(name(function_index));
            }
        }
        for called in called {
            writeln!(text, "{} → {called}", name(function))?;
        }
    }
    Ok(text)
}

/// The crate whose code a function is: what is made for this program's types is this program's; of a method of a foreign trait, the crate of the type.
fn crate_of(name: &str, own: &[String]) -> String {
    for own in own {
        if name.contains(own) {
            return own.trim_end_matches(':').to_owned();
        }
    }
    let start = name.trim_start_matches(['<', '&', '(', '[', '*']).trim_start_matches("mut ").trim_start_matches("dyn ");
    let end = start.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(start.len());
    if start[end..].starts_with("::") { start[..end].to_owned() } else { "(other)".to_owned() }
}
