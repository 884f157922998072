//! Runs every snippet as printed, which must send the bytes of `Request::query`.
//!
//! A missing tool is reported on stderr and skipped; with `COMFILTER_ALL_SNIPPETS=1` it is a
//! failure, so a green run means that every language has run.
#![cfg(test)]

mod cases;
mod language;
mod snapshot;
#[path = "../support/mod.rs"]
mod support;
mod text;
#[path = "../wire/mod.rs"]
mod wire;
