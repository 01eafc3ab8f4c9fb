//! What a support is worth rests on figures of its sources and on nothing else.
//!
//! Every number of the cases stands in the worth's `figures`, each under the document it was read in; every figure there is used; the formula for
//! people states, in both languages, figures of that list alone, and all of them that are no step of a tax table.

use super::Lint;
use super::figures::{Figures, MONEY, Measures, SHARE, Words, figures, measure};
use crate::Stage;
use crate::said::linting as said;
use crate::seed::{Number, WorthCaseSeed, WorthSeed};

/// How often a year a period of filing comes.
const PERIODS: [u8; 2] = [4, 12];

/// Checks every worth.
pub fn lint(lint: &mut Lint<'_>) {
    let seeds = lint.seeds;
    for (id, support) in &seeds.supports {
        let Some(worth) = &support.worth else { continue };
        let file = format!("supports/{id}.toml");
        let listed = listed(lint, &file, worth);
        let used = used(worth);
        for (figure, unit) in used.difference(&listed) {
            lint.near(&file, "[worth]", said::worth_unsourced(format!("{figure}{unit}")));
        }
        for (figure, unit) in listed.difference(&used) {
            lint.near(&file, "[worth]", said::worth_unused(format!("{figure}{unit}")));
        }
        formula(lint, &file, worth, &listed);
        for periods in worth.cases.iter().filter_map(|case| case.periods).filter(|periods| !PERIODS.contains(periods)) {
            lint.near(&file, &format!("periods = {periods}"), said::worth_periods(periods));
        }
        if let Some(group) = &worth.exclusive {
            let of_group = |other: &&WorthSeed| other.exclusive.as_ref() == Some(group);
            if seeds.supports.values().filter_map(|support| support.worth.as_ref()).filter(of_group).count() < 2 {
                lint.near(&file, "exclusive", said::worth_alone(group));
            }
        }
    }
}

fn formula(lint: &mut Lint<'_>, file: &str, worth: &WorthSeed, listed: &Measures) {
    let of_tables = measures(all(worth).flat_map(in_table));
    let periods = worth.cases.iter().filter_map(|case| case.periods).map(|periods| periods.to_string());
    let known: Figures = listed.iter().map(|(figure, _)| figure.clone()).chain(periods).collect();
    let needed: Figures = listed.difference(&of_tables).map(|(figure, _)| figure.clone()).collect();
    for &tongue in lint.tongues() {
        let text = tongue.of(&worth.formula.zh, &worth.formula.en);
        let stated = figures(text, Words::WithUnit);
        for figure in stated.difference(&known) {
            lint.near(file, text, said::formula_states(tongue, figure));
        }
        for figure in needed.difference(&stated) {
            lint.near(file, text, said::formula_lacks(tongue, figure));
        }
    }
    if lint.stage == Stage::Whole && figures(&worth.formula.zh, Words::WithUnit) != figures(&worth.formula.en, Words::WithUnit) {
        lint.near(file, &worth.formula.zh, said::formula_differs());
    }
}

fn listed(lint: &mut Lint<'_>, file: &str, worth: &WorthSeed) -> Measures {
    let mut listed = Measures::new();
    for (source, written) in &worth.figures {
        if !lint.seeds.sources.source.iter().any(|known| known.id == *source) {
            lint.near(file, source, said::worth_source(source));
        }
        for one in written {
            match measure(one) {
                Some(figure) => _ = listed.insert(figure),
                None => lint.near(file, one, said::worth_figure(one)),
            }
        }
    }
    listed
}

/// The cases, and what the card asks for.
fn all(worth: &WorthSeed) -> impl Iterator<Item = &WorthCaseSeed> {
    worth.cases.iter().chain(worth.asks.as_ref().map(|asks| &asks.by))
}

fn used(worth: &WorthSeed) -> Measures {
    let of_cases = all(worth).flat_map(|case| in_table(case).chain(outside_table(case)));
    let mut used = measures(of_cases);
    used.extend(worth.years.map(|years| (years.to_string(), "")));
    used
}

fn measures<'a>(numbers: impl Iterator<Item = (&'a Number, &'static str)>) -> Measures {
    let written = |number: &Number| match number {
        Number::Integer(number) => number.to_string(),
        Number::Decimal(decimal) => decimal.clone(),
    };
    numbers.filter(|(number, _)| !matches!(number, Number::Integer(0))).map(|(number, unit)| (written(number), unit)).collect()
}

fn in_table(case: &WorthCaseSeed) -> impl Iterator<Item = (&Number, &'static str)> {
    case.table.iter().flat_map(|step| {
        let amounts = step.up_to.iter().chain([&step.less]).map(|amount| (amount, MONEY));
        amounts.chain([(&step.rate, SHARE)])
    })
}

fn outside_table(case: &WorthCaseSeed) -> impl Iterator<Item = (&Number, &'static str)> {
    let shares = [&case.deducts, &case.rate, &case.reduced_to, &case.share].into_iter().flatten().map(|share| (share, SHARE));
    let amounts = [&case.at_most, &case.each, &case.amount].into_iter().flatten().map(|amount| (amount, MONEY));
    shares.chain(amounts)
}
