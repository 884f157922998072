//! Operands that are more than a name or a value: sums, calls, operands in parentheses, and paths below
//! one of these.

use super::correction::Correction;
use super::lookahead::meaning_of;
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::limits;
use crate::rules;
use crate::syntax::advice::{Compared, FunctionUse};
use crate::syntax::ast::{Operand, OperandKind};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::literal::number;
use crate::syntax::name::type_cast;
use crate::text::{Edit, Quoted, Span, ToWrite};

/// An operand that something computes.
pub(super) struct Computed {
    /// The number of lexemes before its end.
    pub(super) end: usize,
    kind: ComputedKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ComputedKind {
    Arithmetic,
    Call,
    /// `(name)`.
    Parentheses(Operand),
    /// `@p/name`.
    Below,
}

impl<'t> Repairer<'t, '_> {
    /// The computed operand there, if it is one.
    pub(super) fn computed(&self, ahead: usize) -> Option<Computed> {
        let (mut end, mut kind) = self.part(ahead)?;
        while self.is_arithmetic_sign(ahead, end)
            && let Some((next, _)) = self.part(end + 1)
        {
            (end, kind) = (next, Some(ComputedKind::Arithmetic));
        }
        kind.map(|kind| Computed { end, kind })
    }

    /// The end of a part of a sum. A plain operand has no kind.
    fn part(&self, ahead: usize) -> Option<(usize, Option<ComputedKind>)> {
        let is_minus = self.lexeme(ahead) == Some(Lexeme::Other) && self.word(ahead) == "-";
        let ahead = ahead + usize::from(is_minus);
        let is_name = self.is_name(ahead);
        let (end, kind) = match (self.lexeme(ahead)?, self.lexeme(ahead + 1)) {
            (Lexeme::Open, _) => {
                let close = self.partner(ahead)?;
                (close + 1, Some(self.inside(ahead + 1, close)?))
            }
            (_, Some(Lexeme::Open)) if is_name => (self.partner(ahead + 1)? + 1, Some(ComputedKind::Call)),
            (_, Some(Lexeme::Quoted(_))) if is_name && self.touches(ahead) => (ahead + 2, None),
            (Lexeme::Placeholder | Lexeme::Dollar, _) => (ahead + 1, None),
            (Lexeme::Parameter | Lexeme::Applied(_), _)
                if self.touches(ahead) && self.word(ahead + 1) == "/" =>
            {
                (ahead + 1, Some(ComputedKind::Below))
            }
            _ => {
                self.operand_at(ahead)?;
                (ahead + 1, None)
            }
        };
        Some((if kind.is_some() { self.with_path_below(end) } else { end }, kind))
    }

    /// The operand between two parentheses; `None` if there are conditions, or arguments.
    fn inside(&self, first: usize, close: usize) -> Option<ComputedKind> {
        let (mut first, mut close) = (first, close);
        while self.lexeme(first) == Some(Lexeme::Open) && self.partner(first) == close.checked_sub(1) {
            (first, close) = (first + 1, close - 1);
        }
        if close == first + 1
            && let Some(operand) = self.operand_at(first)
        {
            return Some(ComputedKind::Parentheses(operand));
        }
        if close - first > limits::OPERAND {
            return None;
        }
        let mut depth = 0_usize;
        let mut kind = None;
        for ahead in first..close {
            match self.lexeme(ahead)? {
                Lexeme::Open => {
                    kind = kind.or_else(|| self.is_name(ahead.checked_sub(1)?).then_some(ComputedKind::Call));
                    depth += 1;
                }
                Lexeme::Close => depth = depth.checked_sub(1)?,
                Lexeme::Comma if depth > 0 => {}
                Lexeme::Comma | Lexeme::And | Lexeme::Or | Lexeme::Not | Lexeme::In => return None,
                Lexeme::Comparison(_) | Lexeme::ForeignComparison => return None,
                _ if ahead > first && self.is_arithmetic_sign(first, ahead) => {
                    kind = Some(ComputedKind::Arithmetic);
                }
                _ => {}
            }
        }
        kind
    }

    /// Whether an arithmetic operator is there, in an operand that begins at `start`. A symbol needs spaces,
    /// and in the place of a value no name before it, because strings without quotes contain symbols.
    fn is_arithmetic_sign(&self, start: usize, ahead: usize) -> bool {
        if self.is_arithmetic(ahead) {
            return !self.is_operator_after_word(ahead + 1);
        }
        let is_number = |ahead: usize| self.lexeme(ahead) == Some(Lexeme::Number);
        let is_between = |before: usize| {
            let is_apart = !self.touches(before) && !self.touches(ahead);
            is_apart || self.word(ahead) == "*" && is_number(before) && is_number(ahead + 1)
        };
        let is_symbol = self.lexeme(ahead) == Some(Lexeme::Other)
            && matches!(self.word(ahead), "+" | "-" | "*" | "/" | "%")
            && ahead.checked_sub(1).is_some_and(is_between)
            // A condition after it is not a part of a value.
            && (self.expect == Expect::Term || !self.is_operator_after_word(ahead + 2));
        is_symbol
            && (self.expect == Expect::Term
                || !self.is_name(start)
                || self.lexeme(start + 1) == Some(Lexeme::Open))
    }

    /// A computed operand on the left of an operator; false if there is none, or only a call.
    pub(super) fn computed_left(&mut self) -> bool {
        let Some(Computed { end, kind }) = self.computed(0).filter(|computed| self.is_operator(computed.end))
        else {
            return false;
        };
        let correction = match kind {
            ComputedKind::Call => return false,
            ComputedKind::Arithmetic | ComputedKind::Below => {
                self.computed_operand(end, kind, Expect::Operator)
            }
            ComputedKind::Parentheses(operand) => self.operand_in_parentheses(end, operand, Expect::Operator),
        };
        self.apply(correction);
        true
    }

    /// A computed operand in the place of a value; false if there is none, or only a call.
    pub(super) fn computed_value(&mut self, next: Expect) -> bool {
        if self.is_relative_time() {
            return false;
        }
        let Some(Computed { end, kind }) = self.computed(0) else { return false };
        let ends = matches!(self.lexeme(end), None | Some(Lexeme::Comma | Lexeme::Close));
        let correction = match (kind, next) {
            (ComputedKind::Arithmetic | ComputedKind::Below, Expect::Connective) => {
                self.computed_operand(end, kind, next)
            }
            (ComputedKind::Arithmetic | ComputedKind::Below, _) if ends => {
                self.computed_operand(end, kind, next)
            }
            // `generation gt (5)`, `contains(name,('x'))`.
            (ComputedKind::Parentheses(operand), Expect::Connective) if self.powershell_time().is_none() => {
                self.value_in_parentheses(end, operand, next);
                return true;
            }
            (ComputedKind::Parentheses(operand), Expect::AfterArgument(_)) if ends => {
                self.value_in_parentheses(end, operand, next);
                return true;
            }
            _ => return false,
        };
        self.apply(correction);
        true
    }

    fn computed_operand(&self, count: usize, kind: ComputedKind, next: Expect) -> Correction {
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            let shown = Quoted(whole.of(text));
            if kind == ComputedKind::Below {
                return Message::new(format!(
                    "{shown} is a path below a value, and only a property has parts"
                ))
                .help("write the path of a property");
            }
            Message::new(format!("{shown} is arithmetic, which this API does not document"))
                .help("compute the value first, and compare a property with the result")
        });
        Correction::new(count, [Token::missing(whole)], next, mistake)
    }

    fn value_in_parentheses(&mut self, count: usize, operand: Operand, next: Expect) {
        self.apply(self.operand_in_parentheses(count, operand, next));
        if operand.kind == OperandKind::MalformedString {
            self.foreign_quotes(operand.span);
        }
    }

    /// `(name) eq 'a'`.
    fn operand_in_parentheses(&self, count: usize, operand: Operand, next: Expect) -> Correction {
        let whole = self.whole(count);
        if self.word(0) == "-" {
            return self.negated_parentheses(count, operand, next);
        }
        let name = operand.span.of(self.text);
        let close = self.partner(0).or_else(|| self.partner(1)).unwrap_or(count);
        let below = Span::new(self.span(close).end.min(whole.end), whole.end).of(self.text);
        let path = format!("{name}{}", below.trim());
        let cast = type_cast(&path);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            let message = Message::new(format!(
                "{} is an operand in parentheses, which this API does not document: parentheses go around conditions",
                Quoted(whole.of(text))
            ));
            let edit = |path: &str| vec![Edit::replace(whole, path)];
            match &cast {
                // Without its end, the path is that of another property.
                Some((cast, _)) if path.ends_with(cast) => {
                    message.help(format!("write the path of a property, without {}", Quoted(cast)))
                }
                Some((cast, without)) => message
                    .help(format!("write {} without them, and without {}", ToWrite(without), Quoted(cast)))
                    .unsafe_fix(format!("write {}", ToWrite(without)), edit(without)),
                // The schema may not have this property.
                None if path != name => message
                    .help(format!("write {} without them", ToWrite(&path)))
                    .unsafe_fix("remove the parentheses", edit(&path)),
                None => message
                    .help(format!("write {} without them", ToWrite(name)))
                    .safe_fix(
                        "remove the parentheses",
                        vec![
                            Edit::delete(Span::new(whole.start, operand.span.start)),
                            Edit::delete(Span::new(operand.span.end, whole.end)),
                        ],
                    ),
            }
        });
        // The parts of such a path are not checked again.
        let is_plain = cast.is_none() && path == name;
        let token = if is_plain { Token::operand(operand) } else { Token::missing(whole) };
        Correction::new(count, [token], next, mistake).with_space_after()
    }

    /// `-(3)`, `-(generation) gt 3`: the sign belongs to the operand.
    fn negated_parentheses(&self, count: usize, operand: Operand, next: Expect) -> Correction {
        let whole = self.whole(count);
        let inner = operand.span.of(self.text);
        let compared = self.comparison_at(count).filter(|_| next == Expect::Operator);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |_| {
            let shown = Quoted(whole.of(self.text));
            let message = Message::new(format!(
                "{shown} is a sign before parentheses, which this API does not document"
            ));
            match (negated(inner), next == Expect::Operator) {
                (Some(number), _) => message.write(Applicability::Safe, whole, number),
                (None, true) => self.turned_or_alone(message, inner, compared),
                (None, false) => message.help("compute the value first, and write it without a function"),
            }
        });
        Correction::new(count, [Token::missing(whole)], next, mistake).with_space_after()
    }

    /// The advice for a negated property on the left: the comparison from the other side of zero.
    pub(super) fn turned_or_alone(
        &self,
        message: Message,
        name: &str,
        compared: Option<(Compared<'_>, usize)>,
    ) -> Message {
        let turned = compared.and_then(|(Compared { operator, values }, end)| {
            let number = negated(values.first()?)?;
            Some((format!("{name} {} {number}", operator?.swapped().keyword()), end))
        });
        match turned {
            Some((fixed, end)) => message.write(Applicability::Unsafe, self.whole(end), fixed),
            None => message.help(format!("compare {} itself with a value", ToWrite(name))),
        }
    }

    /// The arguments, or the values of a list, between the commas from lexeme `first` to `close`.
    pub(super) fn arguments(&self, first: usize, close: usize) -> Vec<&'t str> {
        let mut arguments = Vec::new();
        let mut start = first;
        let mut depth = 0_usize;
        for ahead in first..=close {
            match self.lexeme(ahead) {
                Some(Lexeme::Open) => depth += 1,
                Some(Lexeme::Close) if ahead < close => depth = depth.saturating_sub(1),
                lexeme if ahead == close || depth == 0 && lexeme == Some(Lexeme::Comma) => {
                    if ahead > start {
                        let span = self.span(start).cover(self.span(ahead - 1));
                        arguments.push(span.of(self.text));
                    }
                    start = ahead + 1;
                }
                _ => {}
            }
        }
        arguments
    }

    /// The call whose name is here, the path below it included, and the number of its lexemes.
    pub(super) fn function_use(&mut self) -> (FunctionUse<'t>, usize) {
        let name = self.word(0);
        let count = self.end_of_call();
        let arguments = self.partner(1).map(|close| self.arguments(2, close)).unwrap_or_default();
        let end = self.with_path_below(count);
        let below = Span::new(self.span(count - 1).end, self.span(end - 1).end).of(self.text);
        (FunctionUse { name, arguments, below, compared: None }, end)
    }

    /// The operator there and its values, with the number of lexemes before their end.
    pub(super) fn comparison_at(&self, ahead: usize) -> Option<(Compared<'t>, usize)> {
        let operator = match self.lexeme(ahead)? {
            Lexeme::Comparison(operator) => Some(operator),
            Lexeme::ForeignComparison => Some(meaning_of(self.word(ahead))?),
            Lexeme::In => None,
            _ => return None,
        };
        let first = ahead + 1;
        if operator.is_none() && self.lexeme(first) == Some(Lexeme::Open) {
            let close = self.partner(first)?;
            return Some((Compared { operator, values: self.arguments(first + 1, close) }, close + 1));
        }
        // `date'2024-05-06'`.
        if self.is_name(first)
            && self.touches(first)
            && matches!(self.lexeme(first + 1), Some(Lexeme::Quoted(_)))
        {
            return Some((Compared { operator, values: vec![self.word(first + 1)] }, first + 2));
        }
        let end = match self.computed(first) {
            Some(computed) => computed.end,
            None => self.operand_at(first).map(|_| first + 1)?,
        };
        let value = self.span(first).cover(self.span(end - 1)).of(self.text);
        Some((Compared { operator, values: vec![value] }, end))
    }
}

/// The negative of a number.
fn negated(text: &str) -> Option<String> {
    number(text).ok()?;
    Some(text.strip_prefix('-').map_or_else(|| format!("-{}", text.trim_start_matches('+')), str::to_owned))
}
