//! Escapes for text inside the quotes of another language.

use std::borrow::Cow;

/// The escapes that a place in a string needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Escaping {
    /// Special characters, and their escapes.
    special: &'static [(char, &'static str)],
    /// Characters that cannot be written there at all.
    refused: &'static [char],
    /// The escape character before special characters of a shell, for words without quotes.
    bare: Option<char>,
}

impl Escaping {
    /// Unchanged.
    pub(crate) const VERBATIM: Escaping = Escaping::new(&[]);

    /// Double quotes with backslash escapes.
    pub(crate) const IN_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\")]);

    /// Single quotes with backslash escapes.
    pub(crate) const IN_SINGLE: Escaping = Escaping::new(&[('\'', "\\'"), ('\\', "\\\\")]);

    pub(crate) const fn new(special: &'static [(char, &'static str)]) -> Escaping {
        Escaping { special, refused: &[], bare: None }
    }

    /// With characters that cannot be written.
    pub(crate) const fn without(mut self, refused: &'static [char]) -> Escaping {
        self.refused = refused;
        self
    }

    /// A word without quotes: `mark` precedes the special characters of the shell.
    pub(crate) const fn bare(mark: char) -> Escaping {
        Escaping { special: &[], refused: &[], bare: Some(mark) }
    }

    /// `text` with its escapes; `None` if it cannot be written.
    pub(crate) fn write<'s>(&self, text: &'s str) -> Option<Cow<'s, str>> {
        if text.contains(self.refused) {
            return None;
        }
        let means = |c: char| {
            self.bare.is_some() && c.is_ascii() && !c.is_ascii_alphanumeric() && !"%_-.~/:=,@+".contains(c)
        };
        let is_special = |c: char| means(c) || self.special.iter().any(|(special, _)| *special == c);
        if !text.contains(is_special) {
            return Some(Cow::Borrowed(text));
        }
        let mut out = String::with_capacity(text.len() + 8);
        for character in text.chars() {
            match self.special.iter().find(|(special, _)| *special == character) {
                Some((_, written)) => out.push_str(written),
                None => {
                    out.extend(self.bare.filter(|_| means(character)));
                    out.push(character);
                }
            }
        }
        Some(Cow::Owned(out))
    }
}
