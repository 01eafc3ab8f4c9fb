//! Every quote stands, letter by letter, in the plan's normalised text of its article, and the deciding part in the quote.

use super::Lint;

/// Compares every quote with the plan.
pub fn lint(lint: &mut Lint<'_>) {
    let plan = lint.plan;
    for (id, support) in &lint.seeds.supports {
        let file = format!("supports/{id}.toml");
        let Some(article) = plan.article(support.article) else {
            lint.near(&file, "article", format!("the plan has no article {}", support.article));
            continue;
        };
        if support.quote.is_empty() || !article.text.contains(&support.quote) {
            let elsewhere = plan.articles.iter().find(|other| !support.quote.is_empty() && other.text.contains(&support.quote));
            let right = match elsewhere {
                Some(other) => format!("it stands in article {}", other.number),
                None => nearest(&article.text, &support.quote),
            };
            lint.near(&file, "quote", format!("the quote is not in the text of article {}: {right}", support.article));
        }
        if support.deciding.is_empty() || !support.quote.contains(&support.deciding) {
            lint.near(&file, "deciding", "deciding is not a part of the quote");
        }
    }
}

/// Where the quote leaves the article's text.
fn nearest(text: &str, quote: &str) -> String {
    let ends = quote.char_indices().map(|(index, letter)| index + letter.len_utf8());
    let longest = ends.take_while(|&end| text.contains(&quote[..end])).last().unwrap_or(0);
    let Some(place) = text.find(&quote[..longest]).filter(|_| longest != 0) else {
        return "not even its first character".to_owned();
    };
    let tail = |text: &str| text.chars().take(8).collect::<String>();
    let known: String = quote[..longest].chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    format!("after “{known}” the plan has “{}”, the quote “{}”", tail(&text[place + longest..]), tail(&quote[longest..]))
}
