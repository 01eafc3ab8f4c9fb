//! The browser's own Back and Forward: each view is an entry of its history.
//!
//! An entry holds a number and nothing else; which view the number means stands here, in memory, and goes with the page. Not so inside a frame,
//! where the entries would be the host's, nor at a counter, where the next visitor must find none: there nothing is written.
//! Going to the view right before, by whatever button, goes back an entry instead of adding one; the intro is always the first.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use web_sys::{History, ScrollRestoration};
use yew::prelude::*;

use super::app::Raw;
use super::draft::Unsent;
use super::effects;
use super::store::{Store, Told};
use zice_core::session::{Msg, Place, Stage};

/// A view: where the visit is. Answers are no part of it.
#[derive(Clone, Copy, PartialEq)]
pub struct Spot {
    pub stage: Stage,
    pub return_to: Option<Place>,
}

/// The views behind the numbers, and the one at hand.
struct Trail {
    history: History,
    /// None is the page of a link or a file: there is no way back to it.
    spots: Vec<Option<Spot>>,
    at: usize,
    /// What the page shows.
    now: Option<Spot>,
    /// Whether the browser is on its way to another entry on our behalf.
    travels: bool,
}

impl Trail {
    /// Begins at the entry at hand; after the page was loaded again, at the first of its entries.
    fn begin(now: Option<Spot>) -> Option<Trail> {
        let window = web_sys::window()?;
        let history = window.history().ok()?;
        if window.parent().ok().flatten().is_some_and(|parent| parent != window) {
            return None;
        }
        _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        let mut trail = Trail { history, spots: vec![now], at: 0, now, travels: false };
        match trail.number() {
            Some(before) if before != 0 => trail.travel(0, before),
            _ => trail.write(false),
        }
        Some(trail)
    }

    /// The number of the browser's entry.
    fn number(&self) -> Option<usize> {
        self.history.state().ok()?.as_f64().map(|number| number as usize)
    }

    /// Writes the number into a new entry or into the one at hand.
    fn write(&self, new: bool) {
        let number = (self.at as f64).into();
        _ = if new { self.history.push_state(&number, "") } else { self.history.replace_state(&number, "") };
    }

    /// To another entry; the browser takes its time and then says so.
    fn travel(&mut self, to: usize, from: usize) {
        self.at = to;
        self.travels = true;
        _ = self.history.go_with_delta(to as i32 - from as i32);
    }

    /// Makes the history follow what the page shows.
    fn settle(&mut self) {
        let (from, now) = (self.at, self.now);
        if self.travels || self.spots[from] == now {
            return;
        }
        let begins = now.is_some_and(|spot| spot.stage == Stage::Intro);
        let back = if begins { from } else { usize::from(from != 0 && self.spots[from - 1] == now) };
        if begins {
            // What was before is behind the visitor for good.
            self.spots = vec![now];
        }
        if back != 0 {
            self.travel(from - back, from);
        } else if !begins && from != 0 && self.spots[from].is_none() {
            self.spots[from] = now;
        } else if !begins {
            if from == 0 {
                self.spots[0] = Some(Spot { stage: Stage::Intro, return_to: None });
            }
            self.spots.truncate(from + 1);
            self.spots.push(now);
            self.at += 1;
            // A link put into the address has an entry from the browser, without a number.
            self.write(self.number().is_some());
        }
    }

    /// The browser has gone to another entry: the view to show, if it is not there already.
    fn arrived(&mut self) -> Option<Spot> {
        let number = self.number()?;
        if self.travels {
            self.travels = false;
            self.at = number.min(self.spots.len() - 1);
            self.settle();
            return None;
        }
        let spot = self.spots.get(number).copied().flatten();
        if spot.is_some() {
            // What was still to be written is left behind.
            (self.at, self.now) = (number, spot);
        } else {
            // An entry of a visit that is over.
            self.travel(self.at, number);
        }
        spot
    }
}

/// Keeps the browser's history and the page in step; `wanted` is false at a counter.
#[hook]
pub fn use_trail(spot: Spot, carried: &UseStateHandle<Option<Raw>>, store: (UseReducerDispatcher<Store>, &Rc<Unsent>), wanted: bool) {
    let (dispatcher, unsent) = store;
    let trail = use_mut_ref(|| None::<Trail>);
    let now = carried.is_none().then_some(spot);
    {
        let (trail, carried, unsent) = (Rc::clone(&trail), carried.setter(), Rc::clone(unsent));
        use_effect_with((), move |()| {
            *trail.borrow_mut() = wanted.then(|| Trail::begin(now)).flatten();
            let listener = web_sys::window()
                .map(|window| EventListener::new(&window, "popstate", move |_| show(&trail, &carried, &dispatcher, &unsent)));
            move || drop(listener)
        });
    }
    use_effect_with(now, move |&now| {
        if let Some(trail) = trail.borrow_mut().as_mut() {
            // Of views that follow each other before one is painted, each has its entry.
            trail.settle();
            trail.now = now;
        }
        // Writing an entry takes the browser as long as drawing the view.
        effects::after_paint(move || {
            if let Some(trail) = trail.borrow_mut().as_mut() {
                trail.settle();
            }
        });
    });
}

/// Shows the view of the entry that the browser has gone to.
fn show(trail: &RefCell<Option<Trail>>, carried: &UseStateSetter<Option<Raw>>, dispatcher: &UseReducerDispatcher<Store>, unsent: &Unsent) {
    let spot = trail.borrow_mut().as_mut().and_then(Trail::arrived);
    if let Some(spot) = spot {
        carried.set(None);
        if let Some(msg) = unsent.with(Msg::Returned(spot.stage, spot.return_to)) {
            dispatcher.dispatch(Told::Happened(msg));
        }
    }
}
