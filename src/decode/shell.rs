//! Splits a command into words like a POSIX shell, and records the origin of each byte.

use std::borrow::Cow;

use crate::text::{Escaping, Layer, OffsetMap, Quotes, Span, WordSpelling, offset};

/// A word without quotes.
pub(crate) const BARE: Escaping = Escaping::bare('\\');

/// `"…"`.
pub(crate) const DOUBLE: Escaping =
    Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('$', "\\$"), ('`', "\\`")]);

/// `$'…'`.
pub(crate) const ANSI: Escaping = Escaping::new(&[('\'', "\\'"), ('\\', "\\\\")]);

/// `'…'`.
pub(crate) const SINGLE: Quotes = Quotes { open: "'", close: "'", inside: Escaping::new(&[('\'', "'\\''")]) };

/// The words of the first command of `text`, from `origin`, without quotes and with variables as
/// written.
///
/// A `&`, `(` or `)` inside something like a URL stays in the word and is noted there: a shell
/// would end or reject the command, but the user meant the character.
pub(super) fn words(text: &str, origin: u32) -> Vec<Layer<'static>> {
    let mut splitter = Splitter {
        rest: text.get(origin as usize..).unwrap_or_default(),
        at: origin,
        word: None,
        words: Vec::new(),
    };
    while splitter.step() {}
    splitter.end_word();
    splitter.words
}

struct Splitter<'t> {
    rest: &'t str,
    /// Offset of `rest`.
    at: u32,
    word: Option<Building>,
    words: Vec<Layer<'static>>,
}

/// A word that is being read.
struct Building {
    text: String,
    map: OffsetMap,
    word: WordSpelling,
}

impl Building {
    fn inner(&self) -> u32 {
        offset(self.text.len())
    }

    /// Decodes the next `length` bytes of the command to `text`.
    fn decoded(&mut self, text: &str, length: u32) {
        let inner = self.inner();
        self.text.push_str(text);
        self.map.push(inner, self.inner() - inner, length);
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
}

impl<'t> Splitter<'t> {
    /// Reads one character, one quoted part or one gap; false at the end of the command.
    fn step(&mut self) -> bool {
        let Some(character) = self.rest.chars().next() else { return false };
        match character {
            ' ' | '\t' => self.end_word_and_take(1),
            '\r' if self.rest.starts_with("\r\n") => return false,
            '\n' | ';' | '|' => return false,
            '#' if self.word.is_none() => return false,
            '&' | '(' | ')' => return self.operator(),
            '<' | '>' => self.redirect(),
            '\\' => self.backslash(),
            '\'' => self.single(),
            '"' => self.double(1),
            '$' if self.rest.starts_with("$'") => self.ansi(),
            '$' if self.rest.starts_with("$\"") => self.double(2),
            _ => {
                let stops =
                    [' ', '\t', '\r', '\n', ';', '|', '&', '(', ')', '<', '>', '\\', '\'', '"', '$', '`'];
                let first = character.len_utf8();
                let more = self.rest.get(first..).unwrap_or_default();
                let length = first + more.find(stops).unwrap_or(more.len());
                let expands = character == '`' || character == '$' && expands(self.rest);
                self.bare(length, expands);
            }
        }
        true
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.at += offset(taken.len());
        taken
    }

    fn word(&mut self) -> &mut Building {
        let at = self.at;
        self.word.get_or_insert_with(|| Building {
            text: String::new(),
            map: OffsetMap::starting_at(at),
            word: WordSpelling { outer: Span::at(at), anew: Some(&SINGLE), ..WordSpelling::default() },
        })
    }

    fn end_word(&mut self) {
        if let Some(Building { text, map, mut word }) = self.word.take() {
            word.outer.end = self.at;
            self.words.push(Layer { text: Cow::Owned(text), map, word: Some(word), within: Vec::new() });
        }
    }

    fn end_word_and_take(&mut self, length: usize) {
        self.end_word();
        self.take(length);
    }

    /// Takes `length` unquoted bytes.
    fn bare(&mut self, length: usize, expands: bool) {
        let taken = self.rest.get(..length).unwrap_or_default();
        let word = self.word();
        let start = word.inner();
        word.text.push_str(taken);
        if expands {
            word.word.anew = None;
        }
        word.part(start, &BARE);
        self.take(length);
    }

    /// A character that ends a command, or is invalid there. Inside a URL it is kept.
    fn operator(&mut self) -> bool {
        let mut next = self.rest.chars().skip(1);
        let goes_on =
            next.next().is_some_and(|next| !next.is_whitespace() && !matches!(next, '&' | ';' | '|'));
        let closes = self.rest.starts_with(')');
        let Some(word) = self.word.as_mut().filter(|word| word.text.contains('?') && (goes_on || closes))
        else {
            return false;
        };
        let at = word.inner();
        word.word.operators.push(at);
        self.bare(1, false);
        true
    }

    /// `>file`: it ends a word, and the file is not an argument.
    fn redirect(&mut self) {
        self.end_word();
        let operator = self.rest.find(|c| !matches!(c, '<' | '>' | '&' | '|')).unwrap_or(self.rest.len());
        self.take(operator);
        let blank = self.rest.find(|c| !matches!(c, ' ' | '\t')).unwrap_or(self.rest.len());
        self.take(blank);
        let file = self.rest.find([' ', '\t', '\r', '\n', ';', '|', '&']).unwrap_or(self.rest.len());
        self.take(file);
    }

    fn backslash(&mut self) {
        let mut characters = self.rest.chars().skip(1);
        match characters.next() {
            // A continued line.
            Some('\n') => self.drop_bytes(2),
            Some('\r') if self.rest.starts_with("\\\r\n") => self.drop_bytes(3),
            Some(character) => {
                let word = self.word();
                let start = word.inner();
                let mut buffer = [0; 4];
                let encoded = character.encode_utf8(&mut buffer);
                word.decoded(encoded, 1 + offset(encoded.len()));
                word.part(start, &BARE);
                self.take(1 + character.len_utf8());
            }
            None => self.drop_bytes(1),
        }
    }

    /// Bytes without a value, inside a word or between two.
    fn drop_bytes(&mut self, length: u32) {
        if let Some(word) = &mut self.word {
            word.decoded("", length);
        }
        self.take(length as usize);
    }

    /// The opening quote; the word begins with it if it has not begun.
    fn open(&mut self, length: u32) -> u32 {
        let word = self.word();
        word.decoded("", length);
        let start = word.inner();
        self.take(length as usize);
        start
    }

    /// The closing quote, if it is there.
    fn close(&mut self, start: u32, quoting: &'static Escaping) {
        self.word().part(start, quoting);
        if !self.rest.is_empty() {
            self.drop_bytes(1);
        }
    }

    fn single(&mut self) {
        let start = self.open(1);
        let length = self.rest.find('\'').unwrap_or(self.rest.len());
        let taken = self.rest.get(..length).unwrap_or_default();
        self.word().text.push_str(taken);
        self.take(length);
        self.close(start, &SINGLE.inside);
    }

    fn double(&mut self, opening: u32) {
        let start = self.open(opening);
        while let Some(character) = self.rest.chars().next().filter(|character| *character != '"') {
            let escaped = self.rest.chars().nth(1);
            match (character, escaped) {
                // Both characters map to the one, so a replacement replaces both.
                ('\\', Some(escaped @ ('$' | '`' | '"' | '\\'))) => {
                    let mut buffer = [0; 4];
                    self.word().decoded(escaped.encode_utf8(&mut buffer), 2);
                    self.take(2);
                }
                ('\\', Some('\n')) => self.drop_bytes(2),
                ('\\', Some('\r')) if self.rest.starts_with("\\\r\n") => self.drop_bytes(3),
                ('$' | '`', _) => {
                    let puts_in = character == '`' || expands(self.rest);
                    if puts_in {
                        self.word().word.anew = None;
                    }
                    self.verbatim(1);
                }
                ('\\', _) => self.verbatim(1),
                _ => {
                    let length = self.rest.find(['"', '\\', '$', '`']).unwrap_or(self.rest.len());
                    self.verbatim(length);
                }
            }
        }
        self.close(start, &DOUBLE);
    }

    fn verbatim(&mut self, length: usize) {
        let taken = self.take(length);
        if let Some(word) = &mut self.word {
            word.text.push_str(taken);
        }
    }

    fn ansi(&mut self) {
        let start = self.open(2);
        while !self.rest.is_empty() && !self.rest.starts_with('\'') {
            match escape(self.rest) {
                Some((character, length)) => {
                    let mut buffer = [0; 4];
                    self.word().decoded(character.encode_utf8(&mut buffer), length);
                    self.take(length as usize);
                }
                None => {
                    // A backslash without an escape is literal.
                    let first = self.rest.chars().next().map_or(0, char::len_utf8);
                    let more = self.rest.get(first..).unwrap_or_default();
                    let plain = more.find(['\'', '\\']).unwrap_or(more.len());
                    let more = if self.rest.starts_with('\\') { 0 } else { plain };
                    self.verbatim(first + more);
                }
            }
        }
        self.close(start, &ANSI);
    }
}

/// Whether the `$` at the start of `text` begins an expansion of the shell.
fn expands(text: &str) -> bool {
    text.chars().nth(1).is_some_and(|next| next.is_ascii_alphanumeric() || "_{(@*#?!$-".contains(next))
}

/// The character of an escape of `$'…'` at the start of `text`, and its length.
fn escape(text: &str) -> Option<(char, u32)> {
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
        'x' => return digits(characters.as_str(), 16, 2).map(|(code, length)| (code, length + 2)),
        'u' => return digits(characters.as_str(), 16, 4).map(|(code, length)| (code, length + 2)),
        'U' => return digits(characters.as_str(), 16, 8).map(|(code, length)| (code, length + 2)),
        '0'..='7' => {
            let octal = text.get(1..).unwrap_or_default();
            return digits(octal, 8, 3).map(|(code, length)| (code, length + 1));
        }
        _ => return None,
    };
    Some((simple, 2))
}

/// The character with the code in the first digits of `text`, at most `most` of them.
fn digits(text: &str, radix: u32, most: usize) -> Option<(char, u32)> {
    let digits = text.chars().take(most).map_while(|character| character.to_digit(radix));
    let (mut code, mut length) = (0_u32, 0);
    for digit in digits {
        code = code.checked_mul(radix)?.checked_add(digit)?;
        length += 1;
    }
    // Bytes beyond ASCII would have to be joined to characters; users do not write them here.
    let narrow = most <= 3 && code > 0x7f;
    if length == 0 || narrow { None } else { char::from_u32(code).map(|character| (character, length)) }
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
