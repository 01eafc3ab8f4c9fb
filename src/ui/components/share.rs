//! A link that carries the answers after its #, with what that means.

use yew::prelude::*;

use crate::text::Words;
use crate::ui::effects;

#[derive(Properties, PartialEq)]
pub struct ShareProps {
    pub language: crate::catalogue::Language,
    /// The fragment's value.
    pub fragment: AttrValue,
    pub on_close: Callback<()>,
}

#[component]
pub fn Share(props: &ShareProps) -> Html {
    let words = Words::of(props.language);
    let copied = use_state(|| false);
    use_effect_with((), |()| effects::focus("share-title"));
    let on_copy = {
        let copied = copied.clone();
        move |_: MouseEvent| copied.set(effects::copy("share-link"))
    };
    html! {
        <section class="zc-panel zc-share" aria-labelledby="share-title">
            <h2 id="share-title" tabindex="-1">{ words.share_title }</h2>
            <p id="share-lead">{ words.share_lead }</p>
            <textarea id="share-link" class="zc-share__link" readonly=true rows="4" aria-labelledby="share-title" aria-describedby="share-lead" value={effects::address_with(&props.fragment)} />
            <div class="zc-actions">
                <button type="button" class="zc-button zc-button--primary" data-action="copy" onclick={on_copy}>{ words.share_copy }</button>
                <button type="button" class="zc-button" data-action="close" onclick={props.on_close.reform(|_: MouseEvent| ())}>{ words.close }</button>
                <span role="status">{ if *copied { words.share_copied } else { "" } }</span>
            </div>
        </section>
    }
}
