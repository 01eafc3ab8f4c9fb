//! Which WebAssembly the page needs, and from which browsers on there is such a thing.
//!
//! Invariants: what a release build needs was there in every browser of `OLDEST`; a feature that this table does not know counts
//! as too new. Where a version is disputed, the later one stands. Functions that pass 64-bit integers to scripts need
//! BigInt in the interface, a feature of the interface that no validator of modules sees: looked for apart.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_split::FIRST;
use wasmparser::{ExternalKind, Parser, Payload, TypeRef, ValType, Validator, WasmFeatures};

use crate::files::files;

/// Versions of Chromium, Firefox and Safari; major and minor.
type Versions = [(u16, u16); 3];

const NAMES: [&str; 3] = ["Chromium", "Firefox", "Safari"];
/// The end of 2020. Earlier ones get the readable plan, or work by chance.
const OLDEST: Versions = [(87, 0), (83, 0), (14, 0)];
/// In none of them yet.
const NONE: (u16, u16) = (u16::MAX, 0);

struct Feature {
    name: &'static str,
    flag: WasmFeatures,
    since: Versions,
}

const fn feature(name: &'static str, flag: WasmFeatures, since: Versions) -> Feature {
    Feature { name, flag, since }
}

/// Everything beyond WebAssembly 1.0 that compilers use.
const FEATURES: &[Feature] = &[
    feature("mutable globals across the border", WasmFeatures::MUTABLE_GLOBAL, [(74, 0), (61, 0), (13, 1)]),
    feature("several results", WasmFeatures::MULTI_VALUE, [(85, 0), (78, 0), (13, 1)]),
    feature("sign extension", WasmFeatures::SIGN_EXTENSION, [(74, 0), (62, 0), (14, 1)]),
    feature("float to integer without traps", WasmFeatures::SATURATING_FLOAT_TO_INT, [(75, 0), (64, 0), (15, 0)]),
    feature("memory.copy and memory.fill", WasmFeatures::BULK_MEMORY_OPT, [(75, 0), (79, 0), (15, 0)]),
    feature("bulk memory", WasmFeatures::BULK_MEMORY, [(75, 0), (79, 0), (15, 0)]),
    feature("long table numbers", WasmFeatures::CALL_INDIRECT_OVERLONG, [(96, 0), (79, 0), (15, 0)]),
    feature("reference types", WasmFeatures::REFERENCE_TYPES, [(96, 0), (79, 0), (15, 0)]),
    feature("threads", WasmFeatures::THREADS, [(74, 0), (79, 0), (14, 1)]),
    feature("SIMD", WasmFeatures::SIMD, [(91, 0), (89, 0), (16, 4)]),
    feature("relaxed SIMD", WasmFeatures::RELAXED_SIMD, [(114, 0), (145, 0), NONE]),
    feature("tail calls", WasmFeatures::TAIL_CALL, [(112, 0), (121, 0), (18, 2)]),
    feature("early exceptions", WasmFeatures::LEGACY_EXCEPTIONS, [(95, 0), (100, 0), (15, 2)]),
    feature("exceptions", WasmFeatures::EXCEPTIONS, [(137, 0), (131, 0), (18, 4)]),
    feature("extended constants", WasmFeatures::EXTENDED_CONST, [(114, 0), (112, 0), (17, 4)]),
    feature("several memories", WasmFeatures::MULTI_MEMORY, [(120, 0), (125, 0), NONE]),
    feature("64-bit memory", WasmFeatures::MEMORY64, [(133, 0), (134, 0), NONE]),
    feature("typed function references", WasmFeatures::FUNCTION_REFERENCES, [(119, 0), (120, 0), (18, 2)]),
    feature("garbage collection", WasmFeatures::GC, [(119, 0), (120, 0), (18, 2)]),
];

/// From where on 64-bit integers cross the border to scripts.
const BIG_INTEGERS: Versions = [(85, 0), (78, 0), (15, 0)];

/// Fails when a program of the site needs more than the oldest browsers have.
pub fn check(dist: &Path) -> Result<()> {
    let is_program = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "wasm");
    let programs = files(dist)?.into_iter().filter(is_program).map(|file| Ok((fs::read(&file)?, file))).collect::<Result<Vec<_>>>()?;
    let mut between = BTreeSet::new();
    for (program, _) in &programs {
        between.extend(functions_between(program)?);
    }
    for (program, file) in &programs {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let summary = needs(program, &between).with_context(|| format!("{name} is more than browsers of 2020 can run"))?;
        eprintln!("{name} needs WebAssembly 1.0{summary}: {}", written(OLDEST));
    }
    Ok(())
}

/// What a program needs beyond WebAssembly 1.0; an error when that is too new. Functions between two programs pass no script.
fn needs(program: &[u8], between: &BTreeSet<String>) -> Result<String> {
    let valid = |features| Validator::new_with_features(features).validate_all(program).map(drop);
    let known = FEATURES.iter().fold(WasmFeatures::MVP, |all, feature| all | feature.flag);
    valid(known).context("It is no WebAssembly that this check knows; see FEATURES in xtask/src/features.rs.")?;
    // What can be left out is left out; the rest is needed. The largest features come last and go first.
    let mut left = known;
    for feature in FEATURES.iter().rev() {
        let without = left & !(feature.flag & !smaller(feature));
        if valid(without).is_ok() {
            left = without;
        }
    }
    let is_needed = |feature: &&Feature| left.contains(feature.flag);
    let is_part = |part: &Feature| FEATURES.iter().filter(is_needed).any(|whole| whole.flag != part.flag && whole.flag.contains(part.flag));
    let needed = || FEATURES.iter().filter(is_needed).filter(|feature| !is_part(feature));
    let too_new: Vec<String> = needed().filter(|feature| !is_old(feature.since)).map(ToString::to_string).collect();
    if !too_new.is_empty() {
        bail!("It needs {}. Allowed is what {} have.", too_new.join("; "), written(OLDEST));
    }
    let long: Vec<String> = functions_with_long_integers(program)?.into_iter().filter(|name| !between.contains(name)).collect();
    if !long.is_empty() && !is_old(BIG_INTEGERS) {
        bail!("{} pass 64-bit integers to or from scripts, which {} can.", long.join(", "), written(BIG_INTEGERS));
    }
    Ok(needed().map(|feature| format!(", {}", feature.name)).collect())
}

/// The part of a feature that the table lists apart.
fn smaller(feature: &Feature) -> WasmFeatures {
    let parts = FEATURES.iter().map(|other| other.flag).filter(|flag| *flag != feature.flag && feature.flag.contains(*flag));
    parts.fold(WasmFeatures::empty(), |all, flag| all | flag)
}

/// What a program takes from the one before it (crates/wasm-split).
fn functions_between(program: &[u8]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        if let Payload::ImportSection(section) = payload? {
            let imports = section.into_imports().collect::<Result<Vec<_>, _>>()?;
            found.extend(imports.iter().filter(|import| import.module == FIRST).map(|import| import.name.to_owned()));
        }
    }
    Ok(found)
}

fn functions_with_long_integers(program: &[u8]) -> Result<Vec<String>> {
    let (mut types, mut functions, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(program) {
        match payload? {
            Payload::TypeSection(section) => {
                for kind in section.into_iter_err_on_gc_types() {
                    let kind = kind?;
                    types.push(kind.params().iter().chain(kind.results()).any(|value| *value == ValType::I64));
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    if let TypeRef::Func(index) = import.ty {
                        functions.push(index);
                        found.extend(is_long(&types, index).then(|| import.name.to_owned()));
                    }
                }
            }
            Payload::FunctionSection(section) => {
                for index in section {
                    functions.push(index?);
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    let index = functions.get(export.index as usize).copied().unwrap_or(u32::MAX);
                    found.extend((export.kind == ExternalKind::Func && is_long(&types, index)).then(|| export.name.to_owned()));
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

fn is_long(types: &[bool], index: u32) -> bool {
    types.get(index as usize).copied().unwrap_or(true)
}

fn is_old(since: Versions) -> bool {
    since.iter().zip(OLDEST).all(|(since, oldest)| *since <= oldest)
}

fn written(versions: Versions) -> String {
    let one = |(name, (major, minor)): (&str, (u16, u16))| match (major, minor) {
        (u16::MAX, _) => format!("no {name}"),
        (major, 0) => format!("{name} {major}"),
        (major, minor) => format!("{name} {major}.{minor}"),
    };
    NAMES.into_iter().zip(versions).map(one).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Feature {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{} ({})", self.name, written(self.since))
    }
}

#[cfg(test)]
mod tests;
