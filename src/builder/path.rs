//! Checks of paths that are added to a filter.

use super::error::BuildError;
use crate::limits;
use crate::syntax::name::{is_keyword, is_name};

/// Checks that a segment is a name of the language.
pub(super) fn check_segment(segment: &str) -> Result<(), BuildError> {
    if !is_name(segment) {
        return Err(BuildError::Segment { segment: segment.to_owned(), nearest: None });
    }
    if segment.len() > limits::NAME {
        return Err(BuildError::LongSegment { length: segment.len() });
    }
    Ok(())
}

/// Checks a path of such segments, from its start.
pub(super) fn check_path(path: &str) -> Result<(), BuildError> {
    if path.is_empty() {
        return Err(BuildError::EmptyPath);
    }
    path.split('/').try_for_each(check_segment)?;
    match path.split('/').next() {
        Some(first) if is_keyword(first) => Err(BuildError::Keyword { keyword: first.to_owned() }),
        _ => Ok(()),
    }
}

/// `object/segment/…`.
pub(super) fn below<S: AsRef<str>>(
    object: &str,
    segments: impl IntoIterator<Item = S>,
) -> Result<String, BuildError> {
    let mut path = object.to_owned();
    for segment in segments {
        check_segment(segment.as_ref())?;
        path.push('/');
        path.push_str(segment.as_ref());
    }
    if path.len() == object.len() { Err(BuildError::EmptyPath) } else { Ok(path) }
}
