//! `zice check`: every problem of a pack at once, each with its line underlined, and what a verdict rests on that ends soon.

use core::ops::Range;
use std::path::Path;
use std::process::ExitCode;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::due;
use super::told::Told;
use zice_authoring::problem::{Folder, Problem};
use zice_authoring::{self as authoring, Checked, Stage};
use zice_core::date::Date;

/// Checks a folder. Exit status 1 when it has problems.
pub fn run(directory: &Path, stage: Stage, day: Date, told: &Told) -> ExitCode {
    let Checked { folder, catalogue, problems } = authoring::check(directory, stage);
    let shown = directory.display().to_string();
    match catalogue {
        Some(catalogue) if problems.is_empty() => {
            let counts = [
                catalogue.facts.len(),
                catalogue.supports.len(),
                catalogue.rungs.len(),
                catalogue.agencies.len(),
                catalogue.sources.len(),
                catalogue.articles.len(),
            ];
            let draft = if stage == Stage::Draft { format!("{shown}{}{}\n", told.colon, told.draft) } else { String::new() };
            let text = format!("{shown}{}{}\n{draft}", told.colon, (told.no_problems)(counts));
            let warnings: String =
                due::warnings(&catalogue, day, told).iter().map(|warning| format!("{shown}{}{warning}\n", told.colon)).collect();
            super::done(super::print(&super::printable(&(text + &warnings))), told)
        }
        _ => {
            super::say(&listed(directory, &folder, &problems, told));
            super::say(&format!("{}\n", (told.problems)(problems.len())));
            ExitCode::from(1)
        }
    }
}

/// Problems as an author reads them: what is wrong, where, and the line itself.
pub fn listed(directory: &Path, folder: &Folder, problems: &[Problem], told: &Told) -> String {
    problems.iter().map(|problem| format!("{}\n\n", one(directory, folder, problem, told))).collect()
}

fn one(directory: &Path, folder: &Folder, problem: &Problem, told: &Told) -> String {
    let message = problem.message.get(told.language);
    let folder_itself = directory.display().to_string();
    let path = if problem.file == folder_itself { folder_itself } else { directory.join(&problem.file).display().to_string() };
    let text = folder.text(&problem.file).unwrap_or_default();
    let Some(span) = span(text, problem) else { return format!("{path}{}{message}", told.colon) };
    // The first line alone is what an editor or a search reads: file, line, column, message.
    let (line, column) = place(text, span.start);
    let snippet = Snippet::source(text).annotation(AnnotationKind::Primary.span(span));
    let level = Level::ERROR.no_name();
    let shown = Renderer::plain().render(&[level.primary_title(format!("{path}:{line}:{column}{}{message}", told.colon)).element(snippet)]);
    shown.trim_end().to_owned()
}

/// The bytes to underline: those that are meant, on their first line; or the line without the blanks before it.
fn span(text: &str, problem: &Problem) -> Option<Range<usize>> {
    let line_at = |start: usize| text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    if let Some(span) = &problem.span {
        let end = span.start + line_at(span.start).len();
        return Some(span.start..span.end.clamp(span.start, end.max(span.start)));
    }
    let before = problem.line.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
    let line = line_at(start);
    let blanks = line.len() - line.trim_start().len();
    Some(start + blanks..start + line.trim_end().len().max(blanks))
}

/// Line and column, from 1, in letters.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}
