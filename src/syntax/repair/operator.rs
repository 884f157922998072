//! Between the two sides of a condition: operators, in the symbols of other languages, joined with
//! a side, or missing.

use super::correction::{Correction, Mistake};
use super::infix::{caseless, is_caseless};
use super::lookahead::{ends_condition, is_junk, meaning_of};
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message, Severity};
use crate::rules;
use crate::syntax::ast::{Operand, Operator};
use crate::syntax::dialects::is_surely_kusto;
use crate::syntax::lexeme::{Lexed, Lexeme, keyword};
use crate::text::{Edit, Quoted, Span};

impl Repairer<'_, '_> {
    pub(super) fn operator(&mut self) {
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            _ if self.try_apply(self.range_value())
                || self.try_apply(self.called_list())
                || self.try_apply(self.joined_marks())
                || self.try_apply(self.between_times()) => {}
            Lexeme::Path | Lexeme::Not | Lexeme::In if self.try_apply(self.phrase()) => {}
            Lexeme::In | Lexeme::Not | Lexeme::Bang
                if self.is_name(1) && self.try_apply(self.unknown_operator()) => {}
            Lexeme::Path
                if self.is_word(0, &["is", "does", "matches", "sounds"])
                    && self.try_apply(self.unknown_operator()) => {}
            Lexeme::Comparison(operator) => self.accept(Token::Comparison(operator), Expect::Operand),
            Lexeme::In => self.accept(Token::In, Expect::List),
            Lexeme::ForeignComparison if self.try_apply(self.rsql_operator()) => {}
            Lexeme::ForeignComparison => self.foreign_comparison(),
            // `generation:>3`.
            Lexeme::Other
                if self.word(0) == ":"
                    && self.touches(0)
                    && let Some(operator) = meaning_of(self.word(1)) =>
            {
                self.apply(self.meant(2, operator))
            }
            Lexeme::Other if self.word(0) == ":" => self.apply(self.meant(1, Operator::Eq)),
            Lexeme::Not if self.is_operator(0) => self.not_between(),
            Lexeme::Not if self.lexeme(2).is_none_or(ends_condition) && self.try_apply(self.existence(2)) => {
            }
            Lexeme::Bang if matches!(self.lexeme(1), Some(Lexeme::In | Lexeme::Comparison(_))) => {
                self.not_between()
            }
            Lexeme::Not if self.try_apply(self.not_null()) => {}
            Lexeme::Path if self.try_apply(self.contains_any()) => {}
            Lexeme::Path if self.is_foreign_word(0) => self.foreign_word(),
            Lexeme::Path if self.scim() => {}
            Lexeme::Path | Lexeme::Word if self.try_apply(self.unknown_operator()) => {}
            Lexeme::Other if self.try_apply(self.fallback()) => {}
            Lexeme::ForeignOr if self.try_apply(self.piped_test()) => {}
            _ if is_junk(lexeme) || lexeme == Lexeme::OpenBracket => self.skip_junk(),
            _ if lexeme == Lexeme::Comma
                || ends_condition(lexeme)
                || self.begins_term(0)
                || self.begins_clause(0) =>
            {
                self.expect = Expect::Connective;
            }
            _ if self.glued_value() => {}
            _ => self.apply(self.glued_operator().unwrap_or_else(|| self.missing_operator())),
        }
    }

    /// The place of the operand that is the last token.
    pub(super) fn last_operand(&self) -> Option<Span> {
        match self.tokens.last()? {
            Token::Path(operand) | Token::Literal(operand) | Token::Parameter(operand) => Some(operand.span),
            _ => None,
        }
    }

    /// `state 'ERROR'`.
    fn missing_operator(&self) -> Correction {
        let gap = Span::new(self.here().end, self.span(0).start);
        let left = self.last_operand().unwrap_or_else(|| self.here());
        let mistake = self.mistake(&rules::MISSING_OPERATOR, gap, |text| {
            let (left, right) = (Quoted(left.of(text)), Quoted(self.word(0)));
            Message::new(format!("an operator is missing between {left} and {right}"))
                .help("write an operator between them: `eq`, `ne`, `gt`, `ge`, `lt` or `le`")
                .unsafe_fix("write `eq`", vec![Edit::replace(gap, " eq ")])
        });
        Correction::new(0, [Token::Comparison(Operator::Eq)], Expect::Operand, mistake)
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
        let mistake = self.mistake_as(Severity::Error, &rules::MISSING_SPACE, word, |_| {
            Message::new(format!("a space is missing after `{}`", operator.keyword()))
                .safe_fix("add a space", vec![Edit::insert(place, " ")])
        });
        let operator = [Token::Comparison(operator)];
        self.apply(Correction::new(0, operator, Expect::Operand, mistake).with_space_after());
        true
    }

    /// `stateeq'x'`: a property and an operator in one word, and a value that touches it.
    fn glued_operator(&self) -> Option<Correction> {
        let Some(Token::Path(Operand { span, .. })) = self.tokens.last() else { return None };
        if self.span(0).start != self.here().end || span.end != self.here().end {
            return None;
        }
        let word = span.of(self.text);
        let operator = Operator::ALL.into_iter().find(|operator| {
            word.strip_suffix(operator.keyword())
                .is_some_and(|path| !path.is_empty() && !path.ends_with('/') && keyword(path).is_none())
        })?;
        let middle = span.end - 2;
        let mistake = self.mistake_as(Severity::Error, &rules::MISSING_SPACE, *span, |_| {
            let edits = vec![Edit::insert(middle, " "), Edit::insert(span.end, " ")];
            Message::new(format!("spaces are missing around `{}`", operator.keyword()))
                .safe_fix("add spaces", edits)
        });
        let tokens = [Token::path(Span::new(span.start, middle)), Token::Comparison(operator)];
        Some(Correction::new(0, tokens, Expect::Operand, mistake).replacing(1).with_space_after())
    }

    fn foreign_comparison(&mut self) {
        if let Some(operator) = meaning_of(self.word(0)) {
            return self.apply(self.meant(1, operator));
        }
        let left = match self.tokens.last() {
            Some(Token::Path(left)) => Some(left.span),
            _ => None,
        };
        // `~*` and `~=` of databases.
        let marks = |ahead: &usize| {
            *ahead > 0 && self.touches(ahead - 1) && matches!(self.word(*ahead), "*" | "=" | "~")
        };
        let more = if self.word(0).ends_with('~') { (1..3).take_while(marks).count() } else { 0 };
        let span = self.take_all(1 + more);
        if let Some(pattern) = self.regular_expression() {
            return self.apply(self.matched(span, left, &pattern));
        }
        if matches!(span.of(self.text), "=~" | "!~")
            && let Some(equal) = left.and_then(|left| self.caseless_equality(span, left))
        {
            return self.apply(equal);
        }
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, span, |text| {
            let message = Message::new(format!(
                "{} does not exist here: filters have no patterns",
                Quoted(span.of(text))
            ));
            let sought = left.and_then(|left| Some((left, self.sought(left)?)));
            let Some((left, call)) = sought else {
                return message.help("to look for a string inside a property, write `contains(name,'text')`");
            };
            let not = if span.of(text).starts_with('!') { "not " } else { "" };
            let call = if is_caseless(span.of(text), text) { caseless(&call) } else { call };
            let fixed = format!("{not}{call}");
            let equal = match span.of(text) {
                "=~" => format!(
                    "; in Kusto (KQL) it is `eq` without a difference of case: {}",
                    Quoted(&self.equal_in_lower_case(left, Operator::Eq).unwrap_or_default())
                ),
                _ => String::new(),
            };
            message
                .help(format!("to look anywhere inside the string, write {}{equal}", Quoted(&fixed)))
                .unsafe_fix("write `contains`", vec![Edit::replace(left.cover(self.span(0)), fixed)])
        });
        self.apply(self.compare_pattern(mistake));
    }

    /// `name =~ 'Firm'` in a query of Kusto: equal without a difference of case.
    fn caseless_equality(&self, operator: Span, left: Span) -> Option<Correction> {
        if !is_surely_kusto(self.text) {
            return None;
        }
        let is_not = operator.of(self.text).starts_with('!');
        let meant = if is_not { Operator::Ne } else { Operator::Eq };
        let fixed = self.equal_in_lower_case(left, meant)?;
        let whole = left.cover(self.span(0));
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, operator, |text| {
            Message::new(format!(
                "{} is not an operator of this language: `tolower` compares without a difference of case",
                Quoted(operator.of(text))
            ))
            .write(Applicability::Safe, whole, fixed)
        });
        let tokens = [Token::Comparison(meant), Token::missing(self.span(0))];
        Some(Correction::new(1, tokens, Expect::Connective, mistake))
    }

    /// `tolower(name) eq 'firm'` with the string here.
    fn equal_in_lower_case(&self, left: Span, operator: Operator) -> Option<String> {
        let string = self.string_at(0)?;
        let name = left.of(self.text);
        Some(match string.chars().any(char::is_alphabetic) {
            true => format!("tolower({name}) {} {}", operator.keyword(), string.to_lowercase()),
            false => format!("{name} {} {string}", operator.keyword()),
        })
    }

    /// The next `count` lexemes are an operator of another language.
    pub(super) fn meant(&self, count: usize, operator: Operator) -> Correction {
        let mistake = self.foreign_operator(self.whole(count), operator.keyword());
        Correction::new(count, [Token::Comparison(operator)], Expect::Operand, mistake)
    }

    /// An operator of another language, with its meaning here. The edit adds missing spaces.
    pub(super) fn foreign_operator(&self, span: Span, meant: &'static str) -> Mistake {
        self.operator_as(span, meant, Applicability::Safe, "")
    }

    /// The same, with a reason at the end of the message.
    pub(super) fn operator_as(
        &self,
        span: Span,
        meant: &'static str,
        sure: Applicability,
        why: &'static str,
    ) -> Mistake {
        self.mistake(&rules::FOREIGN_OPERATOR, span, |text| {
            let (before, rest) = text.split_at_checked(span.start as usize).unwrap_or_default();
            let after = rest.get(span.len()..).unwrap_or_default();
            let space = |beside: Option<char>| match beside {
                Some(c) if !c.is_whitespace() && c != '(' => " ",
                _ => "",
            };
            let (left, right) = (space(before.chars().next_back()), space(after.chars().next()));
            Message::new(format!(
                "{} is not an operator of this language: write `{meant}`{why}",
                Quoted(span.of(text))
            ))
            .fix(
                sure,
                format!("write `{meant}`"),
                vec![Edit::replace(span, format!("{left}{meant}{right}"))],
            )
        })
    }

    /// `status not null`.
    fn not_null(&self) -> Option<Correction> {
        let ends = self.lexeme(2).is_none_or(ends_condition);
        if self.lexeme(1) != Some(Lexeme::Null) || !ends {
            return None;
        }
        let span = self.whole(2);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, span, |text| {
            Message::new(format!(
                "{} is not an operator of this language: write `ne null`",
                Quoted(span.of(text))
            ))
            .safe_fix("write `ne null`", vec![Edit::replace(span, "ne null")])
        });
        let tokens = [Token::Comparison(Operator::Ne), Token::missing(span)];
        Some(Correction::new(2, tokens, Expect::Connective, mistake))
    }

    /// `x not in (…)`, `x not eq 1`: `not` belongs before the whole condition.
    fn not_between(&mut self) {
        let (not, next) = (self.span(0), self.span(1));
        let start = self.last_operand().unwrap_or(not).start;
        let both = not.cover(next);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, both, |text| {
            let shown = Quoted(both.of(text));
            let edits = vec![Edit::insert(start, "not "), Edit::delete(Span::new(not.start, next.start))];
            Message::new(format!("{shown} is not an operator: `not` goes before the whole condition"))
                .safe_fix("put `not` in front", edits)
        });
        let tokens: Vec<Token> = [Token::Not(start)].into_iter().chain(self.tokens.last().copied()).collect();
        self.apply(Correction::new(1, tokens, Expect::Operator, mistake).replacing(1));
        self.nest_not(not);
    }
}
