//! `double-encoding`: a filter that was encoded one time too many.

use super::request::GivenParameter;
use super::value::DecodedValue;
use crate::check::each_operand;
use crate::diagnostic::{Diagnostics, Message, Severity};
use crate::limits::{ENCODINGS, Limits};
use crate::rules;
use crate::syntax::literal::{quote, string_value};
use crate::syntax::{self, Operand, OperandKind};
use crate::text::{Edit, Layer, Quoted, Span, ToWrite, apply, encode_value, has_encoded, percent_decode};

/// The double encoding of a value.
#[derive(Debug, Default)]
pub(super) struct Double {
    /// The filter after another decoding.
    pub(super) meant: Option<String>,
    /// The number of encodings, if only the decoded text is a filter.
    pub(super) times: Option<usize>,
    /// Strings of the filter that still look encoded.
    pub(super) strings: Vec<Span>,
}

/// Tests whether `text`, which was decoded once, is still encoded.
pub(super) fn find(text: &str, limits: &Limits) -> Double {
    if !has_encoded(text) || text.len() > limits.text {
        return Double::default();
    }
    let parsed = syntax::parse(text, limits);
    if !parsed.is_ok() {
        // Either the text is not a filter, or it is an encoded one.
        let (times, meant) = decoded_again(text, limits).unzip();
        return Double { times, meant, strings: Vec::new() };
    }
    let mut strings: Vec<Operand> = Vec::new();
    each_operand(parsed.ast(), |operand| {
        if operand.kind == OperandKind::String && has_encoded(operand.span.of(text)) {
            strings.push(operand);
        }
    });
    strings.sort_by_key(|operand| operand.span);
    let edits: Vec<Edit> = strings.iter().map(|string| decoded_string(*string, text)).collect();
    let meant = apply(text, &edits).ok().filter(|_| !edits.is_empty());
    Double { meant, times: None, strings: strings.iter().map(|operand| operand.span).collect() }
}

/// The number of encodings, and the filter inside.
fn decoded_again(text: &str, limits: &Limits) -> Option<(usize, String)> {
    let mut text = text.to_owned();
    for times in 2..=ENCODINGS {
        let literal = percent_decode(&text, 0, false);
        if !literal.invalid.is_empty() || literal.text == text {
            return None;
        }
        let form = percent_decode(&text, 0, true).text;
        text = if syntax::parse(&literal.text, limits).is_ok() { literal.text } else { form };
        if syntax::parse(&text, limits).is_ok() {
            return Some((times, text));
        }
    }
    None
}

fn decoded_string(string: Operand, text: &str) -> Edit {
    let value = string_value(string, text);
    Edit::replace(string.span, quote(&percent_decode(&value, 0, false).text))
}

impl Double {
    /// Reports it. `span` is the whole value in the layer.
    pub(super) fn report(
        &self,
        layer: &Layer<'_>,
        span: Span,
        value: &DecodedValue,
        given: &GivenParameter,
        diagnostics: &mut Diagnostics,
    ) {
        if let Some(meant) = self.meant.as_ref().filter(|_| self.times.is_some()) {
            let describe = || unread(layer, span, meant, given);
            diagnostics.report(&rules::DOUBLE_ENCODING, layer.place(span), describe);
        }
        for string in &self.strings {
            let place = layer.place(value.map.outer(*string));
            diagnostics.report_as(Severity::Warning, &rules::DOUBLE_ENCODING, place, || {
                Message::new(format!(
                    "the service decodes once, and compares with {}, which still looks encoded",
                    Quoted(string.of(&value.text))
                ))
                .help(
                    "encode a value once: write `%2B`, not `%252B`, for a `+`; the API description shows an encoded \
                     value in a plain filter, which the client must not encode again",
                )
            });
        }
    }
}

/// The words for a value that the service does not read as a filter.
fn unread(layer: &Layer<'_>, span: Span, meant: &str, given: &GivenParameter) -> Message {
    let edits = |text: &str| layer.outward(&[Edit::replace(span, text)]);
    let keeps_codes = given.encoder.is_some_and(|encoder| encoder.keeps_codes);
    if let Some(encoder) = given
        .encoder
        .filter(|_| !keeps_codes)
        .filter(|encoder| meant.contains('&') || encoder.keeps_plus && meant.contains('+'))
    {
        // The decoded text would lose these characters.
        return Message::new(format!(
            "the query is encoded already, and {} encodes it again: the service gets no filter",
            encoder.name
        ))
        .help(format!("write {}", ToWrite(encoder.advice)));
    }
    if given.is_plain && !keeps_codes {
        Message::new(
            "the value is encoded already, and the client encodes it again: the service gets no filter",
        )
        .help(format!("write the decoded filter: {}", Quoted(meant)))
        .safe_fix("write the decoded filter", edits(meant))
    } else {
        Message::new(
            "the filter is percent-encoded more than once: the service decodes it once, and gets no filter",
        )
        .help("encode the filter once")
        .safe_fix("encode the filter once", edits(&encode_value(meant)))
    }
}
