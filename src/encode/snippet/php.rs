//! PHP.

use super::super::Request;
use super::{literals, looped, quote, url_expression};

/// `rawurlencode` encodes exactly like [`encode_value`](super::super::encode_value). The code uses
/// streams, because PHP's curl extension is often not installed. It reads the status from the
/// stream, because `$http_response_header` is deprecated.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    let url = url_expression(request, quote::php, ".", "rawurlencode($filter)");
    let tenant = request.for_tenant(|id| format!("\n        {},", quote::php(&format!("Tenant-Acid: {id}"))));
    let method = request.by_method("", "\n    \"method\" => \"DELETE\",");
    let body = format!(
        r#"$url = {url};
$context = stream_context_create(["http" => [{method}
    "header" => [
        "Authorization: Bearer " . getenv("COM_TOKEN"),{tenant}
    ],
    "protocol_version" => 1.1,
    "follow_location" => 0, // the token is for this server alone
    "ignore_errors" => true, // the body of an error says what is wrong
]]);
$stream = fopen($url, "r", false, $context);
if ($stream === false) {{
    exit(1); // fopen has said why
}}
$status = stream_get_meta_data($stream)["wrapper_data"][0];
$body = stream_get_contents($stream);
if (!preg_match("~^HTTP/\S+ 2~", $status)) {{
    throw new RuntimeException("$status: $body");
}}
echo $body, "\n";"#
    );
    format!("<?php\n{}", for_filters(request, each, &body))
}

/// The code for a filter, or a loop over several.
pub(super) fn for_filters(request: &Request, each: &[Request], body: &str) -> String {
    let filter = |request: &Request| quote::php(request.filter());
    let open = || format!("foreach ([\n{}\n] as $filter) {{", literals(each, "    ", filter, ","));
    match each {
        [] => format!("$filter = {};\n{body}", filter(request)),
        _ => looped(each, open, body, "    ", "}"),
    }
}
