//! The native fields of one question, wherever it is asked: the choices, or a figure with the bands beside it.

use yew::prelude::*;

use super::number_field::NumberField;
use super::options_field::{Choice, OptionsField};
use crate::catalogue::{Catalogue, FactOption, Language};
use crate::explanations::bands::{self, Band};
use crate::facts::{Answers, FactId, FactKind};
use crate::report::Report;
use crate::rules::domain::Domains;
use crate::text::{self, Words};
use crate::ui::draft::{Draft, Edit};
use crate::units::Unit;

/// A question and what it is asked against.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub catalogue: &'static Catalogue,
    pub language: Language,
    pub fact: FactId,
    /// What can be chosen instead of a figure.
    pub bands: &'a [Band],
}

/// What can be chosen instead of a figure, cut by the bounds in the report of the other answers; nothing where none is asked for.
pub fn bands_for(catalogue: &Catalogue, answers: &Answers, report: &Report, fact: FactId) -> Vec<Band> {
    match catalogue.fact(fact).kind {
        FactKind::Number { .. } => bands::bands(catalogue, &Domains::new(catalogue, answers), report, fact),
        FactKind::One | FactKind::Yes | FactKind::Many => Vec::new(),
    }
}

/// The fields; what is in them stands in the draft.
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
    match about.kind {
        FactKind::One | FactKind::Yes => {
            let choices = choices(&|index| draft.option.map(usize::from) == Some(index));
            html! { <OptionsField name="answer" {choices} many=false on_change={on_edit.reform(Edit::Option)} /> }
        }
        FactKind::Many => {
            let choices = choices(&|index| draft.options.has(index as u8));
            html! { <OptionsField name="answer" {choices} many=true on_change={on_edit.reform(Edit::Toggled)} /> }
        }
        FactKind::Number { unit, .. } => figure(asked, unit, draft, on_edit, error),
    }
}

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
            <NumberField language={asked.language} {unit} value={draft.figure.clone()} error={error.cloned()} {on_input} />
            if !choices.is_empty() {
                <p class="zc-or" id="band-label">{ words.or_band }</p>
                <div role="radiogroup" aria-labelledby="band-label">
                    <OptionsField name="band" {choices} many=false on_change={on_band} />
                </div>
            }
        </>
    }
}
