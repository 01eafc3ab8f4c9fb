//! The results, at any moment.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::button::{PLAIN, PRIMARY, QUIET, button};
use crate::components::contacts::contacts;
use crate::components::criteria::Firm;
use crate::components::filters::filters;
use crate::components::first_things::first_things;
use crate::components::groups;
use crate::components::headline::{counts, headline};
use crate::components::ladder::ladder;
use crate::components::print_panel::print_panel;
use crate::components::qr::qr;
use crate::components::quick_note::quick_note;
use crate::components::restart::Restart;
use crate::components::share::Share;
use crate::components::sheet::{Part, Parts, sheet};
use crate::components::ways_out::WaysOut;
use crate::components::what_if::WhatIf;
use crate::place::Stays;
use crate::{Pack, effects, place};
use zice_core::catalogue::{Catalogue, SupportId};
use zice_core::explanations::founder::after_registration;
use zice_core::explanations::order::Filter;
use zice_core::facts::FactId;
use zice_core::report::{Report, SubjectId};
use zice_core::rules::verdict::Verdict;
use zice_core::session::{Msg, Session};
use zice_core::text::Words;

/// A panel that is open below the headline.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Panel {
    Share,
    Print,
}

#[derive(Properties)]
pub struct ResultsProps {
    pub pack: Pack,
    pub session: Session,
    pub report: Rc<Report>,
    pub on_question: Callback<FactId>,
    pub on_review: Callback<()>,
    pub on_continue: Callback<()>,
    /// Goes on with the full check.
    pub on_full: Callback<()>,
    pub on_restart: Callback<()>,
    /// For another answer that is tried.
    pub on_msg: Callback<Msg>,
    /// What the visitor filtered and unfolded.
    pub stays: Rc<Stays>,
}

impl PartialEq for ResultsProps {
    fn eq(&self, other: &ResultsProps) -> bool {
        self.session == other.session && Rc::ptr_eq(&self.report, &other.report)
    }
}

#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let catalogue = props.pack.0;
    let language = props.session.language;
    let words = Words::of(language);
    let panel = use_state(|| None::<Panel>);
    let parts = use_state(|| None::<Parts>);
    // The filter, and how often it was let go.
    let filter = use_state(|| (props.stays.filter.get(), 0_u32));
    let firm = Firm { catalogue, language, answers: &props.session.answers, report: &props.report };
    let left = props.session.left(catalogue, &props.report.open_sets);
    let chosen = parts.unwrap_or_else(|| Parts::usual(firm));
    let link = (*panel == Some(Panel::Share)).then(|| link_of(catalogue, &props.session));
    let code = use_code(catalogue, &props.session, chosen.has(Part::Code));
    let show = |which: Option<Panel>| {
        let panel = panel.clone();
        Callback::from(move |()| {
            panel.set(which);
            if which.is_none() {
                effects::focus("heading");
            }
        })
    };
    let on_save = {
        let session = props.session.clone();
        move |()| {
            _ = effects::save_file(
                &format!("zice-{}.json", session.day),
                &zice_core::profile::write(catalogue, &session.answers, session.topics),
            )
        }
    };
    let on_part = {
        let parts = parts.clone();
        Callback::from(move |place: usize| parts.set(Some(chosen.toggled(place))))
    };
    let choose = |round: u32| {
        let (filter, stays) = (filter.clone(), Rc::clone(&props.stays));
        Callback::from(move |next: Filter| {
            stays.filter.set(next);
            filter.set((next, filter.1 + round));
        })
    };
    let (on_filter, on_all) = (
        choose(0),
        choose(1).reform(|()| {
            // The button goes with the filter.
            effects::after_paint(|| effects::focus("filter-topic"));
            Filter::default()
        }),
    );
    let unprinted = use_state(|| false);
    let on_print = {
        let unprinted = unprinted.setter();
        Callback::from(move |()| {
            unprinted.set(false);
            let unprinted = unprinted.clone();
            effects::print(move || unprinted.set(true));
        })
    };
    let waiting = {
        let report = Rc::clone(&props.report);
        use_memo((props.session.answers.clone(), props.session.topics), move |(answers, topics)| {
            after_registration(catalogue, answers, *topics, &report)
        })
    };
    use_effect_with(*panel, |panel| match panel {
        Some(Panel::Share) => effects::focus("share-title"),
        Some(Panel::Print) => effects::focus("print-title"),
        None => {}
    });
    let on_more = {
        let stays = Rc::clone(&props.stays);
        Callback::from(move |support: SupportId| {
            if stays.filter.get() != Filter::default() {
                place::show_all();
            }
            place::unfold_below(catalogue.supports[support.index()].id);
        })
    };
    let on_see = Callback::from(|()| effects::focus("supports"));
    html! {
        <main class="zc-main" id="main" data-view="results">
            { headline(firm) }
            { first_things(firm, &on_more) }
            <section class="zc-panel zc-overview zc-screen" aria-label={words.results_title_bar}>
                <div class="zc-actions zc-actions--screen">
                    if left != 0 {
                        { button(PRIMARY, "next", format!("{} · {}", words.go_on, (words.remaining_short)(left)).into(), &props.on_continue) }
                    }
                    { button(if left == 0 { PRIMARY } else { PLAIN }, "print", words.print.into(), &on_print) }
                    { button(PLAIN, "share", words.share.into(), &show(Some(Panel::Share))) }
                    { button(PLAIN, "review", words.check_answers.into(), &props.on_review) }
                    { button(QUIET, "print-choose", words.print_choose.into(), &show(Some(Panel::Print))) }
                    <Restart {language} on_restart={props.on_restart.clone()} />
                </div>
                { quick_note(catalogue, &props.session, &props.report, &props.on_full) }
                if *unprinted {
                    <p class="zc-error" role="alert" data-note="print">{ words.print_nothing }</p>
                }
            </section>
            { match (*panel, &link) {
                (Some(Panel::Share), Some(link)) => html! {
                    <Share pack={props.pack} {language} answers={props.session.answers.clone()} link={link.clone()} {on_save} on_close={show(None)} />
                },
                (Some(Panel::Print), _) => print_panel(words, &props.report, chosen, on_part, &on_print, &show(None)),
                (None | Some(Panel::Share), _) => Html::default(),
            } }
            <div class="zc-grid">
                <div class="zc-grid__main">
                    <section class="zc-supports" aria-labelledby="supports">
                        <h2 id="supports" tabindex="-1">{ words.results_supports }</h2>
                        { counts(words, &props.report) }
                        if props.report.supports.iter().any(|report| catalogue.supports[report.support.index()].local) {
                            <p class="zc-note" data-note="plan-age">{ catalogue.age.get(language) }</p>
                        }
                    </section>
                    { groups::founder(props, words, &waiting, filter.0) }
                    { for Verdict::ALL[..4].iter().map(|verdict| groups::group(props, words, *verdict, &waiting, filter.0)) }
                    { groups::not_applicable(props, words, filter.0) }
                    { groups::over(props, words, filter.0) }
                    if let Some(report) = &props.report.ladder {
                        { ladder(firm, report, &|rung| html! {
                            <WaysOut pack={props.pack} {language} answers={props.session.answers.clone()} report={Rc::clone(&props.report)} of={SubjectId::Rung(rung)} />
                        }) }
                    }
                    { filters(catalogue, words, &props.report, props.session.topics, *filter, [&on_all, &on_see], &on_filter) }
                    <WhatIf pack={props.pack} session={props.session.clone()} report={Rc::clone(&props.report)} on_msg={props.on_msg.clone()} />
                </div>
                <aside class="zc-grid__side">
                    { contacts(catalogue, language, &props.session.answers, &props.report) }
                    { still_needed(props, words) }
                </aside>
            </div>
            { sheet(firm, chosen, &waiting, code) }
        </main>
    }
}

/// The address with the answers behind it.
fn link_of(catalogue: &'static Catalogue, session: &Session) -> String {
    let year = session.day.year().checked_sub(1);
    effects::address_with(&zice_core::link::encode_of_year(catalogue, &session.answers, session.topics, year))
}

/// The answers as a code for the sheet, made when the results have been painted: nobody prints before.
#[hook]
fn use_code(catalogue: &'static Catalogue, session: &Session, wanted: bool) -> Option<String> {
    let code = use_state(|| None::<String>);
    let setter = code.setter();
    use_effect_with((session.clone(), wanted), move |(session, wanted)| {
        let (session, wanted) = (session.clone(), *wanted);
        effects::after_paint(move || {
            let words = Words::of(session.language);
            setter.set(if wanted { qr(&link_of(catalogue, &session), words.share_code_name) } else { None });
        });
    });
    (*code).clone()
}

/// The questions whose answers would settle most, at most eight of them.
fn still_needed(props: &ResultsProps, words: &'static Words) -> Html {
    let catalogue = props.pack.0;
    let weights = zice_core::journey::weights(catalogue, &props.report.open_sets);
    let mut facts: Vec<FactId> = props.report.open.iter().collect();
    zice_core::order::sort_by_key(&mut facts, |fact| core::cmp::Reverse(weights[usize::from(fact.0)]));
    if facts.is_empty() {
        return html! { <section class="zc-panel zc-screen"><h2>{ words.still_needed }</h2><p>{ words.nothing_needed }</p></section> };
    }
    html! {
        <section class="zc-panel zc-screen" aria-labelledby="needed-title">
            <h2 id="needed-title">{ words.still_needed }</h2>
            <p class="zc-muted">{ words.still_needed_lead }</p>
            <ol class="zc-needed">
                { for facts.iter().take(8).map(|&fact| {
                    let on_click = props.on_question.reform(move |_: MouseEvent| fact);
                    let refine = props.session.answers.value(fact).is_some();
                    html! {
                        <li>
                            <button type="button" class="zc-link" data-open={catalogue.fact(fact).id} onclick={on_click}>{ catalogue.fact(fact).short.get(props.session.language) }</button>
                            if refine {
                                <span class="zc-muted zc-small">{ words.still_needed_refine }</span>
                            }
                        </li>
                    }
                }) }
            </ol>
        </section>
    }
}
