//! JavaScript in a browser.

use super::super::Request;
use super::{literals, looped, quote, url};

/// A browser has no environment: the page defines `COM_TOKEN`.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    fetch(request, each, "COM_TOKEN")
}

/// The request with `fetch`; `token` is the expression for the token.
///
/// The code has the encoded query, because `encodeURIComponent` leaves `!'()*` alone, and
/// `URLSearchParams` writes `+` for a space. `fetch` encodes the missing rest of a URL, and decodes
/// nothing.
pub(super) fn fetch(request: &Request, each: &[Request], token: &str) -> String {
    let url = url(request, each, quote::double_quoted, "url");
    let tenant = request.for_tenant(|id| format!("\n      \"Tenant-Acid\": {},", quote::double_quoted(id)));
    let method = request.by_method("", "\n    method: \"DELETE\",");
    let body = format!(
        r#"  const response = await fetch({url}, {{{method}
    headers: {{
      "Authorization": `Bearer ${{{token}}}`,{tenant}
    }},
    redirect: "error",
  }});
  const body = await response.text();
  if (!response.ok) {{
    throw new Error(`HTTP ${{response.status}}: ${{body}}`);
  }}
  console.log(body);"#
    );
    let body = looped(each, || open(each), &body, "  ", "  }");
    let name = if each.is_empty() { "sendRequest" } else { "sendRequests" };
    format!("async function {name}() {{\n{body}\n}}\n\n{name}();")
}

/// The start of a loop over URLs.
pub(super) fn open(each: &[Request]) -> String {
    let urls = literals(each, "    ", |request| quote::double_quoted(&request.url()), ",");
    format!("  for (const url of [\n{urls}\n  ]) {{")
}
