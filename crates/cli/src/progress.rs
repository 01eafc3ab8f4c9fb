//! The progress of a long command: a bar on a terminal, and one line at its end.

use std::io::{IsTerminal, Write};

const WIDTH: u64 = 30;
/// Where the size of the input is unknown, the line is drawn anew after this many rows.
const ROWS: u64 = 64;

/// Drawn on standard error, and only if that is a terminal.
pub struct Progress {
    on: bool,
    total: Option<u64>,
    drawn: Option<u64>,
    /// Rows that were assessed.
    pub done: u64,
    /// Rows with errors.
    pub wrong: u64,
}

impl Progress {
    /// `total` is the size of the input, where it is known.
    pub fn new(total: Option<u64>) -> Progress {
        Progress { on: std::io::stderr().is_terminal(), total, drawn: None, done: 0, wrong: 0 }
    }

    /// Called after each row; `at` is how much of the input has been read.
    pub fn draw(&mut self, at: u64) {
        let step = self.total.map_or((self.done + self.wrong) / ROWS, |total| percent(at, total));
        if self.on && self.drawn != Some(step) {
            self.drawn = Some(step);
            _ = write!(std::io::stderr(), "\r{}", line(at, self.total, self.done, self.wrong));
        }
    }

    /// Called at the end.
    pub fn end(&self) {
        let clear = if self.drawn.is_some() { "\r\u{1b}[K" } else { "" };
        _ = writeln!(std::io::stderr(), "{clear}{}", summary(self.done, self.wrong));
    }
}

fn percent(at: u64, total: u64) -> u64 {
    (at.saturating_mul(100)).checked_div(total).unwrap_or(100).min(100)
}

fn line(at: u64, total: Option<u64>, done: u64, wrong: u64) -> String {
    let rows = format!("{done} assessed, {wrong} with errors");
    match total {
        Some(total) => {
            let full = percent(at, total) * WIDTH / 100;
            let bar: String = (0..WIDTH).map(|place| if place < full { '#' } else { '.' }).collect();
            format!("[{bar}] {:>3} %  {rows}", percent(at, total))
        }
        None => rows,
    }
}

fn summary(done: u64, wrong: u64) -> String {
    let firms = if done == 1 { "firm" } else { "firms" };
    match wrong {
        0 => format!("{done} {firms} assessed"),
        1 => format!("{done} {firms} assessed, 1 row has errors: see its column \"error\""),
        wrong => format!("{done} {firms} assessed, {wrong} rows have errors: see their column \"error\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_grows_with_the_input() {
        assert_eq!(line(0, Some(200), 0, 0), "[..............................]   0 %  0 assessed, 0 with errors");
        assert_eq!(line(100, Some(200), 7, 1), "[###############...............]  50 %  7 assessed, 1 with errors");
        assert_eq!(line(300, Some(200), 7, 1), "[##############################] 100 %  7 assessed, 1 with errors");
        assert_eq!(line(300, None, 7, 1), "7 assessed, 1 with errors");
        assert_eq!(percent(0, 0), 100);
        assert_eq!(summary(1, 0), "1 firm assessed");
        assert_eq!(summary(2, 1), "2 firms assessed, 1 row has errors: see its column \"error\"");
    }
}
