//! Functions that this API does not document, and the advice to replace them.

use super::correction::Correction;
use super::infix::contains_call;
use super::time::RELATIVE;
use super::{Expect, Repair, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::RelativeTime;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::{Lexeme, Quote};
use crate::syntax::name::is_path;
use crate::text::{Edit, Quoted, Span, offset};

impl Repair<'_, '_> {
    /// An undocumented function of OData: takes it to its end, with a comparison that may follow.
    pub(super) fn unsupported_call(&mut self) {
        if self.try_apply(self.null_test()) || self.try_apply(self.method()) {
            return;
        }
        let mut whole = self.take_call();
        if self.is_operator(0) {
            whole = whole.cover(self.take());
            if self.operand_at(0).is_some() {
                whole = whole.cover(self.take());
            }
        }
        self.push(Token::Unreadable(whole));
        self.expect = Expect::Connective;
    }

    /// `name.contains('x')`, `name.startsWith('x')`.
    fn method(&self) -> Option<Correction> {
        let (path, method) = self.word(0).rsplit_once('.')?;
        let exact = match method.to_ascii_lowercase().as_str() {
            "contains" | "includes" => true,
            "startswith" | "endswith" => false,
            _ => return None,
        };
        let complete = self.lexeme(2) == Some(Lexeme::Quoted(Quote::Single))
            && self.lexeme(3) == Some(Lexeme::Close)
            && !self.is_operator(4);
        if !complete || !is_path(path) {
            return None;
        }
        let (name, whole) = (self.span(0), self.whole(4));
        let value = Operand { kind: OperandKind::String, span: self.span(2) };
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, name, |text| {
            let fixed = format!("contains({path},{})", value.span.of(text));
            let help = if exact { "" } else { ", which looks anywhere inside the string" };
            Message::new(format!("{} calls a method, and properties have none", Quoted(name.of(text))))
                .help(format!("write {}{help}", Quoted(&fixed)))
                .fix(Applicability::safe_if(exact), "write `contains`", vec![Edit::replace(whole, fixed)])
        });
        let span = Span::new(name.start, name.start + offset(path.len()));
        let left = Operand { kind: OperandKind::Path, span };
        Some(Correction::new(4, contains_call(left, value), Expect::Connective, mistake))
    }

    /// `isnull(x)`, `isempty(x) eq false`: `x eq null` with another name.
    fn null_test(&self) -> Option<Correction> {
        let (mut operator, exact) = match self.word(0).to_ascii_lowercase().as_str() {
            "isnull" | "is_null" => (Operator::Eq, true),
            "isempty" | "isnullorempty" => (Operator::Eq, false),
            "isnotnull" | "exists" | "isdefined" => (Operator::Ne, true),
            "isnotempty" => (Operator::Ne, false),
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
        let span = if self.is_word(0, &RELATIVE) { self.relative_time() } else { self.take_call() };
        self.push(Token::missing(span));
        self.expect = next;
    }

    /// Takes a name with its parentheses, and reports it.
    fn take_call(&mut self) -> Span {
        let word = self.word(0);
        let count = self.end_of_call();
        let span = self.take_all(self.with_path_below(count));
        self.report(&rules::UNSUPPORTED_ODATA, span, |_| {
            let (what, instead) = advice(word);
            Message::new(format!("{} {what}", Quoted(word))).help(instead)
        });
        span
    }

    /// `count` lexemes, and the path after them: `resource('x')/id`.
    pub(super) fn with_path_below(&self, mut count: usize) -> usize {
        while self.touches(count - 1)
            && (self.word(count) == "/"
                || self.lexeme(count) == Some(Lexeme::Path) && self.word(count - 1).ends_with('/'))
        {
            count += 1;
        }
        count
    }
}

/// The description of a function, and the advice to replace it.
pub(crate) fn advice(name: &str) -> (&'static str, &'static str) {
    let lower = name.to_ascii_lowercase();
    let undocumented = "is a function of OData that this API does not document";
    let text = "`contains(name,'text')` finds a string anywhere inside a property";
    match lower.rsplit('/').next().unwrap_or(&lower) {
        "any" | "all" if lower.contains('/') => (
            "tests the elements of a collection, which this API does not document",
            "compare the path itself, as in `results/status eq 'x'`, or search the response",
        ),
        "startswith" | "endswith" | "substringof" | "indexof" | "matchespattern" | "substring" => {
            (undocumented, text)
        }
        "tolower" | "toupper" => (
            "takes one property, and belongs on the left of an operator",
            "write `tolower(name) eq 'x'`, with the string in lower case",
        ),
        "trim" | "concat" => {
            (undocumented, "write the string as the service has it: comparisons are case-sensitive")
        }
        "length" => (undocumented, "compare the property with a string, or with `null`"),
        lower if RELATIVE.contains(&lower) => {
            (RelativeTime::REASON, "write `@since` for the time, and give it with `--arg since=-72h`")
        }
        "maxdatetime" | "mindatetime" => {
            (undocumented, "compare with a timestamp: `createdAt lt 9999-12-31T23:59:59Z`")
        }
        "year" | "month" | "day" | "hour" | "minute" | "second" | "date" | "time" | "fractionalseconds"
        | "totaloffsetminutes" | "totalseconds" => (
            "extracts a part of a timestamp, which this API does not document",
            "compare with timestamps: `createdAt ge 2022-01-01T00:00:00Z and createdAt lt 2023-01-01T00:00:00Z`",
        ),
        "round" | "floor" | "ceiling" => (undocumented, "compare the number itself"),
        "cast" | "isof" => (
            "is about types, which this API does not document",
            "write the property alone: its type is known",
        ),
        "hassubset" | "hassubsequence" | "case" => {
            (undocumented, "join plain conditions with `and` and `or`")
        }
        other if other.starts_with("geo.") => (
            "is for places on a map, and no property holds one",
            "`comfilter properties` lists the properties to filter by",
        ),
        _ => (
            "is not a function of this API",
            "the functions are `contains(name,'text')`, `tolower(name)` and `toupper(name)`",
        ),
    }
}
