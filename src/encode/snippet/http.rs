//! A request file.

use super::super::Request;
use super::lines;

/// The target is a whole URL: with only `Host`, editors use the scheme `http`, and the token would
/// travel unencrypted. HTTP servers must accept that form as well.
///
/// A line `###` separates requests. All editors with such files read `{{COM_TOKEN}}` as one of their variables. Each spells a
/// reference to the environment differently.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    lines(request, each, single, "\n\n###\n\n")
}

fn single(request: &Request) -> String {
    let tenant = request.for_tenant(|id| format!("\nTenant-Acid: {id}"));
    format!(
        "{} {} HTTP/1.1\nHost: {}\nAuthorization: Bearer {{{{COM_TOKEN}}}}{tenant}",
        request.by_method("GET", "DELETE"),
        request.url(),
        request.authority()
    )
}
