//! Lists: after `in`, between the items, and every other way to write one.

use super::correction::Correction;
use super::lookahead::{ends_condition, is_junk};
use super::{Expect, FrameKind, RepairFrame, Repairer, Token};
use crate::diagnostic::{Applicability, Message, Severity};
use crate::rules;
use crate::syntax::ast::{OperandKind, Operator};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::literal::quote;
use crate::text::{Edit, Quoted, Span};

impl Repairer<'_, '_> {
    /// After `in`.
    pub(super) fn list(&mut self) {
        let span = self.span(0);
        let begins_term = self.begins_term(0);
        match self.lexeme(0) {
            Some(Lexeme::Open) if self.try_apply(self.subquery()) => {}
            Some(Lexeme::Number) if self.try_apply(self.address_range()) => {}
            Some(Lexeme::Open) => {
                self.take();
                self.open_list(FrameKind::List, span);
            }
            Some(Lexeme::OpenBracket | Lexeme::OpenBrace) => {
                let closing = self.closing_bracket();
                self.take();
                self.wrong_bracket(span, "(", closing);
                let kind = if closing.is_some() { FrameKind::BracketList } else { FrameKind::List };
                self.open_list(kind, span);
            }
            Some(Lexeme::Null) if self.try_apply(self.null_as_list()) => {}
            Some(Lexeme::Other) if self.try_apply(self.array_mark()) => {}
            Some(Lexeme::Parameter) => self.accept_operand(Expect::Connective),
            // `'x' in tags`.
            Some(Lexeme::Path) if self.is_after_value() && !begins_term => {
                self.accept_operand(Expect::Connective)
            }
            // The checker knows whether it is a property.
            Some(Lexeme::Path) if !begins_term && self.lexeme(1).is_none_or(ends_condition) => {
                let tokens = [Token::Open(span.start), Token::path(span), Token::Close(span.end)];
                self.apply(Correction::new(1, tokens, Expect::Connective, None));
            }
            _ if self.is_literal(0) || self.is_name(0) && !begins_term => {
                self.open_list(FrameKind::BareList, Span::at(span.start));
            }
            Some(lexeme) if is_junk(lexeme) => self.skip_junk(),
            _ => self.end_list(),
        }
    }

    /// `@('ERROR')`, an array of PowerShell.
    fn array_mark(&self) -> Option<Correction> {
        let mark = self.span(0);
        let is_array = self.word(0) == "@" && self.touches(0) && self.lexeme(1) == Some(Lexeme::Open);
        is_array.then(|| {
            let mistake = self.mistake(&rules::LIST_SYNTAX, mark, |_| {
                Message::new("`@` is not part of a list: a list is written in `(` and `)`")
                    .safe_fix("remove it", vec![Edit::delete(mark)])
            });
            Correction::new(1, [], Expect::List, mistake).with_space_after()
        })
    }

    /// `state in null`.
    fn null_as_list(&self) -> Option<Correction> {
        let ends = self.lexeme(1).is_none_or(ends_condition);
        let operator = self.previous().filter(|before| ends && before.lexeme == Lexeme::In)?;
        let null = self.span(0);
        let whole = operator.span.cover(null);
        let mistake = self.mistake(&rules::LIST_SYNTAX, whole, |_| {
            Message::new("`in` takes a list, and `null` is not one: write `eq null`")
                .safe_fix("write `eq null`", vec![Edit::replace(whole, "eq null")])
        });
        let tokens = [Token::Comparison(Operator::Eq), Token::missing(null)];
        Some(Correction::new(1, tokens, Expect::Connective, mistake).replacing(1))
    }

    /// Whether the operand before `in` is a value and not a property.
    fn is_after_value(&self) -> bool {
        matches!(self.tokens.as_slice(), [.., Token::Literal(left) | Token::Parameter(left), Token::In]
            if left.kind != OperandKind::Missing)
    }

    fn open_list(&mut self, kind: FrameKind, open: Span) {
        self.push(Token::Open(open.start));
        self.open(kind, open);
        self.expect = Expect::Item;
    }

    /// The closing bracket of the list of plain items that begins here.
    fn closing_bracket(&self) -> Option<Span> {
        let is_item = |ahead: &usize| {
            self.operand_at(*ahead).is_some()
                || matches!(self.lexeme(*ahead), Some(Lexeme::Comma | Lexeme::Semicolon))
        };
        let last = self.peek((1..).find(|ahead| !is_item(ahead))?)?;
        matches!(last.lexeme, Lexeme::CloseBracket | Lexeme::CloseBrace).then_some(last.span)
    }

    /// A bracket in place of a parenthesis, with its partner.
    fn wrong_bracket(&mut self, span: Span, right: &'static str, closing: Option<Span>) {
        let brackets = || [(span, right)].into_iter().chain(closing.map(|end| (end, ")")));
        let edits = || brackets().map(|(span, right)| Edit::replace(span, right)).collect::<Vec<_>>();
        // The vendor's guide writes lists in brackets, and its description in parentheses.
        let documented = closing.filter(|end| (span.of(self.text), end.of(self.text)) == ("[", "]"));
        let mistake = match documented {
            Some(end) => self.mistake_as(Severity::Hint, &rules::LIST_SYNTAX, span.cover(end), |_| {
                Message::new("the developer guide writes a list in `[ ]`, and the API description in `( )`")
                    .help("comfilter accepts both, and sends `( )`")
                    .unsafe_fix("write parentheses", edits())
            }),
            None => self.mistake(&rules::LIST_SYNTAX, span, |text| {
                let bracket = Quoted(span.of(text));
                Message::new(format!("{bracket} is not a parenthesis: a list is written in `(` and `)`"))
                    .safe_fix("write parentheses", edits())
            }),
        };
        self.add(mistake);
    }

    pub(super) fn item(&mut self) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            _ if self.computed_value(Expect::Separator) => {}
            Lexeme::Close | Lexeme::CloseBracket | Lexeme::CloseBrace => self.apply(self.no_item()),
            Lexeme::Comma | Lexeme::Semicolon => {
                let mistake = self.mistake(&rules::LIST_SYNTAX, span, |_| {
                    Message::new("an item is missing before this separator")
                        .safe_fix("remove it", vec![Edit::delete(span)])
                });
                self.apply(Correction::new(1, [], Expect::Item, mistake));
            }
            Lexeme::Open | Lexeme::OpenBracket => self.doubled_open(),
            Lexeme::Placeholder | Lexeme::Dollar => self.placeholder_value(Expect::Separator),
            Lexeme::Other if self.try_apply(self.bound_value(Expect::Separator)) => {}
            Lexeme::Path | Lexeme::Word if self.is_call_as_item() => self.call_as_value(Expect::Separator),
            Lexeme::Path | Lexeme::Word if self.begins_term(0) => self.end_list(),
            _ if self.value(Expect::Separator) => {}
            Lexeme::And | Lexeme::Or | Lexeme::Not => self.end_list(),
            _ => self.skip_junk(),
        }
    }

    /// `in (tolower('A'),'b')`: a call as an item of the list. `contains` is a condition.
    fn is_call_as_item(&self) -> bool {
        self.lexeme(1) == Some(Lexeme::Open)
            && !self.is_word(0, &["contains"])
            && self
                .partner(1)
                .is_some_and(|close| matches!(self.lexeme(close + 1), Some(Lexeme::Comma | Lexeme::Close)))
    }

    /// `in (('a','b'))`.
    fn doubled_open(&mut self) {
        let closing = self.partner(0).map(|ahead| self.span(ahead));
        let span = self.take();
        if closing.is_some()
            && let Some(frame) = self.frames.last_mut()
        {
            frame.doubled += 1;
        }
        let empty = self.lexeme(0) == Some(Lexeme::Close);
        self.report(&rules::LIST_SYNTAX, span, |_| {
            let edits = || [span].into_iter().chain(closing).map(Edit::delete).collect::<Vec<_>>();
            Message::new("a list has one pair of parentheses")
                .safe_fix("remove the inner pair", (!empty).then(edits))
        });
    }

    /// Takes the end of an inner pair, which was reported at its beginning.
    fn doubled_close(&mut self) -> bool {
        let Some(frame) = self.frames.last_mut().filter(|frame| frame.doubled > 0) else { return false };
        frame.doubled -= 1;
        self.take();
        true
    }

    /// The end of a list in the place of an item: `()`, or `('a',)`.
    fn no_item(&self) -> Correction {
        let span = self.span(0);
        if self.tokens.last() != Some(&Token::Comma) {
            let mistake = self.mistake(&rules::LIST_SYNTAX, span, |_| {
                Message::new("the list is empty, so nothing can match").help(VALUES)
            });
            let item = Token::missing(Span::at(span.start));
            return Correction::new(0, [item], Expect::Separator, mistake);
        }
        let separator = self.last_separator();
        let place = separator.unwrap_or(span);
        let mistake = self.mistake(&rules::LIST_SYNTAX, place, |_| {
            Message::new("an item is missing after the last comma")
                .safe_fix("remove the comma", separator.map(|place| vec![Edit::delete(place)]))
        });
        Correction::new(0, [], Expect::Separator, mistake).replacing(1)
    }

    /// Everything between the last item and here, except junk.
    fn last_separator(&self) -> Option<Span> {
        let taken = self.lexed.get(..self.at)?;
        let last = taken.iter().rev().find(|lexed| !is_junk(lexed.lexeme))?;
        matches!(last.lexeme, Lexeme::Comma | Lexeme::Semicolon | Lexeme::And | Lexeme::Or)
            .then_some(last.span)
    }

    pub(super) fn separator(&mut self) {
        let span = self.span(0);
        let bare = self.is_in(FrameKind::BareList);
        match self.lexeme(0) {
            Some(Lexeme::Comma) => self.accept(Token::Comma, Expect::Item),
            Some(Lexeme::Close) if self.doubled_close() => {}
            Some(Lexeme::Close) if !bare => self.close_list(span),
            Some(Lexeme::CloseBracket | Lexeme::CloseBrace) if bare => {
                if let Some(frame) = self.frames.last().copied() {
                    self.bare_list(Span::new(frame.open.start, span.end), Some(Edit::replace(span, ")")));
                }
                self.close_list(span);
            }
            Some(Lexeme::CloseBracket | Lexeme::CloseBrace) => {
                if !self.is_in(FrameKind::BracketList) {
                    self.wrong_bracket(span, ")", None);
                }
                self.close_list(span);
            }
            Some(Lexeme::Semicolon) if self.at + 1 < self.lexed.len() => self.apply(self.wrong_separator()),
            Some(Lexeme::Or | Lexeme::And | Lexeme::ForeignOr | Lexeme::ForeignAnd)
                if self.is_item_in_list() =>
            {
                self.apply(self.wrong_separator())
            }
            Some(_) if !bare && self.is_literal(0) && !self.begins_term(0) => {
                let place = self.here();
                let mistake = self.mistake(&rules::LIST_SYNTAX, place, |_| {
                    Message::new("a comma is missing between two items")
                        .safe_fix("add a comma", vec![Edit::insert(place.start, ",")])
                });
                self.apply(Correction::new(0, [Token::Comma], Expect::Item, mistake));
            }
            Some(lexeme) if !bare && is_junk(lexeme) => self.skip_junk(),
            _ => self.end_list(),
        }
    }

    fn close_list(&mut self, end: Span) {
        self.close();
        self.accept(Token::Close(end.end), Expect::Connective);
    }

    fn wrong_separator(&self) -> Correction {
        let span = self.span(0);
        let mistake = self.mistake(&rules::LIST_SYNTAX, span, |text| {
            Message::new(format!("{} does not separate items: a comma does", Quoted(span.of(text))))
                .safe_fix("write a comma", vec![Edit::replace(span, ",")])
        });
        Correction::new(1, [Token::Comma], Expect::Item, mistake)
    }

    /// `('a' or 'b')`: an item and the end of the list follow, and no condition.
    fn is_item_in_list(&self) -> bool {
        self.operand_at(1).is_some()
            && self.lexeme(2).is_some_and(|next| next == Lexeme::Comma || ends_condition(next))
            && !self.begins_term(1)
            && !self.begins_term(3)
    }

    /// The list ends here without a parenthesis.
    pub(super) fn end_list(&mut self) {
        let place = self.here();
        if self.expect == Expect::List {
            let mistake = self.missing_operand(place, |_| "the list after `in` is missing".to_owned());
            let tokens = [Token::Open(place.start), Token::missing(place), Token::Close(place.end)];
            return self.apply(Correction::new(0, tokens, Expect::Connective, mistake));
        }
        let after_comma = self.tokens.last() == Some(&Token::Comma);
        let mut separator = None;
        if self.expect == Expect::Item && after_comma {
            self.tokens.pop();
            separator = self.last_separator();
        } else if self.expect == Expect::Item {
            self.push(Token::missing(place));
        }
        let empty = self.expect == Expect::Item && separator.is_none();
        // A parenthesis after the last item replaces a separator there.
        let close = separator
            .map_or_else(|| Edit::insert(place.start, ")"), |separator| Edit::replace(separator, ")"));
        let can_close = !empty && self.can_close();
        match self.close() {
            Some(RepairFrame { kind: FrameKind::BareList, open, .. }) => {
                self.bare_list(open.cover(place), can_close.then_some(close));
            }
            Some(RepairFrame { open, .. }) => {
                let at_end = self.at >= self.lexed.len();
                let can_close = can_close && !self.is_paired_at(open);
                self.report(&rules::UNBALANCED_PARENTHESIS, open, |_| {
                    Message::new("the list that begins here is never closed")
                        .help("write `)` after its last item")
                        .fix(Applicability::safe_if(at_end), "close the list", can_close.then(|| vec![close]))
                });
            }
            None => {}
        }
        self.push(Token::Close(place.end));
        self.expect = Expect::Connective;
    }

    /// A list without parentheses; `close` writes the second of them.
    fn bare_list(&mut self, span: Span, close: Option<Edit>) {
        let is_item = |token: &&Token| !matches!(token, Token::Open(_) | Token::In);
        let bare: Vec<Span> = self
            .tokens
            .iter()
            .rev()
            .take_while(is_item)
            .filter_map(|token| match token {
                Token::Path(word) if matches!(word.kind, OperandKind::Path | OperandKind::Word) => {
                    Some(word.span)
                }
                _ => None,
            })
            .collect();
        self.report(&rules::LIST_SYNTAX, span, |text| {
            let is_sure = bare.is_empty();
            let quoted = bare.iter().map(|word| Edit::replace(*word, quote(word.of(text))));
            let edits = close.map(|close| {
                [Edit::insert(span.start, "(")].into_iter().chain(quoted).chain([close]).collect::<Vec<_>>()
            });
            Message::new("a list needs parentheses").fix(
                Applicability::safe_if(is_sure),
                "put it in parentheses",
                edits,
            )
        });
    }
}

const VALUES: &str = "write the values that may match: `in ('ERROR','STALLED')`";
