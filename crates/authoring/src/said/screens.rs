//! What is wrong with a screen: questions that are asked together.

use super::messages;

messages! {
    /// A screen with what is wrong in it.
    screen(id, what) { zh: "一屏“{id}”：{what}", en: "screen {id:?}: {what}" }
    /// A screen that stands twice.
    twice() { zh: "写了两次", en: "stands twice" }
    /// A fact that another screen or line asks.
    asked_elsewhere(id) { zh: "{id} 已经在别的一屏或别的一行里问了", en: "{id} is asked in another screen, or in another line, already" }
    /// A fact that stands in two lines.
    asked_twice(id) { zh: "{id} 问了两次", en: "{id} is asked twice" }
    /// A screen of one question.
    too_few() { zh: "不到两个问题：单独问的不用写成一屏", en: "fewer than two questions: what is asked alone needs no screen" }
    /// A list without the line for none.
    none() { zh: "list 要写 none，就是“都没有”那一行", en: "a list needs `none`, the line that answers all with none" }
    /// A line without a label.
    label(name) { zh: "“{name}”这一行要写 label", en: "the line of {name:?} needs a label" }
    /// A table of what is no number.
    no_number(name) { zh: "table 里只能问数字，“{name}”不是", en: "a table asks for numbers, which {name:?} is not" }
    /// Keys that only a table has.
    table_only(name) { zh: "“{name}”这一行：previous、figure、of、part 只能写在 table 里", en: "the line of {name:?}: previous, figure, of and part belong to a table" }
    /// `of` of what is not worked out.
    not_made(name) { zh: "of：“{name}”没有写 made_of，不是由两个数算出来的", en: "of: {name:?} is not made of figures (made_of)" }
    /// A line that does not say what it stands for.
    unticked(name) { zh: "“{name}”这一行要写 unticked：没有打勾时是哪个选项", en: "the line of {name:?} needs `unticked`: the option that it stands for when it is not ticked" }
    /// An option that cannot be chosen alone.
    unticked_option(name, option) { zh: "unticked：“{name}”没有可以单选的选项“{option}”", en: "unticked: {name:?} has no option {option:?} to choose alone" }
    /// A fact and a figure at once.
    both(id) { zh: "“{id}”要么是事实，要么是这一屏自己的数，不能两样都是", en: "{id:?} is a fact, or a figure of its own, not both" }
}
