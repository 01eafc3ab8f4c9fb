//! The content of a question's fields before it is an answer. Text that does not parse stays here and never becomes one.

use core::cell::RefCell;

use yew::Callback;

use zice_core::catalogue::Catalogue;
use zice_core::explanations::bands::Band;
use zice_core::facts::{Answer, FactId, FactKind, FactValue, OptionSet};
use zice_core::figures::MadeOf;
use zice_core::session::Msg;
use zice_core::text::{self, Words};

/// The fields of one question.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Draft {
    /// The option chosen.
    pub option: Option<u8>,
    /// The options chosen, for facts that take several.
    pub options: OptionSet,
    /// The figure as typed.
    pub figure: String,
    /// The band chosen.
    pub band: Option<Band>,
    /// The figures that a percentage can be worked out of, as typed.
    pub parts: [String; 2],
}

/// What was entered into the current question's fields and not sent: no way out of the question drops it.
#[derive(Default)]
pub struct Unsent(RefCell<Option<Put>>);

/// What is in the fields is no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unreadable;

/// What the fields hold, if it can be read, and the callback that shows why it cannot.
struct Put {
    kept: Option<Kept>,
    refuse: Callback<()>,
}

/// What the fields hold.
pub enum Kept {
    /// The answer to one question.
    Answer(FactId, FactValue),
    /// What is answered of a screen.
    Screen(Vec<(FactId, Answer)>),
}

impl Unsent {
    /// Something was entered into the fields.
    pub fn put(&self, kept: Option<Kept>, refuse: Callback<()>) {
        self.0.replace(Some(Put { kept, refuse }));
    }

    /// The fields belong to another question, or are as they were.
    pub fn forget(&self) {
        self.0.take();
    }

    /// The message that keeps the answer in the fields while something else is shown, if there is one; an error where they cannot be read, and then the
    /// question says why.
    ///
    /// # Errors
    /// The fields hold what is no answer.
    pub fn kept(&self) -> Result<Option<Msg>, Unreadable> {
        match self.0.take() {
            None => Ok(None),
            Some(Put { kept: Some(Kept::Answer(fact, value)), .. }) => {
                Ok(Some(Msg::Left(fact, value, Box::new(Msg::OpenedQuestion(fact)))))
            }
            Some(Put { kept: Some(Kept::Screen(given)), .. }) => {
                let first = given.first().map(|&(fact, _)| fact);
                Ok(first.map(|fact| Msg::LeftScreen(given, Box::new(Msg::OpenedQuestion(fact)))))
            }
            Some(put) => {
                let refuse = put.refuse.clone();
                self.0.replace(Some(put));
                refuse.emit(());
                Err(Unreadable)
            }
        }
    }

    /// The message to send: with the answer in the fields, where it leaves the question; `None` where they cannot be read, and then the question says why.
    pub fn with(&self, msg: Msg) -> Option<Msg> {
        let leaves = matches!(
            msg,
            Msg::WentBack | Msg::OpenedReview | Msg::OpenedResults | Msg::OpenedQuestion(_) | Msg::Returned(..) | Msg::Together(_)
        );
        let stays = matches!(msg, Msg::LanguageChosen(_) | Msg::DayCame(_));
        let put = if stays { None } else { self.0.take() };
        match put.filter(|_| leaves) {
            None => Some(msg),
            Some(Put { kept: Some(Kept::Answer(fact, value)), .. }) => Some(Msg::Left(fact, value, Box::new(msg))),
            Some(Put { kept: Some(Kept::Screen(given)), .. }) => Some(Msg::LeftScreen(given, Box::new(msg))),
            // The browser has gone there already.
            Some(_) if matches!(msg, Msg::Returned(..)) => Some(msg),
            Some(put) => {
                let refuse = put.refuse.clone();
                self.0.replace(Some(put));
                refuse.emit(());
                None
            }
        }
    }
}

/// What a visitor does to the fields.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// One option is chosen.
    Option(usize),
    /// One of several options is chosen, or no longer chosen.
    Toggled(usize),
    /// A band is chosen instead of a figure.
    Band(Option<Band>),
    /// The figure was edited; its text now.
    Figure(String),
    /// The first or the second figure that a percentage is worked out of was edited; its text now.
    Part(usize, String),
}

impl Draft {
    /// The fields after this edit.
    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Option(index) => self.option = u8::try_from(index).ok(),
            Edit::Toggled(index) => self.options = OptionSet(self.options.0 ^ 1 << index),
            Edit::Band(band) => {
                self.band = band;
                self.figure.clear();
            }
            Edit::Figure(figure) => self.figure = figure,
            Edit::Part(place, figure) => {
                self.parts[place & 1] = figure;
                self.figure.clear();
                self.band = None;
            }
        }
    }

    /// The fields as an earlier answer left them.
    pub fn of(catalogue: &Catalogue, fact: FactId, answer: Option<Answer>) -> Draft {
        let mut draft = Draft::default();
        match answer {
            Some(Answer::Known(FactValue::Option(option))) => draft.option = Some(option),
            Some(Answer::Known(FactValue::Options(options))) => draft.options = options,
            Some(Answer::Known(FactValue::Range(low, high))) if low == high => {
                draft.figure = catalogue.fact(fact).kind.unit().map_or(String::new(), |unit| low.to_decimal(unit));
            }
            Some(Answer::Known(FactValue::Range(low, high))) => draft.band = Some(Band { low, high }),
            Some(Answer::Unknown | Answer::Skipped(_)) | None => {}
        }
        draft
    }

    /// Whether the fields are empty.
    pub fn is_empty(&self) -> bool {
        self.option.is_none() && self.band.is_none() && self.figure.trim().is_empty() && self.parts.iter().all(String::is_empty)
    }

    /// The answer in the fields.
    ///
    /// # Errors
    /// A sentence for the visitor.
    pub fn value(&self, catalogue: &Catalogue, words: &Words, fact: FactId) -> Result<FactValue, String> {
        let kind = catalogue.fact(fact).kind;
        match kind {
            FactKind::One | FactKind::Yes => self.option.map(FactValue::Option).ok_or_else(|| words.error_choose.to_owned()),
            FactKind::Many => Ok(FactValue::Options(self.options)),
            FactKind::Number { .. } if self.figure.trim().is_empty() => match self.band {
                Some(band) => Ok(FactValue::Range(band.low, band.high)),
                None if self.parts.iter().any(|part| !part.is_empty()) => self.worked_out(catalogue, words, fact),
                None => Err(words.error_choose.to_owned()),
            },
            FactKind::Number { .. } => figure(&self.figure, kind, words),
        }
    }
}

impl Draft {
    /// The percentage of the two figures. Part of the deferred module, like what it calls.
    ///
    /// # Errors
    /// A sentence for the visitor.
    #[inline(never)]
    pub fn worked_out(&self, catalogue: &Catalogue, words: &Words, fact: FactId) -> Result<FactValue, String> {
        let about = catalogue.fact(fact);
        let exact = |text: &String| match text::figure(words, MadeOf::FIGURE, text)? {
            FactValue::Range(low, high) if low == high => Ok(low),
            _ => Err(words.error_approximate.to_owned()),
        };
        let (first, second) = (exact(&self.parts[0])?, exact(&self.parts[1])?);
        let of = about.made_of.ok_or_else(|| words.error_choose.to_owned())?;
        text::made_of(words, about.kind, of, first, second)
    }
}

/// Reads a figure as it was written. Part of the deferred module (xtask/later.txt).
#[inline(never)]
fn figure(written: &str, kind: FactKind, words: &Words) -> Result<FactValue, String> {
    text::figure(words, kind, written)
}

/// The units that a key of the field adds to the figure.
const UNITS: [&str; 4] = ["万元", "亿元", "万", "亿"];

/// The figure with another unit, or without one if it had this unit already. Phone keypads that have only digits need a key for it.
pub fn with_unit(figure: &str, unit: &str) -> String {
    let figure = figure.trim_end();
    let bare = UNITS.iter().find_map(|unit| figure.strip_suffix(unit)).or_else(|| figure.strip_suffix('元')).unwrap_or(figure);
    if figure.strip_prefix(bare).is_some_and(|had| had.trim_end_matches('元') == unit || had == unit) {
        bare.to_owned()
    } else {
        format!("{bare}{unit}")
    }
}

/// The figure with the opposite sign: phone keypads have no minus.
pub fn negated(figure: &str) -> String {
    let figure = figure.trim_start();
    match figure.strip_prefix(['-', '−', '－']) {
        Some(positive) => positive.to_owned(),
        None => format!("-{figure}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{negated, with_unit};

    #[test]
    fn keys_add_what_a_keypad_lacks() {
        for (figure, unit, after) in [
            ("1500", "万", "1500万"),
            ("1500万", "万", "1500"),
            ("0.15万元", "亿", "0.15亿"),
            ("15亿", "元", "15元"),
            ("15元", "元", "15"),
            ("", "万", "万"),
        ] {
            assert_eq!(with_unit(figure, unit), after, "{figure} {unit}");
        }
        assert_eq!((negated("12").as_str(), negated("−12").as_str(), negated("").as_str()), ("-12", "12", "-"));
    }
}
