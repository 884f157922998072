//! Text inside the user's text, the map back, and the escapes that its edits need.

use std::borrow::Cow;

use super::shell::ShellQuotes;
use super::{Edit, Escaping, OffsetMap, Span, apply};

/// The text inside one layer of quoting, such as a word of a shell command, or the user's text
/// itself.
#[derive(Debug, Clone)]
pub(crate) struct Layer<'t> {
    pub(crate) text: Cow<'t, str>,
    /// From `text` to the user's text.
    pub(crate) map: OffsetMap,
    pub(crate) word: Option<WordSpelling>,
    /// The escapes of the strings around it, from the inner one outward.
    pub(crate) within: Vec<&'static Escaping>,
}

/// The spelling of a word of a command, or of a string of a program.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordSpelling {
    /// Its place in the user's text, with its quotes.
    pub(crate) outer: Span,
    /// Its parts by their quotes, as places of the layer's text, with the characters that are
    /// doubled there, as in a format string.
    pub(crate) parts: Vec<(Span, &'static Escaping, &'static [char])>,
    /// The quotes for rewriting the whole word; none if it interpolates something.
    pub(crate) requoted: Option<&'static Quotes>,
    /// The places where the shell ends the word, or refuses it, because of a special character. The
    /// word is read past them.
    pub(crate) operators: Vec<u32>,
    /// The places of inserted values that nothing encodes.
    pub(crate) inserts: Vec<u32>,
}

impl WordSpelling {
    /// The quotes of a shell around a part, if it is in one pair of them.
    pub(crate) fn quote(&self, span: Span) -> Option<char> {
        let (_, escaping, _) = self.parts.iter().find(|(part, ..)| part.contains(span))?;
        [(ShellQuotes::Double, '"'), (ShellQuotes::Single, '\'')]
            .into_iter()
            .find(|(quotes, _)| quotes.escaping() == *escaping)
            .map(|(_, quote)| quote)
    }
}

/// Quotes, and the escapes inside them.
#[derive(Debug)]
pub(crate) struct Quotes {
    pub(crate) open: &'static str,
    pub(crate) close: &'static str,
    pub(crate) inside: Escaping,
}

impl<'t> Layer<'t> {
    /// A part of the user's text, unchanged.
    pub(crate) fn plain(text: &'t str, span: Span) -> Layer<'t> {
        Layer {
            text: Cow::Borrowed(span.of(text)),
            map: OffsetMap::starting_at(span.start),
            word: None,
            within: Vec::new(),
        }
    }

    /// The same, with its own text.
    pub(crate) fn into_owned(self) -> Layer<'static> {
        Layer { text: Cow::Owned(self.text.into_owned()), ..self }
    }

    /// All of it.
    pub(crate) fn span(&self) -> Span {
        Span::from_range(0..self.text.len())
    }

    /// A place of the user's text.
    pub(crate) fn place(&self, span: Span) -> Span {
        self.map.outer(span)
    }

    /// Maps edits of this text to the user's text; `None` if the quoting does not allow it.
    pub(crate) fn outward(&self, edits: &[Edit]) -> Option<Vec<Edit>> {
        let within: Option<Vec<Edit>> = edits.iter().map(|edit| self.within_part(edit)).collect();
        within.or_else(|| self.whole_word(self.word.as_ref()?, edits))
    }

    /// Edits that quote the word.
    pub(crate) fn in_quotes(&self) -> Option<Vec<Edit>> {
        self.whole_word(self.word.as_ref()?, &[])
    }

    /// An edit of the user's text itself, such as of the quotes of a command.
    pub(crate) fn outside(&self, span: Span, text: &str) -> Option<Edit> {
        Some(Edit::replace(self.place(span), self.written(text.into())?))
    }

    /// Maps an edit within one part of the word.
    fn within_part(&self, edit: &Edit) -> Option<Edit> {
        let text = match &self.word {
            None => Cow::Borrowed(&*edit.text),
            Some(word) => {
                let index = word.parts.partition_point(|(part, ..)| part.end < edit.span.end);
                let (_, escaping, doubled) =
                    word.parts.get(index).filter(|(part, ..)| part.contains(edit.span))?;
                let text = escaping.write(&edit.text)?;
                doubled.iter().fold(text, |text, character| {
                    if text.contains(*character) {
                        text.replace(*character, &format!("{character}{character}")).into()
                    } else {
                        text
                    }
                })
            }
        };
        Some(Edit::replace(self.place(edit.span), self.written(text)?))
    }

    /// The rewritten word.
    fn whole_word(&self, word: &WordSpelling, edits: &[Edit]) -> Option<Vec<Edit>> {
        let quotes = word.requoted?;
        let text = apply(&self.text, edits).ok()?;
        let text = format!("{}{}{}", quotes.open, quotes.inside.write(&text)?, quotes.close);
        Some(vec![Edit::replace(word.outer, self.written(text.into())?)])
    }

    /// A piece of the surrounding text, as the user's text spells it.
    pub(crate) fn written(&self, text: Cow<'_, str>) -> Option<String> {
        self.within.iter().try_fold(text.into_owned(), |text, outer| outer.write(&text).map(Cow::into_owned))
    }
}
