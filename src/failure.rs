//! When the program stops unexpectedly: a calm page instead of a dead one, with the answers given.
//!
//! The hook runs in the middle of whatever failed, so it uses nothing of the program: no component, no session, no lock that may be held. After each
//! change the page leaves here what the hook needs: the answers as a link's fragment. An answer that the program failed at is not among them, so
//! that the link opens.

use std::cell::Cell;
use std::panic::PanicHookInfo;

use web_sys::{Document, Element};

use super::effects;
use zice_core::text::Words;

/// What is kept for the hook.
pub struct Kept {
    /// Wording of the page.
    pub words: &'static Words,
    /// The fragment's value of a share link.
    pub fragment: String,
    /// How many answers it carries.
    pub answers: usize,
    /// Whom to call.
    pub hotline: &'static str,
}

thread_local! {
    static KEPT: Cell<Option<Kept>> = const { Cell::new(None) };
}

/// Leaves the answers for the hook.
pub fn keep(kept: Kept) {
    KEPT.with(|cell| cell.set(Some(kept)));
}

/// Watches for a panic.
pub fn watch() {
    yew::set_custom_panic_hook(Box::new(|info: &PanicHookInfo<'_>| {
        web_sys::console::error_1(&info.to_string().into());
        // A second panic finds nothing left and changes nothing.
        if let Ok(Some(kept)) = KEPT.try_with(Cell::take) {
            _ = show(&kept);
        }
    }));
}

/// Puts the page into the document, in place of everything.
fn show(kept: &Kept) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let body = document.body()?;
    let words = kept.words;
    let lead = if kept.answers == 0 { words.stopped_lead_empty.to_owned() } else { (words.stopped_lead)(kept.answers) };
    body.set_text_content(None);
    let main =
        add(&document, &body, "main", &[("class", "zc-main zc-main--narrow zc-stopped"), ("id", "main"), ("data-view", "stopped")], "")?;
    add(&document, &main, "h1", &[("id", "heading"), ("tabindex", "-1")], words.stopped_title)?;
    add(&document, &main, "p", &[("class", "zc-lead")], &lead)?;
    ways_on(&document, &main, kept)?;
    let ways = add(&document, &main, "p", &[("class", "zc-stopped__ways")], words.stopped_ways)?;
    add(&document, &ways, "a", &[("href", "plan.html")], words.plan_link)?;
    add(&document, &ways, "a", &[("href", &format!("tel:{}", kept.hotline))], kept.hotline)?;
    effects::scroll_to_top();
    effects::focus("heading");
    Some(())
}

/// The page anew, with the answers and without; the link also as text, to copy.
fn ways_on(document: &Document, main: &Element, kept: &Kept) -> Option<()> {
    const PRIMARY: &str = "zc-button zc-button--primary";
    let actions = add(document, main, "p", &[("class", "zc-actions")], "")?;
    let some = kept.answers != 0;
    if some {
        let address = effects::address_anew(Some(&kept.fragment));
        add(document, &actions, "a", &[("class", PRIMARY), ("data-action", "reopen"), ("href", &address)], kept.words.stopped_reopen)?;
    }
    let (class, address) = (if some { "zc-button" } else { PRIMARY }, effects::address_anew(None));
    add(document, &actions, "a", &[("class", class), ("data-action", "restart"), ("href", &address)], kept.words.stopped_fresh)?;
    if some {
        add(document, main, "label", &[("for", "kept-link")], kept.words.stopped_copy)?;
        let field = [("id", "kept-link"), ("class", "zc-share__link"), ("readonly", ""), ("rows", "3"), ("autocomplete", "off")];
        add(document, main, "textarea", &field, &effects::address_with(&kept.fragment))?;
    }
    Some(())
}

fn add(document: &Document, parent: &Element, name: &str, attributes: &[(&str, &str)], text: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    element.set_text_content(Some(text));
    parent.append_child(&element).ok()?;
    Some(element)
}
