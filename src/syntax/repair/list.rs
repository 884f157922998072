//! Lists: after `in`, between the items, and every other way to write one.

use super::{Expect, FrameKind, Repair, Token, literal_kind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules;
use crate::syntax::ast::OperandKind;
use crate::syntax::lexeme::Lexeme;
use crate::text::{Edit, Quoted, Span};

impl Repair<'_, '_> {
    /// After `in`.
    pub(super) fn list(&mut self) {
        let span = self.span(0);
        match self.lexeme(0) {
            Some(Lexeme::Open) => {
                self.take();
                self.open_list(FrameKind::List, span);
            }
            Some(Lexeme::Parameter) => {
                self.take();
                self.push_operand(OperandKind::Parameter, span);
                self.expect = Expect::Connective;
            }
            Some(Lexeme::OpenBracket | Lexeme::OpenBrace) => {
                let closing = self.closing_bracket();
                self.take();
                self.wrong_bracket(span, "(", closing);
                self.open_list(
                    if closing.is_some() { FrameKind::BracketList } else { FrameKind::List },
                    span,
                );
            }
            // `'x' in tags`.
            Some(Lexeme::Path) if self.is_after_value() && !self.begins_term(0) => {
                self.take();
                self.push_operand(OperandKind::Path, span);
                self.expect = Expect::Connective;
            }
            Some(Lexeme::Path) if self.word(0).contains('/') && !self.begins_term(0) => {
                self.take();
                self.property_as_list(span);
            }
            Some(lexeme)
                if literal_kind(lexeme).is_some()
                    || (matches!(lexeme, Lexeme::Path | Lexeme::Word) && !self.begins_term(0)) =>
            {
                self.open_list(FrameKind::BareList, Span::at(span.start));
            }
            Some(lexeme) if super::is_junk(lexeme) => self.skip_junk(),
            _ => {
                let place = self.here();
                self.end_list(place);
            }
        }
    }

    /// Whether the operand before `in` is a value and not a property.
    fn is_after_value(&self) -> bool {
        matches!(self.tokens.as_slice(), [.., Token::Literal(left) | Token::Parameter(left), Token::In]
            if left.kind != OperandKind::Missing)
    }

    /// `state in results/list`.
    fn property_as_list(&mut self, span: Span) {
        let text = self.text;
        self.add(&rules::LIST_SYNTAX, || {
            let message = format!("{} is a property, and `in` takes a list of values", Quoted(span.of(text)));
            Diagnostic::new(&rules::LIST_SYNTAX, span, message)
                .with_help("write the values that may match: `in ('ERROR','STALLED')`")
        });
        self.push(Token::Open(span.start));
        self.push_missing(span);
        self.push(Token::Close(span.end));
        self.expect = Expect::Connective;
    }

    fn open_list(&mut self, kind: FrameKind, open: Span) {
        self.push(Token::Open(open.start));
        self.open(kind, open);
        self.expect = Expect::Item;
    }

    /// The closing bracket of the list of plain items that begins here.
    fn closing_bracket(&self) -> Option<Span> {
        let items = self.lexed.get(self.at + 1..)?;
        let last = items.iter().find(|lexed| {
            let item =
                literal_kind(lexed.lexeme).is_some() || matches!(lexed.lexeme, Lexeme::Path | Lexeme::Word);
            !item && !matches!(lexed.lexeme, Lexeme::Comma | Lexeme::Semicolon)
        })?;
        matches!(last.lexeme, Lexeme::CloseBracket | Lexeme::CloseBrace).then_some(last.span)
    }

    /// A bracket in place of a parenthesis, with its partner.
    fn wrong_bracket(&mut self, span: Span, right: &'static str, closing: Option<Span>) {
        let text = self.text;
        // The vendor's guide writes lists in brackets, and its description in parentheses.
        if let (Some(end), "[", "]") =
            (closing, span.of(text), closing.map_or("", |closing| closing.of(text)))
        {
            self.add_as(Severity::Hint, || {
                Diagnostic::new(
                    &rules::LIST_SYNTAX,
                    span.cover(end),
                    "the developer guide writes a list in `[ ]`, and the API description in `( )`",
                )
                .with_severity(Severity::Hint)
                .with_help("comfilter accepts both, and sends `( )`")
                .with_unsafe_fix(
                    "write parentheses",
                    vec![Edit::replace(span, right), Edit::replace(end, ")")],
                )
            });
            return;
        }
        self.add(&rules::LIST_SYNTAX, || {
            Diagnostic::new(
                &rules::LIST_SYNTAX,
                span,
                format!("{} is not a parenthesis: a list is written in `(` and `)`", Quoted(span.of(text))),
            )
            .with_safe_fix(
                "write parentheses",
                std::iter::once(Edit::replace(span, right))
                    .chain(closing.map(|end| Edit::replace(end, ")")))
                    .collect(),
            )
        });
    }

    pub(super) fn item(&mut self) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::Close | Lexeme::CloseBracket | Lexeme::CloseBrace => self.no_item(span),
            Lexeme::Comma | Lexeme::Semicolon => {
                self.take();
                self.add(&rules::LIST_SYNTAX, || {
                    Diagnostic::new(&rules::LIST_SYNTAX, span, "an item is missing before this separator")
                        .with_safe_fix("remove it", vec![Edit::delete(span)])
                });
            }
            Lexeme::Open | Lexeme::OpenBracket => self.doubled_open(span),
            Lexeme::Placeholder | Lexeme::Dollar => self.placeholder_value(Expect::Separator),
            Lexeme::Path | Lexeme::Word if self.is_call_as_item() => {
                self.call_as_value();
                self.expect = Expect::Separator;
            }
            Lexeme::Path | Lexeme::Word if self.begins_term(0) => {
                let place = self.here();
                self.end_list(place);
            }
            _ if self.value(Expect::Separator) => {}
            Lexeme::And | Lexeme::Or | Lexeme::Not => {
                let place = self.here();
                self.end_list(place);
            }
            _ => self.skip_junk(),
        }
    }

    /// `in (tolower('A'),'b')`: a call as an item of the list. `contains` is a condition.
    fn is_call_as_item(&mut self) -> bool {
        self.lexeme(1) == Some(Lexeme::Open)
            && !self.is_word(0, &["contains"])
            && self
                .partner(1)
                .is_some_and(|close| matches!(self.lexeme(close + 1), Some(Lexeme::Comma | Lexeme::Close)))
    }

    /// `in (('a','b'))`.
    fn doubled_open(&mut self, span: Span) {
        let closing = self.partner(0).map(|ahead| self.span(ahead));
        self.take();
        if closing.is_some()
            && let Some(frame) = self.frames.last_mut()
        {
            frame.doubled += 1;
        }
        let empty = self.lexeme(0) == Some(Lexeme::Close);
        self.add(&rules::LIST_SYNTAX, || {
            let edits = std::iter::once(span).chain(closing).map(Edit::delete).collect();
            let diagnostic = Diagnostic::new(&rules::LIST_SYNTAX, span, "a list has one pair of parentheses");
            if empty { diagnostic } else { diagnostic.with_safe_fix("remove the inner pair", edits) }
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
    fn no_item(&mut self, span: Span) {
        let comma = self.tokens.last() == Some(&Token::Comma);
        if comma {
            self.tokens.pop();
            let separator = self.last_separator();
            self.add(&rules::LIST_SYNTAX, || {
                let diagnostic = Diagnostic::new(
                    &rules::LIST_SYNTAX,
                    separator.unwrap_or(span),
                    "an item is missing after the last comma",
                );
                match separator {
                    Some(separator) => {
                        diagnostic.with_safe_fix("remove the comma", vec![Edit::delete(separator)])
                    }
                    None => diagnostic,
                }
            });
        } else {
            self.add(&rules::LIST_SYNTAX, || {
                Diagnostic::new(&rules::LIST_SYNTAX, span, "the list is empty, so nothing can match")
                    .with_help("write the values that may match: `in ('ERROR','STALLED')`")
            });
            self.push_missing(Span::at(span.start));
        }
        self.expect = Expect::Separator;
    }

    /// Everything between the last item and here, except junk.
    fn last_separator(&self) -> Option<Span> {
        let taken = self.lexed.get(..self.at)?;
        let last = taken.iter().rev().find(|lexed| !super::is_junk(lexed.lexeme))?;
        matches!(last.lexeme, Lexeme::Comma | Lexeme::Semicolon | Lexeme::And | Lexeme::Or)
            .then_some(last.span)
    }

    pub(super) fn separator(&mut self) {
        let span = self.span(0);
        let bare = self.frames.last().is_some_and(|frame| frame.kind == FrameKind::BareList);
        match self.lexeme(0) {
            Some(Lexeme::Comma) => {
                self.take();
                self.push(Token::Comma);
                self.expect = Expect::Item;
            }
            Some(Lexeme::Close) if self.doubled_close() => {}
            Some(Lexeme::Close) if !bare => {
                self.take();
                self.close();
                self.push(Token::Close(span.end));
                self.expect = Expect::Connective;
            }
            Some(Lexeme::CloseBracket | Lexeme::CloseBrace) if bare => {
                self.take();
                let close = Edit::replace(span, ")");
                if let Some(frame) = self.close() {
                    self.bare_list(Span::new(frame.open.start, span.end), Some(close));
                }
                self.push(Token::Close(span.end));
                self.expect = Expect::Connective;
            }
            Some(Lexeme::CloseBracket | Lexeme::CloseBrace) => {
                self.take();
                if !self.frames.last().is_some_and(|frame| frame.kind == FrameKind::BracketList) {
                    self.wrong_bracket(span, ")", None);
                }
                self.close();
                self.push(Token::Close(span.end));
                self.expect = Expect::Connective;
            }
            Some(Lexeme::Semicolon) if self.at + 1 < self.lexed.len() => self.wrong_separator(span),
            Some(Lexeme::Or | Lexeme::And) if self.is_item_in_list() => self.wrong_separator(span),
            Some(lexeme) if !bare && literal_kind(lexeme).is_some() && !self.begins_term(0) => {
                let place = self.here();
                self.add(&rules::LIST_SYNTAX, || {
                    Diagnostic::new(&rules::LIST_SYNTAX, place, "a comma is missing between two items")
                        .with_safe_fix("add a comma", vec![Edit::insert(place.start, ",")])
                });
                self.push(Token::Comma);
                self.expect = Expect::Item;
            }
            Some(lexeme) if !bare && super::is_junk(lexeme) => self.skip_junk(),
            _ => {
                let place = self.here();
                self.end_list(place);
            }
        }
    }

    fn wrong_separator(&mut self, span: Span) {
        let text = self.text;
        self.take();
        self.add(&rules::LIST_SYNTAX, || {
            Diagnostic::new(
                &rules::LIST_SYNTAX,
                span,
                format!("{} does not separate items: a comma does", Quoted(span.of(text))),
            )
            .with_safe_fix("write a comma", vec![Edit::replace(span, ",")])
        });
        self.push(Token::Comma);
        self.expect = Expect::Item;
    }

    /// `('a' or 'b')`: an item and the end of the list follow, and no condition.
    fn is_item_in_list(&self) -> bool {
        self.lexeme(1).is_some_and(|lexeme| {
            literal_kind(lexeme).is_some() || matches!(lexeme, Lexeme::Path | Lexeme::Word)
        }) && matches!(self.lexeme(2), Some(Lexeme::Close | Lexeme::Comma | Lexeme::Or | Lexeme::And))
            && !self.begins_term(1)
            && !self.begins_term(3)
    }

    /// The list ends at `place` without a parenthesis.
    pub(super) fn end_list(&mut self, place: Span) {
        if self.expect == Expect::List {
            self.missing_operand(place, "the list after `in` is missing");
            self.push(Token::Open(place.start));
            self.push_missing(place);
            self.push(Token::Close(place.end));
            self.expect = Expect::Connective;
            return;
        }
        let mut separator = None;
        if self.expect == Expect::Item {
            if self.tokens.last() == Some(&Token::Comma) {
                self.tokens.pop();
                separator = self.last_separator();
            } else {
                self.push_missing(place);
            }
        }
        if let Some(frame) = self.close() {
            self.unclosed_list(frame.kind, frame.open, place, separator);
        }
        self.push(Token::Close(place.end));
        self.expect = Expect::Connective;
    }

    /// A list without parentheses; `close` writes the second of them.
    fn bare_list(&mut self, span: Span, close: Option<Edit>) {
        self.add(&rules::LIST_SYNTAX, || {
            let diagnostic = Diagnostic::new(&rules::LIST_SYNTAX, span, "a list needs parentheses");
            match close {
                Some(close) => diagnostic
                    .with_safe_fix("put it in parentheses", vec![Edit::insert(span.start, "("), close]),
                None => diagnostic,
            }
        });
    }

    fn unclosed_list(&mut self, kind: FrameKind, open: Span, place: Span, separator: Option<Span>) {
        // A parenthesis after the last item replaces a separator there.
        let close = match separator {
            Some(separator) => Edit::replace(separator, ")"),
            None => Edit::insert(place.start, ")"),
        };
        let empty = self.expect == Expect::Item && separator.is_none();
        let can_close = !empty && self.can_close();
        if kind == FrameKind::BareList {
            self.bare_list(Span::new(open.start, place.end), can_close.then_some(close));
            return;
        }
        let at_end = place == self.end_of_text();
        self.add(&rules::UNBALANCED_PARENTHESIS, || {
            let edits = vec![close];
            let diagnostic = Diagnostic::new(
                &rules::UNBALANCED_PARENTHESIS,
                open,
                "the list that begins here is never closed",
            )
            .with_help("write `)` after its last item");
            if !can_close {
                diagnostic
            } else if at_end {
                diagnostic.with_safe_fix("close the list", edits)
            } else {
                diagnostic.with_unsafe_fix("close the list", edits)
            }
        });
    }
}
