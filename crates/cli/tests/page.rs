//! The reader's view of the pack holds everything the pack says, and is well-formed.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

use zice_authoring::plan::Plan;
use zice_cli::page::html::escape;
use zice_cli::page::render;
use zice_core::catalogue::{Catalogue, Text};

const SOURCE: &str = include_str!("../../../seeds/plan/source.txt");

fn catalogue() -> Catalogue {
    zice_pack::catalogue().expect("the built-in pack opens")
}

fn page() -> String {
    render(&catalogue(), &Plan::extract(SOURCE).expect("the plan is whole"), zice_pack::SHA256)
}

/// The text that a reader sees: tags dropped, escapes undone, so it does not matter what is marked or linked.
fn read(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text += part.split_once('>').map_or(part, |(_, after)| after);
    }
    let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    escapes.iter().fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
}

/// Every tag: whether it closes, its name, its attributes as they stand.
fn tags(html: &str) -> Vec<(bool, &str, &str)> {
    let inside = html.split('<').skip(1).map(|part| part.split_once('>').expect("every tag ends").0);
    let parts = inside.map(|tag| (tag.starts_with('/'), tag.trim_start_matches('/')));
    parts.map(|(closes, tag)| tag.split_once(' ').map_or((closes, tag, ""), |(name, rest)| (closes, name, rest))).collect()
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let start = if attributes.starts_with(&format!("{name}=\"")) { 0 } else { attributes.find(&format!(" {name}=\""))? + 1 };
    attributes[start + name.len() + 2..].split('"').next()
}

#[test]
fn everything_the_pack_says_is_there() {
    let catalogue = catalogue();
    let html = page();
    let text = read(&html);
    let mut missing = Vec::new();
    let mut said = |what: &str, words: &str| {
        if !text.contains(words) {
            missing.push(format!("{what}: {words}"));
        }
    };
    let mut both = |what: &str, words: Text| {
        said(what, words.zh);
        said(what, words.en);
    };
    for support in &catalogue.supports {
        both(support.id, support.name);
        both(support.id, support.gives);
        both(support.id, Text { zh: support.quote, en: support.deciding });
        support.trigger.iter().for_each(|(_, label)| both(support.id, *label));
        support.steps.iter().chain(&support.documents).chain(&support.agency_note).for_each(|words| both(support.id, *words));
    }
    for criterion in &catalogue.criteria {
        both(criterion.id, criterion.label);
        criterion.branches.iter().for_each(|branch| both(criterion.id, branch.label));
        let ends = [criterion.period.from, criterion.period.until];
        ends.iter().flatten().for_each(|day| both(criterion.id, Text { zh: day.to_string().leak(), en: "" }));
    }
    for rung in &catalogue.rungs {
        [rung.name, rung.plan_name, rung.recognised_by, rung.valid].into_iter().chain(rung.note).for_each(|words| both(rung.id, words));
        rung.rules.iter().for_each(|rule| both(rule.id, rule.name));
    }
    for score in &catalogue.scores {
        both(score.id, score.label);
        for group in &score.groups {
            both(score.id, group.label);
            group.parts.iter().for_each(|part| both(score.id, part.label));
        }
    }
    for agency in &catalogue.agencies {
        [agency.name, agency.role].into_iter().chain(agency.today).chain(agency.note).for_each(|words| both(agency.id, words));
        agency.plan_names.iter().chain(&agency.hotline).for_each(|name| both(agency.id, Text { zh: name, en: "" }));
    }
    for source in &catalogue.sources {
        [source.title, Text { zh: source.number, en: "" }].into_iter().chain(source.note).for_each(|words| both(source.id, words));
    }
    catalogue.terms.iter().for_each(|term| [term.label, term.explain].into_iter().for_each(|words| both(term.id, words)));
    for article in &catalogue.articles {
        both("article", Text { zh: article.title, en: "" });
        article.no_support.iter().for_each(|reason| both("article", *reason));
    }
    for article in Plan::extract(SOURCE).expect("the plan is whole").articles {
        article.text.lines().for_each(|line| said("article", line));
        said("article", &article.responsible);
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_entry_can_be_linked_to_and_every_link_leads_somewhere() {
    let catalogue = catalogue();
    let html = page();
    let tags = tags(&html);
    let ids: Vec<&str> = tags.iter().filter_map(|(_, _, attributes)| attribute(attributes, "id")).collect();
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    let expected = (catalogue.supports.iter().map(|support| format!("support-{}", support.id)))
        .chain(catalogue.agencies.iter().map(|agency| format!("agency-{}", agency.id)))
        .chain(catalogue.sources.iter().map(|source| format!("source-{}", source.id)))
        .chain(catalogue.rungs.iter().map(|rung| format!("rung-{}", rung.id)))
        .chain(catalogue.articles.iter().map(|article| format!("article-{}", article.number)));
    for id in expected {
        assert!(unique.contains(id.as_str()), "nothing has the id {id}");
    }
    for (_, _, attributes) in &tags {
        let names = ["aria-labelledby"].iter().filter_map(|name| attribute(attributes, name));
        let target = attribute(attributes, "href").and_then(|href| href.strip_prefix('#'));
        for id in names.chain(target) {
            assert!(unique.contains(id), "{id} is referred to, and is not there");
        }
    }
}

#[test]
fn the_markup_is_balanced_in_order_and_without_a_program() {
    let html = page();
    let mut open = Vec::new();
    let mut level = 0;
    for (closes, name, attributes) in tags(&html) {
        assert!(!["script", "style", "iframe", "img", "form"].contains(&name), "{name}");
        let names = attributes.split('"').step_by(2).map(|name| name.trim().trim_end_matches('='));
        names.for_each(|name| assert!(name != "style" && !name.starts_with("on"), "{name}"));
        if closes {
            assert_eq!(open.pop(), Some(name));
        } else if !["!doctype", "meta", "link", "br", "hr"].contains(&name) {
            open.push(name);
        }
        if let (false, Some(Ok(heading))) = (closes, name.strip_prefix('h').map(str::parse::<u8>)) {
            assert!(heading <= level + 1 || level == 0 && heading == 2, "h{heading} follows h{level}");
            level = heading;
        }
    }
    assert_eq!(open, Vec::<&str>::new());
    assert_eq!(html.matches("<h1").count(), 1);
    assert_eq!(html.matches("<main").count(), 1);
    assert_eq!(html.matches("<mark>").count(), catalogue().supports.len());
}

#[test]
fn what_means_something_in_html_is_escaped() {
    assert_eq!(escape("<script>&\"'"), "&lt;script&gt;&amp;&quot;&#39;");
    let mut hostile = catalogue();
    hostile.supports[0].name = Text { zh: "<script>alert(1)</script>", en: "\"><img src=x>" };
    hostile.sources[0].number = "a & b <c>";
    let html = render(&hostile, &Plan::extract(SOURCE).expect("the plan is whole"), zice_pack::SHA256);
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("a & b"));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("a &amp; b &lt;c&gt;"));
}

#[test]
fn the_command_prints_the_same_page_for_the_pack_and_for_its_folder() {
    let print = |arguments: &[&str]| {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let output = Command::new(env!("CARGO_BIN_EXE_zice")).current_dir(seeds).arg("page").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(print(&[]), (Some(0), page(), String::new()));
    assert_eq!(print(&["--pack", "seeds"]), (Some(0), page(), String::new()));
    let (status, out, err) = print(&["more"]);
    assert_eq!((status, out.as_str(), err.contains("page")), (Some(2), "", true));
}
