//! A bounded run of the fuzz targets: more than a hundred thousand inputs, made from valid ones by the changes that break parsers (bits, bytes,
//! lengths, cuts, repeats, splices), in a fixed order. Nothing may panic, and the memory of the process stays bounded.

use zice_authoring as authoring;
use zice_cli::pack::Opened;
use zice_core::catalogue::Catalogue;
use zice_testkit::hostile as targets;

const PACKS: u32 = 16_000;
const TEXTS: u32 = 30_000;
/// What the process may hold at most, in kB: every pack that is tried is kept for good (its texts borrow from it).
const MOST_MEMORY: u64 = 700_000;

/// A fixed sequence of numbers (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

/// A valid input, changed in one to six places.
fn changed(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[dice.roll(seeds.len())].clone();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len());
        let length = dice.roll(16).min(bytes.len() - at.min(bytes.len()));
        match dice.roll(8) {
            _ if bytes.is_empty() => bytes.push(dice.roll(256) as u8),
            0 => bytes[at] ^= 1 << dice.roll(8),
            1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff, b'"', b'{', b','][dice.roll(8)],
            2 => bytes[at] = dice.roll(256) as u8,
            3 => drop(bytes.drain(at..at + length)),
            4 => {
                let again: Vec<u8> = bytes[at..at + length].to_vec();
                bytes.splice(at..at, again);
            }
            5 => {
                let other = &seeds[dice.roll(seeds.len())];
                let from = dice.roll(other.len());
                let piece = other[from..(from + dice.roll(32)).min(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            6 => drop(bytes.splice(at..at, [0xff; 9].into_iter().take(1 + dice.roll(9)))),
            _ => bytes.truncate(at),
        }
    }
    bytes
}

fn run(name: &str, inputs: u32, seeds: &[Vec<u8>], target: impl Fn(&[u8]) -> bool) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    assert!(seeds.iter().all(|seed| target(seed)), "{name}: every seed is valid");
    let accepted = (0..inputs).filter(|_| target(&changed(&mut dice, seeds))).count();
    println!("{name}: {inputs} inputs, {accepted} of them accepted");
    assert!(accepted != 0 && accepted < inputs as usize, "{name}: {accepted} of {inputs} accepted: the changes say nothing");
}

fn second() -> Catalogue {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/second-pack");
    authoring::load(std::path::Path::new(folder)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// One after the other, so that the memory is that of all of them.
#[test]
fn hostile_bytes_neither_panic_nor_fill_the_memory() {
    let second = second();
    let whole = authoring::encode(&second).expect("it compiles").whole;
    run("packs", PACKS, &[whole], targets::pack);

    let firm = r#"{"facts": {"county": "east", "trade": "shop", "staff": 5, "turnover": {"min": 1, "max": "60.5"}, "plans": ["solar"], "badges": null}, "topics": ["saving"]}"#;
    let profiles: Vec<Vec<u8>> = [firm, "{}", "{\"facts\": {}}"].map(|text| text.as_bytes().to_vec()).to_vec();
    run("profiles", TEXTS, &profiles, |bytes| targets::profile(&second, bytes));

    let profile = zice_cli::profile::parse(&second, firm).unwrap_or_else(|message| panic!("{message}"));
    let link = zice_core::link::encode(&second, &profile.answers, profile.topics);
    run("links", TEXTS, &[link.into_bytes()], |bytes| targets::link(&second, bytes));

    let figures: Vec<Vec<u8>> = [
        "1500",
        "1,500.00",
        "1亿2000万",
        "一千五百万元整",
        "1500-2000",
        "1.5E+03",
        "（1,500）",
        "55%",
        "不低于 120 人",
        "\u{202d}1500\u{202c}",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    run("figures", TEXTS, &figures, targets::figure);

    let opened = Opened { catalogue: second.clone(), sha256: String::new() };
    let table = "name,county,trade,staff,turnover,plans\n\"Tea, Ltd\",east,shop,5,1..60,solar|retrofit\nB,west,other,,..9,-\n";
    run("tables", TEXTS, &[table.as_bytes().to_vec()], |bytes| targets::table(&opened, bytes));

    let most = peak();
    println!("at most {most} kB were held");
    assert!(most < MOST_MEMORY, "{most} kB");
}

/// A length of 2^60 in every place of the structure: nothing is reserved for it.
#[test]
fn a_length_that_lies_reserves_nothing() {
    let whole = authoring::encode(&second()).expect("it compiles").whole;
    let lie = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
    let structure = 42 + u32::from_le_bytes([whole[38], whole[39], whole[40], whole[41]]) as usize;
    for at in (42..structure).step_by(3) {
        let mut bytes = whole.clone();
        bytes.splice(at..=at, lie);
        let length = (structure - 42 + lie.len() - 1) as u32;
        bytes[38..42].copy_from_slice(&length.to_le_bytes());
        targets::pack(&bytes);
    }
    assert!(peak() < MOST_MEMORY);
}

/// The most memory the process has held, in kB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}
