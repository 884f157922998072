//! Scripts of the command prompt of Windows: words with double quotes, `%NAME%`, and `%%` for a percent sign.

use super::fragment::Fragment;
use super::lex::Token;
use super::outline::{CommandWords, Outline};
use super::syntax::{self, HostLanguage, Syntax};
use super::{Language, Part};
use crate::text::{Escaping, Quotes, Span, lines, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Batch, &["bat", "cmd"], &["batch", "dosbatch"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    read: Some(read),
    commands: Some(commands),
    has_code: true,
    escape: Some(b'^'),
    ..syntax::PLAIN
};

const IN_QUOTES: Escaping = Escaping::new(&[('%', "%%")]).without(&['"', '\n', '!']);
const QUOTES: Quotes = Quotes { open: "\"", close: "\"", inside: IN_QUOTES };
const BARE: Escaping =
    Escaping::new(&[('%', "%%")]).without(&['"', '\n', '!', ' ', '\t', '&', '|', '<', '>', '^', '(', ')']);

/// Nothing but comments; the words of commands are read apart.
fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let mut outline = Outline::empty(part, &SYNTAX);
    let all = lines(&part.text, Span::from_range(0..part.text.len()));
    let comments = all.into_iter().filter(|line| is_comment(line.of(&part.text)));
    comments.for_each(|line| outline.push(Token::Comment, line, 0));
    outline
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches('@');
    let word = line.get(..4).unwrap_or_default();
    line.starts_with("::") || word.eq_ignore_ascii_case("rem ")
}

fn commands<'t>(outline: &Outline<'t>, range: Span) -> Vec<CommandWords<'t>> {
    let text = outline.text;
    let all = lines(text, range);
    let mut found = Vec::new();
    // The open blocks, which may span lines.
    let mut depth = 0;
    let mut at = 0;
    while let Some(line) = all.get(at).copied() {
        at += 1;
        if is_comment(line.of(text)) {
            continue;
        }
        let mut end = line.end;
        // A caret continues the line.
        while let Some(next) = all.get(at).filter(|_| {
            let before = Span::new(line.start, end).of(text);
            before.trim_end_matches(['\r', '\n']).ends_with('^')
        }) {
            end = next.end;
            at += 1;
        }
        let mut reader =
            BatchReader { text, at: line.start, end, depth, words: Vec::new(), commands: Vec::new() };
        while reader.word() {}
        reader.finish();
        depth = reader.depth;
        found.extend(reader.commands.into_iter().map(|words| CommandWords { words, first: 0, end: 0 }));
    }
    found
}

/// The reader of the words of a line.
struct BatchReader<'t> {
    text: &'t str,
    at: u32,
    end: u32,
    depth: usize,
    words: Vec<Fragment<'t>>,
    commands: Vec<Vec<Fragment<'t>>>,
}

impl<'t> BatchReader<'t> {
    /// The length of the variable of a loop at the start of `rest`: `%%i`, `%%~nI`.
    fn loop_variable(&self, rest: &str) -> Option<u32> {
        let inside = rest.strip_prefix("%%")?;
        let name = inside.strip_prefix('~').unwrap_or(inside);
        let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
        let count = if name.len() < inside.len() { letters } else { letters.min(1) };
        let letter = name.get(..count)?.chars().next_back()?;
        let length = rest.len() - name.len() + count;
        self.text.contains(&format!("%%{letter} in")).then_some(offset(length))
    }

    fn rest(&self) -> &'t str {
        Span::new(self.at, self.end).of(self.text)
    }

    /// Ends a command.
    fn finish(&mut self) {
        let words = std::mem::take(&mut self.words);
        if !words.is_empty() {
            self.commands.push(words);
        }
    }

    /// Reads a word. The result is whether there was something to read.
    fn word(&mut self) -> bool {
        let rest = self.rest();
        let blanks = rest.len() - rest.trim_start().len();
        self.at += offset(blanks);
        let rest = self.rest();
        match rest.chars().next() {
            None => return false,
            Some(mark @ ('&' | '|' | '(' | ')')) => {
                self.finish();
                match mark {
                    '(' => self.depth += 1,
                    ')' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                self.at += 1;
                return true;
            }
            Some('^')
                if rest.get(1..).is_some_and(|rest| rest.trim_start_matches('\r').starts_with('\n')) =>
            {
                self.at += 1;
                return true;
            }
            Some('@') if self.words.is_empty() => self.at += 1,
            _ => {}
        }
        let first = self.words.iter().map(|word| word.holes.len()).sum();
        let mut word = Fragment::numbered(self.text, self.at, first);
        let mut is_quoted = false;
        let mut from = 0;
        while let Some(character) = self.rest().chars().next() {
            let rest = self.rest();
            let part = |word: &mut Fragment<'_>, from: &mut u32, is_quoted: bool| {
                word.part(*from, if is_quoted { &IN_QUOTES } else { &BARE });
                *from = word.at();
            };
            match character {
                '\n' | '\r' => break,
                // Its author meant the character: "a `&` without quotes" (batch.toml).
                '&' if !is_quoted && word.text.contains('?') && goes_on(rest) => word.operator(),
                ' ' | '\t' | '&' | '|' | '<' | '>' if !is_quoted => break,
                ')' if !is_quoted && self.depth > 0 => break,
                '"' => {
                    part(&mut word, &mut from, is_quoted);
                    is_quoted = !is_quoted;
                    self.at += 1;
                    word.drop_to(self.at);
                    continue;
                }
                // `\"` is a quote for the program, and `^"` for the prompt.
                '\\' if rest.starts_with("\\\"") => {
                    word.decode_to("\"", self.at + 2);
                    self.at += 2;
                    continue;
                }
                '^' if !is_quoted => {
                    self.at += 1;
                    word.drop_to(self.at);
                }
                '%' if rest.starts_with("%%") => {
                    match self.loop_variable(rest) {
                        Some(length) => {
                            let place = Span::new(self.at, self.at + length);
                            word.hole_to(place.end, place, Span::new(place.end - 1, place.end));
                            self.at = place.end;
                        }
                        None => {
                            word.decode_to("%", self.at + 2);
                            self.at += 2;
                        }
                    }
                    continue;
                }
                // A code with one `%` would be an argument of the script. It is read as its author meant it.
                '%' if rest.bytes().skip(1).take(2).filter(u8::is_ascii_hexdigit).count() == 2 => {}
                '%' | '!' => {
                    if let Some(length) = variable(rest) {
                        let place = Span::new(self.at, self.at + offset(length));
                        word.hole_to(
                            place.end,
                            place,
                            Span::new(place.start + 1, place.end.max(place.start + 2) - 1),
                        );
                        self.at = place.end;
                        continue;
                    }
                }
                _ => {}
            }
            let next = self.rest().chars().next().map_or(0, char::len_utf8);
            self.at += offset(next);
            word.take_to(self.at);
        }
        if self.at == word.span().start {
            // A mark that redirects.
            self.at += 1;
            return true;
        }
        word.part(from, if is_quoted { &IN_QUOTES } else { &BARE });
        word.end_at(self.at);
        word.requote(&QUOTES);
        self.words.push(word);
        true
    }
}

/// Whether a name follows the `&` at the start of `text`, as in a query.
fn goes_on(text: &str) -> bool {
    let rest = text.get(1..).unwrap_or_default();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'))).unwrap_or(rest.len());
    end > 0 && rest.get(end..).is_some_and(|rest| rest.starts_with('='))
}

/// The length of a variable: `%NAME%`, `%NAME:a=b%`, `!NAME!`, `%1`, `%~dp0`, `%%i` has been read before.
fn variable(text: &str) -> Option<usize> {
    let mark = text.chars().next()?;
    let inside = text.get(1..)?;
    if mark == '%' {
        let argument = inside
            .trim_start_matches(|c: char| c == '~' || c.is_ascii_alphabetic() && inside.starts_with('~'));
        if argument.starts_with(|c: char| c.is_ascii_digit() || c == '*') {
            return Some(text.len() - argument.len() + 1);
        }
    }
    let end = inside.find([mark, ' ', '"', '\n'])?;
    let name = inside.get(..end)?;
    let is_name = !name.is_empty() && name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (is_name && inside.get(end..)?.starts_with(mark)).then_some(end + 2)
}
