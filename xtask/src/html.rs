//! The start tags of an HTML file, enough to find what a page links to.
//!
//! Invariants: comments and the text of scripts and styles are skipped; attribute values are taken
//! quoted or not (Trunk's minifier drops quotes); nothing is rewritten here.

use std::ops::Range;

/// One start tag, and for scripts and styles the text up to the end tag.
#[derive(Debug)]
pub struct Tag {
    /// Lower-case name.
    pub name: String,
    /// Attributes in order; without a value it is empty.
    pub attributes: Vec<(String, String)>,
    /// Where the element lies: its start tag, and for `script` and `style` all to the end tag.
    pub span: Range<usize>,
    /// Where the text of a script or style lies; empty for other tags.
    pub text: Range<usize>,
}

impl Tag {
    /// The value of an attribute, if the tag has it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether `rel` holds that word.
    pub fn is_link(&self, rel: &str) -> bool {
        self.name == "link" && self.get("rel").is_some_and(|value| value.split_whitespace().any(|word| word == rel))
    }
}

/// All start tags in order.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = html[at..].find('<') {
        let start = at + offset;
        let rest = &html[start + 1..];
        if rest.starts_with("!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + 1 + end + 3);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = read_tag(html, start);
            at = tag.span.end;
            found.push(tag);
        } else {
            at = start + 1;
        }
    }
    found
}

fn read_tag(html: &str, start: usize) -> Tag {
    let is_end = |c: char| c.is_ascii_whitespace() || c == '>' || c == '/';
    let mut at = end_of(html, start + 1, is_end);
    let name = html[start + 1..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        at = end_of(html, at, |c| !c.is_ascii_whitespace() && c != '/');
        if at >= html.len() || html[at..].starts_with('>') {
            break;
        }
        let end = end_of(html, at, |c| is_end(c) || c == '=').max(at + 1);
        let key = html[at..end].to_ascii_lowercase();
        let (value, next) = read_value(html, end);
        attributes.push((key, value));
        at = next;
    }
    let end = (at + 1).min(html.len());
    let mut tag = Tag { name, attributes, span: start..end, text: end..end };
    if tag.name == "script" || tag.name == "style" {
        let close = format!("</{}", tag.name);
        let text_end = html[end..].find(&close).map_or(html.len(), |offset| end + offset);
        tag.text = end..text_end;
        tag.span.end = (end_of(html, text_end, |c| c == '>') + 1).min(html.len());
    }
    tag
}

fn read_value(html: &str, end: usize) -> (String, usize) {
    let Some(value) = html[end..].strip_prefix('=') else {
        return (String::new(), end);
    };
    let start = end + 1;
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let close = end_of(html, start + 1, |c| c == quote);
            (html[start + 1..close].to_owned(), (close + 1).min(html.len()))
        }
        _ => {
            let close = end_of(html, start, |c| c.is_ascii_whitespace() || c == '>');
            (html[start..close].to_owned(), close)
        }
    }
}

fn end_of(html: &str, from: usize, stop: impl Fn(char) -> bool) -> usize {
    html[from..].find(stop).map_or(html.len(), |offset| from + offset)
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn quoted_unquoted_and_bare_attributes_are_read() {
        let html = "<!doctype html><!-- <link rel=x> --><LINK rel=\"preload\" href=./a.js crossorigin><p>a < b";
        let found = tags(html);
        assert_eq!(found.len(), 2);
        assert!(found[0].is_link("preload"));
        assert_eq!(found[0].get("href"), Some("./a.js"));
        assert_eq!(found[0].get("crossorigin"), Some(""));
    }

    #[test]
    fn the_text_of_a_script_is_no_markup() {
        let html = "<script type=module>if (a<b) import('<p>')</script><br/>";
        let found = tags(html);
        assert_eq!(found.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["script", "br"]);
        assert_eq!(&html[found[0].text.clone()], "if (a<b) import('<p>')");
        assert_eq!(&html[found[0].span.end..], "<br/>");
    }
}
