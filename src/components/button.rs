//! A button: one function for all of them, because each written out in full costs the visitor half a kilobyte.

use yew::prelude::*;

/// The one thing to do next.
pub const PRIMARY: &str = "zc-button zc-button--primary";
/// Something else to do.
pub const PLAIN: &str = "zc-button";
/// Something to do now and then.
pub const QUIET: &str = "zc-link";

/// A button that submits no form; `action` is the hook by which tests and scripts find it.
pub fn button(class: &'static str, action: &'static str, label: AttrValue, on_click: &Callback<()>) -> Html {
    html! { <button type="button" {class} data-action={action} onclick={on_click.reform(|_: MouseEvent| ())}>{ label }</button> }
}
