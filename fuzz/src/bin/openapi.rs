//! Any text as an OpenAPI file, as the schema of a list's items, and as what is said of the list: no panic,
//! no end of time or memory, and a schema that can be read.
#![no_main]

use comfilter_fuzz::openapi;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    openapi::file(&text);
    // A line of its own parts the schema from the prose.
    let (schema, prose) = text.split_once("\n--\n").unwrap_or((&text, &text));
    openapi::parts(schema, prose);
});
