//! Faults in words: what stands there, and what is allowed.

use super::contacts::COLUMNS;
use super::site::KEYS;
use super::{Fault, IDLE, Kind, LONGEST};
use crate::catalogue::Language;

/// What is wrong, and what may stand there instead.
pub fn say(fault: &Fault, language: Language) -> (String, String) {
    let (zh, en) = both(&fault.kind);
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

type Pair = (String, String);

fn pair(wrong: impl Into<String>, allowed: impl Into<String>) -> Pair {
    (wrong.into(), allowed.into())
}

#[expect(clippy::too_many_lines, reason = "a table: one kind, one sentence in each language")]
fn both(kind: &Kind) -> (Pair, Pair) {
    match kind {
        Kind::TooLong => (
            pair("文件太大", format!("不超过 {} KB", LONGEST / 1024)),
            pair("the file is too long", format!("at most {} KB", LONGEST / 1024)),
        ),
        Kind::NotJson(character) => (
            pair(format!("第 {character} 个字符起不是 JSON"), "英文引号、英文逗号；最后一项后面不加逗号；整个文件是一个 { … }"),
            pair(
                format!("not JSON from character {character} on"),
                "straight quotes and commas, none after the last entry; the whole file is one { … }",
            ),
        ),
        Kind::NotAnObject => {
            (pair("不是一个 { … }", "{ \"portal\": \"…\" } 这样的形式"), pair("not one { … }", "a form such as { \"portal\": \"…\" }"))
        }
        Kind::UnknownKey(key) => (
            pair(format!("不认识的项目“{key}”"), format!("只有这些：{}", KEYS.join("、"))),
            pair(format!("unknown entry {key:?}"), format!("one of {}", KEYS.join(", "))),
        ),
        Kind::Twice(key) => (pair(format!("“{key}”写了两次"), "每项写一次"), pair(format!("{key:?} stands twice"), "each entry once")),
        Kind::Portal(text) => (
            pair(format!("portal 不能用：{text}"), "门户或单位的名称，加引号，一行，不超过 40 个字"),
            pair(format!("portal cannot be used: {text}"), "the name of the portal in quotes, one line of at most 40 characters"),
        ),
        Kind::Phone(text) => (
            pair(format!("phone 不能用：{text}"), "提供自测的单位的电话，加引号，一行，如 \"0691-2123456\""),
            pair(
                format!("phone cannot be used: {text}"),
                "the telephone of whoever provides the page, in quotes, one line, like \"0691-2123456\"",
            ),
        ),
        Kind::Address(text) => (
            pair(
                format!("address 不能用：{text}"),
                "以 https:// 或 http:// 开头的完整地址，不带 ? 和 #，如 \"https://www.example.gov.cn/zice/\"",
            ),
            pair(format!("address cannot be used: {text}"), "a whole address that begins with https:// or http://, without ? and #"),
        ),
        Kind::Topic(text, known) => (
            pair(format!("topics 里没有这个方面：{text}"), format!("方括号里写这些中的几个：{}", known.join("、"))),
            pair(format!("topics has no such topic: {text}"), format!("a list of some of {}", known.join(", "))),
        ),
        Kind::Theme(text) => (
            pair(
                format!("theme 不能用：{text}"),
                "themes 文件夹里某个外观的名称，如 \"red\"、\"blue\"；自己的颜色写 \"own\"，并放上 theme.css",
            ),
            pair(format!("theme cannot be used: {text}"), "the name of a file in themes, such as \"red\"; \"own\" for theme.css"),
        ),
        Kind::Idle(text) => (
            pair(format!("idle 不能用：{text}"), format!("{} 到 {} 之间的整数（秒），不加引号", IDLE.0, IDLE.1)),
            pair(format!("idle cannot be used: {text}"), format!("a whole number of seconds from {} to {}", IDLE.0, IDLE.1)),
        ),
        Kind::Save(text) => {
            (pair(format!("save 不能用：{text}"), "true 或 false，不加引号"), pair(format!("save cannot be used: {text}"), "true or false"))
        }
        Kind::State(text) => (
            pair(format!("plan_state 不能用：{text}"), "\"in_force\"（执行中）、\"ended\"（已停止执行）或 \"replaced\"（已由新文件代替）"),
            pair(format!("plan_state cannot be used: {text}"), "\"in_force\", \"ended\" or \"replaced\""),
        ),
        Kind::Note(text) => (
            pair(format!("plan_note 不能用：{text}"), "一句话，加引号，一行，不超过 120 个字"),
            pair(format!("plan_note cannot be used: {text}"), "a sentence in quotes, one line of at most 120 characters"),
        ),
        Kind::Pack(text) => (
            pair(
                format!("pack 不能用：{text}"),
                "{ \"file\": \"plan.zice\", \"sha256\": \"64 个字符\" }；文件放在 index.html 旁边，校验值由 zice pack build 给出",
            ),
            pair(
                format!("pack cannot be used: {text}"),
                "{ \"file\": \"plan.zice\", \"sha256\": \"64 characters\" }; the file beside index.html, the hash from zice pack build",
            ),
        ),
        Kind::NoColumn(column) => (
            pair(format!("第一行没有“{column}”这一列，整张表没有用上"), format!("第一行写列名：{}", COLUMNS.join("、"))),
            pair(format!("the first row has no column {column}; the table is not used"), format!("the columns {}", COLUMNS.join(", "))),
        ),
        Kind::UnknownColumn(name) => (
            pair(format!("不认识的列“{name}”，没有用上"), format!("列名只有这些：{}", COLUMNS.join("、"))),
            pair(format!("unknown column {name:?}, not used"), format!("the columns {}", COLUMNS.join(", "))),
        ),
        Kind::OpenQuote => (
            pair("有一个引号没有配对，这一行没有用上", "一格里有引号的，由 Excel 保存"),
            pair("a quote is not closed; the row is not used", "let the spreadsheet write quotes"),
        ),
        Kind::TooManyCells => (
            pair("这一行的格子比第一行多，没有用上", "一格里有逗号的，整格加英文引号（Excel 会自己加）"),
            pair("more cells than the first row; the row is not used", "a cell with a comma stands in quotes"),
        ),
        Kind::Agency(name, nearest) if name.is_empty() => (
            pair("没有写部门，这一行没有用上", format!("方案里的部门，如：{}", nearest.join("、"))),
            pair("no agency; the row is not used", format!("an agency of the plan, such as {}", nearest.join(", "))),
        ),
        Kind::Agency(name, nearest) => (
            pair(
                format!("方案里没有“{name}”这个部门，这一行没有用上"),
                format!("照方案里的名称写，最接近的有：{}；全部名称见本页下方", nearest.join("、")),
            ),
            pair(format!("the plan names no agency {name:?}; the row is not used"), format!("the nearest are {}", nearest.join(", "))),
        ),
        Kind::Place(name, known) => (
            pair(format!("没有“{name}”这个县市，这一行没有用上"), format!("{}；全州的不写", known.join("、"))),
            pair(
                format!("there is no place {name:?}; the row is not used"),
                format!("{}, or nothing for the whole prefecture", known.join(", ")),
            ),
        ),
        Kind::OtherPlace(name, county) => (
            pair(format!("“{name}”不在“{county}”，这一行没有用上"), "部门和县市写同一个地方"),
            pair(format!("{name:?} is not in {county:?}; the row is not used"), "agency and place of the same county"),
        ),
        Kind::Telephone(text) => (
            pair(
                if text.is_empty() {
                    "没有写电话，这一行没有用上".to_owned()
                } else {
                    format!("电话不能用：“{text}”，这一行没有用上")
                },
                "数字和 - ，如 0691-1234567；几个号码用、隔开；分机写“转”",
            ),
            pair(format!("no telephone number: {text:?}; the row is not used"), "digits and -, such as 0691-1234567; 、 between numbers"),
        ),
        Kind::NoAreaZero(text) => (
            pair(format!("电话“{text}”少了区号前面的 0（Excel 把它当成了数），这一行没有用上"), "写成 0691-1234567，中间加 -"),
            pair(format!("the number {text:?} lost the 0 of its area; the row is not used"), "0691-1234567, with a hyphen"),
        ),
        Kind::Scientific(text) => (
            pair(format!("电话“{text}”被 Excel 写成了科学计数，这一行没有用上"), "先把这一列设成“文本”，再写号码"),
            pair(format!("{text:?} is a figure as Excel writes it; the row is not used"), "set the column to text first"),
        ),
        Kind::Cell(column, text) => (
            pair(format!("“{column}”不能用：“{text}”，这一行没有用上"), "一行，不超过 80 个字"),
            pair(format!("{column} cannot be used: {text:?}; the row is not used"), "one line of at most 80 characters"),
        ),
        Kind::TwiceInTable(name, first) => (
            pair(format!("“{name}”在第 {first} 行已经写过，这一行没有用上"), "同一部门在同一县市写一行；几个号码写在一格里，用、隔开"),
            pair(format!("{name:?} stands in line {first} already; the row is not used"), "one row for an agency and place"),
        ),
        Kind::NotARule(text) => (
            pair(
                format!("不是外观文件能有的内容：“{text}”，整个文件没有用上"),
                ":root { … }，深色的写在 @media (prefers-color-scheme: dark) { :root { … } } 里",
            ),
            pair(
                format!("not what a theme may hold: {text:?}; the file is not used"),
                ":root { … }, for the dark within @media (prefers-color-scheme: dark) { … }",
            ),
        ),
        Kind::Property(name) => (
            pair(format!("不能改“{name}”，整个文件没有用上"), format!("只有这些：{}", tokens())),
            pair(format!("{name:?} cannot be set; the file is not used"), format!("one of {}", tokens())),
        ),
        Kind::Value(name, value) => (
            pair(format!("“{name}”的值“{value}”不能用，整个文件没有用上"), "颜色写成 #rrggbb，--zc-radius 写成 0px 到 99px"),
            pair(format!("{name} does not take {value:?}; the file is not used"), "a colour as #rrggbb; --zc-radius from 0px to 99px"),
        ),
    }
}

fn tokens() -> String {
    super::TOKENS.map(|token| format!("--zc-{token}")).join("、")
}
