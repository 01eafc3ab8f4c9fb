//! The trusted catalogue: a pack after every check, ready to evaluate and to show.
//!
//! Invariants: every id resolves; every text has both languages; a fact used by a rule exists and has the kind the rule needs; the ratios and
//! sums between facts form a forest. They are established by the authoring room at build time, where TOML is read; what travels to the
//! browser is the compiled form ([`packed`]), decoded without copying a single text.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::facts::{FactId, FactSet};

pub mod check;
mod condition;
pub mod digest;
mod fact;
mod opening;
pub mod packed;
mod place;
mod screen;
mod support;
mod text;
pub mod texts;
mod worth;

pub use condition::*;
pub use fact::*;
pub use opening::*;
pub use place::*;
pub use screen::*;
pub use support::*;
pub use text::*;
pub use worth::*;

/// The schema of authors' folders that this program reads.
pub const SCHEMA: u32 = 1;

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

/// The whole pack; of its core alone the page has name, facts, topics and the outlook, and its other lists are empty.
#[derive(Clone, PartialEq, Debug)]
pub struct Catalogue {
    /// The pack's name, version and documents.
    pub pack: Pack,
    /// Every fact, in the order of the pack.
    pub facts: Vec<Fact>,
    /// Questions that are asked together, in the order of asking.
    pub screens: Vec<Screen>,
    /// Pairs that look implausible together.
    pub notes: Vec<PlausibilityNote>,
    /// What earlier editions asked.
    pub retired: Vec<Retired>,
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
    /// What else that portal has written beside the page.
    pub settings: Settings,
    /// Documents.
    pub sources: Vec<Source>,
    /// Topics a visitor may choose.
    pub topics: Vec<Topic>,
    /// The plan's articles.
    pub articles: Vec<Article>,
    /// The document that is the plan itself.
    pub plan_source: SourceId,
    /// Whether the plan is known to be still in force, with the day on which that was looked for.
    pub age: Text,
    /// SHA-256 of the compiled pack, in hexadecimal; empty for one that was not compiled.
    pub sha256: Str,
    /// Whether everything is there, not the core alone.
    pub complete: bool,
    /// What is still open before a search, where that came with the core.
    pub outlook: Option<Outlook>,
    /// What is found before a search, where that came with the rest.
    pub opening: Option<Opening>,
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
    /// Day on which its content was last compared with the documents.
    pub checked: Date,
    /// What a result is not.
    pub disclaimer: Text,
    /// The hotline to call where an agency has none of its own.
    pub general_hotline: Str,
}

impl Catalogue {
    /// Whether a topic covers a support: by its article, or by name.
    pub fn is_of_topic(&self, topic: usize, support: SupportId) -> bool {
        let topic = &self.topics[topic];
        topic.articles.contains(&self.supports[support.index()].article) || topic.supports.contains(&support)
    }

    /// The fact.
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[usize::from(id.0)]
    }

    /// Every fact.
    pub fn all_facts(&self) -> FactSet {
        (0..).zip(&self.facts).fold(FactSet::default(), |all, (index, _)| all.union(FactSet::only(FactId(index))))
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
