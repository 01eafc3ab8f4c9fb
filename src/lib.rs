//! The page: a thin Yew shell over the core, and the only room with the browser in it.
//!
//! Components are functions of their props. Effects stand in [`effects`]: focus, title, fragment, printing, the clipboard, today's date.
#![expect(missing_docs, reason = "props and parts of the page are named for what they are")]

use std::cell::RefCell;

use yew::prelude::*;

use zice_core::catalogue::Catalogue;
use zice_core::catalogue::packed::PackError;
use zice_core::settings::{self, Settings};

pub mod address;
pub mod app;
pub mod attempt;
pub mod clock;
pub mod components;
pub mod counter;
pub mod draft;
pub mod effects;
pub mod failure;
pub mod filled;
#[cfg(feature = "prerender")]
pub mod first;
pub mod pages;
pub mod pasted;
pub mod place;
pub mod store;
pub mod trail;

/// The catalogue, compared by address: it changes once, when all but its core has come.
#[derive(Clone, Copy)]
pub struct Pack(pub &'static Catalogue);

impl PartialEq for Pack {
    fn eq(&self, other: &Pack) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

/// A pack to begin with, and why another that was asked for is not it.
struct Opened {
    catalogue: &'static Catalogue,
    foreign: bool,
    refused: Option<PackError>,
}

thread_local! {
    static OPENED: RefCell<Option<Opened>> = const { RefCell::new(None) };
    /// The page while it runs, and what it was last given.
    static RUNNING: RefCell<Option<(AppHandle<app::App>, app::AppProps)>> = const { RefCell::new(None) };
}

/// Opens the core of the built-in pack, or another one where that may be used; whether it is whole, none when nothing can be read. A pack that may
/// not be used will be named on the page, and the built-in one stands.
pub fn open(core: Vec<u8>, other: Option<Vec<u8>>, asked: Option<&str>) -> Option<bool> {
    let other = other.map(|bytes| if bytes.is_empty() { Err(PackError::Missing) } else { Catalogue::load(bytes.leak(), asked) });
    let foreign = matches!(other, Some(Ok(_)));
    let (catalogue, refused) = match other {
        Some(Ok(catalogue)) => (catalogue, None),
        Some(Err(error)) => (Catalogue::core(core.leak()).ok()?, Some(error)),
        None => (Catalogue::core(core.leak()).ok()?, None),
    };
    let complete = catalogue.complete;
    OPENED.set(Some(Opened { catalogue: Box::leak(Box::new(catalogue)), foreign, refused }));
    Some(complete)
}

/// Takes the page over with the pack that was opened.
pub fn start() {
    failure::watch();
    let Some(Opened { catalogue, foreign, refused }) = OPENED.take() else { return };
    let counter = counter::asked_for(&effects::query(), None);
    let lost = effects::is_lost();
    let kept = || if counter.is_none() { trail::left_behind() } else { None };
    let carried = effects::take_fragment().map(app::Raw::Link).or_else(kept).or_else(|| lost.then_some(app::Raw::Lost));
    let props = app::AppProps {
        pack: Pack(catalogue),
        topics: effects::topics(catalogue),
        foreign,
        refused,
        unavailable: false,
        carried,
        language: effects::language(),
        day: effects::today(),
        counter,
        // Keys at a counter are for one question.
        together: !effects::query().split(['?', '&']).any(|pair| pair == "step=one" || pair == "mode=counter"),
    };
    let page = match effects::root() {
        Some(root) => yew::Renderer::<app::App>::with_root_and_props(root, props.clone()),
        None => yew::Renderer::<app::App>::with_props(props.clone()),
    };
    RUNNING.set(Some((page.render(), props)));
    effects::on_leave(|| {
        if let Some((page, _)) = RUNNING.take() {
            page.destroy();
        }
    });
}

/// Adds what answers, results and English need; false when it cannot be read or belongs to another pack.
pub fn later(rest: Vec<u8>) -> bool {
    let Some(pack) = RUNNING.with_borrow(|running| running.as_ref().map(|(_, props)| props.pack)) else { return false };
    let Ok(catalogue) = pack.0.with_later(rest.leak()) else { return false };
    let pack = Pack(Box::leak(Box::new(catalogue)));
    change(|props| app::AppProps { pack, unavailable: false, ..props });
    true
}

/// Takes what the portal has written beside the page, when everything else is there. What it cannot use it passes over: check.html names it.
#[inline(never)]
pub fn deploy(site: &str, contacts: &str) {
    let Some(pack) = RUNNING.with_borrow(|running| running.as_ref().map(|(_, props)| props.pack)) else { return };
    let read = settings::read(pack.0, site, contacts, "");
    if read.contacts.is_empty() && read.settings == Settings::default() {
        return;
    }
    if let Some(address) = read.settings.address {
        effects::set_public_address(address);
    }
    let counter = counter::asked_for(&effects::query(), read.settings.idle);
    let pack = Pack(Box::leak(Box::new(pack.0.clone().deployed(read))));
    change(|props| app::AppProps { pack, counter, ..props });
}

/// What the portal has written, read against the built-in pack, for check.html.
#[inline(never)]
pub fn check(core: Vec<u8>, rest: Vec<u8>, site: &str, contacts: &str, theme: &str) -> String {
    let catalogue = Catalogue::core(core.leak()).and_then(|core| core.with_later(rest.leak()));
    catalogue.map_or_else(|_| String::new(), |catalogue| settings::report(&catalogue, &settings::read(&catalogue, site, contacts, theme)))
}

/// Says that the rest of the pack did not come.
pub fn unavailable() {
    change(|props| app::AppProps { unavailable: true, ..props });
}

fn change(change: impl FnOnce(app::AppProps) -> app::AppProps) {
    RUNNING.with_borrow_mut(|running| {
        if let Some((page, props)) = running {
            *props = change(props.clone());
            page.update(props.clone());
        }
    });
}
