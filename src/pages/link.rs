//! What an opened link or a chosen file carries, before anything of it is used.

use yew::prelude::*;

use crate::Pack;
use crate::components::answer_list::answer_list;
use crate::components::button::{PLAIN, PRIMARY, button};
use zice_core::catalogue::{Catalogue, Language};
use zice_core::date::Date;
use zice_core::facts::{FactId, FactKind};
use zice_core::link::{LinkError, Restored};
use zice_core::profile::ProfileError;
use zice_core::text::{self, Words};

/// Answers from outside the page, or why they cannot be used.
#[derive(Clone, PartialEq, Debug)]
pub enum Carried {
    /// By a link.
    Link(Result<Restored, LinkError>),
    /// By a file.
    File(Result<Restored, ProfileError>),
    /// By a link that lost them on the way.
    Lost,
}

impl Carried {
    /// The answers, if they can be used.
    pub fn restored(&self) -> Option<&Restored> {
        match self {
            Carried::Link(result) => result.as_ref().ok(),
            Carried::File(result) => result.as_ref().ok(),
            Carried::Lost => None,
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct LinkProps {
    pub pack: Pack,
    pub language: Language,
    /// The day of assessment.
    pub day: Date,
    pub carried: Carried,
    pub on_use: Callback<()>,
    pub on_discard: Callback<()>,
}

#[component]
pub fn Link(props: &LinkProps) -> Html {
    let words = Words::of(props.language);
    let catalogue = props.pack.0;
    let readable = props.carried.restored().is_some();
    let (title, contains) = match &props.carried {
        Carried::Link(_) | Carried::Lost => (if readable { words.link_title } else { words.link_bad_title }, words.link_contains),
        Carried::File(_) => (if readable { words.file_title } else { words.file_bad_title }, words.file_contains),
    };
    html! {
        <main class="zc-main zc-main--narrow" id="main" data-view="intro">
            <h1 id="heading" tabindex="-1">{ title }</h1>
            { match props.carried.restored() {
                None => html! {
                    <>
                        { refusal(catalogue, words, &props.carried) }
                        <div class="zc-actions">{ button(PRIMARY, "restart", words.link_back.into(), &props.on_discard) }</div>
                    </>
                },
                Some(restored) => html! {
                    <>
                        <p>{ contains(restored.answers.len()) }</p>
                        if !restored.retired.is_empty() {
                            <p class="zc-note">{ (words.link_retired)(&retired(catalogue, words, restored)) }</p>
                        }
                        if restored.left_out != 0 {
                            <p class="zc-note">{ (words.link_left_out)(restored.left_out) }</p>
                        }
                        if let Some(year) = restored.year.filter(|year| *year + 1 != props.day.year()) {
                            <p class="zc-note" data-year="other">{ (words.link_year)(&year.to_string(), &props.day.year().saturating_sub(1).to_string()) }</p>
                        }
                        <div class="zc-actions">
                            { button(PRIMARY, "use-link", words.link_use.into(), &props.on_use) }
                            { button(PLAIN, "restart", words.link_discard.into(), &props.on_discard) }
                        </div>
                        { answer_list(catalogue, words, &restored.answers) }
                    </>
                },
            } }
        </main>
    }
}

/// What only an earlier edition asked, by name.
fn retired(catalogue: &Catalogue, words: &'static Words, restored: &Restored) -> String {
    let names = restored.retired.iter().filter_map(|&place| catalogue.retired.get(place)).map(|retired| retired.name.get(words.language));
    names.collect::<Vec<_>>().join(words.list_and)
}

fn refusal(catalogue: &Catalogue, words: &'static Words, carried: &Carried) -> Html {
    match carried {
        Carried::Link(Err(LinkError::Newer(_))) => html! { <p class="zc-error" role="alert">{ words.link_newer }</p> },
        Carried::Link(_) => html! { <p class="zc-error" role="alert">{ words.link_damaged }</p> },
        Carried::Lost => html! { <p class="zc-error" role="alert">{ words.link_lost }</p> },
        Carried::File(Ok(_)) => Html::default(),
        Carried::File(Err(error)) => html! {
            <>
                <p class="zc-error" role="alert">{ sentence(catalogue, words, error) }</p>
                <p>{ words.file_unchanged }</p>
            </>
        },
    }
}

/// What is wrong with a file, where, and what is allowed there.
fn sentence(catalogue: &Catalogue, words: &'static Words, error: &ProfileError) -> String {
    match error {
        ProfileError::TooLong => words.file_too_long.to_owned(),
        ProfileError::NotJson(line, column) => (words.file_not_json)(*line, *column),
        ProfileError::NotAProfile => words.file_not_profile.to_owned(),
        ProfileError::UnknownKey(key) => (words.file_unknown_key)(&shortened(key)),
        ProfileError::Twice(key) => (words.file_twice)(&shortened(key)),
        ProfileError::UnknownFact(id) => (words.file_unknown_fact)(&shortened(id)),
        ProfileError::Value(fact, written, _) => {
            let about = catalogue.fact(*fact);
            let name = format!("{}{}", about.short.get(words.language), (words.in_brackets)(about.id));
            (words.file_value)(&name, &shortened(written), &allowed(catalogue, words, *fact))
        }
        ProfileError::Topics(written) => {
            let topics: Vec<String> = catalogue.topics.iter().map(|topic| format!("\"{}\"", topic.id)).collect();
            (words.file_topics)(&shortened(written), &topics.join(words.list_and))
        }
    }
}

/// What a file may say of a fact.
fn allowed(catalogue: &Catalogue, words: &'static Words, fact: FactId) -> String {
    let about = catalogue.fact(fact);
    let option = |option: &zice_core::catalogue::FactOption| {
        let id = if about.kind == FactKind::Yes { option.id.to_owned() } else { format!("\"{}\"", option.id) };
        format!("{id}{}", (words.in_brackets)(option.label.get(words.language)))
    };
    let options: Vec<String> = about.options.iter().map(option).collect();
    let options = options.join(words.list_and);
    match about.kind {
        FactKind::One | FactKind::Yes => (words.file_allowed)(&options),
        FactKind::Many => (words.file_allowed_list)(&options),
        FactKind::Number { unit, min, max } => {
            let symbol = text::symbol(words.language, unit, zice_core::units::Quantity(0));
            (words.file_allowed_number)(&min.to_decimal(unit), &max.to_decimal(unit), symbol, unit.decimals())
        }
    }
}

/// As much of a strange text as tells which one it is.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST { text.to_owned() } else { format!("{}…", text.chars().take(MOST).collect::<String>()) }
}
