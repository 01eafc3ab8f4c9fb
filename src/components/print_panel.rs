//! The choice of what goes on the printed sheet, and the button that prints it.

use yew::prelude::*;

use super::button::{PLAIN, PRIMARY, button};
use super::options_field::{Choice, OptionsField};
use super::sheet::{Part, Parts};
use zice_core::report::Report;
use zice_core::rules::verdict::Verdict;
use zice_core::text::Words;

/// The choices; `on_change` receives the index of the part that was added or removed.
pub fn print_panel(
    words: &'static Words,
    report: &Report,
    parts: Parts,
    on_change: Callback<usize>,
    on_print: &Callback<()>,
    on_close: &Callback<()>,
) -> Html {
    let supports = |place: u8| {
        let verdict = Verdict::ALL[usize::from(place)];
        (verdict.id(), (words.print_supports)((words.verdict)(verdict), report.count(verdict)))
    };
    let choice = |part: Part| {
        let (value, label) = match part {
            Part::Supports(place) => supports(place),
            Part::Answers => ("answers", words.sheet_answers.to_owned()),
            Part::Gaps => ("gaps", words.sheet_gaps.to_owned()),
            Part::Agencies => ("agencies", words.sheet_agencies.to_owned()),
            Part::Code => ("code", words.print_code.to_owned()),
        };
        Choice { value: value.into(), label: label.into(), checked: parts.has(part) }
    };
    let choices: Vec<Choice> = Part::ALL.into_iter().map(choice).collect();
    html! {
        <section class="zc-panel zc-share zc-screen" aria-labelledby="print-title">
            <h2 id="print-title" tabindex="-1">{ words.print_title }</h2>
            <p class="zc-muted" id="print-lead">{ words.print_lead }</p>
            <div class="zc-parts" role="group" aria-labelledby="print-title" aria-describedby="print-lead">
                <OptionsField name="print" {choices} many=true {on_change} />
            </div>
            <div class="zc-actions">
                { button(PRIMARY, "print-chosen", words.print_now.into(), on_print) }
                { button(PLAIN, "close", words.close.into(), on_close) }
            </div>
        </section>
    }
}
