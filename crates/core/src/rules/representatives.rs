//! Finitely many values of a fact that stand for all of them.
//!
//! Each condition on one fact cuts its domain; a ratio or a sum cuts it where a value of the other fact would, so cuts are carried across such
//! links, from every end of every cell of the other fact. Between two neighbouring cuts, which combinations of conditions the *other* facts can
//! realise is the same for every value, so that one value stands for the cell.
//!
//! Two bounds on one ratio leave a strip between them that may hold no integer while the numbers are tiny. Above [`Search::tiny`] every strip
//! holds one, so the largest value of a cell realises all that any of its values does; cells that end below are listed value by value.
//!
//! Carrying cuts ends because links form a forest (a lint); what is fixed is a cut of its own.

use super::domain::Domain;
use super::search::Search;
use crate::catalogue::{Node, NodeId};
use crate::facts::{FactId, FactSet};
use crate::order;
use crate::units::Quantity;

/// The conditions on some facts below a list of nodes, each once, as far as facts are open.
struct Atoms {
    about: FactSet,
    leaves: Vec<NodeId>,
    switches: Vec<NodeId>,
}

impl Search<'_> {
    /// Values of an open fact that realise everything any of its values can, with respect to these conditions.
    pub(super) fn representatives(&self, fact: FactId, nodes: &[NodeId]) -> Vec<i64> {
        // What another fact cuts matters only through ratios and sums.
        let atoms = self.atoms(self.links[usize::from(fact.0)], nodes);
        match self.domain(fact) {
            Domain::Options(left) => {
                let mut seen: Vec<Vec<u16>> = Vec::new();
                let mut values = Vec::new();
                for option in left.iter() {
                    let signature = self.signature(fact, i64::from(option), &atoms);
                    if !seen.contains(&signature) {
                        seen.push(signature);
                        values.push(i64::from(option));
                    }
                }
                values
            }
            Domain::Subsets(_) => self.subsets(fact, &atoms),
            Domain::Set(set) => vec![i64::from(set.0)],
            Domain::Range(low, high) => {
                let cuts = self.cuts(fact, FactSet::only(fact), &atoms);
                let tiny = self.tiny(fact, FactSet::only(fact), &atoms);
                let mut values = Vec::new();
                for (start, end) in cells(low, high, &cuts) {
                    if end <= tiny {
                        // No ratio tells negative values apart.
                        values.extend((start < 0).then_some(end.min(-1)));
                        values.extend(start.max(0)..=end);
                    } else {
                        values.push(end);
                    }
                }
                let beside = self.beside_tiny(fact, &atoms);
                if !beside.is_empty() {
                    values.extend(beside.into_iter().flat_map(|(from, to)| from.max(low)..=to.min(high)));
                    order::sort(&mut values);
                    values.dedup();
                }
                values
            }
        }
    }

    /// Up to this value one that realises less than the last of its cell may stand before it.
    pub(super) fn tiny_of(&self, fact: FactId, nodes: &[NodeId]) -> i64 {
        self.tiny(fact, FactSet::only(fact), &self.atoms(self.links[usize::from(fact.0)], nodes))
    }

    /// Values of a number that leave the other fact of a sum a tiny one at the sum's bound, wherever they lie.
    fn beside_tiny(&self, fact: FactId, atoms: &Atoms) -> Vec<(i64, i64)> {
        let mut found = Vec::new();
        for &leaf in &atoms.leaves {
            if let Node::Sum { min, .. } = self.catalogue.node(leaf)
                && let Some(partner) = self.partner(leaf, fact).filter(|&partner| self.open.has(partner))
            {
                let tiny = self.tiny(partner, FactSet::only(fact).union(FactSet::only(partner)), atoms);
                if 0 < tiny {
                    found.push((min.0 - tiny, min.0));
                }
            }
        }
        found
    }

    /// An open fact that is weighed against this one in a ratio or a sum.
    pub(super) fn open_partner(&self, fact: FactId, nodes: &[NodeId]) -> Option<FactId> {
        let atoms = self.atoms(FactSet::only(fact), nodes);
        atoms.leaves.iter().find_map(|&leaf| self.partner(leaf, fact).filter(|&partner| self.open.has(partner)))
    }

    fn partner(&self, leaf: NodeId, fact: FactId) -> Option<FactId> {
        let [a, b] = match self.catalogue.node(leaf) {
            Node::Ratio { numerator, denominator, .. } => [*numerator, *denominator],
            Node::Sum { facts, .. } => *facts,
            _ => return None,
        };
        if a == fact {
            Some(b)
        } else if b == fact {
            Some(a)
        } else {
            None
        }
    }

    fn atoms(&self, about: FactSet, nodes: &[NodeId]) -> Atoms {
        self.passes.set(self.passes.get() + 1);
        let mut atoms = Atoms { about, leaves: Vec::new(), switches: Vec::new() };
        nodes.iter().for_each(|&node| self.collect(node, &mut atoms));
        atoms
    }

    fn collect(&self, node: NodeId, atoms: &mut Atoms) {
        if self.mask(node).and(atoms.about).is_empty() || self.met[node.index()].replace(self.passes.get()) == self.passes.get() {
            return;
        }
        match self.catalogue.node(node) {
            Node::Constant(_) | Node::Review => {}
            Node::Options { .. } | Node::Compare { .. } | Node::Ratio { .. } | Node::Sum { .. } => atoms.leaves.push(node),
            Node::Not(inner) | Node::ReviewIf(inner) | Node::Trigger(inner) => self.collect(*inner, atoms),
            Node::All(inner) | Node::Any(inner) => inner.iter().for_each(|&node| self.collect(node, atoms)),
            Node::Switch { fact, cases } => {
                if self.open.has(*fact) {
                    atoms.switches.push(node);
                    cases.iter().for_each(|&case| self.collect(case, atoms));
                } else {
                    let (first, second) = self.slots[usize::from(fact.0)];
                    self.collect(cases[first as usize], atoms);
                    if first != second {
                        self.collect(cases[second as usize], atoms);
                    }
                }
            }
            Node::Score(score) => {
                let score = &self.catalogue.scores[score.index()];
                score
                    .groups
                    .iter()
                    .flat_map(|group| &group.parts)
                    .flat_map(|part| &part.lines)
                    .for_each(|&(line, _)| self.collect(line, atoms));
            }
        }
    }

    /// What an option does to every condition on its fact.
    fn signature(&self, fact: FactId, value: i64, atoms: &Atoms) -> Vec<u16> {
        let mut signature = Vec::new();
        for &leaf in &atoms.leaves {
            if let Node::Options { fact: of, options } = self.catalogue.node(leaf)
                && *of == fact
            {
                let holds = match self.domain(fact) {
                    Domain::Options(_) => options.has(value as u8),
                    _ => i64::from(options.0) & value != 0,
                };
                signature.push(u16::from(holds));
            }
        }
        for &switch in &atoms.switches {
            if let Node::Switch { fact: of, cases } = self.catalogue.node(switch)
                && *of == fact
            {
                signature.push(cases[value as usize].0);
            }
        }
        signature
    }

    /// Sets of options: one option stands for all that the same conditions name; of the sets of those, one for each outcome of the conditions.
    fn subsets(&self, fact: FactId, atoms: &Atoms) -> Vec<i64> {
        let Domain::Subsets(all) = self.domain(fact) else { return Vec::new() };
        let mut kinds: Vec<Vec<u16>> = Vec::new();
        let mut options: Vec<i64> = Vec::new();
        for option in all.iter() {
            let signature = self.signature(fact, 1 << option, atoms);
            if signature.contains(&1) && !kinds.contains(&signature) {
                kinds.push(signature);
                options.push(1 << option);
            }
        }
        let mut seen: Vec<Vec<u16>> = Vec::new();
        let mut values = Vec::new();
        for choice in 0..1_u32 << options.len() {
            let value = options.iter().enumerate().filter(|(index, _)| choice >> index & 1 == 1).map(|(_, option)| option).sum();
            let signature = self.signature(fact, value, atoms);
            if !seen.contains(&signature) {
                seen.push(signature);
                values.push(value);
            }
        }
        values
    }

    /// A share that two of these parts ask about, of two open numbers other than `except`, with every bound on it.
    pub(super) fn shared_share(&self, parts: &[&[NodeId]], except: FactId) -> Option<(FactId, FactId, Vec<Quantity>)> {
        let mut asked: Vec<(FactId, FactId, usize, Vec<Quantity>)> = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            for leaf in self.atoms(self.open, part).leaves {
                let Node::Ratio { numerator, denominator, percent } = self.catalogue.node(leaf) else { continue };
                if ![numerator, denominator].iter().all(|&&fact| fact != except && self.open.has(fact)) {
                    continue;
                }
                match asked.iter_mut().find(|(of, over, ..)| of == numerator && over == denominator) {
                    Some((_, _, first, bounds)) => {
                        *first = if *first == place { place } else { usize::MAX };
                        bounds.push(*percent);
                    }
                    None => asked.push((*numerator, *denominator, place, vec![*percent])),
                }
            }
        }
        let (of, over, _, mut bounds) = asked.into_iter().find(|&(_, _, place, _)| place == usize::MAX)?;
        order::sort(&mut bounds);
        bounds.dedup();
        Some((of, over, bounds))
    }

    /// In how many of these parts the fact is weighed against another, and where plain comparisons cut it.
    pub(super) fn comparisons(&self, fact: FactId, parts: &[&[NodeId]]) -> (usize, Vec<i64>) {
        let (mut linear, mut cuts) = (0, Vec::new());
        for part in parts {
            let atoms = self.atoms(FactSet::only(fact), part);
            linear += usize::from(atoms.leaves.iter().any(|&leaf| self.partner(leaf, fact).is_some()));
            for &leaf in &atoms.leaves {
                if let Node::Compare { fact: of, min, max } = self.catalogue.node(leaf)
                    && *of == fact
                {
                    cuts.extend(min.map(|min| min.0));
                    cuts.extend(max.map(|max| max.0 + 1));
                }
            }
        }
        order::sort(&mut cuts);
        (linear, cuts)
    }

    /// The values at which a new cell of the fact begins. `visited` keeps links from being followed back.
    fn cuts(&self, fact: FactId, visited: FactSet, atoms: &Atoms) -> Vec<i64> {
        let mut cuts = Vec::new();
        let mut ends_of: Vec<(FactId, Vec<i64>)> = Vec::new();
        for &leaf in &atoms.leaves {
            let node = self.catalogue.node(leaf);
            if let Node::Compare { fact: of, min, max } = node
                && *of == fact
            {
                cuts.extend(min.map(|min| min.0));
                cuts.extend(max.map(|max| max.0 + 1));
                continue;
            }
            let Some(partner) = self.partner(leaf, fact) else { continue };
            if visited.has(partner) {
                continue;
            }
            if !ends_of.iter().any(|(known, _)| *known == partner) {
                ends_of.push((partner, self.cell_ends(partner, visited.union(FactSet::only(partner)), atoms)));
            }
            let Some((_, ends)) = ends_of.iter().find(|(known, _)| *known == partner) else { continue };
            match node {
                Node::Ratio { numerator, percent, .. } if *numerator == fact => {
                    cuts.extend(ends.iter().filter(|&&d| 0 < d).map(|&d| ceiling(i128::from(percent.0) * i128::from(d), 10_000)));
                }
                Node::Ratio { percent, .. } => {
                    cuts.push(1);
                    cuts.extend(ends.iter().map(|&n| floor(10_000 * i128::from(n), i128::from(percent.0)) + 1));
                }
                Node::Sum { min, .. } => cuts.extend(ends.iter().map(|&other| min.0 - other)),
                _ => {}
            }
        }
        order::sort(&mut cuts);
        cuts.dedup();
        cuts
    }

    /// First and last value of every cell of a fact that is weighed against another.
    fn cell_ends(&self, fact: FactId, visited: FactSet, atoms: &Atoms) -> Vec<i64> {
        if !self.open.has(fact) {
            let (first, second) = self.slots[usize::from(fact.0)];
            return if first == second { vec![first] } else { vec![first, second] };
        }
        let Domain::Range(low, high) = self.domain(fact) else { return Vec::new() };
        let mut cuts = self.cuts(fact, visited, atoms);
        if atoms.leaves.iter().any(|&leaf| matches!(self.catalogue.node(leaf), Node::Ratio { denominator, .. } if *denominator == fact)) {
            cuts.push(1);
            order::sort(&mut cuts);
        }
        cells(low, high, &cuts).into_iter().flat_map(|(start, end)| [start, end]).collect()
    }

    /// From this value on, every strip between two bounds on a ratio of this fact holds an integer, and so does every strip that a linked fact's
    /// ratios leave once they are seen through the link: twice the image of the linked fact's own value, for both strips are to meet.
    fn tiny(&self, fact: FactId, visited: FactSet, atoms: &Atoms) -> i64 {
        let mut bounds: Vec<(FactId, bool, i64)> = Vec::new();
        let mut tiny = i64::MIN;
        let mut beyond_of: Vec<(FactId, i64)> = Vec::new();
        for &leaf in &atoms.leaves {
            // Against a value that is fixed the cuts are exact, and there are no strips.
            let Some(partner) = self.partner(leaf, fact).filter(|&partner| self.open.has(partner)) else { continue };
            let beyond = match beyond_of.iter().find(|(known, _)| *known == partner) {
                Some(&(_, beyond)) => beyond,
                None => {
                    let within = visited.union(FactSet::only(partner));
                    let beyond = if within == visited { i64::MIN } else { self.tiny(partner, within, atoms) };
                    beyond_of.push((partner, beyond));
                    beyond
                }
            };
            match self.catalogue.node(leaf) {
                Node::Ratio { numerator, percent, .. } => {
                    let divides = *numerator == fact;
                    bounds.push((partner, divides, percent.0));
                    if 0 < beyond {
                        let (beyond, percent) = (2 * i128::from(beyond), i128::from(percent.0));
                        tiny = tiny.max(if divides { ceiling(percent * beyond, 10_000) } else { ceiling(10_000 * beyond, percent) });
                    }
                }
                Node::Sum { min, .. } if 0 < beyond && min.0 <= LONGEST_LIST => tiny = tiny.max(min.0),
                _ => {}
            }
        }
        order::sort_by_key(&mut bounds, |&(partner, divides, percent)| (partner.0, divides, percent));
        bounds.dedup();
        let strip = |pair: &[(FactId, bool, i64)]| match pair {
            [(a, numerator, low), (b, _, high)] if a == b && low < high => {
                let wide = if *numerator {
                    ceiling(i128::from(*low) * i128::from(*high), 10_000 * i128::from(high - low))
                } else {
                    ceiling(10_000, i128::from(high - low))
                };
                Some(wide)
            }
            _ => None,
        };
        tiny.max(bounds.windows(2).filter_map(strip).max().unwrap_or(i64::MIN))
    }
}

/// Longest run of values listed one by one below a sum's bound.
const LONGEST_LIST: i64 = 4_096;

/// The cells that the cuts divide a closed range into.
pub(super) fn cells(low: i64, high: i64, cuts: &[i64]) -> Vec<(i64, i64)> {
    let mut cells = Vec::new();
    let mut start = low;
    for &cut in cuts {
        if start < cut && cut <= high {
            cells.push((start, cut - 1));
            start = cut;
        }
    }
    cells.push((start, high));
    cells
}

fn floor(dividend: i128, divisor: i128) -> i64 {
    clamp(dividend.div_euclid(divisor))
}

fn ceiling(dividend: i128, divisor: i128) -> i64 {
    clamp(-(-dividend).div_euclid(divisor))
}

fn clamp(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN / 4 } else { i64::MAX / 4 })
}
