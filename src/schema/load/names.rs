//! Which names a filter can write.

use crate::limits;
use crate::schema::ProblemKind;
use crate::text::Quoted;

/// Words of the filter language, which no path begins with.
pub(super) const RESERVED: [&str; 13] =
    ["eq", "ne", "gt", "ge", "lt", "le", "in", "and", "or", "not", "true", "false", "null"];

/// Why no filter can write this path, and what to do.
pub(super) fn unwritable(path: &str) -> Option<(ProblemKind, String, &'static str)> {
    let is_name = |segment: &str| {
        let mut bytes = segment.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let shown = Quoted(path);
    let first = path.split('/').next().unwrap_or_default();
    if let Some(segment) = path.split('/').find(|segment| !is_name(segment)) {
        let message = if segment.is_empty() {
            format!("{shown} has an empty segment, and no filter can write that")
        } else {
            format!(
                "no filter can write {shown}: a segment is an ASCII letter or `_`, then letters, digits, `_`"
            )
        };
        Some((ProblemKind::WrongName, message, "join segments by `/`, as in `resource/id`"))
    } else if path.split('/').any(|segment| segment.len() > limits::NAME) || path.len() > limits::PATH {
        let (name, path) = (limits::NAME, limits::PATH);
        let message = format!("{shown} is too long: a segment has at most {name} characters, a path {path}");
        Some((ProblemKind::WrongName, message, "check that it is a name"))
    } else if RESERVED.contains(&first) {
        let message = format!("`{first}` is a word of the filter language, and no path can begin with it");
        Some((ProblemKind::ReservedName, message, "only below another segment it is a name, as in `data/in`"))
    } else {
        None
    }
}
