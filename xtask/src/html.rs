//! Reading and rewriting HTML, by lol_html.
//!
//! Invariant: what is not asked for stays byte by byte. A `noscript` counts as text, as in a browser that runs scripts.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, anyhow};
use lol_html::html_content::Element;
use lol_html::{HandlerResult, RewriteStrSettings, doc_comments, doc_text, element, rewrite_str, text};

/// One start tag.
#[derive(Debug)]
pub struct Tag {
    /// Lower-case name.
    pub name: String,
    /// Attributes by name; one without a value is empty.
    attributes: BTreeMap<String, String>,
    /// Where the start tag stands.
    pub span: Range<usize>,
}

impl Tag {
    /// The value of an attribute, if the tag has it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The file beside the page that an attribute names.
    pub fn file(&self, name: &str) -> Option<&str> {
        self.get(name).map(|address| address.trim_start_matches("./"))
    }
}

/// The elements that a CSS selector means, in their order.
pub fn find(html: &str, selector: &str) -> Result<Vec<Tag>> {
    let mut found = Vec::new();
    rewrite(html, selector, |element| {
        let attributes = element.attributes().iter().map(|attribute| (attribute.name(), attribute.value())).collect();
        found.push(Tag { name: element.tag_name(), attributes, span: element.source_location().bytes() });
        Ok(())
    })?;
    Ok(found)
}

/// The same page with the elements of a selector changed by a function.
pub fn rewrite(html: &str, selector: &str, change: impl FnMut(&mut Element<'_, '_>) -> HandlerResult) -> Result<String> {
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(selector, change));
    rewrite_str(html, settings).map_err(|problem| anyhow!("HTML could not be rewritten: {problem}"))
}

/// The text in each of the elements of a selector.
pub fn texts(html: &str, selector: &str) -> Result<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    let mut goes_on = false;
    let settings = RewriteStrSettings::new().append_element_content_handler(text!(selector, |chunk| {
        match found.last_mut().filter(|_| goes_on) {
            Some(text) => text.push_str(chunk.as_str()),
            None => found.push(chunk.as_str().to_owned()),
        }
        goes_on = !chunk.last_in_text_node();
        Ok(())
    }));
    rewrite_str(html, settings).map_err(|problem| anyhow!("HTML could not be read: {problem}"))?;
    Ok(found)
}

/// The same page without comments, and without the line breaks that only indent it.
pub fn without_indentation(html: &str) -> Result<String> {
    let settings = RewriteStrSettings::new()
        .append_document_content_handler(doc_comments!(|comment| {
            comment.remove();
            Ok(())
        }))
        .append_document_content_handler(doc_text!(|chunk| {
            if chunk.as_str().trim().is_empty() && chunk.as_str().contains('\n') {
                chunk.remove();
            }
            Ok(())
        }));
    rewrite_str(html, settings).map_err(|problem| anyhow!("HTML could not be rewritten: {problem}"))
}

/// Puts a text in the one place that is written so.
pub fn fill(text: &str, place: &str, with: &str) -> Result<String> {
    let mut parts = text.splitn(3, place);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(before), Some(after), None) => Ok([before, with, after].concat()),
        (_, None, _) => Err(anyhow!("A place is missing: {place}")),
        _ => Err(anyhow!("A place stands more than once: {place}")),
    }
}

/// Puts values in their `{{places}}` of a page, each as often as it stands there.
pub fn fill_in(mut page: String, values: &[(&str, String)]) -> Result<String> {
    for (name, value) in values {
        let place = format!("{{{{{name}}}}}");
        page.contains(&place).then_some(()).with_context(|| format!("The page has no place {place} any more."))?;
        page = page.replace(&place, value);
    }
    (!page.contains("{{")).then_some(page).context("The page has a place that the build does not know.")
}

#[cfg(test)]
mod tests {
    use super::{fill, find, rewrite, texts, without_indentation};

    #[test]
    fn quoted_unquoted_and_bare_attributes_are_read() {
        let html = "<!doctype html><!-- <link rel=x> --><LINK rel=\"preload\" href=./a.js crossorigin><p>a < b";
        let found = find(html, "link").unwrap();
        assert_eq!((found.len(), found[0].name.as_str(), found[0].file("href")), (1, "link", Some("a.js")));
        assert_eq!((found[0].get("crossorigin"), found[0].get("rel"), found[0].get("as")), (Some(""), Some("preload"), None));
        assert!(html[found[0].span.clone()].starts_with("<LINK") && html[found[0].span.clone()].ends_with('>'));
    }

    #[test]
    fn the_text_of_a_script_is_no_markup() {
        let html = "<script type=module>if (a<b) import('<p>')</script><br/><script src=a.js></script><script>x</script>";
        assert_eq!(texts(html, "script:not([src])").unwrap(), ["if (a<b) import('<p>')", "x"]);
        assert!(find(html, "p").unwrap().is_empty());
    }

    #[test]
    fn what_is_not_meant_stays() {
        let html = "<p class=a>x</p>\n<br /><p CLASS='b'>";
        assert_eq!(rewrite(html, "i", |_| Ok(())).unwrap(), html);
        assert_eq!(rewrite(html, ".b", |p| Ok(p.set_attribute("id", "c")?)).unwrap(), "<p class=a>x</p>\n<br /><p CLASS='b' id=\"c\">");
        assert_eq!(without_indentation("<p>\n  a <b>c</b> <i>d</i>\n</p>\n<!-- x -->\n<p>").unwrap(), "<p>\n  a <b>c</b> <i>d</i></p><p>");
    }

    #[test]
    fn a_place_stands_once() {
        assert_eq!(fill("a {{b}} c", "{{b}}", "{{b}}").unwrap(), "a {{b}} c");
        assert!(fill("a", "{{b}}", "").is_err() && fill("{{b}}{{b}}", "{{b}}", "").is_err());
    }
}
