//! The verdicts that a changed answer alters, before and after: supports first, then the ladder.

use yew::prelude::*;

use super::support_card::tone;
use zice_core::catalogue::Catalogue;
use zice_core::explanations::changes::{Changes, Turn};
use zice_core::explanations::why::{Change, Subject};
use zice_core::rules::verdict::Verdict;
use zice_core::shown;
use zice_core::text::Words;

/// Lists only what differs, or says in a sentence that nothing does.
pub fn turns(catalogue: &Catalogue, words: &'static Words, changes: &Changes) -> Html {
    if changes.is_empty() {
        return html! { <p>{ words.trial_none }</p> };
    }
    let size = changes.size.as_ref().map(|(before, after)| (shown::sizes(words, before), shown::sizes(words, after)));
    let standing =
        changes.standing.map(|(before, after)| (shown::standing(catalogue, words, before), shown::standing(catalogue, words, after)));
    html! {
        <>
            <p class="zc-muted">{ (words.trial_count)(changes.len()) }</p>
            <ul class="zc-turns">
                if let Some((before, after)) = size {
                    <li data-turn="size">{ pair(words, words.trial_size, html! { before }, html! { after }) }</li>
                }
                if let Some((before, after)) = standing {
                    <li data-turn="standing">{ pair(words, words.trial_standing, html! { before }, html! { after }) }</li>
                }
                { for changes.turns.iter().map(|turn| entry(catalogue, words, turn)) }
            </ul>
        </>
    }
}

fn entry(catalogue: &Catalogue, words: &'static Words, turn: &Turn) -> Html {
    let id = match turn.subject {
        Subject::Support(support) => catalogue.supports[support.index()].id,
        Subject::Rung(rung) => catalogue.rungs[rung].id,
    };
    let name = Change { subject: turn.subject, verdict: turn.after }.name(catalogue).get(words.language);
    let tag = |verdict: Verdict| html! { <span class={format!("zc-tag zc-tag--{}", tone(verdict))}>{ (words.verdict)(verdict) }</span> };
    html! {
        <li data-turn={id} data-before={turn.before.id()} data-after={turn.after.id()}>{ pair(words, name, tag(turn.before), tag(turn.after)) }</li>
    }
}

fn pair(words: &'static Words, name: &'static str, before: Html, after: Html) -> Html {
    html! {
        <>
            <span class="zc-turns__name">{ name }</span>
            <span class="zc-turns__pair">{ before }<span aria-hidden="true">{ "→" }</span><span class="zc-hidden">{ words.trial_becomes }</span>{ after }</span>
        </>
    }
}
