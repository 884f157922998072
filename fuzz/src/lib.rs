//! Shared parts of the targets: the properties of every text (`tests/support/invariants.rs`),
//! pieces of text, jobs and streams of them, and the reference for their verdicts.

#[path = "../../tests/support/agreement.rs"]
pub mod agreement;
#[path = "../../tests/support/invariants.rs"]
pub mod invariants;
#[path = "../../tests/support/jobs.rs"]
pub mod jobs;
#[path = "../../tests/support/openapi.rs"]
pub mod openapi;
#[path = "../../tests/oracle/mod.rs"]
pub mod oracle;
#[path = "../../tests/support/pairs.rs"]
pub mod pairs;
#[path = "../../tests/support/streams.rs"]
pub mod streams;
#[path = "../../tests/support/typed.rs"]
pub mod typed;
#[path = "../../tests/support/vocabulary.rs"]
pub mod vocabulary;

/// In the same place as for the tests.
pub mod support {
    pub use crate::streams;
}

/// Takes the place of the system's function, from which the standard library makes the keys of its maps.
///
/// The fuzzer counts the steps of a lookup as coverage. With the same keys, `-seed` and `-reload=0`, two
/// runs try the same inputs, so a run of CI repeats one on another machine.
///
/// # Safety
///
/// As for the system's function: `length` bytes at `buffer` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn getrandom(buffer: *mut u8, length: usize, _flags: u32) -> isize {
    // SAFETY: the caller's promise.
    unsafe { buffer.write_bytes(7, length) };
    isize::try_from(length).unwrap_or(-1)
}
