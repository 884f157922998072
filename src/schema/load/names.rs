//! Which names a filter can write.

use crate::limits;
use crate::schema::ProblemKind;
use crate::syntax::name::{self, is_keyword, is_name};
use crate::text::Quoted;

/// The reason why filters cannot write this path, and the advice.
pub(in crate::schema) fn unwritable(path: &str) -> Option<(ProblemKind, String, &'static str)> {
    let shown = Quoted(path);
    let first = path.split('/').next().unwrap_or_default();
    if let Some(segment) = path.split('/').find(|segment| !is_name(segment)) {
        let message = if segment.is_empty() {
            format!("{shown} has an empty segment, which no filter can write")
        } else {
            format!("no filter can write {shown}: {}", name::FORM)
        };
        Some((ProblemKind::WrongName, message, "join segments by `/`, as in `resource/id`"))
    } else if path.split('/').any(|segment| segment.len() > limits::NAME) || path.len() > limits::PATH {
        let (name, path) = (limits::NAME, limits::PATH);
        let message = format!("{shown} is too long: a segment has at most {name} characters, a path {path}");
        Some((ProblemKind::WrongName, message, "check that it is a name"))
    } else if is_keyword(first) {
        let message = format!("`{first}` is a word of the filter language, and no path can begin with it");
        Some((ProblemKind::ReservedName, message, "it is a name only below another segment, as in `data/in`"))
    } else {
        None
    }
}
