//! What a support is worth, how that is worked out, and a figure that only its card asks for.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::criteria::Firm;
use crate::place::Stays;
use zice_core::catalogue::{Catalogue, Language, SupportId, Worth, WorthAsks, WorthKind};
use zice_core::facts::{FactKind, FactValue};
use zice_core::report::{self, SupportReport};
use zice_core::text::{self, Words};
use zice_core::units::{Quantity, Unit};
use zice_core::worth;

/// Amount, formula and documents of a support, which of the reliefs that exclude each other is worth more, and the figure that the card asks for.
pub fn worth_of(firm: Firm<'_>, report: &SupportReport, stays: &Rc<Stays>) -> Html {
    let words = Words::of(firm.language);
    let Some(about) = worth::about(firm.catalogue, report.support).filter(|_| report.assessment.is_possible() && !report.is_over()) else {
        return Html::default();
    };
    let said = amount(firm, report);
    html! {
        <div class="zc-worth" data-worth={firm.catalogue.supports[report.support.index()].id}>
            if let Some(said) = said {
                <p class="zc-worth__amount"><b>{ words.worth_figures }</b>{ words.colon }<strong>{ said }</strong></p>
            }
            if let Some(rivals) = rivals(firm, report.support) {
                <p class="zc-worth__rivals" data-rivals="">{ rivals }</p>
            }
            <p class="zc-muted zc-small">
                <b>{ words.worth_how }</b>{ words.colon }{ about.formula.get(firm.language) }
                { (words.in_brackets)(&sources(firm.catalogue, words, about)) }
            </p>
            if let Some(asks) = &about.asks {
                <Asked language={firm.language} support={report.support} {asks} kind={about.kind} years={about.years} stays={Rc::clone(stays)} />
            }
        </div>
    }
}

/// The documents that the figures of a formula stand in.
fn sources(catalogue: &Catalogue, words: &Words, about: &Worth) -> String {
    let numbers = about.sources.iter().map(|&id| catalogue.source(id)).map(|source| {
        let title = source.title.get(words.language);
        if matches!(source.confidence, 'C' | 'D') { format!("{title}{}", (words.in_brackets)(words.use_latest)) } else { title.to_owned() }
    });
    numbers.collect::<Vec<_>>().join(words.list_and)
}

/// What a relief is beside those that it excludes.
fn rivals(firm: Firm<'_>, support: SupportId) -> Option<String> {
    let words = Words::of(firm.language);
    let rivals = worth::rivals(firm.catalogue, firm.report, support);
    let name = |id: SupportId| firm.catalogue.supports[id.index()].name.get(firm.language);
    let others: Vec<&str> = rivals.iter().filter(|&&other| other != support).map(|&other| name(other)).collect();
    if others.is_empty() {
        return None;
    }
    let listed = others.join(words.list_and);
    Some(match worth::best(firm.catalogue, firm.answers, &rivals) {
        Some(best) if best == support => (words.worth_better)(&listed),
        Some(best) => (words.worth_less)(name(best)),
        None => (words.worth_even)(&listed),
    })
}

#[derive(Properties)]
struct AskedProps {
    language: Language,
    support: SupportId,
    asks: &'static WorthAsks,
    kind: WorthKind,
    years: Option<u8>,
    stays: Rc<Stays>,
}

impl PartialEq for AskedProps {
    fn eq(&self, other: &AskedProps) -> bool {
        self.support == other.support && self.language == other.language
    }
}

/// The field of a card's own figure. What is typed is no answer: it is in no link, no file and no sheet, and goes with the visit.
#[component]
fn Asked(props: &AskedProps) -> Html {
    let words = Words::of(props.language);
    let written = use_state(|| props.stays.figure(props.support));
    let on_input = {
        let (written, stays, support) = (written.setter(), Rc::clone(&props.stays), props.support);
        move |event: InputEvent| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let figure = field.map_or_else(String::new, |field| field.value());
            stays.keep_figure(support, &figure);
            written.set(figure);
        }
    };
    let id = format!("asked-{}", props.support.0);
    let said = (!written.trim().is_empty()).then(|| said(words, props, &written));
    html! {
        <div class="zc-worth__asked">
            <label for={id.clone()}>{ (words.worth_asked)(props.asks.label.get(props.language)) }</label>
            <span class="zc-worth__field">
                <input {id} class="zc-worth__figure" type="text" autocomplete="off" inputmode="decimal" maxlength="40" value={(*written).clone()} oninput={on_input} />
                <span>{ Unit::WanYuan.symbol() }</span>
            </span>
            <p class="zc-worth__amount" role="status" data-asked="">
                { match said {
                    Some(Ok(amount)) => html! { <strong>{ amount }</strong> },
                    Some(Err(error)) => html! { <span class="zc-worth__error">{ error }</span> },
                    None => Html::default(),
                } }
            </p>
        </div>
    }
}

/// What the figure is worth, or why it cannot be read.
fn said(words: &'static Words, props: &AskedProps, written: &str) -> Result<String, String> {
    let kind = FactKind::Number { unit: Unit::WanYuan, min: Quantity(0), max: zice_core::catalogue::MOST_ASKED };
    match text::figure(words, kind, written)? {
        FactValue::Range(low, high) => Ok(text::worth(words, worth::asked(props.asks, props.kind, props.years, low, high))),
        FactValue::Option(_) | FactValue::Options(_) => Err(words.error_choose.to_owned()),
    }
}

/// Until when a support is in force, or when it ended; nothing where no document says.
pub fn ends(firm: Firm<'_>, report: &SupportReport) -> Option<String> {
    let words = Words::of(firm.language);
    let about = &firm.catalogue.supports[report.support.index()];
    let last = report::last_day(firm.catalogue, &about.sources, about.from, firm.report.day)?.to_string();
    Some(if report.is_over() { (words.ended)(&last) } else { (words.ends)(&last) })
}

/// What a support is worth by the firm's own figures, where it is worth anything.
pub fn amount(firm: Firm<'_>, report: &SupportReport) -> Option<String> {
    let value = worth::of(firm.catalogue, firm.answers, report)?;
    let words = Words::of(firm.language);
    Some(if value.max.0 == 0 { words.worth_none.to_owned() } else { text::worth(words, value) })
}
