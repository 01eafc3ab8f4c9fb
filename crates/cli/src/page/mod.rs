//! `zice page`: the whole pack as one page to read and print, without the program.
//!
//! The page has no clock: it says when a rule holds and leaves today to its reader. The text of the articles does not travel with the
//! compiled pack; it is read where the pack was made.

use std::path::PathBuf;

use super::failure::Failure;
use super::told::Told;
use super::{arguments, input, pack};
use zice_authoring::plan::Plan;
use zice_core::catalogue::{Catalogue, SourceId, Text};
use zice_core::date::Period;

mod agencies;
mod articles;
mod conditions;
mod frame;
pub mod html;
mod ladder;
mod scores;
mod sizes;
mod sources;
mod supports;

use html::Html;

/// The text that the built-in pack was made from.
const SOURCE: &str = include_str!("../../../../seeds/plan/source.txt");

/// The most bytes of a plan's text.
const MOST: u64 = 4 * 1024 * 1024;

/// What a part of the page is written from.
#[derive(Clone, Copy)]
struct Book<'a> {
    catalogue: &'a Catalogue,
    plan: &'a Plan,
    sha256: &'a str,
}

/// The page, as HTML.
///
/// # Errors
/// When the pack or the plan's text cannot be opened.
pub fn run(pack: &arguments::Pack, told: &Told) -> Result<String, Failure> {
    let opened = pack::open(pack)?;
    let (file, source) = match pack.path.as_deref() {
        None => (PathBuf::from("plan/source.txt"), SOURCE.to_owned()),
        Some(path) if path.is_dir() => {
            let file = path.join("plan/source.txt");
            let source = input::text(&file, &input::bytes(&file, MOST, "a plan")?)?;
            (file, source)
        }
        Some(_) => return Ok(render(&opened.catalogue, &Plan::default(), &opened.sha256)),
    };
    let plan = Plan::extract(&source).map_err(|message| Failure::input(&file, message.get(told.language)))?;
    Ok(render(&opened.catalogue, &plan, &opened.sha256))
}

/// The page of a catalogue, with the articles of its plan; an article that the plan lacks is shown without its text.
pub fn render(catalogue: &Catalogue, plan: &Plan, sha256: &str) -> String {
    let book = Book { catalogue, plan, sha256 };
    let mut html = Html::default();
    frame::page(&mut html, book);
    format!("<!doctype html>\n{}", html.finish())
}

/// When something holds; `None` for always.
fn period(period: Period) -> Option<(String, String)> {
    match (period.from, period.until) {
        (None, None) => None,
        (Some(from), None) => Some((format!("{from} 起"), format!("from {from}"))),
        (None, Some(until)) => Some((format!("至 {until} 止"), format!("until {until}"))),
        (Some(from), Some(until)) => Some((format!("{from} 至 {until}"), format!("from {from} until {until}"))),
    }
}

/// A document by its number, linked to its entry.
fn source_link(html: &mut Html, book: Book<'_>, id: SourceId) {
    let source = book.catalogue.source(id);
    let number = if source.title.zh.contains(source.number) { String::new() } else { format!(" {}", source.number) };
    html.link(&format!("#source-{}", source.id), &format!("{}{number}", source.title.zh));
}

/// A text of the page itself.
const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}
