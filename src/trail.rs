//! The browser's own Back and Forward: each view is an entry of its history.
//!
//! An entry holds its number, the visit that it belongs to and its view; the entry at hand also holds the answers, as a link would, so that a page that is
//! loaded again, or that the browser threw away behind another tab, goes on where it was. They end with the tab. Not so inside a frame, where the entries
//! would be the host's, nor at a counter, where the next visitor must find none: there nothing is written.
//! Going to the view right before, by whatever button, goes back an entry instead of adding one; the intro is always the first.
//!
//! `4 1764532800000 q.employees.- fz p=AQ…`: number, visit, view with the place to return to, then (the entry at hand only) journey and language, and the
//! answers; `c=…` in place of these is a link that was opened and not used yet.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use web_sys::{History, ScrollRestoration};
use yew::prelude::*;

use super::app::Raw;
use super::draft::Unsent;
use super::store::{Store, Told};
use super::{Pack, effects};
use zice_core::catalogue::{Catalogue, Language};
use zice_core::facts::FactId;
use zice_core::journey::Mode;
use zice_core::link;
use zice_core::session::{Msg, Place, Session, Stage};

/// A view: where the visit is. Answers are no part of it.
#[derive(Clone, Copy, PartialEq)]
pub struct Spot {
    pub stage: Stage,
    pub return_to: Option<Place>,
}

/// The views behind the numbers, and the one at hand.
struct Trail {
    pack: Pack,
    history: History,
    /// When the visit began, which tells its entries from those of one that was cleared.
    visit: String,
    /// What the entry at hand holds beside its view.
    kept: AttrValue,
    /// None is the page of a link or a file: there is no way back to it.
    spots: Vec<Option<Spot>>,
    at: usize,
    /// What the page shows.
    now: Option<Spot>,
    /// Whether the browser is on its way to another entry on our behalf.
    travels: bool,
}

impl Trail {
    /// Begins at the entry at hand; after the page was loaded again, at the first of its entries, or where the visit goes on.
    fn begin(pack: Pack, now: Option<Spot>, resumes: bool, kept: AttrValue) -> Option<Trail> {
        let window = web_sys::window()?;
        let history = window.history().ok()?;
        if window.parent().ok().flatten().is_some_and(|parent| parent != window) {
            return None;
        }
        _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        let visit = effects::now().to_string();
        let mut trail = Trail { pack, history, visit, kept, spots: vec![now], at: 0, now, travels: false };
        match trail.number() {
            Some(before) if resumes => {
                trail.visit = trail.part(1).unwrap_or_default();
                trail.spots = vec![None; before + 1];
                trail.at = before;
            }
            Some(before) if before != 0 => trail.travel(0, before),
            _ => trail.write(false),
        }
        Some(trail)
    }

    /// A part of what the browser's entry holds.
    fn part(&self, place: usize) -> Option<String> {
        self.history.state().ok()?.as_string()?.split(' ').nth(place).map(str::to_owned)
    }

    /// The number of the browser's entry.
    fn number(&self) -> Option<usize> {
        self.part(0)?.parse().ok()
    }

    /// Writes a new entry or the one at hand.
    fn write(&self, new: bool) {
        let entry = (self.named(true).as_str()).into();
        _ = if new { self.history.push_state(&entry, "") } else { self.history.replace_state(&entry, "") };
    }

    /// What the entry at hand holds: with the answers while it is the one at hand.
    fn named(&self, with: bool) -> String {
        let view = self.spots.get(self.at).copied().flatten().map_or_else(|| "-".to_owned(), |spot| viewed(self.pack.0, spot));
        format!("{} {} {view}{}", self.at, self.visit, if with { self.kept.as_str() } else { "" })
    }

    /// The entry is about to be left: the answers go along.
    fn leave(&self) {
        if !self.kept.is_empty() {
            _ = self.history.replace_state(&self.named(false).as_str().into(), "");
        }
    }

    /// The answers have changed.
    fn keep(&mut self, pack: Pack, kept: AttrValue) {
        self.pack = pack;
        self.kept = kept;
        // Until the browser has arrived, the entry is another one; and until the visit goes on that it holds, it stays as it is.
        let waits = self.kept.is_empty() && self.spots[self.at].is_none();
        if !waits && !self.travels && self.number() == Some(self.at) {
            self.write(false);
        }
    }

    /// To another entry; the browser takes its time and then says so.
    fn travel(&mut self, to: usize, from: usize) {
        self.leave();
        self.at = to;
        self.travels = true;
        _ = self.history.go_with_delta(to as i32 - from as i32);
    }

    /// The view of an entry that was written before the page was loaded again.
    fn before(&self, number: usize) -> Option<Spot> {
        let ours = self.pack.0.complete && number < self.spots.len() && self.part(1).is_some_and(|visit| visit == self.visit);
        if ours { view_of(self.pack.0, &self.part(2)?) } else { None }
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
            self.leave();
            self.spots = vec![now];
            self.visit = effects::now().to_string();
        }
        if begins && back == 0 {
            self.write(false);
        }
        if back != 0 {
            self.travel(from - back, from);
        } else if !begins && from != 0 && self.spots[from].is_none() {
            self.spots[from] = now;
            self.write(false);
        } else if !begins {
            if from == 0 {
                self.spots[0] = Some(Spot { stage: Stage::Intro, return_to: None });
            }
            self.leave();
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
            self.write(false);
            self.settle();
            return None;
        }
        let spot = self.spots.get(number).copied().flatten().or_else(|| self.before(number));
        if spot.is_some() {
            // What was still to be written is left behind.
            (self.at, self.now) = (number, spot);
            if let Some(known) = self.spots.get_mut(number) {
                *known = spot;
            }
            self.write(false);
        } else {
            // An entry of a visit that is over.
            self.travel(self.at, number);
        }
        spot
    }
}

/// A view as an entry names it.
fn viewed(catalogue: &Catalogue, spot: Spot) -> String {
    let back = match spot.return_to {
        None => "-",
        Some(Place::Review) => "v",
        Some(Place::Results) => "r",
    };
    match spot.stage {
        Stage::Intro => "i".to_owned(),
        Stage::Reviewing => "v".to_owned(),
        Stage::Results => "r".to_owned(),
        Stage::Asking(fact) => format!("q.{}.{back}", catalogue.fact(fact).id),
        Stage::Screen(screen) => format!("s.{}", catalogue.screens.get(usize::from(screen)).map_or("", |screen| screen.id)),
    }
}

/// The view that an entry names; after the page was loaded again. A gate (xtask/later.txt).
#[inline(never)]
fn view_of(catalogue: &Catalogue, named: &str) -> Option<Spot> {
    let (stage, return_to) = match named {
        "i" => (Stage::Intro, None),
        "v" => (Stage::Reviewing, None),
        "r" => (Stage::Results, None),
        screen if screen.starts_with("s.") => {
            let place = catalogue.screens.iter().position(|known| screen.strip_prefix("s.") == Some(known.id))?;
            (Stage::Screen(u8::try_from(place).ok()?), None)
        }
        question => {
            let (id, back) = question.strip_prefix("q.")?.rsplit_once('.')?;
            let fact = catalogue.facts.iter().position(|fact| fact.id == id)?;
            let place = match back {
                "v" => Some(Place::Review),
                "r" => Some(Place::Results),
                _ => None,
            };
            (Stage::Asking(FactId(fact as _)), place)
        }
    };
    Some(Spot { stage, return_to })
}

/// What the entry at hand keeps of a visit.
fn kept(catalogue: &Catalogue, session: &Session) -> String {
    let mode = if session.mode == Mode::Quick { 'k' } else { 'f' };
    let language = if session.language == Language::En { 'e' } else { 'z' };
    let year = session.day.year().checked_sub(1);
    format!(" {mode}{language} p={}", link::encode_of_year(catalogue, &session.answers, session.topics, year))
}

/// The visit that an entry holds, should the page have been loaded again. A gate (xtask/later.txt).
#[inline(never)]
pub fn resumed(catalogue: &Catalogue, entry: &str, now: &Session) -> Option<Session> {
    let mut parts = entry.split(' ').skip(2);
    let spot = view_of(catalogue, parts.next()?)?;
    let how = parts.next()?;
    let restored = link::decode(catalogue, parts.next()?.strip_prefix("p=")?).ok()?;
    Some(Session {
        answers: restored.answers,
        topics: restored.topics,
        mode: if how.starts_with('k') { Mode::Quick } else { Mode::Full },
        language: if how.ends_with('e') { Language::En } else { Language::Zh },
        stage: spot.stage,
        return_to: spot.return_to,
        ..now.clone()
    })
}

/// What the browser's entry holds of a visit that the page lost when it was loaded again.
pub fn left_behind() -> Option<Raw> {
    let window = web_sys::window()?;
    let entry = window.history().ok()?.state().ok()?.as_string()?;
    // By parts, as a search for a text would bring 1 kB of the standard library into the first file.
    let link = entry.split(' ').find_map(|part| part.strip_prefix("c="));
    match link {
        Some(link) => Some(Raw::Link(link.to_owned())),
        None => entry.split(' ').any(|part| part.starts_with("p=")).then_some(Raw::Kept(entry)),
    }
}

/// What the entry at hand says: the view, and what it holds beside it.
pub struct Said {
    pub pack: Pack,
    pub spot: Spot,
    pub kept: AttrValue,
}

/// Keeps the browser's history and the page in step; `wanted` is false at a counter.
#[hook]
pub fn use_trail(said: Said, carried: &UseStateHandle<Option<Raw>>, store: (UseReducerDispatcher<Store>, &Rc<Unsent>), wanted: bool) {
    let Said { pack, spot, kept } = said;
    let (dispatcher, unsent) = store;
    let resumes = matches!(**carried, Some(Raw::Kept(_)));
    let trail = use_mut_ref(|| None::<Trail>);
    let now = carried.is_none().then_some(spot);
    {
        let (trail, carried, unsent, kept) = (Rc::clone(&trail), carried.setter(), Rc::clone(unsent), kept.clone());
        use_effect_with((), move |()| {
            *trail.borrow_mut() = wanted.then(|| Trail::begin(pack, now, resumes, kept)).flatten();
            let listener = web_sys::window()
                .map(|window| EventListener::new(&window, "popstate", move |_| show(&trail, &carried, &dispatcher, &unsent)));
            move || drop(listener)
        });
    }
    {
        let trail = Rc::clone(&trail);
        use_effect_with((pack, kept), move |(pack, kept)| {
            let (pack, kept) = (*pack, kept.clone());
            effects::after_paint(move || {
                if let Some(trail) = trail.borrow_mut().as_mut() {
                    trail.keep(pack, kept);
                }
            });
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

/// What the browser's entry keeps: a link that was opened and not used yet, the answers of a visit, or nothing.
#[hook]
pub fn use_kept(pack: Pack, session: &Session, carried: &UseStateHandle<Option<Raw>>) -> AttrValue {
    let known = (pack, (**carried).clone(), session.answers.clone(), session.topics, session.mode, session.language.tag());
    let held = use_memo(known, |(pack, carried, ..)| match carried {
        Some(Raw::Link(text)) => AttrValue::from(format!(" c={text}")),
        Some(Raw::File(_) | Raw::Kept(_) | Raw::Lost) => AttrValue::default(),
        None if session.answers.is_empty() || !pack.0.complete => AttrValue::default(),
        None => kept(pack.0, session).into(),
    });
    (*held).clone()
}

/// A visit that was kept goes on as soon as everything is there.
#[hook]
pub fn use_resumed(store: &UseReducerHandle<Store>, carried: &UseStateHandle<Option<Raw>>, waits: bool) {
    let (store, carried) = (store.clone(), carried.clone());
    use_effect_with((matches!(*carried, Some(Raw::Kept(_))), waits), move |&(kept, waits)| {
        if kept
            && !waits
            && let Some(Raw::Kept(entry)) = &*carried
        {
            if let Some(visit) = resumed(store.pack.0, entry, &store.session) {
                store.dispatch(Told::Happened(Msg::Resumed(Box::new(visit))));
            }
            carried.set(None);
        }
    });
}
