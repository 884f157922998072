//! Splits a command into words like a POSIX shell, and records the origin of each byte.

use std::borrow::Cow;

use crate::text::shell::{BARE, SINGLE, ShellLexer, ShellPiece, ShellQuotes};
use crate::text::{Escaping, Layer, OffsetMap, Span, WordSpelling, offset};

/// The words of the first command of `text`, from `origin`, without quotes and with variables as
/// written.
///
/// A `&`, `(` or `)` inside something like a URL stays in the word and is noted there: a shell
/// would end or reject the command, but the user meant the character.
pub(super) fn words(text: &str, origin: u32) -> Vec<Layer<'static>> {
    let all = Span::new(origin, offset(text.len()));
    let mut words = Vec::new();
    let mut word: Option<WordBuilder> = None;
    let mut is_file = false;
    for (piece, span) in ShellLexer::new(text, all, |_, _| None) {
        if !piece.is_in_word() {
            if let Some(ended) = word.take() {
                // The file of a redirection is not an argument.
                words.extend(Some(ended.ends_at(span.start)).filter(|_| !is_file));
                is_file = false;
            }
            is_file |= piece == ShellPiece::Redirect;
            match piece {
                ShellPiece::Blank | ShellPiece::Redirect => continue,
                _ => return words,
            }
        }
        if piece == ShellPiece::Continued && word.is_none() {
            continue;
        }
        let word = word.get_or_insert_with(|| WordBuilder::new(span.start));
        let start = word.inner();
        match piece {
            ShellPiece::Continued => {
                word.decoded(None, span.len());
                continue;
            }
            ShellPiece::Escaped(character) => word.decoded(Some(character), span.len()),
            ShellPiece::Quoted(quotes, inside) => {
                word.decoded(None, Span::new(span.start, inside.start).len());
                word.quoted(inside.of(text), quotes);
                word.part(start, quotes.escaping());
                word.decoded(None, Span::new(inside.end, span.end).len());
                continue;
            }
            _ => {
                if piece == ShellPiece::Operator {
                    word.word.operators.push(start);
                }
                word.verbatim(span.of(text), Span::new(span.start, all.end).of(text));
            }
        }
        word.part(start, &BARE);
    }
    words.extend(word.map(|word| word.ends_at(all.end)).filter(|_| !is_file));
    words
}

/// A word that is being read.
struct WordBuilder {
    text: String,
    map: OffsetMap,
    word: WordSpelling,
}

impl WordBuilder {
    fn new(at: u32) -> WordBuilder {
        WordBuilder {
            text: String::new(),
            map: OffsetMap::starting_at(at),
            word: WordSpelling { outer: Span::at(at), requoted: Some(&SINGLE), ..WordSpelling::default() },
        }
    }

    fn ends_at(mut self, end: u32) -> Layer<'static> {
        self.word.outer.end = end;
        Layer { text: Cow::Owned(self.text), map: self.map, word: Some(self.word), within: Vec::new() }
    }

    fn inner(&self) -> u32 {
        offset(self.text.len())
    }

    /// Decodes the next `length` bytes of the command. Bytes that map to one character are replaced together.
    fn decoded(&mut self, character: Option<char>, length: usize) {
        let inner = self.inner();
        self.text.extend(character);
        if length > 0 {
            self.map.push(inner, self.inner() - inner, offset(length));
        }
    }

    /// Takes bytes as they are; `rest` begins with them.
    fn verbatim(&mut self, bytes: &str, rest: &str) {
        self.text.push_str(bytes);
        if rest.starts_with('`') || expands(rest) {
            self.word.requoted = None;
        }
    }

    /// The part since `start` has this quoting.
    fn part(&mut self, start: u32, quoting: &'static Escaping) {
        let part = Span::new(start, self.inner());
        match self.word.parts.last_mut() {
            Some((last, same, _)) if *same == quoting && quoting == &BARE && last.end == start => {
                last.end = part.end;
            }
            _ => self.word.parts.push((part, quoting, &[])),
        }
    }

    fn quoted(&mut self, mut rest: &str, quotes: ShellQuotes) {
        if quotes == ShellQuotes::Single {
            return self.text.push_str(rest);
        }
        while let Some(first) = rest.chars().next() {
            let escape = if quotes == ShellQuotes::Double { in_double(rest) } else { escape(rest) };
            let length = match escape {
                Some((character, length)) => {
                    self.decoded(character, length);
                    length
                }
                // A backslash without an escape is literal.
                None => {
                    let more = rest.get(first.len_utf8()..).unwrap_or_default();
                    let plain = more.find(['\\', '$', '`']).unwrap_or(more.len());
                    let length = first.len_utf8() + plain;
                    let expansion = if quotes == ShellQuotes::Double { rest } else { "" };
                    self.verbatim(rest.get(..length).unwrap_or_default(), expansion);
                    length
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
    }
}

/// Whether `text` begins with an expansion of a parameter, a command or arithmetic.
fn expands(text: &str) -> bool {
    let name = text.strip_prefix('$').and_then(|name| name.chars().next());
    name.is_some_and(|next| next.is_ascii_alphanumeric() || "_{(@*#?!$-".contains(next))
}

/// The character of an escape of `"…"` at the start of `text`, and its length. A continued line has none.
fn in_double(text: &str) -> Option<(Option<char>, usize)> {
    let rest = text.strip_prefix('\\')?;
    match rest.chars().next()? {
        escaped @ ('$' | '`' | '"' | '\\') => Some((Some(escaped), 2)),
        '\n' => Some((None, 2)),
        _ => rest.starts_with("\r\n").then_some((None, 3)),
    }
}

/// The character of an escape of `$'…'` at the start of `text`, and its length.
fn escape(text: &str) -> Option<(Option<char>, usize)> {
    let mut characters = text.strip_prefix('\\')?.chars();
    let simple = match characters.next()? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' | 'E' => '\u{1b}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        same @ ('\\' | '\'' | '"' | '?') => same,
        'x' => return digits(characters.as_str(), 16, 2, 2),
        'u' => return digits(characters.as_str(), 16, 4, 2),
        'U' => return digits(characters.as_str(), 16, 8, 2),
        '0'..='7' => return digits(text.get(1..).unwrap_or_default(), 8, 3, 1),
        _ => return None,
    };
    Some((Some(simple), 2))
}

/// The character with the code in the first digits of `text`, at most `most` of them, and the length with what
/// comes before.
fn digits(text: &str, radix: u32, most: usize, before: usize) -> Option<(Option<char>, usize)> {
    let digits = text.chars().take(most).map_while(|character| character.to_digit(radix));
    let (mut code, mut length) = (0_u32, before);
    for digit in digits {
        code = code.checked_mul(radix)?.checked_add(digit)?;
        length += 1;
    }
    // Bytes beyond ASCII would have to be joined to characters; users do not write them here.
    let narrow = most <= 3 && code > 0x7f;
    if length == before || narrow {
        None
    } else {
        char::from_u32(code).map(|character| (Some(character), length))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Edit, apply};

    fn split(text: &str) -> Vec<String> {
        words(text, 0).iter().map(|word| word.text.to_string()).collect()
    }

    #[test]
    fn quotes_and_backslashes() {
        assert_eq!(split(r#"a 'b c' "d e" f\ g"#), ["a", "b c", "d e", "f g"]);
        assert_eq!(split(r#"'a'"b"c'' """#), ["abc", ""]);
        assert_eq!(split(r#""a\"b\c\\d\$e" 'a\'"#), [r#"a"b\c\d$e"#, r"a\"]);
        assert_eq!(split(r"'it'\''s'"), ["it's"]);
        assert_eq!(split(r"$'a\'b\x41\u00e9\101\q'"), [r"a'bAéA\q"]);
        assert_eq!(
            split(r"$'\n\t\r\a\b\e\E\f\v\\\?\U0001F600x\u00e9y'"),
            ["\n\t\r\u{7}\u{8}\u{1b}\u{1b}\u{c}\u{b}\\?\u{1f600}xéy"]
        );
        assert_eq!(split("a \\\n  b\\\nc \\\r\n d"), ["a", "bc", "d"]);
        assert_eq!(split("a\rb \\\rc \"d\\\re\""), ["a\rb", "\rc", "d\\\re"]);
        assert_eq!(split(r"$'\x4g\x7f\x80'"), ["\u{4}g\u{7f}\\x80"]);
        assert_eq!(split("'open end"), ["open end"]);
        assert_eq!(split("\\"), [""; 0]);
    }

    #[test]
    fn commands_end() {
        for text in ["a b; c", "a b | c", "a b && c", "a b & c", "a b\nc", "a b # c", "a b &", "a b\r\nc"] {
            assert_eq!(split(text), ["a", "b"], "{text}");
        }
        assert_eq!(split("a 2>/dev/null b >x"), ["a", "2", "b"]);
    }

    #[test]
    fn operators_inside_a_url_are_kept_and_noted() {
        let words = words("curl h/x?a=1&b=2 c", 0);
        let url = &words[1];
        assert_eq!(url.text, "h/x?a=1&b=2");
        assert_eq!(url.word.as_ref().unwrap().operators, [7]);
        assert_eq!(words.len(), 3);
    }

    #[test]
    fn edits_are_written_as_their_place_needs() {
        for (text, edited) in [
            ("'a%b'", r"'a'\''\\$b'"),
            (r#""a%b""#, r#""a'\\\\\$b""#),
            ("$'a%b'", r"$'a\'\\\\$b'"),
            ("a%b", r"a\'\\\\\$b"),
        ] {
            let words = words(text, 0);
            let edits = words[0].outward(&[Edit::replace(Span::new(1, 2), r"'\\$")]).unwrap();
            assert_eq!(apply(text, &edits).unwrap(), edited, "{text}");
        }
        // An edit across two kinds of quotes rewrites the word, except if the shell expands
        // something in it.
        let text = r#"'ab'"cd""#;
        let edits = words(text, 0)[0].outward(&[Edit::replace(Span::new(1, 3), "-")]).unwrap();
        assert_eq!(apply(text, &edits).unwrap(), "'a-d'");
        assert!(words(r#""ab$ c""#, 0)[0].outward(&[Edit::replace(Span::new(1, 2), "-")]).is_some());
        assert_eq!(words(r#"'ab'"$c""#, 0)[0].outward(&[Edit::replace(Span::new(1, 3), "-")]), None);
    }

    proptest! {
        #[test]
        fn words_lead_back_to_the_text(text in r#"([a-c?&()é $'"\\`;\n]|\\x4)*"#) {
            for word in words(&text, 0) {
                let mut end = 0;
                for (at, character) in word.text.char_indices() {
                    let place = word.place(Span::from_range(at..at + character.len_utf8()));
                    prop_assert!(place.start >= end && place.end > place.start);
                    end = place.end;
                    prop_assert!(!place.of(&text).is_empty());
                }
                prop_assert!(end as usize <= text.len());
            }
        }

        #[test]
        fn a_text_in_single_quotes_is_one_word(text in any::<String>()) {
            let quoted = format!("'{}'", text.replace('\'', r"'\''"));
            prop_assert_eq!(split(&quoted), [text]);
        }

        #[test]
        fn an_edit_replaces_what_it_says(
            text in r#"([ab]|'[ab]'|"[ab]"|\\[ab]|\$'[ab]')+"#,
            new in r#"[a'"$ \\`&]{0,3}"#,
            at in 0..9_usize,
        ) {
            let words = words(&text, 0);
            let word = &words[0];
            let start = at % word.text.len();
            let edit = Edit::replace(Span::from_range(start..start + 1), new);
            let expected = apply(&word.text, std::slice::from_ref(&edit)).unwrap();
            let edited = apply(&text, &word.outward(&[edit]).unwrap()).unwrap();
            prop_assert_eq!(split(&edited).concat(), expected);
        }
    }
}
