//! curl.

use super::super::Request;
use super::{literals, looped, quote, url};

/// `--location --max-redirs 0` makes a redirect an error, which it is not by itself. `--globoff`
/// is not needed: a URL of a [`Request`] has no brackets or braces.
///
/// The parentheses around a loop keep `exit` from closing the shell of the user.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    let url = url(request, each, quote::shell, "\"$url\"");
    let end = if each.is_empty() { "" } else { " || exit 1\nprintf '\\n'" };
    let tenant =
        request.for_tenant(|id| format!(" \\\n  -H {}", quote::shell(&format!("Tenant-Acid: {id}"))));
    let method = request.by_method("", "--request DELETE ");
    let body = format!(
        r#"curl {method}--fail-with-body --silent --show-error --location --max-redirs 0 \
  {url} \
  -H "Authorization: Bearer $COM_TOKEN"{tenant}{end}"#
    );
    looped(each, || format!("(\n{}", open(each)), &body, "  ", "done\n)")
}

/// The start of a loop over URLs.
pub(super) fn open(each: &[Request]) -> String {
    let urls = literals(each, "  ", |request| quote::shell(&request.url()), " \\");
    format!("for url in \\\n{}\ndo", urls.trim_end_matches(" \\"))
}
