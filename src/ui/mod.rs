//! The page: a thin Yew shell over the core, and the only room with the browser in it.
//!
//! Components are functions of their props. Effects stand in [`effects`]: focus, title, fragment, printing, the clipboard, today's date.
#![expect(missing_docs, reason = "props and parts of the page are named for what they are")]

use yew::prelude::*;

use crate::built_in;
use crate::catalogue::Catalogue;

pub mod app;
pub mod components;
pub mod counter;
pub mod draft;
pub mod effects;
pub mod pages;
pub mod shown;
pub mod store;

/// The catalogue, compared by address: there is one, and it never changes.
#[derive(Clone, Copy)]
pub struct Pack(pub &'static Catalogue);

impl PartialEq for Pack {
    fn eq(&self, other: &Pack) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

/// Takes the page over.
pub fn start() {
    match built_in::catalogue() {
        Ok(catalogue) => {
            let props = app::AppProps {
                pack: Pack(Box::leak(Box::new(catalogue))),
                fragment: effects::take_fragment(),
                language: effects::language(),
                day: effects::today(),
                counter: counter::asked_for(&effects::query()),
            };
            let handle = match effects::root() {
                Some(root) => yew::Renderer::<app::App>::with_root_and_props(root, props).render(),
                None => yew::Renderer::<app::App>::with_props(props).render(),
            };
            effects::on_leave(move || handle.destroy());
        }
        Err(_) => effects::show_failure(),
    }
}

/// A class list with a modifier when it applies: `zc-option zc-option--on`.
pub fn modified(block: &'static str, modifier: &'static str, applies: bool) -> Classes {
    classes!(block, applies.then(|| format!("{block}--{modifier}")))
}
