//! What only a visit with screens needs. All of it comes with the rest of the program (xtask/later.txt).

use super::{FindingsOf, Session, Stage, Waits, fits};
use crate::catalogue::Catalogue;
use crate::facts::{Answer, FactId};
use crate::report::Findings;
use crate::screens::{self, Ask};

impl Session {
    /// The place of the first answer that a screen asks for. A gate (xtask/later.txt), like what else only screens need.
    #[inline(never)]
    pub(super) fn first_of(&self, catalogue: &Catalogue, screen: u8) -> Option<usize> {
        let facts = screens::facts(catalogue, screen);
        self.answers.iter().position(|(fact, _)| facts.has(fact))
    }

    /// The place of the last one: what was answered between them lies behind.
    #[inline(never)]
    pub(super) fn last_of(&self, catalogue: &Catalogue, screen: u8) -> Option<usize> {
        let facts = screens::facts(catalogue, screen);
        let before = self.answers.iter().rev().position(|(fact, _)| facts.has(fact))?;
        Some(self.answers.len() - 1 - before)
    }

    #[inline(never)]
    pub(super) fn screen_of(&self, catalogue: &Catalogue, fact: FactId) -> Stage {
        let asked = self.answers.asked();
        let Some(screen) = screens::of(catalogue, fact) else { return Stage::Asking(fact) };
        let facts = screens::facts(catalogue, screen);
        // A screen that was left in the middle is one still.
        let several = 2 <= facts.and(asked).len() || 2 <= facts.and(asked.union(self.report(catalogue).open)).len();
        if several { Stage::Screen(screen) } else { Stage::Asking(fact) }
    }

    /// Keeps what a screen was filled in with; false where a value does not fit, and then nothing is kept.
    #[inline(never)]
    pub(super) fn fill(&mut self, catalogue: &Catalogue, given: &[(FactId, Answer)]) -> bool {
        let fit = given.iter().all(|&(fact, answer)| !matches!(answer, Answer::Known(value) if !fits(catalogue, fact, value)));
        for &(fact, answer) in given.iter().filter(|_| fit) {
            match answer {
                Answer::Skipped(_) => self.answers.skip(fact),
                answer => self.answers.set(fact, answer),
            }
        }
        fit
    }

    /// To the same place in the other manner of asking.
    #[inline(never)]
    pub(super) fn regroup(&mut self, catalogue: &Catalogue, findings_of: FindingsOf<'_>) -> Result<Option<Findings>, Waits> {
        match self.stage {
            Stage::Asking(fact) if self.answers.asked().has(fact) => {
                self.stage = self.stage_of(catalogue, fact);
                Ok(None)
            }
            Stage::Screen(screen) if self.answers.asked().and(screens::facts(catalogue, screen)).is_empty() => {
                self.ask(catalogue, findings_of)
            }
            Stage::Screen(screen) => {
                let first = self.first_of(catalogue, screen).and_then(|place| self.answers.iter().nth(place));
                self.stage = first.map_or(Stage::Intro, |(fact, _)| Stage::Asking(fact));
                Ok(None)
            }
            Stage::Asking(_) => self.ask(catalogue, findings_of),
            Stage::Intro | Stage::Reviewing | Stage::Results => Ok(None),
        }
    }

    /// The next of a visit that asks several questions together.
    #[inline(never)]
    pub(super) fn next_together(&mut self, catalogue: &Catalogue, findings: &Findings) -> Stage {
        let Some(next) = screens::next(catalogue, findings.open_sets(), &self.answers) else { return Stage::Results };
        match next {
            Ask::Question(fact) => {
                self.answers.ask_again(fact);
                Stage::Asking(fact)
            }
            Ask::Screen(screen) => {
                screens::facts(catalogue, screen).iter().for_each(|fact| self.answers.ask_again(fact));
                Stage::Screen(screen)
            }
        }
    }
}
