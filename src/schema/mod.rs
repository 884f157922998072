//! What may be filtered.

mod property;

pub use property::{KnownTemplate, KnownValue, Property, Renamed, Shape, Type, Unfilterable};
