//! Percent-decoding that records the origin of each byte.

use super::{OffsetMap, Span};

/// A percent-decoded text.
#[derive(Debug, Clone)]
pub(crate) struct PercentDecoded {
    /// The text; bytes that are not UTF-8 become U+FFFD.
    pub(crate) text: String,
    /// From `text` to the encoded text.
    pub(crate) map: OffsetMap,
    /// Outer places of a `%` without two hex digits, and of bytes that are not UTF-8.
    pub(crate) invalid: Vec<Invalid>,
}

/// A place that cannot be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Invalid {
    /// A `%` without two hex digits.
    Percent(Span),
    /// Bytes that are not UTF-8.
    Utf8(Span),
}

/// Decodes `outer`, which begins at `origin` of the user's text. With `plus_is_space` a `+` is a
/// space, as in a form.
pub(crate) fn percent_decode(outer: &str, origin: u32, plus_is_space: bool) -> PercentDecoded {
    let mut decoded = PercentDecoded {
        text: String::with_capacity(outer.len()),
        map: OffsetMap::starting_at(origin),
        invalid: Vec::new(),
    };
    decoded.map.reserve(memchr::memchr_iter(b'%', outer.as_bytes()).count());
    let mut rest = outer;
    let mut at = origin;
    while let Some((verbatim, tail)) =
        memchr::memchr2(b'%', b'+', rest.as_bytes()).and_then(|special| rest.split_at_checked(special))
    {
        decoded.text.push_str(verbatim);
        at = advance(at, verbatim.len());
        let taken = if tail.starts_with('+') {
            decoded.text.push(if plus_is_space { ' ' } else { '+' });
            if plus_is_space {
                decoded.map.push(advance(0, decoded.text.len() - 1), 1, 1);
            }
            1
        } else {
            decoded.sequence(tail, at)
        };
        at = advance(at, taken);
        rest = tail.get(taken..).unwrap_or_default();
    }
    decoded.text.push_str(rest);
    decoded
}

/// An offset of at most `u32::MAX` bytes; longer input was already refused.
fn advance(at: u32, by: usize) -> u32 {
    at.saturating_add(u32::try_from(by).unwrap_or(u32::MAX))
}

impl PercentDecoded {
    /// Decodes the run of `%XX` at the start of `tail`, and returns the number of bytes taken.
    fn sequence(&mut self, tail: &str, at: u32) -> usize {
        // Most are one character of ASCII.
        if let [b'%', high, low, ..] = tail.as_bytes()
            && let (Some(high @ 0..8), Some(low)) = (hex(*high), hex(*low))
        {
            self.text.push(char::from(high * 16 + low));
            self.piece(1, 1);
            return 3;
        }
        let mut bytes = Vec::new();
        let mut outer = tail.as_bytes();
        while let [b'%', high, low, rest @ ..] = outer
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push(high * 16 + low);
            outer = rest;
        }
        if bytes.is_empty() {
            self.invalid.push(Invalid::Percent(Span::new(at, advance(at, 1))));
            self.text.push('%');
            return 1;
        }
        let mut done = 0;
        for chunk in bytes.utf8_chunks() {
            for character in chunk.valid().chars() {
                self.text.push(character);
                self.piece(character.len_utf8(), character.len_utf8());
                done += character.len_utf8();
            }
            if !chunk.invalid().is_empty() {
                let start = advance(at, done * 3);
                self.invalid.push(Invalid::Utf8(Span::new(start, advance(start, chunk.invalid().len() * 3))));
                self.text.push(char::REPLACEMENT_CHARACTER);
                self.piece(char::REPLACEMENT_CHARACTER.len_utf8(), chunk.invalid().len());
                done += chunk.invalid().len();
            }
        }
        bytes.len() * 3
    }

    /// Records that the last `inner` bytes of the text were decoded from `encoded` bytes of `%XX`.
    fn piece(&mut self, inner: usize, encoded: usize) {
        let start = advance(0, self.text.len() - inner);
        self.map.push(start, advance(0, inner), advance(0, encoded * 3));
    }
}

/// Whether there is a `%` with two hex digits.
pub(crate) fn has_encoded(text: &str) -> bool {
    text.as_bytes().windows(3).any(
        |bytes| matches!(bytes, [b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit()),
    )
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::encode_value;

    fn text(outer: &str) -> String {
        percent_decode(outer, 0, false).text
    }

    #[test]
    fn what_is_encoded_is_decoded_and_the_rest_stays() {
        assert_eq!(text("state%20eq%20%27Z%C3%BCrich%27"), "state eq 'Zürich'");
        assert_eq!(text("%e2%82%AC%F0%9F%98%80"), "€😀");
        assert_eq!(text("é%20ü"), "é ü");
        assert_eq!(text(""), "");
    }

    #[test]
    fn a_plus_is_a_space_only_in_a_form() {
        assert_eq!(text("a+b%2B"), "a+b+");
        let form = percent_decode("a+b%2B", 7, true);
        assert_eq!(form.text, "a b+");
        assert_eq!(form.map.outer(Span::new(1, 2)), Span::new(8, 9));
        assert_eq!(form.map.outer(Span::new(3, 4)), Span::new(10, 13));
    }

    #[test]
    fn a_percent_without_digits_stays_and_is_told() {
        for outer in ["%", "%2", "%G1", "%1G", "%%", "%é"] {
            let decoded = percent_decode(outer, 3, false);
            assert_eq!(decoded.text, outer);
            assert_eq!(decoded.invalid.first(), Some(&Invalid::Percent(Span::new(3, 4))), "{outer}");
        }
        let decoded = percent_decode("100%%27", 0, false);
        assert_eq!(decoded.text, "100%'");
        assert_eq!(decoded.invalid, [Invalid::Percent(Span::new(3, 4))]);
    }

    #[test]
    fn bytes_that_are_no_utf8_are_replaced_and_told() {
        let decoded = percent_decode("Z%FCrich%C3", 2, false);
        assert_eq!(decoded.text, "Z\u{fffd}rich\u{fffd}");
        assert_eq!(decoded.invalid, [Invalid::Utf8(Span::new(3, 6)), Invalid::Utf8(Span::new(10, 13))]);
        assert_eq!(decoded.map.outer(Span::new(1, 4)), Span::new(3, 6));
        let decoded = percent_decode("x%C3%BC%FF%FE%41%FD", 0, false);
        assert_eq!(decoded.text, "xü\u{fffd}\u{fffd}A\u{fffd}");
        let places = [(7, 10), (10, 13), (16, 19)].map(|(start, end)| Invalid::Utf8(Span::new(start, end)));
        assert_eq!(decoded.invalid, places);
        // A part of a truncated character, and then a whole one.
        let decoded = percent_decode("%E2%82%C3%BC", 0, false);
        assert_eq!(decoded.text, "\u{fffd}ü");
        assert_eq!(decoded.map.outer(Span::new(3, 5)), Span::new(6, 12));
    }

    proptest! {
        #[test]
        fn decoding_what_was_encoded_gives_the_text(plain in any::<String>(), form in any::<bool>()) {
            let decoded = percent_decode(&encode_value(&plain), 0, form);
            prop_assert_eq!(&decoded.text, &plain);
            prop_assert!(decoded.invalid.is_empty());
        }

        #[test]
        fn each_character_leads_to_what_it_was_written_as(
            outer in "([a-zé€+' ]|%[0-9A-F]{2}|%)*",
            form in any::<bool>(),
        ) {
            let decoded = percent_decode(&outer, 0, form);
            let mut end = 0;
            for (at, character) in decoded.text.char_indices() {
                let place = decoded.map.outer(Span::from_range(at..at + character.len_utf8()));
                prop_assert_eq!(place.start, end);
                end = place.end;
                let written = place.of(&outer);
                prop_assert!(!written.is_empty());
                let again = percent_decode(written, 0, form).text;
                prop_assert_eq!(again, character.to_string());
                prop_assert_eq!(decoded.map.inner(place.start) as usize, at);
            }
            prop_assert_eq!(end as usize, outer.len());
        }
    }
}
