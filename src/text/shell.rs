//! POSIX shells, as pieces of words. Words of a command and the commands of a script come from these pieces.

use super::{Bytes, Escaping, Quotes, Span};

/// A word without quotes.
pub(crate) const BARE: Escaping = Escaping::bare('\\');

/// `"…"`.
const DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('$', "\\$"), ('`', "\\`")]);

/// `$'…'`.
const ANSI: Escaping = Escaping::new(&[('\'', "\\'"), ('\\', "\\\\")]);

/// `'…'`.
pub(crate) const SINGLE: Quotes = Quotes { open: "'", close: "'", inside: Escaping::new(&[('\'', "'\\''")]) };

/// Whether a word runs curl, from any folder.
pub(crate) fn is_curl(word: &str) -> bool {
    matches!(word.rsplit(['/', '\\']).next(), Some("curl" | "curl.exe"))
}

/// A piece of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShellPiece {
    Blank,
    /// A line break or an operator, which ends a command.
    End,
    Comment,
    /// The operator before a file.
    Redirect,
    /// The lines of a here-document, and whether nothing is inserted into them.
    Document {
        is_literal: bool,
    },
    /// A backslash before a line break: the word goes on.
    Continued,
    /// A character after a backslash.
    Escaped(char),
    /// Quotes, and the place inside them.
    Quoted(ShellQuotes, Span),
    /// An expansion, if the reader asks for them.
    Hole,
    /// An operator in a URL, whose author meant the character.
    Operator,
    Bare,
}

impl ShellPiece {
    /// Whether it is a part of a word; otherwise it ends the word.
    pub(crate) fn is_in_word(self) -> bool {
        !matches!(
            self,
            ShellPiece::Blank
                | ShellPiece::End
                | ShellPiece::Comment
                | ShellPiece::Redirect
                | ShellPiece::Document { .. }
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShellQuotes {
    Single,
    Double,
    /// `$'…'`.
    Ansi,
}

impl ShellQuotes {
    /// The escapes that text inside these quotes needs.
    pub(crate) const fn escaping(self) -> &'static Escaping {
        match self {
            ShellQuotes::Single => &SINGLE.inside,
            ShellQuotes::Double => &DOUBLE,
            ShellQuotes::Ansi => &ANSI,
        }
    }
}

/// The end of the expansion at a place of a script.
pub(crate) type HoleEnd = fn(&str, usize) -> Option<usize>;

/// The pieces of a script, in order.
pub(crate) struct ShellLexer<'t> {
    /// The script up to the end of the range that is read.
    text: &'t str,
    at: usize,
    hole: HoleEnd,
    /// The start of the current word.
    word: Option<usize>,
    /// Whether the word is known to be a URL with a query, and how many parentheses are open in it.
    in_query: bool,
    open: usize,
    /// The words that end the here-documents of this line, and whether nothing is inserted into these.
    named: Vec<(String, bool)>,
    /// The same for the documents that begin here, the first one last.
    due: Vec<(String, bool)>,
}

impl<'t> ShellLexer<'t> {
    pub(crate) fn new(text: &'t str, range: Span, hole: HoleEnd) -> ShellLexer<'t> {
        ShellLexer {
            text: text.get(..range.end as usize).unwrap_or(text),
            at: range.start as usize,
            hole,
            word: None,
            in_query: false,
            open: 0,
            named: Vec::new(),
            due: Vec::new(),
        }
    }

    /// The next piece that ends a command. The pieces before it are skipped.
    pub(crate) fn next_end(&mut self) -> Option<(ShellPiece, Span)> {
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let skipped = ENDS_PLAIN.find(rest);
            let blank = rest.get(..skipped)?.iter().rposition(|byte| matches!(byte, b' ' | b'\t'));
            if blank.is_some() {
                self.end_word();
            }
            let word = blank.map_or(0, |blank| blank + 1);
            if word < skipped {
                self.word.get_or_insert(self.at + word);
            }
            self.at += skipped;
            let found = self.next()?;
            if matches!(found.0, ShellPiece::End | ShellPiece::Comment | ShellPiece::Document { .. }) {
                return Some(found);
            }
        }
    }

    fn end_word(&mut self) {
        (self.word, self.in_query, self.open) = (None, false, 0);
    }

    /// The piece at the start of `rest`, and its length.
    fn piece(&mut self, rest: &str) -> Option<(ShellPiece, usize)> {
        let mut characters = rest.chars();
        let first = characters.next()?;
        let next = characters.next();
        Some(match first {
            ' ' | '\t' => (ShellPiece::Blank, rest.len() - rest.trim_start_matches([' ', '\t']).len()),
            '\r' if next.is_none_or(|next| next == '\n') => (ShellPiece::Blank, 1),
            '\n' => {
                self.due = std::mem::take(&mut self.named);
                self.due.reverse();
                (ShellPiece::End, 1)
            }
            '#' if self.word.is_none() => {
                (ShellPiece::Comment, memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()))
            }
            '&' | '(' | ')' if self.is_in_url(first, next) => (ShellPiece::Operator, 1),
            ';' | '|' | '&' | '(' | ')' => (ShellPiece::End, 1),
            '\\' if rest.starts_with("\\\r\n") => (ShellPiece::Continued, 3),
            '\\' => match next.filter(|next| *next != '\n') {
                Some(next) => (ShellPiece::Escaped(next), 1 + next.len_utf8()),
                None => (ShellPiece::Continued, rest.len().min(2)),
            },
            '\'' => self.quoted(ShellQuotes::Single, 1),
            '"' => self.quoted(ShellQuotes::Double, 1),
            '$' if next == Some('\'') => self.quoted(ShellQuotes::Ansi, 2),
            '$' if next == Some('"') => self.quoted(ShellQuotes::Double, 2),
            '$' | '`' | '{' | '<' | '>' => match (self.hole)(self.text, self.at) {
                Some(end) => (ShellPiece::Hole, end - self.at),
                None if matches!(first, '<' | '>') => self.redirect(rest),
                None => bare(rest),
            },
            _ => bare(rest),
        })
    }

    /// Whether an operator is inside of a URL with a query, by its look. Then its author meant the character:
    /// "an `&` in a URL of an assignment" (shell.toml). A `)` that closes nothing there ends a command.
    fn is_in_url(&mut self, operator: char, next: Option<char>) -> bool {
        let Some(word) = self.word else { return false };
        let goes_on = next.is_some_and(|next| !next.is_whitespace() && !matches!(next, '&' | ';' | '|'));
        let is_meant = if operator == ')' { self.open > 0 } else { goes_on };
        if !is_meant {
            return false;
        }
        // An operator outside of a URL ends the word, so no word is searched twice.
        self.in_query = self.in_query || self.text.get(word..self.at).is_some_and(|word| word.contains('?'));
        match operator {
            _ if !self.in_query => {}
            '(' => self.open += 1,
            ')' => self.open -= 1,
            _ => {}
        }
        self.in_query
    }

    /// The quoted part at this place, whose quote ends after `open` bytes.
    fn quoted(&self, quotes: ShellQuotes, open: usize) -> (ShellPiece, usize) {
        let inside = self.at + open;
        let close = if quotes == ShellQuotes::Double { b'"' } else { b'\'' };
        let mut end = inside;
        loop {
            let rest = self.text.as_bytes().get(end..).unwrap_or_default();
            let found = match quotes {
                ShellQuotes::Single => memchr::memchr(close, rest),
                ShellQuotes::Double => Some(IN_DOUBLE.find(rest)).filter(|found| *found < rest.len()),
                ShellQuotes::Ansi => memchr::memchr2(close, b'\\', rest),
            };
            let Some(found) = found else { break end = self.text.len() };
            end += found;
            match rest.get(found) {
                Some(b'\\') => end += 2,
                // Quotes in an expansion are those of its code.
                Some(b'$' | b'`') => end = (self.hole)(self.text, end).unwrap_or(end + 1),
                _ => break,
            }
        }
        let length = (end + 1).min(self.text.len()) - self.at;
        (ShellPiece::Quoted(quotes, Span::from_range(inside..end)), length)
    }

    /// `>`, `2>&1`, or `<<NAME` with its name.
    fn redirect(&mut self, rest: &str) -> (ShellPiece, usize) {
        let is_here = rest.starts_with("<<") && !rest.starts_with("<<<");
        if !is_here {
            let operator = rest.find(|c| !matches!(c, '<' | '>' | '&' | '|')).unwrap_or(rest.len());
            return (ShellPiece::Redirect, operator);
        }
        let word = rest.trim_start_matches('<').trim_start_matches('-').trim_start_matches([' ', '\t']);
        let length = word.find(|c: char| c.is_whitespace() || ";|&)<".contains(c)).unwrap_or(word.len());
        let (name, after) = word.split_at_checked(length).unwrap_or((word, ""));
        let plain: String = name.chars().filter(|c| !matches!(c, '\'' | '"' | '\\')).collect();
        // `i << 2` is arithmetic.
        if !plain.is_empty() && !plain.starts_with(|c: char| c.is_ascii_digit()) {
            let is_literal = plain != name;
            self.named.push((plain, is_literal));
        }
        (ShellPiece::Blank, rest.len() - after.len())
    }

    /// The lines of the next here-document that begins here.
    fn document(&mut self) -> Option<(ShellPiece, Span)> {
        let (name, is_literal) = self.due.pop()?;
        let start = self.at;
        let mut end = start;
        for line in self.text.get(start..).unwrap_or_default().split_inclusive('\n') {
            self.at += line.len();
            if line.trim() == name {
                break;
            }
            end = self.at;
        }
        Some((ShellPiece::Document { is_literal }, Span::from_range(start..end)))
    }
}

impl Iterator for ShellLexer<'_> {
    type Item = (ShellPiece, Span);

    #[inline]
    fn next(&mut self) -> Option<(ShellPiece, Span)> {
        if !self.due.is_empty() {
            return self.document();
        }
        let start = self.at;
        let rest = self.text.get(start..)?;
        // Most of a script is plain characters and blanks.
        let plain = MEANS.find(rest.as_bytes());
        let (piece, length) = if plain > 0 { (ShellPiece::Bare, plain) } else { self.piece(rest)? };
        self.at += length.max(1);
        match piece {
            ShellPiece::Continued => {}
            piece if piece.is_in_word() => {
                self.word.get_or_insert(start);
            }
            _ => self.end_word(),
        }
        Some((piece, Span::from_range(start..self.at)))
    }
}

/// The bytes that have a meaning outside of quotes.
static MEANS: Bytes = Bytes::of(b" \t\r\n#;|&()\\'\"`$<>{");

/// The same without blanks.
static ENDS_PLAIN: Bytes = Bytes::of(b"\r\n#;|&()\\'\"`$<>{");

/// The bytes that have a meaning inside of double quotes.
static IN_DOUBLE: Bytes = Bytes::of(b"\"\\$`");

/// A byte that has no meaning here, and the plain ones after it.
fn bare(rest: &str) -> (ShellPiece, usize) {
    (ShellPiece::Bare, 1 + rest.as_bytes().get(1..).map_or(0, |rest| MEANS.find(rest)))
}
