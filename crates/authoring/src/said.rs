//! What is said of a pack's problems, in both languages: a catalogue of messages, each of which has both or does not compile.
//!
//! A message says what is wrong and, where it is not plain, what is allowed. The catalogue is divided as the work is: [`files`] (what cannot be read),
//! [`compiling`] and [`screens`] (what is not understood), [`linting`] (what is understood and not right).

pub mod compiling;
pub mod files;
pub mod linting;
pub mod parts;
pub mod screens;

use core::fmt::Display;

use zice_core::catalogue::Language;

/// A message in both languages.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Said {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Said {
    /// In a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// A part of a message: another message, or what is the same in both languages.
pub trait Part {
    /// In Chinese.
    fn zh(&self) -> String;
    /// In English.
    fn en(&self) -> String;
}

impl<T: Display> Part for T {
    fn zh(&self) -> String {
        self.to_string()
    }

    fn en(&self) -> String {
        self.to_string()
    }
}

impl Part for Said {
    fn zh(&self) -> String {
        self.zh.clone()
    }

    fn en(&self) -> String {
        self.en.clone()
    }
}

/// The language that a text of the pack is written in, as a part of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tongue {
    /// 中文
    Zh,
    /// English
    En,
}

impl Tongue {
    /// Both.
    pub const BOTH: [Tongue; 2] = [Tongue::Zh, Tongue::En];

    /// That of two which is in this language.
    pub fn of<T>(self, zh: T, en: T) -> T {
        match self {
            Tongue::Zh => zh,
            Tongue::En => en,
        }
    }
}

impl Part for Tongue {
    fn zh(&self) -> String {
        self.of("中文", "英文").to_owned()
    }

    fn en(&self) -> String {
        self.of("zh", "en").to_owned()
    }
}

/// Defines messages: a function each, with its parts, and a template for each language.
macro_rules! messages {
    ($($(#[$about:meta])* $name:ident($($part:ident),*) { zh: $zh:literal, en: $en:literal })*) => {$(
        $(#[$about])*
        pub fn $name($($part: impl $crate::said::Part),*) -> $crate::said::Said {
            let zh = {
                $(let $part = $part.zh();)*
                format!($zh)
            };
            let en = {
                $(let $part = $part.en();)*
                format!($en)
            };
            $crate::said::Said { zh, en }
        }
    )*};
}
pub(crate) use messages;

#[cfg(test)]
mod tests {
    use super::*;

    messages! {
        /// A message of this test.
        inner(name) { zh: "没有“{name}”", en: "no {name:?}" }
        /// One within another.
        outer(tongue, what) { zh: "{tongue}文字：{what}", en: "the {tongue} text: {what}" }
    }

    #[test]
    fn a_message_within_another_is_in_the_same_language() {
        let said = outer(Tongue::En, inner("x"));
        assert_eq!((said.get(Language::Zh), said.get(Language::En)), ("英文文字：没有“x”", "the en text: no \"x\""));
    }
}
