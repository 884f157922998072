//! Text → lexemes: what the language has, and what people write instead.

use logos::{Lexer, Logos};

use super::ast::{Operand, Operator};
use crate::text::Span;

/// A piece of text. The first group is the language; the others are mistakes that have a meaning,
/// so that each of them can be told and repaired.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq)]
#[logos(skip r"[ \t\r\n]+")]
pub(super) enum Lexeme {
    #[token("and", priority = 30)]
    And,
    #[token("or", priority = 30)]
    Or,
    #[token("not", priority = 30)]
    Not,
    #[token("in", priority = 30)]
    In,
    #[token("eq", |_| Operator::Eq, priority = 30)]
    #[token("ne", |_| Operator::Ne, priority = 30)]
    #[token("gt", |_| Operator::Gt, priority = 30)]
    #[token("ge", |_| Operator::Ge, priority = 30)]
    #[token("lt", |_| Operator::Lt, priority = 30)]
    #[token("le", |_| Operator::Le, priority = 30)]
    Comparison(Operator),
    #[token("true", priority = 30)]
    True,
    #[token("false", priority = 30)]
    False,
    #[token("null", priority = 30)]
    Null,
    #[regex(r"[A-Za-z_][A-Za-z0-9_]*(/[A-Za-z_][A-Za-z0-9_]*)*", priority = 10)]
    Path,
    /// What begins as a number: a number, a timestamp, or a text such as a uuid.
    #[regex(r"[+-]?[0-9][A-Za-z0-9_.:+\-]*", priority = 9)]
    #[regex(r"[+-]?\.[0-9][A-Za-z0-9_.:+\-]*", priority = 9)]
    Number,
    #[regex(r"@[A-Za-z_][A-Za-z0-9_]*", priority = 9)]
    Parameter,
    #[token("(")]
    Open,
    #[token(")")]
    Close,
    #[token(",")]
    Comma,
    /// `'…'` is the language's; the other quotes are not.
    #[token("'", single)]
    #[token("\"", double)]
    #[token("`", back)]
    #[regex("[“”„]", curly_double)]
    #[regex("[‘’‚]", curly_single)]
    Quoted(Quote),

    /// A keyword in the wrong case.
    #[regex("(?i:and|or|not|in|eq|ne|gt|ge|lt|le|true|false|null)", priority = 20)]
    MiscasedKeyword,
    /// A word that no path can be: `resource.id`, `P06760-B21+2M212504P8`, `größe`.
    #[regex(r"[A-Za-z_\u{c0}-\u{61b}\u{61d}-\u{167f}\u{1681}-\u{180d}\u{180f}-\u{1fff}\u{2c00}-\u{2fff}\u{3040}-\u{fdff}\u{fe00}-\u{fefe}\u{ff00}-\u{ffef}\u{10000}-\u{dffff}](:?[A-Za-z0-9_./+%@#~*?\\\-\u{c0}-\u{61b}\u{61d}-\u{167f}\u{1681}-\u{180d}\u{180f}-\u{1fff}\u{2c00}-\u{2fff}\u{3040}-\u{fdff}\u{fe00}-\u{fefe}\u{ff00}-\u{ffef}\u{10000}-\u{dffff}])*", priority = 5)]
    Word,
    #[token("=")]
    #[token("==")]
    #[token("===")]
    #[token("=~")]
    #[token("~")]
    #[token("!=")]
    #[token("!==")]
    #[token("<>")]
    #[token(">")]
    #[token(">=")]
    #[token("=>")]
    #[token("<")]
    #[token("<=")]
    #[token("=<")]
    ForeignComparison,
    #[token("&&")]
    #[token("&")]
    ForeignAnd,
    #[token("||")]
    #[token("|")]
    ForeignOr,
    #[token("!")]
    Bang,
    /// `<value>`, `{id}`, `{{ id }}`, `${id}`, `$(id)`: left from a template.
    #[regex(r"<[A-Za-z_][A-Za-z0-9_.\-]*>", priority = 12)]
    #[regex(r"\{[A-Za-z_][A-Za-z0-9_.\-]*\}", priority = 12)]
    #[regex(r"\{\{[^{}]*\}\}", priority = 12)]
    #[regex(r"\$\{[^{}]*\}", priority = 12)]
    #[regex(r"\$\([^()]*\)", priority = 12)]
    Placeholder,
    /// `$it`, `$count`, or a shell's variable.
    #[regex(r"\$[A-Za-z_][A-Za-z0-9_:./]*", priority = 11)]
    Dollar,
    #[token(";")]
    Semicolon,
    #[token("[")]
    OpenBracket,
    #[token("]")]
    CloseBracket,
    #[token("{")]
    OpenBrace,
    #[token("}")]
    CloseBrace,
    /// A character that is not seen or looks like a space, or a control character.
    #[regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\u{a0}\u{ad}\u{61c}\u{180e}\u{1680}\u{2000}-\u{200f}\u{2028}-\u{202f}\u{205f}-\u{206f}\u{3000}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]+", priority = 4)]
    Invisible,
    /// Any other character.
    #[regex(r"(?s:.)", priority = 1)]
    Other,
}

/// How a text is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// `'…'`: the language's string.
    Single,
    /// Another kind of quotes.
    Foreign,
    /// Opened and never closed; the text goes to the end.
    Open,
}

fn single(lexer: &mut Lexer<'_, Lexeme>) -> Quote {
    let rest = lexer.remainder().as_bytes();
    let mut from = 0;
    while let Some(found) = rest.get(from..).and_then(|tail| memchr::memchr(b'\'', tail)) {
        from += found + 1;
        // A doubled quote is one quote inside.
        if rest.get(from) != Some(&b'\'') {
            lexer.bump(from);
            return Quote::Single;
        }
        from += 1;
    }
    lexer.bump(rest.len());
    Quote::Open
}

fn until(lexer: &mut Lexer<'_, Lexeme>, closing: &[char]) -> Quote {
    let rest = lexer.remainder();
    match rest.char_indices().find(|(_, character)| closing.contains(character)) {
        Some((at, character)) => {
            lexer.bump(at + character.len_utf8());
            Quote::Foreign
        }
        None => {
            lexer.bump(rest.len());
            Quote::Open
        }
    }
}

fn double(lexer: &mut Lexer<'_, Lexeme>) -> Quote {
    until(lexer, &['"', '”', '“'])
}

fn back(lexer: &mut Lexer<'_, Lexeme>) -> Quote {
    until(lexer, &['`', '\'', '´'])
}

// Each kind of quote closes itself. So a quote that is open to the end of the text has none of its
// kind behind it, and no text makes the lexer look for an end more than a few times.

fn curly_double(lexer: &mut Lexer<'_, Lexeme>) -> Quote {
    until(lexer, &['”', '“', '„', '"'])
}

fn curly_single(lexer: &mut Lexer<'_, Lexeme>) -> Quote {
    until(lexer, &['’', '‘', '‚', '\''])
}

/// What the grammar reads. Spans travel inside, so that the parser needs no locations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    And,
    Or,
    /// With the offset of its first byte.
    Not(u32),
    In,
    Comparison(Operator),
    Path(Operand),
    Literal(Operand),
    Parameter(Operand),
    /// With the offset of its first byte.
    Open(u32),
    /// With the offset behind its last byte.
    Close(u32),
    Comma,
    /// A condition that could not be read, and has its diagnostic.
    Unreadable(Span),
}

/// A lexeme with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lexed {
    pub(super) lexeme: Lexeme,
    pub(super) span: Span,
}

/// Reads lexemes one by one, and can go back.
#[derive(Debug, Clone)]
pub(super) struct Lexemes<'t> {
    lexer: Lexer<'t, Lexeme>,
    origin: u32,
}

impl<'t> Lexemes<'t> {
    /// The lexemes of `text` from `origin` on, a boundary of characters.
    pub(super) fn new(text: &'t str, origin: u32) -> Lexemes<'t> {
        let rest = text.get(origin as usize..).unwrap_or_default();
        Lexemes { lexer: Lexeme::lexer(rest), origin }
    }
}

impl Iterator for Lexemes<'_> {
    type Item = Lexed;

    #[inline]
    fn next(&mut self) -> Option<Lexed> {
        // Each character is a lexeme of some kind, so that there are no errors.
        let lexeme = self.lexer.next()?.unwrap_or(Lexeme::Other);
        let span = Span::from_range(self.lexer.span());
        Some(Lexed { lexeme, span: Span::new(span.start + self.origin, span.end + self.origin) })
    }
}
