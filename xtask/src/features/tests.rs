//! Small modules, each with one thing that some browser of 2020 lacks.

use std::collections::BTreeSet;

use super::needs;

/// A module of these sections, each given by its number and its bytes.
fn module(sections: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = b"\0asm\x01\0\0\0".to_vec();
    for (number, content) in sections {
        bytes.push(*number);
        bytes.push(u8::try_from(content.len()).unwrap());
        bytes.extend_from_slice(content);
    }
    bytes
}

/// A module with one function `() -> ()` and one page of memory.
fn function(body: &[u8]) -> Vec<u8> {
    let length = u8::try_from(body.len() + 2).unwrap();
    let code = [&[1, length, 0], body, &[0x0b]].concat();
    module(&[(1, &[1, 0x60, 0, 0]), (3, &[1, 0]), (5, &[1, 0, 1]), (10, &code)])
}

fn refused(program: &[u8]) -> String {
    format!("{:#}", needs(program, &BTreeSet::new()).unwrap_err())
}

#[test]
fn plain_webassembly_passes() {
    assert_eq!(needs(&function(&[]), &BTreeSet::new()).unwrap(), "");
    let two_results = module(&[(1, &[1, 0x60, 0, 2, 0x7f, 0x7f])]);
    assert_eq!(needs(&two_results, &BTreeSet::new()).unwrap(), ", several results");
}

#[test]
fn what_is_too_new_is_named_with_the_first_browsers_that_have_it() {
    let cases: &[(&str, Vec<u8>)] = &[
        ("reference types (Chromium 96, Firefox 79, Safari 15)", module(&[(4, &[1, 0x6f, 0, 1])])),
        ("sign extension (Chromium 74, Firefox 62, Safari 14.1)", function(&[0x41, 0, 0xc0, 0x1a])),
        ("float to integer without traps (Chromium 75, Firefox 64, Safari 15)", function(&[0x43, 0, 0, 0, 0, 0xfc, 0, 0x1a])),
        ("memory.copy and memory.fill (Chromium 75, Firefox 79, Safari 15)", function(&[0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0])),
        ("SIMD (Chromium 91, Firefox 89, Safari 16.4)", function(&[0x41, 0, 0xfd, 0x0f, 0x1a])),
        ("tail calls (Chromium 112, Firefox 121, Safari 18.2)", function(&[0x12, 0])),
        ("several memories (Chromium 120, Firefox 125, no Safari)", module(&[(5, &[2, 0, 1, 0, 1])])),
    ];
    for (name, program) in cases {
        let message = refused(program);
        assert!(message.contains(name), "{name}: {message}");
        assert!(!message.contains(';'), "only that one: {message}");
    }
}

#[test]
fn long_integers_stay_inside() {
    let program = |kind: u8| module(&[(1, &[1, 0x60, 1, kind, 0]), (2, &[1, 1, b'm', 1, b'f', 0, 0])]);
    assert_eq!(needs(&program(0x7f), &BTreeSet::new()).unwrap(), "");
    assert!(refused(&program(0x7e)).contains("f pass 64-bit integers"));
}

#[test]
fn what_is_no_webassembly_is_refused() {
    assert!(needs(b"\0asm\x02\0\0\0", &BTreeSet::new()).is_err());
}
