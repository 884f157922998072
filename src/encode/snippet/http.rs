//! A request file.

use super::super::Request;

/// The target is a whole URL: beside `Host` alone, editors take `http` for the scheme, and the
/// token would travel in the open. HTTP has a server accept that form as well.
///
/// `{{COM_TOKEN}}` is what all editors with such files read as a variable of theirs. A reference
/// to the environment of the process is spelled differently in each.
pub(super) fn write(request: &Request) -> String {
    let tenant = request.for_tenant(|id| format!("\nTenant-Acid: {id}"));
    format!(
        "{} {} HTTP/1.1\nHost: {}\nAuthorization: Bearer {{{{COM_TOKEN}}}}{tenant}",
        request.by_method("GET", "DELETE"),
        request.url(),
        request.authority()
    )
}
