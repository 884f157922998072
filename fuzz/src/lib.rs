//! What the targets share: what must hold of every text (`tests/support/invariants.rs`), and pieces of text.

#[path = "../../tests/support/invariants.rs"]
pub mod invariants;
#[path = "../../tests/support/vocabulary.rs"]
pub mod vocabulary;
