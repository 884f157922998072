//! The language server, over its streams, as an editor uses it.
#![cfg(test)]
#![cfg(feature = "lsp")]

mod client;
mod corpus;
mod features;
mod lifecycle;
mod names;
#[path = "../support/mod.rs"]
mod support;
mod typing;
