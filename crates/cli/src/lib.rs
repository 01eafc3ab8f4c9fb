//! The native command: the only room with files, arguments and standard output.
//!
//! Exit status: 0 done; 1 a pack with problems, or a table with wrong rows; 2 bad input or arguments, with a message on standard error and nothing on
//! standard output; 3 an output that could not be written. A reader of the output that has gone away is no error.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

pub mod arguments;
pub mod assess;
pub mod batch;
pub mod check;
pub mod compile;
pub mod due;
pub mod explain;
pub mod failure;
pub mod graph;
pub mod input;
pub mod pack;
pub mod page;
pub mod profile;
mod progress;
pub mod report_json;
pub mod site;
pub mod told;

use arguments::{Arguments, Command, PackCommand, SiteCommand, Spoken};
use failure::{Failure, printable};
use told::Told;
use zice_authoring::Stage;

/// Runs the command line.
pub fn run(arguments: impl Iterator<Item = OsString>, today: zice_core::date::Date) -> ExitCode {
    let program = std::iter::once(OsString::from("zice"));
    let (command, told) = match Arguments::try_parse_from(program.chain(arguments)) {
        Ok(Arguments { version: true, lang, .. }) => return done(pack::version().and_then(|text| print(&text)), of(lang)),
        Ok(Arguments { command: Some(command), lang, .. }) => (command, of(lang)),
        Ok(Arguments { command: None, lang, .. }) => {
            let help = <Arguments as clap::CommandFactory>::command().render_help().to_string();
            return done(print(&help), of(lang));
        }
        Err(error) => {
            let text = error.render().to_string();
            if error.use_stderr() {
                say(&text);
                return ExitCode::from(2);
            }
            return done(print(&text), of(None));
        }
    };
    let result = match command {
        Command::Assess { file, day, pack, ways } => {
            assess::run(&file, day.as_of.unwrap_or(today), &pack, ways.as_deref()).and_then(|text| print(&text))
        }
        Command::Check { directory, draft, day } => {
            let stage = if draft { Stage::Draft } else { Stage::Whole };
            return check::run(&directory, stage, day.as_of.unwrap_or(today), told);
        }
        Command::Due { within, json, ical, day, pack } => {
            let form = due::Form::of(json, ical);
            due::run(&pack, within, form, day.as_of.unwrap_or(today), told).and_then(|text| print(&text))
        }
        Command::Explain { support, day, pack } => {
            explain::run(&support, day.as_of.unwrap_or(today), &pack, told).and_then(|text| print(&printable(&text)))
        }
        Command::Graph { pack } => graph::run(&pack).and_then(|text| print(&text)),
        Command::Page { pack } => page::run(&pack, told).and_then(|text| print(&text)),
        Command::Link { file, pack } => assess::link(&file, &pack).and_then(|text| print(&text)),
        Command::Pack(PackCommand::New { directory }) => compile::new(&directory, told).and_then(|text| print(&printable(&text))),
        Command::Pack(PackCommand::Build { directory, output }) => {
            compile::build(&directory, &output, told).and_then(|text| print(&printable(&text)))
        }
        Command::Pack(PackCommand::Parts { directory }) => compile::parts(&directory).and_then(|text| print(&printable(&text))),
        Command::Site(SiteCommand::Check { directory }) => site::check(&directory).and_then(|text| print(&printable(&text))),
        Command::Site(SiteCommand::Pack { directory, output }) => {
            site::pack(&directory, output.as_deref()).and_then(|text| print(&printable(&text)))
        }
        Command::Batch(batch) => batch::run(&batch, batch.day.as_of.unwrap_or(today), told.language),
    };
    done(result, told)
}

/// The wording of the language asked for, else of that of the environment.
fn of(lang: Option<Spoken>) -> &'static Told {
    Told::of(Spoken::language(lang))
}

fn done(result: Result<(), Failure>, told: &Told) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_silent() {
                say(&format!("zice{}{}\n", told.colon, failure.told(told)));
            }
            ExitCode::from(failure.status())
        }
    }
}

/// Standard error, with nothing that steers a terminal; where it cannot be written either, there is nobody to tell.
fn say(text: &str) {
    _ = io::stderr().write_all(printable(text).as_bytes());
}

/// Standard output, to its end.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}
