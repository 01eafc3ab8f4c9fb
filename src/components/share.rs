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

#[component]
pub fn Share(props: &ShareProps) -> Html {
    let words = Words::of(props.language);
    let copied = use_state(|| false);
    let coded = use_state(|| false);
    let at_once = coded.setter();
    use_effect_with((), move |()| {
        // The last step at a counter is the code.
        if effects::at_counter() {
            at_once.set(true);
        }
    });
    use_effect_with(*coded, |coded| {
        if *coded {
            // Its button is gone.
            effects::focus("share-code");
        }
    });
    let on_copy = {
        let copied = copied.clone();
        Callback::from(move |()| copied.set(effects::copy("share-link")))
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
                { button(PLAIN, "save", words.file_save.into(), &props.on_save) }
                { button(PLAIN, "close", words.close.into(), &props.on_close) }
                <span role="status">{ if *copied { words.share_copied } else { "" } }</span>
            </div>
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
