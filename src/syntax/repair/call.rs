//! `contains(…)` and the functions that only a schema knows: their parentheses and arguments.

use super::correction::Correction;
use super::lookahead::{is_junk, meaning_of};
use super::{Expect, FrameKind, RepairFrame, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::ast::Operand;
use crate::syntax::lexeme::Lexeme;
use crate::text::{Edit, Quoted, Span};

impl Repairer<'_, '_> {
    /// A name before a parenthesis, at the beginning of a condition.
    pub(super) fn call(&mut self) {
        let name = self.span(0);
        let word = self.word(0);
        if word.eq_ignore_ascii_case("contains") {
            if word != "contains" {
                self.report(&rules::KEYWORD_CASE, name, |_| {
                    Message::new(format!("{} must be written in lower case: `contains`", Quoted(word)))
                        .safe_fix("write `contains`", vec![Edit::replace(name, "contains")])
                });
            }
            if !self.try_apply(self.contains_several()) {
                self.begin_call();
            }
        } else if self.lexeme(0) == Some(Lexeme::Path)
            && !word.contains('/')
            && self.two_arguments().is_some()
        {
            // A schema may know it.
            self.begin_call();
        } else {
            self.unsupported_call();
        }
    }

    fn begin_call(&mut self) {
        // The tree has `contains` in lower case, whatever the text has.
        let (name, open) = (self.span(0), self.span(1));
        self.take_all(2);
        self.push(Token::path(name));
        self.push(Token::Open(open.start));
        self.open(FrameKind::Call, open);
        self.expect = Expect::Argument(1);
    }

    /// `f(a,b)` without an operator after it: the form of `contains`.
    pub(super) fn two_arguments(&self) -> Option<[Operand; 2]> {
        let both = [self.operand_at(2)?, self.operand_at(4)?];
        (self.lexeme(3) == Some(Lexeme::Comma)
            && self.lexeme(5) == Some(Lexeme::Close)
            && !(self.touches(5) && self.word(6) == "/")
            && (!self.is_operator(6) || self.is_truth_test(6)))
        .then_some(both)
    }

    /// `eq true`, after a condition.
    pub(super) fn is_truth_test(&self, ahead: usize) -> bool {
        let operator = match self.lexeme(ahead) {
            Some(Lexeme::Comparison(operator)) => Some(operator),
            Some(Lexeme::ForeignComparison) => meaning_of(self.word(ahead)),
            _ => None,
        };
        operator.is_some_and(|operator| !operator.is_order())
            && matches!(self.lexeme(ahead + 1), Some(Lexeme::True | Lexeme::False))
    }

    /// `contains name,'x'`: the parentheses are missing.
    pub(super) fn bare_contains(&mut self) {
        let name = self.take();
        let next = self.span(0);
        self.push(Token::path(name));
        self.push(Token::Open(next.start));
        // The span is the gap; it is reported at the end of the call.
        self.open(FrameKind::BareCall, Span::new(name.end, next.start));
        self.expect = Expect::Argument(1);
    }

    /// Reports the missing parenthesis after `contains`, and the one at `end`, if there is such a
    /// place.
    fn bare_call(&mut self, gap: Span, complete: bool, end: Option<u32>) {
        self.report(&rules::UNBALANCED_PARENTHESIS, gap, |_| {
            let close = end.map(|end| Edit::insert(end, ")"));
            let edits = || [Edit::replace(gap, "(")].into_iter().chain(close).collect::<Vec<_>>();
            Message::new("a parenthesis is missing after `contains`")
                .help("write `contains(name,'text')`")
                .safe_fix("write the parentheses", complete.then(edits))
        });
    }

    pub(super) fn argument(&mut self, number: u8) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            _ if self.computed_value(Expect::AfterArgument(number)) => {}
            Lexeme::Path | Lexeme::Word if self.lexeme(1) == Some(Lexeme::Open) => {
                self.call_as_value(Expect::AfterArgument(number))
            }
            Lexeme::Placeholder | Lexeme::Dollar => self.placeholder_value(Expect::AfterArgument(number)),
            Lexeme::Other
                if number == 2 && self.try_apply(self.bound_value(Expect::AfterArgument(number))) => {}
            Lexeme::Path | Lexeme::Word if number == 1 => self.accept_operand(Expect::AfterArgument(1)),
            Lexeme::Path | Lexeme::Word if self.begins_term(0) => self.end_call(number),
            _ if self.value(Expect::AfterArgument(number)) => {}
            Lexeme::Comma if number == 1 => {
                self.no_argument("the property is missing before the comma", 1);
            }
            Lexeme::Close if number == 1 => {
                self.no_argument(
                    "the property and the string to look for are missing: `contains(name,'text')`",
                    1,
                );
                self.push_missing_string();
            }
            Lexeme::Close => self.no_argument(NO_STRING, 2),
            Lexeme::And | Lexeme::Or | Lexeme::Not => self.end_call(number),
            _ => self.apply(Correction::new(1, [], self.expect, self.unexpected(span))),
        }
    }

    /// An argument is missing here.
    fn no_argument(&mut self, message: &'static str, number: u8) {
        let place = self.here();
        let mistake = self.missing_operand(place, |_| message.to_owned());
        let next = Expect::AfterArgument(number);
        self.apply(Correction::new(0, [Token::missing(place)], next, mistake));
    }

    fn push_missing_string(&mut self) {
        self.push(Token::Comma);
        self.push(Token::missing(self.here()));
        self.expect = Expect::AfterArgument(2);
    }

    pub(super) fn after_argument(&mut self, number: u8) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match (number, lexeme) {
            (1, Lexeme::Comma) => self.accept(Token::Comma, Expect::Argument(2)),
            (1, Lexeme::Close) => {
                let mistake = self.missing_operand(self.here(), |_| NO_STRING.to_owned());
                self.add(mistake);
                self.push_missing_string();
            }
            // The call has no opening parenthesis, so this one belongs to the group around it.
            (2, Lexeme::Close) if self.is_in(FrameKind::BareCall) && self.frames.len() > 1 => {
                self.end_call(2)
            }
            (2, Lexeme::Close) => {
                if let Some(RepairFrame { kind: FrameKind::BareCall, open, .. }) = self.close() {
                    self.bare_call(open, true, None);
                }
                self.accept(Token::Close(span.end), Expect::Connective);
            }
            (1, Lexeme::Comparison(_) | Lexeme::ForeignComparison | Lexeme::Semicolon) => {
                let mistake = self.mistake(&rules::LIST_SYNTAX, span, |text| {
                    let found = Quoted(span.of(text));
                    Message::new(format!(
                        "expected a comma between the property and the string, found {found}"
                    ))
                    .safe_fix("write a comma", vec![Edit::replace(span, ",")])
                });
                self.apply(Correction::new(1, [Token::Comma], Expect::Argument(2), mistake));
            }
            (1, _) if self.is_literal(0) || self.is_name(0) => {
                let gap = Span::new(self.here().end, span.start);
                let mistake = self.mistake(&rules::LIST_SYNTAX, gap, |_| {
                    Message::new("a comma is missing between the property and the string")
                        .safe_fix("add a comma", vec![Edit::replace(gap, ",")])
                });
                self.apply(Correction::new(0, [Token::Comma], Expect::Argument(2), mistake));
            }
            (2, Lexeme::Comma) => self.apply(self.third_argument()),
            (2, Lexeme::And | Lexeme::Or) if self.try_apply(self.strings_in_call(lexeme)) => {}
            (_, lexeme) if is_junk(lexeme) => self.skip_junk(),
            _ => self.end_call(number),
        }
    }

    fn third_argument(&self) -> Correction {
        let ends = |lexeme| matches!(lexeme, None | Some(Lexeme::Close | Lexeme::And | Lexeme::Or));
        let count = (1..).find(|ahead| ends(self.lexeme(*ahead))).unwrap_or(1);
        let (path, strings) = match self.tokens.as_slice() {
            [.., Token::Path(path), Token::Comma, Token::Literal(first)] if self.is_literal(1) => {
                (path.span.of(self.text), [first.span.of(self.text), self.word(1)])
            }
            _ => ("name", ["'a'", "'b'"]),
        };
        let mistake = self.mistake(&rules::SYNTAX, self.whole(count), |_| {
            let calls = strings.map(|string| format!("contains({path},{string})"));
            let fixed = format!("({})", calls.join(" or "));
            Message::new("`contains` takes a property and one string")
                .help(format!("for several strings, write {}", Quoted(&fixed)))
        });
        Correction::new(count, [], self.expect, mistake)
    }

    /// The call ends here without a parenthesis.
    pub(super) fn end_call(&mut self, number: u8) {
        let place = self.here();
        let complete = self.expect == Expect::AfterArgument(2) && self.can_close();
        if matches!(self.expect, Expect::Argument(_)) {
            self.push(Token::missing(place));
        }
        if number == 1 {
            self.push_missing_string();
        }
        let at_end = self.at >= self.lexed.len();
        match self.close() {
            Some(RepairFrame { kind: FrameKind::BareCall, open, .. }) => {
                self.bare_call(open, complete, Some(place.start));
            }
            Some(RepairFrame { open, .. }) => {
                let complete = complete && !self.is_paired_at(open);
                self.report(&rules::UNBALANCED_PARENTHESIS, open, |_| {
                    Message::new("this parenthesis is never closed")
                        .help("write `contains(name,'text')`")
                        .fix(
                            Applicability::safe_if(at_end),
                            "close it",
                            complete.then(|| vec![Edit::insert(place.start, ")")]),
                        )
                });
            }
            None => {}
        }
        self.push(Token::Close(place.end));
        self.expect = Expect::Connective;
    }

    /// `contains(name,'a' or 'b')`: a connective between two strings.
    pub(super) fn strings_in_call(&self, joiner: Lexeme) -> Option<Correction> {
        let [.., Token::Path(name), Token::Open(_), Token::Path(path), Token::Comma, Token::Literal(first)] =
            self.tokens.as_slice()
        else {
            return None;
        };
        let mut count = 0;
        while self.lexeme(count) == Some(joiner) && self.is_literal(count + 1) {
            count += 2;
        }
        if count == 0 || self.lexeme(count) != Some(Lexeme::Close) {
            return None;
        }
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, self.whole(count), |text| {
            let word = self.word(0);
            let values = (1..count).step_by(2).map(|ahead| self.span(ahead));
            let all: Vec<String> = std::iter::once(first.span)
                .chain(values)
                .map(|value| [name.span, path.span, value].map(|span| span.of(text)))
                .map(|[name, path, value]| format!("{name}({path},{value})"))
                .collect();
            let all = all.join(&format!(" {} ", word.to_ascii_lowercase()));
            let is_alone = self.tokens.len() == 5 && self.lexeme(count + 1).is_none();
            let fixed = if is_alone { all } else { format!("({all})") };
            let call = name.span.cover(self.span(count));
            Message::new(format!("`{word}` joins whole conditions, and `contains` takes one string"))
                .help(format!("write {}", Quoted(&fixed)))
                .safe_fix("write whole conditions", vec![Edit::replace(call, fixed)])
        });
        Some(Correction::new(count, [], self.expect, mistake).with_space_before())
    }
}

const NO_STRING: &str = "the string to look for is missing: `contains(name,'text')`";
