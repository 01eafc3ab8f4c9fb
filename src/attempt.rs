//! A try to connect, by which a visitor sees what the browser does about it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{SecurityPolicyViolationEvent, XmlHttpRequest};

/// What came of an attempt to connect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attempt {
    /// It is under way.
    Tried,
    /// The browser's policy refused it.
    Refused,
    /// It went through.
    Passed,
    /// It did not get through, and nobody said that a policy was the reason: without a network, or in a browser that does not name its reasons.
    Failed,
}

/// What an attempt asks for; a report of the browser counts if it is about this.
const ATTEMPT: &str = "index.html?attempt";
/// What it asks for from a file: Firefox exempts the files beside it from the page's policy. The name can never belong to anybody.
const FROM_FILE: &str = "https://zice.invalid/?attempt";
/// The part of it that every browser reports: of another origin some leave out the path.
const FROM_FILE_ORIGIN: &str = "https://zice.invalid";
/// Milliseconds within which the browser's report follows its refusal.
const REPORTED_WITHIN: u32 = 700;
/// Milliseconds after which an attempt that nobody answered has failed.
const ANSWERED_WITHIN: u32 = 8000;

/// Tries to reach the page's own site, so that a visitor sees what the browser does about it. Calls back once.
pub fn attempt_connection(callback: impl Fn(Attempt) + 'static) {
    let window = web_sys::window();
    let from_file = window.as_ref().and_then(|window| window.location().protocol().ok()).is_some_and(|protocol| protocol == "file:");
    let document = window.and_then(|window| window.document());
    let (Some(document), Ok(request)) = (document, XmlHttpRequest::new()) else { return callback(Attempt::Failed) };
    let open = Rc::new(RefCell::new(Vec::new()));
    let end = {
        let open = Rc::clone(&open);
        Rc::new(move |outcome| {
            // The first outcome is the one; all others are no longer heard.
            if !open.take().is_empty() {
                callback(outcome);
            }
        })
    };
    // Not within the listener that it drops.
    let soon = |outcome, wait| {
        let end = Rc::clone(&end);
        move || {
            let end = Rc::clone(&end);
            Timeout::new(wait, move || end(outcome)).forget();
        }
    };
    let (refused, passed) = (soon(Attempt::Refused, 0), soon(Attempt::Passed, 0));
    let (failed, silent) = (soon(Attempt::Failed, REPORTED_WITHIN), soon(Attempt::Failed, ANSWERED_WITHIN));
    let report = EventListener::new(document.as_ref(), "securitypolicyviolation", move |event| {
        if event.dyn_ref::<SecurityPolicyViolationEvent>().is_some_and(|report| is_about(&report.blocked_uri())) {
            refused();
        }
    });
    let load = EventListener::once(request.as_ref(), "load", move |_| passed());
    let error = EventListener::once(request.as_ref(), "error", move |_| failed());
    *open.borrow_mut() = vec![report, load, error];
    if request.open("GET", if from_file { FROM_FILE } else { ATTEMPT }).and_then(|()| request.send()).is_err() {
        soon(Attempt::Failed, REPORTED_WITHIN)();
    }
    silent();
}

/// Whether what the browser refused is the attempt.
fn is_about(refused: &str) -> bool {
    refused.ends_with(ATTEMPT) || refused.starts_with(FROM_FILE_ORIGIN)
}
