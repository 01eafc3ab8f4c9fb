//! The page: what the start script (assets/start.js) calls.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes the page over with the core of the pack; false when it cannot be read.
#[wasm_bindgen]
pub fn start(core: Vec<u8>) -> bool {
    zice::ui::start(core)
}

/// Takes what results and English need; false when it cannot be read or belongs to another pack.
#[wasm_bindgen]
pub fn later(rest: Vec<u8>) -> bool {
    zice::ui::later(rest)
}

/// Says that the rest did not come.
#[wasm_bindgen]
pub fn unavailable() {
    zice::ui::unavailable();
}

fn main() {}
