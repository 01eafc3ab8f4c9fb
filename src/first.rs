//! The first view as HTML, rendered natively by the components themselves: intro and first question stand in `index.html` before the program comes.
//!
//! Invariants: nothing here decides or words anything; where a choice of topics would change which question comes first, the topic says so by an empty
//! list, and `assets/early.js` waits for the program. The day is the build's: the receipt that names it is hidden until the program is in charge.

use std::fmt::Write as _;
use std::rc::Rc;

use yew::{BaseComponent, Callback, LocalServerRenderer};

use super::Pack;
use super::app::{App, AppProps};
use super::pages::asking::{Asking, AskingProps};
use super::pages::intro::scope;
use super::store::Store;
use zice_core::catalogue::{Catalogue, Language};
use zice_core::date::Date;
use zice_core::facts::FactId;
use zice_core::journey::Mode;
use zice_core::report::Topics;
use zice_core::report::opening::{opening, outlook};
use zice_core::session::{Msg, Session, Stage};
use zice_core::text::Words;

/// What goes into `#app`, and behind it the first question in a template; nothing when the pack asks no question.
pub fn markup(mut catalogue: Catalogue, day: Date) -> Option<String> {
    // As the program draws it first: with the core alone.
    catalogue.outlook = Some(outlook(&catalogue, &opening(&catalogue)));
    catalogue.complete = false;
    let pack = Pack(Box::leak(Box::new(catalogue)));
    let props = AppProps {
        pack,
        topics: Topics::default(),
        foreign: false,
        refused: None,
        unavailable: false,
        carried: None,
        language: Language::Zh,
        day,
        counter: None,
        together: true,
    };
    let intro = render::<App>(props)?;
    let session = begun(pack, day, Topics::default())?;
    let Stage::Asking(fact) = session.stage else { return None };
    let store = Store::new(pack, session);
    let left = store.session.left_after(pack.0, store.findings.as_ref()?.open_sets(), fact);
    let words = Words::of(Language::Zh);
    // What stands beside the topics when none is chosen and when one is: assets/early.js writes other numbers into it.
    let scopes = [0, 1].map(|chosen| format!("\"{}\"", scope(words, chosen)));
    let facts: Vec<String> = (0..pack.0.topics.len()).map(|topic| facts_of(pack, day, topic, fact)).collect();
    let asking =
        AskingProps { store, fact, unavailable: false, send: Callback::noop(), on_change: Callback::noop(), unsent: Rc::default() };
    let question = render::<Asking>(asking)?;
    let mut markup = format!("<div id=\"app\">{intro}</div>");
    let (facts, scopes) = (facts.join(","), scopes.join(","));
    write!(
        markup,
        "<template id=\"first-question\" data-left=\"{left}\" data-facts=\"[{facts}]\" data-scopes='[{scopes}]'>{question}</template>"
    )
    .ok()?;
    Some(markup)
}

/// The visit after 开始 with these topics.
fn begun(pack: Pack, day: Date, topics: Topics) -> Option<Session> {
    Session::new(Language::Zh, day).update(pack.0, Msg::Started(topics, Mode::Full))
}

/// The facts that a topic asks for, as a list; empty where it would not begin with this one.
fn facts_of(pack: Pack, day: Date, topic: usize, first: FactId) -> String {
    let Some(session) = begun(pack, day, Topics(1 << topic)).filter(|session| session.stage == Stage::Asking(first)) else {
        return "[]".to_owned();
    };
    let facts: Vec<String> = session.report(pack.0).open.iter().map(|fact| fact.0.to_string()).collect();
    format!("[{}]", facts.join(","))
}

fn render<C: BaseComponent>(props: C::Properties) -> Option<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().ok()?;
    let renderer = LocalServerRenderer::<C>::with_props(props).hydratable(false);
    Some(tokio::task::LocalSet::new().block_on(&runtime, renderer.render()))
}
