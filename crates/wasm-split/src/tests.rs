//! A program of six functions is cut where its list says.

use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, Instruction, MemorySection, MemoryType, Module, NameMap, NameSection, RefType, TableSection, TableType, TypeSection,
};
use wasmparser::{Parser, Payload};

use super::program::{Memory, plain};
use super::write::short;
use super::{Later, split};

/// What the linker would say of the data below.
const MAP: &str = "    Addr      Off     Size Out     In      Symbol
       -        0       20 DATA
     400       10       14 .rodata
     400       10        4         page.o:(.rodata.table)
     400       10        4                 table
     410       14        4         page.o:(.rodata._RNv4page2en5WORDS)
     420       18       20         <internal>:(.rodata)
     440       20        4 .data
     440       20        4         page.o:(.data.counter)
";

/// `a`, exported, calls `b`, which calls `c`. `d` and `e` stand in the table: `d` in the constant that `a` uses, `e` in the one of `b`. Of two texts `a`
/// uses the first, whose address and length it writes as one number, and `c`, which also calls a script, both; `f`, in the table too, is in nobody's hands.
fn program() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("./page.js", "call_0123456789abcdef", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    let mut tables = TableSection::new();
    tables.table(TableType { element_type: RefType::FUNCREF, table64: false, minimum: 103, maximum: Some(103), shared: false });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0).export("start", ExportKind::Func, 1);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(100), Elements::Functions([4, 5, 6].as_slice().into()));
    let mut code = CodeSection::new();
    let bodies: [(Option<u32>, &[i64]); 6] = [
        (Some(2), &[0x400, 0x10_0000_0420]),
        (Some(3), &[0x410]),
        (Some(0), &[0x420, 0x430, 0x440]),
        (None, &[]),
        (None, &[]),
        (None, &[]),
    ];
    for (called, numbers) in bodies {
        functions.function(0);
        let mut function = Function::new([]);
        for &number in numbers {
            let constant = i32::try_from(number).map_or(Instruction::I64Const(number), Instruction::I32Const);
            function.instruction(&constant).instruction(&Instruction::Drop);
        }
        if let Some(called) = called {
            function.instruction(&Instruction::Call(called));
        }
        code.function(function.instruction(&Instruction::End));
    }
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(0x400), [100]);
    data.active(0, &ConstExpr::i32_const(0x410), [101]);
    data.active(0, &ConstExpr::i32_const(0x420), *b"the first text.\0the second one.\0\x07");
    let mut map = NameMap::new();
    for (index, name) in (1..).zip(["page[0123456789abcdef]::a", "page[0123456789abcdef]::b", "c", "d", "e", "f"]) {
        map.append(index, name);
    }
    let mut names = NameSection::new();
    names.functions(&map);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories).section(&exports).section(&elements);
    module.section(&code).section(&data).section(&names);
    module.finish()
}

fn bodies(module: &[u8]) -> usize {
    wasmparser::validate(module).unwrap();
    Parser::new(0).parse_all(module).filter(|payload| matches!(payload, Ok(Payload::CodeSectionEntry(_)))).count()
}

/// What a module puts into memory, word by word.
fn memory(module: &[u8]) -> Vec<u32> {
    let mut memory = Memory::default();
    for payload in Parser::new(0).parse_all(module) {
        if let Ok(Payload::DataSection(segments)) = payload {
            for segment in segments {
                memory.put(&segment.unwrap()).unwrap();
            }
        }
    }
    (0x400..=0x440).step_by(16).map(|address| memory.word(address)).collect()
}

/// How both texts begin.
const THE: u32 = u32::from_le_bytes(*b"the ");

#[test]
fn what_only_a_gate_leads_to_goes_with_it() {
    let parts = split(&program(), MAP, &Later::read("# a comment\n\npage::b\n", &["page"])).unwrap();
    assert_eq!((bodies(&parts.first), bodies(&parts.later)), (2, 4), "a and d stay");
    assert_eq!(parts.renamed.get("call_0123456789abcdef").map(String::as_str), Some("$1"), "the first part imports for both");
    assert_eq!(memory(&parts.first), [100, 0, THE, 0, 7], "variables stay, whoever uses them");
    assert_eq!(memory(&parts.later), [0, 101, 0, THE, 0]);
}

#[test]
fn a_closed_static_leads_nowhere() {
    let parts = split(&program(), MAP, &Later::read("static page::en::WORDS\n", &["page"])).unwrap();
    assert_eq!((bodies(&parts.first), bodies(&parts.later)), (4, 2), "e is reached through the static alone");
    assert_eq!(memory(&parts.first), [100, 101, THE, THE, 7], "a constant that the first part uses stays there");
}

#[test]
fn a_name_that_the_program_does_not_have_is_an_error() {
    let error = split(&program(), MAP, &Later::read("page::b\npage::gone\nstatic page::en::GONE\n", &["page"])).err().unwrap().to_string();
    assert!(error.contains("page::gone") && error.contains("page::en::GONE") && !error.contains("page::b"), "{error}");
}

#[test]
fn a_program_that_stops_at_once_may_lack_what_only_a_panic_leads_to() {
    let mut later = Later::read("page::b\npanic page::gone\n", &["page"]);
    assert!(split(&program(), MAP, &later).is_err());
    later.stops_at_once = true;
    assert!(split(&program(), MAP, &later).is_ok());
}

#[test]
fn another_program_s_map_is_an_error() {
    let other = MAP.replace("     440       20        4         page.o", "     540       20        4         page.o");
    assert!(split(&program(), &other, &Later::read("page::b\n", &["page"])).is_err());
}

#[test]
fn a_path_in_the_map_may_hold_spaces() {
    let spaced: String = MAP.lines().map(|line| line.replacen(":(", " in a folder.o:(", 1) + "\n").collect();
    let later = || Later::read("page::b\n", &["page"]);
    assert!(spaced.contains(" in a folder.o:(.rodata"));
    let (plain, spaced) = (split(&program(), MAP, &later()).unwrap(), split(&program(), &spaced, &later()).unwrap());
    assert_eq!((plain.first, plain.later), (spaced.first, spaced.later));
}

#[test]
fn names_lose_their_hashes_and_imports_are_short() {
    assert_eq!(
        plain("<zice[a06fba429a01068e]::Fact as core[c5930c85a12de822]::Ord>::cmp::<[u8]>"),
        "<zice::Fact as core::Ord>::cmp::<[u8]>"
    );
    assert_eq!((short(0), short(35), short(36)), ("0".to_owned(), "z".to_owned(), "10".to_owned()));
}
