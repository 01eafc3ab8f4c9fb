//! Everything that touches the browser outside the component tree.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{
    Blob, BlobPropertyBag, CustomEvent, Document, Element, Event, FileReader, HtmlAnchorElement, HtmlElement, HtmlInputElement, Url,
    Window, XmlHttpRequest,
};

use zice_core::catalogue::{Catalogue, Language};
use zice_core::date::Date;
use zice_core::report::Topics;

/// The element that the page renders into.
pub fn root() -> Option<Element> {
    document()?.get_element_by_id("app")
}

/// Today, as the visitor's clock and calendar have it.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    let date = u16::try_from(year).ok().zip(u8::try_from(month).ok()).zip(u8::try_from(day).ok());
    date.and_then(|((year, month), day)| Date::new(year, month, day)).unwrap_or_else(|| Date::from_days_since_1970(20_000))
}

/// What the address says of an option: `tax,finance` of `?topics=tax,finance`.
fn option(name: &str) -> Option<String> {
    let search = query();
    let pairs = search.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(key, _)| *key == name)?;
    js_sys::decode_uri_component(value).ok().map(String::from)
}

/// The language asked for in the address (`?lang=en`), else Chinese.
pub fn language() -> Language {
    option("lang").as_deref().and_then(named_language).unwrap_or(Language::Zh)
}

fn named_language(name: &str) -> Option<Language> {
    match name {
        "zh" => Some(Language::Zh),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The topics asked for in the address (`?topics=tax,finance`); names that the pack does not know are passed over.
pub fn topics(catalogue: &Catalogue) -> Topics {
    // What the portal has chosen beforehand stands there (assets/start.js).
    let written = || document()?.document_element()?.get_attribute("data-topics");
    let named = option("topics").or_else(written).unwrap_or_default();
    let bits = named.split(',').filter_map(|name| catalogue.topics.iter().position(|topic| topic.id == name));
    Topics(bits.fold(0, |all, bit| all | 1 << bit))
}

/// Calls back with the language that the page around this one asks for (`assets/host.js` has checked who asks).
pub fn on_language(callback: impl Fn(Language) + 'static) -> Option<EventListener> {
    let listener = EventListener::new(document()?.as_ref(), "zice-language", move |event| {
        let named = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
        if let Some(language) = named.as_deref().and_then(named_language) {
            callback(language);
        }
    });
    Some(listener)
}

/// What the address asks for after its `?`.
pub fn query() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The answers carried by the address's fragment, taken out of the address so that they do not stay there for the next visitor.
pub fn take_fragment() -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    let carried = zice_core::link::carried(hash.trim_start_matches('#'))?.to_owned();
    forget_fragment();
    Some(carried)
}

/// Calls back with the answers whenever a link that carries some is put into the address of the open page.
pub fn on_fragment(callback: impl Fn(String) + 'static) -> Option<EventListener> {
    let listener = |window: Window| {
        EventListener::new(&window, "hashchange", move |_| {
            if let Some(carried) = take_fragment() {
                callback(carried);
            }
        })
    };
    window().map(listener)
}

/// Removes the fragment from the address without a new history entry; the entry keeps its number.
pub fn forget_fragment() {
    let Some(window) = window() else { return };
    let location = window.location();
    let address = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    if let Ok(history) = window.history() {
        _ = history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(&address));
    }
}

/// The address of this page with a fragment: the public one that the deploying portal wrote into the page, if it did, else where the page is.
pub fn address_with(fragment: &str) -> String {
    let here = || {
        let address = window()?.location().href().ok()?;
        Some(format!("{}{}", address.split(['#', '?']).next()?, joined(&search_pairs().0)))
    };
    let address = public_address().or_else(here).unwrap_or_default();
    let bare = address.split('#').next().unwrap_or_default();
    format!("{bare}#p={fragment}")
}

/// The address of this page as one that the browser loads anew: a fragment alone would not leave the page that stands there.
pub fn address_anew(fragment: Option<&str>) -> String {
    let path = window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    let (mut pairs, again) = search_pairs();
    pairs.push(format!("again={}", again.saturating_add(1)));
    let fragment = fragment.map_or_else(String::new, |fragment| format!("#p={fragment}"));
    format!("{path}{}{fragment}", joined(&pairs))
}

/// The pairs of the address's query, and how often the page was loaded anew, which is no part of them.
fn search_pairs() -> (Vec<String>, u16) {
    let search = window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    let all = search.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
    let (again, pairs): (Vec<&str>, Vec<&str>) = all.partition(|pair| pair.starts_with("again="));
    let count = again.iter().filter_map(|pair| pair.strip_prefix("again=")?.parse().ok()).max().unwrap_or(0);
    (pairs.into_iter().map(str::to_owned).collect(), count)
}

fn joined(pairs: &[String]) -> String {
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn public_address() -> Option<String> {
    let meta = document()?.query_selector("meta[name=zice-address]").ok()??;
    meta.get_attribute("content").filter(|address| address.starts_with("https://") || address.starts_with("http://"))
}

/// Says where links and codes lead from now on.
pub fn set_public_address(address: &str) {
    let meta = document().and_then(|document| document.query_selector("meta[name=zice-address]").ok()?);
    if let Some(meta) = meta {
        _ = meta.set_attribute("content", address);
    }
}

/// Hands the visitor a text as a file; it never leaves the device.
pub fn save_file(name: &str, text: &str) -> Option<()> {
    let about = BlobPropertyBag::new();
    about.set_type("application/json");
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &about).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // Some browsers read it only after the click.
    Timeout::new(60_000, move || _ = Url::revoke_object_url(&address)).forget();
    Some(())
}

/// Reads the file chosen in a field, but no more of it than tells that it is too long, and empties the field.
pub fn read_file(field: &HtmlInputElement, callback: impl FnOnce(String) + 'static) -> Option<()> {
    let file = field.files()?.get(0)?;
    let reader = FileReader::new().ok()?;
    let start = file.slice_with_i32_and_i32(0, zice_core::profile::LONGEST as i32 + 1).ok()?;
    let done = reader.clone();
    let listener = EventListener::once(&reader, "loadend", move |_| {
        callback(done.result().ok().and_then(|text| text.as_string()).unwrap_or_default());
    });
    // It calls back once, and is dropped with the reader.
    listener.forget();
    reader.read_as_text(&start).ok()?;
    field.set_value("");
    Some(())
}

/// Says in the document which language it is in, and, once that is painted, what it shows: the browser tells its window, which takes as long as drawing.
pub fn describe(language: Language, title: String) {
    let html = document().and_then(|document| document.document_element());
    // An attribute that is written again is a change to the browser, and its whole page has it.
    if let Some(html) = html.filter(|html| html.get_attribute("lang").as_deref() != Some(language.tag())) {
        _ = html.set_attribute("lang", language.tag());
    }
    after_paint(move || {
        if let Some(document) = document() {
            document.set_title(&title);
        }
    });
}

/// Says that the program has taken the page over.
pub fn mark_ready() {
    if let Some(html) = document().and_then(|document| document.document_element()) {
        _ = html.set_attribute("data-ready", "");
    }
}

/// Big type and keys beside the options, as an attribute that the style sheet and the start script read.
pub fn mark_counter() {
    if let Some(html) = document().and_then(|document| document.document_element()) {
        _ = html.set_attribute("data-mode", "counter");
    }
}

/// Ends the visit: the start script throws this program away and begins anew. Without it the page is opened again.
pub fn next_visitor() {
    let Some(document) = document() else { return };
    let options = web_sys::EventInit::new();
    options.set_cancelable(true);
    let unanswered = Event::new_with_event_init_dict("zice-next", &options).and_then(|event| document.dispatch_event(&event));
    if unanswered.unwrap_or(true)
        && let Some(location) = window().map(|window| window.location())
    {
        let address = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
        _ = location.replace(&address);
    }
}

/// Calls back whenever the page is looked at again.
pub fn on_return(callback: impl Fn() + 'static) -> Option<EventListener> {
    document().map(|document| EventListener::new(&document, "visibilitychange", move |_| callback()))
}

/// Calls once when the start script is about to throw this program away.
pub fn on_leave(leave: impl FnOnce() + 'static) {
    if let Some(document) = document() {
        EventListener::once(&document, "zice-leave", |_| leave()).forget();
    }
}

/// Milliseconds of the visitor's clock.
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// The first letters of Chinese text in pinyin, as the browser sorts it; whatever is not Chinese is left out.
pub fn initials(text: &str) -> String {
    let locales = js_sys::Array::of1(&"zh-Hans-CN-u-co-pinyin".into());
    let compare = js_sys::Intl::Collator::new(&locales, &js_sys::Object::new()).compare();
    // In Unicode's collation data U+FDD0 and a letter stands right before the first character of that letter.
    let begins = |letter: char, written: char| {
        let (mark, character) = (format!("\u{fdd0}{letter}"), written.to_string());
        let order = compare.call2(&wasm_bindgen::JsValue::NULL, &mark.into(), &character.into());
        order.ok().and_then(|order| order.as_f64()).is_some_and(|order| order <= 0.0)
    };
    let chinese = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    chinese.filter_map(|written| ('A'..='Z').rev().find(|&letter| !matches!(letter, 'I' | 'U' | 'V') && begins(letter, written))).collect()
}

/// Larger text, as an attribute that the style sheet reads.
pub fn set_larger(larger: bool) {
    if let Some(html) = document().and_then(|document| document.document_element()) {
        _ = if larger { html.set_attribute("data-text", "larger") } else { html.remove_attribute("data-text") };
    }
}

/// Whether the page stands at a service counter.
pub fn at_counter() -> bool {
    let html = document().and_then(|document| document.document_element());
    html.and_then(|html| html.get_attribute("data-mode")).is_some_and(|mode| mode == "counter")
}

/// Moves the focus to an element by id, at the top of the view.
pub fn focus(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id)).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        _ = element.focus();
    }
}

/// To the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = window() {
        _ = window.print();
    }
}

/// Asks a question that has yes and no; no where there is nobody to ask.
pub fn confirm(question: &str) -> bool {
    window().and_then(|window| window.confirm_with_message(question).ok()).unwrap_or(false)
}

/// Selects the text of a field, for copying, and copies it where the browser allows.
pub fn copy(id: &str) -> bool {
    let field = document()
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let Some(field) = field else { return false };
    field.select();
    let Some(document) = document().and_then(|document| document.dyn_into::<web_sys::HtmlDocument>().ok()) else { return false };
    document.exec_command("copy").unwrap_or(false)
}

/// What came of an attempt to connect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attempt {
    /// The browser's policy refused it.
    Refused,
    /// It went through.
    Passed,
}

/// Tries to reach the page's own site, so that a visitor sees what the browser does about it.
pub fn attempt_connection(callback: impl Fn(Attempt) + Clone + 'static) {
    let (Some(document), Ok(request)) = (document(), XmlHttpRequest::new()) else { return };
    let refused = callback.clone();
    EventListener::once(document.as_ref(), "securitypolicyviolation", move |_| refused(Attempt::Refused)).forget();
    EventListener::once(request.as_ref(), "load", move |_| callback(Attempt::Passed)).forget();
    if request.open("GET", "index.html?attempt").is_ok() {
        _ = request.send();
    }
}

/// Asks the start script for the rest of the pack once more.
pub fn ask_again() {
    if let (Some(document), Ok(event)) = (document(), Event::new("zice-again")) {
        _ = document.dispatch_event(&event);
    }
}

thread_local! {
    /// What waits for the next frame.
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Does something when the browser has painted what is shown now; all that waits for a frame asks for it once.
pub fn after_paint(task: impl FnOnce() + 'static) {
    let asked = WAITING.with_borrow_mut(|waiting| {
        waiting.push(Box::new(task));
        waiting.len() != 1
    });
    if asked {
        return;
    }
    let painting = wasm_bindgen::closure::Closure::once_into_js(|| {
        let tasks = WAITING.take();
        // A timer without a delay would not wait for that (assets/start.js).
        Timeout::new(1, || tasks.into_iter().for_each(|task| task())).forget();
    });
    if let Some(window) = window() {
        _ = window.request_animation_frame(painting.unchecked_ref());
    }
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}
