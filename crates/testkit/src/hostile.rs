//! What is fed with hostile bytes: each takes any bytes, and neither panics nor keeps more than a multiple of them. The cargo-fuzz targets in
//! `fuzz/` and the bounded run in `tests/hostile/main.rs` call the same functions.

use zice_cli::pack::Opened;
use zice_core::catalogue::Catalogue;
use zice_core::catalogue::digest::sha256;
use zice_core::date::Date;
use zice_core::facts::Answers;
use zice_core::report::{Topics, report};

/// Magic, part and form of a pack, before its hash.
const BEFORE_HASH: usize = 6;
const BODY: usize = BEFORE_HASH + 32;

/// A pack as it is, and again with a hash that fits; one that is accepted is used. True when it was.
pub fn pack(bytes: &[u8]) -> bool {
    let leaked: &'static [u8] = bytes.to_vec().leak();
    let accepted = Catalogue::load(leaked, None).is_ok();
    let mut sealed = bytes.to_vec();
    if BODY <= sealed.len() {
        let hash = sha256(&sealed[BODY..]);
        sealed[BEFORE_HASH..BODY].copy_from_slice(&hash);
    }
    match Catalogue::load(sealed.leak(), None) {
        Ok(catalogue) => {
            for firm in ["{}", "{\"facts\": {\"staff\": 5, \"turnover\": {\"min\": 1}}}"] {
                if let Ok(profile) = zice_cli::profile::parse(&catalogue, firm) {
                    use_up(&catalogue, &profile.answers, profile.topics);
                }
            }
            true
        }
        Err(_) => accepted,
    }
}

/// A profile.
pub fn profile(catalogue: &Catalogue, bytes: &[u8]) -> bool {
    let Ok(profile) = zice_cli::profile::parse(catalogue, &String::from_utf8_lossy(bytes)) else { return false };
    _ = zice_core::link::encode(catalogue, &profile.answers, profile.topics);
    true
}

/// A share link.
pub fn link(catalogue: &Catalogue, bytes: &[u8]) -> bool {
    let Ok(restored) = zice_core::link::decode(catalogue, &String::from_utf8_lossy(bytes)) else { return false };
    let again = zice_core::link::encode(catalogue, &restored.answers, restored.topics);
    assert_eq!(zice_core::link::decode(catalogue, &again).map(|link| link.answers), Ok(restored.answers), "a link reads as it was written");
    true
}

/// A figure as people write it, in every unit; a range never ends below its beginning, and what is read is read again as itself.
pub fn figure(bytes: &[u8]) -> bool {
    use zice_core::units::Unit;
    use zice_core::written::read;
    let text = String::from_utf8_lossy(bytes);
    let units = [Unit::WanYuan, Unit::Percent, Unit::Persons, Unit::Points, Unit::Rank, Unit::Years, Unit::Days, Unit::Items];
    let mut accepted = false;
    for unit in units {
        let Ok(read_once) = read(&text, unit) else { continue };
        accepted = true;
        assert!(read_once.low.is_none_or(|low| read_once.high.is_none_or(|high| low <= high)), "{text:?}");
        // “More than 5 %” begins at the half step above 5 %, which no decimal says: only ends that can be written are read again.
        let written = |end: &zice_core::units::Quantity| end.between(unit).is_none();
        for end in [read_once.low, read_once.high].into_iter().flatten().filter(written) {
            let again = end.to_decimal(unit);
            assert_eq!(read(&again, unit).map(|again| (again.low, again.high)), Ok((Some(end), Some(end))), "{text:?} → {again}");
        }
    }
    accepted
}

/// A table of firms.
pub fn table(opened: &Opened, bytes: &[u8]) -> bool {
    zice_cli::batch::firms(opened, bytes).is_ok_and(|firms| firms != 0)
}

fn use_up(catalogue: &Catalogue, answers: &Answers, topics: Topics) {
    let Some(day) = Date::parse("2026-11-23") else { return };
    let found = report(catalogue, answers, topics, day);
    _ = zice_cli::report_json::report(catalogue, catalogue.sha256, answers, &found);
    let link = zice_core::link::encode(catalogue, answers, topics);
    assert!(zice_core::link::decode(catalogue, &link).is_ok(), "its own link can be read");
}
