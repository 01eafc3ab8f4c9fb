//! Choices as large targets around native inputs.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// One choice.
#[derive(Clone, PartialEq)]
pub struct Choice {
    /// Not that of another choice of the list.
    pub value: AttrValue,
    pub label: AttrValue,
    pub checked: bool,
}

#[derive(Properties, PartialEq)]
pub struct OptionsFieldProps {
    /// Name of the group; ids begin with it.
    pub name: AttrValue,
    pub choices: Vec<Choice>,
    /// Several may be chosen.
    pub many: bool,
    /// Whether it belongs to a question that is not at hand yet, and has no ids.
    #[prop_or_default]
    pub ahead: bool,
    /// Place of the choice that changed.
    pub on_change: Callback<usize>,
}

/// Radio buttons or checkboxes. Choosing one never goes on by itself. A choice is two elements and hears nothing itself: a list of them is most of a
/// question. What is chosen is an attribute and not a class: the framework's lists of classes are kept out of the first part of the program.
#[component]
pub fn OptionsField(props: &OptionsFieldProps) -> Html {
    let kind = if props.many { "checkbox" } else { "radio" };
    let onchange = {
        let (on_change, values) = (props.on_change.clone(), props.choices.iter().map(|choice| choice.value.clone()).collect::<Vec<_>>());
        move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let index = input.and_then(|input| values.iter().position(|value| **value == *input.value()));
            if let Some(index) = index {
                on_change.emit(index);
            }
        }
    };
    html! {
        <div class="zc-options" data-many={props.many.then_some("")} {onchange}>
            { for props.choices.iter().enumerate().map(|(index, choice)| {
                let id = (!props.ahead).then(|| AttrValue::from(format!("{}-{index}", props.name)));
                html! {
                    <label key={index} class="zc-option" data-on={choice.checked.then_some("")} for={id.clone()}>
                        <input {id} type={kind} name={props.name.clone()} autocomplete="off" value={choice.value.clone()} checked={choice.checked} />
                        { choice.label.clone() }
                    </label>
                }
            }) }
        </div>
    }
}
