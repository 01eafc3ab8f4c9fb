//! Scores as tables: groups with their minimum, parts, and the points of each step.

use super::html::Html;
use super::{Book, text};
use zice_core::catalogue::{Catalogue, Language, Node, NodeId, Score, ScoreGroup, ScorePart};
use zice_core::facts::{FactId, FactKind};
use zice_core::text::quantity;
use zice_core::units::{Quantity, Unit};

/// Every score of the pack.
pub fn all(html: &mut Html, book: Book<'_>) {
    for score in &book.catalogue.scores {
        html.element("section", &[("class", "score"), ("id", &format!("score-{}", score.id))], |html| {
            html.heading(3, None, score.label.zh, score.label.en);
            html.element("p", &[], |html| {
                html.inline(
                    &format!("合格：{} 分以上。每项取最高的一档。", score.pass),
                    &format!("Pass: {} points or more. Each part counts its best step.", score.pass),
                );
            });
            table(html, book.catalogue, score);
        });
    }
}

fn table(html: &mut Html, catalogue: &Catalogue, score: &Score) {
    html.table(&format!("score-{}", score.id), text("分组、项目和分数", "Groups, parts and points"), |html| {
        html.columns(&[("项目", "Part"), ("达到", "Reached"), ("分数", "Points")]);
        for group in &score.groups {
            html.element("tbody", &[], |html| {
                head(html, group);
                for part in &group.parts {
                    rows(html, catalogue, part);
                }
            });
        }
    });
}

fn head(html: &mut Html, group: &ScoreGroup) {
    html.element("tr", &[("class", "group")], |html| {
        html.element("th", &[("scope", "rowgroup"), ("colspan", "3")], |html| {
            html.text(group.label.zh);
            if group.at_least == 0 {
                html.english(group.label.zh, group.label.en);
            } else {
                html.text(&format!("（本组至少 {} 分）", group.at_least));
                html.english("", &format!("{} (at least {} in this group)", group.label.en, group.at_least));
            }
        });
    });
}

fn rows(html: &mut Html, catalogue: &Catalogue, part: &ScorePart) {
    let span = (part.lines.len() + 1).to_string();
    for (index, &(node, points)) in part.lines.iter().enumerate() {
        html.element("tr", &[], |html| {
            if index == 0 {
                html.element("th", &[("scope", "row"), ("rowspan", &span)], |html| html.inline(part.label.zh, part.label.en));
            }
            let (zh, en) = (describe(catalogue, Language::Zh, node), describe(catalogue, Language::En, node));
            html.element("td", &[], |html| html.inline(&zh, &en));
            html.leaf("td", &[("class", "figure")], &points.to_string());
        });
    }
    html.element("tr", &[("class", "last")], |html| {
        if part.lines.is_empty() {
            html.element("th", &[("scope", "row")], |html| html.inline(part.label.zh, part.label.en));
        }
        html.element("td", &[], |html| html.inline("其他情形", "otherwise"));
        html.leaf("td", &[("class", "figure")], &part.otherwise.to_string());
    });
}

/// A condition in words.
fn describe(catalogue: &Catalogue, language: Language, node: NodeId) -> String {
    let zh = language == Language::Zh;
    let name = |fact: FactId| catalogue.fact(fact).short.get(language);
    let colon = if zh { "：" } else { ": " };
    let at_least = |bound: String| if zh { format!("不低于 {bound}") } else { format!("at least {bound}") };
    let joined =
        |nodes: &[NodeId], between: &str| nodes.iter().map(|&node| describe(catalogue, language, node)).collect::<Vec<_>>().join(between);
    if let Some(term) = catalogue.terms.iter().find(|term| term.node == node) {
        return term.label.get(language).to_owned();
    }
    match catalogue.node(node) {
        Node::Constant(holds) => match (holds, zh) {
            (true, true) => "任何情形".to_owned(),
            (true, false) => "any case".to_owned(),
            (false, true) => "没有标准".to_owned(),
            (false, false) => "no standard".to_owned(),
        },
        Node::Review | Node::ReviewIf(_) => if zh { "由部门认定" } else { "for the agency to judge" }.to_owned(),
        Node::Options { fact, options } => {
            let about = catalogue.fact(*fact);
            let labels: Vec<&str> = options
                .iter()
                .filter_map(|option| about.options.get(usize::from(option)))
                .map(|option| option.label.get(language))
                .collect();
            format!("{}{colon}{}", name(*fact), labels.join(if zh { "、" } else { " / " }))
        }
        Node::Compare { fact, min, max } => {
            let most = |bound: String| if zh { format!("不超过 {bound}") } else { format!("at most {bound}") };
            let bounds: Vec<String> = min
                .map(|bound| at_least(shown(catalogue, language, *fact, bound)))
                .into_iter()
                .chain(max.map(|bound| most(shown(catalogue, language, *fact, bound))))
                .collect();
            format!("{}{colon}{}", name(*fact), bounds.join(if zh { "，" } else { ", " }))
        }
        Node::Ratio { numerator, denominator, percent } => {
            let bound = at_least(quantity(language, *percent, Unit::Share));
            format!("{} ÷ {}{colon}{bound}", name(*numerator), name(*denominator))
        }
        Node::Sum { facts: [first, second], min } => {
            format!("{} + {}{colon}{}", name(*first), name(*second), at_least(shown(catalogue, language, *first, *min)))
        }
        Node::Not(inner) => format!("{}{}", if zh { "不属于：" } else { "not: " }, describe(catalogue, language, *inner)),
        Node::Trigger(inner) => describe(catalogue, language, *inner),
        Node::All(nodes) => joined(nodes, if zh { "，并且 " } else { ", and " }),
        Node::Any(nodes) => joined(nodes, if zh { "，或 " } else { ", or " }),
        Node::Switch { fact, .. } => format!("{}{}", if zh { "按" } else { "by " }, name(*fact)),
        Node::Score(score) => catalogue.scores[score.index()].label.get(language).to_owned(),
    }
}

fn shown(catalogue: &Catalogue, language: Language, fact: FactId, bound: Quantity) -> String {
    match catalogue.fact(fact).kind {
        FactKind::Number { unit, .. } => quantity(language, bound, unit),
        FactKind::One | FactKind::Yes | FactKind::Many => String::new(),
    }
}
