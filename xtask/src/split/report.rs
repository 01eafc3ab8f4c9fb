//! What the program's bytes are: by crate and part, the longest functions, and the calls that lead from the first part into the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::Result;
use wasmparser::Operator;

use super::{Program, plain};

/// How many of the longest functions are listed.
const LONGEST: usize = 60;

/// The whole report; bytes are those of the functions' code before compression.
pub fn report(program: &Program<'_>, later: &BTreeSet<u32>) -> Result<String> {
    let imported = u32::try_from(program.imported.len())?;
    let name = |function: u32| program.names.get(&function).map(|name| plain(name)).unwrap_or_default();
    let size = |function: u32| function.checked_sub(imported).map_or(0, |body| program.bodies[body as usize].as_bytes().len());
    let functions: Vec<u32> = (imported..).take(program.bodies.len()).collect();

    let mut crates: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for &function in &functions {
        crates.entry(crate_of(&name(function))).or_default()[usize::from(later.contains(&function))] += size(function);
    }
    let mut crates: Vec<(String, [usize; 2])> = crates.into_iter().collect();
    crates.sort_by_key(|(_, [first, rest])| std::cmp::Reverse(first + rest));
    let mut text = format!("{:<28}{:>12}{:>12}\n", "code of crate", "first part", "rest");
    for (name, [first, rest]) in &crates {
        writeln!(text, "{name:<28}{first:>12}{rest:>12}")?;
    }

    let mut longest: Vec<u32> = functions.iter().copied().filter(|function| !later.contains(function)).collect();
    longest.sort_by_key(|&function| std::cmp::Reverse(size(function)));
    text += "\nlongest functions of the first part\n";
    for function in longest.into_iter().take(LONGEST) {
        writeln!(text, "{:>8}  {}", size(function), name(function))?;
    }

    text += "\ncalls from the first part into the rest: they wait in the page or are never made before it is there\n";
    for &function in functions.iter().filter(|function| !later.contains(function)) {
        let mut called = BTreeSet::new();
        for operator in program.bodies[(function - imported) as usize].get_operators_reader()? {
            if let Operator::Call { function_index } = operator?
                && later.contains(&function_index)
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
fn crate_of(name: &str) -> String {
    if name.contains("zice::") {
        return "zice".to_owned();
    }
    let start = name.trim_start_matches(['<', '&', '(', '[', '*']).trim_start_matches("mut ").trim_start_matches("dyn ");
    let end = start.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(start.len());
    if start[end..].starts_with("::") { start[..end].to_owned() } else { "(other)".to_owned() }
}
