//! The day of the visitor's clock: read again when the page is looked at again, and doubted where it cannot be right.

use gloo::timers::callback::Interval;
use yew::prelude::*;

use super::{Pack, effects};
use zice_core::date::Date;
use zice_core::text::Words;

/// Another day than this, if it has come.
pub fn come(day: Date) -> Option<Date> {
    Some(effects::today()).filter(|today| *today != day)
}

/// A page that stands open over midnight goes on by the day that it is, when it is looked at again; as long as nothing was answered, by itself. A visit under
/// way takes the new day also with what is done next (app.rs).
#[hook]
pub fn use_today(day: Date, fresh: bool, on_day: Callback<Date>) {
    const LOOKS_EVERY: u32 = 20_000;
    use_effect_with((day, fresh), move |&(day, fresh)| {
        let look = move || come(day).into_iter().for_each(|today| on_day.emit(today));
        let listener = effects::on_return(look.clone());
        let ticks = fresh.then(|| Interval::new(LOOKS_EVERY, look));
        move || drop((listener, ticks))
    });
}

/// So many years after its pack a page is no longer in use, or the clock is wrong.
const STRANGE_AFTER: u16 = 6;

/// Whether a day cannot be right, by the month that a pack's version names: before it, or long after.
fn is_strange(version: &str, day: Date) -> bool {
    let mut parts = version.split('.').map(str::parse::<u16>);
    let (Some(Ok(year)), Some(Ok(month))) = (parts.next(), parts.next()) else { return false };
    (day.year(), u16::from(day.month())) < (year, month) || year + STRANGE_AFTER < day.year()
}

/// A note where the day cannot be right.
pub fn note(pack: Pack, words: &'static Words, day: Date) -> Html {
    if pack.0.complete && is_strange(pack.0.pack.version, day) { strange(words, day) } else { Html::default() }
}

/// The day of the computer, which decides what is in force, cannot be right. A gate (xtask/later.txt).
#[inline(never)]
fn strange(words: &'static Words, day: Date) -> Html {
    html! {
        <div class="zc-main zc-main--narrow zc-refused" role="note" data-strange-day=""><p class="zc-note">{ (words.strange_day)(&day.to_string()) }</p></div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, is_strange};

    #[test]
    fn a_day_before_the_pack_or_long_after_it_is_strange() {
        for (version, (year, month, day), strange) in [
            ("2026.11.1", (2026, 11, 1), false),
            ("2026.11.1", (2026, 10, 31), true),
            ("2026.11.1", (2000, 1, 1), true),
            ("2026.11.1", (2028, 1, 1), false),
            ("2026.11.1", (2032, 12, 31), false),
            ("2026.11.1", (2033, 1, 1), true),
            ("2026.11.1", (2099, 1, 1), true),
            ("draft", (2000, 1, 1), false),
            ("", (2000, 1, 1), false),
        ] {
            assert_eq!(Date::new(year, month, day).map(|day| is_strange(version, day)), Some(strange), "{version} {year}-{month}-{day}");
        }
    }
}
