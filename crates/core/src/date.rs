//! Calendar days. The core has no clock: today comes in as an argument.
//!
//! Invariant: a [`Date`] is a day that exists.

use core::fmt;

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A closed span of days; an end that is absent is open.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Period {
    /// First day, if there is one.
    pub from: Option<Date>,
    /// Last day, if there is one.
    pub until: Option<Date>,
}

impl Date {
    /// The day, if it exists and its year has four digits.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        if 1000 <= year && year <= 9999 && 1 <= month && month <= 12 && 1 <= day && day <= days_in(year, month) {
            Some(Date { year, month, day })
        } else {
            None
        }
    }

    /// Reads `YYYY-MM-DD`, exactly.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        let digits = |range: core::ops::Range<usize>| text.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Date::new(digits(0..4)?.parse().ok()?, digits(5..7)?.parse().ok()?, digits(8..10)?.parse().ok()?)
    }

    /// The day this many days after 1970-01-01.
    pub fn from_days_since_1970(days: u64) -> Date {
        let mut date = Date { year: 1970, month: 1, day: 1 };
        for _ in 0..days {
            date = date.next();
        }
        date
    }

    /// How many days this day is after another; negative when it is before.
    pub fn days_after(self, other: Date) -> i64 {
        self.days_since_1970() - other.days_since_1970()
    }

    /// Days after 1970-01-01: counted in years that begin on 1 March, so that the leap day is the last of its year.
    fn days_since_1970(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month < 3);
        let month_from_march = (month + 9) % 12;
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month_from_march + 2) / 5 + day - 1 - 719_468
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The day after.
    pub fn next(self) -> Date {
        if self.day < days_in(self.year, self.month) {
            Date { day: self.day + 1, ..self }
        } else if self.month < 12 {
            Date { month: self.month + 1, day: 1, ..self }
        } else {
            Date { year: self.year + 1, month: 1, day: 1 }
        }
    }

    /// The day before.
    pub fn previous(self) -> Date {
        if 1 < self.day {
            Date { day: self.day - 1, ..self }
        } else if 1 < self.month {
            Date { month: self.month - 1, day: days_in(self.year, self.month - 1), ..self }
        } else {
            Date { year: self.year - 1, month: 12, day: 31 }
        }
    }
}

impl Period {
    /// Whether the day lies in the span.
    pub fn contains(&self, day: Date) -> bool {
        !self.is_after(day) && !self.is_before(day)
    }

    /// Whether the span ended before the day.
    pub fn is_before(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until < day)
    }

    /// Whether the span begins after the day.
    pub fn is_after(&self, day: Date) -> bool {
        self.from.is_some_and(|from| day < from)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist() {
        for good in ["2026-11-23", "2024-02-29", "2000-02-29", "1999-12-31"] {
            assert_eq!(Date::parse(good).map(|d| d.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "2026-11-31",
            "+026-11-01",
            "2026/11/23",
            "",
            "２０２６-11-2",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_days_beside_one_cross_months_and_years() {
        for (day, next) in
            [("2026-03-31", "2026-04-01"), ("2025-12-31", "2026-01-01"), ("2024-02-28", "2024-02-29"), ("2026-11-22", "2026-11-23")]
        {
            assert_eq!(Date::parse(day).map(Date::next), Date::parse(next));
            assert_eq!(Date::parse(next).map(Date::previous), Date::parse(day));
        }
    }
}
