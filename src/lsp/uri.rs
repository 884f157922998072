//! The file of a document.

use std::path::PathBuf;

use crate::text::percent_decode;

/// The path in the URI of a file. A cell of a notebook and an unsaved document have none.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file:")?;
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.find('/').and_then(|slash| rest.split_at_checked(slash))?,
        None => ("", rest),
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode(path, 0, false).text;
    let is_drive =
        |path: &str| matches!(path.as_bytes(), [b'/', letter, b':', ..] if letter.is_ascii_alphabetic());
    match host {
        "" | "localhost" if is_drive(&path) => Some(path.trim_start_matches('/').into()),
        "" | "localhost" => Some(path.into()),
        host => Some(format!("//{host}{path}").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_from_a_uri() {
        let of = |uri: &str| path(uri).map(|path| path.to_string_lossy().into_owned());
        assert_eq!(of("file:///home/a%20b/x.py").as_deref(), Some("/home/a b/x.py"));
        assert_eq!(of("file:///c%3A/Users/x.ps1").as_deref(), Some("c:/Users/x.ps1"));
        assert_eq!(of("file://server/share/x.ps1").as_deref(), Some("//server/share/x.ps1"));
        assert_eq!(of("file:/tmp/x.py").as_deref(), Some("/tmp/x.py"));
        assert_eq!(of("file://localhost/tmp/%C3%A9.py").as_deref(), Some("/tmp/é.py"));
        for other in ["untitled:Untitled-1", "vscode-notebook-cell:/x/nb.ipynb#W0", "", "file://", "%"] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
