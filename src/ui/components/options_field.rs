//! Choices as large targets around native inputs.

use yew::prelude::*;

/// One choice.
#[derive(Clone, PartialEq)]
pub struct Choice {
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
    /// Place of the choice that changed.
    pub on_change: Callback<usize>,
}

/// Radio buttons or checkboxes. Choosing one never goes on by itself. What is chosen is an attribute and not a class: the framework's lists of classes are
/// kept out of the first part of the program.
#[component]
pub fn OptionsField(props: &OptionsFieldProps) -> Html {
    let kind = if props.many { "checkbox" } else { "radio" };
    html! {
        <div class="zc-options">
            { for props.choices.iter().enumerate().map(|(index, choice)| {
                let id = format!("{}-{index}", props.name);
                let on_change = props.on_change.reform(move |_: Event| index);
                html! {
                    <label key={index} class="zc-option" data-on={choice.checked.then_some("")} for={id.clone()}>
                        <input {id} type={kind} name={props.name.clone()} value={choice.value.clone()} checked={choice.checked} onchange={on_change} />
                        <span class="zc-option__dot" aria-hidden="true"></span>
                        <span class="zc-option__label">{ choice.label.clone() }</span>
                    </label>
                }
            }) }
        </div>
    }
}
