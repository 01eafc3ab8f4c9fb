//! Parts of the report as sentences: the firm's value beside a condition, the distance to it, the headline.

use crate::catalogue::{Catalogue, Change as Changeable, Criterion, Node, NodeId, SizeClass};
use crate::date::Date;
use crate::facts::{Answers, FactId, FactKind, FactSet, FactValue};
use crate::ladder::Standing;
use crate::report::{self, Report, RungReport};
use crate::rules::domain::Domains;
use crate::rules::outcome::{Outcome, OutcomeSet};
use crate::rules::remedies::{self, Change, Current, Required, Way};
use crate::rules::verdict::{Assessment, Line, Verdict};
use crate::text::{self, Words};
use crate::units::{Quantity, Unit};

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

/// What stands beside a tick or a cross where the bare answer would contradict it: a tick beside “否” says “没有”, a cross beside “是” says “有”.
pub fn beside_sign(catalogue: &Catalogue, words: &Words, answers: &Answers, node: NodeId, outcomes: OutcomeSet) -> Option<String> {
    const YES: FactValue = FactValue::Option(0);
    const NO: FactValue = FactValue::Option(1);
    let mask = catalogue.mask(node);
    if mask.is_empty() || mask.iter().any(|fact| catalogue.fact(fact).kind != FactKind::Yes) {
        return None;
    }
    let all = |value: FactValue| mask.iter().all(|fact| answers.value(fact) == Some(value));
    let any = |value: FactValue| mask.iter().any(|fact| answers.value(fact) == Some(value));
    match state(outcomes) {
        Outcome::Holds if all(NO) => Some(words.held_none.to_owned()),
        Outcome::Fails if any(YES) => {
            let named =
                mask.iter().filter(|&fact| answers.value(fact) == Some(YES)).map(|fact| catalogue.fact(fact).short.get(words.language));
            Some(format!("{}{}{}", words.held_some, words.colon, named.collect::<Vec<_>>().join(words.list_and)))
        }
        _ => None,
    }
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

/// Ways out as people read them.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct WaysTold {
    /// What all of them ask for.
    pub always: Option<String>,
    /// Beyond that, one of these.
    pub choices: Vec<String>,
    /// Whether there are more than are told.
    pub more: bool,
}

/// Ways that are told.
const MOST_TOLD: usize = 5;

/// What all ways share once, then the choices that are left, those that take the least first; choices that differ only in an option are one.
pub fn ways_told(catalogue: &Catalogue, words: &Words, answers: &Answers, day: Date, ways: &[Way]) -> WaysTold {
    let domains = Domains::new(catalogue, answers);
    let dated = |way: &Way| way.iter().copied().zip(remedies::years(catalogue, &domains, day, way)).collect::<Dated>();
    let mut ways: Vec<Dated> = ways.iter().map(dated).collect();
    crate::order::sort_by_key(&mut ways, |way| effort(catalogue, way));
    let Some(first) = ways.first() else { return WaysTold::default() };
    let in_all = |change: &Change| ways.iter().all(|way| way.iter().any(|(other, _)| other == change));
    let always: Dated = first.iter().filter(|(change, _)| in_all(change)).copied().collect();
    let left = |way: &Dated| way.iter().filter(|(change, _)| !in_all(change)).copied().collect::<Dated>();
    let mut choices: Vec<(Dated, Vec<u8>)> = Vec::new();
    for way in ways.iter().map(left).filter(|way| !way.is_empty()) {
        let option = |way: &Dated| match way[..] {
            [(Change { fact, required: Required::Option(option), .. }, _)] => Some((fact, false, option)),
            [(Change { fact, required: Required::Including(option), .. }, _)] => Some((fact, true, option)),
            _ => None,
        };
        let same = |other: &Dated| {
            let (a, b) = (option(&way), option(other));
            a.zip(b).is_some_and(|(a, b)| (a.0, a.1) == (b.0, b.1))
        };
        match choices.iter_mut().find(|(other, _)| same(other)) {
            Some((_, options)) => options.extend(option(&way).map(|(.., option)| option)),
            None => {
                let options = option(&way).into_iter().map(|(.., option)| option).collect();
                choices.push((way, options));
            }
        }
    }
    let more = MOST_TOLD < choices.len();
    let told = |(way, options): &(Dated, Vec<u8>)| tell(catalogue, words, way, options);
    let mut choices: Vec<String> = choices.iter().take(MOST_TOLD).map(told).collect();
    let mut always = (!always.is_empty()).then(|| tell(catalogue, words, &always, &[]));
    if choices.len() == 1 && always.is_none() {
        always = choices.pop();
    }
    WaysTold { always, choices, more }
}

/// Changes, each with the earliest year of its figure.
type Dated = Vec<(Change, Option<i64>)>;

/// How much a way takes: a decision less than growth, growth less than years.
fn effort(catalogue: &Catalogue, way: &Dated) -> u32 {
    let of = |(change, _): &(Change, Option<i64>)| match catalogue.fact(change.fact).change {
        _ if change.current == Current::Unknown => 1,
        Changeable::Choose => 2,
        Changeable::Rise | Changeable::Fall | Changeable::Grow | Changeable::Never => 3,
        Changeable::Time => 5,
    };
    way.iter().map(of).sum()
}

/// What is to change, and what is not known yet and would have to be so, as one sentence.
fn tell(catalogue: &Catalogue, words: &Words, way: &Dated, options: &[u8]) -> String {
    let joint = format!("{}{}", if words.list_and == "、" { "，" } else { ", " }, words.gap_and);
    let sentences = |unknown: bool| {
        let changes = way.iter().filter(|(change, _)| (change.current == Current::Unknown) == unknown);
        changes.map(|(change, year)| self::change(catalogue, words, change, *year, options)).collect::<Vec<String>>().join(&joint)
    };
    match (sentences(false), sentences(true)) {
        (known, unknown) if unknown.is_empty() => known,
        (known, unknown) if known.is_empty() => format!("{unknown}{}", (words.in_brackets)(words.ways_if)),
        (known, unknown) => format!("{known}{joint}{unknown}{}", (words.in_brackets)(words.ways_if)),
    }
}

fn change(catalogue: &Catalogue, words: &Words, change: &Change, year: Option<i64>, options: &[u8]) -> String {
    let fact = catalogue.fact(change.fact);
    let name = fact.short.get(words.language);
    let Some(unit) = fact.kind.unit() else {
        let label = |option: u8| fact.options.get(usize::from(option)).map_or("", |option| option.label.get(words.language));
        let or = if words.list_and == "、" { format!("”{}“", words.gap_or) } else { format!("” {} “", words.gap_or) };
        let any = |option: u8| {
            if options.is_empty() { label(option).to_owned() } else { options.iter().copied().map(label).collect::<Vec<_>>().join(&or) }
        };
        let need = match change.required {
            Required::Option(option) => (words.gap_choose)(&any(option)),
            Required::Including(option) => (words.gap_including)(&any(option)),
            Required::Without(options) => {
                let named: Vec<&str> = (0..32).filter(|bit| options >> bit & 1 == 1).map(label).filter(|label| !label.is_empty()).collect();
                (words.gap_without)(&named.join(words.list_and))
            }
            Required::AtLeast(_) | Required::AtMost(_) | Required::ShareOf(..) => String::new(),
        };
        return sentence(words, name, &[need]);
    };
    let shown = |quantity: Quantity| text::quantity(words.language, quantity, unit);
    // A bound that lies one step beyond a round figure is that figure, left out.
    let is_beside_round = |beside: i64| unit.decimals() != 0 && beside % unit.steps() == 0;
    let mut parts: Vec<String> = Vec::new();
    match change.current {
        Current::Range(low, high) if low == high => parts.push((words.gap_have)(&shown(low))),
        Current::Range(..) | Current::Unknown | Current::Option(_) | Current::Options(_) => {}
    }
    let above = matches!(change.required, Required::AtLeast(bound) if is_beside_round(bound.0 - 1));
    parts.push(match change.required {
        Required::AtLeast(bound) if above => (words.gap_above)(&shown(Quantity(bound.0 - 1))),
        Required::AtLeast(bound) => (words.gap_at_least)(&shown(bound)),
        Required::AtMost(bound) if unit == Unit::Rank => (words.gap_rank)(&bound.0.to_string()),
        Required::AtMost(bound) if is_beside_round(bound.0 + 1) => (words.gap_below)(&shown(Quantity(bound.0 + 1))),
        Required::AtMost(bound) => (words.gap_at_most)(&shown(bound)),
        Required::ShareOf(of, percent) => (words.gap_share)(&percent.to_decimal(Unit::Share), catalogue.fact(of).short.get(words.language)),
        Required::Option(_) | Required::Including(_) | Required::Without(_) => String::new(),
    });
    let difference = |delta: i64| match unit {
        Unit::Percent => (words.gap_percent_points)(&Quantity(delta).to_decimal(unit)),
        _ => shown(Quantity(delta)),
    };
    match (change.delta, year) {
        (Some(_), Some(year)) if fact.year_end => parts.push(text::date_of_year(words, year)),
        (Some(delta), _) if 1 < delta && above => parts.push((words.gap_more_above)(&difference(delta - 1))),
        (Some(delta), _) if 0 < delta => parts.push((words.gap_more)(&difference(delta))),
        (Some(delta), _) if delta < 0 && unit != Unit::Rank => parts.push((words.gap_less)(&difference(-delta))),
        _ => {}
    }
    if let Some(year) = year.filter(|_| !fact.year_end) {
        parts.push((words.gap_of_year)(&year.to_string()));
    }
    sentence(words, name, &parts)
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
    let left_to_others =
        report.supports.iter().filter(|support| !support.is_over() && support.assessment.decided_nothing(catalogue)).count();
    let review = report.count(Verdict::Review) - left_to_others;
    let mut parts = vec![(words.headline)(&report.size, report.count(Verdict::Qualifies), review)];
    if report.unregistered {
        parts.push(words.headline_founder.to_owned());
    } else if let Some((index, rung)) = next_rung(report) {
        let name = catalogue.rungs[index].name.get(words.language);
        match rung.assessment.prospect() {
            Verdict::NotYet if rung.assessment.rules.len() == 1 => {
                let open = rung.assessment.lines().filter(|line| line.is_open()).count();
                let gap = (words.headline_gap)(name, rung.assessment.lines().filter(|line| line.fails()).count());
                parts.push(if open == 0 { gap } else { (words.headline_gap_open)(&gap, open) });
            }
            Verdict::Review if !rung.assessment.decided_nothing(catalogue) => parts.push((words.headline_gap_review)(name)),
            _ => {}
        }
    }
    if parts.len() == 1 && report.count(Verdict::Undetermined) != 0 {
        parts.push((words.headline_open)(report.count(Verdict::Undetermined)));
    }
    parts.join(if words.list_and == "、" { "；" } else { "; " })
}

/// What is said of a support or a rung; where everything is left to the agency, that nothing is judged here.
pub fn verdict(catalogue: &Catalogue, words: &Words, assessment: &Assessment) -> &'static str {
    if assessment.decided_nothing(catalogue) { words.undecided } else { (words.verdict)(assessment.prospect()) }
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
pub fn state(outcomes: OutcomeSet) -> Outcome {
    if outcomes.is_only(Outcome::Holds) {
        Outcome::Holds
    } else if outcomes.is_only(Outcome::Fails) {
        Outcome::Fails
    } else if outcomes.is_only(Outcome::Review) {
        Outcome::Review
    } else {
        // Stands for “open”: the one outcome no line of its own can have.
        Outcome::NotApplicable
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

/// What to say of a line without a way: what has to be known first, that it is about size, or that nobody changes it.
pub fn without_way(catalogue: &Catalogue, words: &Words, answers: &Answers, line: Line) -> String {
    let node = catalogue.criterion(line.criterion).node;
    let mask = catalogue.mask(node);
    let open = mask.iter().filter(|&fact| line.is_open() && !answers.value(fact).is_some_and(is_exact));
    let names: Vec<&str> = open.map(|fact| catalogue.fact(fact).short.get(words.language)).collect();
    let numbers = mask.iter().any(|fact| catalogue.fact(fact).change == Changeable::Never && catalogue.fact(fact).kind.unit().is_some());
    match () {
        () if !names.is_empty() => (words.gap_answer_first)(&names.join(words.list_and)),
        () if numbers => words.gap_size.to_owned(),
        () => words.gap_cannot.to_owned(),
    }
}

fn is_exact(value: FactValue) -> bool {
    !matches!(value, FactValue::Range(low, high) if low != high)
}

/// A condition that is not met or not known, with its ways out.
pub fn way_out(catalogue: &Catalogue, words: &Words, answers: &Answers, day: Date, line: Line) -> String {
    let about = catalogue.criterion(line.criterion);
    let label = about.label.get(words.language);
    let Some(gap) = report::gaps(catalogue, answers, &[line]).pop() else { return label.to_owned() };
    let points = points_short(catalogue, words, answers, about.node);
    let told = ways_told(catalogue, words, answers, day, &gap.ways);
    let any = if told.always.is_some() { words.gap_then_any } else { words.gap_any };
    let choices = (!told.choices.is_empty()).then(|| format!("{any}{}", told.choices.join(&format!(" {} ", words.gap_or))));
    let always = told.always.map(|always| if choices.is_some() { format!("{}{always}", words.gap_all) } else { always });
    let ways = if gap.ways.is_empty() {
        without_way(catalogue, words, answers, line)
    } else {
        always.into_iter().chain(choices).collect::<Vec<_>>().join(" · ")
    };
    let rest = points.into_iter().chain([ways]).collect::<Vec<_>>().join(" · ");
    format!("{label} — {rest}")
}

/// Lines that stand between the firm and a rung, the failing ones first.
pub fn in_the_way(lines: &[Line]) -> Vec<Line> {
    let failing = lines.iter().filter(|line| line.fails());
    let open = lines.iter().filter(|line| line.is_open());
    failing.chain(open).copied().collect()
}
