//! The same cases in the browser: a program of its own, built by `cargo xtask bench` alone (feature `bench`), nothing of which is shipped.

mod table;
mod visits;
mod worst;

use std::time::Duration;

use js_sys::Function;
use subjects::Real;
use table::Extent;
use zice_testkit::{case, rng, subjects};

/// The page's own allocator.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The table. `microseconds` is the page's clock.
///
/// # Errors
/// When the built-in pack cannot be opened.
#[wasm_bindgen]
pub fn bench(microseconds: &Function) -> Result<String, JsValue> {
    let now = || microseconds.call0(&JsValue::NULL).ok().and_then(|time| time.as_f64()).map_or(0, |time| time as u64);
    table::table(&|| Duration::from_micros(now()), &Extent::USUAL).map_err(JsValue::from)
}

fn main() {}
