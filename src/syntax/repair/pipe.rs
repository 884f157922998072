//! The pipes of Kusto, Splunk, jq and shells: `jobs | where … | where …`, `… | head 5`, `.name | test("x")`.

use super::correction::Correction;
use super::infix::contains_call;
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::ast::{Operand, Operator};
use crate::syntax::lexeme::Lexeme;
use crate::text::{Edit, Quoted, Span, ToWrite};

/// The sentence about a pipe.
pub(super) const PIPE: &str =
    "`|` gives the items to the next part of a query, and a filter is one condition";

/// Parts of a query that select no items: they count, sort or show them.
const AFTER_CONDITIONS: [&str; 24] = [
    "stats",
    "eventstats",
    "count",
    "table",
    "summarize",
    "eval",
    "timechart",
    "chart",
    "sort",
    "dedup",
    "fields",
    "rename",
    "project",
    "extend",
    "order",
    "distinct",
    "tail",
    "length",
    "keys",
    "wc",
    "uniq",
    "render",
    "transaction",
    "map",
];

impl Repairer<'_, '_> {
    /// `… | where …`: each part is a group, so an `or` in a part needs parentheses.
    pub(super) fn next_stage(&mut self) {
        let (pipe, next, before) = (self.span(0), self.span(2), self.here().end);
        let is_outermost = self.frames.is_empty();
        let first = if is_outermost && !self.in_stage { self.group_of_tokens() } else { None };
        let end = if is_outermost { self.group_after(2) } else { None };
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, self.whole(2), |text| {
            let lead = if before == pipe.start { " " } else { "" };
            let open = if end.is_some() { "(" } else { "" };
            let mut edits =
                vec![Edit::replace(Span::new(pipe.start, next.start), format!("{lead}and {open}"))];
            if let Some(start) = first {
                edits.extend([Edit::insert(start, "("), Edit::insert(before, ")")]);
            }
            edits.extend(end.map(|end| Edit::insert(end, ")")));
            let groups = match (first, end) {
                (None, None) => "",
                _ => ", and each part of the query is a group",
            };
            Message::new(format!(
                "{} is not an operator of this language: write `and`{groups}",
                Quoted(self.whole(2).of(text))
            ))
            .safe_fix("write `and`", edits)
        });
        self.add(mistake);
        if let Some(start) = first {
            self.tokens.insert(0, Token::Open(start));
            self.push(Token::Close(before));
        }
        if is_outermost {
            self.end_stage();
        }
        self.join(2, Token::And);
        if end.is_some() {
            self.push(Token::Open(next.start));
            self.in_stage = true;
            self.begin_term();
        }
    }

    /// Closes the group after the last `| where`.
    pub(super) fn end_stage(&mut self) {
        if std::mem::take(&mut self.in_stage) {
            let end = self.here().end;
            self.push(Token::Close(end));
        }
    }

    /// The start of the conditions so far, if an `or` joins them.
    fn group_of_tokens(&self) -> Option<u32> {
        let mut depth = 0_usize;
        let mut has_or = false;
        for token in &self.tokens {
            match token {
                Token::Open(_) | Token::Prefix(..) => depth += 1,
                Token::Close(_) => depth = depth.saturating_sub(1),
                Token::Or => has_or |= depth == 0,
                _ => {}
            }
        }
        let start = self.tokens.iter().find_map(|token| match token {
            Token::Path(operand) | Token::Literal(operand) | Token::Parameter(operand) => {
                Some(operand.span.start)
            }
            Token::Open(start) | Token::Not(start) | Token::Prefix(_, start) => Some(*start),
            Token::Unreadable(span) => Some(span.start),
            _ => None,
        });
        start.filter(|_| has_or)
    }

    /// The end of the conditions there up to the next pipe or clause, if an `or` joins them.
    fn group_after(&self, first: usize) -> Option<u32> {
        let mut depth = 0_usize;
        let mut has_or = false;
        let mut ahead = first;
        while let Some(lexeme) = self.lexeme(ahead) {
            match lexeme {
                Lexeme::Open => depth += 1,
                Lexeme::Close if depth == 0 => break,
                Lexeme::Close => depth -= 1,
                _ if depth > 0 => {}
                Lexeme::ForeignOr if self.word(ahead) == "|" && self.is_stage_word(ahead + 1) => break,
                Lexeme::ForeignOr | Lexeme::Or => has_or = true,
                _ if self.begins_clause(ahead) => break,
                _ => {}
            }
            ahead += 1;
        }
        (has_or && ahead > first).then(|| self.span(ahead - 1).end)
    }

    /// Whether the word after a pipe begins a part of a query, not a condition.
    fn is_stage_word(&self, ahead: usize) -> bool {
        let word = self.word(ahead);
        let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let follows = match self.lexeme(ahead + 1) {
            Some(Lexeme::Path | Lexeme::Word | Lexeme::Number) => !self.is_operator(ahead + 1),
            _ => false,
        };
        self.is_name(ahead) && is_lower && follows
    }

    /// The number of lexemes of the part of a query after the pipe here, if it is not a condition.
    fn stage(&self) -> Option<usize> {
        let has_one_argument = || {
            let close = self.partner(2)?;
            (self.arguments(3, close).len() < 2 && !self.begins_term(3)).then_some(())
        };
        let is_call = self.is_name(1) && self.lexeme(2) == Some(Lexeme::Open) && has_one_argument().is_some();
        let is_not = self.lexeme(1) == Some(Lexeme::Not)
            && self.lexeme(2).is_none_or(|next| matches!(next, Lexeme::Close | Lexeme::CloseBracket));
        if self.word(0) != "|" || !(is_call || is_not || self.is_stage_word(1)) || self.begins_clause(0) {
            return None;
        }
        let mut depth = 0_usize;
        let mut ahead = 1;
        while let Some(lexeme) = self.lexeme(ahead) {
            match lexeme {
                Lexeme::Open => depth += 1,
                Lexeme::Close if depth == 0 => break,
                Lexeme::Close => depth -= 1,
                Lexeme::ForeignOr if depth == 0 && self.word(ahead) == "|" => break,
                _ => {}
            }
            ahead += 1;
        }
        Some(ahead)
    }

    /// `state=ERROR | stats count by name`, after a condition.
    pub(super) fn stage_without_condition(&self) -> Option<Correction> {
        let count = self.stage()?;
        let whole = self.whole(count);
        let removed = self.here().cover(whole);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |_| {
            let help = if self.lexeme(1) == Some(Lexeme::Not) {
                "write `not` before the condition"
            } else {
                "write the condition alone, and do the rest with the answer"
            };
            let is_no_condition = self.is_word(1, &AFTER_CONDITIONS);
            Message::new(PIPE)
                .help(help)
                .unsafe_fix("remove it", is_no_condition.then(|| vec![Edit::delete(removed)]))
        });
        Some(Correction::new(count, [], Expect::Connective, mistake))
    }

    /// `.name | contains("x")`, `.deleteOnComplete | not`, after a property.
    pub(super) fn piped_test(&self) -> Option<Correction> {
        let count = self.stage()?;
        let left = match self.tokens.last()? {
            Token::Path(left) => *left,
            _ => return None,
        };
        let whole = self.whole(count);
        let name = left.span.of(self.text);
        // `.name`, whose root has no finding.
        let before = self.text.get(..left.span.start as usize).unwrap_or_default();
        let start = left.span.start - u32::from(before.ends_with('.'));
        let place = Span::new(start, whole.end);
        let looks_inside = self.is_word(1, &["contains", "test", "startswith", "endswith"]);
        if looks_inside
            && count == 5
            && let (Some(string), Some(value)) = (self.string_at(3), self.operand_at(3))
        {
            let is_exact = self.is_word(1, &["contains"]);
            let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |_| {
                let fixed = format!("contains({name},{string})");
                let why = if is_exact { "" } else { ", which looks anywhere inside the string" };
                Message::new(PIPE).help(format!("write {}{why}", ToWrite(&fixed))).fix(
                    Applicability::safe_if(is_exact),
                    "write `contains`",
                    vec![Edit::replace(place, fixed)],
                )
            });
            let call = contains_call(left, value);
            return Some(Correction::new(count, call, Expect::Connective, mistake).replacing(1));
        }
        let is_not = self.lexeme(1) == Some(Lexeme::Not);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |_| {
            let message = Message::new(PIPE);
            if is_not {
                let fixed = format!("not {name} eq true");
                return message.write(Applicability::Unsafe, place, fixed);
            }
            message.help("write the condition alone, and do the rest with the answer")
        });
        let value = Operand { kind: crate::syntax::ast::OperandKind::Missing, span: whole };
        let tokens = [Token::Comparison(Operator::Eq), Token::operand(value)];
        Some(Correction::new(count, tokens, Expect::Connective, mistake))
    }
}
