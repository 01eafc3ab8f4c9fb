//! Writes HTML. Invariants: every element that is opened is closed; text and attribute values are escaped; English carries `lang="en"`.

use zice_core::catalogue::Text;

/// Elements that have no end tag.
const VOID: [&str; 4] = ["br", "hr", "link", "meta"];

/// Markup written so far.
#[derive(Default)]
pub struct Html {
    out: String,
}

impl Html {
    /// The markup.
    pub fn finish(self) -> String {
        self.out
    }

    /// An element and what stands in it.
    pub fn element(&mut self, tag: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Html)) {
        self.out += &format!("<{tag}");
        for (name, value) in attributes {
            self.out += &format!(" {name}=\"{}\"", escape(value));
        }
        self.out.push('>');
        if VOID.contains(&tag) {
            return;
        }
        inside(self);
        self.out += &format!("</{tag}>");
        if is_block(tag) {
            self.out.push('\n');
        }
    }

    /// An element that holds nothing but text.
    pub fn leaf(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(tag, attributes, |html| html.text(text));
    }

    /// An element without content, such as `meta`.
    pub fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.element(tag, attributes, |_| ());
        self.out.push('\n');
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        self.out += &escape(text);
    }

    /// A link within the page or out of it.
    pub fn link(&mut self, href: &str, text: &str) {
        self.leaf("a", &[("href", href)], text);
    }

    /// A telephone number that can be dialled.
    pub fn telephone(&mut self, number: &str) {
        self.link(&format!("tel:{number}"), number);
    }

    /// A heading in both languages, the English smaller beside it; with an id it can be linked to.
    pub fn heading(&mut self, level: u8, id: Option<&str>, zh: &str, en: &str) {
        let attributes: Vec<(&str, &str)> = id.map(|id| ("id", id)).into_iter().collect();
        self.element(&format!("h{level}"), &attributes, |html| html.inline(zh, en));
    }

    /// Both languages as two paragraphs.
    pub fn paragraphs(&mut self, class: &str, text: Text) {
        let attributes: &[(&str, &str)] = if class.is_empty() { &[] } else { &[("class", class)] };
        self.element("p", attributes, |html| html.inline(text.zh, text.en));
    }

    /// Both languages in one line of text, the English marked as such; said once where both are the same.
    pub fn inline(&mut self, zh: &str, en: &str) {
        self.text(zh);
        self.english(zh, en);
    }

    /// The English after a Chinese text already written, unless both are the same.
    pub fn english(&mut self, zh: &str, en: &str) {
        if zh != en {
            self.text(" ");
            self.leaf("span", &[("lang", "en")], en);
        }
    }

    /// A list item in both languages.
    pub fn item(&mut self, text: Text) {
        self.element("li", &[], |html| html.inline(text.zh, text.en));
    }

    /// A term and its description, inside a `dl`.
    pub fn entry(&mut self, zh: &str, en: &str, inside: impl FnOnce(&mut Html)) {
        self.element("div", &[], |html| {
            html.element("dt", &[], |html| html.inline(zh, en));
            html.element("dd", &[], inside);
        });
    }

    /// The head of a table: one column a pair of names.
    pub fn columns(&mut self, names: &[(&str, &str)]) {
        self.element("thead", &[], |html| {
            html.element("tr", &[], |html| {
                for (zh, en) in names {
                    html.element("th", &[("scope", "col")], |html| html.inline(zh, en));
                }
            });
        });
    }

    /// A table that may be wider than a narrow screen: it then scrolls by itself, by keyboard too.
    pub fn table(&mut self, id: &str, caption: Text, inside: impl FnOnce(&mut Html)) {
        let caption_id = format!("{id}-caption");
        self.element("div", &[("class", "wide"), ("role", "region"), ("aria-labelledby", &caption_id), ("tabindex", "0")], |html| {
            html.element("table", &[], |html| {
                html.element("caption", &[("id", &caption_id)], |html| html.inline(caption.zh, caption.en));
                inside(html);
            });
        });
    }
}

/// The five characters that mean something in HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            other => out.push(other),
        }
    }
    out
}

fn is_block(tag: &str) -> bool {
    !matches!(tag, "a" | "b" | "span" | "mark" | "cite" | "small")
}
