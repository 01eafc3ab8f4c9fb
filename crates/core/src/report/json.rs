//! The report as JSON, byte by byte the same everywhere.
//!
//! A writer of its own: the browser would pay 20 kB for a general one, and floats must never come near a figure.

use super::{Gap, Report, Topics, gaps};
use crate::catalogue::{Catalogue, CriterionId};
use crate::date::Date;
use crate::facts::{Answers, FactId, FactKind, FactSet};
use crate::ladder::Standing;
use crate::rules::domain::Domains;
use crate::rules::gap::{self, Change, Have, Need, Way};
use crate::rules::verdict::{Assessment, Line, Verdict};
use crate::rules::ways::Ways;
use crate::units::Quantity;

/// The report as the command prints it, with a final line feed.
pub fn report(catalogue: &Catalogue, sha256: &str, answers: &Answers, topics: Topics, report: &Report) -> String {
    let writer = Writer { catalogue, answers, day: report.day };
    let mut out = String::new();
    let pack = &catalogue.pack;
    out += &format!(
        "{{\n  \"pack\": {{\"id\": {}, \"version\": {}, \"sha256\": {}}},\n",
        quoted(pack.id),
        quoted(pack.version),
        quoted(sha256)
    );
    out += &format!(
        "  \"as_of\": \"{}\",\n  \"size\": [{}],\n  \"supports\": [",
        report.day,
        list(report.size.iter().map(|class| quoted(class.id())))
    );
    for (index, support) in report.supports.iter().enumerate() {
        let about = &catalogue.supports[support.support.index()];
        out += if index == 0 { "\n    " } else { ",\n    " };
        out += &format!(
            "{{\"id\": {}, \"article\": {}, \"verdict\": {}, \"status\": {}, {}",
            quoted(about.id),
            about.article,
            quoted(support.assessment.verdict.id()),
            quoted(support.status.id()),
            support.days_left.map_or(String::new(), |days| format!("\"ends_in_days\": {days}, "))
        );
        out += &writer.assessment(&support.assessment);
        out += &format!(
            ", \"agencies\": [{}], \"quote\": {}}}",
            list(support.agencies.iter().map(|&agency| quoted(catalogue.agency(agency).id))),
            quoted(about.quote)
        );
    }
    out += "\n  ],\n  \"ladder\": ";
    match &report.ladder {
        None => out += "null",
        Some(ladder) => {
            let standing = match ladder.standing {
                Standing::On(rung) => quoted(catalogue.rungs[rung].id),
                Standing::Unknown | Standing::Nowhere => "null".to_owned(),
            };
            out += &format!("{{\"stands_on\": {standing}, \"rungs\": [");
            for (index, (about, rung)) in catalogue.rungs.iter().zip(&ladder.rungs).enumerate() {
                out += if index == 0 { "\n    " } else { ",\n    " };
                let held = rung.held == Some(true);
                out += &format!(
                    "{{\"id\": {}, \"verdict\": {}, \"held\": {held}, {}}}",
                    quoted(about.id),
                    quoted(rung.assessment.verdict.id()),
                    writer.assessment(&rung.assessment)
                );
            }
            out += "\n  ]}";
        }
    }
    out += ",\n  \"contacts\": [";
    for (index, contact) in report.contacts().iter().enumerate() {
        let agency = catalogue.agency(contact.agency);
        out += if index == 0 { "\n    " } else { ",\n    " };
        let supports = list(contact.supports.iter().map(|&support| quoted(catalogue.supports[support.index()].id)));
        out += &format!(
            "{{\"agency\": {}, \"supports\": [{supports}], \"hotline\": {}}}",
            quoted(agency.id),
            agency.hotline.map_or("null".to_owned(), quoted)
        );
    }
    let next = report.most_useful_fact(catalogue, answers).map_or("null".to_owned(), |fact| quoted(catalogue.fact(fact).id));
    let _ = topics;
    out += &format!("\n  ],\n  \"next_question\": {next},\n  \"remaining_max\": {}\n}}\n", report.open.len());
    out
}

/// The ways out of one support or rung, with a final line feed. `more` says that the list may not be complete.
pub fn ways(catalogue: &Catalogue, answers: &Answers, day: Date, id: &str, found: &Ways) -> String {
    let writer = Writer { catalogue, answers, day };
    let way = |way: &Way| format!("\n    {}", writer.way(way));
    let ways: Vec<String> = found.ways.iter().map(way).collect();
    format!("{{\n  \"id\": {}, \"more\": {}, \"ways\": [{}\n  ]\n}}\n", quoted(id), found.more, ways.join(","))
}

struct Writer<'a> {
    catalogue: &'a Catalogue,
    answers: &'a Answers,
    day: Date,
}

impl Writer<'_> {
    fn assessment(&self, assessment: &Assessment) -> String {
        // Of a rung's two rules the better counts: once it is met, what the other lacks is in nobody's way.
        let settled = matches!(assessment.verdict, Verdict::Qualifies | Verdict::Review);
        let applies = !matches!(assessment.verdict, Verdict::NotApplicable | Verdict::Qualifies);
        let review =
            list(assessment.lines().filter(|line| applies && line.may_need_review()).map(|line| quoted(self.criterion(line.criterion))));
        let gaps_of = |wanted: fn(&Line) -> bool| {
            let lines: Vec<Line> = assessment.lines().filter(|line| applies && !settled && wanted(line)).collect();
            list(gaps(self.catalogue, self.answers, &lines).iter().map(|gap| self.gap(gap)))
        };
        let unmet = gaps_of(|line| line.fails());
        let open = gaps_of(|line| line.is_open());
        let possible = assessment.is_possible();
        format!(
            "\"possible\": {possible}, \"depends_on\": [{}], \"review\": [{review}], \"unmet\": [{unmet}], \"open\": [{open}]",
            self.facts(assessment.depends_on)
        )
    }

    fn criterion(&self, id: CriterionId) -> &'static str {
        self.catalogue.criterion(id).id
    }

    fn facts(&self, facts: FactSet) -> String {
        list(facts.iter().map(|fact| quoted(self.catalogue.fact(fact).id)))
    }

    fn gap(&self, gap: &Gap) -> String {
        let ways = list(gap.ways.iter().map(|way| self.way(way)));
        format!("{{\"criterion\": {}, \"gaps\": [{ways}]}}", quoted(self.criterion(gap.criterion)))
    }

    fn way(&self, way: &Way) -> String {
        let years = gap::years(self.catalogue, &Domains::new(self.catalogue, self.answers), self.day, way);
        format!("[{}]", list(way.iter().zip(years).map(|(change, year)| self.change(change, year))))
    }

    fn change(&self, change: &Change, year: Option<i64>) -> String {
        let fact = self.catalogue.fact(change.fact);
        let number = |quantity: Quantity| fact.kind.unit().map_or("null".to_owned(), |unit| quantity.to_decimal(unit));
        // A bound that cannot be written is shown as the next number that does.
        let around = |quantity: Quantity| fact.kind.unit().and_then(|unit| quantity.between(unit));
        let least = |quantity: Quantity| number(around(quantity).map_or(quantity, |(_, above)| above));
        let option = |option: u8| match (fact.options[usize::from(option)].id, fact.kind) {
            (yes, FactKind::Yes) => yes.to_owned(),
            (id, _) => quoted(id),
        };
        let have = match change.have {
            Have::Unknown => "null".to_owned(),
            Have::Range(low, high) if low == high && around(low).is_none() => number(low),
            Have::Range(low, high) => format!("{{\"min\": {}, \"max\": {}}}", number(low), least(high)),
            Have::Option(chosen) => option(chosen),
            Have::Options(chosen) => format!("[{}]", list(chosen.iter().map(option))),
        };
        let need = match change.need {
            Need::AtLeast(bound) => least(bound),
            Need::AtMost(bound) => number(bound),
            Need::ShareOf(of, percent) => {
                format!("{{\"percent\": {}, \"of\": {}}}", percent.to_decimal(crate::units::Unit::Share), self.fact_id(of))
            }
            Need::Option(wanted) | Need::Including(wanted) => option(wanted),
            Need::Without(without) => {
                let count = fact.options.len();
                format!(
                    "{{\"none_of\": [{}]}}",
                    list((0..32).filter(|&bit| without >> bit & 1 == 1 && usize::from(bit) < count).map(option))
                )
            }
        };
        let delta =
            change.delta.map_or("null".to_owned(), |delta| if 0 < delta { least(Quantity(delta)) } else { number(Quantity(delta)) });
        let unit = fact.kind.unit().map_or("null".to_owned(), |unit| quoted(unit.symbol()));
        let year = year.map_or(String::new(), |year| format!(", \"year\": {year}"));
        format!("{{\"fact\": {}, \"have\": {have}, \"need\": {need}, \"delta\": {delta}, \"unit\": {unit}{year}}}", quoted(fact.id))
    }

    fn fact_id(&self, fact: FactId) -> String {
        quoted(self.catalogue.fact(fact).id)
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<String>>().join(", ")
}

/// A JSON string.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn only_what_would_end_or_break_a_string_is_escaped() {
        let text = "\u{1}\t\n\u{1f} !\u{7f}\"\\/é茶";
        let written = quoted(text);
        assert_eq!(written, "\"\\u0001\\u0009\\u000a\\u001f !\u{7f}\\\"\\\\/é茶\"");
    }
}
