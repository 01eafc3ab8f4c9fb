//! English. Longer than usual because it is one table of words.

use super::More;
use crate::catalogue::PlanState;
use crate::catalogue::{SizeClass, WorthKind};
use crate::report::Status;
use crate::rules::verdict::Verdict;

pub static MORE: More = More {
    seal_what: "Once loaded, this page asked the browser to close the page's own network. From now on the browser refuses the page's requests, \
        sockets, pictures, scripts and forms; unplug the cable and the self-check still works to the end. The browser enforces this, and until you close or reload the page, \
        the page itself cannot undo it.",
    seal_limits: "It does not reach everything: leaving the page (links and telephone numbers that you open still work; code could lead away or download), \
        looking up names (DNS), connections from browser to browser (WebRTC), passkeys (WebAuthn). The self-check does none of these; a line in the \
        server's settings (Connection-Allowlist) closes them too, and so does pulling the cable.",
    seal_tried: "Trying: the page sends a request to its own site (XMLHttpRequest) …",
    seal_failed: "It did not get through, but the browser does not say that it refused: there may be no network, or this browser gives no reasons. \
        Try again with a network to see.",
    seal_try: "Try it: make the page connect",
    seal_refused: "The browser refused. The page just tried to reach its own site (a request by XMLHttpRequest), and nothing went out.",
    seal_passed: "The browser did not refuse: it does not enforce this restriction. The page still sends your answers nowhere.",
    remaining_short: |n| format!("at most {n}"),
    read_as: |amount| format!("Read as {amount}"),
    read_as_more: |amount, more| format!("Read as {amount}, that is {more}"),
    exact_figure: |unit| format!("Exact figure ({unit})"),
    exact_hint_money: "Without a unit it is 万元 (10,000 yuan): 1500 is 15 million yuan. You may also write 1500万 or 0.15亿; the buttons below add a unit.",
    figure_unit_keys: "Unit",
    figure_keys_money: [("万", "万元"), ("亿", "100 million yuan"), ("元", "yuan")],
    figure_key_negative: "Negative",
    figure_key_loss: "Loss (negative)",
    or_band: "Or choose a range",
    none_of_these: "None of these",
    why_lead: |n| match n {
        1 => "The answer can still change one support:".to_owned(),
        n => format!("The answer can still change {n} support measures:"),
    },
    why_rungs: "and what separates you from these rungs of the ladder:",
    why_nothing: "With your present answers, this question no longer changes anything.",
    example_answer: |answer| format!("If you answer “{answer}”"),
    error_not_number: |text| format!("“{text}” is not a number. Use figures only, such as 120."),
    error_not_money: |text| format!("“{text}” is not a number. Write it like 1500, 1,500, 1500万 or 0.15亿."),
    error_decimals: |n| match n {
        0 => "Use a whole number.".to_owned(),
        n => format!("Use at most {n} decimals."),
    },
    error_range: |min, max, unit| format!("Use a number between {min} and {max} {unit}."),
    error_decimals_money: "At most to 100 yuan (two decimals of 万元). Round the figure, or write a range.",
    error_too_long: "The number is too long; check for extra digits.",
    error_approximate: "This is not an exact figure. Write the exact one, or a range such as 1000-1500, or choose a range below.",
    error_reversed: "The range is the wrong way round: its first figure should be the smaller one.",
    error_date: |text| format!("“{text}” looks like a date; a spreadsheet may have made it of a figure. Write a figure or a range."),
    error_foreign_currency: "Convert the amount to yuan first.",
    error_incomplete: |text| format!("“{text}” can be read in two ways. Write it out in digits, such as 1500 or 1.5亿."),
    note_fraction: |name, value, hundredfold| {
        format!(
            "“{name}” is given as {value}. If you meant {hundredfold}, please correct it. This is only a note and does not change the results."
        )
    },
    name_of_year: |name, year| format!("{name} ({year})"),
    year_note: |year| format!("This asks for the figure of {year}."),
    year_note_early: |year, before| {
        format!(
            "This asks for the figure of {year}. If the accounts of {year} are not ready yet, use those of {before} for a rough result and correct it later."
        )
    },
    link_year: |year, asked| {
        format!(
            "In these answers “last year” is {year}; asked today, it is {asked}. After using them, check each figure and correct it to that of {asked}."
        )
    },
    review_lead: "Change any of them; you come back here.",
    review_none: "Nothing has been answered yet.",
    review_change: "Change",
    review_unknown: "I don't know",
    review_skipped: "Skipped",
    review_answer: "Answer now",
    review_skipped_count: |n| match n {
        1 => "One question was skipped; you can answer it now.".to_owned(),
        n => format!("{n} questions were skipped; you can answer them now."),
    },
    review_results: "See results",
    review_continue: |n| format!("Go on (at most {n} more)"),
    review_not_counted: "does not matter at present",
    headline: |sizes, qualifies, review| {
        let size = match sizes {
            [] | [_, _, _, ..] => String::new(),
            some => format!("{}: ", some.iter().map(|class| (MORE.size_class)(*class)).collect::<Vec<_>>().join(" or ")),
        };
        let text = match (qualifies, review) {
            (0, 0) => "no support measure is certain to apply yet".to_owned(),
            (0, review) => format!("{} for the agency to judge", supports(review)),
            (qualifies, 0) => format!("may qualify for {}", supports(qualifies)),
            (qualifies, review) => format!("may qualify for {}, {review} more for the agency to judge", supports(qualifies)),
        };
        if size.is_empty() { capitalised(&text) } else { format!("{size}{text}") }
    },
    headline_gap: |rung, n| match n {
        1 => format!("one condition short of “{rung}”"),
        n => format!("{n} conditions short of “{rung}”"),
    },
    headline_gap_open: |gap, n| format!("{gap}, {n} more not known"),
    headline_gap_review: |rung| format!("conditions for “{rung}” met, the agency judges"),
    headline_open: |n| format!("{n} still open"),
    results_day: |day| {
        format!("Checked against the rules in force on {day}. For orientation only; the authority's latest document and decision prevail.")
    },
    clock_behind: |day, checked| {
        format!(
            "This device's date is {day}, before the day on which the content was last checked ({checked}). Check the device's date: with a wrong one the results are wrong too."
        )
    },
    clock_ahead: |checked| {
        format!(
            "The content was last checked on {checked}, more than a year ago: the rules may have changed. If the device's date is wrong, set it first."
        )
    },
    results_supports: "All support",
    verdict: |verdict| match verdict {
        Verdict::Qualifies => "May qualify",
        Verdict::Review => "Conditions met, agency judges",
        Verdict::Undetermined => "Still open",
        Verdict::NotYet => "Not yet",
        Verdict::NotApplicable => "Not your situation",
    },
    verdict_explained: |verdict| match verdict {
        Verdict::Qualifies => "Every listed condition holds; the authority decides.",
        Verdict::Review => "Every condition you can check yourself holds; at least one is for an agency to judge.",
        Verdict::Undetermined => "A few answers are missing; with them it can be decided.",
        Verdict::NotYet => "At least one condition does not hold at present; the distance is given below.",
        Verdict::NotApplicable => "You have no such situation or plan at present.",
    },
    status: |status| match status {
        Status::InForce => "In force",
        Status::Upcoming => "Not yet in force",
        Status::Expired => "Expired",
    },
    size_class: |class| match class {
        SizeClass::Micro => "Micro enterprise",
        SizeClass::Small => "Small enterprise",
        SizeClass::Medium => "Medium enterprise",
        SizeClass::Large => "Large enterprise",
        SizeClass::ByAuthority => "Size set by the authority",
    },
    size_none: "no size class of its own",
    first_title: |n| match n {
        1 => "Do this first".to_owned(),
        2 => "Do these two first".to_owned(),
        _ => "Do these three first".to_owned(),
    },
    first_step: "First step",
    first_worth: "Worth",
    first_end: "Until",
    first_more: "Conditions, sources and all steps",
    ends: |day| format!("until {day}"),
    ended: |day| format!("ended {day}"),
    worth: |kind, amount| match kind {
        WorthKind::Saves => format!("{amount} a year"),
        WorthKind::AtMost => format!("at most {amount} a year"),
        WorthKind::Loan => format!("a loan of up to {amount}"),
        WorthKind::ADay => format!("{amount} a day"),
    },
    worth_from_to: |from, to| format!("{from} to {to}"),
    worth_at_least: |amount| format!("{amount} or more"),
    worth_years: |years| if years == 1 { ", for at most 1 year".to_owned() } else { format!(", for at most {years} years") },
    worth_none: "By your figures: nothing",
    worth_office: "The agency decides",
    worth_how: "How it is worked out",
    worth_figures: "By your figures",
    worth_total: |amount, n| {
        if n == 1 { format!("By your figures, one of them: {amount}") } else { format!("By your figures, {n} of them together: {amount}") }
    },
    worth_not_in_total: "Of those that exclude each other only the larger counts; amounts with a ceiling and loans are left out. The agency decides.",
    worth_better: |other| format!("You can have this or “{other}”: by your figures this one is worth more."),
    worth_less: |other| format!("You can have this or “{other}”: by your figures “{other}” is worth more."),
    worth_even: |others| format!("You can have this or “{others}”: by your figures neither is certain to be worth more."),
    worth_asked: |label| format!("Work it out? {label} (for this sum alone, it changes no result)"),
    filter_title: "Filter the support",
    filter_topic: "Topic",
    filter_topic_all: "All topics",
    filter_agency: "Agency",
    filter_agency_all: "All agencies",
    filter_clear: "Show all",
    filter_see: |n| format!("See these {n}"),
    filter_shown: |shown, all| if shown == all { format!("Showing all {all}") } else { format!("Showing {shown} of {all}") },
    trial_title: "What if an answer were different?",
    trial_lead: "Try another answer and see only what it changes. Your answers stay as they are until you keep it.",
    trial_which: "Which answer",
    trial_answered: "Answered",
    trial_unanswered: "Not answered yet",
    trial_open: "Try it",
    trial_see: "See what changes",
    trial_close: "Stop trying",
    trial_keep: "Keep this answer",
    trial_drop: "Drop it, change nothing",
    trial_if: |name, from, to| format!("{name}: from “{from}” to “{to}”"),
    trial_none: "This changes no result.",
    trial_count: |n| match n {
        1 => "One thing changes, the rest does not:".to_owned(),
        n => format!("{n} things change, the rest does not:"),
    },
    trial_becomes: "becomes",
    trial_size: "Size of the firm",
    trial_standing: "On the 专精特新 ladder",
    print_choose: "Choose what to print",
    print_title: "What to print",
    print_lead: "The first page of the sheet is what to do, what to bring and whom to call; the answers are on another. It is readable in black and white. Tick what to print.",
    print_now: "Print",
    print_supports: |verdict, n| format!("Support: {verdict} ({n})"),
    print_code: "QR code of your answers (it holds all of them)",
    sheet_title: "Sheet for the office",
    sheet_answers: "Your answers",
    sheet_gaps: "What is missing",
    sheet_agencies: "Whom to ask",
    sheet_documents: "What to bring",
    sheet_documents_lead: |n| {
        if n == 0 {
            "Each stands here once: tick it off.".to_owned()
        } else {
            format!(
                "Each stands here once: tick it off. ①–{} are the numbers above.",
                char::from_u32(0x245f + n.clamp(1, 9) as u32).unwrap_or('①')
            )
        }
    },
    sheet_documents_rest: "What other support asks for",
    sheet_done: "Done",
    worth_by_card: "one figure in its card below works it out",
    sheet_code: "Scan to open these answers on a phone. The code holds all of them: show it only to people you trust.",
    print: "Print a sheet",
    share: "Take answers along",
    go_on: "Go on answering",
    restart: "Clear and restart",
    restart_confirm: "Clear all answers and start over?",
    restart_yes: "Clear",
    restart_no: "Keep them",
    print_nothing: "No print window opened: browsers inside other apps, such as WeChat's, cannot print. Open the page in a browser from the menu at the top \
        right, or take the answers along and paste the link into a browser.",
    article: |n| format!("Article {n}"),
    conditions: "Conditions",
    situation: "For",
    either: "any one of these",
    met: "met",
    unmet: "not met",
    open: "not known yet",
    review: "agency judges",
    not_given: "not answered",
    figures_from: "also based on",
    use_latest: "subject to the authority's latest document",
    contact: "Contact",
    next_steps: "Next steps",
    documents: "Bring along",
    more: "Other conditions, clause, steps and documents",
    more_without: "Clause, steps and documents",
    what_next: "Next steps and what to bring",
    contacts_more: |n| if n == 1 { "1 more agency".to_owned() } else { format!("{n} more agencies") },
    supports_more: |n| if n == 1 { "1 more support measure".to_owned() } else { format!("{n} more support measures") },
    still_needed: "Still needed",
    still_needed_lead: "Some are still open. These questions settle most:",
    still_needed_refine: "a range was chosen; the exact figure is needed",
    nothing_needed: "Nothing is open any more.",
    quick_note: "These are the results of the quick check: it asked only the few questions that you know by heart and that touch most measures, \
                 so more stays open.",
    quick_go_on: |n| format!("Go on with the full check (at most {n} more)"),
    ladder_title: "Where the firm stands on the ladder of recognition",
    ladder_alt: |here, next| format!("Drawing of the ladder. {here}; {next}"),
    ladder_nowhere: "On no rung at present",
    ladder_unknown: "The rung cannot be told yet",
    ladder_on: |rung| format!("Now: {rung}"),
    ladder_to: |rung| format!("To “{rung}”"),
    ladder_plan_name: "Name in the plan",
    ladder_recognised_by: "Recognised by",
    ladder_valid: "Valid for",
    ladder_held: "held",
    ladder_either_rule: "Either of these two titles is enough:",
    ladder_nothing_missing: "Every condition you can check yourself holds.",
    ladder_all_rungs: "Conditions and distance of every rung",
    headline_breaks: &[],
    undecided: "not judged here",
    headline_founder: "register first, and more becomes available",
    founder_title: "Register first; these become available then",
    founder_lead: "Once there is a business licence (individual business, company …) these may become available. Then run the check again.",
    founder_ladder: "Not registered yet, so on no rung. Register first; then see what the first rung asks.",
    held_none: "none",
    held_some: "yes",
    days_left: |days| match days {
        0 => "ends today".to_owned(),
        1 => "ends in 1 day".to_owned(),
        days => format!("ends in {days} days"),
    },
    over_explained: "The documents behind these have run out, and they count in nothing here. Ask the agency whether there are new ones.",
    gap_have: |value| format!("now {value}"),
    gap_at_least: |value| format!("at least {value} needed"),
    gap_above: |value| format!("more than {value} needed"),
    gap_at_most: |value| format!("at most {value} allowed"),
    gap_below: |value| format!("less than {value} allowed"),
    gap_rank: |rank| format!("a place among the first {rank} needed"),
    gap_more: |value| format!("{value} more is enough"),
    gap_more_above: |value| format!("anything over {value} more is enough"),
    gap_less: |value| format!("{value} less is enough"),
    gap_percent_points: |points| format!("{points} {}", if points == "1" { "percentage point" } else { "percentage points" }),
    gap_of_year: |year| format!("a closed year stays as it is: figures of {year} at the earliest"),
    gap_points: |now, points| format!("now {now}%, {points} {} short", if points == "1" { "point" } else { "points" }),
    gap_earliest: |year| format!("end of {year} at the earliest"),
    gap_choose: |option| format!("must be “{option}”"),
    gap_including: |option| format!("“{option}” needed"),
    gap_without: |options| format!("“{options}” must not apply"),
    gap_share: |percent, of| format!("at least {percent}% of “{of}”"),
    gap_answer_first: |names| format!("answer first: {names}"),
    gap_size: "the firm's size is outside this support; size is no gap to work on",
    gap_cannot: "a firm cannot change this by itself",
    gap_or: "or",
    gap_all: "All of this:",
    gap_any: "Any one of these:",
    gap_then_any: "And any one of these:",
    gap_more_ways: "There are other ways; these take the least.",
    gap_and: "and",
    ways_title: "As a whole: the least it would take",
    ways_lead: "Each line is one way: everything in it together is enough, and nothing less is. All else is taken as you answered.",
    ways_if: "not answered yet, and would have to be so",
    ways_none: "With these rules and answers there is nothing a firm could do by itself.",
    contacts_title: "Whom to contact",
    contacts_count: |n| supports(n),
    contacts_hotline: "Hotline",
    contacts_county: |office| format!("You may also ask {office} first"),
    contacts_general: "Not sure whom to ask? Call the government service hotline",
    provided_by: |portal| format!("Provided by {portal}"),
    plan_state: |state| match state {
        PlanState::Ended => {
            "Whoever provides this page says: this plan is no longer carried out. The results only tell what the plan used to say."
        }
        PlanState::Replaced => {
            "Whoever provides this page says: another document stands in this plan's place. The results only tell what the plan used to say."
        }
    },
    disclaimer_title: "Please note",
    failed_title: "The page could not be opened",
    notes_title: "Please check again",
    in_brackets: |text| format!(" ({text})"),
    pack_refused: |error| format!("The pack that was asked for is not used: {error}. This is the built-in one."),
    stopped_title: "The page has stopped; your answers are still here",
    stopped_lead: |n| {
        let answers = if n == 1 { "The answer you gave is".to_owned() } else { format!("The {n} answers you gave are") };
        format!("The program ran into something unexpected and cannot go on. {answers} not lost: open the page again with them.")
    },
    stopped_lead_empty: "The program ran into something unexpected and cannot go on. You had not answered anything yet: open the page again to begin.",
    stopped_reopen: "Open again with my answers",
    stopped_fresh: "Start over",
    stopped_copy: "Or copy this link and open it later or on another device. It carries all your answers: send it only to yourself or somebody you trust.",
    stopped_ways: "Still stuck? Read the plan, or call the government service hotline:",
    link_contains: |n| {
        format!("It holds {}. Use {}? Nothing in the link was sent anywhere.", answers(n), if n == 1 { "it" } else { "them" })
    },
    link_retired: |names| format!("These are asked differently now and were not used: {names}. Please answer the new questions."),
    link_left_out: |n| match n {
        1 => "One more is unknown to this version or out of range and will not be used.".to_owned(),
        n => format!("{n} more are unknown to this version or out of range and will not be used."),
    },
    link_use: "Use these answers",
    link_discard: "Do not use them",
    link_bad_title: "This link cannot be opened",
    file_bad_title: "This file cannot be opened",
    link_back: "Back to the self-check",
    link_damaged: "This link is damaged or incomplete; no answer was read. Scan it again or copy the whole link.",
    link_newer: "This link was made by a newer version and cannot be read here. Open the latest page and try again.",
    strange_day: |day| {
        format!("The date of this device is {day}, which seems wrong. Results follow the law of that day: set the date right and reload.")
    },
    link_lost: "The answers of this link were lost on the way: a server or an app dropped what stands after the #. No answer was read. \
        Open the link once more, or scan the code again.",
    file_title: "This file carries answers",
    file_contains: |n| {
        format!("It holds {}. Use {}? The file was read on this device and sent nowhere.", answers(n), if n == 1 { "it" } else { "them" })
    },
    file_save: "Save as a file",
    file_unchanged: "No answer was read, and your present answers are as they were.",
    file_too_long: "This file is too large to be one saved here.",
    file_not_json: |line, column| {
        format!("This file cannot be read: it is not JSON from line {line}, character {column} on. Choose a .json file saved here.")
    },
    file_not_profile: "There are no answers in this file (no “facts”). Choose a .json file saved here.",
    file_unknown_key: |key| format!("The file has an entry “{key}” that is unknown here; only “facts” and “topics” are read."),
    file_twice: |key| format!("“{key}” stands twice in the file; it cannot be told which one counts."),
    file_unknown_fact: |id| format!("“{id}” in “facts” is unknown here."),
    file_value: |name, written, allowed| format!("{name} is {written}, which cannot be used. {allowed}"),
    file_allowed: |options| format!("Allowed: {options}."),
    file_allowed_list: |options| format!("Allowed, in square brackets, any of: {options}."),
    file_allowed_number: |min, max, unit, decimals| {
        let digits = match decimals {
            0 => "a whole number".to_owned(),
            1 => "a number with at most one decimal".to_owned(),
            n => format!("a number with at most {n} decimals"),
        };
        format!("Allowed: {digits} from {min} to {max} ({unit}), or {{\"min\": …, \"max\": …}}.")
    },
    file_topics: |written, allowed| {
        format!("“topics” has {written}, which cannot be used. Allowed, in square brackets, any of: {allowed}.")
    },
    share_title: "Take answers along",
    share_inside: |n| {
        format!("The link, the code and the file hold only your {} and the topics chosen: no name of the firm, no results.", answers(n))
    },
    share_inside_list: "See what is inside",
    share_link: "Link",
    share_code: "Show QR code",
    share_code_name: "QR code: the same as the link here",
    share_code_hint: "Scan it with a phone to read on or go on answering there. Whoever scans it can see the answers.",
    share_code_long: "There are too many answers for a code that phones can read. Copy the link or save a file.",
    share_local: "This page is a file on this device, so the link below opens nowhere else. To take your answers to another device, save a file.",
    share_lead: "The link below carries all your answers after the #, which is sent to no server when it is opened, \
        but stays in the history of the browser that opens it (and in its sync, if that is on). \
        Whoever has the link can see them: send it only to yourself or somebody you trust; \
        to go on at a shared computer take a file, not the link.",
    share_copy: "Copy link",
    share_copied: "Copied",
    share_not_copied: "Nothing was copied. The link is selected: press it for a while and choose Copy, or press Ctrl+C.",
    share_app: "Inside WeChat and other apps saving and printing mostly do nothing. Copy the link and open it in your browser. Forwarding this page may leave \
        the answers behind; a page that was opened by a link with answers may send them along.",
    share_stays: "A saved file stays in the Downloads folder of this computer; the next visitor's turn does not delete it.",
    close: "Close",
    counter: "Counter",
    counter_numlock: "The keypad is off: press NumLock",
    counter_find: "Find a question",
    counter_find_hint: "Name, pinyin initials, or English",
    counter_found: |n| match n {
        0 => "No such question".to_owned(),
        n => format!("{n} found: choose with the arrow keys, open with Enter"),
    },
    counter_kinds: ["question", "support", "agency"],
    counter_next: "Next visitor",
    counter_keys: "Keys",
    counter_help: [
        ("1–9", "choose; where a figure is asked, the figure"),
        (".", "then digits: a band, a support"),
        ("Enter", "next"),
        ("0", "don't know"),
        ("-", "back"),
        ("+", "results"),
        ("/", "find"),
        ("*", "next visitor"),
        ("Esc", "leave field"),
    ],
    counter_typed: |digits| format!("{digits} pressed, one more digit"),
    visit_ending_title: "Are you still there?",
    visit_ending: |seconds| format!("In {seconds} s all answers are cleared and the page starts again."),
    visit_stay: "Stay",
    visit_any_key: "Any key stays too.",
    visit_asked_title: "Next visitor?",
    visit_asked: "What is cleared cannot be restored: print or scan first what should be taken along. \
                  What is set aside stays in this page's memory alone, and goes with all answers when nobody touches the page for the limit.",
    visit_clipboard: "What was copied on this page is still in the clipboard; clearing puts empty text in its place.",
    visit_clear: "Clear for the next visitor",
    visit_park: "Set aside, next visitor",
    visit_parked: "Set aside; can be taken up (the visit at hand is then set aside):",
    visit_take: |number, answers| format!("Take up no. {number} ({answers} answers)"),
    counter_parked: |n| format!("{n} set aside"),
    visit_back: "Go back",
    list_and: ", ",
    colon: ": ",
};

fn answers(n: usize) -> String {
    if n == 1 { "1 answer".to_owned() } else { format!("{n} answers") }
}

fn supports(n: usize) -> String {
    if n == 1 { "1 support measure".to_owned() } else { format!("{n} support measures") }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
