//! The supports and rungs of a pack, and the bounds in their conditions.

use zice_core::catalogue::{Catalogue, CriterionId, Node, NodeId};
use zice_core::date::Date;
use zice_core::facts::FactId;
use zice_core::rules::search::Search;
use zice_core::rules::verdict::{Assessment, Subject, assess};

use crate::case::{children, own_facts};
use crate::naive::Firm;

/// A support or a rung.
pub struct Real {
    /// `support x` or `rung x`.
    pub name: String,
    trigger: Option<NodeId>,
    rules: Vec<Vec<CriterionId>>,
}

/// Every support and every rung.
pub fn all(pack: &Catalogue) -> Vec<Real> {
    let supports = pack.supports.iter().map(|support| Real {
        name: format!("support {}", support.id),
        trigger: support.trigger.map(|(node, _)| node),
        rules: vec![support.criteria.clone()],
    });
    let rungs = pack.rungs.iter().map(|rung| Real {
        name: format!("rung {}", rung.id),
        trigger: None,
        rules: rung.rules.iter().map(|rule| rule.criteria.clone()).collect(),
    });
    supports.chain(rungs).collect()
}

impl Real {
    /// The lines that hold on the day, with the trigger before each list.
    pub fn lists(&self, pack: &Catalogue, day: Date) -> Vec<Vec<NodeId>> {
        let in_force = |id: &&CriterionId| {
            let period = pack.criteria[usize::from(id.0)].period;
            period.from.is_none_or(|from| from <= day) && period.until.is_none_or(|until| day <= until)
        };
        let nodes =
            |rule: &Vec<CriterionId>| rule.iter().filter(in_force).map(|id| pack.criteria[usize::from(id.0)].node).collect::<Vec<_>>();
        self.rules.iter().map(|rule| self.trigger.into_iter().chain(nodes(rule)).collect()).collect()
    }

    /// The engine's assessment.
    pub fn assess(&self, search: &mut Search<'_>, day: Date) -> Assessment {
        assess(search, &Subject { trigger: self.trigger, rules: self.rules.iter().map(Vec::as_slice).collect() }, day)
    }
}

/// Conditions on numbers and options below some lists, as far as known selectors lead to them.
pub fn leaves<'a>(pack: &'a Catalogue, firm: &Firm, is_open: &dyn Fn(FactId) -> bool, lists: &[Vec<NodeId>]) -> Vec<&'a Node> {
    let mut queue: Vec<NodeId> = lists.iter().flatten().copied().collect();
    let mut at = 0;
    while at < queue.len() {
        let node = &pack.nodes[usize::from(queue[at].0)];
        let mut add = |node| {
            if !queue.contains(&node) {
                queue.push(node);
            }
        };
        match node {
            Node::Switch { fact, cases } if !is_open(*fact) => add(cases[firm[usize::from(fact.0)] as usize]),
            node => children(node, &pack.scores, add),
        }
        at += 1;
    }
    queue.iter().map(|node| &pack.nodes[usize::from(node.0)]).collect()
}

/// The facts that these conditions name.
pub fn mentioned(leaves: &[&Node]) -> Vec<FactId> {
    let mut facts = Vec::new();
    leaves.iter().for_each(|node| own_facts(node, |fact| facts.push(fact)));
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// Both sides of every bound on a number that names no other number.
pub fn bounds(fact: FactId, leaves: &[&Node]) -> Vec<i64> {
    let mut found = vec![0, 1];
    for leaf in leaves {
        if let Node::Compare { fact: of, min, max } = leaf
            && *of == fact
        {
            min.iter().for_each(|min| found.extend([min.0 - 1, min.0]));
            max.iter().for_each(|max| found.extend([max.0, max.0 + 1]));
        }
    }
    found
}

/// Both sides of every bound on the number as seen from one value of another.
pub fn images(fact: FactId, other: FactId, value: i64, leaves: &[&Node]) -> Vec<i64> {
    let mut found = Vec::new();
    for leaf in leaves {
        match leaf {
            Node::Ratio { numerator, denominator, percent } if *numerator == fact && *denominator == other => {
                let least = (i128::from(value) * i128::from(percent.0) + 9_999).div_euclid(10_000) as i64;
                found.extend([least - 1, least]);
            }
            Node::Ratio { numerator, denominator, percent } if *numerator == other && *denominator == fact => {
                let most = (i128::from(value) * 10_000).div_euclid(i128::from(percent.0)) as i64;
                found.extend([most, most + 1]);
            }
            Node::Sum { facts, min } if facts.contains(&fact) && facts.contains(&other) => found.extend([min.0 - value - 1, min.0 - value]),
            _ => {}
        }
    }
    found
}
