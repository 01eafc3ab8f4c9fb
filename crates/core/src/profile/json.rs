//! Just enough of a JSON reader for a profile: numbers stay text, a key that stands twice is an error, and every error has its place.

use super::ProfileError;

/// Deeper than any profile goes.
const DEEPEST: usize = 8;

/// A value with its text as written.
#[derive(PartialEq, Debug)]
pub struct Item<'a> {
    pub value: Value<'a>,
    pub written: &'a str,
}

/// A JSON value.
#[derive(PartialEq, Debug)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(String),
    List(Vec<Item<'a>>),
    Object(Vec<(String, Item<'a>)>),
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// Reads the whole text as one value.
///
/// # Errors
/// Where it stops being JSON, or the key that stands twice.
pub fn parse(text: &str) -> Result<Item<'_>, ProfileError> {
    let mut reader = Reader { text, at: 0 };
    reader.eat('\u{feff}');
    let item = reader.item(0)?;
    reader.skip_space();
    if reader.at < text.len() { Err(reader.error()) } else { Ok(item) }
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn error(&self) -> ProfileError {
        let before = &self.text[..self.at];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        ProfileError::NotJson(before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    /// Whether this character stands here; it is then behind us.
    fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), ProfileError> {
        self.skip_space();
        if self.eat(wanted) { Ok(()) } else { Err(self.error()) }
    }

    fn item(&mut self, depth: usize) -> Result<Item<'a>, ProfileError> {
        self.skip_space();
        let start = self.at;
        let value = match self.rest().chars().next() {
            Some('{' | '[') if depth == DEEPEST => return Err(self.error()),
            Some('{') => self.object(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Value::Text(self.string()?),
            Some('-' | '0'..='9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Item { value, written: &self.text[start..self.at] })
    }

    fn word(&mut self) -> Result<Value<'a>, ProfileError> {
        for (word, value) in [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))] {
            if self.rest().starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.error())
    }

    fn number(&mut self) -> Result<Value<'a>, ProfileError> {
        let rest = self.rest();
        let length = rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(rest.len());
        let digits = rest[..length].trim_start_matches('-');
        if digits.is_empty() || (digits.starts_with('0') && digits[1..].starts_with(|c: char| c.is_ascii_digit())) {
            return Err(self.error());
        }
        self.at += length;
        Ok(Value::Number(&rest[..length]))
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, ProfileError> {
        self.expect('[')?;
        let mut items = Vec::new();
        self.skip_space();
        if self.eat(']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.item(depth + 1)?);
            self.skip_space();
            if self.eat(']') {
                return Ok(Value::List(items));
            }
            self.expect(',')?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, ProfileError> {
        self.expect('{')?;
        let mut members: Vec<(String, Item<'a>)> = Vec::new();
        self.skip_space();
        if self.eat('}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.skip_space();
            let key = self.string()?;
            if members.iter().any(|(known, _)| *known == key) {
                return Err(ProfileError::Twice(key));
            }
            self.expect(':')?;
            members.push((key, self.item(depth + 1)?));
            self.skip_space();
            if self.eat('}') {
                return Ok(Value::Object(members));
            }
            self.expect(',')?;
        }
    }

    fn string(&mut self) -> Result<String, ProfileError> {
        if !self.eat('"') {
            return Err(self.error());
        }
        let mut out = String::new();
        loop {
            let Some(c) = self.rest().chars().next() else { return Err(self.error()) };
            match c {
                '"' => {
                    self.at += 1;
                    return Ok(out);
                }
                '\\' => out.push(self.escape()?),
                c if c < ' ' => return Err(self.error()),
                c => {
                    self.at += c.len_utf8();
                    out.push(c);
                }
            }
        }
    }

    /// `\n`, `\u4e2d`; half of a pair stands for itself as the replacement character: no id has one.
    fn escape(&mut self) -> Result<char, ProfileError> {
        let letter = self.rest().chars().nth(1);
        let plain = match letter {
            Some(c @ ('"' | '\\' | '/')) => Some(c),
            Some('n') => Some('\n'),
            Some('t') => Some('\t'),
            Some('r') => Some('\r'),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            _ => None,
        };
        if let Some(plain) = plain {
            self.at += 2;
            return Ok(plain);
        }
        let code = self.rest().get(2..6).filter(|digits| letter == Some('u') && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let code = code.and_then(|digits| u32::from_str_radix(digits, 16).ok()).ok_or_else(|| self.error())?;
        self.at += 6;
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }
}

/// A JSON string.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn only_what_would_end_or_break_a_string_is_escaped() {
        let text = "\u{1}\t\n\u{1f} !\u{7f}\"\\/é茶";
        let written = quoted(text);
        assert_eq!(written, "\"\\u0001\\u0009\\u000a\\u001f !\u{7f}\\\"\\\\/é茶\"");
    }
}
