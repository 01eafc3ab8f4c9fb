//! Screens: questions that are asked together in one view, as a paper form asks them.
//!
//! Invariants, checked by the authoring room and again on a pack from elsewhere: a fact stands in at most one screen and there once; a figure that is no
//! fact is named before something is worked out of it.

use serde::{Deserialize, Serialize};

use super::text::{Str, Text};
use crate::facts::{FactId, FactSet};

/// Questions that are asked together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Screen {
    /// Stable id.
    pub id: Str,
    /// How the questions are laid out.
    pub form: Form,
    /// The heading.
    pub title: Text,
    /// What to have at hand, and how to fill it in.
    pub hint: Text,
    /// The line that answers all others with none: 都没有.
    pub none: Option<Text>,
    /// The lines, from top to bottom.
    pub lines: Vec<ScreenLine>,
}

/// How the questions of a screen are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Each with its own fields, one below the other.
    Fields,
    /// Lines to tick; one that is not ticked is answered with none.
    List,
    /// Figures in two columns: last year, and the year before.
    Table,
}

/// One line of a screen.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ScreenLine {
    /// The heading above it: the statement that it stands in.
    pub part: Option<Text>,
    /// What it says; without one the question of its fact.
    pub label: Option<Text>,
    /// What is asked: last year's figure, or the only one; and that of the year before.
    pub cells: [Cell; 2],
    /// The figures that the first cell can be worked out of, part and whole or beginning and end.
    pub of: Option<[Cell; 2]>,
    /// The option that a line not ticked stands for, where its fact takes one option.
    pub unticked: Option<u8>,
}

/// What a place of a line asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// A fact.
    Fact(FactId),
    /// A figure that no rule asks for, by its number in the screen: something is worked out of it.
    Figure(u8),
}

impl Cell {
    /// Its fact, if it asks for one.
    pub const fn fact(self) -> Option<FactId> {
        match self {
            Cell::Fact(fact) => Some(fact),
            Cell::Nothing | Cell::Figure(_) => None,
        }
    }
}

impl ScreenLine {
    /// The facts of the line.
    pub fn facts(&self) -> FactSet {
        self.cells.iter().filter_map(|cell| cell.fact()).fold(FactSet::default(), |set, fact| set.union(FactSet::only(fact)))
    }
}

impl Screen {
    /// The facts of the screen.
    pub fn facts(&self) -> FactSet {
        self.lines.iter().fold(FactSet::default(), |set, line| set.union(line.facts()))
    }

    /// How many figures it has that are no facts.
    pub fn figures(&self) -> usize {
        let cells = self.lines.iter().flat_map(|line| line.cells);
        cells.filter_map(|cell| if let Cell::Figure(number) = cell { Some(usize::from(number) + 1) } else { None }).max().unwrap_or(0)
    }
}
