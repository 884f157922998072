//! Filters inside of files in other languages: scripts, collections, playbooks, documents.

mod language;

pub use language::Language;
