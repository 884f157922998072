//! `raw-plus`: decides which raw `+` of a value is a space, and which is a literal `+`.

use std::borrow::Cow;

use super::QueryEncoder;
use super::value::DecodedValue;
use crate::Timestamp;
use crate::diagnostic::{Applicability, Diagnostics, Message};
use crate::rules;
use crate::syntax::literal::is_uuid;
use crate::syntax::{FilterWord, WordRole, joined_words};
use crate::text::{Edit, Layer, Quoted, Span, ToWrite};

/// The meaning of each raw `+` in a value.
#[derive(Debug, Default)]
pub(super) struct Pluses {
    /// Some `+` is where only white space parses, so every one is a space.
    pub(super) is_form: bool,
    /// Literals with a raw `+`.
    literals: Vec<PlusLiteral>,
    /// The literals that a form has broken: an id, or a time with its zone.
    broken: Vec<u32>,
}

/// A literal with a raw `+`.
#[derive(Debug, Clone, Copy)]
struct PlusLiteral {
    span: Span,
    /// Whether it has the form of an id, or of a time with its zone.
    is_known: bool,
}

/// Looks at every raw `+` of a value.
pub(super) fn scan(value: &DecodedValue) -> Pluses {
    let mut pluses = Pluses::default();
    if value.text == value.literal() {
        return pluses;
    }
    for FilterWord { role, span, text, .. } in joined_words(value.literal()) {
        if text != span.of(&value.text) {
            if role == WordRole::String { pluses.string(value, span) } else { pluses.word(value, span) }
        }
    }
    pluses
}

impl Pluses {
    fn string(&mut self, value: &DecodedValue, span: Span) {
        let is_known = is_known(span.of(value.literal()).trim_matches(['\'', '"']));
        self.literals.push(PlusLiteral { span, is_known });
        if is_known {
            self.broken.extend(raw(value, span));
        }
    }

    /// Text outside quotes, where a `+` is part of a number or a time, or a space.
    fn word(&mut self, value: &DecodedValue, span: Span) {
        let text = span.of(value.literal());
        if is_sign(text) {
            return;
        }
        let one = raw(value, span).nth(1).is_none();
        if one && (is_known(text) || is_time(text) || is_exponent(text)) {
            self.literals.push(PlusLiteral { span, is_known: is_known(text) });
            return;
        }
        self.is_form = true;
        self.lost_zones(value, span);
    }

    /// `createdAt+ge+2022-01-01T00:00:00+01:00`: the last `+` was not a space.
    fn lost_zones(&mut self, value: &DecodedValue, span: Span) {
        let mut before = span.start;
        let mut pluses = raw(value, span).peekable();
        while let Some(plus) = pluses.next() {
            let after = pluses.peek().copied().unwrap_or(span.end);
            let whole = Span::new(before, after);
            // Each piece is tested twice.
            if is_known(whole.of(value.literal())) {
                self.broken.push(plus);
            }
            before = plus + 1;
        }
    }

    /// Literals that the server reads differently.
    pub(super) fn changed(&self) -> impl Iterator<Item = Span> {
        self.literals.iter().filter(|_| !self.is_form).map(|literal| literal.span)
    }

    /// The text that was probably meant.
    pub(super) fn meant<'v>(&self, value: &'v DecodedValue) -> Cow<'v, str> {
        if !self.is_form {
            return Cow::Borrowed(if self.literals.is_empty() { &value.text } else { value.literal() });
        }
        let mut broken = self.broken.clone();
        broken.sort_unstable();
        let edits: Vec<Edit> = broken.iter().map(|at| Edit::replace(Span::new(*at, at + 1), "+")).collect();
        crate::text::apply(&value.text, &edits).map_or(Cow::Borrowed(&*value.text), Cow::Owned)
    }

    /// Reports each literal that loses its `+`.
    pub(super) fn report(
        &self,
        layer: &Layer<'_>,
        value: &DecodedValue,
        encoder: Option<QueryEncoder>,
        diagnostics: &mut Diagnostics,
    ) {
        if self.is_form {
            return;
        }
        for literal in &self.literals {
            let plus = |at: u32| value.map.outer(Span::new(at, at + 1));
            let first = raw(value, literal.span).next().map(plus).unwrap_or_default();
            diagnostics.report(&rules::RAW_PLUS, layer.place(first), || {
                if let Some(encoder) = encoder.filter(|encoder| !encoder.keeps_codes) {
                    return Message::new(format!(
                        "{} encodes this text, but never a `+`: the service looks for {}",
                        encoder.name,
                        Quoted(literal.span.of(&value.text))
                    ))
                    .help(format!("write {}", ToWrite(encoder.advice)));
                }
                let edits = raw(value, literal.span).map(|at| Edit::replace(plus(at), "%2B"));
                let edits = layer.outward(&edits.collect::<Vec<_>>());
                Message::new(format!(
                    "a `+` in a query string is read as a space: the service looks for {}",
                    Quoted(literal.span.of(&value.text))
                ))
                .help(if literal.is_known {
                    "write `%2B` for the `+`"
                } else {
                    "write `%2B` for a `+`, or `%20` for a space"
                })
                .fix(
                    Applicability::safe_if(literal.is_known),
                    "write `%2B` for the `+`",
                    edits,
                )
            });
        }
    }
}

/// Places of raw `+` inside `span`.
fn raw(value: &DecodedValue, span: Span) -> impl Iterator<Item = u32> {
    let pairs = span.of(value.literal()).bytes().zip(span.of(&value.text).bytes());
    (span.start..).zip(pairs).filter(|(_, (literal, read))| literal != read).map(|(at, _)| at)
}

/// The sign of a number, which may become a space without changing the meaning.
fn is_sign(word: &str) -> bool {
    word.strip_prefix('+')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains('+'))
}

/// A number whose `+` belongs to the exponent.
fn is_exponent(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.parse::<f64>().is_ok()
}

/// A date and a time with a `+`, even if they have a mistake.
fn is_time(word: &str) -> bool {
    let date = word.bytes().zip(*b"0000-00-00T").all(|(byte, form)| match form {
        b'0' => byte.is_ascii_digit(),
        _ => byte == form,
    });
    date && word
        .split_once('+')
        .is_some_and(|(time, zone)| time.len() > 11 && zone.starts_with(|c: char| c.is_ascii_digit()))
}

/// A string that certainly contains its `+`: an id, or a time with its zone.
fn is_known(text: &str) -> bool {
    let Some((left, right)) = text.split_once('+') else { return false };
    let appliance = matches!(left, "oneview" | "gateway") && is_uuid(right);
    appliance || is_server_id(left, right) || text.parse::<Timestamp>().is_ok()
}

/// `P06760-B21+2M212504P8`: a product number and a serial number.
fn is_server_id(product: &str, serial: &str) -> bool {
    let capitals = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let product = product.split_once('-').is_some_and(|(number, option)| {
        number.len() >= 4
            && capitals(number)
            && digit(number)
            && (2..=4).contains(&option.len())
            && capitals(option)
    });
    product && serial.len() >= 6 && capitals(serial) && digit(serial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_plus_belongs_to_is_known() {
        for text in [
            "P06760-B21+2M212504P8",
            "8746-NN+889967",
            "oneview+2500759c-b7dd-4c68-ab7e-6b644bcf4b9c",
            "2022-01-01T00:00:00+01:00",
        ] {
            assert!(is_known(text), "{text}");
        }
        for text in [
            "P06760-B21 2M212504P8",
            "P06-B21+2M212504P8",
            "PABCDE-B21+2M212504P8",
            "p06760-B21+2M212504P8",
            "P06760-B+2M212504P8",
            "P06760-B2121+2M212504P8",
            "P06760-b21+2M212504P8",
            "P06760+2M212504P8",
            "P06760-B21+2M21",
            "P06760-B21+2M212504p8",
            "P06760-B21+ABCDEFGH",
            "oneview+x",
            "other+2500759c-b7dd-4c68-ab7e-6b644bcf4b9c",
        ] {
            assert!(!is_known(text), "{text}");
        }
        for text in ["2022-01-01T00:00:99+01:00", "2022-01-01Tx+1"] {
            assert!(is_time(text), "{text}");
        }
        for text in [
            "2022-01-01T+01:00",
            "2022-01-01T00:00",
            "2022-01-01T00:00+Z",
            "2022-01-01 00:00+01:00",
            "x022-01-01T00:00+01:00",
        ] {
            assert!(!is_time(text), "{text}");
        }
        assert!(is_exponent("1e+5") && is_exponent("1.5E+5"));
        for text in ["e+5", "1e+", "-1e+5", "1+5", "inf"] {
            assert!(!is_exponent(text), "{text}");
        }
    }

    fn read(raw: &str) -> (DecodedValue, Pluses) {
        let layer = Layer::plain(raw, Span::from_range(0..raw.len()));
        let value = DecodedValue::read(&layer, layer.span(), false, None);
        let pluses = scan(&value);
        (value, pluses)
    }

    #[test]
    fn a_form_is_known_by_a_plus_between_words() {
        for raw in [
            "state+eq+'E'",
            "a%20eq%203+and+b",
            "'x'+eq",
            "a%20eq+5",
            "(+a)",
            "++",
            "a+eq+'P06760-B21+2M212504P8'",
        ] {
            assert!(read(raw).1.is_form, "{raw}");
        }
        for raw in [
            "a%20eq%20+5",
            "a%20eq%201e+5",
            "a%20eq%20'x+y'",
            "a%20ge%202022-01-01T00:00:00+01:00",
            "a%20eq%20%2B+",
            "a in (+1,+2)",
        ] {
            assert_eq!(read(raw).1.is_form, raw.ends_with("%2B+"), "{raw}");
        }
    }

    #[test]
    fn what_was_meant_has_its_plus() {
        let meant = |raw: &str| {
            let (value, pluses) = read(raw);
            pluses.meant(&value).into_owned()
        };
        assert_eq!(meant("a%20eq%20'x+y'"), "a eq 'x+y'");
        assert_eq!(meant("a+eq+'x+y'"), "a eq 'x y'");
        assert_eq!(meant("a+eq+'P06760-B21+2M212504P8'"), "a eq 'P06760-B21+2M212504P8'");
        assert_eq!(meant("a+ge+2022-01-01T00:00:00+01:00+and+b"), "a ge 2022-01-01T00:00:00+01:00 and b");
        assert_eq!(meant("a%20gt%20+5"), "a gt  5");
    }

    #[test]
    fn ids_and_zones_are_known() {
        for text in [
            "P06760-B21+2M212504P8",
            "744674-N19+889974",
            "oneview+2500759c-b7dd-4c68-ab7e-6b644bcf4b9c",
            "gateway+2500759c-b7dd-4c68-ab7e-6b644bcf4b9c",
            "2022-01-01T00:00:00+01:00",
        ] {
            assert!(is_known(text), "{text}");
        }
        for text in ["a+b", "Wave-1+Wave2", "2022-01-01T00:00:00+1", "P06760-B21+2M2125+4P8", "P06760-B21"] {
            assert!(!is_known(text), "{text}");
        }
    }
}
