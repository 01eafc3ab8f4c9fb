//! What was read, for check.html: everything as visitors will see it, and every fault in words.

use super::{PlanState, Read, TOKENS, say};
use crate::catalogue::{Catalogue, Language};
use crate::profile::json::quoted;

/// One JSON object.
pub fn report(catalogue: &Catalogue, read: &Read) -> String {
    let list = |items: Vec<String>| format!("[{}]", items.join(", "));
    let text = |text: Option<&str>| text.map_or_else(|| "null".to_owned(), quoted);
    let faults = read.faults.iter().map(|fault| {
        let (wrong, allowed) = say(fault, Language::Zh);
        format!(
            "{{\"file\": {}, \"line\": {}, \"wrong\": {}, \"allowed\": {}}}",
            quoted(fault.file.name()),
            fault.line,
            quoted(&wrong),
            quoted(&allowed)
        )
    });
    let places = &catalogue.fact(catalogue.place_fact).options;
    let contacts = read.contacts.iter().map(|contact| {
        let place = contact.place.and_then(|place| places.get(usize::from(place))).map(|option| option.label.zh);
        let numbers = contact.numbers().into_iter().map(|(shown, dialled)| format!("[{}, {}]", quoted(shown), quoted(&dialled)));
        format!(
            "{{\"agency\": {}, \"place\": {}, \"numbers\": {}, \"address\": {}, \"hours\": {}}}",
            quoted(catalogue.agency(contact.agency).name.zh),
            text(place),
            list(numbers.collect()),
            quoted(contact.address.zh),
            quoted(contact.hours.zh)
        )
    });
    let settings = &read.settings;
    let state = settings.state.map(|state| match state {
        PlanState::Ended => "ended",
        PlanState::Replaced => "replaced",
    });
    let topics = catalogue.topics.iter().map(|topic| format!("[{}, {}]", quoted(topic.id), quoted(topic.name.zh)));
    format!(
        "{{\"faults\": {}, \"contacts\": {}, \"portal\": {}, \"address\": {}, \"idle\": {}, \"save\": {}, \"state\": {}, \"note\": {}, \"agencies\": {}, \
         \"topics\": {}, \"tokens\": {}, \"version\": {}}}",
        list(faults.collect()),
        list(contacts.collect()),
        text(settings.portal),
        text(settings.address),
        settings.idle.map_or_else(|| "null".to_owned(), |idle| idle.to_string()),
        settings.save,
        text(state),
        text(settings.note),
        list(catalogue.agencies.iter().map(|agency| quoted(agency.name.zh)).collect()),
        list(topics.collect()),
        list(TOKENS.iter().map(|token| quoted(token)).collect()),
        quoted(catalogue.pack.version),
    )
}
