//! Every snippet is run as it is printed, and must send the bytes of `Request::query`.
//!
//! What is not installed is said on stderr and skipped; with `COMFILTER_ALL_SNIPPETS=1` it is a
//! failure, so that a green run means that every language has run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests"
)]

#[cfg(test)]
mod cases;
#[cfg(test)]
mod language;
#[cfg(test)]
mod server;
#[cfg(test)]
mod snapshot;
#[cfg(test)]
mod text;
