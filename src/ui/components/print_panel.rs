//! What goes on the printed sheet: choices, and the way to the printer.

use std::rc::Rc;

use yew::prelude::*;

use super::options_field::{Choice, OptionsField};
use super::sheet::{Part, Parts};
use crate::catalogue::Language;
use crate::report::Report;
use crate::rules::verdict::Verdict;
use crate::text::Words;
use crate::ui::effects;

#[derive(Properties)]
pub struct PrintPanelProps {
    pub language: Language,
    pub report: Rc<Report>,
    pub parts: Parts,
    /// Place of the part put on or taken off.
    pub on_change: Callback<usize>,
    pub on_close: Callback<()>,
}

impl PartialEq for PrintPanelProps {
    fn eq(&self, other: &PrintPanelProps) -> bool {
        Rc::ptr_eq(&self.report, &other.report) && self.language == other.language && self.parts == other.parts
    }
}

#[component]
pub fn PrintPanel(props: &PrintPanelProps) -> Html {
    let words = Words::of(props.language);
    use_effect_with((), |()| effects::focus("print-title"));
    let label = |part: Part| match part {
        Part::Supports(place) => {
            let verdict = Verdict::ALL[usize::from(place)];
            (words.print_supports)((words.verdict)(verdict), props.report.count(verdict))
        }
        Part::Answers => words.sheet_answers.to_owned(),
        Part::Gaps => words.sheet_gaps.to_owned(),
        Part::Agencies => words.sheet_agencies.to_owned(),
        Part::Code => words.print_code.to_owned(),
    };
    let value = |part: Part| match part {
        Part::Supports(place) => Verdict::ALL[usize::from(place)].id(),
        Part::Answers => "answers",
        Part::Gaps => "gaps",
        Part::Agencies => "agencies",
        Part::Code => "code",
    };
    let choices: Vec<Choice> = Part::ALL
        .into_iter()
        .map(|part| Choice { value: value(part).into(), label: label(part).into(), checked: props.parts.has(part) })
        .collect();
    html! {
        <section class="zc-panel zc-share zc-screen" aria-labelledby="print-title">
            <h2 id="print-title" tabindex="-1">{ words.print_title }</h2>
            <p class="zc-muted" id="print-lead">{ words.print_lead }</p>
            <div class="zc-parts" role="group" aria-labelledby="print-title" aria-describedby="print-lead">
                <OptionsField name="print" {choices} many=true on_change={props.on_change.clone()} />
            </div>
            <div class="zc-actions">
                <button type="button" class="zc-button zc-button--primary" data-action="print-chosen" onclick={|_: MouseEvent| effects::print()}>{ words.print_now }</button>
                <button type="button" class="zc-button" data-action="close" onclick={props.on_close.reform(|_: MouseEvent| ())}>{ words.close }</button>
            </div>
        </section>
    }
}
