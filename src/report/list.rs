//! A list of JSON whose items are made one at a time, so that no report is held twice.

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
