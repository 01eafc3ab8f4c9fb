//! Values as people read them.

use super::Words;
use crate::catalogue::{Catalogue, Language};
use crate::date::Date;
use crate::explanations::bands::Band;
use crate::facts::{Answer, DomainError, FactId, FactKind, FactValue};
use crate::report::Implausible;
use crate::units::{Quantity, QuantityError, Unit};
use crate::worth::{Fen, Value};
use crate::written;

/// Until the end of this month last year's statements may not be ready.
const LAST_EARLY_MONTH: u8 = 5;

/// A number with its unit: `4,200 万元`, `2.8%`, `120 人`.
pub fn quantity(language: Language, value: Quantity, unit: Unit) -> String {
    if let Some((below, above)) = value.between(unit) {
        return format!("{}–{}", quantity(language, below, unit), quantity(language, above, unit));
    }
    let number = grouped(&value.to_decimal(unit));
    let symbol = symbol(language, unit, value);
    match (unit, language) {
        (Unit::Percent | Unit::Share, _) => format!("{number}%"),
        (Unit::Rank, Language::Zh) => format!("第 {number} 名"),
        (Unit::Rank, Language::En) => format!("no. {number}"),
        _ => format!("{number} {symbol}"),
    }
}

/// A figure shown back while it is typed; money that is easily mistaken by some zeros also in another unit: `读作 42,000 万元，即 4.2 亿元`.
pub fn read_back(words: &Words, value: Quantity, unit: Unit) -> String {
    const WAN: i64 = 10_000;
    let shown = quantity(words.language, value, unit);
    let steps = Unit::WanYuan.steps();
    let more = match (unit, words.language) {
        (Unit::WanYuan, Language::En) if value.0 != 0 => {
            value.0.checked_mul(WAN / steps).map(|yuan| format!("{} yuan", grouped(&yuan.to_string())))
        }
        (Unit::WanYuan, Language::Zh) if WAN * steps <= value.0.abs() => Some(format!("{} 亿元", grouped(&hundred_millions(value)))),
        (Unit::WanYuan, Language::Zh) if value.0 != 0 && value.0.abs() < steps => {
            Some(format!("{} 元", grouped(&(value.0 * (WAN / steps)).to_string())))
        }
        _ => None,
    };
    match more {
        Some(more) => (words.read_as_more)(&shown, &more),
        None => (words.read_as)(&shown),
    }
}

/// What a text is read as, for the line below the field; `None` where it cannot be read.
pub fn read_back_written(words: &Words, kind: FactKind, text: &str) -> Option<String> {
    let FactKind::Number { unit, min, max } = kind else { return None };
    let read = written::read(text, unit).ok()?;
    match (read.low, read.high) {
        (Some(low), Some(high)) if low == high => Some(read_back(words, low, unit)),
        (low, high) => {
            let band = Band { low: low.unwrap_or(min), high: high.unwrap_or(max) };
            Some((words.read_as)(&band_of(words.language, unit, min, max, band)))
        }
    }
}

/// The value that a text gives a fact.
///
/// # Errors
/// A sentence that says what is wrong and what to write.
#[inline(never)]
pub fn figure(words: &Words, kind: FactKind, text: &str) -> Result<FactValue, String> {
    figure_in(words, kind, text, 0)
}

/// As [`figure`], where a header says in what money stands (`written::Scale`).
///
/// # Errors
/// A sentence that says what is wrong and what to write.
pub fn figure_in(words: &Words, kind: FactKind, text: &str, bare: i32) -> Result<FactValue, String> {
    let unit = kind.unit().unwrap_or(Unit::Items);
    let refused = |error| figure_error(words, error, unit, text);
    let value = written::read_in(text, written::Scale { unit, bare }).map_err(refused)?.value(kind);
    value.map_err(|error| match error {
        DomainError::Outside { min, max, .. } => (words.error_range)(&min, &max, symbol(words.language, unit, Quantity(0))),
        DomainError::Number(error) => refused(error),
        DomainError::Reversed | DomainError::UnknownOption(_) => words.error_reversed.to_owned(),
    })
}

fn figure_error(words: &Words, error: QuantityError, unit: Unit, text: &str) -> String {
    match error {
        QuantityError::Empty => words.error_choose.to_owned(),
        QuantityError::NotANumber if unit == Unit::WanYuan => (words.error_not_money)(text.trim()),
        QuantityError::NotANumber => (words.error_not_number)(text.trim()),
        QuantityError::TooManyDecimals(_) if unit == Unit::WanYuan => words.error_decimals_money.to_owned(),
        QuantityError::TooManyDecimals(allowed) => (words.error_decimals)(allowed),
        QuantityError::TooLong => words.error_too_long.to_owned(),
        QuantityError::Approximate => words.error_approximate.to_owned(),
        QuantityError::Reversed => words.error_reversed.to_owned(),
        QuantityError::Date => (words.error_date)(text.trim()),
        QuantityError::ForeignCurrency => words.error_foreign_currency.to_owned(),
        QuantityError::Incomplete => (words.error_incomplete)(text.trim()),
    }
}

/// The year that a fact's figure is about on a day; `None` where it is about none.
pub fn year_of(catalogue: &Catalogue, fact: FactId, day: Date) -> Option<u16> {
    let back = catalogue.fact(fact).years_back;
    (back != 0).then(|| day.year().saturating_sub(u16::from(back)))
}

/// A fact's short name, with the year that its figure is about.
pub fn name_of_year(catalogue: &Catalogue, words: &Words, fact: FactId, day: Date) -> String {
    let short = catalogue.fact(fact).short.get(words.language);
    year_of(catalogue, fact, day).map_or_else(|| short.to_owned(), |year| (words.name_of_year)(short, &year.to_string()))
}

/// Which year a question is about, in words; until May, when last year's statements may not be ready, also what to do without them.
pub fn year_note(catalogue: &Catalogue, words: &Words, fact: FactId, day: Date) -> Option<String> {
    let year = year_of(catalogue, fact, day)?;
    let early = day.month() <= LAST_EARLY_MONTH && catalogue.fact(fact).years_back == 1;
    Some(if early {
        (words.year_note_early)(&year.to_string(), &year.saturating_sub(1).to_string())
    } else {
        (words.year_note)(&year.to_string())
    })
}

/// What looks implausible, and what may have been meant.
pub fn note(catalogue: &Catalogue, words: &Words, note: Implausible<'_>) -> String {
    match note {
        Implausible::Together(note) => note.text.get(words.language).to_owned(),
        Implausible::Fraction(fact, value) => {
            let hundredfold = quantity(words.language, Quantity(value.0.saturating_mul(100)), Unit::Percent);
            (words.note_fraction)(
                catalogue.fact(fact).short.get(words.language),
                &quantity(words.language, value, Unit::Percent),
                &hundredfold,
            )
        }
    }
}

/// Money in 亿元 with every decimal it has.
fn hundred_millions(value: Quantity) -> String {
    let steps = 10_000 * Unit::WanYuan.steps();
    let (whole, rest) = ((value.0 / steps).abs(), (value.0 % steps).abs());
    let sign = if value.0 < 0 { "-" } else { "" };
    format!("{sign}{whole}.{rest:06}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What was said to a question, as text.
pub fn answer(catalogue: &Catalogue, words: &Words, fact: FactId, answer: Answer) -> String {
    match answer {
        Answer::Known(known) => value(catalogue, words, fact, known),
        Answer::Unknown => words.review_unknown.to_owned(),
        Answer::Skipped(_) => words.review_skipped.to_owned(),
    }
}

/// What is known of a fact, as text.
pub fn value(catalogue: &Catalogue, words: &Words, fact: FactId, value: FactValue) -> String {
    let about = catalogue.fact(fact);
    let label = |option: u8| about.options[usize::from(option)].label.get(words.language);
    match (value, about.kind) {
        (FactValue::Option(option), _) => label(option).to_owned(),
        (FactValue::Options(options), _) if options.0 == 0 => words.none_of_these.to_owned(),
        (FactValue::Options(options), _) => options.iter().map(label).collect::<Vec<_>>().join(words.list_and),
        (FactValue::Range(low, high), FactKind::Number { unit, .. }) if low == high => quantity(words.language, low, unit),
        (FactValue::Range(low, high), _) => band(catalogue, words.language, fact, Band { low, high }),
    }
}

/// A range as its label: `300 万元以上，不足 1,500 万元`.
pub fn band(catalogue: &Catalogue, language: Language, fact: FactId, band: Band) -> String {
    let FactKind::Number { unit, min, max } = catalogue.fact(fact).kind else { return String::new() };
    band_of(language, unit, min, max, band)
}

fn band_of(language: Language, unit: Unit, min: Quantity, max: Quantity, band: Band) -> String {
    let one = Quantity(unit.written());
    let round = |value: Quantity| value.0 % unit.steps() == 0;
    let shown = |value: Quantity| quantity(language, value, unit);
    let before = |value: Quantity| shown(Quantity(value.0 - one.0));
    let after = |value: Quantity| shown(Quantity(value.0 + one.0));
    if band.low == band.high {
        return shown(band.low);
    }
    let counted = unit.decimals() == 0;
    let zh = language == Language::Zh;
    let lower = match band.low {
        low if low <= min => None,
        low if counted || round(low) => Some(if zh { format!("{}以上", shown(low)) } else { format!("{} or more", shown(low)) }),
        low => Some(if zh { format!("超过 {}", before(low)) } else { format!("more than {}", before(low)) }),
    };
    let upper = match band.high {
        high if max <= high => None,
        high if counted || round(high) => Some(if zh { format!("不超过 {}", shown(high)) } else { format!("at most {}", shown(high)) }),
        high => Some(if zh { format!("不足 {}", after(high)) } else { format!("less than {}", after(high)) }),
    };
    match (lower, upper) {
        (Some(_), Some(_)) if counted && unit != Unit::Rank => {
            let ends = format!("{}–{}", grouped(&band.low.to_decimal(unit)), grouped(&band.high.to_decimal(unit)));
            format!("{ends} {}", symbol(language, unit, band.high))
        }
        (Some(lower), Some(upper)) => format!("{lower}{}{upper}", if zh { "，" } else { ", " }),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => {
            if zh {
                "任意".to_owned()
            } else {
                "any".to_owned()
            }
        }
    }
}

/// The end of a year that lies ahead, for what only time brings: `最早 2028 年底`.
pub fn date_of_year(words: &Words, year: i64) -> String {
    (words.gap_earliest)(&year.to_string())
}

/// The unit as the language writes it beside a number.
pub fn symbol(language: Language, unit: Unit, value: Quantity) -> &'static str {
    if language == Language::Zh {
        return unit.symbol();
    }
    match (unit, value.0 == unit.steps()) {
        (Unit::Persons, true) => "person",
        (Unit::Persons, false) => "people",
        (Unit::Years, true) => "year",
        (Unit::Years, false) => "years",
        (Unit::Days, true) => "day",
        (Unit::Days, false) => "days",
        (Unit::Items, true) => "item",
        (Unit::Items, false) => "items",
        (Unit::Points, _) => "points",
        (Unit::Rank, true) => "place",
        (Unit::Rank, false) => "places",
        (Unit::WanYuan | Unit::Percent | Unit::Share, _) => unit.symbol(),
    }
}

/// What a support is worth, as people say it: `每年 56 万元`, `每年最多 7.2 万元，最长 3 年`.
pub fn worth(words: &Words, value: Value) -> String {
    let money = |amount: Fen| money(words.language, amount);
    let amount = match (value.min == value.max, value.is_open) {
        (_, true) => (words.worth_at_least)(&money(value.min)),
        (true, false) => money(value.min),
        (false, false) => (words.worth_from_to)(&money(value.min), &money(value.max)),
    };
    let years = value.years.map_or_else(String::new, words.worth_years);
    format!("{}{years}", (words.worth)(value.kind, &amount))
}

/// Money to the 分; what is less than 1 万元 in 元.
fn money(language: Language, amount: Fen) -> String {
    const WAN: i64 = 1_000_000;
    if WAN <= amount.0.abs() {
        return format!("{} {}", grouped(&amount.to_wan()), Unit::WanYuan.symbol());
    }
    let (whole, rest) = (amount.0 / 100, amount.0 % 100);
    let decimal = if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") };
    format!("{} {}", grouped(&decimal), if language == Language::Zh { "元" } else { "yuan" })
}

/// Thousands separated by commas.
fn grouped(decimal: &str) -> String {
    let (whole, fraction) = decimal.split_once('.').map_or((decimal, None), |(whole, fraction)| (whole, Some(fraction)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("−", digits));
    let mut out = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index != 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::WorthKind;

    #[test]
    fn what_a_support_is_worth_is_said_exactly() {
        let value = |min, max, is_open, kind, years| Value { min: Fen(min), max: Fen(max), is_open, years, kind };
        let (zh, en) = (Words::of(Language::Zh), Words::of(Language::En));
        for (value, said_zh, said_en) in [
            (value(56_000_000, 56_000_000, false, WorthKind::Saves, None), "每年 56 万元", "56 万元 a year"),
            (value(325_000, 325_050, false, WorthKind::Saves, None), "每年 3,250 元到 3,250.50 元", "3,250 yuan to 3,250.50 yuan a year"),
            (value(12_345_600, 99_000_000, true, WorthKind::Saves, None), "每年 12.3456 万元以上", "12.3456 万元 or more a year"),
            (
                value(0, 7_200_000, false, WorthKind::AtMost, Some(3)),
                "每年最多 0 元到 7.2 万元，最长 3 年",
                "at most 0 yuan to 7.2 万元 a year, for at most 3 years",
            ),
            (value(30_000_000, 30_000_000, false, WorthKind::Loan, None), "最高可贷 30 万元", "a loan of up to 30 万元"),
            (value(5_000, 5_000, false, WorthKind::ADay, None), "每天 50 元", "50 yuan a day"),
        ] {
            assert_eq!((worth(zh, value).as_str(), worth(en, value).as_str()), (said_zh, said_en));
        }
    }

    #[test]
    fn a_figure_is_shown_back_with_its_zeros_explained() {
        let zh = Words::of(Language::Zh);
        let en = Words::of(Language::En);
        for (steps, shown) in [
            (150_000, "读作 1,500 万元"),
            (1_500_000, "读作 15,000 万元，即 1.5 亿元"),
            (-4_200_000_000, "读作 −42,000,000 万元，即 −4,200 亿元"),
            (123_456_789, "读作 1,234,567.89 万元，即 123.456789 亿元"),
            (50, "读作 0.5 万元，即 5,000 元"),
            (0, "读作 0 万元"),
        ] {
            assert_eq!(read_back(zh, Quantity(steps), Unit::WanYuan), shown);
        }
        assert_eq!(read_back(en, Quantity(150_000), Unit::WanYuan), "Read as 1,500 万元, that is 15,000,000 yuan");
        assert_eq!(read_back(zh, Quantity(120), Unit::Persons), "读作 120 人");
    }
}
