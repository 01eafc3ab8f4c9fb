//! Every quote stands, letter by letter, in the plan's normalised text of its article, and the deciding part in the quote.

use super::Lint;
use crate::said::{Said, linting as said, parts};

/// Compares every quote with the plan.
pub fn lint(lint: &mut Lint<'_>) {
    let plan = lint.plan;
    for (id, support) in &lint.seeds.supports {
        let file = format!("supports/{id}.toml");
        let Some(article) = plan.article(support.article) else {
            lint.near(&file, "article", said::no_article(support.article));
            continue;
        };
        if support.quote.is_empty() || !article.text.contains(&support.quote) {
            let elsewhere = plan.articles.iter().find(|other| !support.quote.is_empty() && other.text.contains(&support.quote));
            let right = match elsewhere {
                Some(other) => parts::stands_in_article(other.number),
                None => nearest(&article.text, &support.quote),
            };
            lint.near(&file, "quote", said::quote(support.article, right));
        }
        if support.deciding.is_empty() || !support.quote.contains(&support.deciding) {
            lint.near(&file, "deciding", said::deciding());
        }
    }
}

/// Where the quote leaves the article's text.
fn nearest(text: &str, quote: &str) -> Said {
    let ends = quote.char_indices().map(|(index, letter)| index + letter.len_utf8());
    let longest = ends.take_while(|&end| text.contains(&quote[..end])).last().unwrap_or(0);
    let Some(place) = text.find(&quote[..longest]).filter(|_| longest != 0) else {
        return parts::not_even_first();
    };
    let tail = |text: &str| text.chars().take(8).collect::<String>();
    let known: String = quote[..longest].chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    parts::differs_after(known, tail(&text[place + longest..]), tail(&quote[longest..]))
}
