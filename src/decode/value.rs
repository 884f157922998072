//! The value of the parameter → the filter as the server reads it, and its invalid bytes.

use super::QueryEncoder;
use crate::diagnostic::{Diagnostics, Message};
use crate::rules;
use crate::text::{Invalid, Layer, OffsetMap, Quoted, Span, percent_decode};

/// The advice for a `%` without two hex digits.
pub(crate) const BARE_PERCENT: &str = "write `%25` for a literal `%`";

/// A decoded value.
#[derive(Debug, Clone)]
pub(super) struct DecodedValue {
    /// As the server reads it: a raw `+` is a space.
    pub(super) text: String,
    /// The same with each raw `+` kept, if there is one, at the same places.
    literal: Option<String>,
    /// To the text of the layer.
    pub(super) map: OffsetMap,
    invalid: Vec<Invalid>,
}

impl DecodedValue {
    /// Decodes the value at `span` of the layer. `encoder` is the client that encodes it again.
    pub(super) fn read(
        layer: &Layer<'_>,
        span: Span,
        is_plain: bool,
        encoder: Option<QueryEncoder>,
    ) -> DecodedValue {
        let raw = span.of(&layer.text);
        let keeps_plus = encoder.is_some_and(|encoder| encoder.keeps_plus && raw.contains('+'));
        if is_plain && !encoder.is_some_and(|encoder| encoder.keeps_codes) {
            return DecodedValue {
                text: if keeps_plus { raw.replace('+', " ") } else { raw.to_owned() },
                literal: keeps_plus.then(|| raw.to_owned()),
                map: OffsetMap::starting_at(span.start),
                invalid: Vec::new(),
            };
        }
        let decoded = percent_decode(raw, span.start, true);
        let literal = raw.contains('+').then(|| percent_decode(raw, 0, false).text);
        DecodedValue { text: decoded.text, literal, map: decoded.map, invalid: decoded.invalid }
    }

    /// The text with each raw `+` kept.
    pub(super) fn literal(&self) -> &str {
        self.literal.as_deref().unwrap_or(&self.text)
    }

    /// Places in the text with invalid encoding.
    pub(super) fn undecoded(&self) -> impl Iterator<Item = Span> {
        self.invalid.iter().map(|invalid| {
            // The two characters after a `%` are in the place of its code.
            let (span, length) = match *invalid {
                Invalid::Percent(span) => (span, 3),
                Invalid::Utf8(span) => (span, 1),
            };
            let start = self.map.inner(span.start);
            Span::new(start, start + length)
        })
    }

    /// Reports each place that cannot be decoded.
    pub(super) fn tell_invalid(&self, layer: &Layer<'_>, diagnostics: &mut Diagnostics) {
        for invalid in &self.invalid {
            let (Invalid::Percent(span) | Invalid::Utf8(span)) = *invalid;
            diagnostics.report(&rules::INVALID_ENCODING, layer.place(span), || match invalid {
                Invalid::Percent(_) => {
                    let rest = layer.text.get(span.start as usize..).unwrap_or_default();
                    let end = rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at);
                    let shown = Quoted(rest.get(..end).unwrap_or_default());
                    Message::new(format!(
                        "{shown} is not an encoded byte: a `%` needs two hex digits after it"
                    ))
                    .help(BARE_PERCENT)
                }
                Invalid::Utf8(_) => Message::new(format!(
                    "{} is not valid UTF-8: a tool may have encoded it as Latin-1",
                    Quoted(span.of(&layer.text))
                ))
                .help("encode the plain filter again in UTF-8, for example with `comfilter encode`"),
            });
        }
    }
}
