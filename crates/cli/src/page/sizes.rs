//! The size standard and the 规上 thresholds, one row an industry and indicator.

use super::html::Html;
use super::{Book, frame, source_link, text};
use zice_core::catalogue::{Catalogue, Language, Scale, SizeRow};
use zice_core::facts::{FactId, FactKind};
use zice_core::text::quantity;
use zice_core::units::{Quantity, Unit};

/// The table with how to read it.
pub fn section(html: &mut Html, book: Book<'_>) {
    let sizes = &book.catalogue.sizes;
    frame::part(html, "sizes", |html| {
        html.paragraphs(
            "",
            text(
                "表中是每一类的起点（含本数）。中型、小型须同时达到本行业列出的各项起点，否则下划一类；各项都达到“大型”起点的是大型；没有达到小型的是微型。",
                "Each figure is where a class begins, the figure included. A firm must reach every figure listed for its industry, or it falls one class lower; \
                 it is large where it reaches all the figures for large, and micro where it does not reach small.",
            ),
        );
        html.element("p", &[("class", "from")], |html| {
            html.inline("依据", "From");
            for &id in &sizes.sources {
                html.text(" ");
                source_link(html, book, id);
            }
        });
        html.table("sizes", text("企业划型标准和“规上”起点", "Size classes and the above-scale threshold"), |html| {
            html.columns(&[
                ("行业", "Industry"),
                ("指标", "Indicator"),
                ("小型", "Small"),
                ("中型", "Medium"),
                ("大型", "Large"),
                ("“规上”起点", "Above scale"),
            ]);
            let industries = &book.catalogue.fact(sizes.industry).options;
            for (row, industry) in sizes.rows.iter().zip(industries) {
                html.element("tbody", &[], |html| {
                    rows(html, book.catalogue, row, |html| html.inline(industry.label.zh, industry.label.en))
                });
            }
        });
    });
}

fn rows(html: &mut Html, catalogue: &Catalogue, row: &SizeRow, industry: impl Fn(&mut Html)) {
    let span = row.limits.len().max(1).to_string();
    let around = |html: &mut Html, first: bool, inside: &dyn Fn(&mut Html)| {
        html.element("tr", &[], |html| {
            if first {
                html.element("th", &[("scope", "rowgroup"), ("rowspan", &span)], &industry);
            }
            inside(html);
            if first {
                html.element("td", &[("rowspan", &span)], |html| scale(html, catalogue, &row.scale));
            }
        });
    };
    if row.limits.is_empty() {
        around(html, true, &|html| {
            html.element("td", &[("colspan", "4")], |html| html.inline("由主管部门确定", "decided by the authority"));
        });
    }
    for (index, (fact, limits)) in row.limits.iter().enumerate() {
        around(html, index == 0, &|html| {
            let name = catalogue.fact(*fact).short;
            html.element("td", &[("class", "name")], |html| html.inline(name.zh, name.en));
            for limit in limits {
                html.leaf("td", &[("class", "figure")], &amount(catalogue, *fact, *limit));
            }
        });
    }
}

fn amount(catalogue: &Catalogue, fact: FactId, value: Quantity) -> String {
    match catalogue.fact(fact).kind {
        FactKind::Number { unit, .. } => quantity(Language::Zh, value, unit),
        FactKind::One | FactKind::Yes | FactKind::Many => String::new(),
    }
}

fn scale(html: &mut Html, catalogue: &Catalogue, scale: &Scale) {
    let revenue = |value: &Quantity| quantity(Language::Zh, *value, Unit::WanYuan);
    match scale {
        Scale::AtLeast(value) => html.inline(&format!("营业收入 {}起", revenue(value)), &format!("revenue from {}", revenue(value))),
        Scale::ByAuthority => html.inline("由主管部门确定", "decided by the authority"),
        Scale::All => html.inline("全部企业", "every firm"),
        Scale::None => html.inline("没有这一说法", "no such notion"),
        Scale::ByFact(fact, values) => html.element("ul", &[], |html| {
            for (option, value) in catalogue.fact(*fact).options.iter().zip(values) {
                html.element("li", &[], |html| {
                    html.inline(option.label.zh, option.label.en);
                    match value {
                        Some(value) => html.text(&format!("：{}", revenue(value))),
                        None => html.inline("：没有数额", "no amount"),
                    }
                });
            }
        }),
    }
}
