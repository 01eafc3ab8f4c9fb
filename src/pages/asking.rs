//! The questions, one after the other. The question that is likely to come next is laid out, hidden, behind the current one, because a browser takes far
//! longer to lay fields out than to show them.

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::VList;

use super::question::Question;
use crate::draft::Unsent;
use crate::effects;
use crate::store::{Next, Store};
use zice_core::facts::FactId;
use zice_core::session::Msg;

#[derive(Properties)]
pub struct AskingProps {
    pub store: Store,
    pub fact: FactId,
    /// Whether the deferred part of the program could not be loaded.
    pub unavailable: bool,
    pub send: Callback<Msg>,
    /// A field was changed.
    pub on_change: Callback<()>,
    /// What was entered into the fields and is no answer yet.
    pub unsent: Rc<Unsent>,
}

impl PartialEq for AskingProps {
    fn eq(&self, other: &AskingProps) -> bool {
        // This handle is the same throughout the visit, so it needs no comparison.
        self.store == other.store && self.fact == other.fact && self.unavailable == other.unavailable
    }
}

/// The sets of fields in the page.
struct Fields {
    fact: FactId,
    /// The number of the current question's fields; those laid out behind them have the next number.
    number: u32,
    /// Whether fields are laid out behind them.
    more: bool,
}

/// The current question, and the next one once it is known. Where another question comes than the one that was laid out, its fields are changed into the new ones.
#[component]
pub fn Asking(props: &AskingProps) -> Html {
    let redraw = use_force_update();
    let ahead = props.store.ahead().filter(|next| next.fact != props.fact);
    let fields = use_mut_ref(|| Fields { fact: props.fact, number: 0, more: false });
    let number = {
        let mut fields = fields.borrow_mut();
        if fields.fact != props.fact {
            fields.number += u32::from(fields.more);
            fields.fact = props.fact;
        }
        fields.more = ahead.is_some();
        fields.number
    };
    // Of several guesses within one frame only the last one counts.
    let count = use_mut_ref(|| 0);
    let on_likely = {
        let store = props.store.clone();
        Callback::from(move |msg: Msg| {
            let now = *count.borrow() + 1;
            *count.borrow_mut() = now;
            let (store, redraw, count) = (store.clone(), redraw.clone(), Rc::clone(&count));
            effects::after_paint(move || {
                if *count.borrow() == now && store.prepare(msg) {
                    redraw.force_update();
                }
            });
        })
    };
    let (store, send) = (&props.store, &props.send);
    let question = |Next { session, findings, fact }, ahead: bool| {
        let waits = store.pending.as_ref().filter(|_| !ahead).map(|_| props.unavailable);
        html! {
            <Question key={number + u32::from(ahead)} pack={store.pack} {session} {findings} {fact} {ahead} {waits}
                on_review={send.reform(|()| Msg::OpenedReview)} on_results={send.reform(|()| Msg::OpenedResults)}
                on_likely={on_likely.clone()} on_change={props.on_change.clone()} unsent={Rc::clone(&props.unsent)}
                on_answer={send.reform(|(fact, value)| Msg::Answered(fact, value))} on_unknown={send.reform(Msg::DidNotKnow)}
                on_skip={send.reform(Msg::Skipped)} on_back={send.reform(|()| Msg::WentBack)} on_together={send.reform(|()| Msg::Together(true))} />
        }
    };
    let Some(findings) = store.findings.clone() else { return Html::default() };
    let mut shown = vec![question(Next { session: store.session.clone(), findings, fact: props.fact }, false)];
    if let Some(next) = ahead {
        shown.push(question(next, true));
    }
    VList::with_children(shown, None).into()
}
