//! Parts that belong to a template, to SQL or to JSON: placeholders, `$it`, brackets.

use super::correction::Correction;
use super::lookahead::ends_condition;
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::ast::{Operand, OperandKind};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::literal::{is_uuid, quote};
use crate::syntax::name::is_path;
use crate::text::{Edit, Quoted, Span, ToWrite, offset};

impl Repairer<'_, '_> {
    pub(super) fn placeholder_value(&mut self, next: Expect) {
        if self.lexeme(0) == Some(Lexeme::Dollar) && is_odata_root(self.word(0)) {
            return self.odata_root(next);
        }
        if self.try_apply(self.id_in_braces(next)) {
            return;
        }
        let name: String = self.word(0).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        self.apply(self.placeholder(1, &name, next));
    }

    /// `%s`, `:name`, `?`: a value that a format string or a statement of SQL gets later.
    pub(super) fn bound_value(&self, next: Expect) -> Option<Correction> {
        let ends = |ahead: usize| {
            self.lexeme(ahead).is_none_or(|lexeme| ends_condition(lexeme) || lexeme == Lexeme::Comma)
        };
        let is_conversion = |ahead: usize| matches!(self.word(ahead), "s" | "d" | "i" | "u" | "v" | "r");
        let touches = |count: usize| (0..count).all(|ahead| self.touches(ahead));
        let is_number = |ahead: usize| self.word(ahead).bytes().all(|byte| byte.is_ascii_digit());
        let (count, name) = match (self.word(0), self.lexeme(1)) {
            (":", Some(Lexeme::Path)) if touches(1) => (2, self.word(1)),
            ("%", Some(Lexeme::Path)) if touches(1) && is_conversion(1) => (2, "value"),
            ("%", Some(Lexeme::Open)) if touches(4) && self.is_name(2) && is_conversion(4) => {
                (5, self.word(2))
            }
            ("%", Some(Lexeme::Word)) if touches(1) && self.word(1).ends_with('%') => {
                (2, self.word(1).trim_end_matches('%'))
            }
            ("$", Some(Lexeme::Number)) if touches(1) && is_number(1) => (2, "value"),
            ("?", _) => (1, "value"),
            _ => return None,
        };
        ends(count).then(|| self.placeholder(count, name, next))
    }

    /// `%name% eq 'x'`: a variable of a batch file in the place of a property.
    pub(super) fn batch_name(&self) -> Option<Correction> {
        let is_name = self.word(0) == "%" && self.touches(0) && self.lexeme(1) == Some(Lexeme::Word);
        let name = self.word(1).strip_suffix('%').filter(|name| is_name && is_path(name))?;
        Some(self.placeholder(2, name, Expect::Operator))
    }

    /// A placeholder in the next `count` lexemes, with a name for a parameter in its place.
    fn placeholder(&self, count: usize, name: &str, next: Expect) -> Correction {
        let span = self.whole(count);
        let mistake = self.mistake(&rules::TEMPLATE_PLACEHOLDER, span, |text| {
            let help = if self.expect == Expect::Term {
                "write the property, such as `state`".to_owned()
            } else {
                format!("write the value; from a script, write `@{name}` and give it with `--arg {name}=…`")
            };
            Message::new(format!("{} is a placeholder that was not replaced", Quoted(span.of(text))))
                .help(help)
        });
        Correction::new(count, [Token::missing(span)], next, mistake)
    }

    /// `$it/name`, `$root/Jobs('x')/name`, `$count`.
    fn odata_root(&mut self, next: Expect) {
        let key = self.lexeme(1) == Some(Lexeme::Open) && self.touches(0);
        let count = if key { self.end_of_call() } else { 1 };
        let count = self.with_path_below(count);
        let span = self.whole(count);
        let (root, path) = self.word(0).split_once('/').unwrap_or((self.word(0), ""));
        // `$it` is each item, so the path after it is that of a property.
        let is_item = matches!(root, "$it" | "$this") && count == 1 && is_path(path);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, span, |text| {
            let message = Message::new(format!(
                "{} is not documented for this API: {}",
                Quoted(span.of(text)),
                meaning_of_root(root)
            ));
            if is_item {
                return message
                    .help(format!("write {}", ToWrite(path)))
                    .safe_fix("write the property alone", vec![Edit::replace(span, path)]);
            }
            message.help(match root {
                "$count" => "a filter tests each item alone; count the items of the answer",
                "$value" => "write the property alone",
                _ => "write the path of a property of the list, without anything before it",
            })
        });
        let token = if is_item {
            Token::path(Span::new(span.end - offset(path.len()), span.end))
        } else {
            Token::missing(span)
        };
        self.apply(Correction::new(count, [token], next, mistake));
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

    /// A JSON list or object, to its end; `left` is the property that it is compared with, an empty place for a filter
    /// that is JSON, and none if its entries cannot be conditions.
    pub(super) fn json(&self, left: Option<Span>, token: impl Fn(Span) -> Token) -> Correction {
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
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, span, |text| {
            let message = Message::new(format!(
                "{} is a JSON value, and a filter compares properties with plain values",
                Quoted(span.of(text))
            ));
            let conditions =
                left.and_then(|left| Some((left, self.conditions_of_json(count, left.of(text))?)));
            match conditions {
                Some((left, fixed)) => message
                    .help(format!("write {}", ToWrite(&fixed)))
                    .unsafe_fix("write conditions", vec![Edit::replace(left.cover(span), fixed)]),
                None => message.help("write conditions such as `name eq 'x'`, joined with `and` and `or`"),
            }
        });
        Correction::new(count, [token(span)], Expect::Connective, mistake)
    }

    /// `{30110551-cad6-4069-95b8-dbce9bbd8525}`: an id in the braces of other systems.
    pub(super) fn id_in_braces(&self, next: Expect) -> Option<Correction> {
        let count = match self.lexeme(0)? {
            Lexeme::Placeholder => 1,
            Lexeme::OpenBrace => 3,
            _ => return None,
        };
        let whole = self.whole(count);
        let id = whole.of(self.text).strip_prefix('{')?.strip_suffix('}').filter(|id| is_uuid(id))?;
        let mistake = self.mistake(&rules::UNQUOTED_TEXT, whole, |text| {
            Message::new(format!(
                "{} has braces and no quotes: a UUID is a string without braces",
                Quoted(whole.of(text))
            ))
            .write(Applicability::Safe, whole, quote(id))
        });
        let inner = Span::new(whole.start + 1, whole.end - 1);
        let token = Token::operand(Operand { kind: OperandKind::String, span: inner });
        Some(Correction::new(count, [token], next, mistake))
    }
}

fn is_odata_root(word: &str) -> bool {
    let root = word.split('/').next().unwrap_or_default();
    ["$it", "$this", "$root", "$count", "$value", "$ref"].contains(&root)
}

/// The meaning of a name of OData that begins with `$`.
pub(super) fn meaning_of_root(root: &str) -> &'static str {
    match root {
        "$it" | "$this" => "it is the item itself, and a path begins with a property of the item",
        "$root" => {
            "it begins a path at the root of the service, and a filter sees only the items of its list"
        }
        "$count" => "it is the number of items, and no property of one",
        "$value" => "it is the raw value of a property in a URL",
        _ => "it is the link to an item in a URL",
    }
}
