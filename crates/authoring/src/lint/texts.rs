//! Every text of the pack, with its place and what it is for.

use super::place::{self, line_of_text};
use crate::problem::Folder;
use crate::seed::{OptionSeed, Seeds, TextSeed};

/// What a text is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Name of a support.
    Name,
    /// Name of a rule, a rung, an agency, a topic, a place, a document.
    Title,
    /// What a support gives.
    Gives,
    /// One line on the results page, or a situation.
    Label,
    /// What to do next.
    Step,
    /// What to bring.
    Document,
    /// A fact's name in tables.
    Short,
    /// A question.
    Question,
    /// Where to find an answer.
    Hint,
    /// An option.
    Option,
    /// A note, a reason, an explanation.
    Note,
}

/// A text with its place.
pub struct TextAt<'a> {
    /// File.
    pub file: String,
    /// Line of its Chinese text.
    pub line: usize,
    /// What it is for.
    pub role: Role,
    /// Chinese.
    pub zh: &'a str,
    /// English.
    pub en: &'a str,
}

struct Collector<'f, 's> {
    folder: &'f Folder,
    found: Vec<TextAt<'s>>,
}

impl<'s> Collector<'_, 's> {
    fn add(&mut self, file: &str, from: usize, role: Role, text: &'s TextSeed) {
        let line = line_of_text(self.folder, file, if text.zh.is_empty() { &text.en } else { &text.zh }, from);
        self.found.push(TextAt { file: file.to_owned(), line, role, zh: &text.zh, en: &text.en });
    }

    fn all(&mut self, file: &str, role: Role, texts: impl IntoIterator<Item = &'s TextSeed>) {
        for text in texts {
            self.add(file, 0, role, text);
        }
    }

    fn option(&mut self, file: &str, from: usize, option: &'s OptionSeed) {
        let line = line_of_text(self.folder, file, &option.zh, from);
        self.found.push(TextAt { file: file.to_owned(), line, role: Role::Option, zh: &option.zh, en: &option.en });
    }
}

/// Every text of the pack.
pub fn texts<'s>(folder: &Folder, seeds: &'s Seeds) -> Vec<TextAt<'s>> {
    let mut found = Collector { folder, found: Vec::new() };
    criteria(&mut found, seeds);
    supports(&mut found, seeds);
    facts(&mut found, seeds);
    agencies(&mut found, seeds);
    rules(&mut found, seeds);
    ladder(&mut found, seeds);
    let pack = &seeds.pack;
    found.all("pack.toml", Role::Title, [&pack.title, &pack.short_title].into_iter().chain(&pack.document));
    found.all("pack.toml", Role::Title, pack.topic.iter().map(|topic| &topic.name));
    found.all("pack.toml", Role::Note, [&pack.age]);
    found.all("contacts.toml", Role::Note, seeds.plan_state.iter().map(|known| &known.note));
    found.all("sources.toml", Role::Note, seeds.sources.exclusion.iter().map(|exclusion| &exclusion.who));
    found.all("pack.toml", Role::Note, pack.no_support.iter().map(|none| &none.reason).chain([&pack.disclaimer]));
    found.all("sources.toml", Role::Title, seeds.sources.source.iter().map(|source| &source.title));
    found.all("sources.toml", Role::Note, seeds.sources.source.iter().filter_map(|source| source.note.as_ref()));
    found.all("sources.toml", Role::Title, seeds.sources.hotline.iter().map(|hotline| &hotline.name));
    found.all("terms.toml", Role::Label, seeds.terms.iter().map(|term| &term.label));
    found.all("terms.toml", Role::Note, seeds.terms.iter().map(|term| &term.explain));
    found.found
}

fn criteria<'s>(found: &mut Collector<'_, 's>, seeds: &'s Seeds) {
    for at in place::criteria(found.folder, seeds) {
        for label in at.seed.label.iter().chain(at.seed.any.iter().map(|branch| &branch.label)) {
            found.add(&at.file, at.line, Role::Label, label);
        }
    }
}

fn supports<'s>(found: &mut Collector<'_, 's>, seeds: &'s Seeds) {
    for (id, support) in &seeds.supports {
        let file = format!("supports/{id}.toml");
        found.all(&file, Role::Name, [&support.name]);
        found.all(&file, Role::Gives, [&support.gives]);
        found.all(&file, Role::Label, &support.when_label);
        found.all(&file, Role::Note, &support.agency_note);
        found.all(&file, Role::Step, &support.steps);
        found.all(&file, Role::Document, &support.documents);
        found.all(&file, Role::Note, support.worth.iter().map(|worth| &worth.formula));
    }
}

fn facts<'s>(found: &mut Collector<'_, 's>, seeds: &'s Seeds) {
    let mut cursor = place::Cursor::new(found.folder, "facts.toml");
    for fact in &seeds.facts.fact {
        let line = cursor.id(&fact.id);
        found.add("facts.toml", line, Role::Short, &fact.short);
        found.add("facts.toml", line, Role::Question, &fact.question);
        found.add("facts.toml", line, Role::Hint, &fact.hint);
        for option in &fact.options {
            let line = cursor.id(&option.id);
            found.option("facts.toml", line, option);
        }
    }
    for screen in &seeds.facts.screen {
        found.all("facts.toml", Role::Title, [&screen.title].into_iter().chain(&screen.none));
        found.all("facts.toml", Role::Hint, [&screen.hint]);
        found.all("facts.toml", Role::Label, screen.line.iter().flat_map(|line| line.label.iter().chain(&line.part)));
    }
    found.all("facts.toml", Role::Note, seeds.facts.note.iter().map(|note| &note.text));
}

fn agencies<'s>(found: &mut Collector<'_, 's>, seeds: &'s Seeds) {
    let file = "agencies.toml";
    for agency in &seeds.agencies.agency {
        found.all(file, Role::Title, [&agency.name].into_iter().chain(&agency.today).chain(&agency.county));
        found.all(file, Role::Note, [&agency.role].into_iter().chain(&agency.note));
    }
    found.all(file, Role::Title, seeds.agencies.place.iter().filter_map(|place| place.county.as_ref()));
}

fn rules<'s>(found: &mut Collector<'_, 's>, seeds: &'s Seeds) {
    for (id, rule) in &seeds.rules {
        let file = format!("rules/{id}.toml");
        found.all(&file, Role::Title, [&rule.name]);
        for score in &rule.scores {
            let parts = score.groups.iter().flat_map(|group| &group.parts).map(|part| &part.label);
            found.all(&file, Role::Label, [&score.label].into_iter().chain(score.groups.iter().map(|group| &group.label)).chain(parts));
        }
    }
}

fn ladder<'s>(found: &mut Collector<'_, 's>, seeds: &'s Seeds) {
    for rung in &seeds.ladder.rung {
        let names = [&rung.name, &rung.short, &rung.plan_name, &rung.recognised_by, &rung.valid];
        found.all("ladder.toml", Role::Title, names);
        found.all("ladder.toml", Role::Note, &rung.note);
    }
}
