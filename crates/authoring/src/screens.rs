//! Screens: which questions are asked together, and that each is asked in one place alone.

use std::collections::BTreeMap;

use super::compile::text;
use super::intern::intern;
use super::problem::{Folder, Problem};
use super::said::compiling::unknown_fact;
use super::said::{Said, screens as said};
use super::seed::{ScreenLineSeed, ScreenSeed, Seeds};
use zice_core::catalogue::{Cell, Fact, Form, Screen, ScreenLine};
use zice_core::facts::{FactId, FactKind, FactSet};

const FILE: &str = "facts.toml";

/// The screens of the pack, in the order of asking.
pub fn screens(folder: &Folder, seeds: &Seeds, facts: &[Fact], problems: &mut Vec<Problem>) -> Vec<Screen> {
    let mut screens: Vec<Screen> = Vec::new();
    let mut asked = FactSet::default();
    for seed in &seeds.facts.screen {
        let mut reader = Reader { folder, facts, seed, figures: BTreeMap::new(), problems };
        if screens.iter().any(|screen| screen.id == seed.id) {
            reader.problem(&seed.id, said::twice());
        }
        let screen = reader.screen();
        for fact in screen.facts().and(asked).iter() {
            let id = facts[usize::from(fact.0)].id;
            reader.problem(id, said::asked_elsewhere(id));
        }
        asked = asked.union(screen.facts());
        screens.push(screen);
    }
    screens
}

struct Reader<'a> {
    folder: &'a Folder,
    facts: &'a [Fact],
    seed: &'a ScreenSeed,
    /// Figures that are no facts, by name.
    figures: BTreeMap<&'a str, u8>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, needle: &str, message: Said) {
        let line = self.folder.line_after(FILE, "[[screen]]", 0).unwrap_or(0);
        let line = self.folder.line_after(FILE, &format!("\"{needle}\""), line).unwrap_or(line);
        self.problems.push(Problem::at(FILE, line, said::screen(&self.seed.id, message)));
    }

    fn screen(&mut self) -> Screen {
        let seed = self.seed;
        let mut seen = FactSet::default();
        let mut lines = Vec::new();
        for line in &seed.line {
            let read = self.line(line);
            for fact in read.facts().and(seen).iter() {
                let id = self.facts[usize::from(fact.0)].id;
                self.problem(id, said::asked_twice(id));
            }
            seen = seen.union(read.facts());
            lines.push(read);
        }
        if seen.len() < 2 {
            self.problem(&seed.id, said::too_few());
        }
        if seed.form == Form::List && seed.none.is_none() {
            self.problem(&seed.id, said::none());
        }
        Screen {
            id: intern(&seed.id),
            form: seed.form,
            title: text(&seed.title),
            hint: text(&seed.hint),
            none: seed.none.as_ref().map(text),
            lines,
        }
    }

    fn line(&mut self, seed: &'a ScreenLineSeed) -> ScreenLine {
        let form = self.seed.form;
        let first = self.cell(seed.fact.as_deref(), seed.figure.as_deref());
        let second = self.cell(seed.previous.as_deref(), seed.figure_previous.as_deref());
        let name = seed.fact.as_deref().or(seed.figure.as_deref()).unwrap_or_default();
        if seed.label.is_none() && form != Form::Fields {
            self.problem(name, said::label(name));
        }
        if form == Form::Table {
            for fact in [first, second].iter().filter_map(|cell| cell.fact()) {
                if !matches!(self.facts[usize::from(fact.0)].kind, FactKind::Number { .. }) {
                    self.problem(name, said::no_number(name));
                }
            }
        } else if second != Cell::Nothing || seed.figure.is_some() || seed.of.is_some() || seed.part.is_some() {
            self.problem(name, said::table_only(name));
        }
        let unticked = self.unticked(seed, first.fact(), name);
        let of = seed.of.as_ref().map(|[one, other]| [self.named(one), self.named(other)]);
        if of.is_some() && first.fact().is_none_or(|fact| self.facts[usize::from(fact.0)].made_of.is_none()) {
            self.problem(name, said::not_made(name));
        }
        ScreenLine { part: seed.part.as_ref().map(text), label: seed.label.as_ref().map(text), cells: [first, second], of, unticked }
    }

    /// What a line not ticked stands for: of a fact with one option it has to be said.
    fn unticked(&mut self, seed: &ScreenLineSeed, fact: Option<FactId>, name: &str) -> Option<u8> {
        let about = &self.facts[usize::from(fact?.0)];
        match (&seed.unticked, about.kind) {
            (None, FactKind::One) if self.seed.form == Form::List => {
                self.problem(name, said::unticked(name));
                None
            }
            (None, _) => None,
            (Some(option), _) => {
                let place = about.options.iter().position(|known| known.id == *option).and_then(|place| u8::try_from(place).ok());
                if place.is_none() || about.kind != FactKind::One {
                    self.problem(option, said::unticked_option(name, option));
                }
                place
            }
        }
    }

    fn cell(&mut self, fact: Option<&'a str>, figure: Option<&'a str>) -> Cell {
        match (fact, figure) {
            (Some(id), None) => self.fact(id),
            (None, Some(name)) => {
                let number = u8::try_from(self.figures.len()).unwrap_or(u8::MAX);
                Cell::Figure(*self.figures.entry(name).or_insert(number))
            }
            (None, None) => Cell::Nothing,
            (Some(id), Some(_)) => {
                self.problem(id, said::both(id));
                Cell::Nothing
            }
        }
    }

    fn fact(&mut self, id: &str) -> Cell {
        match self.facts.iter().position(|fact| fact.id == id).and_then(|place| u8::try_from(place).ok()) {
            Some(place) => Cell::Fact(FactId(place)),
            None => {
                self.problem(id, unknown_fact(id));
                Cell::Nothing
            }
        }
    }

    /// A figure that something is worked out of: one of the screen's own, or a fact.
    fn named(&mut self, name: &str) -> Cell {
        match self.figures.get(name) {
            Some(&number) => Cell::Figure(number),
            None => self.fact(name),
        }
    }
}
