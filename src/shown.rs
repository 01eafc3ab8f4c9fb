//! Parts of the report as sentences: the firm's value beside a condition, the distance to it, the headline.

use zice_core::catalogue::{Catalogue, Criterion, Node, NodeId, SizeClass};
use zice_core::facts::{Answers, FactId, FactSet, FactValue};
use zice_core::ladder::Standing;
use zice_core::report::{Report, RungReport};
use zice_core::rules::gap::{Change, Have, Need, Way};
use zice_core::rules::level::Level;
use zice_core::rules::verdict::{Line, Verdict};
use zice_core::text::{self, Words};
use zice_core::units::{Quantity, Unit};

/// What the firm answered to a condition's facts; where they are many, its size class says it.
pub fn held(catalogue: &Catalogue, words: &Words, answers: &Answers, report: &Report, node: NodeId) -> String {
    let mask = catalogue.mask(node);
    if let Node::Ratio { numerator, denominator, .. } = catalogue.node(node)
        && let Some(share) = share(answers, *numerator, *denominator)
    {
        return format!("{}%", share.to_decimal(Unit::Share));
    }
    if mask.has(catalogue.sizes.industry) && 2 < mask.len() {
        return match report.size[..] {
            [only] => (words.size_class)(only).to_owned(),
            _ => String::new(),
        };
    }
    if 3 < mask.len() {
        return String::new();
    }
    let known = mask.iter().filter_map(|fact| answers.value(fact).map(|value| text::value(catalogue, words, fact, value)));
    let mut known: Vec<String> = known.collect();
    if mask.iter().all(|fact| catalogue.fact(fact).kind.unit().is_none()) {
        // “否” three times says no more than once.
        known.dedup();
    }
    known.join(" · ")
}

/// A share in 0.01 %, rounded down, of two exact figures.
pub fn share(answers: &Answers, numerator: FactId, denominator: FactId) -> Option<Quantity> {
    let exact = |fact| match answers.value(fact) {
        Some(FactValue::Range(low, high)) if low == high => Some(low.0),
        _ => None,
    };
    let (top, bottom) = (exact(numerator)?, exact(denominator)?);
    let hundredths = i128::from(top).checked_mul(10_000)?.checked_div(i128::from(bottom))?;
    i64::try_from(hundredths).ok().map(Quantity)
}

/// How many points a share is short of its bound, where both figures are exact.
pub fn points_short(catalogue: &Catalogue, words: &Words, answers: &Answers, node: NodeId) -> Option<String> {
    let Node::Ratio { numerator, denominator, percent } = catalogue.node(node) else { return None };
    let now = share(answers, *numerator, *denominator).filter(|now| now < percent)?;
    let short = Quantity(percent.0 - now.0);
    Some((words.gap_points)(&now.to_decimal(Unit::Share), &short.to_decimal(Unit::Share)))
}

/// A way out as one sentence.
pub fn way(catalogue: &Catalogue, words: &Words, report: &Report, way: &Way) -> String {
    let changes: Vec<String> = way.iter().map(|change| self::change(catalogue, words, report, change)).collect();
    changes.join(&format!("{}{}", if words.list_and == "、" { "，" } else { ", " }, words.gap_and))
}

fn change(catalogue: &Catalogue, words: &Words, report: &Report, change: &Change) -> String {
    let fact = catalogue.fact(change.fact);
    let name = fact.short.get(words.language);
    let Some(unit) = fact.kind.unit() else {
        let label = |option: u8| fact.options.get(usize::from(option)).map_or("", |option| option.label.get(words.language));
        let need = match change.need {
            Need::Option(option) => (words.gap_choose)(label(option)),
            Need::Including(option) => (words.gap_including)(label(option)),
            Need::Without(options) => {
                let named: Vec<&str> = (0..32).filter(|bit| options >> bit & 1 == 1).map(label).filter(|label| !label.is_empty()).collect();
                (words.gap_without)(&named.join(words.list_and))
            }
            _ => words.gap_known.to_owned(),
        };
        return sentence(words, name, &[need]);
    };
    let shown = |quantity: Quantity| text::quantity(words.language, quantity, unit);
    let mut parts: Vec<String> = Vec::new();
    match change.have {
        Have::Range(low, high) if low == high => parts.push((words.gap_have)(&shown(low))),
        Have::Range(..) | Have::Unknown | Have::Option(_) | Have::Options(_) => {}
    }
    parts.push(match change.need {
        Need::AtLeast(bound) => (words.gap_at_least)(&shown(bound)),
        Need::AtMost(bound) => (words.gap_at_most)(&shown(bound)),
        Need::ShareOf(of, percent) => (words.gap_share)(&percent.to_decimal(Unit::Share), catalogue.fact(of).short.get(words.language)),
        Need::TogetherWith(with, sum) => (words.gap_together)(&shown(sum), catalogue.fact(with).short.get(words.language)),
        _ => words.gap_known.to_owned(),
    });
    match change.delta {
        Some(delta) if fact.year_end && 0 < delta => {
            // Each missing year ends one year after the end of last year.
            parts.push(text::date_of_year(words, i64::from(report.day.year()) - 1 + delta));
        }
        Some(delta) if 0 < delta => parts.push((words.gap_more)(&difference(words, delta, unit))),
        Some(delta) if delta < 0 => parts.push((words.gap_less)(&difference(words, -delta, unit))),
        _ => {}
    }
    sentence(words, name, &parts)
}

fn difference(words: &Words, delta: i64, unit: Unit) -> String {
    match unit {
        Unit::Rank => format!("{delta} {}", text::symbol(words.language, unit, Quantity(delta))),
        _ => text::quantity(words.language, Quantity(delta), unit),
    }
}

fn sentence(words: &Words, name: &str, parts: &[String]) -> String {
    if words.list_and == "、" { format!("{name}：{}", parts.join("，")) } else { format!("{name}: {}", parts.join(", ")) }
}

/// The next rung above the firm that it does not hold, with its report.
pub fn next_rung(report: &Report) -> Option<(usize, &RungReport)> {
    let ladder = report.ladder.as_ref()?;
    let from = match ladder.standing {
        Standing::On(rung) => rung + 1,
        Standing::Nowhere => 0,
        Standing::Unknown => return None,
    };
    ladder.rungs.get(from).map(|rung| (from, rung))
}

/// A sentence that a person can repeat at a counter.
pub fn headline(catalogue: &Catalogue, words: &Words, report: &Report) -> String {
    let mut parts = vec![(words.headline)(&report.size, report.count(Verdict::Qualifies), report.count(Verdict::Review))];
    if let Some((index, rung)) = next_rung(report) {
        let name = catalogue.rungs[index].name.get(words.language);
        match rung.assessment.verdict {
            Verdict::NotYet if rung.assessment.rules.len() == 1 => {
                let open = rung.assessment.lines().filter(|line| line.is_open()).count();
                let gap = (words.headline_gap)(name, rung.assessment.lines().filter(|line| line.fails()).count());
                parts.push(if open == 0 { gap } else { (words.headline_gap_open)(&gap, open) });
            }
            Verdict::Review => parts.push((words.headline_gap_review)(name)),
            _ => {}
        }
    }
    if parts.len() == 1 && report.count(Verdict::Undetermined) != 0 {
        parts.push((words.headline_open)(report.count(Verdict::Undetermined)));
    }
    parts.join(if words.list_and == "、" { "；" } else { "; " })
}

/// Size classes still possible.
pub fn sizes(words: &Words, classes: &[SizeClass]) -> String {
    if classes.is_empty() {
        return words.size_none.to_owned();
    }
    classes.iter().map(|class| (words.size_class)(*class)).collect::<Vec<_>>().join(" / ")
}

/// Where the firm stands.
pub fn standing(catalogue: &Catalogue, words: &Words, standing: Standing) -> &'static str {
    match standing {
        Standing::On(rung) => catalogue.rungs[rung].name.get(words.language),
        Standing::Nowhere => words.ladder_nowhere,
        Standing::Unknown => words.ladder_unknown,
    }
}

/// How a line stands, for its sign and its words.
pub fn state(levels: zice_core::rules::level::Levels) -> Level {
    if levels.is_only(Level::Holds) {
        Level::Holds
    } else if levels.is_only(Level::Fails) {
        Level::Fails
    } else if levels.is_only(Level::Review) {
        Level::Review
    } else {
        // Stands for “open”: the one level no line of its own can have.
        Level::NotApplicable
    }
}

/// The facts of a line that were not answered exactly.
pub fn missing(catalogue: &Catalogue, answers: &Answers, criterion: &Criterion) -> FactSet {
    let open = |fact: &FactId| !matches!(answers.value(*fact), Some(FactValue::Option(_) | FactValue::Options(_)));
    catalogue.mask(criterion.node).iter().filter(open).fold(FactSet::default(), |set, fact| set.union(FactSet::only(fact)))
}

/// A line that only some firms need an agency for, on a firm that does not: nothing to show.
pub fn is_beside_the_point(catalogue: &Catalogue, line: Line) -> bool {
    line.holds() && matches!(catalogue.node(catalogue.criterion(line.criterion).node), Node::ReviewIf(_))
}

/// Lines that stand between the firm and a rung, the failing ones first.
pub fn in_the_way(lines: &[Line]) -> Vec<Line> {
    let failing = lines.iter().filter(|line| line.fails());
    let open = lines.iter().filter(|line| line.is_open());
    failing.chain(open).copied().collect()
}
