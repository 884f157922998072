//! Reports of hand-made findings: what they look like, that they are safe, and that they are valid.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests"
)]
#![cfg(feature = "cli")]

mod full;
mod json;
mod safe;
mod size;

use comfilter::Diagnostic;
use comfilter::report::{Format, Look, Reported};
use comfilter::rules::{self, Rule};
use comfilter::text::{OffsetMap, Source, Span};

/// What `format` writes.
fn written(format: Format, filters: &[Reported<'_>]) -> String {
    let mut out = Vec::new();
    format.write(&mut out, filters).unwrap();
    String::from_utf8(out).unwrap()
}

/// The plain report of findings in a filter that was given with `-e`.
fn plain(text: &str, findings: &[Diagnostic]) -> String {
    let source = Source::new(None, text);
    let filter = Reported::whole(&source).with_findings(findings, 0);
    written(Format::Full(Look { hints: true, ..Look::PLAIN }), &[filter])
}

/// The place of `part` in `text`.
fn span_of(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::from_range(start..start + part.len())
}

/// `text` with every character percent-encoded that a query may not hold, and the map from `text`
/// to that, which stands at `origin`.
fn percent_encoded(text: &str, origin: usize) -> (String, OffsetMap) {
    let mut map = OffsetMap::starting_at(u32::try_from(origin).unwrap());
    let mut encoded = String::new();
    for (offset, character) in text.char_indices() {
        let piece = encode(character.encode_utf8(&mut [0; 4]));
        if piece.len() > 1 {
            let length = |text: &str| u32::try_from(text.len()).unwrap();
            map.push(
                length(&text[..offset]),
                length(&text[offset..][..character.len_utf8()]),
                length(&piece),
            );
        }
        encoded += &piece;
    }
    (encoded, map)
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encode).collect()
}

fn rule(name: &str) -> &'static Rule {
    rules::find(name).unwrap()
}
