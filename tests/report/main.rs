//! Reports of hand-made findings: their look, safety and validity.
#![cfg(test)]
#![cfg(feature = "cli")]

mod formats;
mod full;
mod json;
mod safe;
mod schemas;
mod size;
#[path = "../support/mod.rs"]
mod support;

use comfilter::Diagnostic;
use comfilter::lint::Linted;
use comfilter::report::{Format, Look};
use comfilter::rules::{self, Rule};
use comfilter::text::{OffsetMap, Source, Span, encode_value};

/// The output of `format`.
fn written(format: Format, filters: &[Linted<'_>]) -> String {
    let mut out = Vec::new();
    format.write(&mut out, filters, 0).unwrap();
    String::from_utf8(out).unwrap()
}

/// The plain report of findings in a filter that was given with `-e`.
fn plain(text: &str, findings: &[Diagnostic]) -> String {
    let source = Source::new(None, text);
    let filter = Linted::whole(source.clone()).with_findings(findings, 0);
    written(Format::Full(Look { hints: true, ..Look::PLAIN }), &[filter])
}

/// The place of `part` in `text`.
fn span_of(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::from_range(start..start + part.len())
}

/// `text`, with every character percent-encoded that a query cannot contain, and the map from
/// `text` to the result at `origin`.
fn percent_encoded(text: &str, origin: usize) -> (String, OffsetMap) {
    let mut map = OffsetMap::starting_at(u32::try_from(origin).unwrap());
    let mut encoded = String::new();
    for (offset, character) in text.char_indices() {
        let piece = encode_value(character.encode_utf8(&mut [0; 4]));
        if piece.len() > 1 {
            let [offset, length, encoded] =
                [offset, character.len_utf8(), piece.len()].map(|length| u32::try_from(length).unwrap());
            map.push(offset, length, encoded);
        }
        encoded += &piece;
    }
    (encoded, map)
}

/// A filter that is percent-encoded in `source`, with findings whose fixes are encoded too.
fn in_query<'t>(
    source: &Source<'t>,
    filter: &str,
    map: OffsetMap,
    findings: &[Diagnostic],
    omitted: usize,
) -> Linted<'t> {
    let encoded = |found: &Diagnostic| {
        let edits = found.fix().map_or(&[][..], |fix| &fix.edits).iter();
        let outer = edits.map(|edit| map.outer_edit(edit, encode_value)).collect();
        found.clone().with_outer_edits(outer)
    };
    let findings: Vec<Diagnostic> = findings.iter().map(encoded).collect();
    Linted::part(source.clone(), filter, map).placed().with_findings(&findings, omitted)
}

fn rule(name: &str) -> &'static Rule {
    rules::find(name).unwrap()
}
