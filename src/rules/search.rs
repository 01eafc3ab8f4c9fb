//! The exact search: which levels a condition can have, and which facts can change its level.
//!
//! Conditions that share no open fact are independent, and independent sets of levels combine exactly. Where conditions share a fact, it is
//! fixed to one representative value after the other (see [`super::representatives`]) until what is left is independent. To see whether a fact
//! matters, the same search runs in two worlds at once that differ in that fact alone, by one step between neighbouring representatives: if
//! any two values of a fact give different levels, some two neighbours do.
//!
//! Invariants: `open` and `slots` are as before after every public call; a memo is used only for conditions none of whose facts is fixed.
//!
//! Longer than usual because the search in one world and in two share one state, and a reader needs both at hand.

use core::cell::Cell;

use super::domain::{Domain, Domains};
use super::level::{Level, Levels, Pairs};
use super::points;
use crate::catalogue::{Catalogue, Node, NodeId, Score, ScoreId};
use crate::facts::{FactId, FactSet, OptionSet};
use crate::units::Quantity;

/// A search over one pack and one set of answers.
pub struct Search<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) domains: &'a Domains,
    /// Facts that are neither known nor fixed at the moment.
    pub(super) open: FactSet,
    /// The value of every fact that is not open, in both worlds.
    pub(super) slots: Vec<(i64, i64)>,
    /// Facts fixed at the moment although the answers leave them open.
    pub(super) fixed: FactSet,
    /// Numbers whose range is narrowed at the moment.
    narrowed: FactSet,
    /// What is left of each domain at the moment.
    left: Vec<Domain>,
    /// Shares taken as reached at the moment.
    grants: Vec<(FactId, FactId, Quantity)>,
    /// The state of narrowing that `live` belongs to; never the same twice.
    narrowing: u32,
    narrowings: u32,
    live: Vec<Cell<(u32, FactSet)>>,
    memo: Vec<Option<Pairs>>,
    joint_memo: Vec<(Vec<NodeId>, Join, Pairs)>,
    /// Score parts with nothing fixed: their possible points.
    pub(super) part_memo: Vec<Option<points::Points>>,
    /// Conditions evaluated, for benchmarks and to keep the search honest.
    pub steps: u64,
}

/// What a fact is taken to be for a moment.
#[derive(Clone, Copy)]
pub(super) enum Choice {
    /// One value.
    Value(i64),
    /// A number between two bounds.
    Range(i64, i64),
}

/// How to take a choice back.
pub(super) struct Undo {
    fact: FactId,
    choice: Choice,
    before: Domain,
}

/// How to forget what was assumed.
pub(super) struct Assumed {
    fact: FactId,
    domain: Domain,
    slot: (i64, i64),
    open: FactSet,
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
    fn of(self, a: Level, b: Level) -> Level {
        match self {
            Join::All => a.min(b),
            Join::Any => a.max(b),
        }
    }

    const fn neutral(self) -> Pairs {
        match self {
            Join::All => Pairs::only(Level::Holds, Level::Holds),
            Join::Any => Pairs::only(Level::NotApplicable, Level::NotApplicable),
        }
    }
}

impl<'a> Search<'a> {
    /// A search with nothing fixed.
    pub fn new(catalogue: &'a Catalogue, domains: &'a Domains) -> Search<'a> {
        let slots = (0..catalogue.facts.len())
            .map(|index| {
                let value = domains.get(FactId(index as u8)).single().unwrap_or(0);
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
            narrowed: FactSet::default(),
            left: (0..catalogue.facts.len()).map(|index| domains.get(FactId(index as u8))).collect(),
            grants: Vec::new(),
            narrowing: 0,
            narrowings: 0,
            live: vec![Cell::new((0, FactSet::default())); catalogue.nodes.len()],
            memo: vec![None; catalogue.nodes.len()],
            joint_memo: Vec::new(),
            part_memo: vec![None; parts],
            steps: 0,
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

    /// The levels that the weakest of these can have.
    pub fn levels(&mut self, nodes: &[NodeId]) -> Levels {
        self.join(nodes, Join::All).first()
    }

    /// The levels that the best of several lists can have, each list taken by its weakest.
    pub fn levels_of_best(&mut self, lists: &[Vec<NodeId>]) -> Levels {
        match lists {
            [only] => self.levels(only),
            _ => {
                let of_each: Vec<Levels> = lists.iter().map(|list| self.levels(list)).collect();
                let open: Vec<usize> = (0..lists.len()).filter(|&index| !of_each[index].is_only(Level::Fails)).collect();
                match open[..] {
                    [] => Levels::only(Level::Fails),
                    [only] => of_each[only],
                    _ if of_each.iter().any(|levels| levels.is_only(Level::Holds)) => Levels::only(Level::Holds),
                    _ => {
                        let alive: Vec<Vec<NodeId>> = open.iter().map(|&index| lists[index].clone()).collect();
                        let of_alive: Vec<Levels> = open.iter().map(|&index| of_each[index]).collect();
                        self.best(&alive, &of_alive)
                    }
                }
            }
        }
    }

    /// The facts that can change the level of the best of these lists: two completions that differ in the fact alone give two levels.
    pub fn depends_on(&mut self, lists: &[Vec<NodeId>]) -> FactSet {
        let mask = lists.iter().flatten().fold(FactSet::default(), |set, &node| set.union(self.mask(node)));
        let different = Pairs(!0b1000_0100_0010_0001);
        let mut found = FactSet::default();
        let open: Vec<Vec<NodeId>> =
            lists.iter().filter(|list| lists.len() == 1 || !self.levels(list).is_only(Level::Fails)).cloned().collect();
        for fact in mask.iter() {
            let matters = match &open[..] {
                [] => false,
                [only] => self.flips(only, Join::All, fact, different),
                several => self.best_flips(several, fact, different),
            };
            if matters {
                found = found.union(FactSet::only(fact));
            }
        }
        found
    }

    /// The facts that are open below a condition.
    pub(super) fn mask(&self, node: NodeId) -> FactSet {
        let open = self.catalogue.mask(node).and(self.open);
        if open.and(self.narrowed).is_empty() { open } else { self.live(node).and(self.open) }
    }

    /// The facts below a condition, but for comparisons that a narrowed range decides.
    fn live(&self, node: NodeId) -> FactSet {
        let all = self.catalogue.mask(node);
        if all.and(self.narrowed).is_empty() {
            return all;
        }
        let (known_for, known) = self.live[node.index()].get();
        if known_for == self.narrowing {
            return known;
        }
        let below = |nodes: &[NodeId]| nodes.iter().fold(FactSet::default(), |set, &inner| set.union(self.live(inner)));
        let live = match self.catalogue.node(node) {
            Node::Compare { fact, min, max } => match self.domain(*fact) {
                Domain::Range(low, high) => {
                    let (min, max) = (min.map_or(low, |q| q.0), max.map_or(high, |q| q.0));
                    let decided = min <= low && high <= max || high < min || max < low;
                    if decided { FactSet::default() } else { all }
                }
                _ => all,
            },
            Node::Not(inner) | Node::ReviewIf(inner) | Node::Trigger(inner) => self.live(*inner),
            Node::All(inner) | Node::Any(inner) => below(inner),
            Node::Switch { fact, cases } => below(cases).union(FactSet::only(*fact)),
            Node::Score(score) => {
                let parts = self.catalogue.scores[score.index()].groups.iter().flat_map(|group| &group.parts);
                parts.flat_map(|part| &part.lines).fold(FactSet::default(), |set, &(line, _)| set.union(self.live(line)))
            }
            Node::Constant(_) | Node::Review | Node::Options { .. } | Node::Ratio { .. } | Node::Sum { .. } => all,
        };
        self.live[node.index()].set((self.narrowing, live));
        live
    }

    /// Takes a fact to be within a domain, whatever was answered, until it is forgotten; in the order of a stack.
    pub(super) fn assume(&mut self, fact: FactId, domain: Domain) -> Assumed {
        let before = Assumed { fact, domain: self.domain(fact), slot: self.slots[usize::from(fact.0)], open: self.open };
        let bit = FactSet::only(fact);
        match domain.single() {
            Some(value) => {
                self.slots[usize::from(fact.0)] = (value, value);
                self.open = self.open.without(bit);
            }
            None => self.open = self.open.union(bit),
        }
        if let Domain::Range(low, _) = domain {
            // Comparisons that the range decides are read off any of its values.
            self.slots[usize::from(fact.0)] = (low, low);
        }
        self.narrow(fact, domain);
        before
    }

    pub(super) fn forget(&mut self, assumed: Assumed) {
        self.narrow(assumed.fact, assumed.domain);
        self.slots[usize::from(assumed.fact.0)] = assumed.slot;
        self.open = assumed.open;
    }

    /// Takes every ratio of these two facts up to a share as reached, until it is taken back.
    pub(super) fn grant(&mut self, numerator: FactId, denominator: FactId, percent: Quantity) {
        self.grants.push((numerator, denominator, percent));
    }

    /// How many shares are granted.
    pub(super) fn granted(&self) -> usize {
        self.grants.len()
    }

    /// Takes back all but so many.
    pub(super) fn ungrant(&mut self, count: usize) {
        self.grants.truncate(count);
    }

    fn is_granted(&self, of: FactId, over: FactId, percent: Quantity) -> bool {
        self.grants.iter().any(|&(numerator, denominator, most)| numerator == of && denominator == over && percent <= most)
    }

    /// What is left of a domain at the moment.
    pub(super) fn domain(&self, fact: FactId) -> Domain {
        self.left[usize::from(fact.0)]
    }

    /// Whether a condition's facts are as the answers left them, so that what is known of it can be kept.
    pub(super) fn untouched(&self, node: NodeId) -> bool {
        let granted = self.grants.iter().fold(FactSet::default(), |set, &(fact, ..)| set.union(FactSet::only(fact)));
        self.catalogue.mask(node).and(self.fixed.union(self.narrowed).union(granted)).is_empty()
    }

    /// Sets or narrows a fact for a moment.
    pub(super) fn put(&mut self, fact: FactId, choice: Choice) -> Undo {
        let before = self.domain(fact);
        match choice {
            Choice::Value(value) => self.fix(fact, value, value),
            Choice::Range(low, high) => {
                // Comparisons that the range decides are read off any of its values.
                self.slots[usize::from(fact.0)] = (low, low);
                self.narrow(fact, Domain::Range(low, high));
            }
        }
        Undo { fact, choice, before }
    }

    pub(super) fn undo(&mut self, undo: Undo) {
        match undo.choice {
            Choice::Value(_) => self.release(undo.fact),
            Choice::Range(..) => self.narrow(undo.fact, undo.before),
        }
    }

    fn narrow(&mut self, fact: FactId, to: Domain) {
        self.left[usize::from(fact.0)] = to;
        let bit = FactSet::only(fact);
        self.narrowed = if to == self.domains.get(fact) { self.narrowed.without(bit) } else { self.narrowed.union(bit) };
        self.narrowings += 1;
        self.narrowing = self.narrowings;
    }

    /// Choices that stand for all values of a shared number or option. Where one part alone weighs the fact against another, it is enough to
    /// know for the rest between which of its bounds the number lies, and it stays open there.
    pub(super) fn choices(&self, fact: FactId, parts: &[&[NodeId]]) -> Vec<Choice> {
        if let Domain::Range(low, high) = self.domain(fact) {
            let (linear, cuts) = self.comparisons(fact, parts);
            let ranges = super::representatives::cells(low, high, &cuts);
            if linear == 1 && 1 < ranges.len() {
                return ranges.into_iter().map(|(low, high)| Choice::Range(low, high)).collect();
            }
        }
        self.representatives(fact, &parts.concat()).into_iter().map(Choice::Value).collect()
    }

    /// Sets a fact for a moment.
    pub(super) fn fix(&mut self, fact: FactId, first: i64, second: i64) {
        self.slots[usize::from(fact.0)] = (first, second);
        self.open = self.open.without(FactSet::only(fact));
        self.fixed = self.fixed.union(FactSet::only(fact));
    }

    pub(super) fn release(&mut self, fact: FactId) {
        self.open = self.open.union(FactSet::only(fact));
        self.fixed = self.fixed.without(FactSet::only(fact));
    }

    /// Pairs of levels the condition can have.
    pub(super) fn pairs(&mut self, node: NodeId) -> Pairs {
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
                _ => Pairs::NONE,
            },
            Node::Ratio { .. } | Node::Sum { .. } => self.linear(node),
            Node::Not(inner) => self.pairs(*inner).map(Level::not),
            Node::ReviewIf(inner) => self.pairs(*inner).map(review_if),
            Node::Trigger(inner) => self.pairs(*inner).map(trigger),
            Node::All(inner) => self.join(inner, Join::All),
            Node::Any(inner) => self.join(inner, Join::Any),
            Node::Switch { fact, cases } => self.switch(*fact, cases),
            Node::Score(score) => self.score(*score),
        };
        if untouched {
            self.memo[node.index()] = Some(pairs);
        }
        pairs
    }

    /// The level of a condition whose facts are all known or fixed.
    pub(super) fn known(&self, node: NodeId) -> Pairs {
        let first = self.level(node, false);
        let differs = self.catalogue.mask(node).iter().any(|fact| {
            let (a, b) = self.slots[usize::from(fact.0)];
            a != b
        });
        Pairs::only(first, if differs { self.level(node, true) } else { first })
    }

    /// The level in one world; every fact of the condition is known or fixed.
    pub(super) fn level(&self, node: NodeId, second: bool) -> Level {
        let value = |fact: FactId| {
            let (a, b) = self.slots[usize::from(fact.0)];
            if second { b } else { a }
        };
        match self.catalogue.node(node) {
            Node::Constant(holds) => Level::of(*holds),
            Node::Review => Level::Review,
            Node::Options { fact, options } => Level::of(match self.domain(*fact) {
                Domain::Options(_) => options.has(value(*fact) as u8),
                Domain::Subsets(_) | Domain::Set(_) => options.meets(OptionSet(value(*fact) as u32)),
                Domain::Range(..) => false,
            }),
            Node::Compare { fact, min, max } => {
                let value = value(*fact);
                Level::of(min.is_none_or(|min| min.0 <= value) && max.is_none_or(|max| value <= max.0))
            }
            Node::Ratio { numerator, denominator, percent } => Level::of(
                self.is_granted(*numerator, *denominator, *percent) || ratio_holds(value(*numerator), value(*denominator), percent.0),
            ),
            Node::Sum { facts, min } => Level::of(min.0 <= value(facts[0]) + value(facts[1])),
            Node::Not(inner) => self.level(*inner, second).not(),
            Node::ReviewIf(inner) => review_if(self.level(*inner, second)),
            Node::Trigger(inner) => trigger(self.level(*inner, second)),
            Node::All(inner) => inner.iter().map(|&n| self.level(n, second)).min().unwrap_or(Level::Holds),
            Node::Any(inner) => inner.iter().map(|&n| self.level(n, second)).max().unwrap_or(Level::Fails),
            Node::Switch { fact, cases } => self.level(cases[value(*fact) as usize], second),
            Node::Score(score) => {
                Level::of(points::reached(&self.catalogue.scores[score.index()], |line| self.level(line, second) == Level::Holds))
            }
        }
    }

    fn options(&self, fact: FactId, options: OptionSet) -> Pairs {
        match self.domain(fact) {
            Domain::Options(left) => truths(left.meets(options), left.0 & !options.0 != 0),
            Domain::Subsets(_) => truths(true, true),
            Domain::Set(_) | Domain::Range(..) => Pairs::NONE,
        }
    }

    /// A ratio or a sum with one open fact or two.
    fn linear(&mut self, node: NodeId) -> Pairs {
        let worlds_differ = self.catalogue.mask(node).and(self.fixed).iter().any(|fact| {
            let (a, b) = self.slots[usize::from(fact.0)];
            a != b
        });
        if worlds_differ {
            let Some(fact) = self.mask(node).iter().next() else { return self.known(node) };
            let mut union = Pairs::NONE;
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
            _ => Pairs::NONE,
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

    fn switch(&mut self, selector: FactId, cases: &[NodeId]) -> Pairs {
        if self.open.has(selector) {
            let Domain::Options(left) = self.domain(selector) else { return Pairs::NONE };
            let mut union = Pairs::NONE;
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
    fn picked(&mut self, first: NodeId, second: NodeId) -> Pairs {
        let shared = self.mask(first).and(self.mask(second));
        let Some(fact) = shared.iter().next() else {
            let (a, b) = (self.pairs(first), self.pairs(second));
            let mut set = Pairs::NONE;
            for (level_a, _) in a.iter() {
                for (_, level_b) in b.iter() {
                    set = set.union(Pairs::only(level_a, level_b));
                }
            }
            return set;
        };
        let mut union = Pairs::NONE;
        for value in self.representatives(fact, &[first, second]) {
            self.fix(fact, value, value);
            union = union.union(self.picked(first, second));
            self.release(fact);
        }
        union
    }

    /// Conditions joined, component by component.
    fn join(&mut self, nodes: &[NodeId], join: Join) -> Pairs {
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
            Join::Any => Pairs::only(Level::Holds, Level::Holds),
            Join::All if nodes.iter().any(|&node| matches!(self.catalogue.node(node), Node::Trigger(_))) => {
                Pairs::only(Level::NotApplicable, Level::NotApplicable)
            }
            Join::All => Pairs::only(Level::Fails, Level::Fails),
        };
        while joined != absorbing && !rest.is_empty() {
            let component = self.take_component(&mut rest);
            let pairs = if let [only] = component[..] { self.pairs(only) } else { self.joint(&component, join) };
            joined = joined.combine(pairs, |a, b| join.of(a, b));
        }
        joined
    }

    /// Takes the conditions that hang together with the last one by open facts.
    fn take_component(&self, rest: &mut Vec<NodeId>) -> Vec<NodeId> {
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
    fn joint(&mut self, nodes: &[NodeId], join: Join) -> Pairs {
        let Some(fact) = self.most_shared(nodes, None) else { return self.join(nodes, join) };
        let untouched = nodes.iter().all(|&node| self.untouched(node));
        if untouched && let Some((_, _, known)) = self.joint_memo.iter().find(|(of, how, _)| *how == join && of == nodes) {
            return *known;
        }
        let bound = self.independent_bound(nodes, join);
        let mut union = Pairs::NONE;
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

    /// What the conditions could give together if they shared nothing: a superset, to stop early. Only from memory, else everything.
    fn independent_bound(&self, nodes: &[NodeId], join: Join) -> Pairs {
        let mut bound = join.neutral();
        for &node in nodes {
            match self.memo[node.index()] {
                Some(pairs) if self.untouched(node) => bound = bound.combine(pairs, |a, b| join.of(a, b)),
                _ => return Pairs(!0),
            }
        }
        bound
    }

    /// The open fact that most of these share, facts with options first; none if no two share one.
    fn most_shared(&self, nodes: &[NodeId], except: Option<FactId>) -> Option<FactId> {
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

    /// Whether the fact alone can move the joined conditions between two levels of a pair in `goal`.
    fn flips(&mut self, nodes: &[NodeId], join: Join, fact: FactId, goal: Pairs) -> bool {
        let mut others = join.neutral().first();
        let mut component: Vec<NodeId> = Vec::new();
        let mut rest: Vec<NodeId> = Vec::new();
        for &node in nodes {
            if self.mask(node).is_empty() {
                others = Pairs::equal(others).combine(self.known(node), |a, b| join.of(a, b)).first();
            } else {
                rest.push(node);
            }
        }
        while !rest.is_empty() {
            let taken = self.take_component(&mut rest);
            if taken.iter().any(|&node| self.mask(node).has(fact)) {
                component = taken;
            } else {
                let pairs = if let [only] = taken[..] { self.pairs(only) } else { self.joint(&taken, join) };
                others = Pairs::equal(others).combine(pairs, |a, b| join.of(a, b)).first();
            }
        }
        if component.is_empty() {
            return false;
        }
        // Conditions without the fact have one level in both worlds: without a trigger among those with it, no one world alone is “not applicable”.
        let moves_trigger =
            component.iter().any(|&node| matches!(self.catalogue.node(node), Node::Trigger(_)) && self.mask(node).has(fact));
        let mut goal = goal_behind(goal, others, join);
        if join == Join::All && !moves_trigger {
            goal = Pairs(goal.0 & !ONE_NOT_APPLICABLE);
        }
        if goal == Pairs::NONE {
            return false;
        }
        if let [only] = component[..] {
            return self.node_flips(only, fact, goal);
        }
        match self.most_shared(&component, Some(fact)) {
            Some(shared) => {
                for choice in self.choices(shared, &each(&component)) {
                    let undo = self.put(shared, choice);
                    let found = self.flips(&component, join, fact, goal);
                    self.undo(undo);
                    if found {
                        return true;
                    }
                }
                false
            }
            None => self.steps_flip(&component, fact, goal, &mut |search, nodes| search.join(nodes, join)),
        }
    }

    fn node_flips(&mut self, node: NodeId, fact: FactId, goal: Pairs) -> bool {
        let catalogue = self.catalogue;
        match catalogue.node(node) {
            Node::All(inner) => self.flips(inner, Join::All, fact, goal),
            Node::Any(inner) => self.flips(inner, Join::Any, fact, goal),
            Node::Not(inner) => self.node_flips(*inner, fact, goal_before(goal, Level::not)),
            Node::ReviewIf(inner) => self.node_flips(*inner, fact, goal_before(goal, review_if)),
            Node::Trigger(inner) => self.node_flips(*inner, fact, goal_before(goal, trigger)),
            Node::Switch { fact: selector, cases } if *selector != fact => {
                if !self.open.has(*selector) {
                    let (option, _) = self.slots[usize::from(selector.0)];
                    return self.mask(cases[option as usize]).has(fact) && self.node_flips(cases[option as usize], fact, goal);
                }
                let Domain::Options(left) = self.domain(*selector) else { return false };
                let mut seen: Vec<NodeId> = Vec::new();
                for option in left.iter() {
                    let case = cases[usize::from(option)];
                    if !self.mask(case).has(fact) || seen.contains(&case) && !self.mask(case).has(*selector) {
                        continue;
                    }
                    seen.push(case);
                    self.fix(*selector, i64::from(option), i64::from(option));
                    let found = self.node_flips(case, fact, goal);
                    self.release(*selector);
                    if found {
                        return true;
                    }
                }
                false
            }
            Node::Score(score) => self.score_flips(*score, node, fact, goal),
            _ => self.steps_flip(&[node], fact, goal, &mut |search, nodes| search.pairs(nodes[0])),
        }
    }

    /// A score is boolean: only a pair of true and false can be a goal. Facts that its parts share are fixed first.
    fn score_flips(&mut self, score: ScoreId, node: NodeId, fact: FactId, goal: Pairs) -> bool {
        if !goal.meets(Pairs::only(Level::Fails, Level::Holds).union(Pairs::only(Level::Holds, Level::Fails))) {
            return false;
        }
        let definition: &'a Score = &self.catalogue.scores[score.index()];
        match self.shared_by_parts(definition, Some(fact)) {
            Some(shared) => {
                for choice in self.choices_of_parts(shared, definition) {
                    let undo = self.put(shared, choice);
                    let found = self.score_flips(score, node, fact, goal);
                    self.undo(undo);
                    if found {
                        return true;
                    }
                }
                false
            }
            None => self.steps_flip(&[node], fact, goal, &mut |search, nodes| search.pairs(nodes[0])),
        }
    }

    /// Steps from one representative of the fact to the next, in two worlds. What the fact is weighed against is fixed first.
    fn steps_flip(&mut self, nodes: &[NodeId], fact: FactId, goal: Pairs, evaluate: &mut dyn FnMut(&mut Self, &[NodeId]) -> Pairs) -> bool {
        // Both levels of a pair must be possible at all.
        let possible = evaluate(self, nodes).first();
        if !goal.iter().any(|(a, b)| possible.has(a) && possible.has(b)) {
            return false;
        }
        if let Some(partner) = self.open_partner(fact, nodes) {
            for value in self.representatives(partner, nodes) {
                self.fix(partner, value, value);
                let found = self.steps_flip(nodes, fact, goal, evaluate);
                self.release(partner);
                if found {
                    return true;
                }
            }
            return false;
        }
        let values = self.representatives(fact, nodes);
        for step in values.windows(2) {
            self.fix(fact, step[0], step[1]);
            let pairs = evaluate(self, nodes);
            self.release(fact);
            if pairs.meets(goal) {
                return true;
            }
        }
        false
    }

    /// The levels that the best of several lists can have. What all lists have in common is taken out first, for the weakest of all distributes
    /// over the best of any. `of_each` holds the levels of each list alone: nothing beyond their best can come, so the search may stop there.
    fn best(&mut self, lists: &[Vec<NodeId>], of_each: &[Levels]) -> Levels {
        let independent = of_each.iter().fold(Join::Any.neutral(), |best, levels| best.combine(Pairs::equal(*levels), |a, b| a.max(b)));
        let (common, rests) = split_common(lists);
        let mut found = Pairs::NONE;
        let mut seed = SEED;
        for _ in 0..PROBES {
            found = found.union(self.probe_best(&common, &rests, &mut seed));
            if found == independent {
                return found.first();
            }
        }
        self.with_best(&common, &rests, independent).first()
    }

    /// One try with shared facts at values picked at random.
    fn probe_best(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], seed: &mut u64) -> Pairs {
        let alive = self.alive(rests);
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        let shared = if alive.len() < 2 { None } else { self.first_to_fix(common, &alive, &all, None) };
        let Some(shared) = shared else { return self.with_best(common, rests, Pairs(!0)) };
        let value = self.any_value(shared, &all, seed);
        self.fix(shared, value, value);
        let found = self.probe_best(common, rests, seed);
        self.release(shared);
        found
    }

    fn with_best(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], bound: Pairs) -> Pairs {
        let alive = self.alive(rests);
        if let [only] = alive[..] {
            let whole: Vec<NodeId> = common.iter().chain(only).copied().collect();
            return self.join(&whole, Join::All);
        }
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        let Some(fact) = self.first_to_fix(common, &alive, &all, None) else {
            let mut best = Join::Any.neutral();
            for rest in alive {
                best = best.combine(self.join(rest, Join::All), |a, b| a.max(b));
            }
            return best.combine(self.join(common, Join::All), |a, b| a.min(b));
        };
        let mut union = Pairs::NONE;
        for choice in self.choices(fact, &groups(common, &alive)) {
            let undo = self.put(fact, choice);
            union = union.union(self.with_best(common, rests, bound));
            self.undo(undo);
            if union == bound {
                break;
            }
        }
        union
    }

    /// A representative of the fact, at random. Options that open a direct way come less often: among them all, most firms would be past the
    /// scores.
    fn any_value(&self, fact: FactId, nodes: &[NodeId], seed: &mut u64) -> i64 {
        let values = self.representatives(fact, nodes);
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let pick = (*seed >> 33) as usize;
        let plain = !matches!(self.domain(fact), Domain::Range(..)) && !pick.is_multiple_of(3);
        if plain { values[0] } else { values[(pick >> 2) % values.len()] }
    }

    /// Lists that can still do better than fail; all of them when none can, so that there is one to read the level from.
    fn alive<'l>(&self, rests: &'l [Vec<NodeId>]) -> Vec<&'l Vec<NodeId>> {
        let fails = Pairs::only(Level::Fails, Level::Fails);
        let dead = |rest: &Vec<NodeId>| rest.iter().any(|&node| self.mask(node).is_empty() && self.known(node) == fails);
        let alive: Vec<&Vec<NodeId>> = rests.iter().filter(|rest| !dead(rest)).collect();
        if alive.is_empty() { rests.iter().take(1).collect() } else { alive }
    }

    /// The fact to fix next among those that two of the parts share: facts with options first, for they close most, then the most used.
    fn first_to_fix(&self, common: &[NodeId], rests: &[&Vec<NodeId>], all: &[NodeId], except: Option<FactId>) -> Option<FactId> {
        let mask_of = |nodes: &[NodeId]| nodes.iter().fold(FactSet::default(), |set, &n| set.union(self.mask(n)));
        let (mut once, mut twice) = (mask_of(common), FactSet::default());
        for rest in rests {
            let mask = mask_of(rest);
            twice = twice.union(once.and(mask));
            once = once.union(mask);
        }
        let weight = |fact: &FactId| {
            let uses = all.iter().filter(|&&node| self.mask(node).has(*fact)).count();
            (!matches!(self.domain(*fact), Domain::Range(..)), uses)
        };
        twice.iter().filter(|&fact| Some(fact) != except).max_by_key(weight)
    }

    fn best_flips(&mut self, lists: &[Vec<NodeId>], fact: FactId, goal: Pairs) -> bool {
        // What moves no list on its own does not move the best of them.
        if !lists.iter().any(|list| self.flips(list, Join::All, fact, goal)) {
            return false;
        }
        let (common, rests) = split_common(lists);
        let mut seed = SEED;
        (0..PROBES).any(|_| self.probe_flips(&common, &rests, fact, goal, &mut seed)) || self.with_best_flips(&common, &rests, fact, goal)
    }

    /// One try with shared facts at values picked at random: finds a witness fast where there are many; that it finds none says nothing.
    fn probe_flips(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], fact: FactId, goal: Pairs, seed: &mut u64) -> bool {
        let alive = self.alive(rests);
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        if alive.len() < 2 {
            return self.flips(&all, Join::All, fact, goal);
        }
        let Some(shared) = self.first_to_fix(common, &alive, &all, Some(fact)) else {
            return self.steps_flip(&all, fact, goal, &mut |search, _| search.with_best(common, rests, Pairs(!0)));
        };
        let value = self.any_value(shared, &all, seed);
        self.fix(shared, value, value);
        let found = self.probe_flips(common, rests, fact, goal, seed);
        self.release(shared);
        found
    }

    fn with_best_flips(&mut self, common: &[NodeId], rests: &[Vec<NodeId>], fact: FactId, goal: Pairs) -> bool {
        let alive = self.alive(rests);
        let all: Vec<NodeId> = common.iter().chain(alive.iter().copied().flatten()).copied().collect();
        if !all.iter().any(|&node| self.mask(node).has(fact)) {
            return false;
        }
        if alive.len() < 2 {
            return self.flips(&all, Join::All, fact, goal);
        }
        // A list that holds whatever is missing leaves the outcome to what all lists have in common.
        let holds = Pairs::only(Level::Holds, Level::Holds);
        if alive.iter().any(|rest| rest.iter().all(|&node| self.pairs(node) == holds)) {
            return self.flips(common, Join::All, fact, goal);
        }
        let Some(shared) = self.first_to_fix(common, &alive, &all, Some(fact)) else {
            return self.steps_flip(&all, fact, goal, &mut |search, _| search.with_best(common, rests, Pairs(!0)));
        };
        for choice in self.choices(shared, &groups(common, &alive)) {
            let undo = self.put(shared, choice);
            let found = self.with_best_flips(common, rests, fact, goal);
            self.undo(undo);
            if found {
                return true;
            }
        }
        false
    }
}

/// Pairs of which exactly one level is “not applicable”.
const ONE_NOT_APPLICABLE: u16 = 0b0001_0001_0001_1110;

/// Tries with random values before the exhaustive search for a witness.
const PROBES: usize = 48;

/// Where the random tries begin: the same every time.
const SEED: u64 = 0x2545_f491_4f6c_dd1d;

/// `10000 × numerator ≥ percent × denominator` with a positive denominator.
pub(super) fn ratio_holds(numerator: i64, denominator: i64, percent: i64) -> bool {
    0 < denominator && i128::from(percent) * i128::from(denominator) <= 10_000 * i128::from(numerator)
}

pub(super) const fn review_if(inner: Level) -> Level {
    match inner {
        Level::Fails | Level::NotApplicable => Level::Holds,
        Level::Review | Level::Holds => Level::Review,
    }
}

pub(super) const fn trigger(inner: Level) -> Level {
    match inner {
        Level::Fails | Level::NotApplicable => Level::NotApplicable,
        Level::Review | Level::Holds => Level::Holds,
    }
}

const fn truths(can_hold: bool, can_fail: bool) -> Pairs {
    let holds = if can_hold { Pairs::only(Level::Holds, Level::Holds) } else { Pairs::NONE };
    let fails = if can_fail { Pairs::only(Level::Fails, Level::Fails) } else { Pairs::NONE };
    holds.union(fails)
}

/// The pairs of one part that some level of the others turns into a pair of the goal.
fn goal_behind(goal: Pairs, others: Levels, join: Join) -> Pairs {
    let mut behind = Pairs::NONE;
    for (a, b) in Pairs(!0).iter() {
        if others.iter().any(|other| Pairs::only(join.of(a, other), join.of(b, other)).meets(goal)) {
            behind = behind.union(Pairs::only(a, b));
        }
    }
    behind
}

fn goal_before(goal: Pairs, change: impl Fn(Level) -> Level) -> Pairs {
    Pairs(!0)
        .iter()
        .filter(|&(a, b)| Pairs::only(change(a), change(b)).meets(goal))
        .fold(Pairs::NONE, |set, (a, b)| set.union(Pairs::only(a, b)))
}

fn groups<'l>(common: &'l [NodeId], rests: &[&'l Vec<NodeId>]) -> Vec<&'l [NodeId]> {
    core::iter::once(common).chain(rests.iter().map(|rest| rest.as_slice())).collect()
}

fn each(nodes: &[NodeId]) -> Vec<&[NodeId]> {
    nodes.iter().map(core::slice::from_ref).collect()
}

fn split_common(lists: &[Vec<NodeId>]) -> (Vec<NodeId>, Vec<Vec<NodeId>>) {
    let Some((first, others)) = lists.split_first() else { return (Vec::new(), Vec::new()) };
    let common: Vec<NodeId> = first.iter().copied().filter(|node| others.iter().all(|list| list.contains(node))).collect();
    let rests = lists.iter().map(|list| list.iter().copied().filter(|node| !common.contains(node)).collect()).collect();
    (common, rests)
}
