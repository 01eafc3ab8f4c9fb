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
pub mod parked;
pub mod search;

/// How the page behaves at a counter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counter {
    /// After so many seconds without a sign of life the visit ends.
    pub idle: u32,
}

/// Enough to read a page, few enough that the next visitor does not find it.
const IDLE: u32 = 120;

/// Reads an address's query: `?mode=counter&idle=90`. A limit out of bounds counts as the nearest bound, an unreadable one as none given: then it is the
/// portal's own, where that has written one beside the page.
pub fn asked_for(query: &str, usual: Option<u32>) -> Option<Counter> {
    let value = |name: &str| query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')).find(|pair| pair.0 == name);
    value("mode").filter(|(_, mode)| *mode == "counter")?;
    let idle = value("idle").and_then(|(_, seconds)| seconds.parse::<u32>().ok());
    let (least, most) = zice_core::settings::IDLE;
    Some(Counter { idle: idle.map_or(usual.unwrap_or(IDLE), |seconds| seconds.clamp(least, most)) })
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
            assert_eq!(asked_for(query, None).map(|counter| counter.idle), idle, "{query}");
        }
        let limit = |query| asked_for(query, Some(300)).map(|counter| counter.idle);
        assert_eq!([limit("?mode=counter"), limit("?mode=counter&idle=90"), limit("")], [Some(300), Some(90), None]);
    }
}
