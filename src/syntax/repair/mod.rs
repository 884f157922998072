//! Lexemes with mistakes → tokens that the grammar accepts, with one report for each mistake.
//!
//! This is a pushdown automaton: its state is what may come next ([`Expect`]) and which parentheses
//! are open ([`Frame`]). It takes an expected lexeme as it is. An unexpected one is a mistake with
//! a meaning and becomes the intended tokens: a foreign operator the operator, a missing `and` an
//! `and`, a missing value a [`OperandKind::Missing`]. Each step takes a lexeme or changes the
//! state, and no state returns without a lexeme taken, so the cost is linear.

mod call;
mod clause;
mod connective;
mod correction;
mod foreign;
mod infix;
mod lexed;
mod list;
mod operand;
mod operator;
mod prefix;
mod template;
mod term;
mod value;

pub(crate) use call::advice;
pub(crate) use value::{NOT_FINITE, is_not_finite};

use std::cell::OnceCell;

use self::correction::Correction;
use super::ast::{Operand, OperandKind, Operator};
use super::expect::Expect;
use super::lexeme::{Lexed, Lexeme, Quote};
use super::parser::Dialect;
use super::token::{Nesting, Token};
use crate::diagnostic::{Diagnostics, Message};
use crate::limits::Limits;
use crate::rules;
use crate::text::{Edit, Quoted, Span, is_unsafe, offset};

/// The intended tokens, which the grammar accepts for any text. Empty only beyond a limit.
pub(super) fn repair(
    text: &str,
    limits: &Limits,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Vec<Token> {
    // There are only invisible characters.
    if text.chars().all(|character| character.is_whitespace() || is_unsafe(character)) {
        diagnostics.report(&rules::EMPTY_FILTER, Span::at(offset(text.len())), || {
            Message::new("the filter is empty")
                .help("a filter is a condition such as `name eq 'x'`; to get everything, omit the filter")
        });
        return Vec::new();
    }
    let lexed = lexed::lex(text, dialect, diagnostics);
    let mut repair = Repair {
        text,
        partners: OnceCell::new(),
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
    partners: OnceCell<Vec<u32>>,
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

    /// The last lexeme taken.
    fn previous(&self) -> Option<Lexed> {
        self.lexed.get(self.at.checked_sub(1)?).copied()
    }

    /// The place after the last lexeme taken.
    fn here(&self) -> Span {
        Span::at(self.previous().map_or(0, |lexed| lexed.span.end))
    }

    /// The span of the next `count` lexemes.
    fn whole(&self, count: usize) -> Span {
        self.span(0).cover(self.span(count.saturating_sub(1)))
    }

    /// Whether nothing separates the lexeme there from the next.
    fn touches(&self, ahead: usize) -> bool {
        self.span(ahead).end == self.span(ahead + 1).start
    }

    /// Whether the lexeme there can be a value.
    fn is_literal(&self, ahead: usize) -> bool {
        self.lexeme(ahead).is_some_and(|lexeme| literal_kind(lexeme).is_some())
    }

    /// Whether the lexeme there is a name, or a word that cannot be one.
    fn is_name(&self, ahead: usize) -> bool {
        matches!(self.lexeme(ahead), Some(Lexeme::Path | Lexeme::Word))
    }

    /// The lexeme there as an operand, if it can be one.
    fn operand_at(&self, ahead: usize) -> Option<Operand> {
        let Lexed { lexeme, span } = self.peek(ahead)?;
        let kind = if self.is_name(ahead) { path_kind(lexeme) } else { literal_kind(lexeme)? };
        Some(Operand { kind, span })
    }

    /// The lexeme there as a value, if it can be one.
    fn literal_at(&self, ahead: usize) -> Option<Operand> {
        self.operand_at(ahead).filter(|_| !self.is_name(ahead))
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
        self.is_word(ahead, &infix::FOREIGN_WORDS) && !self.is_operator_after_word(ahead + 1) && !calls
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
    fn partner(&self, ahead: usize) -> Option<usize> {
        let partners = self.partners.get_or_init(|| partners(&self.lexed));
        let partner = *partners.get(self.at + ahead)? as usize;
        partner.checked_sub(self.at).filter(|partner| *partner > ahead)
    }

    // Taking.

    /// Takes the next lexeme.
    fn take(&mut self) -> Span {
        self.take_all(1)
    }

    /// Takes the next `count` lexemes, and reports a missing space before the first.
    fn take_all(&mut self, count: usize) -> Span {
        let told = std::mem::take(&mut self.space_told);
        if let (Some(last), Some(next)) = (self.previous(), self.peek(0))
            && !told
            && last.span.end == next.span.start
            && lacks_space(last.lexeme, next.lexeme)
        {
            self.report(&rules::MISSING_SPACE, last.span.cover(next.span), |text| {
                let (left, right) = (Quoted(last.span.of(text)), Quoted(next.span.of(text)));
                Message::new(format!("a space is missing between {left} and {right}"))
                    .safe_fix("add a space", vec![Edit::insert(next.span.start, " ")])
            });
        }
        let span = self.whole(count);
        self.at += count;
        span
    }

    /// Takes an expected lexeme.
    fn accept(&mut self, token: Token, next: Expect) {
        self.take();
        self.push(token);
        self.expect = next;
    }

    fn push(&mut self, token: Token) {
        self.tokens.push(token);
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
        self.report(&rules::TOO_DEEP, place, |_| {
            Message::new(format!(
                "parentheses and `not` are nested deeper than {limit} here: the rest of the filter was not read"
            ))
            .help("remove doubled ones: `((a))` means `(a)`, and `not not a` means `a`")
        });
    }

    fn close(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        self.nesting.close();
        Some(frame)
    }

    /// Takes a run of lexemes that filters cannot contain, and reports it once.
    fn skip_junk(&mut self) {
        let mut span = self.take();
        while self.lexeme(0).is_some_and(is_junk) {
            span = span.cover(self.take());
        }
        let mistake = self.unexpected(span);
        self.add(mistake);
    }

    // The end.

    fn finish(&mut self) {
        match self.expect {
            Expect::Connective | Expect::Operator => {}
            Expect::Term => self.no_condition(),
            Expect::Operand => self.no_value(),
            Expect::List | Expect::Item | Expect::Separator => self.end_list(),
            Expect::Argument(number) | Expect::AfterArgument(number) => self.end_call(number),
        }
        self.unclosed();
    }

    /// A condition is missing here.
    fn no_condition(&mut self) {
        let place = self.here();
        // Without tokens, something was already reported.
        let mistake = self.previous().filter(|_| !self.tokens.is_empty()).map(|last| {
            let message = |text| format!("a condition is missing after {}", Quoted(last.span.of(text)));
            self.missing_operand(place, message)
        });
        self.apply(Correction::new(0, [Token::Unreadable(place)], Expect::Connective, mistake));
    }

    /// Whether a parenthesis inserted here closes the open one. Inside an unclosed string it would
    /// be text, and after an unread parenthesis it would close that one.
    fn can_close(&self) -> bool {
        !self.left_open && self.previous().is_none_or(|last| last.lexeme != Lexeme::Quoted(Quote::Open))
    }

    /// The number of lexemes of the call whose name is here.
    fn end_of_call(&mut self) -> usize {
        let end = self.partner(1);
        self.left_open |= end.is_none();
        end.unwrap_or(1) + 1
    }

    /// Whether the innermost parenthesis is of this kind.
    fn is_in(&self, kind: FrameKind) -> bool {
        self.frames.last().is_some_and(|frame| frame.kind == kind)
    }

    /// Closes everything that is still open, and reports it once.
    fn unclosed(&mut self) {
        let Some(last) = self.frames.last().copied() else { return };
        let (count, end, can_close) = (self.frames.len(), self.here().end, self.can_close());
        self.report(&rules::UNBALANCED_PARENTHESIS, last.open, |_| {
            let message = if count == 1 {
                Message::new("this parenthesis is never closed")
            } else {
                Message::new(format!("{count} parentheses are never closed; this is the last of them"))
            };
            let shown = Quoted(&")".repeat(count.min(8))).to_string();
            message
                .help(format!("write {shown} at the end, or where the group ends"))
                .safe_fix("close it at the end", vec![Edit::insert(end, ")".repeat(count))])
                .fix_if(can_close)
        });
        while self.close().is_some() {
            self.push(Token::Close(end));
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

/// The kind of operand that a name is.
fn path_kind(lexeme: Lexeme) -> OperandKind {
    if lexeme == Lexeme::Path { OperandKind::Path } else { OperandKind::Word }
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
