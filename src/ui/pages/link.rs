//! What an opened link carries, before anything of it is used.

use yew::prelude::*;

use crate::catalogue::Language;
use crate::facts::Answer;
use crate::link::{LinkError, Restored};
use crate::text::{self, Words};
use crate::ui::Pack;

#[derive(Properties, PartialEq)]
pub struct LinkProps {
    pub pack: Pack,
    pub language: Language,
    pub carried: Result<Restored, LinkError>,
    pub on_use: Callback<()>,
    pub on_discard: Callback<()>,
}

#[component]
pub fn Link(props: &LinkProps) -> Html {
    let words = Words::of(props.language);
    let discard = props.on_discard.reform(|_: MouseEvent| ());
    html! {
        <main class="zc-main zc-main--narrow" id="main" data-view="intro">
            <h1 id="heading" tabindex="-1">{ words.link_title }</h1>
            { match &props.carried {
                Err(error) => html! {
                    <>
                        <p class="zc-error" role="alert">{ if matches!(error, LinkError::Newer(_)) { words.link_newer } else { words.link_damaged } }</p>
                        <div class="zc-actions"><button type="button" class="zc-button zc-button--primary" data-action="restart" onclick={discard}>{ words.link_discard }</button></div>
                    </>
                },
                Ok(restored) => html! {
                    <>
                        <p>{ (words.link_contains)(restored.answers.len()) }</p>
                        if restored.left_out != 0 {
                            <p class="zc-note">{ (words.link_left_out)(restored.left_out) }</p>
                        }
                        { answers(props, words, restored) }
                        <div class="zc-actions">
                            <button type="button" class="zc-button zc-button--primary" data-action="use-link" onclick={props.on_use.reform(|_: MouseEvent| ())}>{ words.link_use }</button>
                            <button type="button" class="zc-button" data-action="restart" onclick={discard}>{ words.link_discard }</button>
                        </div>
                    </>
                },
            } }
        </main>
    }
}

fn answers(props: &LinkProps, words: &'static Words, restored: &Restored) -> Html {
    let catalogue = props.pack.0;
    html! {
        <dl class="zc-answers">
            { for restored.answers.iter().map(|(fact, answer)| {
                let shown = match answer {
                    Answer::Known(value) => text::value(catalogue, words, fact, value),
                    Answer::Unknown => words.review_unknown.to_owned(),
                };
                html! { <div class="zc-answers__row"><dt>{ catalogue.fact(fact).short.get(props.language) }</dt><dd>{ shown }</dd></div> }
            }) }
        </dl>
    }
}
