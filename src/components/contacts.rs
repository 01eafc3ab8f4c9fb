//! Which agency to contact about which supports.

use yew::prelude::*;

use super::criteria::Firm;
use zice_core::catalogue::{AgencyId, Catalogue, Language, LocalContact};
use zice_core::explanations::order;
use zice_core::facts::Answers;
use zice_core::report::{Contact, Report};
use zice_core::text::Words;

/// How many agencies are shown at first; the others unfold on demand.
const MOST: usize = 6;

/// Agencies with their supports, the most useful first.
pub fn contacts(catalogue: &Catalogue, language: Language, answers: &Answers, report: &Report) -> Html {
    let words = Words::of(language);
    let contacts = order::by_calling(catalogue, answers, report.contacts());
    let entry = |contact: &Contact| agency(catalogue, language, answers, contact);
    html! {
        <section class="zc-panel" aria-labelledby="contacts-title">
            <h2 id="contacts-title">{ words.contacts_title }</h2>
            <p class="zc-muted">{ words.contacts_general }{ " " }<a href={format!("tel:{}", catalogue.pack.general_hotline)}>{ catalogue.pack.general_hotline }</a></p>
            <ol class="zc-contacts">
                { for contacts.iter().take(MOST).map(entry) }
            </ol>
            if MOST < contacts.len() {
                <details class="zc-more">
                    <summary>{ (words.contacts_more)(contacts.len() - MOST) }</summary>
                    <ol class="zc-contacts" start={(MOST + 1).to_string()}>
                        { for contacts.iter().skip(MOST).map(entry) }
                    </ol>
                </details>
            }
        </section>
    }
}

fn agency(catalogue: &Catalogue, language: Language, answers: &Answers, contact: &Contact) -> Html {
    let words = Words::of(language);
    let about = catalogue.agency(contact.agency);
    let local = order::office(catalogue, answers, contact.agency);
    let county = order::place(catalogue, answers).and_then(|place| place.county);
    let office = county.zip(about.county).map(|(county, office)| office.get(language).replace("{county}", county.get(language)));
    html! {
        <li data-agency={about.id}>
            <b>{ about.name.get(language) }</b>
            if let Some(today) = about.today {
                <span class="zc-contacts__today">
                    { today.get(language) }
                    if matches!(about.confidence, 'C' | 'D') {
                        { (words.in_brackets)(words.use_latest) }
                    }
                </span>
            }
            if let Some(hotline) = about.hotline {
                <span class="zc-contacts__line">{ words.contacts_hotline }{ " " }<a href={format!("tel:{hotline}")}>{ hotline }</a></span>
            }
            if let Some(office) = office {
                <span class="zc-contacts__line">{ (words.contacts_county)(&office) }</span>
            }
            if let Some(local) = local {
                <span class="zc-contacts__line">{ telephones(local) }{ about_office(local, language) }</span>
            }
            if let Some(note) = about.note {
                <span class="zc-contacts__line">{ note.get(language) }</span>
            }
            <details class="zc-contacts__which">
                <summary>{ (words.contacts_count)(contact.supports.len()) }</summary>
                <ul>{ for contact.supports.iter().map(|support| html! { <li>{ catalogue.supports[support.index()].name.get(language) }</li> }) }</ul>
            </details>
        </li>
    }
}

/// The office's own numbers, each to be dialled.
pub fn telephones(office: &LocalContact) -> Html {
    let number = |(index, (shown, dialled)): (usize, (&'static str, String))| {
        html! { <>{ if index == 0 { "" } else { "、" } }<a href={format!("tel:{dialled}")}>{ shown }</a></> }
    };
    html! { <>{ for office.numbers().into_iter().enumerate().map(number) }</> }
}

/// Where it is and when it is open, behind its numbers.
pub fn about_office(office: &LocalContact, language: Language) -> String {
    let known = [office.address.get(language), office.hours.get(language)].into_iter().filter(|text| !text.is_empty());
    known.map(|text| format!(" · {text}")).collect()
}

/// The name of the firm's county's own office where it is known, else the prefecture's.
pub fn office_name(firm: Firm<'_>, agency: AgencyId) -> String {
    let about = firm.catalogue.agency(agency);
    let county = order::place(firm.catalogue, firm.answers).and_then(|place| place.county).zip(about.county);
    county.map_or_else(
        || about.name.get(firm.language).to_owned(),
        |(county, office)| office.get(firm.language).replace("{county}", county.get(firm.language)),
    )
}

/// An office with the number to call, its address and hours: its own number, else its hotline, else the one for everything.
pub fn office_line(firm: Firm<'_>, agency: AgencyId) -> String {
    let rest = order::office(firm.catalogue, firm.answers, agency).map_or_else(
        || firm.catalogue.agency(agency).hotline.unwrap_or(firm.catalogue.pack.general_hotline).to_owned(),
        |local| format!("{}{}", local.telephone, about_office(local, firm.language)),
    );
    format!("{} {rest}", office_name(firm, agency))
}
