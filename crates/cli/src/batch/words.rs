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
    /// Between two notes or errors.
    pub and: &'static str,
    /// Between two names.
    pub list: &'static str,
    /// The table itself: where its header is looked for, and what it was taken for.
    pub table: TableWords,
    /// What comes out for people.
    pub result: ResultWords,
}

/// What is said of the whole table.
pub struct TableWords {
    /// No row.
    pub empty: &'static str,
    /// What is wrong in this line.
    pub line: fn(usize, &str) -> String,
    /// A name like a fact's, in this line and column, and what may have been meant.
    pub unknown_fact: fn(usize, usize, &str, Option<&str>) -> String,
    /// A name that stands twice.
    pub twice: fn(usize, usize, &str) -> String,
    /// No row with names; the first line.
    pub no_fact: fn(usize) -> String,
    /// The encoding that was found.
    pub read_as: fn(&str) -> String,
    /// The sheet that was read.
    pub sheet: fn(&str) -> String,
    /// The line with the names.
    pub header_line: fn(usize) -> String,
    /// Columns that are not used.
    pub unused: fn(&str) -> String,
    /// Lines that describe no firm.
    pub passed_over: fn(&str) -> String,
    /// No sheet of this name; those that there are.
    pub no_sheet: fn(&str, &str) -> String,
    /// A workbook without sheets.
    pub no_sheets: &'static str,
    /// A workbook that cannot be opened.
    pub broken_workbook: &'static str,
    /// A workbook under a password.
    pub locked_workbook: &'static str,
    /// Rows so far: assessed, wrong.
    pub rows: fn(u64, u64) -> String,
    /// Rows at the end: assessed, wrong.
    pub summary: fn(u64, u64) -> String,
    /// The file that was written.
    pub written: fn(&str) -> String,
    /// An ending that no result has.
    pub out_ending: &'static str,
    /// An ending that no template has.
    pub template_ending: &'static str,
    /// More firms than sheets.
    pub too_many_sheets: fn(usize) -> String,
    /// More firms than rows.
    pub too_many_rows: &'static str,
    /// The result would be written over the table.
    pub out_is_input: &'static str,
}

/// Names and headings of a result for people.
pub struct ResultWords {
    /// Columns before those that pass through.
    pub first: [&'static str; 2],
    /// Columns after them.
    pub rest: [&'static str; 12],
    /// The sheet with a row a firm, the counts, and the explanations.
    pub sheets: [&'static str; 3],
    /// How many conditions of the next rung are open.
    pub open_lines: fn(usize) -> String,
    /// What a support gives.
    pub gives: &'static str,
    /// What it is worth a year, in 万元.
    pub worth: fn(&str) -> String,
    /// What the table says of the firm.
    pub given: &'static str,
    /// Columns of the counts before the places.
    pub counts: [&'static str; 2],
    /// The first row of the counts.
    pub firms: &'static str,
    /// All places together, and firms whose place is not known.
    pub places: [&'static str; 2],
    /// Short names of what may be met, what is left to an agency, and what is open.
    pub verdicts: [&'static str; 3],
    /// The explanations: of the table, its firms and wrong rows.
    pub about: fn(&str, u64, u64) -> String,
    /// What a sheet for people is not.
    pub no_record: &'static str,
    /// The template: its sheets (list, example, explanations, options).
    pub template: [&'static str; 4],
    /// How to fill it in.
    pub how: &'static [&'static str],
    /// The example's name.
    pub example: &'static str,
    /// Several options may be written.
    pub several: fn(&str) -> String,
    /// One of these.
    pub one_of: fn(&str) -> String,
    /// A number with a unit, from and to.
    pub number: fn(&str, &str, &str) -> String,
    /// Yes and no.
    pub yes_no: [&'static str; 2],
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
    and: "；",
    list: "、",
    table: TableWords {
        empty: "表格是空的",
        line: |line, what| format!("第 {line} 行：{what}"),
        unknown_fact: |line, column, name, near| {
            let near = near.map_or(String::new(), |near| format!("；是不是“{near}”？"));
            format!("第 {line} 行第 {column} 列：没有“{name}”这个列名{near}")
        },
        twice: |line, column, name| format!("第 {line} 行第 {column} 列：“{name}”和前面一列重复"),
        no_fact: |line| {
            format!(
                "找不到表头（从第 {line} 行找起）：列名请用中文名（营业收入、从业人员）或编号（revenue、employees）；`zice batch --template 名单.xlsx` 会写一份空表"
            )
        },
        read_as: |encoding| format!("按 {encoding} 编码读入"),
        sheet: |name| format!("读的是工作表“{name}”"),
        header_line: |line| format!("表头在第 {line} 行"),
        unused: |names| format!("没有用到的列：{names}"),
        passed_over: |lines| format!("不是企业，跳过：第 {lines} 行"),
        no_sheet: |name, known| format!("没有工作表“{name}”；有：{known}"),
        no_sheets: "工作簿里没有工作表",
        broken_workbook: "这个工作簿打不开：文件不完整，或者不是 .xlsx、.xls、.ods。请用 Excel 或 WPS 打开，另存为 .xlsx 再试",
        locked_workbook: "这个工作簿有打开密码。请用 Excel 或 WPS 打开，去掉密码另存再试",
        rows: |done, wrong| format!("已测 {done} 家，{wrong} 行有错"),
        summary: |done, wrong| match wrong {
            0 => format!("测了 {done} 家"),
            wrong => format!("测了 {done} 家；{wrong} 行有错，见“错误”一列"),
        },
        written: |file| format!("结果写在 {file}"),
        out_ending: "结果文件的名字以 .xlsx 或 .csv 结尾；--ids 只能用于 .csv，--sheets 只能用于 .xlsx",
        template_ending: "空表的名字以 .xlsx 结尾",
        too_many_sheets: |most| format!("每家一张办事单最多 {most} 家；请把名单分开，或者不用 --sheets"),
        too_many_rows: "一张工作表放不下这么多行；请把名单分开，或者输出 .csv",
        out_is_input: "结果不能写在名单自己的文件里；请换一个名字",
    },
    result: ResultWords {
        first: ["行", "企业名称"],
        rest: [
            "错误",
            "规模",
            "培育梯度",
            "可能符合（项）",
            "须部门认定（项）",
            "待确认（项）",
            "暂不符合（项）",
            "可能符合的支持",
            "条件符合、须部门认定的支持",
            "到下一级还差",
            "先找谁",
            "请核对",
        ],
        sheets: ["结果", "按支持和县市", "说明"],
        open_lines: |count| format!("另有 {count} 条，名单里的数不够判断"),
        gives: "给什么",
        worth: |amount| format!("按表中的数，每年约 {amount} 万元（优惠之间可能只能选一项，不能相加）"),
        given: "名单里填的",
        counts: ["支持", "方案条款"],
        firms: "企业数",
        places: ["全部", "没有填"],
        verdicts: ["可能符合", "须认定", "待确认"],
        about: |file, done, wrong| format!("名单：{file}；测了 {done} 家，{wrong} 行有错，没有测。"),
        no_record: "这张表里有企业的情况，请只发给应当知道的人。自测不代替部门的审核和认定。",
        template: ["企业名单", "示例", "填写说明", "选项"],
        how: &[
            "一行填一家企业，填在“企业名单”里；“示例”里有一家填好的样子。",
            "不知道的留空，不要猜：留空就是“不清楚”，结果里会写明还缺什么。",
            "不用的列可以删掉，列的先后可以改，也可以自己加列；列名不要改。",
            "金额的单位是万元；也可以写 1500万、0.15亿、1500000元，会照单位读。比例写 55% 或 55。",
            "说不准的数可以写区间：100-200、300以上。",
            "能选几项的，几项之间用“、”隔开；一项也没有，写“无”。",
            "填好后运行：zice batch 名单.xlsx --out 结果.xlsx。全部在本机完成，什么也不会发出去。",
        ],
        example: "某某茶业有限公司（示例）",
        several: |options| format!("可以写几项，用“、”隔开；一项也没有，写“无”。可以写：{options}"),
        one_of: |options| format!("选一项：{options}"),
        number: |unit, min, max| format!("填数，单位是{unit}，{min} 到 {max}；说不准可以写区间，如 100-200"),
        yes_no: ["是", "否"],
    },
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
    and: "; ",
    list: ", ",
    table: TableWords {
        empty: "the table is empty",
        line: |line, what| format!("line {line}: {what}"),
        unknown_fact: |line, column, name, near| {
            let near = near.map_or(String::new(), |near| format!("; did you mean {near:?}?"));
            format!("line {line}: column {column}: unknown fact {name:?}{near}")
        },
        twice: |line, column, name| format!("line {line}: column {column}: {name:?} stands twice"),
        no_fact: |line| {
            format!(
                "no row names a fact; line {line} was looked at first: use ids (revenue) or Chinese names (营业收入); `zice batch --template firms.xlsx` writes an empty table"
            )
        },
        read_as: |encoding| format!("read as {encoding}"),
        sheet: |name| format!("sheet {name}"),
        header_line: |line| format!("the names of the columns stand in line {line}"),
        unused: |names| format!("columns not used: {names}"),
        passed_over: |lines| format!("no firms, passed over: line {lines}"),
        no_sheet: |name, known| format!("no sheet {name:?}; there are: {known}"),
        no_sheets: "the workbook has no sheet",
        broken_workbook: "the workbook cannot be read: it is incomplete, or no .xlsx, .xls or .ods; open it in Excel or WPS and save it as .xlsx",
        locked_workbook: "the workbook has a password: open it in Excel or WPS, take the password away and save it",
        rows: |done, wrong| format!("{done} assessed, {wrong} with errors"),
        summary: |done, wrong| {
            let firms = if done == 1 { "firm" } else { "firms" };
            match wrong {
                0 => format!("{done} {firms} assessed"),
                1 => format!("{done} {firms} assessed, 1 row has errors: see its column \"error\""),
                wrong => format!("{done} {firms} assessed, {wrong} rows have errors: see their column \"error\""),
            }
        },
        written: |file| format!("the result is in {file}"),
        out_ending: "the name of the result ends in .xlsx or .csv; --ids is for .csv alone, --sheets for .xlsx",
        template_ending: "the name of the template ends in .xlsx",
        too_many_sheets: |most| format!("a sheet a firm is for at most {most} firms; divide the table, or leave out --sheets"),
        too_many_rows: "more rows than a sheet can hold; divide the table, or write a .csv",
        out_is_input: "the result cannot be written over the table; name another file",
    },
    result: ResultWords {
        first: ["line", "name"],
        rest: [
            "error",
            "size",
            "rung",
            "may qualify (no.)",
            "for the agency to judge (no.)",
            "open (no.)",
            "not yet (no.)",
            "may qualify for",
            "conditions met, for the agency to judge",
            "lacks for the next rung",
            "whom to call",
            "please check",
        ],
        sheets: ["Results", "By support and county", "About"],
        open_lines: |count| format!("{count} more conditions that the table does not tell"),
        gives: "What it gives",
        worth: |amount| format!("By the table's figures about {amount} 万元 a year (reliefs may exclude each other: do not add them up)"),
        given: "As the table has it",
        counts: ["Support", "Article"],
        firms: "Firms",
        places: ["All", "Not given"],
        verdicts: ["may qualify", "agency", "open"],
        about: |file, done, wrong| format!("Table: {file}; {done} firms assessed, {wrong} rows with errors not assessed."),
        no_record: "This table tells of firms: send it only to those who ought to know. A self-check takes the place of no decision of an agency.",
        template: ["Firms", "Example", "How to fill in", "Options"],
        how: &[
            "One firm a row, on the first sheet; the sheet “Example” shows one filled in.",
            "Leave empty what is not known; never guess. The result says what is still missing.",
            "Columns may be deleted, moved and added; leave the names of the others as they are.",
            "Money is in 万元 (10,000 yuan); 1500万, 0.15亿 and 1500000元 are read by their units. Shares: 55% or 55.",
            "What is not known exactly may be a range: 100-200.",
            "Where several options apply, separate them with |; where none does, write none.",
            "Then run: zice batch firms.xlsx --out result.xlsx. All of it happens on this machine; nothing is sent.",
        ],
        example: "Some Tea Co., Ltd. (example)",
        several: |options| format!("Several may be given, separated by |; none: write none. Allowed: {options}"),
        one_of: |options| format!("One of: {options}"),
        number: |unit, min, max| format!("A number in {unit}, {min} to {max}; a range such as 100-200 where it is not known exactly"),
        yes_no: ["yes", "no"],
    },
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
