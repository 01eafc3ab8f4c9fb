//! Two columns copied out of a table of figures: which cell each figure belongs to.
//!
//! Rows whose first cell is the name of a line go to that line, whatever their order; rows without names go from the first line down.

/// What figures without a unit are in: statements are kept in 元.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Money {
    /// 元
    Yuan,
    /// 万元
    Wan,
}

/// Row, column and text of each figure that has a place.
pub fn cells(text: &str, labels: &[&str]) -> Vec<(usize, usize, String)> {
    let rows: Vec<Vec<&str>> = text.lines().map(|row| row.split('\t').map(str::trim).collect()).collect();
    let named = rows.iter().any(|row| row.first().is_some_and(|first| is_name(first)));
    let mut found = Vec::new();
    let filled = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    for (place, row) in filled.enumerate() {
        let (row_of, figures) = if named {
            let place =
                row.first().and_then(|first| labels.iter().position(|label| plain(label) == plain(first) && !plain(first).is_empty()));
            // Statements number their lines in a column of its own.
            (place, row.iter().skip(1).filter(|cell| !is_line_number(cell, row)).collect::<Vec<_>>())
        } else {
            ((place < labels.len()).then_some(place), row.iter().collect())
        };
        let Some(line) = row_of else { continue };
        let figures = figures.into_iter().take(2).enumerate().filter(|(_, figure)| !figure.is_empty() && !is_name(figure));
        found.extend(figures.map(|(column, figure)| (line, column, (*figure).to_owned())));
    }
    found
}

fn is_name(cell: &str) -> bool {
    cell.chars().any(|letter| letter.is_alphabetic()) && !cell.ends_with(['元', '%'])
}

/// The second of four cells and more, where it is a small whole number.
fn is_line_number(cell: &&&str, row: &[&str]) -> bool {
    4 <= row.len() && core::ptr::eq(**cell, row[1]) && cell.parse::<u16>().is_ok_and(|number| number < 200)
}

/// A name of a line without its number, its “of which” and what stands in brackets.
fn plain(name: &str) -> String {
    let name = name.split(['（', '(']).next().unwrap_or_default();
    let name = name.rsplit(['、', '：', ':', '.']).next().unwrap_or_default();
    let name: String = name.chars().filter(|letter| !letter.is_whitespace()).collect();
    name.replace("合计", "总计")
}

/// A figure in 万元 with two decimals, rounded as the page asks for; what is no plain figure stays as it is, and is refused or read where it stands.
pub fn in_wan(figure: &str, money: Money) -> String {
    let plain: String = figure.chars().filter(|letter| !matches!(letter, ',' | '，' | ' ' | '\u{a0}')).collect();
    let (sign, digits) = plain.strip_prefix(['-', '−']).map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_plain = !whole.is_empty() && whole.len() <= 15 && whole.chars().chain(part.chars()).all(|digit| digit.is_ascii_digit());
    if !is_plain {
        return figure.to_owned();
    }
    // In 分 of the unit, with one digit more to round by.
    let thousandths = |text: &str| format!("{text:0<3}").chars().take(3).collect::<String>().parse::<i128>().unwrap_or(0);
    let thousandth = whole.parse::<i128>().unwrap_or(0) * 1_000 + thousandths(part);
    let step = if money == Money::Yuan { 100_000 } else { 10 };
    let hundredths = (thousandth + step / 2) / step;
    let (whole, part) = (hundredths / 100, hundredths % 100);
    let sign = if hundredths == 0 { "" } else { sign };
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: [&str; 4] = ["营业收入", "其中：主营业务收入", "资产总计", "负债合计"];

    #[test]
    fn names_find_their_lines() {
        let text = "项目\t行次\t本年金额\t上年金额\n一、营业收入\t1\t42,000,000.00\t39,000,000.00\n  其中：主营业务收入\t2\t35700000\t\n减：营业成本\t3\t1\t2\n资产合计\t30\t46000000\t40000000\n";
        let found = cells(text, &LABELS);
        let shown: Vec<String> = found.iter().map(|(row, column, text)| format!("{row}.{column}={text}")).collect();
        assert_eq!(shown, ["0.0=42,000,000.00", "0.1=39,000,000.00", "1.0=35700000", "2.0=46000000", "2.1=40000000"]);
    }

    #[test]
    fn without_names_rows_go_down_from_the_first() {
        let shown: Vec<(usize, usize)> =
            cells("4200\t3900\n\n3570\t\n4600\t4000\n2760\n1\n", &LABELS).iter().map(|cell| (cell.0, cell.1)).collect();
        assert_eq!(shown, [(0, 0), (0, 1), (1, 0), (2, 0), (2, 1), (3, 0)]);
    }

    #[test]
    fn yuan_are_rounded_to_a_hundred() {
        for (written, money, wan) in [
            ("42,000,000.00", Money::Yuan, "4200"),
            ("42,000,049.37", Money::Yuan, "4200"),
            ("42,000,050", Money::Yuan, "4200.01"),
            ("-120,000.5", Money::Yuan, "-12"),
            ("-49", Money::Yuan, "0"),
            ("4200", Money::Wan, "4200"),
            ("4200.125", Money::Wan, "4200.13"),
            ("4200万元", Money::Yuan, "4200万元"),
            ("—", Money::Yuan, "—"),
        ] {
            assert_eq!(in_wan(written, money), wan, "{written}");
        }
    }
}
