//! Every text of a pack, in one order, with the segment of the compiled form that it belongs to.
//!
//! Invariant: writing and reading walk the same list, so a text cannot end up in another's place; a text that is missing here is found by the
//! test that reads back what it wrote.

use super::Catalogue;
use super::text::{Str, Text};
use crate::facts::{FactId, FactSet};

/// A part of the texts: when they are needed, and in which language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Segment {
    /// On the page, in Chinese.
    Zh,
    /// On the page, in English.
    En,
    /// Only on the page of the whole plan and for the command, in Chinese.
    ReferZh,
    /// The same in English.
    ReferEn,
}

/// Where a text is needed.
#[derive(Clone, Copy)]
enum Need {
    Show,
    Refer,
}

impl Segment {
    /// All, in the order of the whole pack's file.
    pub const ALL: [Segment; 4] = [Segment::Zh, Segment::En, Segment::ReferZh, Segment::ReferEn];
}

/// Calls back with every text.
pub fn each(catalogue: &mut Catalogue, visit: &mut impl FnMut(Segment, &mut Str)) {
    let mut both = |need: Need, text: &mut Text| {
        let (zh, en) = match need {
            Need::Show => (Segment::Zh, Segment::En),
            Need::Refer => (Segment::ReferZh, Segment::ReferEn),
        };
        visit(zh, &mut text.zh);
        visit(en, &mut text.en);
    };
    let facts = catalogue.all_facts();
    asked(catalogue, facts, &mut |text| both(Need::Show, text));
    found(catalogue, &mut both);
    verbatim(catalogue, &mut |text| visit(Segment::Zh, text));
}

/// Calls back with the texts of the frame and the intro, and of the questions that ask for these facts.
pub fn asked(catalogue: &mut Catalogue, facts: FactSet, visit: &mut impl FnMut(&mut Text)) {
    let pack = &mut catalogue.pack;
    [&mut pack.title, &mut pack.short_title, &mut pack.disclaimer].into_iter().for_each(&mut *visit);
    for (_, fact) in (0..).zip(&mut catalogue.facts).filter(|(index, _)| facts.has(FactId(*index))) {
        fact.options.iter_mut().for_each(|option| visit(&mut option.label));
        [&mut fact.short, &mut fact.question, &mut fact.hint].into_iter().for_each(&mut *visit);
    }
    catalogue.topics.iter_mut().for_each(|topic| visit(&mut topic.name));
}

/// All others that are in both languages.
fn found(catalogue: &mut Catalogue, visit: &mut impl FnMut(Need, &mut Text)) {
    for screen in &mut catalogue.screens {
        let lines = screen.lines.iter_mut().flat_map(|line| line.part.iter_mut().chain(&mut line.label));
        [&mut screen.title, &mut screen.hint].into_iter().chain(&mut screen.none).chain(lines).for_each(|text| visit(Need::Show, text));
    }
    catalogue.notes.iter_mut().for_each(|note| visit(Need::Show, &mut note.text));
    visit(Need::Show, &mut catalogue.age);
    catalogue.retired.iter_mut().for_each(|retired| visit(Need::Show, &mut retired.name));
    for support in &mut catalogue.supports {
        visit(Need::Show, &mut support.name);
        visit(Need::Show, &mut support.gives);
        support.trigger.iter_mut().for_each(|(_, label)| visit(Need::Show, label));
        support.agency_note.iter_mut().chain(&mut support.steps).chain(&mut support.documents).for_each(|text| visit(Need::Show, text));
        if let Some(worth) = &mut support.worth {
            visit(Need::Show, &mut worth.formula);
            worth.asks.iter_mut().for_each(|asks| visit(Need::Show, &mut asks.label));
        }
    }
    for rung in &mut catalogue.rungs {
        visit(Need::Show, &mut rung.name);
        let texts = [&mut rung.short, &mut rung.plan_name, &mut rung.recognised_by, &mut rung.valid];
        texts.into_iter().chain(&mut rung.note).for_each(|text| visit(Need::Show, text));
        rung.rules.iter_mut().for_each(|rule| visit(Need::Show, &mut rule.name));
    }
    for criterion in &mut catalogue.criteria {
        visit(Need::Show, &mut criterion.label);
        criterion.branches.iter_mut().for_each(|branch| visit(Need::Show, &mut branch.label));
    }
    for agency in &mut catalogue.agencies {
        let texts = [&mut agency.name, &mut agency.role];
        texts
            .into_iter()
            .chain(&mut agency.today)
            .chain(&mut agency.county)
            .chain(&mut agency.note)
            .for_each(|text| visit(Need::Show, text));
    }
    catalogue.places.iter_mut().filter_map(|place| place.county.as_mut()).for_each(|county| visit(Need::Show, county));
    catalogue.contacts.iter_mut().flat_map(|contact| [&mut contact.address, &mut contact.hours]).for_each(|text| visit(Need::Show, text));
    for source in &mut catalogue.sources {
        visit(Need::Show, &mut source.title);
        source.note.iter_mut().for_each(|note| visit(Need::Refer, note));
    }
    catalogue.articles.iter_mut().filter_map(|article| article.no_support.as_mut()).for_each(|text| visit(Need::Refer, text));
    catalogue.terms.iter_mut().flat_map(|term| [&mut term.label, &mut term.explain]).for_each(|text| visit(Need::Refer, text));
    for score in &mut catalogue.scores {
        visit(Need::Refer, &mut score.label);
        for group in &mut score.groups {
            visit(Need::Refer, &mut group.label);
            group.parts.iter_mut().for_each(|part| visit(Need::Refer, &mut part.label));
        }
    }
}

/// What stands in the pack in Chinese only, as in the documents.
fn verbatim(catalogue: &mut Catalogue, visit: &mut impl FnMut(&mut Str)) {
    catalogue.supports.iter_mut().flat_map(|support| [&mut support.quote, &mut support.deciding]).for_each(&mut *visit);
    catalogue.agencies.iter_mut().flat_map(|agency| &mut agency.plan_names).for_each(&mut *visit);
    catalogue.contacts.iter_mut().for_each(|contact| visit(&mut contact.telephone));
    catalogue.sources.iter_mut().for_each(|source| visit(&mut source.number));
    catalogue.articles.iter_mut().for_each(|article| visit(&mut article.title));
}
