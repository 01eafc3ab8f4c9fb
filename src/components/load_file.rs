//! Answers from a file: chosen by the visitor, read here, sent nowhere, and shown before they are used.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::effects;
use zice_core::text::Words;

/// A native file field; the callback gets the file's text. The same file can be chosen again.
pub fn load_file(words: &'static Words, on_text: &Callback<String>) -> Html {
    let on_text = on_text.clone();
    let on_change = move |event: Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            let on_text = on_text.clone();
            effects::read_file(&input, move |text| on_text.emit(text));
        }
    };
    html! {
        <div class="zc-load">
            <label for="load-file">{ words.file_load }</label>
            <input id="load-file" class="zc-load__file" type="file" autocomplete="off" accept=".json,.txt,application/json,text/plain"
                data-action="load" aria-describedby="load-hint" onchange={on_change} />
            <p class="zc-muted zc-small" id="load-hint">{ words.file_load_hint }</p>
        </div>
    }
}
