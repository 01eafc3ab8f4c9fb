//! Remembers where on a long view the visitor was when an answer was opened to be changed, and goes back there.
//!
//! The view is made anew on the return, with the supports that were filtered and unfolded, and may have changed: the same control is looked for, then the card it stood in. What is found stands at the
//! same height of the window as before, and has the focus.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, EventInit, FocusOptions, HtmlElement, HtmlSelectElement};

use zice_core::catalogue::{AgencyId, SupportId};
use zice_core::explanations::order::Filter;
use zice_core::session::Stage;

/// The state of the results view that is kept while another view is shown. It ends with the visit.
#[derive(Default)]
pub struct Stays {
    /// The control that opened a question.
    pub mark: RefCell<Option<Mark>>,
    /// Which supports are shown.
    pub filter: Cell<Filter>,
    /// Which of them are unfolded.
    pub unfolded: RefCell<Vec<SupportId>>,
    /// What was typed where only a card asks.
    figures: RefCell<Vec<(SupportId, String)>>,
}

impl Stays {
    /// Forgets everything, because another visit begins.
    pub fn forget(&self) {
        self.filter.take();
        self.unfolded.take();
        self.figures.take();
    }

    /// What was typed in a support's card.
    pub fn figure(&self, support: SupportId) -> String {
        self.figures.borrow().iter().find(|(of, _)| *of == support).map_or_else(String::new, |(_, figure)| figure.clone())
    }

    /// Keeps what is typed there as long as the visit lasts.
    pub fn keep_figure(&self, support: SupportId, figure: &str) {
        let mut figures = self.figures.borrow_mut();
        figures.retain(|(of, _)| *of != support);
        figures.push((support, figure.to_owned()));
    }

    /// Whether a support is unfolded.
    pub fn is_unfolded(&self, support: SupportId) -> bool {
        self.unfolded.borrow().contains(&support)
    }

    /// Unfolds a support, and shows all of them.
    pub fn show(&self, support: SupportId) {
        self.filter.take();
        if !self.is_unfolded(support) {
            self.unfolded.borrow_mut().push(support);
        }
    }

    /// Folds or unfolds a support, and returns whether it is unfolded now.
    pub fn turn(&self, support: SupportId) -> bool {
        let mut unfolded = self.unfolded.borrow_mut();
        let found = unfolded.iter().position(|&one| one == support);
        match found {
            Some(place) => _ = unfolded.swap_remove(place),
            None => unfolded.push(support),
        }
        found.is_none()
    }
}

/// A control of a view.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// The view.
    pub stage: Stage,
    /// Selector of the control.
    control: String,
    /// Selector of the card around it, or of the named part of the page.
    card: Option<String>,
    /// Its distance from the top of the window.
    top: f64,
}

/// A support on the results, in whichever group it is shown.
pub fn card(support: &str) -> Mark {
    part_of(format!(
        "[data-view=results] [data-support=\"{support}\"] [data-action=unfold], [data-view=results] li[data-support=\"{support}\"]"
    ))
}

/// The list of agencies by which the results are filtered.
pub fn agencies() -> Mark {
    part_of("#filter-agency".to_owned())
}

fn part_of(control: String) -> Mark {
    // Below the strip of a counter.
    Mark { stage: Stage::Results, control, card: None, top: 240.0 }
}

/// On results already shown, shows the supports of every topic and agency.
pub fn show_all() {
    if let Some(button) = found("[data-view=results] [data-action=show-all]") {
        button.click();
    }
}

/// Filters results already shown by an agency.
pub fn choose_agency(agency: AgencyId) {
    let Some(list) = found("#filter-agency").and_then(|list| list.dyn_into::<HtmlSelectElement>().ok()) else { return };
    list.set_value(&agency.index().to_string());
    let told = EventInit::new();
    told.set_bubbles(true);
    _ = Event::new_with_event_init_dict("change", &told).map(|event| list.dispatch_event(&event));
}

/// Goes to a control of the results, and unfolds what it belongs to.
pub fn unfold(mark: &Mark) {
    if let Some(control) = found(&mark.control)
        && control.get_attribute("aria-expanded").as_deref() == Some("false")
    {
        control.click();
    }
    go_back(mark);
}

/// Unfolds a support's card and goes to it, when what was filtered away is back.
pub fn unfold_below(support: &str) {
    let mark = card(support);
    crate::effects::after_paint(move || unfold(&mark));
}

fn found(selector: &str) -> Option<HtmlElement> {
    find(&document()?, selector)?.dyn_into().ok()
}

/// Remembers the control that opened a question: the one with the focus, else the first of that fact.
pub fn mark(stage: Stage, fact: &str) -> Option<Mark> {
    let document = document()?;
    let control = format!("[data-view] [data-change=\"{fact}\"], [data-view] [data-open=\"{fact}\"]");
    let focused = document.active_element().filter(|element| element.matches(&control).unwrap_or(false));
    let element = focused.or_else(|| find(&document, &control))?;
    let card = ["data-support", "data-rung", "aria-labelledby"].into_iter().find_map(|name| {
        let around = element.closest(&format!("[{name}]")).ok().flatten()?;
        Some(format!("[{name}=\"{}\"]", around.get_attribute(name)?))
    });
    Some(Mark { stage, control, card, top: element.get_bounding_client_rect().top() })
}

/// Goes back to a mark; `false` when nothing of it is left.
#[expect(clippy::float_arithmetic, reason = "pixels of the window, not figures of a rule")]
pub fn go_back(mark: &Mark) -> bool {
    let Some(document) = document() else { return false };
    let target = match &mark.card {
        // Several cards contain the same control: the card decides which one is meant.
        Some(card) => find(&document, card).and_then(|card| {
            let inside = card.query_selector(&mark.control).ok().flatten();
            inside.or_else(|| card.query_selector("h2, h3, h4").ok().flatten())
        }),
        None => find(&document, &mark.control),
    };
    let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
    show(&target);
    if target.get_bounding_client_rect().height() == 0.0 {
        return false;
    }
    if !target.matches("[type], select").unwrap_or(false) {
        _ = target.set_attribute("tabindex", "-1");
    }
    if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, target.get_bounding_client_rect().top() - mark.top);
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    target.focus_with_options(&options).is_ok()
}

/// Unfolds the topics for a visitor who chooses them by number keys.
pub fn unfold_topics() {
    if let Some(topics) = document().and_then(|document| find(&document, "[data-view] .zc-scope")) {
        _ = topics.set_attribute("open", "");
    }
}

/// Opens the folded parts around an element.
fn show(element: &Element) {
    let mut around = element.closest("details:not([open])").ok().flatten();
    while let Some(details) = around {
        _ = details.set_attribute("open", "");
        around = details.closest("details:not([open])").ok().flatten();
    }
}

fn find(document: &Document, selector: &str) -> Option<Element> {
    document.query_selector(selector).ok().flatten()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
