//! The lines of a screen: questions one below the other, a list to tick, or figures in two columns.
//!
//! Longer than usual because the three forms share their fields.

use wasm_bindgen::JsCast;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::answer_fields;
use super::options_field::{Choice, OptionsField};
use crate::draft::Edit;
use crate::filled::{Change, Filled, Refusal};
use crate::pasted::Money;
use zice_core::catalogue::{Catalogue, Cell, Effort, Form, Screen, ScreenLine};
use zice_core::explanations::bands::Band;
use zice_core::facts::{Answers, FactId, FactKind, FactSet, FactValue};
use zice_core::figures::MadeOf;
use zice_core::report::{Report, Topics};
use zice_core::session::Session;
use zice_core::text::{self, Words};
use zice_core::units::Quantity;

/// Beyond so many options they stand in a list that opens.
const MOST_SHOWN: usize = 8;
/// What 不清楚 is called among values.
const UNKNOWN: &str = "unknown";

/// A screen as it is now.
pub struct Lines<'a> {
    pub catalogue: &'static Catalogue,
    pub about: &'static Screen,
    pub session: &'a Session,
    pub filled: &'a Filled,
    /// The facts that can still matter.
    pub live: FactSet,
    pub bands: &'a [(FactId, Vec<Band>)],
    pub refused: Option<&'a Refusal>,
    pub on_change: Callback<Change>,
}

/// The bands that can be chosen instead of a figure; none of what is no figure.
pub fn bands_for(catalogue: &Catalogue, answers: &Answers, report: &Report, topics: Topics, fact: FactId) -> Vec<Band> {
    match catalogue.fact(fact).kind {
        FactKind::Number { .. } => answer_fields::bands_for(catalogue, answers, report, topics, fact),
        _ => Vec::new(),
    }
}

/// The id of the field of a fact, for the message that leads to it.
pub fn field_of(lines: &Lines<'_>, fact: FactId) -> String {
    let about = lines.catalogue.fact(fact);
    let ticked = lines.about.form == Form::List && lines.filled.ticked.has(fact);
    match about.kind {
        _ if lines.about.form == Form::List && !ticked => format!("tick-{}", about.id),
        FactKind::Number { .. } => format!("field-{}", about.id),
        _ if about.options.len() > MOST_SHOWN && about.kind != FactKind::Many => format!("field-{}", about.id),
        _ => format!("{}-0", about.id),
    }
}

/// The id of the first field.
pub fn first_field(lines: &Lines<'_>) -> String {
    let none = lines.about.none.is_some().then(|| "tick-none".to_owned());
    none.or_else(|| lines.filled.shown.iter().next().map(|fact| field_of(lines, fact))).unwrap_or_default()
}

/// All lines.
pub fn lines(lines: &Lines<'_>) -> Html {
    let shown = || lines.about.lines.iter().filter(|line| lines.filled.is_shown(lines.about, line));
    let none = || lines.about.none.map(|label| none_line(lines, label.get(lines.session.language)));
    match lines.about.form {
        Form::Fields => html! { <>{ none() }{ for shown().filter_map(|line| Some(field_line(lines, line.cells[0].fact()?))) }</> },
        Form::List => html! {
            <div class="zc-ticks" role="group" aria-labelledby="heading">
                { for shown().filter_map(|line| Some(tick_line(lines, line, line.cells[0].fact()?))) }
                { none() }
            </div>
        },
        Form::Table => table(lines, shown().collect()),
    }
}

impl Lines<'_> {
    fn words(&self) -> &'static Words {
        Words::of(self.session.language)
    }

    fn faded(&self, fact: FactId) -> bool {
        !self.live.has(fact)
    }

    fn error(&self, fact: FactId) -> Option<AttrValue> {
        self.refused.filter(|(of, _)| *of == Some(fact)).map(|(_, message)| message.clone().into())
    }

    fn bands_of(&self, fact: FactId) -> &[Band] {
        self.bands.iter().find(|(of, _)| *of == fact).map_or(&[], |(_, bands)| bands)
    }
}

/// What a faded line says, and what is wrong with one.
fn remarks(lines: &Lines<'_>, fact: FactId) -> Html {
    let words = lines.words();
    let id = lines.catalogue.fact(fact).id;
    html! {
        <>
            if let Some(error) = lines.error(fact) {
                <p class="zc-error" id={format!("error-{id}")}><span class="zc-hidden">{ words.error_prefix }</span>{ error }</p>
            }
            if lines.faded(fact) {
                <p class="zc-muted zc-small" data-no-matter="">{ words.screens().no_matter }</p>
            }
        </>
    }
}

/// 都没有, or its like.
fn none_line(lines: &Lines<'_>, label: &'static str) -> Html {
    let on = lines.filled.none;
    html! {
        <label class="zc-option zc-tick__row" data-on={on.then_some("")} data-none="" for="tick-none">
            <input id="tick-none" type="checkbox" autocomplete="off" name="none" value="none" checked={on} onchange={lines.on_change.reform(|_: Event| Change::None)} />
            { label }
        </label>
    }
}

/// Where to find the answer, folded.
fn hint(lines: &Lines<'_>, fact: FactId) -> Html {
    html! {
        <details class="zc-how"><summary>{ lines.words().screens().how }</summary><p>{ lines.catalogue.fact(fact).hint.get(lines.session.language) }</p></details>
    }
}

/// The options of a fact, with 不清楚 behind those of a question of its own.
fn options(lines: &Lines<'_>, line: Option<&ScreenLine>, fact: FactId) -> Html {
    let (about, draft, language) = (lines.catalogue.fact(fact), lines.filled.field(fact), lines.session.language);
    let unsure = lines.filled.unsure.has(fact);
    let many = about.kind == FactKind::Many;
    let left_out = line.and_then(|line| line.unticked);
    let places: Vec<u8> = (0..).take(about.options.len()).filter(|place| Some(*place) != left_out).collect();
    let mut choices: Vec<Choice> = places
        .iter()
        .map(|&place| Choice {
            value: about.options[usize::from(place)].id.into(),
            label: about.options[usize::from(place)].label.get(language).into(),
            checked: if many { draft.options.has(place) } else { draft.option == Some(place) && !unsure },
        })
        .collect();
    if line.is_none() {
        choices.push(Choice { value: UNKNOWN.into(), label: lines.words().unknown.into(), checked: unsure });
    }
    let on_change = lines.on_change.reform(move |index: usize| match places.get(index) {
        Some(&place) if many => Change::Field(fact, Edit::Toggled(usize::from(place))),
        Some(&place) => Change::Field(fact, Edit::Option(usize::from(place))),
        None => Change::Unsure(fact),
    });
    if choices.len() > MOST_SHOWN && !many {
        return select(lines, fact, &choices, on_change);
    }
    html! { <OptionsField name={about.id} {choices} {many} {on_change} /> }
}

/// One of many options, in a list that opens.
fn select(lines: &Lines<'_>, fact: FactId, choices: &[Choice], on_change: Callback<usize>) -> Html {
    let about = lines.catalogue.fact(fact);
    let values: Vec<AttrValue> = choices.iter().map(|choice| choice.value.clone()).collect();
    let onchange = move |event: Event| {
        let chosen = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).map(|select| select.value());
        if let Some(place) = chosen.and_then(|chosen| values.iter().position(|value| **value == *chosen)) {
            on_change.emit(place);
        }
    };
    let chosen = choices.iter().any(|choice| choice.checked);
    html! {
        <select class="zc-select" id={format!("field-{}", about.id)} name={about.id} autocomplete="off" aria-label={about.short.get(lines.session.language)} {onchange}>
            <option value="" selected={!chosen} disabled=true>{ lines.words().screens().choose }</option>
            { for choices.iter().map(|choice| html! { <option value={choice.value.clone()} selected={choice.checked}>{ choice.label.clone() }</option> }) }
        </select>
    }
}

/// A question of its own.
fn field_line(lines: &Lines<'_>, fact: FactId) -> Html {
    let about = lines.catalogue.fact(fact);
    let number = matches!(about.kind, FactKind::Number { .. });
    html! {
        <fieldset class="zc-fieldset zc-line" key={about.id} data-question={about.id} data-faded={lines.faded(fact).then_some("")}
            aria-describedby={lines.error(fact).map(|_| format!("error-{}", about.id))}>
            <legend class="zc-line__label">{ about.question.get(lines.session.language) }</legend>
            { hint(lines, fact) }
            { remarks(lines, fact) }
            if number {
                { figure(lines, Cell::Fact(fact), about.short.get(lines.session.language), None) }
            } else {
                { options(lines, None, fact) }
            }
        </fieldset>
    }
}

/// A line to tick, which then opens its options; 不清楚 stands beside it.
fn tick_line(lines: &Lines<'_>, line: &ScreenLine, fact: FactId) -> Html {
    let about = lines.catalogue.fact(fact);
    let (on, unsure) = (lines.filled.ticked.has(fact), lines.filled.unsure.has(fact));
    let label = line.label.map_or("", |label| label.get(lines.session.language));
    let (id, unsure_id) = (format!("tick-{}", about.id), format!("unsure-{}", about.id));
    let words = lines.words();
    // Everybody knows what he wants: of a wish nothing is unclear, and its hint is about the choices below.
    let wish = about.kind == FactKind::Many && about.effort == Effort::Memory;
    html! {
        <div class="zc-tick" key={about.id} data-question={about.id} data-faded={lines.faded(fact).then_some("")}>
            <div class="zc-tick__row">
                <label class="zc-option" data-on={on.then_some("")} for={id.clone()}>
                    <input {id} type="checkbox" autocomplete="off" name={about.id} value="tick" checked={on} onchange={lines.on_change.reform(move |_: Event| Change::Ticked(fact))} />
                    { label }
                </label>
                if !wish {
                <label class="zc-tick__unsure" for={unsure_id.clone()}>
                    <input id={unsure_id} type="checkbox" autocomplete="off" name={about.id} value={UNKNOWN} checked={unsure}
                        aria-label={format!("{label}{}{}", words.colon, words.unknown)} onchange={lines.on_change.reform(move |_: Event| Change::Unsure(fact))} />
                    { words.unknown }
                </label>
                }
            </div>
            if !wish || on {
                { hint(lines, fact) }
            }
            { remarks(lines, fact) }
            if on && about.kind != FactKind::Yes {
                <div class="zc-tick__options" role="group" aria-label={about.question.get(lines.session.language)}>{ options(lines, Some(line), fact) }</div>
            }
        </div>
    }
}

/// Figures in two columns, under the names of their statements.
fn table(lines: &Lines<'_>, shown: Vec<&ScreenLine>) -> Html {
    let words = lines.words().screens();
    let year = lines.session.day.year();
    let (last, before) = ((words.this_year)(&year.saturating_sub(1).to_string()), (words.year_before)(&year.saturating_sub(2).to_string()));
    let two = shown.iter().any(|line| lines.filled.is_cell_shown(lines.about, line.cells[1]));
    html! {
        <>
            { paste(lines) }
            <table class="zc-table" role="table" data-columns={if two { "2" } else { "1" }}>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{ words.line }</th>
                        <th role="columnheader" scope="col">{ last.clone() }</th>
                        if two { <th role="columnheader" scope="col">{ before.clone() }</th> }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for shown.iter().map(|line| row(lines, line, [&last, &before], two)) }
                </tbody>
            </table>
        </>
    }
}

fn row(lines: &Lines<'_>, line: &ScreenLine, years: [&String; 2], two: bool) -> Html {
    let language = lines.session.language;
    let label = line.label.map_or("", |label| label.get(language));
    let facts = line.cells.iter().filter_map(|cell| cell.fact()).filter(|fact| lines.filled.shown.has(*fact));
    let faded = facts.clone().count() != 0 && facts.clone().all(|fact| lines.faded(fact));
    let cell = |place: usize| {
        let cell = line.cells[place];
        let fact = cell.fact().map(|fact| lines.catalogue.fact(fact).id);
        html! {
            <td role="cell" data-question={fact} data-year={years[place].clone()} data-empty={(!lines.filled.is_cell_shown(lines.about, cell)).then_some("")}>
                if lines.filled.is_cell_shown(lines.about, cell) {
                    { figure(lines, cell, label, Some((line, years[place]))) }
                }
            </td>
        }
    };
    html! {
        <>
            if let Some(part) = line.part {
                <tr role="row" class="zc-table__part"><th role="columnheader" scope="colgroup" colspan={if two { "3" } else { "2" }}>{ part.get(language) }</th></tr>
            }
            <tr role="row" data-faded={faded.then_some("")} data-worked={line.of.map(|_| "")}>
                <th role="rowheader" scope="row">
                    { label }
                    { for line.cells[0].fact().filter(|fact| lines.filled.shown.has(*fact)).map(|fact| hint(lines, fact)) }
                    if faded { <p class="zc-muted zc-small" data-no-matter="">{ lines.words().screens().no_matter }</p> }
                </th>
                { cell(0) }
                if two { { cell(1) } }
            </tr>
        </>
    }
}

/// A figure: typed, or a band or 不清楚 instead; what it is read as, or worked out to.
fn figure(lines: &Lines<'_>, cell: Cell, label: &str, of_table: Option<(&ScreenLine, &String)>) -> Html {
    let words = lines.words();
    let (kind, id, text, fact) = match cell {
        Cell::Nothing => return Html::default(),
        Cell::Fact(fact) => {
            (lines.catalogue.fact(fact).kind, lines.catalogue.fact(fact).id.to_owned(), lines.filled.field(fact).figure, Some(fact))
        }
        Cell::Figure(number) => {
            (MadeOf::FIGURE, format!("figure-{number}"), lines.filled.figures.get(usize::from(number)).cloned().unwrap_or_default(), None)
        }
    };
    let Some(unit) = kind.unit() else { return Html::default() };
    let symbol = text::symbol(lines.session.language, unit, Quantity(0));
    let name = of_table.map_or_else(|| format!("{label}（{symbol}）"), |(_, year)| (words.screens().cell)(label, year, symbol));
    let made = of_table
        .filter(|(line, _)| line.cells[0] == cell && text.trim().is_empty())
        .and_then(|(line, _)| lines.filled.worked_out(lines.catalogue, words, line));
    let error = fact.map_or_else(|| text_fault(words, kind, &text), |fact| lines.error(fact).map(|error| error.to_string()));
    let read = match &made {
        Some(Ok(FactValue::Range(low, _))) => Some((words.screens().worked_out)(&text::quantity(lines.session.language, *low, unit))),
        Some(Err(message)) => Some(message.clone()),
        _ => text::read_back_written(words, kind, &text),
    };
    let on_input = lines.on_change.reform(move |text: String| match cell {
        Cell::Figure(number) => Change::Figure(number, text),
        Cell::Fact(fact) => Change::Field(fact, Edit::Figure(text)),
        Cell::Nothing => Change::None,
    });
    let oninput = on_input.reform(|event: InputEvent| {
        event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
            .map_or_else(String::new, |input| input.value())
    });
    html! {
        <div class="zc-cell">
            <span class="zc-cell__row">
                <input class="zc-cell__input" id={format!("field-{id}")} name={id.clone()} type="text" autocomplete="off" spellcheck="false" maxlength="40"
                    inputmode={if unit.decimals() == 0 { "numeric" } else { "decimal" }} value={text} {oninput} aria-label={name.clone()}
                    aria-describedby={format!("read-{id}")} aria-invalid={error.is_some().then_some("true")} />
                <span class="zc-cell__unit" aria-hidden="true">{ symbol }</span>
            </span>
            if let Some(fact) = fact {
                { instead(lines, fact, &name) }
                { same_as(lines, fact) }
            }
            if let Some(error) = error.filter(|_| of_table.is_some()) {
                <p class="zc-error zc-small">{ error }</p>
            }
            <p class="zc-cell__read" id={format!("read-{id}")} data-made={made.map(|_| "")}>{ read.unwrap_or_default() }</p>
        </div>
    }
}

fn text_fault(words: &Words, kind: FactKind, text: &str) -> Option<String> {
    if text.trim().is_empty() { None } else { text::figure(words, kind, text).err() }
}

/// A band or 不清楚 instead of the figure.
fn instead(lines: &Lines<'_>, fact: FactId, name: &str) -> Html {
    let (words, draft, unsure) = (lines.words(), lines.filled.field(fact), lines.filled.unsure.has(fact));
    let unit = lines.catalogue.fact(fact).kind.unit();
    let mut bands = lines.bands_of(fact).to_vec();
    if let Some(band) = draft.band.filter(|band| !bands.contains(band)) {
        bands.insert(0, band);
    }
    let value =
        move |band: &Band| unit.map_or_else(String::new, |unit| format!("{}..{}", band.low.to_decimal(unit), band.high.to_decimal(unit)));
    let chosen = draft.band.filter(|_| draft.figure.trim().is_empty() && !unsure);
    let options = bands.iter().map(|band| {
        html! { <option value={value(band)} selected={chosen == Some(*band)}>{ text::band(lines.catalogue, lines.session.language, fact, *band) }</option> }
    });
    let options: Html = options.collect();
    let onchange = lines.on_change.reform(move |event: Event| {
        let picked =
            event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).map_or_else(String::new, |select| select.value());
        if picked == UNKNOWN || unsure && picked.is_empty() {
            return Change::Unsure(fact);
        }
        Change::Field(fact, Edit::Band(bands.iter().copied().find(|band| value(band) == picked)))
    });
    html! {
        <select class="zc-cell__instead" name={format!("{}-instead", lines.catalogue.fact(fact).id)} autocomplete="off" aria-label={(words.screens().no_figure_for)(name)}
            data-on={(unsure || chosen.is_some()).then_some("")} {onchange}>
            <option value="" selected={chosen.is_none() && !unsure}>{ if unsure || chosen.is_some() { words.screens().exact } else { words.screens().no_figure } }</option>
            { options }
            <option value={UNKNOWN} selected={unsure}>{ words.unknown }</option>
        </select>
    }
}

/// The figure that often does for this one too, offered by one press.
fn same_as(lines: &Lines<'_>, fact: FactId) -> Html {
    let about = lines.catalogue.fact(fact);
    let Some(other) = about.same_as.filter(|_| lines.filled.field(fact).is_empty() && !lines.filled.unsure.has(fact)) else {
        return Html::default();
    };
    let given = lines.filled.field(other).value(lines.catalogue, lines.words(), other).ok();
    let Some(value) = given.or_else(|| lines.session.answers.value(other)) else { return Html::default() };
    let (FactValue::Range(low, high), Some(unit)) = (value, about.kind.unit()) else { return Html::default() };
    let shown = text::value(lines.catalogue, lines.words(), other, value);
    let onclick = lines.on_change.reform(move |_: MouseEvent| {
        Change::Field(fact, if low == high { Edit::Figure(low.to_decimal(unit)) } else { Edit::Band(Some(Band { low, high })) })
    });
    html! {
        <button type="button" class="zc-link zc-cell__same" data-action="same" {onclick}>
            { (lines.words().screens().same_as)(lines.catalogue.fact(other).short.get(lines.session.language), &shown) }
        </button>
    }
}

/// The box that takes two columns from a spreadsheet.
fn paste(lines: &Lines<'_>) -> Html {
    let words = lines.words().screens();
    let money = lines.filled.pasted.as_ref().map_or(Money::Yuan, |(_, money)| *money);
    let oninput = lines.on_change.reform(move |event: InputEvent| {
        let text =
            event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()).map_or_else(String::new, |area| area.value());
        Change::Pasted(text, money)
    });
    let text = lines.filled.pasted.as_ref().map_or_else(String::new, |(text, _)| text.clone());
    let found = lines.filled.pasted_cells(lines.catalogue);
    let says = if text.trim().is_empty() {
        String::new()
    } else if found == 0 {
        words.pasted_none.to_owned()
    } else {
        (words.pasted)(found)
    };
    let choices = [(Money::Yuan, "yuan", words.yuan), (Money::Wan, "wan", words.wan)];
    let choices: Vec<Choice> =
        choices.into_iter().map(|(of, value, label)| Choice { value: value.into(), label: label.into(), checked: money == of }).collect();
    let on_unit = {
        let text = text.clone();
        lines.on_change.reform(move |index: usize| Change::Pasted(text.clone(), if index == 0 { Money::Yuan } else { Money::Wan }))
    };
    html! {
        <details class="zc-paste">
            <summary>{ words.paste }</summary>
            <label class="zc-small" for="paste">{ words.paste_hint }</label>
            <textarea id="paste" class="zc-paste__box" name="paste" rows="3" autocomplete="off" spellcheck="false" {oninput} value={text} />
            <div class="zc-paste__unit" role="radiogroup" aria-label={words.paste_unit}>
                <span class="zc-small" aria-hidden="true">{ words.paste_unit }</span>
                <OptionsField name="paste-unit" {choices} many=false on_change={on_unit} />
            </div>
            <p class="zc-small" role="status" data-pasted={found.to_string()}>{ says }</p>
        </details>
    }
}
