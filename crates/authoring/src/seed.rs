//! What the files of a pack look like, exactly; unknown keys are errors.
//!
//! These shapes mirror `seeds/README.md` and mean nothing yet: ids are not resolved, conditions not understood.
//!
//! Longer than usual because every file of a pack has its shape here, beside those that it shares.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::problem::{Folder, Problem};
use super::said::files as said;
use zice_core::catalogue::{Change, Effort, Form, Group};
use zice_core::figures::MadeOf;

/// All files of a pack, parsed.
pub struct Seeds {
    /// `pack.toml`
    pub pack: PackSeed,
    /// `facts.toml`
    pub facts: FactsFile,
    /// `terms.toml`
    pub terms: Vec<TermSeed>,
    /// `sizes.toml`
    pub sizes: SizesFile,
    /// `agencies.toml`
    pub agencies: AgenciesFile,
    /// `contacts.toml`
    pub contacts: Vec<ContactSeed>,
    /// What the portal that deploys knows of the plan, in `contacts.toml`.
    pub plan_state: Option<PlanStateSeed>,
    /// `sources.toml`
    pub sources: SourcesFile,
    /// `ladder.toml`
    pub ladder: LadderFile,
    /// `rules/*.toml` by file stem
    pub rules: BTreeMap<String, RuleFile>,
    /// `supports/*.toml` by file stem
    pub supports: BTreeMap<String, SupportFile>,
}

macro_rules! shape {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* })*) => {$(
        /// A shape of `seeds/README.md`.
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* #[doc = "See seeds/README.md."] pub $field: $kind,)* }
    )*};
}

/// A bound: an integer, or a decimal written as text.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Number {
    /// `1500`
    Integer(i64),
    /// `"0.5"`
    Decimal(String),
}

shape! {
    /// A text in both languages.
    #[derive(Default)]
    TextSeed { zh: String, #[serde(default)] en: String, }

    /// A condition: exactly one form of `seeds/README.md`.
    #[derive(Default)]
    #[serde(default)]
    ConditionSeed {
        fact: Option<String>,
        ratio: Option<[String; 2]>,
        sum: Option<[String; 2]>,
        term: Option<String>,
        size_at_most: Option<String>,
        above_scale: Option<String>,
        below_scale: Option<String>,
        has_scale: Option<bool>,
        score: Option<String>,
        review: Option<bool>,
        review_if: Option<Box<ConditionSeed>>,
        all: Option<Vec<ConditionSeed>>,
        any: Option<Vec<ConditionSeed>>,
        not: Option<Box<ConditionSeed>>,
        at_least: Option<Number>,
        more_than: Option<Number>,
        at_most: Option<Number>,
        less_than: Option<Number>,
        any_of: Option<Vec<String>>,
        none_of: Option<Vec<String>>,
        not_empty: Option<bool>,
        is: Option<bool>,
    }

    CriterionSeed {
        id: String,
        label: Option<TextSeed>,
        rule: Option<ConditionSeed>,
        #[serde(default)]
        any: Vec<BranchSeed>,
        source: Option<String>,
        from: Option<String>,
        until: Option<String>,
    }

    BranchSeed { label: TextSeed, rule: ConditionSeed, }

    PackSeed {
        id: String,
        version: String,
        schema: u32,
        title: TextSeed,
        short_title: TextSeed,
        document: Option<TextSeed>,
        number: String,
        issued: String,
        checked: String,
        disclaimer: TextSeed,
        source: String,
        age: TextSeed,
        place_fact: String,
        order: Vec<String>,
        #[serde(default)]
        topic: Vec<TopicSeed>,
        #[serde(default)]
        no_support: Vec<NoSupportSeed>,
        #[serde(default)]
        scope: Vec<ScopeSeed>,
    }

    TopicSeed {
        id: String,
        name: TextSeed,
        articles: Vec<u8>,
        #[serde(default)]
        supports: Vec<String>,
        #[serde(default)]
        ladder: bool,
    }

    NoSupportSeed { article: u8, reason: TextSeed, }

    ScopeSeed {
        id: String,
        #[serde(default)]
        criteria: Vec<CriterionSeed>,
    }

    FactsFile {
        fact: Vec<FactSeed>,
        #[serde(default)]
        screen: Vec<ScreenSeed>,
        #[serde(default)]
        retired: Vec<RetiredSeed>,
        #[serde(default)]
        note: Vec<NoteSeed>,
    }

    FactSeed {
        id: String,
        kind: String,
        unit: Option<String>,
        group: Group,
        effort: Effort,
        change: Change,
        #[serde(default)]
        year_end: bool,
        #[serde(default)]
        years_back: u8,
        year_after: Option<String>,
        #[serde(default)]
        period: Vec<u32>,
        min: Option<Number>,
        max: Option<Number>,
        same_as: Option<String>,
        made_of: Option<MadeOf>,
        short: TextSeed,
        question: TextSeed,
        hint: TextSeed,
        #[serde(default)]
        options: Vec<OptionSeed>,
    }

    ScreenSeed {
        id: String,
        form: Form,
        title: TextSeed,
        hint: TextSeed,
        none: Option<TextSeed>,
        line: Vec<ScreenLineSeed>,
    }

    ScreenLineSeed {
        part: Option<TextSeed>,
        label: Option<TextSeed>,
        fact: Option<String>,
        previous: Option<String>,
        figure: Option<String>,
        figure_previous: Option<String>,
        of: Option<[String; 2]>,
        unticked: Option<String>,
    }

    RetiredSeed { fact: String, option: Option<String>, name: TextSeed, }

    OptionSeed {
        id: String,
        zh: String,
        #[serde(default)]
        en: String,
        #[serde(default)]
        out_of_reach: bool,
    }

    NoteSeed { greater: String, than: String, #[serde(default)] times: Option<u32>, text: TextSeed, }

    TermsFile { term: Vec<TermSeed>, }

    TermSeed { id: String, label: TextSeed, explain: TextSeed, rule: ConditionSeed, source: String, }

    SizesFile {
        indicators: Vec<String>,
        industry_fact: String,
        sources: Vec<String>,
        scale_source: String,
        no_class: Option<NoClassSeed>,
        industry: Vec<IndustrySeed>,
    }

    NoClassSeed { fact: String, any_of: Vec<String>, not_registered: Option<String>, }

    IndustrySeed {
        id: String,
        #[serde(default)]
        by_authority: bool,
        #[serde(default)]
        medium_max: BTreeMap<String, i64>,
        #[serde(default)]
        medium_min: BTreeMap<String, i64>,
        #[serde(default)]
        small_min: BTreeMap<String, i64>,
        scale: ScaleSeed,
        note: Option<String>,
    }

    #[derive(Default)]
    #[serde(default)]
    ScaleSeed {
        at_least: Option<i64>,
        source: Option<String>,
        by_authority: bool,
        all: bool,
        none: bool,
        by_fact: Option<String>,
        options: BTreeMap<String, i64>,
    }

    AgenciesFile {
        general_hotline: String,
        area_code: String,
        place: Vec<PlaceSeed>,
        agency: Vec<AgencySeed>,
    }

    PlaceSeed { option: String, county: Option<TextSeed>, first: Option<String>, }

    AgencySeed {
        id: String,
        plan_names: Vec<String>,
        name: TextSeed,
        today: Option<TextSeed>,
        confidence: String,
        hotline: Option<String>,
        county: Option<TextSeed>,
        role: TextSeed,
        note: Option<TextSeed>,
    }

    ContactsFile {
        #[serde(default)]
        contact: Vec<ContactSeed>,
        plan: Option<PlanStateSeed>,
    }

    PlanStateSeed { state: PlanState, last_day: Option<String>, note: TextSeed, }

    ContactSeed { agency: String, place: Option<String>, telephone: String, address: TextSeed, hours: TextSeed, }

    SourcesFile {
        source: Vec<SourceSeed>,
        #[serde(default)]
        exclusion: Vec<ExclusionSeed>,
        #[serde(default)]
        hotline: Vec<HotlineSeed>,
    }

    SourceSeed {
        id: String,
        title: TextSeed,
        number: String,
        from: Option<String>,
        until: Option<String>,
        confidence: String,
        follows: Option<String>,
        note: Option<TextSeed>,
    }

    ExclusionSeed {
        source: String,
        #[serde(default)]
        of: Vec<String>,
        who: TextSeed,
        #[serde(default)]
        facts: Vec<String>,
        line: Option<String>,
    }

    HotlineSeed { number: String, name: TextSeed, confidence: String, }

    LadderFile { titles_fact: String, rung: Vec<RungSeed>, }

    RungSeed {
        id: String,
        name: TextSeed,
        short: TextSeed,
        plan_name: TextSeed,
        recognised_by: TextSeed,
        valid: TextSeed,
        held_by: Vec<String>,
        #[serde(default)]
        rules: Vec<String>,
        term: Option<String>,
        note: Option<TextSeed>,
    }

    RuleFile {
        name: TextSeed,
        versions: Vec<VersionSeed>,
        #[serde(default)]
        scores: Vec<ScoreSeed>,
    }

    VersionSeed {
        from: Option<String>,
        until: Option<String>,
        sources: Vec<String>,
        criteria: Vec<CriterionSeed>,
    }

    ScoreSeed { id: String, pass: u16, label: TextSeed, groups: Vec<GroupSeed>, }

    GroupSeed {
        id: String,
        label: TextSeed,
        at_least: Option<u16>,
        parts: Vec<PartSeed>,
    }

    PartSeed {
        id: String,
        label: TextSeed,
        #[serde(default)]
        otherwise: u8,
        #[serde(default)]
        steps: Vec<StepsSeed>,
        #[serde(default)]
        when: Vec<PointsSeed>,
    }

    StepsSeed {
        of: ConditionSeed,
        #[serde(default)]
        at_least: Vec<(Number, u8)>,
        #[serde(default)]
        at_most: Vec<(Number, u8)>,
    }

    PointsSeed { rule: ConditionSeed, points: u8, }

    SupportFile {
        article: u8,
        scope: String,
        from: Option<String>,
        sources: Vec<String>,
        #[serde(default)]
        cites: Vec<String>,
        quote: String,
        deciding: String,
        lead: String,
        #[serde(default)]
        with: Vec<String>,
        agency_note: Option<TextSeed>,
        #[serde(default)]
        figures: BTreeMap<String, Vec<String>>,
        when: Option<ConditionSeed>,
        when_label: Option<TextSeed>,
        criteria_of: Option<String>,
        name: TextSeed,
        gives: TextSeed,
        #[serde(default)]
        criteria: Vec<CriterionSeed>,
        #[serde(default)]
        steps: Vec<TextSeed>,
        #[serde(default)]
        documents: Vec<TextSeed>,
        worth: Option<WorthSeed>,
    }

    WorthSeed {
        formula: TextSeed,
        figures: BTreeMap<String, Vec<String>>,
        years: Option<u8>,
        exclusive: Option<String>,
        kind: Option<WorthKindSeed>,
        #[serde(default)]
        cases: Vec<WorthCaseSeed>,
        asks: Option<WorthAsksSeed>,
    }

    WorthAsksSeed { label: TextSeed, by: WorthCaseSeed, }

    WorthCaseSeed {
        when: Option<ConditionSeed>,
        of: Option<String>,
        at_most: Option<Number>,
        deducts: Option<Number>,
        rate: Option<Number>,
        reduced_to: Option<Number>,
        share: Option<Number>,
        #[serde(default)]
        table: Vec<TaxStepSeed>,
        each: Option<Number>,
        amount: Option<Number>,
        periods: Option<u8>,
    }

    TaxStepSeed { up_to: Option<Number>, rate: Number, less: Number, }
}

/// How an amount is meant, where it is not saved a year for certain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorthKindSeed {
    /// At most so much: the tax that it is taken from may be less.
    AtMost,
    /// Lent, and paid back.
    Loan,
    /// So much a day.
    ADay,
}

/// What the portal that deploys knows of the plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// Confirmed to be in force.
    InForce,
    /// Replaced by another document after its last day.
    Replaced,
    /// Ended with its last day.
    Ended,
}

impl Seeds {
    /// Parses every file; a file that does not parse is a problem, and then there is nothing to compile.
    pub fn parse(folder: &Folder, problems: &mut Vec<Problem>) -> Option<Seeds> {
        let pack = one(folder, "pack.toml", problems);
        let facts = one(folder, "facts.toml", problems);
        let terms: Option<TermsFile> = one(folder, "terms.toml", problems);
        let sizes = one(folder, "sizes.toml", problems);
        let agencies = one(folder, "agencies.toml", problems);
        let contacts: Option<ContactsFile> = one(folder, "contacts.toml", problems);
        let sources = one(folder, "sources.toml", problems);
        let ladder = one(folder, "ladder.toml", problems);
        let rules = every(folder, "rules/", problems);
        let supports = every(folder, "supports/", problems);
        if folder.is_partial() {
            return None;
        }
        Some(Seeds {
            pack: pack?,
            facts: facts?,
            terms: terms?.term,
            sizes: sizes?,
            agencies: agencies?,
            plan_state: contacts.as_ref().and_then(|file| file.plan.clone()),
            contacts: contacts?.contact,
            sources: sources?,
            ladder: ladder?,
            rules: rules?,
            supports: supports?,
        })
    }
}

fn one<T: DeserializeOwned>(folder: &Folder, file: &str, problems: &mut Vec<Problem>) -> Option<T> {
    let Some(text) = folder.text(file) else {
        if !folder.is_unread(file) {
            problems.push(Problem::at(file, 0, said::missing()));
        }
        return None;
    };
    match toml::from_str(text) {
        Ok(seed) => Some(seed),
        Err(error) => {
            let (message, span) = super::unread::of(&error, text);
            let line = span.as_ref().map_or(0, |span| text[..span.start].matches('\n').count() + 1);
            problems.push(Problem { file: file.to_owned(), line, span, message });
            None
        }
    }
}

fn every<T: DeserializeOwned>(folder: &Folder, prefix: &str, problems: &mut Vec<Problem>) -> Option<BTreeMap<String, T>> {
    let mut seeds = BTreeMap::new();
    let mut complete = true;
    for (file, _) in folder.below(prefix) {
        let stem = file.trim_start_matches(prefix).trim_end_matches(".toml");
        match one(folder, file, problems) {
            Some(seed) => _ = seeds.insert(stem.to_owned(), seed),
            None => complete = false,
        }
    }
    complete.then_some(seeds)
}
