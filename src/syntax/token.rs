//! Text → lexemes: what the language has, and what people write instead.

use logos::{Lexer, Logos};

use super::ast::{Operand, Operator};
use crate::text::{Span, is_unsafe};

/// A piece of text. The first group is the language; the others are mistakes that have a meaning,
/// so that each of them can be told and repaired.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq)]
#[logos(skip r"[ \t\r\n]+")]
pub(super) enum Lexeme {
    And,
    Or,
    Not,
    In,
    Comparison(Operator),
    True,
    False,
    Null,
    /// Every word begins here; [`word`] tells which lexeme it is. One loop over its bytes reads
    /// keywords, paths and other words, where each would need a pattern over all of Unicode.
    #[regex("[A-Za-z_]", word)]
    Path,
    /// What begins as a number: a number, a timestamp, or a text such as a uuid.
    #[regex(r"[+-]?\.?[0-9]", number)]
    Number,
    #[regex(r"@[A-Za-z_][A-Za-z0-9_]*")]
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
    Quoted(Quote),

    /// A keyword in the wrong case.
    MiscasedKeyword,
    /// A word that no path can be: `resource.id`, `P06760-B21+2M212504P8`, `größe`.
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
    #[regex(r"<[A-Za-z_][A-Za-z0-9_.\-]*>")]
    #[regex(r"\{[A-Za-z_][A-Za-z0-9_.\-]*\}")]
    #[regex(r"\{\{[^{}]*\}\}")]
    #[regex(r"\$\{[^{}]*\}")]
    #[regex(r"\$\([^()]*\)")]
    Placeholder,
    /// `$it`, `$count`, or a shell's variable.
    #[regex(r"\$[A-Za-z_][A-Za-z0-9_:./]*")]
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
    /// Characters that are not seen or look like a space, and control characters.
    Invisible,
    /// Any other character.
    #[regex(r"(?s:.)", other, priority = 1)]
    Other,
}

/// What a byte is to a word.
mod class {
    /// Letters, digits and `_`: what names are made of.
    pub(super) const NAME: u8 = 1;
    /// A capital letter.
    pub(super) const CAPITAL: u8 = 2;
    /// What stands in text without quotes and in no name, or the start of a character beyond ASCII.
    pub(super) const OTHER: u8 = 4;

    /// The class of each byte.
    pub(super) static OF: [u8; 256] = {
        let mut classes = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            #[expect(
                clippy::indexing_slicing,
                clippy::cast_possible_truncation,
                reason = "byte < 256, at compile time"
            )]
            {
                classes[byte] = match byte as u8 {
                    b'A'..=b'Z' => NAME | CAPITAL,
                    b'a'..=b'z' | b'0'..=b'9' | b'_' => NAME,
                    b'.'
                    | b'/'
                    | b'+'
                    | b'%'
                    | b'-'
                    | b'@'
                    | b'#'
                    | b'~'
                    | b'*'
                    | b'?'
                    | b'\\'
                    | b':'
                    | 0x80.. => OTHER,
                    _ => 0,
                };
            }
            byte += 1;
        }
        classes
    };
}

/// The class of a byte, and of the end of the text.
#[inline]
fn class_of(byte: Option<&u8>) -> u8 {
    byte.and_then(|byte| class::OF.get(usize::from(*byte))).copied().unwrap_or_default()
}

/// The rest of a word, of which the first character was read.
#[inline]
fn word(lexer: &mut Lexer<'_, Lexeme>) -> Lexeme {
    let rest = lexer.remainder().as_bytes();
    let mut end = name_end(rest, 0);
    while rest.get(end) == Some(&b'/') && matches!(rest.get(end + 1), Some(b'A'..=b'Z' | b'a'..=b'z' | b'_'))
    {
        end = name_end(rest, end + 1);
    }
    if class_of(rest.get(end)) & class::OTHER != 0 {
        let more = other_word_end(lexer.remainder(), end);
        if more > end {
            lexer.bump(more);
            return Lexeme::Word;
        }
    }
    lexer.bump(end);
    // The longest keyword has five letters.
    if end > 4 { Lexeme::Path } else { short_word(lexer.slice()) }
}

/// Where the name ends that stands at `from`.
#[inline]
fn name_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    while class_of(bytes.get(end)) & class::NAME != 0 {
        end += 1;
    }
    end
}

/// Where a word ends that is no path, such as text without quotes: `from` where the path goes no
/// further.
#[cold]
fn other_word_end(rest: &str, from: usize) -> usize {
    let mut end = from;
    let mut characters = rest.get(from..).unwrap_or_default().chars().peekable();
    while let Some(character) = characters.next() {
        let colon = character == ':' && characters.peek().is_some_and(|next| is_word_character(*next));
        if !colon && !is_word_character(character) {
            break;
        }
        end += character.len_utf8();
    }
    end
}

/// Whether a character goes on a word that is no path.
fn is_word_character(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || "_./+%-@#~*?\\".contains(character)
        || (!character.is_ascii() && (character.is_alphanumeric() || is_pictograph(character)))
}

/// Emoji and the like: the planes above the first, without the tags at their end, which nobody sees.
fn is_pictograph(character: char) -> bool {
    ('\u{10000}'..='\u{dffff}').contains(&character)
}

/// The lexeme of a keyword.
#[inline]
pub(super) fn keyword(word: &str) -> Option<Lexeme> {
    Some(match word.as_bytes() {
        b"and" => Lexeme::And,
        b"or" => Lexeme::Or,
        b"not" => Lexeme::Not,
        b"in" => Lexeme::In,
        b"eq" => Lexeme::Comparison(Operator::Eq),
        b"ne" => Lexeme::Comparison(Operator::Ne),
        b"gt" => Lexeme::Comparison(Operator::Gt),
        b"ge" => Lexeme::Comparison(Operator::Ge),
        b"lt" => Lexeme::Comparison(Operator::Lt),
        b"le" => Lexeme::Comparison(Operator::Le),
        b"true" => Lexeme::True,
        b"false" => Lexeme::False,
        b"null" => Lexeme::Null,
        _ => return None,
    })
}

/// A word of at most five letters: a keyword, one in the wrong case, or a name.
#[inline]
fn short_word(word: &str) -> Lexeme {
    keyword(word).unwrap_or_else(|| {
        let capital = word.bytes().any(|byte| class_of(Some(&byte)) & class::CAPITAL != 0);
        if capital && keyword(&word.to_ascii_lowercase()).is_some() {
            Lexeme::MiscasedKeyword
        } else {
            Lexeme::Path
        }
    })
}

/// The rest of what begins as a number.
#[inline]
fn number(lexer: &mut Lexer<'_, Lexeme>) {
    let goes_on =
        |byte: &u8| class_of(Some(byte)) & class::NAME != 0 || matches!(byte, b'.' | b':' | b'+' | b'-');
    let rest = lexer.remainder().as_bytes();
    lexer.bump(rest.iter().take_while(|byte| goes_on(byte)).count());
}

/// A character that begins nothing of the language.
fn other(lexer: &mut Lexer<'_, Lexeme>) -> Lexeme {
    let Some(first) = lexer.slice().chars().next() else { return Lexeme::Other };
    match first {
        '“' | '”' | '„' => Lexeme::Quoted(until(lexer, &['”', '“', '„', '"'])),
        '‘' | '’' | '‚' => Lexeme::Quoted(until(lexer, &['’', '‘', '‚', '\''])),
        _ if is_unsafe(first) => {
            let more = |character: &char| is_unsafe(*character) && !matches!(character, '\t' | '\r' | '\n');
            let length = lexer.remainder().chars().take_while(more).map(char::len_utf8).sum();
            lexer.bump(length);
            Lexeme::Invisible
        }
        _ if !first.is_ascii() && is_word_character(first) => {
            lexer.bump(other_word_end(lexer.remainder(), 0));
            Lexeme::Word
        }
        _ => Lexeme::Other,
    }
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
