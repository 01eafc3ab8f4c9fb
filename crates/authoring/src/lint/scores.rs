//! Scores: steps in order, labels without foreign figures, marks within reach, nothing for an agency to judge inside.

use super::Lint;
use super::bounds::Bounds;
use super::figures::{Words, figures};
use super::place::{Cursor, within};
use crate::said::{Said, Tongue, linting as said};
use crate::seed::{ConditionSeed, Number, PartSeed, Seeds};

/// Checks every score.
pub fn lint(lint: &mut Lint<'_>) {
    for (id, rule) in &lint.seeds.rules {
        let file = format!("rules/{id}.toml");
        let mut cursor = Cursor::new(lint.folder, &file);
        for score in &rule.scores {
            let line = cursor.id(&score.id);
            let mut most = 0;
            for group in &score.groups {
                let line = cursor.id(&group.id);
                let reach: u16 = group.parts.iter().map(|part| u16::from(best(part))).sum();
                let least: u16 = group.parts.iter().map(|part| u16::from(part.otherwise)).sum();
                if group.at_least.is_some_and(|mark| reach < mark || mark <= least) {
                    lint.at(&file, line, said::sub_minimum(&group.id, least, reach));
                }
                most += reach;
                for part in &group.parts {
                    let line = cursor.id(&part.id);
                    for fault in part_faults(lint.seeds, part, lint.tongues()) {
                        lint.at(&file, line, said::part(&part.id, fault));
                    }
                }
            }
            if most < score.pass || score.pass == 0 {
                lint.at(&file, line, said::pass_mark(&score.id, score.pass, most));
            }
        }
    }
}

fn best(part: &PartSeed) -> u8 {
    let steps = part.steps.iter().flat_map(|steps| steps.at_least.iter().chain(&steps.at_most)).map(|(_, points)| *points);
    steps.chain(part.when.iter().map(|line| line.points)).max().unwrap_or(0).max(part.otherwise)
}

fn part_faults(seeds: &Seeds, part: &PartSeed, tongues: &[Tongue]) -> Vec<Said> {
    let mut faults = Vec::new();
    let mut bounds = Bounds::default();
    for steps in &part.steps {
        bounds.add(seeds, &steps.of);
        for (rows, rising) in [(&steps.at_least, false), (&steps.at_most, true)] {
            let in_order = rows.windows(2).all(|pair| pair[1].1 < pair[0].1 && ordered(&pair[0].0, &pair[1].0, rising));
            if !in_order {
                faults.push(said::steps_order());
            }
        }
        if reviews(seeds, &steps.of) {
            faults.push(said::score_review());
        }
    }
    for line in &part.when {
        bounds.add(seeds, &line.rule);
        if reviews(seeds, &line.rule) {
            faults.push(said::score_review());
        }
    }
    for &tongue in tongues {
        let label = tongue.of(&part.label.zh, &part.label.en);
        for figure in
            figures(label, Words::All).iter().filter(|figure| !bounds.required.contains(*figure) && !bounds.allowed.contains(*figure))
        {
            faults.push(said::score_states(tongue, figure));
        }
    }
    faults
}

fn ordered(better: &Number, worse: &Number, rising: bool) -> bool {
    let hundredths = |number: &Number| match number {
        Number::Integer(integer) => Some(integer * 100),
        Number::Decimal(decimal) => {
            let (whole, part) = decimal.split_once('.').unwrap_or((decimal, ""));
            format!("{whole}{part:0<2}").parse().ok()
        }
    };
    match (hundredths(better), hundredths(worse)) {
        (Some(better), Some(worse)) => {
            if rising {
                better < worse
            } else {
                worse < better
            }
        }
        _ => false,
    }
}

/// Whether an agency may have to judge inside: a review, or a size class that an authority decides.
pub fn reviews(seeds: &Seeds, rule: &ConditionSeed) -> bool {
    within(rule).into_iter().any(|part| {
        let term = part.term.as_ref().and_then(|id| seeds.terms.iter().find(|term| term.id == *id));
        part.review.is_some()
            || part.review_if.is_some()
            || part.size_at_most.is_some()
            || term.is_some_and(|term| reviews(seeds, &term.rule))
    })
}
