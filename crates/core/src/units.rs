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
    /// 件
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
            Unit::Items => "件",
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
        parse_scaled(text, unit, 0)
    }

    /// Reads a number as people write it: full-width digits, thousands separators, spaces, and units such as `1500万`, `0.15亿`, `15000000元`,
    /// `3%`, `120人`. For money a bare number is in 万元.
    ///
    /// # Errors
    /// As for [`Quantity::parse_decimal`].
    pub fn parse_written(text: &str, unit: Unit) -> Result<Quantity, QuantityError> {
        let plain = plain_characters(text);
        let (number, power) = match unit {
            Unit::WanYuan => strip_money(&plain),
            _ => (strip_suffixes(&plain, suffixes(unit)), 0),
        };
        check_separators(number)?;
        let digits: String = number.chars().filter(|&c| c != ',').collect();
        parse_scaled(&digits, unit, power)
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

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuantityError::Empty => write!(f, "no number given"),
            QuantityError::NotANumber => write!(f, "not a number"),
            QuantityError::TooManyDecimals(0) => write!(f, "must be a whole number"),
            QuantityError::TooManyDecimals(n) => write!(f, "at most {n} decimals are allowed"),
            QuantityError::TooLong => write!(f, "too many digits"),
        }
    }
}

/// Full-width forms become ASCII; spaces vanish; the Chinese comma and the ideographic full stop inside a number become their ASCII forms.
fn plain_characters(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + u8::try_from(u32::from(c) - u32::from('０')).unwrap_or(0)),
            '．' | '。' => '.',
            '，' | '、' | '\'' | '’' => ',',
            '－' | '−' | '–' => '-',
            '＋' => '+',
            '％' => '%',
            other => other,
        })
        .collect()
}

/// Strips a money unit; the second value is the power of ten that turns the number into 万元.
fn strip_money(text: &str) -> (&str, i32) {
    let bare = strip_suffixes(text.trim_start_matches(['¥', '￥']), &["元人民币", "人民币", "RMB", "rmb"]);
    for (suffix, power) in [
        ("万亿元", 8),
        ("万亿", 8),
        ("亿元", 4),
        ("亿", 4),
        ("千万元", 3),
        ("千万", 3),
        ("百万元", 2),
        ("百万", 2),
        ("万元", 0),
        ("万", 0),
        ("w", 0),
        ("W", 0),
        ("元", -4),
    ] {
        if let Some(number) = bare.strip_suffix(suffix) {
            return (number, power);
        }
    }
    (bare, 0)
}

fn suffixes(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Persons => &["人", "个", "名"],
        Unit::Years => &["周年", "年"],
        Unit::Days => &["天", "日"],
        Unit::Items => &["件", "项", "个"],
        Unit::Rank => &["名", "位"],
        Unit::Percent | Unit::Share => &["%", "个百分点"],
        Unit::Points => &["分"],
        Unit::WanYuan => &[],
    }
}

fn strip_suffixes<'a>(text: &'a str, suffixes: &[&str]) -> &'a str {
    suffixes.iter().find_map(|suffix| text.strip_suffix(suffix)).unwrap_or(text)
}

/// A comma must separate groups of three digits (1,500) or, as some write, of four (1,5000 is refused: it is most likely a slip).
fn check_separators(number: &str) -> Result<(), QuantityError> {
    if !number.contains(',') {
        return Ok(());
    }
    let whole = number.split('.').next().unwrap_or("").trim_start_matches(['-', '+']);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let well_formed =
        (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) && !number.split('.').skip(1).any(|rest| rest.contains(','));
    if well_formed { Ok(()) } else { Err(QuantityError::NotANumber) }
}

/// The number times 10^power, in steps of the unit.
fn parse_scaled(text: &str, unit: Unit, power: i32) -> Result<Quantity, QuantityError> {
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
    let shift = i32::try_from(unit.decimals()).unwrap_or(0) + power - i32::try_from(fraction.len()).unwrap_or(0);
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
    fn numbers_as_people_write_them() {
        for (text, steps) in [
            ("1500", 150_000),
            ("1,500", 150_000),
            ("1，500万元", 150_000),
            ("１５００万", 150_000),
            ("0.15亿", 150_000),
            ("15000000元", 150_000),
            ("15,000,000 元", 150_000),
            ("-3.25", -325),
            ("1千万", 100_000),
            ("1500w", 150_000),
            ("￥1,500万", 150_000),
            ("0.01", 1),
            ("100元", 1),
        ] {
            assert_eq!(Quantity::parse_written(text, Unit::WanYuan), Ok(Quantity(steps)), "{text}");
        }
        assert_eq!(Quantity::parse_written("120 人", Unit::Persons), Ok(Quantity(120)));
        assert_eq!(Quantity::parse_written("2.8％", Unit::Percent), Ok(Quantity(560)));
        assert_eq!(Quantity::parse_written("2.8％", Unit::Share), Ok(Quantity(280)));
    }

    #[test]
    fn what_is_no_number_says_why() {
        for (text, unit, error) in [
            ("", Unit::Persons, QuantityError::Empty),
            ("  ", Unit::Persons, QuantityError::Empty),
            ("十二", Unit::Persons, QuantityError::NotANumber),
            ("1.", Unit::WanYuan, QuantityError::NotANumber),
            (".5", Unit::WanYuan, QuantityError::NotANumber),
            ("1e3", Unit::WanYuan, QuantityError::NotANumber),
            ("1,50", Unit::WanYuan, QuantityError::NotANumber),
            ("1.234", Unit::WanYuan, QuantityError::TooManyDecimals(2)),
            ("79.995", Unit::Percent, QuantityError::TooManyDecimals(2)),
            ("1.5", Unit::Persons, QuantityError::TooManyDecimals(0)),
            ("12345元", Unit::WanYuan, QuantityError::TooManyDecimals(2)),
            ("99999999999999999999999999", Unit::WanYuan, QuantityError::TooLong),
        ] {
            assert_eq!(Quantity::parse_written(text, unit), Err(error), "{text}");
        }
        assert_eq!(Quantity::parse_decimal("1,500", Unit::WanYuan), Err(QuantityError::NotANumber));
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
