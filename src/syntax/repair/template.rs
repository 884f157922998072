//! Parts that belong to a template, to SQL or to JSON: placeholders, `$it`, brackets.

use super::correction::Correction;
use super::{Expect, Repair, Token};
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::lexeme::Lexeme;
use crate::text::{Edit, Quoted, Span};

impl Repair<'_, '_> {
    pub(super) fn placeholder_value(&mut self, next: Expect) {
        if self.lexeme(0) == Some(Lexeme::Dollar) && is_odata_root(self.word(0)) {
            return self.odata_root(next);
        }
        let span = self.span(0);
        let mistake = self.mistake(&rules::TEMPLATE_PLACEHOLDER, span, |text| {
            let name: String =
                span.of(text).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let help = if self.expect == Expect::Term {
                "write the property, such as `state`".to_owned()
            } else {
                format!("write the value; from a script, write `@{name}` and give it with `--arg {name}=…`")
            };
            Message::new(format!("{} is a placeholder that was not replaced", Quoted(span.of(text))))
                .help(help)
        });
        self.apply(Correction::new(1, [Token::missing(span)], next, mistake));
    }

    /// `$it/name`, `$root/Jobs('x')/name`.
    fn odata_root(&mut self, next: Expect) {
        let key = self.lexeme(1) == Some(Lexeme::Open) && self.touches(0);
        let count = if key { self.end_of_call() } else { 1 };
        let count = self.with_path_below(count);
        let span = self.whole(count);
        let why = "names the resource itself, which a path leaves out";
        let mistake = self.unsupported(span, why, "state eq 'ERROR'");
        self.apply(Correction::new(count, [Token::missing(span)], next, mistake));
    }

    /// `[state] eq 'x'`, the quotes of SQL Server.
    pub(super) fn bracketed_name(&self) -> Option<Correction> {
        let (Some(Lexeme::Path), Some(Lexeme::CloseBracket), true) =
            (self.lexeme(1), self.lexeme(2), self.is_operator(3))
        else {
            return None;
        };
        let (name, whole) = (self.span(1), self.whole(3));
        let mistake = self.mistake(&rules::QUOTED_PROPERTY, whole, |text| {
            Message::new(format!("{} is in brackets, and a property has none", Quoted(name.of(text))))
                .safe_fix("remove the brackets", vec![Edit::replace(whole, name.of(text))])
        });
        Some(Correction::new(3, [Token::path(name)], Expect::Operator, mistake))
    }

    /// A JSON list or object, to its end.
    pub(super) fn json(&self, token: impl Fn(Span) -> Token) -> Correction {
        let mut count = 0;
        let mut depth = 0_u32;
        while let Some(lexeme) = self.lexeme(count) {
            match lexeme {
                Lexeme::And | Lexeme::Or | Lexeme::Close => break,
                Lexeme::OpenBracket | Lexeme::OpenBrace => depth += 1,
                Lexeme::CloseBracket | Lexeme::CloseBrace => depth -= 1,
                _ => {}
            }
            count += 1;
            if depth == 0 {
                break;
            }
        }
        let span = self.whole(count);
        let why = "is a JSON value, and a filter compares properties with plain values";
        let mistake = self.unsupported(span, why, "state in ('ERROR','STALLED')");
        Correction::new(count, [token(span)], Expect::Connective, mistake)
    }
}

fn is_odata_root(word: &str) -> bool {
    ["$it", "$this", "$root", "$count", "$value", "$ref"]
        .iter()
        .any(|root| word.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}
