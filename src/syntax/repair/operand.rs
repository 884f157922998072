//! After an operator: a value, a list, a call, or nothing.

use super::correction::Correction;
use super::lookahead::{is_junk, meaning_of};
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::{Lexed, Lexeme};
use crate::syntax::literal::{quote, string_value};
use crate::text::{Edit, Quoted, Span, ToWrite};

impl Repairer<'_, '_> {
    pub(super) fn operand(&mut self) {
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::Path | Lexeme::Word if self.try_apply(self.time_expression()) => {}
            Lexeme::Number if self.try_apply(self.address_range()) => {}
            Lexeme::Other if self.try_apply(self.ruby_placeholder()) => {}
            _ if self.computed_value(Expect::Connective) => {}
            Lexeme::Open | Lexeme::Path if self.reversed_truth() => {}
            Lexeme::Path | Lexeme::Word if self.lexeme(1) == Some(Lexeme::Open) => {
                self.call_as_value(Expect::Connective)
            }
            Lexeme::Path if self.try_apply(self.new_date()) => {}
            Lexeme::Path | Lexeme::Word if self.begins_term(0) => self.no_value(),
            Lexeme::Not | Lexeme::Bang if self.try_apply(self.negated_value()) => {}
            Lexeme::Other | Lexeme::Word if self.try_apply(self.bare_pattern()) => {}
            Lexeme::Placeholder | Lexeme::Dollar => self.placeholder_value(Expect::Connective),
            Lexeme::Null if self.try_apply(self.called_null()) => {}
            Lexeme::Open if self.try_apply(self.powershell_time()) => {}
            Lexeme::Open if self.try_apply(self.joined_values()) => {}
            Lexeme::Open | Lexeme::OpenBracket if self.try_apply(self.empty_parentheses()) => {}
            Lexeme::Open => self.apply(self.list_after_comparison()),
            Lexeme::Number if self.try_apply(self.number_with_comma()) => {}
            Lexeme::Other if self.try_apply(self.bound_value(Expect::Connective)) => {}
            Lexeme::Other if self.try_apply(self.marked_date()) || self.try_apply(self.marked_string()) => {}
            Lexeme::OpenBrace if self.try_apply(self.id_in_braces(Expect::Connective)) => {}
            Lexeme::OpenBrace if self.try_apply(self.constructed(Expect::Connective)) => {}
            Lexeme::OpenBrace => self.json_value(),
            Lexeme::OpenBracket if self.try_apply(self.cast_value()) => {}
            Lexeme::OpenBracket if self.try_apply(self.json_list()) => {}
            Lexeme::OpenBracket => self.apply(self.list_after_comparison()),
            _ if self.value(Expect::Connective) => {}
            // `~`, which is nothing anywhere.
            Lexeme::ForeignComparison if meaning_of(self.word(0)).is_none() => {
                self.apply(Correction::new(1, [], Expect::Operand, self.unexpected(span)))
            }
            Lexeme::Comparison(_) | Lexeme::ForeignComparison | Lexeme::In => {
                self.apply(self.second_operator())
            }
            _ if is_junk(lexeme) => {
                // Not after a comment, because the parenthesis that closes at the end comes before it.
                let place = self.here();
                self.skip_junk();
                self.push(Token::missing(place));
                self.expect = Expect::Connective;
            }
            _ => self.no_value(),
        }
    }

    /// `state eq not 'ERROR'` is `state ne 'ERROR'`.
    fn negated_value(&self) -> Option<Correction> {
        let before = self.previous()?;
        let (meant, operator) = match (self.tokens.last()?, before.span.of(self.text)) {
            (Token::Comparison(Operator::Eq), "eq") => ("ne", Operator::Ne),
            (Token::Comparison(Operator::Ne), "ne") => ("eq", Operator::Eq),
            _ => return None,
        };
        if !self.is_literal(1) {
            return None;
        }
        let both = before.span.cover(self.span(0));
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, both, |text| {
            let gap = Span::new(both.start, self.span(1).start);
            Message::new(format!(
                "{} is not an operator of this language: write `{meant}`",
                Quoted(both.of(text))
            ))
            .safe_fix(format!("write `{meant}`"), vec![Edit::replace(gap, format!("{meant} "))])
        });
        let operator = [Token::Comparison(operator)];
        Some(Correction::new(1, operator, Expect::Operand, mistake).replacing(1).with_space_after())
    }

    /// `name eq *`, `name == *fw*`: a pattern without quotes.
    fn bare_pattern(&self) -> Option<Correction> {
        let [.., Token::Path(left), Token::Comparison(operator)] = self.tokens.as_slice() else {
            return None;
        };
        let mut count = 1;
        while self.touches(count - 1) && (self.is_name(count) || self.word(count) == "*") {
            count += 1;
        }
        let whole = self.whole(count);
        let pattern = whole.of(self.text);
        let part = pattern.trim_matches('*');
        let is_part = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        if part == pattern || !is_part || operator.is_order() || left.kind == OperandKind::Missing {
            return None;
        }
        let place = left.span.cover(whole);
        let is_not = *operator == Operator::Ne;
        let mistake = self.mistake(&rules::UNQUOTED_TEXT, whole, |text| {
            let name = left.span.of(text);
            let (fixed, what) = match (part, is_not) {
                ("", true) => (format!("{name} eq null"), "to find a missing value"),
                ("", false) => (format!("{name} ne null"), "to find any value"),
                (part, true) => {
                    (format!("not contains({name},{})", quote(part)), "to exclude a part of the string")
                }
                (part, false) => {
                    (format!("contains({name},{})", quote(part)), "to look for a part of the string")
                }
            };
            Message::new(format!("{} has no quotes, and filters have no wildcards", Quoted(pattern)))
                .help(format!("{what}, write {}", Quoted(&fixed)))
                .unsafe_fix("write it without", vec![Edit::replace(place, fixed)])
        });
        Some(Correction::new(count, [Token::missing(whole)], Expect::Connective, mistake))
    }

    /// `null()`.
    fn called_null(&self) -> Option<Correction> {
        if (self.lexeme(1), self.lexeme(2)) != (Some(Lexeme::Open), Some(Lexeme::Close)) {
            return None;
        }
        let whole = self.whole(3);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!("{} is not a function of this API", Quoted(whole.of(text)))).write(
                Applicability::Safe,
                whole,
                "null",
            )
        });
        Some(Correction::new(3, [Token::missing(whole)], Expect::Connective, mistake))
    }

    fn second_operator(&self) -> Correction {
        let mistake = self.mistake(&rules::MISSING_OPERAND, self.span(0), |text| {
            let is_same = self.previous().is_some_and(|before| before.span.of(text) == self.word(0));
            let removed = Span::new(self.here().end, self.span(0).end);
            Message::new(format!("expected a value, found a second operator, {}", Quoted(self.word(0))))
                .help("write one operator, and a value after it: `state eq 'ERROR'`")
                .safe_fix("remove it", is_same.then(|| vec![Edit::delete(removed)]))
        });
        Correction::new(1, [], Expect::Operand, mistake)
    }

    /// A value is missing here.
    pub(super) fn no_value(&mut self) {
        let place = self.here();
        let operator = self.previous().map_or(place, |lexed| lexed.span);
        let mistake = self
            .missing_operand(place, |text| format!("a value is missing after {}", Quoted(operator.of(text))));
        self.apply(Correction::new(0, [Token::missing(place)], Expect::Connective, mistake));
    }

    /// `jobParams eq {"a":1}`.
    fn json_value(&mut self) {
        // The fix replaces the comparison, so only an `eq` has one.
        let left = match self.tokens.as_slice() {
            [.., Token::Path(path), Token::Comparison(Operator::Eq)] => Some(path.span),
            _ => None,
        };
        self.apply(self.json(left, Token::missing));
    }

    /// `state eq ["A","B"]`: a JSON list.
    fn json_list(&self) -> Option<Correction> {
        let [.., Token::Path(path), Token::Comparison(Operator::Eq)] = self.tokens.as_slice() else {
            return None;
        };
        let mut items = Vec::new();
        let mut count = 1;
        loop {
            items.push(self.literal_at(count)?);
            count += 2;
            match self.lexeme(count - 1)? {
                Lexeme::Comma => {}
                Lexeme::CloseBracket => break,
                _ => return None,
            }
        }
        let whole = self.whole(count);
        // Parentheses around the property have their own finding.
        let is_infix = !Span::new(path.span.end, whole.start).of(self.text).contains([',', '(', ')']);
        let mistake = self.mistake(&rules::LIST_SYNTAX, whole, |text| {
            let written: Vec<String> = items
                .iter()
                .map(|item| {
                    if item.kind.is_string() {
                        quote(&string_value(*item, text))
                    } else {
                        item.span.of(text).to_owned()
                    }
                })
                .collect();
            let name = path.span.of(text);
            let fixed = match written.as_slice() {
                [one] => format!("{name} eq {one}"),
                _ => format!("{name} in ({})", written.join(",")),
            };
            Message::new(format!(
                "{} is a JSON list, and an operator takes one value",
                Quoted(whole.of(text))
            ))
            .help(format!("write {}", ToWrite(&fixed)))
            .safe_fix(
                "write its values",
                is_infix.then(|| vec![Edit::replace(path.span.cover(whole), fixed)]),
            )
        });
        let mut tokens = vec![Token::In, Token::Open(whole.start)];
        for (number, item) in items.into_iter().enumerate() {
            tokens.extend((number > 0).then_some(Token::Comma));
            tokens.push(Token::operand(item));
        }
        tokens.push(Token::Close(whole.end));
        Some(Correction::new(count, tokens, Expect::Connective, mistake).replacing(1))
    }

    /// `true eq (state eq 'ERROR')`: a condition that a constant is compared with; false for a value.
    fn reversed_truth(&mut self) -> bool {
        let [.., Token::Literal(truth), Token::Comparison(operator)] = self.tokens.as_slice() else {
            return false;
        };
        let (truth, operator) = (*truth, *operator);
        let is_true = match truth.kind {
            OperandKind::True => true,
            OperandKind::False => false,
            _ => return false,
        };
        if operator.is_order() || !self.begins_condition() {
            return false;
        }
        let place = Span::new(truth.span.start, self.here().end);
        let gap = Span::new(place.start, self.span(0).start);
        let is_same = is_true == (operator == Operator::Eq);
        let edits = vec![if is_same { Edit::delete(gap) } else { Edit::replace(gap, "not ") }];
        let fix = Some((is_true && operator == Operator::Eq, edits));
        let mistake = self.compared_condition(place, fix);
        self.apply(Correction::new(0, [], Expect::Term, mistake).replacing(2));
        if !is_same {
            self.push(Token::Not(place.start));
            self.nest_not(place);
        }
        true
    }

    /// Whether a condition in parentheses begins here, or a call of `contains`.
    fn begins_condition(&self) -> bool {
        match self.lexeme(0) {
            Some(Lexeme::Open) => self.begins_term(1),
            Some(Lexeme::Path) => self.is_word(0, &["contains"]) && self.lexeme(1) == Some(Lexeme::Open),
            _ => false,
        }
    }

    /// `@2022-01-01`, `#2022-01-01#`: the checker reports the marks with the date.
    fn marked_date(&self) -> Option<Correction> {
        let is_date = self.touches(0) && self.lexeme(1) == Some(Lexeme::Number);
        let count = match self.word(0) {
            "@" => 2,
            "#" if self.touches(1) && self.word(2) == "#" => 3,
            _ => return None,
        };
        let date = Operand { kind: OperandKind::Word, span: self.whole(count) };
        is_date.then(|| Correction::new(count, [Token::operand(date)], Expect::Connective, None))
    }

    /// `@'x'`, a string of C#.
    fn marked_string(&self) -> Option<Correction> {
        let is_string =
            self.word(0) == "@" && self.touches(0) && matches!(self.lexeme(1), Some(Lexeme::Quoted(_)));
        let value = self.operand_at(1).filter(|_| is_string)?;
        let (mark, whole) = (self.span(0), self.whole(2));
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            let string = quote(&string_value(value, text));
            Message::new(format!(
                "{} is not documented for this API: strings have no prefix",
                Quoted(whole.of(text))
            ))
            .help(format!("write the string alone: {}", Quoted(&string)))
            .safe_fix("write the string alone", vec![Edit::replace(mark.cover(value.span), string)])
        });
        let string = Operand { kind: OperandKind::String, ..value };
        Some(Correction::new(2, [Token::operand(string)], Expect::Connective, mistake))
    }

    /// `[guid]'2500759c-…'`, as PowerShell casts; the checker knows the type of the property.
    fn cast_value(&self) -> Option<Correction> {
        let is_cast = self.is_name(1)
            && self.lexeme(2) == Some(Lexeme::CloseBracket)
            && matches!(self.lexeme(3), Some(Lexeme::Quoted(_)));
        let value = Operand { kind: OperandKind::Typed, span: self.whole(4) };
        is_cast.then(|| {
            Correction::new(4, [Token::operand(value)], Expect::Connective, None).with_space_before()
        })
    }

    /// `state eq ('A' or 'B')` is `state in ('A','B')`.
    fn joined_values(&self) -> Option<Correction> {
        let [.., Token::Path(path), Token::Comparison(operator)] = self.tokens.as_slice() else {
            return None;
        };
        let comparison = self.previous().filter(|lexed| match lexed.lexeme {
            Lexeme::Comparison(written) => written == *operator,
            Lexeme::ForeignComparison => meaning_of(lexed.span.of(self.text)) == Some(*operator),
            _ => false,
        })?;
        let joiner = self.lexeme(2).filter(|lexeme| matches!(lexeme, Lexeme::And | Lexeme::Or))?;
        let plain =
            |ahead: usize| self.literal_at(ahead).filter(|value| value.kind != OperandKind::MalformedString);
        let mut values = vec![plain(1)?];
        let mut count = 2;
        while self.lexeme(count) == Some(joiner) {
            values.push(plain(count + 1)?);
            count += 2;
        }
        if self.lexeme(count) != Some(Lexeme::Close) {
            return None;
        }
        let whole = self.whole(count + 1);
        // Parentheses around the property have their own finding.
        let is_infix =
            !Span::new(path.span.end, comparison.span.start).of(self.text).contains([',', '(', ')']);
        let mistake = self.mistake(&rules::LIST_SYNTAX, whole, |text| {
            let written: Vec<&str> = values.iter().map(|value| value.span.of(text)).collect();
            let (name, list) = (path.span.of(text), written.join(","));
            let fixed = match operator {
                Operator::Eq => Some(format!("{name} in ({list})")),
                Operator::Ne => Some(format!("not {name} in ({list})")),
                _ => None,
            };
            let message = Message::new(format!(
                "{} joins whole conditions, and {} takes one value",
                Quoted(self.word(2)),
                Quoted(comparison.span.of(text))
            ));
            let Some(fixed) = fixed.filter(|_| is_infix) else {
                return message.help("write one condition for each value, joined with `and` or `or`");
            };
            // No value equals two, so `and` must mean something else.
            let is_sure = (*operator, joiner) == (Operator::Eq, Lexeme::Or);
            let help = format!("for any of several values, write {}", ToWrite(&fixed));
            message.help(help).fix(
                Applicability::safe_if(is_sure),
                "write a list",
                vec![Edit::replace(path.span.cover(whole), fixed)],
            )
        });
        let mut tokens = vec![Token::In, Token::Open(whole.start)];
        for (number, value) in values.iter().enumerate() {
            tokens.extend((number > 0).then_some(Token::Comma));
            tokens.push(Token::operand(*value));
        }
        tokens.push(Token::Close(whole.end));
        Some(Correction::new(count + 1, tokens, Expect::Connective, mistake).replacing(1))
    }

    /// `state eq ()`: a value, or the values of a list, are missing.
    fn empty_parentheses(&self) -> Option<Correction> {
        if !matches!(self.lexeme(1), Some(Lexeme::Close | Lexeme::CloseBracket)) {
            return None;
        }
        let (operator, whole) = (self.previous()?, self.whole(2));
        let mistake = self.mistake(&rules::MISSING_OPERAND, whole, |text| {
            let name = Quoted(operator.span.of(text));
            Message::new(format!("a value is missing after {name}: {} is empty", Quoted(whole.of(text))))
                .help("write one value without parentheses, or a list of values after `in`")
        });
        Some(Correction::new(2, [Token::missing(whole)], Expect::Connective, mistake))
    }

    /// `state eq ('A','B')`: a list belongs to `in`.
    fn list_after_comparison(&self) -> Correction {
        let is_comparison =
            |lexed: &Lexed| matches!(lexed.lexeme, Lexeme::Comparison(_) | Lexeme::ForeignComparison);
        let comparison = self.previous();
        let second = self.at.checked_sub(2).and_then(|at| self.lexed.get(at)).is_some_and(is_comparison);
        let eq = self.tokens.last() == Some(&Token::Comparison(Operator::Eq));
        let fix = comparison.filter(|lexed| eq && !second && is_comparison(lexed));
        let one = self.is_literal(1) && self.lexeme(2) == Some(Lexeme::CloseBracket);
        let mistake = self.mistake(&rules::LIST_SYNTAX, self.span(0), |text| {
            let message = if one {
                "a value has no parentheses".to_owned()
            } else {
                let name = comparison.map_or("an operator", |lexed| lexed.span.of(text));
                format!("{} takes one value, and a list needs `in`", Quoted(name))
            };
            match fix {
                Some(eq) => Message::new(message).safe_fix("write `in`", vec![Edit::replace(eq.span, "in")]),
                None => Message::new(message)
                    .help("write one condition for each value, joined with `and` or `or`"),
            }
        });
        Correction::new(0, [Token::In], Expect::List, mistake).replacing(1)
    }
}
