//! The exact search: which outcomes a condition can have, and which facts can change its outcome.
//!
//! Conditions that share no open fact are independent, and independent sets of outcomes combine exactly. Where conditions share a fact, it is
//! fixed to one representative value after the other (see [`super::representatives`]) until what is left is independent. To see whether a fact
//! matters, the same search runs in two worlds at once that differ in that fact alone, by one step between neighbouring representatives: if
//! any two values of a fact give different outcomes, some two neighbours do.
//!
//! Invariants: `open` and `slots` are as before after every public call; what is known of a condition is used only while none of
//! its facts is fixed; scores and their parts are also kept for the state of their facts (see [`super::memo`]).
//!
//! Longer than usual because every kind of condition is met here twice: in one world, and with what is missing.

use core::cell::Cell;

use super::assumptions::Share;
use super::domain::{Domain, Domains};
use super::memo::{Memo, State};
use super::outcome::{Outcome, OutcomePairs, OutcomeSet};
use super::points;
use crate::catalogue::{Catalogue, Node, NodeId};
use crate::facts::{FactId, FactSet, OptionSet};
use crate::units::Quantity;

/// Steps that a search for a witness may take before whole firms are looked at.
const ALLOWANCE: u64 = 150;

/// A search over one pack and one set of answers.
pub struct Search<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) domains: &'a Domains,
    /// Facts that are neither known nor fixed at the moment.
    pub(super) open: FactSet,
    /// The value of every fact that is not open, in both worlds; of an open one, some value that it may take.
    pub(super) slots: Vec<(i64, i64)>,
    /// Facts fixed at the moment although the answers leave them open.
    pub(super) fixed: FactSet,
    /// Fixed facts whose value differs between the worlds.
    pub(super) split: FactSet,
    /// Numbers whose range is narrowed at the moment.
    pub(super) narrowed: FactSet,
    /// The domain that each fact currently has.
    pub(super) left: Vec<Domain>,
    /// Ratios currently assumed to be reached, up to a share.
    pub(super) grants: Vec<(FactId, FactId, Quantity)>,
    /// Ratios currently assumed to reach a share and no more.
    pub(super) shares: Vec<Share>,
    /// The state of narrowing that `live` belongs to; never the same twice.
    pub(super) narrowing: u32,
    pub(super) narrowings: u32,
    /// Facts currently assumed to lie in another domain, whatever was answered.
    pub(super) assumed: FactSet,
    /// Facts that may currently take values outside their answered domain: assumed facts, and the numerators of granted ratios.
    pub(super) beyond: FactSet,
    /// Facts that are narrowed to a range or bound by an assumed ratio, but not fixed.
    pub(super) bent: FactSet,
    /// For each condition, whether it was already determined if the answers alone decide it.
    pub(super) settled: Vec<bool>,
    /// The facts below each condition, without those that only decided conditions mention.
    pub(super) undecided: Vec<FactSet>,
    pub(super) live: Vec<Cell<(u32, FactSet)>>,
    /// Facts weighed against each other, directly or through others.
    pub(super) links: Vec<FactSet>,
    /// For each condition, the number of the last pass that visited it; pass numbers are never reused.
    pub(super) met: Vec<Cell<u32>>,
    pub(super) passes: Cell<u32>,
    pub(super) memo: Vec<Option<OutcomePairs>>,
    joint_memo: Vec<(Vec<NodeId>, Join, OutcomePairs)>,
    /// Score parts with nothing fixed: their possible points.
    pub(super) part_memo: Vec<Option<points::Points>>,
    /// The possible points of score parts with something fixed or narrowed.
    pub(super) part_memos: Vec<Memo<points::Points>>,
    /// The possible outcomes of a score with something fixed or narrowed.
    pub(super) score_memos: Vec<Memo<OutcomePairs>>,
    /// A buffer for the cache key of the last lookup, kept to avoid allocating again.
    pub(super) state: Vec<State>,
    /// How many conditions were evaluated: for benchmarks, and for the tests that bound the effort.
    pub steps: u64,
    /// The number of steps at which a search for a witness gives up.
    limit: u64,
}

/// How conditions join.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// The weakest.
    All,
    /// The best.
    Any,
}

impl Join {
    pub(super) fn of(self, a: Outcome, b: Outcome) -> Outcome {
        match self {
            Join::All => a.min(b),
            Join::Any => a.max(b),
        }
    }

    pub(super) const fn neutral(self) -> OutcomePairs {
        match self {
            Join::All => OutcomePairs::only(Outcome::Holds, Outcome::Holds),
            Join::Any => OutcomePairs::only(Outcome::NotApplicable, Outcome::NotApplicable),
        }
    }
}

impl<'a> Search<'a> {
    /// A search with nothing fixed.
    pub fn new(catalogue: &'a Catalogue, domains: &'a Domains) -> Search<'a> {
        let slots = (0..catalogue.facts.len())
            .map(|index| {
                let value = domains.get(FactId(index as u8)).some();
                (value, value)
            })
            .collect();
        let parts = catalogue.scores.iter().flat_map(|score| &score.groups).map(|group| group.parts.len()).sum();
        Search {
            catalogue,
            domains,
            open: domains.open,
            slots,
            fixed: FactSet::default(),
            split: FactSet::default(),
            narrowed: FactSet::default(),
            left: (0..catalogue.facts.len()).map(|index| domains.get(FactId(index as u8))).collect(),
            grants: Vec::new(),
            shares: Vec::new(),
            narrowing: 0,
            narrowings: 0,
            assumed: FactSet::default(),
            beyond: FactSet::default(),
            bent: FactSet::default(),
            settled: vec![false; catalogue.nodes.len()],
            undecided: (0..catalogue.nodes.len()).map(|index| catalogue.mask(NodeId(index as u16))).collect(),
            live: vec![Cell::new((0, FactSet::default())); catalogue.nodes.len()],
            links: links(catalogue),
            met: vec![Cell::new(0); catalogue.nodes.len()],
            passes: Cell::new(0),
            memo: vec![None; catalogue.nodes.len()],
            joint_memo: Vec::new(),
            part_memo: vec![None; parts],
            part_memos: vec![Memo::new(); parts],
            score_memos: vec![Memo::new(); catalogue.scores.len()],
            state: Vec::new(),
            steps: 0,
            limit: u64::MAX,
        }
    }

    /// The pack searched.
    pub fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// What the answers leave open.
    pub fn domains(&self) -> &'a Domains {
        self.domains
    }

    /// The outcomes that the weakest of these can have.
    pub fn outcomes(&mut self, nodes: &[NodeId]) -> OutcomeSet {
        nodes.iter().for_each(|&node| self.settle(node));
        self.join(nodes, Join::All).first()
    }

    /// The outcomes that the best of several lists can have, each list taken by its weakest.
    pub fn outcomes_of_best(&mut self, lists: &[Vec<NodeId>]) -> OutcomeSet {
        match lists {
            [only] => self.outcomes(only),
            _ => {
                let of_each: Vec<OutcomeSet> = lists.iter().map(|list| self.outcomes(list)).collect();
                let open: Vec<usize> = (0..lists.len()).filter(|&index| !of_each[index].is_only(Outcome::Fails)).collect();
                match open[..] {
                    [] => OutcomeSet::only(Outcome::Fails),
                    [only] => of_each[only],
                    _ if of_each.iter().any(|outcomes| outcomes.is_only(Outcome::Holds)) => OutcomeSet::only(Outcome::Holds),
                    _ => {
                        let alive: Vec<Vec<NodeId>> = open.iter().map(|&index| lists[index].clone()).collect();
                        let of_alive: Vec<OutcomeSet> = open.iter().map(|&index| of_each[index]).collect();
                        self.best(&alive, &of_alive)
                    }
                }
            }
        }
    }

    /// The facts that can change the outcome of the best of these lists: two completions that differ in the fact alone give two outcomes.
    pub fn depends_on(&mut self, lists: &[Vec<NodeId>]) -> FactSet {
        lists.iter().flatten().for_each(|&node| self.settle(node));
        let mask = lists.iter().flatten().fold(FactSet::default(), |set, &node| set.union(self.mask(node)));
        let different = OutcomePairs(!0b1000_0100_0010_0001);
        let mut found = FactSet::default();
        let open: Vec<Vec<NodeId>> =
            lists.iter().filter(|list| lists.len() == 1 || !self.outcomes(list).is_only(Outcome::Fails)).cloned().collect();
        let mut rich = None;
        for fact in mask.iter() {
            if found.has(fact) {
                continue;
            }
            self.limit = self.steps + ALLOWANCE;
            let mut matters = self.moves(&open, fact, different);
            let cut = self.is_spent();
            self.limit = u64::MAX;
            if !matters && cut {
                let rich = rich.get_or_insert_with(|| self.rich_firm(&open, mask));
                found = self.seen_to_matter(&open, rich, mask, found, fact);
                matters = found.has(fact) || self.moves(&open, fact, different);
            }
            if matters {
                found = found.union(FactSet::only(fact));
            }
        }
        found
    }

    /// Whether the fact alone can move the best of these lists between two outcomes of a pair in `goal`; no witness may also mean that the search
    /// was spent.
    fn moves(&mut self, lists: &[Vec<NodeId>], fact: FactId, goal: OutcomePairs) -> bool {
        match lists {
            [] => false,
            [only] => self.flips(only, Join::All, fact, goal),
            several => self.best_flips(several, fact, goal),
        }
    }

    /// Whether no further step is allowed.
    pub(super) const fn is_spent(&self) -> bool {
        self.limit <= self.steps
    }

    /// Pairs of outcomes the condition can have.
    pub(super) fn pairs(&mut self, node: NodeId) -> OutcomePairs {
        if self.mask(node).is_empty() {
            return self.known(node);
        }
        let untouched = self.untouched(node);
        if untouched && let Some(known) = self.memo[node.index()] {
            return known;
        }
        self.steps += 1;
        let catalogue = self.catalogue;
        let pairs = match catalogue.node(node) {
            Node::Constant(_) | Node::Review => self.known(node),
            Node::Options { fact, options } => self.options(*fact, *options),
            Node::Compare { fact, min, max } => match self.domain(*fact) {
                Domain::Range(low, high) => {
                    let (min, max) = (min.map_or(low, |q| q.0), max.map_or(high, |q| q.0));
                    truths(low.max(min) <= high.min(max), low < min || max < high)
                }
                _ => OutcomePairs::NONE,
            },
            Node::Ratio { .. } | Node::Sum { .. } => self.linear(node),
            Node::Not(inner) => self.pairs(*inner).map(Outcome::not),
            Node::ReviewIf(inner) => self.pairs(*inner).map(review_if),
            Node::Trigger(inner) => self.pairs(*inner).map(trigger),
            Node::All(inner) => self.join(inner, Join::All),
            Node::Any(inner) => self.join(inner, Join::Any),
            Node::Switch { fact, cases } => self.switch(*fact, cases),
            Node::Score(score) => self.score(node, *score),
        };
        if untouched {
            self.memo[node.index()] = Some(pairs);
        }
        pairs
    }

    /// The outcome of a condition whose facts are all known or fixed.
    pub(super) fn known(&self, node: NodeId) -> OutcomePairs {
        let first = self.outcome(node, false);
        let differs = !self.catalogue.mask(node).and(self.split).is_empty();
        OutcomePairs::only(first, if differs { self.outcome(node, true) } else { first })
    }

    /// The outcome in one world; every fact of the condition is known or fixed.
    pub(super) fn outcome(&self, node: NodeId, second: bool) -> Outcome {
        let value = |fact: FactId| {
            let (a, b) = self.slots[usize::from(fact.0)];
            if second { b } else { a }
        };
        match self.catalogue.node(node) {
            Node::Constant(holds) => Outcome::of(*holds),
            Node::Review => Outcome::Review,
            Node::Options { fact, options } => Outcome::of(match self.domain(*fact) {
                Domain::Options(_) => options.has(value(*fact) as u8),
                Domain::Subsets(_) | Domain::Set(_) => options.meets(OptionSet(value(*fact) as u32)),
                Domain::Range(..) => false,
            }),
            Node::Compare { fact, min, max } => {
                let value = value(*fact);
                Outcome::of(min.is_none_or(|min| min.0 <= value) && max.is_none_or(|max| value <= max.0))
            }
            Node::Ratio { numerator, denominator, percent } => Outcome::of(match self.share(*numerator, *denominator) {
                Some(share) => share.holds(*percent),
                None => {
                    self.is_granted(*numerator, *denominator, *percent) || ratio_holds(value(*numerator), value(*denominator), percent.0)
                }
            }),
            Node::Sum { facts, min } => Outcome::of(min.0 <= value(facts[0]) + value(facts[1])),
            Node::Not(inner) => self.outcome(*inner, second).not(),
            Node::ReviewIf(inner) => review_if(self.outcome(*inner, second)),
            Node::Trigger(inner) => trigger(self.outcome(*inner, second)),
            Node::All(inner) => inner.iter().map(|&n| self.outcome(n, second)).min().unwrap_or(Outcome::Holds),
            Node::Any(inner) => best(inner.iter().map(|&n| self.outcome(n, second))).unwrap_or(Outcome::Fails),
            Node::Switch { fact, cases } => self.outcome(cases[value(*fact) as usize], second),
            Node::Score(score) => {
                Outcome::of(points::reached(&self.catalogue.scores[score.index()], |line| self.outcome(line, second) == Outcome::Holds))
            }
        }
    }

    pub(super) fn options(&self, fact: FactId, options: OptionSet) -> OutcomePairs {
        match self.domain(fact) {
            Domain::Options(left) => truths(left.meets(options), left.0 & !options.0 != 0),
            Domain::Subsets(_) => truths(true, true),
            Domain::Set(_) | Domain::Range(..) => OutcomePairs::NONE,
        }
    }

    /// A ratio or a sum with one open fact or two.
    pub(super) fn linear(&mut self, node: NodeId) -> OutcomePairs {
        if !self.catalogue.mask(node).and(self.split).is_empty() {
            let Some(fact) = self.mask(node).iter().next() else { return self.known(node) };
            let mut union = OutcomePairs::NONE;
            for value in self.representatives(fact, &[node]) {
                self.fix(fact, value, value);
                union = union.union(self.known(node));
                self.release(fact);
            }
            return union;
        }
        match self.catalogue.node(node) {
            Node::Ratio { numerator, denominator, percent } => {
                let ((n_low, n_high), (d_low, d_high)) = (self.ends(*numerator), self.ends(*denominator));
                let can_hold = 1 <= d_high && ratio_holds(n_high, d_low.max(1), percent.0);
                let can_fail = d_low <= 0 || !ratio_holds(n_low, d_high, percent.0);
                if self.is_granted(*numerator, *denominator, *percent) { truths(true, false) } else { truths(can_hold, can_fail) }
            }
            Node::Sum { facts, min } => {
                let ((a_low, a_high), (b_low, b_high)) = (self.ends(facts[0]), self.ends(facts[1]));
                truths(min.0 <= a_high + b_high, a_low + b_low < min.0)
            }
            _ => OutcomePairs::NONE,
        }
    }

    /// Smallest and largest value of a number at the moment (of the first world).
    pub(super) fn ends(&self, fact: FactId) -> (i64, i64) {
        if !self.open.has(fact) {
            let (value, _) = self.slots[usize::from(fact.0)];
            return (value, value);
        }
        match self.domain(fact) {
            Domain::Range(low, high) => (low, high),
            _ => (0, 0),
        }
    }

    pub(super) fn switch(&mut self, selector: FactId, cases: &[NodeId]) -> OutcomePairs {
        if self.open.has(selector) {
            let Domain::Options(left) = self.domain(selector) else { return OutcomePairs::NONE };
            let mut union = OutcomePairs::NONE;
            let mut seen: Vec<NodeId> = Vec::new();
            for option in left.iter() {
                let case = cases[usize::from(option)];
                if seen.contains(&case) && !self.mask(case).has(selector) {
                    continue;
                }
                seen.push(case);
                self.fix(selector, i64::from(option), i64::from(option));
                union = union.union(self.pairs(case));
                self.release(selector);
            }
            return union;
        }
        let (first, second) = self.slots[usize::from(selector.0)];
        if first == second { self.pairs(cases[first as usize]) } else { self.picked(cases[first as usize], cases[second as usize]) }
    }

    /// The first condition in the first world beside the second in the second.
    pub(super) fn picked(&mut self, first: NodeId, second: NodeId) -> OutcomePairs {
        let shared = self.mask(first).and(self.mask(second));
        let Some(fact) = shared.iter().next() else {
            let (a, b) = (self.pairs(first), self.pairs(second));
            let mut set = OutcomePairs::NONE;
            for (outcome_a, _) in a.iter() {
                for (_, outcome_b) in b.iter() {
                    set = set.union(OutcomePairs::only(outcome_a, outcome_b));
                }
            }
            return set;
        };
        let mut union = OutcomePairs::NONE;
        for value in self.representatives(fact, &[first, second]) {
            self.fix(fact, value, value);
            union = union.union(self.picked(first, second));
            self.release(fact);
        }
        union
    }

    /// Conditions joined, component by component.
    pub(super) fn join(&mut self, nodes: &[NodeId], join: Join) -> OutcomePairs {
        let mut joined = join.neutral();
        let mut rest: Vec<NodeId> = Vec::new();
        for &node in nodes {
            if self.mask(node).is_empty() {
                joined = joined.combine(self.known(node), |a, b| join.of(a, b));
            } else {
                rest.push(node);
            }
        }
        let absorbing = match join {
            Join::Any => OutcomePairs::only(Outcome::Holds, Outcome::Holds),
            Join::All if nodes.iter().any(|&node| matches!(self.catalogue.node(node), Node::Trigger(_))) => {
                OutcomePairs::only(Outcome::NotApplicable, Outcome::NotApplicable)
            }
            Join::All => OutcomePairs::only(Outcome::Fails, Outcome::Fails),
        };
        while joined != absorbing && !rest.is_empty() {
            let component = self.take_component(&mut rest);
            let pairs = if let [only] = component[..] { self.pairs(only) } else { self.joint(&component, join) };
            joined = joined.combine(pairs, |a, b| join.of(a, b));
        }
        joined
    }

    /// Removes from the list the conditions that are connected with the last one by open facts, and returns them.
    pub(super) fn take_component(&self, rest: &mut Vec<NodeId>) -> Vec<NodeId> {
        let Some(first) = rest.pop() else { return Vec::new() };
        let mut component = vec![first];
        let mut mask = self.mask(first);
        loop {
            let before = component.len();
            rest.retain(|&node| {
                let joins = !self.mask(node).and(mask).is_empty();
                if joins {
                    component.push(node);
                    mask = mask.union(self.mask(node));
                }
                !joins
            });
            if component.len() == before {
                return component;
            }
        }
    }

    /// Conditions that share open facts: the most shared one is fixed, value by value.
    pub(super) fn joint(&mut self, nodes: &[NodeId], join: Join) -> OutcomePairs {
        let Some(fact) = self.most_shared(nodes, None) else { return self.join(nodes, join) };
        let untouched = nodes.iter().all(|&node| self.untouched(node));
        if untouched && let Some((_, _, known)) = self.joint_memo.iter().find(|(of, how, _)| *how == join && of == nodes) {
            return *known;
        }
        let bound = self.independent_bound(nodes, join);
        let mut union = OutcomePairs::NONE;
        for choice in self.choices(fact, &each(nodes)) {
            let undo = self.put(fact, choice);
            union = union.union(self.join(nodes, join));
            self.undo(undo);
            if union == bound {
                break;
            }
        }
        if untouched {
            self.joint_memo.push((nodes.to_vec(), join, union));
        }
        union
    }

    /// A superset of the joint outcomes: what the conditions could give if they shared nothing. Read from the cache alone; every pair where it has none.
    pub(super) fn independent_bound(&self, nodes: &[NodeId], join: Join) -> OutcomePairs {
        let mut bound = join.neutral();
        for &node in nodes {
            match self.memo[node.index()] {
                Some(pairs) if self.untouched(node) => bound = bound.combine(pairs, |a, b| join.of(a, b)),
                _ => return OutcomePairs(!0),
            }
        }
        bound
    }

    /// The open fact that the largest number of these share, facts with options first; `None` if no two share one.
    pub(super) fn most_shared(&self, nodes: &[NodeId], except: Option<FactId>) -> Option<FactId> {
        let (mut once, mut twice) = (FactSet::default(), FactSet::default());
        for &node in nodes {
            let mask = self.mask(node);
            twice = twice.union(once.and(mask));
            once = once.union(mask);
        }
        let weight = |fact: &FactId| {
            let uses = nodes.iter().filter(|&&node| self.mask(node).has(*fact)).count();
            (uses, !matches!(self.domain(*fact), Domain::Range(..)))
        };
        twice.iter().filter(|&fact| Some(fact) != except).max_by_key(weight)
    }
}

/// For each fact, those it is weighed against in a ratio or a sum, directly or through others, and itself.
fn links(catalogue: &Catalogue) -> Vec<FactSet> {
    let mut links: Vec<FactSet> = (0..catalogue.facts.len()).map(|index| FactSet::only(FactId(index as u8))).collect();
    for node in &catalogue.nodes {
        let [a, b] = match node {
            Node::Ratio { numerator, denominator, .. } => [*numerator, *denominator],
            Node::Sum { facts, .. } => *facts,
            _ => continue,
        };
        let both = links[usize::from(a.0)].union(links[usize::from(b.0)]);
        if both != links[usize::from(a.0)] {
            both.iter().for_each(|fact| links[usize::from(fact.0)] = both);
        }
    }
    links
}

pub(super) fn each(nodes: &[NodeId]) -> Vec<&[NodeId]> {
    nodes.iter().map(core::slice::from_ref).collect()
}

/// `10000 × numerator ≥ percent × denominator` with a positive denominator.
pub(super) fn ratio_holds(numerator: i64, denominator: i64, percent: i64) -> bool {
    0 < denominator && i128::from(percent) * i128::from(denominator) <= 10_000 * i128::from(numerator)
}

/// The strongest of these outcomes, evaluated no further than necessary.
fn best(mut outcomes: impl Iterator<Item = Outcome>) -> Option<Outcome> {
    let mut best = None;
    outcomes.any(|outcome| {
        best = best.max(Some(outcome));
        outcome == Outcome::Holds
    });
    best
}

pub(super) const fn review_if(inner: Outcome) -> Outcome {
    match inner {
        Outcome::Fails | Outcome::NotApplicable => Outcome::Holds,
        Outcome::Review | Outcome::Holds => Outcome::Review,
    }
}

pub(super) const fn trigger(inner: Outcome) -> Outcome {
    match inner {
        Outcome::Fails | Outcome::NotApplicable => Outcome::NotApplicable,
        Outcome::Review | Outcome::Holds => Outcome::Holds,
    }
}

const fn truths(can_hold: bool, can_fail: bool) -> OutcomePairs {
    let holds = if can_hold { OutcomePairs::only(Outcome::Holds, Outcome::Holds) } else { OutcomePairs::NONE };
    let fails = if can_fail { OutcomePairs::only(Outcome::Fails, Outcome::Fails) } else { OutcomePairs::NONE };
    holds.union(fails)
}
