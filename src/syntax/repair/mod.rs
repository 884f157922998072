//! Lexemes with mistakes → tokens that the grammar accepts, with one report for each mistake.
//!
//! This is a pushdown automaton: its state is what may come next ([`Expect`]) and which parentheses
//! are open ([`Frame`]). It takes an expected lexeme as it is. An unexpected one is a mistake with
//! a meaning and becomes the intended tokens: a foreign operator the operator, a missing `and` an
//! `and`, a missing value a [`OperandKind::Missing`]. Each step takes a lexeme or changes the
//! state, and no state returns without a lexeme taken, so the cost is linear.

mod call;
mod clause;
mod foreign;
mod lexed;
mod list;
mod term;

pub(crate) use call::advice;
pub(crate) use term::{NOT_FINITE, is_not_finite};

use std::borrow::Cow;

use super::ast::{Operand, OperandKind, Operator};
use super::expect::Expect;
use super::lexeme::{Lexed, Lexeme, Quote};
use super::parser::Dialect;
use super::token::{Nesting, Token};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Severity};
use crate::limits::Limits;
use crate::rules::{self, Rule};
use crate::text::{Edit, Quoted, Span, is_unsafe};

/// The intended tokens, which the grammar accepts for any text. Empty only beyond a limit.
pub(super) fn repair(
    text: &str,
    limits: &Limits,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Vec<Token> {
    // There are only invisible characters.
    if text.chars().all(|character| character.is_whitespace() || is_unsafe(character)) {
        diagnostics.add(Severity::Error, || empty(text));
        return Vec::new();
    }
    let lexed = lexed::lex(text, dialect, diagnostics);
    let mut repair = Repair {
        text,
        partners: None,
        tokens: Vec::with_capacity(lexed.len() + 8),
        tail: lexed.iter().rposition(|lexed| !is_separator(lexed.lexeme)).map_or(0, |last| last + 1),
        lexed,
        at: 0,
        expect: Expect::Term,
        frames: Vec::new(),
        term: 0,
        nesting: Nesting::new(limits.nesting),
        limit: limits.nesting,
        too_deep: false,
        left_open: false,
        space_told: false,
        diagnostics,
    };
    repair.run();
    repair.tokens
}

fn empty(text: &str) -> Diagnostic {
    Diagnostic::new(&rules::EMPTY_FILTER, Span::from_range(text.len()..text.len()), "the filter is empty")
        .with_help("a filter is a condition such as `name eq 'x'`; to get everything, omit the filter")
}

/// An open parenthesis, or an equivalent.
#[derive(Debug, Clone, Copy)]
struct Frame {
    kind: FrameKind,
    open: Span,
    /// The number of inner pairs that were reported and whose ends are still to come.
    doubled: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    /// Around conditions.
    Group,
    /// `and(…,…)` or `or(…,…)`: a comma separates conditions.
    Prefix,
    /// After `in`.
    List,
    /// A list in brackets, reported together with both brackets.
    BracketList,
    /// A list without parentheses.
    BareList,
    /// The arguments of a function.
    Call,
    /// `contains` without a parenthesis, reported at its end.
    BareCall,
}

struct Repair<'t, 'd> {
    text: &'t str,
    lexed: Vec<Lexed>,
    /// The next lexeme.
    at: usize,
    /// The start of the separators at the end of the text; the number of lexemes if there are none.
    tail: usize,
    expect: Expect,
    frames: Vec<Frame>,
    tokens: Vec<Token>,
    /// The start of the current condition's tokens.
    term: usize,
    nesting: Nesting,
    limit: usize,
    too_deep: bool,
    /// Whether a parenthesis was skipped as unreadable without its end. A parenthesis at the end of
    /// the text would close that one.
    left_open: bool,
    /// Whether the missing space before the next lexeme is already part of another report.
    space_told: bool,
    /// For each lexeme the index of its partner parenthesis; made on demand.
    partners: Option<Vec<u32>>,
    diagnostics: &'d mut Diagnostics,
}

impl<'t> Repair<'t, '_> {
    fn run(&mut self) {
        while self.at < self.lexed.len() {
            self.step();
            if self.too_deep {
                self.tokens.clear();
                return;
            }
        }
        self.finish();
    }

    fn step(&mut self) {
        match self.expect {
            Expect::Term => self.term(),
            Expect::Operator => self.operator(),
            Expect::Operand => self.operand(),
            Expect::Connective => self.connective(),
            Expect::List => self.list(),
            Expect::Item => self.item(),
            Expect::Separator => self.separator(),
            Expect::Argument(number) => self.argument(number),
            Expect::AfterArgument(number) => self.after_argument(number),
        }
    }

    // Looking.

    fn peek(&self, ahead: usize) -> Option<Lexed> {
        self.lexed.get(self.at + ahead).copied()
    }

    fn lexeme(&self, ahead: usize) -> Option<Lexeme> {
        self.peek(ahead).map(|lexed| lexed.lexeme)
    }

    fn span(&self, ahead: usize) -> Span {
        self.peek(ahead).map_or_else(|| self.end_of_text(), |lexed| lexed.span)
    }

    fn word(&self, ahead: usize) -> &'t str {
        self.span(ahead).of(self.text)
    }

    /// Whether the lexeme there is this word, in any case.
    fn is_word(&self, ahead: usize, words: &[&str]) -> bool {
        matches!(self.lexeme(ahead), Some(Lexeme::Path | Lexeme::Word))
            && words.iter().any(|word| self.word(ahead).eq_ignore_ascii_case(word))
    }

    /// The place after the last character that is not white space.
    fn end_of_text(&self) -> Span {
        Span::at(self.lexed.last().map_or(0, |lexed| lexed.span.end))
    }

    /// The place after the last lexeme taken.
    fn here(&self) -> Span {
        let last = self.at.checked_sub(1).and_then(|last| self.lexed.get(last));
        Span::at(last.map_or(0, |lexed| lexed.span.end))
    }

    /// Whether the lexeme is an operator, in any language.
    fn is_operator(&self, ahead: usize) -> bool {
        match self.lexeme(ahead) {
            Some(Lexeme::Comparison(_) | Lexeme::In | Lexeme::ForeignComparison) => true,
            Some(Lexeme::Not) => {
                matches!(self.lexeme(ahead + 1), Some(Lexeme::In | Lexeme::Comparison(_)))
                    || self.is_word(ahead + 1, &["contains", "like", "startswith", "endswith"])
                        && matches!(self.lexeme(ahead + 2), Some(Lexeme::Quoted(_)))
            }
            Some(Lexeme::Path) => self.is_foreign_word(ahead),
            _ => false,
        }
    }

    /// Whether the word is an operator elsewhere. It is not if an operator follows, because then it
    /// is a property, nor if it calls something with two arguments or with something in
    /// parentheses.
    fn is_foreign_word(&self, ahead: usize) -> bool {
        let calls = self.lexeme(ahead + 1) == Some(Lexeme::Open)
            && (self.lexeme(ahead + 2) == Some(Lexeme::Open)
                || self.lexeme(ahead + 3) == Some(Lexeme::Comma));
        self.is_word(ahead, &term::FOREIGN_WORDS) && !self.is_operator_after_word(ahead + 1) && !calls
    }

    /// A word before an operator is a property, with any name.
    fn is_operator_after_word(&self, ahead: usize) -> bool {
        matches!(self.lexeme(ahead), Some(Lexeme::Comparison(_) | Lexeme::In | Lexeme::ForeignComparison))
            || self.word(ahead) == ":"
    }

    /// Whether a condition begins there: a property or a value with an operator, `not`, a call, or
    /// a parenthesis.
    fn begins_term(&self, ahead: usize) -> bool {
        match self.lexeme(ahead) {
            Some(Lexeme::Not | Lexeme::Open | Lexeme::Bang) => true,
            Some(Lexeme::Path | Lexeme::Word) => {
                self.lexeme(ahead + 1) == Some(Lexeme::Open) || self.is_operator(ahead + 1)
            }
            Some(lexeme) if literal_kind(lexeme).is_some() => self.is_operator(ahead + 1),
            _ => false,
        }
    }

    /// The distance to the closing parenthesis of the opening one at `ahead`.
    fn partner(&mut self, ahead: usize) -> Option<usize> {
        let at = self.at;
        let partners = self.partners.get_or_insert_with(|| partners(&self.lexed));
        let partner = *partners.get(at + ahead)? as usize;
        partner.checked_sub(at).filter(|partner| *partner > ahead)
    }

    // Taking.

    /// Takes the next lexeme, and reports a missing space before it.
    fn take(&mut self) -> Span {
        let span = self.span(0);
        let told = std::mem::take(&mut self.space_told);
        if let (Some(last), Some(next)) =
            (self.at.checked_sub(1).and_then(|last| self.lexed.get(last)), self.peek(0))
            && !told
            && last.span.end == next.span.start
            && lacks_space(last.lexeme, next.lexeme)
        {
            self.missing_space(*last, next);
        }
        self.at += 1;
        span
    }

    fn missing_space(&mut self, last: Lexed, next: Lexed) {
        let place = Span::new(last.span.start, next.span.end);
        let text = self.text;
        self.add(&rules::MISSING_SPACE, || {
            let (left, right) = (Quoted(last.span.of(text)), Quoted(next.span.of(text)));
            Diagnostic::new(
                &rules::MISSING_SPACE,
                place,
                format!("a space is missing between {left} and {right}"),
            )
            .with_safe_fix("add a space", vec![Edit::insert(next.span.start, " ")])
        });
    }

    fn push(&mut self, token: Token) {
        self.tokens.push(token);
    }

    fn push_operand(&mut self, kind: OperandKind, span: Span) {
        let operand = Operand { kind, span };
        self.push(match kind {
            OperandKind::Path | OperandKind::Word | OperandKind::Lower | OperandKind::Upper => {
                Token::Path(operand)
            }
            OperandKind::Parameter => Token::Parameter(operand),
            _ => Token::Literal(operand),
        });
    }

    /// A placeholder for a missing value.
    fn push_missing(&mut self, place: Span) {
        self.push(Token::Literal(Operand { kind: OperandKind::Missing, span: place }));
    }

    /// An unreadable condition.
    fn push_unreadable(&mut self, span: Span) {
        self.push(Token::Unreadable(span));
        self.expect = Expect::Connective;
    }

    fn begin_term(&mut self) {
        self.term = self.tokens.len();
        self.expect = Expect::Term;
    }

    fn open(&mut self, kind: FrameKind, open: Span) {
        self.frames.push(Frame { kind, open, doubled: 0 });
        if !self.nesting.open() {
            self.deep(open);
        }
    }

    fn deep(&mut self, place: Span) {
        if std::mem::replace(&mut self.too_deep, true) {
            return;
        }
        let limit = self.limit;
        self.add(&rules::TOO_DEEP, || {
            Diagnostic::new(
                &rules::TOO_DEEP,
                place,
                format!("parentheses and `not` are nested deeper than {limit} here: the rest of the filter was not read"),
            )
            .with_help("remove doubled ones: `((a))` means `(a)`, and `not not a` means `a`")
        });
    }

    fn close(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        self.nesting.close();
        Some(frame)
    }

    // Reporting.

    /// Reports a finding of `rule` at `span`; `describe` runs only if it is kept.
    fn report<M: Into<Message>>(&mut self, rule: &'static Rule, span: Span, describe: impl FnOnce() -> M) {
        let text = self.text;
        self.diagnostics.add(rule.severity(), || Diagnostic::new(rule, span, describe()).kept_apart(text));
    }

    fn add(&mut self, rule: &'static Rule, make: impl FnOnce() -> Diagnostic) {
        self.add_as(rule.severity(), make);
    }

    fn add_as(&mut self, severity: Severity, make: impl FnOnce() -> Diagnostic) {
        let text = self.text;
        self.diagnostics.add(severity, || make().kept_apart(text));
    }

    /// Reports a lexeme that no other rule covers.
    fn unexpected(&mut self, span: Span) {
        let (text, expect) = (self.text, self.expect);
        self.add(&rules::SYNTAX, || {
            Diagnostic::new(
                &rules::SYNTAX,
                span,
                format!("unexpected {}: expected {}", Quoted(span.of(text)), expect.words()),
            )
        });
    }

    /// Takes a run of lexemes that filters cannot contain, and reports it once.
    fn skip_junk(&mut self) {
        let mut span = self.take();
        while self.lexeme(0).is_some_and(is_junk) {
            span = span.cover(self.take());
        }
        self.unexpected(span);
    }

    fn missing_operand(&mut self, place: Span, message: impl Into<Cow<'static, str>>) {
        let (message, expect) = (message.into(), self.expect);
        self.add(&rules::MISSING_OPERAND, || {
            Diagnostic::new(&rules::MISSING_OPERAND, place, message)
                .with_help(format!("expected {}", expect.words()))
        });
    }

    // The end.

    fn finish(&mut self) {
        let end = self.end_of_text();
        match self.expect {
            Expect::Connective => {}
            Expect::Operator => self.expect = Expect::Connective,
            Expect::Term => {
                self.no_condition(end);
                self.push_unreadable(end);
            }
            Expect::Operand => self.no_value(end),
            Expect::List | Expect::Item | Expect::Separator => self.end_list(end),
            Expect::Argument(number) | Expect::AfterArgument(number) => self.end_call(number, end),
        }
        self.unclosed(end);
    }

    /// A condition is missing before `place`.
    fn no_condition(&mut self, place: Span) {
        let last = self.at.checked_sub(1).and_then(|last| self.lexed.get(last)).copied();
        // Without tokens, something was already reported.
        let Some(last) = last.filter(|_| !self.tokens.is_empty()) else { return };
        let message = format!("a condition is missing after {}", Quoted(last.span.of(self.text)));
        self.missing_operand(place, message);
    }

    /// Whether a parenthesis inserted here closes the open one. Inside an unclosed string it would
    /// be text, and after an unread parenthesis it would close that one.
    fn can_close(&self) -> bool {
        let last = self.at.checked_sub(1).and_then(|last| self.lexed.get(last));
        !self.left_open && last.is_none_or(|last| last.lexeme != Lexeme::Quoted(Quote::Open))
    }

    /// The distance to the end of the call whose name is here.
    fn end_of_call(&mut self) -> usize {
        let end = self.partner(1);
        self.left_open |= end.is_none();
        end.unwrap_or(1)
    }

    /// Closes everything that is still open, and reports it once.
    fn unclosed(&mut self, end: Span) {
        let Some(first) = self.frames.first().copied() else { return };
        let count = self.frames.len();
        let last = self.frames.last().map_or(first.open, |frame| frame.open);
        let can_close = self.can_close();
        self.add(&rules::UNBALANCED_PARENTHESIS, || {
            let message = if count == 1 {
                Cow::Borrowed("this parenthesis is never closed")
            } else {
                Cow::Owned(format!("{count} parentheses are never closed; this is the last of them"))
            };
            let diagnostic = Diagnostic::new(&rules::UNBALANCED_PARENTHESIS, last, message).with_help(
                format!("write {} at the end, or where the group ends", Quoted(&")".repeat(count.min(8)))),
            );
            if !can_close {
                return diagnostic;
            }
            diagnostic.with_safe_fix("close it at the end", vec![Edit::insert(end.start, ")".repeat(count))])
        });
        while self.close().is_some() {
            self.push(Token::Close(end.end));
        }
    }
}

/// The kind of operand that a lexeme is.
fn literal_kind(lexeme: Lexeme) -> Option<OperandKind> {
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

fn is_separator(lexeme: Lexeme) -> bool {
    matches!(lexeme, Lexeme::Comma | Lexeme::Semicolon)
}

fn is_junk(lexeme: Lexeme) -> bool {
    matches!(lexeme, Lexeme::Other | Lexeme::CloseBracket | Lexeme::CloseBrace | Lexeme::OpenBrace)
}

/// Whether a space belongs between two lexemes that touch each other.
fn lacks_space(last: Lexeme, next: Lexeme) -> bool {
    let word = |lexeme| {
        matches!(
            lexeme,
            Lexeme::And
                | Lexeme::Or
                | Lexeme::Not
                | Lexeme::In
                | Lexeme::Comparison(_)
                | Lexeme::Path
                | Lexeme::Word
                | Lexeme::Number
                | Lexeme::Quoted(_)
                | Lexeme::True
                | Lexeme::False
                | Lexeme::Null
                | Lexeme::Parameter
                | Lexeme::Applied(_)
        )
    };
    match (last, next) {
        (Lexeme::In | Lexeme::And | Lexeme::Or, Lexeme::Open) => true,
        (Lexeme::Close, next) => word(next),
        _ => word(last) && word(next),
    }
}

/// For each parenthesis the index of its partner; 0 if there is none.
fn partners(lexed: &[Lexed]) -> Vec<u32> {
    let mut partners = vec![0; lexed.len()];
    let mut open = Vec::new();
    for (at, lexed) in lexed.iter().enumerate() {
        match lexed.lexeme {
            Lexeme::Open => open.push(at),
            Lexeme::Close => {
                if let Some(slot) = open.pop().and_then(|start| partners.get_mut(start)) {
                    *slot = u32::try_from(at).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    partners
}

/// The meaning of another language's operator, if it has one here.
fn foreign_comparison(text: &str) -> Option<Operator> {
    Some(match text {
        "=" | "==" | "===" => Operator::Eq,
        "!=" | "!==" | "<>" => Operator::Ne,
        ">" => Operator::Gt,
        ">=" | "=>" => Operator::Ge,
        "<" => Operator::Lt,
        "<=" | "=<" => Operator::Le,
        _ => return None,
    })
}
