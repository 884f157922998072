//! Any text, as a filter, a file and a request: fixing it ends, causes no error, and leaves nothing
//! to fix.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| comfilter_fuzz::invariants::fixing(&String::from_utf8_lossy(bytes)));
