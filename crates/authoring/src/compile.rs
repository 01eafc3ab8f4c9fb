//! Seeds to catalogue: ids resolved, conditions turned into nodes.
//!
//! Nothing is decided here about wording or law (see [`super::lint`]); a problem means that a name does not resolve or a form is not one of
//! `seeds/README.md`.
//!
//! Longer than usual because every part of the pack resolves names of the others.

use super::conditions::{Conditions, number};
use super::intern::intern;
use super::plan::Plan;
use super::problem::{Folder, Problem};
use super::said::{Said, compiling as said, parts};
use super::screens::screens;
use super::seed::{CriterionSeed, FactSeed, IndustrySeed, PlanState, Seeds, SupportFile, TextSeed, WorthKindSeed, WorthSeed};
use zice_core::catalogue::*;
use zice_core::date::{Date, Period};
use zice_core::facts::{FactId, FactKind, OptionSet};
use zice_core::units::{Quantity, Unit};

/// Compiles a pack; `None` when its facts are so broken that nothing else can be understood.
pub fn compile(folder: &Folder, seeds: &Seeds, plan: &Plan, problems: &mut Vec<Problem>) -> Option<Catalogue> {
    let mut compiler = Compiler { folder, seeds, problems };
    let facts = compiler.facts()?;
    let sources = compiler.sources();
    let agencies = compiler.agencies();
    let fact_named = |compiler: &mut Compiler<'_>, file: &str, id: &str| {
        let found = facts.iter().position(|fact| fact.id == id).and_then(|i| u8::try_from(i).ok()).map(FactId);
        if found.is_none() {
            compiler.problem(file, id, said::unknown_fact(id));
        }
        found
    };
    let industry = fact_named(&mut compiler, "sizes.toml", &seeds.sizes.industry_fact)?;
    let sizes = compiler.sizes(&facts, &sources, industry);
    let titles_fact = fact_named(&mut compiler, "ladder.toml", &seeds.ladder.titles_fact)?;
    let place_fact = fact_named(&mut compiler, "pack.toml", &seeds.pack.place_fact)?;

    let mut lines = Lines { conditions: Conditions::new(&facts, sizes), criteria: Vec::new(), sources: &sources };
    let terms = compiler.terms(&mut lines);
    let rules = compiler.rules(&mut lines);
    let scopes: Vec<(String, Vec<CriterionId>)> = seeds
        .pack
        .scope
        .iter()
        .map(|scope| {
            (
                scope.id.clone(),
                scope
                    .criteria
                    .iter()
                    .filter_map(|c| compiler.criterion(&mut lines, &terms, "pack.toml", c, &seeds.pack.source, Period::default()))
                    .collect(),
            )
        })
        .collect();
    let mut supports = Vec::new();
    for (id, file) in &seeds.supports {
        supports.extend(compiler.support(&mut lines, &terms, &rules, &scopes, &agencies, id, file));
    }
    supports.sort_by_key(|support| (support.article, order_of(&seeds.pack.order, support.id)));
    let topics = compiler.topics(&supports);
    let rungs = compiler.rungs(&mut lines, &terms, &rules, &facts[usize::from(titles_fact.0)]);
    let articles = compiler.articles(plan, &agencies);
    let places = compiler.places(&facts[usize::from(place_fact.0)], &agencies);
    let contacts = compiler.contacts(&facts[usize::from(place_fact.0)], &agencies);
    let screens = screens(folder, seeds, &facts, compiler.problems);
    let notes = compiler.notes(&facts);
    let retired = compiler.retired(&facts);
    let plan_source = compiler.source(&sources, "pack.toml", &seeds.pack.source)?;
    let mut sources = sources.clone();
    let age = compiler.age(&mut sources[plan_source.index()]);
    let (conditions, criteria) = (lines.conditions, lines.criteria);
    let (nodes, masks, scores, sizes) = conditions.finish();
    let issued = compiler.date("pack.toml", &seeds.pack.issued)?;
    let checked = compiler.date("pack.toml", &seeds.pack.checked)?;
    if checked < issued {
        compiler.problem("pack.toml", "checked", said::checked_before_issued());
    }
    let pack = &seeds.pack;
    Some(Catalogue {
        pack: Pack {
            id: intern(&pack.id),
            version: intern(&pack.version),
            schema: pack.schema,
            title: text(&pack.title),
            short_title: text(&pack.short_title),
            number: intern(&pack.number),
            issued,
            checked,
            disclaimer: text(&pack.disclaimer),
            general_hotline: intern(&seeds.agencies.general_hotline),
        },
        topics,
        facts,
        screens,
        notes,
        retired,
        nodes,
        masks,
        scores,
        sizes,
        criteria,
        terms,
        supports,
        titles_fact,
        rungs,
        agencies,
        places,
        place_fact,
        contacts,
        settings: Default::default(),
        sources,
        articles,
        plan_source,
        age,
        sha256: "",
        complete: true,
        outlook: None,
        opening: None,
    })
}

/// Both languages of a text.
pub fn text(seed: &TextSeed) -> Text {
    Text { zh: intern(&seed.zh), en: intern(&seed.en) }
}

fn order_of(order: &[String], id: &str) -> usize {
    order.iter().position(|known| known == id).unwrap_or(usize::MAX)
}

/// A rule's id, name and lines.
struct Rule {
    id: Str,
    name: Text,
    criteria: Vec<CriterionId>,
}

/// What is shared by everything that has criteria.
struct Lines<'a> {
    conditions: Conditions<'a>,
    criteria: Vec<Criterion>,
    sources: &'a [Source],
}

struct Compiler<'a> {
    folder: &'a Folder,
    seeds: &'a Seeds,
    problems: &'a mut Vec<Problem>,
}

impl Compiler<'_> {
    fn problem(&mut self, file: &str, needle: &str, message: Said) {
        self.problems.push(Problem::new(self.folder, file, needle, message));
    }

    /// A problem of a criterion: at the name that the message quotes, where the file holds it, else at the criterion.
    fn criterion_problem(&mut self, file: &str, id: &str, message: Said) {
        let quoted = message.en.split('"').nth(1).map(|name| format!("\"{name}\""));
        let needle = quoted.filter(|name| self.folder.line_after(file, name, 0).is_some()).unwrap_or_else(|| format!("id = \"{id}\""));
        self.problem(file, &needle, said::criterion(id, message));
    }

    fn date(&mut self, file: &str, written: &str) -> Option<Date> {
        let date = Date::parse(written);
        if date.is_none() {
            self.problem(file, written, said::no_day(written));
        }
        date
    }

    fn period(&mut self, file: &str, from: Option<&String>, until: Option<&String>) -> Period {
        let period = Period { from: from.and_then(|d| self.date(file, d)), until: until.and_then(|d| self.date(file, d)) };
        if let (Some(first), Some(last)) = (period.from, period.until)
            && last < first
        {
            self.problem(file, &first.to_string(), said::period_reversed(last, first));
        }
        period
    }

    fn facts(&mut self) -> Option<Vec<Fact>> {
        let mut facts: Vec<Fact> = Vec::new();
        for seed in &self.seeds.facts.fact {
            if facts.iter().any(|fact| fact.id == seed.id) {
                self.problem("facts.toml", &seed.id, said::fact_twice(&seed.id));
            }
            match fact_kind(seed) {
                Ok(kind) => facts.push(Fact {
                    id: intern(&seed.id),
                    kind,
                    options: fact_options(seed, kind),
                    group: seed.group,
                    effort: seed.effort,
                    change: seed.change,
                    out_of_reach: out_of_reach(seed),
                    year_end: seed.year_end,
                    same_as: None,
                    made_of: seed.made_of,
                    years_back: seed.years_back,
                    year_after: None,
                    short: text(&seed.short),
                    question: text(&seed.question),
                    hint: text(&seed.hint),
                }),
                Err(message) => self.problem("facts.toml", &format!("\"{}\"", seed.id), message),
            }
        }
        for seed in self.seeds.facts.fact.iter().filter(|seed| seed.made_of.is_some() && seed.kind != "percent") {
            self.problem("facts.toml", &format!("\"{}\"", seed.id), said::made_of_percent(&seed.id));
        }
        for seed in &self.seeds.facts.fact {
            let Some(like) = &seed.same_as else { continue };
            let place = |id: &str| facts.iter().position(|fact| fact.id == id);
            match (place(&seed.id), place(like)) {
                (Some(at), Some(other)) if at != other && facts[at].kind == facts[other].kind => {
                    facts[at].same_as = u8::try_from(other).ok().map(FactId);
                }
                _ => self.problem("facts.toml", &format!("same_as = \"{like}\""), said::same_as(like)),
            }
        }
        for seed in &self.seeds.facts.fact {
            let Some(after) = &seed.year_after else { continue };
            let place = |id: &str| facts.iter().position(|fact| fact.id == id);
            let earlier = place(&seed.id).map(|at| (at, facts[at].kind, facts[at].years_back));
            match (earlier, place(after)) {
                (Some((at, kind, back)), Some(later)) if facts[later].kind == kind && facts[later].years_back + 1 == back => {
                    facts[at].year_after = u8::try_from(later).ok().map(FactId);
                }
                _ => self.problem("facts.toml", after, said::year_after(after)),
            }
        }
        if 128 < facts.len() {
            self.problem("facts.toml", "", said::too_many_facts(facts.len()));
            return None;
        }
        Some(facts)
    }

    fn topics(&mut self, supports: &[Support]) -> Vec<Topic> {
        let mut topics = Vec::new();
        for topic in &self.seeds.pack.topic {
            let mut more = Vec::new();
            for id in &topic.supports {
                match supports.iter().position(|support| support.id == *id) {
                    Some(place) => more.push(SupportId(place as u16)),
                    None => self.problem("pack.toml", id, said::topic_support(&topic.id, id)),
                }
            }
            let (id, name) = (intern(&topic.id), text(&topic.name));
            topics.push(Topic { id, name, articles: topic.articles.clone(), supports: more, ladder: topic.ladder });
        }
        topics
    }

    fn notes(&mut self, facts: &[Fact]) -> Vec<PlausibilityNote> {
        let mut notes = Vec::new();
        for note in &self.seeds.facts.note {
            let find = |id: &str| facts.iter().position(|fact| fact.id == id).and_then(|i| u8::try_from(i).ok()).map(FactId);
            match (find(&note.greater), find(&note.than)) {
                (Some(greater), Some(than)) => {
                    // `times` counts in the units of both; the compiled note counts in steps.
                    let steps = |fact: FactId| facts[usize::from(fact.0)].kind.unit().map_or(1, Unit::steps);
                    let times = i64::from(note.times.unwrap_or(1)) * steps(greater) / steps(than);
                    notes.push(PlausibilityNote { greater, than, times, text: text(&note.text) });
                }
                _ => self.problem("facts.toml", &note.greater, said::note_fact()),
            }
        }
        notes
    }

    fn retired(&mut self, facts: &[Fact]) -> Vec<Retired> {
        let mut retired = Vec::new();
        for seed in &self.seeds.facts.retired {
            let fact = facts.iter().find(|fact| fact.id == seed.fact);
            let still_asked = match (&seed.option, fact) {
                (None, None) => None,
                (None, Some(_)) => Some(parts::still_asked()),
                (Some(option), Some(fact)) if fact.options.iter().all(|known| known.id != option) => None,
                (Some(_), Some(_)) => Some(parts::still_has_option()),
                (Some(_), None) => Some(parts::is_no_fact()),
            };
            if let Some(fault) = still_asked {
                self.problem("facts.toml", &seed.name.zh, said::retired(&seed.fact, fault));
            }
            retired.push(Retired { fact: intern(&seed.fact), option: seed.option.as_deref().map(intern), name: text(&seed.name) });
        }
        retired
    }

    fn sources(&mut self) -> Vec<Source> {
        let seeds = self.seeds;
        let place = |id: &str| seeds.sources.source.iter().position(|s| s.id == id).and_then(|i| u8::try_from(i).ok()).map(SourceId);
        let mut sources = Vec::new();
        for seed in &seeds.sources.source {
            let follows = seed.follows.as_deref().and_then(place);
            if seed.follows.is_some() && follows.is_none() {
                self.problem("sources.toml", &format!("\"{}\"", seed.id), said::follows_unknown());
            }
            sources.push(Source {
                id: intern(&seed.id),
                title: text(&seed.title),
                number: intern(&seed.number),
                period: self.period("sources.toml", seed.from.as_ref(), seed.until.as_ref()),
                confidence: seed.confidence.chars().next().unwrap_or('D'),
                follows,
                note: seed.note.as_ref().map(text),
            });
        }
        sources
    }

    /// What is said of the plan's age, and its last day where the portal that deploys knows one.
    fn age(&mut self, plan: &mut Source) -> Text {
        let seeds = self.seeds;
        let Some(known) = &seeds.plan_state else { return text(&seeds.pack.age) };
        let ended = known.state != PlanState::InForce;
        match &known.last_day {
            Some(day) if ended => {
                plan.period.until = self.date("contacts.toml", day);
                if plan.period.from > plan.period.until {
                    self.problem("contacts.toml", day, said::last_day_early());
                }
            }
            None if !ended => {}
            _ => self.problem("contacts.toml", "[plan]", said::last_day()),
        }
        text(&known.note)
    }

    fn agencies(&mut self) -> Vec<Agency> {
        self.seeds
            .agencies
            .agency
            .iter()
            .map(|seed| Agency {
                id: intern(&seed.id),
                plan_names: seed.plan_names.iter().map(|name| intern(name)).collect(),
                name: text(&seed.name),
                today: seed.today.as_ref().map(text),
                confidence: seed.confidence.chars().next().unwrap_or('D'),
                hotline: seed.hotline.as_deref().map(intern),
                county: seed.county.as_ref().map(text),
                role: text(&seed.role),
                note: seed.note.as_ref().map(text),
            })
            .collect()
    }

    fn sizes(&mut self, facts: &[Fact], sources: &[Source], industry: FactId) -> SizeStandard {
        let options: Vec<Str> = facts[usize::from(industry.0)].options.iter().map(|option| option.id).collect();
        let mut rows = Vec::new();
        for option in options {
            let row = self.seeds.sizes.industry.iter().find(|row| row.id == option).map(|row| self.size_row(facts, row));
            match row {
                Some(row) => rows.push(row),
                None => self.problem("sizes.toml", "", said::no_industry_row(option)),
            }
        }
        for row in &self.seeds.sizes.industry {
            if !facts[usize::from(industry.0)].options.iter().any(|option| option.id == row.id) {
                self.problem("sizes.toml", &row.id, said::no_option_of(&row.id, &self.seeds.sizes.industry_fact));
            }
        }
        let ids = self.seeds.sizes.sources.clone();
        let no_class = self.no_class(facts);
        let not_registered = no_class.and_then(|(fact, _)| self.not_registered(&facts[usize::from(fact.0)]));
        SizeStandard {
            industry,
            rows,
            no_class,
            not_registered,
            sources: ids.iter().filter_map(|id| self.source(sources, "sizes.toml", id)).collect(),
        }
    }

    /// The option of those without a class that stands for firms still to be founded.
    fn not_registered(&mut self, fact: &Fact) -> Option<u8> {
        let id = self.seeds.sizes.no_class.as_ref()?.not_registered.as_ref()?;
        let place = fact.options.iter().position(|option| option.id == *id).and_then(|place| u8::try_from(place).ok());
        if place.is_none() {
            self.problem("sizes.toml", id, said::has_no_option(fact.id, id));
        }
        place
    }

    fn no_class(&mut self, facts: &[Fact]) -> Option<(FactId, OptionSet)> {
        let seed = self.seeds.sizes.no_class.as_ref()?;
        let Some(index) = facts.iter().position(|fact| fact.id == seed.fact && fact.kind == FactKind::One) else {
            self.problem("sizes.toml", &seed.fact, said::no_class_fact(&seed.fact));
            return None;
        };
        let mut options = OptionSet::default();
        for id in &seed.any_of {
            match facts[index].options.iter().position(|option| option.id == id) {
                Some(place) => options.0 |= 1 << place,
                None => self.problem("sizes.toml", id, said::has_no_option(&seed.fact, id)),
            }
        }
        Some((FactId(u8::try_from(index).ok()?), options))
    }

    fn size_row(&mut self, facts: &[Fact], seed: &IndustrySeed) -> SizeRow {
        let mut limits = Vec::new();
        for indicator in seed.small_min.keys() {
            let fact = facts.iter().position(|fact| fact.id == indicator);
            let lower = [seed.small_min.get(indicator), seed.medium_min.get(indicator), seed.medium_max.get(indicator)];
            match (fact, lower) {
                (Some(index), [Some(&small), Some(&medium), Some(&large)]) if small < medium && medium < large => {
                    let steps = facts[index].kind.unit().map_or(1, Unit::steps);
                    limits.push((FactId(u8::try_from(index).unwrap_or(0)), [small, medium, large].map(|n| Quantity(n * steps))));
                }
                _ => self.problem("sizes.toml", &format!("\"{}\"", seed.id), said::rising_limits(indicator)),
            }
        }
        if limits.is_empty() != seed.by_authority {
            self.problem("sizes.toml", &format!("\"{}\"", seed.id), said::limits_or_authority());
        }
        let money = |n: i64| Quantity(n * Unit::WanYuan.steps());
        let scale = match &seed.scale {
            s if s.all => Scale::All,
            s if s.none => Scale::None,
            s if s.by_authority => Scale::ByAuthority,
            s => match (s.at_least, &s.by_fact) {
                (Some(n), None) => Scale::AtLeast(money(n)),
                (None, Some(fact)) => match facts.iter().position(|f| f.id == fact) {
                    Some(index) => Scale::ByFact(
                        FactId(u8::try_from(index).unwrap_or(0)),
                        facts[index].options.iter().map(|option| s.options.get(option.id).map(|&n| money(n))).collect(),
                    ),
                    None => {
                        self.problem("sizes.toml", fact, said::unknown_fact(fact));
                        Scale::None
                    }
                },
                _ => {
                    self.problem("sizes.toml", &format!("\"{}\"", seed.id), said::scale_forms());
                    Scale::None
                }
            },
        };
        SizeRow { limits, scale }
    }

    fn source(&mut self, sources: &[Source], file: &str, id: &str) -> Option<SourceId> {
        let found = sources.iter().position(|source| source.id == id).and_then(|i| u8::try_from(i).ok()).map(SourceId);
        if found.is_none() {
            self.problem(file, id, said::unknown_source(id));
        }
        found
    }

    fn terms(&mut self, lines: &mut Lines<'_>) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for seed in &self.seeds.terms {
            match lines.conditions.compile(&seed.rule, &terms) {
                Ok(node) => terms.push(Term { id: intern(&seed.id), label: text(&seed.label), explain: text(&seed.explain), node }),
                Err(message) => self.problem("terms.toml", &format!("\"{}\"", seed.id), message),
            }
            let sources = lines.sources;
            self.source(sources, "terms.toml", &seed.source);
        }
        terms
    }

    fn rules(&mut self, lines: &mut Lines<'_>) -> Vec<Rule> {
        let mut rules = Vec::new();
        // Terms are compiled again here so that a rule may use them by name; nodes are stored once.
        let terms = self.terms_again(lines);
        for (id, file) in &self.seeds.rules {
            let path = format!("rules/{id}.toml");
            for score in &file.scores {
                if let Err(message) = lines.conditions.score(score, &terms) {
                    self.problem(&path, &format!("\"{}\"", score.id), message);
                }
            }
            let mut criteria = Vec::new();
            for version in &file.versions {
                let period = self.period(&path, version.from.as_ref(), version.until.as_ref());
                let default = version.sources.first().cloned().unwrap_or_default();
                for source in &version.sources {
                    self.source(lines.sources, &path, source);
                }
                criteria.extend(version.criteria.iter().filter_map(|c| self.criterion(lines, &terms, &path, c, &default, period)));
            }
            rules.push(Rule { id: intern(id), name: text(&file.name), criteria });
        }
        rules
    }

    fn terms_again(&mut self, lines: &mut Lines<'_>) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for seed in &self.seeds.terms {
            if let Ok(node) = lines.conditions.compile(&seed.rule, &terms) {
                terms.push(Term { id: intern(&seed.id), label: text(&seed.label), explain: text(&seed.explain), node });
            }
        }
        terms
    }

    fn criterion(
        &mut self,
        lines: &mut Lines<'_>,
        terms: &[Term],
        file: &str,
        seed: &CriterionSeed,
        default_source: &str,
        period: Period,
    ) -> Option<CriterionId> {
        let needle = format!("\"{}\"", seed.id);
        let mut branches = Vec::new();
        for branch in &seed.any {
            match lines.conditions.compile(&branch.rule, terms) {
                Ok(node) => branches.push(Branch { label: text(&branch.label), node }),
                Err(message) => self.criterion_problem(file, &seed.id, message),
            }
        }
        let node = match (&seed.rule, branches.is_empty()) {
            (Some(rule), true) => lines.conditions.compile(rule, terms),
            (None, false) => Ok(lines.conditions.any(branches.iter().map(|branch| branch.node).collect())),
            _ => Err(said::rule_or_any()),
        };
        let node = match node {
            Ok(node) => node,
            Err(message) => {
                self.criterion_problem(file, &seed.id, message);
                return None;
            }
        };
        let term_label = seed
            .rule
            .as_ref()
            .and_then(|rule| rule.term.as_ref())
            .and_then(|id| terms.iter().find(|term| term.id == id))
            .map(|term| term.label);
        let Some(label) = seed.label.as_ref().map(text).or(term_label) else {
            self.problem(file, &needle, said::no_label(&seed.id));
            return None;
        };
        let own = self.period(file, seed.from.as_ref(), seed.until.as_ref());
        let period = if own == Period::default() { period } else { own };
        let source = self.source(lines.sources, file, seed.source.as_deref().unwrap_or(default_source))?;
        let criterion = Criterion { id: intern(&seed.id), label, node, branches, source, period };
        let place = lines.criteria.iter().position(|known| *known == criterion).unwrap_or_else(|| {
            lines.criteria.push(criterion);
            lines.criteria.len() - 1
        });
        u16::try_from(place).ok().map(CriterionId)
    }

    #[expect(clippy::too_many_arguments, reason = "a support draws on every other file of the pack")]
    fn support(
        &mut self,
        lines: &mut Lines<'_>,
        terms: &[Term],
        rules: &[Rule],
        scopes: &[(String, Vec<CriterionId>)],
        agencies: &[Agency],
        id: &str,
        seed: &SupportFile,
    ) -> Option<Support> {
        let file = format!("supports/{id}.toml");
        let agency = |compiler: &mut Self, name: &str| {
            let found = agencies.iter().position(|a| a.id == name).and_then(|i| u8::try_from(i).ok()).map(AgencyId);
            if found.is_none() {
                let known = agencies.iter().map(|agency| agency.id).collect::<Vec<_>>().join(", ");
                compiler.problem(&file, name, said::unknown_agency(name, known));
            }
            found
        };
        let lead = agency(self, &seed.lead);
        let with: Vec<AgencyId> = seed.with.iter().filter_map(|name| agency(self, name)).collect();
        let sources: Vec<SourceId> = seed.sources.iter().filter_map(|name| self.source(lines.sources, &file, name)).collect();
        let cites: Vec<SourceId> = seed.cites.iter().filter_map(|name| self.source(lines.sources, &file, name)).collect();
        let trigger = match (&seed.when, &seed.when_label) {
            (Some(when), Some(label)) => match lines.conditions.compile(when, terms) {
                Ok(node) => Some((lines.conditions.trigger(node), text(label))),
                Err(message) => {
                    self.problem(&file, "when", said::when(message));
                    None
                }
            },
            (None, None) => None,
            _ => {
                self.problem(&file, "when", said::when_label());
                None
            }
        };
        let default = seed.sources.first().cloned().unwrap_or_default();
        let mut criteria: Vec<CriterionId> = match &seed.criteria_of {
            Some(rule) => match rules.iter().find(|known| known.id == rule) {
                Some(rule) if seed.criteria.is_empty() => rule.criteria.clone(),
                Some(_) => {
                    self.problem(&file, "criteria_of", said::criteria_exclude());
                    Vec::new()
                }
                None => {
                    self.problem(&file, "criteria_of", said::unknown_rule(rule));
                    Vec::new()
                }
            },
            None => seed.criteria.iter().filter_map(|c| self.criterion(lines, terms, &file, c, &default, Period::default())).collect(),
        };
        match scopes.iter().find(|(scope, _)| *scope == seed.scope) {
            Some((_, of_scope)) => criteria.extend(of_scope),
            None => self.problem(&file, "scope", said::unknown_scope(&seed.scope)),
        }
        let from = seed.from.as_ref().and_then(|written| self.date(&file, written));
        if sources.is_empty() {
            self.problem(&file, "sources", said::needs_source());
        }
        let worth = seed.worth.as_ref().and_then(|worth| self.worth(lines, terms, &file, worth));
        Some(Support {
            id: intern(id),
            article: seed.article,
            local: seed.scope == "local",
            name: text(&seed.name),
            gives: text(&seed.gives),
            quote: intern(&seed.quote),
            deciding: intern(&seed.deciding),
            trigger,
            criteria,
            lead: lead?,
            with,
            agency_note: seed.agency_note.as_ref().map(text),
            sources,
            cites,
            from,
            steps: seed.steps.iter().map(text).collect(),
            documents: seed.documents.iter().map(text).collect(),
            worth,
        })
    }

    fn worth(&mut self, lines: &mut Lines<'_>, terms: &[Term], file: &str, seed: &WorthSeed) -> Option<Worth> {
        let sources = seed.figures.keys().filter_map(|source| self.source(lines.sources, file, source)).collect();
        let mut groups: Vec<&String> =
            self.seeds.supports.values().filter_map(|support| support.worth.as_ref()?.exclusive.as_ref()).collect();
        groups.sort_unstable();
        groups.dedup();
        let exclusive = seed.exclusive.as_ref().and_then(|own| groups.iter().position(|group| *group == own));
        let asks = seed.asks.as_ref().map(|asks| {
            let rates = super::worth::asked(&asks.by)?;
            Ok::<_, Said>(WorthAsks { label: text(&asks.label), rates })
        });
        let kind = match seed.kind {
            None => WorthKind::Saves,
            Some(WorthKindSeed::AtMost) => WorthKind::AtMost,
            Some(WorthKindSeed::Loan) => WorthKind::Loan,
            Some(WorthKindSeed::ADay) => WorthKind::ADay,
        };
        let cases = super::worth::cases(&mut lines.conditions, terms, seed);
        match cases.and_then(|cases| Ok((cases, asks.transpose()?))) {
            Ok((cases, asks)) => Some(Worth {
                formula: text(&seed.formula),
                sources,
                years: seed.years,
                exclusive: exclusive.and_then(|place| u8::try_from(place).ok()),
                kind,
                cases,
                asks,
            }),
            Err(message) => {
                self.problem(file, "[worth]", said::worth(message));
                None
            }
        }
    }

    fn rungs(&mut self, lines: &mut Lines<'_>, terms: &[Term], rules: &[Rule], titles: &Fact) -> Vec<Rung> {
        let mut rungs = Vec::new();
        for seed in &self.seeds.ladder.rung {
            let needle = format!("\"{}\"", seed.id);
            let mut held_by = OptionSet::default();
            for title in &seed.held_by {
                match titles.options.iter().position(|option| option.id == title) {
                    Some(index) => held_by.0 |= 1 << index,
                    None => self.problem("ladder.toml", &needle, said::unknown_title(title)),
                }
            }
            let mut of_rung = Vec::new();
            for rule in &seed.rules {
                match rules.iter().find(|known| known.id == rule) {
                    Some(rule) => of_rung.push(RungRule { id: rule.id, name: rule.name, criteria: rule.criteria.clone() }),
                    None => self.problem("ladder.toml", &needle, said::unknown_rule(rule)),
                }
            }
            if let Some(term) = &seed.term {
                let rule = CriterionSeed {
                    id: term.clone(),
                    label: None,
                    rule: Some(super::seed::ConditionSeed { term: Some(term.clone()), ..Default::default() }),
                    any: Vec::new(),
                    source: self.seeds.terms.iter().find(|known| known.id == *term).map(|known| known.source.clone()),
                    from: None,
                    until: None,
                };
                let criteria = self.criterion(lines, terms, "ladder.toml", &rule, "", Period::default()).into_iter().collect();
                of_rung.push(RungRule { id: intern(&seed.id), name: text(&seed.name), criteria });
            }
            if of_rung.is_empty() {
                self.problem("ladder.toml", &needle, said::rung_rules());
            }
            rungs.push(Rung {
                id: intern(&seed.id),
                name: text(&seed.name),
                short: text(&seed.short),
                plan_name: text(&seed.plan_name),
                recognised_by: text(&seed.recognised_by),
                valid: text(&seed.valid),
                note: seed.note.as_ref().map(text),
                held_by,
                rules: of_rung,
            });
        }
        rungs
    }

    fn articles(&mut self, plan: &Plan, agencies: &[Agency]) -> Vec<Article> {
        let mut articles = Vec::new();
        for article in &plan.articles {
            let mut responsible: Vec<AgencyId> = Vec::new();
            for name in &article.agencies {
                let found = agencies.iter().position(|agency| agency.plan_names.contains(&name.as_str()));
                match found.and_then(|index| u8::try_from(index).ok()).map(AgencyId) {
                    Some(id) if responsible.contains(&id) => {}
                    Some(id) => responsible.push(id),
                    None => self.problem("agencies.toml", "", said::no_plan_name(name, article.number)),
                }
            }
            articles.push(Article {
                number: article.number,
                title: intern(&article.title),
                agencies: responsible,
                no_support: self.seeds.pack.no_support.iter().find(|none| none.article == article.number).map(|none| text(&none.reason)),
            });
        }
        articles
    }

    fn places(&mut self, fact: &Fact, agencies: &[Agency]) -> Vec<Place> {
        let mut places = Vec::new();
        for seed in &self.seeds.agencies.place {
            let option = fact.options.iter().position(|option| option.id == seed.option).and_then(|i| u8::try_from(i).ok());
            let first =
                seed.first.as_deref().map(|id| agencies.iter().position(|a| a.id == id).and_then(|i| u8::try_from(i).ok()).map(AgencyId));
            match (option, first) {
                (Some(option), None | Some(Some(_))) => {
                    places.push(Place { option, county: seed.county.as_ref().map(text), first: first.flatten() })
                }
                _ => self.problem("agencies.toml", &seed.option, said::place_unknown()),
            }
        }
        places
    }

    fn contacts(&mut self, fact: &Fact, agencies: &[Agency]) -> Vec<LocalContact> {
        let mut contacts = Vec::new();
        for seed in &self.seeds.contacts {
            let agency = agencies.iter().position(|a| a.id == seed.agency).and_then(|i| u8::try_from(i).ok()).map(AgencyId);
            let place =
                seed.place.as_ref().map(|id| fact.options.iter().position(|option| option.id == id).and_then(|i| u8::try_from(i).ok()));
            match (agency, place) {
                (Some(agency), None | Some(Some(_))) => contacts.push(LocalContact {
                    agency,
                    place: place.flatten(),
                    telephone: intern(&seed.telephone),
                    address: text(&seed.address),
                    hours: text(&seed.hours),
                }),
                _ => self.problem("contacts.toml", &seed.agency, said::contact_unknown()),
            }
        }
        contacts
    }
}

fn fact_kind(seed: &FactSeed) -> Result<FactKind, Said> {
    let (unit, min, max) = match seed.kind.as_str() {
        "one" | "many" if seed.options.is_empty() || 32 < seed.options.len() => return Err(said::options_count()),
        "one" => return Ok(FactKind::One),
        "many" => return Ok(FactKind::Many),
        "yes" => return Ok(FactKind::Yes),
        "money" => (Unit::WanYuan, 0, 100_000_000),
        "percent" => (Unit::Percent, 0, 100),
        "score" => (Unit::Points, 0, 100),
        "count" => match seed.unit.as_deref() {
            Some("persons") => (Unit::Persons, 0, 10_000_000),
            Some("years") => (Unit::Years, 0, 200),
            Some("days") => (Unit::Days, 0, 36_500),
            Some("items") => (Unit::Items, 0, 10_000_000),
            Some("rank") => (Unit::Rank, 1, 1_000_000),
            _ => return Err(said::count_unit()),
        },
        other => return Err(said::unknown_kind(other)),
    };
    let end = |written: &Option<super::seed::Number>, default: i64| match written {
        Some(written) => number(written, unit),
        None => Ok(Quantity(default * unit.steps())),
    };
    Ok(FactKind::Number { unit, min: end(&seed.min, min)?, max: end(&seed.max, max)? })
}

fn fact_options(seed: &FactSeed, kind: FactKind) -> Vec<FactOption> {
    let option = |id: &str, zh: &str, en: &str| FactOption { id: intern(id), label: Text { zh: intern(zh), en: intern(en) } };
    if kind == FactKind::Yes && seed.options.is_empty() {
        return vec![option("true", "是", "Yes"), option("false", "否", "No")];
    }
    seed.options.iter().map(|o| option(&o.id, &o.zh, &o.en)).collect()
}

fn out_of_reach(seed: &FactSeed) -> OptionSet {
    let bits = (0..).zip(&seed.options).filter(|(_, option)| option.out_of_reach);
    OptionSet(bits.fold(0, |set, (place, _): (u32, _)| set | 1 << place))
}
