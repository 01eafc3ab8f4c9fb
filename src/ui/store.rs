//! The session and the report of its answers, together: the report is made once for each change of the answers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::prelude::*;

use super::Pack;
use crate::report::Report;
use crate::session::{Msg, Session};

/// A message and what follows it.
type Ahead = (Msg, Rc<Store>);

/// What the page shows.
#[derive(Clone)]
pub struct Store {
    /// The pack as the visit began with it: its texts may be missing, its structure is the same for good.
    pub pack: Pack,
    /// The visit.
    pub session: Session,
    /// The results of its answers.
    pub report: Rc<Report>,
    /// What follows a message that is likely to come, worked out before it does.
    ahead: Rc<RefCell<Option<Ahead>>>,
    /// Whether something else is shown by now.
    left: Rc<Cell<bool>>,
}

impl Store {
    /// A visit that begins.
    pub fn new(pack: Pack, session: Session) -> Store {
        let report = Rc::new(session.report(pack.0));
        Store::with(pack, session, report)
    }

    fn with(pack: Pack, session: Session, report: Rc<Report>) -> Store {
        Store { pack, session, report, ahead: Rc::default(), left: Rc::default() }
    }

    /// Works out what follows a message, so that nobody waits when it comes. Nothing of it shows until then.
    pub fn prepare(&self, msg: Msg) {
        let known = self.ahead.borrow().as_ref().is_some_and(|(ahead, _)| *ahead == msg);
        if !self.left.get() && !known {
            let next = self.after(&msg).map(|next| (msg, Rc::new(next)));
            self.ahead.replace(next);
        }
    }

    /// What follows; none where nothing changes.
    fn after(&self, msg: &Msg) -> Option<Store> {
        let (session, made) = self.session.update_and_report(self.pack.0, msg.clone(), Some(&self.report))?;
        let same = session.answers == self.session.answers && session.topics == self.session.topics && session.day == self.session.day;
        let report = if same {
            Rc::clone(&self.report)
        } else {
            Rc::new(made.unwrap_or_else(|| session.report_after(self.pack.0, &self.session, &self.report)))
        };
        Some(Store::with(self.pack, session, report))
    }
}

impl Reducible for Store {
    type Action = Msg;

    fn reduce(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        let ahead = self.ahead.take().filter(|(ahead, _)| *ahead == msg).map(|(_, next)| next);
        match ahead.or_else(|| self.after(&msg).map(Rc::new)) {
            Some(next) => {
                self.left.set(true);
                next
            }
            None => self,
        }
    }
}
