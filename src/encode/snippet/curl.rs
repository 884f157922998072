//! curl.

use super::super::Request;
use super::quote;

/// `--location --max-redirs 0` makes a redirect an error, which it is not by itself. `--globoff`
/// is not needed: a URL of a [`Request`] has no brackets or braces.
pub(super) fn write(request: &Request) -> String {
    let url = quote::shell(&request.url());
    let tenant =
        request.for_tenant(|id| format!(" \\\n  -H {}", quote::shell(&format!("Tenant-Acid: {id}"))));
    let method = request.by_method("", "--request DELETE ");
    format!(
        r#"curl {method}--fail-with-body --silent --show-error --location --max-redirs 0 \
  {url} \
  -H "Authorization: Bearer $COM_TOKEN"{tenant}"#
    )
}
