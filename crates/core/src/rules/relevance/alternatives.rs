//! Whether a fact is pivotal for the best of several rules.
//!
//! That is asked of each rule beside the outcomes of the others, and a branch where none can be moved is left. A ratio that several rules ask about is
//! first assumed to reach what it may, as if it were a fact of its own: that allows no less than the two numbers do, and asks far fewer values. What is
//! found so is then confirmed with the numbers, with all else as it was found.

use super::Target;
use crate::catalogue::NodeId;
use crate::facts::FactId;
use crate::rules::assignment::{AssumedRatio, Change};
use crate::rules::budget::Budget;
use crate::rules::domain::Domain;
use crate::rules::evaluate::alternatives::{Rules, UndecidedRules};
use crate::rules::evaluate::join::Join;
use crate::rules::outcome::{Outcome, OutcomePairs};
use crate::rules::representatives::intervals;
use crate::rules::search::Search;

impl Search<'_> {
    /// Whether the fact is pivotal for the best of these lists.
    ///
    /// A shared fact with few options is tried option by option, each in a search of its own.
    pub(super) fn is_pivotal_for_rules(&mut self, lists: &[Vec<NodeId>], target: Target) -> bool {
        let rules = Rules::new(lists);
        let Some((_, choices)) = self.few_options(&rules, Some(target.fact)) else { return self.rounds_of_relevance(&rules, target) };
        choices.into_iter().any(|choice| self.with(choice, |search| search.rounds_of_relevance(&rules, target)))
    }

    fn rounds_of_relevance(&mut self, rules: &Rules, target: Target) -> bool {
        for mut budget in Budget::rounds() {
            if self.is_pivotal_in_budget(rules, target, &mut budget) {
                return true;
            }
            if !budget.is_spent() {
                break;
            }
        }
        false
    }

    fn is_pivotal_in_budget(&mut self, rules: &Rules, target: Target, budget: &mut Budget) -> bool {
        let skip_bound_check = core::mem::replace(&mut budget.skip_bound_check, false);
        let undecided = self.undecided_rules(rules);
        let all = undecided.all();
        if self.is_spent() || !self.open_facts_of(&all).has(target.fact) {
            return false;
        }
        if undecided.private.len() < 2 {
            return self.is_pivotal(&all, Join::All, target) && self.confirm_with_numbers(rules, target, budget);
        }
        // A rule that holds whatever is missing leaves the outcome to what all rules have in common.
        if undecided.private.iter().any(|private| private.iter().all(|&node| self.possible(node).is_only(Outcome::Holds, Outcome::Holds))) {
            return self.is_pivotal(undecided.common, Join::All, target) && self.confirm_with_numbers(rules, target, budget);
        }
        // The first choice of all is followed to its end, for asking costs about as much.
        if budget.is_in_order() && !skip_bound_check && !self.may_be_pivotal(&undecided, target) {
            return false;
        }
        if !budget.numbers_decide
            && let Some(ratios) = self.shared_ratio(&undecided.parts(), target.fact)
        {
            return ratios.into_iter().any(|ratio| self.is_pivotal_with_ratio(ratio, rules, target, budget));
        }
        let shared = self.first_to_fix(&undecided, Some(target.fact));
        // What the fact is weighed against is tried with all its values otherwise.
        match shared.or_else(|| self.open_partner(target.fact, &all).filter(|_| !budget.is_in_order())) {
            Some(shared) => self.is_pivotal_by_choices(shared, &undecided, rules, target, budget),
            None => {
                self.is_pivotal_at(&all, target, &mut |search, _| search.best_within(rules, OutcomePairs::ALL, &mut Budget::unlimited()))
                    && self.confirm_with_numbers(rules, target, budget)
            }
        }
    }

    /// The same with a shared fact fixed to one choice after the other.
    fn is_pivotal_by_choices(
        &mut self,
        shared: FactId,
        undecided: &UndecidedRules<'_>,
        rules: &Rules,
        target: Target,
        budget: &mut Budget,
    ) -> bool {
        let choices = if self.assignment.ratios().is_empty() {
            self.arranged(shared, undecided, budget)
        } else {
            match self.choices_beside_ratios(shared, undecided) {
                Some(choices) => choices,
                None => return self.confirm_with_numbers(rules, target, budget),
            }
        };
        for (place, choice) in choices.into_iter().enumerate() {
            if !budget.take() {
                return false;
            }
            budget.skip_bound_check = place == 0;
            if self.with(choice, |search| search.is_pivotal_in_budget(rules, target, budget)) {
                return true;
            }
        }
        false
    }

    /// The same with one more ratio assumed.
    fn is_pivotal_with_ratio(&mut self, ratio: AssumedRatio, rules: &Rules, target: Target, budget: &mut Budget) -> bool {
        budget.take() && self.with(Change::Ratio(ratio), |search| search.is_pivotal_in_budget(rules, target, budget))
    }

    /// Whether what was found with assumed ratios is also found when the numbers decide them.
    fn confirm_with_numbers(&mut self, rules: &Rules, target: Target, budget: &mut Budget) -> bool {
        if self.assignment.ratios().is_empty() {
            return true;
        }
        (budget.numbers_decide, budget.skip_bound_check) = (true, true);
        let found = self.with(Change::NumbersDecide, |search| search.is_pivotal_in_budget(rules, target, budget));
        budget.numbers_decide = false;
        found
    }

    /// The choices for a fact that hold beside assumed ratios and without them: the values of a number that is weighed against others stand for others
    /// only as long as the ratios are not asked, so that it is narrowed at most. `None` if that leaves it shared.
    fn choices_beside_ratios(&self, fact: FactId, rules: &UndecidedRules<'_>) -> Option<Vec<Change>> {
        let parts = rules.parts();
        let linked = self.problem.linked(fact);
        if !self.assignment.ratios().iter().any(|ratio| linked.has(ratio.numerator)) {
            return Some(self.choices(fact, &parts));
        }
        let Domain::Range(low, high) = self.assignment.domain(fact) else { return None };
        let (weighed, bounds) = self.comparisons(fact, &parts);
        let ranges = intervals(low, high, &bounds);
        (weighed < 2 && 1 < ranges.len()).then(|| ranges.into_iter().map(|(low, high)| Change::Range(fact, low, high)).collect())
    }

    /// Whether one of the rules can be moved while the others leave room for it: what moves the best moves the rule that is best in one of the two
    /// worlds, and the others stay within what it is in the other.
    fn may_be_pivotal(&mut self, rules: &UndecidedRules<'_>, target: Target) -> bool {
        let whole = rules.whole();
        (0..whole.len()).any(|place| {
            if !self.open_facts_of(&whole[place]).has(target.fact) {
                return false;
            }
            let mut others = Join::Any.neutral();
            for other in (0..whole.len()).filter(|&other| other != place) {
                let outcomes = OutcomePairs::equal(self.join(&whole[other], Join::All).first());
                others = others.combine(outcomes, |a, b| a.max(b));
            }
            target.beside(others.first(), Join::Any).is_some_and(|target| self.is_pivotal(&whole[place], Join::All, target))
        })
    }
}
