//! The arguments of the command.

use std::path::PathBuf;

use zice_core::date::Date;

/// What `zice --help` prints.
pub const HELP: &str = "\
zice: a firm checks itself against the supports of a plan

  zice assess FILE|- [--as-of YYYY-MM-DD] [--pack DIR|FILE]    assess a profile (JSON), print one JSON object
  zice assess FILE|- --ways SUPPORT|RUNG [...]                 the smallest sets of changes after which one is met, as JSON
  zice check [DIR] [--as-of DAY]                               lint a pack, print every problem (exit 1), warn of what ends within 60 days
  zice due [--within DAYS] [--as-of DAY] [--json|--ical] [--pack DIR|FILE]
                                                               what begins, ends or rests on a text nobody has read, in order of date
  zice explain SUPPORT [--as-of DAY] [--pack DIR|FILE]         a support's rule, sources, and a firm for each verdict
  zice graph [--pack DIR|FILE]                                 which facts feed which supports, in DOT
  zice page [--pack DIR|FILE]                                  everything in the pack as one page to read and print, in HTML
  zice link FILE|- [--pack DIR|FILE]                           the share fragment of a profile
  zice pack new DIR                                            a commented pack to start from, which passes zice check
  zice pack build DIR -o FILE                                  compile a folder into one file for --pack and for the page
  zice pack parts DIR                                          write the built-in pack as the files that the page loads
  zice batch FILE.csv|- [--json] [--as-of DAY] [--pack …]      assess one firm per row, print CSV (or JSON lines)

Exit status: 0 done, 1 the pack has problems, 2 bad input.
";

/// A command with its arguments.
pub enum Command {
    /// `--help`
    Help,
    /// `assess`
    Assess(Options),
    /// `check`
    Check {
        /// The pack's folder.
        directory: PathBuf,
        /// The day from which ends are counted.
        as_of: Option<Date>,
    },
    /// `due`
    Due {
        /// Day, pack.
        options: Options,
        /// How many days ahead; all of them when absent.
        within: Option<u16>,
        /// How to print.
        format: DueFormat,
    },
    /// `explain`
    Explain {
        /// A support's or rung's id.
        support: String,
        /// The rest.
        options: Options,
    },
    /// `graph`
    Graph(Options),
    /// `page`
    Page(Options),
    /// `link`
    Link(Options),
    /// `pack new`
    PackNew {
        /// A folder that is not there yet, or empty.
        directory: PathBuf,
    },
    /// `pack build`
    PackBuild {
        /// The folder to compile.
        directory: PathBuf,
        /// The file to write.
        file: PathBuf,
    },
    /// `pack parts`
    PackParts {
        /// Where to write them.
        directory: PathBuf,
    },
    /// `batch`
    Batch {
        /// File, day, pack.
        options: Options,
        /// How to print.
        format: BatchFormat,
    },
}

/// How `due` prints.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DueFormat {
    /// Lines to read.
    Text,
    /// One JSON object.
    Json,
    /// iCalendar.
    Calendar,
}

/// How `batch` prints.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BatchFormat {
    /// One row a firm.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// What most commands take.
#[derive(Default)]
pub struct Options {
    /// The profile or table; `-` is standard input.
    pub file: String,
    /// The day of assessment.
    pub as_of: Option<Date>,
    /// Another pack than the built-in one.
    pub pack: Option<PathBuf>,
    /// The support or rung whose ways out are asked for.
    pub ways: Option<String>,
}

/// Reads the arguments (without the program's name).
///
/// # Errors
/// A sentence that says what is wrong and how to get help.
pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let Some(name) = arguments.next() else { return Ok(Command::Help) };
    let mut options = Options::default();
    let mut format = BatchFormat::Csv;
    let (mut within, mut due) = (None, DueFormat::Text);
    let mut output: Option<PathBuf> = None;
    let mut plain: Vec<String> = Vec::new();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value; see zice --help"));
        match argument.as_str() {
            "--as-of" => {
                let day = value()?;
                options.as_of =
                    Some(Date::parse(&day).ok_or_else(|| format!("--as-of {day:?} is no day: write YYYY-MM-DD, a day that exists"))?);
            }
            "--pack" => options.pack = Some(PathBuf::from(value()?)),
            "-o" if name == "pack" => output = Some(PathBuf::from(value()?)),
            "--ways" if name == "assess" => options.ways = Some(value()?),
            "--json" if name == "batch" => format = BatchFormat::JsonLines,
            "--json" if name == "due" => due = DueFormat::Json,
            "--ical" if name == "due" => due = DueFormat::Calendar,
            "--within" if name == "due" => {
                let days = value()?;
                within = Some(days.parse().map_err(|_| format!("--within {days:?} is no number of days from 0 to {}", u16::MAX))?);
            }
            "--help" | "-h" => return Ok(Command::Help),
            flag if flag.starts_with("--") => return Err(format!("unknown option {flag} for {name}; see zice --help")),
            _ => plain.push(argument),
        }
    }
    let mut only = |what: &str| match plain.len() {
        1 => Ok(plain.remove(0)),
        0 => Err(format!("{name} needs {what}; see zice --help")),
        _ => Err(format!("{name} takes {what} only, not also {:?}; see zice --help", plain[1])),
    };
    match name.as_str() {
        "--help" | "-h" | "help" => Ok(Command::Help),
        "assess" => Ok(Command::Assess(Options { file: only("a profile")?, ..options })),
        "link" => Ok(Command::Link(Options { file: only("a profile")?, ..options })),
        "batch" => Ok(Command::Batch { options: Options { file: only("a table")?, ..options }, format }),
        "explain" => Ok(Command::Explain { support: only("a support's id")?, options }),
        "pack" => pack(plain, output),
        "graph" if plain.is_empty() => Ok(Command::Graph(options)),
        "page" if plain.is_empty() => Ok(Command::Page(options)),
        "check" if plain.len() < 2 => {
            let directory = plain.pop().map_or_else(|| PathBuf::from("seeds"), PathBuf::from);
            Ok(Command::Check { directory, as_of: options.as_of })
        }
        "due" if plain.is_empty() => Ok(Command::Due { options, within, format: due }),
        "graph" | "page" | "check" | "due" => Err(format!("too many arguments for {name}; see zice --help")),
        other => Err(format!("unknown command {other:?}; see zice --help")),
    }
}

fn pack(plain: Vec<String>, output: Option<PathBuf>) -> Result<Command, String> {
    let words: Vec<&str> = plain.iter().map(String::as_str).collect();
    match (words.as_slice(), output) {
        (["new", directory], None) => Ok(Command::PackNew { directory: PathBuf::from(directory) }),
        (["build", directory], Some(file)) => Ok(Command::PackBuild { directory: PathBuf::from(directory), file }),
        (["parts", directory], None) => Ok(Command::PackParts { directory: PathBuf::from(directory) }),
        _ => Err("pack takes new DIR, build DIR -o FILE or parts DIR; see zice --help".to_owned()),
    }
}
