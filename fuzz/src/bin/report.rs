//! Any text under any name, in every format: no panic, nothing that moves a cursor, JSON that is
//! JSON.
#![no_main]

use comfilter::Schema;
use comfilter::report::{Format, Look, Reported};
use comfilter::text::Source;
use comfilter_fuzz::invariants::harmless;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (String, String)| {
    let (name, text) = input;
    let checked = Schema::jobs().check(&text);
    let source = Source::new(Some(&name), &text);
    let found = checked.diagnostics();
    let report = [Reported::whole(&source).with_findings(found, found.omitted())];
    for format in [
        Format::Full(Look::PLAIN),
        Format::Full(Look { hints: true, width: 40, ..Look::PLAIN }),
        Format::Concise,
        Format::Json,
    ] {
        let mut out = Vec::new();
        format.write(&mut out, &report).unwrap();
        let out = String::from_utf8(out).unwrap();
        harmless(&out);
        if format == Format::Json {
            serde_json::from_str::<serde_json::Value>(&out).unwrap();
        }
    }
});
