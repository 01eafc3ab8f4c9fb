//! Texts of the pack and the languages they come in.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text of the pack; it lives as long as the program.
pub type Str = &'static str;

/// A text in both languages.
///
/// The structure of a compiled pack holds none: texts stand in segments of their own and are put in their places after decoding (see [`super::packed`]).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Text {
    /// Chinese (zh-CN)
    pub zh: Str,
    /// English
    pub en: Str,
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        <()>::deserialize(deserializer).map(|()| Text::default())
    }
}

/// A language of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// Chinese (zh-CN)
    #[default]
    Zh,
    /// English
    En,
}

impl Language {
    /// The language's tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    }

    /// The other language.
    pub const fn other(self) -> Language {
        match self {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        }
    }
}

impl Text {
    /// The text in a language.
    pub const fn get(&self, language: Language) -> Str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// A list of texts leaves its length in the structure.
pub mod count {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes how many there are.
    pub fn serialize<T, S: Serializer>(texts: &[T], serializer: S) -> Result<S::Ok, S::Error> {
        u8::try_from(texts.len()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }

    /// Returns as many empty texts.
    pub fn deserialize<'de, T: Clone + Default, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        u8::deserialize(deserializer).map(|count| vec![T::default(); usize::from(count)])
    }
}
