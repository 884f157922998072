//! A program as tokens: its strings, comments, names, and the marks between them.
//!
//! A table ([`Syntax`]) in the file of each language describes strings and comments. Everything else is a
//! name or a mark in every language.

use std::borrow::Cow;

use super::syntax::{Escapes, Form, HoleForm, Open, Syntax, Trim};
use super::url::upto;
use crate::limits;
use crate::text::{Bytes, Span, after_mark};

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Text,
    Name,
    Mark(u8),
    Comment,
}

/// The role that a byte may begin, outside of strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Name,
    Mark,
    /// A comment, a string, a regular expression or an escape; otherwise a name or a mark.
    Other,
}

/// The class of each byte.
type Classes = [Class; 256];

impl Syntax {
    fn classes(&self) -> Classes {
        let comments = self.line_comments.iter().chain(self.block_comments.iter().map(|(open, _)| open));
        let firsts: Vec<u8> = comments.filter_map(|open| open.bytes().next()).collect();
        std::array::from_fn(|byte| match u8::try_from(byte).unwrap_or_default() {
            byte if byte.is_ascii_whitespace() && !firsts.contains(&byte) => Class::Blank,
            byte if (self.starts)(byte)
                || self.join_spelling.is_some_and(|join| join.as_bytes().first() == Some(&byte))
                || firsts.contains(&byte)
                || self.patterns && byte == b'/'
                || self.escape == Some(byte) =>
            {
                Class::Other
            }
            byte if self.is_name(byte) => Class::Name,
            _ => Class::Mark,
        })
    }

    /// Whether the holes in a string contain code of the language. In a file of data the code is that of
    /// another tool.
    pub(super) fn is_program(&self) -> bool {
        self.join != 0 || self.escape.is_some() || self.has_code || !self.joiners.is_empty()
    }

    /// Whether a loop of its files may give a value to a variable of its holes.
    pub(super) fn has_loops(&self) -> bool {
        self.template.is_some() || self.has_code
    }

    fn is_name(&self, byte: u8) -> bool {
        byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 || self.name.contains(&byte)
    }
}

/// Passes the tokens and the comments in `range` to `take`, in order.
pub(super) fn tokens(text: &str, range: Span, syntax: &Syntax, mut take: impl FnMut(Token, Span)) {
    let classes = syntax.classes();
    let mut lexer = Lexer { text, bytes: text.as_bytes(), end: range.end as usize, syntax, no_pattern: 0 };
    let mut last = None;
    // A byte-order mark is not a part of the first name.
    let mut at = range.start as usize + after_mark(range.of(text));
    while at < lexer.end {
        let byte = lexer.byte(at);
        let (token, end) = match class_of(&classes, byte) {
            Class::Blank => {
                at += 1;
                continue;
            }
            Class::Name => (Token::Name, lexer.name_end(at + 1, &classes)),
            Class::Mark => (Token::Mark(byte), at + 1),
            Class::Other => lexer.token(at, byte, last, &classes),
        };
        let end = end.clamp(at + 1, lexer.end);
        let span = Span::from_range(at..end);
        match token {
            // A line continuation between two adjacent strings.
            Token::Mark(b'\\') if syntax.adjacent && matches!(lexer.byte(at + 1), b'\n' | b'\r') => {}
            // A line break that begins no comment.
            Token::Mark(mark) if mark.is_ascii_whitespace() => {}
            Token::Comment => take(token, span),
            token => {
                take(token, span);
                let is_keyword = || token == Token::Name && BEFORE_OPERANDS.contains(&span.of(text));
                last = Some(token).filter(|_| !syntax.patterns || !is_keyword());
            }
        }
        at = end;
    }
}

fn class_of(classes: &Classes, byte: u8) -> Class {
    classes.get(usize::from(byte)).copied().unwrap_or(Class::Other)
}

/// The form of the string at `span`, and its opening.
pub(super) fn string<'t>(text: &'t str, span: Span, syntax: &Syntax) -> Option<Open<'t>> {
    (syntax.open)(text.get(span.range())?)
}

/// The end of the hole at `at`, if one of these forms begins there, and its code.
pub(super) fn hole(
    text: &str,
    at: usize,
    end: usize,
    forms: &[HoleForm],
    syntax: &Syntax,
) -> Option<(usize, Span)> {
    Lexer { text, bytes: text.as_bytes(), end, syntax, no_pattern: 0 }.hole(at, forms)
}

/// The start of a here-document, whose first line ends at `line`, and the close: a line with its name,
/// indented as the name is there. `None` if the name is not valid.
pub(super) fn here_document(text: &str, line: usize, name: &str) -> Option<(usize, String)> {
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    if name.is_empty() || !name.chars().all(goes_on) {
        return None;
    }
    let body = text.get(line..).unwrap_or_default();
    let blanks = body.split('\n').skip(1).find_map(|line| {
        let word = line.trim_start();
        let is_last = word.strip_prefix(name).is_some_and(|rest| !rest.starts_with(goes_on));
        line.get(..line.len() - word.len()).filter(|_| is_last)
    });
    let close = format!("\n{}{name}", blanks.unwrap_or_default());
    // The line break that ends an empty here-document also begins it.
    Some((line + usize::from(!body.starts_with(&close)), close))
}

/// The place after the closing quote of a string whose content begins at `at`, and whether the string is
/// closed.
pub(super) fn string_end<'t>(
    text: &'t str,
    at: usize,
    end: usize,
    form: &'static Form,
    close: &'t str,
    syntax: &Syntax,
) -> (usize, bool) {
    let lexer = Lexer { text, bytes: text.as_bytes(), end, syntax, no_pattern: 0 };
    lexer.skip(at, Frame::Text(Open { form, length: 0, close: Cow::Borrowed(close) }))
}

struct Lexer<'t, 's> {
    text: &'t str,
    bytes: &'t [u8],
    end: usize,
    syntax: &'s Syntax,
    /// No regular expression ends before this place.
    no_pattern: usize,
}

/// The bytes that may end code in a string, or begin something in it: punctuation, a line break, and the
/// prefixes of quotes.
static MEANS_IN_CODE: Bytes = Bytes::of(b"!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~\nrRbBuUfFc");

/// The bytes that may have a meaning in a string, besides its close.
static MEANS_IN_TEXT: Bytes = Bytes::of(b"\n\\`${#");

/// An open string, or open code, while the lexer skips a string.
enum Frame<'t> {
    Text(Open<'t>),
    Code { open: u8, close: u8, depth: u32, lines: bool },
}

impl<'t> Lexer<'t, '_> {
    /// The byte at `at`; a zero past the end.
    fn byte(&self, at: usize) -> u8 {
        if at < self.end { self.bytes.get(at).copied().unwrap_or(0) } else { 0 }
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..self.end).unwrap_or_default()
    }

    fn has(&self, at: usize, what: &str) -> bool {
        // The first byte rules most of them out.
        what.as_bytes().first().is_none_or(|first| self.byte(at) == *first)
            && self.bytes.get(at..self.end).is_some_and(|rest| rest.starts_with(what.as_bytes()))
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..self.end).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.end, |line| at + line)
    }

    fn token(&mut self, at: usize, byte: u8, before: Option<Token>, classes: &Classes) -> (Token, usize) {
        for (open, close) in self.syntax.block_comments {
            if self.has(at, open) {
                let inside = at + open.len();
                let rest = self.bytes.get(inside..self.end).unwrap_or_default();
                let end = memchr::memmem::find(rest, close.as_bytes());
                return (Token::Comment, end.map_or(self.end, |end| inside + end + close.len()));
            }
        }
        if self.syntax.line_comments.iter().any(|mark| self.has(at, mark)) {
            return (Token::Comment, self.line_end(at));
        }
        if (self.syntax.starts)(byte)
            && let Some(open) = (self.syntax.open)(self.rest(at))
        {
            return (Token::Text, self.skip(at + open.length, Frame::Text(open)).0);
        }
        if self.syntax.is_name(byte) {
            return (Token::Name, self.name_end(at + 1, classes));
        }
        if byte == b'/' && self.syntax.patterns && begins_operand(before) {
            return (Token::Mark(b'/'), self.pattern(at));
        }
        if let Some(join) = self.syntax.join_spelling.filter(|join| self.has(at, join)) {
            return (Token::Mark(self.syntax.join), at + join.len());
        }
        let length = if self.syntax.escape == Some(byte) { 2 } else { 1 };
        let mut end = at + length;
        while !self.text.is_char_boundary(end.min(self.text.len())) {
            end += 1;
        }
        (Token::Mark(byte), end)
    }

    /// The end of the name that continues at `at`.
    fn name_end(&self, at: usize, classes: &Classes) -> usize {
        let rest = self.bytes.get(at..self.end).unwrap_or_default();
        let goes_on = |byte: u8| match class_of(classes, byte) {
            Class::Name => true,
            Class::Other => self.syntax.is_name(byte),
            Class::Blank | Class::Mark => false,
        };
        at + rest.iter().position(|byte| !goes_on(*byte)).unwrap_or(rest.len())
    }

    /// The end of a regular expression, if it ends on this line.
    fn pattern(&mut self, at: usize) -> usize {
        if at < self.no_pattern {
            return at + 1;
        }
        match pattern_length(self.rest(at + 1)) {
            Ok(length) => at + 1 + length,
            Err(length) => {
                self.no_pattern = at + 1 + length;
                at + 1
            }
        }
    }

    /// The end of `first`, and whether it is closed. The loop reads every byte once, and does not recurse.
    fn skip(&self, mut at: usize, first: Frame<'t>) -> (usize, bool) {
        let mut frame = first;
        // The frames around the current one.
        let mut outer: Vec<Frame<'t>> = Vec::new();
        loop {
            at = self.next_that_means(at, &frame);
            if at >= self.end {
                return (self.end, false);
            }
            let byte = self.byte(at);
            // The frame that begins here.
            let mut inside = None;
            let mut ends = false;
            match &mut frame {
                Frame::Text(string) => {
                    let form = string.form;
                    if self.has(at, &string.close) {
                        let length = string.close.len();
                        let twice = matches!(form.escapes, Escapes::Doubled | Escapes::Backtick)
                            && length == 1
                            && self.has(at + 1, &string.close);
                        at += if twice { 2 } else { length };
                        // The last three of four quotes are the close.
                        while form.escapes == Escapes::None
                            && length == 3
                            && form.trim == Trim::Indent
                            && self.byte(at) == b'"'
                        {
                            at += 1;
                        }
                        ends = !twice;
                    } else {
                        match byte {
                            b'\n' if !form.lines => return (at, false),
                            b'\\'
                                if matches!(form.escapes, Escapes::C | Escapes::Quote | Escapes::Kept)
                                    && self.backslash_code(form, at).is_none() =>
                            {
                                // A line break of Windows has two characters.
                                at += if self.has(at + 1, "\r\n") { 3 } else { 2 }
                            }
                            b'`' if form.escapes == Escapes::Backtick => at += 2,
                            b'$' | b'{' | b'#' | b'\\'
                                if !form.holes.is_empty() && self.syntax.is_program() =>
                            {
                                let hole = form.holes.iter().find_map(|hole| self.code_of(*hole, at));
                                let is_brace = form.holes.contains(&HoleForm::Brace);
                                inside = hole.map(|(_, (open, close))| Frame::Code {
                                    open,
                                    close,
                                    depth: 1,
                                    lines: form.lines,
                                });
                                let doubled = usize::from(is_brace && self.has(at, "{{"));
                                at = hole.map_or(at + 1 + doubled, |(start, _)| start);
                            }
                            _ => at += 1,
                        }
                    }
                }
                Frame::Code { open: opens, close, depth, lines } => {
                    if byte == b'\n' && !*lines {
                        return (at, false);
                    }
                    if byte == *close {
                        at += 1;
                        *depth -= 1;
                        ends = *depth == 0;
                    } else if byte == *opens {
                        at += 1;
                        *depth += 1;
                    } else if self.syntax.escape == Some(byte) {
                        at += 2;
                    } else if byte == b'/' && self.syntax.patterns && self.may_begin_pattern(at) {
                        // A quote in a regular expression begins no string.
                        let rest = upto(self.rest(at + 1), limits::SOURCE_NAME);
                        at += 1 + pattern_length(rest).unwrap_or_default();
                    } else if self.syntax.is_program()
                        && (self.syntax.starts)(byte)
                        && let Some(string) = (self.syntax.open)(self.rest(at))
                    {
                        at += string.length;
                        inside = Some(Frame::Text(string));
                    } else {
                        at += 1;
                    }
                }
            }
            if ends {
                match outer.pop() {
                    Some(round) => frame = round,
                    None => return (at.min(self.end), true),
                }
            } else if let Some(inside) = inside.filter(|_| outer.len() + 1 < limits::NESTING) {
                outer.push(std::mem::replace(&mut frame, inside));
            }
        }
    }

    /// Whether a regular expression may begin at a `/` in code, judged by the byte before it.
    fn may_begin_pattern(&self, at: usize) -> bool {
        let before = self.bytes.get(..at).unwrap_or_default().trim_ascii_end();
        before.last().is_some_and(|byte| b"(,=:;[!&|?{>".contains(byte))
    }

    /// The next byte that may have a meaning in `frame`, or the end.
    fn next_that_means(&self, at: usize, frame: &Frame<'_>) -> usize {
        let rest = self.bytes.get(at..self.end).unwrap_or_default();
        at + match frame {
            Frame::Text(string) => {
                let close = string.close.as_bytes().first().copied();
                let means = |byte: &u8| Some(*byte) == close || MEANS_IN_TEXT.has(*byte);
                rest.iter().position(means).unwrap_or(rest.len())
            }
            Frame::Code { .. } => MEANS_IN_CODE.find(rest),
        }
    }

    /// The start of the code in `\(…)`, if strings of this form have such holes.
    fn backslash_code(&self, form: &Form, at: usize) -> Option<usize> {
        let is_allowed = form.holes.contains(&HoleForm::BackslashParenthesis);
        let code = is_allowed.then(|| self.code_of(HoleForm::BackslashParenthesis, at)).flatten();
        code.map(|(start, _)| start)
    }

    /// The start of the code in a hole of this form at `at`, and its brackets.
    fn code_of(&self, form: HoleForm, at: usize) -> Option<(usize, (u8, u8))> {
        let (open, length, brackets) = match form {
            HoleForm::DollarBrace => ("${", 2, (b'{', b'}')),
            HoleForm::DollarParenthesis => ("$(", 2, (b'(', b')')),
            HoleForm::HashBrace => ("#{", 2, (b'{', b'}')),
            HoleForm::BraceDollar => ("{$", 1, (b'{', b'}')),
            HoleForm::BackslashParenthesis if self.has(at, "\\#(") => ("\\#(", 3, (b'(', b')')),
            HoleForm::BackslashParenthesis => ("\\(", 2, (b'(', b')')),
            HoleForm::Brace if !self.has(at, "{{") => ("{", 1, (b'{', b'}')),
            _ => return None,
        };
        self.has(at, open).then_some((at + length, brackets))
    }

    /// The end of the hole at `at`, and its code.
    fn hole(&self, at: usize, forms: &[HoleForm]) -> Option<(usize, Span)> {
        let next = self.byte(at + 1);
        // `$name`, the most frequent one: no other form has a letter there.
        let is_name = self.byte(at) == b'$' && (next.is_ascii_alphabetic() || next == b'_');
        if is_name && forms.contains(&HoleForm::DollarName) {
            return self.dollar_name(at).map(|end| (end, Span::from_range(at..end)));
        }
        forms.iter().find_map(|form| {
            if let Some((inside, (open, close))) = self.code_of(*form, at) {
                let (end, _) = self.skip(inside, Frame::Code { open, close, depth: 1, lines: true });
                return Some((end, Span::from_range(inside..end.saturating_sub(1).max(inside))));
            }
            Some(match (form, self.byte(at)) {
                (HoleForm::Prose, b'{' | b'$') => {
                    let inside = if next == b'{' { at + 2 } else { at + 1 };
                    if self.byte(inside - 1) != b'{' {
                        return None;
                    }
                    let length = self.rest(inside).find(['{', '}', '\n'])?;
                    if self.byte(inside + length) != b'}' {
                        return None;
                    }
                    (inside + length + 1, Span::from_range(inside..inside + length))
                }
                (HoleForm::Name, open @ (b'{' | b'[')) => {
                    let (inside, close) = if open == b'{' { (at + 1, "}") } else { (at + 2, "]]") };
                    if open == b'[' && next != b'[' {
                        return None;
                    }
                    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ':');
                    let rest = upto(self.rest(inside), limits::SOURCE_NAME);
                    let length = rest.find(|c| !is_name(c)).filter(|length| *length > 0)?;
                    if !self.has(inside + length, close) {
                        return None;
                    }
                    (inside + length + close.len(), Span::from_range(inside..inside + length))
                }
                (HoleForm::AtBrace, b'@') if next == b'{' => {
                    let length = upto(self.rest(at + 2), limits::SOURCE_HOLE).find(['{', '}', '\n'])?;
                    if self.byte(at + 2 + length) != b'}' {
                        return None;
                    }
                    (at + length + 3, Span::from_range(at + 2..at + 2 + length))
                }
                (HoleForm::DollarName, b'$') => {
                    let end = self.dollar_name(at)?;
                    (end, Span::from_range(at..end))
                }
                (HoleForm::Mustache, b'{') if next == b'{' => {
                    let marks: (usize, &[u8]) =
                        if self.byte(at + 2) == b'{' { (3, b"}}}") } else { (2, b"}}") };
                    let inside = at + marks.0;
                    let length = memchr::memmem::find(
                        upto(self.rest(inside), limits::SOURCE_HOLE).as_bytes(),
                        marks.1,
                    )?;
                    (inside + length + marks.0, Span::from_range(inside..inside + length))
                }
                (HoleForm::Statement, b'{') if next == b'%' => {
                    let length =
                        memchr::memmem::find(upto(self.rest(at + 2), limits::SOURCE_HOLE).as_bytes(), b"%}")?;
                    (at + length + 4, Span::from_range(at..at))
                }
                (HoleForm::Backtick, b'`') => {
                    let length = self.rest(at + 1).find('`')?;
                    (at + length + 2, Span::from_range(at + 1..at + 1 + length))
                }
                (HoleForm::Percent, b'%') => {
                    let end = self.percent(at)?;
                    (end, Span::from_range(end..end))
                }
                (HoleForm::Angle, b'<') => {
                    let rest = self.rest(at + 1);
                    let length = rest.find(['>', '<', '\n', '"', '\'', '='])?;
                    let is_name = rest.starts_with(|c: char| c.is_alphabetic() || c == '_');
                    let closes = rest.get(length..).is_some_and(|rest| rest.starts_with('>'));
                    if !is_name || !closes {
                        return None;
                    }
                    (at + length + 2, Span::from_range(at..at))
                }
                _ => return None,
            })
        })
    }

    /// `$name`, `$env:NAME`, `$_`, `$1`.
    fn dollar_name(&self, at: usize) -> Option<usize> {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let mut end = at + 1;
        while is_name(self.byte(end)) {
            end += 1;
        }
        if self.byte(end) == b':' && end > at + 1 && is_name(self.byte(end + 1)) {
            end += 1;
            while is_name(self.byte(end)) {
                end += 1;
            }
        }
        let special = matches!(self.byte(end), b'@' | b'*' | b'#' | b'?' | b'!') && end == at + 1;
        if special { Some(end + 1) } else { Some(end).filter(|end| *end > at + 1) }
    }

    /// `%s`, `%-10d`, `%(name)s`, `%[1]s`, `%v`.
    fn percent(&self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        for (open, close) in [(b'(', b')'), (b'[', b']'), (b'<', b'>'), (b'{', b'}')] {
            if self.byte(end) == open {
                let rest = upto(self.rest(end), limits::SOURCE_NAME).bytes();
                end += rest.take_while(|byte| !matches!(byte, b'\n') && *byte != close).count();
                end += 1;
            }
        }
        while matches!(self.byte(end), b'-' | b'+' | b'.' | b'0'..=b'9' | b'$') {
            end += 1;
        }
        let is_verb = b"sdvqfgixXrtTcueEGoOpUbBnN".contains(&self.byte(end));
        is_verb.then_some(end + 1)
    }
}

/// The length of a regular expression with its closing `/`, if it ends on the same line; otherwise the length
/// that was searched.
fn pattern_length(text: &str) -> Result<usize, usize> {
    let (mut is_escaped, mut in_class) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\n' => return Err(at),
            b'\\' => is_escaped = true,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return Ok(at + 1),
            _ => {}
        }
    }
    Err(text.len())
}

/// Keywords of JavaScript and Ruby before an operand. Case: "a regular expression after `return`" (javascript.toml).
const BEFORE_OPERANDS: [&str; 8] = ["return", "of", "in", "case", "typeof", "when", "if", "unless"];

/// Whether an operand follows this token. Then a `/` begins a regular expression.
fn begins_operand(before: Option<Token>) -> bool {
    match before {
        None => true,
        Some(Token::Mark(mark)) => !matches!(mark, b')' | b']' | b'}' | b'/'),
        Some(_) => false,
    }
}
