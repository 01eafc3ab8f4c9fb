//! Keys that stand for the page's own controls. All of them lie on a numeric keypad.
//!
//! Digits choose options by their place (two digits where there are more than nine), and on a view without options its buttons. Where a figure is asked, digits
//! are the figure: they go into its field, and a band, or 不清楚, is chosen by its place after `.`. On the results two digits after `.` unfold a support.

use core::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::{effects, place};

/// Where text is written keys are letters; a dialogue has keys of its own.
const WRITING: &str = "textarea, select, input:not([type=radio]):not([type=checkbox])";
/// What Enter presses by itself.
const PRESSED: &str = "a[href], button, summary, input";
const OPTIONS: &str = "[data-view]:not([data-view=results]) .zc-option input";
const BUTTONS: &str = "[data-view=results] .zc-actions--screen .zc-button:not([data-action=next])";
/// Supports on the results, each by two digits after `.`.
const CARDS: &str = "[data-view=results] article[data-support]";

/// What the digits count on the view at hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Typed {
    /// The control at this place, from 0.
    Place(usize),
    /// 不清楚.
    Unknown,
    /// One more digit is to come.
    More,
    /// No control has this number.
    Nothing,
}

/// In place of digits: NumLock is off.
pub const NUM_LOCK: &str = "NumLock";

/// What the keys of a keypad mean while NumLock is off.
fn is_movement(key: &str) -> bool {
    key.starts_with("Arrow") || matches!(key, "Insert" | "Delete" | "Home" | "End" | "PageUp" | "PageDown" | "Clear")
}

/// The field of a figure that is asked for.
const FIGURE: &str = "[data-view=question] #figure";
/// Keys that no figure contains: in its field they do what they do elsewhere.
const NO_FIGURE: [&str; 3] = ["+", "/", "*"];

/// Listens as long as the listener lives; `show` gets the first of two digits, and nothing when it is settled.
pub fn listen(show: impl Fn(String) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let typed = RefCell::new(String::new());
    let listener = EventListener::new_with_options(&window, "keydown", EventListenerOptions::enable_prevent_default(), move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let before = typed.borrow().clone();
        let after = press(event, &before);
        if after != before {
            show(after.clone());
            *typed.borrow_mut() = after;
        }
    });
    Some(listener)
}

/// Does what a key stands for; the digits that wait for one more.
fn press(event: &KeyboardEvent, before: &str) -> String {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return String::new() };
    let with_others = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() || event.key_code() == 229;
    let in_dialogue = document.query_selector("dialog[open]").is_ok_and(|found| found.is_some());
    if event.default_prevented() || with_others || in_dialogue {
        return String::new();
    }
    let at = |selector: &str| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        target.is_some_and(|target| target.matches(selector).unwrap_or(false))
    };
    let key = event.key();
    // Without NumLock the keypad's keys move and scroll instead of counting.
    if !at(WRITING) && event.code().starts_with("Numpad") && !event.get_modifier_state("NumLock") && is_movement(&key) {
        event.prevent_default();
        return NUM_LOCK.to_owned();
    }
    if at(WRITING) && !(at("#figure") && NO_FIGURE.contains(&key.as_str())) {
        if key == "Escape" && !at("#finder") {
            effects::focus("heading");
        }
        return String::new();
    }
    let done = match key.as_str() {
        "Enter" if at(PRESSED) => false,
        "Enter" => click(&document, "[data-view] .zc-button--primary"),
        "-" => click(&document, "[data-view] [data-action=back]"),
        "+" => click(&document, "[data-view] [data-action=results]"),
        "*" => click(&document, "[data-action=next-visitor]"),
        "/" => write(&document, "#finder"),
        "." if is_there(&document, FIGURE) || is_there(&document, CARDS) => {
            event.prevent_default();
            return ".".to_owned();
        }
        digit if digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit() => {
            event.prevent_default();
            return dial(&document, before, digit);
        }
        _ => false,
    };
    if done {
        event.prevent_default();
    }
    String::new()
}

/// One more digit.
fn dial(document: &Document, before: &str, digit: &str) -> String {
    let before = if before == NUM_LOCK { "" } else { before };
    if before.is_empty() && is_there(document, FIGURE) {
        begin_figure(document, digit);
        return String::new();
    }
    if before.starts_with('.') && is_there(document, CARDS) {
        return unfold_card(document, &format!("{before}{digit}"));
    }
    let options = document.query_selector(OPTIONS).is_ok_and(|found| found.is_some());
    let selector = if options { OPTIONS } else { BUTTONS };
    let Ok(controls) = document.query_selector_all(selector) else { return String::new() };
    let typed = format!("{before}{digit}");
    match meaning(typed.trim_start_matches('.'), controls.length() as usize) {
        Typed::More => return typed,
        Typed::Unknown => _ = click(document, "[data-view] [data-action=unknown]"),
        Typed::Place(place) => {
            let control = controls.get(place as u32).and_then(|node| node.dyn_into::<HtmlElement>().ok());
            if let Some(control) = control {
                _ = control.focus();
                control.click();
            }
        }
        Typed::Nothing => {}
    }
    String::new()
}

/// Unfolds the support whose place stands after `.`, when both digits are there.
fn unfold_card(document: &Document, typed: &str) -> String {
    let digits = typed.trim_start_matches('.');
    if digits.len() < 2 {
        return typed.to_owned();
    }
    let place = digits.parse::<u32>().ok().and_then(|place| place.checked_sub(1));
    let card = document.query_selector_all(CARDS).ok().zip(place).and_then(|(cards, place)| cards.get(place));
    let card = card.and_then(|card| card.dyn_into::<Element>().ok());
    if let Some(support) = card.and_then(|card| card.get_attribute("data-support")) {
        place::unfold_below(&support);
    }
    String::new()
}

/// What digits mean among so many controls.
fn meaning(typed: &str, controls: usize) -> Typed {
    let digits = if controls < 10 { 1 } else { 2 };
    if typed.len() < digits {
        return Typed::More;
    }
    match typed.parse::<usize>() {
        Ok(0) => Typed::Unknown,
        Ok(place) if place <= controls => Typed::Place(place - 1),
        _ => Typed::Nothing,
    }
}

fn is_there(document: &Document, selector: &str) -> bool {
    document.query_selector(selector).is_ok_and(|found| found.is_some())
}

/// The first digit of a figure, in the place of an earlier one; the others are written in the field.
fn begin_figure(document: &Document, digit: &str) {
    let found = document.query_selector(FIGURE).ok().flatten().and_then(|found| found.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = found else { return };
    _ = field.focus();
    field.set_value(digit);
    let told = EventInit::new();
    told.set_bubbles(true);
    _ = Event::new_with_event_init_dict("input", &told).map(|event| field.dispatch_event(&event));
}

fn click(document: &Document, selector: &str) -> bool {
    let found = document.query_selector(selector).ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.map(|control| control.click()).is_some()
}

fn write(document: &Document, selector: &str) -> bool {
    let found = document.query_selector(selector).ok().flatten().and_then(|found| found.dyn_into::<HtmlInputElement>().ok());
    found.map(|field| field.focus().map(|()| field.select())).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_count_controls() {
        for (typed, controls, means) in [
            ("1", 5, Typed::Place(0)),
            ("5", 5, Typed::Place(4)),
            ("6", 5, Typed::Nothing),
            ("0", 5, Typed::Unknown),
            ("0", 0, Typed::Unknown),
            ("9", 9, Typed::Place(8)),
            ("1", 10, Typed::More),
            ("10", 10, Typed::Place(9)),
            ("01", 19, Typed::Place(0)),
            ("19", 19, Typed::Place(18)),
            ("20", 19, Typed::Nothing),
            ("0", 19, Typed::More),
            ("00", 19, Typed::Unknown),
        ] {
            assert_eq!(meaning(typed, controls), means, "{typed} of {controls}");
        }
    }
}
