//! What to do first: at most three supports, each with what it is worth, the first step, what to bring and whom to call.

use yew::prelude::*;

use super::contacts::{about_office, office_name, telephones};
use super::criteria::Firm;
use super::worth::{amount, ends};
use zice_core::catalogue::{AgencyId, SupportId};
use zice_core::explanations::{first, order};
use zice_core::text::Words;
use zice_core::worth;

/// The section; nothing where there is nothing to do yet.
pub fn first_things(firm: Firm<'_>, on_more: &Callback<SupportId>) -> Html {
    let words = Words::of(firm.language);
    let places = first::first(firm.catalogue, firm.answers, firm.report);
    if places.is_empty() {
        return Html::default();
    }
    html! {
        <section class="zc-first" aria-labelledby="first-title">
            <h2 id="first-title">{ (words.first_title)(places.len()) }</h2>
            <ol class="zc-first__list">{ for places.iter().map(|&place| thing(firm, place, on_more)) }</ol>
        </section>
    }
}

fn thing(firm: Firm<'_>, place: usize, on_more: &Callback<SupportId>) -> Html {
    let words = Words::of(firm.language);
    let report = &firm.report.supports[place];
    let support = report.support;
    let about = &firm.catalogue.supports[support.index()];
    let language = firm.language;
    let asks = worth::about(firm.catalogue, support).is_some_and(|worth| worth.asks.is_some());
    let unsaid = if asks { words.worth_by_card } else { words.worth_office };
    let soon = report.days_left.map(words.days_left);
    let row = |name: &'static str, content: Html| html! { <div><dt>{ name }</dt><dd>{ content }</dd></div> };
    let documents: Vec<&str> = about.documents.iter().map(|document| document.get(language)).collect();
    html! {
        <li class="zc-first__one" data-first={about.id}>
            <h3>{ about.name.get(language) }</h3>
            <p class="zc-first__worth">
                { match amount(firm, report) {
                    Some(worth) => html! { <strong>{ worth }</strong> },
                    None => html! { <span class="zc-muted">{ words.first_worth }{ words.colon }{ unsaid }</span> },
                } }
                if let Some(soon) = soon {
                    <span class="zc-tag zc-tag--status">{ soon }</span>
                }
            </p>
            <dl class="zc-first__facts">
                { about.steps.first().map_or_else(Html::default, |step| row(words.first_step, html! { { step.get(language) } })) }
                if !documents.is_empty() {
                    { row(words.documents, html! { { documents.join(words.list_and) } }) }
                }
                { report.agencies.first().map_or_else(Html::default, |&agency| row(words.contact, office(firm, agency))) }
                { ends(firm, report).map_or_else(Html::default, |ends| row(words.first_end, html! { { ends } })) }
            </dl>
            <button type="button" class="zc-link" data-action="first-more" data-of={about.id} onclick={on_more.reform(move |_: MouseEvent| support)}>
                { words.first_more }<span class="zc-hidden">{ words.colon }{ about.name.get(language) }</span>
            </button>
        </li>
    }
}

/// An office by name, and the number to call: its own, else its hotline, else the one for everything.
fn office(firm: Firm<'_>, agency: AgencyId) -> Html {
    let about = firm.catalogue.agency(agency);
    let name = office_name(firm, agency);
    match order::office(firm.catalogue, firm.answers, agency) {
        Some(office) => html! { <>{ name }{ " " }{ telephones(office) }{ about_office(office, firm.language) }</> },
        None => {
            let number = about.hotline.unwrap_or(firm.catalogue.pack.general_hotline);
            html! { <>{ name }{ " " }<a href={format!("tel:{number}")}>{ number }</a></> }
        }
    }
}
