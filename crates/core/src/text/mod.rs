//! The wording of the interface, one struct of strings and functions per language: a missing one does not compile.
//!
//! Longer than usual because every string of the interface is named here.
//!
//! What the pack says (names, labels, hints) is not here; what the program says around it is. Tone: a calm clerk. No promises.
//! Longer than usual because it is one table, of a line for each thing that is said.

use core::ops::Deref;

use crate::catalogue::PlanState;
use crate::catalogue::packed::PackError;
use crate::catalogue::{Group, Language, SizeClass, WorthKind};
use crate::report::Status;
use crate::rules::verdict::Verdict;

mod amounts;
mod en;
mod en_more;
mod zh;
mod zh_more;

pub use amounts::{
    answer, band, date_of_year, figure, figure_in, name_of_year, note, quantity, read_back, read_back_written, symbol, value, worth,
    year_note, year_of,
};

pub use screens::{ScreenWords, made_of};

macro_rules! words {
    ($(#[$about:meta])* $table:ident { $($(#[$meta:meta])* $name:ident: $kind:ty,)* }) => {
        $(#[$about])*
        pub struct $table { $($(#[$meta])* #[doc = concat!("`", stringify!($name), "`")] pub $name: $kind,)* }
    };
}

mod screens;

words! {
    /// What the page says before the rest of the program is there: the frame, the intro, the first questions. All else is in [`More`], and read as if it
    /// stood here.
    Words {
        language: Language,
        other_language: &'static str,
        product: &'static str,
        skip_to_content: &'static str,
        sealed: &'static str,
        sealed_more: &'static str,
        seal_closed: &'static str,
        larger_text: &'static str,
        // intro
        intro_title: &'static str,
        intro_lead: &'static str,
        intro_points: [(&'static str, &'static str); 3],
        intro_topics: &'static str,
        intro_topics_hint: &'static str,
        intro_all: &'static str,
        intro_some: fn(u32) -> String,
        intro_start: &'static str,
        intro_continue: &'static str,
        intro_quick: fn(u32) -> String,
        // question
        group: fn(Group) -> &'static str,
        question_number: fn(usize) -> String,
        remaining: fn(u32) -> String,
        see_results_now: &'static str,
        next: &'static str,
        save: &'static str,
        back: &'static str,
        skip: &'static str,
        skip_again: &'static str,
        unknown: &'static str,
        pass_hint: &'static str,
        pass_hint_quick: &'static str,
        skipped_before: &'static str,
        announced: fn(&str, &str) -> String,
        unknown_key: &'static str,
        why: &'static str,
        // errors
        error_title: &'static str,
        error_prefix: &'static str,
        error_choose: &'static str,
        // review
        review_title: &'static str,
        // results
        results_title_bar: &'static str,
        check_answers: &'static str,
        receipt: fn(&str, &str, &str) -> String,
        plan_link: &'static str,
        keep_link: &'static str,
        // the rest of the pack
        rest_opening: &'static str,
        rest_failed: &'static str,
        rest_unavailable: &'static str,
        rest_again: &'static str,
        // links
        link_title: &'static str,
        file_load: &'static str,
        file_load_hint: &'static str,
    }
}

words! {
    /// Every other string and sentence of the interface.
    More {
        seal_what: &'static str,
        seal_limits: &'static str,
        seal_try: &'static str,
        seal_refused: &'static str,
        seal_passed: &'static str,
        seal_tried: &'static str,
        seal_failed: &'static str,
        remaining_short: fn(u32) -> String,
        read_as: fn(&str) -> String,
        read_as_more: fn(&str, &str) -> String,
        exact_figure: fn(&str) -> String,
        exact_hint_money: &'static str,
        figure_unit_keys: &'static str,
        figure_keys_money: [(&'static str, &'static str); 3],
        figure_key_negative: &'static str,
        figure_key_loss: &'static str,
        or_band: &'static str,
        none_of_these: &'static str,
        why_lead: fn(usize) -> String,
        why_rungs: &'static str,
        why_nothing: &'static str,
        example_answer: fn(&str) -> String,
        error_not_number: fn(&str) -> String,
        error_not_money: fn(&str) -> String,
        error_decimals: fn(u32) -> String,
        error_range: fn(&str, &str, &str) -> String,
        error_decimals_money: &'static str,
        error_too_long: &'static str,
        error_approximate: &'static str,
        error_reversed: &'static str,
        error_date: fn(&str) -> String,
        error_foreign_currency: &'static str,
        error_incomplete: fn(&str) -> String,
        name_of_year: fn(&str, &str) -> String,
        year_note: fn(&str) -> String,
        year_note_early: fn(&str, &str) -> String,
        link_year: fn(&str, &str) -> String,
        note_fraction: fn(&str, &str, &str) -> String,
        review_lead: &'static str,
        review_none: &'static str,
        review_change: &'static str,
        review_unknown: &'static str,
        review_skipped: &'static str,
        review_answer: &'static str,
        review_skipped_count: fn(usize) -> String,
        review_results: &'static str,
        review_continue: fn(u32) -> String,
        review_not_counted: &'static str,
        headline: fn(&[SizeClass], usize, usize) -> String,
        headline_gap: fn(&str, usize) -> String,
        headline_gap_open: fn(&str, usize) -> String,
        headline_gap_review: fn(&str) -> String,
        headline_open: fn(usize) -> String,
        results_day: fn(&str) -> String,
        results_supports: &'static str,
        clock_behind: fn(&str, &str) -> String,
        clock_ahead: fn(&str) -> String,
        verdict: fn(Verdict) -> &'static str,
        verdict_explained: fn(Verdict) -> &'static str,
        status: fn(Status) -> &'static str,
        size_class: fn(SizeClass) -> &'static str,
        size_none: &'static str,
        // what to do first, and what a support is worth
        first_title: fn(usize) -> String,
        first_step: &'static str,
        first_worth: &'static str,
        first_end: &'static str,
        first_more: &'static str,
        ends: fn(&str) -> String,
        ended: fn(&str) -> String,
        worth: fn(WorthKind, &str) -> String,
        worth_from_to: fn(&str, &str) -> String,
        worth_at_least: fn(&str) -> String,
        worth_years: fn(u8) -> String,
        worth_none: &'static str,
        worth_office: &'static str,
        worth_how: &'static str,
        worth_figures: &'static str,
        worth_total: fn(&str, usize) -> String,
        worth_not_in_total: &'static str,
        worth_better: fn(&str) -> String,
        worth_less: fn(&str) -> String,
        worth_even: fn(&str) -> String,
        worth_asked: fn(&str) -> String,
        // filters
        filter_title: &'static str,
        filter_topic: &'static str,
        filter_topic_all: &'static str,
        filter_agency: &'static str,
        filter_agency_all: &'static str,
        filter_clear: &'static str,
        filter_see: fn(usize) -> String,
        filter_shown: fn(usize, usize) -> String,
        // another answer tried
        trial_title: &'static str,
        trial_lead: &'static str,
        trial_which: &'static str,
        trial_answered: &'static str,
        trial_unanswered: &'static str,
        trial_open: &'static str,
        trial_see: &'static str,
        trial_close: &'static str,
        trial_keep: &'static str,
        trial_drop: &'static str,
        trial_if: fn(&str, &str, &str) -> String,
        trial_none: &'static str,
        trial_count: fn(usize) -> String,
        trial_becomes: &'static str,
        trial_size: &'static str,
        trial_standing: &'static str,
        // the printed sheet
        print_choose: &'static str,
        print_title: &'static str,
        print_lead: &'static str,
        print_now: &'static str,
        print_supports: fn(&str, usize) -> String,
        print_code: &'static str,
        sheet_title: &'static str,
        sheet_answers: &'static str,
        sheet_gaps: &'static str,
        sheet_agencies: &'static str,
        sheet_documents: &'static str,
        sheet_documents_lead: fn(usize) -> String,
        sheet_documents_rest: &'static str,
        sheet_done: &'static str,
        worth_by_card: &'static str,
        sheet_code: &'static str,
        print: &'static str,
        share: &'static str,
        go_on: &'static str,
        restart: &'static str,
        restart_confirm: &'static str,
        restart_yes: &'static str,
        restart_no: &'static str,
        print_nothing: &'static str,
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
        more_without: &'static str,
        what_next: &'static str,
        contacts_more: fn(usize) -> String,
        supports_more: fn(usize) -> String,
        still_needed: &'static str,
        still_needed_lead: &'static str,
        still_needed_refine: &'static str,
        nothing_needed: &'static str,
        quick_note: &'static str,
        quick_go_on: fn(u32) -> String,
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
        // where a headline may break, beside spaces and punctuation
        headline_breaks: &'static [&'static str],
        undecided: &'static str,
        // a firm that is still to be founded
        headline_founder: &'static str,
        founder_title: &'static str,
        founder_lead: &'static str,
        founder_ladder: &'static str,
        held_none: &'static str,
        held_some: &'static str,
        // supports that end
        days_left: fn(u16) -> String,
        over_explained: &'static str,
        // gaps
        gap_have: fn(&str) -> String,
        gap_at_least: fn(&str) -> String,
        gap_above: fn(&str) -> String,
        gap_at_most: fn(&str) -> String,
        gap_below: fn(&str) -> String,
        gap_rank: fn(&str) -> String,
        gap_more: fn(&str) -> String,
        gap_more_above: fn(&str) -> String,
        gap_less: fn(&str) -> String,
        gap_percent_points: fn(&str) -> String,
        gap_of_year: fn(&str) -> String,
        gap_points: fn(&str, &str) -> String,
        gap_earliest: fn(&str) -> String,
        gap_choose: fn(&str) -> String,
        gap_including: fn(&str) -> String,
        gap_without: fn(&str) -> String,
        gap_share: fn(&str, &str) -> String,
        gap_answer_first: fn(&str) -> String,
        gap_size: &'static str,
        gap_cannot: &'static str,
        gap_or: &'static str,
        gap_all: &'static str,
        gap_any: &'static str,
        gap_then_any: &'static str,
        gap_more_ways: &'static str,
        gap_and: &'static str,
        ways_title: &'static str,
        ways_lead: &'static str,
        ways_if: &'static str,
        ways_none: &'static str,
        // contacts
        contacts_title: &'static str,
        contacts_count: fn(usize) -> String,
        contacts_hotline: &'static str,
        contacts_county: fn(&str) -> String,
        contacts_general: &'static str,
        // what the deploying portal says of itself and of the plan
        provided_by: fn(&str) -> String,
        plan_state: fn(PlanState) -> &'static str,
        // frame
        disclaimer_title: &'static str,
        failed_title: &'static str,
        notes_title: &'static str,
        in_brackets: fn(&str) -> String,
        pack_refused: fn(&PackError) -> String,
        // when the program stopped
        stopped_title: &'static str,
        stopped_lead: fn(usize) -> String,
        stopped_lead_empty: &'static str,
        stopped_reopen: &'static str,
        stopped_fresh: &'static str,
        stopped_copy: &'static str,
        stopped_ways: &'static str,
        link_contains: fn(usize) -> String,
        link_left_out: fn(usize) -> String,
        link_retired: fn(&str) -> String,
        link_use: &'static str,
        link_discard: &'static str,
        link_bad_title: &'static str,
        file_bad_title: &'static str,
        link_back: &'static str,
        link_damaged: &'static str,
        link_newer: &'static str,
        link_lost: &'static str,
        strange_day: fn(&str) -> String,
        file_title: &'static str,
        file_contains: fn(usize) -> String,
        file_save: &'static str,
        file_unchanged: &'static str,
        file_too_long: &'static str,
        file_not_json: fn(usize, usize) -> String,
        file_not_profile: &'static str,
        file_unknown_key: fn(&str) -> String,
        file_twice: fn(&str) -> String,
        file_unknown_fact: fn(&str) -> String,
        file_value: fn(&str, &str, &str) -> String,
        file_allowed: fn(&str) -> String,
        file_allowed_list: fn(&str) -> String,
        file_allowed_number: fn(&str, &str, &str, u32) -> String,
        file_topics: fn(&str, &str) -> String,
        share_title: &'static str,
        share_inside: fn(usize) -> String,
        share_inside_list: &'static str,
        share_link: &'static str,
        share_code: &'static str,
        share_code_name: &'static str,
        share_code_hint: &'static str,
        share_code_long: &'static str,
        share_local: &'static str,
        share_lead: &'static str,
        share_copy: &'static str,
        share_copied: &'static str,
        share_not_copied: &'static str,
        share_app: &'static str,
        share_stays: &'static str,
        close: &'static str,
        // counter
        counter: &'static str,
        counter_numlock: &'static str,
        counter_find: &'static str,
        counter_find_hint: &'static str,
        counter_found: fn(usize) -> String,
        counter_kinds: [&'static str; 3],
        counter_next: &'static str,
        counter_keys: &'static str,
        counter_help: [(&'static str, &'static str); 9],
        counter_typed: fn(&str) -> String,
        visit_ending_title: &'static str,
        visit_ending: fn(u32) -> String,
        visit_stay: &'static str,
        visit_any_key: &'static str,
        visit_asked_title: &'static str,
        visit_asked: &'static str,
        visit_clipboard: &'static str,
        visit_clear: &'static str,
        visit_park: &'static str,
        visit_parked: &'static str,
        visit_take: fn(u32, usize) -> String,
        counter_parked: fn(usize) -> String,
        visit_back: &'static str,
        list_and: &'static str,
        colon: &'static str,
    }
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

impl Deref for Words {
    type Target = More;

    /// A gate: these words come with the rest of the program (xtask/later.txt).
    #[inline(never)]
    fn deref(&self) -> &More {
        match self.language {
            Language::Zh => &zh_more::MORE,
            Language::En => &en_more::MORE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::QUICK_MOST;

    #[test]
    fn the_intro_names_the_length_of_the_quick_check() {
        for language in [Language::Zh, Language::En] {
            let words = Words::of(language);
            assert!(words.intro_points[2].1.contains(&format!(" {QUICK_MOST} ")), "{}", words.intro_points[2].1);
        }
    }
}
