//! The three values of a filter's logic.

use std::fmt;
use std::ops::Not;

use serde::{Deserialize, Serialize};

/// The verdict of a filter for one job. A job is selected only if it is [`True`](Verdict::True).
///
/// The order is that of the logic: `and` is the minimum of two, `or` the maximum.
///
/// ```
/// use comfilter::Verdict::{False, Null, True};
///
/// assert_eq!(Null.and(False), False);
/// assert_eq!(Null.or(True), True);
/// assert_eq!(!Null, Null);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The job is not selected, but the negation of the filter selects it.
    False,
    /// A property of the filter is missing: neither the filter nor its negation selects the job.
    Null,
    /// The job is selected.
    True,
}

impl Verdict {
    /// Whether the job is selected.
    pub const fn is_true(self) -> bool {
        matches!(self, Verdict::True)
    }

    /// `and`: false wins over null.
    #[must_use]
    pub fn and(self, other: Verdict) -> Verdict {
        self.min(other)
    }

    /// `or`: true wins over null.
    #[must_use]
    pub fn or(self, other: Verdict) -> Verdict {
        self.max(other)
    }
}

impl Not for Verdict {
    type Output = Verdict;

    fn not(self) -> Verdict {
        match self {
            Verdict::False => Verdict::True,
            Verdict::Null => Verdict::Null,
            Verdict::True => Verdict::False,
        }
    }
}

impl From<bool> for Verdict {
    fn from(holds: bool) -> Verdict {
        if holds { Verdict::True } else { Verdict::False }
    }
}

impl fmt::Display for Verdict {
    /// `true`, `false` or `null`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verdict::False => "false",
            Verdict::Null => "null",
            Verdict::True => "true",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict::{self, False, Null, True};

    #[test]
    fn the_tables_of_odata() {
        // OData 4.01 Part 2, 5.1.1.1.7 to 5.1.1.1.9.
        let and = [(True, True, True), (True, False, False), (True, Null, Null)];
        let or = [(True, True, True), (True, False, True), (True, Null, True)];
        let more_and = [(False, False, False), (False, Null, False), (Null, Null, Null)];
        let more_or = [(False, False, False), (False, Null, Null), (Null, Null, Null)];
        for (a, b, both) in and.into_iter().chain(more_and) {
            assert_eq!((a.and(b), b.and(a)), (both, both), "{a} and {b}");
        }
        for (a, b, either) in or.into_iter().chain(more_or) {
            assert_eq!((a.or(b), b.or(a)), (either, either), "{a} or {b}");
        }
        assert_eq!([True, False, Null].map(|value| !value), [False, True, Null]);
        assert_eq!([True, False, Null].map(Verdict::is_true), [true, false, false]);
        assert_eq!([True, False, Null].map(|value| value.to_string()), ["true", "false", "null"]);
    }
}
