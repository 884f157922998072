//! What the targets share: what must hold of every text (`tests/support/invariants.rs`), pieces of text,
//! jobs and streams of them, and the reference that says what is right.

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
#[path = "../../tests/support/streams.rs"]
pub mod streams;
#[path = "../../tests/support/typed.rs"]
pub mod typed;
#[path = "../../tests/support/vocabulary.rs"]
pub mod vocabulary;

/// Where the tests have it.
pub mod support {
    pub use crate::streams;
}
