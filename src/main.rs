//! The page: what the start script (assets/start.js) calls.

use wasm_bindgen::prelude::wasm_bindgen;

/// This allocator is smaller and faster than the standard library's.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Opens the core of the built-in pack, or another pack that was asked for (empty: it could not be fetched) with its SHA-256 (empty: any).
/// 0: nothing can be read; 1: the rest of the built-in pack is needed; 2: everything is there.
#[wasm_bindgen]
pub fn open(core: Vec<u8>, other: Option<Vec<u8>>, asked: &str) -> u8 {
    match zice::open(core, other, Some(asked).filter(|asked| !asked.is_empty())) {
        None => 0,
        Some(false) => 1,
        Some(true) => 2,
    }
}

/// Starts the program on the page, with the pack that was opened.
#[wasm_bindgen]
pub fn start() {
    zice::start();
}

/// Receives the part of the pack that results and English need; `false` when it cannot be read or belongs to another pack.
#[wasm_bindgen]
pub fn later(rest: Vec<u8>) -> bool {
    zice::later(rest)
}

/// Takes what the portal has written beside the page: `config/site.json` and `config/contacts.csv`, empty where there is none. When everything is there.
#[wasm_bindgen]
pub fn settings(site: &str, contacts: &str) {
    zice::deploy(site, contacts);
}

/// What is wrong and what is right in what the portal has written, as JSON, for check.html.
#[wasm_bindgen]
pub fn check(core: Vec<u8>, rest: Vec<u8>, site: &str, contacts: &str, theme: &str) -> String {
    zice::check(core, rest, site, contacts, theme)
}

/// Tells the page that the deferred part could not be loaded.
#[wasm_bindgen]
pub fn unavailable() {
    zice::unavailable();
}

fn main() {}
