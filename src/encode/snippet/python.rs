//! Python.

use super::super::Request;
use super::{literals, looped, quote, url_expression};

/// `quote(…, safe="")` encodes exactly like [`encode_value`](super::super::encode_value), and
/// `urllib.request` sends the query unchanged.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    let opener = opener(request, each);
    let url = url_name(each);
    let method = request.by_method("", ", method=\"DELETE\"");
    // The answer to a DELETE may be empty.
    let body = request.by_method(
        "json.dumps(json.load(response), indent=2)",
        "response.read().decode(\"utf-8\", \"replace\")",
    );
    let json = request.by_method("import json\n", "");
    let send = format!(
        r#"    with opener.open(urllib.request.Request({url}, headers=HEADERS{method})) as response:
        print({body})"#
    );
    let send = looped(each, || open(request), &send, "    ", "");
    format!("{json}{opener}\ntry:\n{}\n{EXCEPT}", send.trim_end_matches('\n'))
}

/// The start of a loop over filters.
pub(super) fn open(request: &Request) -> String {
    format!("    for text in FILTERS:\n        url = {}", url_of(request, "text"))
}

/// The name of the URL.
pub(super) fn url_name(each: &[Request]) -> &'static str {
    if each.is_empty() { "URL" } else { "url" }
}

fn url_of(request: &Request, filter: &str) -> String {
    url_expression(request, quote::double_quoted, "+", &format!("urllib.parse.quote({filter}, safe=\"\")"))
}

/// The filter with its URL, or the filters, and the headers, and an opener that follows no redirect.
pub(super) fn opener(request: &Request, each: &[Request]) -> String {
    let filter = |request: &Request| quote::double_quoted(request.filter());
    let filters = match each {
        [] => format!("FILTER = {}\nURL = {}", filter(request), url_of(request, "FILTER")),
        _ => format!("FILTERS = [\n{}\n]", literals(each, "    ", filter, ",")),
    };
    let tenant = request.for_tenant(|id| format!("\n    \"Tenant-Acid\": {},", quote::double_quoted(id)));
    format!(
        r#"import os
import sys
import urllib.error
import urllib.parse
import urllib.request

{filters}
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
