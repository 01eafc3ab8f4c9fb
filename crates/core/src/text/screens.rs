//! The wording of screens, of figures that are worked out, and of the choice between several questions a view and one.

use super::Words;
use crate::catalogue::Language;
use crate::facts::{FactKind, FactValue};
use crate::figures::{FigureError, MadeOf};
use crate::units::Quantity;

words! {
    /// What screens say.
    ScreenWords {
        count: fn(u32) -> String,
        one_by_one: &'static str,
        together: &'static str,
        no_matter: &'static str,
        next: &'static str,
        choose: &'static str,
        how: &'static str,
        line: &'static str,
        this_year: fn(&str) -> String,
        year_before: fn(&str) -> String,
        cell: fn(&str, &str, &str) -> String,
        no_figure: &'static str,
        exact: &'static str,
        no_figure_for: fn(&str) -> String,
        worked_out: fn(&str) -> String,
        empty: fn(u32) -> String,
        paste: &'static str,
        paste_hint: &'static str,
        pasted: fn(usize) -> String,
        pasted_none: &'static str,
        paste_unit: &'static str,
        yuan: &'static str,
        wan: &'static str,
        same_as: fn(&str, &str) -> String,
        error_tick: &'static str,
        error_which: &'static str,
        error_each: &'static str,
        by_figures: &'static str,
        part_whole: [&'static str; 2],
        from_to: [&'static str; 2],
        from_to_two: [&'static str; 2],
        error_divide: [&'static str; 2],
        error_outside: &'static str,
    }
}

static ZH: ScreenWords = ScreenWords {
    count: |n| format!("这一页 {n} 题"),
    one_by_one: "改为一题一页",
    together: "改为几题一页",
    no_matter: "按现在的回答，这一项不影响结果了，可以不填；填过的还留着。",
    next: "下一页",
    choose: "请选择",
    how: "怎么看",
    line: "项目",
    this_year: |year| format!("上年（{year}）"),
    year_before: |year| format!("前年（{year}）"),
    cell: |line, year, unit| format!("{line}，{year}，{unit}"),
    no_figure: "没有准数？",
    exact: "填准数",
    no_figure_for: |cell| format!("{cell}：没有准数时选区间或“不清楚”"),
    worked_out: |value| format!("算出来是 {value}"),
    empty: |n| format!("还空着 {n} 项，按“不清楚”算，以后随时可以补。"),
    paste: "从 Excel 粘贴",
    paste_hint: "在 Excel 里选中上年、前年两列（连项目名称一起更好），复制，粘贴到这里。只在本机读取。",
    pasted: |n| format!("填入了 {n} 个数，请逐个看一看。金额四舍五入到 100 元。"),
    pasted_none: "没有找到能填的数。请连项目名称一起复制，或从第一行起按顺序复制。",
    paste_unit: "粘贴的金额单位",
    yuan: "元",
    wan: "万元",
    same_as: |name, value| format!("和{name}一样：{value}"),
    error_tick: "有的请勾上；一条都没有，请勾最后一行。",
    error_which: "勾了这一条，请再选是哪些；没有的就不要勾。",
    error_each: "这一项还没有填；不知道可以选“不清楚”。",
    by_figures: "或者用两个数来算（万元）",
    part_whole: ["其中的部分", "总数"],
    from_to: ["前一年", "上年"],
    from_to_two: ["两年前的那一年", "上年"],
    error_divide: ["总数要大于 0，才能算百分比。", "前面一年的数要大于 0，才能算增长率。"],
    error_outside: "算出来的百分比超出了范围，请核对这两个数。",
};

static EN: ScreenWords = ScreenWords {
    count: |n| format!("{n} questions on this page"),
    one_by_one: "One question a page instead",
    together: "Several questions a page instead",
    no_matter: "By your answers this no longer changes the results; it may stay empty, and what you entered is kept.",
    next: "Next page",
    choose: "Choose",
    how: "Where to look",
    line: "Item",
    this_year: |year| format!("Last year ({year})"),
    year_before: |year| format!("Year before ({year})"),
    cell: |line, year, unit| format!("{line}, {year}, {unit}"),
    no_figure: "No exact figure?",
    exact: "Exact figure",
    no_figure_for: |cell| format!("{cell}: a range, or “I don't know”, without an exact figure"),
    worked_out: |value| format!("Comes to {value}"),
    empty: |n| format!("{n} still empty; they count as “I don't know” and can be filled in at any time."),
    paste: "Paste from Excel",
    paste_hint: "Select the columns of last year and the year before in Excel, best with the names of the items, copy, and paste here. Read on this device only.",
    pasted: |n| format!("{n} figures were filled in; please check each. Amounts are rounded to 100 yuan."),
    pasted_none: "Nothing could be filled in. Copy the names of the items too, or copy in order from the first line.",
    paste_unit: "Unit of the pasted amounts",
    yuan: "yuan (元)",
    wan: "万元",
    same_as: |name, value| format!("Same as {name}: {value}"),
    error_tick: "Tick what applies; if nothing does, tick the last line.",
    error_which: "This is ticked: choose which, or untick it.",
    error_each: "This is still empty; if you do not know, choose “I don't know”.",
    by_figures: "Or from two figures (万元)",
    part_whole: ["Part", "Whole"],
    from_to: ["Year before", "Last year"],
    from_to_two: ["Two years before", "Last year"],
    error_divide: ["The whole must be more than 0.", "The figure of the earlier year must be more than 0."],
    error_outside: "The percentage is out of bounds; please check both figures.",
};

impl Words {
    /// What screens say. A gate (xtask/later.txt).
    #[inline(never)]
    pub const fn screens(&self) -> &'static ScreenWords {
        match self.language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }
}

/// What two figures make of a fact.
///
/// # Errors
/// A sentence that says which figure is wrong.
pub fn made_of(words: &Words, kind: FactKind, of: MadeOf, first: Quantity, second: Quantity) -> Result<FactValue, String> {
    let words = words.screens();
    let percent = of.percent(first, second).map_err(|error| match error {
        FigureError::NothingToDivideBy => words.error_divide[usize::from(of != MadeOf::Share)],
        FigureError::BelowNothing | FigureError::TooLarge => words.error_outside,
    });
    let percent = kind.check(percent?).map_err(|_| words.error_outside.to_owned())?;
    Ok(FactValue::exact(percent))
}
