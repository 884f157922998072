//! Any bytes: no panic, places on characters, fixes that apply, and a verdict that agrees.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| comfilter_fuzz::invariants::text(&String::from_utf8_lossy(bytes)));
