//! Taking the answers along: a link that carries them after its #, the same as a code, and a file; what is inside is said first.

use yew::prelude::*;

use super::answer_list::answer_list;
use super::button::{PLAIN, PRIMARY, button};
use super::qr::qr;
use crate::{Pack, effects};
use zice_core::catalogue::Language;
use zice_core::facts::Answers;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct ShareProps {
    pub pack: Pack,
    pub language: Language,
    pub answers: Answers,
    /// The whole link.
    pub link: AttrValue,
    pub on_save: Callback<()>,
    pub on_close: Callback<()>,
}

/// Where the page stands, as far as taking answers along depends on it.
#[derive(Clone, Copy, PartialEq, Default)]
struct Place {
    counter: bool,
    /// Inside another app.
    app: bool,
}

#[component]
pub fn Share(props: &ShareProps) -> Html {
    let words = Words::of(props.language);
    let copied = use_state(|| None::<bool>);
    let coded = use_state(|| false);
    let place = use_state_eq(Place::default);
    {
        let (at_once, place) = (coded.setter(), place.setter());
        use_effect_with((), move |()| {
            let counter = effects::at_counter();
            // The last step at a counter is the code.
            if counter {
                at_once.set(true);
            }
            place.set(Place { counter, app: effects::inside_an_app() });
        });
    }
    // A file stays on the counter's machine: there only where the portal's settings say so.
    let saves = !place.counter || props.pack.0.settings.save;
    use_effect_with(*coded, |coded| {
        if *coded {
            // Its button is gone.
            effects::focus("share-code");
        }
    });
    let on_copy = {
        let copied = copied.clone();
        Callback::from(move |()| copied.set(Some(effects::copy("share-link"))))
    };
    let on_code = {
        let coded = coded.clone();
        Callback::from(move |()| coded.set(true))
    };
    html! {
        <section class="zc-panel zc-share zc-screen" aria-labelledby="share-title">
            <h2 id="share-title" tabindex="-1">{ words.share_title }</h2>
            <p>{ (words.share_inside)(props.answers.len()) }</p>
            <details class="zc-more">
                <summary>{ words.share_inside_list }</summary>
                { answer_list(props.pack.0, words, &props.answers) }
            </details>
            <p id="share-lead">{ words.share_lead }</p>
            if props.link.starts_with("file:") {
                <p class="zc-note">{ words.share_local }</p>
            }
            <div class="zc-share__both">
                <div class="zc-share__text">
                    <label for="share-link">{ words.share_link }</label>
                    <textarea id="share-link" class="zc-share__link" autocomplete="off" readonly=true rows="6" aria-describedby="share-lead" value={props.link.clone()} />
                </div>
                if *coded {
                    { code(words, &props.link) }
                }
            </div>
            <div class="zc-actions">
                { button(PRIMARY, "copy", words.share_copy.into(), &on_copy) }
                if !*coded {
                    { button(PLAIN, "code", words.share_code.into(), &on_code) }
                }
                if saves {
                    { button(PLAIN, "save", words.file_save.into(), &props.on_save) }
                }
                { button(PLAIN, "close", words.close.into(), &props.on_close) }
                <span role="status">{ copied.map_or("", |copied| if copied { words.share_copied } else { words.share_not_copied }) }</span>
            </div>
            if place.app {
                <p class="zc-note" data-note="app">{ words.share_app }</p>
            }
            if place.counter && saves {
                <p class="zc-note" data-note="stays">{ words.share_stays }</p>
            }
        </section>
    }
}

/// The code, or why there is none.
fn code(words: &'static Words, link: &str) -> Html {
    html! {
        <div class="zc-share__code" id="share-code" tabindex="-1">
            { match qr(link, words.share_code_name) {
                Some(code) => html! { <>{ Html::from_html_unchecked(code.into()) }<p class="zc-small">{ words.share_code_hint }</p></> },
                None => html! { <p class="zc-note">{ words.share_code_long }</p> },
            } }
        </div>
    }
}
