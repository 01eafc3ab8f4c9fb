//! Numbers written as words: Chinese numerals and English number words.

use super::figures::{MONEY, Measures, SHARE, Words, shifted};

/// Units that make a Chinese numeral a figure anywhere.
const UNITS: &str = "年月天日周万亿元人倍成折%";
/// Further units that do in a displayed condition.
const COUNTED: &str = "项件名个家次级类种条分位";
const CHINESE: &str = "零〇一二两三四五六七八九十百千万亿";
const ENGLISH: [(&str, u32); 19] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("fifty", 50),
    ("sixty", 60),
    ("ninety", 90),
    ("hundred", 100),
];
const ENGLISH_UNITS: [&str; 9] = ["year", "years", "month", "months", "week", "weeks", "day", "days", "percent"];

/// Whether a letter may begin a Chinese numeral.
pub fn is_chinese(letter: char) -> bool {
    CHINESE.contains(letter)
}

/// The power of ten that a letter stands for.
pub const fn power(letter: char) -> Option<i32> {
    match letter {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

/// Reads a Chinese numeral that begins here; returns where it ends.
pub fn chinese(letters: &[char], start: usize, words: Words, found: &mut Measures) -> usize {
    let length = letters[start..].iter().take_while(|&&letter| CHINESE.contains(letter)).count();
    let numeral = &letters[start..start + length];
    let end = start + length;
    let before: String = letters[start.saturating_sub(3)..start].iter().collect();
    if before.ends_with(['第', '几', '数', '（']) {
        return end;
    }
    let next = letters.get(end + usize::from(letters.get(end) == Some(&'个'))).copied().unwrap_or(' ');
    let share = before.ends_with("百分之") || before.ends_with("百分");
    let unit = UNITS.contains(next) || numeral.iter().any(|letter| "万亿".contains(*letter));
    let counted = words == Words::All && (COUNTED.contains(next) || letters.get(end) == Some(&'个') || before.ends_with('前'));
    if let Some(value) = value(numeral).filter(|_| share || unit || counted) {
        let alone = value == 1 && (words == Words::WithUnit || next != '年' || before.ends_with(['前', '另', '同']));
        if !alone || share {
            let money = next == '元' || numeral.iter().any(|letter| "万亿".contains(*letter));
            let unit = if money { MONEY } else { Some(SHARE).filter(|_| share).unwrap_or_default() };
            found.insert((shifted(&value.to_string(), if money { -4 } else { 0 }), unit));
        }
    }
    end
}

/// The value of a Chinese numeral; none for `两三` and the bare `百` of 百分之.
fn value(numeral: &[char]) -> Option<u64> {
    let (mut total, mut section, mut last): (u64, u64, Option<u64>) = (0, 0, None);
    for &letter in numeral {
        if let Some(power) = power(letter) {
            let unit = 10_u64.pow(u32::try_from(power).ok()?);
            let times = last.take();
            if power < 4 {
                section += times.or(Some(1).filter(|_| power == 1))? * unit;
            } else {
                total = Some(total + section + times.unwrap_or(0)).filter(|head| *head != 0)? * unit;
                section = 0;
            }
        } else {
            let digit = match letter {
                '零' | '〇' => 0,
                '两' => 2,
                other => u64::try_from("一二三四五六七八九".chars().position(|known| known == other)? + 1).ok()?,
            };
            if last.is_some_and(|last| last != 0) {
                return None;
            }
            last = Some(digit);
        }
    }
    Some(total + section + last.unwrap_or(0)).filter(|_| !numeral.is_empty())
}

/// English number words.
pub fn english(text: &str, words: Words, found: &mut Measures) {
    let spelt: Vec<String> =
        text.to_lowercase().split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    for (place, word) in spelt.iter().enumerate() {
        let Some(&(_, value)) = ENGLISH.iter().find(|(known, _)| known == word) else { continue };
        let next = spelt.get(place + 1).map_or("", String::as_str);
        let counts = match words {
            Words::All => value != 1 || ENGLISH_UNITS.contains(&next),
            Words::WithUnit => value != 1 && ENGLISH_UNITS.contains(&next),
        };
        if counts {
            found.insert((value.to_string(), if next == "percent" { SHARE } else { "" }));
        }
    }
}
