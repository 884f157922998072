//! After a condition: `and`, `or`, the end of a group, or something that does not belong there.

use super::correction::{Correction, Mistake};
use super::lookahead::{is_junk, meaning_of};
use super::pipe::PIPE;
use super::term::bounds_of;
use super::{Expect, FrameKind, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::{Lexeme, Quote};
use crate::syntax::literal::quote;
use crate::text::{Edit, Quoted, Span};

impl Repairer<'_, '_> {
    pub(super) fn connective(&mut self) {
        if self.try_apply(self.clauses_after()) || self.take_comment() || self.try_apply(self.lucene_suffix())
        {
            return;
        }
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::ForeignOr if self.is_word(1, &["where"]) && !self.is_operator(2) => self.next_stage(),
            Lexeme::ForeignOr if self.try_apply(self.stage_without_condition()) => {}
            Lexeme::And => self.join(1, Token::And),
            Lexeme::Or => self.join(1, Token::Or),
            Lexeme::ForeignAnd => self.foreign_join(1, Token::And, "and"),
            Lexeme::ForeignOr if self.is_query_pipe() => {
                let pipe = self.span(0);
                self.report(&rules::FOREIGN_OPERATOR, pipe, |_| {
                    Message::new(PIPE).help("write the conditions alone, and join them with `and`")
                });
                self.join(1, Token::And);
            }
            Lexeme::ForeignOr => self.foreign_join(1, Token::Or, "or"),
            Lexeme::Close if self.frames.is_empty() => self.extra_close(),
            Lexeme::Close => {
                let span = self.take();
                self.last_group = self.close().map(|frame| (frame.open.start, span.end));
                self.push(Token::Close(span.end));
            }
            // A spreadsheet separates arguments with a semicolon in many countries.
            Lexeme::Comma | Lexeme::Semicolon if self.is_in(FrameKind::Prefix) => self.join(1, Token::Comma),
            Lexeme::Comma | Lexeme::Semicolon if self.at >= self.tail => {
                self.apply(self.trailing_separator())
            }
            Lexeme::Comma if self.values_without_list() => {}
            Lexeme::Comma | Lexeme::Semicolon => self.wrong_join(),
            Lexeme::Comparison(_) | Lexeme::In | Lexeme::ForeignComparison => self.apply(self.chained()),
            Lexeme::Other if self.word(0) == "+" && self.begins_term(1) => self.wrong_join(),
            Lexeme::Path if self.is_word(0, &["plus", "but", "also"]) && self.begins_term(1) => {
                self.wrong_join()
            }
            Lexeme::Path if self.is_word(0, &["andnot", "and_not"]) && self.begins_term(1) => {
                let word = self.span(0);
                self.foreign_join(1, Token::And, "and not");
                self.push(Token::Not(word.start));
                self.nest_not(word);
            }
            Lexeme::Path if self.try_apply(self.alias()) => {}
            Lexeme::Path if self.is_arithmetic(0) && !self.is_operator_after_word(1) => {
                let span = self.take();
                self.apply(self.arithmetic(span));
            }
            Lexeme::Path if self.is_word(0, &["xor", "nor", "nand"]) && self.begins_term(1) => {
                self.exclusive()
            }
            Lexeme::Other if self.try_apply(self.conditional()) => {}
            Lexeme::Quoted(Quote::Single) if !self.begins_term(0) && self.values_without_list() => {}
            Lexeme::Other if matches!(self.word(0), "+" | "-") && self.is_pair(1) => {
                self.missing_connective()
            }
            Lexeme::Word if self.is_pair_word(0) => self.missing_connective(),
            _ if is_junk(lexeme) || lexeme == Lexeme::OpenBracket => self.skip_junk(),
            _ if self.begins_term(0) || lexeme == Lexeme::Path => self.missing_connective(),
            _ if self.is_literal(0) || lexeme == Lexeme::Word => self.stray(),
            _ => self.missing_connective(),
        }
    }

    /// Takes `count` lexemes that join two conditions.
    pub(super) fn join(&mut self, count: usize, token: Token) {
        if count > 0 {
            self.take_all(count);
        }
        self.nesting.end_term();
        self.push(token);
        self.begin_term();
    }

    /// Whether a pipe of jq or JMESPath is here: `.[] | select(…)`, `[?…] | [0]`.
    fn is_query_pipe(&self) -> bool {
        let is_query = self.word(1) == "."
            || self.lexeme(1) == Some(Lexeme::OpenBracket)
            || self.is_word(1, &["select"]) && self.lexeme(2) == Some(Lexeme::Open);
        self.word(0) == "|" && is_query
    }

    fn foreign_join(&mut self, count: usize, token: Token, meant: &'static str) {
        // `||` between two strings joins them in SQL.
        let is_string =
            |value: Option<&Token>| matches!(value, Some(Token::Literal(value)) if value.kind.is_string());
        let is_sum = self.word(0) == "||"
            && is_string(self.tokens.last())
            && matches!(self.lexeme(1), Some(Lexeme::Quoted(_)))
            && !self.is_operator(2);
        let sure = Applicability::safe_if(!is_sum);
        self.add(self.operator_as(self.whole(count), meant, sure, ""));
        self.join(count, token);
    }

    /// `… AS x`, at the end.
    fn alias(&self) -> Option<Correction> {
        if !self.is_word(0, &["as"]) || !self.is_name(1) || self.lexeme(2).is_some() {
            return None;
        }
        let whole = self.whole(2);
        let mistake = self.mistake(&rules::QUERY_CLAUSE, whole, |text| {
            Message::new(format!("{} is not part of a filter: a filter only selects", Quoted(whole.of(text))))
                .safe_fix("remove it", vec![Edit::delete(self.here().cover(whole))])
        });
        Some(Correction::new(2, [], Expect::Connective, mistake))
    }

    /// `a xor b`.
    fn exclusive(&mut self) {
        let word = self.span(0);
        self.report(&rules::FOREIGN_OPERATOR, word, |text| {
            let shown = word.of(text);
            let fixed = match shown.to_ascii_lowercase().as_str() {
                "xor" => "(A or B) and not (A and B)",
                "nor" => "not (A or B)",
                _ => "not (A and B)",
            };
            Message::new(format!("{} is not an operator of this language", Quoted(shown)))
                .help(format!("`A {shown} B` is `{fixed}`"))
        });
        self.join(1, Token::And);
    }

    pub(super) fn extra_close(&mut self) {
        let is_paired = self.is_paired(self.at);
        let span = self.take();
        let at_end = self.at == self.lexed.len();
        let alone = at_end && self.tokens.is_empty();
        self.report(&rules::UNBALANCED_PARENTHESIS, span, |_| {
            Message::new("this parenthesis closes nothing: none is open here")
                .help("remove it, or write `(` where the group begins")
                // If another parenthesis belongs to it, something between them is the mistake.
                .fix(
                    Applicability::safe_if(at_end),
                    "remove it",
                    (!alone && !is_paired).then(|| vec![Edit::delete(span)]),
                )
        });
    }

    /// `state eq 'ERROR', 'STALLED'`: several values after `eq`.
    fn values_without_list(&mut self) -> bool {
        let [
            ..,
            Token::Path(path),
            Token::Comparison(operator @ (Operator::Eq | Operator::Ne)),
            Token::Literal(first) | Token::Path(first),
        ] = self.tokens.as_slice()
        else {
            return false;
        };
        let (path, first, is_not) = (*path, *first, *operator == Operator::Ne);
        let gap = Span::new(path.span.end, first.span.start.max(path.span.end));
        if !matches!(gap.of(self.text).trim(), "eq" | "=" | "==" | "ne" | "!=" | "<>")
            || first.span.end != self.here().end
        {
            return false;
        }
        let is_bare = |value: &Operand| matches!(value.kind, OperandKind::Path | OperandKind::Word);
        let not = is_not.then_some(Token::Not(path.span.start));
        let mut tokens: Vec<Token> = not.into_iter().collect();
        tokens.extend([Token::Path(path), Token::In, Token::Open(first.span.start), Token::operand(first)]);
        let mut count = 0;
        let mut values = vec![first];
        let mut is_sure = true;
        loop {
            let comma = usize::from(self.lexeme(count) == Some(Lexeme::Comma));
            let bare = self.bare_at(count + comma).and_then(|_| self.operand_at(count + comma));
            let item = self.literal_at(count + comma).filter(|item| comma > 0 || item.kind.is_string());
            let Some(item) = item.or(bare.filter(|_| comma > 0)) else { break };
            if self.is_operator(count + comma + 1) {
                break;
            }
            is_sure &= comma > 0 && bare.is_none() && !is_bare(&first);
            values.push(item);
            tokens.extend([Token::Comma, Token::operand(item)]);
            count += comma + 1;
        }
        if count == 0 {
            return false;
        }
        let whole = first.span.cover(self.whole(count));
        tokens.push(Token::Close(whole.end));
        // A comma between two numbers can be the point of one.
        let is_number = |value: &Operand| value.kind == OperandKind::Number;
        let is_decimal = values.len() == 2
            && values.iter().all(is_number)
            && !whole.of(self.text).contains(|c: char| c.is_whitespace());
        let mistake = self.mistake(&rules::LIST_SYNTAX, whole, |text| {
            let (not, operator) = if is_not { ("not ", "ne") } else { ("", "eq") };
            let written = |value: &Operand| match is_bare(value) {
                true => quote(value.span.of(text)),
                false => value.span.of(text).to_owned(),
            };
            let list = if is_sure {
                whole.of(text).to_owned()
            } else {
                values.iter().map(written).collect::<Vec<_>>().join(",")
            };
            let fixed = format!("{not}{} in ({list})", path.span.of(text));
            let point = match is_decimal {
                true => format!(", or, for one number, {}", Quoted(&whole.of(text).replace(',', "."))),
                false => String::new(),
            };
            Message::new(format!("`{operator}` takes one value: for several, write a list after `in`"))
                .help(format!("write {}{point}", Quoted(&fixed)))
                .fix(
                    Applicability::safe_if(is_sure && !is_decimal),
                    "write a list",
                    vec![Edit::replace(path.span.cover(whole), fixed)],
                )
        });
        for ahead in 0..count {
            if self.lexeme(ahead) == Some(Lexeme::Quoted(Quote::Foreign)) {
                self.foreign_quotes(self.span(ahead));
            }
        }
        self.apply(Correction::new(count, tokens, Expect::Connective, mistake).replacing(3));
        if is_not {
            self.nest_not(whole);
        }
        true
    }

    /// All separators at the end of the text.
    pub(super) fn trailing_separator(&self) -> Correction {
        let span = self.span(0).cover(self.end_of_text());
        let mistake = self.mistake(&rules::TRAILING_SEPARATOR, span, |text| {
            Message::new(format!("{} at the end is not part of the filter", Quoted(span.of(text))))
                .safe_fix("remove it", (!self.tokens.is_empty()).then(|| vec![Edit::delete(span)]))
        });
        Correction::new(self.lexed.len() - self.at, [], self.expect, mistake)
    }

    /// A comma or a semicolon between two conditions.
    fn wrong_join(&mut self) {
        let (before, span, next) = (self.here().end, self.span(0), self.span(1));
        // In RSQL a comma is `or`, and a semicolon `and`.
        if self.is_rsql_join() {
            let is_or = self.lexeme(0) == Some(Lexeme::Comma);
            let (token, meant) = if is_or { (Token::Or, "or") } else { (Token::And, "and") };
            self.report(&rules::FOREIGN_OPERATOR, span, |text| {
                let gap = Span::new(before, next.start);
                Message::new(format!(
                    "{} joins two conditions in RSQL: write `{meant}`",
                    Quoted(span.of(text))
                ))
                .unsafe_fix(format!("write `{meant}`"), vec![Edit::replace(gap, format!(" {meant} "))])
            });
            return self.join(1, token);
        }
        self.report(&rules::MISSING_AND_OR, span, |text| {
            let shown = Quoted(span.of(text));
            let gap = Span::new(before, next.start);
            Message::new(format!("{shown} does not join two conditions: write `and` or `or`"))
                .unsafe_fix("write `and`", vec![Edit::replace(gap, " and ")])
        });
        self.join(1, Token::And);
    }

    fn missing_connective(&mut self) {
        let next = self.span(0);
        let gap = Span::new(self.here().end, next.start);
        self.report(&rules::MISSING_AND_OR, gap, |text| {
            let help = if gap.of(text).contains('\n') {
                "write `and` or `or` if this is one filter; two filters of a file need a blank line between them"
            } else {
                "write `and` if both must hold, `or` if one is enough"
            };
            Message::new(format!("`and` or `or` is missing before {}", Quoted(next.of(text))))
                .help(help)
                .unsafe_fix("write `and`", vec![Edit::replace(gap, " and ")])
        });
        self.join(0, Token::And);
    }

    /// A value after a complete condition.
    fn stray(&mut self) {
        if self.lexeme(0) == Some(Lexeme::Quoted(Quote::Foreign)) {
            self.foreign_quotes(self.span(0));
        }
        self.apply(Correction::new(1, [], Expect::Connective, self.unexpected(self.span(0))));
    }

    /// `a eq 1 eq 2`, and `contains(name,'x') eq true`, which means `contains(name,'x')`.
    fn chained(&self) -> Correction {
        let before = self.here();
        let count = 1 + usize::from(self.is_literal(1) || self.is_name(1));
        let whole = self.whole(count);
        if let Some(range) = self.second_bound() {
            return range;
        }
        if !self.is_truth_test(0) {
            let mistake = match self.start_of_condition() {
                Some(_) if self.is_after_call() => self.compared_condition(whole, None),
                _ => self.unexpected(whole),
            };
            return Correction::new(count, [], Expect::Connective, mistake);
        }
        // The checker knows whether the list has another function.
        if self.is_after_call() && !self.is_after_contains() {
            return Correction::new(count, [], Expect::Connective, None);
        }
        let is_eq = matches!(self.word(0), "eq" | "=" | "==" | "===");
        let is_true = self.lexeme(1) == Some(Lexeme::True);
        let gap = Span::new(before.end, whole.end);
        let fix = self.start_of_condition().map(|start| match is_eq == is_true {
            true => (is_eq, vec![Edit::delete(gap)]),
            false => (false, vec![Edit::insert(start, "not "), Edit::delete(gap)]),
        });
        Correction::new(count, [], Expect::Connective, self.compared_condition(whole, fix))
    }

    /// `generation gt 3 lt 5`: the other bound of a property.
    fn second_bound(&self) -> Option<Correction> {
        let [.., Token::Path(path), Token::Comparison(first), Token::Literal(low)] = self.tokens.as_slice()
        else {
            return None;
        };
        let second = match self.lexeme(0)? {
            Lexeme::Comparison(operator) => operator,
            _ => meaning_of(self.word(0))?,
        };
        let high = self.literal_at(1).filter(|_| low.span.end == self.here().end)?;
        let upwards = |operator| matches!(operator, Operator::Lt | Operator::Le);
        if !first.is_order() || !second.is_order() {
            return None;
        }
        let is_range = upwards(*first) != upwards(second);
        let bounds = [(*first, *low), (second, high)];
        let whole = self.whole(2);
        let mistake = self.mistake(&rules::MISSING_AND_OR, whole, |text| {
            let shown = [whole, path.span].map(|span| Quoted(span.of(text)));
            let [comparison, name] = &shown;
            let message = Message::new(format!(
                "{comparison} is a second comparison of {name}, and a condition has one"
            ));
            if !is_range {
                return message.help("write two conditions, joined with `and` or `or`");
            }
            let before = self.tokens.iter().rev().nth(3);
            let fixed = self.written_bounds(*path, bounds, before);
            message
                .help(format!("write {}", Quoted(&fixed)))
                .safe_fix("write two conditions", vec![Edit::replace(path.span.cover(whole), fixed)])
        });
        Some(Correction::new(2, bounds_of(*path, bounds), Expect::Connective, mistake).replacing(3))
    }

    /// A condition that is compared; the fix may be safe.
    pub(super) fn compared_condition(&self, place: Span, fix: Option<(bool, Vec<Edit>)>) -> Mistake {
        self.mistake(&rules::UNSUPPORTED_ODATA, place, |_| {
            let message = Message::new(
                "a condition is true or false already: comparing it is not documented for this API",
            );
            let message = message.help("write the condition alone, with `not` in front for the opposite");
            match fix {
                Some((is_safe, edits)) => {
                    message.fix(Applicability::safe_if(is_safe), "remove the comparison", edits)
                }
                None => message,
            }
        })
    }

    /// The offset of the last condition, after each `not`.
    fn start_of_condition(&self) -> Option<u32> {
        if let (Some(Token::Close(end)), Some((start, close))) = (self.tokens.last(), self.last_group)
            && *end == close
        {
            return Some(start);
        }
        self.tokens.get(self.term..)?.iter().find_map(|token| match token {
            Token::Path(operand) | Token::Literal(operand) | Token::Parameter(operand) => {
                Some(operand.span.start)
            }
            _ => None,
        })
    }

    fn is_after_contains(&self) -> bool {
        let name = self
            .tokens
            .get(self.term..)
            .and_then(|term| term.iter().find(|token| !matches!(token, Token::Not(_))));
        matches!(name, Some(Token::Path(name)) if matches!(name.span.of(self.text), "" | "contains" | "Contains" | "CONTAINS"))
    }

    /// Whether the last condition is a call.
    fn is_after_call(&self) -> bool {
        let is_group = matches!((self.tokens.last(), self.last_group), (Some(Token::Close(end)), Some((_, close))) if *end == close);
        !is_group
            && matches!(self.tokens.last(), Some(Token::Close(_)))
            && self.tokens.get(self.term..).is_some_and(|term| {
                let term = term
                    .iter()
                    .position(|token| !matches!(token, Token::Not(_)))
                    .and_then(|at| term.get(at..));
                matches!(term, Some([Token::Path(_), Token::Open(_), ..]))
            })
    }
}
