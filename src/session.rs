//! Where the visitor is, and what happens next.
//!
//! The answers, the topics, the stage and an answer being tried are all that is stored; progress, verdicts and the next question are functions of them. `update` is a
//! plain function: no clock, no storage, no page. `None` means that nothing changed.

use crate::catalogue::{Catalogue, Language};
use crate::date::Date;
use crate::facts::{Answer, Answers, FactId, FactKind, FactValue};
use crate::journey::{self, Mode};
use crate::report::{self, Report, Topics};

/// Where the visitor is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// What this is, and the choice of topics.
    Intro,
    /// One question.
    Asking(FactId),
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
    /// Everything is to be forgotten.
    Cleared,
    /// Another language.
    LanguageChosen(Language),
}

/// What happened takes the rest of the program and of the pack, which are still on their way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waits;

/// Makes the report of a visit.
type ReportOf<'a> = &'a dyn Fn(&Session) -> Result<Report, Waits>;

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
            language,
            day,
        }
    }

    /// The results of the answers so far.
    pub fn report(&self, catalogue: &Catalogue) -> Report {
        report::report(catalogue, &self.answers, self.topics, self.day)
    }

    /// The same for the page, which may not be whole yet; taking over from the results of an earlier visit on the same day what no changed answer touches.
    ///
    /// # Errors
    /// While the report takes what is not there.
    pub fn report_ready(&self, catalogue: &Catalogue, before: Option<(&Session, &Report)>) -> Result<Report, Waits> {
        let before = before.map(|(before, known)| (known, &before.answers));
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
        self.update_and_report(catalogue, msg, &|next| Ok(next.report(catalogue))).ok().flatten().map(|(next, _)| next)
    }

    /// As [`Session::update`], with the report of the new answers where finding the next question made one, by `report_of`.
    ///
    /// # Errors
    /// While that takes what is not there.
    pub fn update_and_report(
        &self,
        catalogue: &Catalogue,
        msg: Msg,
        report_of: ReportOf<'_>,
    ) -> Result<Option<(Session, Option<Report>)>, Waits> {
        let mut next = self.clone();
        let mut report = None;
        match msg {
            Msg::Started(topics, mode) => {
                next.topics = topics;
                next.mode = mode;
                report = next.go_on(catalogue, report_of)?;
            }
            Msg::Answered(fact, value) => {
                if !fits(catalogue, fact, value) {
                    return Ok(None);
                }
                next.answers.set(fact, Answer::Known(value));
                report = next.after_question(catalogue, report_of)?;
            }
            Msg::DidNotKnow(fact) => {
                next.answers.set(fact, Answer::Unknown);
                report = next.after_question(catalogue, report_of)?;
            }
            Msg::Skipped(fact) => {
                next.answers.skip(fact);
                report = next.after_question(catalogue, report_of)?;
            }
            Msg::WentBack => next.open(self.before()),
            Msg::Returned(stage, return_to) => {
                next.open(stage);
                next.return_to = return_to;
            }
            Msg::OpenedQuestion(fact) => {
                next.return_to = match self.stage {
                    Stage::Reviewing => Some(Place::Review),
                    Stage::Results => Some(Place::Results),
                    Stage::Intro | Stage::Asking(_) => None,
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
            Msg::Cleared => next = Session::offering(self.offered, self.language, self.day),
            Msg::LanguageChosen(language) => next.language = language,
        }
        if next.stage != Stage::Results {
            next.trial = None;
        }
        Ok((next != *self).then_some((next, report)))
    }

    /// Whether the question at hand asks for a figure: the page has fields for one only when it is whole.
    pub fn asks_for_a_figure(&self, catalogue: &Catalogue) -> bool {
        matches!(self.stage, Stage::Asking(fact) if matches!(catalogue.fact(fact).kind, FactKind::Number { .. }))
    }

    /// How many questions can still come; `report` is that of the answers.
    pub fn left(&self, catalogue: &Catalogue, report: &Report) -> u32 {
        journey::remaining_max(catalogue, &report.open_sets, &self.answers, self.mode)
    }

    /// How many can still come after this one, whatever is said to it.
    pub fn left_after(&self, catalogue: &Catalogue, report: &Report, fact: FactId) -> u32 {
        let mut answers = self.answers.clone();
        answers.set(fact, Answer::Unknown);
        journey::remaining_max(catalogue, &report.open_sets, &answers, self.mode)
    }

    /// The question before the one at hand: the one answered before it, in the order of asking.
    pub fn before(&self) -> Stage {
        let Stage::Asking(current) = self.stage else { return Stage::Intro };
        if let Some(place) = self.return_to {
            return place.stage();
        }
        let order: Vec<FactId> = self.answers.iter().map(|(fact, _)| fact).collect();
        let place = order.iter().position(|&fact| fact == current).unwrap_or(order.len());
        place.checked_sub(1).map_or(Stage::Intro, |before| Stage::Asking(order[before]))
    }

    /// The number of the question at hand, from 1.
    pub fn question_number(&self) -> usize {
        let Stage::Asking(current) = self.stage else { return self.answers.len() };
        self.answers.iter().position(|(fact, _)| fact == current).unwrap_or(self.answers.len()) + 1
    }

    fn open(&mut self, stage: Stage) {
        self.stage = stage;
        self.return_to = None;
        self.trial = None;
    }

    fn after_question(&mut self, catalogue: &Catalogue, report_of: ReportOf<'_>) -> Result<Option<Report>, Waits> {
        match self.return_to.take() {
            Some(place) => {
                self.stage = place.stage();
                Ok(None)
            }
            None => self.go_on(catalogue, report_of),
        }
    }

    /// To the question after the one at hand that can still matter, else to the next new one, else to the results.
    fn go_on(&mut self, catalogue: &Catalogue, report_of: ReportOf<'_>) -> Result<Option<Report>, Waits> {
        if let Stage::Asking(current) = self.stage {
            let mut later = self.answers.iter().map(|(fact, _)| fact).skip_while(|&fact| fact != current).skip(1);
            if let Some(next) = later.next() {
                self.stage = Stage::Asking(next);
                return Ok(None);
            }
        }
        let report = report_of(self)?;
        let next = report.next_question(catalogue, &self.answers, self.mode);
        if let Some(fact) = next {
            self.answers.ask_again(fact);
        }
        self.stage = next.map_or(Stage::Results, Stage::Asking);
        Ok(Some(report))
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
