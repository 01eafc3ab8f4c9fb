//! The native fields of one question, wherever it is asked: the choices, or a figure with the bands beside it.

use yew::prelude::*;

use super::number_field::NumberField;
use super::options_field::{Choice, OptionsField};
use crate::draft::{Draft, Edit};
use zice_core::catalogue::{Catalogue, FactOption, Language};
use zice_core::date::Date;
use zice_core::explanations::bands::{self, Band};
use zice_core::facts::{Answers, FactId, FactKind};
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
            if !choices.is_empty() {
                <p class="zc-or" id={(!asked.ahead).then_some("band-label")}>{ words.or_band }</p>
                <div role="radiogroup" aria-labelledby={(!asked.ahead).then_some("band-label")}>
                    <OptionsField name="band" {choices} many=false ahead={asked.ahead} on_change={on_band} />
                </div>
            }
        </>
    }
}
