//! The head of the page, its table of contents, its foot, and the order of its parts.

use super::html::Html;
use super::{Book, agencies, articles, ladder, sizes, sources, text};
use zice_core::catalogue::Language;
use zice_core::text::Words;

/// Nothing but the style sheet beside the page, and no program.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/// The parts of the page: id, Chinese, English.
pub const PARTS: [(&str, &str, &str); 6] = [
    ("articles", "方案各条与支持事项", "The articles and their supports"),
    ("ladder", "“专精特新”梯度", "The 专精特新 ladder"),
    ("terms", "条件里的用语", "Terms used in the conditions"),
    ("sizes", "企业划型标准", "The size standard"),
    ("agencies", "部门和电话", "Agencies and telephone numbers"),
    ("sources", "依据的文件", "Documents"),
];

/// The whole page.
pub fn page(html: &mut Html, book: Book<'_>) {
    html.element("html", &[("lang", Language::Zh.tag())], |html| {
        html.element("head", &[], |html| head(html, book));
        html.element("body", &[], |html| {
            html.leaf("a", &[("class", "skip"), ("href", "#articles")], Words::of(Language::Zh).skip_to_content);
            html.element("header", &[("class", "bar")], |html| {
                html.element("nav", &[("aria-label", "自测 Self-check")], |html| {
                    html.element("a", &[("href", "index.html")], |html| html.inline("← 回到自测", "Back to the self-check"));
                });
            });
            // On a narrow screen the English is there when it is asked for (assets/styles/plan.css).
            html.empty("input", &[("id", "english"), ("class", "english"), ("type", "checkbox"), ("autocomplete", "off")]);
            html.leaf("label", &[("class", "english"), ("for", "english"), ("lang", "en")], "English");
            html.element("main", &[], |html| {
                html.element("div", &[("class", "opening")], |html| opening(html, book));
                html.element("nav", &[("class", "contents"), ("aria-labelledby", "contents")], |html| contents(html, book));
                html.element("div", &[("class", "parts")], |html| {
                    articles::section(html, book);
                    ladder::section(html, book);
                    sources::terms(html, book);
                    sizes::section(html, book);
                    agencies::section(html, book);
                    sources::section(html, book);
                });
            });
            html.element("footer", &[("class", "foot")], |html| foot(html, book));
        });
    });
}

/// The heading of one of the parts.
pub fn part(html: &mut Html, id: &str, inside: impl FnOnce(&mut Html)) {
    let heading = format!("{id}-title");
    let (zh, en) = PARTS.iter().find(|part| part.0 == id).map_or((id, id), |part| (part.1, part.2));
    html.element("section", &[("id", id), ("class", "part"), ("aria-labelledby", &heading)], |html| {
        html.heading(2, Some(&heading), zh, en);
        inside(html);
    });
}

fn head(html: &mut Html, book: Book<'_>) {
    html.empty("meta", &[("charset", "utf-8")]);
    // Browsers with two engines open pages of the government in the old one unless they are asked.
    html.empty("meta", &[("name", "renderer"), ("content", "webkit")]);
    html.empty("meta", &[("name", "force-rendering"), ("content", "webkit")]);
    html.empty("meta", &[("http-equiv", "X-UA-Compatible"), ("content", "IE=edge")]);
    html.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    html.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    html.empty("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    html.empty("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    html.empty("meta", &[("name", "description"), ("content", "方案全文与全部条件 The plan and all its conditions")]);
    html.leaf("title", &[], &format!("方案全文与全部条件 · {}", book.catalogue.pack.short_title.zh));
    html.empty("link", &[("rel", "icon"), ("href", "data:,")]);
    html.empty("link", &[("rel", "stylesheet"), ("href", "plan.css")]);
}

fn opening(html: &mut Html, book: Book<'_>) {
    let pack = &book.catalogue.pack;
    html.heading(1, None, "方案全文与全部条件", "The plan and all its conditions");
    html.element("p", &[("class", "lead")], |html| {
        html.inline(
            &format!("{} · {} · {} 印发", pack.title.zh, pack.number, pack.issued),
            &format!("{} · issued {}", pack.title.en, pack.issued),
        );
    });
    html.paragraphs("note", pack.disclaimer);
    html.paragraphs(
        "",
        text(
            "这里写出自测所用的全部内容：每一条的原文，每项支持给什么、有哪些条件、依据哪份文件、找哪个部门。条文和引文只有中文；英文是本自测的说明，不是官方译文。",
            "This is everything the self-check works with: the text of each article, what each support gives, its conditions, \
                 the documents behind them and whom to ask. The articles and quotations are in Chinese only; \
                 the English is explanation, not an official translation.",
        ),
    );
    html.element("p", &[], |html| {
        html.inline("不知道找谁，先拨政务服务热线", "Not sure whom to ask? Call");
        html.text(" ");
        html.telephone(pack.general_hotline);
    });
}

fn contents(html: &mut Html, book: Book<'_>) {
    let zh = Words::of(Language::Zh);
    html.heading(2, Some("contents"), "目录", "Contents");
    html.element("ol", &[("class", "contents__parts")], |html| {
        for (id, name, english) in PARTS {
            html.element("li", &[], |html| {
                html.element("a", &[("href", &format!("#{id}"))], |html| html.inline(name, english));
                if id == "articles" {
                    html.element("ol", &[("class", "contents__articles")], |html| {
                        for article in &book.catalogue.articles {
                            html.element("li", &[], |html| {
                                html.element("a", &[("href", &format!("#article-{}", article.number))], |html| {
                                    html.leaf("span", &[("class", "number")], &(zh.article)(article.number));
                                    html.text(" ");
                                    html.text(article.title);
                                });
                            });
                        }
                    });
                }
            });
        }
    });
}

fn foot(html: &mut Html, book: Book<'_>) {
    let pack = &book.catalogue.pack;
    html.element("p", &[], |html| {
        html.inline(&format!("数据 {} · 版本 {}", pack.id, pack.version), &format!("Content {}, version {}", pack.id, pack.version));
    });
    html.element("p", &[("class", "sum")], |html| {
        html.inline("校验", "Checksum");
        html.text(&format!(" SHA-256 {}", book.sha256));
    });
    html.element("p", &[], |html| {
        html.element("a", &[("href", "index.html")], |html| html.inline("回到自测", "Back to the self-check"));
    });
}
