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
