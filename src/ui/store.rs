//! The session and the report of its answers, together: the report is made once for each change of the answers.

use std::rc::Rc;

use yew::prelude::*;

use super::Pack;
use crate::report::Report;
use crate::session::{Msg, Session};

/// What the page shows.
#[derive(Clone)]
pub struct Store {
    /// The pack as the visit began with it: its texts may be missing, its structure is the same for good.
    pub pack: Pack,
    /// The visit.
    pub session: Session,
    /// The results of its answers.
    pub report: Rc<Report>,
}

impl Store {
    /// A visit that begins.
    pub fn new(pack: Pack, session: Session) -> Store {
        let report = Rc::new(session.report(pack.0));
        Store { pack, session, report }
    }
}

impl Reducible for Store {
    type Action = Msg;

    fn reduce(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        let Some((session, made)) = self.session.update_and_report(self.pack.0, msg, Some(&self.report)) else { return self };
        let same = session.answers == self.session.answers && session.topics == self.session.topics && session.day == self.session.day;
        let report = if same {
            Rc::clone(&self.report)
        } else {
            Rc::new(made.unwrap_or_else(|| session.report_after(self.pack.0, &self.session, &self.report)))
        };
        Rc::new(Store { pack: self.pack, session, report })
    }
}
