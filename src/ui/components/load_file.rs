//! Answers from a file: chosen by the visitor, read here, sent nowhere, and shown before they are used.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::catalogue::Language;
use crate::text::Words;
use crate::ui::effects;

#[derive(Properties, PartialEq)]
pub struct LoadFileProps {
    pub language: Language,
    /// The file's text.
    pub on_text: Callback<String>,
}

/// A native file field. The same file can be chosen again.
#[component]
pub fn LoadFile(props: &LoadFileProps) -> Html {
    let words = Words::of(props.language);
    let on_change = {
        let on_text = props.on_text.clone();
        move |event: Event| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                let on_text = on_text.clone();
                effects::read_file(&input, move |text| on_text.emit(text));
            }
        }
    };
    html! {
        <div class="zc-load">
            <label for="load-file">{ words.file_load }</label>
            <input id="load-file" class="zc-load__file" type="file" accept=".json,application/json" data-action="load" aria-describedby="load-hint" onchange={on_change} />
            <p class="zc-muted zc-small" id="load-hint">{ words.file_load_hint }</p>
        </div>
    }
}
