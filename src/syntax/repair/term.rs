//! Conditions: their beginning, the operators between their sides, and the connectives between
//! them.

use super::{Expect, FrameKind, Lexed, Repair, Token, foreign_comparison, is_junk, literal_kind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::{Lexeme, Quote, keyword};
use crate::syntax::literal::{Numeral, looks_like_date, number, numeral, quote, string_value};
use crate::syntax::name::is_path;
use crate::text::{Edit, Quoted, Span, offset};

/// Operators of other languages, or of the rest of OData.
pub(super) const FOREIGN_WORDS: [&str; 29] = [
    "neq",
    "gte",
    "lte",
    "equals",
    "equal",
    "is",
    "like",
    "ilike",
    "contains",
    "startswith",
    "endswith",
    "has",
    "add",
    "sub",
    "mul",
    "div",
    "divby",
    "mod",
    "matches",
    "between",
    "gteq",
    "lteq",
    "noteq",
    "before",
    "after",
    "isnot",
    "regex",
    "regexp",
    "rlike",
];

const ARITHMETIC: [&str; 6] = ["add", "sub", "mul", "div", "divby", "mod"];

/// Types that older versions of OData write before a string.
const TYPED: [&str; 11] = [
    "datetime",
    "datetimeoffset",
    "guid",
    "binary",
    "duration",
    "time",
    "date",
    "timeofday",
    "geography",
    "geometry",
    "X",
];

impl Repair<'_, '_> {
    // The beginning of a condition.

    pub(super) fn term(&mut self) {
        self.begin_term();
        if self.clause_in_front() || self.range() {
            return;
        }
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::Not => {
                self.take();
                self.not(span);
            }
            Lexeme::Bang => {
                self.take();
                self.foreign_operator(span, "not");
                self.not(span);
            }
            Lexeme::Open => {
                self.take();
                self.push(Token::Open(span.start));
                self.open(FrameKind::Group, span);
            }
            Lexeme::Close => self.close_at_term(span),
            Lexeme::And | Lexeme::Or if self.lexeme(1) == Some(Lexeme::Open) && !self.after_connective() => {
                self.prefix_connective(lexeme);
            }
            Lexeme::And | Lexeme::Or | Lexeme::ForeignAnd | Lexeme::ForeignOr => {
                self.connective_at_term(span)
            }
            Lexeme::Comparison(operator) if self.lexeme(1) == Some(Lexeme::Open) => {
                self.prefix_comparison(operator)
            }
            Lexeme::In if self.prefix_membership() => {}
            Lexeme::Comparison(_) | Lexeme::In | Lexeme::ForeignComparison if self.same_property(span) => {}
            Lexeme::Comparison(_) | Lexeme::In | Lexeme::ForeignComparison => {
                let place = self.here();
                self.missing_operand(place, format!("a property is missing before {}", Quoted(self.word(0))));
                self.push_missing(place);
                self.expect = Expect::Operator;
            }
            Lexeme::Path | Lexeme::Word if self.lexeme(1) == Some(Lexeme::Open) => self.call(),
            Lexeme::Path
                if self.is_word(0, &["contains"])
                    && !self.is_operator(1)
                    && self.lexeme(1).is_some()
                    && self.lexeme(2) != Some(Lexeme::Open) =>
            {
                self.bare_contains();
            }
            Lexeme::Placeholder | Lexeme::Dollar => self.placeholder_value(Expect::Operator),
            Lexeme::OpenBracket if self.is_bracketed_name() => self.bracketed_name(),
            Lexeme::OpenBracket | Lexeme::OpenBrace => self.json(),
            _ if self.value(Expect::Operator) => {}
            Lexeme::Comma | Lexeme::Semicolon if self.at >= self.tail => self.trailing_separator(span),
            _ => self.skip_junk(),
        }
    }

    /// `generation gt 1 and lt 3`: repeats the property of the condition before.
    fn same_property(&mut self, operator: Span) -> bool {
        let [.., Token::Path(path), Token::Comparison(_), Token::Literal(_), Token::And | Token::Or] =
            self.tokens.as_slice()
        else {
            return false;
        };
        let path = *path;
        let text = self.text;
        self.add(&rules::MISSING_OPERAND, || {
            let name = path.span.of(text);
            let written = operator.of(text);
            Diagnostic::new(
                &rules::MISSING_OPERAND,
                operator,
                format!("a property is missing before {}: each condition needs one", Quoted(written)),
            )
            .with_help(format!("write {}", Quoted(&format!("{name} {written} …"))))
            .with_safe_fix("write the property again", vec![Edit::insert(operator.start, format!("{name} "))])
        });
        self.push(Token::Path(path));
        self.expect = Expect::Operator;
        true
    }

    fn not(&mut self, span: Span) {
        self.push(Token::Not(span.start));
        if !self.nesting.not() {
            self.deep(span);
        }
    }

    fn after_connective(&self) -> bool {
        let last = self.at.checked_sub(1).and_then(|last| self.lexed.get(last));
        last.is_some_and(|lexed| matches!(lexed.lexeme, Lexeme::And | Lexeme::Or))
    }

    /// `()`, `(a and )`, or an unopened `)`.
    fn close_at_term(&mut self, span: Span) {
        if self.frames.is_empty() {
            self.take();
            self.extra_close(span);
            return;
        }
        let place = self.here();
        self.no_condition(place);
        self.push_unreadable(place);
    }

    /// `and a`, or `a and and b`.
    fn connective_at_term(&mut self, span: Span) {
        let text = self.text;
        let before = self.here();
        self.take();
        let after_other = !self.tokens.is_empty();
        let alone = !after_other && self.lexeme(0).is_none();
        self.add(&rules::MISSING_OPERAND, || {
            let word = Quoted(span.of(text));
            let message = if after_other {
                format!("a condition is missing before {word}")
            } else {
                format!("{word} joins two conditions, and the first is missing")
            };
            let gap = Span::new(before.end, span.end);
            let diagnostic = Diagnostic::new(&rules::MISSING_OPERAND, span, message)
                .with_help("write a condition there, or remove the word");
            if alone {
                return diagnostic;
            }
            diagnostic.with_unsafe_fix("remove it", vec![Edit::delete(gap)])
        });
    }

    /// Takes a value, or a word in place of one; false if there is neither.
    pub(super) fn value(&mut self, next: Expect) -> bool {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return false };
        if self.unsupported_name() || self.negation() {
            // Already reported.
        } else if let Some(kind) = literal_kind(lexeme) {
            self.take();
            if lexeme == Lexeme::Quoted(Quote::Foreign) {
                self.foreign_quotes(span);
            }
            let date = self.rest_of_date(span).or_else(|| self.rest_of_period(span));
            let rest = if lexeme == Lexeme::Number { self.rest_of_timestamp(span) } else { span };
            match date {
                Some(date) => self.push_operand(OperandKind::Word, date),
                None => self.push_operand(kind, span.cover(rest)),
            }
        } else if !matches!(lexeme, Lexeme::Path | Lexeme::Word) {
            return false;
        } else if self.is_typed_literal() {
            self.typed_literal();
        } else if self.is_indexed() {
            // Not a name; the checker reports it.
            let mut whole = span.cover(self.span(3));
            self.at += 4;
            while self.here().end == self.span(0).start && matches!(self.word(0), "/" | "[" | "]")
                || whole.end == self.span(0).start
                    && matches!(self.lexeme(0), Some(Lexeme::Path | Lexeme::Word | Lexeme::Number))
            {
                whole = whole.cover(self.span(0));
                self.at += 1;
            }
            self.push_operand(OperandKind::Word, whole);
        } else if next == Expect::Operator && self.pair() {
            return true;
        } else if next == Expect::Operator {
            self.take();
            self.push_operand(path_kind(lexeme), span);
        } else {
            self.words();
        }
        self.expect = next;
        true
    }

    /// `state:ERROR`: a property and a value in one word.
    fn pair(&mut self) -> bool {
        let span = self.span(0);
        let Some((name, rest)) = self.word(0).split_once(':') else { return false };
        if !is_path(name) || rest.is_empty() || rest.starts_with('/') || self.is_operator(1) {
            return false;
        }
        let colon = span.start + offset(name.len());
        let value = Span::new(colon + 1, span.end);
        let kind = match keyword(rest) {
            Some(lexeme @ (Lexeme::True | Lexeme::False | Lexeme::Null)) => literal_kind(lexeme),
            _ => match numeral(rest) {
                Numeral::Integer | Numeral::Decimal | Numeral::Timestamp(_) => Some(OperandKind::Number),
                _ => None,
            },
        };
        self.take();
        self.add(&rules::FOREIGN_OPERATOR, || {
            let written = if kind.is_some() { rest.to_owned() } else { quote(rest) };
            let fixed = format!("{name} eq {written}");
            Diagnostic::new(
                &rules::FOREIGN_OPERATOR,
                Span::new(colon, colon + 1),
                format!("`:` is not an operator of this language: write {}", Quoted(&fixed)),
            )
            .with_safe_fix("write `eq`", vec![Edit::replace(span, fixed)])
        });
        self.push_operand(OperandKind::Path, Span::new(span.start, colon));
        self.push(Token::Comparison(Operator::Eq));
        self.push_operand(kind.unwrap_or(OperandKind::String), value);
        self.expect = Expect::Connective;
        true
    }

    /// `results/$count`, `@Core.Note`, `name@Core.Note`: OData names that are not properties.
    fn unsupported_name(&mut self) -> bool {
        let touches = |ahead: usize| self.span(ahead).end == self.span(ahead + 1).start;
        let word = self.word(0);
        match (self.lexeme(0), self.lexeme(1)) {
            (Some(Lexeme::Word), Some(Lexeme::Dollar)) if word.ends_with('/') && touches(0) => {
                let mut span = self.span(0).cover(self.span(1));
                let end =
                    if self.lexeme(2) == Some(Lexeme::Open) && touches(1) { self.partner(2) } else { None };
                span = span.cover(self.span(end.unwrap_or(1)));
                self.take();
                self.at += end.unwrap_or(1);
                self.unsupported(span, "tests a collection, not a property", "results/name eq 'x'");
                self.push_missing(span);
                true
            }
            (Some(Lexeme::Parameter), _) if touches(0) && self.word(1) == "." => {
                let mut span = self.take();
                while span.end == self.span(0).start
                    && (self.word(0) == "." || self.lexeme(0) == Some(Lexeme::Path))
                {
                    span = span.cover(self.span(0));
                    self.at += 1;
                }
                self.annotation(span);
                true
            }
            (Some(Lexeme::Word), _) if self.expect == Expect::Term && is_annotation(word) => {
                let span = self.take();
                self.annotation(span);
                true
            }
            _ => false,
        }
    }

    fn annotation(&mut self, span: Span) {
        self.unsupported(span, "is an annotation, and no property has one", "name eq 'x'");
        self.push_missing(span);
    }

    /// A separated minus: `-generation`, `- 3`, `-INF`.
    fn negation(&mut self) -> bool {
        if self.word(0) != "-" || self.lexeme(0) != Some(Lexeme::Other) {
            return false;
        }
        let next = self.span(1);
        match self.lexeme(1) {
            Some(Lexeme::Path) => {
                let span = self.take();
                let whole = span.cover(next);
                if self.expect == Expect::Term {
                    self.minus(span);
                    self.at += 1;
                    self.push_operand(OperandKind::Path, next);
                    return true;
                }
                self.at += 1;
                if is_not_finite(next.of(self.text)) {
                    self.unsupported(whole, NOT_FINITE.0, NOT_FINITE.1);
                } else {
                    self.minus(span);
                }
                self.push_missing(whole);
                true
            }
            Some(Lexeme::Number)
                if number(next.of(self.text)).is_ok() && !self.word(1).starts_with(['+', '-']) =>
            {
                let span = self.take();
                self.at += 1;
                let gap = Span::new(span.end, next.start);
                self.add(&rules::INVALID_NUMBER, || {
                    Diagnostic::new(&rules::INVALID_NUMBER, span.cover(next), "a sign must touch its number")
                        .with_safe_fix("remove the space", vec![Edit::delete(gap)])
                });
                self.push_operand(OperandKind::Number, next);
                true
            }
            _ => false,
        }
    }

    /// `01/02/2022`, after its first number.
    fn rest_of_date(&mut self, first: Span) -> Option<Span> {
        let whole = first.cover(self.span(3));
        let is_date = |c: char| c.is_ascii_digit() || c == '/';
        let number = |ahead: usize| self.lexeme(ahead) == Some(Lexeme::Number);
        let slashes = self.word(0) == "/" && number(1) && self.word(2) == "/" && number(3);
        (slashes && whole.of(self.text).chars().all(is_date)).then(|| {
            self.at += 4;
            whole
        })
    }

    /// `3 days ago`, after its number.
    fn rest_of_period(&mut self, number: Span) -> Option<Span> {
        let units = ["minute", "minutes", "hour", "hours", "day", "days", "week", "weeks"];
        if !self.is_word(0, &units) || self.is_operator(1) {
            return None;
        }
        self.at += 1;
        self.at += usize::from(self.is_word(0, &["ago"]));
        let last = self.at.checked_sub(1).and_then(|last| self.lexed.get(last));
        last.map(|last| number.cover(last.span))
    }

    /// `2022-06-01 12:00:00Z`, and `2022-06-01T12:00:00 02:00`, whose `+` became a space. The part
    /// after the space belongs to the timestamp; the checker reports the mistake.
    fn rest_of_timestamp(&mut self, first: Span) -> Span {
        let next = self.span(0);
        let gap = Span::new(first.end, next.start);
        let begins = |text: &str| {
            let bytes = text.as_bytes().strip_prefix(b"+").unwrap_or(text.as_bytes());
            matches!(bytes, [high, low, b':', ..] if high.is_ascii_digit() && low.is_ascii_digit())
        };
        let belongs = self.lexeme(0) == Some(Lexeme::Number)
            && gap.of(self.text) == " "
            && looks_like_date(first.of(self.text))
            && begins(next.of(self.text));
        if !belongs {
            return first;
        }
        self.at += 1;
        self.rest_of_timestamp_after(next)
    }

    /// A date, a time and an offset may be separated.
    fn rest_of_timestamp_after(&mut self, time: Span) -> Span {
        let next = self.span(0);
        let zone = matches!(next.of(self.text).as_bytes(), [b'+' | b'-' | b'0'..=b'9', ..]);
        if self.lexeme(0) == Some(Lexeme::Number) && next.start == time.end + 1 && zone {
            self.at += 1;
            return next;
        }
        time
    }

    /// A string in quotes of another language, except one with a quote inside, which was reported
    /// before.
    pub(super) fn foreign_quotes(&mut self, span: Span) {
        let raw = span.of(self.text);
        if !is_in_foreign_quotes(raw) {
            return;
        }
        let operand = Operand { kind: OperandKind::MalformedString, span };
        // The checker reports a quoted property, because it knows which names are properties.
        let compared = matches!(self.lexeme(0), Some(Lexeme::Comparison(_) | Lexeme::ForeignComparison));
        let value = self.lexeme(1).is_some_and(|lexeme| literal_kind(lexeme).is_some());
        if self.expect == Expect::Term && compared && value && is_path(&string_value(operand, self.text)) {
            return;
        }
        let fixed = quote(&string_value(operand, self.text));
        // Curly ones look like single quotes.
        let quotes = if raw.is_ascii() { "single quotes" } else { "straight single quotes" };
        self.add(&rules::DOUBLE_QUOTED_STRING, || {
            Diagnostic::new(
                &rules::DOUBLE_QUOTED_STRING,
                span,
                format!("a string needs {quotes}: write {}", Quoted(&fixed)),
            )
            .with_safe_fix("write single quotes", vec![Edit::replace(span, fixed.clone())])
        });
    }

    fn is_typed_literal(&self) -> bool {
        matches!(self.lexeme(1), Some(Lexeme::Quoted(_)))
            && self.span(0).end == self.span(1).start
            && (TYPED.iter().any(|name| self.word(0).eq_ignore_ascii_case(name))
                || self.word(0).contains('.'))
    }

    /// `datetime'…'`, `guid'…'`, `Ns.Type'V'`.
    fn typed_literal(&mut self) {
        let name = self.take();
        let text = self.span(0);
        self.at += 1;
        let whole = name.cover(text);
        let word = name.of(self.text);
        if word.to_ascii_lowercase().starts_with("datetime") {
            // The checker accepts it as a timestamp.
            self.push_operand(OperandKind::Typed, whole);
            return;
        }
        let source = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            let message = format!(
                "{} is not documented for this API: values have no type prefix",
                Quoted(whole.of(source))
            );
            let diagnostic = Diagnostic::new(&rules::UNSUPPORTED_ODATA, whole, message)
                .with_help(format!("write the string alone: {}", Quoted(text.of(source))));
            if word.eq_ignore_ascii_case("guid") {
                diagnostic.with_safe_fix("write the string alone", vec![Edit::delete(name)])
            } else {
                diagnostic.with_unsafe_fix("write the string alone", vec![Edit::delete(name)])
            }
        });
        self.push_operand(OperandKind::String, text);
    }

    /// A word in the place of a value, with the words after it: `name eq Neil Young`.
    pub(super) fn words(&mut self) {
        let first = self.span(0);
        let kind = self.lexeme(0).map_or(OperandKind::Word, path_kind);
        let now = self.is_word(0, &["now"]);
        self.take();
        let mut whole = first;
        // `now - 3d`.
        if now && self.word(0) == "-" && self.lexeme(1) == Some(Lexeme::Number) {
            whole = whole.cover(self.span(1));
            self.at += 2;
        }
        while matches!(self.lexeme(0), Some(Lexeme::Path | Lexeme::Word | Lexeme::Number))
            && !self.begins_term(0)
            && !self.is_arithmetic(0)
            && !self.begins_clause(0)
        {
            whole = whole.cover(self.span(0));
            self.at += 1;
        }
        self.push_operand(if whole == first { kind } else { OperandKind::Word }, whole);
    }

    /// `results[0]`.
    fn is_indexed(&self) -> bool {
        self.span(0).end == self.span(1).start
            && self.lexeme(1) == Some(Lexeme::OpenBracket)
            && self.lexeme(3) == Some(Lexeme::CloseBracket)
    }

    fn is_arithmetic(&self, ahead: usize) -> bool {
        self.is_word(ahead, &ARITHMETIC)
    }

    /// `1 lt generation lt 3`: a property between its bounds.
    fn range(&mut self) -> bool {
        let bound = |ahead: usize| {
            let lexeme = self.lexeme(ahead)?;
            let plain = matches!(lexeme, Lexeme::Number | Lexeme::Quoted(Quote::Single) | Lexeme::Parameter);
            Some(Operand { kind: literal_kind(lexeme).filter(|_| plain)?, span: self.span(ahead) })
        };
        let operator = |ahead: usize| match self.lexeme(ahead)? {
            Lexeme::Comparison(operator) => Some(operator),
            Lexeme::ForeignComparison => foreign_comparison(self.word(ahead)),
            _ => None,
        };
        let (Some(low), Some(first), Some(Lexeme::Path), Some(second), Some(high)) =
            (bound(0), operator(1), self.lexeme(2), operator(3), bound(4))
        else {
            return false;
        };
        let path = Operand { kind: OperandKind::Path, span: self.span(2) };
        let whole = low.span.cover(high.span);
        let upwards = |operator| matches!(operator, Operator::Lt | Operator::Le);
        let is_range = first.is_order() && second.is_order() && upwards(first) == upwards(second);
        let after_not = matches!(self.tokens.last(), Some(Token::Not(_)));
        let text = self.text;
        let first = first.swapped();
        self.add(&rules::MISSING_AND_OR, || {
            let name = path.span.of(text);
            let message = format!("{} is between two operators, and a condition has one", Quoted(name));
            let diagnostic = Diagnostic::new(&rules::MISSING_AND_OR, whole, message);
            if !is_range {
                return diagnostic.with_help("write two conditions, joined with `and` or `or`");
            }
            let [low, high] = [low, high].map(|bound| bound.span.of(text));
            let fixed = format!("{name} {} {low} and {name} {} {high}", first.keyword(), second.keyword());
            let fixed = if after_not { format!("({fixed})") } else { fixed };
            diagnostic
                .with_help(format!("write {}", Quoted(&fixed)))
                .with_safe_fix("write two conditions", vec![Edit::replace(whole, fixed)])
        });
        self.at += 5;
        self.push_bounds(path, [(first, low), (second, high)]);
        true
    }

    /// `(path first low and path second high)`.
    fn push_bounds(&mut self, path: Operand, bounds: [(Operator, Operand); 2]) {
        let place = path.span;
        self.push(Token::Open(place.start));
        for ((operator, bound), joiner) in bounds.into_iter().zip([Token::And, Token::Close(place.end)]) {
            self.push(Token::Path(path));
            self.push(Token::Comparison(operator));
            self.push_operand(bound.kind, bound.span);
            self.push(joiner);
        }
        self.expect = Expect::Connective;
    }

    /// `generation between 1 and 3`.
    fn between(&mut self) {
        let span = self.take();
        let bound = |ahead: usize| {
            let kind = self.lexeme(ahead).and_then(literal_kind)?;
            (!self.is_operator(ahead + 1)).then(|| Operand { kind, span: self.span(ahead) })
        };
        let bounds = (bound(0), self.lexeme(1), bound(2), self.tokens.last().copied());
        let (Some(low), Some(Lexeme::And), Some(high), Some(Token::Path(path))) = bounds else {
            self.unsupported(span, "does not exist in OData", "createdAt ge A and createdAt le B");
            self.compare(Operator::Ge);
            return;
        };
        self.tokens.pop();
        let after_not = matches!(self.tokens.last(), Some(Token::Not(_)));
        let text = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            let whole = path.span.cover(high.span);
            let [name, low, high] = [path.span, low.span, high.span].map(|span| span.of(text));
            let fixed = format!("{name} ge {low} and {name} le {high}");
            let fixed = if after_not { format!("({fixed})") } else { fixed };
            Diagnostic::new(
                &rules::UNSUPPORTED_ODATA,
                span,
                format!("{} does not exist in OData: write two conditions", Quoted(span.of(text))),
            )
            .with_help(format!("write {}", Quoted(&fixed)))
            .with_safe_fix("write two conditions", vec![Edit::replace(whole, fixed)])
        });
        self.at += 3;
        self.push_bounds(path, [(Operator::Ge, low), (Operator::Le, high)]);
    }

    // Between the two sides.

    pub(super) fn operator(&mut self) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::Comparison(operator) => {
                self.take();
                self.compare(operator);
            }
            Lexeme::In => {
                self.take();
                self.push(Token::In);
                self.expect = Expect::List;
            }
            Lexeme::ForeignComparison => {
                self.take();
                self.foreign_comparison(span);
            }
            Lexeme::Other if self.word(0) == ":" => {
                self.take();
                self.foreign_operator(span, "eq");
                self.compare(Operator::Eq);
            }
            Lexeme::Not if self.is_operator(0) => self.not_between(),
            Lexeme::Bang if matches!(self.lexeme(1), Some(Lexeme::In | Lexeme::Comparison(_))) => {
                self.not_between()
            }
            Lexeme::Path if self.is_foreign_word(0) => self.foreign_word(),
            Lexeme::And
            | Lexeme::Or
            | Lexeme::ForeignAnd
            | Lexeme::ForeignOr
            | Lexeme::Close
            | Lexeme::Comma
            | Lexeme::Semicolon
            | Lexeme::Not
            | Lexeme::Bang
            | Lexeme::Open => self.expect = Expect::Connective,
            _ if is_junk(lexeme) || lexeme == Lexeme::OpenBracket => self.skip_junk(),
            _ if self.begins_term(0) || self.begins_clause(0) => self.expect = Expect::Connective,
            _ => self.missing_operator(),
        }
    }

    pub(super) fn compare(&mut self, operator: Operator) {
        self.push(Token::Comparison(operator));
        self.expect = Expect::Operand;
    }

    /// `state 'ERROR'`, `stateeq'ERROR'`, `generation gt3`.
    fn missing_operator(&mut self) {
        if self.glued_value() {
            return;
        }
        let before = self.here();
        let text = self.text;
        let next = self.span(0);
        if let Some((path, operator)) = self.glued_operator(before) {
            self.tokens.pop();
            self.push_operand(OperandKind::Path, path);
            self.add_as(Severity::Error, || {
                Diagnostic::new(
                    &rules::MISSING_SPACE,
                    Span::new(path.start, before.end),
                    format!("spaces are missing around `{}`", operator.keyword()),
                )
                .with_severity(Severity::Error)
                .with_safe_fix("add spaces", vec![Edit::insert(path.end, " "), Edit::insert(before.end, " ")])
            });
            self.space_told = true;
            self.compare(operator);
            return;
        }
        let left = self.tokens.last().map_or(before, |token| match token {
            Token::Path(operand) | Token::Literal(operand) | Token::Parameter(operand) => operand.span,
            _ => before,
        });
        self.add(&rules::MISSING_OPERATOR, || {
            Diagnostic::new(
                &rules::MISSING_OPERATOR,
                Span::at(before.end).cover(Span::at(next.start)),
                format!(
                    "an operator is missing between {} and {}",
                    Quoted(left.of(text)),
                    Quoted(next.of(text))
                ),
            )
            .with_help("write an operator between them: `eq`, `ne`, `gt`, `ge`, `lt` or `le`")
            .with_unsafe_fix("write `eq`", vec![Edit::replace(Span::new(before.end, next.start), " eq ")])
        });
        self.compare(Operator::Eq);
    }

    /// `gt3`: an operator and a number in one word, which becomes the number; false for other
    /// words.
    fn glued_value(&mut self) -> bool {
        let word = self.span(0);
        let is_value = |rest: &str| {
            rest.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit())
                && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.:+-".contains(&byte))
        };
        let found = Operator::ALL
            .into_iter()
            .find(|operator| self.word(0).strip_prefix(operator.keyword()).is_some_and(is_value));
        let (Some(operator), Some(next)) = (found, self.lexed.get_mut(self.at)) else { return false };
        let place = word.start + 2;
        *next = Lexed { lexeme: Lexeme::Number, span: Span::new(place, word.end) };
        self.space_told = true;
        self.add_as(Severity::Error, || {
            Diagnostic::new(
                &rules::MISSING_SPACE,
                word,
                format!("a space is missing after `{}`", operator.keyword()),
            )
            .with_severity(Severity::Error)
            .with_safe_fix("add a space", vec![Edit::insert(place, " ")])
        });
        self.compare(operator);
        true
    }

    /// `stateeq'x'`: a property and an operator in one word, and a value that touches it.
    fn glued_operator(&self, before: Span) -> Option<(Span, Operator)> {
        if self.span(0).start != before.end {
            return None;
        }
        let Some(Token::Path(Operand { span, .. })) = self.tokens.last() else { return None };
        if span.end != before.end {
            return None;
        }
        let word = span.of(self.text);
        let operator = Operator::ALL.into_iter().find(|operator| {
            word.strip_suffix(operator.keyword())
                .is_some_and(|path| !path.is_empty() && !path.ends_with('/') && keyword(path).is_none())
        })?;
        Some((Span::new(span.start, span.end - 2), operator))
    }

    fn foreign_comparison(&mut self, span: Span) {
        let text = span.of(self.text);
        match foreign_comparison(text) {
            Some(operator) => {
                self.foreign_operator(span, operator.keyword());
                self.compare(operator);
            }
            None => {
                self.add(&rules::FOREIGN_OPERATOR, || {
                    Diagnostic::new(
                        &rules::FOREIGN_OPERATOR,
                        span,
                        format!("{} does not exist here: filters have no patterns", Quoted(text)),
                    )
                    .with_help("to look for a string inside a property, write `contains(name,'text')`")
                });
                self.compare_pattern();
            }
        }
    }

    /// An operator of another language, with its meaning here. The edit adds missing spaces.
    fn foreign_operator(&mut self, span: Span, meant: &'static str) {
        let text = self.text;
        let touches = |offset: u32, before: bool| {
            let (left, right) = text.split_at_checked(offset as usize).unwrap_or((text, ""));
            let beside = if before { left.chars().next_back() } else { right.chars().next() };
            beside.is_some_and(|c| !c.is_whitespace() && c != '(')
        };
        self.add(&rules::FOREIGN_OPERATOR, || {
            let left = if touches(span.start, true) { " " } else { "" };
            let right = if touches(span.end, false) { " " } else { "" };
            Diagnostic::new(
                &rules::FOREIGN_OPERATOR,
                span,
                format!("{} is not an operator of this language: write `{meant}`", Quoted(span.of(text))),
            )
            .with_safe_fix(
                format!("write `{meant}`"),
                vec![Edit::replace(span, format!("{left}{meant}{right}"))],
            )
        });
    }

    /// `x not in (…)`, `x not eq 1`: `not` belongs before the whole condition.
    fn not_between(&mut self) {
        let span = self.take();
        self.at -= 1;
        let left = self.tokens.pop();
        let start = match left {
            Some(Token::Path(operand) | Token::Literal(operand) | Token::Parameter(operand)) => {
                operand.span.start
            }
            _ => span.start,
        };
        self.push(Token::Not(start));
        self.tokens.extend(left);
        if !self.nesting.not() {
            self.deep(span);
        }
        let next = self.span(1);
        self.at += 1;
        let text = self.text;
        self.add(&rules::FOREIGN_OPERATOR, || {
            let both = span.cover(next);
            Diagnostic::new(
                &rules::FOREIGN_OPERATOR,
                both,
                format!(
                    "{} is not an operator: `not` goes before the whole condition",
                    Quoted(both.of(text))
                ),
            )
            .with_safe_fix(
                "put `not` in front",
                vec![Edit::insert(start, "not "), Edit::delete(Span::new(span.start, next.start))],
            )
        });
    }

    /// An operator that is a word in another language.
    fn foreign_word(&mut self) {
        let span = self.span(0);
        let word = self.word(0).to_ascii_lowercase();
        match word.as_str() {
            "is" => self.is(),
            "like" | "ilike" | "matches" | "regex" | "regexp" | "rlike" => self.like(),
            "contains" => self.infix_contains(),
            "startswith" | "endswith" => self.infix_function("would test the start or the end of a string"),
            "has" => self.infix_function("is for flags, and this API documents none"),
            "between" => self.between(),
            _ if ARITHMETIC.contains(&word.as_str()) => self.arithmetic(),
            _ => {
                self.take();
                let operator = match word.as_str() {
                    "neq" | "noteq" | "isnot" => Operator::Ne,
                    "gte" | "gteq" => Operator::Ge,
                    "lte" | "lteq" => Operator::Le,
                    "before" => Operator::Lt,
                    "after" => Operator::Gt,
                    _ => Operator::Eq,
                };
                self.foreign_operator(span, operator.keyword());
                self.compare(operator);
            }
        }
    }

    /// `is null`, `is not null`, `is 'x'`.
    fn is(&mut self) {
        let mut span = self.take();
        let not = self.lexeme(0) == Some(Lexeme::Not);
        if not {
            span = span.cover(self.take());
        }
        let (operator, word) = if not { (Operator::Ne, "ne") } else { (Operator::Eq, "eq") };
        self.foreign_operator(span, word);
        self.compare(operator);
    }

    /// `x like '%y%'` is `contains(x,'y')`; other wildcards have no equivalent.
    fn like(&mut self) {
        let like = self.take();
        let pattern = self.span(0);
        let quoted = matches!(self.lexeme(0), Some(Lexeme::Quoted(Quote::Single)));
        let left = match self.tokens.last() {
            Some(Token::Path(operand)) => Some(*operand),
            _ => None,
        };
        let text = self.text;
        let inner = pattern.of(text).get(1..pattern.len().saturating_sub(1)).filter(|_| quoted);
        let plain = inner
            .and_then(|inner| {
                let wildcard = inner.chars().next().filter(|first| matches!(first, '%' | '*'))?;
                inner.strip_prefix(wildcard)?.strip_suffix(wildcard)
            })
            .filter(|inner| !inner.is_empty() && !inner.contains(['%', '_', '*', '?', '[']));
        if let (Some(left), Some(plain)) = (left, plain) {
            let whole = left.span.cover(pattern);
            let fixed = format!("contains({},'{plain}')", left.span.of(text));
            self.add(&rules::FOREIGN_OPERATOR, || {
                Diagnostic::new(
                    &rules::FOREIGN_OPERATOR,
                    like,
                    format!(
                        "{} is not an operator here: `contains` looks inside a string",
                        Quoted(like.of(text))
                    ),
                )
                .with_help(format!("write {}", Quoted(&fixed)))
                .with_safe_fix("write `contains`", vec![Edit::replace(whole, fixed.clone())])
            });
            // The pattern has no quotes.
            self.take();
            self.push_call(left, Operand { kind: OperandKind::Missing, span: pattern });
            return;
        }
        self.add(&rules::FOREIGN_OPERATOR, || {
            Diagnostic::new(
                &rules::FOREIGN_OPERATOR,
                like,
                format!("{} is not an operator here, and there are no wildcards", Quoted(like.of(text))),
            )
            .with_help(
                "`contains(name,'text')` looks anywhere inside a string; `eq` compares the whole string",
            )
        });
        self.compare_pattern();
    }

    /// Takes the pattern of an operator that was already reported.
    fn compare_pattern(&mut self) {
        self.compare(Operator::Eq);
        if self.lexeme(0) == Some(Lexeme::Quoted(Quote::Single)) {
            let pattern = self.take();
            self.push_missing(pattern);
            self.expect = Expect::Connective;
        }
    }

    /// `name contains 'x'`.
    fn infix_contains(&mut self) {
        let span = self.take();
        let left = match self.tokens.last() {
            Some(Token::Path(operand)) => *operand,
            _ => {
                self.unexpected(span);
                self.compare(Operator::Eq);
                return;
            }
        };
        let text = self.text;
        let value = self
            .peek(0)
            .and_then(|next| literal_kind(next.lexeme).map(|kind| Operand { kind, span: next.span }));
        let shown = value.map_or("'text'", |value| value.span.of(text));
        let fixed = format!("contains({},{shown})", left.span.of(text));
        self.add(&rules::FOREIGN_OPERATOR, || {
            let diagnostic =
                Diagnostic::new(&rules::FOREIGN_OPERATOR, span, "`contains` is a function, not an operator")
                    .with_help(format!("write {}", Quoted(&fixed)));
            match value {
                Some(value) => {
                    let whole = left.span.cover(value.span);
                    diagnostic
                        .with_safe_fix("write it as a function", vec![Edit::replace(whole, fixed.clone())])
                }
                None => diagnostic,
            }
        });
        match value {
            Some(value) => {
                self.value(Expect::Connective);
                self.tokens.pop();
                self.push_call(left, value);
            }
            None => self.compare(Operator::Eq),
        }
    }

    /// `name has 'x'`, `name startswith 'x'`: `contains` is the nearest equivalent.
    fn infix_function(&mut self, why: &'static str) {
        let span = self.take();
        let value = Operand { kind: OperandKind::String, span: self.span(0) };
        let left = match self.tokens.last() {
            Some(Token::Path(operand)) if self.lexeme(0) == Some(Lexeme::Quoted(Quote::Single)) => *operand,
            _ => {
                self.unsupported(span, why, "contains(name,'text')");
                self.compare(Operator::Eq);
                return;
            }
        };
        let text = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            let fixed = format!("contains({},{})", left.span.of(text), value.span.of(text));
            Diagnostic::new(
                &rules::UNSUPPORTED_ODATA,
                span,
                format!("{} is not documented for this API: it {why}", Quoted(span.of(text))),
            )
            .with_help(format!("to look anywhere inside the string, write {}", Quoted(&fixed)))
            .with_unsafe_fix(
                "write `contains`",
                vec![Edit::replace(left.span.cover(value.span), fixed.clone())],
            )
        });
        self.take();
        self.push_call(left, value);
    }

    /// `contains(left,value)` in place of `left`, the last token.
    pub(super) fn push_call(&mut self, left: Operand, value: Operand) {
        self.tokens.pop();
        let name = Span::at(left.span.start);
        self.push_operand(OperandKind::Path, name);
        self.push(Token::Open(name.start));
        self.push(Token::Path(left));
        self.push(Token::Comma);
        self.push_operand(value.kind, value.span);
        self.push(Token::Close(value.span.end));
        self.expect = Expect::Connective;
    }

    /// `generation add 1 gt 3`: the tree omits the sum.
    fn arithmetic(&mut self) {
        let span = self.take();
        let mut whole = span;
        if self.lexeme(0).is_some_and(|lexeme| literal_kind(lexeme).is_some() || lexeme == Lexeme::Path) {
            whole = whole.cover(self.take());
        }
        let text = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            Diagnostic::new(
                &rules::UNSUPPORTED_ODATA,
                whole,
                format!("{} is arithmetic, which this API does not document", Quoted(span.of(text))),
            )
            .with_help("compute the value first, and compare the property with it")
        });
    }

    pub(super) fn unsupported(&mut self, span: Span, why: &'static str, instead: &'static str) {
        let text = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            Diagnostic::new(
                &rules::UNSUPPORTED_ODATA,
                span,
                format!("{} is not documented for this API: it {why}", Quoted(span.of(text))),
            )
            .with_help(format!("the nearest documented form is `{instead}`"))
        });
    }

    // After an operator.

    pub(super) fn operand(&mut self) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::Path | Lexeme::Word if self.lexeme(1) == Some(Lexeme::Open) => self.call_as_value(),
            Lexeme::Path | Lexeme::Word if self.begins_term(0) => {
                let place = self.here();
                self.no_value(place);
            }
            Lexeme::Not | Lexeme::Bang if self.negated_value(span) => {}
            Lexeme::Placeholder | Lexeme::Dollar => self.placeholder_value(Expect::Connective),
            Lexeme::Open if self.powershell_time() => {}
            Lexeme::Open | Lexeme::OpenBracket => self.list_after_comparison(span),
            Lexeme::Number if self.number_with_comma() => {}
            Lexeme::OpenBrace => {
                let span = self.take_json();
                self.push_missing(span);
                self.expect = Expect::Connective;
            }
            _ if self.value(Expect::Connective) => {}
            // `~`, which is nothing anywhere.
            Lexeme::ForeignComparison if foreign_comparison(self.word(0)).is_none() => {
                self.take();
                self.unexpected(span);
            }
            Lexeme::Comparison(_) | Lexeme::ForeignComparison | Lexeme::In => {
                self.take();
                self.second_operator(span);
            }
            _ if is_junk(lexeme) => {
                self.skip_junk();
                self.push_missing(Span::at(span.start));
                self.expect = Expect::Connective;
            }
            _ => {
                let place = self.here();
                self.no_value(place);
            }
        }
    }

    /// `state eq not 'ERROR'` is `state ne 'ERROR'`.
    fn negated_value(&mut self, not: Span) -> bool {
        let value = self.lexeme(1).is_some_and(|lexeme| literal_kind(lexeme).is_some());
        let before = self.at.checked_sub(1).and_then(|last| self.lexed.get(last)).copied();
        let (Some(before), Some(Token::Comparison(operator @ Operator::Eq))) =
            (before, self.tokens.last_mut())
        else {
            return false;
        };
        if !value || before.lexeme != Lexeme::Comparison(Operator::Eq) || before.span.of(self.text) != "eq" {
            return false;
        }
        *operator = Operator::Ne;
        self.at += 1;
        // The missing space is part of the report.
        self.space_told = true;
        let (text, next) = (self.text, self.span(0));
        self.add(&rules::FOREIGN_OPERATOR, || {
            let both = before.span.cover(not);
            Diagnostic::new(
                &rules::FOREIGN_OPERATOR,
                both,
                format!("{} is not an operator of this language: write `ne`", Quoted(both.of(text))),
            )
            .with_safe_fix("write `ne`", vec![Edit::replace(Span::new(before.span.start, next.start), "ne ")])
        });
        true
    }

    fn second_operator(&mut self, span: Span) {
        let text = self.text;
        self.add(&rules::MISSING_OPERAND, || {
            Diagnostic::new(
                &rules::MISSING_OPERAND,
                span,
                format!("expected a value, found a second operator, {}", Quoted(span.of(text))),
            )
            .with_help("write one operator, and a value after it: `state eq 'ERROR'`")
        });
    }

    /// A value is missing before `place`.
    pub(super) fn no_value(&mut self, place: Span) {
        let operator =
            self.at.checked_sub(1).map_or(place, |last| self.lexed.get(last).map_or(place, |l| l.span));
        let message = format!("a value is missing after {}", Quoted(operator.of(self.text)));
        self.missing_operand(place, message);
        self.push_missing(place);
        self.expect = Expect::Connective;
    }

    /// `state eq ('A','B')`: a list belongs to `in`.
    fn list_after_comparison(&mut self, span: Span) {
        let before = |back: usize| self.at.checked_sub(back).and_then(|at| self.lexed.get(at)).copied();
        let is_comparison =
            |lexed: &Lexed| matches!(lexed.lexeme, Lexeme::Comparison(_) | Lexeme::ForeignComparison);
        let comparison = before(1);
        let second = before(2).is_some_and(|lexed| is_comparison(&lexed));
        let text = self.text;
        let eq = self.tokens.last() == Some(&Token::Comparison(Operator::Eq));
        let fix = comparison.filter(|lexed| eq && !second && is_comparison(lexed)).map(|lexed| lexed.span);
        let one = literal_kind(self.lexeme(1).unwrap_or(Lexeme::Other)).is_some()
            && matches!(self.lexeme(2), Some(Lexeme::Close | Lexeme::CloseBracket));
        self.add(&rules::LIST_SYNTAX, || {
            let message = if one {
                "a value has no parentheses".to_owned()
            } else {
                let name = comparison.map_or("an operator", |lexed| lexed.span.of(text));
                format!("{} takes one value, and a list needs `in`", Quoted(name))
            };
            let diagnostic = Diagnostic::new(&rules::LIST_SYNTAX, span, message);
            match fix {
                Some(place) => diagnostic.with_safe_fix("write `in`", vec![Edit::replace(place, "in")]),
                None => diagnostic.with_help("write one condition for each value, joined with `and` or `or`"),
            }
        });
        self.tokens.pop();
        self.push(Token::In);
        self.expect = Expect::List;
    }

    // After a condition.

    pub(super) fn connective(&mut self) {
        if self.clauses_behind() || self.comment() {
            return;
        }
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::ForeignOr if self.is_word(1, &["where"]) && !self.is_operator(2) => {
                self.take();
                let span = span.cover(self.span(0));
                self.foreign_operator(span, "and");
                self.join(Token::And);
            }
            Lexeme::And => self.join(Token::And),
            Lexeme::Or => self.join(Token::Or),
            Lexeme::ForeignAnd => {
                self.foreign_operator(span, "and");
                self.join(Token::And);
            }
            Lexeme::ForeignOr => {
                self.foreign_operator(span, "or");
                self.join(Token::Or);
            }
            Lexeme::Close => self.close_group(span),
            Lexeme::Comma => self.comma(span),
            Lexeme::Semicolon if self.at >= self.tail => self.trailing_separator(span),
            Lexeme::Semicolon => self.wrong_join(span),
            Lexeme::Comparison(_) | Lexeme::In | Lexeme::ForeignComparison => self.chained(span),
            Lexeme::Path if self.is_arithmetic(0) && !self.is_operator_after_word(1) => self.arithmetic(),
            _ if is_junk(lexeme) || lexeme == Lexeme::OpenBracket => self.skip_junk(),
            _ if self.begins_term(0) || lexeme == Lexeme::Path => self.missing_connective(span),
            _ if literal_kind(lexeme).is_some() || lexeme == Lexeme::Word => self.stray(span),
            _ => self.missing_connective(span),
        }
    }

    fn join(&mut self, token: Token) {
        self.take();
        self.nesting.end_term();
        self.push(token);
        self.begin_term();
    }

    fn close_group(&mut self, span: Span) {
        self.take();
        if self.close().is_some() {
            self.push(Token::Close(span.end));
        } else {
            self.extra_close(span);
        }
    }

    pub(super) fn extra_close(&mut self, span: Span) {
        let at_end = self.at == self.lexed.len();
        let alone = at_end && self.tokens.is_empty();
        self.add(&rules::UNBALANCED_PARENTHESIS, || {
            let diagnostic = Diagnostic::new(
                &rules::UNBALANCED_PARENTHESIS,
                span,
                "this parenthesis closes nothing: none is open here",
            )
            .with_help("remove it, or write `(` where the group begins");
            let edits = vec![Edit::delete(span)];
            if alone {
                diagnostic
            } else if at_end {
                diagnostic.with_safe_fix("remove it", edits)
            } else {
                diagnostic.with_unsafe_fix("remove it", edits)
            }
        });
    }

    fn comma(&mut self, span: Span) {
        if self.frames.last().is_some_and(|frame| frame.kind == FrameKind::Prefix) {
            self.join(Token::Comma);
        } else if self.at >= self.tail {
            self.trailing_separator(span);
        } else if !self.values_without_list() {
            self.wrong_join(span);
        }
    }

    /// `state eq 'ERROR', 'STALLED'`: several values after `eq`.
    fn values_without_list(&mut self) -> bool {
        let [.., Token::Path(path), Token::Comparison(Operator::Eq), Token::Literal(first)] =
            self.tokens.as_slice()
        else {
            return false;
        };
        let (path, first) = (*path, *first);
        let gap = Span::new(path.span.end, first.span.start.max(path.span.end));
        if !matches!(gap.of(self.text).trim(), "eq" | "=" | "==") || first.span.end != self.here().end {
            return false;
        }
        let mut items = vec![first];
        let mut length = 0;
        while self.lexeme(length) == Some(Lexeme::Comma)
            && let Some(item) = self.lexeme(length + 1).and_then(literal_kind)
            && !self.is_operator(length + 2)
        {
            let span = self.span(length + 1);
            if self.lexeme(length + 1) == Some(Lexeme::Quoted(Quote::Foreign)) {
                self.foreign_quotes(span);
            }
            items.push(Operand { kind: item, span });
            length += 2;
        }
        let Some(last) = items.last().filter(|_| length > 0) else { return false };
        let whole = first.span.cover(last.span);
        let text = self.text;
        self.add(&rules::LIST_SYNTAX, || {
            let fixed = format!("{} in ({})", path.span.of(text), whole.of(text));
            let message = "`eq` takes one value: for several, write a list after `in`";
            Diagnostic::new(&rules::LIST_SYNTAX, whole, message)
                .with_help(format!("write {}", Quoted(&fixed)))
                .with_safe_fix("write a list", vec![Edit::replace(path.span.cover(whole), fixed.clone())])
        });
        self.at += length;
        self.tokens.truncate(self.tokens.len() - 2);
        self.push(Token::In);
        self.push(Token::Open(whole.start));
        for (number, item) in items.into_iter().enumerate() {
            if number > 0 {
                self.push(Token::Comma);
            }
            self.push_operand(item.kind, item.span);
        }
        self.push(Token::Close(whole.end));
        true
    }

    /// Reports all separators at the end of the text at once.
    fn trailing_separator(&mut self, span: Span) {
        let span = span.cover(self.end_of_text());
        self.at = self.lexed.len();
        let text = self.text;
        let alone = self.tokens.is_empty();
        self.add(&rules::TRAILING_SEPARATOR, || {
            let diagnostic = Diagnostic::new(
                &rules::TRAILING_SEPARATOR,
                span,
                format!("{} at the end is not part of the filter", Quoted(span.of(text))),
            );
            if alone {
                return diagnostic;
            }
            diagnostic.with_safe_fix("remove it", vec![Edit::delete(span)])
        });
    }

    /// A comma or a semicolon between two conditions.
    fn wrong_join(&mut self, span: Span) {
        let text = self.text;
        let gap = Span::new(span.start, self.span(1).start);
        self.add(&rules::MISSING_AND_OR, || {
            Diagnostic::new(
                &rules::MISSING_AND_OR,
                span,
                format!("{} does not join two conditions: write `and` or `or`", Quoted(span.of(text))),
            )
            .with_unsafe_fix("write `and`", vec![Edit::replace(gap, " and ")])
        });
        self.join(Token::And);
    }

    fn missing_connective(&mut self, span: Span) {
        let before = self.here();
        let text = self.text;
        let gap = Span::new(before.end, span.start);
        self.add(&rules::MISSING_AND_OR, || {
            let help = if gap.of(text).contains('\n') {
                "write `and` or `or` if this is one filter; two filters of a file need a blank line between them"
            } else {
                "write `and` if both must hold, `or` if one is enough"
            };
            let message = format!("`and` or `or` is missing before {}", Quoted(span.of(text)));
            Diagnostic::new(&rules::MISSING_AND_OR, gap, message)
                .with_help(help)
                .with_unsafe_fix("write `and`", vec![Edit::replace(gap, " and ")])
        });
        self.nesting.end_term();
        self.push(Token::And);
        self.begin_term();
    }

    /// A value after a complete condition.
    fn stray(&mut self, span: Span) {
        self.take();
        if self.lexed.get(self.at - 1).is_some_and(|lexed| lexed.lexeme == Lexeme::Quoted(Quote::Foreign)) {
            self.foreign_quotes(span);
        }
        self.unexpected(span);
    }

    /// `a eq 1 eq 2`, and `contains(name,'x') eq true`, which means `contains(name,'x')`.
    fn chained(&mut self, span: Span) {
        let call_end = match self.tokens.last() {
            Some(Token::Close(end)) if self.is_after_call() => Some(*end),
            _ => None,
        };
        let before = self.here();
        self.take();
        let value = self.lexeme(0);
        let mut whole = span;
        if value.is_some_and(|lexeme| {
            literal_kind(lexeme).is_some() || matches!(lexeme, Lexeme::Path | Lexeme::Word)
        }) {
            whole = whole.cover(self.span(0));
            self.at += 1;
        }
        let text = self.text;
        if call_end.is_some() {
            let says_true = matches!((span.of(text), value), ("eq" | "==" | "=", Some(Lexeme::True)));
            self.add(&rules::UNSUPPORTED_ODATA, || {
                let diagnostic = Diagnostic::new(
                    &rules::UNSUPPORTED_ODATA,
                    whole,
                    "a function is a condition already: comparing it is not documented for this API",
                )
                .with_help("write the function alone, with `not` in front for the opposite");
                if says_true {
                    let gap = Span::new(before.end, whole.end);
                    diagnostic.with_safe_fix("remove the comparison", vec![Edit::delete(gap)])
                } else {
                    diagnostic
                }
            });
            return;
        }
        self.unexpected(whole);
    }

    /// Whether the last condition is a call.
    fn is_after_call(&self) -> bool {
        self.tokens.get(self.term..).is_some_and(|term| {
            let term =
                term.iter().position(|token| !matches!(token, Token::Not(_))).and_then(|at| term.get(at..));
            matches!(term, Some([Token::Path(_), Token::Open(_), ..]))
        })
    }

    // The remainder of a template.

    pub(super) fn placeholder_value(&mut self, next: Expect) {
        if self.lexeme(0) == Some(Lexeme::Dollar) && is_odata_root(self.word(0)) {
            self.odata_root();
            self.expect = next;
            return;
        }
        let span = self.take();
        let text = self.text;
        let expect = self.expect;
        self.add(&rules::TEMPLATE_PLACEHOLDER, || {
            let name: String =
                span.of(text).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let help = if expect == Expect::Term {
                "write the property, such as `state`".to_owned()
            } else {
                format!("write the value; from a script, write `@{name}` and give it with `--arg {name}=…`")
            };
            Diagnostic::new(
                &rules::TEMPLATE_PLACEHOLDER,
                span,
                format!("{} is a placeholder that was not replaced", Quoted(span.of(text))),
            )
            .with_help(help)
        });
        self.push_missing(span);
        self.expect = next;
    }

    /// `$it/name`, `$root/Jobs('x')/name`.
    fn odata_root(&mut self) {
        let mut span = self.span(0);
        let key = self.lexeme(1) == Some(Lexeme::Open) && span.end == self.span(1).start;
        let end = if key { self.end_of_call() } else { 0 };
        span = span.cover(self.span(end));
        self.take();
        self.at += end;
        let span = self.path_below(span);
        self.unsupported(span, "names the resource itself, which a path leaves out", "state eq 'ERROR'");
        self.push_missing(span);
    }

    /// `[state] eq 'x'`, the quotes of SQL Server.
    fn is_bracketed_name(&self) -> bool {
        self.lexeme(1) == Some(Lexeme::Path)
            && self.lexeme(2) == Some(Lexeme::CloseBracket)
            && self.is_operator(3)
    }

    fn bracketed_name(&mut self) {
        let name = self.span(1);
        let whole = self.span(0).cover(self.span(2));
        self.take();
        self.at += 2;
        let text = self.text;
        self.add(&rules::QUOTED_PROPERTY, || {
            Diagnostic::new(
                &rules::QUOTED_PROPERTY,
                whole,
                format!("{} is in brackets, and a property has none", Quoted(name.of(text))),
            )
            .with_safe_fix("remove the brackets", vec![Edit::replace(whole, name.of(text))])
        });
        self.push_operand(OperandKind::Path, name);
        self.expect = Expect::Operator;
    }

    /// A JSON list or object in the place of a condition.
    fn json(&mut self) {
        let span = self.take_json();
        self.push_unreadable(span);
    }

    /// Takes a JSON list or object to its end, and reports it.
    fn take_json(&mut self) -> Span {
        let mut span = self.span(0);
        let mut depth = 0_u32;
        while let Some(lexeme) = self.lexeme(0) {
            match lexeme {
                Lexeme::And | Lexeme::Or | Lexeme::Close => break,
                Lexeme::OpenBracket | Lexeme::OpenBrace => depth += 1,
                Lexeme::CloseBracket | Lexeme::CloseBrace => depth -= 1,
                _ => {}
            }
            span = span.cover(self.span(0));
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
        self.unsupported(
            span,
            "is a JSON value, and a filter compares properties with plain values",
            "state in ('ERROR','STALLED')",
        );
        span
    }

    fn minus(&mut self, span: Span) {
        self.unsupported(span, "would negate a property, and there is no arithmetic", "generation lt 0");
    }
}

pub(super) fn path_kind(lexeme: Lexeme) -> OperandKind {
    if lexeme == Lexeme::Path { OperandKind::Path } else { OperandKind::Word }
}

/// The reason against `INF` and `NaN`, and an alternative.
pub(crate) const NOT_FINITE: (&str, &str) = ("is not a number in JSON", "generation ne null");

pub(crate) fn is_not_finite(word: &str) -> bool {
    matches!(word, "INF" | "NaN")
}

/// `name@Core.Note`, `name/@Core.Note`.
fn is_annotation(word: &str) -> bool {
    word.split_once('@').is_some_and(|(path, term)| {
        term.contains('.') && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_/".contains(&byte))
    })
}

fn is_odata_root(word: &str) -> bool {
    ["$it", "$this", "$root", "$count", "$value", "$ref"]
        .iter()
        .any(|root| word.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Whether text begins with a quote of another language, and one of them closes it.
fn is_in_foreign_quotes(raw: &str) -> bool {
    let opens = raw.starts_with(['"', '`', '“', '”', '„', '‘', '’', '‚']);
    opens
        && raw.chars().nth(1).is_some()
        && raw.ends_with(['"', '”', '“', '„', '`', '\'', '´', '’', '‘', '‚'])
}

/// A lexeme as an operand, if it can be one.
pub(super) fn operand_of(lexed: Lexed) -> Option<Operand> {
    let kind = match lexed.lexeme {
        lexeme @ (Lexeme::Path | Lexeme::Word) => path_kind(lexeme),
        lexeme => literal_kind(lexeme)?,
    };
    Some(Operand { kind, span: lexed.span })
}
