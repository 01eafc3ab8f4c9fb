//! The terms and the documents that the conditions rest on.

use super::html::Html;
use super::{Book, frame, period, text};
use zice_core::catalogue::Source;

/// Named conditions and what they mean.
pub fn terms(html: &mut Html, book: Book<'_>) {
    frame::part(html, "terms", |html| {
        html.element("dl", &[("class", "terms")], |html| {
            for term in &book.catalogue.terms {
                html.element("div", &[("id", &format!("term-{}", term.id))], |html| {
                    html.element("dt", &[], |html| html.inline(term.label.zh, term.label.en));
                    html.element("dd", &[], |html| html.inline(term.explain.zh, term.explain.en));
                });
            }
        });
    });
}

/// All documents.
pub fn section(html: &mut Html, book: Book<'_>) {
    frame::part(html, "sources", |html| {
        html.paragraphs(
            "",
            text(
                "可信度：A 读过原文；B 两份独立转录一致；C 只有一份转录；D 一般了解，没有读到。C 和 D 以主管部门最新文件为准。",
                "Confidence: A, the text itself was read; B, two independent transcriptions agree; C, one transcription; D, \
                 general knowledge, not read. For C and D the authority's latest document decides.",
            ),
        );
        for about in &book.catalogue.sources {
            let heading = format!("source-{}-title", about.id);
            html.element(
                "section",
                &[("id", &format!("source-{}", about.id)), ("class", "source"), ("aria-labelledby", &heading)],
                |html| {
                    html.heading(3, Some(&heading), about.title.zh, about.title.en);
                    html.element("dl", &[], |html| source(html, book, about));
                    if let Some(note) = about.note {
                        html.paragraphs("muted", note);
                    }
                },
            );
        }
    });
}

fn source(html: &mut Html, book: Book<'_>, about: &Source) {
    html.entry("文号", "Number", |html| html.text(about.number));
    html.entry("有效期间", "In force", |html| match period(about.period) {
        Some((zh, en)) => html.inline(&zh, &en),
        None => html.inline("没有写明起止", "no dates given"),
    });
    html.entry("可信度", "Confidence", |html| html.text(&about.confidence.to_string()));
    if let Some(earlier) = about.follows.map(|id| book.catalogue.source(id)) {
        html.entry("接续", "Continues", |html| html.link(&format!("#source-{}", earlier.id), earlier.title.zh));
    }
}
