//! Which supports are shown: by topic and by agency, with the number that is left said aloud.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::button::{PLAIN, button};
use zice_core::catalogue::{AgencyId, Catalogue};
use zice_core::explanations::order::Filter;
use zice_core::report::{Report, Topics};
use zice_core::text::Words;

/// Two native lists and a way back to all. A list that a visitor has touched no longer follows its markup, so each return to all (`round`)
/// makes them anew; the entry chosen says so itself, because entries are put in from the last to the first.
pub fn filters(
    catalogue: &'static Catalogue,
    words: &'static Words,
    report: &Report,
    topics: Topics,
    (filter, round): (Filter, u32),
    [on_all, on_see]: [&Callback<()>; 2],
    on_change: &Callback<Filter>,
) -> Html {
    let shown = report.supports.iter().filter(|support| filter.admits(catalogue, support)).count();
    let filtered = filter != Filter::default();
    let count = |filter: Filter| report.supports.iter().filter(|support| filter.admits(catalogue, support)).count();
    let agency = |place: usize| u8::try_from(place).ok().map(AgencyId);
    let topics: Vec<Entry> = (0..catalogue.topics.len())
        .filter(|&place| topics.has(place))
        .map(|place| (place, catalogue.topics[place].name.get(words.language), count(Filter { topic: Some(place), ..filter })))
        .collect();
    let agencies: Vec<Entry> = (0..catalogue.agencies.len())
        .map(|place| (place, catalogue.agencies[place].name.get(words.language), count(Filter { agency: agency(place), ..filter })))
        .collect();
    let on_topic = on_change.reform(move |topic| Filter { topic, ..filter });
    let on_agency = on_change.reform(move |place: Option<usize>| Filter { agency: place.and_then(agency), ..filter });
    let chosen = filter.agency.map(AgencyId::index);
    html! {
        <div class="zc-filters zc-screen" role="group" aria-label={words.filter_title}>
            <div class="zc-filters__one" key={format!("topic{round}")}>{ list("filter-topic", [words.filter_topic, words.filter_topic_all], topics, filter.topic, on_topic) }</div>
            <div class="zc-filters__one" key={format!("agency{round}")}>{ list("filter-agency", [words.filter_agency, words.filter_agency_all], agencies, chosen, on_agency) }</div>
            if filtered {
                <div key="all" class="zc-filters__both">
                    { button(PLAIN, "see-shown", (words.filter_see)(shown).into(), on_see) }
                    { button(PLAIN, "show-all", words.filter_clear.into(), on_all) }
                </div>
            }
            <p key="shown" class="zc-filters__shown" role="status">{ (words.filter_shown)(shown, report.supports.len()) }</p>
        </div>
    }
}

/// Place, name, and how many supports it would leave.
type Entry = (usize, &'static str, usize);

/// A native list with its label: the first entry is all of them; entries that would leave nothing are left out.
fn list(
    id: &'static str,
    [label, all]: [&'static str; 2],
    entries: Vec<Entry>,
    chosen: Option<usize>,
    on_change: Callback<Option<usize>>,
) -> Html {
    let on_change = on_change.reform(|event: Event| {
        event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).and_then(|list| list.value().parse().ok())
    });
    html! {
        <>
            <label for={id}>{ label }</label>
            <select {id} class="zc-select" autocomplete="off" onchange={on_change}>
                <option key="all" value="" selected={chosen.is_none()}>{ all }</option>
                { for entries.into_iter().filter(|(place, _, left)| 0 < *left || chosen == Some(*place)).map(|(place, name, left)| html! {
                    <option key={place} value={place.to_string()} selected={chosen == Some(place)}>{ format!("{name} · {left}") }</option>
                }) }
            </select>
        </>
    }
}
