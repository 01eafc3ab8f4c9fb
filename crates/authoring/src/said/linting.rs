//! What is understood and not right: text and rule that differ, quotes that are not the law's, promises, inventions.

use super::messages;

messages! {
    /// A figure of a worth without a document.
    worth_unsourced(figure) { zh: "worth：{figure} 不在它的 figures 里：写明是哪份文件定的", en: "worth: {figure} stands in none of its figures: name the document that sets it" }
    /// A figure that no case uses.
    worth_unused(figure) { zh: "worth：figures 里的 {figure} 没有用到", en: "worth: figures lists {figure}, which no case uses" }
    /// Periods of filing.
    worth_periods(periods) { zh: "worth：一年 {periods} 期；只能是 4 或 12", en: "worth: {periods} periods a year: 4 or 12" }
    /// A group of one.
    worth_alone(group) { zh: "worth：没有别的支持也写 exclusive = “{group}”", en: "worth: no other support is exclusive = {group:?}" }
    /// A formula with another figure.
    formula_states(tongue, figure) { zh: "worth：{tongue}算式里的 {figure} 不在它的 figures 里", en: "worth: the {tongue} formula states {figure}, which is none of its figures" }
    /// A formula without a figure.
    formula_lacks(tongue, figure) { zh: "worth：{tongue}算式里没有 {figure}", en: "worth: the {tongue} formula does not state {figure}" }
    /// Formulas that differ.
    formula_differs() { zh: "worth：两种语言的算式数字不同", en: "worth: the languages of the formula differ in their figures" }
    /// A document that does not exist, of a worth.
    worth_source(source) { zh: "worth：没有文件“{source}”", en: "worth: unknown source {source:?}" }
    /// No figure, of a worth.
    worth_figure(one) { zh: "worth：“{one}”不是一个数", en: "worth: {one:?} is not one figure" }
    /// An article that the plan does not have.
    no_article(article) { zh: "方案没有第 {article} 条", en: "the plan has no article {article}" }
    /// A quote that is not the plan's.
    quote(article, right) { zh: "引文不在第 {article} 条的原文里：{right}", en: "the quote is not in the text of article {article}: {right}" }
    /// The deciding words.
    deciding() { zh: "deciding 不是引文里的一段", en: "deciding is not a part of the quote" }
    /// A figure without a document.
    figure_unsourced(figure) {
        zh: "{figure} 不是这项支持的规则里的数，也不在 figures 里：在那里写明出处，或者不写这个数",
        en: "{figure} is no bound of this support's rules and not in its figures: name its source there, or leave it out"
    }
    /// A figure that no text states.
    figure_unused(figure) { zh: "figures 里的 {figure}，这项支持的文字里没有", en: "figures lists {figure}, which no text of this support states" }
    /// Figures that differ between languages.
    figures_differ(more, less) { zh: "两种语言的数字不同：只有中文有 [{more}]，只有英文有 [{less}]", en: "the languages differ in their figures: only in zh [{more}], only in en [{less}]" }
    /// A document that does not exist, of figures.
    figures_source(source) { zh: "figures：没有文件“{source}”", en: "figures: unknown source {source:?}" }
    /// No figure.
    figures_figure(one) { zh: "figures：“{one}”不是一个数", en: "figures: {one:?} is not one figure" }
    /// An exclusion that nothing decides.
    exclusion_open(who) { zh: "“{who}”：写明由哪些事实判断，或由哪一条留给部门认定", en: "“{who}”: name the facts that decide it, or the line that leaves it to the agency" }
    /// An exclusion's fact.
    exclusion_fact(who, id) { zh: "“{who}”：没有事实“{id}”", en: "“{who}”: unknown fact {id:?}" }
    /// An exclusion's support.
    exclusion_support(who, id) { zh: "“{who}”：没有支持“{id}”", en: "“{who}”: unknown support {id:?}" }
    /// An exclusion that a support forgets.
    excludes(source, who, missing) { zh: "{source} 排除“{who}”，但这项支持没有一条问到 {missing}", en: "{source} excludes “{who}”, but no line of this support asks for {missing}" }
    /// An exclusion that is not left to an agency.
    excludes_line(source, who, line) { zh: "{source} 排除“{who}”，但这项支持没有一条“{line}”留给部门认定", en: "{source} excludes “{who}”, but no line {line:?} of this support leaves it to the agency" }
    /// An exclusion of nothing.
    exclusion_rests(who, source) { zh: "“{who}”：没有一项支持以 {source} 为依据", en: "“{who}”: no support rests on {source}" }
    /// The plan sets none, on another document's line.
    unset_elsewhere(words, source) { zh: "“{words}”写在依据是 {source}、不是方案的一条上", en: "“{words}” stands on a line whose document is {source}, not the plan" }
    /// The plan sets none, on a support without the plan.
    unset_without_plan(words) { zh: "写了“{words}”，但这项支持不以方案为依据", en: "“{words}”, but the support does not rest on the plan" }
    /// Words of comparison.
    signs(tongue, found, wanted) { zh: "{tongue}文字比较用的是 [{found}]，规则是 [{wanted}]", en: "the {tongue} label compares with [{found}], its rule with [{wanted}]" }
    /// A document that nothing uses.
    source_unused(id) { zh: "没有什么以文件 {id} 为依据：删掉，或者在用到的地方写上", en: "nothing rests on source {id}: leave it out, or name it where it is used" }
    /// Confidence.
    confidence(id) { zh: "{id}：confidence 写 A、B、C 或 D", en: "{id}: confidence is A, B, C or D" }
    /// A document that does not exist.
    unknown_source(name) { zh: "没有文件“{name}”", en: "unknown source {name:?}" }
    /// A fact that nothing uses.
    fact_unused(id) { zh: "没有规则用到事实 {id}：永远不会问", en: "no rule uses the fact {id}: it would never be asked" }
    /// A term that nothing uses.
    term_unused(id) { zh: "没有用到概念 {id}", en: "nothing uses the term {id}" }
    /// A rule that nothing uses.
    rule_unused(id) { zh: "没有一级、没有一项支持用到规则 {id}", en: "no rung and no support uses the rule {id}" }
    /// A score that nothing uses.
    score_unused(id) { zh: "没有用到评分 {id}", en: "nothing uses the score {id}" }
    /// A judgement that a firm does not read.
    unshown() { zh: "情形的一部分要由部门认定：把这一部分再写成一条条件，让企业看到", en: "part of the situation is for an agency to judge: repeat that part as a criterion, so that the firm reads it" }
    /// Two branches of one label.
    branches_alike(id) { zh: "条件“{id}”有两个分支文字相同", en: "criterion {id:?} has two branches with one label" }
    /// A line that is always the same.
    constant_line(id, fault) { zh: "条件“{id}”：企业怎么答{fault}", en: "criterion {id:?} {fault} whatever a firm answers" }
    /// A branch that is always the same.
    constant_branch(label, fault) { zh: "分支“{label}”：企业怎么答{fault}", en: "the branch “{label}” {fault} whatever a firm answers" }
    /// A fact without effect.
    mentions(id, fact) { zh: "条件“{id}”里的 {fact} 永远改变不了它", en: "criterion {id:?} mentions {fact}, which can never change it" }
    /// A situation that is always the same.
    constant_situation(label) { zh: "情形“{label}”对所有企业都一样", en: "the situation “{label}” is always the same" }
    /// A support of all or none.
    all_or_none(fault, day, id) { zh: "{fault}（{day}）：{id}", en: "{fault} (on {day}): {id}" }
    /// An outcome without a firm.
    no_witness(outcome, day) { zh: "没有一家企业能得到结论 {outcome}（{day}）", en: "no firm shows the outcome {outcome} (on {day})" }
    /// A question without effect.
    never_asked(id) { zh: "{id} 怎么答都不改变任何结论：永远不会问", en: "no answer to {id} can change a verdict: it would never be asked" }
    /// An “or” without branches.
    either_without_branches(id) { zh: "条件“{id}”写了“任一”，却没有分支：写 [[criteria.any]]", en: "criterion {id:?} says 任一 but has no branches: write [[criteria.any]]" }
    /// An “or” without its words.
    branches_without_either(id) { zh: "条件“{id}”是“或”：要两个以上分支，文字里写“以下任一” / either of these", en: "criterion {id:?} is an “or”: two branches or more, and its label says 以下任一 / either of these" }
    /// A bound that the text does not state.
    label_lacks(tongue, figure, written) { zh: "{tongue}文字里没有规则的数值 {figure}：{written}", en: "the {tongue} label does not state {figure}, a bound of its rule: {written}" }
    /// A figure that is no bound.
    label_states(tongue, figure, right, written) { zh: "{tongue}文字写的是 {figure}，但{right}：{written}", en: "the {tongue} label states {figure}, but {right}: {written}" }
    /// The unit.
    label_unit(unit) { zh: "数值的单位是{unit}：两种语言的文字都要写出来", en: "the bound is in {unit}: the label must say so in both languages" }
    /// A sum.
    label_sum() { zh: "规则把两个数相加：文字里要写“合计”，英文写 in total 或 together", en: "the rule adds two facts up: the label must say 合计 and “in total” or “together”" }
    /// A telephone number.
    telephone(number, known) { zh: "{number} 像是电话号码，但不是登记过的热线（{known}）", en: "{number} looks like a telephone number and is not a known hotline ({known})" }
    /// A web or mail address.
    address(address) { zh: "“{address}”：数据包里不写网址和邮箱", en: "{address:?}: the pack holds no web or mail address" }
    /// A hotline that is not listed.
    hotline(number, known) { zh: "{number} 不是登记过的热线（{known}）", en: "{number} is not a known hotline ({known})" }
    /// No national hotline.
    hotline_form(number) { zh: "{number} 不是全国热线：以 12 开头的五位数", en: "{number} is not a national hotline" }
    /// Versions that do not tile time.
    versions(what) { zh: "各版的起止接不上：{what}", en: "the versions do not tile time: {what}" }
    /// A line that stands twice.
    criterion_twice(id) { zh: "条件“{id}”在同一版里写了两次", en: "criterion {id:?} stands twice in one version" }
    /// A line with a period of its own.
    line_period() { zh: "认定规则的条件不写起止，起止写在版上", en: "a line of a recognition rule takes its period from its version" }
    /// Lines that do not tile time.
    lines(id, what) { zh: "“{id}”各条的起止接不上：{what}", en: "the lines of {id:?} do not tile time: {what}" }
    /// A document out of force.
    not_in_force(source, day) { zh: "{source} 在 {day} 没有生效", en: "{source} is not in force on {day}" }
    /// A document that follows without a day.
    follows_without_day(id, earlier) { zh: "{id} 接着 {earlier}，却没有写 from", en: "{id} follows {earlier} but has no from" }
    /// A document that does not follow.
    follows_badly(id, earlier, fault) { zh: "{id} 接着 {earlier}，但{fault}", en: "{id} follows {earlier}, but {fault}" }
    /// How many steps or documents.
    how_many(count, what, least, most) { zh: "{what} 有 {count} 项；要 {least} 到 {most} 项", en: "{count} {what}: {least} to {most} are right" }
    /// A text that is not there.
    text_missing(tongue) { zh: "缺少{tongue}文字（只写中文的草稿用 zice check --draft 检查）", en: "the {tongue} text is missing (zice check --draft checks a draft in Chinese alone)" }
    /// Spaces.
    text_spaces(tongue) { zh: "{tongue}文字里有多余的空格", en: "spaces too many in the {tongue} text" }
    /// Markup.
    text_markup(mark, tongue) { zh: "{tongue}文字里有 {mark}：只写文字，中文引号用 “ ”", en: "{mark} in the {tongue} text: texts are plain, and Chinese quotation marks are “ ”" }
    /// A text that is too long.
    text_long(tongue, length, limit) { zh: "{tongue}文字有 {length} 个字符，这里最多 {limit} 个", en: "the {tongue} text has {length} characters; {limit} is the limit for this place" }
    /// The same in both languages.
    text_same(text) { zh: "两种语言写的一样：{text}", en: "both languages say the same: {text}" }
    /// No Chinese.
    text_no_chinese(text) { zh: "中文文字里没有汉字：{text}", en: "the zh text holds no Chinese: {text}" }
    /// Straight quotation marks.
    text_straight() { zh: "中文文字里用了英文引号：写 “ ”", en: "straight quotation marks in the zh text: write “ ”" }
    /// Chinese in English.
    text_stray(stray) { zh: "英文文字里，括号和引号之外有汉字“{stray}”", en: "Chinese {stray:?} in the en text outside brackets and quotation marks" }
    /// Two links of one pair.
    links_two_ways(a, b) { zh: "{a} 和 {b} 用两种方式相比：一对事实只用一种 ratio 或 sum", en: "{a} and {b} are weighed against each other in two ways: one ratio or one sum a pair" }
    /// A circle of links.
    links_circle(first, second) { zh: "{first} 和 {second} 已经由别的 ratio、sum 连在一起，不能再成圈", en: "{first} and {second} are already linked by other ratios and sums: the links must form a forest" }
    /// A divisor below nothing.
    divisor(fact) { zh: "{fact} 是除数，又可能是负数：给它写 min = 0", en: "{fact} is a divisor and may be negative: give it min = 0" }
    /// The percentage of a ratio.
    ratio_percent() { zh: "ratio 的百分比要大于 0", en: "the percentage of a ratio must be greater than 0" }
    /// A promise.
    promise(word) { zh: "“{word}”是承诺的话：写 可能、可以申请、由…认定", en: "{word:?} promises: say 可能, 可以申请 or 由…认定 (may, can apply, the authority decides)" }
    /// A hint that asks again.
    hint_repeats(tongue, fact) { zh: "{fact} 的{tongue}提示重复了问题：写到哪里去找答案", en: "the {tongue} hint of {fact} repeats the question: say where to find the answer" }
    /// A hint that helps nobody.
    hint_short(tongue, fact) { zh: "{fact} 的{tongue}提示太短，帮不上忙", en: "the {tongue} hint of {fact} is too short to help" }
    /// A caution that is needed.
    caution(id, confidence, zh_words, en_words) {
        zh: "{id} 的 confidence 是 {confidence}：gives 里要写“{zh_words}” / “{en_words}”",
        en: "{id} has confidence {confidence}: gives must say “{zh_words}” / “{en_words}”"
    }
    /// An article without a support.
    article_bare(number, title) { zh: "第 {number} 条（{title}）既没有支持，也没有写为什么没有：加 [[no_support]]", en: "article {number} ({title}) has neither a support nor a reason: add [[no_support]]" }
    /// A reason too many.
    article_both(number) { zh: "第 {number} 条有支持，又写了为什么没有", en: "article {number} has supports and a reason why it has none" }
    /// Two reasons.
    article_two_reasons(number) { zh: "第 {number} 条写了两个理由", en: "article {number} has two reasons" }
    /// A topic's article.
    topic_article(topic, article) { zh: "方面 {topic} 里写了第 {article} 条，这一条没有支持", en: "topic {topic} names article {article}, which has no support" }
    /// Two topics.
    article_two_topics(article) { zh: "第 {article} 条在两个方面里", en: "article {article} is in two topics" }
    /// No topic.
    article_no_topic(article) { zh: "第 {article} 条有支持，却不在任何方面里", en: "article {article} has supports but is in no topic" }
    /// The ladder's topic.
    ladder_topic() { zh: "要有一个、也只能有一个方面写 ladder = true", en: "exactly one topic covers the ladder" }
    /// An order of nothing.
    order_nothing(id) { zh: "order 里写了 {id}，但没有 supports/{id}.toml", en: "order names {id}, but there is no supports/{id}.toml" }
    /// An order with a name twice.
    order_twice(id) { zh: "order 里写了两次 {id}", en: "order names {id} twice" }
    /// An order without a name.
    order_lacks(id) { zh: "order 里没有 {id}（supports/{id}.toml）", en: "order does not name {id} (supports/{id}.toml)" }
    /// An order that goes back.
    order_back(from, to) { zh: "order 从第 {from} 条又回到第 {to} 条", en: "order goes from article {from} back to {to}" }
    /// An id.
    id_form(id) { zh: "“{id}”：编号只用小写字母、数字和下划线，如 tea_loan", en: "{id:?}: an id is lower case letters, digits and underscores" }
    /// A file's name.
    file_id(id) { zh: "“{id}”：文件名就是编号，只用小写字母、数字和下划线，如 tea_loan.toml", en: "{id:?}: the file's name is an id: lower case letters, digits and underscores" }
    /// An id that stands twice.
    id_twice(id) { zh: "“{id}”写了两次", en: "{id:?} stands twice" }
    /// An option that stands twice.
    option_twice(fact, option) { zh: "{fact} 有两个选项 {option}", en: "{fact} has the option {option} twice" }
    /// An agency that the article does not name.
    agency_outside(id, article, right) { zh: "{id} 不在第 {article} 条的责任单位里（{right}）：写 agency_note", en: "{id} is not among the 责任单位 of article {article} ({right}): write agency_note" }
    /// A note that is not needed.
    agency_note() { zh: "不用写 agency_note：部门都在这一条的责任单位里", en: "agency_note is not needed: every agency is among the article's 责任单位" }
    /// An agency twice.
    agency_twice() { zh: "一个部门写了两次", en: "an agency is named twice" }
    /// A name that the plan does not have.
    plan_name(name) { zh: "方案的责任单位里没有“{name}”", en: "the plan's 责任单位 never name {name}" }
    /// An agency of nothing.
    agency_unused(id) { zh: "{id} 没有方案里的名称，也没有地点用到它", en: "{id} has no plan name and no place names it" }
    /// A caution of an agency.
    agency_caution(id, confidence) { zh: "{id} 的 confidence 是 {confidence}：today 里要写“以主管部门最新文件为准”", en: "{id} has confidence {confidence}: today must say 以主管部门最新文件为准" }
    /// A sub-minimum.
    sub_minimum(id, least, reach) { zh: "{id} 的最低分不在 {least} 和 {reach} 之间", en: "the sub-minimum of {id} is not between {least} and {reach}" }
    /// A part of a score.
    part(id, fault) { zh: "评分项 {id}：{fault}", en: "part {id}: {fault}" }
    /// The pass mark.
    pass_mark(id, pass, most) { zh: "{id}：够不到及格分 {pass}（各项加起来 {most}）", en: "{id}: the pass mark {pass} is out of reach (the parts add up to {most})" }
    /// Steps of a score.
    steps_order() { zh: "steps 从好到差排，界限和分数都是", en: "steps go from the best down, bounds and points both" }
    /// A judgement in a score.
    score_review() { zh: "评分的一条里不能有要部门认定的", en: "a line of a score has nothing for an agency to judge" }
    /// A score's label.
    score_states(tongue, figure) { zh: "{tongue}文字写的 {figure} 不是它各条的数值", en: "the {tongue} label states {figure}, which is no bound of its lines" }
}
