//! Where the visitor is, and what happens next.
//!
//! The answers, the topics, the stage and an answer being tried are all that is stored; progress, verdicts and the next question are functions of them. `update` is a
//! plain function: no clock, no storage, no page. `None` means that nothing changed.

use std::rc::Rc;

use crate::catalogue::{Catalogue, Language};
use crate::date::Date;
use crate::facts::{Answer, Answers, FactId, FactKind, FactSet, FactValue};
use crate::journey::{self, Mode};
use crate::report::{self, Findings, Report, Topics};

mod together;

/// Where the visitor is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// What this is, and the choice of topics.
    Intro,
    /// One question.
    Asking(FactId),
    /// Questions that are asked together, by their place in the pack.
    Screen(u8),
    /// All answers, to check and change.
    Reviewing,
    /// The results.
    Results,
}

/// A visit.
#[derive(Clone, PartialEq, Debug)]
pub struct Session {
    /// The answers.
    pub answers: Answers,
    /// Topics chosen.
    pub topics: Topics,
    /// The quick or the full journey.
    pub mode: Mode,
    /// Topics that a visit begins with.
    pub offered: Topics,
    /// Where the visitor is.
    pub stage: Stage,
    /// Where to go after the question at hand, when it was opened to change one answer.
    pub return_to: Option<Place>,
    /// An answer tried on the results, beside the one given; the answers are as they were.
    pub trial: Option<(FactId, FactValue)>,
    /// Whether questions are asked together where the pack says so; else one a view.
    pub together: bool,
    /// Whether the visitor chose one question a view.
    pub apart: bool,
    /// The language of the page.
    pub language: Language,
    /// The day of assessment.
    pub day: Date,
}

/// A view that one answer can be changed from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The list of answers.
    Review,
    /// The results.
    Results,
}

/// What happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// The visitor began, or went on, with these topics, quickly or in full.
    Started(Topics, Mode),
    /// A question was answered.
    Answered(FactId, FactValue),
    /// Another way than on was taken while an answer stood in the fields: it is kept, and then that way is gone.
    Left(FactId, FactValue, Box<Msg>),
    /// A screen was filled in; what is put off stands there too.
    Filled(Vec<(FactId, Answer)>),
    /// As [`Msg::Left`], of a screen.
    LeftScreen(Vec<(FactId, Answer)>, Box<Msg>),
    /// Questions together, or one a view.
    Together(bool),
    /// 不清楚: unknown for good.
    DidNotKnow(FactId),
    /// 跳过: put off until the others are answered.
    Skipped(FactId),
    /// Back to the question before.
    WentBack,
    /// Back or on, by the browser, to a view that was there before.
    Returned(Stage, Option<Place>),
    /// One answer was opened to change it.
    OpenedQuestion(FactId),
    /// The list of answers was opened.
    OpenedReview,
    /// The results were opened.
    OpenedResults,
    /// Another answer was tried on the results.
    Tried(FactId, FactValue),
    /// The answer tried takes the place of the one given.
    TrialKept,
    /// The answer tried is forgotten.
    TrialDropped,
    /// Answers came from a link or a file.
    Restored(Answers, Topics),
    /// The page was loaded again, and the visit goes on where it was; the day and the topics offered are the page's own.
    Resumed(Box<Session>),
    /// Everything is to be forgotten.
    Cleared,
    /// Another language.
    LanguageChosen(Language),
    /// Another day began while the page was open, or the clock was set: the rules of that day count.
    DayCame(Date),
}

/// What happened takes the rest of the program and of the pack, which are still on their way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waits;

/// Finds what there is to know of a visit.
type FindingsOf<'a> = &'a dyn Fn(&Session) -> Result<Findings, Waits>;

impl Session {
    /// A new visit.
    pub fn new(language: Language, day: Date) -> Session {
        Session::offering(Topics::default(), language, day)
    }

    /// A new visit that begins with topics chosen.
    pub fn offering(topics: Topics, language: Language, day: Date) -> Session {
        Session {
            answers: Answers::default(),
            topics,
            offered: topics,
            mode: Mode::Full,
            stage: Stage::Intro,
            return_to: None,
            trial: None,
            together: false,
            apart: false,
            language,
            day,
        }
    }

    /// The results of the answers so far.
    pub fn report(&self, catalogue: &Catalogue) -> Report {
        report::report(catalogue, &self.answers, self.topics, self.day)
    }

    /// What the page knows of the answers so far, which may not be whole yet; taking over from the findings of an earlier visit on the same day what no
    /// changed answer touches.
    ///
    /// # Errors
    /// While that takes what is not there.
    pub fn findings(&self, catalogue: &Catalogue, before: Option<(&Session, &Findings)>) -> Result<Findings, Waits> {
        let before = before.filter(|(before, _)| before.day == self.day).map(|(before, known)| (known, &before.answers));
        report::ready(catalogue, &self.answers, self.topics, self.day, before).ok_or(Waits)
    }

    /// The results with the answer tried in its place; `known` are those without it.
    pub fn tried(&self, catalogue: &Catalogue, known: &Report) -> Option<Report> {
        let (fact, value) = self.trial?;
        let mut answers = self.answers.clone();
        answers.set(fact, Answer::Known(value));
        Some(report::after(known, &self.answers, catalogue, &answers, self.topics))
    }

    /// What the visit is after something happened; `None` when it is as before.
    pub fn update(&self, catalogue: &Catalogue, msg: Msg) -> Option<Session> {
        // A report that is always made keeps nothing waiting.
        let findings_of = |next: &Session| Ok(Findings::Report(Rc::new(next.report(catalogue))));
        self.update_and_find(catalogue, msg, &findings_of).ok().flatten().map(|(next, _)| next)
    }

    /// As [`Session::update`], with the findings of the new answers where the next question took them, by `findings_of`.
    ///
    /// # Errors
    /// While that takes what is not there.
    pub fn update_and_find(
        &self,
        catalogue: &Catalogue,
        msg: Msg,
        findings_of: FindingsOf<'_>,
    ) -> Result<Option<(Session, Option<Findings>)>, Waits> {
        let mut next = self.clone();
        let mut findings = None;
        match msg {
            Msg::Started(topics, mode) => {
                next.topics = topics;
                next.mode = mode;
                findings = next.go_on(catalogue, findings_of)?;
            }
            Msg::Answered(fact, value) => {
                if !fits(catalogue, fact, value) {
                    return Ok(None);
                }
                next.answers.set(fact, Answer::Known(value));
                findings = next.after_question(catalogue, findings_of)?;
            }
            Msg::Left(fact, value, way) => {
                if !fits(catalogue, fact, value) {
                    return Ok(None);
                }
                next.answers.set(fact, Answer::Known(value));
                let gone = next.update_and_find(catalogue, *way, findings_of)?;
                return Ok(Some(gone.unwrap_or((next, None))).filter(|(next, _)| next != self));
            }
            Msg::Filled(given) => {
                if !next.fill(catalogue, &given) {
                    return Ok(None);
                }
                findings = next.after_question(catalogue, findings_of)?;
            }
            Msg::LeftScreen(given, way) => {
                if !next.fill(catalogue, &given) {
                    return Ok(None);
                }
                let gone = next.update_and_find(catalogue, *way, findings_of)?;
                return Ok(Some(gone.unwrap_or((next, None))).filter(|(next, _)| next != self));
            }
            Msg::Together(together) => {
                next.together = together;
                next.apart = !together;
                findings = next.regroup(catalogue, findings_of)?;
            }
            Msg::DidNotKnow(fact) => {
                next.answers.set(fact, Answer::Unknown);
                findings = next.after_question(catalogue, findings_of)?;
            }
            Msg::Skipped(fact) => {
                next.answers.skip(fact);
                findings = next.after_question(catalogue, findings_of)?;
            }
            Msg::WentBack => next.open(self.before(catalogue)),
            Msg::Returned(stage, return_to) => {
                next.open(stage);
                next.return_to = return_to;
            }
            Msg::OpenedQuestion(fact) => {
                next.return_to = match self.stage {
                    Stage::Reviewing => Some(Place::Review),
                    Stage::Results => Some(Place::Results),
                    Stage::Intro | Stage::Asking(_) | Stage::Screen(_) => None,
                };
                next.stage = Stage::Asking(fact);
            }
            Msg::OpenedReview => next.open(Stage::Reviewing),
            Msg::OpenedResults => next.open(Stage::Results),
            Msg::Tried(fact, value) => {
                if self.stage != Stage::Results || !fits(catalogue, fact, value) {
                    return Ok(None);
                }
                next.trial = Some((fact, value));
            }
            Msg::TrialKept => {
                let Some((fact, value)) = next.trial.take() else { return Ok(None) };
                next.answers.set(fact, Answer::Known(value));
            }
            Msg::TrialDropped => next.trial = None,
            Msg::Restored(answers, topics) => {
                next.answers = answers;
                next.topics = topics;
                next.mode = Mode::Full;
                next.open(Stage::Results);
            }
            Msg::Resumed(visit) => next = Session { offered: self.offered, day: self.day, trial: None, ..*visit },
            Msg::Cleared => {
                next = Session { together: self.together || self.apart, ..Session::offering(self.offered, self.language, self.day) }
            }
            Msg::LanguageChosen(language) => next.language = language,
            Msg::DayCame(day) => next.day = day,
        }
        if next.stage != Stage::Results {
            next.trial = None;
        }
        Ok((next != *self).then_some((next, findings)))
    }

    /// Whether the question at hand takes what a page has only when it is whole: the fields for a figure, or a text that does not come with the core.
    pub fn asks_for_more(&self, catalogue: &Catalogue) -> bool {
        let Stage::Asking(fact) = self.stage else { return matches!(self.stage, Stage::Screen(_)) };
        let about = catalogue.fact(fact);
        matches!(about.kind, FactKind::Number { .. }) || about.question.zh.is_empty()
    }

    /// How many questions can still come; `open` is what the answers leave open.
    pub fn left(&self, catalogue: &Catalogue, open: &[FactSet]) -> u32 {
        journey::remaining_max(catalogue, open, &self.answers, self.mode)
    }

    /// How many can still come after this one, whatever is said to it.
    pub fn left_after(&self, catalogue: &Catalogue, open: &[FactSet], fact: FactId) -> u32 {
        let mut answers = self.answers.clone();
        answers.set(fact, Answer::Unknown);
        journey::remaining_max(catalogue, open, &answers, self.mode)
    }

    /// The question before the one at hand: the one answered before it, in the order of asking.
    pub fn before(&self, catalogue: &Catalogue) -> Stage {
        let Some(at) = self.place(catalogue) else { return Stage::Intro };
        if let Some(place) = self.return_to {
            return place.stage();
        }
        let order: Vec<FactId> = self.answers.iter().map(|(fact, _)| fact).collect();
        at.checked_sub(1).map_or(Stage::Intro, |before| self.stage_of(catalogue, order[before]))
    }

    /// The number of the question at hand, from 1; of several that are asked together, that of the first.
    pub fn question_number(&self, catalogue: &Catalogue) -> usize {
        self.place(catalogue).map_or(self.answers.len(), |at| at + 1)
    }

    /// How many answers were given before the question at hand.
    fn place(&self, catalogue: &Catalogue) -> Option<usize> {
        let at = match self.stage {
            Stage::Asking(current) => self.answers.iter().position(|(fact, _)| fact == current),
            Stage::Screen(screen) => self.first_of(catalogue, screen),
            Stage::Intro | Stage::Reviewing | Stage::Results => return None,
        };
        Some(at.unwrap_or(self.answers.len()))
    }

    /// Whether questions may be asked together now: not before the rest of the pack is there, nor on the quick journey.
    pub fn groups(&self, catalogue: &Catalogue) -> bool {
        self.together && self.mode == Mode::Full && !catalogue.screens.is_empty()
    }

    /// Where an answer was given: on its screen, if more of that is asked, else alone.
    fn stage_of(&self, catalogue: &Catalogue, fact: FactId) -> Stage {
        if self.groups(catalogue) { self.screen_of(catalogue, fact) } else { Stage::Asking(fact) }
    }

    fn open(&mut self, stage: Stage) {
        self.stage = stage;
        self.return_to = None;
        self.trial = None;
    }

    fn after_question(&mut self, catalogue: &Catalogue, findings_of: FindingsOf<'_>) -> Result<Option<Findings>, Waits> {
        match self.return_to.take() {
            Some(place) => {
                self.stage = place.stage();
                Ok(None)
            }
            None => self.go_on(catalogue, findings_of),
        }
    }

    /// To the question after the one at hand that can still matter, else to the next new one, else to the results.
    fn go_on(&mut self, catalogue: &Catalogue, findings_of: FindingsOf<'_>) -> Result<Option<Findings>, Waits> {
        let at = match self.stage {
            Stage::Screen(screen) => self.last_of(catalogue, screen),
            _ => self.place(catalogue),
        };
        if let Some(at) = at {
            let mut later = self.answers.iter().map(|(fact, _)| fact).skip(at + 1);
            if let Some(next) = later.next() {
                self.stage = self.stage_of(catalogue, next);
                return Ok(None);
            }
        }
        self.ask(catalogue, findings_of)
    }

    /// To what is new, or comes again; else to the results.
    fn ask(&mut self, catalogue: &Catalogue, findings_of: FindingsOf<'_>) -> Result<Option<Findings>, Waits> {
        let findings = findings_of(self)?;
        if self.groups(catalogue) {
            self.stage = self.next_together(catalogue, &findings);
            return Ok(Some(findings));
        }
        let next = journey::next_question(catalogue, findings.open_sets(), &self.answers, self.mode);
        if let Some(fact) = next {
            self.answers.ask_again(fact);
        }
        self.stage = next.map_or(Stage::Results, Stage::Asking);
        Ok(Some(findings))
    }
}

impl Place {
    const fn stage(self) -> Stage {
        match self {
            Place::Review => Stage::Reviewing,
            Place::Results => Stage::Results,
        }
    }
}

/// Whether the value is of the fact's kind and domain: the page checks before, a restored answer may not have been.
fn fits(catalogue: &Catalogue, fact: FactId, value: FactValue) -> bool {
    let about = catalogue.fact(fact);
    match (about.kind, value) {
        (FactKind::One | FactKind::Yes, FactValue::Option(option)) => usize::from(option) < about.options.len(),
        (FactKind::Many, FactValue::Options(options)) => options.0 >> about.options.len() == 0,
        (FactKind::Number { min, max, .. }, FactValue::Range(low, high)) => min <= low && low <= high && high <= max,
        _ => false,
    }
}
