//! The report as JSON. The structures here are the contract of `zice assess`; figures are written as exact decimals, never by way of a float.

use serde::Serialize;
use serde_json::value::RawValue;

use zice_core::catalogue::{Catalogue, CriterionId, WorthKind};
use zice_core::date::Date;
use zice_core::facts::{Answers, FactId, FactKind, FactSet};
use zice_core::ladder::Standing;
use zice_core::report::{self, Gap, Report};
use zice_core::rules::domain::Domains;
use zice_core::rules::remedies::{self, Change, Current, Required, Way, Ways};
use zice_core::rules::verdict::{Assessment, Line, Verdict};
use zice_core::text::{self, Words};
use zice_core::units::{Quantity, Unit};
use zice_core::worth;

/// What `zice assess` prints.
#[derive(Serialize)]
pub struct ReportJson {
    pack: PackJson,
    as_of: String,
    size: Vec<&'static str>,
    supports: Vec<SupportJson>,
    ladder: Option<LadderJson>,
    contacts: Vec<ContactJson>,
    next_question: Option<&'static str>,
    remaining_max: u32,
    notes: Vec<NoteJson>,
}

#[derive(Serialize)]
struct PackJson {
    id: &'static str,
    version: &'static str,
    sha256: String,
}

#[derive(Serialize)]
struct SupportJson {
    id: &'static str,
    article: u8,
    verdict: &'static str,
    status: &'static str,
    /// Days left, within the last sixty.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_in_days: Option<u16>,
    #[serde(flatten)]
    assessment: AssessmentJson,
    worth: Option<WorthJson>,
    agencies: Vec<&'static str>,
    quote: &'static str,
}

/// What a support is worth, in 万元 a year.
#[derive(Serialize)]
struct WorthJson {
    min: Box<RawValue>,
    max: Box<RawValue>,
    /// For how many years at most, where a document says so.
    years: Option<u8>,
    /// How the amount is meant, where it is not saved a year for certain: `at_most`, `loan`, `a_day`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
}

#[derive(Serialize)]
struct AssessmentJson {
    possible: bool,
    depends_on: Vec<&'static str>,
    review: Vec<&'static str>,
    unmet: Vec<GapJson>,
    open: Vec<GapJson>,
}

#[derive(Serialize)]
struct GapJson {
    criterion: &'static str,
    gaps: Vec<Vec<ChangeJson>>,
}

#[derive(Serialize)]
struct ChangeJson {
    fact: &'static str,
    have: Option<ValueJson>,
    need: NeedJson,
    delta: Option<Box<RawValue>>,
    unit: Option<&'static str>,
    /// The earliest year of the figure, where that of a closed year would have to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i64>,
}

/// A value of a fact.
#[derive(Serialize)]
#[serde(untagged)]
enum ValueJson {
    Number(Box<RawValue>),
    Range { min: Box<RawValue>, max: Box<RawValue> },
    Yes(bool),
    Option(&'static str),
    Options(Vec<ValueJson>),
}

#[derive(Serialize)]
#[serde(untagged)]
enum NeedJson {
    Value(ValueJson),
    Share { percent: Box<RawValue>, of: &'static str },
    Without { none_of: Vec<ValueJson> },
}

#[derive(Serialize)]
struct LadderJson {
    stands_on: Option<&'static str>,
    rungs: Vec<RungJson>,
}

#[derive(Serialize)]
struct RungJson {
    id: &'static str,
    verdict: &'static str,
    held: bool,
    #[serde(flatten)]
    assessment: AssessmentJson,
}

#[derive(Serialize)]
struct ContactJson {
    agency: &'static str,
    supports: Vec<&'static str>,
    hotline: Option<&'static str>,
}

/// What looks implausible; it never changes a verdict.
#[derive(Serialize)]
struct NoteJson {
    facts: Vec<&'static str>,
    zh: String,
    en: String,
}

#[derive(Serialize)]
struct WaysJson<'a> {
    id: &'a str,
    more: bool,
    ways: Vec<Vec<ChangeJson>>,
}

/// The report as the command prints it, with a final line feed.
pub fn report(catalogue: &Catalogue, sha256: &str, answers: &Answers, report: &Report) -> String {
    printed(&object(catalogue, sha256, answers, report))
}

/// The ways out of one support or rung, with a final line feed. `more` says that the list may not be complete.
pub fn ways(catalogue: &Catalogue, answers: &Answers, day: Date, id: &str, found: &Ways) -> String {
    let writer = Writer { catalogue, answers, day };
    printed(&WaysJson { id, more: found.more, ways: found.ways.iter().map(|way| writer.way(way)).collect() })
}

fn printed(object: &impl Serialize) -> String {
    // None of these structures can fail to be written: their keys are strings, and nothing in them is read from outside.
    let mut text = serde_json::to_string_pretty(object).unwrap_or_default();
    text.push('\n');
    text
}

/// The report as an object, for a line of `zice batch --json`.
pub fn object(catalogue: &Catalogue, sha256: &str, answers: &Answers, report: &Report) -> ReportJson {
    let writer = Writer { catalogue, answers, day: report.day };
    let support = |support: &report::SupportReport| {
        let about = &catalogue.supports[support.support.index()];
        SupportJson {
            id: about.id,
            article: about.article,
            verdict: support.assessment.verdict.id(),
            status: support.status.id(),
            ends_in_days: support.days_left,
            assessment: writer.assessment(&support.assessment),
            worth: worth::of(catalogue, answers, support).map(|value| WorthJson {
                min: raw(value.min.to_wan()),
                max: raw(value.max.to_wan()),
                years: value.years,
                kind: match value.kind {
                    WorthKind::Saves => None,
                    WorthKind::AtMost => Some("at_most"),
                    WorthKind::Loan => Some("loan"),
                    WorthKind::ADay => Some("a_day"),
                },
            }),
            agencies: support.agencies.iter().map(|&agency| catalogue.agency(agency).id).collect(),
            quote: about.quote,
        }
    };
    let ladder = report.ladder.as_ref().map(|ladder| LadderJson {
        stands_on: match ladder.standing {
            Standing::On(rung) => Some(catalogue.rungs[rung].id),
            Standing::Unknown | Standing::Nowhere => None,
        },
        rungs: catalogue
            .rungs
            .iter()
            .zip(&ladder.rungs)
            .map(|(about, rung)| RungJson {
                id: about.id,
                verdict: rung.assessment.verdict.id(),
                held: rung.held == Some(true),
                assessment: writer.assessment(&rung.assessment),
            })
            .collect(),
    });
    let contacts = report.contacts();
    let contacts = contacts.iter().map(|contact| {
        let agency = catalogue.agency(contact.agency);
        let supports = contact.supports.iter().map(|&support| catalogue.supports[support.index()].id).collect();
        ContactJson { agency: agency.id, supports, hotline: agency.hotline }
    });
    let [zh, en] = [zice_core::catalogue::Language::Zh, zice_core::catalogue::Language::En].map(Words::of);
    let notes = report::implausible(catalogue, answers).into_iter().map(|note| NoteJson {
        facts: note.facts().map(|fact| catalogue.fact(fact).id).collect(),
        zh: text::note(catalogue, zh, note),
        en: text::note(catalogue, en, note),
    });
    let pack = &catalogue.pack;
    ReportJson {
        pack: PackJson { id: pack.id, version: pack.version, sha256: sha256.to_owned() },
        as_of: report.day.to_string(),
        size: report.size.iter().map(|class| class.id()).collect(),
        supports: report.supports.iter().map(support).collect(),
        ladder,
        contacts: contacts.collect(),
        next_question: report.most_useful_fact(catalogue, answers).map(|fact| catalogue.fact(fact).id),
        remaining_max: report.open.len(),
        notes: notes.collect(),
    }
}

struct Writer<'a> {
    catalogue: &'a Catalogue,
    answers: &'a Answers,
    day: Date,
}

impl Writer<'_> {
    fn assessment(&self, assessment: &Assessment) -> AssessmentJson {
        // Of a rung's two rules the better counts: once it is met, what the other lacks is in nobody's way.
        let settled = matches!(assessment.verdict, Verdict::Qualifies | Verdict::Review);
        let applies = !matches!(assessment.verdict, Verdict::NotApplicable | Verdict::Qualifies);
        let review = assessment.lines().filter(|line| applies && line.may_need_review()).map(|line| self.criterion(line.criterion));
        let gaps_of = |wanted: fn(&Line) -> bool| {
            let lines: Vec<Line> = assessment.lines().filter(|line| applies && !settled && wanted(line)).collect();
            report::gaps(self.catalogue, self.answers, &lines).iter().map(|gap| self.gap(gap)).collect()
        };
        AssessmentJson {
            possible: assessment.is_possible(),
            depends_on: self.facts(assessment.depends_on),
            review: review.collect(),
            unmet: gaps_of(|line| line.fails()),
            open: gaps_of(|line| line.is_open()),
        }
    }

    fn criterion(&self, id: CriterionId) -> &'static str {
        self.catalogue.criterion(id).id
    }

    fn facts(&self, facts: FactSet) -> Vec<&'static str> {
        facts.iter().map(|fact| self.fact_id(fact)).collect()
    }

    fn fact_id(&self, fact: FactId) -> &'static str {
        self.catalogue.fact(fact).id
    }

    fn gap(&self, gap: &Gap) -> GapJson {
        GapJson { criterion: self.criterion(gap.criterion), gaps: gap.ways.iter().map(|way| self.way(way)).collect() }
    }

    fn way(&self, way: &Way) -> Vec<ChangeJson> {
        let years = remedies::years(self.catalogue, &Domains::new(self.catalogue, self.answers), self.day, way);
        way.iter().zip(years).map(|(change, year)| self.change(change, year)).collect()
    }

    fn change(&self, change: &Change, year: Option<i64>) -> ChangeJson {
        let fact = self.catalogue.fact(change.fact);
        let unit = fact.kind.unit();
        let number = |quantity: Quantity| decimal(quantity, unit.unwrap_or(Unit::Items));
        // A bound that cannot be written is shown as the next number that does.
        let around = |quantity: Quantity| unit.and_then(|unit| quantity.between(unit));
        let least = |quantity: Quantity| number(around(quantity).map_or(quantity, |(_, above)| above));
        let option = |option: u8| match (fact.options[usize::from(option)].id, fact.kind) {
            (yes, FactKind::Yes) => ValueJson::Yes(yes == "true"),
            (id, _) => ValueJson::Option(id),
        };
        let have = match change.current {
            Current::Unknown => None,
            Current::Range(low, high) if low == high && around(low).is_none() => Some(ValueJson::Number(number(low))),
            Current::Range(low, high) => Some(ValueJson::Range { min: number(low), max: least(high) }),
            Current::Option(chosen) => Some(option(chosen)),
            Current::Options(chosen) => Some(ValueJson::Options(chosen.iter().map(option).collect())),
        };
        let count = fact.options.len();
        let need = match change.required {
            Required::AtLeast(bound) => NeedJson::Value(ValueJson::Number(least(bound))),
            Required::AtMost(bound) => NeedJson::Value(ValueJson::Number(number(bound))),
            Required::ShareOf(of, percent) => NeedJson::Share { percent: decimal(percent, Unit::Share), of: self.fact_id(of) },
            Required::Option(wanted) | Required::Including(wanted) => NeedJson::Value(option(wanted)),
            Required::Without(without) => {
                let bits = (0..32).filter(|&bit| without >> bit & 1 == 1 && usize::from(bit) < count);
                NeedJson::Without { none_of: bits.map(option).collect() }
            }
        };
        let delta = change.delta.map(|delta| if 0 < delta { least(Quantity(delta)) } else { number(Quantity(delta)) });
        ChangeJson { fact: fact.id, have, need, delta, unit: unit.map(Unit::symbol), year }
    }
}

/// An exact decimal as a JSON number.
fn decimal(quantity: Quantity, unit: Unit) -> Box<RawValue> {
    raw(quantity.to_decimal(unit))
}

/// A number that is written already.
fn raw(written: String) -> Box<RawValue> {
    RawValue::from_string(written).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
