//! The arguments of the command. What an option does stands in its own help; a command takes no option that it does not use.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use zice_core::catalogue::Language;
use zice_core::date::Date;

/// A firm checks itself against the supports of a plan.
#[derive(Parser, Debug)]
#[command(
    name = "zice",
    disable_help_subcommand = true,
    after_help = "Exit status: 0 done; 1 the pack has problems, or a row of the table is wrong; 2 bad input or arguments; 3 the output could not be written."
)]
pub struct Arguments {
    /// What is to be done; without one the help is printed.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Print the versions of the program and of the built-in pack, as check.html shows them
    #[arg(short = 'V', long)]
    pub version: bool,
    /// The language of what is said; without it that of the environment
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Spoken>,
}

/// A command with its arguments.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Assess a profile (JSON) and print one JSON object
    Assess {
        /// The profile; `-` is standard input
        file: PathBuf,
        /// The day of assessment
        #[command(flatten)]
        day: Day,
        /// The pack
        #[command(flatten)]
        pack: Pack,
        /// Print the smallest sets of changes after which this support or rung is met
        #[arg(long, value_name = "SUPPORT|RUNG")]
        ways: Option<String>,
    },
    /// Assess one firm per row of a table (CSV, xlsx, xls or ods)
    Batch(Batch),
    /// Print every problem of a pack's folder
    Check {
        /// The pack's folder
        #[arg(default_value = "seeds")]
        directory: PathBuf,
        /// Check texts in Chinese alone: nothing is said of English that is missing or differs
        #[arg(long)]
        draft: bool,
        /// The day from which ends are counted
        #[command(flatten)]
        day: Day,
    },
    /// Print what begins, ends or rests on a text that nobody has read, in order of date
    Due {
        /// Only what begins or ends within so many days
        #[arg(long, value_name = "DAYS")]
        within: Option<u16>,
        /// Print one JSON object
        #[arg(long, conflicts_with = "ical")]
        json: bool,
        /// Print an iCalendar
        #[arg(long)]
        ical: bool,
        /// The day from which days are counted
        #[command(flatten)]
        day: Day,
        /// The pack
        #[command(flatten)]
        pack: Pack,
    },
    /// Print the rule and sources of a support or rung, and a firm for each verdict
    Explain {
        /// Its id
        support: String,
        /// The day of assessment
        #[command(flatten)]
        day: Day,
        /// The pack
        #[command(flatten)]
        pack: Pack,
    },
    /// Print which facts feed which supports, in DOT
    Graph {
        /// The pack
        #[command(flatten)]
        pack: Pack,
    },
    /// Print everything in the pack as one page to read and print, in HTML
    Page {
        /// The pack
        #[command(flatten)]
        pack: Pack,
    },
    /// Print the share fragment of a profile
    Link {
        /// The profile; `-` is standard input
        file: PathBuf,
        /// The pack
        #[command(flatten)]
        pack: Pack,
    },
    /// Packs as files
    #[command(subcommand)]
    Pack(PackCommand),
    /// What a portal has written beside the page
    #[command(subcommand)]
    Site(SiteCommand),
}

/// What is done with a site's folder.
#[derive(Subcommand, Debug)]
pub enum SiteCommand {
    /// Print every problem of the settings in DIRECTORY/config
    Check {
        /// The folder with index.html
        directory: PathBuf,
    },
    /// Put the settings into the single file
    Pack {
        /// The folder with index.html
        directory: PathBuf,
        /// The file to write instead of DIRECTORY/zice.html
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// What is done with a pack.
#[derive(Subcommand, Debug)]
pub enum PackCommand {
    /// Write a commented pack to start from, which passes `zice check`
    New {
        /// A folder that is not there yet, or empty
        directory: PathBuf,
    },
    /// Compile a folder into one file for --pack and for the page
    Build {
        /// The folder to compile
        directory: PathBuf,
        /// The file to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Write the built-in pack as the files that the page loads
    Parts {
        /// Where to write them
        directory: PathBuf,
    },
}

/// The arguments of `batch`.
#[derive(Args, Debug)]
pub struct Batch {
    /// The table; `-` is a CSV on standard input
    #[arg(required_unless_present = "template")]
    pub file: Option<PathBuf>,
    /// The day of assessment
    #[command(flatten)]
    pub day: Day,
    /// The pack
    #[command(flatten)]
    pub pack: Pack,
    /// Print one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// Print CSV for programs: ids instead of names
    #[arg(long, conflicts_with = "json")]
    pub ids: bool,
    /// Write the result to this file: .xlsx with a row a firm, counts by support and county, and what the verdicts mean; or .csv
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub out: Option<PathBuf>,
    /// In the .xlsx a sheet a firm to print (办事单), for at most 500 firms
    #[arg(long, requires = "out", conflicts_with = "ids")]
    pub sheets: bool,
    /// Write an empty table to fill in, with lists to choose from, hints and an example (.xlsx)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "json", "ids", "out", "keep", "sheet", "bom"])]
    pub template: Option<PathBuf>,
    /// Carry these columns over into the result, untouched
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub keep: Vec<String>,
    /// Read this sheet of a workbook instead of the first that names facts
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Begin the CSV with a byte order mark, so that Excel reads it as UTF-8; also done where the table has one or is in GBK or UTF-16
    #[arg(long)]
    pub bom: bool,
}

/// A language of messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Spoken {
    /// 中文
    Zh,
    /// English
    En,
}

impl Spoken {
    /// The language asked for, else that of the environment.
    pub fn language(chosen: Option<Spoken>) -> Language {
        let environment = || {
            let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
            if set.is_some_and(|value| value.starts_with("zh")) { Spoken::Zh } else { Spoken::En }
        };
        match chosen.unwrap_or_else(environment) {
            Spoken::Zh => Language::Zh,
            Spoken::En => Language::En,
        }
    }
}

/// The day of assessment.
#[derive(Args, Debug)]
pub struct Day {
    /// Count and assess from this day instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<Date>,
}

/// Another pack.
#[derive(Args, Debug)]
pub struct Pack {
    /// Another pack than the built-in one: its folder or its compiled file
    #[arg(long = "pack", value_name = "DIR|FILE")]
    pub path: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
#[error("no day: write YYYY-MM-DD, a day that exists")]
struct NoDay;

fn day(text: &str) -> Result<Date, NoDay> {
    Date::parse(text).ok_or(NoDay)
}
