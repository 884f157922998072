//! Functions that this API does not document, where a condition begins and in the place of a value.

use super::correction::Correction;
use super::infix::contains_call;
use super::lookahead::ends_condition;
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::advice::{Compared, FunctionUse, MEMBER, Replaced};
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::name::is_path;
use crate::text::{Edit, Quoted, Span, ToWrite, offset};

impl Repairer<'_, '_> {
    /// An undocumented function of OData: takes it to its end, with a comparison that may follow.
    pub(super) fn unsupported_call(&mut self) {
        if self.try_apply(self.null_test()) || self.try_apply(self.method()) || self.cased_method() {
            return;
        }
        if self.is_relative_time() && self.partner(1).is_some() {
            return self.call_as_value(Expect::Operator);
        }
        let (mut called, end) = self.function_use();
        let call = self.whole(end);
        let mut count = end;
        if let Some((compared, end)) = self.comparison_at(end) {
            (called.compared, count) = (Some(compared), end);
        } else if self.is_operator(end) {
            count += 1 + usize::from(self.operand_at(end + 1).is_some());
        }
        called = called.of_method();
        let whole = self.whole(count);
        let is_alone = matches!(self.tokens.last(), None | Some(Token::Open(_)))
            && self.lexeme(count).is_none_or(|next| next == Lexeme::Close);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, call, |_| {
            let (advice, replaced) = called.left_advice();
            let place = if replaced == Replaced::Function { call } else { whole };
            advice.grouped(!is_alone).message(called.name, place)
        });
        self.apply(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake));
    }

    /// `name.contains('x')`, `name.startsWith('x')`.
    fn method(&self) -> Option<Correction> {
        let (path, method) = self.word(0).rsplit_once('.')?;
        let string = self.operand_at(2)?;
        let exact = match method.to_ascii_lowercase().as_str() {
            "contains" | "includes" => true,
            "startswith" | "endswith" => false,
            _ => return None,
        };
        let written = self.string_at(2);
        let complete = written.is_some() && self.lexeme(3) == Some(Lexeme::Close) && !self.is_operator(4);
        if !complete || !is_path(path) {
            return None;
        }
        let (name, whole) = (self.span(0), self.whole(4));
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, name, |text| {
            let fixed = format!("contains({path},{})", written.unwrap_or_default());
            let help = if exact { "" } else { ", which looks anywhere inside the string" };
            Message::new(format!("{} calls a method, and properties have none", Quoted(name.of(text))))
                .help(format!("write {}{help}", Quoted(&fixed)))
                .fix(Applicability::safe_if(exact), "write `contains`", vec![Edit::replace(whole, fixed)])
        });
        let span = Span::new(name.start, name.start + offset(path.len()));
        let left = Operand { kind: OperandKind::Path, span };
        Some(Correction::new(4, contains_call(left, string), Expect::Connective, mistake))
    }

    /// `name.toLowerCase() eq 'x'`; false for something else.
    fn cased_method(&mut self) -> bool {
        let Some((path, method)) = self.word(0).rsplit_once('.') else { return false };
        let left = match method.to_ascii_lowercase().as_str() {
            "tolowercase" | "tolower" | "lower" | "downcase" => format!("tolower({path})"),
            "touppercase" | "toupper" | "upper" | "upcase" => format!("toupper({path})"),
            _ => return false,
        };
        if !is_path(path) || self.lexeme(2) != Some(Lexeme::Close) {
            return false;
        }
        let (name, call) = (self.word(0), self.whole(3));
        let Some((compared, count)) = self.comparison_at(3) else { return false };
        let called = FunctionUse { compared: Some(compared), ..FunctionUse::default() };
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, call, |_| {
            let message = Message::new(format!("{} calls a method, and properties have none", Quoted(name)));
            match called.compare(&left) {
                Some(fixed) => message.write(Applicability::Safe, whole, fixed),
                None => message.help(format!("write {}", ToWrite(&left))),
            }
        });
        self.apply(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake));
        true
    }

    /// `name.length gt 3`: a length as the member of an object.
    pub(super) fn length(&self) -> Option<Correction> {
        let (path, member) = self.word(0).rsplit_once('.')?;
        let is_length = ["length", "size", "count"].iter().any(|name| member.eq_ignore_ascii_case(name));
        if !is_length || !is_path(path) || self.lexeme(0) != Some(Lexeme::Word) {
            return None;
        }
        let (compared, count) = self.comparison_at(1)?;
        // An object may be counted.
        let name = if matches!(compared.values.as_slice(), ["0" | "1"]) { "count" } else { "length" };
        let called = FunctionUse { name, arguments: vec![path], below: "", compared: Some(compared) };
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, self.span(0), |_| {
            called.advice().because(MEMBER).message(self.word(0), whole)
        });
        Some(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake))
    }

    /// `exists name`: a test for a value in front of its property.
    pub(super) fn test_in_front(&self) -> Option<Correction> {
        let operator = match self.word(0).to_ascii_lowercase().as_str() {
            "exists" | "exist" | "has" | "defined" | "present" => Operator::Ne,
            "missing" | "isnull" | "empty" => Operator::Eq,
            _ => return None,
        };
        let ends = self.lexeme(2).is_none_or(ends_condition);
        if self.lexeme(0) != Some(Lexeme::Path) || self.lexeme(1) != Some(Lexeme::Path) || !ends {
            return None;
        }
        let (word, path, whole) = (self.word(0), self.span(1), self.whole(2));
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |text| {
            let fixed = format!("{} {} null", path.of(text), operator.keyword());
            Message::new(format!("{} is not an operator of this language", Quoted(word))).write(
                Applicability::Unsafe,
                whole,
                fixed,
            )
        });
        let tokens = [Token::path(path), Token::Comparison(operator), Token::missing(whole)];
        Some(Correction::new(2, tokens, Expect::Connective, mistake))
    }

    /// `isnull(x)`, `isempty(x) eq false`: `x eq null` with another name.
    fn null_test(&self) -> Option<Correction> {
        let (mut operator, exact) = match self.word(0).to_ascii_lowercase().as_str() {
            "isnull" | "is_null" | "isnil" | "missing" | "ismissing" | "notexists" | "not_exists" => {
                (Operator::Eq, true)
            }
            "isempty" | "is_empty" | "empty" | "isnullorempty" | "isblank" | "blank" => (Operator::Eq, false),
            "isnotnull" | "is_not_null" | "not_null" | "notnull" | "exists" | "exist" | "isdefined"
            | "is_defined" | "defined" | "has" | "hasvalue" | "has_value" | "isset" | "ispresent"
            | "present" => (Operator::Ne, true),
            "isnotempty" | "is_not_empty" | "notempty" | "isnotblank" => (Operator::Ne, false),
            _ => return None,
        };
        let equals = matches!(self.word(4), "eq" | "==" | "=");
        let compared = matches!(self.lexeme(5), Some(Lexeme::True | Lexeme::False)) && equals;
        if self.lexeme(2) != Some(Lexeme::Path)
            || self.lexeme(3) != Some(Lexeme::Close)
            || !compared && self.is_operator(4)
        {
            return None;
        }
        if compared && self.lexeme(5) == Some(Lexeme::False) {
            operator = if operator == Operator::Eq { Operator::Ne } else { Operator::Eq };
        }
        let count = if compared { 6 } else { 4 };
        let (name, path, whole) = (self.word(0), self.span(2), self.whole(count));
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            let fixed = format!("{} {} null", path.of(text), operator.keyword());
            let help = if exact { "" } else { "; an empty string is `''`, not null" };
            Message::new(format!("{} is not a function of this API", Quoted(name)))
                .help(format!("write {}{help}", Quoted(&fixed)))
                .fix(Applicability::safe_if(exact), "compare with `null`", vec![Edit::replace(whole, fixed)])
        });
        let tokens = [Token::path(path), Token::Comparison(operator), Token::missing(whole)];
        Some(Correction::new(count, tokens, Expect::Connective, mistake))
    }

    /// A function in the place of a value.
    pub(super) fn call_as_value(&mut self, next: Expect) {
        if self.is_relative_time() {
            let span = self.relative_time();
            self.push(Token::missing(span));
            self.expect = next;
            return;
        }
        if self.try_apply(self.constructed(next)) || self.try_apply(self.time_of_parts(next)) {
            return;
        }
        let (called, count) = self.function_use();
        let call = self.whole(count);
        let correction = match self.tokens.as_slice() {
            // `2023 eq year(createdAt)`.
            [.., Token::Literal(value) | Token::Parameter(value), Token::Comparison(operator)]
                if value.kind != OperandKind::Missing && next == Expect::Connective =>
            {
                let whole = value.span.cover(call);
                let values = vec![value.span.of(self.text)];
                let compared = Some(Compared { operator: Some(operator.swapped()), values });
                let called = FunctionUse { compared, ..called };
                let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, call, |_| {
                    let is_alone = self.tokens.len() == 2 && self.lexeme(count).is_none();
                    called.advice().grouped(!is_alone).message(called.name, whole)
                });
                Correction::new(count, [Token::Unreadable(whole)], next, mistake).replacing(2)
            }
            tokens => {
                let beside = match tokens {
                    [.., Token::Path(path), Token::Comparison(operator)] => Some((path.span, *operator)),
                    _ => None,
                };
                let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, call, |text| {
                    let (advice, replaced) = match next {
                        Expect::AfterArgument(1) => called.argument_advice(),
                        _ => called.value_advice(beside.map(|(path, operator)| (path.of(text), operator))),
                    };
                    let whole = beside.map_or(call, |(path, _)| path.cover(call));
                    let place = if replaced == Replaced::Function { call } else { whole };
                    advice.message(called.name, place)
                });
                Correction::new(count, [Token::missing(call)], next, mistake)
            }
        };
        self.apply(correction);
    }

    /// `count` lexemes, and the path after them: `resource('x')/id`. A type in it is a word, which may begin with `#`.
    pub(super) fn with_path_below(&self, mut count: usize) -> usize {
        while self.touches(count - 1)
            && (self.word(count) == "/"
                || self.word(count) == "#" && self.word(count - 1).ends_with('/')
                || self.is_name(count) && self.word(count - 1).ends_with(['/', '#']))
        {
            count += 1;
        }
        count
    }
}
