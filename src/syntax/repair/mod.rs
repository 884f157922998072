//! Lexemes with mistakes → tokens that the grammar accepts, with one report for each mistake.
//!
//! This is a pushdown automaton: its state is what may come next ([`Expect`]) and which parentheses
//! are open ([`RepairFrame`]). It takes an expected lexeme as it is. An unexpected one is a mistake with
//! a meaning and becomes the intended tokens: a foreign operator the operator, a missing `and` an
//! `and`, a missing value a missing operand. Each step takes a lexeme or changes the state, and no
//! state returns without a lexeme taken, so the cost is linear.
//!
//! A recogniser of a mistake only looks at the next lexemes (`lookahead.rs`) and the last tokens,
//! and returns a [`Correction`]: the number of lexemes that it takes, the tokens that they mean,
//! the next state and the finding. [`Repairer::apply`] carries it out. Functions with `&mut self`
//! remain for parentheses, which several steps open, fill and close.

mod call;
mod clause;
mod connective;
mod correction;
mod expression;
mod foreign;
mod function;
mod infix;
mod lexed;
mod list;
mod lookahead;
mod mongo;
mod operand;
mod operator;
mod pipe;
mod prefix;
mod template;
mod term;
mod time;
mod turned;
mod value;

pub(crate) use value::{is_not_finite, not_finite, split_typed, type_name};

use std::cell::OnceCell;

use self::correction::Correction;
use self::lookahead::{is_junk, is_separator, lacks_space};
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
            let is_blank = text.trim().is_empty();
            Message::new(if is_blank {
                "the filter is empty"
            } else {
                "the filter contains only invisible characters"
            })
            .help("a filter is a condition such as `name eq 'x'`; to get everything, omit the filter")
        });
        return Vec::new();
    }
    let mut repair = Repairer::new(text, limits, dialect, diagnostics);
    repair.run();
    repair.tokens
}

/// The state after all lexemes of a part of a filter: what may come next, the tokens of the condition that is
/// being written, and the number of open parentheses.
pub(super) fn unfinished(text: &str, limits: &Limits, dialect: Dialect) -> (Expect, Vec<Token>, usize) {
    let mut diagnostics = Diagnostics::new(0);
    let mut repair = Repairer::new(text, limits, dialect, &mut diagnostics);
    while repair.at < repair.lexed.len() && !repair.too_deep {
        repair.step();
    }
    let open = repair.frames.len();
    (repair.expect, repair.tokens.split_off(repair.term.min(repair.tokens.len())), open)
}

/// An open parenthesis, or an equivalent.
#[derive(Debug, Clone, Copy)]
struct RepairFrame {
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

struct Repairer<'t, 'd> {
    text: &'t str,
    lexed: Vec<Lexed>,
    /// The next lexeme.
    at: usize,
    /// The start of the separators at the end of the text; the number of lexemes if there are none.
    tail: usize,
    expect: Expect,
    frames: Vec<RepairFrame>,
    tokens: Vec<Token>,
    /// The start of the current condition's tokens.
    term: usize,
    /// The offsets of the last closed group: its start and its end.
    last_group: Option<(u32, u32)>,
    nesting: Nesting,
    limit: usize,
    too_deep: bool,
    /// Whether a parenthesis was skipped as unreadable without its end. A parenthesis at the end of
    /// the text would close that one.
    left_open: bool,
    /// The lexemes of the last comment: the first, and the one after it.
    comment: Option<(usize, usize)>,
    /// Whether the conditions after the last `| where` are a group without written parentheses.
    in_stage: bool,
    /// Whether the missing space before the next lexeme is already part of another report.
    space_told: bool,
    /// For each lexeme the index of its partner parenthesis; made on demand.
    partners: OnceCell<Vec<u32>>,
    diagnostics: &'d mut Diagnostics,
}

impl<'t, 'd> Repairer<'t, 'd> {
    fn new(
        text: &'t str,
        limits: &Limits,
        dialect: Dialect,
        diagnostics: &'d mut Diagnostics,
    ) -> Repairer<'t, 'd> {
        let lexed = lexed::lex(text, dialect, diagnostics);
        Repairer {
            text,
            partners: OnceCell::new(),
            tokens: Vec::with_capacity(lexed.len() + 8),
            tail: lexed.iter().rposition(|lexed| !is_separator(lexed.lexeme)).map_or(0, |last| last + 1),
            lexed,
            at: 0,
            expect: Expect::Term,
            frames: Vec::new(),
            term: 0,
            last_group: None,
            nesting: Nesting::new(limits.nesting),
            limit: limits.nesting,
            too_deep: false,
            left_open: false,
            comment: None,
            in_stage: false,
            space_told: false,
            diagnostics,
        }
    }
}

impl<'t> Repairer<'t, '_> {
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

    fn accept_operand(&mut self, next: Expect) {
        if let Some(operand) = self.operand_at(0) {
            self.accept(Token::operand(operand), next);
        }
    }

    fn push(&mut self, token: Token) {
        self.tokens.push(token);
    }

    fn begin_term(&mut self) {
        self.term = self.tokens.len();
        self.expect = Expect::Term;
    }

    fn open(&mut self, kind: FrameKind, open: Span) {
        self.frames.push(RepairFrame { kind, open, doubled: 0 });
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

    fn close(&mut self) -> Option<RepairFrame> {
        let frame = self.frames.pop()?;
        self.nesting.close();
        Some(frame)
    }

    /// Takes a comment, or a run of lexemes that filters cannot contain, and reports it once.
    fn skip_junk(&mut self) {
        if self.at > 0 && self.take_comment() {
            return;
        }
        let mut span = self.take();
        while self.lexeme(0).is_some_and(is_junk) {
            span = span.cover(self.take());
        }
        self.add(self.unexpected(span));
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
        self.end_stage();
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
            message.help(format!("write {shown} at the end, or where the group ends")).safe_fix(
                "close it at the end",
                can_close.then(|| vec![Edit::insert(end, ")".repeat(count))]),
            )
        });
        while self.close().is_some() {
            self.push(Token::Close(end));
        }
    }
}
