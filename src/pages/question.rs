//! One question: where you are, what is asked, where to find it, the choices, and why it is asked. At hand it is the page's main part; ahead, it stands
//! laid out where nobody sees it, without the names that only one may have.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::Pack;
use crate::components::answer_fields::{Asked, answer_fields, bands_for};
use crate::components::error_summary::ErrorSummary;
use crate::components::waiting::Waiting;
use crate::components::why::Why;
use crate::draft::{Draft, Edit, Kept as Filled, Unsent};
use zice_core::catalogue::Catalogue;
use zice_core::facts::{Answer, FactId, FactKind, FactSet, FactValue};
use zice_core::journey::Mode;
use zice_core::report::Findings;
use zice_core::session::{Msg, Session};
use zice_core::text::{self, Words};

/// Milliseconds without a digit after which a figure counts as written.
const PAUSE: u32 = 200;

#[derive(Properties)]
pub struct QuestionProps {
    pub pack: Pack,
    pub session: Session,
    pub findings: Findings,
    pub fact: FactId,
    /// Whether another question is at hand.
    pub ahead: bool,
    /// Set while what was pressed waits for the rest of the program: whether that did not come.
    pub waits: Option<bool>,
    pub on_answer: Callback<(FactId, FactValue)>,
    /// What is likely to happen: the answer that stands in the fields is sent, or, without one, 不清楚 is pressed.
    pub on_likely: Callback<Msg>,
    /// A field was changed.
    pub on_change: Callback<()>,
    /// What stands in the fields and is no answer yet.
    pub unsent: Rc<Unsent>,
    /// 不清楚.
    pub on_unknown: Callback<FactId>,
    /// 跳过.
    pub on_skip: Callback<FactId>,
    pub on_back: Callback<()>,
    pub on_review: Callback<()>,
    pub on_results: Callback<()>,
    /// Several questions a view again.
    pub on_together: Callback<()>,
}

impl PartialEq for QuestionProps {
    fn eq(&self, other: &QuestionProps) -> bool {
        let same = self.session == other.session && self.findings.is(&other.findings) && self.fact == other.fact;
        same && self.pack == other.pack && self.waits == other.waits && self.ahead == other.ahead
    }
}

/// What the visitor has done to the question at hand.
#[derive(Clone)]
struct Kept {
    fact: FactId,
    /// Which of the questions shown one after the other in these fields it is.
    turn: u32,
    draft: Draft,
    /// The fields as they were refused: the message is made anew in the language of the page.
    refused: Option<Draft>,
    attempts: u32,
}

#[component]
pub fn Question(props: &QuestionProps) -> Html {
    let catalogue = props.pack.0;
    let words = Words::of(props.session.language);
    let about = catalogue.fact(props.fact);
    // Another question than the one that stood ready takes over its fields: the browser then draws again only what differs. What was done to one ends with
    // it. It is kept beside the drawing, so that what is done at once finds what was done right before.
    let kept = {
        let begin = |turn| {
            let draft = Draft::of(catalogue, props.fact, props.session.answers.get(props.fact));
            Kept { fact: props.fact, turn, draft, refused: None, attempts: 0 }
        };
        let kept = use_mut_ref(|| begin(0));
        let now = (kept.borrow().fact, kept.borrow().turn);
        if now.0 != props.fact {
            kept.replace(begin(now.1 + 1));
        }
        kept
    };
    let redraw = use_force_update();
    let Kept { turn, draft, refused, attempts, .. } = kept.borrow().clone();
    let error: Option<AttrValue> =
        refused.as_ref().and_then(|refused| refused.value(catalogue, words, props.fact).err()).map(AttrValue::from);
    let number = matches!(about.kind, FactKind::Number { .. });
    // Once per question, not once per keystroke.
    let bands =
        use_memo((props.fact, props.session.answers.clone(), props.session.topics), |(_, given, topics)| match props.findings.report() {
            Some(report) if number => bands_for(catalogue, given, report, *topics, props.fact),
            _ => Vec::new(),
        });
    {
        let (fact, on_likely) = (props.fact, props.on_likely.clone());
        // What is prepared ends with each change of the visit, and some leave the question where it is.
        let visit = (props.pack, words.language.tag(), props.session.answers.len(), props.session.return_to);
        use_effect_with((turn, draft.clone(), props.ahead, visit), move |(_, draft, ahead, _)| {
            let mut written = None;
            if !ahead {
                let likely = draft.value(catalogue, words, fact).map_or(Msg::DidNotKnow(fact), |value| Msg::Answered(fact, value));
                if draft.figure.trim().is_empty() {
                    on_likely.emit(likely);
                } else {
                    // A figure is written digit by digit.
                    written = Some(Timeout::new(PAUSE, move || on_likely.emit(likely)));
                }
            }
            move || drop(written)
        });
    }

    let change = {
        let kept = Rc::clone(&kept);
        move |change: &mut dyn FnMut(&mut Kept)| {
            change(&mut kept.borrow_mut());
            redraw.force_update();
        }
    };
    let refuse = {
        let change = change.clone();
        Callback::from(move |()| {
            change(&mut |kept| {
                kept.refused = Some(kept.draft.clone());
                kept.attempts += 1;
            })
        })
    };
    let on_edit = {
        let (change, on_change, unsent, fact, refuse) =
            (change.clone(), props.on_change.clone(), Rc::clone(&props.unsent), props.fact, refuse.clone());
        Callback::from(move |edit: Edit| {
            on_change.emit(());
            change(&mut |kept| {
                kept.draft.edit(edit.clone());
                match kept.draft.value(catalogue, words, fact) {
                    Err(_) if kept.draft.is_empty() => unsent.forget(),
                    value => unsent.put(value.ok().map(|value| Filled::Answer(fact, value)), refuse.clone()),
                }
            });
        })
    };
    let on_submit = {
        let (fact, on_answer) = (props.fact, props.on_answer.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let draft = kept.borrow().draft.clone();
            match draft.value(catalogue, words, fact) {
                Ok(value) => on_answer.emit((fact, value)),
                Err(_) => refuse.emit(()),
            }
        })
    };
    let ahead = props.ahead;
    let asked = Asked {
        catalogue,
        language: props.session.language,
        fact: props.fact,
        answers: &props.session.answers,
        day: props.session.day,
        bands: &bands,
        ahead,
    };
    let why = html! {
        <Why {turn} pack={props.pack} language={props.session.language} answers={props.session.answers.clone()} topics={props.session.topics}
            findings={props.findings.clone()} fact={props.fact} />
    };
    // Where options have two digits, 不清楚 has two as well.
    let first_field = if number { "figure" } else { "answer-0" };
    html! {
        <main class="zc-main zc-main--narrow" hidden={ahead} id={named(props, "main")} data-view={named(props, "question")}
            data-step={(!ahead).then(|| props.session.question_number(props.pack.0).to_string())}>
            { progress(props, words) }
            if let Some(message) = &error {
                <ErrorSummary language={props.session.language} message={message.clone()} field={first_field} attempt={attempts} />
            }
            <form data-question={named(props, about.id)} autocomplete="off" novalidate=true onsubmit={on_submit}>
                <fieldset class="zc-fieldset" aria-describedby={named(props, if error.is_some() && !number { "hint answer-error" } else { "hint" })}>
                    <legend class="zc-legend"><h1 key={turn} id={named(props, "heading")} tabindex="-1">{ about.question.get(props.session.language) }</h1></legend>
                    <p class="zc-hint" id={named(props, "hint")}>{ about.hint.get(props.session.language) }</p>
                    if let Some(note) = (number && catalogue.complete).then(|| year_note(catalogue, words, props)).flatten() {
                        <p class="zc-hint" data-year={(!ahead).then_some("asked")}>{ note }</p>
                    }
                    if let Some(message) = error.as_ref().filter(|_| !number) {
                        <p class="zc-error" id="answer-error"><span class="zc-hidden">{ words.error_prefix }</span>{ message.clone() }</p>
                    }
                    { answer_fields(asked, &draft, &on_edit, error.as_ref()) }
                </fieldset>
                { actions(props, words, bands.len()) }
            </form>
            if let Some(unavailable) = props.waits {
                <Waiting language={props.session.language} {unavailable} whole=false />
            }
            { why }
        </main>
    }
}

/// A name that only the question at hand has.
fn named(props: &QuestionProps, name: &'static str) -> Option<&'static str> {
    (!props.ahead).then_some(name)
}

/// On, without an answer for good, back, and without an answer for now.
fn actions(props: &QuestionProps, words: &'static Words, bands: usize) -> Html {
    let fact = props.fact;
    let skipped = is_skipped(props);
    let about = props.pack.0.fact(fact);
    let key = match about.kind {
        // There 0 is a figure.
        FactKind::Number { .. } if 9 < bands => ".00",
        FactKind::Number { .. } => ".0",
        _ if 9 < about.options.len() => "00",
        _ => words.unknown_key,
    };
    let hint = if props.session.mode == Mode::Quick { words.pass_hint_quick } else { words.pass_hint };
    html! {
        <>
            <div class="zc-actions">
                <button type="submit" class="zc-button zc-button--primary" data-action={named(props, "next")}>{ if props.session.return_to.is_some() { words.save } else { words.next } }</button>
                <button type="button" class="zc-button" data-action={named(props, "unknown")} data-key={key}
                    onclick={props.on_unknown.reform(move |_: MouseEvent| fact)}>{ words.unknown }</button>
                <button type="button" class="zc-button" data-action={named(props, "skip")}
                    onclick={props.on_skip.reform(move |_: MouseEvent| fact)}>{ if skipped { words.skip_again } else { words.skip } }</button>
                <button type="button" class="zc-link" data-action={named(props, "back")} onclick={props.on_back.reform(|_: MouseEvent| ())}>{ words.back }</button>
            </div>
            if !skipped && props.session.return_to.is_none() {
                <p class="zc-muted zc-small zc-actions__hint">{ hint }</p>
            }
        </>
    }
}

fn is_skipped(props: &QuestionProps) -> bool {
    matches!(props.session.answers.get(props.fact), Some(Answer::Skipped(_)))
}

/// Which question this is, and how many can still come: as shown, and as announced.
pub fn place(pack: Pack, session: &Session, open: &[FactSet], fact: FactId) -> (String, String) {
    let words = Words::of(session.language);
    let skipped = matches!(session.answers.get(fact), Some(Answer::Skipped(_)));
    let which = if skipped { words.skipped_before.to_owned() } else { (words.question_number)(session.question_number(pack.0)) };
    (which, (words.remaining)(session.left_after(pack.0, open, fact)))
}

/// Heading of the group, number of the question, an honest bound on the rest, and the way to the results.
fn progress(props: &QuestionProps, words: &'static Words) -> Html {
    let about = props.pack.0.fact(props.fact);
    let (which, left) = place(props.pack, &props.session, props.findings.open_sets(), props.fact);
    let done = props.session.question_number(props.pack.0);
    let total = done + props.session.left_after(props.pack.0, props.findings.open_sets(), props.fact) as usize;
    html! {
        <div class="zc-progress">
            <p class="zc-progress__line">
                <span>{ (words.group)(about.group) }{ " · " }{ which }</span>
                <span class="zc-progress__left">{ left.clone() }</span>
            </p>
            <progress class="zc-progress__track" max={total.to_string()} value={done.saturating_sub(1).to_string()} aria-label={left}></progress>
            <div class="zc-progress__ways">
                <button type="button" class="zc-link" data-action={named(props, "results")} onclick={props.on_results.reform(|_: MouseEvent| ())}>{ words.see_results_now }</button>
                if props.session.apart {
                    { together(props) }
                }
                if !props.session.answers.is_empty() {
                    <button type="button" class="zc-link" data-action={named(props, "review")} onclick={props.on_review.reform(|_: MouseEvent| ())}>{ words.check_answers }</button>
                }
            </div>
        </div>
    }
}

/// The way back to several questions a view. A gate (xtask/later.txt), like the next.
#[inline(never)]
fn together(props: &QuestionProps) -> Html {
    let label = Words::of(props.session.language).screens().together;
    html! { <button type="button" class="zc-link" data-action={named(props, "together")} onclick={props.on_together.reform(|_: MouseEvent| ())}>{ label }</button> }
}

/// Which year is asked for. A gate (xtask/later.txt): figures come with the deferred part.
#[inline(never)]
fn year_note(catalogue: &Catalogue, words: &Words, props: &QuestionProps) -> Option<String> {
    text::year_note(catalogue, words, props.fact, props.session.day)
}
