//! Which agency for which supports.

use yew::prelude::*;

use crate::catalogue::{Agency, AgencyId, Catalogue, Language, Text};
use crate::facts::{Answers, FactValue};
use crate::report::Report;
use crate::text::Words;

/// Agencies shown at once; the others open on demand.
const MOST: usize = 6;

/// Agencies with their supports, the most useful first.
pub fn contacts(catalogue: &Catalogue, language: Language, answers: &Answers, report: &Report) -> Html {
    let words = Words::of(language);
    let mut contacts = report.contacts();
    contacts.sort_by_key(|contact| core::cmp::Reverse(contact.supports.len()));
    let option = match answers.value(catalogue.place_fact) {
        Some(FactValue::Option(option)) => Some(option),
        _ => None,
    };
    let place = catalogue.places.iter().find(|place| Some(place.option) == option);
    let county = place.and_then(|place| place.county);
    if let Some(first) = place.and_then(|place| place.first) {
        contacts.sort_by_key(|contact| contact.agency != first);
    }
    html! {
        <section class="zc-panel" aria-labelledby="contacts-title">
            <h2 id="contacts-title">{ words.contacts_title }</h2>
            <p class="zc-muted">{ words.contacts_general }{ " " }<a href={format!("tel:{}", catalogue.pack.general_hotline)}>{ catalogue.pack.general_hotline }</a></p>
            <ol class="zc-contacts">
                { for contacts.iter().take(MOST).map(|contact| agency(catalogue, language, contact.agency, contact.supports.len(), county, option)) }
            </ol>
            if MOST < contacts.len() {
                <details class="zc-more">
                    <summary>{ (words.contacts_more)(contacts.len() - MOST) }</summary>
                    <ol class="zc-contacts" start={(MOST + 1).to_string()}>
                        { for contacts.iter().skip(MOST).map(|contact| agency(catalogue, language, contact.agency, contact.supports.len(), county, option)) }
                    </ol>
                </details>
            }
        </section>
    }
}

fn agency(catalogue: &Catalogue, language: Language, id: AgencyId, supports: usize, county: Option<Text>, option: Option<u8>) -> Html {
    let words = Words::of(language);
    let about: &Agency = catalogue.agency(id);
    let local = catalogue.contacts.iter().find(|contact| contact.agency == id && (contact.place.is_none() || contact.place == option));
    let office = county.zip(about.county).map(|(county, office)| office.get(language).replace("{county}", county.get(language)));
    html! {
        <li data-agency={about.id}>
            <b>{ about.name.get(language) }</b>
            if let Some(today) = about.today {
                <span class="zc-contacts__today">{ today.get(language) }</span>
            }
            <span class="zc-contacts__line">
                { (words.contacts_count)(supports) }
                if let Some(hotline) = about.hotline {
                    { " · " }{ words.contacts_hotline }{ " " }<a href={format!("tel:{hotline}")}>{ hotline }</a>
                }
            </span>
            if let Some(office) = office {
                <span class="zc-contacts__line">{ (words.contacts_county)(&office) }</span>
            }
            if let Some(local) = local {
                <span class="zc-contacts__line">
                    <a href={format!("tel:{}", local.telephone)}>{ local.telephone }</a>{ " · " }{ local.address.get(language) }{ " · " }{ local.hours.get(language) }
                </span>
            }
            if let Some(note) = about.note {
                <span class="zc-contacts__line">{ note.get(language) }</span>
            }
        </li>
    }
}
