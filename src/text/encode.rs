//! Percent-encoding of one value of a query string.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything except RFC 3986's unreserved characters. The service asks for the reserved ones; some
/// client or proxy would change the rest (space, quotes, `%`, braces, …).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes every byte of the UTF-8 `text` except `A–Z a–z 0–9 - . _ ~`.
///
/// A space is `%20`, never `+`, and a `+` is `%2B`, so a server reads the same string with and
/// without form decoding.
///
/// ```
/// use comfilter::text::encode_value;
///
/// assert_eq!(encode_value("name eq 'é+1'"), "name%20eq%20%27%C3%A9%2B1%27");
/// ```
pub fn encode_value(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// The number of bytes of the encoded text.
pub(crate) fn encoded_length(text: &str) -> usize {
    utf8_percent_encode(text, ENCODED).map(str::len).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_ascii_character_is_kept_or_encoded() {
        for byte in 0..=0x7f_u8 {
            let kept = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            let expected = if kept { char::from(byte).to_string() } else { format!("%{byte:02X}") };
            assert_eq!(encode_value(&char::from(byte).to_string()), expected);
        }
    }

    /// Whether `text` consists of unreserved characters and `%XX` in capitals.
    fn is_encoded(text: &str) -> bool {
        let hex = |byte: &u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(byte);
        let mut rest = text.as_bytes();
        loop {
            rest = match rest {
                [] => return true,
                [b'%', high, low, rest @ ..] if hex(high) && hex(low) => rest,
                [byte, rest @ ..] if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) => rest,
                _ => return false,
            }
        }
    }

    proptest! {
        #[test]
        fn decoding_gives_the_text_back(text in any::<String>()) {
            let encoded = encode_value(&text);
            prop_assert!(is_encoded(&encoded), "{encoded}");
            prop_assert_eq!(encoded_length(&text), encoded.len());
            let decoded = percent_encoding::percent_decode_str(&encoded).decode_utf8().unwrap();
            prop_assert_eq!(decoded, text.as_str());
        }
    }
}
