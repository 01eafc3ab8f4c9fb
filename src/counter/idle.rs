//! Ends a visit when nobody has touched the page for a while.
//!
//! The time is asked for at each tick and never counted up, so that a computer that slept knows at once that the visit is over. A page that
//! nobody has touched since it began has nothing to forget: it does not count.

use core::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;

use crate::effects;

/// How many seconds the warning is shown, or half the limit if that is less.
const WARNING: u32 = 30;

/// Signs of life. Moving the mouse counts too, but does not end a warning: a knocked table is no visitor.
const TOUCHES: [&str; 8] = ["keydown", "pointerdown", "touchstart", "click", "wheel", "input", "afterprint", "pointermove"];

/// The watch; it ends when this value is dropped.
pub struct Watch {
    _listeners: Vec<EventListener>,
    _ticks: Interval,
}

/// Where a visit stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Someone is there, or nobody has come yet.
    Fine,
    /// The visit ends in this many seconds.
    Ending(u32),
    /// It is over.
    Over,
}

/// Calls back about once a second with the state, and at once when a warning was answered.
pub fn watch(limit: u32, tell: impl Fn(State) + 'static) -> Watch {
    let last = Rc::new(Cell::new(None::<u64>));
    let warned = Rc::new(Cell::new(false));
    let tell = Rc::new(tell);
    let tick = {
        let (last, warned, tell) = (Rc::clone(&last), Rc::clone(&warned), Rc::clone(&tell));
        move || {
            let state = state(limit, last.get().map(|last| effects::now().saturating_sub(last)));
            warned.set(matches!(state, State::Ending(_)));
            tell(state);
        }
    };
    let listen = |event: &'static str| {
        let (last, warned, tell) = (Rc::clone(&last), Rc::clone(&warned), Rc::clone(&tell));
        let window = web_sys::window()?;
        Some(EventListener::new_with_options(&window, event, EventListenerOptions::run_in_capture_phase(), move |_| {
            if event == "pointermove" && (warned.get() || last.get().is_none()) {
                return;
            }
            // While a print dialogue was open or the machine slept, no tick came: a touch does not bring a visit back that is over by then.
            let quiet = last.get().map(|last| effects::now().saturating_sub(last));
            if state(limit, quiet) == State::Over {
                tell(State::Over);
                return;
            }
            last.set(Some(effects::now()));
            // A press that takes the warning away would end as a click on what lies below it.
            let presses = matches!(event, "pointerdown" | "touchstart");
            if !presses && warned.replace(false) {
                tell(State::Fine);
            }
        }))
    };
    Watch { _listeners: TOUCHES.into_iter().filter_map(listen).collect(), _ticks: Interval::new(1000, tick) }
}

/// The state after this many milliseconds without a touch.
fn state(limit: u32, quiet: Option<u64>) -> State {
    let Some(quiet) = quiet else { return State::Fine };
    let left = (u64::from(limit) * 1000).saturating_sub(quiet).div_ceil(1000);
    match u32::try_from(left).unwrap_or(u32::MAX) {
        0 => State::Over,
        left if left <= WARNING.min(limit / 2) => State::Ending(left),
        _ => State::Fine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_comes_before_the_end() {
        for (limit, quiet, expected) in [
            (120, None, State::Fine),
            (120, Some(0), State::Fine),
            (120, Some(89_999), State::Fine),
            (120, Some(90_000), State::Ending(30)),
            (120, Some(119_001), State::Ending(1)),
            (120, Some(120_000), State::Over),
            (120, Some(9_000_000), State::Over),
            (40, Some(19_999), State::Fine),
            (40, Some(20_000), State::Ending(20)),
        ] {
            assert_eq!(state(limit, quiet), expected, "{quiet:?} of {limit}");
        }
    }
}
