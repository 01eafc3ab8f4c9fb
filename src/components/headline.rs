//! What the results say first: a sentence to repeat at a counter, what it may be worth in all, and how many supports stand how.

use yew::prelude::*;

use super::criteria::Firm;
use super::support_card::tone;
use zice_core::report::Report;
use zice_core::rules::verdict::Verdict;
use zice_core::shown;
use zice_core::text::{self, Words};
use zice_core::worth;

/// The heading with its day and the sum.
pub fn headline(firm: Firm<'_>) -> Html {
    let words = Words::of(firm.language);
    let total = worth::total(firm.catalogue, firm.answers, firm.report);
    html! {
        <section class="zc-headline">
            <h1 id="heading" tabindex="-1">{ phrases(words, &shown::headline(firm.catalogue, words, firm.report)) }</h1>
            if let Some(total) = total {
                <p class="zc-headline__total" data-total="">
                    <strong>{ (words.worth_total)(&text::worth(words, total.value), total.of.len()) }</strong>
                </p>
            }
            <p class="zc-muted zc-small">
                { (words.results_day)(&firm.report.day.to_string()) }
            </p>
            { clock(firm, words) }
        </section>
    }
}

/// A clock earlier than the content by more days than a build may lie behind, or later than anyone keeps content without looking, says so.
const EARLY: i64 = 31;
const LATE: i64 = 366;

fn clock(firm: Firm<'_>, words: &'static Words) -> Html {
    let (day, checked) = (firm.report.day, firm.catalogue.pack.checked);
    let since = day.days_after(checked);
    let told = match since {
        since if since < -EARLY => (words.clock_behind)(&day.to_string(), &checked.to_string()),
        since if LATE < since => (words.clock_ahead)(&checked.to_string()),
        _ => return Html::default(),
    };
    html! { <p class="zc-note" data-clock="">{ told }</p> }
}

/// A headline that breaks between phrases only.
fn phrases(words: &'static Words, headline: &str) -> Html {
    let mut left = headline;
    let mut parts: Vec<Html> = Vec::new();
    // What is at the very beginning has nothing to break from.
    let next = |left: &str| {
        words.headline_breaks.iter().filter_map(|phrase| left.match_indices(phrase).map(|(at, _)| at).find(|&at| at != 0)).min()
    };
    while let Some(at) = next(left) {
        let (before, after) = left.split_at(at);
        parts.push(html! { <>{ before }<span class="zc-break"></span></> });
        left = after;
    }
    html! { <>{ for parts }{ left }</> }
}

/// How many supports stand how.
pub fn counts(words: &'static Words, report: &Report) -> Html {
    html! {
        <ul class="zc-counts">
            { for Verdict::ALL[..4].iter().map(|&verdict| html! {
                <li class={format!("zc-counts__one zc-counts__one--{}", tone(verdict))}><b>{ report.count(verdict) }</b><span>{ (words.verdict)(verdict) }</span></li>
            }) }
        </ul>
    }
}
