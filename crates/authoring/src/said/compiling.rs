//! What is not understood: names of nothing, forms of conditions, days, rates.

use super::messages;

messages! {
    /// A criterion with what is wrong in it.
    criterion(id, what) { zh: "条件“{id}”：{what}", en: "criterion {id:?}: {what}" }
    /// No day.
    no_day(written) { zh: "“{written}”不是日期：写成 年-月-日，如 2026-12-31", en: "{written:?} is no day: write YYYY-MM-DD" }
    /// A period that ends too early.
    period_reversed(last, first) { zh: "结束（{last}）早于开始（{first}）", en: "the period ends ({last}) before it begins ({first})" }
    /// The day of checking.
    checked_before_issued() { zh: "核对日期早于方案印发日期", en: "the content was compared with the documents before the plan was issued" }
    /// A fact that stands twice.
    fact_twice(id) { zh: "事实“{id}”写了两次", en: "fact {id:?} stands twice" }
    /// `made_of` of another fact.
    made_of_percent(id) { zh: "made_of 只能用在 percent 上，“{id}”不是", en: "made_of belongs to a percent, which {id:?} is not" }
    /// `same_as` of another kind.
    same_as(like) { zh: "same_as = “{like}”：要写另一个同类的事实", en: "same_as {like:?} is no other fact of the same kind" }
    /// `year_after` of another kind.
    year_after(after) { zh: "year_after = “{after}”：要写同类的、后一年的数", en: "year_after {after:?} is no figure of the same kind for the year after" }
    /// More facts than fit.
    too_many_facts(count) { zh: "有 {count} 个事实；最多 128 个", en: "{count} facts; at most 128 are possible" }
    /// A topic's support.
    topic_support(topic, id) { zh: "方面“{topic}”里写了“{id}”，没有这项支持", en: "topic {topic} names {id:?}, which is no support" }
    /// A note about no fact.
    note_fact() { zh: "提示里写了没有的事实", en: "a note names an unknown fact" }
    /// A retired answer that is asked.
    retired(fact, fault) { zh: "不再问的答案：“{fact}”{fault}", en: "a retired answer: {fact:?} {fault}" }
    /// A document that follows nothing.
    follows_unknown() { zh: "follows 写的是没有的文件", en: "follows an unknown source" }
    /// The plan's last day.
    last_day_early() { zh: "方案的最后一天早于第一天", en: "the plan's last day is before its first" }
    /// A last day where none belongs.
    last_day() { zh: "last_day 写在已被替代或已经到期的方案上，而且必须写", en: "last_day belongs to a plan that was replaced or has ended, and is needed there" }
    /// An industry without a row.
    no_industry_row(option) { zh: "行业“{option}”没有对应的一行", en: "no row for industry {option:?}" }
    /// A row for no industry.
    no_option_of(id, fact) { zh: "“{id}”不是 {fact} 的选项", en: "{id:?} is no option of {fact}" }
    /// An option that a fact does not have.
    has_no_option(fact, id) { zh: "{fact} 没有选项“{id}”", en: "{fact} has no option {id:?}" }
    /// `no_class` of another fact.
    no_class_fact(fact) { zh: "no_class 写的“{fact}”不是 kind = \"one\" 的事实", en: "no_class names {fact:?}, which is no fact of kind one" }
    /// Limits of an indicator.
    rising_limits(indicator) { zh: "{indicator}：要三个从小到大的界限", en: "{indicator}: three rising limits are needed" }
    /// Limits or the authority.
    limits_or_authority() { zh: "要么写界限，要么写 by_authority = true", en: "either limits or by_authority = true" }
    /// The forms of a scale.
    scale_forms() { zh: "scale 写其中一种：at_least、by_fact、by_authority、all、none", en: "scale: one of at_least, by_fact, by_authority, all, none" }
    /// A fact that does not exist.
    unknown_fact(id) { zh: "没有事实“{id}”；编号见 facts.toml", en: "unknown fact {id:?}" }
    /// A document that does not exist.
    unknown_source(id) { zh: "没有文件“{id}”；编号见 sources.toml", en: "unknown source {id:?}" }
    /// An agency that does not exist.
    unknown_agency(id, known) { zh: "没有部门“{id}”；要写编号：{known}", en: "unknown agency {id:?}; ids: {known}" }
    /// A rule that does not exist.
    unknown_rule(id) { zh: "没有规则“{id}”；编号是 rules/ 里的文件名", en: "unknown rule {id:?}" }
    /// A scope that does not exist.
    unknown_scope(id) { zh: "没有范围“{id}”；编号见 pack.toml 的 [[scope]]", en: "unknown scope {id:?}" }
    /// A title that does not exist.
    unknown_title(id) { zh: "没有称号“{id}”", en: "unknown title {id:?}" }
    /// A term that does not exist.
    unknown_term(id) { zh: "没有概念“{id}”（一个概念只能用写在它前面的）", en: "unknown term {id:?} (a term may use only those above it)" }
    /// A score that does not exist.
    unknown_score(id) { zh: "没有评分“{id}”", en: "unknown score {id:?}" }
    /// A size class that does not exist.
    unknown_class(class) { zh: "没有规模“{class}”；可以写 micro、small、medium", en: "unknown size class {class:?}" }
    /// A criterion without rule.
    rule_or_any() { zh: "要写 rule，或者写 [[criteria.any]]，两者只写一种", en: "either rule or any is needed" }
    /// A criterion without label.
    no_label(id) { zh: "条件“{id}”没有 label", en: "criterion {id:?} has no label" }
    /// A situation with its label.
    when(what) { zh: "when：{what}", en: "when: {what}" }
    /// A situation without label.
    when_label() { zh: "when 和 when_label 要一起写", en: "when and when_label belong together" }
    /// Two kinds of lines.
    criteria_exclude() { zh: "criteria_of 和 criteria 只能写一种", en: "criteria_of and criteria exclude each other" }
    /// A support without a document.
    needs_source() { zh: "一项支持至少要有一份文件作依据", en: "a support rests on at least one source" }
    /// A rung without rules.
    rung_rules() { zh: "一级要有 rules 或者 term", en: "a rung needs rules or a term" }
    /// An agency of the plan without a name.
    no_plan_name(name, article) {
        zh: "第 {article} 条的责任单位“{name}”，没有一个部门的 plan_names 里有它",
        en: "{name}, responsible for article {article}, is no agency's plan name"
    }
    /// A place of nothing.
    place_unknown() { zh: "地点里写了没有的选项或部门", en: "a place names an unknown option or agency" }
    /// A contact of nothing.
    contact_unknown() { zh: "联系方式里写了没有的部门或地点", en: "a contact names an unknown agency or place" }
    /// Options of a fact.
    options_count() { zh: "one 和 many 要有 1 到 32 个选项", en: "one and many need 1 to 32 options" }
    /// The unit of a count.
    count_unit() { zh: "count 要写单位：persons、years、days、items 或 rank", en: "a count needs a unit: persons, years, days, items or rank" }
    /// A kind that does not exist.
    unknown_kind(kind) { zh: "没有“{kind}”这种事实；可以写 one、many、yes、money、percent、score、count", en: "unknown kind {kind:?}; kinds: one, many, yes, money, percent, score, count" }
    /// A number too large.
    too_large(number) { zh: "{number} 太大", en: "{number} is too large" }
    /// No number of the unit.
    no_decimal(written, places) {
        zh: "“{written}”不是这里的数：只写数字，小数最多 {places} 位，如 \"0.5\"",
        en: "{written:?}: no number here: digits alone, with at most {places} decimals, such as \"0.5\""
    }
    /// The forms of a condition.
    condition_forms() {
        zh: "一个条件只写一种：fact、ratio、sum、term、size_at_most、above_scale、below_scale、has_scale、score、review、review_if、all、any、not；如 {{ fact = \"revenue\", at_least = 500 }}",
        en: "a condition is exactly one of fact, ratio, sum, term, size_at_most, above_scale, below_scale, has_scale, score, review, review_if, all, any, not"
    }
    /// Keys of a fact.
    of_a_fact() { zh: "any_of、none_of、not_empty、is 只能和 fact 一起写", en: "any_of, none_of, not_empty and is belong to a fact" }
    /// The bound of a ratio.
    ratio_bound() { zh: "ratio 的界限只能写 at_least", en: "a ratio has the bound at_least" }
    /// The bound of a sum.
    sum_bound() { zh: "sum 的界限只能写 at_least", en: "a sum has the bound at_least" }
    /// A bound of nothing.
    bound_of() { zh: "界限只能和 fact、ratio、sum 一起写", en: "a bound belongs to a fact, a ratio or a sum" }
    /// More than fit.
    too_many_scores() { zh: "评分太多", en: "too many scores" }
    /// More than fit.
    facts_do_not_fit() { zh: "事实太多", en: "too many facts" }
    /// Empty lists.
    empty_list() { zh: "all 和 any 里至少要有一个条件", en: "all and any need a condition" }
    /// Only true.
    only_true() { zh: "has_scale 和 review 只能写 true", en: "has_scale and review take the value true" }
    /// A score that stands twice.
    score_twice(id) { zh: "评分“{id}”写了两次", en: "score {id:?} stands twice" }
    /// A part of a score.
    part(id, what) { zh: "评分项“{id}”：{what}", en: "part {id:?}: {what}" }
    /// A part without lines.
    part_empty() { zh: "既没有 steps 也没有 when", en: "no steps and no when" }
    /// A number without bound.
    needs_bound(id) { zh: "{id} 要写 at_least、more_than、at_most 或 less_than，如 at_least = 500", en: "{id} needs at_least, more_than, at_most or less_than" }
    /// A bound beside the domain.
    bound_divides_nothing(id) { zh: "{id} 的界限不在它的取值范围之内，分不出两边", en: "the bound of {id} does not divide its domain" }
    /// Yes or no.
    needs_is(id) { zh: "{id} 要写 is = true 或 is = false", en: "{id} needs is = true or is = false" }
    /// Options.
    needs_options(id, more) { zh: "{id} 要写 any_of 或 none_of{more} 中的一种", en: "{id} needs one of any_of, none_of{more}" }
    /// No number.
    is_no_number(id) { zh: "{id} 不是数", en: "{id} is no number" }
    /// Two facts of one unit.
    two_of_one_unit() { zh: "要两个单位相同的、不同的事实", en: "two different facts of one unit are needed" }
    /// A worth with what is wrong.
    worth(what) { zh: "worth（约值）：{what}", en: "worth: {what}" }
    /// Conditions of cases.
    worth_when() { zh: "除最后一种情况外，每种情况都要写 when", en: "every case but the last has a when" }
    /// A case about its own figure.
    worth_mentions() { zh: "when 里不能用正要计算的那个数", en: "the when of a case mentions the figure that is counted" }
    /// No case.
    worth_empty() { zh: "一种情况也没有", en: "there is no case" }
    /// A rate too fine.
    worth_fine() { zh: "比例细于 0.01%", en: "a rate finer than 0.01 %" }
    /// A reduced rate.
    worth_reduced() { zh: "reduced_to 要低于 rate", en: "reduced_to is below rate" }
    /// A rate or a table.
    worth_rate_or_table() { zh: "一种情况只写 rate 或者税率表", en: "a case has a rate or a table" }
    /// The forms of a case.
    worth_forms() { zh: "一种情况写成：amount；个数乘 each；或者金额乘 rate、税率表", en: "a case is amount; of a count with each; or of money with rate or table" }
    /// What a card asks for.
    worth_asked() { zh: "卡片里问的数只写 rate 或者税率表，别的不写", en: "what the card asks for has a rate or a table and nothing else" }
    /// The step of a table.
    worth_last_step() { zh: "税率表只有最后一级不写 up_to", en: "only the last step of a table has no up_to" }
    /// What a step takes off.
    worth_takes_off(from) { zh: "从 {from} 起的一级，速算扣除数和税率对不上", en: "the step from {from} takes off another amount than its rate needs" }
    /// The end of a table.
    worth_open_end() { zh: "税率表的最后一级不写 up_to", en: "the last step of a table has no up_to" }
    /// A plan's article out of order.
    article_follows(number, before) { zh: "方案原文：第 {number} 条接在第 {before} 条后面", en: "article {number} follows article {before}" }
    /// A plan without articles.
    no_article() { zh: "方案原文里一条也没有找到；每条以“（一）标题。”开头", en: "no article was found" }
    /// An article without a title.
    article_title(number) { zh: "方案原文第 {number} 条没有标题；标题后面是“。”", en: "article {number} has no title" }
    /// An article without agencies.
    article_agencies(number) { zh: "方案原文第 {number} 条末尾没有责任单位", en: "article {number} names no agencies" }
    /// An article whose agencies cannot be read.
    article_responsible(number, found) {
        zh: "方案原文第 {number} 条的“{found}”里没有责任单位；写成“（责任单位：…按职责分工负责）”",
        en: "article {number}: no 责任单位 in {found}"
    }
    /// More articles than fit.
    too_many_articles() { zh: "条文太多", en: "too many articles" }
}
