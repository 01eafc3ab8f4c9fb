//! Everything that touches the browser outside the component tree.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, CustomEvent, Document, Element, Event, FileReader, HtmlAnchorElement, HtmlElement,
    HtmlInputElement, Url, Window,
};

use super::address;
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

/// Whether the page was opened by a link whose answers were lost on the way: some servers ask for the page once more, without what stands behind the `#`.
pub fn is_lost() -> bool {
    let lost = address::lost(&here());
    if lost {
        forget_fragment();
    }
    lost
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
    if let Ok(history) = window.history() {
        _ = history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(&address::arrived(&here())));
    }
}

/// A link to this page with the answers behind its `#`, at the public address if the portal has named one (`address::shared`).
pub fn address_with(fragment: &str) -> String {
    address::shared(&here(), public_address().as_deref(), fragment)
}

/// The address of this page as one that the browser loads anew.
pub fn address_anew(fragment: Option<&str>) -> String {
    address::anew(&here(), fragment)
}

/// The whole address of the page.
fn here() -> String {
    window().and_then(|window| window.location().href().ok()).unwrap_or_default()
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

/// Milliseconds within which a browser that can print says that it does.
const PRINTS_WITHIN: u32 = 1500;

/// Opens the browser's print dialogue; calls back where the browser has none, as inside other apps, where nothing happens and nobody says so.
pub fn print(nothing: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    let printed = Rc::new(Cell::new(false));
    let listener = {
        let printed = Rc::clone(&printed);
        EventListener::once(&window, "beforeprint", move |_| printed.set(true))
    };
    // A sandboxed frame that forbids it may throw.
    _ = window.print();
    Timeout::new(PRINTS_WITHIN, move || {
        drop(listener);
        if !printed.get() {
            nothing();
        }
    })
    .forget();
}

/// Whether the page is shown inside another app, whose browser can neither save nor print.
pub fn inside_an_app() -> bool {
    const APPS: [&str; 9] = ["MicroMessenger", "wxwork", "DingTalk", "Weibo", "AlipayClient", "QQ/", "Lark", "Feishu", "aweme"];
    let agent = window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    APPS.iter().any(|app| agent.contains(app))
}

/// Selects the text of a field, for copying, and copies it where the browser allows. Whether it did: browsers say so too where nothing was copied (iOS 18.4),
/// so what counts is that the browser asked for the text and was given it.
pub fn copy(id: &str) -> bool {
    let field = document()
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let (Some(field), Some(document)) = (field, document().and_then(|document| document.dyn_into::<web_sys::HtmlDocument>().ok())) else {
        return false;
    };
    let text = field.value();
    // iOS copies nothing from a field without the focus, or selected in another way.
    _ = field.focus();
    field.select();
    _ = field.set_selection_range(0, text.encode_utf16().count() as u32);
    let given = Rc::new(Cell::new(false));
    let listener = {
        let given = Rc::clone(&given);
        EventListener::new_with_options(&document, "copy", EventListenerOptions::enable_prevent_default(), move |event| {
            let board = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            if board.is_some_and(|board| board.set_data("text/plain", &text).is_ok()) {
                event.prevent_default();
                given.set(true);
            }
        })
    };
    let done = document.exec_command("copy").unwrap_or(false);
    drop(listener);
    done && given.get()
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
