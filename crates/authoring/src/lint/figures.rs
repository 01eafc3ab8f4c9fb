//! The figures a text states: Arabic, full-width and Chinese numerals, number words, money in 万元, days.
//!
//! A figure is kept as plain decimal text (`1500`, `0.05`) or as a day (`2026-04-01`). Money is in 万元 whatever the text calls it. `5G` is a
//! name; an ordinal (`第二十八条`) and an approximation (`两三个`, `几十`) are no figures.

use std::collections::BTreeSet;

use super::numerals::{chinese, english, is_chinese, power};

/// Figures, each once.
pub type Figures = BTreeSet<String>;
/// Figures with the unit that follows them: `%`, `万元`, or none.
pub type Measures = BTreeSet<(String, &'static str)>;

/// The unit of a share.
pub const SHARE: &str = "%";
/// The unit of money.
pub const MONEY: &str = "万元";

/// What counts among figures written as words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Every number word: displayed conditions.
    All,
    /// Only with a unit of time, money or share, and never “one”: prose, where `一页` and “two questions” bind nobody.
    WithUnit,
}

/// What comes before the number of a part of a document.
const REFERENCES: [&str; 5] = ["第", "附件", "article", "articles", "annex"];

/// The figures of a text in either language.
pub fn figures(text: &str, words: Words) -> Figures {
    measures(text, words).into_iter().map(|(figure, _)| figure).collect()
}

/// The figures of a text in either language, with their units.
pub fn measures(text: &str, words: Words) -> Measures {
    let letters: Vec<char> = text.chars().map(plain).collect();
    let mut found = Measures::new();
    let mut at = 0;
    while at < letters.len() {
        let end = if letters[at].is_ascii_digit() {
            arabic(&letters, at, &mut found)
        } else if is_chinese(letters[at]) {
            chinese(&letters, at, words, &mut found)
        } else {
            at + 1
        };
        at = end;
    }
    english(text, words, &mut found);
    found
}

/// A figure in the form the sets hold, if it is one alone.
pub fn measure(text: &str) -> Option<(String, &'static str)> {
    let found = measures(text, Words::All);
    if found.len() == 1 { found.into_iter().next() } else { None }
}

fn plain(letter: char) -> char {
    match letter {
        '０'..='９' => char::from(b'0' + u8::try_from(u32::from(letter) - u32::from('０')).unwrap_or(0)),
        '％' => '%',
        '．' => '.',
        '，' => ',',
        other => other,
    }
}

/// Reads a number in digits that begins here; returns where it ends.
fn arabic(letters: &[char], start: usize, found: &mut Measures) -> usize {
    if let Some((day, end)) = day(letters, start) {
        found.insert((day, ""));
        return end;
    }
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut end = start;
    let mut decimal = String::new();
    while digit(end) || (letters.get(end) == Some(&',') && (1..=3).all(|n| digit(end + n)) && !digit(end + 4)) {
        decimal.extend(Some(letters[end]).filter(char::is_ascii_digit));
        end += 1;
    }
    if letters.get(end) == Some(&'.') && digit(end + 1) {
        decimal.push('.');
        end += 1;
        while digit(end) {
            decimal.push(letters[end]);
            end += 1;
        }
    }
    if letters.get(end) == Some(&'G') {
        return end + 1;
    }
    let mut unit = end + usize::from(letters.get(end) == Some(&' '));
    let mut zeros = 0;
    while let Some(power) = letters.get(unit).and_then(|&letter| power(letter)) {
        zeros += power;
        unit += 1;
    }
    let money = zeros != 0 || letters.get(unit) == Some(&'元');
    let before: String = letters[start.saturating_sub(9)..start].iter().collect::<String>().to_lowercase();
    if !REFERENCES.iter().any(|word| before.trim_end().ends_with(word)) {
        let unit = match letters.get(unit) {
            _ if money => MONEY,
            Some('%') => SHARE,
            _ => "",
        };
        found.insert((shifted(&decimal, if money { zeros - 4 } else { 0 }), unit));
    }
    if zeros == 0 { end } else { unit }
}

/// `2026-04-01`, or `2021-11`.
fn day(letters: &[char], start: usize) -> Option<(String, usize)> {
    let shape = |shape: &str| {
        let part = letters.get(start..start + shape.len())?;
        let fits =
            part.iter().zip(shape.chars()).all(|(letter, wanted)| if wanted == 'd' { letter.is_ascii_digit() } else { *letter == wanted });
        let ends = letters.get(start + shape.len()).is_none_or(|next| !next.is_ascii_digit());
        (fits && ends).then(|| (part.iter().collect::<String>(), start + shape.len()))
    };
    shape("dddd-dd-dd").or_else(|| shape("dddd-dd"))
}

/// The decimal times a power of ten, without zeros that say nothing.
pub fn shifted(decimal: &str, power: i32) -> String {
    let (whole, part) = decimal.split_once('.').unwrap_or((decimal, ""));
    let mut digits = format!("{whole}{part}");
    let mut point = i32::try_from(whole.len()).unwrap_or(0) + power;
    while point < 1 {
        digits.insert(0, '0');
        point += 1;
    }
    let point = usize::try_from(point).unwrap_or(0);
    while digits.len() < point {
        digits.push('0');
    }
    let (whole, part) = digits.split_at(point);
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_people_write_them() {
        let cases = [
            ("上年营业收入不低于 1500 万元", "1500"),
            ("不低于 1,500 万元", "1500"),
            ("不低于１５００万元", "1500"),
            ("不低于 0.15 亿元", "1500"),
            ("不低于 15000000 元", "1500"),
            ("不低于一千五百万元", "1500"),
            ("不低于百分之三", "3"),
            ("每日 0.05%", "0.05"),
            ("不少于三年", "3"),
            ("不少于两项", "2"),
            ("排名前三", "3"),
            ("十年以上", "10"),
            ("二十五人", "25"),
            ("2026-04-01 起", "2026-04-01"),
            ("at least three years", "3"),
            ("10–20%", "10 20"),
            ("以下任一", ""),
            ("两三个问题", ""),
            ("第二十八条", ""),
            ("应用 5G", ""),
            ("附件 1, annex 1, article 28", ""),
            ("同一负责人", ""),
            ("either of these, any one", ""),
        ];
        for (text, expected) in cases {
            let found: Vec<String> = figures(text, Words::All).into_iter().collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn prose_counts_only_what_binds() {
        assert!(figures("一页说明、三件事、一年一次, one page, two questions", Words::WithUnit).is_empty());
        assert_eq!(figures("近两年报表, the last three years'", Words::WithUnit).len(), 2);
    }
}
