//! The tokens that may follow a part of a filter, while a user types it.

use super::ast::{Operand, OperandKind, Operator};
use super::expect::Expect;
use super::lexeme::{Lexed, Lexeme, Lexemes, Quote};
use super::parser::Dialect;
use super::repair;
use super::token::Token;
use crate::limits::Limits;
use crate::text::{Span, offset};

/// The end of a part of a filter, as the parser sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Continuation {
    pub(crate) expect: Expect,
    /// The operand that begins the condition, if the part ends inside one.
    pub(crate) left: Option<Operand>,
    pub(crate) operator: Option<Operator>,
    /// The name of the function whose arguments the part ends in.
    pub(crate) function: Option<Span>,
    /// The items of the list so far.
    pub(crate) items: Vec<Span>,
    /// The number of open parentheses.
    pub(crate) open: usize,
}

impl Continuation {
    /// The continuation of `text`, which is right or wrong.
    pub(crate) fn of(text: &str, limits: &Limits, dialect: Dialect) -> Continuation {
        let (expect, tokens, open) = repair::unfinished(text, limits, dialect);
        let operands: Vec<Operand> = tokens.iter().filter_map(operand).collect();
        let operator = tokens.iter().rev().find_map(|token| match token {
            Token::Comparison(operator) => Some(*operator),
            _ => None,
        });
        let found =
            Continuation { expect, left: None, operator: None, function: None, items: Vec::new(), open };
        match expect {
            _ if let Some(found) = in_case_function(text) => found,
            Expect::Term | Expect::Connective => in_prefix_form(text).unwrap_or(found),
            // `in(state,'A',`, whose mistake is found before the parser sees it.
            Expect::Item | Expect::Separator
                if operands.first().is_none_or(|first| first.kind == OperandKind::Missing) =>
            {
                in_prefix_form(text).unwrap_or(found)
            }
            Expect::Operator => Continuation { left: operands.last().copied(), ..found },
            Expect::Operand => Continuation { left: operands.last().copied(), operator, ..found },
            Expect::List | Expect::Item | Expect::Separator => Continuation {
                left: operands.first().copied(),
                items: operands.iter().skip(1).map(|item| item.span).collect(),
                ..found
            },
            Expect::Argument(_) | Expect::AfterArgument(_) => Continuation {
                function: operands.first().map(|name| name.span),
                left: operands.get(1).copied(),
                ..found
            },
        }
    }
}

fn operand(token: &Token) -> Option<Operand> {
    match token {
        Token::Path(operand) | Token::Literal(operand) | Token::Parameter(operand) => Some(*operand),
        _ => None,
    }
}

/// The last parenthesis that is still open, as its number among the lexemes.
fn last_open(lexed: &[Lexed]) -> Option<usize> {
    let mut closed = 0_usize;
    lexed.iter().rposition(|lexed| {
        let is_own = lexed.lexeme == Lexeme::Open && closed == 0;
        match lexed.lexeme {
            Lexeme::Close => closed += 1,
            Lexeme::Open => closed = closed.saturating_sub(1),
            _ => {}
        }
        is_own
    })
}

/// The end of `text` inside of `tolower(`, on either side of an operator.
fn in_case_function(text: &str) -> Option<Continuation> {
    let lexed: Vec<Lexed> = Lexemes::new(text, 0).collect();
    let open = last_open(&lexed)?;
    let name = lexed.get(open.checked_sub(1)?)?;
    if !["tolower", "toupper"].iter().any(|own| own.eq_ignore_ascii_case(name.span.of(text))) {
        return None;
    }
    let expect = match lexed.get(open + 1..)? {
        [] => Expect::Argument(1),
        _ => Expect::AfterArgument(2),
    };
    let function = Some(name.span);
    Some(Continuation { expect, left: None, operator: None, function, items: Vec::new(), open: 1 })
}

/// The end of `text` inside of `eq(name,`, which a parser can read only as a whole.
fn in_prefix_form(text: &str) -> Option<Continuation> {
    let lexed: Vec<Lexed> = Lexemes::new(text, 0).collect();
    let open = last_open(&lexed)?;
    let word = lexed.get(open.checked_sub(1)?)?;
    let operator = match word.lexeme {
        Lexeme::Comparison(operator) => Some(operator),
        Lexeme::In => None,
        _ => return None,
    };
    let before = open.checked_sub(2).and_then(|before| lexed.get(before)).map(|lexed| lexed.lexeme);
    let begins =
        matches!(before, None | Some(Lexeme::Open | Lexeme::Comma | Lexeme::And | Lexeme::Or | Lexeme::Not));
    if !begins {
        return None;
    }
    let inside = lexed.get(open + 1..)?;
    let ends_in_comma = inside.last().is_some_and(|last| last.lexeme == Lexeme::Comma);
    let operands: Vec<Operand> = inside
        .iter()
        .filter(|lexed| !matches!(lexed.lexeme, Lexeme::Comma | Lexeme::Open | Lexeme::Close))
        .map(|lexed| Operand {
            kind: if lexed.lexeme == Lexeme::Path { OperandKind::Path } else { OperandKind::String },
            span: lexed.span,
        })
        .collect();
    let expect = match (inside.is_empty(), ends_in_comma, operator) {
        (true, ..) => Expect::Argument(1),
        (_, true, Some(_)) => Expect::Operand,
        (_, true, None) => Expect::Item,
        (_, false, Some(_)) if operands.len() == 1 => Expect::AfterArgument(1),
        (_, false, Some(_)) => Expect::AfterArgument(2),
        (_, false, None) if operands.len() == 1 => Expect::AfterArgument(1),
        (_, false, None) => Expect::Separator,
    };
    Some(Continuation {
        expect,
        left: operands.first().copied(),
        operator,
        function: Some(word.span),
        items: operands.iter().skip(1).map(|item| item.span).collect(),
        open: 1,
    })
}

/// The word that is being typed at the end of a part of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TypedWord {
    pub(crate) span: Span,
    /// Whether it is a string whose quote is not closed.
    pub(crate) is_string: bool,
}

/// The word at the end of `text`; an empty one if the text ends between words.
pub(crate) fn typed_word(text: &str) -> TypedWord {
    let end = offset(text.len());
    let origin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let last = Lexemes::new(text, origin).last().filter(|last| last.span.end == end);
    let (start, is_string) = match last {
        Some(last) if last.lexeme == Lexeme::Quoted(Quote::Open) => (last.span.start, true),
        Some(last) if is_word(last.lexeme) => (last.span.start, false),
        // A path that goes on: `resource/`.
        Some(last) if last.span.of(text) == "/" => {
            let before = text.get(..last.span.start as usize).unwrap_or_default();
            let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '/');
            (offset(name.len()), false)
        }
        _ => (end, false),
    };
    TypedWord { span: Span::new(start, end), is_string }
}

fn is_word(lexeme: Lexeme) -> bool {
    !matches!(
        lexeme,
        Lexeme::Open
            | Lexeme::Close
            | Lexeme::Comma
            | Lexeme::Quoted(_)
            | Lexeme::Semicolon
            | Lexeme::OpenBracket
            | Lexeme::CloseBracket
            | Lexeme::OpenBrace
            | Lexeme::CloseBrace
            | Lexeme::Invisible
            | Lexeme::Other
            | Lexeme::Placeholder
            | Lexeme::ForeignComparison
            | Lexeme::ForeignAnd
            | Lexeme::ForeignOr
            | Lexeme::Bang
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_part_knows_what_may_follow() {
        use Expect::{AfterArgument, Argument, Connective, Item, List, Operand, Operator, Separator, Term};
        for (text, expect, left) in [
            ("", Term, ""),
            ("state ", Operator, "state"),
            ("state eq ", Operand, "state"),
            ("state == ", Operand, "state"),
            ("state eq 'x' ", Connective, ""),
            ("state eq 'x' and ", Term, ""),
            ("name eq 'x' and not (state ", Operator, "state"),
            ("state in ", List, "state"),
            ("state in (", Item, "state"),
            ("state in ('A'", Separator, "state"),
            ("name eq 'x' and state in ('A',", Item, "state"),
            ("contains(", Argument(1), ""),
            ("contains(name", AfterArgument(1), "name"),
            ("contains(name,", Argument(2), "name"),
            ("tolower(name) eq ", Operand, "tolower(name)"),
            ("tolower(", Argument(1), ""),
            ("state eq toupper(", Argument(1), ""),
            ("contains(tolower(", Argument(1), ""),
            ("tolower(name", AfterArgument(2), ""),
            ("eq(", Argument(1), ""),
            ("and(eq(name,", Operand, "name"),
            ("in(state,'A',", Item, "state"),
            ("eq(state,'A')", Connective, ""),
        ] {
            let found = Continuation::of(text, &Limits::DEFAULT, Dialect::List);
            let own = found.left.map_or("", |left| left.span.of(text));
            assert_eq!((found.expect, own), (expect, left), "{text}");
        }
    }

    #[test]
    fn a_word_that_is_typed_begins_at_its_quote() {
        for (text, word, is_string) in [
            ("", "", false),
            ("sta", "sta", false),
            ("state ", "", false),
            ("resource/", "resource/", false),
            ("resource/i", "resource/i", false),
            ("state eq 'PEN", "'PEN", true),
            ("state eq 'A' and name eq 'two wor", "'two wor", true),
            ("state eq 'A'", "", false),
            ("createdAt ge 2026-0", "2026-0", false),
            ("(sta", "sta", false),
        ] {
            let typed = typed_word(text);
            assert_eq!((typed.span.of(text), typed.is_string), (word, is_string), "{text}");
        }
    }
}
