//! Text → the grammar's tokens, for text that is entirely in the language.
//!
//! This is the fast path: one loop over the bytes, without lexemes. It stops at the first character
//! outside of the language, and the lexemes then find the mistake.

use super::ast::{Case, Operand, OperandKind, Operator};
use super::lexeme::{self, Lexeme, class, number_end, path_end, string_end};
use super::parser::{Dialect, Stop};
use crate::limits;
use crate::text::Span;

/// A token of a filter, or the intended token of a filter with mistakes.
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
    /// With the offset after its last byte.
    Close(u32),
    Comma,
    /// `eq(`, `in(`, `and(`, `or(` of the prefix form, with the offset of its first byte.
    Prefix(Prefix, u32),
    /// An unreadable condition, which has its diagnostic.
    Unreadable(Span),
}

impl Token {
    pub(super) fn operand(operand: Operand) -> Token {
        match operand.kind {
            OperandKind::Path | OperandKind::Word | OperandKind::Lower | OperandKind::Upper => {
                Token::Path(operand)
            }
            OperandKind::Parameter => Token::Parameter(operand),
            _ => Token::Literal(operand),
        }
    }

    pub(super) fn path(span: Span) -> Token {
        Token::Path(Operand { kind: OperandKind::Path, span })
    }

    /// An operand in the place of a missing one.
    pub(super) fn missing(span: Span) -> Token {
        Token::Literal(Operand { kind: OperandKind::Missing, span })
    }
}

/// The word that begins a prefix form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    Comparison(Operator),
    In,
    And,
    Or,
}

/// A [`Token`] for the grammar: two numbers, which travel through the parser in two registers.
/// Places travel inside, so the parser needs no locations. An enum of spans and operands would be
/// stored in parts and loaded as a whole, which took a third of the parsing time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terminal {
    pub(super) kind: Kind,
    pub(super) place: Place,
}

/// The kind of a [`Terminal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    And,
    Or,
    Not,
    In,
    Comparison,
    Open,
    Close,
    Comma,
    PrefixComparison,
    PrefixIn,
    PrefixAnd,
    PrefixOr,
    Unreadable,
    /// Or a word in the place of one.
    Path,
    Parameter,
    /// Any other operand.
    Literal,
}

/// An operand, the place of another token, or an operator, as one number: the kind in four bits,
/// and both offsets in thirty each ([`limits::OFFSET`](crate::limits::OFFSET)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u64);

impl Place {
    const BITS: u32 = limits::OFFSET.count_ones();

    #[inline]
    const fn new(start: usize, end: usize) -> Place {
        Place((start as u64) << Place::BITS | end as u64)
    }

    #[inline]
    const fn with(self, kind: OperandKind) -> Place {
        Place(self.0 | (kind as u64) << (2 * Place::BITS))
    }

    #[inline]
    const fn of(operator: Operator) -> Place {
        Place(operator as u64)
    }

    /// Offset of the first byte.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "its bits are those of an offset")]
    pub(super) const fn start(self) -> u32 {
        (self.0 >> Place::BITS) as u32 & limits::OFFSET
    }

    /// Offset after the last byte.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "its bits are those of an offset")]
    pub(super) const fn end(self) -> u32 {
        self.0 as u32 & limits::OFFSET
    }

    #[inline]
    pub(super) const fn span(self) -> Span {
        Span::new(self.start(), self.end())
    }

    #[inline]
    pub(super) const fn operand(self) -> Operand {
        let kind = match self.0 >> (2 * Place::BITS) {
            0 => OperandKind::Path,
            1 => OperandKind::Word,
            2 => OperandKind::String,
            3 => OperandKind::MalformedString,
            4 => OperandKind::Number,
            5 => OperandKind::Typed,
            6 => OperandKind::True,
            7 => OperandKind::False,
            8 => OperandKind::Null,
            9 => OperandKind::Parameter,
            10 => OperandKind::Missing,
            11 => OperandKind::Lower,
            _ => OperandKind::Upper,
        };
        Operand { kind, span: self.span() }
    }

    /// The place of a prefix form, with its operator instead of its end.
    const fn prefix(operator: Operator, start: u32) -> Place {
        Place::new(start as usize, operator as usize)
    }

    pub(super) const fn prefix_operator(self) -> Operator {
        Place(self.end() as u64).operator()
    }

    #[inline]
    pub(super) const fn operator(self) -> Operator {
        match self.0 {
            0 => Operator::Eq,
            1 => Operator::Ne,
            2 => Operator::Gt,
            3 => Operator::Ge,
            4 => Operator::Lt,
            _ => Operator::Le,
        }
    }
}

impl From<Token> for Terminal {
    fn from(token: Token) -> Terminal {
        let place = |span: Span| Place::new(span.start as usize, span.end as usize);
        let nowhere = Place::new(0, 0);
        let (kind, place) = match token {
            Token::And => (Kind::And, nowhere),
            Token::Or => (Kind::Or, nowhere),
            Token::Not(start) => (Kind::Not, place(Span::at(start))),
            Token::In => (Kind::In, nowhere),
            Token::Comparison(operator) => (Kind::Comparison, Place::of(operator)),
            Token::Path(read) | Token::Literal(read) | Token::Parameter(read) => {
                let kind = match read.kind {
                    OperandKind::Path | OperandKind::Word | OperandKind::Lower | OperandKind::Upper => {
                        Kind::Path
                    }
                    OperandKind::Parameter => Kind::Parameter,
                    _ => Kind::Literal,
                };
                (kind, place(read.span).with(read.kind))
            }
            Token::Open(start) => (Kind::Open, place(Span::at(start))),
            Token::Close(end) => (Kind::Close, place(Span::at(end))),
            Token::Comma => (Kind::Comma, nowhere),
            Token::Prefix(Prefix::Comparison(operator), start) => {
                (Kind::PrefixComparison, Place::prefix(operator, start))
            }
            Token::Prefix(Prefix::In, start) => (Kind::PrefixIn, place(Span::at(start))),
            Token::Prefix(Prefix::And, start) => (Kind::PrefixAnd, place(Span::at(start))),
            Token::Prefix(Prefix::Or, start) => (Kind::PrefixOr, place(Span::at(start))),
            Token::Unreadable(span) => (Kind::Unreadable, place(span)),
        };
        Terminal { kind, place }
    }
}

/// The unrepaired tokens of a filter, with facts about the gaps between them.
pub(super) struct Tokens<'t> {
    bytes: &'t [u8],
    /// The end of the last token.
    end: usize,
    /// The start of the last path.
    path: usize,
    last: Class,
    spaced: bool,
    missing_space: bool,
    parameters: bool,
    too_deep: bool,
    dialect: Dialect,
    nesting: Nesting,
}

/// The white space that a token needs around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// The start of the text.
    Start,
    Path,
    Word,
    In,
    Open,
    Close,
    Comma,
    Not,
}

impl Class {
    const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The tokens before this one that touch it in canonical text.
    const fn touching(self) -> u8 {
        const AFTER: u8 = Class::Start.bit() | Class::Open.bit() | Class::Comma.bit();
        match self {
            Class::Close | Class::Comma => u8::MAX,
            Class::Open => AFTER | Class::Path.bit(),
            _ => AFTER,
        }
    }
}

impl<'t> Tokens<'t> {
    /// The tokens of `text`, which nests at most `most` deep.
    pub(super) fn new(text: &'t str, most: usize, dialect: Dialect) -> Tokens<'t> {
        let origin = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Tokens {
            bytes: text.as_bytes(),
            end: origin,
            path: origin,
            last: Class::Start,
            spaced: origin == 0,
            missing_space: false,
            parameters: false,
            too_deep: false,
            dialect,
            nesting: Nesting::new(most),
        }
    }

    /// At the end of the text: whether its white space is exactly that of canonical text.
    pub(super) fn is_spaced(&self) -> bool {
        self.spaced && self.end == self.bytes.len()
    }

    /// Whether two tokens touch that must not.
    pub(super) fn is_missing_space(&self) -> bool {
        self.missing_space
    }

    /// Whether there was a parameter.
    pub(super) fn has_parameters(&self) -> bool {
        self.parameters
    }

    /// Whether the text nests deeper than it may.
    pub(super) fn is_too_deep(&self) -> bool {
        self.too_deep
    }

    /// `Contains(`: a mistake that the grammar would accept, because it knows no names.
    fn is_miscased_call(&self) -> bool {
        let name = self.bytes.get(self.path..self.end).unwrap_or_default();
        self.last == Class::Path && name != b"contains" && name.eq_ignore_ascii_case(b"contains")
    }

    /// Notes the gap before a token.
    #[inline]
    fn space(&mut self, class: Class, start: usize) {
        let gap = start - self.end;
        let canonical = if class.touching() & self.last.bit() != 0 {
            gap == 0
        } else {
            gap == 1 && self.bytes.get(self.end) == Some(&b' ')
        };
        if !canonical {
            self.spaced = false;
            self.missing_space |= gap == 0 && (self.last, class) != (Class::Not, Class::Open);
        }
        self.last = class;
    }

    /// A word: a keyword, or the path that begins at `start`.
    #[inline]
    fn word(&mut self, start: usize) -> Option<(Class, Kind, Place, usize)> {
        let end = path_end(self.bytes, start);
        // A continued word is not a path, and every other token needs a gap.
        if class::of(self.bytes.get(end)) & class::OTHER != 0 {
            return None;
        }
        let place = Place::new(start, end);
        let (class, kind, place) = match lexeme::short_word(self.bytes.get(start..end)?) {
            Lexeme::Path => {
                self.path = start;
                if end - start == Case::LENGTH
                    && let Some(case) = Case::named(self.bytes.get(start..end)?)
                    && let Some(applied) = lexeme::applied(self.bytes, end)
                {
                    self.spaced &= applied.spaced;
                    let place = Place::new(start, applied.end).with(case.operand());
                    return Some((Class::Path, Kind::Path, place, applied.end));
                }
                (Class::Path, Kind::Path, place.with(OperandKind::Path))
            }
            Lexeme::Comparison(operator) => (Class::Word, Kind::Comparison, Place::of(operator)),
            Lexeme::And => {
                self.nesting.end_term();
                (Class::Word, Kind::And, place)
            }
            Lexeme::Or => {
                self.nesting.end_term();
                (Class::Word, Kind::Or, place)
            }
            Lexeme::Not => {
                self.too_deep = !self.nesting.not();
                if self.too_deep {
                    return None;
                }
                (Class::Not, Kind::Not, place)
            }
            Lexeme::In => (Class::In, Kind::In, place),
            Lexeme::True => (Class::Word, Kind::Literal, place.with(OperandKind::True)),
            Lexeme::False => (Class::Word, Kind::Literal, place.with(OperandKind::False)),
            Lexeme::Null => {
                // `none`, which canonical text writes as `null`.
                self.spaced &=
                    self.bytes.get(start) == Some(&b'n') && self.bytes.get(start + 1) == Some(&b'u');
                (Class::Word, Kind::Literal, place.with(OperandKind::Null))
            }
            // `True`, in a dialect with that spelling.
            Lexeme::MiscasedKeyword => {
                let kind = self.dialect.boolean(self.bytes.get(start..end)?)?;
                (Class::Word, Kind::Literal, place.with(kind))
            }
            _ => return None,
        };
        Some((class, kind, place, end))
    }

    fn open(&mut self) -> Option<()> {
        let miscased = self.is_miscased_call();
        self.too_deep = !self.nesting.open();
        (!self.too_deep && !miscased).then_some(())
    }

    /// The end of the number that begins with a sign or a point at `start`.
    fn signed_number_end(&self, start: usize) -> Option<usize> {
        let skip =
            |at, bytes: &[u8]| at + usize::from(self.bytes.get(at).is_some_and(|byte| bytes.contains(byte)));
        let digits = skip(skip(start, b"+-"), b".");
        self.bytes.get(digits)?.is_ascii_digit().then(|| number_end(self.bytes, digits))
    }

    /// The token at `start`, and its end.
    #[inline]
    fn token(&mut self, first: u8, start: usize) -> Option<(Class, Kind, Place, usize)> {
        let next = start + 1;
        let literal = |kind, end| (Class::Word, Kind::Literal, Place::new(start, end).with(kind), end);
        let mark = |class, kind| (class, kind, Place::new(start, next), next);
        Some(match first {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => return self.word(start),
            b'\'' => literal(OperandKind::String, string_end(self.bytes, next)?),
            b'0'..=b'9' => literal(OperandKind::Number, number_end(self.bytes, next)),
            b'+' | b'-' | b'.' => literal(OperandKind::Number, self.signed_number_end(start)?),
            b'(' => {
                self.open()?;
                mark(Class::Open, Kind::Open)
            }
            b')' => {
                self.nesting.close();
                mark(Class::Close, Kind::Close)
            }
            b',' => mark(Class::Comma, Kind::Comma),
            b'@' => {
                self.parameters = true;
                self.bytes.get(next).filter(|byte| byte.is_ascii_alphabetic() || **byte == b'_')?;
                let end = lexeme::name_end(self.bytes, next);
                (Class::Word, Kind::Parameter, Place::new(start, end).with(OperandKind::Parameter), end)
            }
            _ => return None,
        })
    }
}

impl Iterator for Tokens<'_> {
    type Item = Result<((), Terminal, ()), Stop>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let mut start = self.end;
        let first = loop {
            match *self.bytes.get(start)? {
                b' ' | b'\t' | b'\r' | b'\n' => start += 1,
                first => break first,
            }
        };
        let Some((class, kind, place, end)) = self.token(first, start) else { return Some(Err(Stop)) };
        self.space(class, start);
        self.end = end;
        Some(Ok(((), Terminal { kind, place }, ())))
    }
}

/// The depth of nesting: parentheses and `not`, counted together.
#[derive(Debug)]
pub(super) struct Nesting {
    most: usize,
    depth: usize,
    /// The number of open parentheses.
    open: usize,
    /// The number of `not`s before the current term.
    nots: usize,
    /// The parentheses that follow `not`s, each with their number; most have none.
    negated: Vec<(usize, usize)>,
}

impl Nesting {
    pub(super) fn new(most: usize) -> Nesting {
        Nesting { most, depth: 0, open: 0, nots: 0, negated: Vec::new() }
    }

    /// One more `not`: false if that is too deep.
    pub(super) fn not(&mut self) -> bool {
        self.nots += 1;
        self.deeper()
    }

    /// One more parenthesis: false if that is too deep.
    pub(super) fn open(&mut self) -> bool {
        self.open += 1;
        if self.nots > 0 {
            self.negated.push((self.open, self.nots));
            self.nots = 0;
        }
        self.deeper()
    }

    fn deeper(&mut self) -> bool {
        self.depth += 1;
        self.depth <= self.most
    }

    /// A parenthesis closes, and its parent continues.
    pub(super) fn close(&mut self) {
        self.end_term();
        if self.open == 0 {
            return;
        }
        if let Some(&(open, nots)) = self.negated.last()
            && open == self.open
        {
            self.negated.pop();
            self.nots = nots;
        }
        self.open -= 1;
        self.depth -= 1;
    }

    /// A term ends, and with it the scope of its `not`s.
    pub(super) fn end_term(&mut self) {
        self.depth -= self.nots;
        self.nots = 0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::syntax::lexeme::{Lexed, Lexemes, Quote};

    /// The terminal of a lexeme; `None` for a mistake.
    fn terminal(lexeme: Lexeme, span: Span) -> Option<Terminal> {
        let operand = |kind| Operand { kind, span };
        let token = match lexeme {
            Lexeme::And => Token::And,
            Lexeme::Or => Token::Or,
            Lexeme::Not => Token::Not(span.start),
            Lexeme::In => Token::In,
            Lexeme::Comparison(operator) => Token::Comparison(operator),
            Lexeme::True => Token::Literal(operand(OperandKind::True)),
            Lexeme::False => Token::Literal(operand(OperandKind::False)),
            Lexeme::Null => Token::Literal(operand(OperandKind::Null)),
            Lexeme::Path => Token::Path(operand(OperandKind::Path)),
            Lexeme::Number => Token::Literal(operand(OperandKind::Number)),
            Lexeme::Quoted(Quote::Single) => Token::Literal(operand(OperandKind::String)),
            Lexeme::Parameter => Token::Parameter(operand(OperandKind::Parameter)),
            Lexeme::Open => Token::Open(span.start),
            Lexeme::Close => Token::Close(span.end),
            Lexeme::Comma => Token::Comma,
            _ => return None,
        };
        Some(token.into())
    }

    /// The parts of a terminal that the grammar's actions use.
    fn seen(terminal: Terminal) -> (Kind, Option<Operator>, Option<Operand>, u32, u32) {
        let Terminal { kind, place } = terminal;
        let operator = (kind == Kind::Comparison).then(|| place.operator());
        let operand = matches!(kind, Kind::Path | Kind::Parameter | Kind::Literal).then(|| place.operand());
        let start = if matches!(kind, Kind::Not | Kind::Open) { place.start() } else { 0 };
        let end = if kind == Kind::Close { place.end() } else { 0 };
        (kind, operator, operand, start, end)
    }

    #[test]
    fn a_place_keeps_what_it_is_made_of() {
        for operator in Operator::ALL {
            assert_eq!(Place::of(operator).operator(), operator);
        }
        let kinds = [
            OperandKind::Path,
            OperandKind::Word,
            OperandKind::String,
            OperandKind::MalformedString,
            OperandKind::Number,
            OperandKind::Typed,
            OperandKind::True,
            OperandKind::False,
            OperandKind::Null,
            OperandKind::Parameter,
            OperandKind::Missing,
            OperandKind::Lower,
            OperandKind::Upper,
        ];
        for kind in kinds {
            let span = Span::new(limits::OFFSET - 1, limits::OFFSET);
            let place = Place::new(span.start as usize, span.end as usize).with(kind);
            assert_eq!(place.operand(), Operand { kind, span });
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

        /// The fast path gives the same tokens as the lexemes, and stops only at a mistake.
        #[test]
        fn the_fast_way_agrees_with_the_lexemes(
            parts in prop::collection::vec(
                prop_oneof![
                    4 => "[A-Za-z_][A-Za-z0-9_/]{0,8}",
                    4 => prop::sample::select(vec![
                        "and", "or", "not", "in", "eq", "ne", "gt", "ge", "lt", "le", "true", "null", "Eq", "@a",
                        "@", "(", ")", ",", "'x'", "'it''s'", "'", "\"x\"", "-", "+1", ".5", "+.5", "..5", "1.5e3",
                        "2022-01-01T00:00:00Z", "contains(", "Contains(", "=", "ä", "\u{a0}", "a:", ":a", "a/", "/",
                    ]).prop_map(str::to_owned),
                    4 => "[ \t\r\n]{1,2}",
                    1 => any::<String>(),
                ],
                0..8,
            ),
        ) {
            let text = parts.concat();
            let origin = if text.starts_with('\u{feff}') { 3 } else { 0 };
            let mut lexemes = Lexemes::new(&text, origin);
            let is_mistake = |lexed: Lexed| terminal(lexed.lexeme, lexed.span).is_none();
            for token in Tokens::new(&text, usize::MAX, Dialect::List) {
                let lexed = lexemes.next();
                match token {
                    Ok(((), terminal, ())) => {
                        let Some(Lexed { lexeme, span }) = lexed else {
                            return Err(TestCaseError::fail("a token where no lexeme is"));
                        };
                        prop_assert_eq!(Some(seen(terminal)), self::terminal(lexeme, span).map(seen));
                    }
                    Err(Stop) => {
                        // The fast path may end a path earlier than the lexemes, which continue it
                        // to a mistake.
                        let mistake = lexed.is_none_or(is_mistake)
                            || lexemes.next().is_none_or(is_mistake);
                        let miscased = text.to_ascii_lowercase().contains("contains(");
                        prop_assert!(mistake || miscased);
                        return Ok(());
                    }
                }
            }
            prop_assert_eq!(lexemes.next(), None);
        }
    }
}
