//! Whether a pack from elsewhere keeps what the engine takes for granted.
//!
//! The lints of the authoring room say much more (wording, sources, what is reachable); here is what could make the program panic, run on, or
//! use memory without bound: every index in its list, every value of the kind its fact has, conditions that stand on earlier ones and are not
//! deep, links that form a forest, numbers that multiply within 128 bits, lists of a length the page can show.
//!
//! Not bounded is the time of a search over rules that share very many facts: an author notices that in `zice check`, which searches them.
//!
//! Longer than usual because every list of the pack is walked once, and the walk reads best in one piece.

use core::fmt;

use super::*;
use crate::date::Period;
use crate::facts::{FactKind, OptionSet};
use crate::units::{Quantity, Unit};

/// What is wrong, and at which place of its list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The list.
    pub list: &'static str,
    /// The place in it, from 0.
    pub place: usize,
    /// What is wrong.
    pub what: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.list, self.place, self.what)
    }
}

const MOST_FACTS: usize = 128;
const MOST_OPTIONS: usize = 32;
const MOST_NODES: usize = 16_384;
const DEEPEST: u8 = 32;
const MOST_PARTS: usize = 128;
const MOST_TOPICS: usize = 32;
/// Options of a set that rules tell apart: the search lists their subsets.
const MOST_KINDS: usize = 18;
/// Facts weighed against each other, directly or through others.
const MOST_LINKED: usize = 12;
/// Ratios and sums between the facts of one such group.
const MOST_WEIGHED: usize = 64;
/// Small values that are listed one by one (see `rules::representatives`).
const LONGEST_LIST: i128 = 1 << 20;
const LARGEST: i64 = 1_000_000_000_000_000;
const LONGEST_ID: usize = 64;
/// Cases of a worth, conditions of a case, steps of its rate.
const MOST_CASES: usize = 16;
/// The most that a support may be worth, in 分.
const LARGEST_WORTH: i64 = 1_000_000_000_000_000_000;

type Checked = Result<(), Fault>;

/// A list under inspection.
#[derive(Clone, Copy)]
struct At(&'static str, usize);

impl At {
    const fn ensure(self, holds: bool, what: &'static str) -> Checked {
        if holds { Ok(()) } else { Err(Fault { list: self.0, place: self.1, what }) }
    }

    fn id(self, id: &str) -> Checked {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        self.ensure(!id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(plain), "its id is no id")
    }

    fn index(self, index: usize, count: usize) -> Checked {
        self.ensure(index < count, "names something that is not there")
    }

    fn amount(self, quantity: Quantity) -> Checked {
        self.ensure(-LARGEST <= quantity.0 && quantity.0 <= LARGEST, "a number is too large")
    }

    fn day(self, day: Option<Date>) -> Checked {
        let exists = |day: Date| Date::new(day.year(), day.month(), day.day()) == Some(day);
        self.ensure(day.is_none_or(exists), "a day does not exist")
    }

    fn period(self, period: Period) -> Checked {
        self.day(period.from)?;
        self.day(period.until)
    }
}

impl Catalogue {
    /// Checks a decoded pack.
    ///
    /// # Errors
    /// The first fault found.
    pub fn check_loaded(&self) -> Result<(), Fault> {
        At("pack", 0).day(Some(self.pack.issued))?;
        At("pack", 0).id(self.pack.id)?;
        At("pack", 0).id(self.pack.version)?;
        self.check_facts()?;
        self.check_screens()?;
        self.check_nodes()?;
        self.check_kinds()?;
        self.check_links()?;
        self.check_sizes()?;
        self.check_lines()?;
        self.check_supports()?;
        self.check_rungs()?;
        self.check_people()
    }

    fn kind(&self, at: At, fact: FactId) -> Result<FactKind, Fault> {
        at.index(usize::from(fact.0), self.facts.len())?;
        Ok(self.fact(fact).kind)
    }

    fn number(&self, at: At, fact: FactId) -> Result<(Unit, i64, i64), Fault> {
        match self.kind(at, fact)? {
            FactKind::Number { unit, min, max } => Ok((unit, min.0, max.0)),
            _ => Err(Fault { list: at.0, place: at.1, what: "weighs a fact that is no number" }),
        }
    }

    fn check_facts(&self) -> Checked {
        At("facts", 0).ensure(!self.facts.is_empty() && self.facts.len() <= MOST_FACTS, "there are none, or too many")?;
        for (place, fact) in self.facts.iter().enumerate() {
            let at = At("facts", place);
            at.id(fact.id)?;
            at.ensure(self.facts[..place].iter().all(|other| other.id != fact.id), "its id stands twice")?;
            at.ensure(fact.options.len() <= MOST_OPTIONS, "it has too many options")?;
            fact.same_as.map_or(Ok(()), |other| at.index(usize::from(other.0), self.facts.len()))?;
            for (index, option) in fact.options.iter().enumerate() {
                at.id(option.id)?;
                at.ensure(fact.options[..index].iter().all(|other| other.id != option.id), "an option stands twice")?;
            }
            at.ensure(fact.out_of_reach.0 & !OptionSet::all(fact.options.len()).0 == 0, "names an option that is not there")?;
            fact.year_after.map_or(Ok(()), |after| at.index(usize::from(after.0), self.facts.len()))?;
            match fact.kind {
                FactKind::Yes => at.ensure(fact.options.len() == 2, "true and false are its options")?,
                FactKind::One => at.ensure(2 <= fact.options.len(), "there is nothing to choose")?,
                FactKind::Many => at.ensure(!fact.options.is_empty(), "there is nothing to choose")?,
                FactKind::Number { min, max, .. } => {
                    at.amount(min)?;
                    at.amount(max)?;
                    at.ensure(min <= max, "its domain is empty")?;
                    at.ensure(fact.options.is_empty(), "a number has no options")?;
                }
            }
        }
        for (place, note) in self.notes.iter().enumerate() {
            self.number(At("notes", place), note.greater)?;
            self.number(At("notes", place), note.than)?;
        }
        Ok(())
    }

    /// A fact is asked in one place, and what is worked out is worked out of figures.
    fn check_screens(&self) -> Checked {
        At("screens", 0).ensure(self.screens.len() <= usize::from(u8::MAX), "there are too many")?;
        let mut asked = FactSet::default();
        for (place, screen) in self.screens.iter().enumerate() {
            let at = At("screens", place);
            at.id(screen.id)?;
            at.ensure(!screen.lines.is_empty() && screen.lines.len() <= MOST_FACTS, "it has no lines, or too many")?;
            let figures = screen.figures();
            for line in &screen.lines {
                for fact in line.cells.iter().chain(line.of.iter().flatten()).filter_map(|cell| cell.fact()) {
                    at.index(usize::from(fact.0), self.facts.len())?;
                }
                for fact in line.cells.iter().filter_map(|cell| cell.fact()) {
                    at.ensure(!asked.has(fact), "a fact is asked twice")?;
                    asked = asked.union(FactSet::only(fact));
                    let options = self.fact(fact).options.len();
                    at.ensure(line.unticked.is_none_or(|option| usize::from(option) < options), "names an option that is not there")?;
                    at.ensure(screen.form != Form::Table || options == 0, "a table asks for what is no number")?;
                }
                let known =
                    |cell: &Cell| !matches!(cell, Cell::Figure(number) if figures <= usize::from(*number)) && *cell != Cell::Nothing;
                at.ensure(line.of.iter().flatten().all(known), "is worked out of nothing")?;
            }
        }
        Ok(())
    }

    /// Conditions, from the first on: what a condition names stands before it (the masks say so), so one pass knows depth and review.
    fn check_nodes(&self) -> Checked {
        At("conditions", 0).ensure(self.nodes.len() <= MOST_NODES && self.masks.len() == self.nodes.len(), "there are too many")?;
        let mut deep: Vec<u8> = Vec::with_capacity(self.nodes.len());
        let mut judged: Vec<bool> = Vec::with_capacity(self.nodes.len());
        for (place, node) in self.nodes.iter().enumerate() {
            let at = At("conditions", place);
            let inner = self.check_node(at, node)?;
            at.ensure(inner.iter().all(|id| id.index() < place), "names a condition that does not stand before it")?;
            at.ensure(inner.iter().all(|id| !matches!(self.node(*id), Node::Trigger(_))), "a trigger stands inside another condition")?;
            let depth = inner.iter().map(|id| deep[id.index()]).max().map_or(0, |depth| depth + 1);
            at.ensure(depth <= DEEPEST, "it is too deep")?;
            let review = inner.iter().any(|id| judged[id.index()]) || matches!(node, Node::Review | Node::ReviewIf(_));
            at.ensure(!review || !matches!(node, Node::Score(_)), "a score has a line that only an agency can judge")?;
            deep.push(depth);
            judged.push(review);
        }
        Ok(())
    }

    /// A condition by itself; the conditions it names.
    fn check_node(&self, at: At, node: &Node) -> Result<Vec<NodeId>, Fault> {
        let bound = |quantity: Option<Quantity>| quantity.map_or(Ok(()), |quantity| at.amount(quantity));
        match node {
            Node::Constant(_) | Node::Review => {}
            Node::Options { fact, options } => {
                at.ensure(!matches!(self.kind(at, *fact)?, FactKind::Number { .. }), "names options of a number")?;
                self.check_options(at, *fact, *options)?;
            }
            Node::Compare { fact, min, max } => {
                self.number(at, *fact)?;
                bound(*min)?;
                bound(*max)?;
            }
            Node::Ratio { numerator, denominator, percent } => {
                let (unit, ..) = self.number(at, *numerator)?;
                let (other, lowest, _) = self.number(at, *denominator)?;
                at.ensure(unit == other && numerator != denominator && 0 <= lowest, "it weighs what cannot be weighed")?;
                at.ensure(0 < percent.0 && percent.0 <= 10_000_000, "its share is out of bounds")?;
            }
            Node::Sum { facts, min } => {
                let ((unit, ..), (other, ..)) = (self.number(at, facts[0])?, self.number(at, facts[1])?);
                at.ensure(unit == other && facts[0] != facts[1], "it adds what cannot be added")?;
                at.amount(*min)?;
            }
            Node::Not(inner) | Node::ReviewIf(inner) | Node::Trigger(inner) => return Ok(vec![*inner]),
            Node::All(inner) | Node::Any(inner) => {
                at.ensure(!inner.is_empty(), "it joins nothing")?;
                return Ok(inner.clone());
            }
            Node::Switch { fact, cases } => {
                let one = matches!(self.kind(at, *fact)?, FactKind::One | FactKind::Yes);
                at.ensure(one && cases.len() == self.fact(*fact).options.len(), "it has not one case for each option")?;
                return Ok(cases.clone());
            }
            Node::Score(score) => {
                at.index(score.index(), self.scores.len())?;
                let parts: Vec<&ScorePart> = self.scores[score.index()].groups.iter().flat_map(|group| &group.parts).collect();
                at.ensure(parts.len() <= MOST_PARTS && parts.iter().all(|part| part.lines.len() <= MOST_PARTS), "its score is too long")?;
                return Ok(parts.iter().flat_map(|part| &part.lines).map(|(line, _)| *line).collect());
            }
        }
        Ok(Vec::new())
    }

    fn check_options(&self, at: At, fact: FactId, options: OptionSet) -> Checked {
        at.index(usize::from(fact.0), self.facts.len())?;
        let all = OptionSet::all(self.fact(fact).options.len());
        at.ensure(options.0 & !all.0 == 0, "names an option that is not there")
    }

    /// Of each set fact, how many kinds of options the rules tell apart.
    fn check_kinds(&self) -> Checked {
        for (place, fact) in self.facts.iter().enumerate().filter(|(_, fact)| fact.kind == FactKind::Many) {
            let of = |node: &Node| match node {
                Node::Options { fact, options } if usize::from(fact.0) == place => Some(options.0),
                _ => None,
            };
            let mut named: Vec<u32> = self.nodes.iter().filter_map(of).collect();
            crate::order::sort(&mut named);
            named.dedup();
            let signature = |option: usize| named.iter().map(|set| set >> option & 1 == 1).collect::<Vec<bool>>();
            let mut kinds: Vec<Vec<bool>> = (0..fact.options.len()).map(signature).filter(|kind| kind.contains(&true)).collect();
            crate::order::sort(&mut kinds);
            kinds.dedup();
            At("facts", place).ensure(kinds.len() <= MOST_KINDS, "the rules tell too many of its options apart")?;
        }
        Ok(())
    }

    /// Facts weighed against each other form a forest of small trees, each pair in one way, and no tree lists too many small values.
    fn check_links(&self) -> Checked {
        let mut tree: Vec<usize> = (0..self.facts.len()).collect();
        let mut pairs: Vec<(FactId, FactId, Option<FactId>)> = Vec::new();
        for (place, (a, b, share)) in self.weighed() {
            let (first, second) = if a.0 < b.0 { (a, b) } else { (b, a) };
            let divisor = share.map(|_| b);
            if let Some((.., other)) = pairs.iter().find(|(one, other, _)| (*one, *other) == (first, second)) {
                At("conditions", place).ensure(*other == divisor, "weighs two facts in another way than before")?;
                continue;
            }
            pairs.push((first, second, divisor));
            let (kept, merged) = (tree[usize::from(a.0)], tree[usize::from(b.0)]);
            At("conditions", place).ensure(kept != merged, "closes a ring of facts weighed against each other")?;
            tree.iter_mut().filter(|of| **of == merged).for_each(|of| *of = kept);
            let size = tree.iter().filter(|of| **of == kept).count();
            At("conditions", place).ensure(size <= MOST_LINKED, "too many facts are weighed against each other")?;
        }
        for (place, &root) in tree.iter().enumerate() {
            let at = At("facts", place);
            let uses = self.weighed().filter(|(_, (a, ..))| tree[usize::from(a.0)] == root).count();
            at.ensure(uses <= MOST_WEIGHED, "it is weighed too often")?;
            let listed = self.listed(FactId(place as u8), None);
            at.ensure(listed <= LONGEST_LIST, "its shares lie so close together that too many values must be tried")?;
        }
        Ok(())
    }

    /// Ratios and sums with their facts and, of ratios, the share.
    fn weighed(&self) -> impl Iterator<Item = (usize, (FactId, FactId, Option<i64>))> + '_ {
        self.nodes.iter().enumerate().filter_map(|(place, node)| match node {
            Node::Ratio { numerator, denominator, percent } => Some((place, (*numerator, *denominator, Some(percent.0)))),
            Node::Sum { facts, .. } => Some((place, (facts[0], facts[1], None))),
            _ => None,
        })
    }

    /// How many small values of the fact the search may list, seen from a linked fact or from none; the tree ends the recursion.
    fn listed(&self, fact: FactId, from: Option<FactId>) -> i128 {
        let mut shares: Vec<(FactId, bool, i128)> = Vec::new();
        let mut most = 4_096;
        for (_, (a, b, share)) in self.weighed().filter(|(_, (a, b, _))| *a == fact || *b == fact) {
            let (other, divides) = if a == fact { (b, true) } else { (a, false) };
            let beyond = if Some(other) == from { 0 } else { self.listed(other, Some(fact)) };
            if let Some(share) = share.map(i128::from) {
                shares.push((other, divides, share));
                most = most.max(if divides { 2 * share * beyond / 10_000 } else { 20_000 * beyond / share } + 1);
            }
            if LONGEST_LIST < most {
                return most;
            }
        }
        crate::order::sort(&mut shares);
        shares.dedup();
        for pair in shares.windows(2) {
            let [(a, divides, low), (b, same, high)] = pair else { continue };
            if a == b && divides == same && low < high {
                most = most.max(if *divides { low * high / (10_000 * (high - low)) } else { 10_000 / (high - low) } + 1);
            }
        }
        most
    }

    fn check_sizes(&self) -> Checked {
        let at = At("sizes", 0);
        let one = |fact| Ok(matches!(self.kind(at, fact)?, FactKind::One | FactKind::Yes));
        at.ensure(one(self.sizes.industry)?, "the industry is no choice")?;
        at.ensure(self.sizes.rows.len() == self.fact(self.sizes.industry).options.len(), "there is not one row for each industry")?;
        if let Some((fact, options)) = self.sizes.no_class {
            at.ensure(one(fact)?, "the legal form is no choice")?;
            self.check_options(at, fact, options)?;
            let options = self.fact(fact).options.len();
            self.sizes.not_registered.map_or(Ok(()), |option| at.index(usize::from(option), options))?;
        }
        for (place, row) in self.sizes.rows.iter().enumerate() {
            let at = At("sizes", place);
            for (fact, limits) in &row.limits {
                self.number(at, *fact)?;
                limits.iter().try_for_each(|limit| at.amount(*limit))?;
                at.ensure(limits[0] < limits[1] && limits[1] < limits[2], "its limits do not rise")?;
            }
            match &row.scale {
                Scale::AtLeast(amount) => at.amount(*amount)?,
                Scale::ByFact(fact, amounts) => {
                    at.ensure(one(*fact)? && amounts.len() == self.fact(*fact).options.len(), "it has not one amount for each option")?;
                    amounts.iter().flatten().try_for_each(|amount| at.amount(*amount))?;
                }
                Scale::ByAuthority | Scale::All | Scale::None => {}
            }
        }
        self.check_sources(at, &self.sizes.sources)
    }

    fn check_sources(&self, at: At, sources: &[SourceId]) -> Checked {
        sources.iter().try_for_each(|source| at.index(source.index(), self.sources.len()))
    }

    fn check_lines(&self) -> Checked {
        At("lines", 0).ensure(self.criteria.len() <= MOST_NODES, "there are too many")?;
        for (place, line) in self.criteria.iter().enumerate() {
            let at = At("lines", place);
            at.id(line.id)?;
            for node in line.branches.iter().map(|branch| branch.node).chain([line.node]) {
                at.index(node.index(), self.nodes.len())?;
                at.ensure(!matches!(self.node(node), Node::Trigger(_)), "a line is no trigger")?;
            }
            at.index(line.source.index(), self.sources.len())?;
            at.period(line.period)?;
        }
        for (place, term) in self.terms.iter().enumerate() {
            At("terms", place).id(term.id)?;
            At("terms", place).index(term.node.index(), self.nodes.len())?;
        }
        for (place, score) in self.scores.iter().enumerate() {
            At("scores", place).id(score.id)?;
            let lines = score.groups.iter().flat_map(|group| &group.parts).flat_map(|part| &part.lines);
            lines.map(|(line, _)| line.index()).try_for_each(|index| At("scores", place).index(index, self.nodes.len()))?;
        }
        Ok(())
    }

    fn check_criteria(&self, at: At, criteria: &[CriterionId]) -> Checked {
        criteria.iter().try_for_each(|criterion| at.index(criterion.index(), self.criteria.len()))
    }

    fn check_supports(&self) -> Checked {
        At("supports", 0).ensure(!self.supports.is_empty() && self.supports.len() <= 1_024, "there are none, or too many")?;
        for (place, support) in self.supports.iter().enumerate() {
            let at = At("supports", place);
            at.id(support.id)?;
            at.ensure(self.supports[..place].iter().all(|other| other.id != support.id), "its id stands twice")?;
            at.day(support.from)?;
            if let Some((node, _)) = support.trigger {
                at.index(node.index(), self.nodes.len())?;
                at.ensure(matches!(self.node(node), Node::Trigger(_)), "its situation is no trigger")?;
            }
            self.check_criteria(at, &support.criteria)?;
            for agency in support.with.iter().chain([&support.lead]) {
                at.index(agency.index(), self.agencies.len())?;
            }
            self.check_sources(at, &support.sources)?;
            self.check_sources(at, &support.cites)?;
            support.worth.iter().try_for_each(|worth| self.check_worth(at, worth))?;
        }
        Ok(())
    }

    /// A worth stays within 64 bits, and no case's conditions mention its figure.
    fn check_worth(&self, at: At, worth: &Worth) -> Checked {
        self.check_sources(at, &worth.sources)?;
        let any = !worth.cases.is_empty() || worth.asks.is_some();
        at.ensure(any && worth.cases.len() <= MOST_CASES, "its worth has no case, or too many")?;
        at.ensure(worth.years != Some(0), "its worth is for no year")?;
        for case in &worth.cases {
            at.ensure(case.when.len() <= MOST_CASES && case.rates.len() <= MOST_CASES, "a case of its worth is too long")?;
            for node in &case.when {
                at.index(node.index(), self.nodes.len())?;
                at.ensure(!matches!(self.node(*node), Node::Trigger(_)), "a case of its worth hangs on a trigger")?;
            }
            let highest = match case.of {
                Some(fact) => {
                    let (.., highest) = self.number(at, fact)?;
                    at.ensure(!case.when.iter().any(|&node| self.mask(node).has(fact)), "a case of its worth hangs on its own figure")?;
                    highest.max(0)
                }
                None => 0,
            };
            at.ensure(0 <= case.fixed, "its worth is less than nothing")?;
            Catalogue::check_rates(at, &case.rates, case.fixed, highest)?;
        }
        worth.asks.iter().try_for_each(|asks| {
            at.ensure(asks.rates.len() <= MOST_CASES, "what its card asks for is too long")?;
            Catalogue::check_rates(at, &asks.rates, 0, MOST_ASKED.0)
        })
    }

    fn check_rates(at: At, rates: &[(Quantity, i64)], fixed: i64, highest: i64) -> Checked {
        let rising = rates.windows(2).all(|pair| pair[0].0 < pair[1].0);
        at.ensure(rates.first().is_none_or(|(from, _)| 0 <= from.0) && rising, "the rates of its worth do not rise")?;
        at.ensure(rates.iter().all(|(_, rate)| 0 <= *rate), "its worth is less than nothing")?;
        let steepest = rates.iter().map(|(_, rate)| *rate).max().unwrap_or(0);
        let largest = i128::from(steepest) * i128::from(highest) + i128::from(fixed);
        at.ensure(largest <= i128::from(LARGEST_WORTH), "its worth is too large")
    }

    fn check_rungs(&self) -> Checked {
        let at = At("ladder", 0);
        at.ensure(matches!(self.kind(at, self.titles_fact)?, FactKind::Many), "the titles are no set")?;
        at.ensure(self.rungs.len() <= 64, "there are too many rungs")?;
        for (place, rung) in self.rungs.iter().enumerate() {
            let at = At("ladder", place);
            at.id(rung.id)?;
            self.check_options(at, self.titles_fact, rung.held_by)?;
            at.ensure(!rung.rules.is_empty() && rung.rules.len() <= 4, "a rung has one rule to four")?;
            for rule in &rung.rules {
                at.id(rule.id)?;
                self.check_criteria(at, &rule.criteria)?;
            }
        }
        Ok(())
    }

    /// Agencies, places, contacts, documents, topics, articles.
    fn check_people(&self) -> Checked {
        let at = At("places", 0);
        at.ensure(matches!(self.kind(at, self.place_fact)?, FactKind::One), "where the firm is is no choice")?;
        let here = self.fact(self.place_fact).options.len();
        for (place, about) in self.places.iter().enumerate() {
            let at = At("places", place);
            at.index(usize::from(about.option), here)?;
            about.first.map_or(Ok(()), |agency| at.index(agency.index(), self.agencies.len()))?;
        }
        for (place, contact) in self.contacts.iter().enumerate() {
            let at = At("contacts", place);
            at.index(contact.agency.index(), self.agencies.len())?;
            contact.place.map_or(Ok(()), |option| at.index(usize::from(option), here))?;
        }
        At("agencies", 0).ensure(self.agencies.len() <= 255 && self.sources.len() <= 255, "there are too many")?;
        self.agencies.iter().enumerate().try_for_each(|(place, agency)| At("agencies", place).id(agency.id))?;
        for (place, source) in self.sources.iter().enumerate() {
            let at = At("sources", place);
            at.id(source.id)?;
            at.period(source.period)?;
            source.follows.map_or(Ok(()), |earlier| at.index(earlier.index(), self.sources.len()))?;
        }
        At("the plan's document", 0).index(self.plan_source.index(), self.sources.len())?;
        At("topics", 0).ensure(self.topics.len() <= MOST_TOPICS, "there are too many")?;
        for (place, topic) in self.topics.iter().enumerate() {
            At("topics", place).id(topic.id)?;
            topic.supports.iter().try_for_each(|support| At("topics", place).index(support.index(), self.supports.len()))?;
        }
        for (place, article) in self.articles.iter().enumerate() {
            article.agencies.iter().try_for_each(|agency| At("articles", place).index(agency.index(), self.agencies.len()))?;
        }
        Ok(())
    }
}
