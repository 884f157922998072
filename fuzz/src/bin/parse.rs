//! Any bytes, as a filter of jobs and of another list: no panic, places are on characters, fixes
//! apply, and the verdict agrees.
#![no_main]

use comfilter_fuzz::invariants;
use comfilter_fuzz::typed::{LISTS, list};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    invariants::text(&text);
    invariants::of_list(&list(LISTS[bytes.len() % LISTS.len()]), &text);
});
