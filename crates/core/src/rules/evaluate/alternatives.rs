//! Several rules, the best of which counts, and which share facts and conditions: a rung with two rules.
//!
//! What all rules have in common is taken out, for the weakest of all distributes over the best of any; facts that rules share are then fixed. Which
//! choice comes first is left to chance, and a search that has tried many is begun anew elsewhere with twice as many allowed: a witness is seldom far
//! from some beginning, and a search that comes to its end before its budget is spent has left nothing out.

use super::super::assignment::Change;
use super::super::budget::Budget;
use super::super::domain::Domain;
use super::super::outcome::{Outcome, OutcomePairs, OutcomeSet};
use super::super::search::Search;
use super::join::{Join, shared};
use crate::catalogue::NodeId;
use crate::facts::{FactId, FactSet};

/// Options of a fact that are few enough for a search of their own each.
const FEW_OPTIONS: usize = 8;

/// Several rules.
pub struct Rules {
    /// The conditions of all of them.
    common: Vec<NodeId>,
    /// What each of them asks beside those.
    private: Vec<Vec<NodeId>>,
}

/// Rules that can still be met at the moment.
pub struct UndecidedRules<'r> {
    /// The conditions of all of them.
    pub common: &'r [NodeId],
    /// What each of them asks beside those.
    pub private: Vec<&'r [NodeId]>,
}

impl Rules {
    /// The rules of these lists of conditions.
    pub fn new(lists: &[Vec<NodeId>]) -> Rules {
        let Some((first, others)) = lists.split_first() else { return Rules { common: Vec::new(), private: Vec::new() } };
        let common: Vec<NodeId> = first.iter().copied().filter(|node| others.iter().all(|list| list.contains(node))).collect();
        let private = lists.iter().map(|list| list.iter().copied().filter(|node| !common.contains(node)).collect()).collect();
        Rules { common, private }
    }
}

impl UndecidedRules<'_> {
    /// Every condition, the common ones first.
    pub fn all(&self) -> Vec<NodeId> {
        self.parts().concat()
    }

    /// The common conditions, and those of each rule.
    pub fn parts(&self) -> Vec<&[NodeId]> {
        core::iter::once(self.common).chain(self.private.iter().copied()).collect()
    }

    /// The conditions of each rule, with the common ones.
    pub fn whole(&self) -> Vec<Vec<NodeId>> {
        self.private.iter().map(|private| [self.common, private].concat()).collect()
    }
}

/// The outcomes of the best of rules that were independent of each other.
fn best_of(of_each: &[OutcomeSet]) -> OutcomePairs {
    of_each.iter().fold(Join::Any.neutral(), |best, outcomes| best.combine(OutcomePairs::equal(*outcomes), |a, b| a.max(b)))
}

impl Search<'_> {
    /// The outcomes that the best of several lists can have. `of_each` holds the outcomes of each list alone: nothing beyond their best can come, so
    /// the search may stop there.
    pub(in super::super) fn best(&mut self, lists: &[Vec<NodeId>], of_each: &[OutcomeSet]) -> OutcomeSet {
        let independent = best_of(of_each);
        let rules = Rules::new(lists);
        let Some((_, choices)) = self.few_options(&rules, None) else {
            return self.rounds_of_outcomes(&rules, independent).first();
        };
        let mut found = OutcomePairs::NONE;
        for choice in choices {
            found = found.union(self.with(choice, |search| {
                // What each list can still be with this option: an outcome that none of them has left is not looked for.
                let of_each: Vec<OutcomeSet> = lists.iter().map(|list| search.join(list, Join::All).first()).collect();
                search.rounds_of_outcomes(&rules, best_of(&of_each))
            }));
            if found == independent {
                break;
            }
        }
        found.first()
    }

    fn rounds_of_outcomes(&mut self, rules: &Rules, bound: OutcomePairs) -> OutcomePairs {
        let mut found = OutcomePairs::NONE;
        for mut budget in Budget::rounds() {
            found = found.union(self.best_within(rules, bound, &mut budget));
            if found == bound || !budget.is_spent() {
                break;
            }
        }
        found
    }

    /// The outcomes of the best of the rules, as many as are found within the budget, and no more than `bound`.
    pub(in super::super) fn best_within(&mut self, rules: &Rules, bound: OutcomePairs, budget: &mut Budget) -> OutcomePairs {
        let undecided = self.undecided_rules(rules);
        let all = undecided.all();
        if undecided.private.len() == 1 {
            return self.join(&all, Join::All);
        }
        let Some(fact) = self.first_to_fix(&undecided, None) else { return self.best_of_independent(&undecided) };
        let mut union = OutcomePairs::NONE;
        for choice in self.arranged(fact, &undecided, budget) {
            if !budget.take() {
                break;
            }
            union = union.union(self.with(choice, |search| search.best_within(rules, bound, budget)));
            if union == bound {
                break;
            }
        }
        union
    }

    fn best_of_independent(&mut self, rules: &UndecidedRules<'_>) -> OutcomePairs {
        let mut best = Join::Any.neutral();
        for private in &rules.private {
            best = best.combine(self.join(private, Join::All), |a, b| a.max(b));
        }
        best.combine(self.join(rules.common, Join::All), |a, b| a.min(b))
    }

    /// The choices for a fact that several parts share, in the order in which they are tried.
    pub(in super::super) fn arranged(&self, fact: FactId, rules: &UndecidedRules<'_>, budget: &mut Budget) -> Vec<Change> {
        if budget.is_in_order() {
            let mut choices = self.choices(fact, &rules.parts());
            // The largest numbers leave most room for the ratios that led here.
            if budget.numbers_decide {
                choices.reverse();
            }
            return choices;
        }
        let values = self.representatives(fact, &rules.all());
        let mut choices: Vec<Change> = values.into_iter().map(|value| Change::Value(fact, value)).collect();
        budget.arrange(&mut choices, !matches!(self.assignment.domain(fact), Domain::Range(..)));
        choices
    }

    /// Rules that can still do better than fail; one of them when none can, so that there is one to read the outcome from.
    pub(in super::super) fn undecided_rules<'r>(&self, rules: &'r Rules) -> UndecidedRules<'r> {
        let fails = OutcomePairs::only(Outcome::Fails, Outcome::Fails);
        let is_lost = |private: &&[NodeId]| private.iter().any(|&node| self.open_facts(node).is_empty() && self.known(node) == fails);
        let every = || rules.private.iter().map(Vec::as_slice);
        let mut private: Vec<&[NodeId]> = every().filter(|private| !is_lost(private)).collect();
        if private.is_empty() {
            private.extend(every().take(1));
        }
        UndecidedRules { common: &rules.common, private }
    }

    /// The fact to fix next among those that two of the parts share: facts with options first, for they close most, then the most used.
    pub(in super::super) fn first_to_fix(&self, rules: &UndecidedRules<'_>, except: Option<FactId>) -> Option<FactId> {
        let all = rules.all();
        let weight = |fact: &FactId| {
            let uses = all.iter().filter(|&&node| self.open_facts(node).has(*fact)).count();
            (!matches!(self.assignment.domain(*fact), Domain::Range(..)), uses)
        };
        let shared: FactSet = shared(rules.parts().into_iter().map(|part| self.open_facts_of(part)));
        shared.iter().filter(|&fact| Some(fact) != except).max_by_key(weight)
    }

    /// The choices for the fact to fix first, if it has few options. A legal form is tried form by form, each in a search of its own: what each form
    /// leaves is decided quickly, while one search over all of them returns to the same numbers under every form.
    pub(in super::super) fn few_options(&self, rules: &Rules, except: Option<FactId>) -> Option<(FactId, Vec<Change>)> {
        let undecided = self.undecided_rules(rules);
        if undecided.private.len() < 2 {
            return None;
        }
        let fact = self.first_to_fix(&undecided, except)?;
        if matches!(self.assignment.domain(fact), Domain::Range(..)) {
            return None;
        }
        let choices = self.choices(fact, &undecided.parts());
        (choices.len() <= FEW_OPTIONS).then_some((fact, choices))
    }
}
