//! What the exact search rests on: facts weighed against each other form a forest, each pair in one way, and divisors are never negative.

use super::Lint;
use super::place::{conditions, within};
use crate::conditions::number;
use crate::said::{Said, linting as said};
use crate::seed::{ConditionSeed, FactSeed, Seeds};
use zice_core::units::{Quantity, Unit};

/// Checks every ratio and sum; true when all are sound.
pub fn lint(lint: &mut Lint<'_>) -> bool {
    let (folder, seeds) = (lint.folder, lint.seeds);
    let mut links: Vec<([&str; 2], Option<&str>)> = Vec::new();
    // The tree each fact is in, by place.
    let mut trees: Vec<usize> = (0..seeds.facts.fact.len()).collect();
    let mut sound = true;
    for at in conditions(folder, seeds) {
        for part in within(at.seed) {
            let Some([first, second]) = part.ratio.as_ref().or(part.sum.as_ref()) else { continue };
            for fault in faults(seeds, part) {
                sound = false;
                lint.at(&at.file, at.line, fault);
            }
            let pair = if first < second { [first.as_str(), second] } else { [second, first.as_str()] };
            // The divisor of a ratio; a sum has none.
            let divisor = part.ratio.as_ref().map(|_| second.as_str());
            if let Some((_, known)) = links.iter().find(|(known, _)| *known == pair) {
                if *known != divisor {
                    sound = false;
                    let [a, b] = pair;
                    lint.at(&at.file, at.line, said::links_two_ways(a, b));
                }
                continue;
            }
            links.push((pair, divisor));
            let place = |id: &str| seeds.facts.fact.iter().position(|fact| fact.id == id);
            let (Some(one), Some(other)) = (place(first), place(second)) else { continue };
            let (kept, merged) = (trees[one], trees[other]);
            if kept == merged {
                sound = false;
                lint.at(&at.file, at.line, said::links_circle(first, second));
            }
            trees.iter_mut().filter(|tree| **tree == merged).for_each(|tree| *tree = kept);
        }
    }
    sound
}

fn faults(seeds: &Seeds, part: &ConditionSeed) -> Vec<Said> {
    let mut faults = Vec::new();
    let Some([_, denominator]) = &part.ratio else { return faults };
    let fact = seeds.facts.fact.iter().find(|fact| fact.id == *denominator);
    if fact.is_some_and(may_be_negative) {
        faults.push(said::divisor(denominator));
    }
    let percent = part.at_least.as_ref().and_then(|bound| number(bound, Unit::Share).ok());
    if percent.is_some_and(|percent| percent <= Quantity(0)) {
        faults.push(said::ratio_percent());
    }
    faults
}

fn may_be_negative(fact: &FactSeed) -> bool {
    fact.min.as_ref().is_some_and(|min| number(min, Unit::Percent).is_ok_and(|min| min < Quantity(0)))
}
