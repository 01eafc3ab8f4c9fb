//! The progress of a long command: a bar on a terminal, and one line at its end.

use std::io::{IsTerminal, Write};

use super::batch::words::TableWords;

const WIDTH: u64 = 30;
/// Where the size of the input is unknown, the line is drawn anew after this many rows.
const ROWS: u64 = 64;

/// Drawn on standard error, and only if that is a terminal.
pub struct Progress {
    on: bool,
    words: &'static TableWords,
    total: Option<u64>,
    drawn: Option<u64>,
    /// Rows that were assessed.
    pub done: u64,
    /// Rows with errors.
    pub wrong: u64,
}

impl Progress {
    /// `total` is the size of the input, where it is known.
    pub fn new(total: Option<u64>, words: &'static TableWords) -> Progress {
        Progress { on: std::io::stderr().is_terminal(), words, total, drawn: None, done: 0, wrong: 0 }
    }

    /// Called after each row; `at` is how much of the input has been read.
    pub fn draw(&mut self, at: u64) {
        let step = self.total.map_or((self.done + self.wrong) / ROWS, |total| percent(at, total));
        if self.on && self.drawn != Some(step) {
            self.drawn = Some(step);
            _ = write!(std::io::stderr(), "\r{}", line(at, self.total, &(self.words.rows)(self.done, self.wrong)));
        }
    }

    /// Called at the end.
    pub fn end(&self) {
        let clear = if self.drawn.is_some() { "\r\u{1b}[K" } else { "" };
        _ = writeln!(std::io::stderr(), "{clear}{}", (self.words.summary)(self.done, self.wrong));
    }
}

fn percent(at: u64, total: u64) -> u64 {
    (at.saturating_mul(100)).checked_div(total).unwrap_or(100).min(100)
}

fn line(at: u64, total: Option<u64>, rows: &str) -> String {
    match total {
        Some(total) => {
            let full = percent(at, total) * WIDTH / 100;
            let bar: String = (0..WIDTH).map(|place| if place < full { '#' } else { '.' }).collect();
            format!("[{bar}] {:>3} %  {rows}", percent(at, total))
        }
        None => rows.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::words::BatchWords;
    use zice_core::catalogue::Language;

    #[test]
    fn the_bar_grows_with_the_input() {
        let words = |language| &BatchWords::of(language).table;
        let rows = (words(Language::En).rows)(7, 1);
        assert_eq!(line(0, Some(200), "0 assessed"), "[..............................]   0 %  0 assessed");
        assert_eq!(line(100, Some(200), &rows), "[###############...............]  50 %  7 assessed, 1 with errors");
        assert_eq!(line(300, Some(200), &rows), "[##############################] 100 %  7 assessed, 1 with errors");
        assert_eq!(line(300, None, &(words(Language::Zh).rows)(7, 1)), "已测 7 家，1 行有错");
        assert_eq!(percent(0, 0), 100);
        assert_eq!((words(Language::En).summary)(1, 0), "1 firm assessed");
        assert_eq!((words(Language::En).summary)(2, 1), "2 firms assessed, 1 row has errors: see its column \"error\"");
        assert_eq!((words(Language::Zh).summary)(2, 1), "测了 2 家；1 行有错，见“错误”一列");
    }
}
