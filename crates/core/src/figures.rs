//! A percentage worked out of the figures that it is made of: a share, a growth, a growth over two years.
//!
//! Integers only, square roots too. A quotient that lies strictly between two percentages that can be written becomes the half between them (see
//! [`crate::units`]), so that it compares with every bound as the true quotient does.

use serde::{Deserialize, Serialize};

use crate::facts::FactKind;
use crate::units::{Quantity, Unit};

/// What a percentage is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MadeOf {
    /// A part of a whole.
    Share,
    /// The growth from one year to the next.
    Growth,
    /// The compound growth a year over two years.
    Compound,
}

/// Why figures make no percentage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FigureError {
    /// The whole, or the beginning, is 0 or less.
    NothingToDivideBy,
    /// A compound growth to less than nothing.
    BelowNothing,
    /// Larger than any domain.
    TooLarge,
}

/// 100 %, in 0.01 %.
const WHOLE: i128 = 10_000;

impl MadeOf {
    /// The figures that may be given, in steps of money.
    pub const FIGURES: core::ops::RangeInclusive<Quantity> = Quantity(0)..=Quantity(10_000_000_000);

    /// The kind of those figures.
    pub const FIGURE: FactKind = FactKind::Number { unit: Unit::WanYuan, min: *Self::FIGURES.start(), max: *Self::FIGURES.end() };

    /// The percentage of two figures in the same unit: part and whole, or beginning and end.
    ///
    /// # Errors
    /// When there is none.
    pub fn percent(self, first: Quantity, second: Quantity) -> Result<Quantity, FigureError> {
        let (first, second) = (i128::from(first.0), i128::from(second.0));
        let beneath = if self == MadeOf::Share { second } else { first };
        if beneath <= 0 {
            return Err(FigureError::NothingToDivideBy);
        }
        // The largest number of hundredths of a percent that is not above the quotient, and whether it is the quotient.
        let (below, exact) = match self {
            MadeOf::Share => divided(WHOLE * first, second),
            MadeOf::Growth => divided(WHOLE * (second - first), first),
            MadeOf::Compound if second < 0 => return Err(FigureError::BelowNothing),
            MadeOf::Compound => {
                let square = WHOLE * WHOLE * second;
                let root = (square / first).isqrt();
                (root - WHOLE, root * root * first == square)
            }
        };
        i64::try_from(2 * below + i128::from(!exact)).map(Quantity).map_err(|_| FigureError::TooLarge)
    }
}

const fn divided(top: i128, bottom: i128) -> (i128, bool) {
    (top.div_euclid(bottom), top.rem_euclid(bottom) == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bound, in 0.01 %, compared with the true quotient by cross-multiplication.
    fn reaches(of: MadeOf, first: i64, second: i64, bound: i64) -> bool {
        let (first, second, bound) = (i128::from(first), i128::from(second), i128::from(bound));
        match of {
            MadeOf::Share => bound * second <= WHOLE * first,
            MadeOf::Growth => bound * first <= WHOLE * (second - first),
            MadeOf::Compound => WHOLE + bound <= 0 || (WHOLE + bound) * (WHOLE + bound) * first <= WHOLE * WHOLE * second,
        }
    }

    #[test]
    fn a_percentage_of_figures_compares_as_the_true_quotient() {
        let mut compared = 0;
        for first in 1..60 {
            for second in 1..60 {
                for of in [MadeOf::Share, MadeOf::Growth, MadeOf::Compound] {
                    let percent = of.percent(Quantity(first), Quantity(second)).expect("positive figures");
                    let near = percent.0.div_euclid(2);
                    for bound in [near - 1, near, near + 1, 8_000, 500, 0] {
                        let true_answer = reaches(of, first, second, bound);
                        assert_eq!(2 * bound <= percent.0, true_answer, "{of:?} of {first} and {second} against {bound}");
                        compared += 1;
                    }
                }
            }
        }
        assert_eq!(compared, 59 * 59 * 3 * 6);
    }

    #[test]
    fn what_lies_between_two_steps_is_kept_between_them() {
        for (of, first, second, halves) in [
            (MadeOf::Share, 80, 100, 16_000),
            (MadeOf::Share, 239_999, 300_000, 15_999),
            (MadeOf::Share, 2, 3, 13_333),
            (MadeOf::Growth, 100, 105, 1_000),
            (MadeOf::Growth, 300, 200, -6_667),
            (MadeOf::Compound, 10_000, 11_025, 1_000),
            (MadeOf::Compound, 10_000, 11_024, 999),
            (MadeOf::Compound, 10_000, 0, -20_000),
        ] {
            assert_eq!(of.percent(Quantity(first), Quantity(second)), Ok(Quantity(halves)), "{of:?} {first} {second}");
        }
    }

    #[test]
    fn of_nothing_there_is_no_percentage() {
        for whole in [0, -1] {
            assert_eq!(MadeOf::Share.percent(Quantity(1), Quantity(whole)), Err(FigureError::NothingToDivideBy));
            assert_eq!(MadeOf::Growth.percent(Quantity(whole), Quantity(1)), Err(FigureError::NothingToDivideBy));
        }
        assert_eq!(MadeOf::Compound.percent(Quantity(1), Quantity(-1)), Err(FigureError::BelowNothing));
        assert_eq!(MadeOf::Share.percent(Quantity(i64::MAX), Quantity(1)), Err(FigureError::TooLarge));
    }
}
