//! Facts about a firm, the values they may take, and the answers given so far.
//!
//! Invariants: a [`FactValue`] held by [`Answers`] lies in its fact's domain; an unknown is the absence of a value, never a default. What is
//! asked and how is data of the pack; nothing here names a particular fact.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::units::{Quantity, QuantityError, Unit};

/// A fact's place in the pack's list of facts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct FactId(pub u8);

/// A set of facts, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct FactSet(pub u128);

/// A set of options of one fact, as bits in the order of the pack.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
pub struct OptionSet(pub u32);

/// What kind of value a fact takes. True/false facts are `One` with the options `true` and `false`, in that order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FactKind {
    /// Exactly one option.
    One,
    /// True or false.
    Yes,
    /// A set of options; none is an answer too.
    Many,
    /// A number in a unit, within the domain's ends.
    Number {
        /// The unit.
        unit: Unit,
        /// Smallest value of the domain.
        min: Quantity,
        /// Largest value of the domain.
        max: Quantity,
    },
}

/// What a visitor said about a fact: options, an exact number, or a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactValue {
    /// The option chosen (`One`, `Yes`: 0 is true, 1 is false).
    Option(u8),
    /// The options chosen (`Many`).
    Options(OptionSet),
    /// A closed range; an exact number has equal ends.
    Range(Quantity, Quantity),
}

/// An answer: a value, “I do not know”, or “later”.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// What the visitor said.
    Known(FactValue),
    /// 不清楚: unknown, and not asked again by itself.
    Unknown,
    /// 跳过: not answered yet.
    Skipped(Skip),
}

/// How often a question was put off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Skip {
    /// Once: it comes again after the others.
    Once,
    /// It was asked again, and is not answered yet.
    AskedAgain,
    /// Twice: it does not come a third time by itself.
    Twice,
}

/// The answers in the order in which they were given. Replacing an answer keeps its place.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Answers {
    entries: Vec<(FactId, Answer)>,
}

/// Why a value is not one of its fact's domain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DomainError {
    /// The number cannot be read.
    Number(QuantityError),
    /// The number lies outside the domain; the ends, as text with the unit.
    Outside {
        /// Smallest allowed.
        min: String,
        /// Largest allowed.
        max: String,
        /// Unit symbol.
        unit: &'static str,
    },
    /// A range whose lower end is above its upper end.
    Reversed,
    /// An option the fact does not have.
    UnknownOption(String),
}

impl FactSet {
    /// The set of one fact.
    pub const fn only(fact: FactId) -> FactSet {
        FactSet(1 << fact.0)
    }

    /// Whether the fact is in the set.
    pub const fn has(self, fact: FactId) -> bool {
        self.0 >> fact.0 & 1 == 1
    }

    /// Adds every fact of the other set.
    pub const fn union(self, other: FactSet) -> FactSet {
        FactSet(self.0 | other.0)
    }

    /// Facts in both.
    pub const fn and(self, other: FactSet) -> FactSet {
        FactSet(self.0 & other.0)
    }

    /// Facts of this set that are not in the other.
    pub const fn without(self, other: FactSet) -> FactSet {
        FactSet(self.0 & !other.0)
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The number of facts.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The facts in the order of the pack.
    pub fn iter(self) -> impl Iterator<Item = FactId> {
        let mut bits = self.0;
        core::iter::from_fn(move || {
            (bits != 0).then(|| {
                let index = bits.trailing_zeros();
                bits &= bits - 1;
                FactId(u8::try_from(index).unwrap_or(0))
            })
        })
    }
}

impl OptionSet {
    /// The set of one option.
    pub const fn only(option: u8) -> OptionSet {
        OptionSet(1 << option)
    }

    /// Every option of a fact that has `count` of them (at most 32).
    pub const fn all(count: usize) -> OptionSet {
        OptionSet(((1_u64 << count) - 1) as u32)
    }

    /// Whether the option is in the set.
    pub const fn has(self, option: u8) -> bool {
        self.0 >> option & 1 == 1
    }

    /// Whether the sets share an option.
    pub const fn meets(self, other: OptionSet) -> bool {
        self.0 & other.0 != 0
    }

    /// The options in the order of the pack.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (0..32).filter(move |&option| self.has(option))
    }
}

impl FactValue {
    /// An exact number.
    pub const fn exact(quantity: Quantity) -> FactValue {
        FactValue::Range(quantity, quantity)
    }
}

impl FactKind {
    /// A number of this fact, checked against its domain.
    ///
    /// # Errors
    /// When the number lies outside.
    pub fn check(self, quantity: Quantity) -> Result<Quantity, DomainError> {
        match self {
            FactKind::Number { unit, min, max } if quantity < min || max < quantity => {
                Err(DomainError::Outside { min: min.to_decimal(unit), max: max.to_decimal(unit), unit: unit.symbol() })
            }
            _ => Ok(quantity),
        }
    }

    /// The unit of a number fact.
    pub const fn unit(self) -> Option<Unit> {
        match self {
            FactKind::Number { unit, .. } => Some(unit),
            _ => None,
        }
    }
}

impl Answers {
    /// What was answered, if the question was.
    pub fn get(&self, fact: FactId) -> Option<Answer> {
        self.entries.iter().find(|(id, _)| *id == fact).map(|(_, answer)| *answer)
    }

    /// The value, if it is known.
    pub fn value(&self, fact: FactId) -> Option<FactValue> {
        match self.get(fact) {
            Some(Answer::Known(value)) => Some(value),
            Some(Answer::Unknown | Answer::Skipped(_)) | None => None,
        }
    }

    /// Records an answer; an earlier one to the same question is replaced where it stands.
    pub fn set(&mut self, fact: FactId, answer: Answer) {
        match self.entries.iter_mut().find(|(id, _)| *id == fact) {
            Some(entry) => entry.1 = answer,
            None => self.entries.push((fact, answer)),
        }
    }

    /// Puts a question off; one that was put off before and came again does not come a third time.
    pub fn skip(&mut self, fact: FactId) {
        let skip = match self.get(fact) {
            Some(Answer::Skipped(Skip::AskedAgain | Skip::Twice)) => Skip::Twice,
            Some(Answer::Known(_) | Answer::Unknown | Answer::Skipped(Skip::Once)) | None => Skip::Once,
        };
        self.set(fact, Answer::Skipped(skip));
    }

    /// Notes that a question which was put off comes again: its place is now the last.
    pub fn ask_again(&mut self, fact: FactId) {
        if let Some(Answer::Skipped(Skip::Once)) = self.get(fact) {
            self.remove(fact);
            self.set(fact, Answer::Skipped(Skip::AskedAgain));
        }
    }

    /// Forgets an answer.
    pub fn remove(&mut self, fact: FactId) {
        self.entries.retain(|(id, _)| *id != fact);
    }

    /// The answers in the order in which they were first given.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (FactId, Answer)> {
        self.entries.iter().copied()
    }

    /// The facts that were asked, whatever was said.
    pub fn asked(&self) -> FactSet {
        self.those(|_| true)
    }

    /// The facts that are not asked again by themselves: answered by a value or by 不清楚, or put off twice.
    pub fn settled(&self) -> FactSet {
        self.those(|answer| matches!(answer, Answer::Known(_) | Answer::Unknown | Answer::Skipped(Skip::Twice)))
    }

    /// The facts that were put off.
    pub fn skipped(&self) -> FactSet {
        self.those(|answer| matches!(answer, Answer::Skipped(_)))
    }

    fn those(&self, wanted: impl Fn(Answer) -> bool) -> FactSet {
        let chosen = self.entries.iter().filter(|(_, answer)| wanted(*answer));
        chosen.fold(FactSet::default(), |set, (id, _)| set.union(FactSet::only(*id)))
    }

    /// How many answers there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl core::error::Error for DomainError {}

impl fmt::Display for DomainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DomainError::Number(error) => write!(f, "{error}"),
            DomainError::Outside { min, max, unit } => write!(f, "must be between {min} and {max} {unit}"),
            DomainError::Reversed => write!(f, "min is above max"),
            DomainError::UnknownOption(option) => write!(f, "unknown option {option:?}"),
        }
    }
}
