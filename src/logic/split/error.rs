//! The reason why a filter does not split.

use std::fmt;

use crate::syntax::NodeKind;
use crate::text::{Quoted, encoded_length};
use crate::{Filter, limits};

/// The error for a filter whose parts would be too long.
#[derive(Clone, PartialEq, Eq)]
pub struct SplitError {
    reason: SplitReason,
    part: String,
    length: usize,
    most: usize,
}

/// The reason why a part does not split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SplitReason {
    /// It is one condition, such as a long literal.
    Condition,
    /// It is a `not`.
    Not,
    /// Its terms are joined by `and`, and none of them splits further.
    And,
    /// Other parts may select the same jobs, and it has no room to exclude them.
    Overlap,
    /// There would be more than [`limits::REQUESTS`] parts.
    Requests,
}

impl SplitReason {
    /// The reason why a filter without a point does not split.
    pub(super) fn of(filter: &Filter) -> SplitReason {
        let ast = filter.ast();
        match ast.root().map(|root| ast.kind(ast.without_groups(root))) {
            Some(NodeKind::Not { .. }) => {
                let inner = ast.root().and_then(|root| ast.children(ast.without_groups(root)).next());
                let is_condition =
                    inner.is_some_and(|inner| ast.kind(ast.without_groups(inner)).is_condition());
                if is_condition { SplitReason::Condition } else { SplitReason::Not }
            }
            Some(NodeKind::And) => SplitReason::And,
            // The values of a list in an array.
            Some(NodeKind::Membership { items, .. }) if items.len() > 1 => SplitReason::Overlap,
            _ => SplitReason::Condition,
        }
    }
}

impl SplitError {
    pub(super) fn new(reason: SplitReason, part: &Filter, most: usize) -> SplitError {
        SplitError { reason, part: part.as_str().to_owned(), length: encoded_length(part.as_str()), most }
    }

    /// The reason.
    pub fn reason(&self) -> SplitReason {
        self.reason
    }

    /// The part that does not split.
    pub fn part(&self) -> &str {
        &self.part
    }
}

impl fmt::Display for SplitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (part, length, most) = (Quoted(&self.part), self.length, self.most);
        write!(f, "the filter does not split: ")?;
        match self.reason {
            SplitReason::Requests => {
                return write!(f, "it would become more than {} requests", limits::REQUESTS);
            }
            SplitReason::Condition => write!(f, "{part} is one condition")?,
            SplitReason::Not => write!(f, "{part} is a `not`, whose parts belong together")?,
            SplitReason::And => write!(f, "{part} joins by `and`, whose terms belong together")?,
            SplitReason::Overlap => write!(f, "{part} selects entries that another request selects too")?,
        }
        write!(f, ", and takes {length} bytes where {most} are left for the filter")
    }
}

impl std::error::Error for SplitError {}

debug_as_message!(SplitError);
