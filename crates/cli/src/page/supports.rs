//! One support: what it gives, the plan's own words, for whom, under which conditions, what to do, whom to ask, and on what it rests.

use super::html::Html;
use super::{Book, conditions, period, source_link};
use zice_core::catalogue::{AgencyId, Language, Support, Text};
use zice_core::date::Period;
use zice_core::text::Words;

/// The support as a section of its article.
pub fn support(html: &mut Html, book: Book<'_>, about: &Support) {
    let id = format!("support-{}", about.id);
    let heading = format!("{id}-title");
    html.element("section", &[("id", &id), ("class", "support"), ("aria-labelledby", &heading)], |html| {
        html.heading(4, Some(&heading), about.name.zh, about.name.en);
        html.element("p", &[("class", "scope")], |html| {
            if about.local {
                html.inline("州里办理", "A support of the prefecture");
            } else {
                html.inline("国家规定，各地相同", "A national rule, the same everywhere");
            }
            if let Some((zh, en)) = period(Period { from: about.from, until: None }) {
                html.text(" · ");
                html.inline(&zh, &en);
            }
        });
        html.paragraphs("gives", about.gives);
        quote(html, book, about);
        if let Some((_, label)) = about.trigger {
            titled(html, |words| words.situation);
            html.paragraphs("", label);
        }
        titled(html, |words| words.conditions);
        conditions::list(html, book, &about.criteria);
        html.element("div", &[("class", "pair")], |html| {
            texts(html, "ol", |words| words.next_steps, &about.steps);
            texts(html, "ul", |words| words.documents, &about.documents);
        });
        titled(html, |words| words.contact);
        agencies(html, book, about);
        html.heading(5, None, "依据", "Based on");
        sources(html, book, about);
    });
}

fn titled(html: &mut Html, name: impl Fn(&Words) -> &'static str) {
    html.heading(5, None, name(Words::of(Language::Zh)), name(Words::of(Language::En)));
}

fn texts(html: &mut Html, list: &str, name: impl Fn(&Words) -> &'static str, texts: &[Text]) {
    if texts.is_empty() {
        return;
    }
    html.element("div", &[], |html| {
        titled(html, name);
        html.element(list, &[], |html| texts.iter().for_each(|&text| html.item(text)));
    });
}

fn quote(html: &mut Html, book: Book<'_>, about: &Support) {
    let (before, after) = about.quote.split_once(about.deciding).unwrap_or((about.quote, ""));
    let deciding = &about.quote[before.len()..about.quote.len() - after.len()];
    html.element("blockquote", &[], |html| {
        html.element("p", &[], |html| {
            html.text(before);
            html.leaf("mark", &[], deciding);
            html.text(after);
        });
        html.element("footer", &[], |html| {
            let article = (Words::of(Language::Zh).article)(about.article);
            html.leaf("cite", &[], &format!("{} {article}", book.catalogue.pack.number));
        });
    });
}

fn agencies(html: &mut Html, book: Book<'_>, about: &Support) {
    html.element("ul", &[], |html| {
        agency(html, book, about.lead, Some(("先找", "ask first")));
        for &id in about.with.iter().filter(|&&id| id != about.lead) {
            agency(html, book, id, None);
        }
    });
    if let Some(note) = about.agency_note {
        html.paragraphs("muted", note);
    }
}

fn agency(html: &mut Html, book: Book<'_>, id: AgencyId, mark: Option<(&str, &str)>) {
    let about = book.catalogue.agency(id);
    html.element("li", &[], |html| {
        html.link(&format!("#agency-{}", about.id), about.name.zh);
        if let Some(hotline) = about.hotline {
            html.text(" ");
            html.telephone(hotline);
        }
        if let Some((zh, en)) = mark {
            html.text(" ");
            html.element("span", &[("class", "tag")], |html| html.inline(zh, en));
        }
        html.english(about.name.zh, about.name.en);
    });
}

fn sources(html: &mut Html, book: Book<'_>, about: &Support) {
    html.element("ul", &[], |html| {
        for &id in about.sources.iter().chain(&about.cites) {
            let source = book.catalogue.source(id);
            html.element("li", &[], |html| {
                source_link(html, book, id);
                html.text(" ");
                html.element("span", &[("class", "muted")], |html| {
                    if let Some((zh, _)) = period(source.period) {
                        html.text(&format!("· {zh} "));
                    }
                    html.text(&format!("· 可信度 {}", source.confidence));
                });
            });
        }
    });
}
