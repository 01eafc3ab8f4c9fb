//! A program of three functions is cut where its list says.

use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, ExportKind, ExportSection, Function, FunctionSection, Instruction, MemorySection,
    MemoryType, Module, NameMap, NameSection, RefType, TableSection, TableType, TypeSection,
};
use wasmparser::{Parser, Payload};

use super::{Later, plain, short, split};

/// `a`, exported, calls `b`, which calls `c`; `d` stands in the table.
fn program() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut functions = FunctionSection::new();
    for _ in 0..4 {
        functions.function(0);
    }
    let mut tables = TableSection::new();
    let table = TableType { element_type: RefType::FUNCREF, table64: false, minimum: 2, maximum: Some(2), shared: false };
    tables.table(table);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0).export("start", ExportKind::Func, 0);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(1), Elements::Functions([3].as_slice().into()));
    let mut code = CodeSection::new();
    for called in [Some(1), Some(2), None, None] {
        let mut function = Function::new([]);
        if let Some(called) = called {
            function.instruction(&Instruction::Call(called));
        }
        code.function(function.instruction(&Instruction::End));
    }
    let mut map = NameMap::new();
    for (index, name) in (0..).zip(["page[0123456789abcdef]::a", "page[0123456789abcdef]::b", "c", "d"]) {
        map.append(index, name);
    }
    let mut names = NameSection::new();
    names.functions(&map);
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&tables).section(&memories).section(&exports).section(&elements);
    module.section(&code).section(&names);
    module.finish()
}

fn bodies(module: &[u8]) -> usize {
    wasmparser::validate(module).unwrap();
    Parser::new(0).parse_all(module).filter(|payload| matches!(payload, Ok(Payload::CodeSectionEntry(_)))).count()
}

#[test]
fn what_a_gate_leads_to_goes_with_it() {
    let parts = split(&program(), &Later::read("# a comment\n\ngate page::b\n")).unwrap();
    assert_eq!((bodies(&parts.first), bodies(&parts.later)), (2, 2), "b and what only it calls are left out");
}

#[test]
fn a_short_function_of_the_table_stays_whatever_its_name() {
    let parts = split(&program(), &Later::read("d\n")).unwrap();
    assert_eq!((bodies(&parts.first), bodies(&parts.later)), (4, 0));
}

#[test]
fn names_lose_their_hashes_and_imports_are_short() {
    assert_eq!(
        plain("<zice[a06fba429a01068e]::Fact as core[c5930c85a12de822]::Ord>::cmp::<[u8]>"),
        "<zice::Fact as core::Ord>::cmp::<[u8]>"
    );
    assert_eq!((short(0), short(35), short(36)), ("0".to_owned(), "z".to_owned(), "10".to_owned()));
}
