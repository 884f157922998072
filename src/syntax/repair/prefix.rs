//! The prefix form: `eq(name,'x')`, `in(name,'x','y')`, `and(…,…)`. The checker decides whether the
//! list has this form.

use super::correction::Correction;
use super::{Expect, FrameKind, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::name::is_path;
use crate::syntax::token::Prefix;
use crate::text::{Quoted, Span};

impl Repairer<'_, '_> {
    pub(super) fn prefix_connective(&mut self, lexeme: Lexeme) {
        let prefix = if lexeme == Lexeme::And { Prefix::And } else { Prefix::Or };
        let whole = self.take_all(2);
        self.push(Token::Prefix(prefix, whole.start));
        self.open(FrameKind::Prefix, Span::new(whole.end - 1, whole.end));
        self.begin_term();
    }

    pub(super) fn prefix_comparison(&mut self, operator: Operator) {
        match self.two_arguments() {
            Some(operands) => self.prefix(Prefix::Comparison(operator), 6, &operands),
            None => self.incomplete_prefix(operator.keyword()),
        }
    }

    /// False if something else is there.
    pub(super) fn prefix_membership(&mut self) -> bool {
        if self.lexeme(1) != Some(Lexeme::Open) {
            return false;
        }
        // `in(state,('a','b'))`: the list has its own brackets.
        let brackets = match (self.lexeme(3), self.lexeme(4)) {
            (Some(Lexeme::Comma), Some(Lexeme::Open)) => Some(Lexeme::Close),
            (Some(Lexeme::Comma), Some(Lexeme::OpenBracket)) => Some(Lexeme::CloseBracket),
            _ => None,
        };
        let mut operands = Vec::new();
        let mut ahead = 2;
        while let Some(operand) = self.operand_at(ahead) {
            operands.push(operand);
            ahead += 1;
            if self.lexeme(ahead) != Some(Lexeme::Comma) {
                break;
            }
            ahead += 1;
            if operands.len() == 1 && brackets.is_some() {
                ahead += 1;
            }
        }
        if let Some(closing) = brackets {
            if self.lexeme(ahead) != Some(closing) {
                return false;
            }
            ahead += 1;
        }
        if self.lexeme(ahead) != Some(Lexeme::Close) || self.is_operator(ahead + 1) {
            return false;
        }
        if operands.len() < 2 {
            self.incomplete_prefix("in");
            return true;
        }
        if let [value, path] = operands.as_slice()
            && value.kind.is_string()
            && path.kind == OperandKind::Path
        {
            self.apply(self.swapped_membership(ahead + 1, *value, *path));
            return true;
        }
        self.prefix(Prefix::In, ahead + 1, &operands);
        true
    }

    /// `in('ERROR',state)`: the property comes first.
    fn swapped_membership(&self, count: usize, value: Operand, path: Operand) -> Correction {
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::PREFIX_FORM, whole, |text| {
            let fixed = format!("{} in ({})", path.span.of(text), value.span.of(text));
            Message::new("`in` belongs between a property and a list of values").write(
                Applicability::Safe,
                whole,
                fixed,
            )
        });
        Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake)
    }

    /// Takes `count` lexemes: a word and its operands in parentheses.
    fn prefix(&mut self, prefix: Prefix, count: usize, operands: &[Operand]) {
        let whole = self.whole(count);
        let mut tokens = vec![Token::Prefix(prefix, whole.start)];
        for (number, operand) in operands.iter().enumerate() {
            if number > 0 {
                tokens.push(Token::Comma);
                if operand.kind == OperandKind::MalformedString {
                    self.foreign_quotes(operand.span);
                }
            }
            tokens.push(Token::operand(*operand));
        }
        tokens.push(Token::Close(whole.end));
        self.apply(Correction::new(count, tokens, Expect::Connective, None).with_space_before());
    }

    /// `eq(name)`, `eq(length(name),3)`: taken to its end.
    fn incomplete_prefix(&mut self, keyword: &'static str) {
        let count = self.end_of_call();
        let span = self.whole(count);
        let arguments = self.arguments(2, count - 1);
        let mistake = self.mistake(&rules::PREFIX_FORM, span, |_| {
            let name = arguments.first().copied().filter(|name| is_path(name)).unwrap_or("name");
            let example = if keyword == "in" {
                format!("{name} in ('a','b')")
            } else {
                format!("{name} {keyword} 'a'")
            };
            Message::new(format!("`{keyword}(…)` needs a property and a value, with a comma between them"))
                .help(format!("write a property, `{keyword}` and a value: {}", Quoted(&example)))
        });
        self.apply(Correction::new(count, [Token::Unreadable(span)], Expect::Connective, mistake));
    }
}
