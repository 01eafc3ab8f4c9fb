//! Which supports are shown: by topic and by agency, with the number that is left said aloud.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::catalogue::{AgencyId, Language};
use crate::explanations::order::Filter;
use crate::report::{Report, Topics};
use crate::text::Words;
use crate::ui::Pack;

#[derive(Properties)]
pub struct FiltersProps {
    pub pack: Pack,
    pub language: Language,
    pub report: Rc<Report>,
    pub topics: Topics,
    pub filter: Filter,
    pub on_change: Callback<Filter>,
}

impl PartialEq for FiltersProps {
    fn eq(&self, other: &FiltersProps) -> bool {
        Rc::ptr_eq(&self.report, &other.report) && self.language == other.language && self.filter == other.filter
    }
}

/// Two native lists and a way back to all.
#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let words = Words::of(props.language);
    let catalogue = props.pack.0;
    let filter = props.filter;
    let count = |filter: Filter| props.report.supports.iter().filter(|support| filter.admits(catalogue, support)).count();
    let topics = (0..catalogue.topics.len()).filter(|&topic| props.topics.has(topic)).map(|topic| {
        let left = count(Filter { topic: Some(topic), ..filter });
        (topic, catalogue.topics[topic].name.get(props.language), left)
    });
    let agencies = (0..catalogue.agencies.len()).map(|agency| {
        let left = count(Filter { agency: u8::try_from(agency).ok().map(AgencyId), ..filter });
        (agency, catalogue.agencies[agency].name.get(props.language), left)
    });
    let on_topic = props.on_change.reform(move |topic| Filter { topic, ..filter });
    let on_agency = props
        .on_change
        .reform(move |agency: Option<usize>| Filter { agency: agency.and_then(|place| u8::try_from(place).ok()).map(AgencyId), ..filter });
    let (topic_list, agency_list) = (use_node_ref(), use_node_ref());
    {
        // A list that a visitor has touched no longer follows its markup.
        let lists = [topic_list.clone(), agency_list.clone()];
        use_effect_with(filter, move |filter| {
            for (list, chosen) in lists.iter().zip([filter.topic, filter.agency.map(AgencyId::index)]) {
                if let Some(list) = list.cast::<HtmlSelectElement>() {
                    list.set_value(&chosen.map_or(String::new(), |place| place.to_string()));
                }
            }
        });
    }
    html! {
        <div class="zc-filters zc-screen" role="group" aria-label={words.filter_title}>
            { list("filter-topic", words.filter_topic, words.filter_topic_all, topics, filter.topic, topic_list, on_topic) }
            { list("filter-agency", words.filter_agency, words.filter_agency_all, agencies, filter.agency.map(AgencyId::index), agency_list, on_agency) }
            <button type="button" class="zc-button" data-action="show-all" onclick={props.on_change.reform(|_: MouseEvent| Filter::default())}>{ words.filter_clear }</button>
            <p class="zc-filters__shown" role="status">{ (words.filter_shown)(count(filter), props.report.supports.len()) }</p>
        </div>
    }
}

/// A native list: the first entry is all of them; entries that would leave nothing are left out.
fn list(
    id: &'static str,
    label: &'static str,
    all: &'static str,
    entries: impl Iterator<Item = (usize, &'static str, usize)>,
    chosen: Option<usize>,
    reference: NodeRef,
    on_change: Callback<Option<usize>>,
) -> Html {
    let on_change = on_change.reform(|event: Event| {
        event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).and_then(|list| list.value().parse().ok())
    });
    html! {
        <div class="zc-filters__one">
            <label for={id}>{ label }</label>
            <select {id} class="zc-select" ref={reference} onchange={on_change}>
                <option value="">{ all }</option>
                { for entries.filter(|(place, _, left)| 0 < *left || chosen == Some(*place)).map(|(place, name, left)| html! {
                    <option key={place} value={place.to_string()}>{ format!("{name} · {left}") }</option>
                }) }
            </select>
        </div>
    }
}
