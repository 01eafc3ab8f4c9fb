//! The ladder as a staircase: steps walked are thick, the next one dashed, the firm a pin on its tread.
//!
//! Two drawings of one thing, wide and tall; the style sheet shows the one that fits. Both are pictures with one name; the text beside them
//! says the same.

use yew::prelude::*;

/// A step: its label, and whether it is walked, next, or above.
#[derive(Clone, PartialEq)]
pub struct Step {
    pub label: AttrValue,
    pub state: StepState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Walked,
    Here,
    Next,
    Above,
}

#[derive(Properties, PartialEq)]
pub struct StaircaseProps {
    pub steps: Vec<Step>,
    /// The picture described in words.
    pub name: AttrValue,
}

/// The geometry of the treads.
struct Shape {
    class: &'static str,
    width: usize,
    height: usize,
    run: usize,
    rise: usize,
    /// Whether labels are on the tread (wide) or to its right (tall).
    beside: bool,
}

#[component]
pub fn Staircase(props: &StaircaseProps) -> Html {
    html! {
        <>
            { drawing(props, &Shape { class: "zc-stairs zc-stairs--wide", width: 720, height: 246, run: 100, rise: 30, beside: false }) }
            { drawing(props, &Shape { class: "zc-stairs zc-stairs--tall", width: 320, height: 312, run: 34, rise: 44, beside: true }) }
        </>
    }
}

fn drawing(props: &StaircaseProps, shape: &Shape) -> Html {
    let point = |step: usize| (8 + step * shape.run, shape.height - 8 - step * shape.rise);
    let tread = |step: usize| {
        let (x, y) = point(step);
        format!("M{x} {y}H{}", x + shape.run)
    };
    let riser = |step: usize| {
        let (x, y) = point(step);
        format!("M{x} {}V{y}", y + shape.rise)
    };
    html! {
        <svg class={shape.class} viewBox={format!("0 0 {} {}", shape.width, shape.height)} role="img" aria-label={props.name.clone()}>
            { for props.steps.iter().enumerate().map(|(index, step)| {
                let (x, y) = point(index);
                let class = match step.state {
                    StepState::Walked | StepState::Here => "zc-stairs__walked",
                    StepState::Next => "zc-stairs__next",
                    StepState::Above => "zc-stairs__above",
                };
                let path = if index == 0 { tread(index) } else { format!("{}{}", riser(index), &tread(index)) };
                let (label_x, label_y, anchor) = if shape.beside { (x + shape.run + 10, y + 6, "start") } else { (x + 6, y - 9, "start") };
                html! {
                    <g {class}>
                        <path d={path} fill="none" />
                        <text x={label_x.to_string()} y={label_y.to_string()} text-anchor={anchor}>{ step.label.clone() }</text>
                        if step.state == StepState::Here {
                            { pin(shape, x, y) }
                        }
                    </g>
                }
            }) }
        </svg>
    }
}

/// A pin whose tip stands on the tread.
fn pin(shape: &Shape, x: usize, y: usize) -> Html {
    let (tip_x, tip_y) = if shape.beside { (x + shape.run / 2, y - 3) } else { (x + shape.run / 2, y - 28) };
    html! {
        <g transform={format!("translate({tip_x} {tip_y})")}>
            <path class="zc-stairs__pin" d="M0 0C0 0 13 -13 13 -21A13 13 0 0 0 -13 -21C-13 -13 0 0 0 0Z" />
            <circle class="zc-stairs__hole" cx="0" cy="-21" r="5" />
        </g>
    }
}
