//! The search for a question, a support or an agency: a text field with the list of what fits.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::search::{self, Target};
use crate::{Pack, effects};
use zice_core::catalogue::Language;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct FinderProps {
    pub pack: Pack,
    pub language: Language,
    pub on_found: Callback<Target>,
}

/// A combobox as the ARIA practices have it: the focus stays in the field, arrows move, Enter opens, Escape leaves.
#[component]
pub fn Finder(props: &FinderProps) -> Html {
    let catalogue = props.pack.0;
    let words = Words::of(props.language);
    let entries = use_memo(props.pack, |pack| search::entries(pack.0, effects::initials));
    let written = use_state(String::new);
    let place = use_state(|| 0_usize);
    let found = search::find(&entries, &written);
    let on_input = {
        let (written, place) = (written.clone(), place.clone());
        Callback::from(move |event: InputEvent| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            written.set(field.map_or_else(String::new, |field| field.value()));
            place.set(0);
        })
    };
    let open = {
        let (written, on_found) = (written.clone(), props.on_found.clone());
        Callback::from(move |target: Target| {
            written.set(String::new());
            on_found.emit(target);
        })
    };
    let on_key = {
        let (written, place, found, open) = (written.clone(), place.clone(), found.clone(), open.clone());
        Callback::from(move |event: KeyboardEvent| {
            let count = found.len().max(1);
            match event.key().as_str() {
                // Safari and some Windows input methods end the composition before the key that ends it: its code is 229.
                _ if event.is_composing() || event.key_code() == 229 => return,
                "ArrowDown" => place.set((*place + 1) % count),
                "ArrowUp" => place.set((*place + count - 1) % count),
                "Enter" => found.get(*place).into_iter().for_each(|&target| open.emit(target)),
                "Escape" => {
                    if written.is_empty() {
                        effects::focus("heading");
                    }
                    written.set(String::new());
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let option = |(index, &target): (usize, &Target)| {
        let open = open.reform(move |_: MouseEvent| target);
        let (id, name, more) = match target {
            Target::Question(fact) => {
                let about = catalogue.fact(fact);
                (about.id, about.short, about.question)
            }
            Target::Support(support) => {
                let about = &catalogue.supports[support.index()];
                (about.id, about.name, about.gives)
            }
            Target::Agency(agency) => {
                let about = catalogue.agency(agency);
                (about.id, about.name, about.role)
            }
        };
        let kind = match target {
            Target::Question(_) => words.counter_kinds[0],
            Target::Support(_) => words.counter_kinds[1],
            Target::Agency(_) => words.counter_kinds[2],
        };
        html! {
            <li key={format!("{target:?}")} id={format!("found-{index}")} class="zc-finder__option" role="option" aria-selected={(index == *place).to_string()}
                data-found={id} onclick={open} onmousedown={|event: MouseEvent| event.prevent_default()}>
                <b>{ name.get(props.language) }</b>
                <span>{ kind }{ " · " }{ more.get(props.language) }</span>
            </li>
        }
    };
    html! {
        <div class="zc-finder" role="search">
            <label class="zc-finder__label" for="finder">{ words.counter_find }</label>
            <input id="finder" class="zc-finder__field" type="text" role="combobox" autocomplete="off" spellcheck="false" maxlength="40"
                aria-autocomplete="list" aria-expanded={(!found.is_empty()).to_string()} aria-controls="found" aria-describedby="finder-hint"
                aria-activedescendant={(!found.is_empty()).then(|| format!("found-{}", *place))}
                value={(*written).clone()} oninput={on_input} onkeydown={on_key} />
            <p class="zc-finder__hint" id="finder-hint">{ words.counter_find_hint }</p>
            <ul id="found" class="zc-finder__list" role="listbox" aria-label={words.counter_find} hidden={found.is_empty()}>
                { for found.iter().enumerate().map(option) }
            </ul>
            <p class="zc-hidden" role="status">{ if written.is_empty() { String::new() } else { (words.counter_found)(found.len()) } }</p>
        </div>
    }
}
