//! A JSON list whose items are made one at a time, so no report is in memory twice.

use serde::{Serialize, Serializer};

/// The items that come from the iterator which `self.0` makes.
pub(super) struct List<F>(pub(super) F);

impl<F, I> Serialize for List<F>
where
    F: Fn() -> I,
    I: IntoIterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
