//! The session and the findings of its answers, together: they are made once for each change of the answers.
//!
//! What takes the rest of the program and of the pack waits here until that has come, and is then carried out; meanwhile the page stays as it is.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::prelude::*;

use super::Pack;
use zice_core::facts::FactId;
use zice_core::report::Findings;
use zice_core::session::{Msg, Session, Stage, Waits};

/// A message and what follows it.
type Ahead = (Msg, Session, Findings);

/// What the page shows.
#[derive(Clone)]
pub struct Store {
    /// The pack, as the page knew it last: its core alone, or all of it.
    pub pack: Pack,
    /// The visit.
    pub session: Session,
    /// What is known of its answers; none while already the first take what is not there.
    pub findings: Option<Findings>,
    /// What happened last, if it waits for the rest.
    pub pending: Option<Msg>,
    /// What follows a message that is likely to come, worked out before it does.
    ahead: Rc<RefCell<Option<Ahead>>>,
    /// Whether something else is shown by now.
    left: Rc<Cell<bool>>,
}

/// A question and what it is asked against.
pub struct Next {
    pub session: Session,
    pub findings: Findings,
    pub fact: FactId,
}

/// What the store is told.
pub enum Told {
    /// What happened.
    Happened(Msg),
    /// A field of the question at hand was changed after its button had been pressed: what waits is no longer meant.
    Withdrawn,
    /// The pack at hand, which may be whole by now.
    Has(Pack),
}

impl Store {
    /// A visit that begins.
    pub fn new(pack: Pack, session: Session) -> Store {
        let findings = session.findings(pack.0, None).ok();
        Store { pack, session, findings, pending: None, ahead: Rc::default(), left: Rc::default() }
    }

    /// Works out what follows a message, so that nobody waits when it comes. Whether that is news.
    pub fn prepare(&self, msg: Msg) -> bool {
        let known = self.ahead.borrow().as_ref().is_some_and(|(ahead, ..)| *ahead == msg);
        let news = !self.left.get() && !known;
        if news {
            let next = self.after(&msg).ok().flatten().map(|(session, findings)| (msg, session, findings));
            self.ahead.replace(next);
        }
        news
    }

    /// The question that follows what was prepared last.
    pub fn ahead(&self) -> Option<Next> {
        let ahead = self.ahead.borrow();
        let (_, session, findings) = ahead.as_ref()?;
        let Stage::Asking(fact) = session.stage else { return None };
        Some(Next { session: session.clone(), findings: findings.clone(), fact })
    }

    /// What follows; none where nothing changes.
    fn after(&self, msg: &Msg) -> Result<Option<(Session, Findings)>, Waits> {
        let before = self.findings.as_ref().ok_or(Waits)?;
        let findings_of = |next: &Session| next.findings(self.pack.0, Some((&self.session, before)));
        let Some((session, made)) = self.session.update_and_find(self.pack.0, msg.clone(), &findings_of)? else { return Ok(None) };
        if !self.pack.0.complete && session.asks_for_more(self.pack.0) {
            return Err(Waits);
        }
        let same = session.answers == self.session.answers && session.topics == self.session.topics && session.day == self.session.day;
        let findings = match made {
            _ if same => before.clone(),
            Some(made) => made,
            None => findings_of(&session)?,
        };
        Ok(Some((session, findings)))
    }

    fn happened(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        // What is prepared for something else stays as long as nothing changes.
        let prepared = self.ahead.borrow().as_ref().is_some_and(|(ahead, ..)| *ahead == msg);
        let ahead = if prepared { self.ahead.take() } else { None };
        match ahead.map_or_else(|| self.after(&msg), |(_, session, findings)| Ok(Some((session, findings)))) {
            Ok(Some((session, findings))) => {
                self.left.set(true);
                Rc::new(Store {
                    pack: self.pack,
                    session,
                    findings: Some(findings),
                    pending: None,
                    ahead: Rc::default(),
                    left: Rc::default(),
                })
            }
            Ok(None) => self,
            Err(Waits) => Rc::new(Store { pending: Some(msg), ..(*self).clone() }),
        }
    }
}

impl PartialEq for Store {
    fn eq(&self, other: &Store) -> bool {
        Rc::ptr_eq(&self.ahead, &other.ahead) && self.pack == other.pack && self.pending == other.pending
    }
}

impl Reducible for Store {
    type Action = Told;

    fn reduce(self: Rc<Self>, told: Told) -> Rc<Self> {
        match told {
            Told::Happened(msg) => self.happened(msg),
            Told::Withdrawn => Rc::new(Store { pending: None, ..(*self).clone() }),
            Told::Has(pack) if pack == self.pack => self,
            Told::Has(pack) => {
                let mut store = (*self).clone();
                store.pack = pack;
                store.findings = store.session.findings(pack.0, None).ok();
                store.ahead = Rc::default();
                let pending = store.pending.take();
                let store = Rc::new(store);
                if let Some(msg) = pending { store.happened(msg) } else { store }
            }
        }
    }
}
