//! The words of text that may be a filter, correct or not, for readers that do not parse it.

use super::lexeme::{Lexeme, Lexemes, keyword};
use crate::text::Span;

/// The part of a word in a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordRole {
    And,
    Or,
    Not,
    /// A comparison, or `in`.
    Operator,
    /// A path, or a string without quotes.
    Name,
    String,
    /// Another literal, a parameter, or a placeholder.
    Value,
    Open,
    Close,
    Comma,
    Invisible,
    Other,
}

/// The spelling of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordForm {
    /// The filter language's.
    Own,
    /// A keyword in the wrong case.
    Miscased,
    /// Another language's.
    Foreign,
}

/// A word, a string or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FilterWord<'t> {
    pub(crate) role: WordRole,
    pub(crate) form: WordForm,
    pub(crate) text: &'t str,
    pub(crate) span: Span,
}

/// Whether an `or` is outside of all parentheses, so an `and` after `text` belongs to its last term.
pub(crate) fn has_bare_or(text: &str) -> bool {
    let mut depth = 0_isize;
    words(text).any(|word| {
        depth += isize::from(word.text == "(") - isize::from(word.text == ")");
        depth == 0 && word.role == WordRole::Or
    })
}

/// Everything in `text` but white space.
pub(crate) fn words(text: &str) -> impl Iterator<Item = FilterWord<'_>> {
    let origin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    Lexemes::new(text, origin).map(|lexed| {
        let written = lexed.span.of(text);
        let (role, form) = match lexed.lexeme {
            Lexeme::MiscasedKeyword => {
                let keyword = keyword(written.to_ascii_lowercase()).unwrap_or(Lexeme::Path);
                (role_and_form(keyword).0, WordForm::Miscased)
            }
            lexeme => role_and_form(lexeme),
        };
        FilterWord { role, form, text: written, span: lexed.span }
    })
}

/// The visible words of `text`. Words that touch are one: `01/${month}/2026`.
pub(crate) fn joined_words(text: &str) -> Vec<FilterWord<'_>> {
    let mut joined: Vec<FilterWord<'_>> = Vec::new();
    for word in words(text).filter(|word| word.role != WordRole::Invisible) {
        match joined.last_mut() {
            Some(last) if last.span.end == word.span.start && last.is_part() && word.is_part() => {
                let span = Span::new(last.span.start, word.span.end);
                *last = FilterWord { role: WordRole::Name, text: span.of(text), span, ..word };
            }
            _ => joined.push(word),
        }
    }
    joined
}

impl FilterWord<'_> {
    /// Whether it can be a part of a longer word.
    pub(crate) fn is_part(&self) -> bool {
        match self.role {
            WordRole::String | WordRole::Open | WordRole::Close | WordRole::Comma => false,
            WordRole::Operator | WordRole::Not => self.form != WordForm::Foreign,
            _ => true,
        }
    }
}

/// The role of a keyword, which has its own case.
pub(crate) fn role_of(word: &str) -> Option<WordRole> {
    keyword(word).map(|lexeme| role_and_form(lexeme).0)
}

/// Whether a filter continues after `word`, and has something before it.
pub(crate) fn is_infix(word: &str) -> bool {
    matches!(role_of(word), Some(WordRole::Operator | WordRole::And | WordRole::Or))
}

fn role_and_form(lexeme: Lexeme) -> (WordRole, WordForm) {
    use WordForm::{Foreign, Own};
    match lexeme {
        Lexeme::And => (WordRole::And, Own),
        Lexeme::ForeignAnd => (WordRole::And, Foreign),
        Lexeme::Or => (WordRole::Or, Own),
        Lexeme::ForeignOr => (WordRole::Or, Foreign),
        Lexeme::Not => (WordRole::Not, Own),
        Lexeme::Bang => (WordRole::Not, Foreign),
        Lexeme::In | Lexeme::Comparison(_) => (WordRole::Operator, Own),
        Lexeme::ForeignComparison => (WordRole::Operator, Foreign),
        Lexeme::Path | Lexeme::Word | Lexeme::MiscasedKeyword => (WordRole::Name, Own),
        Lexeme::Quoted(_) => (WordRole::String, Own),
        Lexeme::True
        | Lexeme::False
        | Lexeme::Null
        | Lexeme::Number
        | Lexeme::Parameter
        | Lexeme::Applied(_) => (WordRole::Value, Own),
        Lexeme::Placeholder | Lexeme::Dollar => (WordRole::Value, Foreign),
        // Brackets are laid out like parentheses.
        Lexeme::Open | Lexeme::OpenBracket => (WordRole::Open, Own),
        Lexeme::Close | Lexeme::CloseBracket => (WordRole::Close, Own),
        Lexeme::Comma => (WordRole::Comma, Own),
        Lexeme::Invisible => (WordRole::Invisible, Foreign),
        Lexeme::Semicolon | Lexeme::OpenBrace | Lexeme::CloseBrace | Lexeme::Other => {
            (WordRole::Other, Foreign)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connective_is_one_whatever_its_case() {
        let roles: Vec<WordRole> = words("a EQ 1 AND b Or [c)").map(|word| word.role).collect();
        use WordRole::{And, Close, Name, Open, Operator, Or, Value};
        assert_eq!(roles, [Name, Operator, Value, And, Name, Or, Open, Name, Close]);
    }
}
