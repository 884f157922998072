//! Any bytes as a value, a query, a URL, a command and a line of a log: no panic, places are on
//! characters of the text, and fixes apply.
#![no_main]

use comfilter::decode::{Schemas, decode};
use comfilter::text::encode_value;
use comfilter::{Filter, Limits};
use comfilter_fuzz::invariants;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    invariants::decoding(&text);
    // Decoding undoes encoding.
    if let Ok(filter) = text.parse::<Filter>() {
        for query in [filter.query(), encode_value(filter.as_str())] {
            let decoded = decode(&query, &Schemas::default(), &Limits::DEFAULT);
            assert_eq!(decoded.filter(), Some(filter.as_str()), "{query}");
        }
    }
});
