//! The articles of the plan, each with its text, its agencies and its supports.

use super::html::Html;
use super::{Book, frame, supports};
use zice_core::catalogue::{Article, Language, Support};
use zice_core::text::Words;

/// All articles.
pub fn section(html: &mut Html, book: Book<'_>) {
    frame::part(html, "articles", |html| {
        for about in &book.catalogue.articles {
            article(html, book, about);
        }
    });
}

fn article(html: &mut Html, book: Book<'_>, about: &Article) {
    let (zh, en) = (Words::of(Language::Zh), Words::of(Language::En));
    let id = format!("article-{}", about.number);
    let heading = format!("{id}-title");
    let supports: Vec<&Support> = book.catalogue.supports.iter().filter(|support| support.article == about.number).collect();
    html.element("section", &[("id", &id), ("class", "article"), ("aria-labelledby", &heading)], |html| {
        html.heading(3, Some(&heading), &format!("{} {}", (zh.article)(about.number), about.title), &(en.article)(about.number));
        words(html, book, about);
        html.element("p", &[("class", "responsible")], |html| {
            html.element("b", &[], |html| html.inline("责任单位", "Agencies responsible"));
            for &agency in &about.agencies {
                let agency = book.catalogue.agency(agency);
                html.text(" ");
                html.link(&format!("#agency-{}", agency.id), agency.name.zh);
            }
        });
        if let Some(reason) = about.no_support {
            html.element("p", &[("class", "note")], |html| {
                html.element("b", &[], |html| html.inline("没有企业可申请的事项", "Nothing to apply for"));
                html.text(" ");
                html.inline(reason.zh, reason.en);
            });
        }
        if 1 < supports.len() {
            html.element("ul", &[("class", "jump"), ("aria-label", "本条的支持事项 Supports of this article")], |html| {
                for support in &supports {
                    html.element("li", &[], |html| html.link(&format!("#support-{}", support.id), support.name.zh));
                }
            });
        }
        for support in supports {
            supports::support(html, book, support);
        }
    });
}

/// The article's own words.
fn words(html: &mut Html, book: Book<'_>, about: &Article) {
    let Some(article) = book.plan.article(about.number) else {
        html.element("p", &[("class", "note")], |html| {
            html.inline("编译后的数据里没有这一条的原文。", "The compiled pack does not hold the text of this article.");
        });
        return;
    };
    html.element("div", &[("class", "clause")], |html| {
        for paragraph in article.text.lines().chain([article.responsible.as_str()]).filter(|line| !line.is_empty()) {
            html.leaf("p", &[], paragraph);
        }
    });
}
