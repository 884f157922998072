//! Names, the parts of a path, and the reserved words.

use super::lexeme::keyword;

/// The form of a name, for messages.
pub(crate) const FORM: &str =
    "names begin with an ASCII letter or `_`, and go on with letters, digits and `_`";

/// Whether `text` is a name: a segment of a path, or the name of a parameter.
/// [`limits::NAME`](crate::limits::NAME) limits its length elsewhere.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether no path can begin with `text`. After a `/` it is a name.
pub(crate) fn is_keyword(text: &str) -> bool {
    keyword(text).is_some()
}

/// Whether `text` has the form of a property path.
pub(crate) fn is_path(text: &str) -> bool {
    text.split('/').all(is_name)
}

/// `jobParams/Ns.Type/a`: the type in a path, and the path without it. A type has a namespace, and begins
/// with a capital; another segment with a dot may be two names.
pub(crate) fn type_cast(path: &str) -> Option<(&str, String)> {
    let is_type = |segment: &&str| {
        let name = segment.trim_start_matches('#').rsplit_once('.').map_or("", |(_, name)| name);
        name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let cast = path.split('/').skip(1).find(is_type)?;
    let without: Vec<&str> = path.split('/').filter(|segment| !is_type(segment)).collect();
    Some((cast, without.join("/")))
}

#[cfg(test)]
mod tests {
    use crate::Limits;
    use crate::syntax::{NodeKind, OperandKind, parse};

    use super::*;

    /// Whether the parser reads the whole text as one path.
    fn is_read_as_path(text: &str) -> bool {
        let filter = format!("{text} eq 1");
        let parsed = parse(&filter, &Limits::DEFAULT);
        let ast = parsed.ast();
        let is_it = |node| match node {
            NodeKind::Comparison { left, .. } => left.kind == OperandKind::Path && ast.text_of(left) == text,
            _ => false,
        };
        parsed.is_ok() && ast.nodes().any(is_it)
    }

    #[test]
    fn the_lexer_has_the_same_keywords() {
        let words = ('a'..='z').flat_map(|first| ('a'..='z').map(move |second| format!("{first}{second}")));
        let others =
            ["and", "not", "true", "false", "null", "none", "contains", "has", "_"].map(str::to_owned);
        for word in words.chain(others) {
            assert_eq!(is_read_as_path(&word), !is_keyword(&word), "{word}");
            assert!(is_read_as_path(&format!("x/{word}")), "{word}");
        }
    }

    #[test]
    fn the_lexer_has_the_same_names() {
        for character in ('\0'..='\u{7f}').chain(['é', 'ß', '０', '\u{301}']) {
            for text in [format!("{character}x"), format!("x{character}x")] {
                // A path has slashes between its names.
                if character != '/' {
                    assert_eq!(is_name(&text), is_read_as_path(&text), "{text:?}");
                }
            }
        }
    }
}
