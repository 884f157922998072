//! The code that encodes a value for a URL, and the code that doubles its quotes.

/// Functions that percent-encode a value, in lower case.
const ENCODERS: [&str; 24] = [
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
    "url.escape(",
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

/// Functions that encode only the characters that a whole URL cannot contain, in lower case.
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

/// Whether the function of this name encodes its argument, as a URL or as a part of one.
pub(super) fn is_encoder(name: &str) -> bool {
    // Most names are ruled out because they contain no part of an encoder's name.
    let parts = ["ncod", "scap", "uote", "rlquery", "etFor", "xchange", "romUri"];
    if !parts.iter().any(|part| name.contains(part)) {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    // Some encoders are recognized only with their parenthesis.
    OF_URLS.contains(&&*lower) || encodes(&format!("{lower}("))
}

/// Whether code is a plain name, which says nothing about the value: it calls nothing, and does not end like
/// the name of an encoded value.
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
    // Dates and numbers need no encoding, except the sign of a zone.
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

/// Whether code doubles the quotes of a value: it contains the same quote twice.
pub(super) fn doubles_quotes(code: &str) -> bool {
    if is_plain(code) {
        return false;
    }
    let twice = code.matches("''").count();
    (twice > 0 && ["eplac", "gsub", "//", "s/"].iter().any(|way| code.contains(way)))
        || code.contains("chr(39)")
        || code.to_ascii_lowercase().replace("escapedatastring", "").contains("escaped")
        || code.contains(r"\'\'")
        || code.contains("','")
}
