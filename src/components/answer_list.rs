//! Answers as name and value, to read before they are used or given away.

use yew::prelude::*;

use zice_core::catalogue::Catalogue;
use zice_core::facts::Answers;
use zice_core::text::{self, Words};

/// One row an answer, in the order in which they were given.
pub fn answer_list(catalogue: &Catalogue, words: &'static Words, answers: &Answers) -> Html {
    html! {
        <dl class="zc-answers">
            { for answers.iter().map(|(fact, answer)| {
                let shown = text::answer(catalogue, words, fact, answer);
                html! { <div class="zc-answers__row"><dt>{ catalogue.fact(fact).short.get(words.language) }</dt><dd>{ shown }</dd></div> }
            }) }
        </dl>
    }
}
