//! `zice graph`: which facts feed which supports and rungs, in DOT.

use super::failure::Failure;
use super::{arguments, pack};
use zice_core::facts::FactSet;

/// The graph.
///
/// # Errors
/// When the pack cannot be opened.
pub fn run(pack: &arguments::Pack) -> Result<String, Failure> {
    let opened = pack::open(pack)?;
    let catalogue = &opened.catalogue;
    let mut out = String::from("digraph facts {\n  rankdir=LR;\n  node [shape=box, fontname=\"Noto Sans CJK SC\"];\n");
    for fact in &catalogue.facts {
        out += &format!("  \"f_{}\" [label=\"{}\\n{}\", style=rounded];\n", escaped(fact.id), escaped(fact.id), escaped(fact.short.zh));
    }
    let edges = |kind: &str, id: &str, label: &str, mask: FactSet| {
        let (id, label) = (escaped(id), escaped(label));
        let mut out = format!("  \"{kind}_{id}\" [label=\"{id}\\n{label}\"];\n");
        for fact in mask.iter() {
            out += &format!("  \"f_{}\" -> \"{kind}_{id}\";\n", escaped(catalogue.fact(fact).id));
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

/// Text within quotes of DOT: quotes and backslashes are escaped, control characters made visible.
fn escaped(text: &str) -> String {
    super::printable(text).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_ends_a_string_of_the_graph() {
        assert_eq!(escaped("a\"b\\c\nd\u{1b}"), "a\\\"b\\\\c\\nd\\\\u{1b}");
    }
}
