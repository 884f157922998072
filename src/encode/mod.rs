//! stub replaced by merge
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Encodes.
pub fn encode_value(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
