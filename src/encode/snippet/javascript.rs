//! JavaScript in a browser.

use super::super::Request;
use super::quote;

/// A browser has no environment: the page defines `COM_TOKEN`.
pub(super) fn write(request: &Request) -> String {
    fetch(request, "COM_TOKEN")
}

/// The request with `fetch`; `token` is the expression for the token.
///
/// The code has the encoded query, because `encodeURIComponent` leaves `!'()*` alone, and
/// `URLSearchParams` writes `+` for a space. `fetch` encodes the missing rest of a URL, and decodes
/// nothing.
pub(super) fn fetch(request: &Request, token: &str) -> String {
    let url = quote::double_quoted(&request.url());
    let tenant = request.for_tenant(|id| format!("\n      \"Tenant-Acid\": {},", quote::double_quoted(id)));
    let method = request.by_method("", "\n    method: \"DELETE\",");
    format!(
        r#"async function sendRequest() {{
  const response = await fetch({url}, {{{method}
    headers: {{
      "Authorization": `Bearer ${{{token}}}`,{tenant}
    }},
    redirect: "error",
  }});
  const body = await response.text();
  if (!response.ok) {{
    throw new Error(`HTTP ${{response.status}}: ${{body}}`);
  }}
  console.log(body);
}}

sendRequest();"#
    )
}
