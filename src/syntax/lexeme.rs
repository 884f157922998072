//! Text → lexemes: those of the language, and common mistakes.

use logos::{Lexer, Logos};

use super::ast::{Case, Operator};
use crate::text::{Span, is_unsafe};

/// A piece of text. The first group is the language. The others are mistakes with a known meaning,
/// which can be reported and repaired.
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
    /// `tolower(path)`, which [`Lexing`](super::repair) joins from four others.
    Applied(Case),
    /// Every word begins here, and [`word`] decides its lexeme. One loop over its bytes reads
    /// keywords, paths and other words, because each pattern would need all of Unicode.
    #[regex("[A-Za-z_]", word)]
    Path,
    /// A lexeme that begins as a number: a number, a timestamp, or a string such as a UUID.
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
    /// A word that cannot be a path: `resource.id`, `P06760-B21+2M212504P8`, `größe`.
    Word,
    #[token("=")]
    #[token("==")]
    #[token("===")]
    #[token("=~")]
    #[token("~")]
    #[token("!~")]
    #[token(":=")]
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
    /// `<value>`, `{id}`, `{{ id }}`, `${id}`, `$(id)`: a remaining placeholder of a template.
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
    /// Characters that are invisible or look like a space, and control characters.
    Invisible,
    /// Any other character.
    #[regex(r"(?s:.)", other, priority = 1)]
    Other,
}

/// The classes of bytes in a word.
pub(super) mod class {
    /// The characters of names: letters, digits and `_`.
    pub(in crate::syntax) const NAME: u8 = 1;
    /// Continues a lexeme that begins as a number: letters, digits, `_`, and the marks in numbers,
    /// timestamps and ids.
    pub(in crate::syntax) const NUMBER: u8 = 2;
    /// Occurs in strings without quotes but not in names, or starts a character beyond ASCII.
    pub(in crate::syntax) const OTHER: u8 = 4;

    /// The class of each byte.
    static OF: [u8; 256] = {
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
                    b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' => NAME | NUMBER,
                    b'.' | b':' | b'+' | b'-' => NUMBER | OTHER,
                    b'/' | b'%' | b'@' | b'#' | b'~' | b'*' | b'?' | b'\\' | 0x80.. => OTHER,
                    _ => 0,
                };
            }
            byte += 1;
        }
        classes
    };

    /// The class of a byte, and of the end of the text.
    #[inline]
    pub(in crate::syntax) fn of(byte: Option<&u8>) -> u8 {
        byte.and_then(|byte| OF.get(usize::from(*byte))).copied().unwrap_or_default()
    }
}

/// The rest of a word after its first character.
fn word(lexer: &mut Lexer<'_, Lexeme>) -> Lexeme {
    let end = path_end(lexer.remainder().as_bytes(), 0);
    let more = other_word_end(lexer.remainder(), end);
    lexer.bump(more);
    if more > end { Lexeme::Word } else { short_word(lexer.slice().as_bytes()) }
}

/// The end of the path whose first character is at or before `from`.
#[inline]
pub(super) fn path_end(bytes: &[u8], from: usize) -> usize {
    let mut end = name_end(bytes, from);
    while bytes.get(end) == Some(&b'/')
        && matches!(bytes.get(end + 1), Some(b'A'..=b'Z' | b'a'..=b'z' | b'_'))
    {
        end = name_end(bytes, end + 1);
    }
    end
}

/// The end of the name at `from`.
#[inline]
pub(super) fn name_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    while class::of(bytes.get(end)) & class::NAME != 0 {
        end += 1;
    }
    end
}

/// The end of a word that is not a path, such as a string without quotes. `from` if the word ends
/// with the path.
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

/// Whether a character continues a word that is not a path.
fn is_word_character(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || "_./+%-@#~*?\\".contains(character)
        || (!character.is_ascii() && (character.is_alphanumeric() || is_pictograph(character)))
}

/// Emoji and the like: the planes above the first, without the invisible tags at their end.
fn is_pictograph(character: char) -> bool {
    ('\u{10000}'..='\u{dffff}').contains(&character)
}

/// The lexeme of a keyword.
#[inline(always)]
pub(super) fn keyword(word: impl AsRef<[u8]>) -> Option<Lexeme> {
    Some(match word.as_ref() {
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
        // An example of the vendor writes `none`.
        b"null" | b"none" => Lexeme::Null,
        _ => return None,
    })
}

/// A word of path characters only: a keyword, one in the wrong case, or a path.
#[inline]
pub(super) fn short_word(word: &[u8]) -> Lexeme {
    // The longest keyword has five letters.
    if word.len() > 5 {
        return Lexeme::Path;
    }
    keyword(word).unwrap_or_else(|| {
        // Capital letters have no bit 0x20.
        let capital = word.iter().fold(u8::MAX, |all, byte| all & byte) & 0x20 == 0;
        // Other languages write `None`; the vendor only `none`.
        if capital && !word.eq_ignore_ascii_case(b"none") && keyword(word.to_ascii_lowercase()).is_some() {
            Lexeme::MiscasedKeyword
        } else {
            Lexeme::Path
        }
    })
}

/// The argument of a function.
#[derive(Debug, Clone, Copy)]
pub(super) struct Applied {
    /// Offset after the closing parenthesis.
    pub(super) end: usize,
    /// Whether it contains no white space.
    pub(super) spaced: bool,
}

/// A path in parentheses, and nothing else, after the name of a function that ends at `from`.
#[cold]
pub(super) fn applied(bytes: &[u8], from: usize) -> Option<Applied> {
    let skip = |mut at: usize| {
        while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            at += 1;
        }
        at
    };
    let open = skip(from);
    let start = skip(open + usize::from(bytes.get(open) == Some(&b'(')));
    let is_path = matches!(bytes.get(start), Some(b'A'..=b'Z' | b'a'..=b'z' | b'_'));
    let end = path_end(bytes, start);
    let close = skip(end);
    let is_keyword = keyword(bytes.get(start..end)?).is_some();
    (bytes.get(open) == Some(&b'(') && is_path && !is_keyword && bytes.get(close) == Some(&b')'))
        .then(|| Applied { end: close + 1, spaced: open == from && start == open + 1 && close == end })
}

/// The rest of a lexeme that begins as a number.
fn number(lexer: &mut Lexer<'_, Lexeme>) {
    let end = number_end(lexer.remainder().as_bytes(), 0);
    lexer.bump(end);
}

/// The end of a lexeme that begins as a number and whose first digit is before `from`.
#[inline]
pub(super) fn number_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    while class::of(bytes.get(end)) & class::NUMBER != 0 {
        end += 1;
    }
    end
}

/// A character that cannot begin a lexeme of the language.
fn other(lexer: &mut Lexer<'_, Lexeme>) -> Lexeme {
    let Some(first) = lexer.slice().chars().next() else { return Lexeme::Other };
    match first {
        '“' | '”' | '„' => Lexeme::Quoted(until(lexer, &['”', '“', '„', '"'])),
        '‘' | '’' | '‚' => Lexeme::Quoted(until(lexer, &['’', '‘', '‚', '\''])),
        '´' => Lexeme::Quoted(until(lexer, &['´', '`', '\''])),
        '«' | '»' => Lexeme::Quoted(until(lexer, &['«', '»'])),
        '‹' | '›' => Lexeme::Quoted(until(lexer, &['‹', '›'])),
        '「' => Lexeme::Quoted(until(lexer, &['」'])),
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

/// The quotes of a string.
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
    let rest = lexer.remainder();
    let end = string_end(rest.as_bytes(), 0);
    lexer.bump(end.unwrap_or(rest.len()));
    if end.is_some() { Quote::Single } else { Quote::Open }
}

/// The end of the string that was opened before `from`; `None` if it is never closed.
#[inline]
pub(super) fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut end = from;
    loop {
        end = quote_at(bytes, end)? + 1;
        // A doubled quote is one quote inside.
        if bytes.get(end) != Some(&b'\'') {
            return Some(end);
        }
        end += 1;
    }
}

/// The first quote from `from`. It searches eight bytes at once, because most strings are too short
/// for `memchr`.
#[inline]
pub(super) fn quote_at(bytes: &[u8], from: usize) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xff;
    let mut at = from;
    while let Some(eight) = bytes.get(at..)?.first_chunk() {
        let differs = u64::from_le_bytes(*eight) ^ (ONES * b'\'' as u64);
        // The lowest remaining bit is that of the first zero byte.
        let zero = differs.wrapping_sub(ONES) & !differs & ONES << 7;
        if zero != 0 {
            return Some(at + zero.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?.iter().position(|byte| *byte == b'\'')?;
    Some(at + rest)
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
        // Every character is a lexeme of some kind, so there are no errors.
        let lexeme = self.lexer.next()?.unwrap_or(Lexeme::Other);
        let span = Span::from_range(self.lexer.span());
        Some(Lexed { lexeme, span: Span::new(span.start + self.origin, span.end + self.origin) })
    }
}
