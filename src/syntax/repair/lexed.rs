//! All lexemes of a filter with mistakes. It joins quotes that were not doubled, lowers keywords in capitals,
//! removes invisible characters, and reports each mistake.

use crate::diagnostic::{Applicability, Diagnostic, Diagnostics, Message};
use crate::rules::{self, Rule};
use crate::syntax::ast::{Case, Operand, OperandKind};
use crate::syntax::lexeme::{Lexed, Lexeme, Lexemes, Quote, keyword};
use crate::syntax::literal::{QUOTES, quote, string_value};
use crate::syntax::parser::Dialect;
use crate::text::{Edit, Quoted, Span, offset};

/// Every lexeme of `text`. A string with wrong quotes is a `Quoted` other than `Single`, and `Open`
/// if no quote closes it. It extends to its probable end.
pub(super) fn lex(text: &str, dialect: Dialect, diagnostics: &mut Diagnostics) -> Vec<Lexed> {
    let origin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lexing =
        Lexing { text, dialect, lexemes: Lexemes::new(text, origin), out: Vec::new(), diagnostics };
    while let Some(lexed) = lexing.lexemes.next() {
        lexing.push(lexed);
        lexing.join_applied();
    }
    lexing.out
}

/// Operators of PowerShell that are words here, without the letter for case.
pub(super) const POWERSHELL_WORDS: [&str; 7] =
    ["like", "match", "contains", "notlike", "notmatch", "notcontains", "notin"];

struct Lexing<'t, 'd> {
    text: &'t str,
    dialect: Dialect,
    lexemes: Lexemes<'t>,
    out: Vec<Lexed>,
    diagnostics: &'d mut Diagnostics,
}

impl<'t> Lexing<'t, '_> {
    fn push(&mut self, lexed: Lexed) {
        match lexed.lexeme {
            Lexeme::Quoted(_) if self.contraction(lexed.span) => {}
            Lexeme::Quoted(Quote::Single | Quote::Foreign) if self.doubled(lexed.span) => {}
            Lexeme::Quoted(Quote::Foreign) if self.has_escaped_quote(lexed.span) => {}
            Lexeme::Quoted(Quote::Single) if self.goes_on(lexed.span) => self.unescaped(lexed.span),
            Lexeme::Quoted(Quote::Open) => self.open(lexed.span),
            Lexeme::MiscasedKeyword => self.miscased(lexed.span),
            Lexeme::Invisible => self.invisible(lexed.span),
            Lexeme::Number => self.number(lexed.span),
            Lexeme::Other if lexed.span.of(self.text) == "-" => self.dash(lexed),
            Lexeme::Other if self.escaped(lexed.span) => {}
            Lexeme::Other | Lexeme::Word if self.mathematical(lexed.span) => {}
            Lexeme::Dollar => self.dollar(lexed),
            _ => self.out.push(lexed),
        }
    }

    /// Joins `tolower(name)`, whose end was just read, to one lexeme that can be used like a
    /// property.
    fn join_applied(&mut self) {
        let [.., name, open, path, close] = self.out.as_slice() else { return };
        let shape = [name.lexeme, open.lexeme, path.lexeme, close.lexeme];
        if shape != [Lexeme::Path, Lexeme::Open, Lexeme::Path, Lexeme::Close] {
            return;
        }
        let (name, close) = (*name, *close);
        let word = name.span.of(self.text);
        let (case, is_function) = match word.to_ascii_lowercase().as_str() {
            "tolower" => (Case::Lower, true),
            "toupper" => (Case::Upper, true),
            "lower" | "lcase" => (Case::Lower, false),
            "upper" | "ucase" => (Case::Upper, false),
            _ => return,
        };
        self.out.truncate(self.out.len() - 4);
        self.out.push(Lexed { lexeme: Lexeme::Applied(case), span: name.span.cover(close.span) });
        let fixed = case.name();
        if word == fixed {
            return;
        }
        let edits = vec![Edit::replace(name.span, fixed)];
        let title = format!("write `{fixed}`");
        if is_function {
            self.report(&rules::KEYWORD_CASE, name.span, |_| {
                Message::new(format!("`{word}` must be written in lower case: `{fixed}`"))
                    .safe_fix(title, edits)
            });
        } else {
            self.report(&rules::UNSUPPORTED_ODATA, name.span, |_| {
                Message::new(format!("`{word}` is not a function of this API: it is called `{fixed}`")).write(
                    Applicability::Safe,
                    name.span,
                    fixed,
                )
            });
        }
    }

    fn report(&mut self, rule: &'static Rule, span: Span, describe: impl FnOnce(&'t str) -> Message) {
        let text = self.text;
        self.diagnostics
            .add(rule.severity(), || Diagnostic::new(rule, span, describe(text)).kept_apart(text));
    }

    fn rest(&self, from: u32) -> &'t str {
        self.text.get(from as usize..).unwrap_or_default()
    }

    fn resume(&mut self, at: u32) {
        self.lexemes = Lexemes::new(self.text, at);
    }

    /// Whether text directly follows the closing quote, so the quote belongs inside the string. A
    /// keyword after it only lacks a space.
    fn goes_on(&self, span: Span) -> bool {
        let rest = self.rest(span.end);
        let words = rest.trim_start_matches(INNER_MARKS);
        let word = words.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        let has_mark = words.len() < rest.len();
        !word.is_empty() && !is_keyword(word) && (!has_mark || closes_after_mark(rest))
            // A backslash before the quote means that it belongs inside.
            || self.text.get(..span.end as usize - 1).is_some_and(|before| before.ends_with('\\')) && ends_later(rest)
    }

    /// `"a\"b"`, `"a""b"`, `"a`"b"`: the quote after a mark, or after another one, is inside the string; false if no other
    /// one closes it.
    fn has_escaped_quote(&mut self, span: Span) -> bool {
        /// A string has few quotes inside.
        const MOST: usize = 4;
        let string = span.of(self.text);
        let rest = self.rest(span.end);
        let is_doubled = rest.starts_with('"') && string.starts_with('"') && string.len() > 2;
        if !string.ends_with("\\\"") && !string.ends_with("`\"") && !is_doubled {
            return false;
        }
        let mut quotes = rest.match_indices('"').skip(usize::from(is_doubled)).take(MOST).map(|(at, _)| at);
        let is_end = |at: &usize| {
            let (before, after) = rest.split_at_checked(*at).unwrap_or_default();
            !before.ends_with(['\\', '`']) && ends_here(after.get(1..).unwrap_or_default())
        };
        let Some(end) = quotes.find(is_end) else { return false };
        let whole = Span::new(span.start, span.end + offset(end + 1));
        self.out.push(Lexed { lexeme: Lexeme::Quoted(Quote::Foreign), span: whole });
        self.resume(whole.end);
        true
    }

    /// `name doesn't contain 'x'`: an apostrophe in a word between a property and a value; false for other quotes.
    fn contraction(&mut self, span: Span) -> bool {
        const WORDS: [&str; 12] =
            ["is", "are", "was", "does", "do", "did", "ca", "wo", "has", "have", "had", "were"];
        let rest = self.rest(span.start);
        let Some(after) = rest.strip_prefix(['\'', '’']).and_then(|rest| rest.strip_prefix('t')) else {
            return false;
        };
        let end = span.start + offset(rest.len() - after.len());
        let [.., property, word] = self.out.as_mut_slice() else { return false };
        let is_between = property.lexeme == Lexeme::Path
            && word.lexeme == Lexeme::Path
            && word.span.end == span.start
            && after.starts_with(' ');
        let stem = word.span.of(self.text).to_ascii_lowercase();
        if !is_between || !stem.strip_suffix('n').is_some_and(|stem| WORDS.contains(&stem)) {
            return false;
        }
        word.span = Span::new(word.span.start, end);
        self.resume(end);
        true
    }

    /// `''Test''`, `""Test""`: two quotes begin a string; false if they do not.
    fn doubled(&mut self, span: Span) -> bool {
        let Some(end) = self.doubled_end(span) else { return false };
        let whole = Span::new(span.start, end);
        self.out.push(Lexed { lexeme: Lexeme::Quoted(Quote::Foreign), span: whole });
        // Other quotes are reported for every string that has them.
        if whole.of(self.text).starts_with('\'') {
            self.report(&rules::UNESCAPED_QUOTE, Span::new(span.start, span.end), |text| {
                let fixed = quote(whole.of(text).trim_matches('\''));
                Message::new("two quotes begin this string, and `''` alone is the empty string")
                    .label(whole, "probably one string")
                    .help(format!("write {}", Quoted(&fixed)))
                    .unsafe_fix("write one quote on each side", vec![Edit::replace(whole, fixed)])
            });
        }
        self.resume(end);
        true
    }

    /// Offset after a string that begins with the two quotes at `span`.
    fn doubled_end(&self, span: Span) -> Option<u32> {
        let quote = span.of(self.text).chars().next().filter(|quote| matches!(quote, '\'' | '"' | '`'))?;
        let rest = self.rest(span.end);
        if span.len() != 2 || !rest.starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let inner = rest.split([quote, '\n']).next()?;
        let quotes = rest.get(inner.len()..)?;
        let after = quotes.trim_start_matches(quote);
        let count = quotes.len() - after.len();
        // A keyword after the empty string only lacks a space.
        let is_word = !inner.split_whitespace().any(is_keyword);
        (is_word && matches!(count, 1 | 2) && ends_here(after))
            .then(|| span.end + offset(inner.len() + count))
    }

    /// `'O'Neil'`: the string continues to a quote that something else can follow.
    fn unescaped(&mut self, span: Span) {
        if self.is_left_open(span) {
            self.open(span);
            return;
        }
        let end = string_end(self.text, span.end);
        let whole = Span::new(span.start, end.offset);
        let raw = whole.of(self.text);
        let inner = raw.get(1..raw.len() - usize::from(end.closed)).unwrap_or_default();
        let quote = if end.closed { Quote::Foreign } else { Quote::Open };
        self.out.push(Lexed { lexeme: Lexeme::Quoted(quote), span: whole });
        self.report(&rules::UNESCAPED_QUOTE, Span::new(span.end - 1, span.end), |text| {
            let fixed = requoted(inner);
            let string = Quoted(span.of(text));
            Message::new(format!(
                "this quote ends the string {string}: a quote inside a string must be doubled"
            ))
            .label(whole, "probably one string")
            .help(format!("write {}", Quoted(&fixed)))
            .unsafe_fix("double the quote inside", vec![Edit::replace(whole, fixed)])
        });
        self.resume(end.offset);
    }

    /// An unclosed quote. A lone `'` at the end of `'a' b'` closes the string before it.
    fn open(&mut self, span: Span) {
        if let Some(start) = self.possessive(span) {
            self.out.truncate(self.out.partition_point(|lexed| lexed.span.start < start));
            self.unescaped(Span::new(start, self.closing(start)));
            return;
        }
        if self.never_opened(span) {
            return;
        }
        let length = span.of(self.text).chars().next().map_or(1, char::len_utf8);
        let opening = Span::new(span.start, span.start + offset(length));
        let whole = Span::new(span.start, string_end(self.text, opening.end).offset);
        self.out.push(Lexed { lexeme: Lexeme::Quoted(Quote::Open), span: whole });
        self.report(&rules::UNTERMINATED_STRING, opening, |text| {
            let fixed = requoted(without_last_quote(Span::new(opening.end, whole.end).of(text)));
            Message::new("this quote is never closed, so the string runs to the end of the filter")
                .help(format!("close it: {}", Quoted(&fixed)))
                .unsafe_fix("close the string", vec![Edit::replace(whole, fixed)])
        });
        self.resume(whole.end);
    }

    /// `eq ERROR'`: a closing quote without an opening one.
    fn never_opened(&mut self, lone: Span) -> bool {
        let ends = lone.of(self.text).strip_prefix('\'').is_some_and(ends_here);
        let Some(word) = self.out.last_mut().filter(|word| {
            ends && word.span.end == lone.start
                && matches!(word.lexeme, Lexeme::Path | Lexeme::Word | Lexeme::Number)
        }) else {
            return false;
        };
        let inner = word.span;
        let whole = Span::new(inner.start, lone.start + 1);
        *word = Lexed { lexeme: Lexeme::Quoted(Quote::Foreign), span: whole };
        self.report(&rules::UNTERMINATED_STRING, Span::new(inner.end, whole.end), |text| {
            let fixed = quote(inner.of(text));
            Message::new("this quote closes a string that no quote opens")
                .help(format!("open it: {}", Quoted(&fixed)))
                .unsafe_fix("open the string", vec![Edit::replace(whole, fixed)])
        });
        self.resume(whole.end);
        true
    }

    /// The start of the string before a lone `'`, if only words are between.
    fn possessive(&self, lone: Span) -> Option<u32> {
        let after = lone.of(self.text).strip_prefix('\'')?.trim_start();
        if !(after.is_empty() || after.starts_with([')', ',']) || continues(after)) {
            return None;
        }
        // In `'AT'&T'` nothing is apart. A comma separates the items of a list.
        let before = self.text.get(..lone.start as usize)?;
        let apart = before.rfind(|c: char| c.is_whitespace() || matches!(c, '\'' | ',')).unwrap_or(0);
        let touches = before.get(apart..).is_some_and(|rest| rest.starts_with('\''));
        let words = self.out.iter().rev().take_while(|lexed| {
            touches && lexed.span.start as usize > apart
                || matches!(lexed.lexeme, Lexeme::Path | Lexeme::Word | Lexeme::Number)
                || lexed.lexeme == Lexeme::Other
                    && INNER_MARKS.iter().any(|mark| lexed.span.of(self.text).starts_with(*mark))
        });
        let count = words.count();
        let string = self.out.iter().rev().nth(count)?;
        // A string with a condition inside is unclosed itself; going back into it would only lead
        // here again.
        (count > 0 && string.lexeme == Lexeme::Quoted(Quote::Single) && !self.is_left_open(string.span))
            .then_some(string.span.start)
    }

    /// `'abc and state eq 'x'`: a condition begins inside, so the first quote is the mistake.
    fn is_left_open(&self, span: Span) -> bool {
        let end = string_end(self.text, span.start + 1);
        !end.closed && end.offset < span.end
    }

    /// Offset after the quote that closes the string at `start`.
    fn closing(&self, start: u32) -> u32 {
        Lexemes::new(self.text, start).next().map_or(start, |lexed| lexed.span.end)
    }

    fn miscased(&mut self, span: Span) {
        let written = span.of(self.text);
        let lower = written.to_ascii_lowercase();
        let Some(lexeme) = keyword(&lower) else { return };
        self.out.push(Lexed { lexeme, span });
        if self.dialect.boolean(written.as_bytes()).is_some() {
            return;
        }
        let dialect = self.dialect;
        self.report(&rules::KEYWORD_CASE, span, |_| {
            let (fixed, how) = match lexeme {
                Lexeme::True | Lexeme::False if dialect == Dialect::Webhook => {
                    (dialect.written(lexeme == Lexeme::True), "with one capital")
                }
                _ => (&*lower, "in lower case"),
            };
            Message::new(format!("`{written}` must be written {how}: `{fixed}`"))
                .safe_fix(format!("write `{fixed}`"), vec![Edit::replace(span, fixed)])
        });
    }

    /// Invisible characters between words, where filters cannot have them.
    fn invisible(&mut self, span: Span) {
        let Some(character) = span.of(self.text).chars().next() else { return };
        self.report(&rules::CONTROL_CHARACTER, span, |_| {
            Message::new(format!(
                "invisible character (U+{:04X}{}): only plain spaces, tabs and line ends may separate words",
                u32::from(character),
                character_name(character),
            ))
            .help("text that is copied from a page or a document may contain such characters")
            .safe_fix("write a plain space", vec![Edit::replace(span, " ")])
        });
    }

    /// `\\'x\\'`: a string whose quotes have the backslashes of a script; false for something else.
    fn escaped(&mut self, start: Span) -> bool {
        /// A name has few quotes inside.
        const MOST: usize = 4;
        let rest = self.rest(start.start);
        let Some(mark) = ["\\'", "\\\""].into_iter().find(|mark| rest.starts_with(mark)) else {
            return false;
        };
        let inside = rest.get(mark.len()..).unwrap_or_default();
        let mut ends = inside.match_indices(mark).take(MOST).map(|(at, _)| at + mark.len());
        let Some(end) = ends.find(|end| inside.get(*end..).is_some_and(ends_here)) else { return false };
        let whole = Span::new(start.start, start.start + offset(mark.len() + end));
        self.out.push(Lexed { lexeme: Lexeme::Quoted(Quote::Foreign), span: whole });
        self.report(&rules::DOUBLE_QUOTED_STRING, whole, |text| {
            let string = Operand { kind: OperandKind::MalformedString, span: whole };
            Message::new(format!(
                "{} has a backslash before each quote, and a string has plain quotes",
                Quoted(whole.of(text))
            ))
            .write(Applicability::Safe, whole, quote(&string_value(string, text)))
        });
        self.resume(whole.end);
        true
    }

    /// PowerShell's `-eq`, `-and`, `-like`.
    fn dash(&mut self, lexed: Lexed) {
        let mut after = self.lexemes.clone();
        let next = after.next().filter(|next| next.span.start == lexed.span.end);
        let Some(next) = next else { return self.out.push(lexed) };
        let word = next.span.of(self.text).to_ascii_lowercase();
        let whole = lexed.span.cover(next.span);
        // `-ceq`, `-ieq`: a letter for the case.
        let plain = word.strip_prefix(['c', 'i']).filter(|plain| {
            matches!(keyword(plain), Some(Lexeme::Comparison(_) | Lexeme::In)) && word != "in"
        });
        match keyword(plain.unwrap_or(&word)) {
            Some(lexeme) if !matches!(lexeme, Lexeme::True | Lexeme::False | Lexeme::Null) => {
                self.out.push(Lexed { lexeme, span: whole });
                self.powershell(whole, plain.unwrap_or(&word));
            }
            // The word itself is reported.
            _ if POWERSHELL_WORDS.contains(&word.strip_prefix(['c', 'i']).unwrap_or(&word))
                || POWERSHELL_WORDS.contains(&&*word) =>
            {
                let lexeme = Lexeme::Path;
                self.out.push(Lexed { lexeme, span: next.span });
            }
            _ => return self.out.push(lexed),
        }
        self.lexemes = after;
    }

    /// `≥`, `∧`: an operator of mathematics, or of another keyboard; false for other characters.
    fn mathematical(&mut self, span: Span) -> bool {
        const MEANT: [(&str, &str); 18] = [
            ("≥", "ge"),
            ("≧", "ge"),
            ("⩾", "ge"),
            ("≤", "le"),
            ("≦", "le"),
            ("⩽", "le"),
            ("≠", "ne"),
            ("＝", "eq"),
            ("≡", "eq"),
            ("＞", "gt"),
            ("＜", "lt"),
            ("∈", "in"),
            ("∧", "and"),
            ("⋀", "and"),
            ("∨", "or"),
            ("⋁", "or"),
            ("¬", "not"),
            ("￢", "not"),
        ];
        let written = span.of(self.text);
        let Some((_, meant)) = MEANT.iter().find(|(mark, _)| *mark == written) else { return false };
        let Some(lexeme) = keyword(meant) else { return false };
        let touches = |beside: Option<char>| beside.is_some_and(|c| !c.is_whitespace() && c != '(');
        let before = self.text.get(..span.start as usize).unwrap_or_default().chars().next_back();
        let after = self.rest(span.end).chars().next();
        let [left, right] = [before, after].map(|beside| if touches(beside) { " " } else { "" });
        self.out.push(Lexed { lexeme, span });
        self.diagnostics.report(&rules::FOREIGN_OPERATOR, span, || {
            Message::new(format!("{} is not an operator of this language: write `{meant}`", Quoted(written)))
                .safe_fix(
                    format!("write `{meant}`"),
                    vec![Edit::replace(span, format!("{left}{meant}{right}"))],
                )
        });
        true
    }

    /// PowerShell's `$null`, `$true` and `$false`, and `$_.name`.
    fn dollar(&mut self, lexed: Lexed) {
        let written = lexed.span.of(self.text);
        let item = ["$_.", "$PSItem."].into_iter().find_map(|item| {
            let start = written.get(..item.len())?;
            start.eq_ignore_ascii_case(item).then_some(offset(item.len()))
        });
        if let Some(item) = item.filter(|item| offset(written.len()) > *item) {
            let root = Span::new(lexed.span.start, lexed.span.start + item);
            let name = Span::new(root.end, lexed.span.end);
            let is_plain =
                name.of(self.text).bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let lexeme = if is_plain { Lexeme::Path } else { Lexeme::Word };
            self.out.push(Lexed { lexeme, span: name });
            self.diagnostics.report(&rules::FOREIGN_OPERATOR, root, || {
                Message::new(format!(
                    "{} is an object of PowerShell, and a filter has the property alone",
                    Quoted(root.of(self.text))
                ))
                .safe_fix("remove it", vec![Edit::delete(root)])
            });
            return;
        }
        let word = lexed.span.of(self.text).trim_start_matches('$').to_ascii_lowercase();
        match keyword(&word) {
            Some(lexeme @ (Lexeme::Null | Lexeme::True | Lexeme::False)) => {
                self.out.push(Lexed { lexeme, span: lexed.span });
                self.powershell(lexed.span, &word);
            }
            _ => self.out.push(lexed),
        }
    }

    fn powershell(&mut self, span: Span, word: &str) {
        // Not kept apart from its neighbours, because a missing space is a finding by itself.
        self.diagnostics.report(&rules::FOREIGN_OPERATOR, span, || {
            let written = span.of(self.text);
            let message = Message::new(format!("{} is PowerShell syntax: write `{word}`", Quoted(written)));
            let is_caseless = matches!(&*written.to_ascii_lowercase(), "-ieq" | "-ine" | "-iin");
            let message = match is_caseless {
                true => message.help("to compare without a difference of case, write `tolower(name) eq 'x'`"),
                false => message,
            };
            message.fix(
                Applicability::safe_if(!is_caseless),
                format!("write `{word}`"),
                vec![Edit::replace(span, word)],
            )
        });
    }

    /// `3and`: a number with a keyword at its end.
    fn number(&mut self, span: Span) {
        let digits = span.of(self.text).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let word = span.of(self.text).get(digits.len()..).unwrap_or_default();
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        match keyword(word) {
            Some(lexeme) if plain => {
                let middle = span.start + u32::try_from(digits.len()).unwrap_or_default();
                self.out.push(Lexed { lexeme: Lexeme::Number, span: Span::new(span.start, middle) });
                self.out.push(Lexed { lexeme, span: Span::new(middle, span.end) });
            }
            _ => self.out.push(Lexed { lexeme: Lexeme::Number, span }),
        }
    }
}

/// The string without the quote at its end, if it is the only one: the quotes of `'x"` differ, and one of those of
/// `'x''` is doubled.
fn without_last_quote(inner: &str) -> &str {
    let is_quote = |c: char| QUOTES.contains(&c);
    let start = inner.trim_end_matches(is_quote);
    let is_escaped = start.is_empty() || start.ends_with('\\') || start.contains(is_quote);
    if is_escaped { inner } else { start }
}

/// The string with its quotes doubled, once.
fn requoted(inner: &str) -> String {
    quote(&inner.replace("\\'", "'").replace("''", "'"))
}

fn is_keyword(word: &str) -> bool {
    keyword(word.to_ascii_lowercase()).is_some()
}

fn character_name(character: char) -> &'static str {
    match character {
        '\u{a0}' => ", a no-break space",
        '\u{200b}' => ", a zero-width space",
        '\u{200c}' | '\u{200d}' => ", a zero-width joiner",
        '\u{ad}' => ", a soft hyphen",
        '\u{feff}' => ", a byte-order mark",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            ", which reverses the direction of text"
        }
        '\0' => ", a null byte",
        _ if character.is_control() => ", a control character",
        _ => "",
    }
}

/// The end of a string with wrong quotes.
struct StringEnd {
    offset: u32,
    /// Whether there is a quote.
    closed: bool,
}

/// Searches from `from`, inside a string, for a quote that something else can follow. The string
/// also ends before `and` or `or` if a condition follows.
fn string_end(text: &str, from: u32) -> StringEnd {
    let rest = text.get(from as usize..).unwrap_or_default();
    let place = |after: usize, closed| StringEnd { offset: offset(from as usize + after), closed };
    let mut skip = false;
    let mut last = b'\'';
    for (at, byte) in rest.bytes().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let word_begins = matches!(last, b' ' | b'\t' | b'\r' | b'\n');
        last = byte;
        match byte {
            b'\'' => {
                let after = rest.get(at + 1..).unwrap_or_default();
                if after.starts_with('\'') {
                    skip = true;
                } else if ends_here(after) {
                    return place(at + 1, true);
                }
            }
            b'&' | b'|' if rest.get(at..).is_some_and(continues) => {
                return place(rest.get(..at).unwrap_or_default().trim_end().len(), false);
            }
            b'a' | b'A' | b'o' | b'O' if word_begins && rest.get(at..).is_some_and(continues) => {
                return place(rest.get(..at).unwrap_or_default().trim_end().len(), false);
            }
            _ => {}
        }
    }
    place(rest.trim_end().len(), false)
}

/// Marks that join the parts of a name, and begin no operator.
const INNER_MARKS: [char; 9] = ['-', '+', '.', '/', '@', '%', '*', '?', '~'];

/// `'a'-b'`: whether a string goes on with the mark after its quote, because a lone quote closes it later.
/// Quotes that touch words on both sides are inside it.
fn closes_after_mark(rest: &str) -> bool {
    /// A name has few quotes inside, and each string of a filter may search for its end.
    const MOST: usize = 4;
    if ["--", "//", "/*"].iter().any(|comment| rest.starts_with(comment)) {
        return false;
    }
    for (at, _) in rest.match_indices('\'').take(MOST) {
        let (before, after) = (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default());
        if !before.ends_with(char::is_alphanumeric) {
            return false;
        }
        if ends_here(after) {
            return !before.split_whitespace().skip(1).any(is_keyword);
        }
        if !after.trim_start_matches(INNER_MARKS).starts_with(char::is_alphanumeric) {
            return false;
        }
    }
    false
}

/// Whether a string can end before `after`.
fn ends_here(after: &str) -> bool {
    let trimmed = after.trim_start();
    trimmed.is_empty() || trimmed.starts_with([')', ',', ']', ';']) || starts_with_connective(trimmed)
}

fn ends_later(rest: &str) -> bool {
    rest.contains('\'') && !ends_here(rest)
}

fn starts_with_connective(text: &str) -> bool {
    after_connective(text).is_some_and(|(symbol, _)| symbol.len() != 1)
}

/// The connective that `text` begins with, in any language, and the rest.
fn after_connective(text: &str) -> Option<(&str, &str)> {
    let split = |word: &str| {
        let (start, rest) = text.split_at_checked(word.len())?;
        let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic());
        let ends = !is_word || rest.starts_with([' ', '\t', '\r', '\n', '(']);
        (start.eq_ignore_ascii_case(word) && ends).then_some((start, rest))
    };
    ["and", "or", "&&", "||", "&", "|"].into_iter().find_map(split)
}

/// Whether `and` or `or` and the beginning of a condition follow: `and state eq …`.
fn continues(text: &str) -> bool {
    let Some((_, rest)) = after_connective(text) else { return false };
    // Only three words, because the string must not be read to its end here.
    let mut words = rest.split([' ', '\t', '\r', '\n', '(']).filter(|word| !word.is_empty()).take(3);
    let mut next = words.next().unwrap_or_default().trim_start_matches('!');
    if next.eq_ignore_ascii_case("not") {
        next = words.next().unwrap_or_default();
    }
    let path = next.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && next.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'/');
    let operator = words.next().unwrap_or_default();
    path && (is_keyword(operator) || operator.starts_with(['=', '!', '<', '>'])) || next == "contains"
}
