//! `name eq 'web*'`, `contains(name,'%web%')`: wildcards, which have no special meaning here.

use super::Checker;
use super::resolve::PathTarget;
use super::values::is_textual;
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::literal::{quote, string_value};
use crate::syntax::{Operand, OperandKind, Operator};
use crate::text::{Edit, Quoted};

impl Checker<'_, '_> {
    /// Whether a property is compared with a pattern; if so, reports it.
    pub(super) fn is_pattern(
        &mut self,
        target: PathTarget<'_>,
        left: Operand,
        operator: Operator,
        right: Operand,
    ) -> bool {
        if self.cx.plain || right.kind != OperandKind::String || operator.is_order() || !is_textual(target) {
            return false;
        }
        let text = string_value(right, self.cx.text);
        let Some(part) = part(&text) else { return false };
        self.report(&rules::WILDCARD, right.span, |cx| {
            let name = left.span.of(cx.text);
            let (fixed, what) = match (operator, part) {
                (Operator::Ne, "") => {
                    (format!("{name} eq null"), format!("to find {} without a value", cx.schema.resource()))
                }
                (_, "") => (format!("{name} ne null"), "to find any value".to_owned()),
                (Operator::Ne, _) => (
                    format!("not contains({name},{})", quote(part)),
                    "to exclude a part of the string".to_owned(),
                ),
                _ => (
                    format!("contains({name},{})", quote(part)),
                    "to look for a part of the string".to_owned(),
                ),
            };
            pattern(&text)
                .help(format!("{what}, write {}", Quoted(&fixed)))
                .unsafe_fix("write it without", vec![Edit::replace(left.span.cover(right.span), fixed)])
        });
        true
    }

    /// The same for an item of a list.
    pub(super) fn is_item_pattern(&mut self, value: Operand, text: &str) -> bool {
        if self.cx.plain {
            return false;
        }
        let Some(part) = part(text) else { return false };
        self.report(&rules::WILDCARD, value.span, |_| {
            let fixed = format!("contains(name,{})", quote(part));
            pattern(text).help(format!(
                "a list compares whole strings; for parts, join conditions such as {} with `or`",
                Quoted(&fixed)
            ))
        });
        true
    }

    /// The same for the argument of `contains`.
    pub(super) fn is_sought_pattern(&mut self, value: Operand, text: &str) -> bool {
        let Some(part) = part(text) else { return false };
        self.report(&rules::WILDCARD, value.span, |_| {
            if part.is_empty() {
                return pattern(text).help("to find any value, write `ne null`");
            }
            let fixed = quote(part);
            pattern(text)
                .help(format!("`contains` looks anywhere inside the string: write {} alone", Quoted(&fixed)))
                .unsafe_fix("write it without", vec![Edit::replace(value.span, fixed)])
        });
        true
    }
}

fn pattern(text: &str) -> Message {
    let wildcard = if text.starts_with('*') || text.ends_with('*') { '*' } else { '%' };
    Message::new(format!(
        "{} is not a pattern: filters have no wildcards, and `{wildcard}` is an ordinary character",
        Quoted(text)
    ))
}

/// The searched string of a pattern: without `*` or `%` at its ends. `None` if there is none there.
/// A `%` after a digit is a percentage, and one before hexadecimal digits an encoded character.
fn part(text: &str) -> Option<&str> {
    let stars = text.trim_matches('*');
    if stars.len() < text.len() {
        return Some(stars).filter(|part| is_part(part));
    }
    // `%s` of a format string.
    if let Some(conversion) = text.strip_prefix(['%'])
        && conversion.starts_with(['s', 'd', 'i', 'u', 'v'])
        && !conversion
            .get(1..)
            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric) || rest.starts_with('%'))
    {
        return None;
    }
    let percent = text.trim_matches('%');
    let begins = text.starts_with('%') && !percent.starts_with(|c: char| c.is_ascii_hexdigit());
    let both = text.starts_with('%') && text.ends_with('%');
    let ends = text.ends_with('%') && !percent.ends_with(|c: char| c.is_ascii_digit());
    (both || begins || ends).then_some(percent).filter(|part| is_part(part))
}

/// A searched string has letters or digits; `**!**` is decoration.
fn is_part(part: &str) -> bool {
    part.is_empty() || part.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn wildcards_stand_at_an_end() {
        for (text, expected) in [
            ("web*", "web"),
            ("*web", "web"),
            ("*", ""),
            ("%web%", "web"),
            ("%50%", "50"),
            ("web%", "web"),
            ("%web", "web"),
            ("%", ""),
        ] {
            assert_eq!(part(text), Some(expected), "{text}");
        }
        for text in ["", "we*b", "100%", "a%b", "%2Bx", "**!**", "web?"] {
            assert_eq!(part(text), None, "{text}");
        }
    }
}
