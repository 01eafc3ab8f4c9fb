//! Every article has supports or a stated reason, every support a topic and a place in the order, every id its form.

use std::collections::BTreeSet;

use super::Lint;
use crate::said::linting as said;

/// Checks articles, topics, the order and the ids.
pub fn lint(lint: &mut Lint<'_>) {
    articles(lint);
    topics(lint);
    order(lint);
    ids(lint);
}

fn articles(lint: &mut Lint<'_>) {
    let seeds = lint.seeds;
    for article in &lint.plan.articles {
        let number = article.number;
        let supported = seeds.supports.values().any(|support| support.article == number);
        let reasons = seeds.pack.no_support.iter().filter(|none| none.article == number).count();
        let needle = format!("article = {number}");
        match (supported, reasons) {
            (false, 0) => {
                let message = said::article_bare(number, &article.title);
                lint.near("pack.toml", "[[no_support]]", message);
            }
            (true, 1..) => lint.near("pack.toml", &needle, said::article_both(number)),
            (false, 2..) => lint.near("pack.toml", &needle, said::article_two_reasons(number)),
            _ => {}
        }
    }
    for none in &seeds.pack.no_support {
        if lint.plan.article(none.article).is_none() {
            lint.near("pack.toml", &format!("article = {}", none.article), said::no_article(none.article));
        }
    }
}

fn topics(lint: &mut Lint<'_>) {
    let seeds = lint.seeds;
    let mut seen: Vec<u8> = Vec::new();
    for topic in &seeds.pack.topic {
        let needle = format!("id = \"{}\"", topic.id);
        for &article in &topic.articles {
            if !seeds.supports.values().any(|support| support.article == article) {
                lint.near("pack.toml", &needle, said::topic_article(&topic.id, article));
            }
            if seen.contains(&article) {
                lint.near("pack.toml", &needle, said::article_two_topics(article));
            }
            seen.push(article);
        }
    }
    let missing: BTreeSet<u8> = seeds.supports.values().map(|support| support.article).filter(|article| !seen.contains(article)).collect();
    for article in missing {
        lint.near("pack.toml", "[[topic]]", said::article_no_topic(article));
    }
    if seeds.pack.topic.iter().filter(|topic| topic.ladder).count() != 1 {
        lint.near("pack.toml", "[[topic]]", said::ladder_topic());
    }
}

fn order(lint: &mut Lint<'_>) {
    let seeds = lint.seeds;
    for (place, id) in seeds.pack.order.iter().enumerate() {
        let needle = format!("\"{id}\"");
        if !seeds.supports.contains_key(id) {
            lint.near("pack.toml", &needle, said::order_nothing(id));
        }
        if seeds.pack.order[..place].contains(id) {
            lint.near("pack.toml", &needle, said::order_twice(id));
        }
    }
    for id in seeds.supports.keys().filter(|id| !seeds.pack.order.contains(id)) {
        lint.near("pack.toml", "order", said::order_lacks(id));
    }
    let articles: Vec<u8> = seeds.pack.order.iter().filter_map(|id| seeds.supports.get(id)).map(|support| support.article).collect();
    if let Some(step) = articles.windows(2).find(|step| step[1] < step[0]) {
        lint.near("pack.toml", "order", said::order_back(step[0], step[1]));
    }
}

/// Ids are stable names: lower case and underscores, each once among its kind.
fn ids(lint: &mut Lint<'_>) {
    let seeds = lint.seeds;
    let facts = seeds.facts.fact.iter().flat_map(|fact| [&fact.id].into_iter().chain(fact.options.iter().map(|option| &option.id)));
    let files: [(&str, Vec<&String>); 6] = [
        ("facts.toml", facts.collect()),
        ("agencies.toml", seeds.agencies.agency.iter().map(|agency| &agency.id).collect()),
        ("sources.toml", seeds.sources.source.iter().map(|source| &source.id).collect()),
        ("terms.toml", seeds.terms.iter().map(|term| &term.id).collect()),
        ("ladder.toml", seeds.ladder.rung.iter().map(|rung| &rung.id).collect()),
        ("pack.toml", seeds.pack.topic.iter().map(|topic| &topic.id).collect()),
    ];
    for (file, ids) in &files {
        for (place, id) in ids.iter().enumerate() {
            if !is_lower_snake(id) {
                lint.near(file, &format!("\"{id}\""), said::id_form(id));
            }
            if *file != "facts.toml" && ids[..place].contains(id) {
                lint.near(file, &format!("\"{id}\""), said::id_twice(id));
            }
        }
    }
    for fact in &seeds.facts.fact {
        for (place, option) in fact.options.iter().enumerate() {
            if fact.options[..place].iter().any(|other| other.id == option.id) {
                lint.near("facts.toml", &format!("id = \"{}\"", fact.id), said::option_twice(&fact.id, &option.id));
            }
        }
    }
    let named = seeds.supports.keys().map(|id| ("supports", id)).chain(seeds.rules.keys().map(|id| ("rules", id)));
    for (folder, id) in named.filter(|(_, id)| !is_lower_snake(id)) {
        lint.at(&format!("{folder}/{id}.toml"), 0, said::file_id(id));
    }
    for at in super::place::criteria(lint.folder, seeds).iter().filter(|at| !is_lower_snake(&at.seed.id)) {
        lint.at(&at.file, at.line, said::id_form(&at.seed.id));
    }
}

fn is_lower_snake(id: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    id.starts_with(|letter: char| letter.is_ascii_lowercase()) && id.chars().all(fits)
}
