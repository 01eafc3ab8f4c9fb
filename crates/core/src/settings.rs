//! What the deploying portal writes beside the page: `config/site.json`, `config/contacts.csv`, `config/theme.css`.
//!
//! Nothing in them is trusted. Whatever cannot be used is a [`Fault`] with file and line, and what the program has of itself stands; a visitor never
//! hears of it (the portal's own `check.html` and `zice site check` do). Nothing here panics on any input.

use crate::catalogue::{Catalogue, LocalContact, Str};
pub use crate::catalogue::{PlanState, Settings};

mod contacts;
mod json;
mod site;
mod theme;
mod words;

pub use json::report;
pub use theme::TOKENS;
pub use words::say;

/// The folder beside index.html.
pub const FOLDER: &str = "config";
/// Longest file that is read at all, in bytes.
pub const LONGEST: usize = 262_144;
/// Limits of the idle time at a counter, in seconds: below the least nobody could read the warning; above the most it would protect nobody.
pub const IDLE: (u32, u32) = (40, 3600);

/// One of the files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum File {
    /// Name, address, topics and the like.
    Site,
    /// Telephones.
    Contacts,
    /// Colours.
    Theme,
}

impl File {
    /// Every file, in the order in which their faults are told.
    pub const ALL: [File; 3] = [File::Site, File::Contacts, File::Theme];

    /// Its name in [`FOLDER`].
    pub const fn name(self) -> &'static str {
        match self {
            File::Site => "site.json",
            File::Contacts => "contacts.csv",
            File::Theme => "theme.css",
        }
    }
}

/// What a file says that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The file.
    pub file: File,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong, with what stands there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Longer than [`LONGEST`].
    TooLong,
    /// No JSON from here on: the character in its line.
    NotJson(usize),
    /// JSON, but not `{…}`.
    NotAnObject,
    /// A key that nobody reads.
    UnknownKey(String),
    /// A key that stands twice.
    Twice(String),
    /// The portal's name.
    Portal(String),
    /// The portal's telephone.
    Phone(String),
    /// An address.
    Address(String),
    /// Something that is no topic of the plan.
    Topic(String, Vec<Str>),
    /// A look that there is not.
    Theme(String),
    /// Seconds.
    Idle(String),
    /// Neither true nor false.
    Save(String),
    /// The plan's state.
    State(String),
    /// What is said about the plan's state.
    Note(String),
    /// Another plan's file.
    Pack(String),
    /// The first row lacks a column that must be there.
    NoColumn(Str),
    /// A column that nobody reads.
    UnknownColumn(String),
    /// A quote that nobody closed.
    OpenQuote,
    /// More cells than the first row.
    TooManyCells,
    /// An agency that the plan does not name, and what comes nearest.
    Agency(String, Vec<Str>),
    /// A place that there is not, and those that there are.
    Place(String, Vec<Str>),
    /// The name of a county's office beside another county.
    OtherPlace(String, String),
    /// A telephone number.
    Telephone(String),
    /// A number without the 0 of its area, which Excel takes for a figure.
    NoAreaZero(String),
    /// A number as Excel writes large figures.
    Scientific(String),
    /// Address or hours.
    Cell(Str, String),
    /// The same office twice; the line of the first.
    TwiceInTable(String, usize),
    /// Something else than a rule for `:root`.
    NotARule(String),
    /// A property that no theme may set.
    Property(String),
    /// A value that the property does not take.
    Value(String, String),
}

/// What was read.
#[derive(Default, Debug)]
pub struct Read {
    /// What can be used.
    pub settings: Settings,
    /// The offices.
    pub contacts: Vec<LocalContact>,
    /// What cannot be used, file by file, line by line.
    pub faults: Vec<Fault>,
}

/// Reads the files; one that is not there is empty. The theme and the choice of topics, of a theme and of another plan are checked here and used by
/// assets/start.js, which needs them before this program is there.
#[inline(never)]
pub fn read(catalogue: &Catalogue, site: &str, contacts: &str, theme: &str) -> Read {
    let mut read = Read::default();
    for (file, text) in File::ALL.into_iter().zip([site, contacts, theme]) {
        let text = text.trim_start_matches('\u{feff}');
        if LONGEST < text.len() {
            read.faults.push(Fault { file, line: 1, kind: Kind::TooLong });
        } else if !text.trim().is_empty() {
            match file {
                File::Site => site::read(catalogue, text, &mut read),
                File::Contacts => contacts::read(catalogue, text, &mut read),
                File::Theme => theme::read(text, &mut read),
            }
        }
    }
    read
}

impl Catalogue {
    /// With what a portal has written beside the page. An office of the portal's own table comes before one of the pack.
    pub fn deployed(mut self, read: Read) -> Catalogue {
        self.contacts.splice(0..0, read.contacts);
        self.settings = read.settings;
        self
    }
}

/// A text of a file, to live as long as the program: the files are read once.
fn kept(text: &str) -> Str {
    String::leak(text.to_owned())
}

/// Whether a text can be shown in a line: not empty, no control characters, not longer than so many characters.
fn fits(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control) && text.chars().count() <= most
}
