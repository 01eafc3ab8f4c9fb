//! Which change is switched on: the one named by `ZICE_MUTANT`, if any. Copied into the crate that `cargo xtask mutants` builds.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

const UNREAD: u32 = u32::MAX;

static CHOSEN: AtomicU32 = AtomicU32::new(UNREAD);

static READ: LazyLock<u32> = LazyLock::new(|| std::env::var("ZICE_MUTANT").ok().and_then(|id| id.parse().ok()).unwrap_or(UNREAD - 1));

/// Whether this change is switched on.
#[inline]
pub fn on(id: u32) -> bool {
    let chosen = CHOSEN.load(Ordering::Relaxed);
    if chosen == UNREAD { first(id) } else { chosen == id }
}

#[cold]
fn first(id: u32) -> bool {
    CHOSEN.store(*READ, Ordering::Relaxed);
    *READ == id
}

/// One of two iterators: what a function returns when its type is not named.
pub enum Either<A, B> {
    Changed(A),
    Original(B),
}

impl<T, A: Iterator<Item = T>, B: Iterator<Item = T>> Iterator for Either<A, B> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match self {
            Either::Changed(items) => items.next(),
            Either::Original(items) => items.next(),
        }
    }
}
