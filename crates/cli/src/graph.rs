//! `zice graph`: which facts feed which supports and rungs, in DOT.

use super::arguments::Options;
use super::pack;
use zice_core::facts::FactSet;

/// The graph.
///
/// # Errors
/// When the pack cannot be opened.
pub fn run(options: &Options) -> Result<String, String> {
    let opened = pack::open(options.pack.as_deref())?;
    let catalogue = &opened.catalogue;
    let mut out = String::from("digraph facts {\n  rankdir=LR;\n  node [shape=box, fontname=\"Noto Sans CJK SC\"];\n");
    for fact in &catalogue.facts {
        out += &format!("  \"f_{}\" [label=\"{}\\n{}\", style=rounded];\n", fact.id, fact.id, fact.short.zh);
    }
    let edges = |kind: &str, id: &str, label: &str, mask: FactSet| {
        let mut out = format!("  \"{kind}_{id}\" [label=\"{id}\\n{label}\"];\n");
        for fact in mask.iter() {
            out += &format!("  \"f_{}\" -> \"{kind}_{id}\";\n", catalogue.fact(fact).id);
        }
        out
    };
    let of = |criteria: &[zice_core::catalogue::CriterionId]| {
        criteria.iter().fold(FactSet::default(), |set, &id| set.union(catalogue.mask(catalogue.criterion(id).node)))
    };
    for support in &catalogue.supports {
        let trigger = support.trigger.map_or(FactSet::default(), |(node, _)| catalogue.mask(node));
        out += &edges("s", support.id, support.name.zh, of(&support.criteria).union(trigger));
    }
    for rung in &catalogue.rungs {
        let mask = rung.rules.iter().fold(FactSet::default(), |set, rule| set.union(of(&rule.criteria)));
        out += &edges("r", rung.id, rung.name.zh, mask);
    }
    Ok(out + "}\n")
}
