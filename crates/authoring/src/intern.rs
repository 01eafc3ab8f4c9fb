//! Texts that live as long as the program, each stored once.
//!
//! The catalogue borrows its texts for `'static`, so that the browser decodes it without copying. An author's tool pays for that with memory
//! it never gives back: bounded by the distinct texts of the packs it reads.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use zice_core::catalogue::Str;

/// The text, kept for the rest of the program.
pub fn intern(text: &str) -> Str {
    static TEXTS: Mutex<Option<HashSet<Str>>> = Mutex::new(None);
    let mut guard = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    let texts = guard.get_or_insert_default();
    if let Some(known) = texts.get(text) {
        return known;
    }
    let kept: Str = Box::leak(text.to_owned().into_boxed_str());
    texts.insert(kept);
    kept
}
