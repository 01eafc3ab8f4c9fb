//! Quantities and their units.
//!
//! A [`Quantity`] is an integer number of the smallest steps of its [`Unit`]: 0.01 万元, 0.1 point, one person. A percentage counts in halves of
//! 0.01 %: what is worked out of two figures and lies strictly between two written percentages is the odd half between them, and compares with every
//! bound (all bounds can be written) as the true quotient does. Invariants: no floating point anywhere; parsing never rounds (a digit too many is an
//! error) and never gives an odd half; formatting never shows a trailing zero.

use core::fmt;

use serde::{Deserialize, Serialize};

/// A number of the smallest steps of a unit: `Quantity(150_000)` is 1500 万元 where the unit is [`Unit::WanYuan`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Quantity(pub i64);

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Unit {
    /// 人
    Persons,
    /// 年, full years
    Years,
    /// 天
    Days,
    /// 项
    Items,
    /// 名: 1 is first
    Rank,
    /// 万元, ten thousand yuan, at most two decimals
    WanYuan,
    /// %, at most two decimals, in halves of 0.01 %
    Percent,
    /// 分, at most one decimal
    Points,
    /// %, at most two decimals: the bound on the share that one figure is of another
    Share,
}

/// Why a written number is not a quantity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuantityError {
    /// Nothing but spaces.
    Empty,
    /// Something that is no number.
    NotANumber,
    /// More decimals than the unit has; the number of decimals allowed.
    TooManyDecimals(u32),
    /// More digits than any domain needs.
    TooLong,
    /// 约, 左右, 1500 多: no exact figure.
    Approximate,
    /// A range whose first end is above its second.
    Reversed,
    /// What a spreadsheet makes of some figures: a date.
    Date,
    /// Money that is not in yuan.
    ForeignCurrency,
    /// 一百二 (120 or 102?), 1亿2: it can be read in two ways.
    Incomplete,
}

impl Unit {
    /// How many decimals a number in this unit may have.
    pub const fn decimals(self) -> u32 {
        match self {
            Unit::Persons | Unit::Years | Unit::Days | Unit::Items | Unit::Rank => 0,
            Unit::WanYuan | Unit::Percent | Unit::Share => 2,
            Unit::Points => 1,
        }
    }

    /// Smallest steps in one unit: 100 where two decimals are allowed, 200 where halves of them are kept.
    pub const fn steps(self) -> i64 {
        10_i64.pow(self.decimals()) * self.written()
    }

    /// Steps from one number that can be written to the next.
    pub const fn written(self) -> i64 {
        match self {
            Unit::Percent => 2,
            _ => 1,
        }
    }

    /// The unit as the command prints it and as Chinese text writes it.
    pub const fn symbol(self) -> &'static str {
        match self {
            Unit::Persons => "人",
            Unit::Years => "年",
            Unit::Days => "天",
            Unit::Items => "项",
            Unit::Rank => "名",
            Unit::WanYuan => "万元",
            Unit::Percent | Unit::Share => "%",
            Unit::Points => "分",
        }
    }
}

impl Quantity {
    /// Reads a plain decimal: an optional sign, digits, an optional point and decimals, nothing else.
    ///
    /// # Errors
    /// When the text is empty, is no number, has more decimals than `unit` allows, or is absurdly long.
    pub fn parse_decimal(text: &str, unit: Unit) -> Result<Quantity, QuantityError> {
        parse(text, unit)
    }

    /// The numbers that can be written around one that cannot.
    pub const fn between(self, unit: Unit) -> Option<(Quantity, Quantity)> {
        match self.0.rem_euclid(unit.written()) {
            0 => None,
            over => Some((Quantity(self.0 - over), Quantity(self.0 - over + unit.written()))),
        }
    }

    /// The number in the unit, without trailing zeros and without the unit's symbol: `1500`, `0.5`, `-3.25`. Of one that cannot be written, the next
    /// below.
    pub fn to_decimal(self, unit: Unit) -> String {
        let (number, steps) = (self.0.div_euclid(unit.written()), unit.steps() / unit.written());
        let whole = (number / steps).abs();
        let rest = (number % steps).abs();
        let sign = if number < 0 { "-" } else { "" };
        if rest == 0 {
            return format!("{sign}{whole}");
        }
        let decimals = format!("{rest:0width$}", width = unit.decimals() as usize);
        format!("{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl core::error::Error for QuantityError {}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuantityError::Empty => write!(f, "no number given"),
            QuantityError::NotANumber => write!(f, "not a number"),
            QuantityError::TooManyDecimals(0) => write!(f, "must be a whole number"),
            QuantityError::TooManyDecimals(n) => write!(f, "at most {n} decimals are allowed"),
            QuantityError::TooLong => write!(f, "too many digits"),
            QuantityError::Approximate => write!(f, "not an exact figure; write the figure, or a range such as 1000-1500"),
            QuantityError::Reversed => write!(f, "the range ends below its beginning"),
            QuantityError::Date => write!(f, "a date; the spreadsheet may have made it of a figure or a range"),
            QuantityError::ForeignCurrency => write!(f, "not in yuan; convert it to 万元"),
            QuantityError::Incomplete => write!(f, "can be read in two ways; write it in digits"),
        }
    }
}

/// The number in steps of the unit.
fn parse(text: &str, unit: Unit) -> Result<Quantity, QuantityError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return Err(if text.is_empty() { QuantityError::Empty } else { QuantityError::NotANumber });
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || (digits.contains('.') && fraction.is_empty()) {
        return Err(QuantityError::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    if 24 < whole.len() + fraction.len() {
        return Err(QuantityError::TooLong);
    }
    let mut value: i128 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        value = value * 10 + i128::from(byte - b'0');
    }
    let shift = i32::try_from(unit.decimals()).unwrap_or(0) - i32::try_from(fraction.len()).unwrap_or(0);
    let scale = 10_i128.pow(shift.unsigned_abs().min(30));
    if 0 <= shift {
        value = value.checked_mul(scale).ok_or(QuantityError::TooLong)?;
    } else {
        if value % scale != 0 {
            return Err(QuantityError::TooManyDecimals(unit.decimals()));
        }
        value /= scale;
    }
    let value = i64::try_from(value * i128::from(unit.written())).map_err(|_| QuantityError::TooLong)?;
    Ok(Quantity(if negative { -value } else { value }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_decimal_says_why() {
        for (text, unit, error) in [
            ("", Unit::Persons, QuantityError::Empty),
            ("-", Unit::Persons, QuantityError::NotANumber),
            ("十二", Unit::Persons, QuantityError::NotANumber),
            ("1.", Unit::WanYuan, QuantityError::NotANumber),
            (".5", Unit::WanYuan, QuantityError::NotANumber),
            ("1e3", Unit::WanYuan, QuantityError::NotANumber),
            ("1,500", Unit::WanYuan, QuantityError::NotANumber),
            ("1.234", Unit::WanYuan, QuantityError::TooManyDecimals(2)),
            ("79.995", Unit::Percent, QuantityError::TooManyDecimals(2)),
            ("1.5", Unit::Persons, QuantityError::TooManyDecimals(0)),
            ("99999999999999999999999999", Unit::WanYuan, QuantityError::TooLong),
        ] {
            assert_eq!(Quantity::parse_decimal(text, unit), Err(error), "{text}");
        }
    }

    #[test]
    fn decimals_read_back() {
        for steps in [-100_001, -1, 0, 1, 10, 100, 12_345, 150_000] {
            for unit in [Unit::WanYuan, Unit::Points, Unit::Persons] {
                let text = Quantity(steps).to_decimal(unit);
                assert_eq!(Quantity::parse_decimal(&text, unit), Ok(Quantity(steps)), "{text}");
            }
        }
    }
}
