//! The native fields of one question, wherever it is asked: the choices, or a figure with the bands beside it.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::number_field::NumberField;
use super::options_field::{Choice, OptionsField};
use crate::draft::{Draft, Edit};
use zice_core::catalogue::{Catalogue, FactOption, Language};
use zice_core::date::Date;
use zice_core::explanations::bands::{self, Band};
use zice_core::facts::{Answers, FactId, FactKind, FactValue};
use zice_core::figures::MadeOf;
use zice_core::report::{self, Report, Topics};
use zice_core::rules::domain::Domains;
use zice_core::text::{self, Words};
use zice_core::units::Unit;

/// A question, with what its fields need.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub catalogue: &'static Catalogue,
    pub language: Language,
    pub fact: FactId,
    /// The day of assessment, which says what year “last year” is.
    pub day: Date,
    /// The answers given, of which one may do for this question too.
    pub answers: &'a Answers,
    /// The bands that can be chosen instead of a figure.
    pub bands: &'a [Band],
    /// True while this question is laid out, hidden, behind the current one: its fields then have no ids.
    pub ahead: bool,
}

/// The bands that can be chosen instead of the figure, cut by the bounds that matter while it is not given. `report` is that of the answers given.
///
/// Part of the deferred module (xtask/later.txt), like everything that only figures need.
#[inline(never)]
pub fn bands_for(catalogue: &Catalogue, given: &Answers, report: &Report, topics: Topics, fact: FactId) -> Vec<Band> {
    let mut answers = given.clone();
    answers.remove(fact);
    let open = given.value(fact).map(|_| report::after(report, given, catalogue, &answers, topics));
    bands::bands(catalogue, &Domains::new(catalogue, &answers), open.as_ref().unwrap_or(report), fact)
}

/// The fields; their content is in the draft.
pub fn answer_fields(asked: Asked<'_>, draft: &Draft, on_edit: &Callback<Edit>, error: Option<&AttrValue>) -> Html {
    let about = asked.catalogue.fact(asked.fact);
    let choices = |checked: &dyn Fn(usize) -> bool| -> Vec<Choice> {
        let choice = |(index, option): (usize, &FactOption)| Choice {
            value: option.id.into(),
            label: option.label.get(asked.language).into(),
            checked: checked(index),
        };
        about.options.iter().enumerate().map(choice).collect()
    };
    // The two kinds have keys: a checked box that becomes a radio button would take the mark from the one that has it.
    match about.kind {
        FactKind::One | FactKind::Yes => {
            let choices = choices(&|index| draft.option.map(usize::from) == Some(index));
            html! { <OptionsField key="one" name="answer" {choices} many=false ahead={asked.ahead} on_change={on_edit.reform(Edit::Option)} /> }
        }
        FactKind::Many => {
            let choices = choices(&|index| draft.options.has(index as u8));
            html! { <OptionsField key="many" name="answer" {choices} many=true ahead={asked.ahead} on_change={on_edit.reform(Edit::Toggled)} /> }
        }
        FactKind::Number { unit, .. } => figure(asked, unit, draft, on_edit, error),
    }
}

/// A figure, and the bands beside it.
#[inline(never)]
fn figure(asked: Asked<'_>, unit: Unit, draft: &Draft, on_edit: &Callback<Edit>, error: Option<&AttrValue>) -> Html {
    let words = Words::of(asked.language);
    let mut bands = asked.bands.to_vec();
    if let Some(band) = draft.band.filter(|band| !bands.contains(band)) {
        // A range from a link, or cut by other answers than today's: it stays until another is chosen.
        bands.insert(0, band);
    }
    let choices: Vec<Choice> = bands
        .iter()
        .map(|&band| Choice {
            value: format!("{}..{}", band.low.to_decimal(unit), band.high.to_decimal(unit)).into(),
            label: text::band(asked.catalogue, asked.language, asked.fact, band).into(),
            checked: draft.figure.trim().is_empty() && draft.band == Some(band),
        })
        .collect();
    let on_band = on_edit.reform(move |index: usize| Edit::Band(bands.get(index).copied()));
    let on_input = on_edit.reform(Edit::Figure);
    html! {
        <>
            <NumberField language={asked.language} kind={asked.catalogue.fact(asked.fact).kind} value={draft.figure.clone()} error={error.cloned()} ahead={asked.ahead} {on_input}
                year={text::year_of(asked.catalogue, asked.fact, asked.day)} />
            { given_elsewhere(asked, draft, on_edit) }
            { two_figures(asked, draft, on_edit) }
            if !choices.is_empty() {
                <p class="zc-or" id={(!asked.ahead).then_some("band-label")}>{ words.or_band }</p>
                <div role="radiogroup" aria-labelledby={(!asked.ahead).then_some("band-label")}>
                    <OptionsField name="band" {choices} many=false ahead={asked.ahead} on_change={on_band} />
                </div>
            }
        </>
    }
}

/// The answer of another fact that often does for this one too, by one press.
fn given_elsewhere(asked: Asked<'_>, draft: &Draft, on_edit: &Callback<Edit>) -> Html {
    let words = Words::of(asked.language);
    let about = asked.catalogue.fact(asked.fact);
    let known = about.same_as.and_then(|other| Some((other, asked.answers.value(other)?))).filter(|_| draft.is_empty());
    let (Some((other, value)), Some(unit)) = (known, about.kind.unit()) else { return Html::default() };
    let FactValue::Range(low, high) = value else { return Html::default() };
    let onclick = on_edit
        .reform(move |_: MouseEvent| if low == high { Edit::Figure(low.to_decimal(unit)) } else { Edit::Band(Some(Band { low, high })) });
    let name = asked.catalogue.fact(other).short.get(asked.language);
    html! {
        <button type="button" class="zc-button zc-same" data-action={(!asked.ahead).then_some("same")} {onclick}>
            { (words.screens().same_as)(name, &text::value(asked.catalogue, words, other, value)) }
        </button>
    }
}

/// The two figures that a percentage can be worked out of, and what it comes to.
fn two_figures(asked: Asked<'_>, draft: &Draft, on_edit: &Callback<Edit>) -> Html {
    let words = Words::of(asked.language);
    let about = asked.catalogue.fact(asked.fact);
    let (Some(of), Some(unit)) = (about.made_of, about.kind.unit()) else { return Html::default() };
    let says = words.screens();
    let names = match of {
        MadeOf::Share => says.part_whole,
        MadeOf::Growth => says.from_to,
        MadeOf::Compound => says.from_to_two,
    };
    let field = |place: usize| {
        let oninput = on_edit.reform(move |event: InputEvent| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            Edit::Part(place, input.map_or_else(String::new, |input| input.value()))
        });
        let id = if place == 0 { "part-0" } else { "part-1" };
        html! {
            <label class="zc-parts__field" for={(!asked.ahead).then_some(id)}>{ names[place] }
                <input class="zc-figure__input" id={(!asked.ahead).then_some(id)} name={id} type="text" inputmode="decimal" autocomplete="off" spellcheck="false" maxlength="40"
                    value={draft.parts[place].clone()} {oninput} />
            </label>
        }
    };
    let both = draft.parts.iter().all(|part| !part.trim().is_empty()) && draft.figure.is_empty();
    let read = both.then(|| draft.worked_out(asked.catalogue, words, asked.fact)).map_or_else(String::new, |made| match made {
        Ok(FactValue::Range(low, _)) => (says.worked_out)(&text::quantity(asked.language, low, unit)),
        Ok(_) => String::new(),
        Err(message) => message,
    });
    html! {
        <div class="zc-parts" role="group" aria-label={says.by_figures}>
            <p class="zc-or">{ says.by_figures }</p>
            <div class="zc-parts__row">{ field(0) }{ field(1) }</div>
            <p class="zc-figure__read" role="status" data-made={(!asked.ahead).then_some("")}>{ read }</p>
        </div>
    }
}
