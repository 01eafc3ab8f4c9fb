//! Parts that stand within other messages.

use super::messages;

messages! {
    /// An open beginning or end of a period.
    always() { zh: "一直", en: "always" }
    /// A retired answer's fact.
    still_asked() { zh: "现在还在问", en: "is still asked" }
    /// A retired answer's option.
    still_has_option() { zh: "现在还有这个选项", en: "still has this option" }
    /// A retired answer's fact that never was.
    is_no_fact() { zh: "不是事实", en: "is no fact" }
    /// A condition that always holds.
    always_holds() { zh: "都成立", en: "always holds" }
    /// A condition that never holds.
    never_holds() { zh: "都不成立", en: "never holds" }
    /// A support that nobody can get.
    nobody_qualifies() { zh: "没有企业能符合", en: "no firm can ever qualify" }
    /// A support that everybody gets.
    everybody_qualifies() { zh: "每一家企业都符合", en: "every firm qualifies" }
    /// Where a quote stands.
    stands_in_article(article) { zh: "这句话在第 {article} 条里", en: "it stands in article {article}" }
    /// A quote that is nowhere.
    not_even_first() { zh: "连第一个字都找不到", en: "not even its first character" }
    /// Where a quote leaves the text.
    differs_after(known, plan, quote) { zh: "“{known}”之后，方案写的是“{plan}”，引文写的是“{quote}”", en: "after “{known}” the plan has “{plan}”, the quote “{quote}”" }
    /// A line without a bound.
    only_an_agency() {
        zh: "这一条只由部门认定，没有数值（没有的时候写“方案未设数值”）",
        en: "only an agency judges it, so it states no bound (where none exists: 方案未设数值)"
    }
    /// A rule without a bound.
    no_bound() { zh: "它的规则里没有数值", en: "its rule has no bound" }
    /// A rule's bounds.
    bounds_are(bounds) { zh: "它的规则里的数值是 {bounds}", en: "the bounds of its rule are {bounds}" }
    /// A gap before the first period.
    hole_before(day) { zh: "{day} 之前空着：第一段不写 from", en: "a hole before {day}: the first has no from" }
    /// A gap.
    hole_between(until, from) { zh: "{until} 和 {from} 之间空着", en: "a hole between {until} and {from}" }
    /// An overlap.
    overlap(until, from) { zh: "两段重叠：前一段到 {until}，后一段从 {from} 起", en: "an overlap: one until {until}, the next from {from}" }
    /// A gap after the last period.
    hole_after(day) { zh: "{day} 之后空着：最后一段不写 until", en: "a hole after {day}: the last has no until" }
    /// A document that begins before the one it follows.
    begins_before(from, start) { zh: "开始（{from}）早于它的开始（{start}）", en: "begins ({from}) before it ({start})" }
    /// A gap between documents.
    leaves_hole(end, from) { zh: "{end} 和 {from} 之间空着", en: "leaves a hole between {end} and {from}" }
    /// An overlap of documents.
    overlaps_it(from, end) { zh: "和它重叠：{from} 不在 {end} 之后", en: "overlaps it: {from} is not after {end}" }
    /// What a fact of several options may also say.
    or_not_empty() { zh: "、not_empty = true", en: ", not_empty = true" }
    /// A file that is not there.
    not_there() { zh: "找不到", en: "it is not there" }
    /// A file that may not be read.
    not_permitted() { zh: "没有读取的权限", en: "there is no permission to read it" }
    /// Nothing.
    nothing() { zh: "", en: "" }
}
