//! The fields of a screen before they are answers. As in [`crate::draft`], text that does not parse stays here and never becomes one.

use crate::draft::{Draft, Edit};
use crate::pasted::{self, Money};
use zice_core::catalogue::{Catalogue, Cell, Form, Screen, ScreenLine};
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue, OptionSet};
use zice_core::figures::MadeOf;
use zice_core::screens;
use zice_core::text::{self, Words};
use zice_core::units::Quantity;

/// The fields of one screen.
#[derive(Clone, PartialEq, Debug)]
pub struct Filled {
    /// The screen, by its place in the pack.
    pub screen: u8,
    /// The facts that it shows.
    pub shown: FactSet,
    /// Their fields, in the order of the lines.
    fields: Vec<(FactId, Draft)>,
    /// The lines that are ticked.
    pub ticked: FactSet,
    /// What is not known, and said so.
    pub unsure: FactSet,
    /// Whether the line is ticked that answers all others with none.
    pub none: bool,
    /// The figures that are no facts, as typed.
    pub figures: Vec<String>,
    /// What was pasted last.
    pub pasted: Option<(String, Money)>,
}

/// What a visitor does to the fields of a screen.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// The fields of one fact.
    Field(FactId, Edit),
    /// A line is ticked, or no longer.
    Ticked(FactId),
    /// 不清楚 is said of a line, or taken back.
    Unsure(FactId),
    /// None of all lines, or no longer.
    None,
    /// A figure that is no fact; its text now.
    Figure(u8, String),
    /// Two columns were pasted, of figures in 元 or 万元.
    Pasted(String, Money),
}

/// What keeps a screen from being sent: the line, and what to say.
pub type Refusal = (Option<FactId>, String);

impl Filled {
    /// The fields as earlier answers left them.
    pub fn of(catalogue: &Catalogue, screen: u8, shown: FactSet, answers: &Answers) -> Filled {
        let about = &catalogue.screens[usize::from(screen)];
        let mut filled = Filled {
            screen,
            shown,
            fields: Vec::new(),
            ticked: FactSet::default(),
            unsure: FactSet::default(),
            none: false,
            figures: vec![String::new(); about.figures()],
            pasted: None,
        };
        let facts = about.lines.iter().flat_map(|line| line.cells.map(|cell| (line, cell.fact())));
        for (line, fact) in facts.filter_map(|(line, fact)| Some((line, fact?))).filter(|(_, fact)| shown.has(*fact)) {
            let answer = answers.get(fact);
            filled.fields.push((fact, Draft::of(catalogue, fact, answer)));
            match answer {
                Some(Answer::Unknown) => filled.unsure = filled.unsure.union(FactSet::only(fact)),
                Some(Answer::Known(value)) if Some(value) != none_of(catalogue, line, fact) => {
                    filled.ticked = filled.ticked.union(FactSet::only(fact));
                }
                _ => {}
            }
        }
        let known = shown.iter().filter(|&fact| answers.value(fact).is_some()).count();
        filled.none = known != 0 && known == shown.len() as usize && filled.ticked.is_empty() && about.none.is_some();
        filled
    }

    /// The fields of a fact.
    pub fn field(&self, fact: FactId) -> Draft {
        self.fields.iter().find(|(known, _)| *known == fact).map(|(_, draft)| draft.clone()).unwrap_or_default()
    }

    /// The fields after this change.
    pub fn change(&mut self, catalogue: &Catalogue, change: Change) {
        match change {
            Change::Field(fact, edit) => {
                self.unsure = self.unsure.without(FactSet::only(fact));
                self.none = false;
                if let Some((_, draft)) = self.fields.iter_mut().find(|(known, _)| *known == fact) {
                    draft.edit(edit);
                }
            }
            Change::Ticked(fact) => {
                self.ticked = FactSet(self.ticked.0 ^ FactSet::only(fact).0);
                self.unsure = self.unsure.without(FactSet::only(fact));
                self.none = false;
            }
            Change::Unsure(fact) => {
                self.unsure = FactSet(self.unsure.0 ^ FactSet::only(fact).0);
                self.ticked = self.ticked.without(FactSet::only(fact));
                self.none = false;
                if let Some((_, draft)) = self.fields.iter_mut().find(|(known, _)| *known == fact) {
                    *draft = Draft::default();
                }
            }
            Change::None => {
                self.none = !self.none;
                self.ticked = FactSet::default();
                self.unsure = FactSet::default();
                self.fields.iter_mut().for_each(|(_, draft)| *draft = Draft::default());
            }
            Change::Figure(number, text) => {
                if let Some(figure) = self.figures.get_mut(usize::from(number)) {
                    *figure = text;
                }
            }
            Change::Pasted(text, money) => self.paste(catalogue, text, money),
        }
    }

    /// Puts what was pasted into its cells, as if it had been typed there.
    fn paste(&mut self, catalogue: &Catalogue, text: String, money: Money) {
        let screen = self.about(catalogue);
        let rows: Vec<&ScreenLine> = screen.lines.iter().filter(|line| self.is_typed(line)).collect();
        let labels: Vec<&str> = rows.iter().map(|line| line.label.map_or("", |label| label.zh)).collect();
        for (row, column, figure) in pasted::cells(&text, &labels) {
            let cell = rows[row].cells[column];
            let is_money = match cell {
                Cell::Fact(fact) => catalogue.fact(fact).kind.unit() == Some(zice_core::units::Unit::WanYuan),
                Cell::Figure(_) => true,
                Cell::Nothing => continue,
            };
            let figure = if is_money { pasted::in_wan(&figure, money) } else { figure };
            match cell {
                Cell::Fact(fact) if self.shown.has(fact) => self.change(catalogue, Change::Field(fact, Edit::Figure(figure))),
                Cell::Figure(number) => self.change(catalogue, Change::Figure(number, figure)),
                _ => {}
            }
        }
        self.pasted = Some((text, money));
    }

    /// How many cells were filled by what was pasted.
    pub fn pasted_cells(&self, catalogue: &Catalogue) -> usize {
        let Some((text, _)) = &self.pasted else { return 0 };
        let rows: Vec<&ScreenLine> = self.about(catalogue).lines.iter().filter(|line| self.is_typed(line)).collect();
        let labels: Vec<&str> = rows.iter().map(|line| line.label.map_or("", |label| label.zh)).collect();
        let found = pasted::cells(text, &labels).into_iter();
        found.filter(|&(row, column, _)| self.shows(rows[row].cells[column]) || matches!(rows[row].cells[column], Cell::Figure(_))).count()
    }

    fn about<'a>(&self, catalogue: &'a Catalogue) -> &'a Screen {
        &catalogue.screens[usize::from(self.screen)]
    }

    fn shows(&self, cell: Cell) -> bool {
        cell.fact().is_some_and(|fact| self.shown.has(fact))
    }

    /// Whether a line is shown: it asks for something shown, or for a figure that something shown is worked out of.
    pub fn is_shown(&self, screen: &Screen, line: &ScreenLine) -> bool {
        let needed =
            |cell: &Cell| screen.lines.iter().any(|other| self.shows(other.cells[0]) && other.of.iter().flatten().any(|of| of == cell));
        line.cells.iter().any(|cell| self.shows(*cell) || matches!(cell, Cell::Figure(_)) && needed(cell))
    }

    /// Whether a cell is shown.
    pub fn is_cell_shown(&self, screen: &Screen, cell: Cell) -> bool {
        let line = ScreenLine { part: None, label: None, cells: [cell, Cell::Nothing], of: None, unticked: None };
        self.is_shown(screen, &line)
    }

    /// Whether a line of a table is typed and not worked out.
    fn is_typed(&self, line: &ScreenLine) -> bool {
        line.of.is_none()
    }

    /// Whether something was said to a list as a whole: what is not ticked is then none.
    fn is_said(&self) -> bool {
        self.none || !self.ticked.is_empty() || !self.unsure.is_empty()
    }

    /// The figure of a cell, if it can be read and is exact.
    fn figure_of(&self, catalogue: &Catalogue, words: &Words, cell: Cell) -> Option<Quantity> {
        let value = match cell {
            Cell::Nothing => return None,
            Cell::Fact(fact) => self.field(fact).value(catalogue, words, fact).ok()?,
            Cell::Figure(number) => text::figure(words, MadeOf::FIGURE, self.figures.get(usize::from(number))?).ok()?,
        };
        match value {
            FactValue::Range(low, high) if low == high => Some(low),
            _ => None,
        }
    }

    /// What the first cell of a line comes to, worked out of the figures that it is made of: the quotient, or why there is none; `None` while one is missing.
    pub fn worked_out(&self, catalogue: &Catalogue, words: &Words, line: &ScreenLine) -> Option<Result<FactValue, String>> {
        let ([first, second], fact) = (line.of?, line.cells[0].fact()?);
        let about = catalogue.fact(fact);
        let (first, second) = (self.figure_of(catalogue, words, first)?, self.figure_of(catalogue, words, second)?);
        Some(text::made_of(words, about.kind, about.made_of?, first, second))
    }

    /// The answer of a line; `None` while nothing was said.
    fn answer(&self, catalogue: &Catalogue, words: &Words, line: &ScreenLine, fact: FactId) -> Result<Option<Answer>, String> {
        let (draft, kind) = (self.field(fact), catalogue.fact(fact).kind);
        if self.unsure.has(fact) {
            return Ok(Some(Answer::Unknown));
        }
        match self.about(catalogue).form {
            Form::List if !self.ticked.has(fact) => Ok(none_of(catalogue, line, fact).filter(|_| self.is_said()).map(Answer::Known)),
            Form::List => match kind {
                FactKind::Yes => Ok(Some(Answer::Known(FactValue::Option(0)))),
                FactKind::Many if draft.options == OptionSet::default() => Err(words.screens().error_which.to_owned()),
                FactKind::One if draft.option.is_none() || draft.option == line.unticked => Err(words.screens().error_which.to_owned()),
                _ => draft.value(catalogue, words, fact).map(|value| Some(Answer::Known(value))),
            },
            Form::Fields if self.none => Ok(none_of(catalogue, line, fact).map(Answer::Known)),
            _ if draft.is_empty() && kind != FactKind::Many => {
                let made = self.worked_out(catalogue, words, line).filter(|_| line.cells[0] == Cell::Fact(fact)).transpose()?;
                Ok(made.map(Answer::Known))
            }
            _ => draft.value(catalogue, words, fact).map(|value| Some(Answer::Known(value))),
        }
    }

    /// Each fact that is shown, with its line.
    fn lines<'a>(&'a self, screen: &'a Screen) -> impl Iterator<Item = (&'a ScreenLine, FactId)> + 'a {
        let all = screen.lines.iter().flat_map(|line| line.cells.map(move |cell| (line, cell.fact())));
        all.filter_map(|(line, fact)| Some((line, fact?))).filter(|(_, fact)| self.shown.has(*fact))
    }

    /// What is an answer already.
    pub fn given(&self, catalogue: &Catalogue, words: &Words) -> Vec<(FactId, Answer)> {
        let screen = self.about(catalogue);
        let answers = self.lines(screen).map(|(line, fact)| (fact, self.answer(catalogue, words, line, fact)));
        answers.filter_map(|(fact, answer)| Some((fact, answer.ok()??))).collect()
    }

    /// What keeps a line from being read, if anything does.
    pub fn fault(&self, catalogue: &Catalogue, words: &Words, fact: FactId) -> Option<String> {
        let screen = self.about(catalogue);
        let (line, _) = self.lines(screen).find(|(_, of)| *of == fact)?;
        self.answer(catalogue, words, line, fact).err()
    }

    /// What a figure of the screen's own cannot be read as.
    pub fn figure_fault(&self, words: &Words, number: u8) -> Option<String> {
        let text = self.figures.get(usize::from(number)).filter(|text| !text.trim().is_empty())?;
        text::figure(words, MadeOf::FIGURE, text).err()
    }

    /// How many lines that still matter are empty; on a table they count as 不清楚.
    pub fn empty(&self, catalogue: &Catalogue, words: &Words, live: FactSet) -> u32 {
        let given = self.given(catalogue, words).iter().fold(FactSet::default(), |set, (fact, _)| set.union(FactSet::only(*fact)));
        self.shown.and(live).without(given).len()
    }

    /// What is sent: a line that still matters has an answer, one that does not may be empty.
    ///
    /// # Errors
    /// The first line that cannot be read, or is missing, and what to say.
    pub fn answers(&self, catalogue: &Catalogue, words: &Words, live: FactSet) -> Result<Vec<(FactId, Answer)>, Refusal> {
        let screen = self.about(catalogue);
        if screen.form == Form::List && !self.is_said() && !live.and(self.shown).is_empty() {
            return Err((None, words.screens().error_tick.to_owned()));
        }
        let mut answers = Vec::new();
        for (line, fact) in self.lines(screen) {
            let answer = self.answer(catalogue, words, line, fact).map_err(|message| (Some(fact), message))?;
            match answer {
                Some(answer) => answers.push((fact, answer)),
                None if live.has(fact) && screen.form == Form::Table => answers.push((fact, Answer::Unknown)),
                None if live.has(fact) => return Err((Some(fact), words.screens().error_each.to_owned())),
                _ => {}
            }
        }
        Ok(answers)
    }

    /// The lines that can still matter, given what is filled in.
    pub fn live(&self, catalogue: &Catalogue, words: &Words, base: &Base) -> FactSet {
        screens::live(catalogue, &base.report, &base.answers, base.topics, &self.given(catalogue, words), self.shown)
    }
}

/// What is known without a screen's answers.
pub struct Base {
    pub report: zice_core::report::Report,
    pub answers: Answers,
    pub topics: zice_core::report::Topics,
}

/// What a line that is not ticked, or a figure of which there are none, stands for.
fn none_of(catalogue: &Catalogue, line: &ScreenLine, fact: FactId) -> Option<FactValue> {
    match catalogue.fact(fact).kind {
        FactKind::Yes => Some(FactValue::Option(1)),
        FactKind::Many => Some(FactValue::Options(OptionSet::default())),
        FactKind::One => line.unticked.map(FactValue::Option),
        FactKind::Number { min, .. } => (min.0 <= 0).then_some(FactValue::exact(Quantity(0))),
    }
}
