//! Which code encodes a value for a URL, and which doubles its quotes.

/// Functions that percent-encode a value, in lower case.
const ENCODERS: [&str; 23] = [
    "urlquery",
    "escapedatastring",
    "urlencode",
    "urlpathencode",
    "encodeuricomponent",
    "encodeuri",
    "quote(",
    "quote_plus",
    "queryescape",
    "pathescape",
    "urlencoder",
    "url_encode",
    "urlescape",
    "encode_www_form",
    "utf8_percent_encode",
    "percent_encode",
    "percentencode",
    "escape_uri",
    "cgi.escape",
    "uri_escape",
    "@uri",
    "urlencoding::encode",
    "comfilter encode",
];

/// Functions that encode what a whole URL has that cannot stand in one, in lower case.
const OF_URLS: [&str; 9] = [
    "escapeuristring",
    "requote_uri",
    "encodeuri",
    "escape",
    "encode",
    // Spring encodes templates.
    "getforobject",
    "getforentity",
    "exchange",
    "fromuristring",
];

/// Whether the function of this name encodes what it is given, all of a URL or a part of one.
pub(super) fn is_encoder(name: &str) -> bool {
    // Most names are told by what none of those has.
    let parts = ["ncod", "scap", "uote", "rlquery", "etFor", "xchange", "romUri"];
    if !parts.iter().any(|part| name.contains(part)) {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    // The name of an encoder may need its parenthesis.
    OF_URLS.contains(&&*lower) || encodes(&format!("{lower}("))
}

/// Whether code is a name that says nothing of what was done to its value: it calls nothing, and no name
/// that does ends so.
fn is_plain(code: &str) -> bool {
    let calls = |byte: u8| matches!(byte, b'(' | b'|' | b'@' | b'/' | b'\'' | b'.' | b':');
    !code.bytes().any(calls)
        && !code
            .as_bytes()
            .windows(4)
            .any(|word| word.eq_ignore_ascii_case(b"oded") || word.eq_ignore_ascii_case(b"aped"))
}

/// Whether code calls an encoder, or names a value that went through one.
pub(super) fn encodes(code: &str) -> bool {
    if is_plain(code) {
        return false;
    }
    // What dates and numbers are made of needs no encoding, but for the sign of a zone.
    let is_date = (code.contains("%Y-%m-%d") || code.contains("yyyy-MM-dd"))
        && !["%z", "zzz", "K"].iter().any(|zone| code.contains(zone));
    let is_number = code.ends_with(":d") || code.starts_with("int(") || code.starts_with("len(");
    if is_date || is_number {
        return true;
    }
    let code = code.to_ascii_lowercase();
    ENCODERS.iter().any(|encoder| code.contains(encoder))
        || code.contains("encoded")
        || code.contains("escaped")
}

/// Whether code doubles the quotes of a value: somewhere in it stands one quote twice.
pub(super) fn doubles_quotes(code: &str) -> bool {
    if is_plain(code) {
        return false;
    }
    let twice = code.matches("''").count();
    (twice > 0 && (code.contains("eplace") || code.contains("gsub") || code.contains("//")))
        || code.contains("chr(39)")
        || code.to_ascii_lowercase().replace("escapedatastring", "").contains("escaped")
        || code.contains(r"\'\'")
        || code.contains("','")
}
