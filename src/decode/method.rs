//! Whether a request is a DELETE.

use memchr::memmem;

use super::kind::is_command;
use crate::limits;

/// Whether the method precedes a URL: `DELETE https://…`.
pub(super) fn stands_before(text: &str, at: u32) -> bool {
    let before = text.get(..at as usize).unwrap_or_default().trim_end_matches([' ', '\t']);
    let rest = before.strip_suffix("DELETE").filter(|_| before.len() < at as usize);
    rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-')))
}

/// Whether the input is a command of PowerShell or wget with this method and a URL at `at`. Only
/// URLs near the start of a line count, because a line may have many.
pub(super) fn is_deleting_command(text: &str, at: u32) -> bool {
    let start = upto(text, limits::METHOD);
    start.len() > at as usize && is_command(start) && asks_delete(start)
}

/// Whether a call or a command has this method: `requests.delete(…)`, `method: "DELETE"`,
/// `-Method Delete`.
pub(crate) fn asks_delete(code: &str) -> bool {
    let code = upto(code, limits::METHOD);
    if !may_delete(code.as_bytes()) {
        return false;
    }
    // Removes blanks, and unifies quotes.
    let plain: String = code
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '\'' | '`') { '"' } else { c.to_ascii_lowercase() })
        .collect();
    const SAYS: [&str; 12] = [
        ".delete(",
        ".deleteasync(",
        "::delete(",
        "method:\"delete\"",
        "method=\"delete\"",
        "method\":\"delete\"",
        "(\"delete\",",
        "ctx,\"delete\",",
        "httpmethod.delete",
        "http.methoddelete",
        "-methoddelete",
        "-method\"delete\"",
    ];
    SAYS.iter().any(|says| plain.contains(says))
        || plain.contains("--method=delete")
        || plain.starts_with("delete(")
}

/// Whether a file contains the word at all.
pub(crate) fn may_delete(text: &[u8]) -> bool {
    ["elete", "DELETE"].iter().any(|word| memmem::find(text, word.as_bytes()).is_some())
}

/// At most `most` bytes of `text`.
fn upto(text: &str, most: usize) -> &str {
    let end = (0..=text.len().min(most)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_stands_before_its_url() {
        for (text, expected) in [
            ("DELETE /x", true),
            ("\"DELETE /x", true),
            ("GET /x", false),
            ("UNDELETE /x", false),
            ("DELETE/x", false),
            ("/x", false),
        ] {
            let at = text.rfind('/').unwrap();
            assert_eq!(stands_before(text, u32::try_from(at).unwrap()), expected, "{text}");
        }
    }

    #[test]
    fn a_call_names_its_method() {
        for code in [
            "requests.delete(URL)",
            "client.DeleteAsync(url)",
            "fetch(url, { method: 'DELETE' })",
            "requests.request(\"DELETE\", url)",
            "http.NewRequest(http.MethodDelete, url, nil)",
            "Invoke-RestMethod -Method Delete -Uri $url",
            "Invoke-RestMethod -Uri $url -Method 'DELETE'",
            "wget --method=DELETE",
        ] {
            assert!(asks_delete(code), "{code}");
        }
        for code in [
            "requests.get(url, params={'filter': \"name eq 'delete'\"})",
            "fetch(url, { method: 'GET' })",
            "deleteOnComplete(url)",
            "Invoke-RestMethod -Method Get -Uri $url",
            "",
        ] {
            assert!(!asks_delete(code), "{code}");
        }
    }
}
