//! The path of a file as a URI.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All characters except the unreserved ones of RFC 3986 and the slash. A colon is encoded too,
/// because in the first segment it would end a scheme.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path with slashes as a URI, or as a reference that is relative to the folder of the command.
pub(super) fn uri(path: &str) -> String {
    let drive = path.get(..3).filter(|start| start.ends_with(":/"));
    match drive.filter(|start| start.starts_with(|c: char| c.is_ascii_alphabetic()) && cfg!(windows)) {
        Some(drive) => format!("file:///{drive}{}", encoded(path.get(3..).unwrap_or_default())),
        // A share of Windows begins with two slashes and names its host.
        None if path.starts_with("//") => format!("file:{}", encoded(path)),
        None if path.starts_with('/') => format!("file://{}", encoded(path)),
        None => encoded(path),
    }
}

/// Whether a URI is relative.
pub(super) fn is_relative(uri: &str) -> bool {
    !uri.starts_with("file:")
}

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded() {
        assert_eq!(uri("filters/a b.comfilter"), "filters/a%20b.comfilter");
        assert_eq!(uri("a:b?c#d%20\u{1b}é\\"), "a%3Ab%3Fc%23d%2520%1B%C3%A9%5C");
        assert_eq!(uri("/srv/jobs/a.comfilter"), "file:///srv/jobs/a.comfilter");
        assert_eq!(uri("//host/share/a"), "file://host/share/a");
        assert_eq!(uri("-e"), "-e");
        assert_eq!(uri("C:/a b"), if cfg!(windows) { "file:///C:/a%20b" } else { "C%3A/a%20b" });
        assert!(is_relative(&uri("file:x")) && !is_relative(&uri("/x")));
    }
}
