//! Python.

use super::super::Request;
use super::{quote, url_expression};

/// `quote(…, safe="")` encodes exactly like [`encode_value`](super::super::encode_value), and
/// `urllib.request` sends the query unchanged.
pub(super) fn write(request: &Request) -> String {
    let opener = opener(request);
    let method = request.by_method("", ", method=\"DELETE\"");
    // The answer to a DELETE may be empty.
    let body = request.by_method(
        "json.dumps(json.load(response), indent=2)",
        "response.read().decode(\"utf-8\", \"replace\")",
    );
    let json = request.by_method("import json\n", "");
    format!(
        r#"{json}{opener}
try:
    with opener.open(urllib.request.Request(URL, headers=HEADERS{method})) as response:
        print({body})
{EXCEPT}"#
    )
}

/// The filter, the URL and the headers, and an opener that follows no redirect.
pub(super) fn opener(request: &Request) -> String {
    let filter = quote::double_quoted(request.filter());
    let url = url_expression(request, quote::double_quoted, "+", "urllib.parse.quote(FILTER, safe=\"\")");
    let tenant = request.for_tenant(|id| format!("\n    \"Tenant-Acid\": {},", quote::double_quoted(id)));
    format!(
        r#"import os
import sys
import urllib.error
import urllib.parse
import urllib.request

FILTER = {filter}
URL = {url}
HEADERS = {{
    "Authorization": "Bearer " + os.environ["COM_TOKEN"],{tenant}
}}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None  # the token is for this server alone


opener = urllib.request.build_opener(NoRedirect)"#
    )
}

/// The end of the `try`: an error shows the body.
pub(super) const EXCEPT: &str = r#"except urllib.error.HTTPError as error:
    sys.exit(f"HTTP {error.code}: {error.read().decode('utf-8', 'replace')}")"#;
