//! A text inside the user's text, the way back, and how an edit of it is written there.

use std::borrow::Cow;

use crate::text::{Edit, OffsetMap, Span, apply};

/// The text inside one layer of quoting, such as a word of a shell command, or the user's text as
/// it stands.
#[derive(Debug, Clone)]
pub(super) struct Layer<'t> {
    pub(super) text: Cow<'t, str>,
    /// From `text` to the user's text.
    pub(super) map: OffsetMap,
    pub(super) word: Option<Word>,
}

/// How a word of a command was written.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    /// Where it stands in the user's text, with its quotes.
    pub(super) outer: Span,
    /// Its parts by their quotes, as places of the layer's text.
    pub(super) parts: Vec<(Span, Quoting)>,
    /// Whether the shell puts something in, so that the word cannot be quoted in another way.
    pub(super) expands: bool,
    /// Where the shell ends the word, or refuses it: characters that mean something to it, as
    /// places of the layer's text. The word is read past them.
    pub(super) operators: Vec<u32>,
}

/// How a part of a word is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    None,
    Single,
    Double,
    /// `$'…'`.
    Ansi,
}

impl<'t> Layer<'t> {
    /// A part of the user's text, as it stands.
    pub(super) fn plain(text: &'t str, span: Span) -> Layer<'t> {
        Layer { text: Cow::Borrowed(span.of(text)), map: OffsetMap::starting_at(span.start), word: None }
    }

    /// All of it.
    pub(super) fn span(&self) -> Span {
        Span::from_range(0..self.text.len())
    }

    /// A place of the user's text.
    pub(super) fn place(&self, span: Span) -> Span {
        self.map.outer(span)
    }

    /// Edits of this text as edits of the user's text; `None` where the quoting does not allow it.
    pub(super) fn outward(&self, edits: &[Edit]) -> Option<Vec<Edit>> {
        let Some(word) = &self.word else {
            return Some(
                edits.iter().map(|edit| Edit::replace(self.place(edit.span), edit.text.clone())).collect(),
            );
        };
        let within: Option<Vec<Edit>> = edits.iter().map(|edit| self.within_part(word, edit)).collect();
        within.or_else(|| self.whole_word(word, edits))
    }

    /// An edit that puts the word into single quotes.
    pub(super) fn in_quotes(&self) -> Option<Vec<Edit>> {
        self.whole_word(self.word.as_ref()?, &[])
    }

    /// The edit, where it lies within one part of the word.
    fn within_part(&self, word: &Word, edit: &Edit) -> Option<Edit> {
        let index = word.parts.partition_point(|(part, _)| part.end < edit.span.end);
        let (_, quoting) = word.parts.get(index).filter(|(part, _)| part.contains(edit.span))?;
        Some(Edit::replace(self.place(edit.span), quoting.write(&edit.text)))
    }

    /// The word written anew, in single quotes.
    fn whole_word(&self, word: &Word, edits: &[Edit]) -> Option<Vec<Edit>> {
        if word.expands {
            return None;
        }
        let text = apply(&self.text, edits).ok()?;
        Some(vec![Edit::replace(word.outer, format!("'{}'", Quoting::Single.write(&text)))])
    }
}

impl Quoting {
    /// A text as it is written inside this quoting.
    fn write(self, text: &str) -> String {
        let escape = |special: &dyn Fn(char) -> bool| {
            let mut out = String::with_capacity(text.len());
            for character in text.chars() {
                if special(character) {
                    out.push('\\');
                }
                out.push(character);
            }
            out
        };
        match self {
            Quoting::Single => text.replace('\'', r"'\''"),
            Quoting::Double => escape(&|c| matches!(c, '"' | '\\' | '$' | '`')),
            Quoting::Ansi => escape(&|c| matches!(c, '\'' | '\\')),
            Quoting::None => {
                escape(&|c| c.is_ascii() && !c.is_ascii_alphanumeric() && !"%_-.~/:=,@+".contains(c))
            }
        }
    }
}
