//! What the benches measure with: filters of a wanted length in several languages, and jobs.

pub mod filters;
pub mod jobs;
