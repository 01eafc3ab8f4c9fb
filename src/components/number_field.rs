//! A figure as people write it, with its unit.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::draft::{negated, with_unit};
use zice_core::facts::FactKind;
use zice_core::text::{self, Words};
use zice_core::units::{Quantity, Unit};

#[derive(Properties, PartialEq)]
pub struct NumberFieldProps {
    pub language: zice_core::catalogue::Language,
    /// What kind of number is asked for.
    pub kind: FactKind,
    /// The year that the figure is about.
    #[prop_or_default]
    pub year: Option<u16>,
    pub value: AttrValue,
    pub error: Option<AttrValue>,
    /// True while its question is laid out, hidden, behind the current one: it then has no ids.
    pub ahead: bool,
    pub on_input: Callback<String>,
}

/// A text field with a numeric keyboard on phones. Whatever is typed stays, right or wrong; how it was read is shown below and announced politely.
#[component]
pub fn NumberField(props: &NumberFieldProps) -> Html {
    let words = Words::of(props.language);
    let on_input = props.on_input.reform(|event: InputEvent| {
        event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).map_or_else(String::new, |input| input.value())
    });
    let FactKind::Number { unit: kind_unit, min, .. } = props.kind else { return Html::default() };
    let read = text::read_back_written(words, props.kind, &props.value);
    let read = read.map(|read| props.year.map_or_else(|| read.clone(), |year| (words.name_of_year)(&read, &year.to_string())));
    let mode = if kind_unit.decimals() == 0 { "numeric" } else { "decimal" };
    let named = |id: &'static str| (!props.ahead).then_some(id);
    let money = kind_unit == Unit::WanYuan;
    let unit = text::symbol(props.language, kind_unit, Quantity(0));
    let described = [props.error.is_some().then_some("figure-error"), named("figure-hint").filter(|_| money)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    // The keypads that phones show for numbers have neither a minus nor 万 and 亿.
    let key = |label: &'static str, change: &dyn Fn(&str) -> String| {
        let after = change(&props.value);
        html! { <button type="button" class="zc-figure__key" data-action="figure-key" onclick={props.on_input.reform(move |_: MouseEvent| after.clone())}>{ label }</button> }
    };
    let negative = if money { words.figure_key_loss } else { words.figure_key_negative };
    html! {
        <div class="zc-figure">
            <label class="zc-figure__label" for={named("figure")}>{ (words.exact_figure)(unit) }</label>
            if money {
                <p class="zc-figure__hint" id={named("figure-hint")}>{ words.exact_hint_money }</p>
            }
            if let Some(error) = &props.error {
                <p class="zc-error" id="figure-error"><span class="zc-hidden">{ words.error_prefix }</span>{ error.clone() }</p>
            }
            <div class="zc-figure__row">
                <input class={classes!("zc-figure__input", props.error.is_some().then_some("zc-figure__input--wrong"))} id={named("figure")} name="figure" type="text"
                    inputmode={mode} autocomplete="off" spellcheck="false" maxlength="40" value={props.value.clone()} oninput={on_input}
                    aria-describedby={(!described.is_empty()).then_some(described)} aria-invalid={props.error.is_some().then_some("true")} />
                <span class="zc-figure__unit" aria-hidden="true">{ unit }</span>
            </div>
            if money || min.0 < 0 {
                <div class="zc-figure__keys" role="group" aria-label={words.figure_unit_keys}>
                    if min.0 < 0 { { key(negative, &negated) } }
                    if money {
                        { for words.figure_keys_money.iter().map(|&(unit, label)| key(label, &|figure| with_unit(figure, unit))) }
                    }
                </div>
            }
            <p class="zc-figure__read" role="status">{ read.unwrap_or_default() }</p>
        </div>
    }
}
