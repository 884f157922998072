//! Calls: `contains(…)`, functions that this API does not document, and functions that return a
//! time.

use super::correction::{Correction, Mistake};
use super::infix::contains_call;
use super::{Expect, Frame, FrameKind, Repair, Token, is_junk, path_kind};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::RelativeTime;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::{Lexeme, Quote};
use crate::syntax::name::is_path;
use crate::text::{Edit, Quoted, Span, offset};

/// Functions of other languages that return a time relative to now.
const RELATIVE: [&str; 8] =
    ["now", "ago", "utcnow", "getdate", "getutcdate", "dateadd", "today", "startofday"];

impl Repair<'_, '_> {
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
            self.begin_call();
        } else if self.lexeme(0) == Some(Lexeme::Path) && !word.contains('/') && self.is_plain_call() {
            // A schema may know it.
            self.begin_call();
        } else if !self.apply(self.null_test()) && !self.apply(self.method()) {
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
    fn is_plain_call(&self) -> bool {
        let operand = |ahead| self.operand_at(ahead).is_some();
        operand(2)
            && self.lexeme(3) == Some(Lexeme::Comma)
            && operand(4)
            && self.lexeme(5) == Some(Lexeme::Close)
            && !self.is_operator(6)
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
            let edits = [Edit::replace(gap, "(")].into_iter().chain(close).collect();
            Message::new("a parenthesis is missing after `contains`")
                .help("write `contains(name,'text')`")
                .safe_fix("write the parentheses", edits)
                .fix_if(complete)
        });
    }

    pub(super) fn argument(&mut self, number: u8) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::Path | Lexeme::Word if self.lexeme(1) == Some(Lexeme::Open) => {
                self.call_as_value(Expect::AfterArgument(number))
            }
            Lexeme::Placeholder | Lexeme::Dollar => self.placeholder_value(Expect::AfterArgument(number)),
            Lexeme::Path | Lexeme::Word if number == 1 => {
                let name = Operand { kind: path_kind(lexeme), span };
                self.accept(Token::operand(name), Expect::AfterArgument(1));
            }
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
            _ => {
                self.apply(Correction::new(1, [], self.expect, self.unexpected(span)));
            }
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
                if let Some(Frame { kind: FrameKind::BareCall, open, .. }) = self.close() {
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
            (2, Lexeme::Comma) => {
                self.apply(self.third_argument());
            }
            (2, Lexeme::And | Lexeme::Or) if self.apply(self.strings_in_call(lexeme)) => {}
            (_, lexeme) if is_junk(lexeme) => self.skip_junk(),
            _ => self.end_call(number),
        }
    }

    fn third_argument(&self) -> Correction {
        let ends = |lexeme| matches!(lexeme, None | Some(Lexeme::Close | Lexeme::And | Lexeme::Or));
        let count = (1..).find(|ahead| ends(self.lexeme(*ahead))).unwrap_or(1);
        let mistake = self.mistake(&rules::SYNTAX, self.whole(count), |_| {
            Message::new("`contains` takes a property and one string")
                .help("for several strings, write `(contains(name,'a') or contains(name,'b'))`")
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
        let at_end = place == self.end_of_text();
        match self.close() {
            Some(Frame { kind: FrameKind::BareCall, open, .. }) => {
                self.bare_call(open, complete, Some(place.start));
            }
            Some(Frame { open, .. }) => self.report(&rules::UNBALANCED_PARENTHESIS, open, |_| {
                Message::new("this parenthesis is never closed")
                    .help("write `contains(name,'text')`")
                    .fix(Applicability::safe_if(at_end), "close it", vec![Edit::insert(place.start, ")")])
                    .fix_if(complete)
            }),
            None => {}
        }
        self.push(Token::Close(place.end));
        self.expect = Expect::Connective;
    }

    /// An undocumented function of OData: takes it to its end, with a comparison that may follow.
    fn unsupported_call(&mut self) {
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

    /// `ago(3d)`, `now()-3d`, `now() sub duration'P3D'`.
    fn relative_time(&mut self) -> Span {
        let mut count = self.end_of_call();
        let (open, close) = (self.span(1), self.span(count - 1));
        let inside = Span::new(open.end, close.start.max(open.end)).of(self.text).trim();
        let is_now = inside.is_empty() && self.is_word(0, &["now", "utcnow", "getdate", "getutcdate"]);
        let mut time = RelativeTime::of(if is_now { "now" } else { inside });
        let minus = self.is_word(count, &["sub"]) || self.word(count) == "-";
        let plus = self.is_word(count, &["add"]) || self.word(count) == "+";
        let signed = self.lexeme(count) == Some(Lexeme::Number) && self.word(count).starts_with(['+', '-']);
        let first = count + usize::from(!signed);
        let typed =
            self.is_word(first, &["duration"]) && matches!(self.lexeme(first + 1), Some(Lexeme::Quoted(_)));
        if (minus || plus || signed) && (typed || self.is_literal(first)) {
            let last = first + usize::from(typed);
            let amount = self.span(first).cover(self.span(last)).of(self.text);
            let before = !plus && !amount.starts_with('+');
            time = RelativeTime::of(amount).filter(|_| before && inside.is_empty());
            count = last + 1;
        }
        let whole = self.take_all(count);
        let mistake = self.relative(whole, time);
        self.add(mistake);
        whole
    }

    pub(super) fn relative(&self, whole: Span, time: Option<RelativeTime>) -> Mistake {
        self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!("{} {}", Quoted(whole.of(text)), RelativeTime::REASON))
                .help(time.unwrap_or(RelativeTime::UNKNOWN).help())
        })
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

const NO_STRING: &str = "the string to look for is missing: `contains(name,'text')`";

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
