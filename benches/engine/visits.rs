//! What an answer costs: whole visits in the planner's order.
//!
//! What is measured is what the page needs after one answer: the whole report, with the open facts, and the gap of every line that is not met.

use std::time::Duration;

use zice_core::catalogue::{Catalogue, Node};
use zice_core::date::Date;
use zice_core::facts::{Answer, Answers, FactId, FactKind, FactValue};
use zice_core::journey::Mode;
use zice_core::report::{self, Report, Topics};
use zice_core::rules::verdict::Verdict;
use zice_core::units::Quantity;

use crate::case::known;
use crate::rng::Rng;
use crate::table::{Clock, shortest};

/// What each step of some visits took.
#[derive(Default)]
pub struct Times {
    /// Starting from the report before the answer.
    pub taken_over: Vec<Duration>,
    /// Starting from nothing.
    pub fresh: Vec<Duration>,
}

/// Whole visits, each in the planner's order.
pub fn visits(clock: Clock<'_>, pack: &Catalogue, day: Date, visits: u64) -> Times {
    let mut times = Times::default();
    (0..visits).for_each(|index| visit(clock, pack, day, &mut Rng::new(47, index), &mut times));
    times
}

fn visit(clock: Clock<'_>, pack: &Catalogue, day: Date, rng: &mut Rng, times: &mut Times) {
    let mut answers = Answers::default();
    let mut before = report::report(pack, &answers, Topics::default(), day);
    while let Some(fact) = before.next_question(pack, &answers, Mode::Full) {
        let mut with = answers.clone();
        with.set(fact, if rng.chance(15) { Answer::Unknown } else { Answer::Known(value(rng, pack, fact)) });
        let (time, now) = shortest(clock, || {
            let now = report::after(&before, &answers, pack, &with, Topics::default());
            distances(pack, &with, &now);
            now
        });
        times.taken_over.push(time);
        let (time, ()) = shortest(clock, || distances(pack, &with, &report::report(pack, &with, Topics::default(), day)));
        times.fresh.push(time);
        (before, answers) = (now, with);
    }
}

/// Every distance that the results show: of what is not met.
pub fn distances(pack: &Catalogue, answers: &Answers, report: &Report) {
    let rungs = report.ladder.iter().flat_map(|ladder| &ladder.rungs).map(|rung| &rung.assessment);
    for found in report.supports.iter().map(|support| &support.assessment).chain(rungs) {
        if found.verdict == Verdict::NotYet {
            std::hint::black_box(report::gaps(pack, answers, &found.lines().collect::<Vec<_>>()));
        }
    }
}

/// A value as firms have them: near some bound of a rule, or small.
fn value(rng: &mut Rng, pack: &Catalogue, fact: FactId) -> FactValue {
    let about = pack.fact(fact);
    let count = about.options.len() as i64;
    match about.kind {
        FactKind::Number { min, max, .. } => {
            let bound = |node: &Node| match node {
                Node::Compare { fact: of, min, max } if *of == fact => min.or(*max).map(|bound| bound.0),
                _ => None,
            };
            let bounds: Vec<i64> = pack.nodes.iter().filter_map(bound).collect();
            let near = if bounds.is_empty() { 1 << rng.within(0, 20) } else { *rng.pick(&bounds) + rng.within(-50, 50) };
            FactValue::exact(Quantity(near.clamp(min.0, max.0)))
        }
        FactKind::Many => known(about.kind, 1 << rng.within(0, count - 1)),
        kind => known(kind, rng.within(0, count - 1)),
    }
}
