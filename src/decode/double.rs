//! `double-encoding`: a filter that was encoded one time too many.

use super::value::Value;
use crate::check::each_operand;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::limits::{ENCODINGS, Limits};
use crate::rules;
use crate::syntax::literal::{quote, string_value};
use crate::syntax::{self, Operand, OperandKind};
use crate::text::Layer;
use crate::text::encode_value;
use crate::text::{Edit, Quoted, Span, apply, has_encoded, percent_decode};

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
    pub(super) fn tell(
        &self,
        layer: &Layer<'_>,
        span: Span,
        value: &Value,
        plain: bool,
        diagnostics: &mut Diagnostics,
    ) {
        if let Some(meant) = self.meant.as_ref().filter(|_| self.times.is_some()) {
            diagnostics.add(Severity::Error, || error(layer, span, meant, plain));
        }
        for string in &self.strings {
            diagnostics.add(Severity::Warning, || {
                let place = layer.place(value.map.outer(*string));
                Diagnostic::new(
                    &rules::DOUBLE_ENCODING,
                    place,
                    format!(
                        "the service decodes once, and compares with {}, which still looks encoded",
                        Quoted(string.of(&value.text))
                    ),
                )
                .with_severity(Severity::Warning)
                .with_help("encode a value once: write `%2B`, not `%252B`, for a `+`; the API description shows an encoded value in a plain filter, which the client must not encode again")
            });
        }
    }
}

fn error(layer: &Layer<'_>, span: Span, meant: &str, plain: bool) -> Diagnostic {
    let text = if plain { meant.to_owned() } else { encode_value(meant) };
    let edits = layer.outward(&[Edit::replace(span, text)]);
    let message = if plain {
        "the value is encoded already, and the client encodes it again: the service gets no filter"
    } else {
        "the filter is percent-encoded more than once: the service decodes it once, and gets no filter"
    };
    let diagnostic = Diagnostic::new(&rules::DOUBLE_ENCODING, layer.place(span), message);
    let (help, title) = if plain {
        (format!("write the decoded filter: {}", Quoted(meant)), "write the decoded filter")
    } else {
        ("encode the filter once".to_owned(), "encode the filter once")
    };
    diagnostic.with_help(help).with_safe_fix(title, Vec::new()).with_edits(edits)
}
