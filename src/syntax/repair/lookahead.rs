//! The next lexemes: their kinds, words and places.

use super::Repairer;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::{Lexed, Lexeme, Quote};
use crate::syntax::literal::{quote, string_value};
use crate::text::Span;

impl<'t> Repairer<'t, '_> {
    pub(super) fn peek(&self, ahead: usize) -> Option<Lexed> {
        self.lexed.get(self.at + ahead).copied()
    }

    pub(super) fn lexeme(&self, ahead: usize) -> Option<Lexeme> {
        self.peek(ahead).map(|lexed| lexed.lexeme)
    }

    pub(super) fn span(&self, ahead: usize) -> Span {
        self.peek(ahead).map_or_else(|| self.end_of_text(), |lexed| lexed.span)
    }

    pub(super) fn word(&self, ahead: usize) -> &'t str {
        self.span(ahead).of(self.text)
    }

    /// Whether the lexeme there is this word, in any case.
    pub(super) fn is_word(&self, ahead: usize, words: &[&str]) -> bool {
        self.is_name(ahead) && words.iter().any(|word| self.word(ahead).eq_ignore_ascii_case(word))
    }

    /// The place after the last character that is not white space.
    pub(super) fn end_of_text(&self) -> Span {
        Span::at(self.lexed.last().map_or(0, |lexed| lexed.span.end))
    }

    /// The last lexeme taken that is not in a comment.
    pub(super) fn previous(&self) -> Option<Lexed> {
        self.lexed.get(self.before_comment().checked_sub(1)?).copied()
    }

    /// The index after the last lexeme taken that is not in a comment.
    fn before_comment(&self) -> usize {
        self.comment.filter(|(_, end)| *end == self.at).map_or(self.at, |(start, _)| start)
    }

    /// Takes a comment after a condition. An insertion at its end would be a part of it, so everything
    /// is inserted before it.
    pub(super) fn take_comment(&mut self) -> bool {
        let start = self.before_comment();
        let is_comment = self.try_apply(self.comment());
        if is_comment {
            self.comment = Some((start, self.at));
        }
        is_comment
    }

    /// The place after the last lexeme taken that is not in a comment.
    pub(super) fn here(&self) -> Span {
        Span::at(self.previous().map_or(0, |lexed| lexed.span.end))
    }

    /// The span of the next `count` lexemes.
    pub(super) fn whole(&self, count: usize) -> Span {
        self.span(0).cover(self.span(count.saturating_sub(1)))
    }

    /// Whether nothing separates the lexeme there from the next.
    pub(super) fn touches(&self, ahead: usize) -> bool {
        self.span(ahead).end == self.span(ahead + 1).start
    }

    /// Whether the lexeme there can be a value.
    pub(super) fn is_literal(&self, ahead: usize) -> bool {
        self.lexeme(ahead).is_some_and(|lexeme| literal_kind(lexeme).is_some())
    }

    /// Whether the lexeme there is a name, or a word that cannot be one.
    pub(super) fn is_name(&self, ahead: usize) -> bool {
        matches!(self.lexeme(ahead), Some(Lexeme::Path | Lexeme::Word))
    }

    /// The lexeme there as an operand, if it can be one.
    pub(super) fn operand_at(&self, ahead: usize) -> Option<Operand> {
        let Lexed { lexeme, span } = self.peek(ahead)?;
        let kind = match lexeme {
            Lexeme::Path => OperandKind::Path,
            Lexeme::Word => OperandKind::Word,
            _ => literal_kind(lexeme)?,
        };
        Some(Operand { kind, span })
    }

    /// The string there in the quotes of this language, if it is one that a quote closes.
    pub(super) fn string_at(&self, ahead: usize) -> Option<String> {
        let string = self.operand_at(ahead)?;
        match self.lexeme(ahead)? {
            Lexeme::Quoted(Quote::Single) => Some(string.span.of(self.text).to_owned()),
            Lexeme::Quoted(Quote::Foreign) => Some(quote(&string_value(string, self.text))),
            _ => None,
        }
    }

    /// The lexeme there as a value, if it can be one.
    pub(super) fn literal_at(&self, ahead: usize) -> Option<Operand> {
        self.operand_at(ahead).filter(|_| !self.is_name(ahead))
    }

    /// Whether the lexeme is an operator, in any language.
    pub(super) fn is_operator(&self, ahead: usize) -> bool {
        match self.lexeme(ahead) {
            Some(Lexeme::Comparison(_) | Lexeme::In | Lexeme::ForeignComparison) => true,
            Some(Lexeme::Not) => {
                matches!(self.lexeme(ahead + 1), Some(Lexeme::In | Lexeme::Comparison(_)))
                    || self
                        .is_word(ahead + 1, &["contains", "like", "ilike", "rlike", "startswith", "endswith"])
                        && matches!(self.lexeme(ahead + 2), Some(Lexeme::Quoted(_)))
            }
            Some(Lexeme::Path) => self.is_foreign_word(ahead),
            _ => false,
        }
    }

    /// Whether the word is an operator elsewhere. It is not if an operator follows, because then it
    /// is a property, nor if it calls something with two arguments or with something in
    /// parentheses.
    pub(super) fn is_foreign_word(&self, ahead: usize) -> bool {
        let calls = self.lexeme(ahead + 1) == Some(Lexeme::Open)
            && (self.lexeme(ahead + 2) == Some(Lexeme::Open)
                || self.lexeme(ahead + 3) == Some(Lexeme::Comma));
        self.word_operator(ahead).is_some() && !self.is_operator_after_word(ahead + 1) && !calls
    }

    /// A word before an operator is a property, with any name.
    pub(super) fn is_operator_after_word(&self, ahead: usize) -> bool {
        matches!(self.lexeme(ahead), Some(Lexeme::Comparison(_) | Lexeme::In | Lexeme::ForeignComparison))
            || self.word(ahead) == ":"
    }

    /// Whether a condition begins there: a property or a value with an operator, `not`, a call, or
    /// a parenthesis.
    pub(super) fn begins_term(&self, ahead: usize) -> bool {
        match self.lexeme(ahead) {
            Some(Lexeme::Not | Lexeme::Open | Lexeme::Bang) => true,
            Some(Lexeme::Path | Lexeme::Word) => {
                self.lexeme(ahead + 1) == Some(Lexeme::Open) || self.is_operator(ahead + 1)
            }
            Some(lexeme) if literal_kind(lexeme).is_some() => self.is_operator(ahead + 1),
            _ => false,
        }
    }

    /// Whether the parenthesis with this index has a partner.
    pub(super) fn is_paired(&self, at: usize) -> bool {
        let partners = self.partners.get_or_init(|| partners(&self.lexed));
        partners.get(at).is_some_and(|partner| *partner > 0)
    }

    /// The same for the parenthesis at a place.
    pub(super) fn is_paired_at(&self, place: Span) -> bool {
        let at = self.lexed.partition_point(|lexed| lexed.span.start < place.start);
        self.lexed.get(at).is_some_and(|lexed| lexed.span == place) && self.is_paired(at)
    }

    /// The distance to the closing parenthesis of the opening one at `ahead`.
    pub(super) fn partner(&self, ahead: usize) -> Option<usize> {
        let partners = self.partners.get_or_init(|| partners(&self.lexed));
        let partner = *partners.get(self.at + ahead)? as usize;
        partner.checked_sub(self.at).filter(|partner| *partner > ahead)
    }
}

/// The kind of operand that a lexeme is.
pub(super) fn literal_kind(lexeme: Lexeme) -> Option<OperandKind> {
    Some(match lexeme {
        Lexeme::Quoted(Quote::Single) => OperandKind::String,
        Lexeme::Quoted(_) => OperandKind::MalformedString,
        Lexeme::Number => OperandKind::Number,
        Lexeme::True => OperandKind::True,
        Lexeme::False => OperandKind::False,
        Lexeme::Null => OperandKind::Null,
        Lexeme::Parameter => OperandKind::Parameter,
        Lexeme::Applied(case) => case.operand(),
        _ => return None,
    })
}

pub(super) fn is_separator(lexeme: Lexeme) -> bool {
    matches!(lexeme, Lexeme::Comma | Lexeme::Semicolon)
}

pub(super) fn is_junk(lexeme: Lexeme) -> bool {
    matches!(lexeme, Lexeme::Other | Lexeme::CloseBracket | Lexeme::CloseBrace | Lexeme::OpenBrace)
}

/// Whether a condition ends before the lexeme.
pub(super) fn ends_condition(lexeme: Lexeme) -> bool {
    matches!(
        lexeme,
        Lexeme::ForeignAnd | Lexeme::ForeignOr | Lexeme::And | Lexeme::Or | Lexeme::Close | Lexeme::Semicolon
    )
}

/// Whether a space belongs between two lexemes that touch each other.
pub(super) fn lacks_space(last: Lexeme, next: Lexeme) -> bool {
    let word = |lexeme| {
        literal_kind(lexeme).is_some()
            || matches!(lexeme, Lexeme::And | Lexeme::Or | Lexeme::Not | Lexeme::In | Lexeme::Comparison(_))
            || matches!(lexeme, Lexeme::Path | Lexeme::Word)
    };
    match (last, next) {
        (Lexeme::In | Lexeme::And | Lexeme::Or, Lexeme::Open) => true,
        (Lexeme::Close, next) => word(next),
        _ => word(last) && word(next),
    }
}

/// For each opening parenthesis the index of its partner, and for each closing one the index after its partner; 0 if there
/// is none.
pub(super) fn partners(lexed: &[Lexed]) -> Vec<u32> {
    let mut partners = vec![0; lexed.len()];
    let mut open = Vec::new();
    for (at, lexed) in lexed.iter().enumerate() {
        match lexed.lexeme {
            Lexeme::Open => open.push(at),
            Lexeme::Close => {
                let Some(start) = open.pop() else { continue };
                for (place, partner) in [(start, at), (at, start + 1)] {
                    if let Some(slot) = partners.get_mut(place) {
                        *slot = u32::try_from(partner).unwrap_or_default();
                    }
                }
            }
            _ => {}
        }
    }
    partners
}

/// The meaning of another language's operator, if it has one here.
pub(super) fn meaning_of(symbol: &str) -> Option<Operator> {
    Some(match symbol {
        "=" | "==" | "===" | ":=" => Operator::Eq,
        "!=" | "!==" | "<>" => Operator::Ne,
        ">" => Operator::Gt,
        ">=" | "=>" => Operator::Ge,
        "<" => Operator::Lt,
        "<=" | "=<" => Operator::Le,
        _ => return None,
    })
}
