//! The trusted catalogue: a pack after every check, ready to evaluate and to show.
//!
//! Invariants: every id resolves; every text has both languages; a fact used by a rule exists and has the kind the rule needs; the ratios and
//! sums between facts form a forest. They are established by the authoring room at build time, where TOML is read; what travels to the
//! browser is the `postcard` form, decoded without copying a single text.
//!
//! Longer than usual because it is one list of the shapes of the pack, and each is a few lines of fields.

use serde::{Deserialize, Serialize};

use crate::date::{Date, Period};
use crate::facts::{FactId, FactKind, FactSet, OptionSet};
use crate::units::Quantity;

/// A text of the pack; it lives as long as the program.
pub type Str = &'static str;

/// The pack's form that this program reads.
pub const SCHEMA: u32 = 1;

/// A text in both languages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Text {
    /// Chinese (zh-CN)
    pub zh: Str,
    /// English
    pub en: Str,
}

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident($raw:ty)),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub struct $name(pub $raw);
        impl $name {
            /// Its place in its list.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

index! {
    /// A condition's place in [`Catalogue::nodes`].
    NodeId(u16),
    /// A line's place in [`Catalogue::criteria`].
    CriterionId(u16),
    /// A support's place in [`Catalogue::supports`]: the order of the pack.
    SupportId(u16),
    /// An agency's place in [`Catalogue::agencies`].
    AgencyId(u8),
    /// A document's place in [`Catalogue::sources`].
    SourceId(u8),
    /// A score's place in [`Catalogue::scores`].
    ScoreId(u8),
}

/// The whole pack.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Catalogue {
    /// The pack's name, version and documents.
    pub pack: Pack,
    /// Every fact, in the order of the pack.
    pub facts: Vec<Fact>,
    /// Pairs that look implausible together.
    pub notes: Vec<PlausibilityNote>,
    /// Conditions, each stored once; children come before their parents.
    pub nodes: Vec<Node>,
    /// The facts each condition mentions.
    pub masks: Vec<FactSet>,
    /// Scores.
    pub scores: Vec<Score>,
    /// The size standard.
    pub sizes: SizeStandard,
    /// Lines shown on the results page.
    pub criteria: Vec<Criterion>,
    /// Named conditions with their explanation.
    pub terms: Vec<Term>,
    /// The supports, in the order of the pack.
    pub supports: Vec<Support>,
    /// The fact that holds a firm's titles.
    pub titles_fact: FactId,
    /// The rungs, lowest first.
    pub rungs: Vec<Rung>,
    /// Agencies.
    pub agencies: Vec<Agency>,
    /// Places within the prefecture.
    pub places: Vec<Place>,
    /// The fact that says where the firm is.
    pub place_fact: FactId,
    /// Local contact details that a deploying portal filled in.
    pub contacts: Vec<LocalContact>,
    /// Documents.
    pub sources: Vec<Source>,
    /// Topics a visitor may choose.
    pub topics: Vec<Topic>,
    /// The plan's articles.
    pub articles: Vec<Article>,
}

/// Name and version.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Pack {
    /// Stable id.
    pub id: Str,
    /// Version of the content.
    pub version: Str,
    /// Form of the pack; see [`SCHEMA`].
    pub schema: u32,
    /// Full title of the plan.
    pub title: Text,
    /// Title for headings.
    pub short_title: Text,
    /// Document number of the plan, as quoted.
    pub number: Str,
    /// Day the plan was issued.
    pub issued: Date,
    /// What a result is not.
    pub disclaimer: Text,
    /// The hotline to call where an agency has none of its own.
    pub general_hotline: Str,
}

/// One fact about a firm.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Fact {
    /// Stable id.
    pub id: Str,
    /// What values it takes.
    pub kind: FactKind,
    /// Options of `One`, `Yes` and `Many`.
    pub options: Vec<FactOption>,
    /// Heading under which it is asked.
    pub group: Group,
    /// How hard it is to know.
    pub effort: Effort,
    /// How a firm can change it.
    pub change: Change,
    /// Whether the figure is as of the end of last year, so that missing years end at a year's end.
    pub year_end: bool,
    /// Name in tables.
    pub short: Text,
    /// The question.
    pub question: Text,
    /// Where to find the answer.
    pub hint: Text,
}

/// One option of a fact.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FactOption {
    /// Stable id.
    pub id: Str,
    /// Its label.
    pub label: Text,
}

/// Headings of the questionnaire, in the order of asking.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Who and where.
    Basics,
    /// What the size class rests on.
    Size,
    /// Tax.
    Tax,
    /// Research and intellectual property.
    Innovation,
    /// Specialisation and market.
    Market,
    /// Money needed.
    Finance,
    /// Starting a business.
    Startup,
    /// What the firm wants to do.
    Wishes,
    /// Trouble it is in.
    Situation,
}

/// How hard a fact is to know; easier ones are asked first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    /// Known by heart.
    Memory,
    /// A glance at a certificate.
    Lookup,
    /// Needs a statement.
    Document,
}

/// How a firm can change a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// By growing or shrinking.
    Grow,
    /// Only by waiting.
    Time,
    /// By deciding or applying.
    Choose,
    /// Not at all.
    Never,
}

/// A note shown beside the answers when one fact is certainly greater than another. It never changes a verdict.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct PlausibilityNote {
    /// The fact that looks too large.
    pub greater: FactId,
    /// The fact it should not exceed.
    pub than: FactId,
    /// What is odd.
    pub text: Text,
}

/// A condition. On a given firm it is false, true, or for the agency to judge.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Node {
    /// Always true or always false (an industry without a threshold, say).
    Constant(bool),
    /// Only the agency can judge.
    Review,
    /// `One`, `Yes`: the option is among these. `Many`: at least one of these is chosen.
    Options {
        /// The fact.
        fact: FactId,
        /// The options.
        options: OptionSet,
    },
    /// The number is within the closed range; in steps of the fact's unit.
    Compare {
        /// The fact.
        fact: FactId,
        /// Smallest value that passes.
        min: Option<Quantity>,
        /// Largest value that passes.
        max: Option<Quantity>,
    },
    /// `10000 × numerator ≥ percent × denominator`, the percentage in 0.01 %; a denominator of 0 fails.
    Ratio {
        /// Dividend.
        numerator: FactId,
        /// Divisor, in the same unit.
        denominator: FactId,
        /// Bound, in steps of 0.01 %.
        percent: Quantity,
    },
    /// The two facts add up to at least this much.
    Sum {
        /// The facts, in the same unit.
        facts: [FactId; 2],
        /// Smallest sum that passes, in steps of the unit.
        min: Quantity,
    },
    /// Another condition, negated; review stays review.
    Not(NodeId),
    /// True where the other is false; for the agency to judge where it is not.
    ReviewIf(NodeId),
    /// The situation that a support is for: not applicable where the other is false.
    Trigger(NodeId),
    /// The weakest of these.
    All(Vec<NodeId>),
    /// The best of these.
    Any(Vec<NodeId>),
    /// The condition that stands at the option's place.
    Switch {
        /// A fact of kind `One`.
        fact: FactId,
        /// One condition an option.
        cases: Vec<NodeId>,
    },
    /// A score reaches its pass mark and every sub-minimum.
    Score(ScoreId),
}

/// A sum of points with a pass mark and sub-minima.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Score {
    /// Stable id.
    pub id: Str,
    /// Its name.
    pub label: Text,
    /// Points needed in all.
    pub pass: u16,
    /// Groups of parts.
    pub groups: Vec<ScoreGroup>,
}

/// Parts that may have a minimum together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ScoreGroup {
    /// Its name.
    pub label: Text,
    /// Points needed in this group; 0 for none.
    pub at_least: u16,
    /// What adds up.
    pub parts: Vec<ScorePart>,
}

/// The best of its lines, else the points given otherwise.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ScorePart {
    /// Its name.
    pub label: Text,
    /// Points where no line holds.
    pub otherwise: u8,
    /// Conditions and their points; none has a review inside.
    pub lines: Vec<(NodeId, u8)>,
}

/// Size classes of the national standard, smallest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeClass {
    /// 微型
    Micro,
    /// 小型
    Small,
    /// 中型
    Medium,
    /// 大型
    Large,
    /// The standard has no class for the industry: 由主管部门确定.
    ByAuthority,
}

/// The size standard: one row per option of the industry fact.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct SizeStandard {
    /// The fact that names the industry.
    pub industry: FactId,
    /// One row an option, in their order.
    pub rows: Vec<SizeRow>,
    /// Documents it rests on.
    pub sources: Vec<SourceId>,
}

/// Lower limits of an industry: pairs of an indicator and, for small, medium and large in this order, the smallest value of the class.
/// Empty where an authority decides.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct SizeRow {
    /// Indicators that the standard names for the industry.
    pub limits: Vec<(FactId, [Quantity; 3])>,
    /// The 规上 threshold of the industry.
    pub scale: Scale,
}

/// The 规上 threshold of an industry, in steps of 万元.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Scale {
    /// From this revenue on.
    AtLeast(Quantity),
    /// No amount: an authority decides.
    ByAuthority,
    /// Every firm of the industry.
    All,
    /// The industry has no such notion.
    None,
    /// By the option of another fact; options left out have no amount.
    ByFact(FactId, Vec<Option<Quantity>>),
}

/// One line on the results page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Criterion {
    /// Stable id within its support or rung.
    pub id: Str,
    /// What it says, with its bound.
    pub label: Text,
    /// The condition.
    pub node: NodeId,
    /// Ways of an “or”, each with its own label; empty for a plain line.
    pub branches: Vec<Branch>,
    /// Where the number stands.
    pub source: SourceId,
    /// When the line holds.
    pub period: Period,
}

/// One way of an “or”.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Branch {
    /// What it says, with its bound.
    pub label: Text,
    /// The condition.
    pub node: NodeId,
}

/// A named condition.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Term {
    /// Stable id.
    pub id: Str,
    /// Its label.
    pub label: Text,
    /// What it means.
    pub explain: Text,
    /// The condition.
    pub node: NodeId,
}

/// One support of the plan.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Support {
    /// Stable id: the file's name.
    pub id: Str,
    /// Article of the plan.
    pub article: u8,
    /// Whether it is the prefecture's own.
    pub local: bool,
    /// Name.
    pub name: Text,
    /// What it gives.
    pub gives: Text,
    /// The clause that grants it, verbatim.
    pub quote: Str,
    /// The part of the quote that decides.
    pub deciding: Str,
    /// The situation it is for, with its label.
    pub trigger: Option<(NodeId, Text)>,
    /// Its lines, of all periods.
    pub criteria: Vec<CriterionId>,
    /// Who to contact first.
    pub lead: AgencyId,
    /// Who else.
    pub with: Vec<AgencyId>,
    /// Why an agency outside the article's 责任单位 is named.
    pub agency_note: Option<Text>,
    /// Documents it rests on.
    pub sources: Vec<SourceId>,
    /// First day, where the plan names one.
    pub from: Option<Date>,
    /// What to do next.
    pub steps: Vec<Text>,
    /// What to bring.
    pub documents: Vec<Text>,
}

/// One rung of the ladder.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rung {
    /// Stable id.
    pub id: Str,
    /// Today's official name.
    pub name: Text,
    /// Name on the drawing.
    pub short: Text,
    /// The plan's own name.
    pub plan_name: Text,
    /// Who recognises it.
    pub recognised_by: Text,
    /// How long it is valid.
    pub valid: Text,
    /// What else to know.
    pub note: Option<Text>,
    /// Titles that put a firm on it.
    pub held_by: OptionSet,
    /// Rules, the better of which counts.
    pub rules: Vec<RungRule>,
}

/// One rule of a rung.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RungRule {
    /// The rule's id.
    pub id: Str,
    /// Its name.
    pub name: Text,
    /// Its lines, of all periods.
    pub criteria: Vec<CriterionId>,
}

/// An agency.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Agency {
    /// Stable id.
    pub id: Str,
    /// As the plan's 责任单位 spell it.
    pub plan_names: Vec<Str>,
    /// Name to show first.
    pub name: Text,
    /// Another name, shown beside it.
    pub today: Option<Text>,
    /// Confidence of today's name: A to D.
    pub confidence: char,
    /// Its own hotline.
    pub hotline: Option<Str>,
    /// Its county counterpart; `{county}` stands for the county.
    pub county: Option<Text>,
    /// What it does for a firm.
    pub role: Text,
    /// What else to know.
    pub note: Option<Text>,
}

/// A place of the prefecture: an option of the place fact.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Place {
    /// The option.
    pub option: u8,
    /// The county.
    pub county: Option<Text>,
    /// An agency to ask before all others.
    pub first: Option<AgencyId>,
}

/// What a deploying portal knows of an office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct LocalContact {
    /// The agency.
    pub agency: AgencyId,
    /// Only for firms of this place; for all when absent.
    pub place: Option<u8>,
    /// Telephone, as dialled.
    pub telephone: Str,
    /// Street address.
    pub address: Text,
    /// Opening hours.
    pub hours: Text,
}

/// A document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Source {
    /// Stable id.
    pub id: Str,
    /// Title.
    pub title: Text,
    /// Document number.
    pub number: Str,
    /// In force.
    pub period: Period,
    /// Confidence of its figures: A to D.
    pub confidence: char,
    /// The document it continues without a break.
    pub follows: Option<SourceId>,
    /// What else to know.
    pub note: Option<Text>,
}

/// A topic of the session.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Topic {
    /// Stable id.
    pub id: Str,
    /// Name.
    pub name: Text,
    /// Articles it covers.
    pub articles: Vec<u8>,
    /// Whether it covers the ladder.
    pub ladder: bool,
}

/// An article of the plan, extracted from its text.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Article {
    /// 1 to 25.
    pub number: u8,
    /// Its title.
    pub title: Str,
    /// The agencies responsible.
    pub agencies: Vec<AgencyId>,
    /// Why a firm applies for nothing there.
    pub no_support: Option<Text>,
}

/// Why a pack could not be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PackError {
    /// Not a pack, or cut short.
    Unreadable,
    /// A pack of another form; the form found.
    Schema(u32),
}

impl Catalogue {
    /// Opens a compiled pack.
    ///
    /// # Errors
    /// When the bytes are no pack, or one of another form.
    pub fn decode(bytes: &'static [u8]) -> Result<Catalogue, PackError> {
        let catalogue: Catalogue = postcard::from_bytes(bytes).map_err(|_| PackError::Unreadable)?;
        if catalogue.pack.schema == SCHEMA { Ok(catalogue) } else { Err(PackError::Schema(catalogue.pack.schema)) }
    }

    /// The fact.
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[usize::from(id.0)]
    }

    /// The fact of this id, if there is one.
    pub fn fact_by_id(&self, id: &str) -> Option<FactId> {
        self.facts.iter().position(|fact| fact.id == id).and_then(|index| u8::try_from(index).ok()).map(FactId)
    }

    /// The option of this id, if the fact has it.
    pub fn option_by_id(&self, fact: FactId, id: &str) -> Option<u8> {
        self.fact(fact).options.iter().position(|option| option.id == id).and_then(|index| u8::try_from(index).ok())
    }

    /// The condition.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The facts a condition mentions.
    pub fn mask(&self, id: NodeId) -> FactSet {
        self.masks[id.index()]
    }

    /// The line.
    pub fn criterion(&self, id: CriterionId) -> &Criterion {
        &self.criteria[id.index()]
    }

    /// The source.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }

    /// The agency.
    pub fn agency(&self, id: AgencyId) -> &Agency {
        &self.agencies[id.index()]
    }

    /// The lines among these that hold on the day.
    pub fn in_force<'a>(&'a self, criteria: &'a [CriterionId], day: Date) -> impl Iterator<Item = CriterionId> + 'a {
        criteria.iter().copied().filter(move |&id| self.criterion(id).period.contains(day))
    }
}

/// A language of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// Chinese (zh-CN)
    #[default]
    Zh,
    /// English
    En,
}

impl Language {
    /// The language's tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    }

    /// The other one.
    pub const fn other(self) -> Language {
        match self {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        }
    }
}

impl Text {
    /// The text in a language.
    pub const fn get(&self, language: Language) -> Str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}
