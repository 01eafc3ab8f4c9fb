//! Visits set aside at a counter: numbered, in the memory of the page alone.
//!
//! A visit that ends takes its program with it, so what is set aside lies with the document, as links: nothing is written to the browser's storage. All
//! of it goes when nobody has touched the page for the idle limit, and when the page is left.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Where it lies.
const KEY: &str = "ziceParked";

/// A visit set aside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parked {
    /// Its number, as the visitor is told.
    pub number: u32,
    /// How many answers it has.
    pub answers: usize,
    /// Its answers and topics, as a link carries them.
    pub fragment: String,
}

impl Parked {
    fn written(&self) -> String {
        format!("{} {} {}", self.number, self.answers, self.fragment)
    }

    fn read(text: &str) -> Option<Parked> {
        let mut parts = text.splitn(3, ' ');
        let (number, answers, fragment) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.to_owned());
        Some(Parked { number, answers, fragment })
    }
}

/// All of them, the earliest first.
pub fn all() -> Vec<Parked> {
    let list = document().and_then(|document| Reflect::get(&document, &KEY.into()).ok()).and_then(|list| list.dyn_into::<Array>().ok());
    list.iter().flat_map(Array::iter).filter_map(|one| Parked::read(&one.as_string()?)).collect()
}

/// Sets a visit aside under the next free number.
pub fn park(answers: usize, fragment: String) {
    let mut kept = all();
    let number = kept.iter().map(|parked| parked.number).max().unwrap_or(0) + 1;
    kept.push(Parked { number, answers, fragment });
    keep(&kept);
}

/// Takes a visit up: it is no longer set aside.
pub fn take(number: u32) -> Option<Parked> {
    let mut kept = all();
    let place = kept.iter().position(|parked| parked.number == number)?;
    let taken = kept.remove(place);
    keep(&kept);
    Some(taken)
}

/// Wipes them all.
pub fn clear() {
    keep(&[]);
}

fn keep(kept: &[Parked]) {
    let list: Array = kept.iter().map(|parked| JsValue::from_str(&parked.written())).collect();
    if let Some(document) = document() {
        _ = Reflect::set(&document, &KEY.into(), &list);
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_is_read_as_it_was_written() {
        let parked = Parked { number: 12, answers: 7, fragment: "2.aB-_ c".to_owned() };
        assert_eq!(Parked::read(&parked.written()), Some(parked));
        assert_eq!(Parked::read("1 x y"), None);
        assert_eq!(Parked::read(""), None);
    }
}
