//! What this is, what it is not, how long it takes; the choice of topics; and two ways to begin.

use yew::prelude::*;

use crate::Pack;
use crate::components::frame::provider;
use crate::components::load_file::load_file;
use crate::components::options_field::{Choice, OptionsField};
use zice_core::catalogue::Language;
use zice_core::journey::{Mode, QUICK_MOST};
use zice_core::report::Topics;
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct IntroProps {
    pub pack: Pack,
    pub language: Language,
    pub topics: Topics,
    /// Whether something was answered already.
    pub begun: bool,
    pub on_start: Callback<(Topics, Mode)>,
    /// The text of a file of answers.
    pub on_file: Callback<String>,
}

#[component]
pub fn Intro(props: &IntroProps) -> Html {
    let catalogue = props.pack.0;
    let words = Words::of(props.language);
    let topics = use_state(|| props.topics);
    let choices: Vec<Choice> = catalogue
        .topics
        .iter()
        .enumerate()
        .map(|(index, topic)| Choice {
            value: topic.id.into(),
            label: topic.name.get(props.language).into(),
            checked: topics.0 >> index & 1 == 1,
        })
        .collect();
    let on_change = {
        let topics = topics.clone();
        Callback::from(move |index: usize| topics.set(Topics(topics.0 ^ 1 << index)))
    };
    let chosen = *topics;
    let on_submit = props.on_start.reform(move |event: SubmitEvent| {
        event.prevent_default();
        (chosen, Mode::Full)
    });
    let on_quick = props.on_start.reform(move |_: MouseEvent| (chosen, Mode::Quick));
    html! {
        <main class="zc-main zc-main--narrow" id="main" data-view="intro">
            <p class="zc-kicker">{ catalogue.pack.title.get(props.language) }</p>
            if let Some(portal) = catalogue.settings.portal {
                { provider(words, portal, catalogue.settings.phone) }
            }
            <h1 id="heading" tabindex="-1">{ words.intro_title }</h1>
            <p class="zc-lead">{ words.intro_lead }</p>
            <ul class="zc-points">
                { for words.intro_points.iter().map(|(title, text)| html! { <li><b>{ *title }</b><span>{ *text }</span></li> }) }
            </ul>
            <form autocomplete="off" onsubmit={on_submit}>
                <details class="zc-scope" open={props.topics != Topics::default()}>
                    <summary><span>{ words.intro_topics }</span><span class="zc-scope__now">{ scope(words, chosen.0.count_ones()) }</span></summary>
                    <fieldset class="zc-fieldset">
                        <legend class="zc-hint">{ words.intro_topics_hint }</legend>
                        <div class="zc-topics">
                            <OptionsField name="topics" {choices} many=true {on_change} />
                        </div>
                    </fieldset>
                </details>
                <div class="zc-actions">
                    <button type="submit" class="zc-button zc-button--primary" data-action="next">{ if props.begun { words.intro_continue } else { words.intro_start } }</button>
                    <button type="button" class="zc-button" data-action="quick" onclick={on_quick}>{ (words.intro_quick)(QUICK_MOST) }</button>
                </div>
            </form>
            { load_file(words, &props.on_file) }
        </main>
    }
}

/// What the visit will cover: everything, or how many topics.
pub fn scope(words: &'static Words, chosen: u32) -> String {
    match chosen {
        0 => words.intro_all.to_owned(),
        count => (words.intro_some)(count),
    }
}
