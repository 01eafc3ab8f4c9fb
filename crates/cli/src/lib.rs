//! The native command: the only room with files, arguments and standard output.
//!
//! Exit status: 0 done; 1 a pack with problems; 2 bad input or arguments, with a message on standard error and nothing on standard output.

use std::process::ExitCode;

pub mod arguments;
pub mod assess;
pub mod batch;
pub mod check;
pub mod compile;
pub mod due;
pub mod explain;
pub mod graph;
pub mod pack;
pub mod page;
pub mod profile;
mod progress;
mod table;

use arguments::Command;

/// Runs the command line.
pub fn run(arguments: impl Iterator<Item = String>, today: zice_core::date::Date) -> ExitCode {
    let command = match arguments::parse(arguments) {
        Ok(command) => command,
        Err(message) => return fail(&message),
    };
    let done = match command {
        Command::Help => {
            print(arguments::HELP);
            return ExitCode::SUCCESS;
        }
        Command::Assess(options) => assess::run(&options, today),
        Command::Check { directory, as_of } => return check::run(&directory, as_of.unwrap_or(today)),
        Command::Explain { support, options } => explain::run(&support, &options, today),
        Command::Due { options, within, format } => due::run(&options, within, format, today),
        Command::Graph(options) => graph::run(&options),
        Command::Page(options) => page::run(&options),
        Command::Link(options) => assess::link(&options),
        Command::PackNew { directory } => compile::new(&directory),
        Command::PackBuild { directory, file } => compile::build(&directory, &file),
        Command::PackParts { directory } => compile::parts(&directory),
        Command::Batch { options, format } => batch::run(&options, format, today).map(|()| String::new()),
    };
    match done {
        Ok(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Err(message) => fail(&message),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("zice: {message}");
    ExitCode::from(2)
}

/// Standard output; a reader that has gone away is no error.
fn print(text: &str) {
    use std::io::Write;
    _ = std::io::stdout().write_all(text.as_bytes());
}
