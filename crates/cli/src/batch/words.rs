//! What `zice batch` says of rows and cells, in both languages.

use zice_core::catalogue::Language;

/// The wording of a language.
pub struct BatchWords {
    /// Which.
    pub language: Language,
    /// A cell's error: its column's number and name, and what is wrong.
    pub column: fn(usize, &str, &str) -> String,
    /// Cells beyond the header's last column.
    pub too_many_cells: fn(usize, usize) -> String,
    /// A quote that is not closed.
    pub open_quote: &'static str,
    /// Bytes of another encoding in this column.
    pub encoding: fn(usize) -> String,
    /// An option that the fact does not have, as written, and those it has.
    pub unknown_option: fn(&str, &str) -> String,
    /// A topic that the pack does not have.
    pub unknown_topic: fn(&str, &str) -> String,
    /// Neither yes nor no.
    pub neither: fn(&str) -> String,
    /// A note: a mark such as `/` was taken as not known.
    pub placeholder: fn(&str, &str) -> String,
    /// A note: `1.5E+03` may have been shortened by the spreadsheet; what it was read as.
    pub scientific: fn(&str, &str, &str) -> String,
    /// A note: a figure with more decimals than allowed lies in this range.
    pub between: fn(&str, &str, &str) -> String,
}

const ZH: BatchWords = BatchWords {
    language: Language::Zh,
    column: |place, name, what| format!("第 {place} 列“{name}”：{what}"),
    too_many_cells: |cells, columns| format!("这一行有 {cells} 格，表头只有 {columns} 列"),
    open_quote: "有一格以引号开头，却没有结束的引号",
    encoding: |place| format!("第 {place} 列的编码和表格其他部分不同（不是 UTF-8）"),
    unknown_option: |text, allowed| format!("没有“{text}”这个选项；可以写：{allowed}"),
    unknown_topic: |text, allowed| format!("没有“{text}”这个方面；可以写：{allowed}"),
    neither: |text| format!("“{text}”既不是“是”也不是“否”"),
    placeholder: |name, text| format!("“{name}”写的是“{text}”，按不知道处理"),
    scientific: |name, text, read| format!("“{name}”写的是“{text}”，读作 {read}；如果是表格软件缩写的，请把单元格改成数字格式再核对"),
    between: |name, text, read| format!("“{name}”的 {text} 小数位太多，按区间 {read} 处理"),
};

const EN: BatchWords = BatchWords {
    language: Language::En,
    column: |place, name, what| format!("column {place}, {name}: {what}"),
    too_many_cells: |cells, columns| format!("{cells} cells; the header has {columns}"),
    open_quote: "a cell begins with a quote and does not end",
    encoding: |place| format!("column {place}: not UTF-8 like the rest of the table"),
    unknown_option: |text, allowed| format!("unknown option {text:?}; allowed: {allowed}"),
    unknown_topic: |text, allowed| format!("unknown topic {text:?}; allowed: {allowed}"),
    neither: |text| format!("{text:?} is neither yes nor no"),
    placeholder: |name, text| format!("{name}: {text:?} was taken as not known"),
    scientific: |name, text, read| {
        format!("{name}: {text:?} was read as {read}; if a spreadsheet shortened it, format the cell as a number and check")
    },
    between: |name, text, read| format!("{name}: {text} has too many decimals and was taken as the range {read}"),
};

impl BatchWords {
    /// The wording of a language.
    pub const fn of(language: Language) -> &'static BatchWords {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }
}
