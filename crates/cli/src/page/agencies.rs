//! The agencies: the plan's name, today's, what each does for a firm, its hotline and its county counterpart.

use super::html::Html;
use super::{Book, frame};
use zice_core::catalogue::{Agency, AgencyId, Language};
use zice_core::text::Words;

/// All agencies, then whom to ask first by place.
pub fn section(html: &mut Html, book: Book<'_>) {
    frame::part(html, "agencies", |html| {
        places(html, book);
        for (index, about) in book.catalogue.agencies.iter().enumerate() {
            let heading = format!("agency-{}-title", about.id);
            html.element(
                "section",
                &[("id", &format!("agency-{}", about.id)), ("class", "agency"), ("aria-labelledby", &heading)],
                |html| {
                    html.heading(3, Some(&heading), about.name.zh, about.name.en);
                    html.element("dl", &[], |html| agency(html, book, AgencyId(u8::try_from(index).unwrap_or(u8::MAX)), about));
                    if let Some(note) = about.note {
                        html.paragraphs("muted", note);
                    }
                },
            );
        }
    });
}

/// Places that have an office to ask before all others.
fn places(html: &mut Html, book: Book<'_>) {
    let fact = book.catalogue.fact(book.catalogue.place_fact);
    for place in &book.catalogue.places {
        let (Some(first), Some(option)) = (place.first, fact.options.get(usize::from(place.option))) else { continue };
        html.element("p", &[("class", "note")], |html| {
            html.inline(&format!("在{}，先找", option.label.zh), &format!("In {}, ask first:", option.label.en));
            html.text(" ");
            let agency = book.catalogue.agency(first);
            html.link(&format!("#agency-{}", agency.id), agency.name.zh);
        });
    }
}

fn agency(html: &mut Html, book: Book<'_>, id: AgencyId, about: &Agency) {
    if !about.plan_names.is_empty() {
        html.entry("方案中的名称（2021）", "In the plan (2021)", |html| html.text(&about.plan_names.join("、")));
    }
    if let Some(today) = about.today {
        html.entry("现在的名称", "Today's name", |html| html.inline(today.zh, today.en));
    }
    html.entry("名称可信度", "Confidence of the name", |html| html.text(&about.confidence.to_string()));
    html.entry("管什么", "What it does", |html| html.inline(about.role.zh, about.role.en));
    html.entry("电话", "Telephone", |html| match about.hotline {
        Some(hotline) => html.telephone(hotline),
        None => {
            html.telephone(book.catalogue.pack.general_hotline);
            html.text(" ");
            html.inline("（总机，请转接）", "(general hotline)");
        }
    });
    if let Some(office) = about.county {
        html.entry("县市一级", "In the county", |html| {
            let counties: Vec<_> = book.catalogue.places.iter().filter_map(|place| place.county).collect();
            let names = |language: Language, between: &str| {
                let all: Vec<String> =
                    counties.iter().map(|county| office.get(language).replace("{county}", county.get(language))).collect();
                all.join(between)
            };
            html.inline(&names(Language::Zh, "、"), &names(Language::En, "; "));
        });
    }
    local(html, book, id);
    responsible(html, book, id);
}

/// What the deploying portal filled in.
fn local(html: &mut Html, book: Book<'_>, id: AgencyId) {
    let options = &book.catalogue.fact(book.catalogue.place_fact).options;
    for contact in book.catalogue.contacts.iter().filter(|contact| contact.agency == id) {
        html.entry("办公地点", "Office", |html| {
            if let Some(option) = contact.place.and_then(|place| options.get(usize::from(place))) {
                html.inline(option.label.zh, option.label.en);
                html.text(" ");
            }
            html.telephone(contact.telephone);
            html.text(" ");
            html.inline(contact.address.zh, contact.address.en);
            html.text(" ");
            html.inline(contact.hours.zh, contact.hours.en);
        });
    }
}

/// The articles that name the agency.
fn responsible(html: &mut Html, book: Book<'_>, id: AgencyId) {
    let mut articles = book.catalogue.articles.iter().filter(|article| article.agencies.contains(&id)).peekable();
    if articles.peek().is_none() {
        return;
    }
    html.entry("负责的条", "Articles", |html| {
        for article in articles {
            html.link(&format!("#article-{}", article.number), &(Words::of(Language::Zh).article)(article.number));
            html.text(" ");
        }
    });
}
