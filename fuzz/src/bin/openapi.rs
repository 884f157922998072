//! Any text as an OpenAPI file, as the schema of a list's items, and as the prose of the list: no
//! panic, bounded time and memory, and a valid schema.
#![no_main]

use comfilter_fuzz::openapi;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    openapi::file(&text);
    // A separator line between the schema and the prose.
    let (schema, prose) = text.split_once("\n--\n").unwrap_or((&text, &text));
    openapi::parts(schema, prose);
});
