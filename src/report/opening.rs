//! What is found while nothing is known: made for the pack, and read from it.

use super::{of_rung, of_support};
use crate::catalogue::{Catalogue, CriterionId, Found, Opening};
use crate::date::Date;
use crate::facts::{Answers, FactSet};
use crate::rules::domain::Domains;
use crate::rules::level::Levels;
use crate::rules::search::Search;
use crate::rules::verdict::{self, Assessment, Line, Subject, Verdict};

/// What is found while nothing is known, for the day on which the last of the pack's lines comes into force.
pub fn opening(catalogue: &Catalogue) -> Opening {
    let day = catalogue.criteria.iter().filter_map(|criterion| criterion.period.from).fold(catalogue.pack.issued, Date::max);
    let answers = Answers::default();
    let domains = Domains::new(catalogue, &answers);
    let mut search = Search::new(catalogue, &domains);
    let subjects = catalogue.supports.iter().map(of_support).chain(catalogue.rungs.iter().map(of_rung));
    let found = subjects.map(|subject| {
        let levels = search.levels_of_best(&subject.lists(catalogue, day));
        let Assessment { depends_on, trigger, rules, .. } = verdict::assess(&mut search, &subject, day);
        Found { levels: levels.0, depends_on, trigger: trigger.0, lines: rules.iter().flatten().map(|line| line.levels.0).collect() }
    });
    Opening { day, found: found.collect() }
}

/// What the pack says of the support or rung at this place, if no fact of it is among the known and the lines in force are those it was found for.
pub(super) fn assessment(catalogue: &Catalogue, place: usize, subject: &Subject<'_>, day: Date, known: FactSet) -> Option<Assessment> {
    let opening = catalogue.opening.as_ref()?;
    let found = opening.found.get(place)?;
    let same = |rule: &&[CriterionId]| catalogue.in_force(rule, day).eq(catalogue.in_force(rule, opening.day));
    if !subject.facts(catalogue).and(known).is_empty() || !subject.rules.iter().all(same) {
        return None;
    }
    let mut levels = found.lines.iter();
    let mut rules = Vec::new();
    for rule in &subject.rules {
        let mut lines = Vec::new();
        for criterion in catalogue.in_force(rule, day) {
            lines.push(Line { criterion, levels: Levels(*levels.next()?) });
        }
        rules.push(lines);
    }
    Some(Assessment { verdict: Verdict::of(Levels(found.levels)), depends_on: found.depends_on, trigger: Levels(found.trigger), rules })
}
