//! Calls: `contains(…)`, functions that this API does not document, and the prefix form
//! `eq(name,'x')`.

use super::term::operand_of;
use super::{Expect, Frame, FrameKind, Repair, Token, literal_kind};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::syntax::RelativeTime;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::{Lexeme, Quote};
use crate::syntax::name::is_path;
use crate::syntax::token::Prefix;
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
                self.miscased_contains(name);
            }
            self.begin_call(name);
        } else if self.lexeme(0) == Some(Lexeme::Path) && !word.contains('/') && self.is_plain_call() {
            // A schema may know it.
            self.begin_call(name);
        } else {
            self.unsupported_call();
        }
    }

    fn miscased_contains(&mut self, name: Span) {
        let text = self.text;
        self.add(&rules::KEYWORD_CASE, || {
            Diagnostic::new(
                &rules::KEYWORD_CASE,
                name,
                format!("{} must be written in lower case: `contains`", Quoted(name.of(text))),
            )
            .with_safe_fix("write `contains`", vec![Edit::replace(name, "contains")])
        });
    }

    fn begin_call(&mut self, name: Span) {
        self.take();
        let open = self.take();
        // The tree has `contains` in lower case, whatever the text has.
        self.push_operand(OperandKind::Path, name);
        self.push(Token::Open(open.start));
        self.open(FrameKind::Call, open);
        self.expect = Expect::Argument(1);
    }

    /// `f(a,b)` without an operator after it: the form of `contains`.
    fn is_plain_call(&self) -> bool {
        let operand = |ahead| self.peek(ahead).and_then(operand_of).is_some();
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
        self.push_operand(OperandKind::Path, name);
        self.push(Token::Open(next.start));
        // The span is the gap; it is reported at the end of the call.
        self.open(FrameKind::BareCall, Span::new(name.end, next.start));
        self.expect = Expect::Argument(1);
    }

    fn is_bare_call(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.kind == FrameKind::BareCall)
    }

    /// Reports the missing parenthesis after `contains`, and the one at `end`, if there is such a
    /// place.
    fn bare_call(&mut self, gap: Span, complete: bool, end: Option<u32>) {
        self.add(&rules::UNBALANCED_PARENTHESIS, || {
            let diagnostic = Diagnostic::new(
                &rules::UNBALANCED_PARENTHESIS,
                gap,
                "a parenthesis is missing after `contains`",
            )
            .with_help("write `contains(name,'text')`");
            let mut edits = vec![Edit::replace(gap, "(")];
            edits.extend(end.map(|end| Edit::insert(end, ")")));
            if complete { diagnostic.with_safe_fix("write the parentheses", edits) } else { diagnostic }
        });
    }

    pub(super) fn argument(&mut self, number: u8) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::Path | Lexeme::Word if self.lexeme(1) == Some(Lexeme::Open) => {
                self.call_as_value();
                self.expect = Expect::AfterArgument(number);
            }
            Lexeme::Placeholder | Lexeme::Dollar => self.placeholder_value(Expect::AfterArgument(number)),
            _ if number == 1 && matches!(lexeme, Lexeme::Path | Lexeme::Word) => {
                self.take();
                self.push_operand(super::term::path_kind(lexeme), span);
                self.expect = Expect::AfterArgument(1);
            }
            Lexeme::Path | Lexeme::Word if self.begins_term(0) => {
                let place = self.here();
                self.end_call(number, place);
            }
            _ if self.value(Expect::AfterArgument(number)) => {}
            Lexeme::Comma if number == 1 => {
                let place = self.here();
                self.missing_operand(place, "the property is missing before the comma");
                self.push_missing(place);
                self.expect = Expect::AfterArgument(1);
            }
            Lexeme::Close => {
                let place = self.here();
                let what = if number == 1 {
                    "the property and the string to look for are"
                } else {
                    "the string to look for is"
                };
                self.missing_operand(place, format!("{what} missing: `contains(name,'text')`"));
                self.push_missing_arguments(number, place);
                self.expect = Expect::AfterArgument(2);
            }
            Lexeme::And | Lexeme::Or | Lexeme::Not => {
                let place = self.here();
                self.end_call(number, place);
            }
            _ => {
                self.take();
                self.unexpected(span);
            }
        }
    }

    fn push_missing_arguments(&mut self, number: u8, place: Span) {
        self.push_missing(place);
        if number == 1 {
            self.push(Token::Comma);
            self.push_missing(place);
        }
    }

    pub(super) fn after_argument(&mut self, number: u8) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match (number, lexeme) {
            (1, Lexeme::Comma) => {
                self.take();
                self.push(Token::Comma);
                self.expect = Expect::Argument(2);
            }
            (1, Lexeme::Close) => {
                let place = self.here();
                self.expect = Expect::AfterArgument(1);
                self.missing_operand(place, "the string to look for is missing: `contains(name,'text')`");
                self.push(Token::Comma);
                self.push_missing(place);
                self.expect = Expect::AfterArgument(2);
            }
            // The call has no opening parenthesis, so this one belongs to the group around it.
            (2, Lexeme::Close) if self.is_bare_call() && self.frames.len() > 1 => {
                let place = self.here();
                self.end_call(2, place);
            }
            (2, Lexeme::Close) => {
                self.take();
                if let Some(Frame { kind: FrameKind::BareCall, open, .. }) = self.close() {
                    self.bare_call(open, true, None);
                }
                self.push(Token::Close(span.end));
                self.expect = Expect::Connective;
            }
            (1, Lexeme::Comparison(_) | Lexeme::ForeignComparison | Lexeme::Semicolon) => {
                self.wrong_comma(span)
            }
            (1, lexeme)
                if literal_kind(lexeme).is_some() || matches!(lexeme, Lexeme::Path | Lexeme::Word) =>
            {
                let gap = Span::new(self.here().end, span.start);
                self.add(&rules::LIST_SYNTAX, || {
                    Diagnostic::new(
                        &rules::LIST_SYNTAX,
                        gap,
                        "a comma is missing between the property and the string",
                    )
                    .with_safe_fix("add a comma", vec![Edit::replace(gap, ",")])
                });
                self.push(Token::Comma);
                self.expect = Expect::Argument(2);
            }
            (2, Lexeme::Comma) => self.third_argument(span),
            (2, Lexeme::And | Lexeme::Or) if self.texts_in_call() => {}
            (_, lexeme) if super::is_junk(lexeme) => self.skip_junk(),
            _ => {
                let place = self.here();
                self.end_call(number, place);
            }
        }
    }

    fn wrong_comma(&mut self, span: Span) {
        self.take();
        let text = self.text;
        self.add(&rules::LIST_SYNTAX, || {
            Diagnostic::new(
                &rules::LIST_SYNTAX,
                span,
                format!(
                    "expected a comma between the property and the string, found {}",
                    Quoted(span.of(text))
                ),
            )
            .with_safe_fix("write a comma", vec![Edit::replace(span, ",")])
        });
        self.push(Token::Comma);
        self.expect = Expect::Argument(2);
    }

    fn third_argument(&mut self, comma: Span) {
        self.take();
        let mut span = comma;
        while let Some(lexeme) = self.lexeme(0) {
            if matches!(lexeme, Lexeme::Close | Lexeme::And | Lexeme::Or) {
                break;
            }
            span = span.cover(self.span(0));
            self.at += 1;
        }
        self.add(&rules::SYNTAX, || {
            Diagnostic::new(&rules::SYNTAX, span, "`contains` takes a property and one string")
                .with_help("for several strings, write `(contains(name,'a') or contains(name,'b'))`")
        });
    }

    /// The call ends at `place` without a parenthesis.
    pub(super) fn end_call(&mut self, number: u8, place: Span) {
        if matches!(self.expect, Expect::Argument(_)) {
            self.push_missing_arguments(number, place);
        } else if number == 1 {
            self.push(Token::Comma);
            self.push_missing(place);
        }
        let complete = self.expect == Expect::AfterArgument(2) && self.can_close();
        let at_end = place == self.end_of_text();
        let frame = self.close();
        if let Some(Frame { kind: FrameKind::BareCall, open, .. }) = frame {
            self.bare_call(open, complete, Some(place.start));
        } else if let Some(frame) = frame {
            self.add(&rules::UNBALANCED_PARENTHESIS, || {
                let diagnostic = Diagnostic::new(
                    &rules::UNBALANCED_PARENTHESIS,
                    frame.open,
                    "this parenthesis is never closed",
                )
                .with_help("write `contains(name,'text')`");
                let edits = vec![Edit::insert(place.start, ")")];
                match (complete, at_end) {
                    (true, true) => diagnostic.with_safe_fix("close it", edits),
                    (true, false) => diagnostic.with_unsafe_fix("close it", edits),
                    (false, _) => diagnostic,
                }
            });
        }
        self.push(Token::Close(place.end));
        self.expect = Expect::Connective;
    }

    /// An undocumented function of OData: takes it to its end, with a comparison that may follow.
    fn unsupported_call(&mut self) {
        if self.null_test() || self.method() {
            return;
        }
        let span = self.take_call();
        let mut whole = span;
        if self.is_operator(0) {
            whole = whole.cover(self.take());
            if self.peek(0).and_then(operand_of).is_some() {
                whole = whole.cover(self.take());
            }
        }
        self.push_unreadable(whole);
    }

    /// `name.contains('x')`, `name.startsWith('x')`.
    fn method(&mut self) -> bool {
        let word = self.word(0);
        let Some((path, method)) = word.rsplit_once('.') else { return false };
        let exact = match method.to_ascii_lowercase().as_str() {
            "contains" | "includes" => true,
            "startswith" | "endswith" => false,
            _ => return false,
        };
        let complete = self.lexeme(2) == Some(Lexeme::Quoted(Quote::Single))
            && self.lexeme(3) == Some(Lexeme::Close)
            && !self.is_operator(4);
        if !complete || !is_path(path) {
            return false;
        }
        let (name, value, close) = (self.span(0), self.span(2), self.span(3));
        let left =
            Operand { kind: OperandKind::Path, span: Span::new(name.start, name.start + offset(path.len())) };
        self.take();
        self.at += 3;
        let text = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            let fixed = format!("contains({path},{})", value.of(text));
            let edits = vec![Edit::replace(name.cover(close), fixed.clone())];
            let diagnostic = Diagnostic::new(
                &rules::UNSUPPORTED_ODATA,
                name,
                format!("{} calls a method, and properties have none", Quoted(name.of(text))),
            );
            let help = format!("write {}", Quoted(&fixed));
            if exact {
                diagnostic.with_help(help).with_safe_fix("write `contains`", edits)
            } else {
                diagnostic
                    .with_help(format!("{help}, which looks anywhere inside the string"))
                    .with_unsafe_fix("write `contains`", edits)
            }
        });
        self.push_operand(OperandKind::Path, left.span);
        self.push_call(left, Operand { kind: OperandKind::String, span: value });
        true
    }

    /// `isnull(x)`, `isempty(x) eq false`: `x eq null` with another name.
    fn null_test(&mut self) -> bool {
        let (mut operator, exact) = match self.word(0).to_ascii_lowercase().as_str() {
            "isnull" | "is_null" => (Operator::Eq, true),
            "isempty" | "isnullorempty" => (Operator::Eq, false),
            "isnotnull" | "exists" | "isdefined" => (Operator::Ne, true),
            "isnotempty" => (Operator::Ne, false),
            _ => return false,
        };
        if self.lexeme(2) != Some(Lexeme::Path) || self.lexeme(3) != Some(Lexeme::Close) {
            return false;
        }
        let path = self.span(2);
        let equals = matches!(self.word(4), "eq" | "==" | "=");
        let compared = matches!(self.lexeme(5), Some(Lexeme::True | Lexeme::False)) && equals;
        if !compared && self.is_operator(4) {
            return false;
        }
        if compared && self.lexeme(5) == Some(Lexeme::False) {
            operator = if operator == Operator::Eq { Operator::Ne } else { Operator::Eq };
        }
        let name = self.span(0);
        let whole = name.cover(self.span(if compared { 5 } else { 3 }));
        self.take();
        self.at += if compared { 5 } else { 3 };
        let text = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            let fixed = format!("{} {} null", path.of(text), operator.keyword());
            let message = format!("{} is not a function of this API", Quoted(name.of(text)));
            let diagnostic = Diagnostic::new(&rules::UNSUPPORTED_ODATA, whole, message);
            let edits = vec![Edit::replace(whole, fixed.clone())];
            if exact {
                diagnostic
                    .with_help(format!("write {}", Quoted(&fixed)))
                    .with_safe_fix("compare with `null`", edits)
            } else {
                diagnostic
                    .with_help(format!("write {}; an empty string is `''`, not null", Quoted(&fixed)))
                    .with_unsafe_fix("compare with `null`", edits)
            }
        });
        self.push_operand(OperandKind::Path, path);
        self.push(Token::Comparison(operator));
        self.push_missing(whole);
        self.expect = Expect::Connective;
        true
    }

    /// A function in the place of a value.
    pub(super) fn call_as_value(&mut self) {
        let span = if self.is_word(0, &RELATIVE) { self.relative_time() } else { self.take_call() };
        self.push_missing(span);
        self.expect = Expect::Connective;
    }

    /// `ago(3d)`, `now()-3d`, `now() sub duration'P3D'`.
    fn relative_time(&mut self) -> Span {
        let is_now = self.is_word(0, &["now", "utcnow", "getdate", "getutcdate"]);
        let end = self.end_of_call();
        let text = self.text;
        let inside = Span::new(self.span(1).end, self.span(end).start.max(self.span(1).end)).of(text).trim();
        let mut whole = self.span(0).cover(self.span(end));
        self.take();
        self.at += end;
        let minus = self.is_word(0, &["sub"]) || self.word(0) == "-";
        let plus = self.is_word(0, &["add"]) || self.word(0) == "+";
        let signed = self.lexeme(0) == Some(Lexeme::Number) && self.word(0).starts_with(['+', '-']);
        let is_now = inside.is_empty() && is_now;
        let mut time = RelativeTime::of(if is_now { "now" } else { inside });
        let first = usize::from(!signed);
        let typed =
            self.is_word(first, &["duration"]) && matches!(self.lexeme(first + 1), Some(Lexeme::Quoted(_)));
        let has_amount = typed || self.lexeme(first).and_then(literal_kind).is_some();
        if (minus || plus || signed) && has_amount {
            self.at += first;
            let amount = self.span(0).cover(self.span(usize::from(typed)));
            self.at += 1 + usize::from(typed);
            whole = whole.cover(amount);
            let before = !plus && !amount.of(text).starts_with('+');
            time = RelativeTime::of(amount.of(text)).filter(|_| before && inside.is_empty());
        }
        self.add(&rules::UNSUPPORTED_ODATA, || {
            Diagnostic::new(
                &rules::UNSUPPORTED_ODATA,
                whole,
                format!("{} {}", Quoted(whole.of(text)), RelativeTime::REASON),
            )
            .with_help(time.unwrap_or(RelativeTime::UNKNOWN).help())
        });
        whole
    }

    /// Takes a name with its parentheses, and reports it.
    fn take_call(&mut self) -> Span {
        let name = self.span(0);
        let end = self.end_of_call();
        let span = name.cover(self.span(end));
        self.take();
        self.at += end;
        let span = self.path_below(span);
        let text = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            let word = name.of(text);
            let (what, instead) = advice(word);
            Diagnostic::new(&rules::UNSUPPORTED_ODATA, span, format!("{} {what}", Quoted(word)))
                .with_help(instead)
        });
        span
    }

    /// The path after a call: `resource('x')/id`.
    pub(super) fn path_below(&mut self, mut span: Span) -> Span {
        while span.end == self.span(0).start
            && (self.word(0) == "/"
                || self.lexeme(0) == Some(Lexeme::Path) && span.of(self.text).ends_with('/'))
        {
            span = span.cover(self.span(0));
            self.at += 1;
        }
        span
    }

    // The prefix form.

    /// `and(…,…)`, `or(…,…)`. The checker decides whether the list has this form.
    pub(super) fn prefix_connective(&mut self, lexeme: Lexeme) {
        let prefix = if lexeme == Lexeme::And { Prefix::And } else { Prefix::Or };
        let name = self.take();
        self.space_told = true;
        let open = self.take();
        self.push(Token::Prefix(prefix, name.start));
        self.open(FrameKind::Prefix, open);
        self.begin_term();
    }

    /// `eq(name,'x')`.
    pub(super) fn prefix_comparison(&mut self, operator: Operator) {
        let operand = |ahead| self.peek(ahead).and_then(operand_of);
        let complete = (self.lexeme(3) == Some(Lexeme::Comma))
            && self.lexeme(5) == Some(Lexeme::Close)
            && !self.is_operator(6);
        let (Some(left), Some(right), true) = (operand(2), operand(4), complete) else {
            self.incomplete_prefix(operator.keyword());
            return;
        };
        let (name, close) = (self.span(0), self.span(5));
        self.at += 6;
        self.foreign_quotes_of(right);
        self.push(Token::Prefix(Prefix::Comparison(operator), name.start));
        self.push_operand(left.kind, left.span);
        self.push(Token::Comma);
        self.push_operand(right.kind, right.span);
        self.push(Token::Close(close.end));
        self.expect = Expect::Connective;
    }

    /// `in(name,'x','y')`: false if something else is there.
    pub(super) fn prefix_membership(&mut self) -> bool {
        if self.lexeme(1) != Some(Lexeme::Open) {
            return false;
        }
        let name = self.span(0);
        let mut operands = Vec::new();
        let mut ahead = 2;
        while let Some(operand) = self.peek(ahead).and_then(operand_of) {
            operands.push(operand);
            ahead += 1;
            if self.lexeme(ahead) != Some(Lexeme::Comma) {
                break;
            }
            ahead += 1;
        }
        if operands.len() < 2 || self.lexeme(ahead) != Some(Lexeme::Close) || self.is_operator(ahead + 1) {
            return false;
        }
        let close = self.span(ahead);
        self.at += ahead + 1;
        self.push(Token::Prefix(Prefix::In, name.start));
        for (at, operand) in operands.into_iter().enumerate() {
            if at > 0 {
                self.push(Token::Comma);
                self.foreign_quotes_of(operand);
            }
            self.push_operand(operand.kind, operand.span);
        }
        self.push(Token::Close(close.end));
        self.expect = Expect::Connective;
        true
    }

    /// Reports the quotes of a value, if they are those of another language.
    fn foreign_quotes_of(&mut self, operand: Operand) {
        if operand.kind == OperandKind::MalformedString {
            self.foreign_quotes(operand.span);
        }
    }

    /// `eq(name)`, `eq(length(name),3)`: taken to its end.
    fn incomplete_prefix(&mut self, keyword: &'static str) {
        let name = self.span(0);
        let end = self.end_of_call();
        let span = name.cover(self.span(end));
        self.take();
        self.at += end;
        self.add(&rules::PREFIX_FORM, || {
            Diagnostic::new(
                &rules::PREFIX_FORM,
                span,
                format!("`{keyword}(…)` needs a property and a value, with a comma between them"),
            )
            .with_help(format!("write a property, `{keyword}` and a value: `name {keyword} 'a'`"))
        });
        self.push_unreadable(span);
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
