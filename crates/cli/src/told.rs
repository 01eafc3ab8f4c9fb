//! What the commands say around a pack's own texts, in both languages; what is missing in one does not compile.

use zice_core::catalogue::Language;
use zice_core::date::Date;

/// The wording of a language.
pub struct Told {
    /// Which.
    pub language: Language,
    /// Between a name and what is said of it.
    pub colon: &'static str,
    /// `check`: nothing is wrong; how many facts, supports, rungs, agencies, documents and articles.
    pub no_problems: fn([usize; 6]) -> String,
    /// `check`: how many problems.
    pub problems: fn(usize) -> String,
    /// `check`: the document, its line if only that ends, the day, the days left, and the supports.
    pub ends_soon: fn(&str, Option<&str>, Date, i64, &str) -> String,
    /// `check --draft`: what was left out.
    pub draft: &'static str,
    /// `due`: what begins, ends, or was not read.
    pub kinds: [&'static str; 3],
    /// `due`: no day.
    pub undated: &'static str,
    /// `due`: the days left.
    pub in_days: fn(i64) -> String,
    /// `due`: a line of a document.
    pub line: fn(&str) -> String,
    /// `due`: the supports that rest on it.
    pub supports: fn(&str) -> String,
    /// `due`: the supports that name it.
    pub named: fn(&str) -> String,
    /// `due`: what to look for.
    pub look: fn(&str) -> String,
    /// `due`: nothing.
    pub nothing_due: fn(Date) -> String,
    /// `explain`: an article.
    pub article: fn(u8) -> String,
    /// `explain`: a support's situation.
    pub when: &'static str,
    /// `explain`: a rule of a rung.
    pub rule: &'static str,
    /// `explain`: a document.
    pub source: &'static str,
    /// `explain`: how surely it was read.
    pub confidence: fn(char) -> String,
    /// `explain`: out of force on the day.
    pub not_in_force: &'static str,
    /// `explain`: one of several.
    pub or: &'static str,
    /// `explain`: the status on a day.
    pub status: fn(Date, &str) -> String,
    /// `explain`: the firms.
    pub witnesses: &'static str,
    /// `pack build`: the file, its bytes, its checksum.
    pub built: fn(&str, usize, &str) -> String,
    /// `pack new`: the folder and its files.
    pub begun: fn(&str, usize) -> String,
}

const ZH: Told = Told {
    language: Language::Zh,
    colon: "：",
    no_problems: |[facts, supports, rungs, agencies, sources, articles]| {
        format!("没有问题；{facts} 个事实，{supports} 项支持，{rungs} 级，{agencies} 个部门，{sources} 份文件，{articles} 条")
    },
    problems: |count| format!("共 {count} 处要改"),
    ends_soon: |source, line, end, days, supports| {
        let line = line.map_or(String::new(), |line| format!("的“{line}”一条"));
        format!("提醒：{source}{line}到 {end} 为止，还有 {days} 天；牵涉 {supports}")
    },
    draft: "草稿：没有检查英文",
    kinds: ["开始", "到期", "未读原文"],
    undated: "没有日期",
    in_days: |days| format!("还有 {days} 天"),
    line: |line| format!("条件 {line}"),
    supports: |ids| format!("以它为依据：{ids}"),
    named: |ids| format!("提到它：{ids}"),
    look: |what| format!("要做：{what}"),
    nothing_due: |day| format!("从 {day} 起没有要看的"),
    article: |number| format!("第 {number} 条"),
    when: "情形",
    rule: "规则",
    source: "文件",
    confidence: |grade| format!("可信度 {grade}"),
    not_in_force: "（当日未生效）",
    or: "或",
    status: |day, status| format!("{day} 的状态：{status}"),
    witnesses: "每种可能的结论，举一家企业：",
    built: |file, bytes, sha256| format!("{file}：{bytes} 字节\nsha256 {sha256}\n"),
    begun: |folder, files| {
        format!("{folder}：写了 {files} 个文件。改成自己的内容，然后：zice check {folder}；zice pack build {folder} -o pack.zice\n")
    },
};

const EN: Told = Told {
    language: Language::En,
    colon: ": ",
    no_problems: |[facts, supports, rungs, agencies, sources, articles]| {
        format!(
            "no problems; {facts} facts, {supports} supports, {rungs} rungs, {agencies} agencies, {sources} sources, {articles} articles"
        )
    },
    problems: |count| if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") },
    ends_soon: |source, line, end, days, supports| {
        let line = line.map_or(String::new(), |line| format!(", line {line}"));
        format!("warning: {source}{line} ends on {end}, in {days} days: {supports}")
    },
    draft: "a draft: English was not looked at",
    kinds: ["begins", "ends", "unread"],
    undated: "undated",
    in_days: |days| format!("in {days} days"),
    line: |line| format!("line {line}"),
    supports: |ids| format!("supports: {ids}"),
    named: |ids| format!("named by: {ids}"),
    look: |what| format!("look for: {what}"),
    nothing_due: |day| format!("nothing is due from {day} on"),
    article: |number| format!("article {number}"),
    when: "when",
    rule: "rule",
    source: "source",
    confidence: |grade| format!("confidence {grade}"),
    not_in_force: "  (not in force)",
    or: "or",
    status: |day, status| format!("status on {day}: {status}"),
    witnesses: "A firm for each verdict that can occur:",
    built: |file, bytes, sha256| format!("{file}: {bytes} bytes\nsha256 {sha256}\n"),
    begun: |folder, files| {
        format!("{folder}: {files} files. Fill them in, then: zice check {folder}; zice pack build {folder} -o pack.zice\n")
    },
};

impl Told {
    /// The wording of a language.
    pub const fn of(language: Language) -> &'static Told {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }
}
