//! Files that cannot be read, and what is no TOML or not of the shape that a file has.

use super::messages;

messages! {
    /// A folder without a pack.
    no_pack() { zh: "这里没有数据包：一个 .toml 文件也没有", en: "no pack here: no .toml file was found" }
    /// A file or folder that the system does not give.
    unreadable(error) { zh: "读不了：{error}", en: "cannot be read: {error}" }
    /// A link.
    is_a_link() { zh: "是链接：不跟着链接走，请把文件本身放在这里", en: "is a link: links are not followed; put the file itself here" }
    /// Folders in folders.
    too_deep(most) { zh: "数据包里的文件夹最多 {most} 层", en: "a pack has no folders more than {most} deep" }
    /// A file that is too long.
    too_long(most) { zh: "太长：最多 {most} 字节", en: "longer than {most} bytes" }
    /// A file of Windows.
    is_gbk() {
        zh: "这个文件是 GBK 编码，要 UTF-8：记事本“另存为”时，编码选 UTF-8；WPS 和 Excel 存不了 .toml",
        en: "this file is in GBK; UTF-8 is needed: in Notepad choose “Save as”, encoding UTF-8"
    }
    /// A file in UTF-16.
    is_utf16() { zh: "这个文件是 UTF-16 编码，要 UTF-8：记事本“另存为”时，编码选 UTF-8", en: "this file is in UTF-16; UTF-8 is needed: in Notepad choose “Save as”, encoding UTF-8" }
    /// A file in no known encoding.
    no_text() { zh: "这个文件不是 UTF-8 的文字", en: "this file is no text in UTF-8" }
    /// A file that a pack must have.
    missing() { zh: "缺少这个文件；`zice pack new` 写的小数据包里有一份可以照着写", en: "this file is missing; `zice pack new` writes a small pack that has one" }
    /// A key that must be there.
    missing_field(key) { zh: "缺少“{key}”：这一项必须写", en: "{key} is missing here: it must be written" }
    /// A key that nothing reads.
    unknown_field(key, allowed) { zh: "这里没有“{key}”这一项；可以写：{allowed}", en: "unknown key {key}; allowed here: {allowed}" }
    /// A word that is none of those allowed.
    unknown_variant(word, allowed) { zh: "不能写“{word}”；可以写：{allowed}", en: "{word} is not allowed; allowed here: {allowed}" }
    /// A key that stands twice.
    duplicate() { zh: "这一项写了两次；请留一处", en: "this key stands twice; keep one" }
    /// A decimal without quotes.
    number_form() { zh: "数写成整数（1500），或加引号的小数（\"0.5\"）", en: "a number is an integer (1500) or a decimal in quotes (\"0.5\")" }
    /// A value of another kind.
    wrong_kind(expected) { zh: "写法不对：这里要{expected}", en: "of another kind: {expected} is needed here" }
    /// A text, as what is needed.
    a_text() { zh: "加引号的文字，如 \"茶\"", en: "a text in quotes, such as \"tea\"" }
    /// A number, as what is needed.
    an_integer() { zh: "整数，如 12（在允许的大小之内）", en: "an integer such as 12, within its range" }
    /// Yes or no, as what is needed.
    a_boolean() { zh: "true 或 false", en: "true or false" }
    /// A list, as what is needed.
    a_list() { zh: "方括号里的一列，如 [\"a\", \"b\"]，个数要对", en: "a list in brackets such as [\"a\", \"b\"], with as many parts as belong there" }
    /// A table, as what is needed.
    a_table() { zh: "花括号或 [标题] 里的一组，如 {{ zh = \"…\", en = \"…\" }}", en: "a table such as {{ zh = \"…\", en = \"…\" }}" }
    /// Something else.
    another_value() { zh: "另一种写法，见 seeds/README.md", en: "another value: see seeds/README.en.md" }
    /// Chinese quotation marks around a value.
    chinese_quotes() { zh: "这里用了中文引号或全角符号：值的两头要英文引号 \"…\"，等号、逗号、括号要半角", en: "Chinese quotation marks or full-width signs: a value stands between \"…\", and = , [ ] {{ }} are half-width" }
    /// No TOML.
    syntax() {
        zh: "这里不是 TOML 的写法：看看引号、等号、括号是否成对，每一项是否写成 名称 = 值，如 at_least = 500",
        en: "no TOML here: see whether quotes and brackets are closed, and each line is key = value, such as at_least = 500"
    }
}
