//! The ladder: every rung, its rules in all their versions, and the scores.

use super::html::Html;
use super::{Book, conditions, frame, period, scores};
use zice_core::catalogue::{Language, Rung};
use zice_core::text::Words;

/// All rungs, lowest first, then the scores.
pub fn section(html: &mut Html, book: Book<'_>) {
    frame::part(html, "ladder", |html| {
        html.element("p", &[], |html| {
            html.inline(
                "从低到高；名称有变的，同时写出方案里的名称。",
                "Lowest first; where the name has changed, the plan's own name stands beside it.",
            );
        });
        for (index, about) in book.catalogue.rungs.iter().enumerate() {
            rung(html, book, index, about);
        }
        scores::all(html, book);
    });
}

fn rung(html: &mut Html, book: Book<'_>, index: usize, about: &Rung) {
    let (zh, en) = (Words::of(Language::Zh), Words::of(Language::En));
    let id = format!("rung-{}", about.id);
    let heading = format!("{id}-title");
    html.element("section", &[("id", &id), ("class", "rung"), ("aria-labelledby", &heading)], |html| {
        html.heading(3, Some(&heading), &format!("{}. {}", index + 1, about.name.zh), about.name.en);
        html.element("dl", &[], |html| {
            html.entry(zh.ladder_plan_name, en.ladder_plan_name, |html| html.inline(about.plan_name.zh, about.plan_name.en));
            html.entry(zh.ladder_recognised_by, en.ladder_recognised_by, |html| {
                html.inline(about.recognised_by.zh, about.recognised_by.en)
            });
            html.entry(zh.ladder_valid, en.ladder_valid, |html| html.inline(about.valid.zh, about.valid.en));
        });
        if let Some(note) = about.note {
            html.paragraphs("note", note);
        }
        if 1 < about.rules.len() {
            html.element("p", &[], |html| html.inline(zh.ladder_either_rule, en.ladder_either_rule));
        }
        for rule in &about.rules {
            html.element("section", &[("class", "rule")], |html| {
                html.heading(4, None, &format!("条件：{}", rule.name.zh), &format!("Conditions: {}", rule.name.en));
                for (when, lines) in conditions::versions(book, &rule.criteria) {
                    if let Some((zh, en)) = period(when) {
                        html.heading(5, None, &zh, &en);
                    }
                    conditions::version(html, book, &lines);
                }
            });
        }
    });
}
