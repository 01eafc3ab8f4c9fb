//! The wording of the interface, one struct of strings and functions per language: a missing one does not compile.
//!
//! What the pack says (names, labels, hints) is not here; what the program says around it is. Tone: a calm clerk. No promises.

use crate::catalogue::{Group, Language, SizeClass};
use crate::report::Status;
use crate::rules::verdict::Verdict;

mod amounts;
mod en;
mod zh;

pub use amounts::{band, date_of_year, quantity, symbol, value};

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident: $kind:ty,)*) => {
        /// Every string and sentence of the interface.
        pub struct Words { $($(#[$meta])* #[doc = concat!("`", stringify!($name), "`")] pub $name: $kind,)* }
    };
}

words! {
    language: Language,
    other_language: &'static str,
    product: &'static str,
    skip_to_content: &'static str,
    sealed: &'static str,
    sealed_more: &'static str,
    larger_text: &'static str,
    // intro
    intro_title: &'static str,
    intro_lead: &'static str,
    intro_points: [(&'static str, &'static str); 3],
    intro_topics: &'static str,
    intro_topics_hint: &'static str,
    intro_all: &'static str,
    intro_start: &'static str,
    intro_continue: &'static str,
    intro_plan: &'static str,
    // question
    group: fn(Group) -> &'static str,
    question_number: fn(usize) -> String,
    remaining: fn(u32) -> String,
    remaining_short: fn(u32) -> String,
    see_results_now: &'static str,
    next: &'static str,
    save: &'static str,
    back: &'static str,
    skip: &'static str,
    unknown: &'static str,
    unknown_key: &'static str,
    exact_figure: fn(&str) -> String,
    exact_hint_money: &'static str,
    or_band: &'static str,
    none_of_these: &'static str,
    why: &'static str,
    why_lead: fn(usize) -> String,
    why_rungs: &'static str,
    why_nothing: &'static str,
    example_answer: fn(&str) -> String,
    changes_from_to: fn(&str, &str, &str) -> String,
    // errors
    error_title: &'static str,
    error_prefix: &'static str,
    error_choose: &'static str,
    error_not_number: fn(&str) -> String,
    error_decimals: fn(u32) -> String,
    error_range: fn(&str, &str, &str) -> String,
    error_too_long: &'static str,
    // review
    review_title: &'static str,
    review_lead: &'static str,
    review_none: &'static str,
    review_change: &'static str,
    review_unknown: &'static str,
    review_results: &'static str,
    review_continue: fn(u32) -> String,
    review_not_counted: &'static str,
    // results
    results_title_bar: &'static str,
    headline: fn(&[SizeClass], usize, usize) -> String,
    headline_gap: fn(&str, usize) -> String,
    headline_gap_open: fn(&str, usize) -> String,
    headline_gap_review: fn(&str) -> String,
    headline_open: fn(usize) -> String,
    results_day: fn(&str) -> String,
    verdict: fn(Verdict) -> &'static str,
    verdict_explained: fn(Verdict) -> &'static str,
    status: fn(Status) -> &'static str,
    size_class: fn(SizeClass) -> &'static str,
    print: &'static str,
    share: &'static str,
    check_answers: &'static str,
    go_on: &'static str,
    restart: &'static str,
    restart_confirm: &'static str,
    article: fn(u8) -> String,
    conditions: &'static str,
    situation: &'static str,
    either: &'static str,
    met: &'static str,
    unmet: &'static str,
    open: &'static str,
    review: &'static str,
    not_given: &'static str,
    figures_from: &'static str,
    use_latest: &'static str,
    contact: &'static str,
    next_steps: &'static str,
    documents: &'static str,
    more: &'static str,
    what_next: &'static str,
    contacts_more: fn(usize) -> String,
    still_needed: &'static str,
    still_needed_lead: fn(usize) -> String,
    still_needed_refine: &'static str,
    nothing_needed: &'static str,
    // ladder
    ladder_title: &'static str,
    ladder_alt: fn(&str, &str) -> String,
    ladder_nowhere: &'static str,
    ladder_unknown: &'static str,
    ladder_on: fn(&str) -> String,
    ladder_to: fn(&str) -> String,
    ladder_plan_name: &'static str,
    ladder_recognised_by: &'static str,
    ladder_valid: &'static str,
    ladder_held: &'static str,
    ladder_either_rule: &'static str,
    ladder_nothing_missing: &'static str,
    ladder_all_rungs: &'static str,
    // gaps
    gap_have: fn(&str) -> String,
    gap_at_least: fn(&str) -> String,
    gap_at_most: fn(&str) -> String,
    gap_more: fn(&str) -> String,
    gap_less: fn(&str) -> String,
    gap_points: fn(&str, &str) -> String,
    gap_earliest: fn(&str) -> String,
    gap_choose: fn(&str) -> String,
    gap_including: fn(&str) -> String,
    gap_without: fn(&str) -> String,
    gap_share: fn(&str, &str) -> String,
    gap_together: fn(&str, &str) -> String,
    gap_known: &'static str,
    gap_cannot: &'static str,
    gap_or: &'static str,
    gap_and: &'static str,
    // contacts
    contacts_title: &'static str,
    contacts_count: fn(usize) -> String,
    contacts_hotline: &'static str,
    contacts_county: fn(&str) -> String,
    contacts_general: &'static str,
    // frame
    disclaimer_title: &'static str,
    receipt: fn(&str, &str, &str) -> String,
    plan_link: &'static str,
    failed_title: &'static str,
    notes_title: &'static str,
    // links
    link_title: &'static str,
    link_contains: fn(usize) -> String,
    link_left_out: fn(usize) -> String,
    link_use: &'static str,
    link_discard: &'static str,
    link_damaged: &'static str,
    link_newer: &'static str,
    share_title: &'static str,
    share_lead: &'static str,
    share_copy: &'static str,
    share_copied: &'static str,
    close: &'static str,
    list_and: &'static str,
    colon: &'static str,
}

impl Words {
    /// The wording of a language.
    pub const fn of(language: Language) -> &'static Words {
        match language {
            Language::Zh => &zh::WORDS,
            Language::En => &en::WORDS,
        }
    }
}
