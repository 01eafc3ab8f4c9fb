//! What this is, and the choice of topics.

use yew::prelude::*;

use crate::catalogue::Language;
use crate::report::Topics;
use crate::text::Words;
use crate::ui::Pack;
use crate::ui::components::load_file::load_file;
use crate::ui::components::options_field::{Choice, OptionsField};

#[derive(Properties, PartialEq)]
pub struct IntroProps {
    pub pack: Pack,
    pub language: Language,
    pub topics: Topics,
    /// Whether something was answered already.
    pub begun: bool,
    pub on_start: Callback<Topics>,
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
    let on_submit = {
        let (topics, on_start) = (*topics, props.on_start.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_start.emit(topics);
        })
    };
    html! {
        <main class="zc-main zc-main--narrow" id="main" data-view="intro">
            <h1 id="heading" tabindex="-1">{ words.intro_title }</h1>
            <p class="zc-lead">{ words.intro_lead }</p>
            <ul class="zc-points">
                { for words.intro_points.iter().map(|(title, text)| html! { <li><b>{ *title }</b><span>{ *text }</span></li> }) }
            </ul>
            <form onsubmit={on_submit}>
                <fieldset class="zc-fieldset" aria-describedby="topics-hint">
                    <legend class="zc-legend zc-legend--small">{ words.intro_topics }</legend>
                    <p class="zc-hint" id="topics-hint">{ words.intro_topics_hint }</p>
                    <div class="zc-topics">
                        <OptionsField name="topics" {choices} many=true {on_change} />
                    </div>
                </fieldset>
                <div class="zc-actions">
                    <button type="submit" class="zc-button zc-button--primary" data-action="next">{ if props.begun { words.intro_continue } else { words.intro_start } }</button>
                </div>
            </form>
            { load_file(words, &props.on_file) }
            <p class="zc-muted zc-small">{ words.intro_plan }{ catalogue.pack.number }</p>
        </main>
    }
}
