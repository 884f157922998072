//! The data of the benches: filters of a wanted length in several languages, and jobs.

pub mod filters;
pub mod jobs;
pub mod standing;
