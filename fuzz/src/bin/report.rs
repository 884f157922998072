//! Any text under any name, in every format: no panic, nothing moves a cursor, JSON and XML are
//! valid, and no text adds a line.
#![no_main]

use comfilter::Schema;
use comfilter::lint::Linted;
use comfilter::report::{Format, Look};
use comfilter::text::Source;
use comfilter_fuzz::invariants::harmless;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (String, String)| {
    let (name, text) = input;
    let checked = Schema::jobs().check(&text);
    let source = Source::new(Some(&name), &text);
    let found = checked.diagnostics();
    let report = [Linted::whole(source).with_findings(found, found.omitted())];
    for format in [
        Format::Full(Look::PLAIN),
        Format::Full(Look { hints: true, width: 40, ..Look::PLAIN }),
        Format::Concise,
        Format::Json,
        Format::JsonLines,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Rdjson,
        Format::Agent,
    ] {
        let mut out = Vec::new();
        format.write(&mut out, &report, 0).unwrap();
        let out = String::from_utf8(out).unwrap();
        harmless(&out);
        match format {
            Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => {
                serde_json::from_str::<serde_json::Value>(&out).unwrap();
            }
            Format::Junit => {
                let document = roxmltree::Document::parse(&out).unwrap();
                let failures = document.descendants().filter(|node| node.has_tag_name("failure"));
                assert_eq!(failures.count(), found.len());
            }
            Format::JsonLines => {
                assert_eq!(out.lines().count(), found.len());
                for line in out.lines() {
                    serde_json::from_str::<serde_json::Value>(line).unwrap();
                }
            }
            Format::Concise | Format::Github | Format::Agent => assert_eq!(out.lines().count(), found.len()),
            _ => {}
        }
    }
});
