//! Lines of conditions as people read them: label, ways of an “or”, when each holds and where it stands.

use super::html::Html;
use super::{Book, period, source_link};
use zice_core::catalogue::{Catalogue, Criterion, CriterionId, Language, Node, NodeId, SourceId, Text};
use zice_core::date::Period;
use zice_core::text::Words;

/// The lines, with their periods; the source once below when all lines share it.
pub fn list(html: &mut Html, book: Book<'_>, ids: &[CriterionId]) {
    let lines: Vec<&Criterion> = ids.iter().map(|&id| book.catalogue.criterion(id)).collect();
    write(html, book, &lines, true);
}

/// The versions of a rule, each the lines of one period, in the order of the pack.
pub fn versions<'a>(book: Book<'a>, ids: &[CriterionId]) -> Vec<(Period, Vec<&'a Criterion>)> {
    let mut versions: Vec<(Period, Vec<&Criterion>)> = Vec::new();
    for &id in ids {
        let line = book.catalogue.criterion(id);
        match versions.iter_mut().find(|(period, _)| *period == line.period) {
            Some((_, lines)) => lines.push(line),
            None => versions.push((line.period, vec![line])),
        }
    }
    versions
}

/// The lines of one version, whose period stands above them.
pub fn version(html: &mut Html, book: Book<'_>, lines: &[&Criterion]) {
    write(html, book, lines, false);
}

fn write(html: &mut Html, book: Book<'_>, lines: &[&Criterion], dated: bool) {
    let shared = match lines {
        [first, _, ..] if lines.iter().all(|line| line.source == first.source) => Some(first.source),
        _ => None,
    };
    html.element("ul", &[("class", "conditions")], |html| {
        for line in lines {
            html.element("li", &[], |html| criterion(html, book, line, dated, shared.is_none()));
        }
    });
    if let Some(source) = shared {
        html.element("p", &[("class", "from")], |html| {
            html.inline("以上各项依据", "All of these from");
            html.text(" ");
            origin(html, book, source);
        });
    }
}

fn criterion(html: &mut Html, book: Book<'_>, line: &Criterion, dated: bool, sourced: bool) {
    let words = (Words::of(Language::Zh), Words::of(Language::En));
    label(html, book.catalogue, line.label, line.node);
    if !line.branches.is_empty() {
        html.element("ul", &[("class", "ways"), ("aria-label", &format!("{} {}", words.0.either, words.1.either))], |html| {
            for branch in &line.branches {
                html.element("li", &[], |html| label(html, book.catalogue, branch.label, branch.node));
            }
        });
    }
    let when = period(line.period).filter(|_| dated);
    if !sourced && when.is_none() {
        return;
    }
    html.element("span", &[("class", "from")], |html| {
        if let Some((zh, en)) = &when {
            html.inline(zh, en);
            html.text(" ");
        }
        if sourced {
            html.inline("依据", "From");
            html.text(" ");
            origin(html, book, line.source);
        }
    });
}

/// Where a figure stands; doubtful ones say so.
fn origin(html: &mut Html, book: Book<'_>, id: SourceId) {
    source_link(html, book, id);
    if matches!(book.catalogue.source(id).confidence, 'C' | 'D') {
        html.text(" · ");
        html.inline(Words::of(Language::Zh).use_latest, Words::of(Language::En).use_latest);
    }
}

/// What a condition asks, linked to the term's explanation or the score's table; with a mark where no firm can settle it by itself.
fn label(html: &mut Html, catalogue: &Catalogue, label: Text, node: NodeId) {
    let term = catalogue.terms.iter().find(|term| term.node == node).map(|term| format!("#term-{}", term.id));
    let score = || score_of(catalogue, node).map(|score| format!("#score-{}", catalogue.scores[score].id));
    match term.or_else(score) {
        Some(href) => html.link(&href, label.zh),
        None => html.text(label.zh),
    }
    if matches!(catalogue.node(node), Node::Review | Node::ReviewIf(_)) {
        html.text(" ");
        html.element("span", &[("class", "tag")], |html| html.inline("由部门认定", "for the agency to judge"));
    }
    html.english(label.zh, label.en);
}

/// The score that a condition rests on, directly or as one of several that must all hold.
fn score_of(catalogue: &Catalogue, node: NodeId) -> Option<usize> {
    match catalogue.node(node) {
        Node::Score(score) => Some(score.index()),
        Node::All(nodes) => nodes.iter().find_map(|&node| score_of(catalogue, node)),
        _ => None,
    }
}
