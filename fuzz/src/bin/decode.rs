//! Any bytes as a value, a query, a URL, a command and a line of a log: no panic, places on
//! characters of the text, and fixes that apply.
#![no_main]

use comfilter::decode::{Decoded, decode, decode_line};
use comfilter::text::{apply, encode_value};
use comfilter::{Filter, Limits, Schema};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    hold(&text, &decode(&text, Schema::jobs(), &Limits::DEFAULT));
    for decoded in decode_line(&text, Schema::jobs(), &Limits::DEFAULT) {
        hold(&text, &decoded);
    }
    // What was encoded is decoded to itself.
    if let Ok(filter) = text.parse::<Filter>() {
        for query in [filter.query(), encode_value(filter.as_str())] {
            let decoded = decode(&query, Schema::jobs(), &Limits::DEFAULT);
            assert_eq!(decoded.filter(), Some(filter.as_str()), "{query}");
        }
    }
});

fn hold(text: &str, decoded: &Decoded<'_>) {
    let inner = decoded.filter_diagnostics().iter().map(|found| decoded.outward(found));
    for found in decoded.diagnostics().iter().cloned().chain(inner) {
        assert!(text.get(found.span().range()).is_some(), "{text:?}: {found:?}");
        for label in found.labels() {
            assert!(text.get(label.span.range()).is_some(), "{text:?}: {found:?}");
        }
        if let Some(fix) = found.fix() {
            apply(text, &fix.edits).unwrap_or_else(|error| panic!("{text:?}: {found:?}: {error}"));
        }
    }
}
