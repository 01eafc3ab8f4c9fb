//! The verdict of one support or rung, with what it rests on.
//!
//! Verdict, lines and open facts come from the same search over the same nodes, so an explanation cannot disagree with its verdict.

use super::outcome::{Outcome, OutcomeSet};
use super::search::Search;
use crate::catalogue::{Catalogue, CriterionId, Node, NodeId};
use crate::date::Date;
use crate::facts::FactSet;

/// The verdict that a firm reads beside a support or a rung.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Verdict {
    /// 可能符合: every criterion holds, whatever the missing facts turn out to be.
    Qualifies,
    /// 条件符合，须部门认定: every plain criterion holds and at least one is for the agency to judge.
    Review,
    /// 待确认: two completions of the missing facts give different verdicts.
    Undetermined,
    /// 暂不符合: some criterion fails whatever the missing facts are.
    NotYet,
    /// 未涉及: the situation is not the firm's.
    NotApplicable,
}

/// One line with the outcomes it can have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// The line.
    pub criterion: CriterionId,
    /// The outcomes it can have on completions of the missing facts.
    pub outcomes: OutcomeSet,
}

/// The verdict of one support or one rung.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assessment {
    /// The verdict.
    pub verdict: Verdict,
    /// The outcomes of the whole on completions of the missing facts.
    pub outcomes: OutcomeSet,
    /// Exactly the facts that can still change the outcome.
    pub depends_on: FactSet,
    /// The outcomes of the trigger; `Holds` alone where there is none.
    pub trigger: OutcomeSet,
    /// The lines of each rule, in the order of the pack. A support has one rule.
    pub rules: Vec<Vec<Line>>,
}

/// The subject of an assessment: a trigger and one or more lists of lines, the best of which counts.
pub struct Subject<'a> {
    /// The situation, as a `Trigger` node.
    pub trigger: Option<NodeId>,
    /// Lists of lines.
    pub rules: Vec<&'a [CriterionId]>,
}

impl Subject<'_> {
    /// Every fact that it mentions, on any day.
    pub fn facts(&self, catalogue: &Catalogue) -> FactSet {
        let nodes = self.rules.iter().copied().flatten().map(|&id| catalogue.criterion(id).node).chain(self.trigger);
        nodes.fold(FactSet::default(), |set, node| set.union(catalogue.mask(node)))
    }

    /// The conditions of each list on a day, the trigger before each.
    pub fn lists(&self, catalogue: &Catalogue, day: Date) -> Vec<Vec<NodeId>> {
        let nodes = |rule: &&[CriterionId]| catalogue.in_force(rule, day).map(|id| catalogue.criterion(id).node).collect::<Vec<_>>();
        self.rules.iter().map(|rule| self.trigger.into_iter().chain(nodes(rule)).collect()).collect()
    }
}

impl Verdict {
    /// The verdict that a set of possible outcomes means.
    pub fn of(outcomes: OutcomeSet) -> Verdict {
        if outcomes.is_only(Outcome::Holds) {
            Verdict::Qualifies
        } else if outcomes.is_only(Outcome::Review) {
            Verdict::Review
        } else if outcomes.is_only(Outcome::Fails) {
            Verdict::NotYet
        } else if outcomes.is_only(Outcome::NotApplicable) {
            Verdict::NotApplicable
        } else {
            Verdict::Undetermined
        }
    }

    /// The stable id that the command prints and the page carries.
    pub const fn id(self) -> &'static str {
        match self {
            Verdict::Qualifies => "qualifies",
            Verdict::Review => "review",
            Verdict::Undetermined => "undetermined",
            Verdict::NotYet => "not_yet",
            Verdict::NotApplicable => "not_applicable",
        }
    }

    /// Every verdict, the most useful to a firm first.
    pub const ALL: [Verdict; 5] = [Verdict::Qualifies, Verdict::Review, Verdict::Undetermined, Verdict::NotYet, Verdict::NotApplicable];
}

/// Whether these outcomes include one that a firm can hope for.
pub fn can_be_met(outcomes: OutcomeSet) -> bool {
    outcomes.has(Outcome::Holds) || outcomes.has(Outcome::Review)
}

/// Assesses one subject on a day.
pub fn assess(search: &mut Search<'_>, subject: &Subject<'_>, day: Date) -> Assessment {
    let catalogue = search.catalogue();
    let lists = subject.lists(catalogue, day);
    let outcomes = search.outcomes_of_best(&lists);
    let verdict = Verdict::of(outcomes);
    let depends_on = if verdict == Verdict::Undetermined { search.depends_on(&lists) } else { FactSet::default() };
    let trigger = subject.trigger.map_or(OutcomeSet::only(Outcome::Holds), |node| search.outcomes(&[node]));
    let rules = subject
        .rules
        .iter()
        .map(|rule| {
            catalogue
                .in_force(rule, day)
                .map(|criterion| Line { criterion, outcomes: search.outcomes(&[catalogue.criterion(criterion).node]) })
                .collect()
        })
        .collect();
    Assessment { verdict, outcomes, depends_on, trigger, rules }
}

impl Assessment {
    /// Whether it can still be met, or become a matter for the agency, on some completion of the missing facts.
    pub fn is_possible(&self) -> bool {
        can_be_met(self.outcomes)
    }

    /// The verdict as people read it, and as questions are chosen by: what can no longer be met is not open, though it may be open whether it fails or is
    /// not the firm's situation at all.
    pub fn prospect(&self) -> Verdict {
        if self.verdict == Verdict::Undetermined && !self.is_possible() { Verdict::NotYet } else { self.verdict }
    }

    /// Whether everything is left to the agency: nothing that the firm answered was found to hold, neither a line nor a part of one.
    pub fn decided_nothing(&self, catalogue: &Catalogue) -> bool {
        let confirmed = |line: Line| line.holds() || can_fail(catalogue, catalogue.criterion(line.criterion).node);
        self.verdict == Verdict::Review && !self.lines().any(confirmed)
    }

    /// The facts that can still change the outcome of what can still be met.
    pub fn worth_asking(&self) -> FactSet {
        if self.is_possible() { self.depends_on } else { FactSet::default() }
    }

    /// The lines of all rules, each once.
    pub fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        let mut seen = Vec::new();
        self.rules.iter().flatten().copied().filter(move |line| {
            let new = !seen.contains(&line.criterion);
            seen.push(line.criterion);
            new
        })
    }
}

/// Whether a condition can fail: one that can, and came out as [`Outcome::Review`], was met as far as it could be judged here.
fn can_fail(catalogue: &Catalogue, node: NodeId) -> bool {
    match catalogue.node(node) {
        Node::Review | Node::ReviewIf(_) => false,
        Node::Constant(value) => !value,
        Node::All(parts) => parts.iter().any(|&part| can_fail(catalogue, part)),
        Node::Any(ways) => ways.iter().all(|&way| can_fail(catalogue, way)),
        Node::Switch { cases, .. } => cases.iter().any(|&case| can_fail(catalogue, case)),
        _ => true,
    }
}

impl Line {
    /// Whether the line holds whatever is missing.
    pub fn holds(self) -> bool {
        self.outcomes.is_only(Outcome::Holds)
    }

    /// Whether it fails whatever is missing.
    pub fn fails(self) -> bool {
        self.outcomes.is_only(Outcome::Fails)
    }

    /// Whether the agency is to judge it, or may have to.
    pub fn may_need_review(self) -> bool {
        self.outcomes.has(Outcome::Review)
    }

    /// Whether it can both hold (or be for review) and fail.
    pub fn is_open(self) -> bool {
        !self.holds() && !self.fails() && !self.outcomes.is_only(Outcome::Review)
    }
}
