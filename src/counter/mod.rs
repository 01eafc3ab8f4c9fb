//! The page at a service counter (`?mode=counter`): keys, a search for any question, and a visit that leaves nothing to the next visitor.
//!
//! Invariants: whatever a key does, a control on the page does too; no key does anything while text is being written; the end of a visit is
//! left to the start script, which throws this whole program away and begins with a new one.

pub mod desk;
pub mod finder;
pub mod found;
pub mod idle;
pub mod keys;
pub mod next;
pub mod search;

/// How the page behaves at a counter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counter {
    /// After so many seconds without a sign of life the visit ends.
    pub idle: u32,
}

/// Enough to read a page, few enough that the next visitor does not find it.
const IDLE: u32 = 120;
/// Below the least nobody could read the warning; above the most it would protect nobody.
const LEAST_IDLE: u32 = 40;
const MOST_IDLE: u32 = 3600;

/// Reads an address's query: `?mode=counter&idle=90`. A limit out of bounds counts as the nearest bound, an unreadable one as none given.
pub fn asked_for(query: &str) -> Option<Counter> {
    let value = |name: &str| query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')).find(|pair| pair.0 == name);
    value("mode").filter(|(_, mode)| *mode == "counter")?;
    let idle = value("idle").and_then(|(_, seconds)| seconds.parse::<u32>().ok());
    Some(Counter { idle: idle.map_or(IDLE, |seconds| seconds.clamp(LEAST_IDLE, MOST_IDLE)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_and_its_limit_are_read_from_the_address() {
        for (query, idle) in [
            ("", None),
            ("?lang=en", None),
            ("?mode=counters", None),
            ("?idle=90", None),
            ("?mode=counter", Some(120)),
            ("?lang=en&mode=counter&idle=90", Some(90)),
            ("?mode=counter&idle=1", Some(40)),
            ("?mode=counter&idle=0", Some(40)),
            ("?mode=counter&idle=999999", Some(3600)),
            ("?mode=counter&idle=99999999999999", Some(120)),
            ("?mode=counter&idle=-5", Some(120)),
            ("?mode=counter&idle=soon", Some(120)),
            ("?mode=counter&idle=", Some(120)),
        ] {
            assert_eq!(asked_for(query).map(|counter| counter.idle), idle, "{query}");
        }
    }
}
