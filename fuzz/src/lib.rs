//! What the targets share: what must hold of every text (`tests/invariants`), and pieces of text.

#[path = "../../tests/invariants/mod.rs"]
pub mod invariants;
#[path = "../../tests/vocabulary/mod.rs"]
pub mod vocabulary;
