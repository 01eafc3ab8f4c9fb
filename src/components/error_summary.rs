//! What is wrong with an answer, placed where a screen reader and the eye arrive first.

use yew::prelude::*;

use crate::effects;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct ErrorSummaryProps {
    pub language: zice_core::catalogue::Language,
    pub message: AttrValue,
    /// Id of the field to correct.
    pub field: AttrValue,
    /// The number of attempts so far: each new one moves the focus here again.
    pub attempt: u32,
}

/// Receives the focus whenever an attempt has failed.
#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let words = Words::of(props.language);
    use_effect_with(props.attempt, |_| effects::focus("error-summary"));
    let field = props.field.clone();
    let to_field = move |event: MouseEvent| {
        event.prevent_default();
        effects::focus(&field);
    };
    html! {
        <div class="zc-errors" id="error-summary" tabindex="-1" role="alert" aria-labelledby="error-title">
            <h2 class="zc-errors__title" id="error-title">{ words.error_title }</h2>
            <a href={format!("#{}", props.field)} onclick={to_field}>{ props.message.clone() }</a>
        </div>
    }
}
