//! The bar above every view and the lines below it.

use yew::prelude::*;

use super::seal::Seal;
use crate::{Pack, effects};
use zice_core::text::Words;

#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub language: zice_core::catalogue::Language,
    pub larger: bool,
    /// Whether the whole program has been loaded.
    pub whole: bool,
    pub on_language: Callback<()>,
    pub on_larger: Callback<()>,
}

/// Name, the seal in words, text size and language.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let words = Words::of(props.language);
    let on_language = props.on_language.reform(|_: MouseEvent| ());
    let on_larger = props.on_larger.reform(|_: MouseEvent| ());
    html! {
        <header class="zc-bar">
            <a class="zc-skip" href="#heading" onclick={|event: MouseEvent| { event.prevent_default(); effects::focus("heading"); }}>{ words.skip_to_content }</a>
            <div class="zc-bar__inner">
                <span class="zc-bar__mark">{ words.product }</span>
                <Seal language={props.language} whole={props.whole} />
                <div class="zc-bar__tools">
                    <button type="button" class="zc-pill" aria-pressed={props.larger.to_string()} data-action="larger" onclick={on_larger}>{ words.larger_text }</button>
                    <button type="button" class="zc-pill" lang={props.language.other().tag()} data-action="language" onclick={on_language}>{ words.other_language }</button>
                </div>
            </div>
        </header>
    }
}

#[derive(Properties, PartialEq)]
pub struct FootProps {
    pub pack: Pack,
    pub language: zice_core::catalogue::Language,
    pub day: AttrValue,
    /// Whether the pack is another one than `plan.html` shows.
    pub foreign: bool,
}

/// Says what a result is not, and shows the receipt that makes it reproducible.
#[component]
pub fn Foot(props: &FootProps) -> Html {
    let words = Words::of(props.language);
    let pack = &props.pack.0.pack;
    let hash = props.pack.0.sha256.get(..12).unwrap_or_default();
    html! {
        <footer class="zc-foot">
            if let Some(portal) = props.pack.0.settings.portal {
                { provider(words, portal, props.pack.0.settings.phone) }
            }
            <p>{ pack.disclaimer.get(props.language) }</p>
            <p>
                if !props.foreign {
                    <a href="plan.html" target="_blank" rel="noopener">{ words.plan_link }</a>{ " · " }
                }
                <span class="zc-foot__keep"><a href="install.html" target="_blank" rel="noopener">{ words.keep_link }</a>{ " · " }</span>
                <span class="zc-foot__number">{ pack.number }</span>
            </p>
            <p class="zc-foot__receipt">{ (words.receipt)(pack.version, hash, &props.day) }</p>
        </footer>
    }
}

/// Who provides the page, as its portal says.
#[inline(never)]
pub fn provider(words: &'static Words, portal: &str, phone: Option<&str>) -> Html {
    html! {
        <p class="zc-foot__portal">
            { (words.provided_by)(portal) }
            if let Some(phone) = phone {
                { " · " }{ phone }
            }
        </p>
    }
}
